/**
 * XML text to Tree, by saxes events.
 *
 * Strict: a document type declaration is refused (so no entity is ever expanded), the first error ends the
 * parse, and every limit is counted while reading, before anything is built from what exceeds it.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { largeText } from './kinds.ts'
import { lineAndColumn } from './location.ts'
import { names } from './names.ts'
import { asciiBytes, holdsNonCharacter, type Units, widened } from './narrow.ts'
import { scanTree } from './scan.ts'
import { kinds, Tree, type Witness } from './tree.ts'

/** Bounds on one document. */
export interface ParseLimits {
	readonly depth: number
	readonly elements: number
	/** Of one element, declarations of namespaces counted. */
	readonly attributes: number
	/** UTF-16 units of one text. */
	readonly textLength: number
	/** `&#…;` written in the document, wherever it stands. */
	readonly characterReferences: number
	/** Distinct names of elements and attributes, one counted anew under each distinct parent. */
	readonly names: number
}

export const defaultLimits: ParseLimits = {
	depth: 256,
	elements: 20_000_000,
	attributes: 256,
	textLength: 200_000_000,
	characterReferences: 500_000,
	names: 20_000,
}

/** Why a text is no document; line and column from 1, offset from 0. */
export interface ParseFailure {
	/** `stopped`: time was up. */
	readonly reason: 'malformed' | 'doctype' | 'limit' | 'stopped'
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
	/** Read by the strict parser alone, without the scanner before it. */
	readonly strict?: boolean
	/** A tree to fill again, whose former document is no longer needed. */
	readonly into?: Tree
	/** The first element of that name becomes the tree's document element: what is around it is left out. */
	readonly inner?: ElementName
	/** Asked now and then, while a large document is read by the strict parser, whether time is up. */
	readonly stop?: () => boolean
	/** The source is narrow (narrow.ts), and these are its units that are not ASCII. */
	readonly units?: Units
	/** The source in valid UTF-8, where that is at hand: it need not be made again. */
	readonly utf8?: Uint8Array
	/** Listens while the tree is built. */
	readonly witness?: Witness
}

export interface ElementName {
	readonly uri: string
	readonly local: string
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
	const limits = { ...defaultLimits, ...options.limits }
	const { units, witness, utf8 } = options
	tree.reset(source, units, witness)
	if (source.length > largeText) tree.reserve(nodesIn(source))
	if (options.inner === undefined && !options.strict && scanned(tree, source, limits, units, utf8))
		return { tree }
	tree.reset(source, units, witness)
	try {
		fill(tree, source, limits, options)
	} catch (error) {
		if (error instanceof Stop) return { failure: error.failure }
		throw error
	}
	return { tree }
}

function scanned(
	tree: Tree,
	source: string,
	limits: ParseLimits,
	units: Units | undefined,
	utf8: Uint8Array | undefined,
): boolean {
	if (units === undefined) return scanTree(tree, source, limits, utf8 === undefined ? {} : { utf8 })
	return !holdsNonCharacter(units) && scanTree(tree, source, limits, { units, ascii: asciiBytes(units) })
}

/** Of a large text one stretch in so many is looked at, each of so many units; of a very large one more. */
const sampled = 32
const sampledMore = 8
const veryLarge = 1 << 24
const stretch = 1 << 12

/** About how many nodes a text holds, rather more than fewer; never more than it has room for. */
function nodesIn(source: string): number {
	const some = source.length > veryLarge ? sampledMore : sampled
	let nodes = 0
	for (let start = 0; start < source.length; start += some * stretch) {
		const end = Math.min(start + stretch, source.length)
		for (let i = start; i < end; i++) {
			const code = source.charCodeAt(i)
			if (code === 0x3c) nodes += 1.5
			else if (code === 0x3d) nodes++
		}
	}
	return Math.ceil(Math.min(nodes * some * 1.02, source.length / 10))
}

/** UTF-16 units read between two questions whether time is up. */
const piece = 1 << 20

function fill(
	tree: Tree,
	source: string,
	limits: ParseLimits,
	{ inner, stop: late, units }: ParseOptions,
): void {
	// XML 1.0, 2.8: a document of another version 1.x is read as far as it keeps to the rules of 1.0.
	const parser = new SaxesParser({
		xmlns: true,
		position: true,
		defaultXMLVersion: '1.0',
		forceXMLVersion: true,
	})
	const xmlns = 'http://www.w3.org/2000/xmlns/'
	/** The open elements, from the document on. */
	const open: number[] = [0]
	let depth = 0
	let elements = 0
	let text = ''
	let textStart = 0
	let markupEnd = 0
	let attributes = 0
	/** Outside the inner element sought; what the elements around it declare. */
	let outside = inner !== undefined
	let sought = inner
	const around: Readonly<Record<string, string>>[] = []

	const stop = (
		reason: ParseFailure['reason'],
		message: string,
		offset: number,
		limit?: ParseFailure['limit'],
	): never => {
		const place = { ...lineAndColumn(source, offset), offset }
		throw new Stop(limit === undefined ? { reason, message, ...place } : { reason, message, ...place, limit })
	}
	const exceeded = (name: keyof ParseLimits, count: number, offset = parser.position): never =>
		stop('limit', `${name}: ${count} is more than the ${limits[name]} allowed`, offset, {
			name,
			bound: limits[name],
			count,
		})
	const flush = (): void => {
		tree.addLeaf(kinds.text, open[depth]!, -1, textStart, text)
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
		if (text.length > limits.textLength) exceeded('textLength', text.length)
	})
	parser.on('cdata', (piece) => {
		if (depth === 0) return
		if (text === '') textStart = markupEnd
		text += piece
		if (text.length > limits.textLength) exceeded('textLength', text.length)
		markupEnd = parser.position
	})
	parser.on('attribute', () => {
		if (++attributes > limits.attributes) exceeded('attributes', attributes)
	})
	parser.on('opentag', (tag: SaxesTagNS) => {
		if (text !== '') flush()
		const end = parser.position
		if (++elements > limits.elements) exceeded('elements', elements)
		if (outside) {
			if (tag.uri !== sought?.uri || tag.local !== sought.local) {
				attributes = 0
				if (around.push(tag.ns ?? {}) > limits.depth) exceeded('depth', around.length)
				return
			}
			outside = false
			sought = undefined
		}
		const element = tree.addElement(open[depth]!, names.intern(tag.uri, tag.local), end, tag.prefix)
		if (++depth > limits.depth) exceeded('depth', depth)
		open[depth] = element
		markupEnd = end
		attributes = 0
		for (const key in tag.attributes) {
			const attribute = tag.attributes[key]!
			if (attribute.uri !== xmlns)
				tree.addAttribute(element, names.intern(attribute.uri, attribute.local), attribute.value)
		}
		if (depth === 1 && around.length > 0) tree.declare(element, Object.assign({}, ...around, tag.ns))
		else if (tag.ns !== undefined)
			for (const _ in tag.ns) {
				tree.declare(element, { ...tag.ns })
				break
			}
		const distinct = tree.presentCount
		if (distinct > limits.names) exceeded('names', distinct)
	})
	parser.on('closetag', () => {
		if (outside) {
			around.pop()
			return
		}
		if (text !== '') flush()
		tree.close(open[depth]!)
		depth--
		if (depth === 0) outside = inner !== undefined
		markupEnd = parser.position
	})
	parser.on('comment', (comment) => {
		if (outside) return
		if (text !== '') flush()
		// The event comes between the closing dashes and their ">".
		markupEnd = parser.position + 1
		const start = source.lastIndexOf('<!--', markupEnd - '<!---->'.length)
		tree.addLeaf(kinds.comment, open[depth]!, -1, start, comment)
	})
	parser.on('processinginstruction', ({ target, body }) => {
		if (outside) return
		if (text !== '') flush()
		markupEnd = parser.position
		tree.addLeaf(
			kinds.instruction,
			open[depth]!,
			names.intern(instructionSpace, target),
			source.lastIndexOf(`<?${target}`, markupEnd - 1),
			body,
		)
	})
	const doctype = doctypeAt(source)
	if (doctype >= 0) stop('doctype', 'a document type declaration is not allowed', doctype)
	let references = 0
	for (let at = source.indexOf('&#'); at >= 0; at = source.indexOf('&#', at + 2))
		if (++references > limits.characterReferences) exceeded('characterReferences', references, at)
	for (let at = 0; at < source.length; at += piece) {
		if (late?.()) stop('stopped', 'reading took too long', at)
		const part = at === 0 && source.length <= piece ? source : source.slice(at, at + piece)
		parser.write(units === undefined ? part : widened(part, units, at))
	}
	parser.close()
	tree.close(0)
}

/** Where the prolog has a document type declaration, -1 if it has none; found before any of it is read. */
function doctypeAt(source: string): number {
	let at = 0
	for (;;) {
		while (at < source.length && source.charCodeAt(at) <= 32) at++
		const end = source.startsWith('<?', at) ? '?>' : source.startsWith('<!--', at) ? '-->' : undefined
		if (end === undefined) return source.startsWith('<!DOCTYPE', at) ? at : -1
		const close = source.indexOf(end, at + 2)
		if (close < 0) return -1
		at = close + end.length
	}
}
