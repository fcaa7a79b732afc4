/**
 * Where elements and attributes stand in the text, so that a mend changes these characters and no others.
 *
 * The Tree knows where a node starts; the end of an element is found by reading on from its start tag. The text
 * has been parsed before, so it is known to be well formed.
 */
import type { Tree } from '#engine'

export interface Span {
	/** The `<` of the start tag. */
	readonly start: number
	/** After the `>` of the start tag. */
	readonly open: number
	/** The `<` of the end tag; `end` for an element without one. */
	readonly close: number
	/** After the element. */
	readonly end: number
}

export function spanOf(tree: Tree, element: number): Span {
	const { source } = tree
	const { offset: start } = tree.locate(element)
	const open = tagEnd(source, start)
	if (source[open - 2] === '/') return { start, open, close: open, end: open }
	let depth = 1
	let at = open
	for (;;) {
		const next = source.indexOf('<', at)
		if (next < 0) return { start, open, close: source.length, end: source.length }
		const skipped = skip(source, next)
		if (skipped > 0) {
			at = skipped
			continue
		}
		const end = tagEnd(source, next)
		if (source[next + 1] === '/') {
			if (--depth === 0) return { start, open, close: next, end }
		} else if (source[end - 2] !== '/') depth++
		at = end
	}
}

/** After a comment, CDATA section or instruction that starts here; 0 for a tag. */
function skip(source: string, at: number): number {
	const past = (mark: string): number => {
		const end = source.indexOf(mark, at + 2)
		return end < 0 ? source.length : end + mark.length
	}
	if (source.startsWith('<!--', at)) return past('-->')
	if (source.startsWith('<![CDATA[', at)) return past(']]>')
	if (source.startsWith('<?', at)) return past('?>')
	return 0
}

/** After the `>` that ends the tag; one inside an attribute's value does not. */
function tagEnd(source: string, start: number): number {
	let quote = ''
	for (let at = start; at < source.length; at++) {
		const char = source[at]!
		if (quote !== '') {
			if (char === quote) quote = ''
		} else if (char === '"' || char === "'") quote = char
		else if (char === '>') return at + 1
	}
	return source.length
}

/** An attribute with its quotes. */
export function attributeSpan(
	tree: Tree,
	attribute: number,
): { readonly start: number; readonly end: number } {
	const { source } = tree
	const { offset: start } = tree.locate(attribute)
	const quoteAt = start + source.slice(start).search(/["']/)
	return { start, end: source.indexOf(source[quoteAt]!, quoteAt + 1) + 1 }
}
