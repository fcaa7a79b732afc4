/** Every invoice that the cases state gives the findings that they state, and no rule is without examples. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownRuleSet } from '../server/rule-sets.ts'
import constant from './cases/constant.json' with { type: 'json' }
import { runCases } from './cases.ts'
import { asOf } from './runner.ts'

const run = runCases(import.meta.dirname, { kind: 'chosen', load: ownRuleSet })
/** The rule sets whose every rule has examples here. */
const complete = ['en16931-ubl', 'en16931-cii', 'beyond-ubl', 'beyond-cii'] as const

test('every case gives what it states', () => {
	const wrong = run.results.filter(({ differences }) => differences.length > 0)
	expect(
		wrong.map(({ stated: { title, at }, differences }) => ({
			case: `${at.file}:${at.line} ${title}`,
			differences,
		})),
	).toEqual([])
})

test('a case has one place, so that what it makes can be named after it', () => {
	const places = run.results.map(({ stated: { at } }) => join(at.file, String(at.line)))
	expect(new Set(places).size).toBe(places.length)
})

test.each(complete)('%s: each rule has a case that breaks it and one that does not', (id) => {
	const rules = ownRuleSet(id, asOf).ruleSet.program.assertions.map((assertion) => assertion.id)
	const { failing, passing } = run.examples
	const never = constant.filter(({ ruleSet }) => ruleSet === id).flatMap((entry) => entry.rules)
	expect(rules.filter((rule) => !failing.has(`${id} ${rule}`))).toEqual(inOrder(rules, never))
	// A rule that no node ever reaches has nothing to pass either.
	const unreached = rules.filter((rule) => !passing.has(`${id} ${rule}`))
	expect(unreached.filter((rule) => !never.includes(rule))).toEqual([])
})

/** The constant ones as the rule set has them; one that it does not have stays at the end. */
const inOrder = (rules: readonly string[], chosen: readonly string[]): string[] => [
	...rules.filter((rule) => chosen.includes(rule)),
	...chosen.filter((rule) => !rules.includes(rule)),
]
