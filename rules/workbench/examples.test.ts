/** Examples are facts; documents of every syntax give those facts back. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTree } from '#engine'
import { documentFacts } from '../platform/facts.ts'
import { loadPlatformRules } from '../platform/load.ts'
import { recognise } from '../syntax.ts'
import { businessTerms } from '../terms/term.ts'
import { composed } from './compose.ts'
import { tryExamples } from './examples.ts'
import { newRule } from './new.ts'
import { syntaxes } from './words.ts'

const set = loadPlatformRules()
const text = newRule({ id: 'MINE-01', from: '2026-09-01' })
const tried = (one: string) => tryExamples([{ file: 'rules/mine-01.json', text: one }], set)

test('every example of ours comes out as stated, in every syntax', () => {
	const { failures, errors, tried } = tryExamples(
		set.files.filter(({ file }) => file.startsWith('rules/')),
		set,
	)
	expect(errors).toEqual([])
	expect(failures).toEqual([])
	expect(tried).toBeGreaterThan(600)
})

const terms = [...businessTerms.values()].filter(({ kind }) => kind !== 'group')

test.each(syntaxes)('%s: each term that is put in is read back', (syntax) => {
	const wrong = terms.flatMap(({ id, kind }) => {
		const value = kind === 'date' ? '2026-10-06' : 'X7'
		const { tree } = parseTree(composed({ [id]: value }, syntax))
		const { facts } = documentFacts(tree!, recognise(tree!), { asOf: '', transport: {}, sha256: '' })
		return facts(id) === value ? [] : [`${id}: ${JSON.stringify(facts(id))}`]
	})
	expect(wrong).toEqual([])
})

test.each(syntaxes)('%s: several values, schemes and subjects are read back', (syntax) => {
	const values = fc.uniqueArray(fc.stringMatching(/^[A-Z0-9]{1,9}$/), { minLength: 1, maxLength: 4 })
	fc.assert(
		fc.property(values, values, values, (references, lines, schemes) => {
			const facts = {
				'BT-25[*]': references,
				'BG-25[*].BT-154': lines,
				'BT-29[*].scheme': schemes,
				'BT-22[subject=ADN]': 'B2G',
				'BT-22[subject=PMT]': 'x',
			}
			const { tree } = parseTree(composed(facts, syntax))
			const read = documentFacts(tree!, recognise(tree!), { asOf: '', transport: {}, sha256: '' }).facts
			for (const [name, value] of Object.entries(facts)) expect([name, read(name)]).toEqual([name, value])
		}),
		{ numRuns: 30 },
	)
})

test('an example that comes out otherwise is told with what every condition came to', () => {
	const { failures, errors } = tried(text.replace('"BT-13": "C-2026-17"', '"BT-13": ""'))
	expect(errors).toEqual([])
	expect(failures.map(({ place }) => place)).toEqual(['facts', ...syntaxes])
	expect(failures[0]).toMatchObject({
		rule: 'MINE-01',
		kind: 'pass',
		example: 'order given',
		trace: { holds: true, says: 'BT-13 present false', found: '' },
	})
	expect(failures[0]!.line).toBe(text.split('\n').findIndex((line) => line.includes('order given')) + 1)
})

test('what a document gives back otherwise is told in business terms', () => {
	// White space at the ends is no part of a value in a document.
	const spaced = text
		.replace('"BT-13": "C-2026-17"', '"BT-13": " "')
		.replace('"operator": "present",\n    "value": false', '"operator": "notEqual",\n    "value": " "')
		.replace('"facts": {}', '"facts": { "BT-13": "Y" }')
	const { failures } = tried(spaced)
	expect(failures[0]).toMatchObject({
		place: 'ubl-invoice',
		facts: [{ name: 'Purchase order reference (BT-13)', stated: ' ', read: '' }],
	})
})

test('a file that cannot be read is an error, and the others are tried all the same', () => {
	const { failures, errors, rules } = tryExamples(
		[
			{ file: 'rules/a.json', text: '{' },
			{ file: 'rules/b.json', text },
		],
		set,
	)
	expect({ failures, rules, errors: errors.map(({ code }) => code) }).toEqual({
		failures: [],
		rules: 1,
		errors: ['rule-text-invalid'],
	})
})
