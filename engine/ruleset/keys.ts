/** xsl:key: nodes of the document by the values of an expression, indexed at the first look-up. */

import type { Tree } from '../tree/tree.ts'
import { atomicToString } from '../xpath/cast.ts'
import { Atomic, type Item, type NodeId } from '../xpath/item.ts'
import type { RunState } from '../xpath/runtime.ts'
import { branchFits } from './plan.ts'
import type { Linked, Program } from './program.ts'

export class KeyIndex {
	readonly #program: Program
	readonly #linked: Linked
	readonly #indexes = new Map<string, ReadonlyMap<string, readonly NodeId[]>>()

	constructor(program: Program, linked: Linked) {
		this.#program = program
		this.#linked = linked
	}

	/** Nodes in document order whose key is one of the values. */
	find(tree: Tree, state: RunState, name: string, values: readonly Item[]): readonly NodeId[] {
		let index = this.#indexes.get(name)
		if (index === undefined) this.#indexes.set(name, (index = this.#build(tree, state, name)))
		const found = new Set<NodeId>()
		for (const value of values) for (const node of index.get(keyText(value)) ?? []) found.add(node)
		return [...found].sort((a, b) => a - b)
	}

	#build(tree: Tree, state: RunState, name: string): ReadonlyMap<string, readonly NodeId[]> {
		const key = this.#program.keys[name]!
		const use = this.#linked.uses[key.use]!
		const index = new Map<string, NodeId[]>()
		for (let node = 0; node < tree.count; node++) {
			const matches = key.branches.some(
				(b) =>
					(node === 0 || tree.kind[node]! < 3) &&
					branchFits(b, tree.path[node]!) &&
					(b.test === undefined || this.#linked.contexts[b.test]!(tree, node, state)),
			)
			if (!matches) continue
			for (const value of use(tree, node, state) as readonly Item[]) {
				const text = keyText(value)
				const nodes = index.get(text)
				if (nodes === undefined) index.set(text, [node])
				else if (nodes.at(-1) !== node) nodes.push(node)
			}
		}
		return index
	}
}

/** Untyped values and strings compare as strings; other types by their canonical text and type. */
function keyText(value: Item): string {
	if (typeof value === 'string') return `s${value}`
	if (value instanceof Atomic && (value.type === 'untypedAtomic' || value.type === 'anyURI'))
		return `s${value.value}`
	return `${value instanceof Atomic ? value.type : typeof value} ${atomicToString(value)}`
}
