import { expect, test } from 'vitest'
import { countsOfVerdict, differences, Tally } from './compare.ts'
import { bare, countsOf } from './expected.ts'

const all = () => true
const counts = (table: Record<string, number>) => new Map(Object.entries(table))

const compared: [
	what: string,
	expected: Record<string, number>,
	got: Record<string, number>,
	shown: string[],
][] = [
	['the same', { 'BR-01 fatal': 2 }, { 'BR-01 fatal': 2 }, []],
	['a miss', { 'BR-01 fatal': 1 }, {}, ['BR-01 fatal 1→0']],
	['a false accusation', {}, { 'BR-01 fatal': 1 }, ['BR-01 fatal 0→1']],
	['another number', { 'BR-01 fatal': 3 }, { 'BR-01 fatal': 1 }, ['BR-01 fatal 3→1']],
	[
		'another severity',
		{ 'BR-01 fatal': 1 },
		{ 'BR-01 warning': 1 },
		['BR-01 fatal 1→0', 'BR-01 warning 0→1'],
	],
	['an error', { 'BR-01 error': 1 }, { 'BR-01 fatal': 1 }, ['BR-01 error 1→0', 'BR-01 fatal 0→1']],
]
test.each(compared)('%s', (_, expected, got, shown) => {
	const found = differences(counts(expected), counts(got), all)
	expect(found.map((d) => `${d.rule} ${d.severity} ${d.expected}→${d.got}`)).toEqual(shown)
})

test('only the rules wanted are compared', () => {
	expect(
		differences(counts({ 'BR-CL-01 fatal': 1 }), counts({}), (rule) => !rule.startsWith('BR-CL')),
	).toEqual([])
})

test('what a corpus line says is counted', () => {
	expect(countsOf({ failed: [['BR-01', 'fatal', 2]] })).toEqual(counts({ 'BR-01 fatal': 2 }))
	expect(
		countsOf({ failed: null, per_rule: { failed: [['BR-02', 'fatal', 1]], erroring_rules: ['BR-S-08'] } }),
	).toEqual(counts({ 'BR-02 fatal': 1, 'BR-S-08 error': 1 }))
	expect(countsOf({ failed: null })).toBeUndefined()
	expect(countsOf(null)).toBeUndefined()
})

test('our findings are counted, an erring rule once and alone', () => {
	const finding = (rule: string, severity: string, kind?: string, ruleSet = 'en16931-ubl') => ({
		rule,
		severity,
		kind,
		ruleSet,
	})
	const findings = [
		finding('BR-01', 'fatal'),
		finding('BR-01', 'fatal'),
		finding('BR-S-08', 'fatal', 'error'),
		finding('BR-S-08', 'fatal', 'error'),
		finding('BR-S-08', 'fatal'),
		finding('READ-EMPTY', 'fatal', undefined, 'recevable-reading'),
	]
	expect(countsOfVerdict({ findings } as never)).toEqual(counts({ 'BR-01 fatal': 2, 'BR-S-08 error': 1 }))
})

test('tallies add up', () => {
	const tally = new Tally()
	tally.add(
		{ file: 'a' },
		counts({ 'BR-01 fatal': 2, 'BR-02 fatal': 1 }),
		counts({ 'BR-01 fatal': 1, 'BR-03 fatal': 4 }),
		all,
	)
	tally.add({ file: 'b' }, counts({ 'BR-01 fatal': 1 }), counts({ 'BR-01 fatal': 1 }), all)
	expect(tally).toMatchObject({ compared: 2, agreeing: 1, matched: 2, falseAccusations: 4, misses: 2 })
	expect(tally.ranked.map(({ rule }) => rule)).toEqual(['BR-03', 'BR-01', 'BR-02'])
	expect(tally.rules.get('BR-01')).toMatchObject({
		documents: 2,
		agreeing: 1,
		falseAccusations: 0,
		misses: 1,
	})
	expect(tally.worst.map(({ file }) => file)).toEqual(['a'])
})

const paths: [path: string, bare: string][] = [
	['/ubl:Invoice[1]/cac:InvoiceLine[2]/cbc:ID[1]', '/Invoice/InvoiceLine[2]/ID[1]'],
	['/Invoice/cac:InvoiceLine[2]', '/Invoice/InvoiceLine[2]'],
	['/rsm:CrossIndustryInvoice[1]/ram:A[1]/@unitCode', '/CrossIndustryInvoice/A[1]/@unitCode'],
	['/x:a/@y:b', '/a/@b'],
	['/x:a[1]/?:b[2]', '/a/b[2]'],
]
test.each(paths)('%s is %s', (path, shown) => {
	expect(bare(path)).toBe(shown)
})
