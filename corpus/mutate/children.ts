/** Elements that the format knows in a place and the invoice has not, as XML to put in. */

import { kinds, type Structure, type Tree } from '#engine'
import { structure } from '#rules'

const formats = [structure('ubl-2.1'), structure('cii-d22b')]

/** `cbc:UUID` and its XML, in the prefixes that the document declares; elements with children of their own are left out. */
export function* childrenOf(tree: Tree, node: number): Generator<readonly [name: string, xml: string]> {
	const names = namesTo(tree, node)
	if (names === undefined) return
	const prefixes = prefixesOf(tree)
	for (const format of formats) {
		const type = typeOf(format, names)
		if (type === undefined) continue
		const present = new Set(childNames(tree, node))
		for (const particle of modelOf(format, type) ?? []) {
			const { name } = particle
			if (name === undefined) continue
			const [prefix, local] = name.split(':') as [string, string]
			const uri = format.table.namespaces[prefix]!
			if (present.has(`${uri} ${local}`)) continue
			const child = particle.type ?? format.table.elements[name]
			if (child === undefined || modelOf(format, child) !== undefined) continue
			const own = prefixes.get(uri)
			if (own === undefined) continue
			const tag = own === '' ? local : `${own}:${local}`
			yield [name, `<${tag}>X</${tag}>`]
		}
		return
	}
}

type Name = readonly [uri: string, local: string]

function namesTo(tree: Tree, node: number): Name[] | undefined {
	const names: Name[] = []
	for (let n = node; ; n = tree.parent[n]!) {
		if (tree.kind[n] !== kinds.element) return names.length > 0 ? names : undefined
		names.unshift([tree.names.uri(tree.name[n]!), tree.names.local(tree.name[n]!)])
	}
}

function* childNames(tree: Tree, node: number): Generator<string> {
	for (let n = tree.firstChild(node); n !== 0; n = tree.nextSibling(n))
		if (tree.kind[n] === kinds.element)
			yield `${tree.names.uri(tree.name[n]!)} ${tree.names.local(tree.name[n]!)}`
}

function typeOf(format: Structure, [root, ...steps]: readonly Name[]): string | undefined {
	const known = new Map(Object.entries(format.table.namespaces).map(([prefix, uri]) => [uri, prefix]))
	const named = ([uri, local]: Name): string => `${known.get(uri)}:${local}`
	let type = format.table.roots[named(root!)]
	for (const step of steps) {
		const particle: { readonly type?: string } | undefined =
			type === undefined ? undefined : modelOf(format, type)?.find(({ name }) => name === named(step))
		if (particle === undefined) return undefined
		type = particle.type ?? format.table.elements[named(step)]
	}
	return type
}

const modelOf = (format: Structure, type: string) =>
	format.types.find(({ name }) => name === type)?.model?.particles

/** Namespaces with the prefix that the root gives them. */
function prefixesOf(tree: Tree): ReadonlyMap<string, string> {
	const { source } = tree
	const start = tree.locate(tree.root).offset
	const tag = source.slice(start, source.indexOf('>', start))
	return new Map(
		[...tag.matchAll(/\sxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']/g)].map(([, prefix = '', uri]) => [
			uri!,
			prefix,
		]),
	)
}
