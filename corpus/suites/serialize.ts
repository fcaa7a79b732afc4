/** Nodes of a Tree and atomic values as XML text, for the suite's assertions on whole results. */
import { type Item, itemText, kinds, type Tree } from '#engine'

export function serialized(items: readonly Item[], tree: Tree): string {
	let out = ''
	let afterAtomic = false
	for (const item of items) {
		const atomic = typeof item !== 'number'
		if (atomic && afterAtomic) out += ' '
		out += atomic ? escaped(itemText(tree, item)) : nodeText(tree, item)
		afterAtomic = atomic
	}
	return out
}

function nodeText(tree: Tree, node: number): string {
	const text = tree.stringValue(node)
	switch (tree.kind[node]) {
		case kinds.document:
			return childrenText(tree, node)
		case kinds.element:
			return elementText(tree, node)
		case kinds.attribute:
			return `${qualified(tree, node)}="${quoted(text)}"`
		case kinds.text:
			return escaped(text)
		case kinds.comment:
			return `<!--${text}-->`
		default:
			return `<?${tree.names.local(tree.name[node]!)} ${text}?>`
	}
}

function elementText(tree: Tree, node: number): string {
	const name = qualified(tree, node)
	const namespaces = tree
		.prefixesAt(node)
		.filter((prefix) => prefix !== 'xml')
		.map((prefix) => {
			const uri = quoted(tree.namespaceFor(node, prefix) ?? '')
			return prefix === '' ? ` xmlns="${uri}"` : ` xmlns:${prefix}="${uri}"`
		})
	const attributes: string[] = []
	for (let n = node + 1; n < tree.end[node]! && tree.kind[n] === kinds.attribute; n++)
		attributes.push(` ${qualified(tree, n)}="${quoted(tree.stringValue(n))}"`)
	return `<${name}${namespaces.join('')}${attributes.join('')}>${childrenText(tree, node)}</${name}>`
}

function childrenText(tree: Tree, node: number): string {
	let out = ''
	for (let n = tree.first[node]!; n !== 0; n = tree.next[n]!) out += nodeText(tree, n)
	return out
}

function qualified(tree: Tree, node: number): string {
	const prefix = tree.prefixOf(node)
	const local = tree.names.local(tree.name[node]!)
	return prefix === '' ? local : `${prefix}:${local}`
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const quoted = (text: string) => escaped(text).replace(/"/g, '&quot;')
