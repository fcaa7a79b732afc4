/** The signature strings of function records, read: `(xs:string?, item()*) -> xs:boolean`. */
import type { Cardinality, ItemType, SequenceType } from './ast.ts'

export interface Signature {
	readonly params: readonly SequenceType[]
	/** The last parameter may be repeated (concat). */
	readonly repeats: boolean
	readonly result: SequenceType
}

const cardinalities: Readonly<Record<string, Cardinality>> = { '?': 'opt', '*': 'many', '+': 'some' }
const nodeKinds = ['element', 'attribute', 'text', 'comment'] as const

export function parseSignature(text: string): Signature {
	const arrow = text.lastIndexOf(') -> ')
	const params = splitArguments(text.slice(1, arrow))
	const repeats = params.at(-1) === '...'
	return {
		params: (repeats ? params.slice(0, -1) : params).map(sequenceType),
		repeats,
		result: sequenceType(text.slice(arrow + 5)),
	}
}

/** Splits at the commas that stand outside brackets. */
function splitArguments(text: string): string[] {
	const parts: string[] = []
	let depth = 0
	let start = 0
	for (let i = 0; i <= text.length; i++) {
		const c = text[i]
		if (c === '(') depth++
		else if (c === ')') depth--
		else if ((c === ',' && depth === 0) || i === text.length) {
			const part = text.slice(start, i).trim()
			if (part !== '') parts.push(part)
			start = i + 1
		}
	}
	return parts
}

function sequenceType(text: string): SequenceType {
	const trimmed = text.trim()
	if (trimmed === 'empty-sequence()') return { item: { kind: 'item' }, card: 'none' }
	if (trimmed.startsWith('function('))
		return {
			item: { kind: 'function' },
			card: /\)[?*+]$/.test(trimmed) ? (cardinalities[trimmed.at(-1)!] ?? 'one') : 'one',
		}
	const card = cardinalities[trimmed.at(-1)!]
	return { item: itemType(card === undefined ? trimmed : trimmed.slice(0, -1)), card: card ?? 'one' }
}

function itemType(text: string): ItemType {
	if (text === 'item()') return { kind: 'item' }
	if (text === 'node()') return { kind: 'node', test: { kind: 'node' } }
	if (text === 'document-node()') return { kind: 'node', test: { kind: 'document', element: undefined } }
	for (const kind of nodeKinds) {
		if (text !== `${kind}()`) continue
		if (kind === 'text' || kind === 'comment') return { kind: 'node', test: { kind } }
		return { kind: 'node', test: { kind, name: undefined, type: undefined } }
	}
	if (text === 'int') return { kind: 'atomic', type: 'int*' }
	if (text.startsWith('xs:')) return { kind: 'atomic', type: text.slice(3) }
	throw new Error(`not a type of a function record: ${text}`)
}
