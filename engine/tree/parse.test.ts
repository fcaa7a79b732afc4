import { expect, test } from 'vitest'
import { decode } from '../intake/decode.ts'
import { type ParseFailure, parseTree } from './parse.ts'
import type { Tree } from './tree.ts'

const shape = ({ count, kind, parent, offset, value }: Tree) =>
	Array.from({ length: count }, (_, node) => [kind[node], parent[node], offset[node], value[node]])

test('pieces of a large document are read as one', () => {
	const hard = '𝄞é\r\n<b c="1\r\n𝄞">&#233;&amp;</b>\r<![CDATA[𝄞]]>\r\n<!-- 𝄞 --><?p 𝄞?>'
	for (let shift = 0; shift < hard.length; shift += 2) {
		const source = `<a><!--${'x'.repeat(2 ** 20 - 10 - shift)}-->${hard}</a>`
		const strict = parseTree(source, { strict: true }).tree!
		expect(shape(strict)).toEqual(shape(parseTree(source).tree!))
	}
})

const around = (inner: string) =>
	`<?xml version="1.0"?>\n<!-- first --><e:env xmlns:e="urn:e" xmlns:i="urn:i" xmlns="urn:d">\n <head>x</head><i:invoice a="1">\n  <n>${inner}</n><i:invoice/></i:invoice><!-- last --><i:invoice/></e:env>`

test('an inner element becomes the document element, where it stands', () => {
	const { tree } = parseTree(around('text'), { inner: { uri: 'urn:i', local: 'invoice' } })
	expect(tree!.stringValue(tree!.root).trim()).toBe('text')
	expect(tree!.locate(tree!.root)).toMatchObject({ path: '/i:invoice', line: 3, column: 16 })
	expect(tree!.namespaceFor(tree!.root, 'e')).toBe('urn:e')
	const child = tree!.nextSibling(tree!.firstChild(tree!.root))
	expect(tree!.names.uri(tree!.name[child]!)).toBe('urn:d')
	expect(tree!.locate(child)).toMatchObject({ path: '/i:invoice/n[1]', line: 4 })
	expect(tree!.firstChild(0)).toBe(tree!.root)
	expect(tree!.nextSibling(tree!.root)).toBe(0)
})

test('what is wrong outside the inner element is still refused', () => {
	const { failure } = parseTree(around('text').replace('</e:env>', ''), {
		inner: { uri: 'urn:i', local: 'invoice' },
	})
	expect(failure?.reason).toBe('malformed')
})

const refused: [what: string, source: string, failure: Partial<ParseFailure>][] = [
	['a DOCTYPE', '<?xml version="1.0"?><!-- <!DOCTYPE --><!DOCTYPE a><a/>', { reason: 'doctype', offset: 39 }],
	['an unfinished DOCTYPE', '<!DOCTYPE a [', { reason: 'doctype', offset: 0 }],
	[
		'references',
		`<a>${'&#65;'.repeat(4)}</a>`,
		{ reason: 'limit', limit: { name: 'characterReferences', bound: 3, count: 4 } },
	],
	[
		'attributes',
		'<a b="" c="" d="" e=""/>',
		{ reason: 'limit', limit: { name: 'attributes', bound: 3, count: 4 } },
	],
	[
		'namespaces',
		'<a xmlns:b="b" xmlns:c="b" xmlns:d="b" xmlns:e="b"/>',
		{ reason: 'limit', limit: { name: 'attributes', bound: 3, count: 4 } },
	],
	['names', '<a><b/><c/><d/></a>', { reason: 'limit', limit: { name: 'names', bound: 3, count: 4 } }],
	['a text', '<a>12345678</a>', { reason: 'limit', limit: { name: 'textLength', bound: 7, count: 8 } }],
	[
		'CDATA',
		'<a>1234<![CDATA[5678]]></a>',
		{ reason: 'limit', limit: { name: 'textLength', bound: 7, count: 8 } },
	],
	[
		'elements',
		'<a><b/><b/><b/><b/></a>',
		{ reason: 'limit', limit: { name: 'elements', bound: 4, count: 5 } },
	],
	['depth', '<a><b><b><b/></b></b></a>', { reason: 'limit', limit: { name: 'depth', bound: 3, count: 4 } }],
	['what XML 1.1 alone allows', '<?xml version="1.1"?><a>&#1;</a>', { reason: 'malformed' }],
]
test.each(refused)('%s', (_, source, failure) => {
	const limits = { characterReferences: 3, attributes: 3, names: 3, textLength: 7, elements: 4, depth: 3 }
	expect(parseTree(source, { limits }).failure).toMatchObject(failure)
})

test('XML 1.1 is read by the rules of 1.0', () => {
	expect(parseTree('<?xml version="1.1"?><a>\u0085</a>').tree?.stringValue(1)).toBe('\u0085')
})

test('reading ends when time is up', () => {
	expect(parseTree(`<a b='${'x'.repeat(3e6)}`, { stop: () => true }).failure?.reason).toBe('stopped')
})

const narrowCases: [what: string, text: string][] = [
	[
		'texts, attributes, comments, instructions, sections',
		'<a b="é">ç’<!--€--><?p 𝄞?><![CDATA[ß]]>&amp;à</a>',
	],
	['what the strict parser alone reads', '<é ü="ö">ç’</é>'],
	['a namespace', '<p:a xmlns:p="urn:é">ç</p:a>'],
	['what is no XML', '<a>é</b>'],
	['a character that XML forbids', '<a>é\ufffe</a>'],
]
test.each(narrowCases)('a narrow text is read as the text itself: %s', (_, part) => {
	const text = `${part}${' '.repeat(200)}`
	const narrow = decode(new TextEncoder().encode(text), { narrowAbove: 0 })
	if (narrow.kind !== 'decoded') throw narrow
	expect(narrow.units?.count).toBeGreaterThan(0)
	for (const strict of [false, true]) {
		const [one, other] = [
			parseTree(narrow.text, { units: narrow.units!, strict }),
			parseTree(text, { strict }),
		]
		expect(one.failure).toEqual(other.failure)
		expect(one.tree && placed(one.tree)).toEqual(other.tree && placed(other.tree))
	}
})

const placed = (tree: Tree) => shape(tree).map((node, n) => [...node, tree.name[n], tree.locate(n)])
