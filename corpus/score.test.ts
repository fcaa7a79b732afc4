/** The figures of `corpus score` on a sample of the mutants; skipped where the corpus is not beside the checkout. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownRuleSet } from '../server/rule-sets.ts'
import { reaches } from './healing.ts'
import { type Scored, scoreMutants, shares } from './score.ts'

const folder = join(import.meta.dirname, '../../shared/corpus/dev')
const present = existsSync(join(folder, 'mutants', 'mutants.jsonl'))
if (!present) console.info('The corpus is not beside the checkout: its mutants are not scored.')

test.skipIf(!present)('rejections of mutants heal as well as they did', { timeout: 120_000 }, () => {
	const scored = scoreMutants(folder, { rules: { kind: 'chosen', load: ownRuleSet }, every: 16 })
	const got = shares(scored)
	expect(got.mutants).toBeGreaterThan(50)
	expect(got.place).toBeGreaterThanOrEqual(0.95)
	expect(got.oneCause).toBeGreaterThanOrEqual(0.95)
	expect(got.healed).toBeGreaterThanOrEqual(0.95)
	expect(got.restored).toBeGreaterThanOrEqual(0.65)
	expect(got.harmed).toBe(0)
})

const good: Scored = {
	file: 'a.xml',
	syntax: 'UBL',
	set: 's',
	operation: 'settext',
	change: '',
	rules: [],
	place: true,
	causes: 1,
	derived: true,
	healed: true,
	restored: true,
	harmed: false,
}

const judged: [what: string, scored: Scored[], reaches: boolean][] = [
	['all good', [good], true],
	['nothing derived', [{ ...good, derived: false, healed: false, restored: false }], false],
	['half restored', [good, { ...good, restored: false }], true],
	['one place wrong in ten', [...Array<Scored>(9).fill(good), { ...good, place: false }], true],
	[
		'two places wrong in ten',
		[...Array<Scored>(8).fill(good), { ...good, place: false }, { ...good, place: false }],
		false,
	],
	['one harm', [...Array<Scored>(99).fill(good), { ...good, harmed: true }], false],
	['several causes', [good, { ...good, causes: 2 }], false],
]

test.each(judged)('%s', (_, scored, expected) => {
	expect(reaches(shares(scored))).toBe(expected)
})
