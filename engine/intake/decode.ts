/**
 * Bytes to text ready for the parser, or the reason why not.
 *
 * Decoding is strict: a replaced character would be a value that nobody sent, and the verdict must be about
 * the bytes received. The fast path is one native call; where it fails, and only then, the place is sought. Which
 * characters XML allows is the parser's business.
 */
import { narrowed, type Units } from '../tree/narrow.ts'
import { type Encoding, recogniseEncoding, singleByteTable } from './encoding.ts'
import { placeOf, type ReadFailure, readFailure } from './failure.ts'
import { isHtml, kindBySignature, kindOfText } from './sniff.ts'

export interface Decoded {
	readonly kind: 'decoded'
	/** Without the byte order mark. */
	readonly text: string
	readonly encoding: Encoding
	readonly bom: boolean
	/** The text is narrow (tree/narrow.ts), and these are its units that are not ASCII. */
	readonly units?: Units
	/** The bytes of the text, where it is UTF-8 and not narrow. */
	readonly utf8?: Uint8Array
}

export interface DecodeOptions {
	/** Files above it are refused; 120 MB, the largest file that flows of the reform may hold, unless given. */
	readonly maxBytes?: number
	/** From so many bytes on, UTF-8 is given as a narrow text where that saves memory. */
	readonly narrowAbove?: number
}

export const defaultMaxBytes = 120_000_000

export function decode(bytes: Uint8Array, options: DecodeOptions = {}): Decoded | ReadFailure {
	const limit = options.maxBytes ?? defaultMaxBytes
	if (bytes.length === 0) return readFailure('READ-EMPTY', 'The file is empty.')
	if (bytes.length > limit)
		return readFailure('READ-TOO-LARGE', `The file has ${bytes.length} bytes; the limit is ${limit}.`, {
			bytes: String(bytes.length),
			limit: String(limit),
		})
	const kind = kindBySignature(bytes)
	if (kind === 'pdf') return readFailure('READ-PDF', 'The file is a PDF.', { found: 'pdf' })
	if (kind !== undefined) return notXml(kind)

	const recognised = recogniseEncoding(bytes)
	if (recognised.kind === 'unknown')
		return readFailure(
			'READ-ENCODING-UNKNOWN',
			`The encoding ${recognised.encoding} is not one that is read.`,
			{ encoding: recognised.encoding },
			{ line: 1, column: 1, offset: 0 },
		)
	if (recognised.kind === 'conflict')
		return readFailure(
			'READ-ENCODING-CONFLICT',
			`The declaration says ${recognised.declared}, the bytes say ${recognised.encoding}.`,
			{ declared: recognised.declared, encoding: recognised.encoding },
			{ line: 1, column: 1, offset: 0 },
		)

	const { encoding, bom } = recognised
	const body = recognised.skip === 0 ? bytes : bytes.subarray(recognised.skip)
	const small = body.length <= (options.narrowAbove ?? Number.POSITIVE_INFINITY)
	const narrow = small || encoding !== 'utf-8' ? undefined : narrowed(body)
	const text = narrow?.text ?? textOf(body, encoding)
	if (typeof text !== 'string') return opensElement(body, encoding) ? text : notXml('binary')

	const first = text.search(/[^ \t\r\n]/)
	if (first < 0) return readFailure('READ-BLANK', 'The file holds white space only.')
	if (text[first] !== '<') return notXml(kindOfText(text), text, first)
	if (isHtml(text)) return notXml('html', text, first)
	if (narrow !== undefined) return { kind: 'decoded', text, encoding, bom, units: narrow.units }
	return encoding === 'utf-8'
		? { kind: 'decoded', text, encoding, bom, utf8: body }
		: { kind: 'decoded', text, encoding, bom }
}

function notXml(found: string, text?: string, offset?: number): ReadFailure {
	const at = text === undefined || offset === undefined ? undefined : placeOf(text, offset)
	return readFailure('READ-NOT-XML', `The file is no XML document (${found}).`, { found }, at)
}

function opensElement(bytes: Uint8Array, encoding: Encoding): boolean {
	const step = encoding.startsWith('utf-16') ? 2 : 1
	let at = encoding === 'utf-16be' ? 1 : 0
	while (at < bytes.length && (bytes[at] === 9 || bytes[at] === 10 || bytes[at] === 13 || bytes[at] === 32))
		at += step
	return bytes[at] === 0x3c
}

const strictly = { fatal: true, ignoreBOM: true }
const utf8 = new TextDecoder('utf-8', strictly)

function textOf(bytes: Uint8Array, encoding: Encoding): string | ReadFailure {
	if (encoding !== 'utf-8' && encoding !== 'utf-16le' && encoding !== 'utf-16be')
		return singleByteText(bytes, encoding)
	try {
		return (encoding === 'utf-8' ? utf8 : new TextDecoder(encoding, strictly)).decode(bytes)
	} catch {
		return encoding === 'utf-8' ? invalidUtf8(bytes) : invalidUtf16(bytes, encoding)
	}
}

function singleByteText(bytes: Uint8Array, encoding: Encoding): string | ReadFailure {
	const table = singleByteTable(encoding)
	const size = 8192
	const codes = new Uint16Array(size)
	const parts: string[] = []
	for (let start = 0; start < bytes.length; start += size) {
		const end = Math.min(start + size, bytes.length)
		for (let i = start; i < end; i++) {
			const code = table[bytes[i]!]!
			if (code === 0xffff) {
				const before = parts.join('') + String.fromCharCode(...codes.subarray(0, i - start))
				return invalid(encoding, bytes.subarray(i, i + 1), before)
			}
			codes[i - start] = code
		}
		parts.push(String.fromCharCode(...codes.subarray(0, end - start)))
	}
	return parts.join('')
}

function invalidUtf8(bytes: Uint8Array): ReadFailure {
	const at = validUtf8Length(bytes)
	const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, at))
	return invalid('utf-8', bytes.subarray(at, at + 4), before)
}

/** How many leading bytes are whole, valid UTF-8 characters (Unicode, table 3-7). */
export function validUtf8Length(bytes: Uint8Array): number {
	let at = 0
	while (at < bytes.length) {
		const lead = bytes[at]!
		const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
		if (length === 0) return at
		for (let i = 1; i < length; i++) {
			const next = bytes[at + i]
			if (next === undefined || next < 0x80 || next > 0xbf) return at
			if (i > 1) continue
			// Overlong forms, surrogates and code points above 10FFFF.
			if ((lead === 0xe0 && next < 0xa0) || (lead === 0xed && next > 0x9f)) return at
			if ((lead === 0xf0 && next < 0x90) || (lead === 0xf4 && next > 0x8f)) return at
		}
		at += length
	}
	return at
}

function invalidUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): ReadFailure {
	const high = encoding === 'utf-16be' ? 0 : 1
	let at = 0
	while (at + 1 < bytes.length) {
		const lead = bytes[at + high]! & 0xfc
		if (lead === 0xdc) break
		if (lead === 0xd8) {
			const trail = bytes[at + 2 + high]
			if (at + 3 >= bytes.length || trail === undefined || (trail & 0xfc) !== 0xdc) break
			at += 2
		}
		at += 2
	}
	const before = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(0, at))
	return invalid(encoding, bytes.subarray(at, at + 2), before)
}

function invalid(encoding: Encoding, bytes: Uint8Array, before: string): ReadFailure {
	const hex = [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')
	return readFailure(
		'READ-ENCODING',
		`The bytes ${hex} are no character in ${encoding}.`,
		{ encoding, bytes: hex },
		placeOf(before, before.length),
	)
}
