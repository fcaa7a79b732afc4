import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { validate } from '#rules'
import { checkTarget, dryRun, type FixOptions, writeFixed } from './fix.ts'
import { ownRuleSet } from './rule-sets.ts'

const sound = readFileSync(join(import.meta.dirname, '../corpus/samples/ubl-invoice.xml'), 'utf8')
const options: FixOptions = { asOf: '2026-11-21', rules: { kind: 'chosen', load: ownRuleSet }, lang: 'en' }
const judge = (text: string) =>
	validate(new TextEncoder().encode(text), { source: 'a.xml', sha256: '', ...options })
const wrong = sound.replace('>940.00<', '>941.00<')
const folder = mkdtempSync(join(tmpdir(), 'recevable-fix-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a dry run announces the amount before it shows the difference', () => {
	const shown = dryRun(judge(wrong), options).split('\n')
	expect(shown[0]).toBe('# a.xml: Mind: this change touches an amount (941.00 → 940.00).')
	expect(shown.filter((line) => /^[-+]\s/.test(line)).map((line) => line.replace(/\s+/, ' '))).toEqual([
		'- <cbc:LineExtensionAmount currencyID="EUR">941.00</cbc:LineExtensionAmount>',
		'+ <cbc:LineExtensionAmount currencyID="EUR">940.00</cbc:LineExtensionAmount>',
	])
})

test('the corrected document is a new file', () => {
	const file = join(folder, 'new.xml')
	expect(writeFixed(judge(wrong), file, options).at(-1)).toContain('nothing stands against the invoice')
	expect(readFileSync(file, 'utf8')).toBe(sound)
})

test('what only the supplier knows is not invented', () => {
	const file = join(folder, 'never.xml')
	const said = writeFixed(judge(sound.replace('<cbc:ID>F2026-0142</cbc:ID>', '')), file, options)
	expect(said).toEqual(['a.xml: no correction follows from the document.'])
	expect(() => readFileSync(file)).toThrow('ENOENT')
})

const targets: [what: string, file: string, sources: number, message: string][] = [
	['a file that is there', 'there.xml', 1, 'exists already'],
	['several documents', 'several.xml', 2, 'one document at a time'],
]

test.each(targets)('%s is refused', (_, name, sources, message) => {
	writeFileSync(join(folder, 'there.xml'), sound)
	expect(() => checkTarget(join(folder, name), sources)).toThrow(message)
})
