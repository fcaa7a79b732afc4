/**
 * The structure check in the pass that builds the tree.
 *
 * The tree tells each event as it grows. Each element drives its parent's automaton, each value is tried, and at
 * the end of a sound document it is known to be sound: nothing is read twice. At the first doubt the witness
 * stops listening; check.ts then looks at the finished tree, whose later siblings say what is wrong. A doubt is
 * a fault or something rare, such as a comment inside a value.
 */
import { names } from '../tree/names.ts'
import { paths } from '../tree/paths.ts'
import type { Witness } from '../tree/tree.ts'
import type { Meanings, Structure } from './structure.ts'

/** Gives the structure of documents whose document element has that name. */
export type ChooseStructure = (uri: string, local: string) => Structure | undefined

export class StructureWitness implements Witness {
	/** The structure that the document just read keeps to; undefined where that was not made sure. */
	sound: Structure | undefined
	readonly #choose: ChooseStructure
	#structure: Structure | undefined
	#start = 0
	#meanings: Meanings | undefined
	#columns: Int32Array = new Int32Array(0)
	#typeOf: Int32Array = new Int32Array(0)
	/** Of the element open: its state, 0 for a value; its type; how many of its texts were read. */
	#depth = -1
	#state = 0
	#type = 0
	#texts = 0
	/** By depth: the states and types around, and the bits of the attributes still missing. */
	#states = new Int32Array(64)
	#types = new Int32Array(64)
	#missing = new Int32Array(64)

	constructor(choose: ChooseStructure) {
		this.#choose = choose
	}

	begin(): void {
		this.sound = undefined
		this.#structure = undefined
		this.#depth = -1
	}

	open(path: number): boolean {
		const structure = this.#structure
		if (structure === undefined) return this.#root(path)
		if (path >= this.#columns.length) this.#learnPaths()
		let column = this.#columns[path]!
		// A value holds no elements; its type has no columns.
		if (column === 0) column = structure.learnElement(this.#meanings!, path, this.#type)
		const state = column > 0 && this.#state > 0 ? structure.next[this.#state + column]! : 0
		if (state === 0) return false
		this.#enter(state, this.#typeOf[path]!)
		return true
	}

	attribute(path: number, value: string): boolean {
		const structure = this.#structure!
		if (path >= this.#columns.length) this.#learnPaths()
		let column = this.#columns[path]!
		if (column === 0) column = structure.learnAttribute(this.#meanings!, path, this.#type)
		if (column < 0) return false
		this.#missing[this.#depth]! &= ~(column >> 1)
		const test = structure.attributeChecks[this.#typeOf[path]!]
		return test === undefined || test(value)
	}

	text(value: string): boolean {
		if (this.#state > 0) return this.#type === 0 || isBlank(value)
		if (this.#texts++ > 0) return false
		const check = this.#structure!.checks[this.#type]
		return check === undefined || check(value)
	}

	blank(value: string): boolean {
		return this.#state > 0 || this.text(value)
	}

	close(): boolean {
		const structure = this.#structure!
		const depth = this.#depth
		if (this.#missing[depth] !== 0) return false
		if (this.#state > 0) {
			if (structure.next[this.#state] === 0) return false
		} else if (this.#texts === 0) {
			const check = structure.checks[this.#type]
			if (check !== undefined && !check('')) return false
		}
		this.#texts = 0
		this.#state = this.#states[depth]!
		this.#type = this.#types[depth]!
		this.#depth = depth - 1
		if (depth === 0) this.sound = structure
		return true
	}

	#root(path: number): boolean {
		if (this.sound !== undefined) return false
		const name = paths.name(path)
		const structure = this.#choose(names.uri(name), names.local(name))
		const type = structure?.roots.get(name)
		if (structure === undefined || type === undefined) return false
		structure.type(type)
		this.#structure = structure
		this.#start = path
		this.#learnPaths()
		this.#enter(0, type)
		return true
	}

	#enter(outer: number, type: number): void {
		const structure = this.#structure!
		const depth = ++this.#depth
		if (depth === this.#states.length) {
			this.#states = doubled(this.#states)
			this.#types = doubled(this.#types)
			this.#missing = doubled(this.#missing)
		}
		this.#states[depth] = outer
		this.#types[depth] = this.#type
		this.#missing[depth] = structure.required[type]!
		this.#state = structure.starts[type]!
		this.#type = type
		this.#texts = 0
	}

	/** Paths that this document has brought are new to the structure. */
	#learnPaths(): void {
		this.#meanings = this.#structure!.meanings(this.#start)
		this.#columns = this.#meanings.column
		this.#typeOf = this.#meanings.type
	}
}

/** White space alone. */
export function isBlank(text: string): boolean {
	for (let i = 0; i < text.length; i++) {
		const c = text.charCodeAt(i)
		if (c !== 32 && c !== 10 && c !== 9 && c !== 13) return false
	}
	return true
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
	const copy = new Int32Array(array.length * 2)
	copy.set(array)
	return copy
}
