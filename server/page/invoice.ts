/**
 * The invoice as people know it, read from the XML for the eye alone: nothing is judged here.
 *
 * Each datum keeps the term it stands for and its path as verdicts write it, so that findings can be pinned.
 */
import type { Word } from './wording.ts'

export interface Datum {
	readonly label: Word
	/** Absent: the document does not say. */
	readonly value?: string
	readonly term: string
	/** Path of the element, or of the element that should hold it. */
	readonly path: string
	readonly amount?: boolean
}

export interface Drawn {
	readonly head: readonly Datum[]
	readonly seller: readonly Datum[]
	readonly buyer: readonly Datum[]
	readonly lines: readonly (readonly Datum[])[]
	readonly vat: readonly (readonly Datum[])[]
	readonly totals: readonly Datum[]
}

/** Label, term, alternative ways by local names; `!` after the term marks an amount. */
type Field = readonly [label: Word, term: string, ...ways: string[]]

interface Plan {
	readonly head: readonly Field[]
	readonly seller: string
	readonly buyer: string
	readonly party: (role: 'seller' | 'buyer') => readonly Field[]
	readonly lines: readonly string[]
	readonly line: readonly Field[]
	readonly vat: string
	readonly tax: readonly Field[]
	readonly totals: readonly Field[]
}

const partyTerms = {
	seller: {
		name: 'BT-27',
		registration: 'BT-30',
		vat: 'BT-31',
		street: 'BT-35',
		city: 'BT-37',
		zone: 'BT-38',
		country: 'BT-40',
		electronic: 'BT-34',
	},
	buyer: {
		name: 'BT-44',
		registration: 'BT-47',
		vat: 'BT-48',
		street: 'BT-50',
		city: 'BT-52',
		zone: 'BT-53',
		country: 'BT-55',
		electronic: 'BT-49',
	},
} as const

const ubl: Plan = {
	head: [
		['number', 'BT-1', 'ID'],
		['date', 'BT-2', 'IssueDate'],
		['due', 'BT-9', 'DueDate'],
		['type', 'BT-3', 'InvoiceTypeCode', 'CreditNoteTypeCode'],
		['currency', 'BT-5', 'DocumentCurrencyCode'],
	],
	seller: 'AccountingSupplierParty/Party',
	buyer: 'AccountingCustomerParty/Party',
	party(role) {
		const terms = partyTerms[role]
		return [
			['name', terms.name, 'PartyLegalEntity/RegistrationName', 'PartyName/Name'],
			['registration', terms.registration, 'PartyLegalEntity/CompanyID'],
			['vatNumber', terms.vat, 'PartyTaxScheme/CompanyID'],
			['address', terms.street, 'PostalAddress/StreetName'],
			['address', terms.zone, 'PostalAddress/PostalZone'],
			['address', terms.city, 'PostalAddress/CityName'],
			['address', terms.country, 'PostalAddress/Country/IdentificationCode'],
			['electronic', terms.electronic, 'EndpointID'],
		]
	},
	lines: ['InvoiceLine', 'CreditNoteLine'],
	line: [
		['number', 'BT-126', 'ID'],
		['item', 'BT-153', 'Item/Name'],
		['quantity', 'BT-129!', 'InvoicedQuantity', 'CreditedQuantity'],
		['price', 'BT-146!', 'Price/PriceAmount'],
		['rate', 'BT-152!', 'Item/ClassifiedTaxCategory/Percent'],
		['net', 'BT-131!', 'LineExtensionAmount'],
	],
	vat: 'TaxTotal/TaxSubtotal',
	tax: [
		['category', 'BT-118', 'TaxCategory/ID'],
		['rate', 'BT-119!', 'TaxCategory/Percent'],
		['base', 'BT-116!', 'TaxableAmount'],
		['tax', 'BT-117!', 'TaxAmount'],
	],
	totals: [
		['sumLines', 'BT-106!', 'LegalMonetaryTotal/LineExtensionAmount'],
		['allowances', 'BT-107!', 'LegalMonetaryTotal/AllowanceTotalAmount'],
		['charges', 'BT-108!', 'LegalMonetaryTotal/ChargeTotalAmount'],
		['withoutVat', 'BT-109!', 'LegalMonetaryTotal/TaxExclusiveAmount'],
		['totalVat', 'BT-110!', 'TaxTotal/TaxAmount'],
		['withVat', 'BT-112!', 'LegalMonetaryTotal/TaxInclusiveAmount'],
		['paid', 'BT-113!', 'LegalMonetaryTotal/PrepaidAmount'],
		['rounding', 'BT-114!', 'LegalMonetaryTotal/PayableRoundingAmount'],
		['payable', 'BT-115!', 'LegalMonetaryTotal/PayableAmount'],
	],
}

const transaction = 'SupplyChainTradeTransaction'
const settlement = `${transaction}/ApplicableHeaderTradeSettlement`
const summation = `${settlement}/SpecifiedTradeSettlementHeaderMonetarySummation`

const cii: Plan = {
	head: [
		['number', 'BT-1', 'ExchangedDocument/ID'],
		['date', 'BT-2', 'ExchangedDocument/IssueDateTime/DateTimeString'],
		['due', 'BT-9', `${settlement}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString`],
		['type', 'BT-3', 'ExchangedDocument/TypeCode'],
		['currency', 'BT-5', `${settlement}/InvoiceCurrencyCode`],
	],
	seller: `${transaction}/ApplicableHeaderTradeAgreement/SellerTradeParty`,
	buyer: `${transaction}/ApplicableHeaderTradeAgreement/BuyerTradeParty`,
	party(role) {
		const terms = partyTerms[role]
		return [
			['name', terms.name, 'Name'],
			['registration', terms.registration, 'SpecifiedLegalOrganization/ID'],
			['vatNumber', terms.vat, 'SpecifiedTaxRegistration/ID'],
			['address', terms.street, 'PostalTradeAddress/LineOne'],
			['address', terms.zone, 'PostalTradeAddress/PostcodeCode'],
			['address', terms.city, 'PostalTradeAddress/CityName'],
			['address', terms.country, 'PostalTradeAddress/CountryID'],
			['electronic', terms.electronic, 'URIUniversalCommunication/URIID'],
		]
	},
	lines: [`${transaction}/IncludedSupplyChainTradeLineItem`],
	line: [
		['number', 'BT-126', 'AssociatedDocumentLineDocument/LineID'],
		['item', 'BT-153', 'SpecifiedTradeProduct/Name'],
		['quantity', 'BT-129!', 'SpecifiedLineTradeDelivery/BilledQuantity'],
		['price', 'BT-146!', 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount'],
		['rate', 'BT-152!', 'SpecifiedLineTradeSettlement/ApplicableTradeTax/RateApplicablePercent'],
		[
			'net',
			'BT-131!',
			'SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount',
		],
	],
	vat: `${settlement}/ApplicableTradeTax`,
	tax: [
		['category', 'BT-118', 'CategoryCode'],
		['rate', 'BT-119!', 'RateApplicablePercent'],
		['base', 'BT-116!', 'BasisAmount'],
		['tax', 'BT-117!', 'CalculatedAmount'],
	],
	totals: [
		['sumLines', 'BT-106!', `${summation}/LineTotalAmount`],
		['allowances', 'BT-107!', `${summation}/AllowanceTotalAmount`],
		['charges', 'BT-108!', `${summation}/ChargeTotalAmount`],
		['withoutVat', 'BT-109!', `${summation}/TaxBasisTotalAmount`],
		['totalVat', 'BT-110!', `${summation}/TaxTotalAmount`],
		['withVat', 'BT-112!', `${summation}/GrandTotalAmount`],
		['paid', 'BT-113!', `${summation}/TotalPrepaidAmount`],
		['rounding', 'BT-114!', `${summation}/RoundingAmount`],
		['payable', 'BT-115!', `${summation}/DuePayableAmount`],
	],
}

const plans: Readonly<Record<string, Plan>> = { Invoice: ubl, CreditNote: ubl, CrossIndustryInvoice: cii }
/** More lines than a person reads are left to the file. */
const mostLines = 200

/** Undefined where the text is no invoice that can be drawn. */
export function draw(text: string): Drawn | undefined {
	const document = new DOMParser().parseFromString(text, 'application/xml')
	if (document.querySelector('parsererror') !== null) return undefined
	const root = document.documentElement
	const plan = plans[root.localName]
	if (plan === undefined) return undefined
	const party = (role: 'seller' | 'buyer'): Datum[] => {
		const [element] = follow(root, plan[role])
		return element === undefined ? [] : read(element, plan.party(role), true)
	}
	return {
		head: read(root, plan.head),
		seller: party('seller'),
		buyer: party('buyer'),
		lines: plan.lines
			.flatMap((way) => follow(root, way))
			.slice(0, mostLines)
			.map((line) => read(line, plan.line)),
		vat: follow(root, plan.vat).map((tax) => read(tax, plan.tax)),
		totals: read(root, plan.totals).filter(
			({ value, term }) => value !== undefined || ['BT-109', 'BT-112', 'BT-115'].includes(term),
		),
	}
}

function read(from: Element, fields: readonly Field[], known = false): Datum[] {
	return fields.flatMap(([label, marked, ...ways]) => {
		const term = marked.replace('!', '')
		const amount = marked.endsWith('!') && { amount: true }
		const [element] = ways.flatMap((way) => follow(from, way))
		if (element === undefined) return known ? [] : [{ label, term, path: pathOf(from), ...amount }]
		return [{ label, term, path: pathOf(element), value: shown(element), ...amount }]
	})
}

function shown(element: Element): string {
	const text = (element.textContent ?? '').trim()
	const day = /^(\d{4})(\d\d)(\d\d)$/.exec(text)
	const value = day !== null && element.localName === 'DateTimeString' ? day.slice(1).join('-') : text
	const unit = element.getAttribute('unitCode') ?? element.getAttribute('currencyID')
	return unit === null ? value : `${value} ${unit}`
}

/** Children by local names, whatever their prefixes. */
function follow(from: Element, way: string): Element[] {
	let found = [from]
	for (const name of way.split('/'))
		found = found.flatMap((element) => [...element.children].filter((child) => child.localName === name))
	return found
}

/** As verdicts write it: `/Invoice/cac:TaxTotal[1]`. */
function pathOf(element: Element): string {
	const parent = element.parentElement
	if (parent === null) return `/${element.nodeName}`
	const alike = [...parent.children].filter(({ nodeName }) => nodeName === element.nodeName)
	return `${pathOf(parent)}/${element.nodeName}[${alike.indexOf(element) + 1}]`
}

/** Whether a finding speaks of this datum: of its very element, or of its term at or around its place. */
export function concerns(
	finding: { readonly terms: readonly string[]; readonly location: { readonly path: string } },
	datum: Datum,
): boolean {
	const { path } = finding.location
	if (path === datum.path && datum.value !== undefined) return true
	const [term] = finding.terms
	return term === datum.term && (within(datum.path, path) || within(path, datum.path))
}

function within(inner: string, outer: string): boolean {
	return inner === outer || inner.startsWith(`${outer}/`)
}
