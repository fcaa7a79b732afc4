/**
 * Companies in the directory: seller and buyer by their SIREN (BR-FR-10, BR-FR-11), the seller's establishment by
 * its SIRET (BR-FR-CPRO-09).
 */
import { expect, test } from 'vitest'
import { directory, invoices, judged, platform, structure } from '../../corpus/surroundings.ts'
import { type Structure, unitsOf } from '../directory/structure.ts'

/** A directory of companies: the seller is 812345676, the buyer 523456788. */
const units: readonly (readonly [what: string, structures: Partial<Structure>[], rules: string])[] = [
	['both active', [{ siret: '81234567600012' }, { siret: '52345678800018' }], ''],
	['the seller unknown', [{ siret: '52345678800018' }], 'BR-FR-10'],
	['the buyer unknown', [{ siret: '81234567600012' }], 'BR-FR-11'],
	[
		'the seller closed',
		[{ siret: '81234567600012', active: false }, { siret: '52345678800018' }],
		'BR-FR-10',
	],
	[
		'one establishment of two closed',
		[{ siret: '81234567600012' }, { siret: '81234567600020', active: false }, { siret: '52345678800018' }],
		'',
	],
	['public structures alone say nothing of others', [{ siret: '21370072500018', public: true }], ''],
	['what they list is known', [{ siret: '81234567600012', public: true, active: false }], 'BR-FR-10'],
]
test.each((['ubl', 'cii'] as const).flatMap((syntax) => units.map((row) => [syntax, ...row] as const)))(
	'%s: companies in the directory, %s',
	(syntax, _, structures, expected) => {
		const whole = structures.map((one) => ({ ...structure, public: false, ...one }))
		const listed = new Map([...whole, ...unitsOf(whole)].map((one) => [one.siret, one]))
		const { verdict } = judged(invoices[syntax], {
			...platform({ transport: { scope: 'B2B' } }),
			directory: { ...directory(), find: (key) => listed.get(key) },
		})
		const found = verdict.findings.filter(({ rule }) => /^BR-FR-1[01]$/.test(rule))
		expect(found.map(({ rule }) => rule).join(' ')).toBe(expected)
		for (const { found: siren, severity } of found)
			expect([siren, severity]).toEqual([expect.stringMatching(/^\d{9}$/), 'fatal'])
	},
)

test('a SIRET that was closed is no SIRET of the seller: BR-FR-CPRO-09', () => {
	const closed = { ...structure, siret: '81234567600012', active: false }
	const { verdict } = judged(invoices.ubl, {
		...platform(),
		directory: { ...directory(), find: (key) => (key === closed.siret ? closed : directory().find(key)) },
	})
	const said = verdict.findings.find(({ rule }) => rule === 'BR-FR-CPRO-09')
	expect(said?.message.fr).toContain('81234567600012 (BT-29), n’est plus actif dans l’annuaire du 2026-10-01')
})
