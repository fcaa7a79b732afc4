/** The three rejections that a platform gives most, on the invoice of the French examples. */
import { expect, test } from 'vitest'
import { type Invoice, invoices, judged as judgedIn, platform, twin } from '../../corpus/surroundings.ts'
import type { Platform } from '../context.ts'
import { keyOf } from '../ledger/entry.ts'

function judged(syntax: Invoice, edit: (text: string) => string, given: Platform) {
	return judgedIn(edit(invoices[syntax]), given, { alone: true }).verdict
}

const code = {
	ubl: '<cbc:ID schemeID="0224">ACHATS</cbc:ID>',
	cii: '<ram:GlobalID schemeID="0224">ACHATS</ram:GlobalID>',
}
const party = {
	ubl: /<cac:PartyIdentification>\s*<cbc:ID schemeID="0224">ACHATS<\/cbc:ID>\s*<\/cac:PartyIdentification>/,
	cii: /<ram:GlobalID schemeID="0224">ACHATS<\/ram:GlobalID>/,
}

test.each(['ubl', 'cii'] as const)(
	'%s: an invoice in order is accepted, and says what it was checked with',
	(syntax) => {
		const verdict = judged(syntax, (text) => text, platform())
		expect(verdict.findings).toEqual([])
		expect(verdict.verdict).toBe('accepted')
		expect(verdict.checkedWith.slice(-2)).toEqual([
			{ id: 'platform', version: '1', sha256: 'e'.repeat(64) },
			{ id: 'directory', version: '2026-10-01', sha256: 'd'.repeat(64) },
		])
	},
)

test.each(['ubl', 'cii'] as const)('%s: a missing service code', (syntax) => {
	const verdict = judged(syntax, (text) => text.replace(party[syntax], ''), platform())
	expect(verdict.rejections).toMatchObject([{ code: 'REJ_CONT_B2G', status: '213' }])
	expect(verdict.findings).toMatchObject([
		{ rule: 'BR-FR-CPRO-11', severity: 'fatal', terms: ['BT-46', 'BT-10'] },
	])
	expect(verdict.findings[0]!.message.fr).toContain('52345678800018 (Ville d’Azay) exige un code service')
	expect(verdict.findings[0]!.message.fr).toContain('Annuaire du 2026-10-01')
})

test.each(['ubl', 'cii'] as const)('%s: a closed service', (syntax) => {
	const verdict = judged(
		syntax,
		(text) => text.replace(code[syntax], code[syntax].replace('ACHATS', 'ANCIEN')),
		platform(),
	)
	expect(verdict.findings).toMatchObject([{ rule: 'BR-FR-CPRO-11', found: 'ANCIEN' }])
	expect(verdict.findings[0]!.location.path).toMatch(/\[2\]/)
})

const ledger = {
	key: 'reform',
	find: (key: string) => (key === 'reform|VM-2026-311|812345676|2026' ? twin : undefined),
} as const

test.each(['ubl', 'cii'] as const)('%s: a duplicate shows its twin', (syntax) => {
	const verdict = judged(syntax, (text) => text, platform({ ledger, submission: 's-2' }))
	expect(verdict.rejections).toMatchObject([{ code: 'DOUBLON', status: '213' }])
	expect(verdict.findings[0]!.message.en).toContain(
		'deposit s-1 of 2026-10-07, invoice VM-2026-311 dated 2026-10-06, status 200',
	)
})

test('the same submission sent again is no duplicate of itself', () => {
	const again = {
		key: 'reform',
		find: () => ({ ...twin, submission: 's-2', sha256: 'a'.repeat(64) }),
	} as const
	expect(judged('ubl', (text) => text, platform({ ledger: again, submission: 's-2' })).verdict).toBe(
		'accepted',
	)
})

test('the classic key adds recipient and service and drops the year', () => {
	const facts: Record<string, string> = {
		'BT-1': 'f1',
		'BT-2': '2026-10-06',
		'BT-29[scheme=0009]': '81234567600012',
		'BT-46[scheme=0009]': '21370072500018',
		'service.code': 's1',
	}
	expect(keyOf('classic', (name) => facts[name])).toBe('classic|F1|812345676|21370072500018|S1')
	expect(keyOf('reform', (name) => facts[name])).toBe('reform|F1|812345676|2026')
	expect(keyOf('reform', () => undefined)).toBeUndefined()
})
