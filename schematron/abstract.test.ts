import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault } from '#engine'
import { readSchematron } from './read.ts'

const read = (body: string) =>
	readSchematron(`<schema xmlns="http://purl.oclc.org/dsdl/schematron">${body}</schema>`, { file: 'f.sch' })
const escaped = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const params = (values: Readonly<Record<string, string>>) =>
	Object.entries(values)
		.map(([name, value]) => `<param name="${name}" value="${escaped(value)}"/>`)
		.join('')

/** The test of the one assertion of an abstract pattern, after the parameters are put in. */
const substituted = (expression: string, values: Readonly<Record<string, string>>, more = '') =>
	read(
		`<pattern abstract="true" id="m"><rule context="a">${more}<assert test="${escaped(expression)}"/></rule></pattern>
		<pattern is-a="m">${params(values)}</pattern>`,
	).patterns[0]!.rules[0]!.assertions[0]!.test.text

const cases: [what: string, expression: string, values: Record<string, string>, result: string][] = [
	['whole', '$a', { a: 'x/y' }, 'x/y'],
	['whole, with white space', ' $a ', { a: 'x' }, 'x'],
	['inside', 'not($a) or $b', { a: 'x', b: 'y' }, 'not(x) or y'],
	['twice', '$a = $a', { a: 'x' }, 'x = x'],
	['no parameter', '$c', { a: 'x' }, '$c'],
	['one name begins another', '$a + $ab + $abc', { a: 'x', ab: 'y' }, 'x + y + $abc'],
	[
		'names with hyphens',
		'$BR-01 and $BR-011 and $BR',
		{ BR: 'x', 'BR-01': 'y', 'BR-011': 'z' },
		'y and z and x',
	],
	['names with dots', '$a.b + $a', { a: 'x', 'a.b': 'y' }, 'y + x'],
	['a hyphen after the name', '$a-1', { a: 'x' }, 'x-1'],
	['a dot after the name', '$a.1', { a: 'x' }, 'x.1'],
	['the longest before a hyphen', '$a-b-c', { a: 'x', 'a-b': 'y' }, 'y-c'],
	['a step after the name', '$a/b[$c]', { a: 'x', c: 'y' }, 'x/b[y]'],
	['a prefix after the name', 'for $i in $a return $i:x', { a: 'x' }, 'for $i in x return $i:x'],
	['letters beyond ASCII', '$é + $éa', { é: 'x' }, 'x + $éa'],
	['a value that names a parameter', '$a and $b', { a: '$b', b: 'y' }, '$b and y'],
	['a value with replacement signs', '$a $b', { a: "'$&'", b: '$1' }, "'$&' $1"],
	['a dollar alone', "matches(., '^x$') and $a", { a: 'y' }, "matches(., '^x$') and y"],
]
test.each(cases)('parameter: %s', (_, expression, values, result) => {
	expect(substituted(expression, values)).toBe(result)
})

test('a variable keeps its name where a parameter begins it', () => {
	expect(substituted('$a-b + $a', { a: 'x' }, '<let name="a-b" value="1"/>')).toBe('$a-b + x')
})

test('every reference is replaced by its own parameter, whatever the names', () => {
	const name = fc.stringMatching(/^[ab][ab.-]{0,3}$/)
	fc.assert(
		fc.property(
			fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
			fc.array(fc.nat(5), { maxLength: 8 }),
			(names, picks) => {
				const chosen = picks.map((pick) => names[pick % names.length]!)
				const values = Object.fromEntries(names.map((one, index) => [one, `v${index}`]))
				const expression = `(${chosen.map((one) => `$${one}`).join(' ')})`
				expect(substituted(expression, values)).toBe(`(${chosen.map((one) => values[one]).join(' ')})`)
			},
		),
		{ numRuns: 60 },
	)
})

test('all attributes of an abstract pattern are filled in, and each instance has its own', () => {
	const source = read(
		`<pattern abstract="true" id="m" see="m">
			<title>Model</title>
			<let name="v" value="$x"/>
			<rule context="$c" flag="$f">
				<extends rule="k"/>
				<assert id="A" test="$t">Text $x <value-of select="$x"/></assert>
			</rule>
			<rule abstract="true" id="k"><report id="B" test="$x"/></rule>
		</pattern>
		<pattern is-a="m" id="one">${params({ c: 'a', f: 'fatal', t: 'b', x: '1' })}</pattern>
		<pattern is-a="m" id="two"><title>Own</title>${params({ c: 'd', f: 'warning', t: 'e', x: '2' })}</pattern>`,
	)
	expect(source.patterns).toMatchObject([
		{ id: 'one', name: 'Model', see: 'm', lets: [{ value: { text: '1' } }] },
		{ id: 'two', name: 'Own', lets: [{ value: { text: '2' } }] },
	])
	expect(source.patterns[0]!.rules).toMatchObject([
		{
			context: { text: 'a' },
			flag: 'fatal',
			assertions: [
				{ id: 'B', test: { text: '1' } },
				{ id: 'A', test: { text: 'b' }, parts: [{ text: 'Text $x ' }, { select: { text: '1' } }] },
			],
		},
	])
	expect(source.patterns[1]!.rules[0]!.context.text).toBe('d')
})

test('an instance without id has none', () => {
	const body = '<pattern abstract="true" id="m"><rule context="a"/></pattern><pattern is-a="m"/>'
	expect(read(body).patterns[0]).not.toHaveProperty('id')
})

test('an expression that is one parameter stands where the parameter stands', () => {
	const body =
		'<pattern abstract="true" id="m"><rule context="$c"><assert test="not($t)"/></rule></pattern>\n'
	const [rule] = read(
		`${body}<pattern is-a="m">\n<param name="c" value="a"/><param name="t" value="b"/></pattern>`,
	).patterns[0]!.rules
	expect(rule!.context.at).toMatchObject({ line: 3, column: 24 })
	expect(rule!.assertions[0]!.test.at).toMatchObject({ line: 1 })
})

const model = (body: string) => `<pattern abstract="true" id="m">${body}<rule context="$c"/></pattern>`
const contexts: [what: string, body: string, context: string][] = [
	['the model may come last', `<pattern is-a="m">${params({ c: 'a' })}</pattern>${model('')}`, 'a'],
	['a default', `${model('<param name="c" value="a"/>')}<pattern is-a="m"/>`, 'a'],
	[
		'a value over a default',
		`${model('<param name="c" value="a"/>')}<pattern is-a="m">${params({ c: 'b' })}</pattern>`,
		'b',
	],
	[
		'the last of two values',
		`${model('')}<pattern is-a="m">${params({ c: 'a' })}${params({ c: 'b' })}</pattern>`,
		'b',
	],
]
test.each(contexts)('instance: %s', (_, body, context) => {
	expect(read(body).patterns.map((pattern) => pattern.rules[0]!.context.text)).toEqual([context])
})

const refused: [what: string, body: string, says: string][] = [
	['an unknown model', '<pattern is-a="x"/>', 'no abstract pattern'],
	['a concrete model', '<pattern id="m"/><pattern is-a="m"/>', 'no abstract pattern'],
	['a model of a model', '<pattern abstract="true" id="m" is-a="n"/><pattern is-a="m"/>', 'is-a'],
	[
		'a rule in an instance',
		`${model('')}<pattern is-a="m"><rule context="a"/></pattern>`,
		'rule has no place',
	],
	[
		'a variable in an instance',
		`${model('')}<pattern is-a="m"><let name="a" value="b"/></pattern>`,
		'let has no place',
	],
	['a parameter without value', `${model('')}<pattern is-a="m"><param name="c"/></pattern>`, 'has no value'],
	['a declared parameter without value', `${model('<param name="c"/>')}<pattern is-a="m"/>`, 'has no value'],
	[
		'a parameter with a bad name',
		`${model('')}<pattern is-a="m"><param name="$c" value="a"/></pattern>`,
		'$c',
	],
	['a parameter without name', `${model('')}<pattern is-a="m"><param value="c"/></pattern>`, 'name'],
	[
		'an unknown element in a model',
		`${model('<asert/>')}<pattern is-a="m">${params({ c: 'a' })}</pattern>`,
		'asert',
	],
]
test.each(refused)('refused: %s', (_, body, says) => {
	expect(() => read(body)).toThrow(Fault)
	expect(() => read(body)).toThrow(says)
	expect(() => read(body)).toThrow(/^f\.sch:1:/)
})
