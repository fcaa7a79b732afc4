import { expect, test } from 'vitest'
import { kinds } from './kinds.ts'
import { markupOf } from './markup.ts'
import { parseTree } from './parse.ts'

const first = (source: string, kind: number, nth = 0): string => {
	const tree = parseTree(source).tree!
	const found = Array.from({ length: tree.count }, (_, n) => n).filter((n) => tree.kind[n] === kind)
	return markupOf(tree, found[nth]!)
}

const written: [what: string, source: string, kind: number, nth: number, text: string][] = [
	[
		'an element and what it holds',
		'<a><b c="1">x</b><d/></a>',
		kinds.element,
		0,
		'<a><b c="1">x</b><d></d></a>',
	],
	[
		'special characters',
		'<a b="&lt;&quot;&#10;&#9;">&amp;&gt;&#13;</a>',
		kinds.element,
		0,
		'<a b="&lt;&quot;&#10;&#9;">&amp;&gt;&#13;</a>',
	],
	[
		'namespaces declared outside, once',
		'<a xmlns:p="urn:p"><p:b><p:c/></p:b></a>',
		kinds.element,
		1,
		'<p:b xmlns:p="urn:p"><p:c></p:c></p:b>',
	],
	[
		'a default namespace taken back',
		'<a xmlns="urn:a"><b xmlns=""><c/></b></a>',
		kinds.element,
		0,
		'<a xmlns="urn:a"><b xmlns=""><c></c></b></a>',
	],
	[
		'a default namespace changed',
		'<a xmlns="urn:a"><b xmlns="urn:b"/><c/></a>',
		kinds.element,
		0,
		'<a xmlns="urn:a"><b xmlns="urn:b"></b><c></c></a>',
	],
	['comments and instructions inside', '<a><!--c--><?p i?></a>', kinds.element, 0, '<a><!--c--><?p i?></a>'],
	['an attribute', '<a b="&amp;"/>', kinds.attribute, 0, 'b="&amp;"'],
	['the document', '<a/>', kinds.document, 0, '<a></a>'],
]
test.each(written)('%s', (_, source, kind, nth, text) => {
	expect(first(source, kind, nth)).toBe(text)
})
