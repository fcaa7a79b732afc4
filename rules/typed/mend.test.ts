/** Typed-in invoices that are spoilt in one place, and what is proposed for what was typed. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ownRuleSet } from '../../server/rule-sets.ts'
import type { Rules } from '../context.ts'
import { corrected, mended } from '../mend/mend.ts'
import { type Judged, validate } from '../validation.ts'

const sample = readFileSync(new URL('../../corpus/samples/typed-invoice.json', import.meta.url), 'utf8')
const rules: Rules = { kind: 'chosen', load: ownRuleSet }
const asOf = '2026-11-21'
const context = { rules, asOf }

const judged = (text: string): Judged =>
	validate(new TextEncoder().encode(text), { source: 't', sha256: '', asOf, rules })

function spoilt(from: string | RegExp, to: string): string {
	const text = sample.replace(from, to)
	expect(text).not.toBe(sample)
	return text
}

const healed: [what: string, from: string | RegExp, to: string, change: string][] = [
	['a wrong total', '"1044.00",', '"1054.00",', 'set-text /BG-22/BT-112 1044.00'],
	['no VAT total', '    "BT-110": "154.00",\n', '', 'insert /BG-22 "BT-110": "154.00"'],
	['no amount due', ',\n    "BT-115": "1044.00"', '', 'insert /BG-22 "BT-115": "1044.00"'],
	['an amount of a line', '"BT-131": "730.00"', '"BT-131": "731.00"', 'set-text /BG-25/0/BT-131 730.00'],
	['a number', '"BT-152": 20', '"BT-152": 21', 'set-text /BG-25/0/BG-30/BT-152 20'],
	['a unit, which UBL has as an attribute', '"HUR"', '"hur"', 'set-text /BG-25/0/BT-130 HUR'],
	['a country', '"BT-55": "FR"', '"BT-55": "fr"', 'set-text /BG-7/BG-8/BT-55 FR'],
	['a currency, which stands at every amount', '"EUR"', '"eur"', 'set-text /BT-5 EUR'],
	['a rate that another line gives', ', "BT-119": 20 }', ' }', 'insert /BG-23/0 "BT-119": "20"'],
	['a VAT number', '"FR14987654324"', '"14987654324"', 'set-text /BG-4/BT-31 FR14987654324'],
	['fractions of a cent', '"BT-106": "890.00"', '"BT-106": "890.001"', 'set-text /BG-22/BT-106 890.00'],
]
test.each(healed)('%s is mended where it was typed, and nothing else is touched', (_, from, to, change) => {
	const text = spoilt(from, to)
	const before = judged(text)
	expect(before.verdict.verdict).not.toBe('accepted')
	const { verdict, text: mendedText } = mended(before, context)
	const root = verdict.findings[verdict.rejections[0]!.rootCause]!
	const { patch } = root.fix
	expect(
		patch?.edits.map(({ op, location, value, xml }) => `${op} ${location.path} ${value ?? xml}`),
	).toEqual([change])
	expect(patch).toMatchObject({ proven: true, heals: true })
	expect(judged(mendedText!).verdict.verdict).toBe('accepted')
	// A datum that was left out is put in behind the others of its group: then the order alone differs.
	if (change.startsWith('set')) expect(mendedText).toBe(sample)
	const { location } = patch!.edits[0]!
	const line = text.split('\n')[location.line - 1]!
	expect(line.slice(location.column - 1)).toMatch(change.startsWith('set') ? /^["\d]/ : /^[{[]/)
	expect(corrected(before, context)).toMatchObject({ text: mendedText, heals: true })
})

test('an amount is announced', () => {
	const { patches } = corrected(judged(spoilt('"1044.00",', '"1054.00",')), context)!
	expect(patches[0]!.announces!.en).toBe('Mind: this change touches an amount (1054.00 → 1044.00).')
})

test('a breakdown that is missing altogether is worked out from the lines', () => {
	const text = spoilt(/ {2}"BG-23": \[[\s\S]*?\n {2}\],\n/, '')
	const done = corrected(judged(text), context)!
	expect(done.patches.map(({ edits }) => edits[0]!.xml)).toEqual([expect.stringContaining('"BG-23"')])
	expect(judged(done.text).verdict.verdict).toBe(done.heals ? 'accepted' : 'rejected')
})

test.each([
	['a seller without a name', '    "BT-27": "Atelier des Tilleuls SARL",\n', '', '/BG-4', 'BT-27'],
	['a country that is not told', ', "BT-55": "FR"', '', '/BG-7/BG-8', 'BT-55'],
	['a code that stands for nothing', '"BT-3": "380"', '"BT-3": "38"', '/BT-3', 'BT-3'],
])('%s is asked for, at its place', (_, from, to, path, term) => {
	const { verdict } = mended(judged(spoilt(from, to)), context)
	const root = verdict.findings[verdict.rejections[0]!.rootCause]!
	expect(root.fix.patch).toBeUndefined()
	expect(root.fix.ask?.en).toContain(term)
	expect(root.location.path).toBe(path)
})

test('what is no typed-in invoice is not searched', () => {
	const text = spoilt('"BT-2"', '"BT-02"')
	expect(corrected(judged(text), context)).toBeUndefined()
})
