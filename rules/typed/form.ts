/**
 * What may be typed where: terms and groups with their kinds, how often each may stand, what goes with it.
 *
 * All of it is derived from the tables of terms and of the UBL structure; a term may stand several times
 * where UBL has room for it, and the rule sets say where EN 16931 does not.
 */
import table from '../structure/tables/ubl-2.1.generated.json' with { type: 'json' }
import { type TermId, type TermKind, termNames } from '../terms/names.ts'
import { ublCreditNote, ublInvoice } from '../terms/ubl.ts'

/** Terms that go with another one's value, and the attribute they become. */
export const qualifiers: Readonly<Partial<Record<TermId, Readonly<Record<string, string>>>>> = {
	...Object.fromEntries(
		([18, 29, 30, 34, 46, 47, 49, 60, 61, 71, 128, 157] as const).map((number) => [
			`BT-${number}`,
			{ [`BT-${number}-1`]: 'schemeID' },
		]),
	),
	'BT-125': { 'BT-125-1': 'mimeCode', 'BT-125-2': 'filename' },
	'BT-158': { 'BT-158-1': 'listID', 'BT-158-2': 'listVersionID' },
}

export interface Slot {
	readonly id: TermId
	readonly kind: TermKind
	readonly repeatable: boolean
}

/** A step of a path: the element's or attribute's name and its conditions. */
export interface Step {
	readonly name: string
	readonly conditions: readonly Condition[]
}

export interface Condition {
	/** As written, to compare. */
	readonly text: string
	readonly negated: boolean
	readonly path: readonly Step[]
	/** A constant, or the name of the root's child whose value it is. */
	readonly value: { readonly constant: string } | { readonly root: string } | undefined
}

export type Side = 'invoice' | 'credit-note'

const paths: Readonly<Record<Side, Readonly<Record<TermId, string>>>> = {
	invoice: ublInvoice,
	'credit-note': ublCreditNote,
}

export const rootNames: Readonly<Record<Side, string>> = {
	invoice: 'ubl:Invoice',
	'credit-note': 'cn:CreditNote',
}

/** Where a term stands from its group, `absolute` from the root; the last alternative is the one written. */
export function placeOf(
	id: TermId,
	side: Side,
): { readonly absolute: boolean; readonly steps: readonly Step[] } {
	const text = paths[side][id].split(' | ').at(-1)!
	const absolute = text.startsWith('/')
	return { absolute, steps: stepsOf(absolute ? text.slice(1) : text) }
}

function stepsOf(text: string): Step[] {
	if (text === '.') return []
	return split(text, '/').map((step) => {
		const [, name, rest] = /^([^[]+)(.*)$/.exec(step)!
		return {
			name: name!,
			conditions: [...rest!.matchAll(/\[(.*?)\](?=\[|$)/g)].map(([, inner]) => conditionOf(inner!)),
		}
	})
}

/** Parts between separators that stand in no bracket. */
function split(text: string, separator: string): string[] {
	const parts = ['']
	let depth = 0
	for (const c of text) {
		if (c === '[') depth++
		if (c === ']') depth--
		if (c === separator && depth === 0) parts.push('')
		else parts[parts.length - 1] += c
	}
	return parts
}

function conditionOf(text: string): Condition {
	const negated = text.startsWith('not(')
	const inner = negated ? text.slice(4, -1) : text
	const [path = '', wanted] = inner.split('=')
	const value =
		wanted === undefined
			? undefined
			: wanted.startsWith('/')
				? { root: wanted.slice(1) }
				: { constant: /^'([^']*)'/.exec(wanted)![1]! }
	return { text, negated, path: stepsOf(path), value }
}

export interface Child {
	readonly order: number
	readonly most: number
}

const models = new Map<string, ReadonlyMap<string, Child>>()

/** The children that UBL gives an element, in order, each with how often it may stand. */
export function childrenOf(element: string): ReadonlyMap<string, Child> {
	let model = models.get(element)
	if (model === undefined) {
		const elements: Readonly<Record<string, string>> = { ...table.elements, ...table.roots }
		const types: Readonly<Record<string, string>> = table.types
		const text = types[elements[element] ?? ''] ?? ''
		model = new Map(
			text.split(' ').map((particle, order) => {
				const [, name = '', times] = /^([\w.:-]+?)(?:=[\w.:-]+)?([?*+]|\{.*\})?$/.exec(particle) ?? []
				return [name, { order, most: times === '*' || times === '+' ? Number.POSITIVE_INFINITY : 1 }]
			}),
		)
		models.set(element, model)
	}
	return model
}

/** The terms and groups of a group, or of the invoice itself. */
export function slotsOf(group: TermId | ''): readonly Slot[] {
	return termNames
		.filter(([, parent]) => parent === group)
		.map(([id, , kind]) => ({ id, kind, repeatable: isRepeatable(id) }))
}

/** Whether an element on the way from the group may stand several times. */
function isRepeatable(id: TermId): boolean {
	const { absolute, steps } = placeOf(id, 'invoice')
	if (absolute || steps.some(({ name }) => name.startsWith('@'))) return false
	const parent = termNames.find(([known]) => known === id)![1]
	let element = elementOf(parent)
	for (const { name } of steps) {
		if ((childrenOf(element).get(name)?.most ?? 1) > 1) return true
		element = name
	}
	return false
}

/** The element that a group stands for. */
function elementOf(group: TermId | ''): string {
	if (group === '') return rootNames.invoice
	const last = placeOf(group, 'invoice').steps.at(-1)
	return last?.name ?? elementOf(termNames.find(([known]) => known === group)![1])
}
