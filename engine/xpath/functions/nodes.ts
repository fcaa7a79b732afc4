/** Functions on nodes (functions and operators 3.1, chapters 2, 13 and 14.9). */

import { DynamicError } from '../../fault.ts'
import { names } from '../../tree/names.ts'
import { kinds, type Tree } from '../../tree/tree.ts'
import { atomicToString } from '../cast.ts'
import { atomize } from '../compare.ts'
import { Atomic, FunctionItem, type Item, type NodeId, type QName } from '../item.ts'
import type { FunctionRecord } from './record.ts'
import { resolveUri } from './uri.ts'

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'

type OptionalNode = NodeId | undefined

function isNamed(tree: Tree, node: NodeId): boolean {
	const kind = tree.kind[node]
	return kind === kinds.element || kind === kinds.attribute || kind === kinds.instruction
}

function localName(tree: Tree, node: NodeId): string {
	return isNamed(tree, node) ? tree.names.local(tree.name[node]!) : ''
}

function namespaceOf(tree: Tree, node: NodeId): string {
	return tree.kind[node] === kinds.instruction || !isNamed(tree, node) ? '' : tree.names.uri(tree.name[node]!)
}

function prefixOf(tree: Tree, node: NodeId): string {
	return tree.kind[node] === kinds.instruction || !isNamed(tree, node) ? '' : tree.prefixOf(node)
}

function lexicalName(tree: Tree, node: NodeId): string {
	const prefix = prefixOf(tree, node)
	return prefix === '' ? localName(tree, node) : `${prefix}:${localName(tree, node)}`
}

/** The value of an attribute in the xml namespace, at the node or its nearest ancestor that has it. */
function inherited(tree: Tree, node: NodeId, local: string): string | undefined {
	const name = names.intern(xmlNamespace, local)
	for (let at = node; at >= 0; at = tree.parent[at]!) {
		if (tree.kind[at] !== kinds.element) continue
		const attribute = tree.attribute(at, name)
		if (attribute !== 0) return tree.stringValue(attribute)
	}
	return undefined
}

/** "… equal ignoring case, or equal up to a suffix that starts with a hyphen" */
function isLanguage(tree: Tree, wanted: string, node: NodeId): boolean {
	const language = inherited(tree, node, 'lang')?.toLowerCase()
	const test = wanted.toLowerCase()
	return language !== undefined && (language === test || language.startsWith(`${test}-`))
}

/** xml:base of the ancestors, resolved from the outside in; what documents are named is not known here. */
function baseUri(tree: Tree, node: NodeId): Atomic | undefined {
	const name = names.intern(xmlNamespace, 'base')
	const bases: string[] = []
	for (let at = node; at >= 0; at = tree.parent[at]!) {
		const attribute = tree.kind[at] === kinds.element ? tree.attribute(at, name) : 0
		if (attribute !== 0) bases.push(tree.stringValue(attribute))
	}
	const outermost = bases.pop()
	if (outermost === undefined) return undefined
	return new Atomic(
		'anyURI',
		bases.reduceRight((base, relative) => resolveUri(relative, base), outermost),
	)
}

/** fn:path: `/Q{uri}Invoice[1]/@id`. */
function path(tree: Tree, node: NodeId): string {
	let text = ''
	for (let at = node; at > 0; at = tree.parent[at]!) text = `/${step(tree, at)}${text}`
	return text === '' ? '/' : text
}

function step(tree: Tree, node: NodeId): string {
	const local = localName(tree, node)
	switch (tree.kind[node]) {
		case kinds.attribute:
			return namespaceOf(tree, node) === '' ? `@${local}` : `@Q{${namespaceOf(tree, node)}}${local}`
		case kinds.element:
			return `Q{${namespaceOf(tree, node)}}${local}[${position(tree, node)}]`
		case kinds.text:
			return `text()[${position(tree, node)}]`
		case kinds.comment:
			return `comment()[${position(tree, node)}]`
		default:
			return `processing-instruction(${local})[${position(tree, node)}]`
	}
}

/** The number of a node among its siblings of the same kind and name. */
function position(tree: Tree, node: NodeId): number {
	let count = 1
	for (let at = tree.firstChild(tree.parent[node]!); at !== node && at !== 0; at = tree.nextSibling(at)) {
		if (tree.kind[at] === tree.kind[node] && tree.name[at] === tree.name[node]) count++
	}
	return count
}

function sorted(nodes: readonly NodeId[]): NodeId[] {
	return [...new Set(nodes)].sort((a, b) => a - b)
}

/** Those that are no ancestor of another. */
function innermost(tree: Tree, nodes: readonly NodeId[]): NodeId[] {
	const list = sorted(nodes)
	return list.filter((node, i) => list[i + 1] === undefined || list[i + 1]! >= tree.end[node]!)
}

/** Those that have no ancestor among the others. */
function outermost(tree: Tree, nodes: readonly NodeId[]): NodeId[] {
	let end = 0
	return sorted(nodes).filter((node) => {
		if (node < end) return false
		end = Math.max(end, tree.end[node]!)
		return true
	})
}

/** Without a DTD the only IDs are the xml:id attributes. */
function elementsWithId(tree: Tree, ids: readonly string[]): NodeId[] {
	const wanted = new Set(ids.flatMap((text) => text.split(/[ \t\n\r]+/)))
	const name = names.intern(xmlNamespace, 'id')
	const found: NodeId[] = []
	const seen = new Set<string>()
	for (let node = 0; node < tree.count; node++) {
		if (tree.kind[node] !== kinds.attribute || tree.name[node] !== name) continue
		const id = tree.stringValue(node).trim()
		if (!wanted.has(id) || seen.has(id)) continue
		seen.add(id)
		found.push(tree.parent[node]!)
	}
	return found
}

function stringOf(tree: Tree, item: Item): string {
	if (typeof item === 'number') return tree.stringValue(item)
	if (item instanceof FunctionItem) throw new DynamicError('FOTY0014', 'a function has no string value')
	return atomicToString(item)
}

export const nodeFunctions: readonly FunctionRecord[] = [
	{
		name: 'string',
		signatures: ['(item()?) -> xs:string'],
		defaultsToContext: true,
		call: ({ tree }, item?: Item) => (item === undefined ? '' : stringOf(tree, item)),
	},
	{
		name: 'data',
		signatures: ['(item()*) -> xs:anyAtomicType*'],
		defaultsToContext: true,
		call: ({ tree }, items: readonly Item[]) => items.map((item) => atomize(item, tree)),
	},
	{
		name: 'name',
		signatures: ['(node()?) -> xs:string'],
		defaultsToContext: true,
		call: ({ tree }, node: OptionalNode) => (node === undefined ? '' : lexicalName(tree, node)),
	},
	{
		name: 'local-name',
		signatures: ['(node()?) -> xs:string'],
		defaultsToContext: true,
		call: ({ tree }, node: OptionalNode) => (node === undefined ? '' : localName(tree, node)),
	},
	{
		name: 'namespace-uri',
		signatures: ['(node()?) -> xs:anyURI'],
		defaultsToContext: true,
		call: ({ tree }, node: OptionalNode) =>
			new Atomic('anyURI', node === undefined ? '' : namespaceOf(tree, node)),
	},
	{
		name: 'node-name',
		signatures: ['(node()?) -> xs:QName?'],
		defaultsToContext: true,
		call: ({ tree }, node: OptionalNode) => {
			if (node === undefined || !isNamed(tree, node)) return undefined
			const name: QName = {
				uri: namespaceOf(tree, node),
				local: localName(tree, node),
				prefix: prefixOf(tree, node),
			}
			return new Atomic('QName', name)
		},
	},
	{
		name: 'nilled',
		signatures: ['(node()?) -> xs:boolean?'],
		defaultsToContext: true,
		call: ({ tree }, node: OptionalNode) =>
			node === undefined || tree.kind[node] !== kinds.element ? undefined : false,
	},
	{
		name: 'base-uri',
		signatures: ['(node()?) -> xs:anyURI?'],
		defaultsToContext: true,
		call: ({ tree }, node: OptionalNode) => (node === undefined ? undefined : baseUri(tree, node)),
	},
	{
		name: 'lang',
		signatures: ['(xs:string?, node()) -> xs:boolean'],
		defaultsToContext: 'last',
		call: ({ tree }, language: string | undefined, node: NodeId) => isLanguage(tree, language ?? '', node),
	},
	{
		name: 'root',
		signatures: ['(node()?) -> node()?'],
		defaultsToContext: true,
		call: (_c, node: OptionalNode) => (node === undefined ? undefined : 0),
	},
	{
		name: 'path',
		since: 3,
		signatures: ['(node()?) -> xs:string?'],
		defaultsToContext: true,
		call: ({ tree }, node: OptionalNode) => (node === undefined ? undefined : path(tree, node)),
	},
	{
		name: 'has-children',
		since: 3,
		signatures: ['(node()?) -> xs:boolean'],
		defaultsToContext: true,
		call: ({ tree }, node: OptionalNode) => node !== undefined && tree.firstChild(node) !== 0,
	},
	{
		name: 'innermost',
		since: 3,
		signatures: ['(node()*) -> node()*'],
		call: ({ tree }, nodes: readonly NodeId[]) => innermost(tree, nodes),
	},
	{
		name: 'outermost',
		since: 3,
		signatures: ['(node()*) -> node()*'],
		call: ({ tree }, nodes: readonly NodeId[]) => outermost(tree, nodes),
	},
	{
		name: 'generate-id',
		since: 3,
		signatures: ['(node()?) -> xs:string'],
		defaultsToContext: true,
		call: (_c, node: OptionalNode) => (node === undefined ? '' : `n${node}`),
	},
	{
		name: 'id',
		signatures: ['(xs:string*, node()) -> element()*'],
		defaultsToContext: 'last',
		call: ({ tree }, ids: readonly string[]) => elementsWithId(tree, ids),
	},
	{
		name: 'element-with-id',
		since: 3,
		signatures: ['(xs:string*, node()) -> element()*'],
		defaultsToContext: 'last',
		call: ({ tree }, ids: readonly string[]) => elementsWithId(tree, ids),
	},
	{
		name: 'idref',
		signatures: ['(xs:string*, node()) -> node()*'],
		defaultsToContext: 'last',
		call: () => [],
	},
]
