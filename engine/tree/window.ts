/**
 * The window through which the scanner reads a text: its bytes in UTF-8, since looking at a byte costs a fraction of
 * looking at a character of a string.
 *
 * A 0 ends the window: no token passes it. A token that is cut off there is read again, in a window that begins
 * with it. Values are cut from the text itself, at the index in the window plus `shift`.
 */
import { allowStandIn, four, plain, stop, three, two } from './characters.ts'
import type { Units } from './narrow.ts'
import { Pieces } from './pieces.ts'

export interface WindowOptions {
	/** The text is narrow (narrow.ts), and these are its units that are not ASCII. */
	readonly units?: Units
	/** Where it is: its characters, one a byte, a 0 after them and room for three bytes more, if they are at hand. */
	readonly ascii?: Uint8Array | undefined
	/** The text in valid UTF-8, where that is at hand: it need not be made again. */
	readonly utf8?: Uint8Array
	/** Where bytes are looked at. */
	readonly window?: Uint8Array
}

const usual = new Uint8Array(1 << 18)
/** Of the window: its 0, and what may be looked at together with it. */
const slack = 4
const highest = 0x80808080 | 0
const encoder = new TextEncoder()

export class Window {
	protected readonly source: string
	protected readonly narrow: boolean
	protected readonly bytes: Uint8Array
	/** The same bytes, to look at several at once. */
	protected readonly words: DataView
	/** Bytes in the window: there its 0 stands. */
	protected end = 0
	/** The window shows the end of the text. */
	protected final = false
	/** Index in the text, less index in the window. */
	protected shift = 0
	protected readonly pieces: Pieces

	constructor(source: string, { units, ascii, window = ascii ?? usual }: WindowOptions) {
		this.source = source
		this.narrow = units !== undefined
		this.bytes = window
		this.words = new DataView(window.buffer, window.byteOffset, window.length)
		if (ascii !== undefined) {
			this.end = source.length
			this.final = true
		}
		allowStandIn(this.narrow)
		this.pieces = new Pieces(source, units, ascii)
	}

	/** Shows all of the text from its bytes, if there is room for them. */
	protected showAll(utf8: Uint8Array): boolean {
		if (utf8.length > this.bytes.length - slack) return false
		this.bytes.set(utf8)
		this.bytes[utf8.length] = 0
		this.end = utf8.length
		this.final = true
		return true
	}

	/** Lets the window begin at that index of the text. */
	protected show(from: number): void {
		const source = this.source
		const most = this.bytes.length - slack
		let to = Math.min(from + most, source.length)
		// No character may be cut in halves.
		if (to < source.length && (source.charCodeAt(to - 1) & 0xfc00) === 0xd800) to--
		const text = from === 0 && to === source.length ? source : source.slice(from, to)
		const { read, written } = encoder.encodeInto(text, this.bytes.subarray(0, most))
		this.bytes[written] = 0
		this.end = written
		this.final = from + read === source.length
		this.shift = from
		this.pieces.goTo(from)
	}

	/** The next byte at which the table stops, past wide characters; -1 where there is none. */
	protected until(at: number, table: Uint8Array): number {
		const bytes = this.bytes
		let i = at
		for (;;) {
			let kind = table[bytes[i]!]!
			while (kind === plain) kind = table[bytes[++i]!]!
			if (kind === stop) return i
			i = this.#wide(i, kind)
			if (i < 0) return -1
		}
	}

	/** The same where only that character stops: four bytes at a time while they are usual ones. */
	protected untilOne(at: number, character: number, table: Uint8Array): number {
		const { bytes, words } = this
		const four = character * 0x01010101
		let i = at
		for (;;) {
			const word = words.getInt32(i, true)
			const other = word ^ four
			// Below a space, the character itself, above ASCII: the highest bit of some byte is left.
			if (((((word - 0x20202020) & ~word) | ((other - 0x01010101) & ~other) | word) & highest) === 0) {
				i += 4
				continue
			}
			const kind = table[bytes[i]!]!
			if (kind === stop) return i
			i = kind === plain ? i + 1 : this.#wide(i, kind)
			if (i < 0) return -1
		}
	}

	/** Past a character of several bytes. */
	#wide(at: number, kind: number): number {
		const bytes = this.bytes
		switch (kind) {
			case two:
				this.shift -= 1
				return at + 2
			case three:
				// U+FFFE and U+FFFF are no characters of XML.
				if (bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2]! >= 0xbe) return -1
				this.shift -= 2
				return at + 3
			case four:
				this.shift -= 2
				return at + 4
			default:
				return -1
		}
	}
}
