/** Where a new element belongs among its parent's children, as its format orders them. */
import { names, type Structure, type Tree } from '#engine'
import { namespaces } from '../terms/path.ts'
import { childElements } from './nodes.ts'

export function nameId(name: string): number {
	const [prefix, local] = name.split(':') as [string, string]
	return names.pin(namespaces[prefix]!, local)
}

/** Names of the children that may stand in the element, in order; none where the format does not know it. */
function orderIn(structure: Structure, tree: Tree, invoice: number, element: number): readonly number[] {
	const way: number[] = []
	for (let n = element; n !== invoice; n = tree.parent[n]!) {
		if (n <= 0) return []
		way.unshift(n)
	}
	let type = structure.roots.get(tree.name[invoice]!)
	for (const n of way) {
		if (type === undefined) return []
		const { columns, children }: Structure['types'][number] = structure.type(type)
		const column = columns.get(tree.name[n]!)
		type = column === undefined ? undefined : children[column]
	}
	if (type === undefined) return []
	return [...structure.type(type).columns].sort((a, b) => a[1] - b[1]).map(([name]) => name)
}

/** The child after which an element of that name goes, 0 for the first place; `but` is left out of account. */
export function placeFor(
	structure: Structure,
	tree: Tree,
	invoice: number,
	parent: number,
	name: number,
	but = 0,
): number {
	const order = orderIn(structure, tree, invoice, parent)
	const rank = order.indexOf(name)
	const children = childElements(tree, parent).filter((child) => child !== but)
	if (rank < 0) return children.at(-1) ?? 0
	let after = 0
	for (const child of children) {
		const other = order.indexOf(tree.name[child]!)
		if (other >= 0 && other <= rank) after = child
	}
	return after
}

/** Whether the format allows the element to be absent there. */
export function isOptional(structure: Structure, tree: Tree, invoice: number, element: number): boolean {
	const parent = tree.parent[element]!
	if (element === invoice || parent <= 0) return false
	const alike = childElements(tree, parent).filter((child) => tree.name[child] === tree.name[element])
	if (alike.length > 1) return true
	const way: number[] = []
	for (let n = parent; n !== invoice && n > 0; n = tree.parent[n]!) way.unshift(n)
	let type = structure.roots.get(tree.name[invoice]!)
	for (const n of way) {
		const column: number | undefined =
			type === undefined ? undefined : structure.type(type).columns.get(tree.name[n]!)
		type = column === undefined ? undefined : structure.type(type!).children[column]
	}
	if (type === undefined) return true
	const { model, columns } = structure.type(type)
	const column = columns.get(tree.name[element]!)
	return column === undefined || (model?.particles[column - 1]?.min ?? 0) === 0
}
