/**
 * Many records of few shapes, as they pass between threads: the names once for each shape, and then only the values
 * that differ from those of the record before.
 *
 * A structured clone writes and reads the names of every record anew, which takes longer than all of its values. And
 * most values of a verdict are those of the verdict before: its syntax, its profile, the rules it was judged by. What
 * a verdict found is a list of records; most values of a finding are those of the one before that begins the same, which
 * is by the same rule.
 */

/** Names in their order, and the shape of each value that is a record itself. */
export interface Shape {
	readonly names: readonly string[]
	/** `list` where it was one: it may be something else in another record. */
	readonly within: readonly (Shape | 'list' | undefined)[]
	/** Values, with those of the records within. */
	readonly size: number
}

/** What is cloned. */
export interface Rows {
	readonly records: number
	/** Of each kind. Kinds within lists may have one shape: they are told apart by their first value too. */
	readonly shapes: readonly Shape[]
	/**
	 * Which kind each record is of; -1 of what has none and stands whole among the values. Before those of a list its
	 * length; -1 where that is none and stands among the values too.
	 */
	readonly kinds: readonly number[]
	/** Of each record that has a kind, a bit for each of its values, `wordBits` to a number: it differs. */
	readonly changes: readonly number[]
	/** Those that differ, of all records, one after the other; of a list what is in it. */
	readonly values: readonly unknown[]
}

export type PlainRecord = Record<string, unknown>

/** Which of a shape's values are lists. */
interface Form {
	readonly shape: Shape
	readonly isList: readonly boolean[]
}

/** Records that are compared with one another. */
interface Kind extends Form {
	/** Values of the last one. */
	last?: unknown[]
}

/** What is known of records, or of those in lists, in lists within lists. */
interface Level {
	/** Kinds by the first value of a record. */
	readonly kinds: Map<unknown, number[]>
	readonly forms: Form[]
	readonly withLists: boolean
	/** The values of the record in hand, and after them some of older ones: an array that is emptied grows anew. */
	row: unknown[]
}

/** More are not told apart: what has none of these stands whole. */
const mostShapes = 64
/** With more kinds, those of one shape are told apart no longer. */
const mostKinds = 1024
/** Records within records; those deeper down, which may have no end, are values. */
const deepest = 4
/** Lists within lists; those deeper down are values. */
const mostLevels = 3
/** Small enough for numbers that V8 keeps without a place of their own. */
export const wordBits = 30

/** Takes the values of each record at once: the record itself is not kept, so nothing lives long here. */
export class RowWriter {
	#records = 0
	readonly #kinds: Kind[] = []
	readonly #levels: readonly Level[] = Array.from({ length: mostLevels }, (_, depth) => ({
		kinds: new Map(),
		forms: [],
		withLists: depth + 1 < mostLevels,
		row: [],
	}))
	readonly #kindOfEach: number[] = []
	readonly #changes: number[] = []
	readonly #values: unknown[] = []

	get rows(): Rows {
		return {
			records: this.#records,
			shapes: this.#kinds.map(({ shape }) => shape),
			kinds: this.#kindOfEach,
			changes: this.#changes,
			values: this.#values,
		}
	}

	add(record: unknown): void {
		this.#records++
		this.#put(record, 0)
	}

	#put(record: unknown, depth: number): void {
		const level = this.#levels[depth]!
		const number = isPlain(record)
			? this.#kindOf(record, level, depth === 0 ? undefined : firstOf(record))
			: -1
		this.#kindOfEach.push(number)
		if (number < 0) {
			this.#values.push(record)
			return
		}
		const kind = this.#kinds[number]!
		const { row } = level
		const { shape, isList, last } = kind
		const words = this.#changes.length
		for (let start = 0; start < shape.size; start += wordBits)
			this.#changes.push(changesOf(row, last, start, Math.min(shape.size, start + wordBits)))
		kind.last = row
		level.row = last ?? []
		for (let start = 0; start < shape.size; start += wordBits) {
			for (let left = this.#changes[words + start / wordBits]!; left !== 0; left &= left - 1) {
				const i = start + lowestBit(left)
				if (isList[i]) this.#putList(row[i], depth + 1)
				else this.#values.push(row[i])
			}
		}
	}

	#putList(value: unknown, depth: number): void {
		if (!isList(value)) {
			this.#kindOfEach.push(-1)
			this.#values.push(value)
			return
		}
		this.#kindOfEach.push(value.length)
		for (const item of value) this.#put(item, depth)
	}

	/** Its values stand in the level's row then; -1 where no shape fits it and no more are learnt. */
	#kindOf(record: PlainRecord, level: Level, first: unknown): number {
		const known = level.kinds.get(first)
		const found = known?.find((number) => fits(this.#kinds[number]!.shape, record, level.row))
		if (found !== undefined) return found
		if (first !== undefined && this.#kinds.length >= mostKinds) return this.#kindOf(record, level, undefined)
		const form = formOf(record, level)
		if (form === undefined) return -1
		const number = this.#kinds.push({ ...form }) - 1
		if (known === undefined) level.kinds.set(first, [number])
		else known.push(number)
		return number
	}
}

export function rowsOf(records: readonly unknown[]): Rows {
	const writer = new RowWriter()
	for (const record of records) writer.add(record)
	return writer.rows
}

/** A bit for each of the values from `start`: it differs. */
function changesOf(
	row: readonly unknown[],
	last: readonly unknown[] | undefined,
	start: number,
	end: number,
) {
	let word = 0
	for (let i = start; i < end; i++)
		if (last === undefined || !isSame(row[i], last[i])) word |= 1 << (i - start)
	return word
}

/** Which bit of a word, 0 the lowest, is the lowest that is set; `left &= left - 1` goes on to the next. */
export function lowestBit(word: number): number {
	return 31 - Math.clz32(word & -word)
}

function isSame(value: unknown, last: unknown): boolean {
	return Object.is(value, last) || (isEmptyList(value) && isEmptyList(last))
}

/** Mostly what a verdict found. */
function isEmptyList(value: unknown): boolean {
	return Array.isArray(value) && value.length === 0 && isList(value)
}

/** Writes its values into the row; false where it has another shape. */
function fits(shape: Shape, record: unknown, row: unknown[]): boolean {
	return write(shape, record, row, 0) >= 0
}

/** Where the values end that begin at `at`; -1 where it has another shape. */
function write({ names, within }: Shape, record: unknown, row: unknown[], at: number): number {
	if (!isPlain(record)) return -1
	let end = at
	let i = 0
	for (const name in record) {
		if (name !== names[i]) return -1
		const inner = within[i++]
		if (typeof inner === 'object') {
			end = write(inner, record[name], row, end)
			if (end < 0) return -1
		} else row[end++] = record[name]
	}
	return i === names.length ? end : -1
}

/** Learnt where it is new; undefined where nothing is learnt of it. */
function formOf(record: PlainRecord, { forms, withLists, row }: Level): Form | undefined {
	const known = forms.find(({ shape }) => fits(shape, record, row))
	if (known !== undefined || forms.length === mostShapes) return known
	const shape = shapeOf(record, deepest, withLists)
	if (shape === undefined || !fits(shape, record, row)) return undefined
	const form = { shape, isList: listsOf(shape) }
	forms.push(form)
	return form
}

function shapeOf(record: unknown, depth: number, withLists: boolean): Shape | undefined {
	if (depth === 0 || !isPlain(record)) return undefined
	const names = Object.keys(record)
	// It would not be set as any other.
	if (names.includes('__proto__')) return undefined
	const within = names.map((name) =>
		withLists && isList(record[name]) ? 'list' : shapeOf(record[name], depth - 1, withLists),
	)
	const size = within.reduce((sum, inner) => sum + (typeof inner === 'object' ? inner.size : 1), 0)
	return { names, within, size }
}

function listsOf({ within }: Shape): boolean[] {
	return within.flatMap((inner) => (typeof inner === 'object' ? listsOf(inner) : inner === 'list'))
}

function firstOf(record: PlainRecord): unknown {
	for (const name in record) return record[name]
	return undefined
}

/** Nothing but records, one after the other. */
function isList(value: unknown): value is readonly PlainRecord[] {
	if (!Array.isArray(value)) return false
	for (let i = 0; i < value.length; i++) if (!isPlain(value[i])) return false
	return Object.keys(value).length === value.length
}

function isPlain(value: unknown): value is PlainRecord {
	return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
