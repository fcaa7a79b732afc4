/**
 * An invoice made as small as it can be while it still gives the same finding (delta debugging over the tree).
 *
 * Level by level from the root, elements are taken out in halves, quarters and so on (Zeller's ddmin), then
 * attributes, then texts are shortened; all again until nothing more goes. What comes out is minimal by one step:
 * taking out any single element or attribute that is left loses the finding.
 */
import { kinds, parseTree, type Tree } from '#engine'
import { spanOf } from '#rules'

/** Whether a text still shows what is looked for. */
export type Keeps = (text: string) => boolean

export interface Minimal {
	readonly text: string
	/** Texts tried. */
	readonly tries: number
}

/** The text itself where it does not show it. */
export function minimise(text: string, keeps: Keeps): Minimal {
	let tries = 0
	const tried = new Set<string>()
	const still = (candidate: string): boolean => {
		if (tried.has(candidate)) return false
		tried.add(candidate)
		tries++
		return keeps(candidate)
	}
	if (!still(text)) return { text, tries }
	const keep = (candidate: string, otherwise: string): string =>
		candidate !== otherwise && still(candidate) ? candidate : otherwise
	let small = keep(withoutRemarks(text), text)
	for (;;) {
		const before = small
		for (let depth = 1; ; depth++) {
			const spans = spansAt(small, depth)
			if (spans.length === 0) break
			small = without(small, spans, still)
		}
		small = without(small, attributeSpans(small), still)
		for (let i = 0; i < leaves(small).length; i++)
			for (const shorter of ['', '1', 'X']) {
				const [start, end] = leaves(small)[i]!
				if (end - start <= shorter.length) break
				small = keep(small.slice(0, start) + shorter + small.slice(end), small)
			}
		if (small === before) break
	}
	return { text: keep(tidy(small), small), tries }
}

type Piece = readonly [start: number, end: number]

/** Takes out as many pieces as it can: ever smaller groups of them, until single ones were tried. */
function without(text: string, pieces: readonly Piece[], still: Keeps): string {
	const cut = (gone: ReadonlySet<Piece>): string => {
		let left = ''
		let at = 0
		for (const piece of pieces) {
			if (!gone.has(piece)) continue
			left += text.slice(at, piece[0])
			at = piece[1]
		}
		return left + text.slice(at)
	}
	const gone = new Set<Piece>()
	let kept = [...pieces]
	for (let size = kept.length; size >= 1; size = Math.trunc(size / 2)) {
		for (let at = 0; at < kept.length; ) {
			const group = kept.slice(at, at + size)
			if (still(cut(new Set([...gone, ...group])))) {
				for (const piece of group) gone.add(piece)
				kept = kept.toSpliced(at, group.length)
			} else at += size
		}
	}
	return cut(gone)
}

function treeOf(text: string): Tree | undefined {
	return parseTree(text).tree
}

/** Elements of a depth, the root's children being of depth 1. */
function spansAt(text: string, depth: number): Piece[] {
	const tree = treeOf(text)
	if (tree === undefined) return []
	const pieces: Piece[] = []
	const visit = (parent: number, left: number): void => {
		for (let n = tree.firstChild(parent); n !== 0; n = tree.nextSibling(n)) {
			if (tree.kind[n] !== kinds.element) continue
			if (left > 1) visit(n, left - 1)
			else {
				const { start, end } = spanOf(tree, n)
				pieces.push([start, end])
			}
		}
	}
	visit(tree.root, depth)
	return pieces
}

/** Attributes with the white space before them; declarations of namespaces stay. */
function attributeSpans(text: string): Piece[] {
	return tagsOf(text).flatMap(([start, open]) =>
		[...text.slice(start, open).matchAll(/\s+(?!xmlns[:=\s])[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')/g)].map(
			({ index, 0: whole }): Piece => [start + index, start + index + whole.length],
		),
	)
}

function tagsOf(text: string): Piece[] {
	const tree = treeOf(text)
	if (tree === undefined) return []
	const tags: Piece[] = []
	for (let n = tree.root; n < tree.count; n++)
		if (tree.kind[n] === kinds.element) {
			const { start, open } = spanOf(tree, n)
			tags.push([start, open])
		}
	return tags
}

/** What stands between the tags of elements without elements. */
function leaves(text: string): Piece[] {
	const tree = treeOf(text)
	if (tree === undefined) return []
	const pieces: Piece[] = []
	for (let n = tree.root; n < tree.count; n++) {
		if (tree.kind[n] !== kinds.element) continue
		let leaf = true
		for (let child = tree.firstChild(n); child !== 0; child = tree.nextSibling(child))
			if (tree.kind[child] === kinds.element) leaf = false
		const { open, close, end } = spanOf(tree, n)
		if (leaf && end > close) pieces.push([open, close])
	}
	return pieces
}

const withoutRemarks = (text: string): string =>
	text.replace(/<!--[\s\S]*?-->/g, '').replace(/<\?(?!xml\s)[\s\S]*?\?>/g, '')

/** Lines that held what is gone are gone too. */
const tidy = (text: string): string => text.replace(/\n(?:[ \t]*\n)+/g, '\n').replace(/>[ \t]+\n/g, '>\n')
