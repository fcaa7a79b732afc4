/** From bytes to text, and from text to a Tree whose syntax is known. */
import {
	type Decoded,
	decode,
	type ParseFailure,
	parseFailure,
	parseTree,
	type ReadFailure,
	type StructureWitness,
	type Tree,
} from '#engine'
import { structureModeOf, type ValidationContext } from './context.ts'
import type { Deadline } from './deadline.ts'
import type { Unreadable } from './reading/reading.ts'
import { structureWitness } from './structure/invoice.ts'
import { type Recognition, recognise } from './syntax.ts'

/** Bytes above which memory counts for more than time. */
const largeDocument = 4_000_000

/** The text; the memory of many bytes is given back where nobody needs them any more. */
export function decodeBody(
	bytes: Uint8Array,
	maxBytes: number,
	{ consume }: ValidationContext,
): Decoded | ReadFailure {
	const decoded = decode(bytes, { maxBytes, narrowAbove: largeDocument })
	const { buffer } = bytes
	const whole = bytes.length === buffer.byteLength && buffer instanceof ArrayBuffer
	if (consume !== true || !whole || decoded.kind !== 'decoded' || bytes.length <= largeDocument)
		return decoded
	buffer.transfer(0)
	const { utf8: _gone, ...kept } = decoded
	return kept
}

/** An invoice as a Tree, its syntax known. */
export interface Read {
	readonly tree: Tree
	readonly recognition: Recognition
	/** Listened while the tree was built, where the structure is wanted. */
	readonly witness?: StructureWitness
}

/** One document is read at a time. */
const listener = structureWitness()

/** The tree of the invoice alone: an envelope around it is left out. */
export function readTree(
	text: string,
	context: ValidationContext,
	deadline: Deadline | undefined,
	{ units, utf8 }: Pick<Decoded, 'units' | 'utf8'> = {},
): Read | Unreadable {
	const { limits, into } = context
	const listening = structureModeOf(context) === 'off' ? {} : { witness: listener }
	const options = {
		...(limits && { limits }),
		...(into && { into }),
		...(units && { units }),
		...(utf8 && { utf8 }),
		...listening,
		...(deadline && { stop: () => deadline.passed() }),
	}
	const failed = (failure: ParseFailure): Unreadable =>
		failure.reason === 'stopped' ? deadline!.failure() : parseFailure(failure, text)
	const outer = parseTree(text, options)
	if (outer.failure !== undefined) return failed(outer.failure)
	const recognition = recognise(outer.tree)
	if (recognition.envelope === undefined || recognition.syntax === undefined)
		return { tree: outer.tree, recognition, ...listening }
	const inner = parseTree(text, { ...options, inner: recognition.root })
	if (inner.failure !== undefined) return failed(inner.failure)
	const within = { ...recognise(inner.tree), envelope: recognition.envelope }
	return { tree: inner.tree, recognition: within, ...listening }
}
