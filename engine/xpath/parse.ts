/**
 * XPath text to Expr: the common part by hand (common.ts), all else by fontoxpath's parser (syntax.ts, reader.ts).
 */
import type { Expr, SequenceType } from './ast.ts'
import { readCommon } from './common.ts'
import { cardinalities, typeNames } from './name-reader.ts'
import { functionNamespace, mathNamespace, schemaNamespace } from './namespaces.ts'
import { Reader } from './reader.ts'
import { StaticError } from './static-error.ts'
import { child, elements, find, only, xqueryx } from './syntax.ts'

export { functionNamespace, mathNamespace, schemaNamespace } from './namespaces.ts'
export { placed, StaticError, Unsupported } from './static-error.ts'

export interface StaticNames {
	/** Prefix → URI. */
	readonly namespaces: Readonly<Record<string, string>>
}

/** Prefixes that every expression knows unless it binds them otherwise. */
export const builtInPrefixes: Readonly<Record<string, string>> = {
	xs: schemaNamespace,
	fn: functionNamespace,
	math: mathNamespace,
	xml: 'http://www.w3.org/XML/1998/namespace',
}

export function parseXPath(text: string, names: StaticNames): Expr {
	const { namespaces } = names
	return readCommon(text, (prefix) => namespaces[prefix] ?? builtInPrefixes[prefix]) ?? parseAny(text, names)
}

/** By fontoxpath's parser, whatever it is. */
export function parseAny(text: string, names: StaticNames): Expr {
	const module = xqueryx(text)
	const main = find(module, 'mainModule')
	if (main === undefined || elements(module).length > 1 || elements(main).length > 1)
		throw new StaticError('XPST0003', 'an XQuery prolog is not part of XPath')
	const lookup = (prefix: string): string => {
		const uri = names.namespaces[prefix] ?? builtInPrefixes[prefix]
		if (uri === undefined)
			throw new StaticError('XPST0081', `the prefix "${prefix}" is not bound to a namespace`)
		return uri
	}
	return new Reader(lookup).expr(only(child(main, 'queryBody')))
}

/** A variable's declared name as expressions resolve it: `local` or `{uri}local`. */
export function variableName(name: string, namespaces: Readonly<Record<string, string>>): string {
	const colon = name.indexOf(':')
	if (colon < 0) return name
	const uri = namespaces[name.slice(0, colon)]
	if (uri === undefined)
		throw new StaticError('XPST0081', `the prefix of $${name} is not bound to a namespace`)
	return `{${uri}}${name.slice(colon + 1)}`
}

/** A sequence type as text (`xs:decimal?`), read by the same parser unless it is a plain one. */
export function parseSequenceType(text: string, names: StaticNames): SequenceType {
	const plain = plainType(text, names)
	if (plain !== undefined) return plain
	const expr = parseXPath(`() instance of ${text}`, names)
	if (expr.kind !== 'instance') throw new StaticError('XPST0003', `"${text}" is not a sequence type`)
	return expr.type
}

function plainType(text: string, { namespaces }: StaticNames): SequenceType | undefined {
	const match = /^(?:(\w+):(\w+)|(item|node|element)\(\))([?*+]?)$/.exec(text)
	if (match === null) return undefined
	const [, prefix, local, node, indicator] = match
	const card = cardinalities[indicator!]!
	if (node === 'item') return { item: { kind: 'item' }, card }
	if (node === 'node') return { item: { kind: 'node', test: { kind: 'node' } }, card }
	if (node === 'element')
		return { item: { kind: 'node', test: { kind: 'element', name: undefined, type: undefined } }, card }
	const uri = namespaces[prefix!] ?? builtInPrefixes[prefix!]
	const known = uri === schemaNamespace && local !== 'error' && typeNames.has(local!)
	return known ? { item: { kind: 'atomic', type: local! }, card } : undefined
}
