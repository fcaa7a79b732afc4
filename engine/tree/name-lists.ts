/**
 * The elements of a name, whatever their paths, in document order: `//name` reads them.
 *
 * While a tree is filled, only the paths of a name are noted. The list is joined from theirs when the name is first
 * asked for: of most names nobody asks, and links by name would take a number a node.
 */
import { grownTo } from './paths.ts'

/** What is known by path: its first node, how many there are, and by node the next one. */
export interface PathLists {
	firstOfPath(path: number): number
	countOfPath(path: number): number
	readonly nextOfPath: Int32Array
}

/** With more paths than these the nodes are sorted rather than merged. */
const fewPaths = 8
const none: readonly number[] = []

export class NameLists {
	/** By name: a path of it, 0 where it does not occur; by path: another of the same name. */
	#path = new Int32Array(1024)
	#otherPath = new Int32Array(1024)
	/** By name: its elements, where it was asked for. */
	readonly #nodes: (readonly number[] | undefined)[] = []
	readonly #present: number[] = []

	/** Forgets the document. */
	clear(): void {
		for (const name of this.#present) {
			this.#path[name] = 0
			this.#nodes[name] = undefined
		}
		this.#present.length = 0
	}

	/** A path that the document has not shown before, and the name that it ends in; whether the name is new as well. */
	add(path: number, name: number): boolean {
		if (name >= this.#path.length) this.#path = grownTo(this.#path, name)
		if (path >= this.#otherPath.length) this.#otherPath = grownTo(this.#otherPath, path)
		const other = this.#path[name]!
		this.#otherPath[path] = other
		this.#path[name] = path
		if (other === 0) this.#present.push(name)
		return other === 0
	}

	/** The elements of that name. */
	named(lists: PathLists, name: number): readonly number[] {
		const path = name < this.#path.length ? this.#path[name]! : 0
		if (path === 0) return none
		return (this.#nodes[name] ??= this.#joined(lists, path))
	}

	#joined(lists: PathLists, path: number): readonly number[] {
		if (this.#otherPath[path] === 0) return ofPath(lists, path)
		const heads: number[] = []
		let count = 0
		for (let p = path; p !== 0; p = this.#otherPath[p]!) {
			heads.push(lists.firstOfPath(p))
			count += lists.countOfPath(p)
		}
		const nodes = roomFor(count)
		if (heads.length <= fewPaths) return merge(lists, heads, nodes)
		let at = 0
		for (const head of heads) for (let n = head; n !== 0; n = lists.nextOfPath[n]!) nodes[at++] = n
		return nodes.sort((a, b) => a - b)
	}
}

/** An array that need not be made longer so many times. */
function roomFor(count: number): number[] {
	return count > 1000 ? new Array<number>(count) : []
}

function ofPath(lists: PathLists, path: number): readonly number[] {
	const nodes = roomFor(lists.countOfPath(path))
	let at = 0
	for (let n = lists.firstOfPath(path); n !== 0; n = lists.nextOfPath[n]!) nodes[at++] = n
	return nodes
}

/** Puts the nodes of lists that are in order into one that is. `heads` is used up. */
function merge({ nextOfPath }: PathLists, heads: number[], nodes: number[]): readonly number[] {
	for (let at = 0; heads.length > 0; at++) {
		let least = 0
		for (let k = 1; k < heads.length; k++) if (heads[k]! < heads[least]!) least = k
		const node = heads[least]!
		nodes[at] = node
		const next = nextOfPath[node]!
		if (next !== 0) heads[least] = next
		else {
			heads[least] = heads[heads.length - 1]!
			heads.pop()
		}
	}
	return nodes
}
