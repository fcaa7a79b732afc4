/** Typed-in invoices: every term finds its place, and what is wrong is said where it was typed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTree } from '#engine'
import { businessTerms, type TermId, typedDocument, typedSchema, validate, valuesOf } from '#rules'
import { ownRuleSet } from '../server/rule-sets.ts'

const sample = readFileSync(join(import.meta.dirname, 'samples', 'typed-invoice.json'), 'utf8')

function judged(text: string | Uint8Array, more: Partial<Parameters<typeof validate>[1]> = {}) {
	return validate(typeof text === 'string' ? new TextEncoder().encode(text) : text, {
		source: 'typed',
		sha256: '',
		asOf: '2026-11-21',
		rules: { kind: 'chosen', load: ownRuleSet },
		...more,
	}).verdict
}

test('the sample is accepted, and what it was made of is said', () => {
	expect(judged(sample)).toMatchObject({
		verdict: 'accepted',
		carrier: 'json',
		syntax: 'ubl-invoice',
		invoice: { number: 'F2026-0143', issueDate: '2026-10-05', total: '1044.00', currency: 'EUR' },
		findings: [],
	})
})

/** Line and column, from 1, of a text in the document. */
function placeOf(text: string, of: string) {
	const before = text.slice(0, text.indexOf(of)).split('\n')
	return { line: before.length, column: before.at(-1)!.length + 1 }
}

const faults: [
	what: string,
	from: string,
	to: string,
	verdict: string,
	rule: string,
	path: string,
	at: string,
][] = [
	[
		'a total',
		'"BT-112": "1044.00"',
		'"BT-112": "1044.01"',
		'rejected',
		'BR-CO-15',
		'/BG-22/BT-112',
		'"1044.01"',
	],
	['a code', '"BT-130": "HUR"', '"BT-130": "HOUR"', 'rejected', 'BR-CL-23', '/BG-25/0/BT-129', '9,'],
	['a missing name', '"BT-27": "Atelier des Tilleuls SARL",', '', 'rejected', 'BR-06', '/BG-4', '{\n    \n'],
	['a day', '"2026-10-05"', '"2026-02-30"', 'inadmissible', 'TYPED-VALUE', '/BT-2', '"2026-02-30"'],
	['an amount', '"890.00"', '"890,00"', 'inadmissible', 'TYPED-VALUE', '/BG-22/BT-106', '"890,00"'],
	['an empty text', '"FR14987654324"', '""', 'inadmissible', 'TYPED-VALUE', '/BG-4/BT-31', '""'],
	['a stranger', '"BT-9"', '"BT-999"', 'inadmissible', 'TYPED-KEY', '/BT-999', '"2026-11-04"'],
	['a power', '"BT-129": 9', '"BT-129": 9e0', 'inadmissible', 'STRUCT-VALUE', '/BG-25/0/BT-129', '9e0'],
	[
		'a comma too many',
		'"BT-10": "SERVICE-12",',
		'"BT-10": "SERVICE-12",,',
		'inadmissible',
		'READ-JSON',
		'/',
		',\n  "BT-13"',
	],
	['a key twice', '"BT-10"', '"BT-13"', 'inadmissible', 'READ-JSON', '/', '"BT-13": "BC'],
]
test.each(faults)('%s: said where it was typed', (_, from, to, decision, rule, path, at) => {
	expect(sample).toContain(from)
	const text = sample.replace(from, to)
	const verdict = judged(text)
	expect(verdict.verdict).toBe(decision)
	expect(verdict.findings).toContainEqual(
		expect.objectContaining({ rule, location: expect.objectContaining({ path, ...placeOf(text, at) }) }),
	)
})

test('advice speaks of terms, not of places in UBL', () => {
	const { findings } = judged(sample.replace('"BT-27": "Atelier des Tilleuls SARL",', ''))
	for (const { fix } of findings.filter(({ rule }) => rule.startsWith('BR-')))
		expect(fix.fr).not.toContain('/cac:')
})

test('a credit note becomes one', () => {
	expect(judged(sample.replace('"BT-3": "380"', '"BT-3": "381"')).syntax).toBe('ubl-credit-note')
})

test('too many of one are told', () => {
	const text = sample
		.replace('"BT-151": "S", "BT-152": 20', '"BT-151": "S", "BT-152": 20')
		.replace('"BG-5": {', '"BG-6": [{ "BT-41": "A" }, { "BT-41": "B" }],\n "BG-5": {')
	expect(judged(text).findings.map(({ rule }) => rule)).toEqual(
		expect.arrayContaining([expect.stringMatching(/^TYPED-/)]),
	)
})

test('JSON without terms is no invoice', () => {
	expect(judged('{"a": 1}').findings[0]).toMatchObject({ rule: 'READ-NOT-XML' })
})

test('the schema is one, and takes the sample', () => {
	const ajv = new Ajv2020({
		strict: true,
		strictTypes: false,
		strictRequired: false,
		formats: { date: true },
	})
	expect(ajv.validate(typedSchema(), JSON.parse(sample)), ajv.errorsText()).toBe(true)
})

test('the schema that people are given is the one that is asked', () => {
	const file = join(import.meta.dirname, '../rules/typed/invoice.schema.json')
	expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(typedSchema())))
})

/** A value of each kind. */
const value = { amount: '12.50', price: '3', quantity: '4', percent: '20', date: '2026-01-31' } as const
const typedAs = (id: TermId) => value[businessTerms.get(id)!.kind as keyof typeof value] ?? 'A1'

const currencies = { 'BT-5': 'A1', 'BT-6': 'A2' }

/** An invoice with one term alone, beside the currencies that others are known by. */
function only(id: TermId): unknown {
	let json: unknown = { [id]: typedAs(id) }
	for (let group = businessTerms.get(id)!.group; group !== undefined; group = businessTerms.get(group)?.group)
		json = { [group]: json }
	return { ...currencies, ...(json as object) }
}

const terms = [...businessTerms.values()].filter(({ kind }) => kind !== 'group').map(({ id }) => id)
test.each(terms)('%s stands where it is looked for', (id) => {
	const { xml } = typedDocument(JSON.stringify(only(id)))
	const { tree } = parseTree(xml)
	expect(valuesOf(tree!, tree!.root, 'ubl-invoice', id)).toContain(typedAs(id))
})

test('whatever JSON comes, there is a verdict and none of acceptance', () => {
	const key = fc.constantFrom('BT-1', 'BT-2', 'BG-25', 'BG-4', 'BT-131', 'BT-30', 'value', 'x')
	const { tree } = fc.letrec((tie) => ({
		tree: fc.oneof(
			{ maxDepth: 4 },
			fc.constantFrom<unknown>('a', '', 1, 1e300, -0.5, true, null, '\u0001', '\ud800', '2026-01-01'),
			fc.array(tie('tree'), { maxLength: 3 }),
			fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
		),
	}))
	fc.assert(
		fc.property(tree, (json) => {
			const { verdict } = judged(JSON.stringify({ 'BT-1': json }))
			expect(['inadmissible', 'rejected']).toContain(verdict)
		}),
		{ numRuns: 200 },
	)
})
