/**
 * The metadata packet of a PDF (XMP, ISO 16684-1) as plain properties.
 *
 * It is read by our own strict parser, so a DOCTYPE is refused here too. A simple property may be written as
 * an element or as an attribute of rdf:Description; both are found, wherever a description stands.
 */
import { names } from '../../tree/names.ts'
import { parseTree } from '../../tree/parse.ts'
import { kinds } from '../../tree/tree.ts'
import { decode } from '../decode.ts'
import { parseFailure, type ReadFailure } from '../failure.ts'

export interface XmpProperty {
	readonly uri: string
	readonly name: string
	/** Text without white space around it. */
	readonly value: string
}

export interface Xmp {
	readonly kind: 'xmp'
	readonly properties: readonly XmpProperty[]
}

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
/** Metadata above it is no description of an invoice. */
const maxBytes = 4_000_000

export function readXmp(bytes: Uint8Array): Xmp | ReadFailure {
	const decoded = decode(trimmed(bytes), { maxBytes })
	if (decoded.kind === 'read-failure') return decoded
	const { tree, failure } = parseTree(decoded.text, { limits: { depth: 64, elements: 50_000 } })
	if (failure !== undefined) return parseFailure(failure, decoded.text)
	const properties: XmpProperty[] = []
	const add = (node: number): void => {
		const name = tree.name[node]!
		const uri = names.uri(name)
		if (uri !== rdf && uri !== '')
			properties.push({ uri, name: names.local(name), value: tree.stringValue(node).trim() })
	}
	const description = names.intern(rdf, 'Description')
	for (const node of tree.named(description)) {
		for (let n = node + 1; n < tree.count && tree.kind[n] === kinds.attribute; n++) add(n)
		for (let n = tree.firstChild(node); n !== 0; n = tree.nextSibling(n))
			if (tree.kind[n] === kinds.element) add(n)
	}
	return { kind: 'xmp', properties }
}

/** Writers pad the packet with NUL bytes at times. */
function trimmed(bytes: Uint8Array): Uint8Array {
	let end = bytes.length
	while (end > 0 && bytes[end - 1] === 0) end--
	return bytes.subarray(0, end)
}
