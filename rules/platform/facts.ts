/**
 * What platform rules ask of one document, and where the answer comes from: the document by its business terms, the
 * directory, the ledger, the way it came.
 */
import { names, type Tree } from '#engine'
import { companiesKey, type Service, type Structure, unitKey } from '../directory/structure.ts'
import { keyOf, type Twin } from '../ledger/entry.ts'
import type { Recognition, Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { nodesOf, valueAt } from '../terms/term.ts'
import type { Facts } from './compile.ts'
import { partsOf, type TermParts } from './fact-name.ts'
import { others } from './other-facts.ts'
import type { FactValue } from './rule.ts'
import type { Surroundings, Transport } from './surroundings.ts'

/** How a fact is found; `index`: its place among those that were ever asked for. */
interface Question {
	readonly index: number
	readonly parts: TermParts | undefined
	readonly other: ((asked: Inquiry) => FactValue) | undefined
}

/** Names are taken apart once; bounded by the facts that rules name. */
const questions = new Map<string, Question>()

function questionOf(name: string): Question {
	let question = questions.get(name)
	if (question === undefined) {
		question = { index: questions.size, parts: partsOf(name), other: otherOf(name) }
		questions.set(name, question)
	}
	return question
}

function otherOf(name: string): Question['other'] {
	if (!name.startsWith('transport.')) return others[name]
	const key = name.slice('transport.'.length) as keyof Transport
	return ({ around }) => around.transport[key]
}

export interface DocumentFacts {
	readonly facts: Facts
	/** The element that shows a fact, 0 where none does. */
	readonly nodeOf: (fact: string) => number
}

export function documentFacts(tree: Tree, recognition: Recognition, around: Surroundings): DocumentFacts {
	const inquiry = new Inquiry(tree, recognition.node, recognition.syntax!, around)
	return {
		facts: (name) => inquiry.read(name),
		nodeOf: (name) => inquiry.nodeOf(name),
	}
}

/** One document asked for facts, each of which is looked up once. */
export class Inquiry {
	readonly tree: Tree
	readonly syntax: Syntax
	readonly around: Surroundings
	readonly #invoice: number
	/** By the question's index; null: there is none. */
	readonly #known: (FactValue | null)[] = []
	/** What the directory and the ledger say; null: nothing. */
	#buyer: Structure | null | undefined
	#seller: Structure | null | undefined
	#twin: Twin | null | undefined

	constructor(tree: Tree, invoice: number, syntax: Syntax, around: Surroundings) {
		this.tree = tree
		this.#invoice = invoice
		this.syntax = syntax
		this.around = around
	}

	read(name: string): FactValue {
		const { index, parts, other } = questionOf(name)
		let value = this.#known[index]
		if (value === undefined) {
			value = (parts === undefined ? other?.(this) : this.#term(parts)) ?? null
			this.#known[index] = value
		}
		return value ?? undefined
	}

	nodeOf(name: string): number {
		const { parts } = questionOf(name)
		return parts === undefined ? 0 : (this.#select(parts)[0] ?? 0)
	}

	nodes(id: TermId): readonly number[] {
		return nodesOf(this.tree, this.#invoice, this.syntax, id)
	}

	attribute(node: number, name: string): string | undefined {
		const attribute = this.tree.attribute(node, names.pin('', name))
		return attribute === 0 ? undefined : this.tree.stringValue(attribute)
	}

	#select({ id, scheme, subject }: TermParts): readonly number[] {
		const found = this.nodes(id)
		if (found.length === 0) return found
		if (scheme !== undefined) return found.filter((node) => this.attribute(node, 'schemeID') === scheme)
		if (subject !== undefined)
			return found.filter((node) => subjectOf(this.tree, node, this.syntax) === subject)
		return found
	}

	#term(parts: TermParts): FactValue {
		const found = this.#select(parts)
		if (parts.all) return found.map((node) => this.#value(node, parts))
		return found.length === 0 ? undefined : this.#value(found[0]!, parts)
	}

	#value(node: number, { id, attribute, group }: TermParts): string {
		if (attribute !== undefined) return this.attribute(node, attribute) ?? ''
		return group ? '' : valueAt(this.tree, node, this.syntax, id)
	}

	/** A fact that is a text, undefined where it is empty. */
	given(name: string): string | undefined {
		const value = this.read(name) as string | undefined
		return value === '' ? undefined : value
	}

	/** Classic Chorus numbers the kinds of identifiers: 1 is a SIRET. */
	siretOf(id: 'BT-29' | 'BT-46'): string | undefined {
		const [register, kind] = sirets[id]
		return (this.given(register) ?? this.given(kind))?.replace(/\s/g, '')
	}

	serviceCode(): string | undefined {
		return this.given('BT-46[scheme=0224]') ?? this.given('BT-10')
	}

	/** What the directory says of the buyer. */
	buyer(): Structure | undefined {
		if (this.#buyer === undefined) this.#buyer = this.#structure('BT-46') ?? null
		return this.#buyer ?? undefined
	}

	seller(): Structure | undefined {
		if (this.#seller === undefined) this.#seller = this.#structure('BT-29') ?? null
		return this.#seller ?? undefined
	}

	#structure(id: 'BT-29' | 'BT-46'): Structure | undefined {
		const siret = this.siretOf(id)
		return siret === undefined ? undefined : this.around.directory?.find(siret)
	}

	service(): Service | undefined {
		const code = this.serviceCode()
		return code === undefined ? undefined : this.buyer()?.services.find((one) => one.code === code)
	}

	/** What the directory says of a legal unit; unknown only where it lists companies at all. */
	unit(id: 'BT-30' | 'BT-47'): FactValue {
		const { directory } = this.around
		const siren = this.given(sirens[id])?.trim()
		if (directory === undefined || siren === undefined || !/^\d{9}$/.test(siren)) return undefined
		const found = directory.find(unitKey(siren))
		if (found !== undefined) return found.active ? 'active' : 'inactive'
		return directory.find(companiesKey) === undefined ? undefined : 'unknown'
	}

	key(): string | undefined {
		const { ledger } = this.around
		return ledger && keyOf(ledger.key, (name) => this.read(name))
	}

	/** Another deposit under the same key; the same one sent again is no duplicate of itself. */
	twin(): Twin | undefined {
		if (this.#twin === undefined) this.#twin = this.#otherDeposit() ?? null
		return this.#twin ?? undefined
	}

	#otherDeposit(): Twin | undefined {
		const { ledger, submission, sha256 } = this.around
		const under = this.key()
		const found = under === undefined ? undefined : ledger?.find(under)
		const same = found?.submission === submission && found?.sha256 === sha256
		return same ? undefined : found
	}
}

const sirets = {
	'BT-29': ['BT-29[scheme=0009]', 'BT-29[scheme=1]'],
	'BT-46': ['BT-46[scheme=0009]', 'BT-46[scheme=1]'],
} as const
const sirens = { 'BT-30': 'BT-30[scheme=0002]', 'BT-47': 'BT-47[scheme=0002]' } as const

function subjectOf(tree: Tree, node: number, syntax: Syntax): string {
	if (syntax !== 'cii') return valueAt(tree, node, syntax, 'BT-21')
	const note = tree.parent[node]!
	for (let n = tree.firstChild(note); n !== 0; n = tree.nextSibling(n))
		if (tree.names.local(tree.name[n]!) === 'SubjectCode') return tree.stringValue(n).trim()
	return ''
}
