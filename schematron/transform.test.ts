import { expect, test } from 'vitest'
import { Fault, type Instruction } from '#engine'
import { readSchematron } from './read.ts'

const read = (body: string) =>
	readSchematron(
		`<schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:x="http://www.w3.org/1999/XSL/Transform" xmlns:u="urn:u" queryBinding="xslt2">${body}</schema>`,
		{ file: 'f.sch' },
	)
const body = (content: string) => read(`<x:function name="u:f">${content}</x:function>`).functions[0]!.body

test('the head of a function', () => {
	const source = read(
		`<ns prefix="n" uri="urn:n"/>
		<x:function name="u:f" as="xs:boolean" xmlns:v="urn:v">
			<x:param name="a" as=" xs:string? "/>
			<x:param name="b"/>
			<x:sequence select="$a"/>
		</x:function>`,
	)
	expect(source.functions).toMatchObject([
		{
			uri: 'urn:u',
			local: 'f',
			as: 'xs:boolean',
			params: [{ name: 'a', as: 'xs:string?' }, { name: 'b' }],
			body: [{ kind: 'sequence', select: { text: '$a' } }],
			namespaces: { n: 'urn:n', u: 'urn:u', v: 'urn:v', xs: 'http://www.w3.org/2001/XMLSchema' },
			at: { line: 2 },
		},
	])
	expect(source.functions[0]!.params[1]).toEqual({ name: 'b' })
})

test('a function may be overloaded by the number of its parameters', () => {
	const source = read('<x:function name="u:f"/><x:function name="u:f"><x:param name="a"/></x:function>')
	expect(source.functions.map(({ params }) => params.length)).toEqual([0, 1])
})

const at = expect.anything()
const select = (text: string) => ({ text, at })
const sequence = (text: string) => ({ kind: 'sequence', select: select(text) })
const instructions: [what: string, content: string, expected: unknown[]][] = [
	['nothing', '', []],
	['white space', ' \n ', []],
	['text', ' a ', [{ kind: 'text', text: ' a ' }]],
	['x:text', '<x:text> </x:text>', [{ kind: 'text', text: ' ' }]],
	['sequence', '<x:sequence select="1"/>', [sequence('1')]],
	['copy-of', '<x:copy-of select="1"/>', [sequence('1')]],
	['value-of', '<x:value-of select="1"/>', [{ kind: 'value-of', select: select('1'), separator: ' ' }]],
	[
		'separator',
		'<x:value-of select="1" separator=""/>',
		[{ kind: 'value-of', select: select('1'), separator: '' }],
	],
	['value-of text', '<x:value-of>a</x:value-of>', [{ kind: 'text', text: 'a' }]],
	[
		'variable',
		'<x:variable name="v" as="xs:integer" select="1"/><x:sequence select="$v"/>',
		[{ kind: 'variable', name: 'v', as: 'xs:integer', select: select('1'), body: [], at }, sequence('$v')],
	],
	[
		'variable with a body',
		'<x:variable name="u:v">a</x:variable>',
		[{ kind: 'variable', name: 'u:v', body: [{ kind: 'text', text: 'a' }], at }],
	],
	[
		'if',
		'<x:if test="a">b</x:if>',
		[{ kind: 'choose', when: [{ test: select('a'), body: [{ kind: 'text', text: 'b' }] }], otherwise: [] }],
	],
	[
		'choose',
		'<x:choose> <x:when test="a">1</x:when> <x:when test="b"/> <x:otherwise><x:sequence select="2"/></x:otherwise></x:choose>',
		[
			{
				kind: 'choose',
				when: [
					{ test: select('a'), body: [{ kind: 'text', text: '1' }] },
					{ test: select('b'), body: [] },
				],
				otherwise: [sequence('2')],
			},
		],
	],
	[
		'for-each',
		'<x:for-each select="a">b</x:for-each>',
		[{ kind: 'for-each', select: select('a'), body: [{ kind: 'text', text: 'b' }] }],
	],
	['a message', '<x:message>Hello</x:message><x:message terminate="no"/>', []],
	['attributes of others', '<x:sequence select="1" u:note="x"/>', [sequence('1')]],
]
test.each(instructions)('instruction: %s', (_, content, expected) => {
	expect(body(content) satisfies readonly Instruction[]).toEqual(expected)
})

const keys: [what: string, key: string, expected: unknown][] = [
	[
		'plain',
		'<x:key name="k" match="a" use="@b"/>',
		{ uri: '', local: 'k', match: select('a'), use: select('@b'), at },
	],
	[
		'with a prefix',
		'<x:key name="u:k" match="a" use="b"/>',
		{ uri: 'urn:u', local: 'k', match: select('a'), use: select('b'), at },
	],
	[
		'of text',
		'<x:key name="k" match="a"><x:text>it\'s</x:text></x:key>',
		{ uri: '', local: 'k', match: select('a'), use: select("'it''s'"), at },
	],
	[
		'of bare text',
		'<x:key name="k" match="a">b</x:key>',
		{ uri: '', local: 'k', match: select('a'), use: select("'b'"), at },
	],
	[
		'of a sequence',
		'<x:key name="k" match="a"> <x:sequence select="b"/> </x:key>',
		{ uri: '', local: 'k', match: select('a'), use: select('b'), at },
	],
]
test.each(keys)('key: %s', (_, key, expected) => {
	expect(read(key).keys).toEqual([expected])
})

test('a key keeps the prefixes of its own element', () => {
	const [key] = read('<x:key name="k" match="o:a" use="b" xmlns:o="urn:o"/>').keys
	expect(key!.match.namespaces).toMatchObject({ o: 'urn:o', u: 'urn:u' })
	expect(key!.use.namespaces).toMatchObject({ o: 'urn:o' })
})

const inFunction = (content: string) => `<x:function name="u:f">${content}</x:function>`
const refused: [what: string, marked: string, code: string, says: string][] = [
	['a name without prefix', '¦<x:function name="f"/>', 'rule-text-invalid', 'prefix'],
	['an undeclared prefix', '<x:function name="¦q:f"/>', 'rule-text-invalid', 'q:f'],
	['no name', '¦<x:function/>', 'rule-text-invalid', 'name'],
	['a function twice', '<x:function name="u:f"/>¦<x:function name="u:f"/>', 'rule-text-invalid', 'twice'],
	['an unknown attribute', '<x:function name="u:f" cache="¦yes"/>', 'rule-text-unsupported', 'cache'],
	[
		'a default namespace',
		inFunction('<x:sequence select="a" xpath-default-namespace="¦urn:x"/>'),
		'rule-text-unsupported',
		'xpath-default-namespace',
	],
	['a default value', inFunction('<x:param name="a" select="¦1"/>'), 'rule-text-unsupported', 'select'],
	['a default content', inFunction('<x:param name="a">¦1</x:param>'), 'rule-text-invalid', 'default'],
	['a late parameter', inFunction('a¦<x:param name="a"/>'), 'rule-text-unsupported', 'x:param'],
	['an instruction', inFunction('¦<x:call-template name="a"/>'), 'rule-text-unsupported', 'x:call-template'],
	['an element', inFunction('¦<a xmlns=""/>'), 'rule-text-unsupported', 'a is not'],
	['a sort', inFunction('<x:for-each select="a">¦<x:sort/></x:for-each>'), 'rule-text-unsupported', 'x:sort'],
	['a stop', inFunction('<x:message terminate="¦yes"/>'), 'rule-text-unsupported', 'stop'],
	[
		'a computed separator',
		inFunction('<x:value-of select="a" separator="¦{b}"/>'),
		'rule-text-unsupported',
		'separator',
	],
	[
		'a computed content',
		inFunction('¦<x:value-of><x:sequence select="1"/></x:value-of>'),
		'rule-text-unsupported',
		'content',
	],
	[
		'select and content',
		inFunction('<x:variable name="a" select="1">¦2</x:variable>'),
		'rule-text-invalid',
		'both',
	],
	[
		'content of a sequence',
		inFunction('<x:sequence select="1">¦2</x:sequence>'),
		'rule-text-invalid',
		'both',
	],
	['no select', inFunction('¦<x:sequence/>'), 'rule-text-invalid', 'select'],
	['no branch', inFunction('¦<x:choose/>'), 'rule-text-invalid', 'no branch'],
	[
		'text between branches',
		inFunction('<x:choose>¦a<x:when test="b"/></x:choose>'),
		'rule-text-invalid',
		'text',
	],
	[
		'an early otherwise',
		inFunction('<x:choose>¦<x:otherwise/><x:when test="b"/></x:choose>'),
		'rule-text-invalid',
		'last',
	],
	['another branch', inFunction('<x:choose>¦<x:if test="b"/></x:choose>'), 'rule-text-unsupported', 'x:if'],
	['a stray branch', inFunction('¦<x:when test="b"/>'), 'rule-text-unsupported', 'x:when'],
	['a key without match', '¦<x:key name="k" use="b"/>', 'rule-text-invalid', 'match'],
	['a key without use', '¦<x:key name="k" match="b"/>', 'rule-text-unsupported', 'content'],
	['a key with both', '¦<x:key name="k" match="b" use="c">d</x:key>', 'rule-text-invalid', 'both'],
	[
		'a key with a collation',
		'<x:key name="k" match="b" use="c" collation="¦d"/>',
		'rule-text-unsupported',
		'collation',
	],
	['a variable of content', '¦<x:variable name="v">a</x:variable>', 'rule-text-unsupported', 'select only'],
	['a stylesheet', '¦<x:stylesheet version="2.0"/>', 'rule-text-unsupported', 'x:stylesheet'],
]
test.each(refused)('refused: %s', (_, marked, code, says) => {
	const column = marked.indexOf('¦') + read('').files[0]!.text.indexOf('</schema>') + 1
	try {
		read(marked.replace('¦', ''))
	} catch (error) {
		if (!(error instanceof Fault)) throw error
		expect([error.code, error.at]).toEqual([code, { file: 'f.sch', line: 1, column }])
		expect(error.message).toContain(says)
		return
	}
	expect.unreachable('nothing was thrown')
})
