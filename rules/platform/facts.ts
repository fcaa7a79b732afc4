/**
 * What platform rules may ask for, and where the answer comes from.
 *
 * `BT-10` is the first value of a term; `BT-46[scheme=0224]` the first with that scheme; `BT-22[subject=ADN]` the
 * text of the note of that subject; `[*]` gives every value, as in `BT-29[*]`, `BT-29[*].scheme` or
 * `BG-25[*].BT-154`; `BG-3[*]` one entry an instance. Everything else has a name of the table below. The same
 * names serve UBL and CII.
 */
import { names, type Tree } from '#engine'
import { companiesKey, type Structure, type StructureLookup, unitKey } from '../directory/structure.ts'
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

interface Parts {
	readonly id: string
	readonly filter?: string
	/** An attribute of the term. */
	readonly part?: string
	/** A term inside the group. */
	readonly inner?: string
}

/** Names taken apart once; bounded by the facts that rules name. */
const takenApart = new Map<string, Parts | undefined>()

function partsOf(name: string): Parts | undefined {
	if (takenApart.has(name)) return takenApart.get(name)
	const [, id, filter, last] = term.exec(name) ?? []
	const inner = last?.startsWith('B') ? { inner: last } : last !== undefined && { part: last }
	const parts = id === undefined ? undefined : { id, ...(filter !== undefined && { filter }), ...inner }
	takenApart.set(name, parts)
	return parts
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
	const { node: invoice } = recognition
	const syntax = recognition.syntax!
	const nodes = (id: string): readonly number[] => nodesOf(tree, invoice, syntax, id as TermId)
	const attribute = (node: number, name: string): string | undefined => attributeOf(tree, node, name)

	const select = (
		name: string,
	):
		| {
				readonly nodes: readonly number[]
				readonly id: string
				readonly all: boolean
				readonly part?: string
		  }
		| undefined => {
		const parts = partsOf(name)
		if (parts === undefined) return undefined
		const { id, filter, part, inner } = parts
		const found = nodes(inner ?? id)
		const chosen =
			filter === undefined || filter === '*' ? found : found.filter((node) => fits(node, inner ?? id, filter))
		return {
			nodes: chosen,
			id: inner ?? id,
			all: filter === '*',
			...(part !== undefined && { part }),
		}
	}

	const fits = (node: number, id: string, filter: string): boolean => {
		const [kind, wanted] = filter.split('=') as [string, string]
		if (kind === 'scheme') return attribute(node, 'schemeID') === wanted
		return subjectOf(tree, node, syntax) === wanted && id !== ''
	}

	const termFact = (name: string): FactValue => {
		const selected = select(name)
		if (selected === undefined) return undefined
		const { nodes: found, id, all, part } = selected
		const read = (node: number): string =>
			part === undefined
				? businessTerms.get(id)?.kind === 'group'
					? ''
					: valueAt(tree, node, syntax, id as TermId)
				: (attribute(node, part === 'scheme' ? 'schemeID' : part === 'mime' ? 'mimeCode' : 'filename') ?? '')
		if (all) return found.map(read)
		return found.length === 0 ? undefined : read(found[0]!)
	}

	const given = (name: string): string | undefined => {
		const value = termFact(name) as string | undefined
		return value === '' ? undefined : value
	}
	/** Classic Chorus numbers the kinds of identifiers: 1 is a SIRET. */
	const siretOf = (id: 'BT-29' | 'BT-46'): string | undefined =>
		(given(`${id}[scheme=0009]`) ?? given(`${id}[scheme=1]`))?.replace(/\s/g, '')
	const serviceCode = (): string | undefined => given('BT-46[scheme=0224]') ?? given('BT-10')
	let buyer: Structure | undefined | null = null
	const structure = (): Structure | undefined => {
		if (buyer === null) {
			const siret = siretOf('BT-46')
			buyer = siret === undefined ? undefined : around.directory?.find(siret)
		}
		return buyer
	}
	const service = () => {
		const code = serviceCode()
		return code === undefined ? undefined : structure()?.services.find((one) => one.code === code)
	}
	const seller = () => {
		const siret = siretOf('BT-29')
		return siret === undefined ? undefined : around.directory?.find(siret)
	}

	/** What the directory says of a legal unit; unknown only where it lists companies at all. */
	const unit = (id: 'BT-30' | 'BT-47'): FactValue => {
		const siren = given(`${id}[scheme=0002]`)?.trim()
		if (around.directory === undefined || siren === undefined || !/^\d{9}$/.test(siren)) return undefined
		const found = around.directory.find(unitKey(siren))
		if (found !== undefined) return found.active ? 'active' : 'inactive'
		return around.directory.find(companiesKey) === undefined ? undefined : 'unknown'
	}

	const read = (name: string): FactValue => (others[name] ?? (() => termFact(name)))()
	const key = (): string | undefined => around.ledger && keyOf(around.ledger.key, read)
	/** Another deposit under the same key; the same one sent again is no duplicate of itself. */
	const twin = (): Twin | undefined => {
		const under = key()
		const found = under === undefined ? undefined : around.ledger?.find(under)
		const same = found?.submission === around.submission && found?.sha256 === around.sha256
		return same ? undefined : found
	}

	const others: Readonly<Record<string, () => FactValue>> = {
		'invoice.asOf': () => around.asOf,
		'invoice.syntax': () => syntax,
		'invoice.carrier': () => around.carrier ?? 'xml',
		'invoice.lines': () => nodes('BG-25').length,
		'contract.type': () => contractType(tree, nodes('BT-12')[0] ?? 0),
		'directory.loaded': () => around.directory !== undefined,
		'directory.date': () => around.directory?.snapshot.date,
		'buyer.siret': () => siretOf('BT-46'),
		'buyer.known': () =>
			around.directory === undefined || siretOf('BT-46') === undefined
				? undefined
				: structure() !== undefined,
		'buyer.name': () => structure()?.name,
		'buyer.active': () => structure()?.active,
		'buyer.public': () => structure()?.public,
		'buyer.serviceRequired': () => structure()?.serviceRequired,
		'buyer.engagementRequired': () => structure()?.engagementRequired,
		'buyer.serviceOrEngagement': () => structure()?.serviceOrEngagement,
		'buyer.worksOnly': () => structure()?.worksOnly,
		'buyer.routed': () => {
			const platforms = platformsOf(structure(), around.asOf)
			return platforms?.some((platform) => platform !== '9998')
		},
		'buyer.platforms': () => platformsOf(structure(), around.asOf),
		'service.code': serviceCode,
		'service.from': () =>
			given('BT-46[scheme=0224]') !== undefined
				? 'BT-46/0224'
				: given('BT-10') === undefined
					? undefined
					: 'BT-10',
		'service.elsewhere': () => (given('BT-46[scheme=0224]') === undefined ? undefined : given('BT-10')),
		'service.known': () =>
			serviceCode() === undefined || structure() === undefined ? undefined : service() !== undefined,
		'service.active': () => {
			const found = service()
			return found === undefined ? undefined : isOpen(found, around.asOf)
		},
		'service.opened': () => service()?.from,
		'service.closed': () => service()?.to,
		'service.engagementRequired': () => service()?.engagementRequired,
		'seller.siret': () => siretOf('BT-29'),
		'seller.known': () =>
			around.directory === undefined || siretOf('BT-29') === undefined ? undefined : seller() !== undefined,
		'seller.active': () => seller()?.active,
		'seller.unit': () => unit('BT-30'),
		'buyer.unit': () => unit('BT-47'),
		'ledger.loaded': () => around.ledger !== undefined,
		'ledger.kind': () => around.ledger?.key,
		'ledger.twin': () => (around.ledger === undefined ? undefined : twin() !== undefined),
		'ledger.key': () => key(),
		'ledger.number': () => twin()?.number,
		'ledger.date': () => twin()?.date,
		'ledger.status': () => twin()?.status,
		'ledger.deposited': () => twin()?.deposited,
		'ledger.source': () => twin()?.submission,
		'attachment.sizes': () => nodes('BT-125').map((node) => String(decodedBytes(tree.stringValue(node)))),
		'attachment.extensions': () =>
			nodes('BT-125').map((node) => extensionOf(attribute(node, 'filename') ?? '')),
	}

	return {
		facts: (name) => {
			if (name.startsWith('transport.')) return around.transport[name.slice(10) as keyof Transport]
			const other = others[name]
			return other === undefined ? termFact(name) : other()
		},
		nodeOf: (name) => select(name)?.nodes[0] ?? 0,
	}
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
