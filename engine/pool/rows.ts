/**
 * Many records of few shapes, as they pass between threads: the names once for each shape, and then only the values
 * that differ from those of the record before.
 *
 * A structured clone writes and reads the names of every record anew, which takes longer than all of its values. And
 * most values of a verdict are those of the verdict before: its syntax, its profile, the rules it was judged by.
 */

/** Names in their order, and the shape of each value that is a record itself. */
interface Shape {
	readonly names: readonly string[]
	readonly within: readonly (Shape | undefined)[]
}

/** What is cloned. */
export interface Rows {
	readonly shapes: readonly Shape[]
	/** Which shape each record has; -1 of what has none and stands whole among the values. */
	readonly kinds: readonly number[]
	/** Of each record that has a shape, a bit for each of its values, `wordBits` to a number: it stands among the values. */
	readonly changes: readonly number[]
	/** Of all records, one after the other. */
	readonly values: readonly unknown[]
}

type PlainRecord = Record<string, unknown>

/** More are not told apart in one go: what has none of these stands whole. */
const mostShapes = 8
/** Records within records; those deeper down, which may have no end, are values. */
const deepest = 4
/** Small enough for numbers that V8 keeps without a place of their own. */
const wordBits = 30

/** Takes the values of each record at once: the record itself is not kept, so nothing lives long here. */
export class RowWriter {
	readonly #shapes: Shape[] = []
	readonly #kinds: number[] = []
	readonly #changes: number[] = []
	readonly #values: unknown[] = []
	/** By shape: the values of its last record. */
	readonly #last: unknown[][] = []
	/** The values of the record in hand. */
	#row: unknown[] = []

	get rows(): Rows {
		return { shapes: this.#shapes, kinds: this.#kinds, changes: this.#changes, values: this.#values }
	}

	add(record: unknown): void {
		const kind = this.#kindOf(record)
		this.#kinds.push(kind)
		if (kind < 0) {
			this.#values.push(record)
			return
		}
		const row = this.#row
		const last = this.#last[kind]!
		let word = 0
		for (let i = 0; i < row.length; i++) {
			const bit = i % wordBits
			if (bit === 0 && i > 0) {
				this.#changes.push(word)
				word = 0
			}
			if (i < last.length && isSame(row[i], last[i])) continue
			word |= 1 << bit
			this.#values.push(row[i])
		}
		this.#changes.push(word)
		this.#last[kind] = row
		this.#row = last
	}

	/** Its values stand in the row then; -1 where no shape fits it and no more are learnt. */
	#kindOf(record: unknown): number {
		// Mostly that of the one before.
		const likely = this.#kinds.at(-1) ?? -1
		if (this.#fits(this.#shapes[likely], record)) return likely
		const known = this.#shapes.findIndex((shape) => this.#fits(shape, record))
		if (known >= 0 || this.#shapes.length === mostShapes) return known
		const shape = shapeOf(record, deepest)
		if (!this.#fits(shape, record)) return -1
		this.#last.push([])
		return this.#shapes.push(shape!) - 1
	}

	#fits(shape: Shape | undefined, record: unknown): boolean {
		this.#row.length = 0
		return shape !== undefined && write(shape, record, this.#row)
	}
}

export function rowsOf(records: readonly unknown[]): Rows {
	const writer = new RowWriter()
	for (const record of records) writer.add(record)
	return writer.rows
}

/** Records within two records that have the same values are one, and so are lists where both are empty. */
export function recordsOf({ shapes, kinds, changes, values }: Rows): unknown[] {
	let at = 0
	let next = 0
	let word = 0
	let bit = 0
	const isGiven = (): boolean => {
		if (bit === wordBits) {
			word = changes[next++]!
			bit = 0
		}
		return ((word >> bit++) & 1) === 1
	}
	const read = ({ names, within }: Shape, before: PlainRecord | undefined): PlainRecord => {
		let record = before
		for (let i = 0; i < names.length; i++) {
			const name = names[i]!
			const shape = within[i]
			let value: unknown
			if (shape !== undefined) {
				const old = before?.[name] as PlainRecord | undefined
				value = read(shape, old)
				if (value === old) continue
			} else if (isGiven()) value = values[at++]
			else continue
			if (record === before) record = { ...before }
			record![name] = value
		}
		return record ?? {}
	}
	const last: (PlainRecord | undefined)[] = shapes.map(() => undefined)
	return kinds.map((kind) => {
		if (kind < 0) return values[at++]
		word = changes[next++]!
		bit = 0
		const before = last[kind]
		const record = read(shapes[kind]!, before)
		return (last[kind] = record === before ? { ...record } : record)
	})
}

/** False where it has another shape; some of its values may then have been written. */
function write({ names, within }: Shape, record: unknown, row: unknown[]): boolean {
	if (!isPlain(record)) return false
	let i = 0
	for (const name in record) {
		if (name !== names[i]) return false
		const shape = within[i++]
		if (shape === undefined) row.push(record[name])
		else if (!write(shape, record[name], row)) return false
	}
	return i === names.length
}

function shapeOf(record: unknown, depth: number): Shape | undefined {
	if (depth === 0 || !isPlain(record)) return undefined
	const names = Object.keys(record)
	// It would not be set as any other.
	if (names.includes('__proto__')) return undefined
	return { names, within: names.map((name) => shapeOf(record[name], depth - 1)) }
}

function isSame(value: unknown, last: unknown): boolean {
	return Object.is(value, last) || (isEmptyList(value) && isEmptyList(last))
}

/** Mostly what a verdict found. */
function isEmptyList(value: unknown): boolean {
	return Array.isArray(value) && value.length === 0
}

function isPlain(value: unknown): value is PlainRecord {
	return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
