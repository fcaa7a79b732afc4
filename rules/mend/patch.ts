/**
 * A mend as edits of the document: set a text or an attribute, insert, remove, move.
 *
 * Edits are written for a Tree and become replacements of its text, so that everything else stays byte for byte.
 * What is told of an edit names its place by path, line and column in the text that it was written for.
 */
import { kinds, type Location, type Tree } from '#engine'
import { namespaces } from '../terms/path.ts'
import { attributeSpan, spanOf } from './span.ts'

/** Element to be made; names have the prefixes that the formats give their namespaces. */
export interface NewElement {
	readonly name: string
	readonly attributes: Readonly<Record<string, string>>
	readonly text: string
	readonly children: readonly NewElement[]
}

/** What is to be done to a node of a Tree. */
export type NodeEdit =
	| { readonly op: 'set-text'; readonly node: number; readonly value: string }
	| { readonly op: 'set-attribute'; readonly node: number; readonly name: string; readonly value: string }
	| { readonly op: 'remove'; readonly node: number }
	/** `after`: the child that it follows, 0 where it comes first. */
	| { readonly op: 'insert'; readonly node: number; readonly after: number; readonly element: NewElement }
	/** The element `node` goes after its sibling `after`, 0 for the first place. */
	| { readonly op: 'move'; readonly node: number; readonly after: number }

/** The same, told to whoever corrects the document by hand or by program. */
export interface Edit {
	readonly op: NodeEdit['op']
	/** The node concerned; of `insert`, the element to insert into. */
	readonly location: Location
	/** Attribute to set. */
	readonly name?: string
	/** New text or value. */
	readonly value?: string
	/** Text or value until now. */
	readonly before?: string
	/** Markup to insert; of a typed-in invoice, the JSON member. */
	readonly xml?: string
	/** The element after which to insert or to move; absent: the first place. */
	readonly after?: Location
}

interface Replacement {
	readonly start: number
	readonly end: number
	readonly text: string
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => escapes[char]!)

/** The text with the edits made; they must not overlap. */
export function patched(tree: Tree, edits: readonly NodeEdit[]): string {
	const all = edits.flatMap((edit) => replacements(tree, edit))
	const sorted = all
		.map((part, index) => ({ part, index }))
		.sort((a, b) => a.part.start - b.part.start || a.index - b.index)
	let text = ''
	let at = 0
	for (const { part } of sorted) {
		if (part.start < at) continue
		text += tree.source.slice(at, part.start) + part.text
		at = part.end
	}
	return text + tree.source.slice(at)
}

function replacements(tree: Tree, edit: NodeEdit): Replacement[] {
	const { source } = tree
	switch (edit.op) {
		case 'set-text': {
			if (tree.kind[edit.node] === kinds.attribute) {
				const { start, end } = attributeSpan(tree, edit.node)
				const name = source.slice(start, end).split(/[\s=]/)[0]!
				return [{ start, end, text: `${name}="${escaped(edit.value)}"` }]
			}
			const { open, close, end } = spanOf(tree, edit.node)
			if (close !== end) return [{ start: open, end: close, text: escaped(edit.value) }]
			const tag = source.slice(spanOf(tree, edit.node).start + 1).match(/^[^\s/>]+/)![0]
			return [{ start: open - 2, end: open, text: `>${escaped(edit.value)}</${tag}>` }]
		}
		case 'set-attribute': {
			const { open } = spanOf(tree, edit.node)
			const at = source[open - 2] === '/' ? open - 2 : open - 1
			return [{ start: at, end: at, text: ` ${edit.name}="${escaped(edit.value)}"` }]
		}
		case 'remove': {
			if (tree.kind[edit.node] === kinds.attribute) {
				const { start, end } = attributeSpan(tree, edit.node)
				return [{ start: blankBefore(source, start), end, text: '' }]
			}
			const { start, end } = spanOf(tree, edit.node)
			return [{ start: blankBefore(source, start), end, text: '' }]
		}
		case 'insert':
			return [inserted(tree, edit.node, edit.after, markup(tree, edit.node, edit.element))]
		case 'move': {
			const { start, end } = spanOf(tree, edit.node)
			const from = { start: blankBefore(source, start), end, text: '' }
			return [from, inserted(tree, tree.parent[edit.node]!, edit.after, source.slice(start, end))]
		}
	}
}

/** With the white space before its neighbour, so that lines stay as they are laid out. */
function inserted(tree: Tree, parent: number, after: number, xml: string): Replacement {
	const { source } = tree
	const span = spanOf(tree, parent)
	if (after !== 0) {
		const { start, end } = spanOf(tree, after)
		return { start: end, end, text: source.slice(blankBefore(source, start), start) + xml }
	}
	if (span.close === span.end) {
		const tag = source.slice(span.start + 1).match(/^[^\s/>]+/)![0]
		return { start: span.open - 2, end: span.open, text: `>${xml}</${tag}>` }
	}
	const blank = /^\s*/.exec(source.slice(span.open, span.open + 200))![0]
	return {
		start: span.open,
		end: span.open,
		text: (blank.length < span.close - span.open ? blank : '') + xml,
	}
}

function blankBefore(source: string, at: number): number {
	let start = at
	while (start > 0 && /\s/.test(source[start - 1]!)) start--
	return start
}

/** Written with the prefixes that the document uses there; one it lacks is declared. */
export function markup(tree: Tree, parent: number, element: NewElement): string {
	const bound = new Map<string, string>()
	for (const prefix of [...tree.prefixesAt(parent), '']) {
		const uri = tree.namespaceFor(parent, prefix)
		if (uri !== undefined) bound.set(uri, prefix)
	}
	const write = ({ name, attributes, text, children }: NewElement): string => {
		const [prefix, local] = name.split(':') as [string, string]
		const uri = namespaces[prefix]!
		const known = bound.get(uri)
		const tag = known === '' ? local : `${known ?? prefix}:${local}`
		const declared = known === undefined ? ` xmlns:${prefix}="${uri}"` : ''
		const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
		return `<${tag}${declared}${given.join('')}>${escaped(text)}${children.map(write).join('')}</${tag}>`
	}
	return write(element)
}

/** The edit as it is told. */
export function told(tree: Tree, edit: NodeEdit): Edit {
	const { op, node } = edit
	const location = tree.locate(node)
	const text = (n: number): string => tree.stringValue(n).slice(0, 200)
	switch (edit.op) {
		case 'set-text':
			return { op, location, value: edit.value, before: text(node) }
		case 'set-attribute':
			return { op, location, name: edit.name, value: edit.value }
		case 'remove':
			return { op, location, before: text(node) }
		case 'insert':
			return { op, location, xml: markup(tree, node, edit.element), ...neighbour(tree, edit.after) }
		case 'move':
			return { op, location, ...neighbour(tree, edit.after) }
	}
}

function neighbour(tree: Tree, after: number): { after?: Location } {
	return after === 0 ? {} : { after: tree.locate(after) }
}
