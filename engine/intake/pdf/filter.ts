/**
 * What filters make of a stream's stored bytes (ISO 32000-1, 7.4), within the budget.
 *
 * Inflating goes piece by piece, and the budget is asked after each piece: a bomb is noticed when a few
 * megabytes too many exist, not when memory is full.
 */
import { Inflate } from 'fflate'
import { type Budget, Trouble } from './trouble.ts'

export interface Predictor {
	readonly predictor: number
	readonly colors: number
	readonly bits: number
	readonly columns: number
}

/** Applies one filter, by its full or short name. */
export function unfilter(name: string, stored: Uint8Array, predictor: Predictor, budget: Budget): Uint8Array {
	switch (name) {
		case 'FlateDecode':
		case 'Fl':
			return unpredict(inflate(stored, budget), predictor, budget)
		case 'ASCIIHexDecode':
		case 'AHx':
			return asciiHex(stored, budget)
		case 'ASCII85Decode':
		case 'A85':
			return ascii85(stored, budget)
		case 'RunLengthDecode':
		case 'RL':
			return runLength(stored, budget)
		default:
			throw new Trouble(`the filter ${name} is not one that is read`)
	}
}

/** Small enough that one piece cannot become more than 16 MB. */
const piece = 16_384

function inflate(stored: Uint8Array, budget: Budget): Uint8Array {
	const chunks: Uint8Array[] = []
	let size = 0
	const take = (chunk: Uint8Array): void => {
		size += chunk.length
		chunks.push(chunk)
	}
	// Deflated data has a two-byte header (RFC 1950); a writer in the field forgets it. The checksum at the
	// end is not looked at, since writers leave out or misplace it too.
	const header = (stored[0]! & 0x0f) === 8 && ((stored[0]! << 8) | stored[1]!) % 31 === 0 ? 2 : 0
	const stream = new Inflate(take)
	try {
		for (let at = header; at < stored.length; at += piece) {
			const before = size
			const end = Math.min(at + piece, stored.length)
			stream.push(stored.subarray(at, end), end === stored.length)
			budget.inflated(size - before, size, stored.length)
		}
	} catch (error) {
		if (error instanceof Error && 'code' in error)
			throw new Trouble(`deflated data is damaged: ${error.message}`)
		throw error
	}
	return join(chunks, size)
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
	if (chunks.length === 1) return chunks[0]!
	const whole = new Uint8Array(size)
	let at = 0
	for (const chunk of chunks) {
		whole.set(chunk, at)
		at += chunk.length
	}
	return whole
}

/** Undoes the PNG filters (PNG specification, 9.2) that cross-reference streams are written with. */
function unpredict(data: Uint8Array, predictor: Predictor, budget: Budget): Uint8Array {
	if (predictor.predictor <= 1) return data
	if (predictor.predictor < 10) throw new Trouble('the TIFF predictor is not read')
	const { colors, bits, columns } = predictor
	const pixel = Math.max(1, (colors * bits) >> 3)
	const row = (columns * colors * bits + 7) >> 3
	if (!(row > 0 && row <= data.length)) throw new Trouble('a predictor has rows of an impossible length')
	const rows = Math.ceil(data.length / (row + 1))
	const out = new Uint8Array(rows * row)
	budget.inflated(out.length, out.length, data.length)
	for (let r = 0; r < rows; r++) {
		const kind = data[r * (row + 1)]!
		const from = r * (row + 1) + 1
		const to = r * row
		for (let i = 0; i < row && from + i < data.length; i++) {
			const left = i < pixel ? 0 : out[to + i - pixel]!
			const up = r === 0 ? 0 : out[to - row + i]!
			const corner = i < pixel || r === 0 ? 0 : out[to - row + i - pixel]!
			out[to + i] = data[from + i]! + predicted(kind, left, up, corner)
		}
	}
	return out
}

function predicted(kind: number, left: number, up: number, corner: number): number {
	switch (kind) {
		case 0:
			return 0
		case 1:
			return left
		case 2:
			return up
		case 3:
			return (left + up) >> 1
		case 4: {
			const guess = left + up - corner
			const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
			return a <= b && a <= c ? left : b <= c ? up : corner
		}
		default:
			throw new Trouble('a predictor is of no known kind')
	}
}

function asciiHex(stored: Uint8Array, budget: Budget): Uint8Array {
	const out = new Uint8Array((stored.length >> 1) + 1)
	let size = 0
	let high = -1
	for (const c of stored) {
		if (c === 0x3e) break
		const digit = Number.parseInt(String.fromCharCode(c), 16)
		if (Number.isNaN(digit)) continue
		if (high < 0) high = digit
		else {
			out[size++] = high * 16 + digit
			high = -1
		}
	}
	if (high >= 0) out[size++] = high * 16
	budget.inflated(size, size, stored.length)
	return out.subarray(0, size)
}

function ascii85(stored: Uint8Array, budget: Budget): Uint8Array {
	// `z` stands for four zero bytes, so what comes out may be four times what went in.
	let zeros = 0
	for (const c of stored) if (c === 0x7a) zeros++
	const out = new Uint8Array(Math.ceil((stored.length - zeros) / 5) * 4 + zeros * 4)
	budget.inflated(out.length, out.length, stored.length)
	let size = 0
	let group = 0
	let count = 0
	const flush = (bytes: number): void => {
		for (let i = 0; i < bytes; i++) out[size++] = Math.floor(group / 256 ** (3 - i)) & 0xff
		group = count = 0
	}
	for (const c of stored) {
		if (c === 0x7e) break
		if (c === 0x7a && count === 0) size += 4
		else if (c >= 0x21 && c <= 0x75) {
			group = group * 85 + (c - 0x21)
			if (++count === 5) flush(4)
		}
	}
	if (count > 1) {
		const bytes = count - 1
		for (; count < 5; count++) group = group * 85 + 84
		flush(bytes)
	}
	return out.subarray(0, size)
}

function runLength(stored: Uint8Array, budget: Budget): Uint8Array {
	let size = 0
	for (let at = 0; at < stored.length && stored[at] !== 128; ) {
		const length = stored[at]!
		size += length < 128 ? length + 1 : 257 - length
		at += length < 128 ? length + 2 : 2
	}
	budget.inflated(size, size, stored.length)
	const out = new Uint8Array(size)
	let to = 0
	for (let at = 0; at < stored.length && stored[at] !== 128; ) {
		const length = stored[at]!
		if (length < 128) {
			out.set(stored.subarray(at + 1, at + 2 + length), to)
			to += length + 1
			at += length + 2
		} else {
			out.fill(stored[at + 1] ?? 0, to, to + 257 - length)
			to += 257 - length
			at += 2
		}
	}
	return out
}
