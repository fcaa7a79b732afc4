/**
 * Checks a document's structure in one sweep over the Tree's arrays, where it was not found sound while the
 * tree was built (witness.ts).
 *
 * Each element drives its parent's automaton; an element of values is done with at once, one of elements
 * opens a frame that closes where its subtree ends. A valid document costs two array reads a node and makes
 * nothing; what is wrong is looked into by diagnosis.ts, which also says how to go on, so that one fault is
 * one finding and the rest of the document is still checked.
 *
 * Findings come in the order in which a reader of the file meets the faults: an unexpected element at its
 * start tag, a wrong value or a missing child when the element ends. The first one is where libxml2 stops.
 */
import { kinds, type Tree } from '../tree/tree.ts'
import { Diagnosis } from './diagnosis.ts'
import type { StructureFinding } from './finding.ts'
import { instance, type Structure } from './structure.ts'
import { isBlank, type StructureWitness } from './witness.ts'

export interface StructureOptions {
	/** The element to check as a document's root; the document element unless told. */
	readonly node?: number
	/** Most findings; 1000 unless told. The sweep ends there. */
	readonly limit?: number
	/** Listened while the tree was built: what it found sound is not looked at again. */
	readonly witness?: StructureWitness
}

export interface StructureResult {
	readonly findings: readonly StructureFinding[]
	/** There was more to say than the limit allowed. */
	readonly truncated: boolean
}

/** Subtree ends, states and types of the open elements; one sweep runs at a time. */
let ends = new Int32Array(64)
let states = new Int32Array(64)
let types = new Int32Array(64)
let nodes = new Int32Array(64)

export function checkStructure(
	structure: Structure,
	tree: Tree,
	options: StructureOptions = {},
): StructureResult {
	const root = options.node ?? tree.root
	if (options.witness?.sound === structure && root === tree.root) return { findings: [], truncated: false }
	const diagnosis = new Diagnosis(structure, tree, options.limit ?? 1000)
	const type = structure.roots.get(tree.name[root]!)
	if (root === 0 || type === undefined) diagnosis.badRoot(root)
	else sweep(structure, tree, root, type, diagnosis)
	return { findings: diagnosis.findings, truncated: diagnosis.full }
}

function sweep(structure: Structure, tree: Tree, root: number, rootType: number, diagnosis: Diagnosis): void {
	const { kind, path, end, value } = tree
	structure.type(rootType)
	const { next, starts, required, checks, attributeChecks } = structure
	const meanings = structure.meanings(path[root]!)
	const columns = meanings.column
	const typeOf = meanings.type
	const stop = end[root]!
	let depth = -1
	let state = 0
	let type = 0
	let close = stop + 1
	for (let node = root; node < stop; ) {
		while (node >= close) {
			if (next[state] === 0) diagnosis.incomplete(nodes[depth]!, type, state)
			depth--
			state = states[depth]!
			type = types[depth]!
			close = ends[depth]!
		}
		if (kind[node] !== kinds.element) {
			if (kind[node] === kinds.text && type > 0 && !isBlank(value[node]!))
				diagnosis.strayText(node, nodes[depth]!)
			node++
			continue
		}
		let child = rootType
		if (depth >= 0) {
			const at = path[node]!
			let column = columns[at]!
			if (column === 0) column = structure.learnElement(meanings, at, type)
			const after = column > 0 ? next[state + column]! : 0
			if (after > 0) state = after
			else {
				const resumed = diagnosis.unexpected(node, nodes[depth]!, type, state, column)
				if (diagnosis.full) return
				if (resumed === 0) {
					node = end[node]!
					continue
				}
				state = resumed
			}
			child = typeOf[at]!
		}
		let seen = 0
		let inner = node + 1
		for (; inner < stop && kind[inner] === kinds.attribute; inner++) {
			const at = path[inner]!
			let column = columns[at]!
			if (column === 0) column = structure.learnAttribute(meanings, at, child)
			if (column < 0) {
				if (column !== instance || diagnosis.refusesInstance(inner, child))
					diagnosis.badAttribute(inner, child)
				continue
			}
			seen |= column >> 1
			const test = attributeChecks[typeOf[at]!]
			if (test !== undefined && !test(value[inner]!)) diagnosis.badAttributeValue(inner, child)
		}
		const absent = required[child]! & ~seen
		if (absent !== 0) diagnosis.missingAttributes(node, child, absent)
		const after = end[node]!
		const start = starts[child]!
		if (start === 0) {
			const plain = inner + 1 === after && kind[inner] === kinds.text
			if (!plain && inner < after) diagnosis.nested(node, inner)
			const check = checks[child]
			if (check !== undefined && !check(plain ? value[inner]! : tree.stringValue(node)))
				diagnosis.badValue(node, child)
			node = after
			continue
		}
		if (depth >= 0) {
			states[depth] = state
			types[depth] = type
			ends[depth] = close
		}
		depth++
		if (depth === nodes.length) growStacks()
		nodes[depth] = node
		state = start
		type = child
		close = after
		node = inner
	}
	for (; depth >= 0; depth--) {
		if (next[state] === 0) diagnosis.incomplete(nodes[depth]!, type, state)
		if (depth > 0) {
			state = states[depth - 1]!
			type = types[depth - 1]!
		}
	}
}

function growStacks(): void {
	const doubled = (array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
		const copy = new Int32Array(array.length * 2)
		copy.set(array)
		return copy
	}
	ends = doubled(ends)
	states = doubled(states)
	types = doubled(types)
	nodes = doubled(nodes)
}
