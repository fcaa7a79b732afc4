import { expect, test } from 'vitest'
import { limitsHelp, readLimits } from './limits.ts'

test('limits are read by name', () => {
	expect(readLimits(['depth=64', 'archiveEntries=10', 'depth=65'])).toEqual({ depth: 65, archiveEntries: 10 })
	expect(readLimits([])).toEqual({})
})

const wrong: [given: string, message: RegExp][] = [
	['depth', /NAME=N, of depth, /],
	['deepness=3', /NAME=N, of depth, /],
	['toString=3', /NAME=N/],
	['depth=', /'' ?; it is a number/],
	['depth=-1', /it is a number/],
	['depth=1e9', /it is a number/],
]
test.each(wrong)('%s is refused', (given, message) => {
	expect(() => readLimits([given])).toThrow(message)
})

test('every limit and its usual value is shown', () => {
	expect(limitsHelp()).toMatch(/ {2}depth +256\n/)
	expect(limitsHelp()).toMatch(/ {2}archiveEntries +20000\n/)
})
