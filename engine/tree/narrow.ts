/**
 * A large text held with one byte a character.
 *
 * JavaScript holds a text with two bytes a character as soon as one is not ASCII, and a French invoice has an é.
 * Here each UTF-16 unit that is not ASCII is replaced by a stand-in that no XML document may hold, and kept beside
 * the text: so offsets, lines and columns stay those of the text itself, and what is cut out of it is made whole.
 */

/** U+001A, which XML forbids even as a reference. */
export const standIn = '\x1a'
export const standInCode = 0x1a

/** The units that stand-ins stand for: their offsets, ascending, and what they are. */
export interface Units {
	readonly count: number
	readonly at: Int32Array
	readonly unit: Uint16Array
}

export interface Narrow {
	readonly text: string
	readonly units: Units
}

/** With more units that are not ASCII than one in so many, nothing would be saved. */
const sparse = 8

/** Bytes of a text up to which the room for them is kept from one document to the next. */
const mostRoom = 1 << 24
/** Bytes after it: a 0, and what may be looked at together with that. */
const slack = 4
let room = new Uint8Array(0)
/** Whose characters stand there. */
let roomOf: Units | undefined

/** The characters of the narrow text with these units, one a byte, then a 0 and three bytes more; undefined: no longer there. */
export function asciiBytes(units: Units): Uint8Array | undefined {
	return roomOf === units ? room : undefined
}

/**
 * Valid UTF-8 as a narrow text. Undefined where it holds a stand-in itself, where too much of it is not ASCII,
 * and where it is not valid: the usual decoder has the word.
 */
export function narrowed(bytes: Uint8Array): Narrow | undefined {
	if (bytes.includes(standInCode)) return undefined
	const endOfAscii = asciiOf(bytes)
	const kept = bytes.length < mostRoom
	if (kept && room.length < bytes.length + slack) room = new Uint8Array(bytes.length + slack)
	const ascii = kept ? room : new Uint8Array(bytes.length)
	roomOf = undefined
	let at = new Int32Array(1024)
	let unit = new Uint16Array(1024)
	let count = 0
	let length = 0
	const most = bytes.length / sparse
	const put = (code: number): void => {
		if (count === at.length) {
			at = doubled(at, new Int32Array(count * 2))
			unit = doubled(unit, new Uint16Array(count * 2))
		}
		at[count] = length
		unit[count++] = code
		ascii[length++] = standInCode
	}
	for (let i = 0; i < bytes.length; ) {
		const lead = bytes[i]!
		if (lead < 0x80) {
			const end = endOfAscii(i)
			if (end - i > shortRun) {
				ascii.set(bytes.subarray(i, end), length)
				length += end - i
				i = end
			} else while (i < end) ascii[length++] = bytes[i++]!
			continue
		}
		const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
		const code = codePoint(bytes, i, size)
		if (code < 0 || count > most) return undefined
		if (code > 0xffff) {
			put(0xd800 + ((code - 0x10000) >> 10))
			put(0xdc00 + ((code - 0x10000) & 0x3ff))
		} else put(code)
		i += size
	}
	const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(ascii.subarray(0, length))
	const units = { count, at, unit }
	if (kept) {
		ascii[length] = 0
		roomOf = units
	}
	// Given back at once rather than when memory runs short.
	else ascii.buffer.transfer(0)
	return { text, units }
}

/** Bytes up to which a loop copies faster than a call. */
const shortRun = 32

/** Finds where ASCII characters end, four at a time. */
function asciiOf(bytes: Uint8Array): (start: number) => number {
	const shift = -bytes.byteOffset & 3
	const count = Math.max(0, (bytes.length - shift) >> 2)
	const words = count === 0 ? new Int32Array() : new Int32Array(bytes.buffer, bytes.byteOffset + shift, count)
	return (start) => {
		let i = start
		while (i < bytes.length && ((i - shift) & 3) !== 0 && bytes[i]! < 0x80) i++
		if (((i - shift) & 3) === 0 && i >= shift) {
			let w = (i - shift) >> 2
			while (w < count && (words[w]! & 0x80808080) === 0) w++
			i = shift + (w << 2)
		}
		while (i < bytes.length && bytes[i]! < 0x80) i++
		return i
	}
}

/** The code point of `size` bytes (Unicode, table 3-7); -1 where they are no character. */
function codePoint(bytes: Uint8Array, start: number, size: number): number {
	const lead = bytes[start]!
	if (lead < 0xc2 || lead > 0xf4 || start + size > bytes.length) return -1
	let code = lead & (0x7f >> size)
	for (let i = start + 1; i < start + size; i++) {
		const next = bytes[i]!
		if ((next & 0xc0) !== 0x80) return -1
		code = (code << 6) | (next & 0x3f)
	}
	// Overlong forms, surrogates and what is above 10FFFF.
	if (size === 3 && (code < 0x800 || (code >= 0xd800 && code <= 0xdfff))) return -1
	if (size === 4 && (code < 0x10000 || code > 0x10ffff)) return -1
	return code
}

function doubled<T extends Int32Array | Uint16Array>(array: T, copy: T): T {
	copy.set(array)
	return copy
}

/** A piece of a narrow text that starts at `from`, made whole. */
export function widened(piece: string, { count, at, unit }: Units, from = 0): string {
	const next = piece.indexOf(standIn)
	if (next < 0) return piece
	let index = 0
	for (let high = count; index < high; ) {
		const middle = (index + high) >> 1
		if (at[middle]! < from + next) index = middle + 1
		else high = middle
	}
	return whole(piece, (i) => unit[index + i]!)
}

/** Units made a text at once. */
const longest = 8192

/** The piece with its stand-ins replaced, the first of which is number 0. */
export function whole(piece: string, unitOf: (number: number) => number): string {
	const parts: string[] = []
	let met = 0
	for (let start = 0; start < piece.length; start += longest) {
		const end = Math.min(start + longest, piece.length)
		const codes: number[] = []
		for (let i = start; i < end; i++) {
			const code = piece.charCodeAt(i)
			codes.push(code === standInCode ? unitOf(met++) : code)
		}
		parts.push(String.fromCharCode(...codes))
	}
	return parts.length === 1 ? parts[0]! : parts.join('')
}

/** Whether one of the units is no character of XML: U+FFFE or U+FFFF. */
export function holdsNonCharacter({ count, unit }: Units): boolean {
	for (let i = 0; i < count; i++) if (unit[i]! >= 0xfffe) return true
	return false
}
