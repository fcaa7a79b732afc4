/** What rules ask for again becomes a function; what only looks the same does not. */
import { expect, test } from 'vitest'
import { readSchematron } from '#schematron'
import { compileProgram } from '../../ruleset/compile.ts'

/** How many functions the tests of two rules share. */
function shared(first: string, second: string, inside = ''): number {
	const rule = (context: string, expression: string): string =>
		`<pattern><rule context="${context}">${inside}<assert id="R" test="${expression}">x</assert></rule></pattern>`
	const text = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><let name="all" value="//a"/>${rule('a', first)}${rule('b', second)}</schema>`
	return compileProgram(readSchematron(text, { file: 's.sch' })).code.match(/^function part/gm)?.length ?? 0
}

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
])('%s', (_, first, second, count) =>
	expect(shared(first, second, '<let name="own" value="@d"/>')).toBe(count),
)
