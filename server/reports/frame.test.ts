import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frameOf } from './frame.ts'

const place = (text: string, mark: string) => {
	const offset = text.indexOf(mark)
	const before = text.slice(0, offset).split('\n')
	return { line: before.length, column: before.at(-1)!.length + 1, offset }
}

const frames: [what: string, text: string, mark: string, source: string, caret: string][] = [
	['an element', '<a>\n  <cbc:ID>7</cbc:ID>\n</a>', '<cbc:ID', '  <cbc:ID>7</cbc:ID>', '  ^^^^^^^'],
	['an attribute', '<a b="1"/>', 'b=', '<a b="1"/>', '   ^'],
	['text', '<a>\n12 €</a>', '12', '12 €</a>', '^^'],
	['tabs', '\t<a/>', '<a', ' <a/>', ' ^^'],
	['CR LF', '<a>\r\n<b/>\r\n</a>', '<b', '<b/>', '^^'],
	['control characters', '<a>\u001b[1m<b/>', '<b', '<a>·[1m<b/>', '       ^^'],
	['the end', '<a>', '', '<a>', '^^'],
]
test.each(frames)('%s is framed', (_, text, mark, source, caret) => {
	expect(frameOf(text, place(text, mark))).toMatchObject({ source, caret })
})

test('a long line is cut around the place', () => {
	const text = `<a>${'x'.repeat(5000)}<b/>${'y'.repeat(5000)}</a>`
	const frame = frameOf(text, place(text, '<b'))!
	expect(frame.source.length).toBeLessThan(110)
	expect(frame.source.slice(frame.caret.indexOf('^'))).toMatch(/^<b\/>y+ …$/)
})

test('the caret stands under the place, wherever it is', () => {
	const line = fc.string({ unit: fc.constantFrom('a', ' ', '<', 'é'), minLength: 1, maxLength: 400 })
	fc.assert(
		fc.property(line, fc.nat(), (text, n) => {
			const offset = n % text.length
			const frame = frameOf(`first\n${text}`, { line: 2, column: offset + 1, offset: offset + 6 })!
			expect(frame.source[frame.caret.indexOf('^')]).toBe(text[offset])
			expect(frame.source.length).toBeLessThanOrEqual(104)
		}),
	)
})

test('a place outside the text has no frame', () => {
	expect(frameOf('<a/>', { line: 9, column: 1, offset: 99 })).toBeUndefined()
	expect(frameOf('<a/>', { line: 1, column: 9, offset: 2 })).toBeUndefined()
})
