/**
 * An invoice as elements that never change: an edit makes new ones along its path and keeps the rest.
 *
 * Names have the prefixes that the formats give their namespaces, so `cbc:ID` is the same whatever prefix a file
 * has for it. Text is made once an element, so a case costs what it changes. Comments and the white space
 * between elements are not kept.
 */
import { Fault, kinds, parseTree, type Tree } from '#engine'
import { structure } from '#rules'

export interface Element {
	readonly name: string
	readonly attributes: Readonly<Record<string, string>>
	/** Elements and texts in order. */
	readonly content: readonly (Element | string)[]
}

/** The formats whose elements an invoice is made of. */
export const formats = [structure('ubl-2.1'), structure('cii-d22b'), structure('cii-d16b')]

const prefixes = new Map(
	formats.flatMap(({ table }) => Object.entries(table.namespaces).map(([prefix, uri]) => [uri, prefix])),
)
const uris = new Map([...prefixes].map(([uri, prefix]) => [prefix, uri]))

/** Reads an invoice; `file` is named in the Fault `rule-text-invalid` where it cannot be read. */
export function readInvoice(file: string, text: string): Element {
	const { tree, failure } = parseTree(text)
	const at = { file, line: 1, column: 1 }
	if (failure !== undefined) throw new Fault('rule-text-invalid', 'this is no XML document', at)
	const read = (node: number): Element => {
		const attributes: Record<string, string> = {}
		for (let n = node + 1; tree.kind[n] === kinds.attribute && tree.parent[n] === node; n++)
			attributes[nameOf(tree, n)] = tree.value[n]!
		const content: (Element | string)[] = []
		for (let child = tree.firstChild(node); child !== 0; child = tree.nextSibling(child))
			if (tree.kind[child] === kinds.element) content.push(read(child))
			else if (tree.kind[child] === kinds.text && /\S/.test(tree.value[child]!))
				content.push(tree.value[child]!)
		return { name: nameOf(tree, node), attributes, content }
	}
	const nameOf = (of: Tree, node: number): string => {
		const [uri, local] = [of.names.uri(of.name[node]!), of.names.local(of.name[node]!)]
		if (uri === '') return local
		const prefix = prefixes.get(uri)
		if (prefix === undefined) throw new Fault('rule-text-invalid', `no format has elements of ${uri}`, at)
		return `${prefix}:${local}`
	}
	return read(tree.root)
}

export function isKnownName(name: string): boolean {
	return uris.has(name.split(':')[0]!)
}

/** The invoice as a document that declares the namespaces of its format. */
export function invoiceText(root: Element): string {
	const { table } = formats.find((format) => root.name in format.table.roots) ?? formats[0]!
	const declared = Object.entries(table.namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
	const text = textOf(root).replace(root.name, `${root.name}${declared.join('')}`)
	return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`
}

const texts = new WeakMap<Element, string>()

function textOf(element: Element): string {
	let text = texts.get(element)
	if (text === undefined) {
		const { name, attributes, content } = element
		const start = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
		const inner = content.map((part) => (typeof part === 'string' ? escaped(part) : textOf(part)))
		text = `<${name}${start.join('')}>${inner.join('')}</${name}>`
		texts.set(element, text)
	}
	return text
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => escapes[char]!)
