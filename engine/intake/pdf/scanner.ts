/**
 * Reads objects from bytes (ISO 32000-1, 7.2 and 7.3).
 *
 * One pass, no look-behind; every object is charged to the budget, so that no file can make it read the same
 * bytes over and over. Sloppy writers are followed where all readers follow them: a missing `>` or `]` at the
 * end of the data closes what is open, an unknown word is null.
 */
import type { PdfObject, Stream } from './object.ts'
import { type Budget, Trouble } from './trouble.ts'

/** 1 white space, 2 delimiter, 0 regular. */
const classes = new Uint8Array(256)
for (const byte of [0, 9, 10, 12, 13, 32]) classes[byte] = 1
for (const byte of '()<>[]{}/%') classes[byte.charCodeAt(0)] = 2

/** Stands for the end of an array, a dictionary or the data. */
type Closing = ']' | '>>' | 'end'
interface Word {
	readonly word: string
}

export class Scanner {
	readonly bytes: Uint8Array
	at: number
	readonly #budget: Budget

	constructor(bytes: Uint8Array, at: number, budget: Budget) {
		this.bytes = bytes
		this.at = at
		this.#budget = budget
	}

	/** The next object; words that are no object give null. */
	object(depth = 0): PdfObject {
		const token = this.#token(depth)
		if (typeof token === 'string') return null
		return isWord(token) ? constant(token.word) : this.#maybeReference(token)
	}

	/** `n g obj`, then the object; undefined if something else stands here. */
	indirect():
		| { readonly number: number; readonly generation: number; readonly object: PdfObject }
		| undefined {
		const number = this.integer()
		const generation = this.integer()
		if (number === undefined || generation === undefined || !this.word('obj')) return undefined
		const object = this.object()
		if (object === null || typeof object !== 'object' || !('kind' in object) || object.kind !== 'dictionary')
			return { number, generation, object }
		if (!this.word('stream')) return { number, generation, object }
		// 7.3.8.1: the keyword is followed by CR LF or LF; a lone CR is met all the same.
		if (this.bytes[this.at] === 13) this.at++
		if (this.bytes[this.at] === 10) this.at++
		const stream: Stream = { kind: 'stream', dictionary: object, start: this.at }
		return { number, generation, object: stream }
	}

	/** A number without sign or fraction, undefined if something else stands here. */
	integer(): number | undefined {
		this.space()
		const start = this.at
		let value = 0
		for (let digit = this.#digit(); digit >= 0; digit = this.#digit()) {
			value = value * 10 + digit
			this.at++
		}
		const end = classes[this.bytes[this.at] ?? 32]
		if (this.at - start > 64) this.#budget.search(this.at - start)
		if (this.at > start && this.at - start < 16 && end !== 0) return value
		this.at = start
		return undefined
	}

	/** Passes over the word if it stands next. */
	word(word: string): boolean {
		this.space()
		for (let i = 0; i < word.length; i++) if (this.bytes[this.at + i] !== word.charCodeAt(i)) return false
		this.at += word.length
		return true
	}

	/** Passes over white space and comments. */
	space(): void {
		const { bytes } = this
		const start = this.at
		for (let c = bytes[this.at]; c !== undefined; c = bytes[this.at]) {
			if (c === 0x25) {
				while (this.at < bytes.length && bytes[this.at] !== 10 && bytes[this.at] !== 13) this.at++
			} else if (classes[c] === 1) this.at++
			else break
		}
		if (this.at - start > 64) this.#budget.search(this.at - start)
	}

	#digit(): number {
		const c = this.bytes[this.at] ?? 0
		return c >= 0x30 && c <= 0x39 ? c - 0x30 : -1
	}

	#token(depth: number): PdfObject | Word | Closing {
		this.#budget.object()
		this.space()
		const { bytes } = this
		const c = bytes[this.at]
		if (c === undefined) return 'end'
		switch (c) {
			case 0x2f:
				this.at++
				return { kind: 'name', name: this.#name() }
			case 0x28:
				return { kind: 'text', bytes: this.#literal() }
			case 0x3c:
				if (bytes[this.at + 1] !== 0x3c) return { kind: 'text', bytes: this.#hexadecimal() }
				this.at += 2
				return this.#dictionary(depth + 1)
			case 0x3e:
				this.at += bytes[this.at + 1] === 0x3e ? 2 : 1
				return '>>'
			case 0x5b:
				this.at++
				return this.#array(depth + 1)
			case 0x5d:
				this.at++
				return ']'
			case 0x29:
			case 0x7b:
			case 0x7d:
				this.at++
				return { word: '' }
		}
		const start = this.at
		while (this.at < bytes.length && classes[bytes[this.at]!] === 0) this.at++
		if (this.at - start > 64) this.#budget.search(this.at - start)
		const word = String.fromCharCode(...bytes.subarray(start, Math.min(this.at, start + 64)))
		return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word) ? Number(word) : { word }
	}

	/** After a whole number, `g R` makes it a reference (7.3.10). */
	#maybeReference(object: PdfObject): PdfObject {
		if (typeof object !== 'number' || !Number.isInteger(object) || object < 0) return object
		const after = this.at
		const generation = this.integer()
		if (generation !== undefined) {
			this.space()
			if (this.bytes[this.at] === 0x52 && classes[this.bytes[this.at + 1] ?? 32] !== 0) {
				this.at++
				return { kind: 'reference', number: object, generation }
			}
		}
		this.at = after
		return object
	}

	#array(depth: number): PdfObject {
		this.#deeper(depth)
		const items: PdfObject[] = []
		for (;;) {
			const token = this.#token(depth)
			if (typeof token === 'string') return items
			items.push(isWord(token) ? constant(token.word) : this.#maybeReference(token))
		}
	}

	#dictionary(depth: number): PdfObject {
		this.#deeper(depth)
		const entries = new Map<string, PdfObject>()
		for (;;) {
			const key = this.#token(depth)
			if (typeof key === 'string') return { kind: 'dictionary', entries }
			if (isWord(key) && /^(?:endobj|stream|endstream)$/.test(key.word)) {
				this.at -= key.word.length
				return { kind: 'dictionary', entries }
			}
			const name = !isWord(key) && typeof key === 'object' && key !== null && 'kind' in key ? key : undefined
			if (name?.kind !== 'name') continue
			const token = this.#token(depth)
			if (typeof token === 'string') return { kind: 'dictionary', entries }
			const value = isWord(token) ? constant(token.word) : this.#maybeReference(token)
			// 7.3.7 leaves repeated keys undefined; the first one counts, as in most readers.
			if (!entries.has(name.name)) entries.set(name.name, value)
		}
	}

	#deeper(depth: number): void {
		const { pdfDepth } = this.#budget.limits
		if (depth > pdfDepth) this.#budget.exceeded('pdfDepth', depth)
	}

	#name(): string {
		const { bytes } = this
		let name = ''
		for (let c = bytes[this.at]; c !== undefined && classes[c] === 0; c = bytes[this.at]) {
			const high = hexDigit(bytes[this.at + 1])
			const low = hexDigit(bytes[this.at + 2])
			if (c === 0x23 && high >= 0 && low >= 0) {
				name += String.fromCharCode(high * 16 + low)
				this.at += 3
			} else {
				name += String.fromCharCode(c)
				this.at++
			}
			if (name.length > 4096) throw new Trouble('a name is longer than any')
		}
		return name
	}

	#literal(): string {
		const { bytes } = this
		const parts: number[] = []
		let open = 1
		this.at++
		while (this.at < bytes.length) {
			let c = bytes[this.at++]!
			if (c === 0x28) open++
			else if (c === 0x29 && --open === 0) break
			else if (c === 0x5c) {
				const escaped = this.#escape()
				if (escaped < 0) continue
				c = escaped
			}
			parts.push(c)
		}
		// Taking bytes one by one costs more than looking through them.
		this.#budget.search(parts.length * 8)
		return binary(parts)
	}

	/** What a backslash makes of the characters behind it; -1: nothing. */
	#escape(): number {
		const { bytes } = this
		const c = bytes[this.at++] ?? 0x5c
		switch (c) {
			case 0x6e:
				return 10
			case 0x72:
				return 13
			case 0x74:
				return 9
			case 0x62:
				return 8
			case 0x66:
				return 12
			case 13:
				if (bytes[this.at] === 10) this.at++
				return -1
			case 10:
				return -1
		}
		if (c < 0x30 || c > 0x37) return c
		let code = c - 0x30
		for (let i = 0; i < 2; i++) {
			const digit = (bytes[this.at] ?? 0) - 0x30
			if (digit < 0 || digit > 7) break
			code = code * 8 + digit
			this.at++
		}
		return code & 0xff
	}

	#hexadecimal(): string {
		const { bytes } = this
		const parts: number[] = []
		let high = -1
		this.at++
		while (this.at < bytes.length) {
			const c = bytes[this.at++]!
			if (c === 0x3e) break
			const digit = hexDigit(c)
			if (digit < 0) continue
			if (high < 0) high = digit
			else {
				parts.push(high * 16 + digit)
				high = -1
			}
		}
		if (high >= 0) parts.push(high * 16)
		// Taking bytes one by one costs more than looking through them.
		this.#budget.search(parts.length * 8)
		return binary(parts)
	}
}

function isWord(token: PdfObject | Word): token is Word {
	return typeof token === 'object' && token !== null && 'word' in token
}

function constant(word: string): PdfObject {
	return word === 'true' ? true : word === 'false' ? false : null
}

function hexDigit(c: number | undefined): number {
	if (c === undefined) return -1
	if (c >= 0x30 && c <= 0x39) return c - 0x30
	const letter = c | 0x20
	return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

function binary(codes: readonly number[]): string {
	let text = ''
	for (let i = 0; i < codes.length; i += 4096) text += String.fromCharCode(...codes.slice(i, i + 4096))
	return text
}
