/**
 * The entries of a tar archive as they stream by (POSIX ustar, with GNU and pax long names).
 *
 * Written here because headers that announce long names of any length have to be refused before they are
 * collected. An entry's bytes are collected when they are asked for and skipped otherwise.
 */
import { type Meter, Refusal } from './limits.ts'

export interface TarEntry {
	readonly name: string
	readonly kind: 'file' | 'folder' | 'link'
	readonly size: number
	/** The bytes; to be asked for before the next entry. */
	read(): Promise<Uint8Array>
}

const block = 512
/** Bytes of an extended header. */
const longestHeader = 65_536

const damaged = (): never => {
	throw new Refusal({ id: 'READ-ARCHIVE' })
}

/** Whether a first block is a tar header. */
export function isTar(head: Uint8Array): boolean {
	return head.length >= block && head[0] !== 0 && sumOf(head) === octal(head, 148, 8)
}

export async function* tarEntries(chunks: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<TarEntry> {
	const bytes = new ByteReader(chunks)
	let longName: string | undefined
	for (;;) {
		const header = await bytes.take(block)
		if (header.length === 0) return
		if (header.every((byte) => byte === 0)) {
			// The rest is padding; it is read to its end, where a compressed archive shows whether it is whole.
			await bytes.skip(Number.POSITIVE_INFINITY)
			return
		}
		if (header.length < block || sumOf(header) !== octal(header, 148, 8)) damaged()
		const size = sizeOf(header)
		const padded = Math.ceil(size / block) * block
		const type = String.fromCharCode(header[156]!)
		if (type === 'L' || type === 'K' || type === 'x' || type === 'g') {
			if (size > longestHeader) meter.exceeded('archiveName', size)
			const body = (await bytes.take(padded)).subarray(0, size)
			if (body.length < size) damaged()
			if (type === 'L') longName = field(body, 0, size)
			if (type === 'x') longName = paxPath(body) ?? longName
			continue
		}
		meter.entry()
		const prefix = field(header, 257, 5) === 'ustar' ? field(header, 345, 155) : ''
		const short = field(header, 0, 100)
		const name = longName ?? (prefix === '' ? short : `${prefix}/${short}`)
		longName = undefined
		const kind = kindOf(type, name)
		const body = kind === 'file' ? padded : 0
		let taken = false
		yield {
			name: name.replace(/^(?:\.\/)+/, '').replace(/\/$/, ''),
			kind,
			size,
			read: async () => {
				if (size > meter.limits.archiveEntryBytes) meter.exceeded('archiveEntryBytes', size)
				taken = true
				const whole = await bytes.take(body)
				return whole.length < body ? damaged() : whole.subarray(0, size)
			},
		}
		if (!taken && (await bytes.skip(body)) < body) damaged()
	}
}

function kindOf(type: string, name: string): TarEntry['kind'] {
	if (type === '5' || name.endsWith('/')) return 'folder'
	if (type === '0' || type === '\0' || type === '7') return 'file'
	// Links, devices, pipes and sparse files: what they stand for is not in the archive.
	return 'link'
}

/** Chunks as a sequence of bytes. */
class ByteReader {
	readonly #chunks: AsyncIterator<Uint8Array>
	#rest: Uint8Array = new Uint8Array()

	constructor(chunks: AsyncIterable<Uint8Array>) {
		this.#chunks = chunks[Symbol.asyncIterator]()
	}

	/** The next `count` bytes; fewer at the end. */
	async take(count: number): Promise<Uint8Array> {
		const parts: Uint8Array[] = []
		const size = await this.#each(count, (part) => parts.push(part))
		if (parts.length === 1) return parts[0]!
		const whole = new Uint8Array(size)
		let at = 0
		for (const part of parts) {
			whole.set(part, at)
			at += part.length
		}
		return whole
	}

	/** How many bytes were there to skip. */
	skip(count: number): Promise<number> {
		return this.#each(count, () => {})
	}

	async #each(count: number, use: (part: Uint8Array) => void): Promise<number> {
		let done = 0
		while (done < count) {
			if (this.#rest.length === 0) {
				const next = await this.#chunks.next()
				if (next.done) break
				this.#rest = next.value
			}
			const part = this.#rest.subarray(0, count - done)
			this.#rest = this.#rest.subarray(part.length)
			done += part.length
			use(part)
		}
		return done
	}
}

/** The header's sum, its own field counted as spaces. */
function sumOf(header: Uint8Array): number {
	let sum = 0
	for (let i = 0; i < block; i++) sum += i >= 148 && i < 156 ? 32 : header[i]!
	return sum
}

function sizeOf(header: Uint8Array): number {
	// GNU writes sizes of 8 GB and more in binary, marked by the first bit: above every limit.
	const size = header[124]! & 0x80 ? Number.MAX_SAFE_INTEGER : octal(header, 124, 12)
	return Number.isNaN(size) ? damaged() : size
}

function octal(bytes: Uint8Array, start: number, length: number): number {
	const text = field(bytes, start, length)
	return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : text === '' ? 0 : Number.NaN
}

/** A text field, which a NUL ends. */
function field(bytes: Uint8Array, start: number, length: number): string {
	const whole = bytes.subarray(start, start + length)
	const end = whole.indexOf(0)
	return new TextDecoder().decode(end < 0 ? whole : whole.subarray(0, end)).trim()
}

/** The `path` record of a pax header: `length key=value`, the length in bytes. */
function paxPath(body: Uint8Array): string | undefined {
	let path: string | undefined
	for (let at = 0; at < body.length; ) {
		const length = /^(\d{1,6}) /.exec(new TextDecoder().decode(body.subarray(at, at + 8)))?.[1]
		if (length === undefined || Number(length) < 5) return path
		const record = new TextDecoder().decode(body.subarray(at, at + Number(length)))
		path = /^\d+ path=([^\n]*)\n$/.exec(record)?.[1] ?? path
		at += Number(length)
	}
	return path
}
