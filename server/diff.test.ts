import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unifiedDiff } from './diff.ts'

const names = { before: 'a', after: 'b' }

test('a changed line stands in its context', () => {
	const lines = (middle: string) => `1\n2\n3\n4\n${middle}\n6\n7\n8\n9\n`
	expect(unifiedDiff(lines('5'), lines('five'), names)).toBe(
		'--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
	)
})

test('a missing line end is said', () => {
	expect(unifiedDiff('1', '2', names)).toBe(
		'--- a\n+++ b\n@@ -1,1 +1,1 @@\n-1\n\\ No newline at end of file\n+2\n\\ No newline at end of file\n',
	)
})

/** What the marks of the hunks make of the first text. */
function applied(before: string, diff: string): string {
	const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? []
	let at = 0
	let made = ''
	const lines = diff.split('\n').slice(2, -1)
	lines.forEach((line, index) => {
		const range = /^@@ -(\d+),(\d+) /.exec(line)
		if (range !== null) {
			const start = Number(range[1]) - (range[2] === '0' ? 0 : 1)
			while (at < start) made += old[at++]
		} else if (!line.startsWith('\\')) {
			const end = lines[index + 1]?.startsWith('\\') ? '' : '\n'
			if (line[0] !== '-') made += line.slice(1) + end
			if (line[0] !== '+') expect(old[at++]).toBe(line.slice(1) + end)
		}
	})
	return made + old.slice(at).join('')
}

test('applied to the first text it gives the second', () => {
	const text = fc
		.array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n'), { maxLength: 30 })
		.map((lines) => lines.join(''))
	fc.assert(
		fc.property(text, text, fc.constantFrom('', 'z'), (before, after, tail) => {
			const diff = unifiedDiff(before, after + tail, names)
			expect(diff === '' ? before : applied(before, diff)).toBe(after + tail)
		}),
	)
})
