/** Which facts of a path spare an assertion there. */
import { expect, test } from 'vitest'
import { parseXPath } from '../xpath/parse.ts'
import { quietIn } from './quiet.ts'

const parse = (text: string) => parseXPath(text, { namespaces: {} })

const held: Readonly<Record<string, string>> = {
	top: '/r/s',
	'below-top': '$top/t',
	'has-t': 'exists($top/t)',
}

/** Alternatives between `or`, their facts between commas: `each a/b`, `passes a` … */
function shown(test: string, context = 'x', kind: 'assert' | 'report' = 'assert'): string {
	const checks: string[] = []
	const check = (asked: unknown): number => {
		const text = JSON.stringify(asked)
		if (!checks.includes(text)) checks.push(text)
		return checks.indexOf(text)
	}
	const quiet = quietIn(parse(context), {
		check,
		kept: () => undefined,
		held: (name) => (held[name] === undefined ? undefined : parse(held[name])),
		isList: (name) => name === 'codes',
	})
	const facts = quiet(parse(test), kind)
	const alternatives = facts.map((all) =>
		all
			.map((fact) => {
				const path = fact.steps
					.map(({ root, up, gap, attribute, local }) =>
						root ? '' : up ? '..' : (gap ? '/' : '') + (attribute ? '@' : '') + local,
					)
					.join('/')
				if (fact.is === 'named')
					return `${fact.not ? 'not ' : ''}${fact.axis} ${fact.local} of ${path || '.'}`
				return `${fact.is} ${path || '.'}${'unless' in fact && fact.unless !== undefined ? ' unless' : ''}`
			})
			.join(', '),
	)
	return alternatives.map((all) => (all === '' ? 'always' : all)).join(' or ')
}

test.each([
	['a', 'each a'],
	['exists(a/b)', 'each a/b'],
	['exists(a | b)', 'each a or each b'],
	['exists((a | b)/@c)', 'each a/@c or each b/@c'],
	['exists(a) and exists(b)', 'each a, each b'],
	['exists(a) or exists(b)', 'each a or each b'],
	[
		'xs:decimal(a) = 1 or exists(b)',
		'single a, each a unless, passes a or single a, each a unless, each b, passes a',
	],
	['not(a)', 'none a'],
	['empty(a/b)', 'none a/b'],
	[
		'empty(a[xs:decimal(b) = 1]/c)',
		'none a or single a/b, each a/b unless, none a/c, passes a/b or single a/b, each a/b unless, passes a/b',
	],
	['count(a) + count(b) < 1', 'none a, none b'],
	['xs:decimal(a) = 1 and not(b)', 'single a, each a unless, none b, passes a'],
	['not(a) or b', 'none a or each b'],
	['count(a) <= 1', 'single a'],
	['count(a) = 1', 'single a, each a'],
	['count(a) = 2', ''],
	['count(a) < 1', 'none a'],
	['count(a) >= 1', 'each a'],
	['count(a) != 0', 'each a'],
	['count(a) != 5', 'single a'],
	['not(count(a) > 1)', 'single a'],
	['not(count(a) != 1)', 'single a, each a'],
	["normalize-space(.) != ''", 'filled . or passes .'],
	["normalize-space() != ''", 'filled . or passes .'],
	[". != '' or b", 'filled . or each b or passes .'],
	["a != ''", 'each a, filled a or single a, each a unless, passes a'],
	["normalize-space(a) != ''", 'single a, each a, filled a or single a, each a unless, passes a'],
	[
		"normalize-space(concat(a, b)) != ''",
		'single a, single b, each a, filled a or single a, single b, each b, filled b',
	],
	["a = 'x'", 'single a, each a unless, passes a'],
	["contains(a, 'x') and string-length(a) > 3", 'single a, each a unless, passes a'],
	["a = 'x' or a = 'y'", 'single a, each a unless, passes a'],
	["a = 'x' or b = 'y'", 'single a, each a unless, passes a or single b, each b unless, passes b'],
	['. = $codes', 'passes .'],
	['. = $others', ''],
	['a = b', ''],
	['a = ../b', ''],
	['exists(../a[1])', 'each ../a'],
	['empty(../a | ../b)', 'none ../a, none ../b'],
	["exists(../a[b = 'x']/c)", 'each ../a/c, single ../a/b, each ../a/b unless, passes ../a/b'],
	['string-length(../a[1]) le 2', 'single ../a, each ../a unless, passes ../a'],
	['position() = 1', ''],
	['a[1]', 'each a'],
	['a[1]/b', 'each a/b'],
	['(a | b)[1]', ''],
	['not(a[1]/b)', 'none a/b'],
	['a[last()]', ''],
	['//a', 'each //a'],
	["exists(//a/b[c = 'x'])", 'each //a/b, single //a/b/c, each //a/b/c unless, passes //a/b/c'],
	['not(//a)', ''],
	['/', 'each .'],
	['/a', 'each /a'],
	['not(/a/b)', 'none /a/b'],
	['not(a) or /a/b', 'none a or each /a/b'],
	["a[/b = 'x']", 'each a, single /b, each /b unless, passes /b'],
	[
		"normalize-space(/a/b) != ''",
		'single /a/b, each /a/b, filled /a/b or single /a/b, each /a/b unless, passes /a/b',
	],
	['$top', 'each /r/s'],
	['empty($below-top/x)', 'none /r/s/t/x'],
	["exists($top[a = 'x']/b)", 'each /r/s/b, single /r/s/a, each /r/s/a unless, passes /r/s/a'],
	['$has-t', 'each /r/s/t'],
	['not($has-t)', 'none /r/s/t'],
	['$unknown', ''],
	['exists($unknown/a)', ''],
	['$top/a or b', 'each /r/s/a or each b'],
	[
		"normalize-space(a[b = 'x']/c) != ''",
		'single a/c, each a/c, single a/b, each a/b unless, filled a/c, passes a/b',
	],
	[
		"normalize-space(a[1]/@b) != ''",
		'single a/@b, each a/@b, filled a/@b or single a/@b, each a/@b unless, passes a/@b',
	],
	["normalize-space((a | b)[c]) != ''", ''],
	["not(normalize-space(a[1]/@b) != '')", 'none a/@b or single a/@b, each a/@b unless, passes a/@b'],
	['self::a', 'self a of .'],
	['(self::a)', 'self a of .'],
	['not(ancestor::a)', 'not ancestor a of .'],
	['not(b) or ancestor::a', 'none b or ancestor a of .'],
	['exists(b[parent::a])', ''],
	['not(b[self::a]/c)', 'none b/c or not self a of b'],
	['self::*', ''],
	['self::a[b]', ''],
	['count(a) = (if (b) then 1 else 0)', 'each b, single a, each a or none b, none a'],
	['*', ''],
	['exists(a[not(. < 0)])', 'each a, passes a'],
	[
		"exists(a[b/(upper-case(c) = 'VAT')]/d)",
		'each a/d, single a/b, each a/b, single a/b/c, each a/b/c unless, passes a/b/c',
	],
	["a/upper-case(b) = 'VAT'", 'each a, single a/b, each a/b unless, passes a/b'],
	['every $i in a satisfies $i = 1', 'none a'],
	['if (a) then b else c', 'each a, each b or none a, each c'],
	['true()', 'always'],
	['string-length(substring-after(a, ".")) le 2', 'single a, each a unless, passes a'],
	['name() = "a"', ''],
	['boolean(a)', 'each a'],
])('%s passes by: %s', (text, expected) => expect(shown(text)).toBe(expected))

test.each([
	['b', 'x[b]', 'always'],
	["b = 'x'", 'x[b]', 'none b or single b, passes b'],
	["b = 'x'", 'x[b] | y[c]', 'single b, each b unless, passes b'],
	["b = 'x'", 'x[b] | y[c][b]', 'none b or single b, passes b'],
	['exists(a[b]/c)', 'x[a/b][a/c]', 'none a/b or none a/c or each a/c, each a/b'],
	['following::d', "x[a = 'S'][b]", 'none b or passes a'],
	['following::d', "x[a = 'S'] | y[a = 'S']", 'passes a'],
	['following::d', "x[a = 'S'] | y[a = 'Z']", ''],
	['following::d', 'x[b][1]', 'none b'],
	['following::d', 'x[1]', ''],
])('%s of %s: %s', (text, context, expected) => expect(shown(text, context)).toBe(expected))

test.each([
	['a', 'none a'],
	['not(a)', 'each a'],
	['count(a) > 1', 'single a'],
	["a = 'x'", 'passes a'],
	['a and b', 'none a or none b'],
	['a or b', 'none a, none b'],
	[
		'xs:decimal(a) = 1 and b',
		'single a, each a unless, passes a or single a, each a unless, none b, passes a',
	],
])('a report of %s finds nothing by: %s', (text, expected) =>
	expect(shown(text, 'x', 'report')).toBe(expected),
)
