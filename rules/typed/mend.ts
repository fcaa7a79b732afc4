/**
 * Mends of a typed-in invoice, as changes to what was typed.
 *
 * What is wrong is sought in the UBL document that the JSON stands for. Each change that mends it is then made to
 * the JSON instead, the JSON is turned into UBL again and judged: what is proposed is proven for what was typed.
 * A change that has no counterpart there, or proves nothing there, is not proposed; the place is told all the same.
 */
import { kinds, type Location, type Tree } from '#engine'
import type { Looked } from '../mend/look.ts'
import { look } from '../mend/look.ts'
import type { Edit, NewElement, NodeEdit } from '../mend/patch.ts'
import { type Cause, type Hint, type Search, type SearchOptions, search, type Tried } from '../mend/search.ts'
import type { TermId } from '../terms/names.ts'
import { businessTerms, termsAt } from '../terms/term.ts'
import { addGroup, edited, type JsonEdit, joined, putQualifier, putTerm, removeAt, stepsOf } from './edit.ts'
import { placeOf, qualifiers, type Side, slotsOf } from './form.ts'
import { openTyped, placeIn, type Typed, typedLocation } from './typed.ts'

/** Undefined for a text that is no typed-in invoice, and where a search of its UBL finds nothing to do. */
export function searchTyped(text: string, options: SearchOptions): Search | undefined {
	const typed = opened(text)
	const found = typed && search(typed.written.xml, options)
	if (typed === undefined || found === undefined) return undefined
	const hand = new Hand(typed, found.looked, options)
	return {
		...found,
		causes: found.causes.map((cause) => hand.cause(cause)),
		hints: new Map([...found.hints].map(([rule, hint]) => [rule, hand.hint(hint)])),
	}
}

function opened(text: string): Typed | undefined {
	const typed = openTyped(new TextEncoder().encode(text), 1)
	return 'unreadable' in typed ? undefined : typed
}

class Hand {
	readonly #typed: Typed
	readonly #looked: Looked
	readonly #options: SearchOptions
	/** Elements of the UBL document, in document order: the same as the origins. */
	readonly #order: ReadonlyMap<number, number>

	constructor(typed: Typed, looked: Looked, options: SearchOptions) {
		this.#typed = typed
		this.#looked = looked
		this.#options = options
		this.#order = new Map(elementsOf(looked.tree).map((node, index) => [node, index]))
	}

	cause({ silences, best, mends }: Cause): Cause {
		const pairs = mends.map((one) => [one, this.#proven(one)] as const)
		const proven = pairs.flatMap(([, done]) => (done === undefined ? [] : [done]))
		const own = pairs.find(([one]) => one === best)?.[1]
		return { silences: own?.silences ?? silences, best: own ?? this.#located(best), mends: proven }
	}

	hint({ edit, term }: Hint): Hint {
		return { edit: this.#placed(edit, term), ...(term !== undefined && { term }) }
	}

	/** The change made to the JSON, judged there. */
	#proven(tried: Tried): Tried | undefined {
		const { edits: wanted, term } = tried.candidate
		// What grew out of the first change was written for another text.
		if (tried.edits.length !== wanted.length) return undefined
		const single = wanted.map((edit) => this.#typedEdit(edit, term))
		if (!single.every((edit) => edit !== undefined)) return undefined
		const edits = joined(this.#typed.json, this.#typed.root, single)
		const text = edited(this.#typed.json, edits)
		const again = text === undefined ? undefined : opened(text)
		if (text === undefined || again === undefined || again.remarks.length > this.#typed.remarks.length)
			return undefined
		const { run, refuses } = this.#options
		const after = look(again.written.xml, run, refuses)
		if (after === undefined) return undefined
		const change = (rule: string): number =>
			(after.counts.get(rule) ?? 0) - (this.#looked.counts.get(rule) ?? 0)
		const rules = new Set([...this.#looked.counts.keys(), ...after.counts.keys()])
		if ([...rules].some((rule) => change(rule) > -(tried.silences.get(rule) ?? 0))) return undefined
		// A value typed once may stand in many places of the UBL document.
		const silenced = [...rules].filter((rule) => change(rule) < 0)
		const told = edits.map((edit) => this.#told(edit))
		return {
			...tried,
			edits: told,
			place: told[0]!.location,
			silences: new Map(silenced.map((rule) => [rule, -change(rule)])),
			text,
			heals: after.refusing.length === 0 && again.remarks.length === 0,
		}
	}

	/** A change that is not proposed, only its place. */
	#located(tried: Tried): Tried {
		const { term } = tried.candidate
		return {
			...tried,
			edits: tried.edits.map((edit) => this.#placed(edit, term)),
			place: typedLocation(tried.place, term, this.#typed),
		}
	}

	#placed({ op, location, value, before, name }: Edit, term: string | undefined): Edit {
		return {
			op,
			location: typedLocation(location, term, this.#typed),
			...(value !== undefined && { value }),
			...(before !== undefined && { before }),
			...(name !== undefined && { name }),
		}
	}

	#told({ op, pointer, at, before, value, member, after }: JsonEdit): Edit {
		const located = (to: string, offset: number): Location => ({
			path: to === '' ? '/' : to,
			...placeIn(this.#typed.json, offset),
		})
		return {
			op,
			location: located(pointer, at),
			...(after && { after: located(after.pointer, after.at) }),
			...(value !== undefined && { value }),
			...(before !== undefined && { before }),
			...(member !== undefined && { xml: member }),
		}
	}

	#typedEdit(edit: NodeEdit, term: TermId | undefined): JsonEdit | undefined {
		const { tree } = this.#looked
		const { json, root } = this.#typed
		const isAttribute = tree.kind[edit.node] === kinds.attribute
		const element = isAttribute ? tree.parent[edit.node]! : edit.node
		const pointer = this.#pointerOf(element)
		if (pointer === undefined) return undefined
		switch (edit.op) {
			case 'set-text': {
				const own = this.#termAt(edit.node, term)
				if (own !== undefined) return putTerm(json, root, pointer, own, edit.value)
				if (!isAttribute) return undefined
				if (tree.names.local(tree.name[edit.node]!) === 'currencyID') {
					const currency = this.#termAt(element, undefined) === 'BT-111' ? 'BT-6' : 'BT-5'
					return putTerm(json, root, '', currency, edit.value)
				}
				return this.#qualifier(element, pointer, tree.names.local(tree.name[edit.node]!), edit.value)
			}
			case 'set-attribute':
				return term !== undefined && lastStep(term, this.#side) === `@${edit.name}`
					? putTerm(json, root, pointer, term, edit.value)
					: this.#qualifier(element, pointer, edit.name, edit.value)
			case 'remove': {
				const own = this.#termAt(edit.node, term)
				const steps = stepsOf(pointer)
				if (own === undefined) return undefined
				const at = steps.lastIndexOf(own)
				if (at < 0) return isAttribute ? removeAt(json, root, `${above(pointer)}/${own}`) : undefined
				const end = /^\d+$/.test(steps[at + 1] ?? '') ? at + 2 : at + 1
				return removeAt(json, root, `/${steps.slice(0, end).join('/')}`)
			}
			case 'insert': {
				if (term === undefined) return undefined
				if (businessTerms.get(term)?.kind === 'group') return this.#group(edit.element, pointer, term)
				const value = leafOf(edit.element, lastStep(term, this.#side))
				return value ? putTerm(json, root, pointer, term, value) : undefined
			}
			case 'move':
				// The order of what is typed says nothing.
				return undefined
		}
	}

	#group(element: NewElement, pointer: string, group: TermId): JsonEdit | undefined {
		const values = slotsOf(group).flatMap(({ id, kind }) => {
			const value = kind === 'group' ? undefined : leafOf(element, lastStep(id, this.#side))
			return value ? [[id, value] as const] : []
		})
		return addGroup(this.#typed.json, this.#typed.root, pointer, group, values)
	}

	#qualifier(element: number, pointer: string, attribute: string, value: string): JsonEdit | undefined {
		const own = this.#termAt(element, undefined)
		const names: Readonly<Record<string, string>> = (own && qualifiers[own]) ?? {}
		const key = Object.keys(names).find((name) => names[name] === attribute)
		if (own === undefined || key === undefined || !stepsOf(pointer).includes(own)) return undefined
		return putQualifier(this.#typed.json, this.#typed.root, pointer, key, value)
	}

	/** The term that a node carries, the one that is meant if there are several. */
	#termAt(node: number, meant: TermId | undefined): TermId | undefined {
		const { tree, invoice, syntax } = this.#looked
		const terms = termsAt(tree, invoice, syntax, node)
		return meant !== undefined && terms.includes(meant) ? meant : terms.length === 1 ? terms[0] : undefined
	}

	#pointerOf(element: number): string | undefined {
		const index = this.#order.get(element)
		return index === undefined ? undefined : this.#typed.written.origins[index]?.pointer
	}

	get #side(): Side {
		return this.#looked.syntax === 'ubl-credit-note' ? 'credit-note' : 'invoice'
	}
}

function elementsOf(tree: Tree): number[] {
	const elements: number[] = []
	for (let node = 0; node < tree.count; node++) if (tree.kind[node] === kinds.element) elements.push(node)
	return elements
}

/** Name of the element or attribute that holds a term's value. */
function lastStep(term: TermId, side: Side): string {
	return placeOf(term, side).steps.at(-1)?.name ?? ''
}

/** The value that a new element brings for the step of that name. */
function leafOf({ name, attributes, text, children }: NewElement, wanted: string): string | undefined {
	if (wanted.startsWith('@') && Object.hasOwn(attributes, wanted.slice(1))) return attributes[wanted.slice(1)]
	if (name === wanted) return text
	for (const child of children) {
		const found = leafOf(child, wanted)
		if (found !== undefined) return found
	}
	return undefined
}

const above = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'))
