import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { familyPattern, type Occurrence, occurrenceTest, readFamily } from './families.ts'

const own = (name: string): string => readFileSync(new URL(`./en16931/${name}`, import.meta.url), 'utf8')
const family = (name: string): readonly Occurrence[] =>
	readFamily(name, own(name)).flatMap((rule) => rule.occurrences)

describe('a line becomes a test', () => {
	it.each([
		['A-1 warning 0 cbc:UUID', 'not(cbc:UUID)'],
		['A-1 warning 0 //@name', 'not(//@name)'],
		['A-1 fatal 0..1 cac:Delivery', 'count(cac:Delivery) <= 1'],
		['A-1 fatal 0..2 cac:PartyTaxScheme', 'count(cac:PartyTaxScheme) <= 2'],
		['A-1 fatal 1 ram:TypeCode', 'count(ram:TypeCode) = 1'],
		['A-1 fatal 1..1 ram:TypeCode', 'count(ram:TypeCode) = 1'],
		['A-1 fatal 1..n @mimeCode', 'exists(@mimeCode)'],
		['A-1 fatal 2..n cac:Line', 'count(cac:Line) >= 2'],
		['A-1 fatal 1..3 cac:Line', 'exists(cac:Line) and count(cac:Line) <= 3'],
		[
			"A-1  fatal  0     ram:TypeCode unless ram:TypeCode = 'VAT'",
			"not(ram:TypeCode) or (ram:TypeCode = 'VAT')",
		],
		[
			'A-1 fatal 0 (cac:InvoiceLine|cac:CreditNoteLine)/cbc:Note',
			'not((cac:InvoiceLine|cac:CreditNoteLine)/cbc:Note)',
		],
	])('%s', (line, test) => {
		const [rule] = readFamily('x.txt', `context /a\n\t${line}`)
		expect(rule!.occurrences.map(occurrenceTest)).toEqual([test])
	})
})

describe('"in" gives the lines one deeper their parent', () => {
	const text = [
		'# a remark',
		'context /a',
		'\tA-1 fatal 0 b',
		'\tin c/d',
		'\t\tA-2 fatal 0 e',
		'',
		'\t\tA-3 fatal 0 @f unless e',
		'\tA-4 fatal 0 g',
		'\tin h',
		'\t\tA-5 fatal 0..1 i',
		'context k | l',
		'\tA-6 fatal 0 m',
	].join('\r\n')

	it('and ends with the group', () => {
		expect(readFamily('x.txt', text).flatMap((rule) => rule.occurrences.map(occurrenceTest))).toEqual([
			'not(b)',
			'not(c/d/e)',
			'not(c/d/@f) or (e)',
			'not(g)',
			'count(h/i) <= 1',
			'not(m)',
		])
	})

	it('and every expression keeps its place', () => {
		const { id, rules } = familyPattern('folder/x.y.txt', text)
		expect(id).toBe('x.y')
		expect(rules.map(({ context }) => [context.text, context.at.line, context.at.column])).toEqual([
			['/a', 2, 9],
			['k | l', 11, 9],
		])
		expect(rules[0]!.assertions[1]!.test.at).toEqual({ file: 'folder/x.y.txt', line: 5, column: 15 })
	})
})

describe('a line that cannot be meant is refused at its place', () => {
	it.each([
		['before any context', '\tA-1 fatal 0 b', /^x\.txt:1:1: .*opens with "context"/],
		['no tab', 'context a\nA-1 fatal 0 b', /^x\.txt:2:1: expected/],
		['three tabs', 'context a\n\tin b\n\t\t\tA-1 fatal 0 b', /^x\.txt:3:1: expected/],
		['no path', 'context a\n\tA-1 fatal 0', /expected: id, severity, cardinality, path/],
		['no cardinality', 'context a\n\tA-1 fatal cbc:ID', /expected/],
		['a severity of its own', 'context a\n\tA-1 error 0 b', /"error" is no severity/],
		['any number', 'context a\n\tA-1 fatal 0..n b', /A-1: this cardinality/],
		['a bare n', 'context a\n\tA-1 fatal n b', /A-1: this cardinality/],
		['more than its most', 'context a\n\tA-1 fatal 2..1 b', /A-1: this cardinality/],
		['an id twice', 'context a\n\tA-1 fatal 0 b\n\tA-1 fatal 0 c', /^x\.txt:3:1: A-1 stands twice/],
		['depth two without a group', 'context a\n\t\tA-1 fatal 0 b', /under "in"/],
		[
			'depth two after a group',
			'context a\n\tin b\n\t\tA-1 fatal 0 c\n\tA-2 fatal 0 d\n\t\tA-3 fatal 0 e',
			/^x\.txt:5/,
		],
	])('%s', (_, text, message) => {
		expect(() => readFamily('x.txt', text)).toThrow(message)
	})
})

describe('a message says what stands too often', () => {
	const said = (line: string): string =>
		familyPattern('x.txt', `context a\n\t${line}`)
			.rules[0]!.assertions[0]!.parts.map((part) =>
				part.kind === 'text' ? part.text : part.kind === 'value-of' ? `{${part.select.text}}` : part.kind,
			)
			.join('')
	it.each([
		['A-1 fatal 0 cbc:UUID', '[A-1] cbc:UUID has no place here: leave it out.'],
		['A-1 fatal 0 b unless c', '[A-1] b has no place here: leave it out, except where c.'],
		['A-1 fatal 0..1 b', '[A-1] b is to stand at most once; it stands {count(b)} times.'],
		['A-1 fatal 0..2 b', '[A-1] b is to stand at most 2 times; it stands {count(b)} times.'],
		['A-1 fatal 1 b', '[A-1] b is to stand exactly once; it stands {count(b)} times.'],
		['A-1 fatal 1..n b', '[A-1] b is to stand at least once; it stands {count(b)} times.'],
		[
			'A-1 fatal 1..2 b',
			'[A-1] b is to stand at least once and at most 2 times; it stands {count(b)} times.',
		],
	])('%s', (line, message) => expect(said(line)).toBe(message))
})

/** Ids and flags of the assertions of a Schematron file written here. */
const asserted = (name: string): [string, string][] =>
	[...own(name).matchAll(/<assert\s+id="([^"]+)"\s+flag="([^"]+)"/g)].map(([, id, flag]) => [id!, flag!])

const bindings = {
	ubl: [
		...family('syntax-ubl.txt').map(({ id, severity }): [string, string] => [id, severity]),
		...asserted('syntax-ubl.sch'),
		...asserted('codes-ubl.sch'),
	],
	cii: [
		...family('syntax-cii.txt').map(({ id, severity }): [string, string] => [id, severity]),
		...asserted('syntax-cii.sch'),
		...asserted('codes-cii.sch'),
	],
}

describe('the families of EN 16931', () => {
	it.each([
		['ubl', 'UBL-CR', 'warning', 676],
		['ubl', 'UBL-CR', 'fatal', 2],
		['ubl', 'UBL-SR', 'fatal', 54],
		['ubl', 'UBL-DT', 'warning', 21],
		['ubl', 'UBL-DT', 'fatal', 3],
		['ubl', 'BR-CL', 'fatal', 23],
		['cii', 'CII-SR', 'warning', 440],
		['cii', 'CII-SR', 'fatal', 42],
		['cii', 'CII-DT', 'fatal', 70],
		['cii', 'CII-DT', 'warning', 31],
		['cii', 'BR-CL', 'fatal', 23],
	] as const)('%s: %s %s stands %i times', (binding, prefix, severity, count) => {
		const found = bindings[binding].filter(([id, flag]) => id.startsWith(`${prefix}-`) && flag === severity)
		expect(found).toHaveLength(count)
		expect(new Set(found.map(([id]) => id)).size).toBe(count)
	})

	it.each([
		['syntax-ubl.txt', 'UBL-CR-412', 'not(cac:PaymentMeans/cbc:PaymentDueDate) or (self::cn:CreditNote)'],
		['syntax-ubl.txt', 'UBL-CR-650', 'not(cbc:ID/@schemeID)'],
		['syntax-ubl.txt', 'UBL-SR-24', 'count(cac:Delivery) <= 1'],
		['syntax-ubl.txt', 'UBL-DT-06', 'exists(@mimeCode)'],
		['syntax-cii.txt', 'CII-SR-010', 'count(ram:GuidelineSpecifiedDocumentContextParameter/ram:ID) = 1'],
		['syntax-cii.txt', 'CII-DT-037', "not(ram:TypeCode) or (ram:TypeCode = 'VAT')"],
	])('%s: %s', (name, id, test) => {
		expect(
			family(name)
				.filter((line) => line.id === id)
				.map(occurrenceTest),
		).toEqual([test])
	})
})

/** The tables of published facts stand beside the checkout, never in it. */
const facts = new URL('../../shared/facts/en16931/', import.meta.url)

describe.skipIf(!existsSync(facts))('the published tables (skipped without ../shared/facts)', () => {
	const rows = (binding: string): string[][] =>
		readFileSync(new URL(`rules-${binding}.tsv`, facts), 'utf8')
			.trim()
			.split('\n')
			.slice(1)
			.map((line) => line.split('\t'))

	it.each(['ubl', 'cii'] as const)('%s: the same ids with the same severity', (binding) => {
		const published = rows(binding)
			.filter(([id, , pattern]) => id!.startsWith('BR-CL-') || /syntax/i.test(pattern!))
			.map(([id, flag]) => `${id} ${flag}`)
		const written = bindings[binding].map(([id, flag]) => `${id} ${flag}`)
		expect(written.sort()).toEqual(published.sort())
	})

	it.each(['ubl', 'cii'] as const)('%s: the same contexts in the same order', (binding) => {
		const published = new Map(rows(binding).map(([id, , , , , context]) => [id!, context!]))
		for (const rule of readFamily('', own(`syntax-${binding}.txt`))) {
			for (const { id } of rule.occurrences) expect([id, rule.context.text]).toEqual([id, published.get(id)])
		}
		const order = [
			...new Set(
				rows(binding)
					.filter(([, , pattern]) => /syntax/i.test(pattern!))
					.map((row) => row[5]!),
			),
		]
		const places = readFamily('', own(`syntax-${binding}.txt`)).map((rule) =>
			order.indexOf(rule.context.text),
		)
		expect(places).toEqual([...places].sort((a, b) => a - b))
	})
})
