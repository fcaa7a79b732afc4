import fc from 'fast-check'
import fontoxpath from 'fontoxpath'
import { DOMParser } from 'slimdom'
import { expect, test } from 'vitest'
import { compileRuleSet, Fault, parseTree } from '#engine'
import { readSchematron } from './read.ts'
import { svrlReport } from './report.ts'
import { parseXml, type XmlElement } from './xml.ts'

const schema = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
	<title>Orders</title>
	<ns prefix="o" uri="urn:o"/>
	<ns prefix="other" uri="urn:o"/>
	<pattern id="lines">
		<rule context="o:line" id="line">
			<assert id="L-1" test="number(@n) gt 0" subject="@n" diagnostics="d" properties="q">Line <value-of select="@n"/> is wrong</assert>
			<report id="L-2" test="o:note">It has a note</report>
			<assert id="L-3" test="xs:integer(@n) gt 0">Not positive</assert>
		</rule>
		<rule context="*"><assert id="X" test="self::o:* or @lang or true()"/></rule>
	</pattern>
	<pattern id="texts"><title>Texts</title><rule context="text()"><report id="T" test="contains(., 'x')">x</report></rule></pattern>
	<pattern id="idle"><rule context="o:none"><assert id="N" test="false()"/></rule></pattern>
	<pattern id="foreign"><rule context="@xml:lang | *:more"><report id="F" test="true()">f</report></rule></pattern>
	<diagnostics><diagnostic id="d" xml:lang="fr">n = <value-of select="@n"/></diagnostic></diagnostics>
	<properties><property id="q" role="r" scheme="s"><value-of select="count(o:note)"/></property></properties>
</schema>`
	.replace('xmlns:e="urn:e"', '')
	.replace('e:*', '*[namespace-uri() = "urn:e"]'.replaceAll('"', "'"))
const document = `<order xmlns="urn:o" xml:lang="fr">
	<line n="1"><note>x</note></line>
	<line n="0"/>
	<line n="two"/>
	<e:more xmlns:e="urn:e">x</e:more>
</order>`

const ruleSet = compileRuleSet(readSchematron(schema, { file: 'orders.sch' }))
function report(text: string): XmlElement {
	const parsed = parseTree(text)
	if (parsed.tree === undefined) throw new Error('not well-formed')
	return parseXml(svrlReport(ruleSet, parsed.tree, { document: 'order 1.xml' }), 'out.svrl')
}
const children = (element: XmlElement) =>
	element.children.filter((child): child is XmlElement => child.kind === 'element')
const value = (element: XmlElement, name: string) => element.attributes.get(name)?.value

test('patterns, fired rules and findings stand in the order of the rule set', () => {
	const shown = children(report(document)).map((element) =>
		[element.local, value(element, 'id') ?? value(element, 'prefix') ?? '', value(element, 'role') ?? '']
			.join(' ')
			.trim(),
	)
	expect(shown.filter((line) => !line.startsWith('ns-prefix'))).toEqual([
		'active-pattern lines',
		'fired-rule',
		'fired-rule line',
		'successful-report L-2',
		'fired-rule',
		'fired-rule line',
		'failed-assert L-1',
		'failed-assert L-3',
		'fired-rule line',
		'failed-assert L-1',
		'failed-assert L-3 error',
		'fired-rule',
		'active-pattern texts',
		...Array(2).fill(['fired-rule']).flat(),
		'successful-report T',
		...Array(4).fill(['fired-rule']).flat(),
		'successful-report T',
		'fired-rule',
		'active-pattern idle',
		'active-pattern foreign',
		'fired-rule',
		'successful-report F',
		'fired-rule',
		'successful-report F',
	])
})

test('a finding carries its message, diagnostics and properties', () => {
	const failed = children(report(document)).filter((element) => value(element, 'id') === 'L-1')
	expect(failed.map((element) => children(element).map((child) => [child.local, ...said(child)]))).toEqual([
		[
			['diagnostic-reference', 'n = 0'],
			['property-reference', '0'],
			['text', 'Line 0 is wrong'],
		],
		[
			['diagnostic-reference', 'n = two'],
			['property-reference', '0'],
			['text', 'Line two is wrong'],
		],
	])
	function said(element: XmlElement): string[] {
		return element.children
			.flatMap((child) => (child.kind === 'text' ? [child.text.trim()] : said(child)))
			.filter(Boolean)
	}
})

test('an assertion that could not be evaluated says why, and nothing else', () => {
	const [error] = children(report(document)).filter((element) => value(element, 'role') === 'error')
	expect(children(error!).map(({ local }) => local)).toEqual(['text'])
	expect(children(error!)[0]!.children[0]).toMatchObject({ text: expect.stringContaining('FORG0001') })
})

test('every location selects its node, with the prefixes that the report declares', () => {
	const root = report(document)
	const namespaces = new Map(
		children(root)
			.filter(({ local }) => local === 'ns-prefix-in-attribute-values')
			.map((element) => [value(element, 'prefix')!, value(element, 'uri')!]),
	)
	const dom = new DOMParser().parseFromString(document, 'text/xml')
	const selected = children(root)
		.filter((element) => element.attributes.has('location'))
		.map((element) => {
			const nodes = fontoxpath.evaluateXPathToNodes(value(element, 'location')!, dom, null, null, {
				namespaceResolver: (prefix) => namespaces.get(prefix) ?? null,
			}) as unknown as { nodeName: string; nodeValue: string | null }[]
			return nodes.map(({ nodeName, nodeValue }) =>
				`${value(element, 'id')} ${nodeName} ${nodeValue ?? ''}`.trim(),
			)
		})
	expect(selected).toEqual([
		['L-2 line'],
		['L-1 n 0'],
		['L-3 line'],
		['L-1 n two'],
		['L-3 line'],
		['T #text x'],
		['T #text x'],
		['F xml:lang fr'],
		['F e:more'],
	])
})

test('a location uses the first prefix of a namespace', () => {
	const [first] = children(report(document)).filter(({ local }) => local === 'successful-report')
	expect(value(first!, 'location')).toBe('/o:order[1]/o:line[1]')
})

test('the document is named', () => {
	const [rule] = children(report(document)).filter(({ local }) => local === 'fired-rule')
	expect(value(rule!, 'document')).toBe('order%201.xml')
})

const telling = (
	message: string,
	more = '',
) => `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2" schemaVersion="3"
	xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><ns prefix="o" uri="urn:o"/><pattern>
	<rule context="o:b"><assert id="A" test="false()" diagnostics="d" properties="q">${message}</assert></rule></pattern>
	<diagnostics><diagnostic id="d">${more}</diagnostic></diagnostics>
	<properties><property id="q">${more}</property></properties></schema>`
const told = (message: string, text = '<a xmlns="urn:o"><b c="1">x <i>y</i></b></a>') => {
	const telltale = compileRuleSet(readSchematron(telling(message, message), { file: 'f.sch' }))
	const { findings } = telltale.run(parseTree(text).tree!)
	const svrl = svrlReport(telltale, parseTree(text).tree!)
	const texts = [...svrl.matchAll(/<svrl:text>(.*?)<\/svrl:text>/gs)].map(([, inner]) => inner)
	// The message, its diagnostic and its property say the same.
	expect(new Set(texts).size).toBe(1)
	parseXml(svrl, 'out.svrl')
	return { plain: findings[0]!.text, rich: texts[0], svrl }
}

const rich: [what: string, message: string, plain: string, rich: string][] = [
	[
		'emphasis',
		'a <emph class="k">b <name/></emph> c ',
		'a b b c',
		'a <svrl:emph class="k">b b</svrl:emph> c',
	],
	['direction', '<dir value="rtl">b</dir>', 'b', '<svrl:dir dir="rtl">b</svrl:dir>'],
	['a span', ' <span class="k">\n b</span> ', 'b', '<svrl:span class="k"> b</svrl:span>'],
	['a copied element', 'see <xsl:copy-of select="o:i"/>', 'see y', 'see <i xmlns="urn:o">y</i>'],
	['a copied attribute', '<xsl:copy-of select="@c"/>', '1', '1'],
	['a copied number', '<xsl:copy-of select="1 + 1"/>', '2', '2'],
	['nothing to copy', 'a <xsl:copy-of select="none"/>b', 'a b', 'a b'],
	[
		'marks without nodes in them',
		'<emph><xsl:copy-of select="o:i"/></emph>',
		'y',
		'<svrl:emph>y</svrl:emph>',
	],
	[
		'an error in a copy',
		'<emph>a</emph><xsl:copy-of select="error()"/>',
		expect.stringContaining('FOER0000'),
		expect.stringContaining('FOER0000'),
	],
]
test.each(rich)('rich text: %s', (_, message, plain, svrl) => {
	const found = told(message)
	expect([found.plain, found.rich]).toEqual([plain, svrl])
})

test('what is copied from an SVRL file stands as text, and a large copy is refused in its place', () => {
	const own = '<a xmlns="urn:o"><b><i xmlns="http://purl.oclc.org/dsdl/svrl">y</i></b></a>'
	expect(told('<xsl:copy-of select="*"/>', own).rich).toMatch(/^&lt;i xmlns/)
	const large = `<a xmlns="urn:o"><b>${'<i/>'.repeat(10_001)}</b></a>`
	expect(told('<xsl:copy-of select="."/>', large).rich).toContain('XPDY0130')
})

test('the version of the schema is told', () => {
	expect(told('x').svrl).toContain('schemaVersion="3"')
})

test('a variable that holds elements counts for their text', () => {
	const schema = `<schema xmlns="http://purl.oclc.org/dsdl/schematron"><let name="v"><h:p xmlns:h="h">
		<h:b>one</h:b> <h:i>two</h:i></h:p></let><pattern><rule context="/"><report id="R" test="contains($v, 'etw')"><value-of select="$v"/></report></rule></pattern></schema>`
	const judging = (text: string) => compileRuleSet(readSchematron(text, { file: 'f.sch' }))
	const found = judging(schema).run(parseTree('<a/>').tree!).findings
	expect(found.map(({ text }) => text)).toEqual(['onetwo'])
	for (const use of ["$v = 'onetwo'", 'not(not($v))', "string($v) != '' and $v", "concat('a', $v) != ''"])
		expect(
			judging(schema.replace("contains($v, 'etw')", use)).run(parseTree('<a/>').tree!).findings,
		).toHaveLength(1)
	for (const use of [
		'$v/*',
		'$v [1]',
		'name($v)',
		'$v | /',
		'/ | $v',
		'root(($v))',
		'$v is /',
		'$v << /',
		'count($v)',
		'some $a in $v satisfies $a/*',
	])
		expect(() => judging(schema.replace("contains($v, 'etw')", use)), use).toThrow(Fault)
})

/** Documents with every kind of node, names in three namespaces or none, and prefixes that mean now this, now that. */
const { element: anyElement } = fc.letrec<{ element: string; node: string }>((tie) => ({
	node: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.constantFrom('text', ' ', '<!--c-->', '<?pi d?>', '<?xml-other?>', '&lt;', '<![CDATA[x]]>'),
		tie('element'),
	),
	element: fc
		.tuple(
			fc.constantFrom('a', 'b', 'p:a', 'q:b', 'é'),
			fc.constantFrom('', ' xmlns="urn:o"', ' xmlns=""', ' xmlns:p="urn:q"'),
			fc.constantFrom('', ' x="1"', ' p:x="1" x="2"', ' xml:lang="fr"', ' q:y=""'),
			fc.array(tie('node'), { maxLength: 4 }),
		)
		.map(
			([name, declared, attributes, inner]) => `<${name}${declared}${attributes}>${inner.join('')}</${name}>`,
		),
}))
const everything = compileRuleSet(
	readSchematron(
		`<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><ns prefix="o" uri="urn:o"/><ns prefix="x" uri="urn:q"/>
		<pattern><rule context="/ | node() | @*"><report id="R" test="true()">r</report></rule></pattern></schema>`,
		{ file: 'all.sch' },
	),
)

test('every location of every document selects one node, and no two the same', () => {
	fc.assert(
		fc.property(anyElement, (inner) => {
			const text = `<?one d?><root xmlns:p="urn:p" xmlns:q="urn:q">${inner}</root><!-- end -->`
			const { tree } = parseTree(text)
			const svrl = parseXml(svrlReport(everything, tree!), 'out.svrl')
			const namespaces = new Map(
				children(svrl)
					.filter(({ local }) => local === 'ns-prefix-in-attribute-values')
					.map((element) => [value(element, 'prefix')!, value(element, 'uri')!]),
			)
			const dom = new DOMParser().parseFromString(text, 'text/xml')
			const selected = children(svrl)
				.filter(({ local }) => local === 'successful-report')
				.map((element) => {
					const nodes = fontoxpath.evaluateXPathToNodes(value(element, 'location')!, dom, null, null, {
						namespaceResolver: (prefix) => namespaces.get(prefix) ?? null,
					})
					expect(nodes).toHaveLength(1)
					return nodes[0]
				})
			expect(new Set(selected).size).toBe(tree!.count)
		}),
		{ numRuns: 60 },
	)
})
