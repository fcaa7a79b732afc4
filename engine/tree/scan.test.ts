/** The scanner has the strict parser as its oracle: what it accepts, the parser accepts, with the same tree. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultLimits, parseTree } from './parse.ts'
import { scanTree } from './scan.ts'
import { Tree } from './tree.ts'

/** Everything that a tree holds, to compare. */
function dump(tree: Tree): unknown {
	const column = (array: { subarray(from: number, to: number): ArrayLike<number> }) =>
		Array.from(array.subarray(0, tree.count))
	return [
		column(tree.kind),
		column(tree.parent),
		column(tree.end),
		column(tree.name),
		column(tree.path),
		column(tree.offset),
		tree.value,
		column(tree.kind).map((_, n) => tree.prefixOf(n)),
		tree.prefixesAt(tree.root),
	]
}

function scanned(source: string, window?: number): Tree | undefined {
	const tree = new Tree()
	tree.reset(source)
	const bytes = window === undefined ? undefined : new Uint8Array(window)
	return scanTree(tree, source, defaultLimits, bytes && { window: bytes }) ? tree : undefined
}

const strict = (source: string) => parseTree(source, { strict: true })

function expectSame(source: string): void {
	const given = new Tree()
	given.reset(source)
	const utf8 = new TextEncoder().encode(source)
	if (source.isWellFormed() && scanTree(given, source, defaultLimits, { utf8 }))
		expect(dump(given)).toEqual(dump(strict(source).tree!))
	// Through windows so small that tokens are cut off at their ends, too.
	for (const window of source.length > 10_000 ? [undefined, 4000] : [undefined, 16, 24, 33, 48, 150]) {
		const tree = scanned(source, window)
		if (tree === undefined) continue
		const { tree: expected, failure } = strict(source)
		expect(failure).toBeUndefined()
		expect(dump(tree)).toEqual(dump(expected!))
	}
}

describe('reads as the strict parser does', () => {
	test.each([
		'<a/>',
		'<a></a >',
		'<?xml version="1.0"?><a/>',
		'<?xml version="1.0" encoding="UTF-8" standalone=\'yes\' ?>\n<a/>\n',
		'<!-- c --><a/><!-- d -->',
		'<?p?><a/>',
		'<a><?p  body ?></a>',
		'<a>x<!-- c -->y</a>',
		'<a><!--c--><!--<d>--></a>',
		'<a b="1" c = \'2\'/>',
		'<a b="&lt;&amp;&#65;&#x42;"/>',
		'<a>&amp;&lt;&gt;&quot;&apos;&#10;&#x10FFFF;</a>',
		'<a>one\r\ntwo\rthree</a>',
		'<a b="x\r\n\ty"/>',
		'<a b="&#13;&#10;"/>',
		'<a>x<![CDATA[<y>&amp;]]>z</a>',
		'<a><![CDATA[]]></a>',
		'<a><![CDATA[a]]><![CDATA[b]]></a>',
		'<p:a xmlns:p="urn:p" p:b="1" b="2"/>',
		'<a xmlns="urn:a"><b xmlns=""><c/></b><d/></a>',
		'<p:a xmlns:p="urn:1"><p:a xmlns:p="urn:2"/><p:a/></p:a>',
		'<a xml:lang="fr"/>',
		'<a xmlns:p="urn:p" xmlns:q="urn:q"><p:b/><q:b/></a>',
		'<a>\u{1F600} é</a>',
		'<a><b> </b>\n</a>',
		'<a>\n\n  <b/> \n<!-- c -->\n<?p?>\n <![CDATA[d]]>\n</a>',
		'<a><!-- one -\ntwo é \r\n three -> --><?p one ? >?></a>',
	])('%j', (source) => {
		expect(scanned(source)).toBeDefined()
		expectSame(source)
	})
})

describe('leaves to the strict parser', () => {
	test.each([
		'',
		' ',
		'x',
		'<a>',
		'<a></b>',
		'<a/><b/>',
		'<a/>x',
		'<a b="1" b="2"/>',
		'<a b=1/>',
		'<a b/>',
		'<a b="<"/>',
		'<a b="1"c="2"/>',
		'<a>&nbsp;</a>',
		'<a>&amp</a>',
		'<a>& </a>',
		'<a>&#0;</a>',
		'<a>&#xD800;</a>',
		'<a>\u0001</a>',
		'<a>\ud800</a>',
		'<a>]]></a>',
		'<a>]]><![CDATA[x]]></a>',
		'<!DOCTYPE a><a/>',
		'<a><!-- a--b --></a>',
		'<a><?xml v?></a>',
		'<?xml version="1.1"?><a/>',
		'<p:a/>',
		'<a p:b="1"/>',
		'<a:b:c/>',
		'<a xmlns:xml="urn:x"/>',
		'<a xmlns:p=""/>',
		'<a xmlns=" u"/>',
		'<a xmlns:p="urn:1" xmlns:q="urn:1" p:b="1" q:b="2"/>',
		'< a/>',
		'<a ></a',
		'<é/>',
		'<a',
		'<a b="1',
		'<![CDATA[x]]><a/>',
		'<1/>',
		'<a><b></a></b>',
	])('%j', (source) => expect(scanned(source)).toBeUndefined())
})

describe('what was read before decides nothing', () => {
	test.each([
		['another child', '<a><bb/><c/></a>', '<a><cc/><d/></a>'],
		['another order', '<a><b/><c/><b/></a>', '<a><c/><b/><c/></a>'],
		['a longer name', '<a><b>1</b></a>', '<a><bc>1</bc></a>'],
		['a shorter name', '<a><bcdefg>1</bcdefg></a>', '<a><bcde>1</bcde></a>'],
		['an end tag of a longer name', '<a><b>1</b></a>', '<a><b>1</bc></a>'],
		['a name at the end', '<a><bcdefgh/></a>', '<a><bcd'],
		['no children', '<a><b/></a>', '<a></a>'],
		['another attribute', '<a><b c="1">2</b></a>', '<a><b d="1">2</b></a>'],
		['an attribute of a longer name', '<a><b c="1">2</b></a>', '<a><b cd="1">2</b></a>'],
		['another attribute after it', '<a><b c="1">2</b></a>', '<a><b c="1" d="3">2</b></a>'],
		['the attribute twice', '<a><b c="1">2</b></a>', '<a><b c="1" c="1">2</b></a>'],
		['the attribute spelt otherwise', '<a><b c="1">2</b></a>', "<a><b  c = '&lt;'\n>2</b></a>"],
		['an attribute with a bare <', '<a><b c="1">2</b></a>', '<a><b c="<">2</b></a>'],
		['an empty element', '<a><b c="1">2</b></a>', '<a><b c="1"/></a>'],
		['another namespace', '<a xmlns="u"><b/></a>', '<a xmlns="v"><b/></a>'],
		['a namespace declared late', '<a xmlns="u"><b/><c/></a>', '<a xmlns="u"><b xmlns="v"/><c/></a>'],
		[
			'another prefix',
			'<p:a xmlns:p="u" xmlns:q="u"><p:b/></p:a>',
			'<p:a xmlns:p="u" xmlns:q="u"><q:b/></p:a>',
		],
		['a document element with another value', '<a xmlns:p="u" p:b="1"/>', '<a xmlns:p="u" p:b="2"></a>'],
		['a document element that is empty', '<a xmlns:p="u"></a>', '<a xmlns:p="u"/>'],
		['a document element with white space', '<a b="1\n2">x</a>', '<a b="1 2">x</a>'],
		['a document element with a wide value', '<a b="é">x</a>', '<a b="è">x</a>'],
		['a document element of many kinds', '<a b="1" xmlns:p="u" p:c="2">x</a>', '<a b="1" xmlns="u">x</a>'],
		['a prefix that is not bound', '<a xmlns:p="u"><p:b/></a>', '<a><p:b/></a>'],
	])('%s', (_, before, source) => {
		for (const former of [before, source]) {
			expectSame(former)
			expectSame(before)
			expectSame(source)
		}
	})
})

test.each([
	['depth', '<a><b><c/></b></a>', { depth: 2 }],
	['elements', '<a><b/></a>', { elements: 1 }],
	['attributes', '<a b="1" c="2"/>', { attributes: 1 }],
	['textLength', '<a>abc</a>', { textLength: 2 }],
	['names', '<a><b/><c/></a>', { names: 2 }],
	['characterReferences', '<a>&#65;&#65;</a>', { characterReferences: 1 }],
])('the limit %s is reported by the strict parser', (name, source, limits) => {
	expect(parseTree(source, { limits }).failure?.limit?.name).toBe(name)
})

test('whatever it accepts of broken documents, the strict parser accepts alike', () => {
	const folder = fileURLToPath(new URL('../../corpus/samples/', import.meta.url))
	const seeds = readdirSync(folder)
		.filter((f) => f.endsWith('.xml'))
		.map((f) => readFileSync(folder + f, 'utf8').slice(0, 3000))
	seeds.push('<a xmlns:p="u" b="1">x<![CDATA[y]]>&amp;<!--c--><p:d p:e="&#65;"/>\r\n</a>')
	const piece = fc.constantFrom(
		'<',
		'>',
		'/',
		'"',
		"'",
		'&',
		';',
		']]>',
		'<![CDATA[',
		'-->',
		'<!--',
		'?>',
		'<?',
		'=',
		' ',
		':',
		'x',
		'\r',
		'\u0000',
		'é',
		'xmlns',
		'&#x41;',
		'<b>',
		'</b>',
	)
	fc.assert(
		fc.property(fc.constantFrom(...seeds), fc.nat(), fc.nat(40), piece, (seed, place, cut, insert) => {
			const at = place % seed.length
			expectSame(seed.slice(0, at) + insert + seed.slice(at + (cut > 20 ? cut - 20 : 0)))
		}),
		{ numRuns: 600 },
	)
})

const corpus = fileURLToPath(new URL('../../../shared/corpus/dev/', import.meta.url))
test.skipIf(!existsSync(corpus))('real documents, every tenth', () => {
	let read = 0
	for (const folder of ['ubl', 'cii', 'other']) {
		for (const [i, file] of readdirSync(corpus + folder).entries()) {
			const source = readFileSync(`${corpus}${folder}/${file}`, 'utf8')
			if (i % 10 !== 0 || source.length > 60_000) continue
			expectSame(source)
			if (scanned(source) !== undefined) read++
		}
	}
	expect(read).toBeGreaterThan(300)
})
