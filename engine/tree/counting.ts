/**
 * Lines, positions among siblings and starts of tags, counted once a document.
 *
 * Findings are many where a document is bad throughout, and they mostly come in document order. Counting from
 * the top for each would read a large file a thousand times; so what was counted is kept: where lines start, of a
 * long text one in some, and of a parent with many children the last position asked for.
 */
import { kinds } from './kinds.ts'
import type { Tree } from './tree.ts'

/** Characters above which the start of one line in so many is kept. */
const longText = 1 << 20
const someLines = 256
/** Nodes of a parent below which its children are counted from the first each time. */
const fewInside = 256
/** Characters of a start tag up to which its beginning is looked for one by one. */
const shortTag = 256

export class Counting {
	readonly source: string
	readonly #tree: Tree
	readonly #count: number
	readonly #filling: number
	/** Where lines start, as far as was counted: all, or one in so many. */
	readonly #starts = [0]
	readonly #every: number
	/** The last line counted, where it starts, and where it ends; -1: nothing was counted yet. */
	#line = 1
	#start = 0
	#end = -1
	/** By parent and name: the last node asked for and its position. */
	#positions: Map<number, { node: number; position: number }> | undefined
	#tag = -1
	#attributes: readonly number[] = []

	/** The first carriage return from a place on, and that place. */
	#return = -1
	#returnFrom = 0

	constructor(tree: Tree) {
		this.#tree = tree
		this.source = tree.source
		this.#count = tree.count
		this.#filling = tree.filling
		this.#every = tree.source.length > longText ? someLines : 1
	}

	/** Whether the tree still holds the document that was counted, and not, say, what an envelope held. */
	isOf({ filling, count }: Tree): boolean {
		return this.#count === count && this.#filling === filling
	}

	/** Line and column, from 1, of an offset. */
	lineAndColumn(offset: number): { line: number; column: number } {
		if (this.#end < 0) this.#end = this.#endOfLine(0)
		while (this.#end < offset) {
			this.#start = this.#end + 1
			this.#end = this.#endOfLine(this.#start)
			if (this.#line++ % this.#every === 0) this.#starts.push(this.#start)
		}
		if (this.#start <= offset) return { line: this.#line, column: offset - this.#start + 1 }
		let known = 0
		for (let above = this.#starts.length; above - known > 1; ) {
			const middle = (known + above) >> 1
			if (this.#starts[middle]! > offset) above = middle
			else known = middle
		}
		let line = known * this.#every + 1
		let start = this.#starts[known]!
		if (this.#every > 1)
			for (let end = this.#endOfLine(start); end < offset; end = this.#endOfLine(start)) {
				line++
				start = end + 1
			}
		return { line, column: offset - start + 1 }
	}

	/** Where the line that starts there ends; the last one does not. */
	#endOfLine(start: number): number {
		const { source } = this
		const found = source.indexOf('\n', start)
		const end = found < 0 ? Number.POSITIVE_INFINITY : found
		const carriage = this.#returnAfter(start)
		// One before a line feed ends no line of its own.
		return carriage < end - 1 ? carriage : end
	}

	#returnAfter(start: number): number {
		if (start < this.#returnFrom || start > this.#return) {
			const found = this.source.indexOf('\r', start)
			this.#return = found < 0 ? Number.POSITIVE_INFINITY : found
			this.#returnFrom = start
		}
		return this.#return
	}

	/** From 1, among the siblings of the same kind and name. */
	position(node: number): number {
		const { parent, end } = this.#tree
		const holder = parent[node]!
		if (end[holder]! - holder < fewInside) return this.#positionFrom(this.#tree.inside(holder), 1, node)
		const { name, kind } = this.#tree
		const key = holder * 2 ** 24 + (name[node]! < 0 ? kind[node]! : name[node]! + 8)
		this.#positions ??= new Map()
		const known = this.#positions.get(key)
		const resumed = known !== undefined && known.node <= node
		const position = resumed
			? this.#positionFrom(known.node, known.position, node)
			: this.#positionFrom(this.#tree.inside(holder), 1, node)
		this.#positions.set(key, { node, position })
		return position
	}

	/** Counts on from a sibling before it. */
	#positionFrom(sibling: number, known: number, node: number): number {
		const { end, name, kind } = this.#tree
		let position = known
		for (let n = sibling; n !== node; n = end[n]!)
			if (kind[n] === kind[node] && name[n] === name[node]) position++
		return position
	}

	/** Where an element's start tag begins: `<` cannot stand inside it, so at the last one before its end. */
	tagStart(element: number): number {
		const { source } = this
		const end = this.#tree.offset[element]! - 1
		const least = Math.max(0, end - shortTag)
		for (let at = end; at >= least; at--) if (source.charCodeAt(at) === 60) return at
		return Math.max(0, source.lastIndexOf('<', least))
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
	if (counting === undefined || !counting.isOf(tree)) {
		counting = new Counting(tree)
		countings.set(tree, counting)
	}
	return counting
}

/** From 1, among the siblings of the same kind and name. */
export function positionOf(tree: Tree, node: number): number {
	return tree.kind[node] === kinds.document ? 1 : countingOf(tree).position(node)
}
