/**
 * Which syntax a document is written in, and who invoices whom for how much.
 *
 * A syntax is known by its root element's name and namespace, nothing else: not by file name, not by
 * profile. An invoice may travel inside a StandardBusinessDocument; then the invoice inside is the document
 * to judge, and the envelope is named. Note that the engine's paths start at the real root all the same.
 */
import { kinds, type Location, type Tree } from '#engine'
import { kept } from './kept.ts'
import { namespaces, parsePath } from './terms/path.ts'
import { Route } from './terms/route.ts'
import type { InvoiceSummary } from './verdict.ts'

export type Syntax = 'ubl-invoice' | 'ubl-credit-note' | 'cii'

export interface Recognition {
	readonly syntax?: Syntax
	/** BT-24, the specification identifier, as written without the white space around it. */
	readonly profile?: string
	/** BT-23, the business process. */
	readonly process?: string
	/** The invoice's own element; the root element where no invoice was found. Index in the Tree. */
	readonly node: number
	/** Its place, worked out while the tree holds the document. */
	readonly locate: () => Location
	/** Name of that element. */
	readonly root: { readonly uri: string; readonly local: string }
	/** Name of the element that wraps the invoice, if any. */
	readonly envelope?: string
	readonly invoice: InvoiceSummary
}

const roots: readonly { readonly syntax: Syntax; readonly uri: string; readonly local: string }[] = [
	{ syntax: 'ubl-invoice', uri: namespaces.ubl!, local: 'Invoice' },
	{ syntax: 'ubl-credit-note', uri: namespaces.cn!, local: 'CreditNote' },
	{ syntax: 'cii', uri: namespaces.rsm!, local: 'CrossIndustryInvoice' },
]

const envelopeUri = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader'
const envelopeName = 'StandardBusinessDocument'

interface SummaryPaths {
	readonly profile: readonly Route[]
	readonly process: readonly Route[]
	readonly fields: readonly (readonly [keyof InvoiceSummary, readonly Route[]])[]
}

const one = (path: string): readonly Route[] => [new Route(parsePath(path))]
const party = (role: string): readonly Route[] =>
	['cac:PartyLegalEntity/cbc:RegistrationName', 'cac:PartyName/cbc:Name'].flatMap((name) =>
		one(`cac:${role}/cac:Party/${name}`),
	)

const ublPaths: SummaryPaths = {
	profile: one('cbc:CustomizationID'),
	process: one('cbc:ProfileID'),
	fields: [
		['number', one('cbc:ID')],
		['issueDate', one('cbc:IssueDate')],
		['seller', party('AccountingSupplierParty')],
		['buyer', party('AccountingCustomerParty')],
		['total', one('cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount')],
		['currency', one('cbc:DocumentCurrencyCode')],
	],
}

const agreement = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement'
const settlement = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement'

const ciiPaths: SummaryPaths = {
	profile: one('rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID'),
	process: one('rsm:ExchangedDocumentContext/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID'),
	fields: [
		['number', one('rsm:ExchangedDocument/ram:ID')],
		['issueDate', one('rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString')],
		['seller', one(`${agreement}/ram:SellerTradeParty/ram:Name`)],
		['buyer', one(`${agreement}/ram:BuyerTradeParty/ram:Name`)],
		['total', one(`${settlement}/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:GrandTotalAmount`)],
		['currency', one(`${settlement}/ram:InvoiceCurrencyCode`)],
	],
}

/** Looks at the root element, through an envelope if there is one. Never throws, whatever the document. */
export function recognise(tree: Tree): Recognition {
	const top = tree.root
	const wrapped = isNamed(tree, top, envelopeUri, envelopeName) ? payloadOf(tree, top) : 0
	const node = wrapped === 0 ? top : wrapped
	const syntax = syntaxOf(tree, node)
	const base = {
		node,
		locate: () => tree.locate(node),
		root: { uri: tree.names.uri(tree.name[node]!), local: tree.names.local(tree.name[node]!) },
		...(wrapped !== 0 && { envelope: envelopeName }),
	}
	if (syntax === undefined) return { ...base, invoice: {} }
	const paths = syntax === 'cii' ? ciiPaths : ublPaths
	const profile = first(tree, node, paths.profile)
	const process = first(tree, node, paths.process)
	return {
		...base,
		syntax,
		...(profile !== undefined && { profile }),
		...(process !== undefined && { process }),
		invoice: summary(tree, node, paths),
	}
}

function syntaxOf(tree: Tree, node: number): Syntax | undefined {
	return roots.find(({ uri, local }) => isNamed(tree, node, uri, local))?.syntax
}

/** The syntax of documents whose document element has that name. */
export function syntaxOfRoot(uri: string, local: string): Syntax | undefined {
	return roots.find((root) => root.local === local && root.uri === uri)?.syntax
}

function isNamed(tree: Tree, node: number, uri: string, local: string): boolean {
	const name = tree.name[node]!
	return tree.kind[node] === kinds.element && tree.names.local(name) === local && tree.names.uri(name) === uri
}

/** The first child of the envelope that is an invoice; else its last element, 0 if it is empty. */
function payloadOf(tree: Tree, envelope: number): number {
	let last = 0
	for (let n = tree.firstChild(envelope); n !== 0; n = tree.nextSibling(n)) {
		if (tree.kind[n] !== kinds.element) continue
		if (syntaxOf(tree, n) !== undefined) return n
		last = n
	}
	return last
}

function summary(tree: Tree, node: number, paths: SummaryPaths): InvoiceSummary {
	const found: { -readonly [K in keyof InvoiceSummary]: InvoiceSummary[K] } = {}
	for (const [key, routes] of paths.fields) {
		const value = first(tree, node, routes)
		if (value !== undefined) found[key] = key === 'issueDate' ? dashed(value) : value
	}
	return found
}

/** The first value that is not empty, of the first node of each route. */
function first(tree: Tree, node: number, routes: readonly Route[]): string | undefined {
	for (const route of routes) {
		const found = route.first(tree, node)
		const value = found === 0 ? '' : tree.stringValue(found).trim()
		if (value !== '') return kept(value)
	}
	return undefined
}

/** 20261121 as 2026-11-21; anything else as it is. */
function dashed(date: string): string {
	return /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : date
}
