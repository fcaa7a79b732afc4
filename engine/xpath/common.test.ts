/** What is read by hand is what fontoxpath's parser reads; what is not XPath is left to it. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCommon } from './common.ts'
import { builtInPrefixes, parseAny, parseSequenceType } from './parse.ts'
import { expressions, first, later, namespaces as random, shared } from './random.fixture.ts'

const schematron = join(import.meta.dirname, '../../schematron')
const unescaped: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
const prefixes = ['a', 'b', 'cac', 'cbc', 'cn', 'ext', 'ram', 'rsm', 'rv', 'u', 'udt', 'ubl', 'qdt']
const namespaces = Object.fromEntries(prefixes.map((prefix) => [prefix, `urn:${prefix}`]))
const lookup = (prefix: string): string | undefined => namespaces[prefix] ?? builtInPrefixes[prefix]
const whole = (text: string): unknown => {
	try {
		return parseAny(text, { namespaces })
	} catch (error) {
		return `refused: ${(error as Error).message}`
	}
}

/** Right, and yet left to the parser. */
const left = ['child :: a', 'a- 1']

test('the expressions of the rule sets written here', () => {
	const found = new Set<string>()
	for (const file of globSync('**/*.sch', { cwd: schematron }))
		for (const [, , text] of readFileSync(join(schematron, file), 'utf8').matchAll(
			/\b(?:test|context|value|select|match|use)=(["'])(.*?)\1/gs,
		))
			found.add(text!.replace(/&(\w+);/g, (_, name: string) => unescaped[name]!).replace(/\s+/g, ' '))
	let read = 0
	for (const text of found) {
		const common = readCommon(text, lookup)
		if (common === undefined) continue
		read++
		expect(common, text).toEqual(whole(text))
	}
	expect(found.size).toBeGreaterThan(500)
	expect(read / found.size).toBeGreaterThan(0.7)
})

test('random expressions', () => {
	fc.assert(
		fc.property(expressions('any', shared, first, later), (text) => {
			const common = readCommon(text, (prefix) => ({ ...random, ...builtInPrefixes })[prefix])
			if (common !== undefined) expect(common).toEqual(parseAny(text, { namespaces: random }))
		}),
		{ numRuns: 500 },
	)
})

test.each([
	'1',
	'1.50',
	'.5',
	'"a"',
	"'a'",
	'()',
	'(1)',
	'(1, 2)',
	'((1, 2), a)',
	'-1',
	'-a',
	'1 - -1',
	'- 1 + 2',
	'a',
	'a:b',
	'*',
	'a:*',
	'@a',
	'@a:b',
	'@*',
	'.',
	'..',
	'./a',
	'../a',
	'../../@a',
	'/',
	'/a:b',
	'/A',
	'/*',
	'/*/a:b',
	'/*[a]',
	'/* = 1',
	'//a',
	'//a:b/c',
	'.//a',
	'a//b',
	'a/b[1]',
	'a[b][2]/c',
	'(a)[1]',
	'(a | b)[c]/d',
	'a[@b = "c"]',
	'$a',
	'$a:b',
	'$a/b',
	'$a[1]',
	'"a"[1]',
	'self::a',
	'ancestor::a:b[1]',
	'following-sibling::*',
	'descendant-or-self::node()',
	'child :: a',
	'text()',
	'a/text()',
	'node()',
	'a/node()',
	'f()',
	'f(a)',
	'f(a, b)',
	'a:f(1)',
	'f(f(a))[1]',
	'a/f(.)',
	'f(a)/b',
	'not(a)',
	'a/string(.)',
	'a and b',
	'a or b and c',
	'a and b or c and d',
	'a = b',
	'a != b',
	'a < b',
	'a <= b',
	'a > b',
	'a >= b',
	'a eq b',
	'a ne 1',
	'a lt b',
	'a le b',
	'a gt b',
	'a ge b',
	'1 + 2 - 3',
	'1 * 2 div 3',
	'a idiv b mod c',
	'a - b',
	'a-b',
	'a * b',
	'* * *',
	'a | b',
	'a union b | c',
	'1 + 2 * 3',
	'(1 + 2) * 3',
	'a + b = c',
	'a = b and c = d',
	'if (a) then b else c',
	'if (a) then if (b) then 1 else 2 else 3',
	'if(a)then(b)else(c)',
	'some $x in a satisfies $x = 1',
	'every $x in a, $y in $x/b satisfies $x or $y',
	'for $x in a return $x + 1',
	'a castable as xs:date',
	'a cast as xs:decimal',
	'- a castable as xs:integer',
	'a[b castable as xs:date]',
	'and',
	'or or or',
	'if',
	'for',
	'div div div',
	'a/if',
	'some',
	'(a, b)/c',
	'sum(a/b) + 1',
	"concat(a, '-', b)",
	'a\n\tand\n b',
	' a ',
	'a.b',
	'a-1',
	'a -1',
	'a- 1',
	'a.b-c/d.e',
	'/a:b/a:c[a:d]//a:e',
	'exists(/a:b) and not(//a:c)',
])('%s', (text) => {
	const common = readCommon(text, lookup)
	if (common !== undefined) expect(common).toEqual(whole(text))
	else expect(left).toContain(text)
})

test.each([
	'xs:decimal',
	'xs:date?',
	'xs:string*',
	'xs:integer+',
	'node()*',
	'element()?',
	'item()+',
	'xs:numeric',
])('the sequence type %s', (text) => {
	const read = parseAny(`() instance of ${text}`, { namespaces })
	expect(read.kind === 'instance' && read.type).toEqual(parseSequenceType(text, { namespaces }))
})

test.each([
	'',
	'a b',
	'1a',
	'1.2.3',
	'a:b:c',
	'x:a',
	'$x:a',
	'a[',
	'a]',
	'(a',
	'a)',
	'f(a',
	'f(a,)',
	'(a,)',
	'a =',
	'= a',
	'a = b = c',
	'a eq b eq c',
	'a/',
	'//',
	'a//',
	'a/[1]',
	'@',
	'@1',
	'$',
	'$ a',
	'..a',
	'.a',
	'a..b',
	'a::b',
	'child::',
	'if (a) then b',
	'some $x in a',
	'for $x return 1',
	'every x in a satisfies b',
	'"a',
	"'a",
	'"a""b"',
	"'a''b'",
	'"&amp;"',
	'a!b',
	'a || b',
	'a to b',
	'a << b',
	'a is b',
	'a => f()',
	'a intersect b',
	'a instance of xs:date',
	'a treat as xs:date',
	'f#1',
	'f(?)',
	'function($x) { $x }',
	'let $x := 1 return $x',
	'(: c :) a',
	'a (: c :)',
	'element(a)',
	'comment()',
	'a castable as xs:date?',
	'a cast as xs:error',
	'a cast as b',
	'*:a',
	'Q{u}a',
	'é',
	'$é',
	'a{',
	'1e3',
	'1E3',
	'+1',
	'--1',
	'a, b',
	'/ * a',
	'/ and a',
	'f(a)(b)',
	'$f(a)',
	'map{}',
	'[a]',
	'a?b',
	'a=>b',
	'following::a',
	'namespace::a',
	'text(a)',
	'node() ()',
	'a()',
	'a:*()',
	'a: b',
	'a :b',
	'$a :b',
	'a castable as xs:dateé',
	'if (a, b) then c else d',
	'xs:date(a)b',
	"1'a'",
	'some $x in a, b satisfies c',
])('is not read by hand, or as the parser does: %s', (text) => {
	const common = readCommon(text, lookup)
	if (common !== undefined) expect(common).toEqual(whole(text))
})
