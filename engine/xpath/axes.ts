/** The axes that rule sets rarely use, as arrays of nodes in axis order. */
import { kinds, type Tree } from '../tree/tree.ts'
import type { Axis } from './ast.ts'
import type { NodeId } from './item.ts'

export function axisNodes(tree: Tree, node: NodeId, axis: Axis): NodeId[] {
	switch (axis) {
		case 'following-sibling':
			return tree.kind[node] === kinds.attribute ? [] : siblings(tree, tree.nextSibling(node))
		case 'preceding-sibling':
			return precedingSiblings(tree, node)
		case 'following':
			return range(tree, tree.kind[node] === kinds.attribute ? node + 1 : tree.end[node]!, tree.count)
		case 'preceding':
			return preceding(tree, node)
		default:
			throw new Error(`axis ${axis} is emitted in place`)
	}
}

function siblings(tree: Tree, first: NodeId): NodeId[] {
	const out: NodeId[] = []
	for (let n = first; n !== 0; n = tree.nextSibling(n)) out.push(n)
	return out
}

function precedingSiblings(tree: Tree, node: NodeId): NodeId[] {
	if (node === 0 || tree.kind[node] === kinds.attribute) return []
	const out: NodeId[] = []
	for (let n = tree.firstChild(tree.parent[node]!); n !== node; n = tree.nextSibling(n)) out.push(n)
	return out.reverse()
}

/** Nodes of a range of numbers, attributes left out. */
function range(tree: Tree, from: NodeId, to: NodeId): NodeId[] {
	const out: NodeId[] = []
	for (let n = from; n < to; n++) if (tree.kind[n] !== kinds.attribute) out.push(n)
	return out
}

/** Everything before the node that is no ancestor, in reverse document order. */
function preceding(tree: Tree, node: NodeId): NodeId[] {
	const ancestors = new Set<NodeId>()
	for (let n = tree.parent[node]!; n >= 0; n = tree.parent[n]!) ancestors.add(n)
	return range(tree, 1, node)
		.filter((n) => !ancestors.has(n))
		.reverse()
}
