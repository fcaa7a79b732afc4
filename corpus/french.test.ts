/**
 * The French rules on the invoices of corpus/french: every case as it states, and for every rule a case that it
 * finds and one in which it had something to judge and found nothing.
 */
import { expect, test } from 'vitest'
import { ownRuleSet } from '../server/rule-sets.ts'
import { runCases } from './cases.ts'
import { asOf } from './runner.ts'

const folder = `${import.meta.dirname}/french`
const sets = (['br-fr-ubl', 'br-fr-cii'] as const).map((id) => ownRuleSet(id, asOf))
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

test('every rule has an example that it finds and one that it lets pass', () => {
	const keys = sets.flatMap(({ ruleSet: { id, program } }) =>
		program.assertions.map((assertion) => `${id} ${assertion.id}`),
	)
	expect(keys.filter((key) => !run.examples.failing.has(key))).toEqual([])
	expect(keys.filter((key) => !run.examples.passing.has(key))).toEqual([])
})
