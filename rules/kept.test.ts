import { expect, test } from 'vitest'
import { kept } from './kept.ts'

test.each(['', 'short', 'thirteen long', 'much longer than that, with an é and a €'])(
	'%j is the same text',
	(text) => {
		expect(kept(text)).toBe(text)
	},
)
