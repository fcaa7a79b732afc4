/** What rules ask for again becomes a function; what only looks the same does not. */
import { describe, expect, test } from 'vitest'
import { readSchematron } from '#schematron'
import { compileProgram } from '../../ruleset/compile.ts'
import { linkProgram } from '../../ruleset/link.ts'
import { parseTree } from '../../tree/parse.ts'

const compiled = (first: string, second: string, inside: string): string => {
	const rule = (context: string, expression: string): string =>
		`<pattern><rule context="${context}">${inside}<assert id="R" test="${expression}">x</assert></rule></pattern>`
	const text = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><let name="all" value="//a"/>${rule('a', first)}${rule('b', second)}</schema>`
	return compileProgram(readSchematron(text, { file: 's.sch' })).code
}

/** How many functions the tests of two rules share. */
const shared = (first: string, second: string, inside = ''): number =>
	compiled(first, second, inside).match(/^function part/gm)?.length ?? 0

const by = (how: string, each: string) => `${how} $x in ${each} satisfies sum(d[c = $x]/e) = 1`

test.each([
	['the same test', 'c = 1', 'c = 1', 1],
	['the same part', "normalize-space(c) = 'x'", 'd or normalize-space(c)', 1],
	['a part inside a predicate', 'd[c = 1]', 'e[c = 1]/f', 1],
	['a part of a part that others ask for too', 'd[c = 1] and e', 'd[c = 1] or f[c = 1]', 2],
	['with a variable of the document', 'c = $all', 'd or c = $all', 1],
	['another name', 'c = 1', 'd = 1', 0],
	['another type of value', "c = '1'", 'c = 1', 0],
	['a step to an attribute is short', "@c = '1'", "@c = '1'", 0],
	['the own position', 'position() = c', 'position() = c', 0],
	['the number of its like', 'd[last() = c]', 'e[last() = c]', 0],
	["XSLT's current node", 'd[c = current()]', 'e[c = current()]', 0],
	['a variable bound around it', 'some $x in d satisfies c = $x', 'every $x in e satisfies c = $x', 0],
	['a variable of each rule', 'c = $own', 'c = $own', 0],
	['a sum by a number bound around it', by('some', 'f/number(.)'), by('every', 'g/number(.)'), 1],
	['not by a text', by('some', 'f/string()'), by('every', 'g/string()'), 0],
	['not by a variable of each rule', 'sum(d[c = $own]/e) = 1', 'sum(d[c = $own]/e) = 2', 0],
])('%s', (_, first, second, count) =>
	expect(shared(first, second, '<let name="own" value="@d"/>')).toBe(count),
)

describe('a sum is kept for who asks again, by its node and its variables', () => {
	const sum = 'sum(d[xs:decimal(c) = $x]/xs:decimal(e))'
	const test_ = `every $x in d/xs:decimal(c) satisfies (${sum} > 1 and ${sum} &lt; 9)`
	const one = (c: string, e: string) => `<d><c>${c}</c><e>${e}</e></d>`
	test.each([
		['all in bounds', one('1', '2') + one('2', '8') + one('1.0', '3'), []],
		['the second is not', one('1', '2') + one('2', '9'), ['R']],
		['the last is not', one('1', '2') + one('2', '3') + one('1', '7'), ['R']],
		['an error is told each time', one('1', '2') + one('2', 'x'), ['R']],
	])('%s', (_, inside, expected) => {
		const text = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="a"><assert id="R" test="${test_}">x</assert></rule></pattern></schema>`
		const program = compileProgram(readSchematron(text, { file: 's.sch' }))
		expect(program.code).toMatch(/^function part\d+\(t, n, s, p0\)/m)
		const ruleSet = linkProgram(program)
		// Another node, and another document, have sums of their own.
		for (const xml of [`<r><a>${inside}</a><a>${one('1', '2')}</a></r>`, `<r><a>${one('1', '3')}</a></r>`])
			expect(ruleSet.run(parseTree(xml).tree!).findings.map(({ rule }) => rule)).toEqual(
				xml.includes(inside) ? expected : [],
			)
	})
})
