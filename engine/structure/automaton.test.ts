import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addAutomaton } from './automaton.ts'
import type { Model } from './table.ts'

const letters = 'abcdefgh'

/** Runs a word, one letter a particle in the order of the model. */
function accepts(model: Model, word: string): boolean {
	const next = [0]
	let state = addAutomaton(next, model).start
	for (const letter of word) {
		const column = letters.indexOf(letter) + 1
		state = column <= model.particles.length ? next[state + column]! : 0
		if (state === 0) return false
	}
	return next[state] === 1
}

/** The same content model as a regular expression. */
function expression({ choice, particles }: Model): RegExp {
	const parts = particles.map(({ min, max }, index) => {
		const most = max === Number.POSITIVE_INFINITY ? '' : max
		return `${letters[index]}{${min},${most}}`
	})
	return new RegExp(`^(?:${parts.join(choice ? '|' : '')})$`)
}

const bounds = fc.constantFrom<[number, number]>(
	[1, 1],
	[0, 1],
	[0, Number.POSITIVE_INFINITY],
	[1, Number.POSITIVE_INFINITY],
	[2, Number.POSITIVE_INFINITY],
	[0, 2],
	[2, 3],
)
const models = fc
	.record({ choice: fc.boolean(), times: fc.array(bounds, { minLength: 1, maxLength: 5 }) })
	.map(
		({ choice, times }): Model => ({
			choice,
			particles: times.map(([min, max], index) => ({ name: `x:${letters[index]}`, type: 'T', min, max })),
		}),
	)

test('an automaton accepts what its content model says', () => {
	const runs = fc.array(fc.tuple(fc.constantFrom(...'abcdef'), fc.integer({ min: 1, max: 4 })), {
		maxLength: 6,
	})
	fc.assert(
		fc.property(models, runs, fc.boolean(), (model, pieces, sorted) => {
			const word = pieces.map(([letter, count]) => letter.repeat(count)).join('')
			// Sorted words meet sequences more often than chance does.
			const tried = sorted ? [...word].sort().join('') : word
			expect(accepts(model, tried)).toBe(expression(model).test(tried))
		}),
		{ numRuns: 1500 },
	)
})
