/** xsl:key: nodes of the document by the values of an expression, indexed at the first look-up. */

import { DynamicError } from '../fault.ts'
import { kinds, type Tree } from '../tree/tree.ts'
import { equalKey, isNumeric, valueCompare } from '../xpath/compare.ts'
import type { Item, NodeId } from '../xpath/item.ts'
import type { RunState } from '../xpath/runtime.ts'
import { branchFits } from './plan.ts'
import type { Branch, Linked, Program } from './program.ts'

interface Entry {
	readonly value: Item
	readonly node: NodeId
}

export class KeyIndex {
	readonly #program: Program
	readonly #linked: Linked
	readonly #indexes = new Map<string, ReadonlyMap<string, readonly Entry[]>>()
	/** Keys whose index is being made. */
	readonly #making = new Set<string>()

	constructor(program: Program, linked: Linked) {
		this.#program = program
		this.#linked = linked
	}

	/** Nodes in document order whose key is one of the values. */
	find(tree: Tree, state: RunState, name: string, values: readonly Item[]): readonly NodeId[] {
		let index = this.#indexes.get(name)
		if (index === undefined) this.#indexes.set(name, (index = this.#build(tree, state, name)))
		const found = new Set<NodeId>()
		for (const value of values)
			for (const entry of index.get(equalKey(value)) ?? [])
				if (!isNumeric(value) || valueCompare('eq', value, entry.value)) found.add(entry.node)
		return [...found].sort((a, b) => a - b)
	}

	#build(tree: Tree, state: RunState, name: string): ReadonlyMap<string, readonly Entry[]> {
		if (this.#making.has(name)) throw new DynamicError('XTDE0640', `the key ${name} asks for itself`)
		this.#making.add(name)
		try {
			return this.#entries(tree, state, name)
		} finally {
			this.#making.delete(name)
		}
	}

	#entries(tree: Tree, state: RunState, name: string): ReadonlyMap<string, readonly Entry[]> {
		const key = this.#program.keys[name]!
		const use = this.#linked.uses[key.use]!
		const index = new Map<string, Entry[]>()
		for (let node = 0; node < tree.count; node++) {
			if (!key.branches.some((branch) => this.#matches(tree, state, branch, node))) continue
			for (const value of use(tree, node, state) as readonly Item[]) {
				const text = equalKey(value)
				const entries = index.get(text)
				if (entries === undefined) index.set(text, [{ value, node }])
				else entries.push({ value, node })
			}
		}
		return index
	}

	#matches(tree: Tree, state: RunState, branch: Branch, node: NodeId): boolean {
		// Text, comments and instructions have no path: only a function can tell.
		const leaf = tree.kind[node]! > kinds.attribute
		if (leaf ? branch.names !== undefined : !branchFits(branch, tree.path[node]!)) return false
		return branch.test === undefined || this.#linked.contexts[branch.test]!(tree, node, state)
	}
}
