/**
 * Edits of an invoice, as cases state them.
 *
 * `set` gives an element its text, or an attribute its value. `add` puts a new element where its format wants it
 * (after its likes, before what comes later; last if the format does not know it), and makes parents that are
 * missing. `repeat` puts a copy after an element. `remove` takes an element or attribute out.
 * A path leads to one node: where several stand, the step says which, as in `cac:InvoiceLine[2]`.
 */
import { Fault, type Position, type Structure } from '#engine'
import type { Edit, NewElement, Path } from './case.ts'
import { type Element, formats, isKnownName } from './element.ts'

/** Throws a Fault `rule-text-invalid` where a path leads nowhere, or to several. */
export function applyEdit(root: Element, edit: Edit): Element {
	const { at } = edit
	const last = edit.path.at(-1) ?? ''
	const attribute = last.startsWith('@') ? last.slice(1) : undefined
	const path = attribute === undefined ? edit.path : edit.path.slice(0, -1)
	const change = (apply: (element: Element) => readonly Element[]): Element =>
		changeAt(root, path, at, (element) => apply(element))
	switch (edit.kind) {
		case 'add':
			return addAt(root, [root.name], edit.path, edit.element, at)
		case 'repeat':
			return change((element) => [element, element])
		case 'set':
			return change((element) =>
				attribute === undefined
					? [{ ...element, content: [edit.value] }]
					: [{ ...element, attributes: { ...element.attributes, [attribute]: edit.value } }],
			)
		case 'remove':
			return change((element) => (attribute === undefined ? [] : [without(element, attribute, at)]))
	}
}

/** What `apply` gives takes the place of the element at the path. */
function changeAt(
	element: Element,
	path: Path,
	at: Position,
	apply: (element: Element) => readonly Element[],
): Element {
	const [step, ...rest] = path
	if (step === undefined) return apply(element)[0] ?? fail(at, 'the root stays')
	const index = find(element, step, at)
	if (index < 0) fail(at, `there is no ${step} in ${element.name}`)
	const child = element.content[index] as Element
	const made = rest.length === 0 ? apply(child) : [changeAt(child, rest, at, apply)]
	return { ...element, content: element.content.toSpliced(index, 1, ...made) }
}

/** `lineage` are the names from the root down to `element`. */
function addAt(
	element: Element,
	lineage: readonly string[],
	path: Path,
	added: NewElement,
	at: Position,
): Element {
	const [step, ...rest] = path
	if (step === undefined) return insert(element, lineage, build(added, at))
	const found = find(element, step, at)
	const name = nameOf(step)
	const below = [...lineage, name]
	if (found < 0) {
		const parent = build({ name, attributes: {}, text: '', children: [] }, at)
		return insert(element, lineage, addAt(parent, below, rest, added, at))
	}
	const child = addAt(element.content[found] as Element, below, rest, added, at)
	return { ...element, content: element.content.with(found, child) }
}

/** Where the child of a step stands in the content; -1: nowhere. */
function find(parent: Element, step: string, at: Position): number {
	const name = nameOf(step)
	const position = /\[(\d+)\]$/.exec(step)?.[1]
	const found = parent.content.flatMap((part, index) =>
		typeof part !== 'string' && part.name === name ? [index] : [],
	)
	if (position === undefined && found.length > 1)
		fail(at, `${found.length} ${name} stand in ${parent.name}: say which, as in ${name}[1]`)
	return found[Number(position ?? 1) - 1] ?? -1
}

const nameOf = (step: string): string => step.replace(/\[\d+\]$/, '')

function insert(parent: Element, lineage: readonly string[], child: Element): Element {
	const order = orderOf(lineage)
	const place = order.indexOf(child.name)
	const later = parent.content.findIndex(
		(part) => typeof part !== 'string' && place >= 0 && order.indexOf(part.name) > place,
	)
	const index = later < 0 ? parent.content.length : later
	return { ...parent, content: parent.content.toSpliced(index, 0, child) }
}

function build({ name, attributes, text, children }: NewElement, at: Position): Element {
	if (!isKnownName(name)) fail(at, `no format has a prefix as in ${name}`)
	const content = [...(text === '' ? [] : [text]), ...children.map((child) => build(child, at))]
	return { name, attributes, content }
}

function without(element: Element, attribute: string, at: Position): Element {
	const { [attribute]: value, ...attributes } = element.attributes
	return value === undefined ? fail(at, `${element.name} has no ${attribute}`) : { ...element, attributes }
}

/** Names of the elements that may stand in the last one, in order; none for those that no format knows. */
function orderOf(lineage: readonly string[]): readonly string[] {
	for (const format of formats) {
		const [root, ...steps] = lineage
		let type = format.table.roots[root!]
		for (const step of steps) type = type === undefined ? undefined : childType(format, type, step)
		const model = type === undefined ? undefined : modelOf(format, type)
		if (model !== undefined) return model.map(({ name }) => name ?? '')
	}
	return []
}

const modelOf = (format: Structure, type: string) =>
	format.types.find(({ name }) => name === type)?.model?.particles

function childType(format: Structure, type: string, child: string): string | undefined {
	const particle = modelOf(format, type)?.find(({ name }) => name === child)
	return particle && (particle.type ?? format.table.elements[child])
}

function fail(at: Position, what: string): never {
	throw new Fault('rule-text-invalid', what, at)
}
