/**
 * The French rules on the invoices of corpus/french: every case as it states, and for every rule a case that it
 * finds and one in which it had something to judge and found nothing.
 */
import { describe, expect, test } from 'vitest'
import { validate } from '#rules'
import { ownRuleSet } from '../server/rule-sets.ts'
import { makeCases, runCases } from './cases.ts'
import { countsOfVerdict } from './compare.ts'
import { readDifferences } from './differences.ts'
import type { Counts } from './expected.ts'
import { asOf } from './runner.ts'

const folder = `${import.meta.dirname}/french`
const sets = (
	[
		'br-fr-ubl',
		'br-fr-cii',
		'ppf-flux1-ubl',
		'ppf-flux1-cii',
		'ppf-flux1-target-ubl',
		'ppf-flux1-target-cii',
	] as const
).map((id) => ownRuleSet(id, asOf))
const run = runCases(folder, { kind: 'chosen', load: ownRuleSet })

test('every case finds what it states', () => {
	const wrong = run.results.filter(({ differences }) => differences.length > 0)
	expect(
		wrong.map(({ stated: { title, at }, differences }) => ({
			at: `${at.file}:${at.line}`,
			title,
			differences,
		})),
	).toEqual([])
})

/** Of the extended profile, the rules that it adds to those of EN 16931, which have their cases elsewhere. */
const extended = (['extended-ctc-fr-ubl', 'extended-ctc-fr-cii'] as const).flatMap((id) =>
	ownRuleSet(id, asOf)
		.ruleSet.program.assertions.filter((rule) => /F[RX]EXT|^CII-EXT|^BR-CO-25$/.test(rule.id))
		.map((rule) => `${id} ${rule.id}`),
)

test('every rule has an example that it finds and one that it lets pass', () => {
	const national = sets.flatMap(({ ruleSet: { id, program } }) =>
		program.assertions.map((assertion) => `${id} ${assertion.id}`),
	)
	const keys = [...national, ...extended]
	expect(keys.filter((key) => !run.examples.failing.has(key))).toEqual([])
	expect(keys.filter((key) => !run.examples.passing.has(key))).toEqual([])
})

test.each(readDifferences('extended-ctc-fr'))(
	'the extended profile by its text: $rule $syntax, $case',
	({ syntax, case: title, text, published, rule, kind, tests = rule }) => {
		const of = `differences-extended-${syntax}.cases`
		const { stated, differences } = run.results.find(
			(result) => result.stated.at.file === of && result.stated.title === title,
		)!
		expect(differences).toEqual([])
		expect(shown(stated.expected)).toBe(text)
		expect(published).not.toBe(text)
		const found = tests!.split(', ').some((id) => text!.split(', ').some((one) => one.startsWith(`${id} `)))
		expect(found).toBe(kind !== 'wider' && kind !== 'error')
	},
)

describe('what a published test says differently', () => {
	const published = (['br-fr-ubl-published', 'br-fr-cii-published'] as const).map((id) =>
		ownRuleSet(id, asOf),
	)
	const found = new Map(
		[...makeCases(folder)]
			.filter(({ stated }) => stated.at.file === 'differences.cases')
			.map(({ stated, text }) => {
				const { verdict } = validate(new TextEncoder().encode(text), {
					source: stated.title,
					sha256: '',
					asOf,
					rules: { kind: 'alone', ruleSets: published },
				})
				return [stated.title, { text: shown(stated.expected), published: shown(countsOfVerdict(verdict)) }]
			}),
	)
	const listed = readDifferences()

	test.each(listed)('$rule $syntax: $case', ({ case: title, text, published }) => {
		expect(found.get(title!)).toEqual({ text, published })
		expect(text).not.toBe(published)
	})

	test('every case is listed', () => {
		expect(listed.map((entry) => entry.case)).toEqual([...found.keys()])
	})
})

const shown = (counts: Counts): string =>
	[...counts].map(([finding, count]) => (count > 1 ? `${finding} ${count}` : finding)).join(', ') || 'nothing'
