import { expect, test } from 'vitest'
import { readSchematron } from './read.ts'
import { thrown } from './thrown.fixture.ts'

const ns = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
const schema = (body: string) => `<schema ${ns}>${body}</schema>`
const rule = (id: string) => `<rule ${ns} context="a"><assert id="${id}" test="b"/></rule>`

/** Files by path; an href is taken relative to the folder of the file that holds it. */
const read = (files: Readonly<Record<string, string>>) =>
	readSchematron(files['main.sch']!, {
		file: 'main.sch',
		resolve: (href, base) => {
			const file = new URL(href, `http://x/${base}`).pathname.slice(1)
			const text = files[file]
			return text === undefined ? undefined : { file, text }
		},
	})
const ids = (files: Readonly<Record<string, string>>) =>
	read(files).patterns.map(({ rules }) => rules.flatMap(({ assertions }) => assertions.map(({ id }) => id)))

const include = (href: string) => `<include ${ns} href="${href}"/>`
const extend = (href: string) => `<extends ${ns} href="${href}"/>`
const pattern = (body: string, attributes = '') => `<pattern ${ns} ${attributes}>${body}</pattern>`

const included: [what: string, files: Record<string, string>, expected: string[][]][] = [
	[
		'in its place',
		{
			'main.sch': schema(pattern(rule('a')) + include('b.sch') + pattern(rule('c'))),
			'b.sch': pattern(rule('b')),
		},
		[['a'], ['b'], ['c']],
	],
	['within a pattern', { 'main.sch': schema(pattern(include('r.sch'))), 'r.sch': rule('a') }, [['a']]],
	[
		'within a rule',
		{
			'main.sch': schema(pattern(`<rule context="a">${include('a.sch')}</rule>`)),
			'a.sch': `<report ${ns} id="a" test="b"/>`,
		},
		[['a']],
	],
	[
		'relative to its own file',
		{ 'main.sch': schema(include('d/p.sch')), 'd/p.sch': pattern(include('r.sch')), 'd/r.sch': rule('a') },
		[['a']],
	],
	[
		'one element by its id',
		{
			'main.sch': schema(include('l.sch#p2')),
			'l.sch': schema(pattern(rule('a'), 'id="p1"') + pattern(rule('b'), 'id="p2"')),
		},
		[['b']],
	],
	[
		'one element by its xml:id',
		{
			'main.sch': schema(include('l.xml#p')),
			'l.xml': `<x><pattern ${ns} xml:id="p">${rule('a')}</pattern></x>`,
		},
		[['a']],
	],
	[
		'an element of the same file',
		{
			'main.sch': schema(
				pattern(rule('a'), 'id="p"') +
					pattern(include('#r')) +
					`<rules><rule abstract="true" context="a" id="r"/></rules>`,
			),
		},
		[['a'], []],
	],
	[
		'the same file twice',
		{ 'main.sch': schema(include('b.sch') + include('b.sch')), 'b.sch': pattern(rule('b')) },
		[['b'], ['b']],
	],
	[
		'an abstract pattern',
		{
			'main.sch': schema(`${include('m.sch')}<pattern is-a="m"><param name="t" value="b"/></pattern>`),
			'm.sch': `<!-- first --><pattern ${ns} abstract="true" id="m"><rule context="a"><assert id="a" test="$t"/></rule></pattern>`,
		},
		[['a']],
	],
	[
		'the content of a rule',
		{
			'main.sch': schema(pattern(`<rule context="a">${extend('r.sch')}<assert id="z" test="b"/></rule>`)),
			'r.sch': rule('a'),
		},
		[['a', 'z']],
	],
	[
		'the content of a rule that extends another',
		{
			'main.sch': schema(pattern(`<rule context="a">${extend('d/r.sch')}</rule>`)),
			'd/r.sch': `<rule ${ns}>${extend('s.sch')}</rule>`,
			'd/s.sch': rule('a'),
		},
		[['a']],
	],
	[
		'the content of a pattern',
		{ 'main.sch': schema(pattern(extend('p.sch') + rule('b'))), 'p.sch': pattern(rule('a')) },
		[['a', 'b']],
	],
	[
		'the content of a schema',
		{ 'main.sch': schema(extend('s.sch')), 's.sch': schema(pattern(rule('a'))) },
		[['a']],
	],
	[
		'the content of a library',
		{ 'main.sch': schema(extend('l.sch')), 'l.sch': `<library ${ns}>${pattern(rule('a'))}</library>` },
		[['a']],
	],
]
test.each(included)('included: %s', (_, files, expected) => {
	expect(ids(files)).toEqual(expected)
})

test('every file is listed once, in the order read, and positions name it', () => {
	const source = read({
		'main.sch': schema(include('b.sch') + include('b.sch') + include('c.sch')),
		'b.sch': pattern(rule('b')),
		'c.sch': `\n${pattern(rule('c'))}`,
	})
	expect(source.files.map(({ file }) => file)).toEqual(['main.sch', 'b.sch', 'c.sch'])
	expect(source.patterns[2]!.rules[0]!.assertions[0]!.at).toMatchObject({ file: 'c.sch', line: 2 })
})

const refused: [what: string, files: Record<string, string>, code: string, at: string, says: string][] = [
	[
		'a file that is not there',
		{ 'main.sch': schema(include('x.sch')) },
		'include-not-found',
		'main.sch:1:',
		'x.sch',
	],
	[
		'an id that is not there',
		{ 'main.sch': schema(include('b.sch#x')), 'b.sch': pattern('') },
		'include-not-found',
		'main.sch:1:',
		'id x',
	],
	[
		'a file that is not XML',
		{ 'main.sch': schema(include('b.sch')), 'b.sch': 'x' },
		'rule-text-unreadable',
		'b.sch:1:',
		'',
	],
	['itself', { 'main.sch': schema(include('main.sch')) }, 'rule-text-invalid', 'main.sch:1:', 'itself'],
	[
		'itself by id',
		{ 'main.sch': schema(pattern(include('#p'), 'id="p"')) },
		'rule-text-invalid',
		'main.sch:1:',
		'itself',
	],
	[
		'in a circle',
		{
			'main.sch': schema(include('b.sch')),
			'b.sch': pattern(include('c.sch')),
			'c.sch': `<rule ${ns} context="a">${extend('b.sch')}</rule>`,
		},
		'rule-text-invalid',
		'c.sch:1:',
		'itself',
	],
	[
		'content of another kind',
		{ 'main.sch': schema(pattern(extend('r.sch'))), 'r.sch': rule('a') },
		'rule-text-invalid',
		'main.sch:1:',
		'rule',
	],
	[
		'both ways to extend',
		{ 'main.sch': schema(pattern(`<rule context="a"><extends rule="k" href="r.sch"/></rule>`)) },
		'rule-text-invalid',
		'main.sch:1:',
		'both',
	],
	['no href', { 'main.sch': schema('<include/>') }, 'rule-text-invalid', 'main.sch:1:', 'href'],
	[
		'a schema in a schema',
		{ 'main.sch': schema(include('s.sch')), 's.sch': schema('') },
		'rule-text-invalid',
		's.sch:1:',
		'no place',
	],
]
test.each(refused)('refused: %s', (_, files, code, at, says) => {
	const fault = thrown(() => read(files))
	expect(fault.code).toBe(code)
	expect(fault.message.startsWith(at)).toBe(true)
	expect(fault.message).toContain(says)
})

test('files that include each other twice over and over are stopped', () => {
	const files: Record<string, string> = { 'main.sch': schema(include('0.sch')) }
	for (let i = 0; i < 40; i++) files[`${i}.sch`] = pattern(include(`${i + 1}.sch`).repeat(2))
	files['40.sch'] = rule('a')
	expect(thrown(() => read(files)).message).toContain('inclusions')
})

test('without a way to read files, a schema that includes any is refused', () => {
	const fault = thrown(() => readSchematron(schema(include('b.sch')), { file: 'main.sch' }))
	expect(fault.code).toBe('include-not-found')
})
