/** Mutants: one change each, told as it was made, in a folder that the corpus commands read. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { kinds, parseTree } from '#engine'
import { ownRuleSet } from '../../server/rule-sets.ts'
import { scoreMutants } from '../score.ts'
import { tarFiles } from '../tar.ts'
import { runMutateCommand } from './command.ts'
import { type MutantOperation, mutantsOf, operations } from './mutants.ts'

const samples = join(import.meta.dirname, '../samples')
const folder = mkdtempSync(join(tmpdir(), 'recevable-mutate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const textOf = (name: string): string => readFileSync(join(samples, name), 'utf8')
const names = ['ubl-invoice.xml', 'ubl-credit-note.xml', 'cii-invoice.xml']

test.each(names)('%s: every kind of change is made, each text differs and can be read', (name) => {
	const text = textOf(name)
	const mutants = [...mutantsOf(text)]
	expect(new Set(mutants.map(({ op }) => op))).toEqual(new Set(operations))
	for (const { text: changed, edits } of mutants) {
		expect(changed, edits.join(' ')).not.toBe(text)
		expect(parseTree(changed).tree, edits.join(' ')).toBeDefined()
	}
})

/** The element at a path of a text: its value, or undefined. */
function valueAt(text: string, path: string): string | undefined {
	const { tree } = parseTree(text)
	for (let n = 1; n < tree!.count; n++)
		if (tree!.kind[n] === kinds.element && tree!.locate(n).path === path) return tree!.stringValue(n)
	return undefined
}

test('a change is at the place told', () => {
	const text = textOf('ubl-invoice.xml')
	for (const { text: changed, edits } of mutantsOf(text)) {
		const [[kind, path, value]] = edits
		if (kind === 'settext') expect(valueAt(changed, path)?.trim()).toBe(value!.trim())
		if (
			kind === 'delete' &&
			!/\[[2-9]\]$/.test(path) &&
			valueAt(text, path.replace('[1]', '[2]')) === undefined
		)
			expect([undefined, valueAt(text, path.replace(/\[1\]$/, '[2]'))]).toContain(valueAt(changed, path))
	}
})

const only: [op: MutantOperation, target: RegExp, value: string][] = [
	['vat-matrix', /ClassifiedTaxCategory\/cbc:ID$/, 'AE'],
	['date', /IssueDate$/, '2026-02-30'],
	['numeric', /PayableAmount$/, '0.01'],
	['attr', /Amount$/, 'XXX'],
	['probe', /LegalMonetaryTotal$/, '<cbc:PayableAlternativeAmount>'],
]
test.each(only)('%s alone', (op, target, value) => {
	const mutants = [...mutantsOf(textOf('ubl-invoice.xml'), { wanted: (one) => one === op })]
	expect(mutants.every((one) => one.op === op)).toBe(true)
	const there = mutants.filter((one) => target.test(one.target))
	if (op === 'numeric') expect(there).toHaveLength(3)
	else expect(there.some(({ edits }) => edits.flat().some((part) => part?.includes(value)))).toBe(true)
})

test('the first of those with one path, or all', () => {
	const text = textOf('ubl-invoice.xml')
	const lines = (all: boolean) =>
		[...mutantsOf(text, { all, wanted: (op) => op === 'delete' })].filter(({ target }) =>
			target.endsWith('/cac:InvoiceLine'),
		).length
	expect([lines(false), lines(true) > 1]).toEqual([1, true])
})

test('no invoice, no mutants', () => {
	expect([...mutantsOf('<a/>')]).toEqual([])
	expect([...mutantsOf('<a>')]).toEqual([])
})

test('the folder is a corpus that is scored', () => {
	const argv = [samples, '--out', folder, '--count', '2', '--seed', '3']
	expect(runMutateCommand(argv)).toBe(0)
	const list = readFileSync(join(folder, 'mutants/mutants.jsonl'), 'utf8')
	const lines = list
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line))
	expect(lines).toHaveLength(6)
	const archive = gunzipSync(readFileSync(join(folder, 'mutants/cii-invoice.tar.gz')))
	expect([...tarFiles(archive)].map(({ name }) => `mutants/cii-invoice.tar.gz#${name}`)).toEqual(
		lines.map(({ file }) => file).filter((file) => file.includes('cii')),
	)
	expect(runMutateCommand(argv)).toBe(0)
	expect(readFileSync(join(folder, 'mutants/mutants.jsonl'), 'utf8')).toBe(list)
	const scored = scoreMutants(folder, { rules: { kind: 'chosen', load: ownRuleSet } })
	expect(scored.length).toBeGreaterThan(0)
})
