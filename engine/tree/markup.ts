/**
 * A node as XML text, with the namespaces that it needs to stand alone.
 *
 * Comments and processing instructions inside are kept; attributes come in the order of the document.
 */
import { kinds } from './kinds.ts'
import type { Tree } from './tree.ts'

type Bindings = ReadonlyMap<string, string>
const nothing: Bindings = new Map()

export function markupOf(tree: Tree, node: number, bound = nothing): string {
	const text = tree.stringValue(node)
	switch (tree.kind[node]) {
		case kinds.document:
			return childrenOf(tree, node, bound)
		case kinds.element:
			return elementOf(tree, node, bound)
		case kinds.attribute:
			return `${qualified(tree, node)}="${quoted(text)}"`
		case kinds.text:
			return escapedText(text)
		case kinds.comment:
			return `<!--${text}-->`
		default:
			return `<?${tree.names.local(tree.name[node]!)} ${text}?>`
	}
}

/** `bound`: what the prefixes mean around the element. */
function elementOf(tree: Tree, node: number, bound: Bindings): string {
	const name = qualified(tree, node)
	const own = new Map(
		tree
			.prefixesAt(node)
			.filter((prefix) => prefix !== 'xml')
			.map((prefix) => [prefix, tree.namespaceFor(node, prefix) ?? '']),
	)
	let start = `<${name}`
	if (!own.has('') && bound.has('')) start += ' xmlns=""'
	for (const [prefix, uri] of own)
		if (bound.get(prefix) !== uri) start += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${quoted(uri)}"`
	for (let n = node + 1; n < tree.end[node]! && tree.kind[n] === kinds.attribute; n++)
		start += ` ${qualified(tree, n)}="${quoted(tree.stringValue(n))}"`
	return `${start}>${childrenOf(tree, node, own)}</${name}>`
}

function childrenOf(tree: Tree, node: number, bound: Bindings): string {
	let out = ''
	for (let n = tree.firstChild(node); n !== 0; n = tree.nextSibling(n)) out += markupOf(tree, n, bound)
	return out
}

function qualified(tree: Tree, node: number): string {
	const prefix = tree.prefixOf(node)
	const local = tree.names.local(tree.name[node]!)
	return prefix === '' ? local : `${prefix}:${local}`
}

export const escapedText = (text: string): string =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;')
const quoted = (text: string): string =>
	escapedText(text).replace(/"/g, '&quot;').replace(/\t/g, '&#9;').replace(/\n/g, '&#10;')
