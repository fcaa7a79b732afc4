/**
 * The parser's records of names, node tests and types, with prefixes resolved.
 */
import type { Cardinality, ExpandedName, ItemType, NodeTest, SequenceType } from './ast.ts'
import { atomicTypes } from './atomic-types.ts'
import { functionNamespace, schemaNamespace } from './namespaces.ts'
import { StaticError, Unsupported } from './static-error.ts'
import { elements, find, only, plainName, type Syntax, textOf } from './syntax.ts'

export const cardinalities: Readonly<Record<string, Cardinality>> = {
	'': 'one',
	'?': 'opt',
	'*': 'many',
	'+': 'some',
}

/** "Reserved function names" (XPath 3.1, A.3). */
const reserved: ReadonlySet<string> = new Set([
	'array',
	'attribute',
	'comment',
	'document-node',
	'element',
	'empty-sequence',
	'function',
	'if',
	'item',
	'map',
	'namespace-node',
	'node',
	'processing-instruction',
	'schema-attribute',
	'schema-element',
	'switch',
	'text',
	'typeswitch',
])
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'
export const typeNames: ReadonlySet<string> = new Set([...atomicTypes, 'numeric'])

/** `lookup` resolves prefixes. */
export class NameReader {
	readonly #lookup: (prefix: string) => string

	constructor(lookup: (prefix: string) => string) {
		this.#lookup = lookup
	}

	test(node: Syntax): NodeTest {
		switch (node.name) {
			case 'nameTest':
				return { kind: 'name', ...this.#elementName(node) }
			case 'Wildcard':
				return this.#wildcard(node)
			case 'anyKindTest':
				return { kind: 'node' }
			case 'textTest':
				return { kind: 'text' }
			case 'commentTest':
				return { kind: 'comment' }
			case 'piTest': {
				const target = find(node, 'piTarget')
				return { kind: 'instruction', target: target === undefined ? undefined : textOf(target).trim() }
			}
			case 'elementTest':
			case 'attributeTest': {
				const kind = node.name === 'elementTest' ? 'element' : 'attribute'
				const holder = find(node, `${kind}Name`)
				const qname = holder === undefined ? undefined : find(holder, 'QName')
				const type = find(node, 'typeName')
				return {
					kind,
					name: qname === undefined ? undefined : this.#elementName(qname),
					type: type === undefined ? undefined : { uri: this.#uri(type, ''), local: textOf(type) },
				}
			}
			case 'documentTest': {
				const [inner] = elements(node)
				return { kind: 'document', element: inner === undefined ? undefined : this.test(inner) }
			}
			case 'schemaElementTest':
			case 'schemaAttributeTest':
				throw new StaticError(
					'XPST0008',
					`no schema is known that declares {${this.#uri(node, '')}}${textOf(node)}`,
				)
			case 'namespaceTest':
				throw new Unsupported('namespace nodes are not supported')
			default:
				throw new StaticError('XPST0003', `${plainName(node.name)} is no node test`)
		}
	}

	#wildcard(node: Syntax): NodeTest {
		const parts = elements(node)
		if (parts.length === 0) return { kind: 'name', uri: undefined, local: undefined }
		if (parts[0]!.name === 'star') return { kind: 'name', uri: undefined, local: textOf(parts[1]!) }
		const uri = parts[0]!.name === 'uri' ? textOf(parts[0]!) : this.#lookup(textOf(parts[0]!))
		return { kind: 'name', uri, local: undefined }
	}

	sequenceType(node: Syntax): SequenceType {
		const indicator = find(node, 'occurrenceIndicator')
		const card = cardinalities[indicator === undefined ? '' : textOf(indicator)] ?? 'one'
		const type = elements(node).find((n) => n.name !== 'occurrenceIndicator')!
		if (type.name === 'voidSequenceType') return { item: { kind: 'item' }, card: 'none' }
		return { item: this.#itemType(type), card }
	}

	#itemType(node: Syntax): ItemType {
		switch (node.name) {
			case 'anyItemType':
				return { kind: 'item' }
			case 'atomicType': {
				const type = this.atomic(node)
				if (!typeNames.has(type)) throw new StaticError('XPST0051', `there is no type xs:${type}`)
				return { kind: 'atomic', type }
			}
			case 'anyFunctionTest':
				return { kind: 'function' }
			case 'typedFunctionTest':
				throw new Unsupported('function types other than function(*) are not supported')
			case 'parenthesizedItemType':
				return this.#itemType(only(node))
			case 'anyMapTest':
			case 'typedMapTest':
			case 'anyArrayTest':
			case 'typedArrayTest':
				throw new Unsupported('maps and arrays are not supported')
			default:
				return { kind: 'node', test: this.test(node) }
		}
	}

	atomic(node: Syntax): string {
		const local = textOf(node)
		const uri = this.#uri(node, '')
		if (uri !== schemaNamespace) throw new StaticError('XPST0051', `the type ${local} is not known`)
		if (local === 'error') throw new Unsupported('the type xs:error is not supported')
		return local
	}

	#elementName(node: Syntax): ExpandedName {
		return { uri: this.#uri(node, ''), local: textOf(node) }
	}

	functionName(node: Syntax): ExpandedName {
		if (!node.attributes.prefix && node.attributes.URI === undefined && reserved.has(textOf(node)))
			throw new StaticError('XPST0003', `"${textOf(node)}" cannot be the name of a function`)
		return { uri: this.#uri(node, functionNamespace), local: textOf(node) }
	}

	variable(node: Syntax): string {
		const uri = this.#uri(node, '')
		return uri === '' ? textOf(node) : `{${uri}}${textOf(node)}`
	}

	/** The namespace of a name: written out, or by its prefix, or the default of its kind of name. */
	#uri(node: Syntax, otherwise: string): string {
		const { URI: uri, prefix } = node.attributes
		if (uri !== undefined) {
			if (uri.trim() === xmlnsNamespace)
				throw new StaticError('XQST0070', `no name can be in the namespace ${xmlnsNamespace}`)
			return uri.trim().replace(/\s+/g, ' ')
		}
		return prefix === undefined || prefix === '' ? otherwise : this.#lookup(prefix)
	}
}
