/** The invoices made here are right, and each stated edit breaks what follows from it and nothing else. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { validate } from '#rules'
import { ownRuleSet } from '../server/rule-sets.ts'

type Base = 'ubl-invoice' | 'ubl-credit-note' | 'cii-invoice'

const read = (base: Base) => readFileSync(join(import.meta.dirname, 'samples', `${base}.xml`), 'utf8')

function judged(text: string) {
	const { verdict } = validate(new TextEncoder().encode(text), {
		source: 'sample',
		sha256: '',
		asOf: '2026-11-21',
		rules: { kind: 'chosen', load: ownRuleSet },
	})
	return verdict
}

test.each(['ubl-invoice', 'ubl-credit-note', 'cii-invoice'] as const)('%s is accepted', (base) => {
	expect(judged(read(base))).toMatchObject({
		verdict: 'accepted',
		findings: [],
		checkedWith: expect.arrayContaining([expect.objectContaining({ version: '1.3.16' })]),
	})
})

const edits: [base: Base, from: string, to: string, rules: string[], decision?: string][] = [
	['ubl-invoice', '<cbc:ID>F2026-0142</cbc:ID>', '', ['BR-02'], 'inadmissible'],
	['ubl-invoice', '<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>', '', ['BR-05']],
	['ubl-invoice', '<cbc:RegistrationName>Épicerie du Port SAS</cbc:RegistrationName>', '', ['BR-07']],
	['ubl-invoice', '>80.00</cbc:PriceAmount>', '>-80.00</cbc:PriceAmount>', ['BR-27']],
	['ubl-invoice', '>940.00<', '>941.00<', ['BR-CO-10', 'BR-CO-13']],
	['ubl-invoice', '>1059.70<', '>1059.71<', ['BR-CO-15', 'BR-CO-16']],
	['ubl-invoice', '>152.00<', '>142.00<', ['BR-CO-14', 'BR-CO-17', 'BR-S-09']],
	['ubl-credit-note', '<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>', '', ['BR-04']],
	['ubl-credit-note', '<cbc:CompanyID>FR14987654324</cbc:CompanyID>', '', ['BR-S-02']],
	[
		'ubl-credit-note',
		'TaxableAmount currencyID="EUR">7.00<',
		'TaxableAmount currencyID="EUR">7.001<',
		['BR-DEC-19'],
	],
	[
		'cii-invoice',
		'<ram:ExemptionReason>Formation professionnelle exonérée</ram:ExemptionReason>',
		'',
		['BR-E-10'],
	],
	['cii-invoice', '<ram:CountryID>FR</ram:CountryID>', '', ['BR-09']],
	['cii-invoice', '<ram:GrandTotalAmount>480.00<', '<ram:GrandTotalAmount>490.00<', ['BR-CO-15', 'BR-CO-16']],
	['cii-invoice', '>440.00<', '>440.005<', ['BR-CO-10', 'BR-CO-13', 'BR-DEC-09']],
]
test.each(edits)('%s: %s → %s', (base, from, to, rules, decision = 'rejected') => {
	const text = read(base)
	expect(text.split(from).length).toBeGreaterThan(1)
	const verdict = judged(text.replace(from, to))
	// The model's rules; those of code lists and of the syntax are another matter.
	const model = verdict.findings.map(({ rule }) => rule).filter((rule) => /^BR-(?!CL)/.test(rule))
	expect(verdict.verdict).toBe(decision)
	expect([...new Set(model)].sort()).toEqual(rules)
})

test('an empty amount cannot be evaluated, and that refuses', () => {
	const { verdict, findings } = judged(read('ubl-invoice').replace('>59.70<', '><'))
	expect(verdict).toBe('inadmissible')
	expect(findings).toContainEqual(
		expect.objectContaining({ rule: 'BR-CO-16', kind: 'error', severity: 'fatal' }),
	)
	expect(findings).toContainEqual(expect.objectContaining({ rule: 'STRUCT-VALUE', terms: ['BT-113'] }))
})
