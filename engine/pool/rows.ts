/**
 * Many records of few shapes, as they pass between threads: the names once for each shape, and then only values.
 *
 * A structured clone writes and reads the names of every record anew, which takes longer than all of its values.
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
	/** Of all records, one after the other. */
	readonly values: readonly unknown[]
}

type PlainRecord = Record<string, unknown>

/** More are not told apart in one go: what has none of these stands whole. */
const mostShapes = 8
/** Records within records; those deeper down, which may have no end, are values. */
const deepest = 4

export function rowsOf(records: readonly unknown[]): Rows {
	const shapes: Shape[] = []
	const kinds: number[] = []
	const values: unknown[] = []
	for (const record of records) {
		// Mostly that of the one before.
		const kind = write(values, record, shapes, kinds.at(-1) ?? -1)
		kinds.push(kind)
		if (kind < 0) values.push(record)
	}
	return { shapes, kinds, values }
}

export function recordsOf({ shapes, kinds, values }: Rows): unknown[] {
	let at = 0
	const read = ({ names, within }: Shape): PlainRecord => {
		const record: PlainRecord = {}
		for (let i = 0; i < names.length; i++) {
			const shape = within[i]
			record[names[i]!] = shape === undefined ? values[at++] : read(shape)
		}
		return record
	}
	return kinds.map((kind) => (kind < 0 ? values[at++] : read(shapes[kind]!)))
}

/** Which shape its values were written by; -1 where none fits it and no more are learnt. */
function write(values: unknown[], record: unknown, shapes: Shape[], likely: number): number {
	const start = values.length
	const fits = (shape: Shape | undefined): boolean => {
		if (shape !== undefined && writeAs(shape, record, values)) return true
		values.length = start
		return false
	}
	if (fits(shapes[likely])) return likely
	const known = shapes.findIndex(fits)
	if (known >= 0 || shapes.length === mostShapes) return known
	const shape = shapeOf(record, deepest)
	return fits(shape) ? shapes.push(shape!) - 1 : -1
}

/** False where it has another shape; some of its values may then have been written. */
function writeAs({ names, within }: Shape, record: unknown, values: unknown[]): boolean {
	if (!isPlain(record)) return false
	const own = Object.keys(record)
	if (own.length !== names.length) return false
	for (let i = 0; i < names.length; i++) {
		const name = names[i]!
		if (own[i] !== name) return false
		const shape = within[i]
		if (shape === undefined) values.push(record[name])
		else if (!writeAs(shape, record[name], values)) return false
	}
	return true
}

function shapeOf(record: unknown, depth: number): Shape | undefined {
	if (depth === 0 || !isPlain(record)) return undefined
	const names = Object.keys(record)
	// It would not be set as any other.
	if (names.includes('__proto__')) return undefined
	return { names, within: names.map((name) => shapeOf(record[name], depth - 1)) }
}

function isPlain(value: unknown): value is PlainRecord {
	return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
