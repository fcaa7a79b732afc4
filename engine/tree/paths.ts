/**
 * Root-to-node name paths as small integers: a trie that outlives the documents.
 *
 * Path 0 is the document node. An element's path is its parent's path extended by its name; an attribute's
 * likewise, with the name marked as an attribute's. What a rule set does at a path is decided once per path
 * and remembered, so documents of the same kind pay for it once a process.
 */

/** Paths that may be known before all are forgotten. */
const forgetAbove = 50_000
/** Set in the name part of an attribute's step; name ids stay below it. */
export const attributeMark = 1 << 28

export class PathTable {
	#parent = new Int32Array(1024)
	#step = new Int32Array(1024)
	/** Open addressing over (parent, step); 0 is empty, since path 0 is nobody's child. */
	#slots = new Int32Array(4096)
	#count = 1
	/** Grows whenever paths are forgotten: whoever remembers something by path id compares it. */
	generation = 0

	constructor() {
		this.#step[0] = -1
		this.#parent[0] = -1
	}

	get size(): number {
		return this.#count
	}

	/** The path of a child named `step` of `parent` (name id, plus attributeMark for an attribute). */
	child(parent: number, step: number): number {
		const at = this.#slotOf(parent, step)
		const id = this.#slots[at]!
		return id !== 0 ? id : this.#add(parent, step, at)
	}

	/** The same if it is known, else 0. */
	find(parent: number, step: number): number {
		return this.#slots[this.#slotOf(parent, step)]!
	}

	/** The path of its attribute of that name. */
	attribute(parent: number, name: number): number {
		return this.child(parent, name | attributeMark)
	}

	parent(path: number): number {
		return this.#parent[path] ?? -1
	}

	/** The last step's name id; -1 for the document node. */
	name(path: number): number {
		const step = this.#step[path] ?? -1
		return step < 0 ? -1 : step & ~attributeMark
	}

	isAttribute(path: number): boolean {
		const step = this.#step[path] ?? -1
		return step > 0 && (step & attributeMark) !== 0
	}

	/** Between two documents: drops all paths if they are many; `force` where name ids were forgotten. */
	tidy(force: boolean): void {
		if (!force && this.#count <= forgetAbove) return
		this.#slots = new Int32Array(4096)
		this.#count = 1
		this.generation++
	}

	/** The slot that holds the path, or the free one where it belongs. */
	#slotOf(parent: number, step: number): number {
		const mask = this.#slots.length - 1
		let at = hash(parent, step) & mask
		for (let id = this.#slots[at]!; id !== 0; id = this.#slots[at]!) {
			if (this.#parent[id] === parent && this.#step[id] === step) break
			at = (at + 1) & mask
		}
		return at
	}

	#add(parent: number, step: number, at: number): number {
		const id = this.#count++
		if (id === this.#parent.length) {
			this.#parent = grown(this.#parent)
			this.#step = grown(this.#step)
		}
		this.#parent[id] = parent
		this.#step[id] = step
		this.#slots[at] = id
		if (this.#count * 2 > this.#slots.length) this.#rehash()
		return id
	}

	#rehash(): void {
		const slots = new Int32Array(this.#slots.length * 2)
		const mask = slots.length - 1
		for (let id = 1; id < this.#count; id++) {
			let at = hash(this.#parent[id]!, this.#step[id]!) & mask
			while (slots[at] !== 0) at = (at + 1) & mask
			slots[at] = id
		}
		this.#slots = slots
	}
}

function hash(parent: number, step: number): number {
	const h = Math.imul(parent, 0x9e3779b1) ^ Math.imul(step, 0x85ebca6b)
	return h ^ (h >>> 15)
}

/** A copy of twice the length. */
export function grown(array: Int32Array): Int32Array<ArrayBuffer> {
	const copy = new Int32Array(array.length * 2)
	copy.set(array)
	return copy
}

/** A copy that is long enough for an index. */
export function grownTo(array: Int32Array<ArrayBuffer>, index: number): Int32Array<ArrayBuffer> {
	let copy = array
	while (copy.length <= index) copy = grown(copy)
	return copy
}

/** The one table of the process. */
export const paths = new PathTable()
