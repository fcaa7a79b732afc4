/**
 * Where each object of a PDF stands: the cross-reference table (ISO 32000-1, 7.5.4 and 7.5.8).
 *
 * Sections are followed from the newest to the oldest, and the first entry for a number counts. A file whose
 * table cannot be followed is searched from end to end for what looks like an object, as viewers do; that is
 * said, since a table that lies can make two readers see two files.
 */
import { as, type Dictionary, type PdfObject, type Stream } from './object.ts'
import { Scanner } from './scanner.ts'
import { type Budget, Trouble } from './trouble.ts'

export type Entry =
	| { readonly kind: 'free' }
	| { readonly kind: 'offset'; readonly offset: number }
	/** Inside an object stream. */
	| { readonly kind: 'inside'; readonly stream: number; readonly index: number }

export interface CrossReference {
	readonly entries: ReadonlyMap<number, Entry>
	/** The newest value of each key. */
	readonly trailer: ReadonlyMap<string, PdfObject>
	/** How many times the file was saved. */
	readonly sections: number
}

/** Gives a stream's bytes, unfiltered. */
export type Unpack = (stream: Stream) => Uint8Array

export function readCrossReference(bytes: Uint8Array, budget: Budget, unpack: Unpack): CrossReference {
	const entries = new Map<number, Entry>()
	const trailer = new Map<string, PdfObject>()
	const seen = new Set<number>()
	const waiting = [lastStartxref(bytes, budget)]
	while (waiting.length > 0) {
		const offset = waiting.pop()!
		if (seen.has(offset)) throw new Trouble('the cross-reference table refers to itself')
		seen.add(offset)
		if (seen.size > budget.limits.pdfSections) budget.exceeded('pdfSections', seen.size)
		const scanner = new Scanner(bytes, offset, budget)
		const dictionary = scanner.word('xref')
			? readTable(scanner, entries, budget)
			: readStream(scanner, entries, budget, unpack)
		for (const [key, value] of dictionary.entries) if (!trailer.has(key)) trailer.set(key, value)
		const previous = dictionary.entries.get('Prev')
		if (typeof previous === 'number') waiting.push(previous)
		// A hybrid file's stream stands in front of the sections before this one (7.5.8.4).
		const hybrid = dictionary.entries.get('XRefStm')
		if (typeof hybrid === 'number') waiting.push(hybrid)
	}
	return { entries, trailer, sections: seen.size }
}

const startxref = ascii('startxref')

function lastStartxref(bytes: Uint8Array, budget: Budget): number {
	const from = Math.max(0, bytes.length - 4096)
	budget.search(bytes.length - from)
	const at = lastIndexOf(bytes, startxref, from)
	if (at < 0) throw new Trouble('startxref is missing at the end')
	const offset = new Scanner(bytes, at + startxref.length, budget).integer()
	if (offset === undefined || offset >= bytes.length) throw new Trouble('startxref points nowhere')
	return offset
}

function readTable(scanner: Scanner, entries: Map<number, Entry>, budget: Budget): Dictionary {
	for (;;) {
		if (scanner.word('trailer')) break
		const first = scanner.integer()
		const count = scanner.integer()
		if (first === undefined || count === undefined) throw new Trouble('the cross-reference table is damaged')
		for (let i = 0; i < count; i++) {
			budget.object()
			const offset = scanner.integer()
			const generation = scanner.integer()
			const used = scanner.word('n')
			if (offset === undefined || generation === undefined || !(used || scanner.word('f')))
				throw new Trouble('an entry of the cross-reference table is damaged')
			if (!entries.has(first + i))
				entries.set(first + i, used && offset > 0 ? { kind: 'offset', offset } : { kind: 'free' })
		}
	}
	const trailer = as('dictionary', scanner.object())
	if (trailer === undefined) throw new Trouble('the trailer is missing')
	return trailer
}

function readStream(
	scanner: Scanner,
	entries: Map<number, Entry>,
	budget: Budget,
	unpack: Unpack,
): Dictionary {
	const stream = as('stream', scanner.indirect()?.object)
	if (stream === undefined || as('name', stream.dictionary.entries.get('Type'))?.name !== 'XRef')
		throw new Trouble('no cross-reference table stands where it should')
	const { dictionary } = stream
	const widths = numbersOf(dictionary.entries.get('W'))
	const size = dictionary.entries.get('Size')
	const index = numbersOf(dictionary.entries.get('Index'))
	if (widths.length < 3 || widths.some((width) => !(width >= 0 && width <= 8)) || typeof size !== 'number')
		throw new Trouble('the cross-reference stream is damaged')
	const [w1, w2, w3] = widths as [number, number, number]
	const data = unpack(stream)
	const row = w1 + w2 + w3
	if (row === 0) throw new Trouble('the cross-reference stream is damaged')
	let at = 0
	const field = (width: number, absent: number): number => {
		if (width === 0) return absent
		let value = 0
		for (let i = 0; i < width; i++) value = value * 256 + data[at++]!
		return value
	}
	const ranges = index.length >= 2 ? index : [0, size]
	for (let i = 0; i + 1 < ranges.length; i += 2) {
		const first = ranges[i]!
		for (let n = 0; n < ranges[i + 1]! && at + row <= data.length; n++) {
			budget.object()
			const kind = field(w1, 1)
			const second = field(w2, 0)
			const third = field(w3, 0)
			if (entries.has(first + n)) continue
			if (kind === 1) entries.set(first + n, { kind: 'offset', offset: second })
			else if (kind === 2) entries.set(first + n, { kind: 'inside', stream: second, index: third })
			else entries.set(first + n, { kind: 'free' })
		}
	}
	return dictionary
}

function numbersOf(object: PdfObject | undefined): number[] {
	return Array.isArray(object) ? object.map((item) => (typeof item === 'number' ? item : -1)) : []
}

/**
 * Every `n g obj` in the file, the last one of a number counting, and what object streams hold. Trailers are
 * read where they stand; without any, the catalog is sought.
 */
export function rebuildCrossReference(bytes: Uint8Array, budget: Budget, unpack: Unpack): CrossReference {
	budget.search(bytes.length)
	const entries = new Map<number, Entry>()
	const trailer = new Map<string, PdfObject>()
	const inside = new Map<number, Entry>()
	let catalog: PdfObject = null
	for (let at = nextObject(bytes, 0); at >= 0; at = nextObject(bytes, at + 3)) {
		const start = startOfObject(bytes, at)
		if (start < 0) continue
		const found = new Scanner(bytes, start, budget).indirect()
		if (found === undefined) continue
		entries.set(found.number, { kind: 'offset', offset: start })
		const stream = as('stream', found.object)
		const dictionary = stream?.dictionary ?? as('dictionary', found.object)
		const type = as('name', dictionary?.entries.get('Type'))?.name
		if (type === 'Catalog')
			catalog = { kind: 'reference', number: found.number, generation: found.generation }
		if (type === 'XRef') newest(trailer, dictionary!)
		if (type === 'ObjStm') indexStream(found.number, stream, inside, budget, unpack)
	}
	for (let at = indexOf(bytes, trailerWord, 0); at >= 0; at = indexOf(bytes, trailerWord, at + 7)) {
		const dictionary = as('dictionary', new Scanner(bytes, at + 7, budget).object())
		if (dictionary?.entries.has('Root')) newest(trailer, dictionary)
	}
	for (const [number, entry] of inside) if (!entries.has(number)) entries.set(number, entry)
	if (!trailer.has('Root') && catalog !== null) trailer.set('Root', catalog)
	return { entries, trailer, sections: 1 }
}

function newest(trailer: Map<string, PdfObject>, { entries }: Dictionary): void {
	for (const [key, value] of entries) trailer.set(key, value)
}

function indexStream(
	number: number,
	stream: Stream | undefined,
	entries: Map<number, Entry>,
	budget: Budget,
	unpack: Unpack,
): void {
	const count = stream?.dictionary.entries.get('N')
	if (stream === undefined || typeof count !== 'number') return
	let data: Uint8Array
	try {
		data = unpack(stream)
	} catch (error) {
		if (error instanceof Trouble) return
		throw error
	}
	const scanner = new Scanner(data, 0, budget)
	for (let index = 0; index < count; index++) {
		budget.object()
		const object = scanner.integer()
		if (object === undefined || scanner.integer() === undefined) return
		entries.set(object, { kind: 'inside', stream: number, index })
	}
}

const objectWord = ascii('obj')
const trailerWord = ascii('trailer')

/** Offset of the next `obj` with a digit before it, white space between. */
function nextObject(bytes: Uint8Array, from: number): number {
	for (let at = indexOf(bytes, objectWord, from); at >= 0; at = indexOf(bytes, objectWord, at + 3)) {
		const before = bytes[at - 1] ?? 0
		if (before <= 32 || (before >= 0x30 && before <= 0x39)) return at
	}
	return -1
}

/** Where the numbers before `obj` begin, -1 if they are not there. */
function startOfObject(bytes: Uint8Array, word: number): number {
	let at = word - 1
	for (let part = 0; part < 2; part++) {
		while (at >= 0 && word - at < 40 && bytes[at]! <= 32) at--
		const end = at
		while (at >= 0 && word - at < 40 && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at--
		if (at === end) return -1
	}
	return at + 1
}

export function ascii(text: string): Uint8Array {
	return Uint8Array.from(text, (c) => c.charCodeAt(0))
}

/** Offset of the bytes sought, -1 if they are nowhere. */
export function indexOf(bytes: Uint8Array, sought: Uint8Array, from: number): number {
	const first = sought[0]!
	for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
		let same = 1
		while (same < sought.length && bytes[at + same] === sought[same]) same++
		if (same === sought.length) return at
	}
	return -1
}

function lastIndexOf(bytes: Uint8Array, sought: Uint8Array, from: number): number {
	for (let at = bytes.length - sought.length; at >= from; at--) {
		let same = 0
		while (same < sought.length && bytes[at + same] === sought[same]) same++
		if (same === sought.length) return at
	}
	return -1
}
