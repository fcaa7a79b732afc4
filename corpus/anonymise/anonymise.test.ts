/** Anonymised invoices: nobody is named, every check digit is as right as it was, every verdict is the same. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { identifierChecks } from '#rules'
import { invoices } from '../generate/arbitrary.ts'
import { frenchIban, frenchVat, gs1, siren, siret } from '../generate/identifiers.ts'
import { textIn } from '../generate/stream.ts'
import { madeStructures } from '../generate/structures.ts'
import { mutantsOf } from '../mutate/mutants.ts'
import { anonymise } from './anonymise.ts'
import { anonymisedFile, runAnonymiseCommand } from './command.ts'
import { Substitutes, scaled } from './substitutes.ts'
import { judging } from './verdicts.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-anonymise-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { all: structures } = madeStructures()
const judged = judging('2026-11-20')
const asked = { key: 'k', keep: [], tried: [3n, 7n, 2n], judged }

const number = fc.nat(69_999_999)
test('check digits pass where they passed, and fail where they failed', () => {
	const substitutes = new Substitutes('k')
	fc.assert(
		fc.property(number, fc.boolean(), (n, wrong) => {
			const broken = (value: string) =>
				wrong ? value.slice(0, -1) + String((Number(value.at(-1)) + 1) % 10) : value
			const own = siren(n)
			expect(identifierChecks.siren(substitutes.know(broken(own)))).toBe(!wrong)
			expect(identifierChecks.siret(substitutes.siret(broken(siret(own, n))))).toBe(!wrong)
			expect(identifierChecks.iban(substitutes.iban(broken(frenchIban(n))))).toBe(!wrong)
			expect(identifierChecks.gln(substitutes.gs1(broken(gs1(String(n).padStart(12, '0')))))).toBe(!wrong)
		}),
	)
})

test('a SIREN is the same one in every identifier and text', () => {
	const substitutes = new Substitutes('k')
	const own = siren(12_345)
	const other = substitutes.know(own)
	expect(other).not.toBe(own)
	expect(substitutes.siret(siret(own, 3)).slice(0, 9)).toBe(other)
	expect(substitutes.vat(frenchVat(own))).toBe(frenchVat(other))
	expect(substitutes.text(`RCS Angers ${own}`)).toContain(other)
	expect(substitutes.text(`${own}_COMPTA`)).toMatch(new RegExp(`^${other}_[A-Z]{6}$`))
})

const shapes: [value: string, shape: RegExp][] = [
	['Élodie N’Guyen', /^[A-Z][a-z]{5} [A-Z]’[A-Z][a-z]{4}$/],
	['12 bis, rue d’Armor', /^[1-9]\d [a-z]{3}, [a-z]{3} [a-z]’[A-Z][a-z]{4}$/],
	['a1@b.example', /^[a-z]\d@[a-z]\.[a-z]{7}$/],
]
test.each(shapes)('%s keeps its shape', (value, shape) => {
	const made = new Substitutes('k').text(value)
	expect(made).toMatch(shape)
	expect(made).not.toBe(value)
	expect(new Substitutes('k').text(value)).toBe(made)
	expect(new Substitutes('l').text(value)).not.toBe(made)
})

test.each([
	['12.50', '37.50'],
	['-0.05', '-0.15'],
	['7', '21'],
	[' 1.0 ', ' 3.0 '],
	['1e2', '1e2'],
	['douze', 'douze'],
])('%s three times is %s', (value, other) => {
	expect(scaled(value, 3n)).toBe(other)
})

test.each(['ubl', 'cii'] as const)(
	'%s: whatever is generated is judged the same and names nobody',
	(syntax) => {
		fc.assert(
			fc.property(invoices({ structures }), (invoice) => {
				const text = textIn(syntax, invoice)
				const file = join(folder, 'one.xml')
				writeFileSync(file, text)
				const made = anonymisedFile(file, asked)
				if (typeof made === 'string') throw new Error(made)
				const { seller, buyer, number: id, payment } = invoice
				const told = [
					seller.name,
					buyer.name,
					seller.legal!.value,
					buyer.address.street,
					id,
					payment?.account?.iban,
				]
				for (const value of told) if (value !== undefined) expect(made.text).not.toContain(value)
			}),
			{ numRuns: 15 },
		)
	},
)

test('an invoice with a fault keeps it, or nothing is written', () => {
	const text = readFileSync(join(import.meta.dirname, '../samples/ubl-invoice.xml'), 'utf8')
	const all = [...mutantsOf(text)].filter((_, i) => i % 40 === 0)
	let same = 0
	for (const [i, mutant] of all.entries()) {
		const file = join(folder, `mutant-${i}.xml`)
		writeFileSync(file, mutant.text)
		const made = anonymisedFile(file, asked)
		if (typeof made === 'string') continue
		same++
		expect(judged(made.text)).toEqual(judged(mutant.text))
	}
	expect(same / all.length).toBeGreaterThan(0.9)
})

test('what is asked to stay, stays; comments go', () => {
	const text = readFileSync(join(import.meta.dirname, '../samples/ubl-invoice.xml'), 'utf8')
	const number = /<cbc:ID>([^<]+)</.exec(text)![1]!
	const made = anonymise(text.replace('<cbc:ID>', '<!-- Durand --><cbc:ID>'), {
		substitutes: new Substitutes('k'),
		factor: 1n,
		keep: ['BT-1'],
	})!
	expect(made.text).toContain(`<cbc:ID>${number}<`)
	expect(made.text).not.toContain('Durand')
})

test('the command writes a folder, and says what it could not do', () => {
	const out = join(folder, 'out')
	const samples = join(import.meta.dirname, '../samples')
	expect(runAnonymiseCommand([samples, '--out', out, '--key', 'k', '--as-of', '2026-11-20'])).toBe(0)
	expect(readdirSync(out)).toEqual(['0001.xml', '0002.xml', '0003.xml'])
	const other = join(folder, 'other.xml')
	writeFileSync(other, '<a>b</a>')
	expect(runAnonymiseCommand([other, '--out', out, '--as-of', '2026-11-20'])).toBe(1)
})
