/** Which paths an assertion sleeps without, and which conditions of a context a name decides. */
import { describe, expect, test } from 'vitest'
import { parseXPath } from '../xpath/parse.ts'
import { guardOf } from './guard.ts'
import { holds, splitPredicates } from './name-condition.ts'

const parse = (text: string) => parseXPath(text, { namespaces: {} })

/** `a/@b` relative, `/a` absolute, `//a` after a gap, `2×` where only a second node wakes. */
function shown(test: string, kind: 'assert' | 'report' = 'assert'): string {
	const guard = guardOf(parse(test), kind)
	if (guard === undefined) return 'always'
	const paths = guard.map(({ absolute, steps, least }) => {
		const path = steps.map(
			(s, i) =>
				`${i > 0 || absolute || s.gap ? (s.gap ? '//' : '/') : ''}${s.attribute ? '@' : ''}${s.local ?? '*'}`,
		)
		return `${least === 2 ? '2× ' : ''}${path.join('')}`
	})
	return paths.join(' | ')
}

describe('an assertion sleeps without', () => {
	test.each([
		['not(a)', 'a'],
		['not(a/b/@c)', 'a/b/@c'],
		['not(//a)', '//a'],
		['not(//@a)', '//@a'],
		['not(/r/a)', '/r/a'],
		['not(.//a)', '//a'],
		['not(a | b)', 'a | b'],
		['not((a | b)/c)', 'a/c | b/c'],
		['not(a[b]/c)', 'a/c'],
		['not(a[xs:decimal(b) = 1]/c)', 'a'],
		['not(*/a)', '*/a'],
		['not(a/..)', 'a'],
		['empty(a)', 'a'],
		['count(a) <= 1', '2× a'],
		['count(a) < 3', '2× a'],
		['count(//a[not(preceding::a/. = .)]) <= 1', '2× //a'],
		['not(//(a | b)/c)', '//a/c | //b/c'],
		['count(//a[. > 1]) <= 1', '//a'],
		['count(a) = 0', 'a'],
		['count(a[xs:decimal(b) = 1]) <= 1', 'a'],
		['count(a) >= 1', 'always'],
		['not(a) or b', 'a'],
		['b = 1 or not(a)', 'always'],
		["b = 'x' or not(a)", 'a'],
		['xs:decimal(b) = 1 or not(a)', 'always'],
		['not(a) and not(b)', 'a | b'],
		['every $x in a satisfies $x = 1', 'a'],
		['not(a = 1)', 'a'],
		['if (a) then b else true()', 'a'],
		['exists(a)', 'always'],
		['a', 'always'],
		['not(../a)', 'always'],
		['not($x)', 'always'],
		['not(normalize-space(a))', 'always'],
	])('%s: %s', (text, expected) => expect(shown(text)).toBe(expected))

	test.each([
		['a', 'a'],
		['a or b', 'a | b'],
		['count(a) > 1', '2× a'],
		['not(a)', 'always'],
	])('report %s: %s', (text, expected) => expect(shown(text, 'report')).toBe(expected))
})

describe('a name decides', () => {
	const split = (text: string) => splitPredicates([parse(text)])
	test.each([
		["ends-with(name(), 'Amount')", 'PriceAmount', true],
		["ends-with(name(), 'Amount')", 'Amounts', false],
		["ends-with(local-name(.), 'ID')", 'UUID', true],
		["starts-with(local-name(), 'Tax')", 'TaxTotal', true],
		["contains(local-name(), 'x')", 'Tax', true],
		["local-name() = 'a'", 'b', false],
		['not(self::a or self::b)', 'b', false],
		['self::*', 'b', true],
	])('%s of %s: %s', (text, local, expected) => {
		const { names, rest } = split(text)
		expect(rest).toEqual([])
		expect(names.every((condition) => holds(condition, '', local))).toBe(expected)
	})

	test.each([
		["ends-with(name(), ':x')"],
		["starts-with(name(), 'x')"],
		["local-name(..) = 'x'"],
		['@a'],
		['self::a/b'],
		["name() = 'a'"],
	])('but not %s', (text) => expect(split(text).names).toEqual([]))

	test('and leaves the rest of a conjunction', () => {
		const { names, rest } = split("self::a and @b and ends-with(name(), 'a')")
		expect([names.length, rest.length]).toEqual([2, 1])
	})
})
