import { expect, test } from 'vitest'
import type { MessagePart, RuleSetSource } from '#engine'
import { type ReadOptions, readSchematron } from './read.ts'
import { thrown } from './thrown.fixture.ts'

const schema = (body: string, attributes = 'queryBinding="xslt2"') =>
	`<schema xmlns="http://purl.oclc.org/dsdl/schematron" ${attributes}>\n${body}\n</schema>`
const read = (text: string, options: Partial<ReadOptions> = {}) =>
	readSchematron(text, { file: 'dir/f.sch', ...options })
const pattern = (body: string, attributes = '') => `<pattern ${attributes}>${body}</pattern>`
const rule = (body: string, attributes = '') => `<rule context="a" ${attributes}>${body}</rule>`
const inRule = (body: string) => pattern(rule(body))
const assert = (id: string) => `<assert id="${id}" test="b"/>`
const ids = (source: RuleSetSource) =>
	source.patterns.flatMap(({ rules }) => rules.flatMap(({ assertions }) => assertions.map(({ id }) => id)))

test('a schema with everything keeps everything', () => {
	const source = read(
		schema(
			`<title>A  small
				one</title>
			<ns prefix="p" uri="urn:p"/>
			<let name="global" value="/a/b" as="xs:string"/>
			<pattern id="first" see="s"><title>Name</title>
				<rule context="p:a | p:b" id="r" flag="warning" role="rr" subject="p:x" see="s1" fpi="f1" icon="i1">
					<let name="local" value="p:c + 1"/>
					<assert id="A-1" test="$local > 1" flag="fatal" role="ar" subject="p:y" see="s2" fpi="f2" icon="i2"
						diagnostics="d1 d2" properties="q" xml:lang="en">Wanted.</assert>
					<report id="A-2" test="p:d"/>
				</rule>
			</pattern>
			<diagnostics>
				<diagnostic id="d1" xml:lang="fr" role="dr">un</diagnostic>
				<diagnostic id="d1" xml:lang="en">one</diagnostic>
				<diagnostic id="d2">two</diagnostic>
			</diagnostics>
			<properties><property id="q" role="pr" scheme="ps">value</property></properties>`,
			'queryBinding="xslt2" schemaVersion="1.2"',
		),
		{ version: '9' },
	)
	expect(source).toMatchObject({
		id: 'f',
		version: '9',
		title: 'A small one',
		schemaVersion: '1.2',
		queryBinding: 'xslt2',
		namespaces: { p: 'urn:p', xs: 'http://www.w3.org/2001/XMLSchema' },
		lets: [{ name: 'global', as: 'xs:string', value: { text: '/a/b' } }],
		files: [{ file: 'dir/f.sch' }],
	})
	expect(source).not.toHaveProperty('phase')
	expect(source.patterns).toHaveLength(1)
	expect(source.patterns[0]).toMatchObject({ id: 'first', name: 'Name', see: 's', lets: [] })
	const [only] = source.patterns[0]!.rules
	expect(only).toMatchObject({ id: 'r', flag: 'warning', role: 'rr', subject: { text: 'p:x' }, see: 's1' })
	expect(only).toMatchObject({ fpi: 'f1', icon: 'i1', context: { text: 'p:a | p:b' } })
	expect(only!.lets).toMatchObject([{ name: 'local', value: { text: 'p:c + 1' } }])
	expect(only!.assertions).toMatchObject([
		{
			id: 'A-1',
			kind: 'assert',
			test: { text: '$local > 1' },
			flag: 'fatal',
			role: 'ar',
			subject: { text: 'p:y' },
			see: 's2',
			fpi: 'f2',
			icon: 'i2',
			lang: 'en',
			parts: [{ kind: 'text', text: 'Wanted.' }],
			diagnostics: [
				{ id: 'd1', lang: 'fr', role: 'dr' },
				{ id: 'd1', lang: 'en' },
				{ id: 'd2', parts: [{ kind: 'text', text: 'two' }] },
			],
			properties: [{ id: 'q', role: 'pr', scheme: 'ps', parts: [{ kind: 'text', text: 'value' }] }],
		},
		{ id: 'A-2', kind: 'report', diagnostics: [], properties: [] },
	])
})

test('an expression stands where its attribute value starts', () => {
	const source = read(
		schema(`<pattern>\n  <rule context="a">\n\t<assert id="x"\n\t\ttest = "b"/></rule></pattern>`),
	)
	const [first] = source.patterns[0]!.rules
	expect(first!.context.at).toEqual({ file: 'dir/f.sch', line: 3, column: 18 })
	expect(first!.assertions[0]!.test.at).toEqual({ file: 'dir/f.sch', line: 5, column: 11 })
	expect(first!.assertions[0]!.at).toEqual({ file: 'dir/f.sch', line: 4, column: 2 })
})

const bindings: [attribute: string, binding: string][] = [
	['', 'xslt'],
	['queryBinding="xslt"', 'xslt'],
	['queryBinding="XSLT2"', 'xslt2'],
	['queryBinding="xslt3"', 'xslt3'],
	['queryBinding="xpath"', 'xpath'],
	['queryBinding="xpath2"', 'xpath2'],
	['queryBinding=" xpath3 "', 'xpath3'],
]
test.each(bindings)('query binding: %s', (attribute, binding) => {
	expect(read(schema('', attribute)).queryBinding).toBe(binding)
})

test('prefixes come from ns, then from the root, then from what everyone expects', () => {
	const source = read(
		schema('<ns prefix="p" uri="urn:ns"/>', 'xmlns:p="urn:root" xmlns:u="urn:u" xmlns:fn="urn:fn"'),
	)
	expect(source.namespaces).toMatchObject({ p: 'urn:ns', u: 'urn:u', fn: 'urn:fn' })
	expect(source.namespaces.xs).toBe('http://www.w3.org/2001/XMLSchema')
})

const messages: [what: string, content: string, parts: MessagePart[]][] = [
	['nothing', '', []],
	['white space', ' a\n\t b ', [{ kind: 'text', text: ' a\n\t b ' }]],
	['a comment', 'a<!-- x -->b', [{ kind: 'text', text: 'ab' }]],
	['the name', '<name/>', [{ kind: 'name' }]],
	[
		'foreign markup',
		'a <b xmlns="h">bold <value-of/></b>',
		[
			{ kind: 'text', text: 'a ' },
			{ kind: 'text', text: 'bold ' },
		],
	],
	[
		'xsl:text',
		'<xsl:text xmlns:xsl="http://www.w3.org/1999/XSL/Transform"> </xsl:text>',
		[{ kind: 'text', text: ' ' }],
	],
	[
		'a copy',
		'<xsl:copy-of xmlns:xsl="http://www.w3.org/1999/XSL/Transform" select="."/>',
		[{ kind: 'copy-of', select: { text: '.', at: expect.anything() } }],
	],
	[
		'marks',
		'<emph>e<name/></emph><dir value="rtl">d</dir><span class="c">s</span>',
		[
			{
				kind: 'mark',
				element: 'emph',
				attributes: {},
				parts: [{ kind: 'text', text: 'e' }, { kind: 'name' }],
			},
			{ kind: 'mark', element: 'dir', attributes: { value: 'rtl' }, parts: [{ kind: 'text', text: 'd' }] },
			{ kind: 'mark', element: 'span', attributes: { class: 'c' }, parts: [{ kind: 'text', text: 's' }] },
		],
	],
]
test.each(messages)('message: %s', (_, content, parts) => {
	const source = read(schema(pattern(rule(`<assert test="b">${content}</assert>`))))
	expect(source.patterns[0]!.rules[0]!.assertions[0]!.parts).toEqual(parts)
})

test('values in messages keep their expressions', () => {
	const source = read(
		schema(
			pattern(
				rule(
					'<assert test="b"><value-of select="c"/><name path="d"/><xsl:value-of select="e" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/></assert>',
				),
			),
		),
	)
	expect(source.patterns[0]!.rules[0]!.assertions[0]!.parts).toMatchObject([
		{ kind: 'value-of', select: { text: 'c' } },
		{ kind: 'value-of', select: { text: 'd' } },
		{ kind: 'value-of', select: { text: 'e' } },
	])
})

test('what the standard gives no meaning is passed over', () => {
	const foreign = '<x xmlns="urn:x"><assert/></x>'
	const source = read(
		schema(
			`${foreign}<p>Hello</p>${pattern(`${foreign}${rule(`${foreign}${assert('x')}`)}`, 'xmlns:y="y" y:z="1"')}`,
		),
	)
	expect(ids(source)).toEqual(['x'])
})

const nameless = '<assert test="b"/>'
const made: [what: string, body: string, expected: string[]][] = [
	['from nothing', pattern(rule(nameless)), ['pattern-1.rule-1.assert-1']],
	['from ids', pattern(rule(nameless, 'id="r"'), 'id="p"'), ['p.r.assert-1']],
	[
		'counted',
		pattern(rule(nameless) + rule(`${assert('x')}<report test="b"/>`)),
		['pattern-1.rule-1.assert-1', 'x', 'pattern-1.rule-2.report-2'],
	],
	['unique', pattern(rule(nameless), 'id="p"').repeat(2), ['p.rule-1.assert-1', 'p.rule-1.assert-1.2']],
	['published ids repeat', pattern(rule(assert('x')) + rule(assert('x'))), ['x', 'x']],
	['an empty id is none', pattern(rule('<assert id=" " test="b"/>')), ['pattern-1.rule-1.assert-1']],
]
test.each(made)('ids: %s', (_, body, expected) => {
	expect(ids(read(schema(body)))).toEqual(expected)
})

const phased = (attribute: string) =>
	schema(
		`<phase id="one"><let name="v" value="1"/><active pattern="b"/></phase><phase id="none"/>
		${pattern(rule(nameless), 'id="a"')}${pattern(rule(nameless), 'id="b"')}`,
		attribute,
	)
const phases: [
	attribute: string,
	asked: string | undefined,
	phase: string | undefined,
	patterns: string[],
][] = [
	['', undefined, undefined, ['a', 'b']],
	['', '#DEFAULT', undefined, ['a', 'b']],
	['', '#ALL', undefined, ['a', 'b']],
	['', 'one', 'one', ['b']],
	['', 'none', 'none', []],
	['defaultPhase="one"', undefined, 'one', ['b']],
	['defaultPhase="one"', '#DEFAULT', 'one', ['b']],
	['defaultPhase="one"', '#ALL', undefined, ['a', 'b']],
	['defaultPhase="one"', 'none', 'none', []],
	['defaultPhase="#ALL"', undefined, undefined, ['a', 'b']],
]
test.each(phases)('phase: %s, asked for %s', (attribute, asked, phase, patterns) => {
	const source = read(phased(attribute), asked === undefined ? {} : { phase: asked })
	expect(source.phase).toBe(phase)
	expect(source.patterns.map(({ id }) => id)).toEqual(patterns)
	expect(source.lets.map(({ name }) => name)).toEqual(phase === 'one' ? ['v'] : [])
})

test('a made id does not depend on the phase', () => {
	const text = schema(
		`<phase id="x"><active pattern="b"/></phase>${pattern(rule(nameless))}${pattern(rule(nameless), 'id="b"')}`,
	)
	const all = ids(read(text))
	expect(ids(read(text, { phase: 'x' }))).toEqual([all[1]])
})

const variable = (name: string, value = '1') => `<let name="${name}" value="${value}"/>`
const lets: [what: string, body: string, global: string[], own: string[][]][] = [
	['of the schema', variable('a') + pattern(rule(nameless)), ['a'], [[]]],
	['of a pattern, seen everywhere', pattern(variable('a')) + pattern(rule(nameless)), ['a'], [[], []]],
	['of two patterns', pattern(variable('a')) + pattern(variable('a', '2')), [], [['a'], ['a']]],
	[
		'kept together',
		pattern(variable('a') + variable('b', '$a')) + pattern(variable('a')),
		[],
		[['a', 'b'], ['a']],
	],
	['used before', variable('a', '$b + $c') + variable('b', '$c') + variable('c'), ['c', 'b', 'a'], []],
	['in a circle', variable('a', '$b') + variable('b', '$a'), ['b', 'a'], []],
	[
		'of the schema that use one of a pattern',
		variable('a', '$u:b') + pattern(variable('u:b')),
		['u:b', 'a'],
		[[]],
	],
	['of XSLT', `<variable xmlns="http://www.w3.org/1999/XSL/Transform" name="a" select="1"/>`, ['a'], []],
]
test.each(lets)('variables %s', (_, body, global, own) => {
	const source = read(schema(body))
	expect(source.lets.map(({ name }) => name)).toEqual(global)
	expect(source.patterns.map((one) => one.lets.map(({ name }) => name))).toEqual(own)
})

test('a phase may redefine a variable that nothing else of the schema uses', () => {
	const body = `${variable('v', '0')}<phase id="x">${variable('v', '9')}<active pattern="p"/></phase>${pattern('', 'id="p"')}`
	expect(read(schema(body), { phase: 'x' }).lets).toMatchObject([{ value: { text: '9' } }])
	expect(read(schema(body)).lets).toMatchObject([{ value: { text: '0' } }])
})

test('a variable may hold text', () => {
	expect(read(schema('<let name="v"> a b </let>')).lets).toMatchObject([{ name: 'v', content: ' a b ' }])
})

test('every rule of a group is tried', () => {
	const source = read(
		schema(`<group id="g">${variable('v')}${rule(assert('x'))}${rule(assert('y'))}</group>`),
	)
	expect(source.patterns).toMatchObject([
		{ id: 'g', rules: [{ assertions: [{ id: 'x' }] }] },
		{ id: 'g', rules: [{ assertions: [{ id: 'y' }] }] },
	])
	expect(source.lets.map(({ name }) => name)).toEqual(['v'])
})

const flags: [attributes: string, flag: string | undefined][] = [
	['', undefined],
	['flag=" fatal "', 'fatal'],
	['flag=""', undefined],
	['severity="warning"', 'warning'],
	['severity="warning" flag="fatal"', 'fatal'],
]
test.each(flags)('an assertion with %s', (attributes, flag) => {
	const source = read(schema(inRule(`<assert test="b" ${attributes}/>`)))
	expect(source.patterns[0]!.rules[0]!.assertions[0]!.flag).toBe(flag)
})

test('a library is read like a schema', () => {
	const text = `<s:library xmlns:s="http://purl.oclc.org/dsdl/schematron"><s:pattern><s:rule context="a"><s:assert id="x" test="b"/></s:rule></s:pattern></s:library>`
	expect(ids(read(text))).toEqual(['x'])
})

const extending = '<rule context="a"><extends rule="k"/></rule>'
const abstractRule = (body: string, id = 'k') => `<rule abstract="true" id="${id}">${body}</rule>`
const extended: [what: string, body: string, expected: string[]][] = [
	[
		'in its place',
		pattern(abstractRule(assert('x')) + rule(`${assert('w')}<extends rule="k"/>${assert('y')}`)),
		['w', 'x', 'y'],
	],
	['defined later', pattern(extending + abstractRule(assert('x'))), ['x']],
	[
		'in turn',
		pattern(abstractRule('<extends rule="l"/>') + abstractRule(assert('x'), 'l') + extending),
		['x'],
	],
	['twice', pattern(abstractRule(assert('x')) + extending + extending), ['x', 'x']],
	['shared', `<rules>${abstractRule(assert('x'))}</rules>${pattern(extending)}`, ['x']],
	[
		'own before shared',
		`<rules>${abstractRule(assert('x'))}</rules>${pattern(abstractRule(assert('y')) + extending)}`,
		['y'],
	],
]
test.each(extended)('abstract rule: %s', (_, body, expected) => {
	expect(ids(read(schema(body)))).toEqual(expected)
})

test('the variables of an abstract rule come along', () => {
	const source = read(
		schema(pattern(abstractRule(variable('v')) + rule(`${variable('u')}<extends rule="k"/>`))),
	)
	expect(source.patterns[0]!.rules[0]!.lets.map(({ name }) => name)).toEqual(['u', 'v'])
})

const xsl = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
/** Each text marks with ¦ the place that the Fault must name. */
const refused: [what: string, marked: string, code: string, says: string][] = [
	['Schematron 1.5', '¦<schema xmlns="http://www.ascc.net/xml/schematron"/>', 'rule-text-unsupported', '1.5'],
	['no Schematron', '¦<a/>', 'rule-text-invalid', 'root'],
	[
		'a pattern alone',
		'¦<pattern xmlns="http://purl.oclc.org/dsdl/schematron"/>',
		'rule-text-invalid',
		'root',
	],
	['an unknown binding', schema('', 'queryBinding="¦xquery"'), 'rule-text-unsupported', 'xquery'],
	['an unknown element', schema('¦<patern/>'), 'rule-text-invalid', 'patern'],
	['an element out of place', schema(pattern('¦<assert/>')), 'rule-text-invalid', 'assert'],
	['a parameter of the schema', schema('¦<param/>'), 'rule-text-invalid', 'param'],
	['a parameter without an abstract pattern', schema(pattern('¦<param/>')), 'rule-text-invalid', 'param'],
	['other documents', schema(pattern('', 'documents="¦x"')), 'rule-text-unsupported', 'documents'],
	[
		'a phase with a condition',
		schema('<phase id="x" when="¦a"/>', 'defaultPhase="x"'),
		'rule-text-unsupported',
		'when',
	],
	[
		'visiting computed items',
		schema(pattern(rule('', 'visit-each="¦x"'))),
		'rule-text-unsupported',
		'visit-each',
	],
	['a default namespace', schema('', 'xpath-default-namespace="¦x"'), 'rule-text-unsupported', 'prefix'],
	['no context', schema(pattern('¦<rule/>')), 'rule-text-invalid', 'context'],
	['an empty context', schema(pattern('¦<rule context=" "/>')), 'rule-text-invalid', 'context'],
	['no test', schema(inRule('¦<assert/>')), 'rule-text-invalid', 'test'],
	['a bad prefix', schema('<ns prefix="¦a:b" uri="c"/>'), 'rule-text-invalid', 'prefix'],
	[
		'two meanings of a prefix',
		schema('<ns prefix="a" uri="b"/><ns prefix="¦a" uri="c"/>'),
		'rule-text-invalid',
		'two',
	],
	['no namespace', schema('¦<ns prefix="a"/>'), 'rule-text-invalid', 'uri'],
	[
		'an unknown diagnostic',
		schema(inRule('<assert test="b" diagnostics="¦x"/>')),
		'rule-text-invalid',
		'id x',
	],
	['an unknown property', schema(inRule('<assert test="b" properties="¦x"/>')), 'rule-text-invalid', 'id x'],
	['an unknown abstract rule', schema(inRule('<extends rule="¦k"/>')), 'rule-text-invalid', 'id k'],
	['an extension of nothing', schema(inRule('¦<extends/>')), 'rule-text-invalid', 'rule'],
	[
		'an abstract rule of another pattern',
		schema(`${pattern(abstractRule(assert('x')))}\n${inRule('<extends rule="¦k"/>')}`),
		'rule-text-invalid',
		'this pattern',
	],
	[
		'a rule that extends itself',
		schema(pattern(abstractRule('<extends rule="¦k"/>') + extending)),
		'rule-text-invalid',
		'itself',
	],
	['a concrete shared rule', schema(`<rules>¦${rule('')}</rules>`), 'rule-text-invalid', 'abstract'],
	['an unknown default phase', schema('', 'defaultPhase="¦x"'), 'rule-text-invalid', 'phase'],
	[
		'an unknown active pattern',
		schema('<phase id="x"><active pattern="¦y"/></phase>', 'defaultPhase="x"'),
		'rule-text-invalid',
		'pattern y',
	],
	['a bad variable name', schema('<let name="¦1" value="2"/>'), 'rule-text-invalid', '1'],
	['a variable with two values', schema('<let name="a" value="2">¦3</let>'), 'rule-text-invalid', 'both'],
	[
		'a variable of elements without text',
		schema('¦<let name="a"><b xmlns="b" c="1"> </b></let>'),
		'rule-text-unsupported',
		'without text',
	],
	[
		'a variable of elements that nothing reads',
		schema('¦<let name="a"><b xmlns="b">x</b></let>'),
		'rule-text-unsupported',
		'no expression reads',
	],
	[
		'a variable of elements that are counted',
		schema(`¦<let name="a"><b xmlns="b">x</b></let>${variable('c', 'count($a)')}`),
		'rule-text-unsupported',
		'whose text counts',
	],
	[
		'an instruction in a variable',
		schema(`<let name="a"><b xmlns="b">x¦<xsl:if ${xsl} test="1"/></b></let>`),
		'rule-text-unsupported',
		'xsl:if',
	],
	[
		'a variable twice in the schema',
		schema(`${variable('a')}¦${variable('a')}`),
		'rule-text-invalid',
		'twice',
	],
	[
		'a variable twice in a pattern',
		schema(pattern(`${variable('a')}¦${variable('a')}`)),
		'rule-text-invalid',
		'twice',
	],
	[
		'a variable twice in a rule',
		schema(inRule(`${variable('a')}¦${variable('a')}`)),
		'rule-text-invalid',
		'twice',
	],
	[
		'a variable of the schema again',
		schema(variable('a') + pattern(`¦${variable('a')}`)),
		'rule-text-invalid',
		'whole schema',
	],
	[
		'a variable of a phase that the schema uses',
		schema(
			`${variable('a')}${variable('b', '$a')}<phase id="x">¦${variable('a')}</phase>`,
			'defaultPhase="x"',
		),
		'rule-text-unsupported',
		'redefines',
	],
	[
		'a variable of a phase that a function uses',
		schema(
			`${variable('a')}<xsl:function ${xsl} name="u:f" xmlns:u="u"><xsl:sequence select="$a"/></xsl:function><phase id="x">¦${variable('a')}</phase>`,
			'queryBinding="xslt2" defaultPhase="x"',
		),
		'rule-text-unsupported',
		'redefines',
	],
	['a computed flag', schema(inRule('<assert test="b" flag="¦$f"/>')), 'rule-text-unsupported', 'flag'],
	[
		'an element in a message',
		schema(inRule('<assert test="b">¦<p/></assert>')),
		'rule-text-invalid',
		'p has no',
	],
	[
		'a copy without its namespaces',
		schema(inRule(`<assert test="b">¦<xsl:copy-of ${xsl} select="." copy-namespaces="no"/></assert>`)),
		'rule-text-unsupported',
		'copy-of',
	],
	[
		'a separator in a message',
		schema(inRule(`<assert test="b"><xsl:value-of ${xsl} select="." separator="¦,"/></assert>`)),
		'rule-text-unsupported',
		'separator',
	],
	['XSLT at the top', schema(`¦<xsl:include ${xsl} href="x"/>`), 'rule-text-unsupported', 'xsl:include'],
	[
		'XSLT in a pattern',
		schema(pattern(`¦<xsl:variable ${xsl} name="a" select="1"/>`)),
		'rule-text-unsupported',
		'xsl:variable',
	],
	[
		'XSLT in a rule',
		schema(inRule(`¦<xsl:variable ${xsl} name="a" select="1"/>`)),
		'rule-text-unsupported',
		'xsl:variable',
	],
	[
		'XSLT without XSLT',
		schema(`¦<xsl:key ${xsl} name="a" match="b" use="c"/>`, 'queryBinding="xpath2"'),
		'rule-text-unsupported',
		'xpath2',
	],
	[
		'a function of XSLT 1.0',
		schema(`¦<xsl:function ${xsl} name="a:b"/>`, ''),
		'rule-text-unsupported',
		'xslt',
	],
	[
		'a variable from outside',
		schema(`<xsl:param ${xsl} name="a" required="¦yes"/>`),
		'rule-text-unsupported',
		'required',
	],
	['broken XML', '<schema xmlns="http://purl.oclc.org/dsdl/schematron"¦>', 'rule-text-unreadable', ''],
]
test.each(refused)('refused: %s', (_, marked, code, says) => {
	const before = marked.slice(0, marked.indexOf('¦')).split('\n')
	const place = `dir/f.sch:${before.length}:${before.at(-1)!.length + 1}: `
	const fault = thrown(() => read(marked.replace('¦', '')))
	expect([fault.code, fault.message.slice(0, place.length)]).toEqual([code, place])
	expect(fault.message.slice(place.length)).toContain(says)
})

test('abstract rules that extend each other twice over and over are stopped', () => {
	const chain = Array.from({ length: 30 }, (_, i) =>
		abstractRule(`<extends rule="r${i + 1}"/>`.repeat(2), `r${i}`),
	)
	const text = schema(pattern(`${chain.join('')}${abstractRule('', 'r30')}${rule('<extends rule="r0"/>')}`))
	expect(thrown(() => read(text)).message).toContain('extensions')
})

test('a phase that does not exist is the caller’s mistake', () => {
	const fault = thrown(() => read(phased(''), { phase: 'two' }))
	expect(fault.code).toBe('usage')
	expect(fault.message).toContain('it has: one, none')
})
