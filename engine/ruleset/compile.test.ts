/** What is wrong in a rule set is a Fault when it loads, with the place of the expression. */
import { describe, expect, test } from 'vitest'
import { readSchematron } from '#schematron'
import { Fault } from '../fault.ts'
import { compileRuleSet } from './build.ts'

const head = [
	'<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"',
	' xmlns:xsl="http://www.w3.org/1999/XSL/Transform">',
	'<ns prefix="p" uri="urn:p"/><ns prefix="f" uri="urn:f"/>',
]

/** What comes of a schema whose fourth line is `body`: code, place and message of the Fault. */
function faultOf(body: string): string {
	try {
		compileRuleSet(readSchematron(`${head.join('\n')}\n${body}</schema>`, { file: 's.sch' }))
	} catch (error) {
		if (!(error instanceof Fault)) throw error
		return `${error.w3c ?? error.code} ${error.at?.line}:${error.at?.column}`
	}
	return 'none'
}

const rule = (inside: string, context = 'a') =>
	`<pattern><rule context="${context}">${inside}</rule></pattern>`
const asserting = (expression: string) => rule(`<assert id="A" test="${expression}">x</assert>`)
const fine = '<assert id="A" test="b">x</assert>'

describe('the test of an assertion', () => {
	test.each([
		['a +', 'XPST0003'],
		['a[', 'XPST0003'],
		['for $x in b', 'XPST0003'],
		['let $x := 1 for $y in 2 return $y', 'XPST0003'],
		['$x', 'XPST0008'],
		['some $x in b satisfies $y', 'XPST0008'],
		['element(b, p:t)', 'XPST0008'],
		['namespace::x', 'XPST0010'],
		['nothing(1)', 'XPST0017'],
		['string(1, 2, 3)', 'XPST0017'],
		['concat(b)', 'XPST0017'],
		['f:none(b)', 'XPST0017'],
		["key('k', b)", 'XPST0017'],
		['xs:nothing(b)', 'XPST0017'],
		['b cast as xs:nothing', 'XPST0051'],
		['b instance of xs:nothing', 'XPST0051'],
		['b cast as xs:anyAtomicType', 'XPST0080'],
		['q:b', 'XPST0081'],
		['q:b()', 'XPST0081'],
		['$q:b', 'XPST0081'],
		["doc('x.xml')", 'rule-text-unsupported'],
		['map { 1: 2 }', 'rule-text-unsupported'],
		['[1, 2]', 'rule-text-unsupported'],
		['(b)?1', 'rule-text-unsupported'],
		["parse-xml('x')", 'rule-text-unsupported'],
		["'a' => function-lookup(1)", 'rule-text-unsupported'],
		["compare(b, 'x', 'http://www.w3.org/2013/collation/UCA')", 'rule-text-unsupported'],
		['b instance of function(item()) as item()', 'rule-text-unsupported'],
	])('%s is %s at its place', (expression, code) =>
		expect(faultOf(asserting(expression))).toBe(`${code} 4:49`),
	)
})

describe('other expressions', () => {
	const param = '<xsl:param name="n"'
	test.each([
		['a context', rule(fine, 'a['), 'XPST0003 4:25'],
		['a context that names no namespace', rule(fine, 'q:a'), 'XPST0081 4:25'],
		['a variable of the schema', `<let name="v" value="$w"/>${rule(fine)}`, 'XPST0008 4:22'],
		['a variable of a rule', rule(`<let name="v" value="nothing()"/>${fine}`), 'XPST0017 4:49'],
		['the type of a variable', rule(`<let name="v" value="b" as="xs:none"/>${fine}`), 'XPST0051 4:28'],
		['a message', rule('<assert id="A" test="b"><value-of select="c +"/></assert>'), 'XPST0003 4:70'],
		['the path of a name', rule('<assert id="A" test="b"><name path="$x"/></assert>'), 'XPST0008 4:64'],
		['a subject', rule('<assert id="A" test="b" subject="c[">x</assert>'), 'XPST0003 4:61'],
		[
			'a diagnostic',
			`${rule('<assert id="A" test="b" diagnostics="d">x</assert>')}<diagnostics><diagnostic id="d"><value-of select="$x"/></diagnostic></diagnostics>`,
			'XPST0008 4:145',
		],
		[
			'a function',
			`<xsl:function name="f:f">${param}/><xsl:sequence select="$m"/></xsl:function>${rule(fine)}`,
			'XPST0008 4:69',
		],
		[
			'a choice',
			`<xsl:function name="f:f"><xsl:choose><xsl:when test="$m">1</xsl:when></xsl:choose></xsl:function>${rule(fine)}`,
			'XPST0008 4:54',
		],
		[
			'a loop',
			`<xsl:function name="f:f"><xsl:for-each select="nothing()"/></xsl:function>${rule(fine)}`,
			'XPST0017 4:48',
		],
		[
			'the type of a parameter',
			`<xsl:function name="f:f">${param} as="xs:none"/></xsl:function>${rule(fine)}`,
			'XPST0051 4:1',
		],
		['what a key matches', `<xsl:key name="k" match="b[" use="."/>${rule(fine)}`, 'XPST0003 4:26'],
		['what a key uses', `<xsl:key name="k" match="b" use="$x"/>${rule(fine)}`, 'XPST0008 4:34'],
		[
			'the name of a key',
			`<xsl:key name="k" match="b" use="."/>${asserting("key('l', 1)")}`,
			'XTDE1260 4:86',
		],
	])('%s', (_name, body, expected) => expect(faultOf(body)).toBe(expected))
})
