/**
 * Where a node stands in the text, found only when a finding needs it.
 *
 * The Tree keeps one offset a node: the end of an element's start tag, the start of text. Since `<` cannot
 * stand inside a tag, the last `<` before the end of a start tag is its beginning. An attribute is searched
 * inside its element's start tag.
 */
import type { Location } from '../finding.ts'
import { type Counting, countingOf } from './counting.ts'
import { kinds } from './kinds.ts'
import { widened } from './narrow.ts'
import type { Tree } from './tree.ts'

/** Line and column (from 1, UTF-16 units) of an offset. */
export function lineAndColumn(source: string, offset: number): { line: number; column: number } {
	let line = 1
	let start = 0
	for (let i = 0; i < offset; i++) {
		const c = source.charCodeAt(i)
		if (c === 10 || (c === 13 && source.charCodeAt(i + 1) !== 10)) {
			line++
			start = i + 1
		}
	}
	return { line, column: offset - start + 1 }
}

/**
 * The node's place. `prefixes` (URI → prefix) names the steps of the path by these prefixes; without it the
 * document's own prefixes are used, as the supplier wrote them.
 */
export function locationOf(tree: Tree, node: number, prefixes?: ReadonlyMap<string, string>): Location {
	const counting = countingOf(tree)
	const offset = startOf(tree, counting, node)
	const { line, column } = counting.lineAndColumn(offset)
	return { path: pathFrom(tree, counting, node, prefixes), line, column, offset }
}

function startOf(tree: Tree, counting: Counting, node: number): number {
	switch (tree.kind[node]) {
		case kinds.element:
			return counting.tagStart(node)
		case kinds.attribute:
			return counting.attributeStart(node)
		default:
			return tree.offset[node]!
	}
}

/** The prefix written in the source before an element's or attribute's name. */
export function prefixAt(tree: Tree, node: number): string {
	const kind = tree.kind[node]
	if (kind !== kinds.element && kind !== kinds.attribute) return ''
	const start = startOf(tree, countingOf(tree), node) + (kind === kinds.element ? 1 : 0)
	const written = tree.source.slice(start, start + 1024)
	const whole = tree.units === undefined ? written : widened(written, tree.units, start)
	const qualified = /^[^\s=<>/]+/.exec(whole)?.[0] ?? ''
	const colon = qualified.indexOf(':')
	return colon < 0 ? '' : qualified.slice(0, colon)
}

/** An XPath from the root that selects just this node. */
export function pathOf(tree: Tree, node: number, prefixes?: ReadonlyMap<string, string>): string {
	return pathFrom(tree, countingOf(tree), node, prefixes)
}

function pathFrom(
	tree: Tree,
	counting: Counting,
	node: number,
	prefixes?: ReadonlyMap<string, string>,
): string {
	if (node === 0) return '/'
	let path = ''
	for (let n = node; n > 0; n = tree.parent[n]!) path = `/${stepOf(tree, counting, n, prefixes)}${path}`
	return path
}

function stepOf(
	tree: Tree,
	counting: Counting,
	node: number,
	prefixes?: ReadonlyMap<string, string>,
): string {
	const kind = tree.kind[node]
	if (kind === kinds.attribute) return `@${qualified(tree, node, prefixes)}`
	const position = counting.position(node)
	if (kind === kinds.text) return `text()[${position}]`
	if (kind === kinds.comment) return `comment()[${position}]`
	if (kind === kinds.instruction)
		return `processing-instruction(${tree.names.local(tree.name[node]!)})[${position}]`
	const name = qualified(tree, node, prefixes)
	return tree.parent[node] === 0 && prefixes === undefined ? name : `${name}[${position}]`
}

function qualified(tree: Tree, node: number, prefixes?: ReadonlyMap<string, string>): string {
	const local = tree.names.local(tree.name[node]!)
	const uri = tree.names.uri(tree.name[node]!)
	const prefix = prefixes === undefined ? tree.prefixOf(node) : prefixes.get(uri)
	if (prefix === undefined) return uri === '' ? local : `Q{${uri}}${local}`
	return prefix === '' ? local : `${prefix}:${local}`
}
