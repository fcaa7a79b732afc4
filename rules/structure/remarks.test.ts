import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ownRuleSet } from '../../server/rule-sets.ts'
import type { ValidationContext } from '../context.ts'
import { explain } from '../explanation.ts'
import { validate } from '../validation.ts'
import { structureIds } from './structures.ts'

const samples = new URL('../../corpus/samples/', import.meta.url)
type Sample = 'ubl-invoice' | 'ubl-credit-note' | 'cii-invoice'

function judged(sample: Sample, from: string, to: string, more: Partial<ValidationContext> = {}) {
	const text = readFileSync(new URL(`${sample}.xml`, samples), 'utf8')
	expect(text).toContain(from)
	return validate(new TextEncoder().encode(text.replace(from, to)), {
		source: sample,
		sha256: '',
		asOf: '2026-11-21',
		rules: { kind: 'chosen', load: ownRuleSet },
		...more,
	}).verdict
}

const structural = ({ findings }: ReturnType<typeof judged>) =>
	findings.filter(({ ruleSet }) => ruleSet.startsWith('structure-'))

const number = '<cbc:ID>F2026-0142</cbc:ID>'
const cases: [what: string, sample: Sample, from: string, to: string, found: object][] = [
	[
		'a missing number',
		'ubl-invoice',
		number,
		'',
		{ rule: 'STRUCT-MISSING', terms: ['BT-1'], expected: 'cbc:ID', location: { line: 9, column: 3 } },
	],
	[
		'a number twice',
		'ubl-invoice',
		number,
		number + number,
		{ rule: 'STRUCT-TOO-MANY', terms: ['BT-1'], found: 'cbc:ID' },
	],
	[
		'an amount that is none',
		'ubl-invoice',
		'>59.70<',
		'>59,70<',
		{ rule: 'STRUCT-VALUE', terms: ['BT-113'], found: '59,70', expected: 'xs:decimal' },
	],
	[
		'an amount without currency',
		'ubl-invoice',
		'<cbc:PrepaidAmount currencyID="EUR">',
		'<cbc:PrepaidAmount>',
		{ rule: 'STRUCT-ATTRIBUTE-MISSING', terms: ['BT-113'], expected: 'currencyID' },
	],
	[
		'an unknown element',
		'cii-invoice',
		'<ram:TypeCode>380</ram:TypeCode>',
		'<ram:TypeCode>380</ram:TypeCode><ram:Kind/>',
		{ rule: 'STRUCT-UNKNOWN', found: 'ram:Kind' },
	],
]

test.each(cases)('%s refuses the file, beside what the rules find', (_, sample, from, to, found) => {
	const verdict = judged(sample, from, to)
	expect(verdict.verdict).toBe('inadmissible')
	expect(verdict.rejections.map(({ code }) => code)).toContain('IRR_SYNTAX')
	expect(structural(verdict)).toMatchObject([{ severity: 'fatal', ...found }])
	const lines = verdict.findings.map(({ location }) => location.offset)
	expect(lines).toEqual(lines.toSorted((a, b) => a - b))
})

test('what the rules find is found as well', () => {
	const rules = judged('ubl-invoice', number, '').findings.map(({ rule }) => rule)
	expect(rules).toEqual(expect.arrayContaining(['BR-02', 'STRUCT-MISSING']))
})

test.each([
	['off', 'accepted', 0],
	['warn', 'accepted', 1],
	['refuse', 'inadmissible', 1],
] as const)('structure %s: %s', (structure, decision, count) => {
	const twice = '<cbc:IssueDate>2026-10-05</cbc:IssueDate>'
	const verdict = judged('ubl-invoice', twice, `${twice}<cbc:Strange/>`, { structure })
	expect(structural(verdict)).toHaveLength(count)
	expect(verdict.findings.filter(({ ruleSet }) => ruleSet.startsWith('en16931'))).toEqual([])
	expect(verdict.verdict).toBe(decision)
})

test('rule sets that judge alone leave structure to others', () => {
	const rules = { kind: 'alone', ruleSets: [ownRuleSet('en16931-ubl', '2026-11-21')] } as const
	expect(structural(judged('ubl-invoice', number, number + number, { rules }))).toEqual([])
	expect(
		structural(judged('ubl-invoice', number, number + number, { rules, structure: 'refuse' })),
	).toHaveLength(1)
})

test('more findings than the limit are told', () => {
	const many = judged('ubl-invoice', number, number + '<cbc:Strange/>'.repeat(9), { limits: { findings: 5 } })
	expect(many).toMatchObject({ findingsTruncated: true, verdict: 'inadmissible' })
	expect(many.findings).toHaveLength(5)
})

const profileOf = (name: string): [string, string] => [
	'<ram:ID>urn:cen.eu:en16931:2017</ram:ID>',
	`<ram:ID>${name}</ram:ID>`,
]

test('what a Factur-X profile does not provide for is told, and warns', () => {
	const verdict = judged('cii-invoice', ...profileOf('urn:factur-x.eu:1p0:basicwl'))
	const lines = structural(verdict).filter(({ terms }) => terms.includes('BG-25'))
	expect(lines.length).toBeGreaterThan(0)
	expect(lines[0]).toMatchObject({
		rule: 'STRUCT-UNKNOWN',
		ruleSet: 'structure-facturx-basicwl',
		severity: 'warning',
		message: { en: expect.stringMatching(/is not part of profile BASIC WL/) },
	})
	expect(verdict.rejections).toEqual([])
	expect(verdict.checkedWith).toContainEqual(expect.objectContaining({ id: 'structure-facturx-basicwl' }))
})

test('EN 16931 as XML is no Factur-X profile', () => {
	const verdict = judged('cii-invoice', '<', '<')
	expect(verdict.checkedWith.map(({ id }) => id)).toContain('structure-cii-d16b')
	expect(verdict.checkedWith.map(({ id }) => id)).not.toContain('structure-facturx-en16931')
	expect(verdict.recognised?.release).toBe('D16B')
})

test('a verdict names each table by the digest of its file', async () => {
	const { namedInVerdict } = await import('./structures.ts')
	for (const id of structureIds) {
		const file = readFileSync(new URL(`tables/${id}.generated.json`, import.meta.url))
		const sha256 = createHash('sha256').update(file).digest('hex')
		expect(namedInVerdict(`structure-${id}`)).toMatchObject({ id: `structure-${id}`, sha256 })
	}
})

test('the catalogue knows the rules', () => {
	expect(explain('STRUCT-ORDER')?.message.fr).toBe(
		'Un élément n’est pas à sa place parmi ceux qui l’entourent.',
	)
})
