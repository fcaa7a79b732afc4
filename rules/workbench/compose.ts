/**
 * A skeleton of an invoice that holds the facts of an example, in any syntax.
 *
 * Terms are put where rules/terms says, parents and conditions on the way included; nothing else stands in it. So
 * an example, which is written once and speaks of no syntax, can be read back from a document of each.
 */
import type { Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { namespaces, type Path, parsePath } from '../terms/path.ts'
import { businessTerms, fromRoot } from '../terms/term.ts'

type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>

interface Element {
	readonly name: string
	/** The step that made it, conditions included: what asks for the same step may share it. */
	readonly key: string
	readonly attributes: Map<string, string>
	readonly children: Element[]
	text: string
}

const roots: Readonly<Record<Syntax, string>> = {
	'ubl-invoice': 'ubl:Invoice',
	'ubl-credit-note': 'cn:CreditNote',
	cii: 'rsm:CrossIndustryInvoice',
}

const termFact =
	/^(B[TG]-\d+)(?:\[(\*|scheme=[^\]]+|subject=[^\]]+)\])?(?:\.(scheme|mime|filename|B[TG]-\d+))?$/
const attributes: Readonly<Record<string, string>> = {
	scheme: 'schemeID',
	mime: 'mimeCode',
	filename: 'filename',
}

/** Facts that are read from the document; the others come from around it. */
export const inDocument = (fact: string): boolean => termFact.test(fact)

export function composed(facts: Facts, syntax: Syntax): string {
	const root = element(roots[syntax], roots[syntax])
	const writer = new Writer(root, syntax)
	const terms = Object.entries(facts).filter(([name]) => inDocument(name))
	// What only says which scheme or file name a value has is put on values that stand already.
	for (const late of [false, true])
		for (const [name, value] of terms) {
			const [, id, filter, part] = termFact.exec(name)!
			const inner = part?.startsWith('B') ? part : undefined
			const attribute = inner === undefined && part !== undefined ? attributes[part] : undefined
			if ((attribute !== undefined) !== late) continue
			const values = Array.isArray(value) ? value.map(String) : [String(value)]
			writer.put((inner ?? id) as TermId, values, filter, attribute)
		}
	return `${text(root, true)}\n`
}

class Writer {
	readonly #root: Element
	readonly #syntax: Syntax
	readonly #leaves = new Map<string, Element[]>()

	constructor(root: Element, syntax: Syntax) {
		this.#root = root
		this.#syntax = syntax
	}

	put(
		id: TermId,
		values: readonly string[],
		filter: string | undefined,
		attribute: string | undefined,
	): void {
		const known = this.#leaves.get(id) ?? []
		this.#leaves.set(id, known)
		const bare = attribute === undefined ? [] : known.filter((one) => !one.attributes.has(attribute))
		for (const value of values) {
			if (attribute !== undefined) {
				if (known.some((one) => one.attributes.get(attribute) === value)) continue
				const leaf = bare.shift() ?? this.#leaf(id, known.length > 0)
				leaf.attributes.set(attribute, value)
				if (!known.includes(leaf)) known.push(leaf)
				continue
			}
			const leaf = this.#leaf(id, known.length > 0)
			known.push(leaf)
			this.#fill(leaf, id, value, filter)
		}
	}

	#fill(leaf: Element, id: TermId, value: string, filter: string | undefined): void {
		const [kind, wanted] = (filter ?? '').split('=') as [string, string?]
		if (businessTerms.get(id)?.kind === 'group') return
		leaf.text = value
		if (kind === 'scheme') leaf.attributes.set('schemeID', wanted!)
		if (this.#syntax !== 'cii') {
			if (id === 'BT-21') leaf.text = `#${value}#`
			if (kind === 'subject') leaf.text = `#${wanted}#${value}`
			return
		}
		if (kind === 'subject') this.#parentOf(leaf).children.push(made('ram:SubjectCode', wanted!))
		if (businessTerms.get(id)?.kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
			leaf.text = value.replaceAll('-', '')
			leaf.attributes.set('format', '102')
		}
	}

	/** A new instance of the term; `again`: one stands already, so its parent is repeated with it. */
	#leaf(id: TermId, again: boolean): Element {
		// A step up still needs the element that it leaves: the way down to it is taken first.
		const path = parsePath(fromRoot(id, this.#syntax)[0]!).filter(({ name }) => name !== -1)
		const above: Element[] = []
		let at = this.#root
		for (const [i, step] of path.entries()) {
			if (step.attribute) {
				// The element that holds the attribute carries the value as its own.
				return attributeLeaf(at, step.label.slice(1))
			}
			if (step.name === -2) {
				at = above.pop() ?? at
				continue
			}
			above.push(at)
			const fresh = i === path.length - 1 || (again && i === path.length - 2)
			at = this.#child(at, step, fresh)
		}
		return at
	}

	#child(parent: Element, step: Path[number], fresh: boolean): Element {
		const key = JSON.stringify(step)
		const found = fresh ? undefined : parent.children.find((one) => one.key === key)
		if (found !== undefined) return found
		const child = element(step.label, key)
		parent.children.push(child)
		for (const { path, negated, equals } of step.predicates) {
			if (negated) continue
			const value = typeof equals?.[0] === 'string' ? equals[0] : equals === undefined ? '' : 'EUR'
			this.#meet(child, plain(path), value)
			if (equals !== undefined && typeof equals[0] !== 'string')
				this.#meet(this.#root, plain(equals as Path), value)
		}
		return child
	}

	/** Puts a value where a condition looks for it. */
	#meet(from: Element, path: Path, value: string): void {
		let at = from
		for (const step of path) {
			if (step.attribute) {
				at.attributes.set(step.label.slice(1), value)
				return
			}
			const found = at.children.find((one) => one.name === step.label)
			if (found === undefined) at.children.push((at = element(step.label, JSON.stringify(step))))
			else at = found
		}
		at.text = value
	}

	#parentOf(leaf: Element, from = this.#root): Element {
		if (from.children.includes(leaf)) return from
		for (const child of from.children) {
			const found = this.#parentOf(leaf, child)
			if (found !== this.#root || child.children.includes(leaf)) return found
		}
		return this.#root
	}
}

/** Without `.`, and `..` taken back. */
function plain(path: Path): Path {
	const steps: Path[number][] = []
	for (const step of path)
		if (step.name === -2) steps.pop()
		else if (step.name !== -1) steps.push(step)
	return steps
}

const element = (name: string, key: string): Element => ({
	name,
	key,
	attributes: new Map(),
	children: [],
	text: '',
})

const made = (name: string, value: string): Element => ({ ...element(name, name), text: value })

/** An attribute written through an element's face: its text is the attribute's value. */
function attributeLeaf(holder: Element, name: string): Element {
	return {
		...element(`@${name}`, name),
		get text() {
			return holder.attributes.get(name) ?? ''
		},
		set text(value: string) {
			holder.attributes.set(name, value)
		},
	}
}

function text(one: Element, root = false): string {
	const declared = root
		? Object.entries(namespaces)
				.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
				.join('')
		: ''
	const own = [...one.attributes].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')
	const inner = escaped(one.text) + one.children.map((child) => text(child)).join('')
	return `<${one.name}${declared}${own}>${inner}</${one.name}>`
}

const escaped = (value: string): string =>
	value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
