/**
 * A path from the invoice's element, found by path ids instead of a search from the top.
 *
 * A Tree chains the nodes of each name path. Steps to children, and to an attribute at the end, make such a path,
 * so what they select is that chain, less what predicates refuse; and a path that does not occur costs one look,
 * which is what most terms cost. Paths with `.` or `..` are searched, where the part before that occurs.
 */
import type { Tree } from '#engine'
import { meets, type Path, select, selectFirst } from './path.ts'

const none: readonly number[] = []

export class Route {
	readonly path: Path
	/** Steps before the first `.` or `..`. */
	readonly #straight: number
	readonly #predicates: boolean
	/** The path id to which the straight steps led last, from which one, and when. */
	#end = -1
	#from = -1
	#generation = -1

	constructor(path: Path) {
		this.path = path
		const turn = path.findIndex(({ name }) => name < 0)
		this.#straight = turn < 0 ? path.length : turn
		this.#predicates = path.some(({ predicates }) => predicates.length > 0)
	}

	/** The nodes selected, in document order; `invoice` is the element that the path starts from. */
	nodes(tree: Tree, invoice: number): readonly number[] {
		const first = this.#chain(tree, invoice)
		if (first === 0) return none
		if (first < 0) return select(tree, invoice, this.path, invoice)
		const end = tree.end[invoice]!
		const found: number[] = []
		for (let node = first; node !== 0 && node < end; node = tree.nextOfPath[node]!)
			if (!this.#predicates || this.#holds(tree, node, invoice)) found.push(node)
		return found
	}

	/** The first of them, 0 if there is none. */
	first(tree: Tree, invoice: number): number {
		const first = this.#chain(tree, invoice)
		if (first === 0) return 0
		if (first < 0) return selectFirst(tree, invoice, this.path, invoice)
		const end = tree.end[invoice]!
		for (let node = first; node !== 0 && node < end; node = tree.nextOfPath[node]!)
			if (!this.#predicates || this.#holds(tree, node, invoice)) return node
		return 0
	}

	/** The first node inside the invoice to which the straight steps lead, 0: none; -1: the path has to be searched. */
	#chain(tree: Tree, invoice: number): number {
		const { paths } = tree
		// The tree is older than the path ids in force.
		if (tree.generation !== paths.generation) return -1
		const from = tree.path[invoice]!
		if (from !== this.#from || paths.generation !== this.#generation) {
			this.#end = from
			for (let i = 0; i < this.#straight; i++) {
				const { attribute, name } = this.path[i]!
				this.#end = attribute ? paths.attribute(this.#end, name) : paths.child(this.#end, name)
			}
			this.#from = from
			this.#generation = paths.generation
		}
		let node = tree.firstOfPath(this.#end)
		while (node !== 0 && node < invoice) node = tree.nextOfPath[node]!
		if (node === 0 || node >= tree.end[invoice]!) return 0
		return this.#straight === this.path.length ? node : -1
	}

	/** Whether the node and those above it meet the predicates of their steps. */
	#holds(tree: Tree, node: number, invoice: number): boolean {
		let at = node
		for (let i = this.path.length - 1; i >= 0; i--) {
			if (!meets(tree, at, this.path[i]!, invoice)) return false
			at = tree.parent[at]!
		}
		return true
	}
}
