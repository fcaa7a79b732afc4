/**
 * The decision table of the directory, line by line: what a structure asks, what the invoice gives, which rules
 * are broken. In both syntaxes, and in the scopes of the reform (B2G) and of classic Chorus Pro.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ownRuleSet } from '../../server/rule-sets.ts'
import type { Service, Structure } from '../directory/structure.ts'
import { validate } from '../validation.ts'
import { loadPlatformRules } from './load.ts'

const rules = loadPlatformRules()
const stages = new Map(rules.rules.map(({ id, stage }) => [id, stage]))
const files = new URL('../../corpus/french/', import.meta.url)
const texts = {
	ubl: readFileSync(new URL('ubl-invoice.xml', files), 'utf8'),
	cii: readFileSync(new URL('cii-invoice.xml', files), 'utf8'),
}

const plain: Structure = {
	siret: '52345678800018',
	name: 'Ville d’Azay',
	public: true,
	active: true,
	serviceRequired: false,
	engagementRequired: false,
	serviceOrEngagement: false,
	worksOnly: false,
	services: [
		{ code: 'ACHATS', active: true },
		{ code: 'ANCIEN', active: true, to: '2025-12-31' },
		{ code: 'FUTUR', active: true, from: '2027-01-01' },
		{ code: 'FERME', active: false },
		{ code: 'MARCHES', active: true, engagementRequired: true },
		{ code: 'FACTURES_PUBLIQUES', active: true },
	],
}
const supplier: Structure = { ...plain, siret: '81234567600012', public: false }
const line = { address: '523456788', platform: '9999', status: 'enabled' } as const

interface Given {
	/** Service code in BT-46 of scheme 0224, and in BT-10. */
	readonly routed?: string
	readonly reference?: string
	readonly engagement?: boolean
	readonly framework?: string
}

/** The invoice with that service code, engagement and framework, and no others. */
function invoice(syntax: 'ubl' | 'cii', { routed, reference, engagement, framework = 'M1' }: Given): string {
	const code = routed === undefined ? '' : `<x schemeID="0224">${routed}</x>`
	if (syntax === 'ubl')
		return texts.ubl
			.replace(
				/<cac:PartyIdentification>\s*<cbc:ID schemeID="0224">ACHATS<\/cbc:ID>\s*<\/cac:PartyIdentification>/,
				code &&
					`<cac:PartyIdentification><cbc:ID schemeID="0224">${routed}</cbc:ID></cac:PartyIdentification>`,
			)
			.replace('<cbc:ProfileID>M1', `<cbc:ProfileID>${framework}`)
			.replace(/<cac:OrderReference>.*?<\/cac:OrderReference>/s, engagement ? '$&' : '')
			.replace(
				'<cac:InvoicePeriod>',
				reference === undefined ? '$&' : `<cbc:BuyerReference>${reference}</cbc:BuyerReference>$&`,
			)
	return texts.cii
		.replace(
			/<ram:GlobalID schemeID="0224">ACHATS<\/ram:GlobalID>/,
			code && `<ram:GlobalID schemeID="0224">${routed}</ram:GlobalID>`,
		)
		.replace(/(<ram:BusinessProcessSpecifiedDocumentContextParameter>\s*<ram:ID>)M1/, `$1${framework}`)
		.replace(
			/<ram:BuyerOrderReferencedDocument>.*?<\/ram:BuyerOrderReferencedDocument>/s,
			engagement ? '$&' : '',
		)
		.replace(
			'<ram:SellerTradeParty>',
			reference === undefined ? '$&' : `<ram:BuyerReference>${reference}</ram:BuyerReference>$&`,
		)
}

function broken(
	syntax: 'ubl' | 'cii',
	scope: 'B2G' | 'CHORUS',
	structure: Partial<Structure> | undefined,
	given: Given,
) {
	const found = structure && { ...plain, ...structure }
	const { verdict } = validate(new TextEncoder().encode(invoice(syntax, given)), {
		source: 'f.xml',
		sha256: 'a'.repeat(64),
		asOf: '2026-10-10',
		rules: { kind: 'chosen', load: ownRuleSet, beyond: 'off', national: { reading: 'text', alone: true } },
		platform: {
			rules,
			checkedWith: { id: 'platform', version: '1', sha256: 'e'.repeat(64) },
			transport: { scope },
			...(found && {
				directory: {
					snapshot: { sha256: 'd'.repeat(64), date: '2026-10-01', structures: 1, services: 2 },
					find: (siret: string) =>
						siret === supplier.siret ? supplier : siret === found.siret ? found : undefined,
				},
			}),
		},
	})
	return verdict.findings.filter(({ rule }) => stages.get(rule) === 'directory')
}

const needs = (one: Service): Partial<Structure> => ({ serviceRequired: true, services: [one] })
const table: readonly (readonly [
	what: string,
	structure: Partial<Structure> | undefined,
	given: Given,
	b2g: string,
	chorus: string,
])[] = [
	['no directory', undefined, {}, 'DIRECTORY-01', 'DIRECTORY-01'],
	['1 unknown', { siret: '00000000000000' }, {}, 'CHORUS-01', 'CHORUS-01'],
	['1 inactive', { active: false }, {}, 'CHORUS-01', 'CHORUS-01'],
	['1 works only, ordinary invoice', { worksOnly: true }, {}, 'CHORUS-06', 'CHORUS-06'],
	['1 works only, works invoice', { worksOnly: true }, { framework: 'A4' }, '', ''],
	['1 known, asks nothing', {}, {}, '', ''],
	['2 service asked, none given', { serviceRequired: true }, {}, 'BR-FR-CPRO-11', 'CHORUS-02'],
	['2 service asked, given in BT-46', { serviceRequired: true }, { routed: 'ACHATS' }, '', ''],
	['2 service asked, given in BT-10', { serviceRequired: true }, { reference: 'ACHATS' }, '', ''],
	['2 unknown in BT-46', { serviceRequired: true }, { routed: 'VENTES' }, 'BR-FR-CPRO-11', 'CHORUS-03'],
	['2 unknown in BT-10', { serviceRequired: true }, { reference: 'VENTES' }, 'BR-FR-CPRO-11', 'CHORUS-03'],
	['2 not asked, unknown', {}, { routed: 'VENTES' }, 'BR-FR-CPRO-11', 'CHORUS-03'],
	['2 inactive', {}, { routed: 'FERME' }, 'BR-FR-CPRO-11', 'CHORUS-03'],
	['2 closed', {}, { routed: 'ANCIEN' }, 'BR-FR-CPRO-11', 'CHORUS-03'],
	['2 not yet open', {}, { routed: 'FUTUR' }, 'BR-FR-CPRO-11', 'CHORUS-03'],
	['2 last day', needs({ code: 'S', active: true, to: '2026-10-10' }), { routed: 'S' }, '', ''],
	['2 first day', needs({ code: 'S', active: true, from: '2026-10-10' }), { routed: 'S' }, '', ''],
	['2 two different codes', {}, { routed: 'ACHATS', reference: 'MARCHES' }, 'DIRECTORY-03', ''],
	['2 for public bodies', {}, { routed: 'FACTURES_PUBLIQUES' }, 'CHORUS-07', 'CHORUS-07'],
	['3 engagement asked, none', { engagementRequired: true }, {}, 'BR-FR-CPRO-12', 'CHORUS-04'],
	['3 engagement asked, given', { engagementRequired: true }, { engagement: true }, '', ''],
	['3 the service asks it, none', {}, { routed: 'MARCHES' }, 'BR-FR-CPRO-12', 'CHORUS-04'],
	['3 the service asks it, given', {}, { routed: 'MARCHES', engagement: true }, '', ''],
	[
		'2, 3 both asked, neither',
		{ serviceRequired: true, engagementRequired: true },
		{},
		'BR-FR-CPRO-11 BR-FR-CPRO-12',
		'CHORUS-02 CHORUS-04',
	],
	['4 either, neither given', { serviceOrEngagement: true }, {}, 'BR-FR-CPRO-13', 'CHORUS-05'],
	['4 either, service given', { serviceOrEngagement: true }, { routed: 'ACHATS' }, '', ''],
	['4 either, engagement given', { serviceOrEngagement: true }, { engagement: true }, '', ''],
	['5 no line at all', { lines: [] }, {}, 'DIRECTORY-02', 'DIRECTORY-02'],
	['5 placeholder', { lines: [{ ...line, platform: '9998' }] }, {}, 'DIRECTORY-02', 'DIRECTORY-02'],
	['5 disabled', { lines: [{ ...line, status: 'disabled' }] }, {}, 'DIRECTORY-02', 'DIRECTORY-02'],
	['5 expired', { lines: [{ ...line, to: '2026-10-09' }] }, {}, 'DIRECTORY-02', 'DIRECTORY-02'],
	['5 not yet', { lines: [{ ...line, from: '2026-10-11' }] }, {}, 'DIRECTORY-02', 'DIRECTORY-02'],
	['5 Chorus Pro', { lines: [line] }, {}, '', ''],
	['5 another platform', { lines: [{ ...line, platform: '0123' }] }, {}, 'CHORUS-36', ''],
]

describe.each(['ubl', 'cii'] as const)('%s', (syntax) => {
	test.each(table)('%s', (_what, structure, given, b2g, chorus) => {
		const said = (scope: 'B2G' | 'CHORUS') =>
			broken(syntax, scope, structure, given)
				.map(({ rule }) => rule)
				.sort()
				.join(' ')
		expect([said('B2G'), said('CHORUS')]).toEqual([b2g, chorus])
	})
})

const wordings: readonly (readonly [
	what: string,
	structure: Partial<Structure>,
	given: Given,
	said: string,
])[] = [
	[
		'missing',
		{ serviceRequired: true },
		{},
		'La structure 52345678800018 (Ville d’Azay) exige un code service, et la facture n’en donne aucun\u00a0: cherché dans BT-46 de référentiel 0224, puis dans BT-10. Annuaire du 2026-10-01.',
	],
	[
		'unknown',
		{},
		{ reference: 'VENTES' },
		'Le code service VENTES, lu dans BT-10, n’existe pas chez la structure 52345678800018 (Ville d’Azay). Annuaire du 2026-10-01.',
	],
	[
		'closed',
		{},
		{ routed: 'ANCIEN' },
		'Le service ANCIEN, lu dans BT-46/0224, de la structure 52345678800018 (Ville d’Azay) est fermé depuis le 2025-12-31. Annuaire du 2026-10-01.',
	],
	[
		'not yet open',
		{},
		{ routed: 'FUTUR' },
		'Le service FUTUR, lu dans BT-46/0224, de la structure 52345678800018 (Ville d’Azay) n’ouvre que le 2027-01-01. Annuaire du 2026-10-01.',
	],
	[
		'asked by the service',
		{},
		{ routed: 'MARCHES' },
		'Le service MARCHES, lu dans BT-46/0224, de la structure 52345678800018 (Ville d’Azay) exige un numéro d’engagement, et la facture n’en donne aucun\u00a0: cherché dans BT-13. Annuaire du 2026-10-01.',
	],
]
test.each(wordings)('%s: structure, datum, day and place are named', (_, structure, given, said) =>
	expect(broken('ubl', 'B2G', structure, given).map(({ message }) => message.fr)).toEqual([said]),
)
