/** Generated invoices: valid by every shipped rule set, right to the cent, varied, and the same for the same seed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { identifierChecks } from '#rules'
import { tarFiles } from '../tar.ts'
import { invoices } from './arbitrary.ts'
import { checker } from './check.ts'
import type { Profile } from './choices.ts'
import { iban, luhnDigit } from './identifiers.ts'
import type { Invoice } from './invoice.ts'
import { type GeneratedSyntax, generated, sinkFor, syntaxes, textIn } from './stream.ts'
import { madeStructures, readStructures } from './structures.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-generate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { all: structures, lookup } = madeStructures()
const check = checker(lookup, '2026-11-20')
const shared = { seed: 3, count: 60, syntaxes, structures } as const

const cases: [profile: Profile, syntax: GeneratedSyntax][] = [
	['en16931', 'ubl'],
	['en16931', 'cii'],
	['en16931', 'json'],
	['extended', 'ubl'],
	['extended', 'cii'],
	['extended', 'json'],
]
test.each(cases)('%s in %s: no rule set finds anything fatal', (profile, syntax) => {
	fc.assert(
		fc.property(invoices({ structures, profile }), (invoice) => {
			expect(check({ name: 'x', syntax, invoice, text: textIn(syntax, invoice) })).toEqual([])
		}),
		{ numRuns: 60 },
	)
})

test('what is not valid is told', () => {
	const [one] = generated({ ...shared, count: 1, syntaxes: ['ubl'] })
	const text = one!.text.replace(/(<cbc:PayableAmount[^>]*>)/, '$11')
	expect(check({ ...one!, text }).join()).toContain('BR-CO-16')
})

test('totals are what the lines come to', () => {
	fc.assert(
		fc.property(invoices({ structures }), ({ totals, breakdown, nets, adjustments }) => {
			const signed = adjustments.map(({ charge, amount }) => (charge ? amount : -amount))
			const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
			expect(totals.net).toBe(sum(nets) + sum(signed))
			expect(totals.net).toBe(sum(breakdown.map(({ base }) => base)))
			expect(totals.gross).toBe(totals.net + sum(breakdown.map(({ tax }) => tax)))
			expect(totals.due).toBe(totals.gross - totals.paid + totals.rounding)
		}),
	)
})

const sample = fc.sample(invoices({ structures }), { seed: 11, numRuns: 3_000 })
/** What a few thousand invoices must hold among them. */
const seen: [what: string, test: (invoice: Invoice) => boolean][] = [
	...['380', '381', '384', '386', '389', '393', '261', '262', '396'].map(
		(type): [string, (invoice: Invoice) => boolean] => [`type ${type}`, (one) => one.type === type],
	),
	...(['S', 'E', 'AE', 'K', 'G'] as const).map((category): [string, (invoice: Invoice) => boolean] => [
		`category ${category}`,
		({ breakdown }) => breakdown.some(({ vat }) => vat.category === category),
	]),
	...['B1', 'S1', 'B2', 'S2', 'B4', 'S4', 'S5', 'B7', 'S7'].map(
		(process): [string, (invoice: Invoice) => boolean] => [process, (one) => one.process === process],
	),
	['three rates and more', ({ breakdown }) => new Set(breakdown.map(({ vat }) => vat.rate)).size > 2],
	['two categories', ({ breakdown }) => new Set(breakdown.map(({ vat }) => vat.category)).size > 1],
	['a buyer abroad', ({ buyer }) => buyer.address.country !== 'FR'],
	['a seller abroad with a tax representative', ({ representative }) => representative !== undefined],
	['another currency', ({ currency }) => currency !== 'EUR'],
	['a payee', ({ payee }) => payee !== undefined],
	['an attached file', ({ attachments }) => attachments.some(({ file }) => file !== undefined)],
	['a linked file', ({ attachments }) => attachments.some(({ address }) => address !== undefined)],
	['an allowance of the document', ({ adjustments }) => adjustments.some(({ charge }) => !charge)],
	['a charge of the document', ({ adjustments }) => adjustments.some(({ charge }) => charge)],
	[
		'an allowance on a line',
		({ lines }) => lines.some((line) => line.adjustments.some((one) => !one.charge)),
	],
	['a charge on a line', ({ lines }) => lines.some((line) => line.adjustments.some((one) => one.charge))],
	['goods returned', ({ lines }) => lines.some(({ quantity }) => quantity < 0)],
	['a price for a hundred', ({ lines }) => lines.some(({ per }) => per === 100)],
	['a direct debit', ({ payment }) => payment?.mandate !== undefined],
	['a card', ({ payment }) => payment?.card !== undefined],
	['a rounded amount due', ({ totals }) => totals.rounding !== 0],
	['a period', ({ period }) => period !== undefined],
	[
		'a service code of the directory',
		({ buyer, buyerReference }) => {
			const siret = buyer.identifiers[0]?.value
			return lookup.find(siret ?? '')?.services.some(({ code }) => code === buyerReference) === true
		},
	],
	['an engagement number', ({ order }) => order?.startsWith('EJ') === true],
]
test.each(seen)('there is %s', (_, holds) => {
	expect(sample.some(holds)).toBe(true)
})

test('identifiers pass their check digits', () => {
	for (const { seller, payment } of sample.slice(0, 500)) {
		expect(identifierChecks.siren(seller.legal!.value)).toBe(true)
		expect(identifierChecks.siret(seller.identifiers[0]!.value)).toBe(true)
		if (seller.vat !== undefined) expect(identifierChecks['vat-number'](seller.vat)).toBe(true)
		const account = payment?.account?.iban ?? payment?.mandate?.iban
		if (account !== undefined) expect(identifierChecks.iban(account)).toBe(true)
	}
	// Worked out by hand: 7992739871 and its digit in ISO/IEC 7812-1, GB82 WEST… in ISO 13616.
	expect(luhnDigit('7992739871')).toBe('3')
	expect(iban('GB', 'WEST12345698765432')).toBe('GB82WEST12345698765432')
})

test('a seed gives the same invoices, however many are asked for', () => {
	const texts = (count: number, seed = 3) =>
		[...generated({ ...shared, seed, count })].map(({ text }) => text)
	const long = texts(130)
	expect(texts(130)).toEqual(long)
	expect(texts(7)).toEqual(long.slice(0, 7))
	expect(texts(7, 4)).not.toEqual(long.slice(0, 7))
	expect(new Set(long).size).toBe(130)
})

test('lines and public buyers are as asked', () => {
	for (const { invoice } of generated({ ...shared, lines: 40, publicOnly: true })) {
		expect(invoice.lines).toHaveLength(40)
		expect(lookup.find(invoice.buyer.identifiers[0]!.value)).toBeDefined()
	}
})

test.each(['folder', 'all.tar', 'all.tar.gz', 'all.ndjson', 'all.ndjson.gz'])(
	'written to %s',
	async (name) => {
		const target = join(folder, name)
		const wanted = [...generated({ ...shared, count: 5 })].map(({ name, text }) => ({ name, text }))
		const sink = sinkFor(target)
		for (const { name, text } of wanted) await sink.put(name, text)
		await sink.end()
		expect(readBack(target)).toEqual(wanted)
	},
)

function readBack(target: string): { name: string; text: string }[] {
	if (target.endsWith('folder'))
		return readdirSync(target)
			.sort()
			.map((name) => ({ name, text: readFileSync(join(target, name), 'utf8') }))
	const bytes = target.endsWith('.gz') ? gunzipSync(readFileSync(target)) : readFileSync(target)
	if (target.includes('.tar'))
		return [...tarFiles(bytes)].map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) }))
	return bytes
		.toString('utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line))
}

test('structures written down are read again', async () => {
	const file = join(folder, 'directory.ndjson')
	writeFileSync(file, structures.map((one) => `${JSON.stringify(one)}\n`).join(''))
	const { all } = await readStructures(file)
	expect(all).toEqual(structures)
})
