import { expect, test } from 'vitest'
import { patience } from './patience.ts'

/** What is answered to waits of so many milliseconds, one every ten; 50 are granted. */
function answers(...waits: number[]): string {
	let time = 0
	const tooLong = patience(50, () => {
		time += 10
		return time
	})
	return waits.map((wait) => (tooLong(wait) ? 'x' : '.')).join('')
}

const repeat = (wait: number, times: number): number[] => Array.from({ length: times }, () => wait)

const lines: [what: string, waits: number[], answers: RegExp][] = [
	['short waits', repeat(10, 50), /^\.{50}$/],
	['a burst', [...repeat(49, 9), ...repeat(5, 9), ...repeat(49, 9)], /^\.{27}$/],
	['a burst beyond what is granted', [...repeat(51, 3), 49], /^xxx\.$/],
	['a crowd that lasts', repeat(11, 80), /^\.{40}x{40}$/],
	['room in a crowd', [...repeat(11, 50), 9, 11, 9, 11], /x\.x\.x$/],
	['a burst after a crowd', [...repeat(11, 50), ...repeat(9, 101), ...repeat(49, 9)], /x\.{110}$/],
]
test.each(lines)('%s', (_, waits, expected) => {
	expect(answers(...waits)).toMatch(expected)
})
