/**
 * XML text to Tree, by saxes events.
 *
 * Strict: a document type declaration is refused (so no entity is ever expanded), the first error ends the
 * parse, and every limit is counted while reading, before anything is built from what exceeds it.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { lineAndColumn } from './location.ts'
import { names } from './names.ts'
import { kinds, Tree } from './tree.ts'

/** Bounds on one document; counts, and UTF-16 units for `textLength`. */
export interface ParseLimits {
	readonly depth: number
	readonly elements: number
	readonly attributes: number
	readonly textLength: number
}

export const defaultLimits: ParseLimits = {
	depth: 256,
	elements: 20_000_000,
	attributes: 256,
	textLength: 200_000_000,
}

/** Why a text is no document; line and column from 1, offset from 0. */
export interface ParseFailure {
	readonly reason: 'malformed' | 'doctype' | 'limit'
	readonly message: string
	readonly line: number
	readonly column: number
	readonly offset: number
	/** For `limit`: which one, its bound, and the count that passed it. */
	readonly limit?: { readonly name: keyof ParseLimits; readonly bound: number; readonly count: number }
}

export type ParseResult =
	| { readonly tree: Tree; readonly failure?: undefined }
	| { readonly tree?: undefined; readonly failure: ParseFailure }

export interface ParseOptions {
	readonly limits?: Partial<ParseLimits>
	/** A tree to fill again, whose former document is no longer needed. */
	readonly into?: Tree
}

/** Targets of processing instructions are interned here, apart from the names of elements. */
export const instructionSpace = '?'

/** Ends the parse from inside a saxes handler. */
class Stop extends Error {
	readonly failure: ParseFailure

	constructor(failure: ParseFailure) {
		super(failure.message)
		this.failure = failure
	}
}

export function parseTree(source: string, options: ParseOptions = {}): ParseResult {
	const tree = options.into ?? new Tree()
	tree.reset(source)
	try {
		fill(tree, source, { ...defaultLimits, ...options.limits })
	} catch (error) {
		if (error instanceof Stop) return { failure: error.failure }
		throw error
	}
	return { tree }
}

function fill(tree: Tree, source: string, limits: ParseLimits): void {
	const parser = new SaxesParser({ xmlns: true, position: true })
	const xmlns = 'http://www.w3.org/2000/xmlns/'
	/** Open elements and, at the same depth, the last child added to each. */
	const open: number[] = [0]
	const last: number[] = [0]
	let depth = 0
	let elements = 0
	let text = ''
	let textStart = 0
	let markupEnd = 0

	const stop = (
		reason: ParseFailure['reason'],
		message: string,
		offset: number,
		limit?: ParseFailure['limit'],
	): never => {
		const place = { ...lineAndColumn(source, offset), offset }
		throw new Stop(limit === undefined ? { reason, message, ...place } : { reason, message, ...place, limit })
	}
	const exceeded = (name: keyof ParseLimits, count: number): never =>
		stop('limit', `${name}: ${count} is more than the ${limits[name]} allowed`, parser.position, {
			name,
			bound: limits[name],
			count,
		})
	const flush = (): void => {
		if (text.length > limits.textLength) exceeded('textLength', text.length)
		last[depth] = tree.addLeaf(kinds.text, open[depth]!, last[depth]!, -1, textStart, text)
		text = ''
	}

	parser.on('error', (error) => {
		const offset = Math.min(parser.position, source.length)
		stop('malformed', error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, ''), Math.max(0, offset - 1))
	})
	parser.on('doctype', () =>
		stop('doctype', 'a document type declaration is not allowed', source.indexOf('<!DOCTYPE')),
	)
	parser.on('text', (piece) => {
		if (depth === 0) return
		if (text === '') textStart = markupEnd
		text += piece
	})
	parser.on('cdata', (piece) => {
		if (text === '') textStart = markupEnd
		text += piece
		markupEnd = parser.position
	})
	parser.on('opentag', (tag: SaxesTagNS) => {
		if (text !== '') flush()
		const end = parser.position
		if (++elements > limits.elements) exceeded('elements', elements)
		const element = tree.addElement(
			open[depth]!,
			last[depth]!,
			names.intern(tag.uri, tag.local),
			end,
			tag.prefix,
		)
		last[depth] = element
		if (++depth > limits.depth) exceeded('depth', depth)
		open[depth] = element
		last[depth] = 0
		markupEnd = end
		let count = 0
		const attributes = tag.attributes
		for (const key in attributes) {
			const attribute = attributes[key]!
			if (++count > limits.attributes) exceeded('attributes', count)
			if (attribute.uri !== xmlns)
				tree.addAttribute(element, names.intern(attribute.uri, attribute.local), attribute.value)
		}
		if (tag.ns !== undefined)
			for (const _ in tag.ns) {
				tree.declare(element, { ...tag.ns })
				break
			}
	})
	parser.on('closetag', () => {
		if (text !== '') flush()
		tree.close(open[depth]!)
		depth--
		markupEnd = parser.position
	})
	parser.on('comment', (comment) => {
		if (text !== '') flush()
		markupEnd = parser.position
		last[depth] = tree.addLeaf(kinds.comment, open[depth]!, last[depth]!, -1, markupEnd, comment)
	})
	parser.on('processinginstruction', ({ target, body }) => {
		if (text !== '') flush()
		markupEnd = parser.position
		last[depth] = tree.addLeaf(
			kinds.instruction,
			open[depth]!,
			last[depth]!,
			names.intern(instructionSpace, target),
			markupEnd,
			body,
		)
	})
	parser.write(source).close()
	tree.close(0)
}
