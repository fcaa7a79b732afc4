/**
 * What generated code looks like: a rule set of one assertion each, its module kept beside in golden/.
 *
 * A change of the compiler shows here as a change of code; read it, then `npx vitest run -u` keeps it.
 */
import { expect, test } from 'vitest'
import { readSchematron } from '#schematron'
import { compileProgram } from './compile.ts'
import { moduleText } from './link.ts'

const line = 'p:Bill/p:Line'
const wrapped = (body: string, binding: string): string =>
	[
		`<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="${binding}"`,
		'	xmlns:xsl="http://www.w3.org/1999/XSL/Transform">',
		'<ns prefix="p" uri="urn:p"/><ns prefix="f" uri="urn:f"/>',
		`${body}</schema>`,
	].join('\n')

const asserting = (expression: string, context = line, inside = '') =>
	`<pattern><rule context="${context}">${inside}<assert id="R-1" test="${expression}">Say so</assert></rule></pattern>`

const cases: readonly (readonly [name: string, body: string, binding?: string])[] = [
	['existence', asserting('p:Id and not(p:Old)')],
	['count', asserting('count(p:Tax/p:Rate) &lt;= 1')],
	['code-list', asserting("p:Unit = ('C62', 'HUR', 'DAY', 'KGM', 'MTR')")],
	['node-comparison', asserting('p:From &lt;= p:To')],
	['value-comparison', asserting("p:Kind eq 'goods'")],
	['untyped-arithmetic', asserting('p:Net = p:Quantity * p:Price')],
	[
		'exact-arithmetic',
		asserting('xs:decimal(p:Net) = round(xs:decimal(p:Quantity) * xs:decimal(p:Price) * 100) div 100'),
	],
	['sums', asserting('p:Total = sum(../p:Line/xs:decimal(p:Net)) or /p:Bill/p:Draft', 'p:Bill')],
	['descendants-by-name', asserting("every $c in //@currency satisfies $c = 'EUR'", '/p:Bill')],
	['regular-expression', asserting("matches(normalize-space(p:Id), '^[A-Z]{2}[0-9]+$')")],
	['castable', asserting('p:Day castable as xs:date or p:Day = ()')],
	[
		'text-functions',
		asserting("starts-with(p:Id, 'FR') and string-length(p:Id) = 13 and contains(upper-case(p:Name), 'X')"),
	],
	['conditional', asserting("if (p:Kind = 'a') then p:A else string(p:B) != ''")],
	['position', asserting('p:Tax[1]/p:Rate = p:Tax[last()]/p:Rate')],
	['other-axes', asserting('not(p:Id = preceding-sibling::p:Line/p:Id) and ancestor::p:Bill')],
	['loop', asserting('sum(for $t in p:Tax return $t/p:Base * $t/p:Rate div 100) &gt; 0')],
	[
		'rule-variable',
		asserting('$net &gt; 0 and $net &lt; 10', line, '<let name="net" value="xs:decimal(p:Net)"/>'),
	],
	[
		'document-variable',
		`<let name="codes" value="tokenize('EUR USD', ' ')"/>${asserting('p:Currency = $codes')}`,
	],
	[
		'code-list-variable',
		`<let name="codes" value="('A', 'B', 'C', 'D', 'E', 'F')"/>${asserting('p:Kind = $codes')}`,
	],
	[
		'function',
		`<xsl:function name="f:near" as="xs:boolean"><xsl:param name="a" as="xs:decimal"/><xsl:param name="b" as="xs:decimal?"/><xsl:choose><xsl:when test="empty($b)"><xsl:sequence select="true()"/></xsl:when><xsl:otherwise><xsl:sequence select="abs($a - $b) le 0.01"/></xsl:otherwise></xsl:choose></xsl:function>${asserting('f:near(p:Net, p:Paid)')}`,
	],
	[
		'repeated',
		`${asserting("normalize-space(p:Id) != '' and $limit = p:Net", line, '<let name="limit" value="p:Limit"/>')}${asserting("p:Old or normalize-space(p:Id) = ('A', 'B')", 'p:Part')}`,
	],
	['key', `<xsl:key name="party" match="p:Party" use="@id"/>${asserting("key('party', @buyer)/p:Name")}`],
	[
		'contexts',
		asserting('true()', "p:Line[@kind = 'x'][p:Net] | /p:Bill//p:Line/@net | p:Note/text() | p:Line[2]"),
	],
	[
		'message',
		asserting('p:Id').replace(
			'Say so',
			'Line <value-of select="p:Id"/> of <name path=".."/> says <value-of select="p:Note"/>',
		),
	],
	['xpath-1.0', asserting('p:Net * 2 &gt; p:Limit and p:A = p:B and string(p:Net + 1)'), 'xslt'],
]

test.each(cases.map(([name, body, binding]) => ({ name, body, binding })))(
	'$name',
	async ({ name, body, binding }) => {
		const source = readSchematron(wrapped(body, binding ?? 'xslt2'), { file: `${name}.sch` })
		const text = moduleText(compileProgram(source))
		await expect(text).toMatchFileSnapshot(`golden/${name}.generated.js`)
	},
)
