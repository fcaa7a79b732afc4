/** One fault at a time in a sound invoice: the cause, the place and the mend that the verdict names. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { corrected, type ExplainedFinding, mended, validate } from '#rules'
import { ownRuleSet } from '../server/rule-sets.ts'

type Base = 'ubl-invoice' | 'ubl-credit-note' | 'cii-invoice'

const read = (base: Base) => readFileSync(join(import.meta.dirname, 'samples', `${base}.xml`), 'utf8')
const context = { asOf: '2026-11-21', rules: { kind: 'chosen', load: ownRuleSet } } as const
const judge = (text: string) =>
	validate(new TextEncoder().encode(text), { source: 's', sha256: '', ...context })

function rootOf(text: string): {
	root: ExplainedFinding
	text: string | undefined
	causes: number
	places: number
} {
	const done = mended(judge(text), context)
	const roots = new Set(done.verdict.rejections.map(({ rootCause }) => rootCause))
	const places = done.verdict.rejections.filter(({ place }) => place !== undefined).length
	const [root] = roots
	return { root: done.verdict.findings[root!]!, text: done.text, causes: roots.size, places }
}

const restored: [what: string, base: Base, from: string, to: string, place: RegExp][] = [
	[
		'a wrong sum of lines',
		'ubl-invoice',
		'>940.00<',
		'>941.00<',
		/LegalMonetaryTotal\[1\]\/cbc:LineExtensionAmount/,
	],
	[
		'a wrong line',
		'ubl-invoice',
		'>800.00</cbc:LineExtensionAmount>',
		'>801.00</cbc:LineExtensionAmount>',
		/InvoiceLine\[1\]\/cbc:LineExtensionAmount/,
	],
	['a wrong total', 'ubl-invoice', '>1059.70<', '>1059.71<', /TaxInclusiveAmount/],
	[
		'a missing total',
		'ubl-invoice',
		'<cbc:TaxExclusiveAmount currencyID="EUR">900.00</cbc:TaxExclusiveAmount>',
		'',
		/LegalMonetaryTotal\[1\]$/,
	],
	['a number with a comma', 'ubl-invoice', '>1059.70<', '>1059,70<', /TaxInclusiveAmount/],
	[
		'a repeated total',
		'ubl-invoice',
		'<cbc:PayableAmount currencyID="EUR">1000.00</cbc:PayableAmount>',
		'<cbc:PayableAmount currencyID="EUR">1000.00</cbc:PayableAmount><cbc:PayableAmount currencyID="EUR">1000.00</cbc:PayableAmount>',
		/PayableAmount\[2\]/,
	],
	['a tax category', 'ubl-invoice', '<cbc:ID>S</cbc:ID>', '<cbc:ID>Z</cbc:ID>', /TaxCategory\[1\]\/cbc:ID/],
	[
		'a missing currency',
		'ubl-credit-note',
		'<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>',
		'',
		/^\/CreditNote$/,
	],
	[
		'a code in lower case',
		'ubl-invoice',
		'<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>',
		'<cbc:DocumentCurrencyCode>eur</cbc:DocumentCurrencyCode>',
		/DocumentCurrencyCode/,
	],
]

test.each(restored)('%s is found and put right', (_, base, from, to, place) => {
	const sound = read(base)
	expect(sound).toContain(from)
	const { root, text, causes, places } = rootOf(sound.replace(from, to))
	expect(causes).toBe(1)
	expect(places).toBeGreaterThan(0)
	expect(root.place?.location.path).toMatch(place)
	expect(root.fix.patch).toMatchObject({ proven: true, heals: true })
	const bare = (xml: string) => xml.replace(/>\s+</g, '><')
	expect(bare(text!)).toBe(bare(sound))
})

test('what only the supplier knows is asked for, at its place', () => {
	const number = '<cbc:ID>F2026-0142</cbc:ID>'
	const { root } = rootOf(read('ubl-invoice').replace(number, ''))
	expect(root.place).toMatchObject({
		action: 'insert',
		term: 'BT-1',
		after: { path: expect.stringMatching(/ProfileID|CustomizationID/) },
	})
	expect(root.fix.patch).toBeUndefined()
	expect(root.fix.ask?.en).toContain('BT-1')
})

test('a changed amount is announced', () => {
	const { root } = rootOf(read('ubl-invoice').replace('>940.00<', '>941.00<'))
	expect(root.fix.patch?.announces?.en).toContain('941.00 → 940.00')
})

test('what follows from the root says so', () => {
	const { verdict } = mended(judge(read('ubl-invoice').replace('>940.00<', '>941.00<')), context)
	const root = verdict.rejections[0]!.rootCause
	expect(verdict.findings.map(({ causedBy }) => causedBy).filter((cause) => cause !== undefined)).toEqual(
		verdict.findings.flatMap((_, index) => (index === root ? [] : [root])),
	)
})

test('two faults are two causes, corrected one after the other', () => {
	const sound = read('ubl-invoice')
	const twice = sound
		.replace('>940.00<', '>941.00<')
		.replace('>EUR</cbc:DocumentCurrencyCode>', '>eur</cbc:DocumentCurrencyCode>')
	const judged = judge(twice)
	expect(new Set(mended(judged, context).verdict.rejections.map(({ rootCause }) => rootCause)).size).toBe(2)
	expect(corrected(judged, context)).toMatchObject({ text: sound, heals: true, patches: [{}, {}] })
})

test('a sound invoice is left alone', () => {
	const judged = judge(read('cii-invoice'))
	expect(mended(judged, context)).toEqual({ verdict: judged.verdict })
	expect(corrected(judged, context)).toEqual({ text: read('cii-invoice'), heals: true, patches: [] })
})
