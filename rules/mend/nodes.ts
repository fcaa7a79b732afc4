/** Children and attributes of an element, as mends look at them. */
import { kinds, type Tree } from '#engine'

/** Element children in document order. */
export function childElements(tree: Tree, node: number): number[] {
	const children: number[] = []
	for (let n = tree.firstChild(node); n !== 0; n = tree.nextSibling(n))
		if (tree.kind[n] === kinds.element) children.push(n)
	return children
}

/** The attribute of that local name, 0 where there is none. */
export function attributeNamed(tree: Tree, element: number, name: string): number {
	for (let n = element + 1; n < tree.count && tree.kind[n] === kinds.attribute; n++)
		if (tree.names.local(tree.name[n]!) === name) return n
	return 0
}
