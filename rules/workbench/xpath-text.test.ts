/** What is printed parses to what was printed, for every expression of our rule sets and for each kind there is. */
import { expect, test } from 'vitest'
import { parseXPath } from '#engine'
import { loadOwn } from '#schematron'
import { xpathText } from './xpath-text.ts'

const namespaces = { a: 'urn:a', rv: 'urn:recevable:functions' }

test.each([
	'1 + 2 * -3 div 4',
	'/',
	'//a:b[1]/@c',
	"a:b/c[. = 'it''s']/..",
	'(a, b)[last()] | c except d',
	'for $x in 1 to 3, $y in (4, 5) return $x * $y',
	'let $x := 1 return $x',
	'some $x in a, $y in b satisfies $x is $y',
	'every $x as xs:string in a satisfies $x castable as xs:date?',
	'if (a) then b else ()',
	'a instance of element(a:b)+ and () instance of empty-sequence()',
	"'x' || string(.) ! upper-case(.)",
	'(function($x as xs:string) as item()* { $x })(1)',
	'concat#3',
	'*:x/a:*/node()/text()/comment()/processing-instruction(p)',
	'xs:decimal(a) eq 1.50 or 1e3 lt b',
	'a cast as xs:integer? treat as xs:decimal',
	"rv:listed(., 'unit') and contains(?, 'x') instance of function(*)",
	'a << b and not(c >> d)',
])('%s', (text) => {
	const expr = parseXPath(text, { namespaces })
	expect(parseXPath(xpathText(expr, namespaces), { namespaces })).toEqual(expr)
})

test.each(['en16931-ubl', 'en16931-cii', 'br-fr-ubl', 'br-fr-cii'] as const)('%s', (id) => {
	const set = loadOwn(id)
	const texts = set.patterns
		.flatMap(({ rules }) => rules)
		.flatMap(({ context, assertions }) => [context.text, ...assertions.map(({ test }) => test.text)])
	for (const text of new Set(texts)) {
		const expr = parseXPath(text, set)
		expect(parseXPath(xpathText(expr, set.namespaces), set)).toEqual(expr)
	}
})
