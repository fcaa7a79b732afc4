/** A sample of `rules mutate`: the stated cases notice faults in the rules; the whole takes minutes. */
import { expect, test } from 'vitest'
import { mutateSet } from './mutation.ts'

test.each([
	['beyond-ubl', { cases: /(beyond|noticed|differences)-ubl/ }, 90],
	['en16931-cii', { every: 60 }, 90],
	['br-fr-cii-published', { every: 2 }, 95],
	['ppf-flux1-target-cii', {}, 95],
] as const)('%s', (set, options, least) => {
	const { mutants, score, survivors } = mutateSet(set, options)
	expect(mutants).toBeGreaterThan(50)
	expect(score).toBeGreaterThanOrEqual(least)
	expect(survivors.length).toBeLessThan(mutants)
})

test('a set that does not exist is the caller’s mistake', () => {
	expect(() => mutateSet('en16931')).toThrow('There is no rule set en16931')
})
