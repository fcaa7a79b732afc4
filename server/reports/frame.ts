/**
 * A line of the document with a caret under the place, cut to a width that a terminal shows.
 *
 * Many invoices are one line of a million characters, so only what surrounds the place is shown.
 */
import { harmless } from '../terminal.ts'

export interface Frame {
	/** The line number, for the margin. */
	readonly line: string
	readonly source: string
	/** Spaces, then carets. */
	readonly caret: string
}

const width = 100
/** How much of the line before the place is kept when the line is too long. */
const before = 30

/** The line that holds `offset`; `column` is the place in it, from 1. Undefined where the text has no such line. */
export function frameOf(
	text: string,
	place: { line: number; column: number; offset: number },
): Frame | undefined {
	if (place.offset > text.length || place.column < 1) return undefined
	const start = place.offset - (place.column - 1)
	if (start < 0) return undefined
	const line = lineFrom(text, start, place.column + width)
	let from = 0
	if (place.column > width - 20) from = place.column - 1 - before
	const lead = from > 0 ? '… ' : ''
	const room = width - lead.length
	const cut = line.length > from + room
	const shown = line.slice(from, from + room)
	const source = `${lead}${harmless(shown)}${cut ? ' …' : ''}`
	const at = lead.length + place.column - 1 - from
	return {
		line: String(place.line),
		source,
		caret: `${' '.repeat(at)}${'^'.repeat(markLength(line, place.column - 1))}`,
	}
}

function lineFrom(text: string, start: number, reach: number): string {
	const line = text.slice(start, start + reach + 1)
	const end = line.search(/[\r\n]/)
	return end < 0 ? line : line.slice(0, end)
}

/** Under an element's name (`<cbc:ID`) or an attribute's; else one mark. */
function markLength(line: string, at: number): number {
	const name = /^<?[^\s=<>/"']+/.exec(line.slice(at, at + 60))
	return Math.max(1, name?.[0].length ?? 1)
}
