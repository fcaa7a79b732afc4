import { expect, test } from 'vitest'
import { coloured, harmless, painterFor, plain } from './terminal.ts'

const streams: [what: string, isTTY: boolean, environment: Record<string, string>, painter: unknown][] = [
	['a terminal', true, {}, coloured],
	['a pipe', false, {}, plain],
	['NO_COLOR', true, { NO_COLOR: '1' }, plain],
	['an empty NO_COLOR', true, { NO_COLOR: '' }, coloured],
	['a dumb terminal', true, { TERM: 'dumb' }, plain],
]
test.each(streams)('colours on %s', (_, isTTY, environment, painter) => {
	expect(painterFor({ isTTY }, environment)).toBe(painter)
})

test('paint nests and ends', () => {
	expect(coloured('x', 'red', 'bold')).toBe('\u001b[1m\u001b[31mx\u001b[39m\u001b[22m')
})

const texts: [given: string, shown: string][] = [
	['plain é 😀', 'plain é 😀'],
	['a\tb', 'a b'],
	['a\u001b[2Jb', 'a·[2Jb'],
	['a\r\nb', 'a··b'],
	['\u202efdp.exe', '·fdp.exe'],
	['a\u009b1mb\u2028c\ufeff', 'a·1mb·c·'],
]
test.each(texts)('%j is shown harmless', (given, shown) => {
	expect(harmless(given)).toBe(shown)
})
