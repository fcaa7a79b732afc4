/**
 * Why bytes cannot be read as an XML document. It is the file's fault: data, never thrown.
 *
 * The table names every reason once, those of decoding and those of parsing. `values` holds what the sentences shown to people put in (the kind of
 * file found, the encoding declared, a limit), as text.
 */
import type { ParseFailure } from '../tree/parse.ts'

/** Line and column from 1 (UTF-16 units), offset in the decoded text from 0. */
export interface Place {
	readonly line: number
	readonly column: number
	readonly offset: number
}

export const readFailures = {
	'READ-EMPTY': 'the file holds no byte',
	'READ-BLANK': 'the file holds white space only',
	'READ-NOT-XML': 'the file is of another kind (`found`: zip, png, html, json, text …)',
	'READ-PDF': 'the file is a PDF where XML text is due',
	'READ-PDF-UNREADABLE': 'the PDF is damaged (`reason`)',
	'READ-PDF-ENCRYPTED': 'the PDF is encrypted',
	'READ-TOO-LARGE': 'the file is larger than `limit` bytes (`bytes`)',
	'READ-ENCODING': 'a byte sequence is not valid in the encoding in force (`encoding`, `bytes`)',
	'READ-ENCODING-UNKNOWN': 'the encoding (`encoding`) is not one that is read',
	'READ-ENCODING-CONFLICT': 'the declared encoding (`declared`) contradicts the bytes (`encoding`)',
	'READ-NUL': 'the text holds a NUL character',
	'READ-MALFORMED': 'the XML is not well-formed (`reason`)',
	'READ-NAMESPACE': 'a prefix (`prefix`) is bound to no namespace',
	'READ-DOCTYPE': 'the document has a document type declaration',
	'READ-LIMIT': 'the document exceeds a limit (`limit`: depth, elements …; `allowed`, `count`)',
} as const

export type ReadFailureId = keyof typeof readFailures

export interface ReadFailure {
	readonly kind: 'read-failure'
	readonly id: ReadFailureId
	/** One English sentence for logs; what a supplier reads is made from `id` and `values`. */
	readonly text: string
	readonly values: Readonly<Record<string, string>>
	readonly at?: Place
}

export function readFailure(
	id: ReadFailureId,
	text: string,
	values: Readonly<Record<string, string>> = {},
	at?: Place,
): ReadFailure {
	return at === undefined
		? { kind: 'read-failure', id, text, values }
		: { kind: 'read-failure', id, text, values, at }
}

/** What the parser refused, in the words of the table; with the text that it read, a stray `&` is found where it stands. */
export function parseFailure(failure: ParseFailure, text = ''): ReadFailure {
	const { reason, message, limit, line, column, offset } = failure
	// Wherever it stands, it says most about the file.
	const nul = text.indexOf('\0')
	if (nul >= 0) return readFailure('READ-NUL', 'The text holds a NUL character.', {}, placeOf(text, nul))
	const at = { line, column, offset }
	if (reason === 'doctype') return readFailure('READ-DOCTYPE', message, {}, at)
	if (reason === 'limit' && limit !== undefined) {
		const values = { limit: limit.name, allowed: String(limit.bound), count: String(limit.count) }
		return readFailure('READ-LIMIT', message, values, at)
	}
	const unbound = /^unbound namespace prefix: "?([^"]*)/.exec(message)?.[1]
	if (unbound !== undefined) return readFailure('READ-NAMESPACE', message, { prefix: unbound }, at)
	const ampersand = bareAmpersand(text, offset)
	if (ampersand >= 0) {
		const reason = 'an ampersand begins no reference'
		return readFailure('READ-MALFORMED', reason, { reason }, placeOf(text, ampersand))
	}
	return readFailure('READ-MALFORMED', message, { reason: message }, at)
}

/** What may hold any character, an ampersand too. */
const closed: readonly (readonly [string, string])[] = [
	['<!--', '-->'],
	['<![CDATA[', ']]>'],
	['<?', '?>'],
]
const reference = /&(?:[A-Za-z_][\w.-]*|#\d+|#x[\dA-Fa-f]+);/y

/**
 * The first `&` up to `end` that begins no reference, -1 if there is none. The parser reads on for a `;` and
 * complains far behind, often at the end of the file; people want the place of `Dupont & Fils`.
 */
function bareAmpersand(text: string, end: number): number {
	for (let at = 0; at <= end && at < text.length; at++) {
		const c = text[at]
		if (c === '&') {
			reference.lastIndex = at
			if (!reference.test(text)) return at
		} else if (c === '<') {
			const hidden = closed.find(([start]) => text.startsWith(start, at))
			if (hidden === undefined) continue
			const close = text.indexOf(hidden[1], at + hidden[0].length)
			if (close < 0) return -1
			at = close + hidden[1].length - 1
		}
	}
	return -1
}

/** Line and column of an offset. Lines end as XML counts them: LF, CR LF or CR. */
export function placeOf(text: string, offset: number): Place {
	let line = 1
	let start = 0
	for (let i = 0; i < offset; i++) {
		const c = text.charCodeAt(i)
		if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) {
			line++
			start = i + 1
		}
	}
	return { line, column: offset - start + 1, offset }
}
