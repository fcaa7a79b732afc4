import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SvrlOutcome, type SvrlRun, svrl } from './svrl.ts'
import { parseXml, type XmlElement } from './xml.ts'

const outcome = (more: Partial<SvrlOutcome> = {}): SvrlOutcome => ({
	kind: 'assert',
	assertion: { id: 'A', test: 'b' },
	location: '/a[1]',
	text: 'Wrong.',
	...more,
})
const run = (outcomes: readonly SvrlOutcome[], more: Partial<SvrlRun> = {}): SvrlRun => ({
	namespaces: { p: 'urn:p' },
	patterns: [{ pattern: {}, fired: [{ rule: { context: 'a' }, outcomes }] }],
	...more,
})

/** The grammar of SVRL as far as it is used: required and optional attributes, children in order. */
const grammar: Record<string, { required: string[]; optional: string[]; children: RegExp }> = {
	'schematron-output': {
		required: [],
		optional: ['title', 'phase', 'schemaVersion'],
		children:
			/^(ns-prefix-in-attribute-values )*(active-pattern (fired-rule ((failed-assert|successful-report) )*)*)+$/,
	},
	'ns-prefix-in-attribute-values': { required: ['prefix', 'uri'], optional: [], children: /^$/ },
	'active-pattern': { required: [], optional: ['id', 'name'], children: /^$/ },
	'fired-rule': { required: ['context'], optional: ['id', 'role', 'flag', 'document'], children: /^$/ },
	'diagnostic-reference': { required: ['diagnostic'], optional: [], children: /^text $/ },
	'property-reference': { required: ['property'], optional: ['role', 'scheme'], children: /^text $/ },
	text: {
		required: [],
		optional: ['{http://www.w3.org/XML/1998/namespace}lang', 'see', 'icon', 'fpi'],
		children: /^((dir|emph|span) )*$/,
	},
	dir: { required: [], optional: ['class', 'dir'], children: /^$/ },
	emph: { required: [], optional: ['class'], children: /^$/ },
	span: { required: ['class'], optional: [], children: /^$/ },
}
const finding = {
	required: ['location', 'test'],
	optional: ['id', 'role', 'flag'],
	children: /^(diagnostic-reference )*(property-reference )*text $/,
}
grammar['failed-assert'] = finding
grammar['successful-report'] = finding

/** The elements of a report, checked against the grammar on the way. */
function elements(text: string): XmlElement[] {
	const found: XmlElement[] = []
	const visit = (element: XmlElement): void => {
		expect(element.uri).toBe('http://purl.oclc.org/dsdl/svrl')
		const rule = grammar[element.local]!
		const names = [...element.attributes.keys()]
		expect(names).toEqual(expect.arrayContaining(rule.required))
		expect([...rule.required, ...rule.optional]).toEqual(expect.arrayContaining(names))
		const children = element.children.filter((child) => child.kind === 'element')
		expect(children.map((child) => `${child.local} `).join('')).toMatch(rule.children)
		for (const name of ['id', 'diagnostic', 'property', 'phase']) {
			expect(element.attributes.get(name)?.value ?? 'x').toMatch(/^[\w.-]+$/)
		}
		found.push(element)
		for (const child of children) visit(child)
	}
	visit(parseXml(text, 'out.svrl'))
	return found
}
const shown = (element: XmlElement) => [
	element.local,
	Object.fromEntries(
		[...element.attributes].map(([name, { value }]) => [name.replace(/^\{.*\}/, 'xml:'), value]),
	),
	element.children
		.map((child) => (child.kind === 'text' ? child.text : ''))
		.join('')
		.trim(),
]

test('a whole run', () => {
	const text = svrl({
		title: 'Rules',
		phase: 'one',
		schemaVersion: '1.2',
		namespaces: { p: 'urn:p' },
		document: 'my file.xml',
		patterns: [
			{ pattern: { id: 'p1', name: 'First' }, fired: [] },
			{
				pattern: { id: 'p2' },
				fired: [
					{ rule: { id: 'r', context: 'p:a[. < 1]', role: 'x', flag: 'fatal' }, outcomes: [] },
					{
						rule: { context: 'b' },
						outcomes: [
							outcome({
								assertion: {
									id: 'A',
									test: 'c > "d"',
									flag: 'fatal',
									role: 'rr',
									see: 's',
									icon: 'i',
									fpi: 'f',
									lang: 'fr',
								},
								diagnostics: [{ id: 'd1', lang: 'en', text: 'One' }],
								properties: [{ id: 'q', role: 'pr', scheme: 'ps', text: '2' }],
							}),
							outcome({
								kind: 'report',
								assertion: { id: 'B', test: 'e' },
								text: ['See ', { element: 'emph', attributes: {}, text: 'this' }],
							}),
							outcome({
								kind: 'error',
								assertion: { id: 'C', test: 'f', role: 'rr' },
								text: 'FORG0001: no number',
							}),
						],
					},
				],
			},
		],
	})
	expect(elements(text).map(shown)).toEqual([
		['schematron-output', { title: 'Rules', phase: 'one', schemaVersion: '1.2' }, ''],
		['ns-prefix-in-attribute-values', { prefix: 'p', uri: 'urn:p' }, ''],
		['active-pattern', { id: 'p1', name: 'First' }, ''],
		['active-pattern', { id: 'p2' }, ''],
		[
			'fired-rule',
			{ id: 'r', context: 'p:a[. < 1]', role: 'x', flag: 'fatal', document: 'my%20file.xml' },
			'',
		],
		['fired-rule', { context: 'b', document: 'my%20file.xml' }, ''],
		['failed-assert', { id: 'A', location: '/a[1]', test: 'c > "d"', role: 'rr', flag: 'fatal' }, ''],
		['diagnostic-reference', { diagnostic: 'd1' }, ''],
		['text', { 'xml:lang': 'en' }, 'One'],
		['property-reference', { property: 'q', role: 'pr', scheme: 'ps' }, ''],
		['text', {}, '2'],
		['text', { 'xml:lang': 'fr', see: 's', icon: 'i', fpi: 'f' }, 'Wrong.'],
		['successful-report', { id: 'B', location: '/a[1]', test: 'e' }, ''],
		['text', {}, 'See'],
		['emph', {}, 'this'],
		['failed-assert', { id: 'C', location: '/a[1]', test: 'f', role: 'error' }, ''],
		['text', {}, 'FORG0001: no number'],
	])
})

const ids: [id: string, written: string | undefined][] = [
	['BR-CO-10', 'BR-CO-10'],
	['1-2', '_1-2'],
	['a:b c', 'a_b_c'],
	['', undefined],
]
test.each(ids)('the id %j', (id, written) => {
	const found = elements(svrl(run([outcome({ assertion: { id, test: 'b' } })])))
	expect(found.find(({ local }) => local === 'failed-assert')!.attributes.get('id')?.value).toBe(written)
})

const marks: [
	what: string,
	mark: { element: 'emph' | 'dir' | 'span'; attributes: Record<string, string> },
	attributes: object,
][] = [
	['emph', { element: 'emph', attributes: {} }, {}],
	['dir', { element: 'dir', attributes: { value: 'rtl' } }, { dir: 'rtl' }],
	['span', { element: 'span', attributes: { class: 'c' } }, { class: 'c' }],
	['span without class', { element: 'span', attributes: {} }, { class: '' }],
]
test.each(marks)('a mark: %s', (_, mark, attributes) => {
	const found = elements(svrl(run([outcome({ text: [{ ...mark, text: 'x' }] })])))
	expect(shown(found.at(-1)!)).toEqual([mark.element, attributes, 'x'])
})

test('a report without any active pattern is refused', () => {
	expect(() => svrl(run([], { patterns: [] }))).toThrow(expect.objectContaining({ code: 'no-rules' }))
})

test('white space is kept, in attributes and in text', () => {
	const text = ' a\r\n\tb '
	const found = elements(svrl(run([outcome({ text, location: text })])))
	const failed = found.find(({ local }) => local === 'failed-assert')!
	expect(failed.attributes.get('location')!.value).toBe(text)
	expect(found.at(-1)!.children).toMatchObject([{ text }])
})

test('whatever a document holds, the report is well-formed and says the same', () => {
	const text = fc.string({ unit: 'binary', maxLength: 30 })
	fc.assert(
		fc.property(text, text, text, (message, location, context) => {
			const found = elements(
				svrl({
					...run([]),
					document: message,
					patterns: [
						{ pattern: {}, fired: [{ rule: { context }, outcomes: [outcome({ text: message, location })] }] },
					],
				}),
			)
			const kept = (value: string) =>
				value.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
			const failed = found.find(({ local }) => local === 'failed-assert')!
			expect(failed.attributes.get('location')!.value).toBe(kept(location))
			expect(
				found
					.at(-1)!
					.children.map((child) => (child.kind === 'text' ? child.text : ''))
					.join(''),
			).toBe(kept(message))
		}),
		{ numRuns: 40 },
	)
})
