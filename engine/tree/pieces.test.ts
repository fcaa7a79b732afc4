/** What is cut out of a text, as it is or narrow, small or large: the text itself. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largeText } from './kinds.ts'
import { asciiBytes, narrowed } from './narrow.ts'
import { Pieces } from './pieces.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

/** A text of such words, cut at its bars: as it is, narrow, and narrow with its bytes at hand. */
function ways(words: readonly string[], length: number): readonly (readonly [Pieces, string])[] {
	const text = `${words.join('|')}|${'-'.repeat(length)}`
	const { text: narrow, units } = narrowed(utf8(text))!
	return [
		[new Pieces(text), text],
		[new Pieces(narrow, units), narrow],
		[new Pieces(narrow, units, asciiBytes(units)!), narrow],
	]
}

function cuts([pieces, text]: readonly [Pieces, string], how: 'cut' | 'short', words: number): string[] {
	let from = 0
	return Array.from({ length: words }, () => {
		const to = text.indexOf('|', from)
		const piece = pieces[how](from, to)
		from = to + 1
		return piece
	})
}

describe.each([
	['small', 400],
	['large', largeText],
])('%s', (_, length) => {
	test.each(['cut', 'short'] as const)('%s', (how) => {
		const word = fc.constantFrom(
			'',
			'a',
			'né',
			'nà',
			'n’',
			'𝄞',
			'x'.repeat(40),
			`é${'x'.repeat(40)}`,
			'abc',
			'abd',
		)
		const some = fc.array(word, { maxLength: 20 })
		fc.assert(
			fc.property(some, (words) => {
				for (const way of ways(words, length)) {
					expect(cuts(way, how, words.length)).toEqual(words)
					expect(way[0].complete).toBe(true)
				}
			}),
			{ numRuns: length > 1000 ? 10 : 100 },
		)
	})
})

test('one goes back to read again', () => {
	for (const [pieces, text] of ways(['é', 'à'], 200)) {
		pieces.cut(0, text.indexOf('|'))
		pieces.goTo(0)
		expect([pieces.cut(0, 1), pieces.complete, pieces.cut(2, 3), pieces.complete]).toEqual([
			'é',
			text.includes('é'),
			'à',
			true,
		])
	}
})

test('a unit that no piece holds is told', () => {
	for (const [pieces, text] of ways(['é', 'à'], 200).slice(1)) {
		pieces.cut(2, text.length)
		expect(pieces.complete).toBe(false)
	}
})
