/**
 * Records as they were, of the rows in which they passed between threads (rows.ts).
 *
 * Who reads is mostly the one thread that all workers answer to, so a record costs what differs in it: it is a copy of
 * the one before of its kind, in which the values that differ are set. A record within it is copied where one of its
 * own values differs, else both have the same.
 */
import { type Rows, type Shape, wordBits } from './rows.ts'

type PlainRecord = Record<string, unknown>

/** Of a shape, or of one within it: `parent` has it under `name`. */
interface Part {
	readonly parent: number
	readonly name: string
}

/** Where a value stands. */
interface Slot {
	/** Number of the part. */
	readonly part: number
	readonly name: string
	readonly isList: boolean
}

/** What was read last of a kind. */
interface Kind {
	readonly shape: Shape
	/** Numbers that its changes take. */
	readonly words: number
	/** The last record and those within it, in the order of `layout.parts`; none before the first. */
	readonly last: PlainRecord[]
	/** Of each of them, in which record it was made. */
	readonly madeIn: number[]
	/** Known when a second one comes. */
	layout?: { readonly parts: readonly Part[]; readonly slots: readonly Slot[] }
}

/** Records within two records that have the same values are one, and so are lists where both are empty. */
export function recordsOf(rows: Rows): unknown[] {
	return new RowReader(rows).items(rows.records)
}

class RowReader {
	readonly #rows: Rows
	readonly #kinds: readonly Kind[]
	/** What is read next of each. */
	#kind = 0
	#change = 0
	#value = 0
	/** Records begun, also those in lists. */
	#begun = 0

	constructor(rows: Rows) {
		this.#rows = rows
		this.#kinds = rows.shapes.map((shape) => ({
			shape,
			words: Math.ceil(shape.size / wordBits),
			last: [],
			madeIn: [],
		}))
	}

	items(length: number): unknown[] {
		const all: unknown[] = []
		for (let i = 0; i < length; i++) all.push(this.#item())
		return all
	}

	#item(): unknown {
		const number = this.#rows.kinds[this.#kind++]!
		if (number < 0) return this.#next()
		const kind = this.#kinds[number]!
		const change = this.#change
		this.#change += kind.words
		const now = ++this.#begun
		return kind.last.length === 0 ? this.#first(kind, kind.shape, now) : this.#another(kind, change, now)
	}

	/** All values of the first of a kind are given. */
	#first(kind: Kind, { names, within }: Shape, now: number): PlainRecord {
		const record: PlainRecord = {}
		kind.last.push(record)
		kind.madeIn.push(now)
		for (let i = 0; i < names.length; i++) {
			const inner = within[i]
			if (typeof inner === 'object') record[names[i]!] = this.#first(kind, inner, now)
			else record[names[i]!] = inner === 'list' ? this.#list() : this.#next()
		}
		return record
	}

	#another(kind: Kind, change: number, now: number): PlainRecord {
		kind.layout ??= layoutOf(kind.shape)
		const { last, madeIn, words, layout } = kind
		const whole = { ...last[0] }
		last[0] = whole
		madeIn[0] = now
		for (let word = 0; word < words; word++) {
			let left = this.#rows.changes[change + word]!
			while (left !== 0) {
				const { part, name, isList } = layout.slots[word * wordBits + 31 - Math.clz32(left & -left)]!
				left &= left - 1
				const record = madeIn[part] === now ? last[part]! : madeOf(kind, layout.parts, part, now)
				record[name] = isList ? this.#list() : this.#next()
			}
		}
		return whole
	}

	#list(): unknown {
		const length = this.#rows.kinds[this.#kind++]!
		return length < 0 ? this.#next() : this.items(length)
	}

	#next(): unknown {
		return this.#rows.values[this.#value++]
	}
}

/** A copy of a part for the record in hand, and of those that it stands in. */
function madeOf(kind: Kind, parts: readonly Part[], number: number, now: number): PlainRecord {
	const { last, madeIn } = kind
	const { parent, name } = parts[number]!
	const around = madeIn[parent] === now ? last[parent]! : madeOf(kind, parts, parent, now)
	const record = { ...last[number] }
	around[name] = record
	last[number] = record
	madeIn[number] = now
	return record
}

function layoutOf(shape: Shape): NonNullable<Kind['layout']> {
	const parts: Part[] = [{ parent: 0, name: '' }]
	const slots: Slot[] = []
	const add = ({ names, within }: Shape, part: number): void => {
		names.forEach((name, i) => {
			const inner = within[i]
			if (typeof inner === 'object') add(inner, parts.push({ parent: part, name }) - 1)
			else slots.push({ part, name, isList: inner === 'list' })
		})
	}
	add(shape, 0)
	return { parts, slots }
}
