/**
 * Records as they were, of the rows in which they passed between threads (rows.ts).
 *
 * Who reads is mostly the one thread that all workers answer to, so a record costs what differs in it: it is a copy of
 * the one before of its kind, in which the values that differ are set. A record within it is copied where one of its
 * own values differs, else both have the same.
 */
import { lowestBit, type PlainRecord, type Rows, type Shape, wordBits } from './rows.ts'

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
	/** Known when a second one comes. */
	layout?: Layout
}

interface Layout {
	readonly parts: readonly Part[]
	readonly slots: readonly Slot[]
	/** Of each part, in which record it was made; 0 in the first of its kind. */
	readonly madeIn: number[]
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
	/** Records begun that are not the first of their kind, also those in lists. */
	#begun = 0

	constructor(rows: Rows) {
		this.#rows = rows
		this.#kinds = rows.shapes.map((shape) => ({
			shape,
			words: Math.ceil(shape.size / wordBits),
			last: [],
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
		return kind.last.length === 0 ? this.#first(kind, kind.shape) : this.#another(kind, change)
	}

	/** All values of the first of a kind are given. */
	#first(kind: Kind, { names, within }: Shape): PlainRecord {
		const record: PlainRecord = {}
		kind.last.push(record)
		for (let i = 0; i < names.length; i++) {
			const inner = within[i]
			if (typeof inner === 'object') record[names[i]!] = this.#first(kind, inner)
			else record[names[i]!] = inner === 'list' ? this.#list() : this.#next()
		}
		return record
	}

	#another(kind: Kind, change: number): PlainRecord {
		kind.layout ??= layoutOf(kind.shape)
		const { last, words, layout } = kind
		const now = ++this.#begun
		const whole = { ...last[0] }
		last[0] = whole
		layout.madeIn[0] = now
		for (let word = 0; word < words; word++) {
			for (let left = this.#rows.changes[change + word]!; left !== 0; left &= left - 1) {
				const { part, name, isList } = layout.slots[word * wordBits + lowestBit(left)]!
				const record = madeOf(last, layout, part, now)
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

/** A part of the record in hand: a copy of the last one's, made at most once, as of those that it stands in. */
function madeOf(last: PlainRecord[], layout: Layout, number: number, now: number): PlainRecord {
	const { parts, madeIn } = layout
	if (madeIn[number] === now) return last[number]!
	const { parent, name } = parts[number]!
	const record = { ...last[number] }
	madeOf(last, layout, parent, now)[name] = record
	last[number] = record
	madeIn[number] = now
	return record
}

function layoutOf(shape: Shape): Layout {
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
	return { parts, slots, madeIn: parts.map(() => 0) }
}
