import { expect, test } from 'vitest'
import { thrown } from './thrown.fixture.ts'
import { parseXml, type XmlElement } from './xml.ts'

const place = ({ line, column }: { line: number; column: number }) => `${line}:${column}`

const positions: [what: string, text: string, element: string, value: string][] = [
	['first line', '<a b="x"/>', '1:1', '1:7'],
	['after a mark', '\ufeff<a b="x"/>', '1:1', '1:7'],
	['after a comment', '<!-- < -->\n <a b="x"/>', '2:2', '2:8'],
	['single quotes', "<a b='\"'/>", '1:1', '1:7'],
	['an empty value', '<a b=""/>', '1:1', '1:7'],
	['white space around =', '<a\n\tb = "x"/>', '1:1', '2:7'],
	['a value over two lines', '<a b="x\ny" c="z"/>', '1:1', '1:7'],
	['CR LF', '<?xml version="1.0"?>\r\n<a\r\n b="x"/>', '2:1', '3:5'],
	['CR', '<!---->\r<a\r b="x"/>', '2:1', '3:5'],
	['units, not characters', '<!--𝄞--><a b="x"/>', '1:10', '1:16'],
]
test.each(positions)('position: %s', (_, text, element, value) => {
	const root = parseXml(text, 'f.sch')
	expect([place(root.at), place(root.attributes.get('b')!.at)]).toEqual([element, value])
})

test('names, scopes, language and text', () => {
	const root = parseXml(
		'<p:a xmlns:p="P" xml:lang="fr" p:x="1" x="2"><b xmlns:q="Q" xmlns="D">1<![CDATA[<2]]>&amp;<!-- -->3</b></p:a>',
		'f.sch',
	)
	const child = root.children[0] as XmlElement
	expect(root).toMatchObject({ uri: 'P', local: 'a', name: 'p:a', lang: 'fr', namespaces: { p: 'P' } })
	expect([...root.attributes.keys()].slice(1)).toEqual(['{P}x', 'x'])
	expect(child).toMatchObject({ uri: 'D', lang: 'fr', namespaces: { p: 'P', q: 'Q' } })
	expect(child.children).toMatchObject([{ kind: 'text', text: '1<2&3' }])
})

const refused: [what: string, text: string, code: string, at: string][] = [
	['nothing', '', 'rule-text-unreadable', '1:1'],
	['no XML', 'hello', 'rule-text-unreadable', '1:6'],
	['an open element', '<a>\n<b>', 'rule-text-unreadable', '2:3'],
	['a wrong end tag', '<a>\n</b>', 'rule-text-unreadable', '2:4'],
	['an undeclared prefix', '<a>\n<p:b/></a>', 'rule-text-unreadable', '2:6'],
	['an undeclared entity', '<a>\n&x;</a>', 'rule-text-unreadable', '2:3'],
	[
		'a document type',
		'<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "y">]><a/>',
		'rule-text-unsupported',
		'2:1',
	],
	['deep nesting', '<a>'.repeat(10_000), 'rule-text-unsupported', '1:601'],
]
test.each(refused)('refused: %s', (_, text, code, at) => {
	const fault = thrown(() => parseXml(text, 'f.sch'))
	expect([fault.code, place(fault.at!)]).toEqual([code, at])
})
