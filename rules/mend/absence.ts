/**
 * What is missing: the topmost element that is not there on the way to a business term, and where it goes.
 *
 * A path says more than names: `cac:TaxCategory[cac:TaxScheme/cbc:ID='VAT']` also says what has to stand inside
 * what is made. Where the element is there and only that condition is not met, the condition is what is missing.
 */
import type { Structure, Tree } from '#engine'
import { enclosing, type Sight } from '../measures/sight.ts'
import type { Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { firstValue, type Path, parsePath, select } from '../terms/path.ts'
import { businessTerms, fromGroup, fromRoot, nodesOf } from '../terms/term.ts'
import { childElements } from './nodes.ts'
import { nameId, placeFor } from './order.ts'
import type { NewElement, NodeEdit } from './patch.ts'

export interface Place {
	readonly tree: Tree
	readonly syntax: Syntax
	readonly invoice: number
	readonly structure: Structure
}

/** Where to look for a term from the finding: the innermost of its groups around it, else the whole invoice. */
function startOf(sight: Sight, term: TermId): { readonly node: number; readonly paths: readonly string[] } {
	const { tree, invoice, syntax } = sight
	for (
		let group = businessTerms.get(term)?.group;
		group !== undefined;
		group = businessTerms.get(group)?.group
	) {
		const instance =
			enclosing(sight, group) || alike(sight, group) || only(nodesOf(tree, invoice, syntax, group))
		const paths = fromGroup(term, group, syntax)
		if (instance !== 0 && paths.length > 0) return { node: instance, paths }
	}
	return { node: invoice, paths: fromRoot(term, syntax) }
}

/** The finding's node, where it is named as the group is but stands elsewhere, such as a breakdown in a line. */
function alike({ tree, syntax, node }: Sight, group: TermId): number {
	const last = parsePath(fromRoot(group, syntax)[0]!).at(-1)
	return last !== undefined && !last.attribute && tree.name[node] === last.name ? node : 0
}

const only = (nodes: readonly number[]): number => (nodes.length === 1 ? nodes[0]! : 0)

/** The edit that brings the term in, with `text` as its value; undefined where it is there, or cannot be made. */
export function bringing(
	sight: Sight,
	structure: Structure,
	term: TermId,
	text: string,
): NodeEdit | undefined {
	const { node, paths } = startOf(sight, term)
	const place: Place = { tree: sight.tree, syntax: sight.syntax, invoice: sight.invoice, structure }
	const path = paths[0]
	if (path === undefined) return undefined
	if (paths.some((other) => select(sight.tree, node, parsePath(other), sight.invoice).length > 0))
		return undefined
	return missingOn(place, node, parsePath(path), text)
}

/** The first thing that is missing on a path from a node. */
export function missingOn(place: Place, node: number, path: Path, text: string): NodeEdit | undefined {
	const { tree, invoice } = place
	const [step, ...rest] = path
	if (step === undefined) return undefined
	if (step.name === -1) return missingOn(place, node, rest, text)
	if (step.name === -2) return missingOn(place, tree.parent[node]!, rest, text)
	if (step.attribute) return { op: 'set-attribute', node, name: step.label.slice(1), value: text }
	const [met] = select(tree, node, [step], invoice)
	if (met !== undefined) return missingOn(place, met, rest, text)
	const alike = childElements(tree, node).filter((child) => tree.name[child] === step.name)
	for (const child of alike) {
		if (rest.length > 0 && select(tree, child, rest, invoice).length === 0) continue
		for (const { path: inside, equals, negated } of step.predicates) {
			if (negated || equals === undefined) continue
			const value = wantedBy(place, equals)
			if (value === '') continue
			const [there] = select(tree, child, inside, invoice)
			if (there !== undefined) return { op: 'set-text', node: there, value }
			return missingOn(place, child, inside, value)
		}
	}
	const element = build(place, [step, ...rest], text)
	const after = placeFor(place.structure, tree, invoice, node, step.name)
	return { op: 'insert', node, after, element }
}

type Step = Path[number]
type Equals = Step['predicates'][number]['equals']

const isNodeSet = (equals: NonNullable<Equals>): equals is Path => typeof equals[0] === 'object'

/** The value that a condition asks for: its first constant, or what stands elsewhere in the invoice. */
function wantedBy({ tree, invoice }: Place, equals: NonNullable<Equals>): string {
	return isNodeSet(equals)
		? (firstValue(tree, invoice, equals, invoice) ?? '')
		: constant(equals as readonly string[])
}

function constant(values: readonly string[]): string {
	const value = values[0] ?? ''
	return value === 'FALSE' || value === 'TRUE' ? value.toLowerCase() : value
}

/** The elements of the steps, one in another, with what their conditions ask for. */
function build(place: Place, path: readonly Step[], text: string): NewElement {
	const [step, ...rest] = path as [Step, ...Step[]]
	const attributes: Record<string, string> = {}
	const children: NewElement[] = []
	let value = ''
	const [next] = rest
	if (next === undefined) value = text
	else if (next.attribute) attributes[next.label.slice(1)] = text
	else children.push(build(place, rest, text))
	for (const { path: inside, equals, negated } of step.predicates) {
		if (negated || equals === undefined) continue
		const wanted = wantedBy(place, equals)
		const [head] = inside
		if (head === undefined) continue
		if (head.attribute) attributes[head.label.slice(1)] = wanted
		else children.push(build(place, inside, wanted))
	}
	return completed(place, {
		name: step.label,
		attributes,
		text: value,
		children: ordered(place, step.label, children),
	})
}

/** Merges elements made for several terms into one, and sets them in order. */
export function merged(place: Place, a: NewElement, b: NewElement): NewElement {
	const children = [...a.children]
	for (const child of b.children) {
		const at = children.findIndex(({ name }) => name === child.name)
		if (at < 0) children.push(child)
		else children[at] = merged(place, children[at]!, child)
	}
	return {
		...a,
		attributes: { ...b.attributes, ...a.attributes },
		children: ordered(place, a.name, children),
	}
}

/** In the order of the format: of any of its types that holds all the names. */
function ordered(
	{ structure }: Place,
	_name: string,
	children: readonly NewElement[],
): readonly NewElement[] {
	if (children.length < 2) return children
	const ids = children.map(({ name }) => nameId(name))
	const type = structure.types.find(({ columns }) => ids.every((id) => columns.has(id)))
	if (type === undefined) return children
	return [...children].sort((a, b) => type.columns.get(nameId(a.name))! - type.columns.get(nameId(b.name))!)
}

/** With the attributes that the format requires and the invoice decides. */
function completed({ tree, syntax, invoice }: Place, element: NewElement): NewElement {
	const local = element.name.split(':')[1]!
	const [currency] = nodesOf(tree, invoice, syntax, 'BT-5').map((node) => tree.stringValue(node).trim())
	const attributes: Record<string, string> = { ...element.attributes }
	if (local === 'EndpointID' || element.name === 'ram:URIID') attributes.schemeID ??= 'EM'
	if (syntax !== 'cii' && local.endsWith('Amount') && element.children.length === 0)
		attributes.currencyID ??= currency ?? 'EUR'
	if (local === 'DateTimeString' || local === 'DateString') attributes.format ??= '102'
	return { ...element, attributes }
}
