import { expect, test } from 'vitest'
import { compileRuleSet, Fault, parseTree } from '#engine'
import { readSchematron } from './read.ts'

const codes = `<lists>
	<list id="1"><code value="A"/><code value="it's"/></list>
	<list id="02"><code value="7"/><code/></list>
	<more><list id="1"><code value="B"/></list></more>
	<named key="x/y"><code value="N"/></named>
	<other xmlns="urn:o"><code value="O"/></other>
</lists>`
const read = (test: string, more = '') =>
	readSchematron(
		`<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern>
			<rule context="a"><let name="v" value="."/>${more}<assert id="x" test="${test}"/></rule></pattern></schema>`,
		{
			file: 'd/f.sch',
			resolve: (href, base) =>
				href === 'c.xml' && base === 'd/f.sch' ? { file: 'd/c.xml', text: codes } : undefined,
		},
	)
const tested = (test: string) => read(test).patterns[0]!.rules[0]!.assertions[0]!.test.text

const known: [what: string, test: string, becomes: string, values: string[]][] = [
	['a list by number', "document('c.xml')/lists/list[@id=1]/code[@value=$v]", '$v = $codes-1', ['A', 'it’s']],
	['numbers, not text', "document('c.xml')/lists/list[@id=2]/code[@value=$v]", '$v = $codes-1', ['7']],
	['text, not numbers', "document('c.xml')/lists/list[@id='2']/code[@value=$v]", '$v = $codes-1', []],
	['anywhere', "document('c.xml')//list[@id=1]/code[@value = $v]", '$v = $codes-1', ['A', 'it’s', 'B']],
	[
		'a slash in a literal',
		"document('c.xml')/lists/named[@key='x/y']/code[@value=$v]",
		'$v = $codes-1',
		['N'],
	],
	['names of no namespace only', "document('c.xml')//other/code[@value=$v]", '$v = $codes-1', []],
	['another root', "document('c.xml')/list/code[@value=$v]", '$v = $codes-1', []],
	[
		'after or',
		"string-length($v)=0 or document('c.xml')/lists/named/code[@value=$v]",
		'string-length($v)=0 or $v = $codes-1',
		['N'],
	],
	['before and', "document('c.xml')/lists/named/code[@value=$v] and $v", '$v = $codes-1 and $v', ['N']],
	['in not()', "not( document('c.xml')/lists/named/code[@value=$v] )", 'not( $v = $codes-1 )', ['N']],
]
test.each(known)('looked up: %s', (_, test, becomes, values) => {
	const source = read(test)
	expect(tested(test)).toBe(becomes)
	const literals = values.map((value) => `'${value.replace('’', "''")}'`).join(', ')
	expect(source.lets).toMatchObject([
		{ name: 'codes-1', value: { text: expect.stringContaining(`(${literals})`) } },
	])
	expect(source.files.map(({ file }) => file)).toEqual(['d/f.sch', 'd/c.xml'])
})

const unknown: [what: string, test: string][] = [
	['counted', "count(document('c.xml')/lists/list/code[@value=$v]) = 1"],
	['compared', "document('c.xml')/lists/list/code[@value=$v] = 'A'"],
	['a step further', "document('c.xml')/lists/list[list/@id=$v]/code"],
	['an element', "document('c.xml')/lists/list[code=$v]"],
	['a computed file', 'document($v)/lists/list/code[@value=$v]'],
	['the context', "document('c.xml')/lists/list/code[@value=.]"],
	['a prefix', "document('c.xml')/p:lists/list/code[@value=$v]"],
	['no number where one is due', "document('c.xml')/lists/named[@key=1]/code[@value=$v]"],
	['an item of a sequence', "exists((document('c.xml')/lists/list/code[@value=$v], 1))"],
]
test.each(unknown)('left as it is: %s', (_, test) => {
	expect(tested(test)).toBe(test)
	expect(read(test).lets).toEqual([])
})

test('a list is one variable however often it is asked for, under a name of its own', () => {
	const test = "document('c.xml')/lists/named/code[@value=$v]"
	const source = read(`${test} or ${test}`, '<let name="codes-1" value="1"/>')
	expect(source.lets.map(({ name }) => name)).toEqual(['codes-2'])
	expect(source.patterns[0]!.rules[0]!.assertions[0]!.test.text).toBe('$v = $codes-2 or $v = $codes-2')
})

test('a file that is not there is a Fault at the expression', () => {
	expect(() => read("document('x.xml')/a/b[@c=$v]")).toThrow(Fault)
	expect(() => read("document('x.xml')/a/b[@c=$v]")).toThrow(/^d\/f\.sch:2:\d+: x\.xml cannot be read/)
})

test('the comparison finds what the look-up would', () => {
	const ruleSet = compileRuleSet(read("document('c.xml')/lists/list[@id=1]/code[@value=$v]"))
	const judged = (text: string) => ruleSet.run(parseTree(`<a>${text}</a>`).tree!).findings.length
	expect(['A', "it's", 'B', '', 'a'].map(judged)).toEqual([0, 0, 1, 1, 1])
})
