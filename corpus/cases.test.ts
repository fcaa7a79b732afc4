/** Every invoice that the cases state gives the findings that they state. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownRuleSet } from '../server/rule-sets.ts'
import { runCases } from './cases.ts'

const run = runCases(join(import.meta.dirname, 'cases'), { kind: 'chosen', load: ownRuleSet })

test('every case gives what it states', () => {
	const wrong = run.results.filter(({ differences }) => differences.length > 0)
	expect(
		wrong.map(({ stated: { title, at }, differences }) => ({
			case: `${at.file}:${at.line} ${title}`,
			differences,
		})),
	).toEqual([])
})
