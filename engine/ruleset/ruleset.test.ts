/** What rule sets find: contexts of every kind of node, functions, keys, variables, errors. */
import { describe, expect, test } from 'vitest'
import { readSchematron } from '#schematron'
import { parseTree } from '../tree/parse.ts'
import { compileRuleSet } from './build.ts'

const document = '<r xmlns:p="urn:p" i="1">t<a i="2">1<b>x</b></a><!--c--><?pi d?><b j="10">2</b><p:a/></r>'
const schema = (body: string, binding: string): string =>
	`<schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" queryBinding="${binding}"><ns prefix="p" uri="urn:p"/><ns prefix="f" uri="urn:f"/>${body}</schema>`

/** Each finding as its id and path, an error by its code. */
function findings(body: string, binding = 'xslt2'): string[] {
	const set = compileRuleSet(readSchematron(schema(body, binding), { file: 's.sch' }))
	return set
		.run(parseTree(document).tree!)
		.findings.map((f) => `${f.rule} ${f.kind === 'error' ? f.text.slice(0, 8) : f.location.path}`)
}

const rule = (context: string, expression: string, inside = '') =>
	`<pattern><rule context="${context}">${inside}<assert id="A" test="${expression}">x</assert></rule></pattern>`

describe('contexts', () => {
	test.each([
		['/', ['/']],
		['r', ['/r']],
		['/r', ['/r']],
		['a', ['/r/a[1]']],
		['*:a', ['/r/a[1]', '/r/p:a[1]']],
		['p:*', ['/r/p:a[1]']],
		['a | b', ['/r/a[1]', '/r/a[1]/b[1]', '/r/b[1]']],
		['(a, p:a)', ['/r/a[1]', '/r/p:a[1]']],
		['@i', ['/r/@i', '/r/a[1]/@i']],
		['a/@*', ['/r/a[1]/@i']],
		['//@j', ['/r/b[1]/@j']],
		['@i[. = 2]', ['/r/a[1]/@i']],
		['text()', ['/r/text()[1]', '/r/a[1]/text()[1]', '/r/a[1]/b[1]/text()[1]', '/r/b[1]/text()[1]']],
		['a/text()', ['/r/a[1]/text()[1]']],
		['/r/text()', ['/r/text()[1]']],
		['/a/text()', []],
		['r//b/text()', ['/r/a[1]/b[1]/text()[1]', '/r/b[1]/text()[1]']],
		['comment()', ['/r/comment()[1]']],
		["processing-instruction('pi')", ['/r/processing-instruction(pi)[1]']],
		["processing-instruction('no')", []],
		['document-node()', ['/']],
		['element(b)', ['/r/a[1]/b[1]', '/r/b[1]']],
		['attribute(j)', ['/r/b[1]/@j']],
		['b[1]', ['/r/a[1]/b[1]', '/r/b[1]']],
		['*[2]', ['/r/b[1]']],
		['r/*[last()]', ['/r/p:a[1]']],
		['b[xs:integer(.) = 2]', ['/r/b[1]']],
		['$bs', ['/r/a[1]/b[1]', '/r/b[1]']],
		["key('k', 'x')", ['/r/a[1]/b[1]']],
		['a/..', ['/r']],
	])('%s', (context, paths) => {
		const around = '<xsl:key name="k" match="b" use="."/><let name="bs" value="//b"/>'
		expect(findings(around + rule(context, 'false()'))).toEqual(paths.map((path) => `A ${path}`))
	})

	test.each([
		['*', '<r><a> </a><b>1</b></r>', ['/r/a[1]']],
		['*', '<r>1<a/></r>', ['/r/a[1]']],
		['*', '<r><a><b/> <!--c--><b> </b></a><b>1</b></r>', ['/r/a[1]', '/r/a[1]/b[1]', '/r/a[1]/b[2]']],
		['*', '<r> <?pi d?></r>', ['/r']],
		['r | a', '<r><a><b/><b>1</b></a><a><b/></a></r>', ['/r/a[2]']],
		['/', '<r><a/></r>', ['/']],
		['@*', '<r i="1"><a i=" "/></r>', ['/r/a[1]/@i']],
		['b/text()', '<r><b> </b><b>1</b></r>', ['/r/b[1]/text()[1]']],
		['comment()', '<r>1<!----></r>', ['/r/comment()[1]']],
	])('%s of %s that may not be blank', (context, xml, paths) => {
		const set = compileRuleSet(
			readSchematron(schema(rule(context, "normalize-space(.) != ''"), 'xslt2'), { file: 's.sch' }),
		)
		// Twice: what the first run met is forgotten.
		for (const text of [xml, '<r>1</r>', xml]) {
			const { findings } = set.run(parseTree(text).tree!)
			expect(findings.map(({ location }) => location.path)).toEqual(text === xml ? paths : [])
		}
	})

	test('an assertion that sleeps until the document holds what it forbids wakes beside others that are awake', () => {
		const awake = '<pattern><rule context="r"><assert id="on" test="false()">x</assert></rule></pattern>'
		const asleep = (context: string) =>
			`<pattern><rule context="r/none"><assert id="never" test="false()">x</assert></rule><rule context="${context}"><assert id="up" test="not(b)">x</assert></rule></pattern>`
		expect(findings(awake + asleep('a'))).toEqual(['on /r', 'up /r/a[1]'])
		expect(findings(awake + asleep('b'))).toEqual(['on /r'])
	})

	test('the first rule of a pattern that matches fires, in every pattern', () => {
		const asserts = (id: string) => `<assert id="${id}" test="false()">x</assert>`
		const rules = `<rule context="a">${asserts('one')}</rule><rule context="*">${asserts('two')}</rule>`
		const body = `<pattern>${rules}</pattern><pattern><rule context="a">${asserts('three')}</rule></pattern>`
		expect(findings(body)).toEqual([
			'two /r',
			'one /r/a[1]',
			'three /r/a[1]',
			'two /r/a[1]/b[1]',
			'two /r/b[1]',
			'two /r/p:a[1]',
		])
	})
})

describe('functions', () => {
	const define = (body: string, params = '', as = '') =>
		`<xsl:function name="f:f"${as}>${params}${body}</xsl:function>`
	const n = '<xsl:param name="n"/>'
	const integer = '<xsl:param name="n" as="xs:integer"/>'
	const result = ' as="xs:integer"'
	const plus = '<xsl:sequence select="$n + 1"/>'
	const calls = (body: string, expression: string) => findings(body + rule('a', expression))

	test.each([
		['a typed parameter takes its type', define(plus, integer, result), 'f:f(2) = 3', []],
		['an untyped value is cast to it', define(plus, integer, result), 'f:f(@i) = 3', []],
		['a text that is no number is an error', define(plus, integer, result), 'f:f(b) = 3', ['A FORG0001']],
		['a value of another type is an error', define(plus, integer), "f:f('1') = 2", ['A XPTY0004']],
		['nothing is an error', define(plus, integer), 'f:f(c) = 2', ['A XPTY0004']],
		['two values are an error', define(plus, integer), 'f:f((1, 2)) = 2', ['A XPTY0004']],
		[
			'a result of another type is an error',
			define('<xsl:sequence select="1, 2"/>', '', result),
			'f:f() = 1',
			['A XPTY0004'],
		],
		['text is untyped', define('<xsl:text>1</xsl:text>'), 'f:f() instance of xs:untypedAtomic', []],
		['there is no context item', define('<xsl:sequence select="count(//b)"/>'), 'f:f() = 2', ['A XPDY0002']],
		[
			'variables of the schema are seen',
			`<let name="g" value="//b"/>${define('<xsl:sequence select="count($g)"/>')}`,
			'f:f() = 2',
			[],
		],
		[
			'for-each sees its position',
			define('<xsl:for-each select="4 to 6"><xsl:sequence select="position() + last()"/></xsl:for-each>'),
			'deep-equal(f:f(), (4, 5, 6))',
			[],
		],
		[
			'recursion works',
			define('<xsl:sequence select="if ($n = 0) then 0 else $n + f:f($n - 1)"/>', n),
			'f:f(400) = 80200',
			[],
		],
		[
			'recursion without end is an error',
			define('<xsl:sequence select="f:f($n + 1)"/>', n),
			'f:f(1) = 1',
			['A XPDY0130'],
		],
		[
			'so is recursion that branches',
			define('<xsl:sequence select="f:f($n) + f:f($n)"/>', n),
			'f:f(1) = 1',
			['A XPDY0130'],
		],
		[
			'and recursion of too many calls',
			define('<xsl:sequence select="if ($n = 0) then 0 else f:f($n - 1) + f:f($n - 1)"/>', n),
			'f:f(60) = 0',
			['A XPDY0130'],
		],
	])('%s', (_name, body, expression, expected) => expect(calls(body, expression)).toEqual(expected))

	test('an error in one call leaves the next as deep', () => {
		const body = define('<xsl:sequence select="if ($n = 0) then xs:date(\'x\') else f:f($n - 1)"/>', n)
		const context = `*[f:f(900)]`
		const sound = `<xsl:function name="f:g">${n}<xsl:sequence select="if ($n = 0) then 0 else f:g($n - 1)"/></xsl:function>`
		expect(findings(body + sound + rule(`${context} | a`, 'f:g(900) = 0'))).toEqual([])
	})
})

describe('keys', () => {
	const key = (match: string, use: string) => `<xsl:key name="k" match="${match}" use="${use}"/>`

	test.each([
		['by element', key('b', '.'), "count(key('k', ('x', '2', 'no'))) = 2", []],
		['in document order', key('b', '.'), "key('k', ('2', 'x'))[1] = 'x'", []],
		['by attribute', key('@i', '.'), "key('k', '2')/..[self::a]", []],
		['by text', key('text()', '.'), "key('k', 'x')/parent::b", []],
		['by number', key('b', 'number(.)'), "count(key('k', 2)) = 1", []],
		['a number is no text', key('b', 'number(.)'), "empty(key('k', '2'))", []],
		['by several values', key('a', '@i | b'), "key('k', 'x') is key('k', '2')", []],
		['below a node', key('b', '.'), "key('k', 'x', .) and empty(key('k', '2', .))", []],
		['a value in error', key('b', 'xs:date(.)'), "key('k', 'x')", ['A FORG0001']],
		['a key that asks for itself', key('b', "key('k', .)"), "key('k', 'x')", ['A XTDE0640']],
	])('%s', (_name, body, expression, expected) =>
		expect(findings(body + rule('a', expression))).toEqual(expected),
	)
})

describe('a variable that lists codes gives what its expression gives', () => {
	const lists = [
		"('1', '2', 'x', 'y', 'z', 'A')",
		"('x', '10')",
		"for $c in ('1', '2', 'x', 'y', 'z', '10') return xs:untypedAtomic($c)",
		"for $c in ('7') return xs:untypedAtomic($c)",
		"for $c in ('1', 'x') return xs:string($c)",
		'()',
	]
	const uses = [
		'. = LIST',
		'LIST = .',
		'@j = LIST',
		'not(none = LIST)',
		'string(.) = LIST',
		'number(.) = LIST',
		'(1, 2) = LIST',
		"xs:untypedAtomic('1') = LIST",
		'. != LIST',
		'count(LIST) = 2',
		'(LIST)[2]',
		'b = LIST or LIST = LIST',
		'some $c in LIST satisfies $c = 1',
		'exists(LIST[. = 1])',
		'LIST instance of xs:string+',
		'data(.) = (LIST, 3)',
	]
	test.each(lists.flatMap((list) => uses.map((use) => [use, list] as const)))('%s with %s', (use, list) => {
		const plain = findings(rule('*', use.replaceAll('LIST', `(${list})`)))
		const variable = `<let name="l" value="${list}"/>`
		const used = use.replaceAll('LIST', '$l')
		expect(findings(variable + rule('*', used))).toEqual(plain)
		expect(findings(rule('*', used, variable))).toEqual(plain)
	})
})

describe('XPath 1.0 semantics under the binding xslt', () => {
	test.each([
		["string(1 div 0) = 'Infinity'", 'r', []],
		['b + 1 = 3 and b = 2 and not(a + 1 = 2)', 'r', []],
		["string(b/text() | a/b) = 'x'", 'r', []],
		["string(number('1e1')) = 'NaN'", 'r', []],
		['sum(a/b) != 0', 'r', []],
		["(b = 'x') = true()", 'a', []],
	])('%s', (expression, context, expected) =>
		expect(findings(rule(context, expression), 'xslt')).toEqual(expected),
	)
})

test('the truth of a filtered variable is told by its first node, before an error behind it', () => {
	const variable = '<let name="v" value="//b"/>'
	// The first b is no number, the second is: reading on would be an error, or find none.
	for (const use of [
		"not($v[. = 'x' or xs:decimal(.) = 0])",
		"boolean($v[. = 'x' or xs:decimal(.) = 0]) = false()",
	])
		expect(findings(variable + rule('r', use))).toEqual(['A /r'])
	expect(findings(variable + rule('r', '$v[xs:decimal(.) = 2]'))).toEqual(['A FORG0001'])
	expect(findings(variable + rule('r', "$v[. = 'x']/@j or ($v)[2]/@j"))).toEqual([])
})

describe('errors', () => {
	test('in a message stand in its place', () => {
		const body = rule('a', 'false()').replace('>x<', '><value-of select="xs:date(b)"/><')
		const set = compileRuleSet(readSchematron(schema(body, 'xslt2'), { file: 's.sch' }))
		expect(set.run(parseTree(document).tree!).findings[0]!.text).toContain('FORG0001')
	})

	test('in one assertion leave the others', () => {
		const body =
			'<pattern><rule context="a"><assert id="A" test="xs:date(b)">x</assert><assert id="B" test="c">x</assert></rule></pattern>'
		expect(findings(body)).toEqual(['A FORG0001', 'B /r/a[1]'])
	})

	test('in a context mean that the node does not match', () => {
		expect(findings(rule('*[xs:integer(.) = 2]', 'false()'))).toEqual(['A /r/b[1]'])
	})
})

test('findings stand in document order, then in the order of the rules', () => {
	const asserts = (...ids: string[]) =>
		ids.map((id) => `<assert id="${id}" test="false()">x</assert>`).join('')
	const pattern = (context: string, ...ids: string[]) =>
		`<pattern><rule context="${context}">${asserts(...ids)}</rule></pattern>`
	expect(findings(pattern('p:a', 'last') + pattern('a', 'two', 'three') + pattern('/r | b', 'more'))).toEqual(
		['more /r', 'two /r/a[1]', 'three /r/a[1]', 'more /r/a[1]/b[1]', 'more /r/b[1]', 'last /r/p:a[1]'],
	)
})

/** A rule that always has something to run: where none fired at all, whoever was spared is asked again. */
const fires = rule('r', 'position() = 1')

const over = (body: string, text: string) =>
	compileRuleSet(readSchematron(schema(body + fires, 'xslt2'), { file: 's.sch' })).run(parseTree(text).tree!)
		.findings

test.each([
	['a', ". = '1'", '<a>1</a><a>2</a>', ['/r/a[2]']],
	['a', "b = '1'", '<a><b>1</b></a><a><b>2</b></a><a/>', ['/r/a[2]', '/r/a[3]']],
	['a', "not(b = '2')", '<a><b>1</b><b>2</b></a><a><b>1</b></a><a/>', ['/r/a[1]']],
	['a', 'string-length(b) lt 2', '<a><b>1</b></a><a/><a><b>22</b></a>', ['/r/a[3]']],
	['a', 'exists(b)', '<a><b/></a><a/><a><b/><b/></a>', ['/r/a[2]']],
	['a', 'exists(b/c)', '<a><b><c/></b><b/></a><a><b/></a>', ['/r/a[2]']],
	['a', 'count(b) = 1', '<a><b/></a><a><b/><b/></a><a/>', ['/r/a[2]', '/r/a[3]']],
	['a', 'count(b) le 1', '<a><b/></a><a><b/><b/></a><a/>', ['/r/a[2]']],
	['a', "normalize-space(b) != ''", '<a><b>1</b></a><a><b> </b></a><a/>', ['/r/a[2]', '/r/a[3]']],
	['a', "normalize-space(b) != ''", '<a><b>1</b></a><a><b> </b></a>', ['/r/a[2]']],
	['a', "normalize-space(b[@k = '1']) != ''", '<a><b k="1">x</b></a><a><b k="1"> </b></a>', ['/r/a[2]']],
	['a', "normalize-space(b[@k = '1']) != ''", '<a><b k="1">x</b></a><a><b k="2">x</b></a>', ['/r/a[2]']],
	['a', 'exists(b[1]/c)', '<a><b><c/></b></a><a><b/><b><c/></b></a>', ['/r/a[2]']],
	['a', 'exists((b | c)[1]/d)', '<a><c/><b><d/></b></a>', ['/r/a[1]']],
	['a', 'not(b) or exists(/r/c/d)', '<a><b/></a><c><d/></c><c/>', []],
	['a', 'not(b) or exists(/r/c/d)', '<a><b/></a><c/>', ['/r/a[1]']],
	['a', "/r/c = '1'", '<a/><c>1</c>', []],
	['a', "/r/c = '1'", '<a/><c>2</c>', ['/r/a[1]']],
	['a', 'exists(//c/d)', '<a><c><d/></c></a>', []],
	['a', 'exists(//c/d)', '<a><c/></a><c/>', ['/r/a[1]']],
	['a', 'empty(/r/c)', '<a/><c/>', ['/r/a[1]']],
	['a', 'not(b) or ancestor::c', '<a><b/></a><c><a><b/></a></c>', ['/r/a[1]']],
	['a | c', 'not(b) or self::c', '<a><b/></a><c><b/></c>', ['/r/a[1]']],
	['a', 'exists(../b)', '<a/><b/><c><a/></c>', ['/r/c[1]/a[1]']],
	['a', 'empty(../b)', '<a/><c><a/><b/></c>', ['/r/c[1]/a[1]']],
	['a', "../b = '1'", '<c><a/><b>1</b></c><c><a/><b>2</b></c>', ['/r/c[2]/a[1]']],
	['a', "normalize-space(../@k) != ''", '<c k="1"><a/></c><c k=" "><a/></c>', ['/r/c[2]/a[1]']],
	['a', 'string-length(b[1]) lt 2', '<a><b>1</b></a><a><b>22</b><b>1</b></a>', ['/r/a[2]']],
	['a', 'count(b[1]) = 1', '<a><b/><b/></a><a/>', ['/r/a[2]']],
	['r', 'exists(..)', '<a/>', []],
	['r', 'empty(..)', '<a/>', ['/r']],
	['r', 'empty(../../a)', '<a/>', []],
	['a', 'not(b[self::c])', '<a><b/></a>', []],
	[
		'a',
		'count(b) = (if (c) then 1 else 0)',
		'<a><b/><c/></a><a/><a><b/></a><a><c/></a>',
		['/r/a[3]', '/r/a[4]'],
	],
	['a', 'exists(b | @b)', '<a><b/></a><a b=""/><a/>', ['/r/a[3]']],
	["a[@k = 'S']", 'b', '<a k="S"/><a k="Z"/><a/>', ['/r/a[1]']],
	['a[b]', "b = '1'", '<a><b>1</b></a><a/><a><b>2</b></a>', ['/r/a[3]']],
	['a', 'xs:decimal(b) = 1 or not(c)', '<a><b>1</b></a><a><b>x</b></a>', ['/r/a[2]']],
	['a', 'normalize-space(b) and not(c)', '<a><b>1</b><b>1</b></a><a><b>1</b></a>', ['/r/a[1]']],
	['r', "empty(//a[b = '1']) or empty(//a[b = '2'])", '<a><b>1</b></a><a><b>2</b></a>', ['/r']],
	['r', "empty(//a[b = '1']) and empty(//a[b = '2'])", '<a><b>2</b></a>', ['/r']],
])('of %s, %s is asked where facts do not tell: %s', (context, test, inside, paths) => {
	const found = over(rule(context, test), `<r>${inside}</r>`)
	expect(found.map(({ location }) => location.path)).toEqual(paths)
})

test('elements of one name do not come before what stands between them', () => {
	const found = over(rule('a | b', 'false()'), '<r><a><b/></a><a><b/></a></r>')
	expect(found.map(({ location }) => location.path)).toEqual([
		'/r/a[1]',
		'/r/a[1]/b[1]',
		'/r/a[2]',
		'/r/a[2]/b[1]',
	])
})

test('numbers that are one xs:float are two keys', () => {
	const key = '<xsl:key name="k" match="a" use="xs:integer(.)"/>'
	const text = '<r><a>16777216</a><a>16777217</a></r>'
	expect(over(key + rule('r', "count(key('k', 16777217)) = 1"), text)).toEqual([])
	expect(over(key + rule('r', "key('k', 16777217) = '16777217'"), text)).toEqual([])
})

test.each([
	['flag="warning"', 'warning'],
	['flag="warn"', 'warning'],
	['role="warning"', 'warning'],
	['flag="information"', 'information'],
	['role="INFO"', 'information'],
	['flag="fatal" role="warning"', 'fatal'],
	['role="other"', 'fatal'],
	['', 'fatal'],
])('an assertion with %s is %s', (attributes, severity) => {
	const body = `<pattern><rule context="r"><assert id="A" test="false()" ${attributes}>x</assert></rule></pattern>`
	expect(over(body, '<r/>').map((finding) => finding.severity)).toEqual([severity])
})

test('nothing is kept from one document to the next', () => {
	const body = `<let name="g" value="count(//b)"/>${rule('r', '$g = 2 and count(//a/b) = 1', '<let name="l" value="b"/>')}`
	const set = compileRuleSet(readSchematron(schema(body, 'xslt2'), { file: 's.sch' }))
	const found = (xml: string) => set.run(parseTree(xml).tree!).findings.length
	expect([found(document), found('<r><b/></r>'), found(document)]).toEqual([0, 1, 0])
})

test('a large document, judged in its own order, gives what each of its parts gives', () => {
	const part = '<a i="2">1<b>x</b></a><!--c--><b j="10">2</b><c><b/></c>'
	const many = 4000
	const patterns = [
		rule('a | c/b', 'b = 1'),
		rule('@j', '. = 2'),
		rule('text()', '. = 1'),
		rule('c', 'not(z)'),
		rule('r', 'count(a) = 1'),
	]
	const set = compileRuleSet(readSchematron(schema(patterns.join(''), 'xslt2'), { file: 's.sch' }))
	const found = (parts: number) => {
		const tree = parseTree(`<r>${part.repeat(parts)}</r>`).tree!
		const fired = new Set<string>()
		const { findings } = set.run(tree, { onFired: (rule, node) => fired.add(`${rule} ${node}`) })
		expect(set.run(tree).findings).toEqual(findings)
		return { fired: fired.size, nodes: findings.map(({ node }) => node) }
	}
	const [none, one, all] = [found(0), found(1), found(many)]
	const size = parseTree(`<r>${part}</r>`).tree!.count - 2
	const each = Array.from({ length: many }, (_, at) => one.nodes.map((node) => node + at * size)).flat()
	expect(all.fired - none.fired).toBe((one.fired - none.fired) * many)
	expect(all.nodes).toEqual([1, ...each])
})

test.each([
	['judged to its end', false],
	['stopped while families were asked', true],
])('a large document that was %s leaves nothing of its texts to the next', (_, stopped) => {
	const looped = (k: string) => `not(//a[every $i in (1 to 70) satisfies $i gt 0][k = '${k}'])`
	const patterns = [rule('a', "b = '1'"), rule('r', `${looped('S')} or ${looped('Z')}`), fires]
	const set = compileRuleSet(readSchematron(schema(patterns.join(''), 'xslt2'), { file: 's.sch' }))
	const large = parseTree(`<r>${'<a><b>1</b></a>'.repeat(8000)}</r>`).tree!
	const options = stopped ? { stop: () => true } : {}
	expect(set.run(large, options)).toMatchObject({ findings: [], stopped })
	const small = parseTree('<r><a><b>2</b></a></r>').tree!
	expect(set.run(small).findings.map(({ location }) => location.path)).toEqual(['/r/a[1]'])
})

test('variables of the document tell facts as what they stand for does', () => {
	const lets =
		'<let name="top" value="/r/s"/><let name="deep" value="$top/t"/><let name="has" value="exists($deep/u)"/>'
	const asserts = ['exists($deep)', "$deep/@k = '1'", '$has', "exists($top[t/@k = '1'])"].map(
		(test, i) => `<assert id="A${i}" test="${test}">x</assert>`,
	)
	const body = `${lets}<pattern><rule context="a">${asserts.join('')}</rule></pattern>`
	const found = (text: string) => over(body, text).map(({ rule }) => rule)
	expect(found('<r><s><t k="1"><u/></t></s><a/></r>')).toEqual([])
	expect(found('<r><s><t k="2"/></s><a/></r>')).toEqual(['A1', 'A2', 'A3'])
	expect(found('<r><s/><a/></r>')).toEqual(['A0', 'A1', 'A2', 'A3'])
	expect(found('<r><a/></r>')).toEqual(['A0', 'A1', 'A2', 'A3'])
})

test('a rule that speaks to nobody leaves its message empty, an error is told all the same', () => {
	const body = (id: string, test: string) => `<assert id="${id}" test="${test}">of ${id}</assert>`
	const inside = body('A', 'false()') + body('B', 'false()') + body('C', "xs:date('x') = 1")
	const set = compileRuleSet(
		readSchematron(schema(`<pattern><rule context="r">${inside}</rule></pattern>`, 'xslt2'), {
			file: 's.sch',
		}),
	)
	const said = (options: object) =>
		set.run(parseTree(document).tree!, options).findings.map(({ text }) => text)
	const [a, b, c] = said({})
	expect([a, b]).toEqual(['of A', 'of B'])
	expect(c).toMatch(/^(?!of)\w+: /)
	expect(said({ said: (rule: string) => rule === 'B' })).toEqual(['', 'of B', c])
})
