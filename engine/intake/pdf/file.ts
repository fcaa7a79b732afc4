/**
 * An open PDF: objects by number, streams by their bytes.
 *
 * Offsets count from the `%PDF-` header, which other bytes may precede. If the cross-reference table is
 * damaged, or an object is not where it says, the file is searched once and read by what is found.
 */
import { unfilter } from './filter.ts'
import { as, type Dictionary, type PdfObject, type Stream } from './object.ts'
import { Scanner } from './scanner.ts'
import { Budget, type PdfLimits, Trouble } from './trouble.ts'
import { ascii, type CrossReference, indexOf, readCrossReference, rebuildCrossReference } from './xref.ts'

const header = ascii('%PDF-')
const endstream = ascii('endstream')

/** Length of a chain of references to references. */
const longestChain = 16

export class PdfFile {
	readonly bytes: Uint8Array
	/** As the header says it: `1.7`. */
	readonly version: string
	readonly #budget: Budget
	#reference: CrossReference
	/** Why the file had to be searched. */
	damage: string | undefined
	readonly #objects = new Map<number, PdfObject>()
	readonly #streams = new Map<number, PdfObject[]>()

	/** Throws Trouble or Exceeded. */
	constructor(bytes: Uint8Array, limits: PdfLimits) {
		const start = indexOf(bytes.subarray(0, 2048), header, 0)
		if (start < 0) throw new Trouble('the header %PDF- is missing')
		this.bytes = start === 0 ? bytes : bytes.subarray(start)
		this.version = /^[\d.]+/.exec(String.fromCharCode(...this.bytes.subarray(5, 13)))?.[0] ?? ''
		this.#budget = new Budget(limits)
		const unpack = (stream: Stream): Uint8Array => this.unpack(stream)
		this.#reference = { entries: new Map(), trailer: new Map(), sections: 0 }
		try {
			this.#reference = readCrossReference(this.bytes, this.#budget, unpack)
		} catch (error) {
			if (!(error instanceof Trouble)) throw error
			this.#rebuild(error.reason)
		}
		if (this.trailer('Encrypt') === null && this.dictionary(this.trailer('Root')) === undefined)
			this.#rebuild('the catalog is missing')
	}

	/** How many times the file was saved. */
	get sections(): number {
		return this.#reference.sections
	}

	trailer(key: string): PdfObject {
		return this.#reference.trailer.get(key) ?? null
	}

	get limits(): PdfLimits {
		return this.#budget.limits
	}

	/** Ends the reading because of a limit. */
	exceeded(limit: keyof PdfLimits, count: number): never {
		return this.#budget.exceeded(limit, count)
	}

	/** What an object stands for: references are followed. */
	resolve(object: PdfObject | undefined): PdfObject {
		let value = object ?? null
		for (let steps = 0; steps < longestChain; steps++) {
			const reference = as('reference', value)
			if (reference === undefined) return value
			value = this.#object(reference.number)
		}
		throw new Trouble('references run in a circle')
	}

	dictionary(object: PdfObject | undefined): Dictionary | undefined {
		const value = this.resolve(object)
		return as('dictionary', value) ?? as('stream', value)?.dictionary
	}

	/** The value of a key, references followed. */
	get(dictionary: Dictionary | undefined, key: string): PdfObject {
		return this.resolve(dictionary?.entries.get(key))
	}

	array(object: PdfObject | undefined): readonly PdfObject[] {
		const value = this.resolve(object)
		return Array.isArray(value) ? value : []
	}

	/** A name's characters. */
	name(object: PdfObject | undefined): string | undefined {
		return as('name', this.resolve(object))?.name
	}

	/** A stream's bytes, unfiltered. */
	unpack(stream: Stream): Uint8Array {
		const { entries } = stream.dictionary
		if (entries.has('F')) throw new Trouble('a stream stands in another file')
		let data = this.stored(stream)
		const filter = this.resolve(entries.get('Filter'))
		const names = filter === null ? [] : Array.isArray(filter) ? filter : [filter]
		if (names.length > 8) throw new Trouble('a stream has more filters than any')
		const given = this.resolve(entries.get('DecodeParms'))
		names.forEach((item, i) => {
			const parameters = this.dictionary(Array.isArray(given) ? given[i] : given)
			const number = (key: string, otherwise: number): number => {
				const value = this.get(parameters, key)
				return typeof value === 'number' ? value : otherwise
			}
			const predictor = {
				predictor: number('Predictor', 1),
				colors: number('Colors', 1),
				bits: number('BitsPerComponent', 8),
				columns: number('Columns', 1),
			}
			data = unfilter(this.name(item) ?? '?', data, predictor, this.#budget)
		})
		return data
	}

	/** A stream's bytes as they stand in the file. A length that lies is not believed. */
	stored({ dictionary, start }: Stream): Uint8Array {
		const length = this.get(dictionary, 'Length')
		if (typeof length === 'number' && length >= 0 && start + length <= this.bytes.length) {
			const scanner = new Scanner(this.bytes, start + length, this.#budget)
			if (scanner.word('endstream') || scanner.word('endobj'))
				return this.bytes.subarray(start, start + length)
		}
		let end = indexOf(this.bytes, endstream, start)
		if (end < 0) throw new Trouble('a stream has no end')
		this.#budget.search(end - start)
		this.damage ??= 'a stream’s length is wrong'
		// The end of line before the keyword is no data.
		if (end > start && this.bytes[end - 1] === 10) end--
		if (end > start && this.bytes[end - 1] === 13) end--
		return this.bytes.subarray(start, end)
	}

	#object(number: number): PdfObject {
		const known = this.#objects.get(number)
		if (known !== undefined) return known
		const entry = this.#reference.entries.get(number)
		let value: PdfObject = null
		if (entry?.kind === 'offset') {
			const found = new Scanner(this.bytes, entry.offset, this.#budget).indirect()
			if (found?.number !== number) {
				if (this.damage !== undefined && this.#searched) return null
				this.#rebuild('an object is not where the cross-reference table says')
				return this.#object(number)
			}
			value = found.object
		} else if (entry?.kind === 'inside') value = this.#inside(entry.stream, entry.index, number)
		this.#objects.set(number, value)
		return value
	}

	/** An object of an object stream (7.5.7), which itself stands in no other. */
	#inside(container: number, index: number, number: number): PdfObject {
		let objects = this.#streams.get(container)
		if (objects === undefined) {
			// Set first, so that a stream that leads to itself finds itself empty.
			this.#streams.set(container, [])
			if (this.#reference.entries.get(container)?.kind !== 'offset')
				throw new Trouble('an object stream stands in an object stream')
			const stream = as('stream', this.#object(container))
			if (stream === undefined) throw new Trouble('an object stream is missing')
			objects = this.#unpackObjects(stream)
			this.#streams.set(container, objects)
		}
		const found = objects[index]
		if (found === undefined) throw new Trouble(`object ${number} is missing in its object stream`)
		return found
	}

	#unpackObjects(stream: Stream): PdfObject[] {
		const data = this.unpack(stream)
		const first = this.get(stream.dictionary, 'First')
		const count = this.get(stream.dictionary, 'N')
		if (typeof first !== 'number' || typeof count !== 'number')
			throw new Trouble('an object stream is damaged')
		const head = new Scanner(data, 0, this.#budget)
		const objects: PdfObject[] = []
		for (let i = 0; i < count; i++) {
			const offset = head.integer() === undefined ? undefined : head.integer()
			if (offset === undefined || first + offset > data.length) break
			objects.push(new Scanner(data, first + offset, this.#budget).object())
		}
		return objects
	}

	#searched = false

	#rebuild(damage: string): void {
		if (this.#searched) throw new Trouble(damage)
		this.#searched = true
		this.damage = damage
		const former = this.#reference
		this.#objects.clear()
		this.#streams.clear()
		// While searching, references resolve by nothing: a stream whose length stands elsewhere is measured.
		this.#reference = { entries: new Map(), trailer: new Map(), sections: 0 }
		const found = rebuildCrossReference(this.bytes, this.#budget, (stream) => this.unpack(stream))
		// Encryption that only the damaged table knew must not be forgotten.
		const encrypt = former.trailer.get('Encrypt')
		const trailer = new Map(found.trailer)
		if (encrypt !== undefined && !trailer.has('Encrypt')) trailer.set('Encrypt', encrypt)
		this.#reference = { ...found, trailer, sections: Math.max(1, former.sections) }
		this.#objects.clear()
		this.#streams.clear()
	}
}
