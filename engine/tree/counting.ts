/**
 * Lines, positions among siblings and starts of tags, counted once a document.
 *
 * Findings are many where a document is bad throughout, and they mostly come in document order. Counting from
 * the top for each would read a large file a thousand times; so what was counted is kept: the line at every
 * `stride` characters, the last position asked for under each parent, the start tags already searched.
 */
import { kinds } from './kinds.ts'
import type { Tree } from './tree.ts'

const stride = 1 << 14

export class Counting {
	readonly source: string
	readonly #tree: Tree
	/** At offset n * stride: the line, and where it starts. */
	readonly #lines = [1]
	readonly #lineStarts = [0]
	/** By parent and name: the last node asked for and its position. */
	readonly #positions = new Map<number, { node: number; position: number }>()
	readonly #starts = new Map<number, number>()
	/** Where the last question ended: questions mostly come in document order. */
	#offset = 0
	#line = 1
	#start = 0
	#tag = -1
	#attributes: readonly number[] = []

	/** Lines may end in a carriage return alone; undefined: not looked at yet. */
	#returns: boolean | undefined

	constructor(tree: Tree) {
		this.#tree = tree
		this.source = tree.source
	}

	/** Line and column, from 1, of an offset. */
	lineAndColumn(offset: number): { line: number; column: number } {
		const wanted = Math.floor(offset / stride)
		for (let n = this.#lines.length; n <= wanted; n++) {
			const known = { line: this.#lines[n - 1]!, start: this.#lineStarts[n - 1]! }
			const { line, start } = this.#scan((n - 1) * stride, n * stride, known)
			this.#lines.push(line)
			this.#lineStarts.push(start)
		}
		const nearer = this.#offset <= offset && this.#offset > wanted * stride
		const from = nearer ? this.#offset : wanted * stride
		const known = nearer
			? { line: this.#line, start: this.#start }
			: { line: this.#lines[wanted]!, start: this.#lineStarts[wanted]! }
		const { line, start } = this.#scan(from, offset, known)
		this.#offset = offset
		this.#line = line
		this.#start = start
		return { line, column: offset - start + 1 }
	}

	#scan(from: number, to: number, known: LineStart): LineStart {
		this.#returns ??= this.source.includes('\r') && /\r(?!\n)/.test(this.source)
		if (this.#returns) return scan(this.source, from, to, known)
		let { line, start } = known
		for (
			let at = this.source.indexOf('\n', from);
			at >= 0 && at < to;
			at = this.source.indexOf('\n', at + 1)
		) {
			line++
			start = at + 1
		}
		return { line, start }
	}

	/** From 1, among the siblings of the same kind and name. */
	position(node: number): number {
		const { parent, first, next, name, kind } = this.#tree
		const holder = parent[node]!
		const own = name[node]!
		const type = kind[node]!
		const key = holder * 2 ** 24 + (own < 0 ? type : own + 8)
		const known = this.#positions.get(key)
		const resumed = known !== undefined && known.node <= node
		let position = resumed ? known.position : 1
		for (let n = resumed ? known.node : first[holder]!; n !== node; n = next[n]!)
			if (kind[n] === type && name[n] === own) position++
		this.#positions.set(key, { node, position })
		return position
	}

	/** Where an element's start tag begins: `<` cannot stand inside it, so at the last one before its end. */
	tagStart(element: number): number {
		let start = this.#starts.get(element)
		if (start === undefined) {
			start = Math.max(0, this.source.lastIndexOf('<', this.#tree.offset[element]! - 1))
			this.#starts.set(element, start)
		}
		return start
	}

	/** Where an attribute begins: the n-th attribute node is the n-th written that declares no namespace. */
	attributeStart(attribute: number): number {
		const element = this.#tree.parent[attribute]!
		if (this.#tag !== element) {
			this.#tag = element
			this.#attributes = attributeStarts(this.source, this.tagStart(element), this.#tree.offset[element]!)
		}
		return this.#attributes[attribute - element - 1] ?? this.tagStart(element)
	}
}

interface LineStart {
	readonly line: number
	readonly start: number
}

/** Goes on from the line known at `from`, in a text whose lines may end in a carriage return alone. */
function scan(source: string, from: number, to: number, known: LineStart): LineStart {
	let { line, start } = known
	for (let i = from; i < to; i++) {
		const c = source.charCodeAt(i)
		if (c === 10 || (c === 13 && source.charCodeAt(i + 1) !== 10)) {
			line++
			start = i + 1
		}
	}
	return { line, start }
}

const attributePart = /\s([^\s=<>"'/]+)\s*=\s*(?:"[^"]*"|'[^']*')/g

function attributeStarts(source: string, tag: number, end: number): number[] {
	const starts: number[] = []
	// The tag alone: the search for one more attribute must not run on into a text of any length.
	for (const { 1: name, index } of source.slice(tag, end).matchAll(attributePart))
		if (name !== 'xmlns' && !name!.startsWith('xmlns:')) starts.push(tag + index + 1)
	return starts
}

const countings = new WeakMap<Tree, Counting>()

/** What was counted in the document that the tree now holds. */
export function countingOf(tree: Tree): Counting {
	let counting = countings.get(tree)
	if (counting === undefined || counting.source !== tree.source) {
		counting = new Counting(tree)
		countings.set(tree, counting)
	}
	return counting
}

/** From 1, among the siblings of the same kind and name. */
export function positionOf(tree: Tree, node: number): number {
	return tree.kind[node] === kinds.document ? 1 : countingOf(tree).position(node)
}
