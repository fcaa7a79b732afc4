import { expect, test } from 'vitest'
import { namedOnce } from './checked-with.ts'
import type { CheckedWith } from './verdict.ts'

const [a, b, c] = ['a', 'b', 'c'].map((id): CheckedWith => ({ id, version: '1', sha256: `of ${id}` })) as [
	CheckedWith,
	CheckedWith,
	CheckedWith,
]

test.each<readonly [what: string, given: readonly CheckedWith[], named: readonly CheckedWith[]]>([
	['nothing', [], []],
	['each once', [a, b, a, c, b], [a, b, c]],
	['by what they say', [a, { ...a }, b], [a, b]],
	['two versions are two', [a, { ...a, version: '2' }], [a, { ...a, version: '2' }]],
	['two digests are two', [a, { ...a, sha256: 'other' }], [a, { ...a, sha256: 'other' }]],
])('%s', (_, given, named) => {
	expect(namedOnce(given)).toStrictEqual(named)
})

test('lists follow each other, as one list would', () => {
	const [few, more] = [[a], [b, a, c]]
	const named = namedOnce(few, more)
	expect(named).toStrictEqual([a, b, c])
	expect(namedOnce(few, more)).toBe(named)
	expect(namedOnce([a, b, a, c])).toBe(named)
	expect(namedOnce(more, few)).toStrictEqual([b, a, c])
	expect(namedOnce(few)).toStrictEqual([a])
})

test('the same names are the same list, others are not', () => {
	const list = namedOnce([a, b])
	expect(namedOnce([{ ...a }, b])).toBe(list)
	expect(namedOnce([b, a])).not.toBe(list)
	expect(namedOnce([a])).not.toBe(list)
	for (let n = 0; n < 100; n++) namedOnce([{ ...a, version: `1.${n}` }])
	expect(namedOnce([a, b])).toStrictEqual(list)
})
