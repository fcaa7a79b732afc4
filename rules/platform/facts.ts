/**
 * What platform rules may ask for, and where the answer comes from.
 *
 * `BT-10` is the first value of a term; `BT-46[scheme=0224]` the first with that scheme; `BT-22[subject=ADN]` the
 * text of the note of that subject; `[*]` gives every value, as in `BT-29[*]`, `BT-29[*].scheme` or
 * `BG-25[*].BT-154`; `BG-3[*]` one entry an instance. Everything else has a name of the table below. The same
 * names serve UBL and CII.
 */
import { names, type Tree } from '#engine'
import {
	companiesKey,
	type Service,
	type Structure,
	type StructureLookup,
	unitKey,
} from '../directory/structure.ts'
import { type KeyKind, keyOf, type Twin } from '../ledger/entry.ts'
import type { Recognition, Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { businessTerms, nodesOf, valueAt } from '../terms/term.ts'
import type { Facts } from './compile.ts'
import type { FactValue } from './rule.ts'

/** What is known of how the invoice came. */
export interface Transport {
	readonly channel?: 'EDI' | 'API' | 'portal'
	readonly direction?: 'emission' | 'reception'
	/** Scope given by the caller, as `B2G`; otherwise it is worked out. */
	readonly scope?: string
	readonly fileName?: string
	/** Bytes of the invoice file, attachments included. */
	readonly bytes?: number
	readonly flowName?: string
	readonly flowSyntax?: string
	readonly flowBytes?: number
	readonly flowInvoices?: number
}

export const transportFacts = [
	'channel',
	'direction',
	'scope',
	'fileName',
	'bytes',
	'flowName',
	'flowSyntax',
	'flowBytes',
	'flowInvoices',
] as const satisfies readonly (keyof Transport)[]

/** Facts that are not business terms. */
export const otherFacts: readonly string[] = [
	...transportFacts.map((name) => `transport.${name}`),
	'invoice.asOf',
	'invoice.syntax',
	'invoice.carrier',
	'invoice.lines',
	'contract.type',
	'directory.loaded',
	'directory.date',
	'buyer.siret',
	'buyer.known',
	'buyer.name',
	'buyer.active',
	'buyer.public',
	'buyer.serviceRequired',
	'buyer.engagementRequired',
	'buyer.serviceOrEngagement',
	'buyer.worksOnly',
	'buyer.routed',
	'buyer.platforms',
	'buyer.unit',
	'service.code',
	'service.from',
	'service.known',
	'service.active',
	'service.opened',
	'service.closed',
	'service.engagementRequired',
	'service.elsewhere',
	'seller.siret',
	'seller.known',
	'seller.active',
	'seller.unit',
	'ledger.loaded',
	'ledger.kind',
	'ledger.twin',
	'ledger.key',
	'ledger.number',
	'ledger.date',
	'ledger.status',
	'ledger.deposited',
	'ledger.source',
	'attachment.sizes',
	'attachment.extensions',
]

const term = /^(B[TG]-\d+)(?:\[(\*|scheme=[^\]]+|subject=[^\]]+)\])?(?:\.(scheme|mime|filename|B[TG]-\d+))?$/

/** A fact that is a term, its name taken apart. */
interface TermParts {
	/** The term asked for; of `BG-25[*].BT-154` that inside the group. */
	readonly id: TermId
	readonly all: boolean
	/** What identifies the one meant, of several. */
	readonly scheme?: string
	readonly subject?: string
	/** The attribute asked for. */
	readonly attribute?: string
	/** A group has no value of its own. */
	readonly group: boolean
}

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

function partsOf(name: string): TermParts | undefined {
	const [, id, filter, last] = term.exec(name) ?? []
	if (id === undefined) return undefined
	const asked = (last?.startsWith('B') ? last : id) as TermId
	const [kind, wanted] = filter?.split('=') ?? []
	return {
		id: asked,
		all: filter === '*',
		...(kind === 'scheme' && { scheme: wanted! }),
		...(kind === 'subject' && { subject: wanted! }),
		...(last !== undefined && !last.startsWith('B') && { attribute: attributes[last]! }),
		group: businessTerms.get(asked)?.kind === 'group',
	}
}

/** What rules call attributes of a term, and what documents call them. */
const attributes: Readonly<Record<string, string>> = {
	scheme: 'schemeID',
	mime: 'mimeCode',
	filename: 'filename',
}

/** Why a fact name is wrong; undefined for one that is right. */
export function factFault(name: string): string | undefined {
	if (otherFacts.includes(name)) return undefined
	const [, id, , inner] = term.exec(name) ?? []
	if (id === undefined) return `there is no fact ${name}`
	if (!businessTerms.has(id)) return `there is no term ${id}`
	if (inner?.startsWith('B') && !businessTerms.has(inner)) return `there is no term ${inner}`
	return undefined
}

/** What surrounds a document when its platform rules are checked. */
export interface Surroundings {
	readonly asOf: string
	/** What the invoice came in; `xml` unless given. */
	readonly carrier?: 'xml' | 'pdf' | 'json'
	readonly transport: Transport
	readonly directory?: StructureLookup
	readonly ledger?: LedgerLookup
	/** SHA-256 of the bytes judged, and what identifies their deposit. */
	readonly sha256: string
	readonly submission?: string
}

/** The ledger of duplicates, as rules ask it. */
export interface LedgerLookup {
	readonly key: KeyKind
	find(key: string): Twin | undefined
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
class Inquiry {
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

	#select({ id, scheme, subject }: TermParts): readonly number[] {
		const found = this.nodes(id)
		if (found.length === 0) return found
		if (scheme !== undefined)
			return found.filter((node) => attributeOf(this.tree, node, 'schemeID') === scheme)
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
		if (attribute !== undefined) return attributeOf(this.tree, node, attribute) ?? ''
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

/** Facts that are no terms; those of the transport are its own. */
const others: Readonly<Record<string, (asked: Inquiry) => FactValue>> = {
	'invoice.asOf': ({ around }) => around.asOf,
	'invoice.syntax': ({ syntax }) => syntax,
	'invoice.carrier': ({ around }) => around.carrier ?? 'xml',
	'invoice.lines': (asked) => asked.nodes('BG-25').length,
	'contract.type': (asked) => contractType(asked.tree, asked.nodes('BT-12')[0] ?? 0),
	'directory.loaded': ({ around }) => around.directory !== undefined,
	'directory.date': ({ around }) => around.directory?.snapshot.date,
	'buyer.siret': (asked) => asked.siretOf('BT-46'),
	'buyer.known': (asked) =>
		asked.around.directory === undefined || asked.siretOf('BT-46') === undefined
			? undefined
			: asked.buyer() !== undefined,
	'buyer.name': (asked) => asked.buyer()?.name,
	'buyer.active': (asked) => asked.buyer()?.active,
	'buyer.public': (asked) => asked.buyer()?.public,
	'buyer.serviceRequired': (asked) => asked.buyer()?.serviceRequired,
	'buyer.engagementRequired': (asked) => asked.buyer()?.engagementRequired,
	'buyer.serviceOrEngagement': (asked) => asked.buyer()?.serviceOrEngagement,
	'buyer.worksOnly': (asked) => asked.buyer()?.worksOnly,
	'buyer.routed': (asked) =>
		platformsOf(asked.buyer(), asked.around.asOf)?.some((platform) => platform !== '9998'),
	'buyer.platforms': (asked) => platformsOf(asked.buyer(), asked.around.asOf),
	'service.code': (asked) => asked.serviceCode(),
	'service.from': (asked) => {
		if (asked.given('BT-46[scheme=0224]') !== undefined) return 'BT-46/0224'
		return asked.given('BT-10') === undefined ? undefined : 'BT-10'
	},
	'service.elsewhere': (asked) =>
		asked.given('BT-46[scheme=0224]') === undefined ? undefined : asked.given('BT-10'),
	'service.known': (asked) =>
		asked.serviceCode() === undefined || asked.buyer() === undefined
			? undefined
			: asked.service() !== undefined,
	'service.active': (asked) => {
		const found = asked.service()
		return found === undefined ? undefined : isOpen(found, asked.around.asOf)
	},
	'service.opened': (asked) => asked.service()?.from,
	'service.closed': (asked) => asked.service()?.to,
	'service.engagementRequired': (asked) => asked.service()?.engagementRequired,
	'seller.siret': (asked) => asked.siretOf('BT-29'),
	'seller.known': (asked) =>
		asked.around.directory === undefined || asked.siretOf('BT-29') === undefined
			? undefined
			: asked.seller() !== undefined,
	'seller.active': (asked) => asked.seller()?.active,
	'seller.unit': (asked) => asked.unit('BT-30'),
	'buyer.unit': (asked) => asked.unit('BT-47'),
	'ledger.loaded': ({ around }) => around.ledger !== undefined,
	'ledger.kind': ({ around }) => around.ledger?.key,
	'ledger.twin': (asked) => (asked.around.ledger === undefined ? undefined : asked.twin() !== undefined),
	'ledger.key': (asked) => asked.key(),
	'ledger.number': (asked) => asked.twin()?.number,
	'ledger.date': (asked) => asked.twin()?.date,
	'ledger.status': (asked) => asked.twin()?.status,
	'ledger.deposited': (asked) => asked.twin()?.deposited,
	'ledger.source': (asked) => asked.twin()?.submission,
	'attachment.sizes': (asked) =>
		asked.nodes('BT-125').map((node) => String(decodedBytes(asked.tree.stringValue(node)))),
	'attachment.extensions': (asked) =>
		asked.nodes('BT-125').map((node) => extensionOf(attributeOf(asked.tree, node, 'filename') ?? '')),
}

export function isOpen(
	service: { readonly active: boolean; readonly from?: string; readonly to?: string },
	asOf: string,
): boolean {
	const { active, from, to } = service
	return active && (from === undefined || from <= asOf) && (to === undefined || asOf <= to)
}

/** Platforms of the lines in force; a structure whose source says nothing of lines is not spoken of. */
function platformsOf(structure: Structure | undefined, asOf: string): readonly string[] | undefined {
	return structure?.lines
		?.filter(
			({ status, from, to }) =>
				status === 'enabled' && (from === undefined || from <= asOf) && (to === undefined || asOf <= to),
		)
		.map(({ platform }) => platform)
}

/** The kind of contract that stands beside its reference (EXT-FR-FE-01). */
function contractType(tree: Tree, reference: number): string | undefined {
	if (reference === 0) return undefined
	for (let n = tree.first[tree.parent[reference]!]!; n !== 0; n = tree.next[n]!)
		if (tree.name[n]! >= 0 && contractTypes.includes(tree.names.local(tree.name[n]!)))
			return tree.stringValue(n).trim()
	return undefined
}

const contractTypes: readonly string[] = ['DocumentType', 'ReferenceTypeCode']

function attributeOf(tree: Tree, node: number, name: string): string | undefined {
	const attribute = tree.attribute(node, names.pin('', name))
	return attribute === 0 ? undefined : tree.stringValue(attribute)
}

function subjectOf(tree: Tree, node: number, syntax: Syntax): string {
	if (syntax !== 'cii') return valueAt(tree, node, syntax, 'BT-21')
	const note = tree.parent[node]!
	for (let n = tree.first[note]!; n !== 0; n = tree.next[n]!)
		if (tree.names.local(tree.name[n]!) === 'SubjectCode') return tree.stringValue(n).trim()
	return ''
}

/** Size of a base64 text once decoded. */
function decodedBytes(text: string): number {
	const bare = text.replace(/\s+/g, '')
	return Math.floor((bare.replace(/=+$/, '').length * 3) / 4)
}

const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toUpperCase() ?? ''
