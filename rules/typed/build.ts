/**
 * Typed-in terms to the elements of a UBL invoice, by the same paths that find terms in one.
 *
 * A path is walked from its group's element; an element on the way is shared where its conditions agree and
 * there is room, and made otherwise. Each element keeps the JSON value that called for it.
 */
import type { TermId } from '../terms/names.ts'
import { namespaces } from '../terms/path.ts'
import {
	type Condition,
	childrenOf,
	placeOf,
	qualifiers,
	rootNames,
	type Side,
	type Slot,
	type Step,
	slotsOf,
} from './form.ts'
import type { Json } from './json.ts'

/** A JSON value and its pointer (RFC 6901). */
export interface Origin {
	readonly pointer: string
	readonly at: number
}

export interface Draft {
	readonly name: string
	readonly origin: Origin
	/** Conditions of the paths that made it, as written. */
	claim: string
	readonly attributes: Map<string, string>
	text: string | undefined
	readonly children: Draft[]
	/** Children by name: how many, and those that other paths may add to. */
	readonly named: Map<string, { count: number; readonly open: Draft[] }>
}

/** A value for which UBL has no more room. */
export interface Surplus {
	readonly id: TermId
	readonly origin: Origin
}

export interface Built {
	readonly root: Draft
	readonly surplus: readonly Surplus[]
}

/** What UBL demands beside the terms. */
const companions: Readonly<Record<string, readonly [path: string, value: string]>> = {
	'cac:CardAccount': ['cbc:NetworkID', 'NA'],
}
/** The tax scheme of an identifier that is none for VAT. */
const otherScheme = 'TAX'

export function buildInvoice(invoice: Json, side: Side): Built {
	return new Builder(invoice, side).built()
}

class Builder {
	readonly #side: Side
	readonly #root: Draft
	readonly #surplus: Surplus[] = []
	/** Values of the root's children that conditions refer to. */
	readonly #currencies: Readonly<Record<string, string | undefined>>

	constructor(invoice: Json, side: Side) {
		this.#side = side
		const origin = { pointer: '', at: invoice.at }
		this.#root = newDraft(rootNames[side], origin, '')
		this.#currencies = {
			'cbc:DocumentCurrencyCode': textAt(invoice, 'BT-5'),
			'cbc:TaxCurrencyCode': textAt(invoice, 'BT-6'),
		}
		this.#group(invoice, slotsOf(''), this.#root, '')
	}

	built(): Built {
		return { root: this.#root, surplus: this.#surplus }
	}

	#group(json: Json, slots: readonly Slot[], element: Draft, pointer: string): void {
		if (json.kind !== 'object') return
		for (const { id, kind } of slots) {
			const value = json.members.get(id)
			if (value === undefined) continue
			const here = `${pointer}/${id}`
			const several = value.kind === 'array'
			const items = several ? value.items : [value]
			items.forEach((item, i) => {
				const origin = { pointer: several ? `${here}/${i}` : here, at: item.at }
				if (id === 'BG-1') this.#note(item, element, origin)
				else if (kind === 'group') this.#instance(id, item, element, origin, several)
				else this.#value(id, item, element, origin)
			})
		}
	}

	#instance(id: TermId, json: Json, element: Draft, origin: Origin, several: boolean): void {
		const made = this.#place(id, element, origin, several)
		if (made === undefined) return
		const companion = companions[made.name]
		if (companion !== undefined)
			walk(made, [{ name: companion[0], conditions: [] }], origin, false)!.at(-1)!.text = companion[1]
		this.#group(json, slotsOf(id), made, origin.pointer)
	}

	/** The code of a note's subject stands in front of its text. */
	#note(json: Json, element: Draft, origin: Origin): void {
		const made = this.#place('BG-1', element, origin, true)
		if (made === undefined) return
		const code = textAt(json, 'BT-21')
		made.text = `${code === undefined ? '' : `#${code}#`}${textAt(json, 'BT-22') ?? ''}`
	}

	#value(id: TermId, json: Json, element: Draft, origin: Origin): void {
		const made = this.#place(id, element, origin, false)
		if (made === undefined) return
		const last = placeOf(id, this.#side).steps.at(-1)!
		const text = textOf(json) ?? ''
		if (last.name.startsWith('@')) {
			made.attributes.set(last.name.slice(1), text)
			return
		}
		made.text = text
		if (isAmount(made.name) && !made.attributes.has('currencyID'))
			made.attributes.set('currencyID', this.#currencies['cbc:DocumentCurrencyCode'] ?? '')
		for (const [key, attribute] of Object.entries(qualifiers[id] ?? {})) {
			const own = textAt(json, key)
			if (own !== undefined) made.attributes.set(attribute, own)
		}
	}

	/** The element for a term or group, made where it belongs; undefined where there is no more room. */
	#place(id: TermId, element: Draft, origin: Origin, fresh: boolean): Draft | undefined {
		const { absolute, steps } = placeOf(id, this.#side)
		const elements = steps.filter(({ name }) => !name.startsWith('@'))
		const start = absolute ? this.#root : element
		if (elements.length === 0) return start
		const filling = steps.length === elements.length && !id.startsWith('BG')
		const way = walk(start, elements, origin, fresh, filling)
		if (way === undefined) {
			this.#surplus.push({ id, origin })
			return undefined
		}
		this.#fulfil(elements, way, origin)
		return way.at(-1)
	}

	/** Makes true what the conditions on the way ask for. */
	#fulfil(steps: readonly Step[], way: readonly Draft[], origin: Origin): void {
		steps.forEach(({ conditions }, i) => {
			for (const condition of conditions) this.#meet(way[i]!, condition, origin)
		})
	}

	#meet(element: Draft, { negated, path, value, text }: Condition, origin: Origin): void {
		if (value === undefined) return
		if (negated && text !== "not(cac:TaxScheme/cbc:ID='VAT')") return
		const wanted = negated
			? otherScheme
			: 'constant' in value
				? value.constant
				: (this.#currencies[value.root] ?? '')
		const elements = path.filter(({ name }) => !name.startsWith('@'))
		const target = elements.length === 0 ? element : walk(element, elements, origin, false)?.at(-1)
		const last = path.at(-1)!
		if (target === undefined) return
		if (last.name.startsWith('@')) target.attributes.set(last.name.slice(1), wanted)
		else target.text ??= wanted
	}
}

function newDraft(name: string, origin: Origin, claim: string): Draft {
	return { name, origin, claim, attributes: new Map(), text: undefined, children: [], named: new Map() }
}

/**
 * Goes down the steps and gives the elements on the way; undefined where there is no room. An element is
 * shared where its claim agrees; the last one is made anew if `fresh`, and then no other path adds to it, or if
 * it holds a value and another is to be filled in.
 */
function walk(
	parent: Draft,
	steps: readonly Step[],
	origin: Origin,
	fresh: boolean,
	filling = false,
): Draft[] | undefined {
	const [step, ...rest] = steps
	if (step === undefined) return []
	const claim = step.conditions.map(({ text }) => text).join(' and ')
	const last = rest.length === 0
	let same = parent.named.get(step.name)
	for (const child of same?.open ?? []) {
		if (!(child.claim === claim || child.claim === '' || claim === '')) continue
		if (last && (fresh || (filling && child.text !== undefined))) continue
		const found = walk(child, rest, origin, fresh, filling)
		if (found === undefined) continue
		child.claim ||= claim
		return [child, ...found]
	}
	if (same === undefined) parent.named.set(step.name, (same = { count: 0, open: [] }))
	if (same.count >= (childrenOf(parent.name).get(step.name)?.most ?? 1)) return undefined
	const child = newDraft(step.name, origin, claim)
	parent.children.push(child)
	same.count++
	if (!(last && fresh)) same.open.push(child)
	const below = walk(child, rest, origin, fresh, filling)
	return below && [child, ...below]
}

/** Elements of type amount bear a currency. */
function isAmount(name: string): boolean {
	return name.endsWith('Amount')
}

function textOf(json: Json | undefined): string | undefined {
	switch (json?.kind) {
		case 'string':
			return json.value
		case 'number':
			return json.text
		case 'object':
			return textOf(json.members.get('value'))
		default:
			return undefined
	}
}

function textAt(json: Json, key: string): string | undefined {
	return json.kind === 'object' ? textOf(json.members.get(key)) : undefined
}

export interface Written {
	readonly xml: string
	/** Where each element came from, in document order, and the offset of its start tag. */
	readonly origins: readonly (Origin & { readonly start: number })[]
}

/** The elements as an XML document, in the order that UBL asks for. */
export function writeInvoice(root: Draft): Written {
	const origins: (Origin & { readonly start: number })[] = []
	const parts: string[] = []
	let length = 0
	const put = (part: string): void => {
		parts.push(part)
		length += part.length
	}
	const uri = namespaces[root.name.split(':')[0]!]!
	const write = (element: Draft, indent: string, declarations: string): void => {
		origins.push({ ...element.origin, start: length + indent.length })
		const name = element.name.replace(/^(?:ubl|cn):/, '')
		let tag = `${indent}<${name}${declarations}`
		for (const [key, value] of element.attributes) tag += ` ${key}="${escaped(value)}"`
		if (element.children.length === 0) {
			put(`${tag}>${escaped(element.text ?? '')}</${name}>\n`)
			return
		}
		put(`${tag}>\n`)
		const order = childrenOf(element.name)
		const rank = ({ name }: Draft): number => order.get(name)?.order ?? order.size
		for (const child of element.children.toSorted((a, b) => rank(a) - rank(b)))
			write(child, `${indent}  `, '')
		put(`${indent}</${name}>\n`)
	}
	put('<?xml version="1.0" encoding="UTF-8"?>\n')
	write(root, '', ` xmlns="${uri}" xmlns:cac="${namespaces.cac}" xmlns:cbc="${namespaces.cbc}"`)
	return { xml: parts.join(''), origins }
}

function escaped(text: string): string {
	return text.replace(/[&<>"\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`)
}
