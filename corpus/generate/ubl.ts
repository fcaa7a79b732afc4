/** An invoice in UBL 2.1: an Invoice, or a CreditNote where its type says so. */
import { type Attachment, creditTypes, type Invoice, money, type Payment } from './invoice.ts'
import { element, group, type Markup, text, written } from './markup.ts'
import { adjustmentOf, categoryOf, lineOf } from './ubl-line.ts'
import { addressOf, partyOf, schemeOf } from './ubl-party.ts'

export function ublText(invoice: Invoice): Generator<string> {
	const credit = creditTypes.includes(invoice.type)
	const kind = credit ? 'CreditNote' : 'Invoice'
	return written(
		{ name: kind, content: partsOf(invoice, credit) },
		{
			'': `urn:oasis:names:specification:ubl:schema:xsd:${kind}-2`,
			cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
			cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
		},
	)
}

function* partsOf(invoice: Invoice, credit: boolean): Generator<Markup> {
	for (const part of [...opening(invoice, credit), ...parties(invoice, credit), ...closing(invoice)])
		if (part !== undefined) yield part
	for (const [i, line] of invoice.lines.entries()) yield lineOf(line, i, invoice, credit)
}

type Parts = (Markup | undefined)[]

function opening(invoice: Invoice, credit: boolean): Parts {
	const { order, salesOrder, period, vatPoint, contract, object } = invoice
	const type = text(credit ? 'cbc:CreditNoteTypeCode' : 'cbc:InvoiceTypeCode', invoice.type)
	const vatDate = text('cbc:TaxPointDate', vatPoint?.date)
	const notes = invoice.notes.map(({ subject, text: said }) => text('cbc:Note', `#${subject}#${said}`))
	const references = [
		...invoice.attachments.map(attachmentOf),
		object !== undefined &&
			element('cac:AdditionalDocumentReference', text('cbc:ID', object), text('cbc:DocumentTypeCode', '130')),
		credit &&
			invoice.project !== undefined &&
			element(
				'cac:AdditionalDocumentReference',
				text('cbc:ID', invoice.project),
				text('cbc:DocumentTypeCode', '50'),
			),
	].filter((part) => part !== false)
	const referTo = (name: string, id: string | undefined, ...more: (Markup | undefined)[]) =>
		id === undefined ? undefined : element(name, text('cbc:ID', id), ...more)
	const agreement = referTo(
		'cac:ContractDocumentReference',
		contract?.id,
		text('cbc:DocumentType', contract?.kind),
	)
	const tender = referTo('cac:OriginatorDocumentReference', invoice.tender)
	return [
		text('cbc:CustomizationID', invoice.profile),
		text('cbc:ProfileID', invoice.process),
		text('cbc:ID', invoice.number),
		text('cbc:IssueDate', invoice.issued),
		...(credit ? [vatDate, type, ...notes] : [text('cbc:DueDate', invoice.due), type, ...notes, vatDate]),
		text('cbc:DocumentCurrencyCode', invoice.currency),
		text('cbc:TaxCurrencyCode', invoice.euro === undefined ? undefined : 'EUR'),
		text('cbc:AccountingCost', invoice.cost),
		text('cbc:BuyerReference', invoice.buyerReference),
		group(
			'cac:InvoicePeriod',
			text('cbc:StartDate', period?.start),
			text('cbc:EndDate', period?.end),
			text('cbc:DescriptionCode', ublPoint[vatPoint?.code ?? '']),
		),
		order === undefined
			? undefined
			: element('cac:OrderReference', text('cbc:ID', order), text('cbc:SalesOrderID', salesOrder)),
		...invoice.earlier.map(({ number, issued }) =>
			element(
				'cac:BillingReference',
				element('cac:InvoiceDocumentReference', text('cbc:ID', number), text('cbc:IssueDate', issued)),
			),
		),
		referTo('cac:DespatchDocumentReference', invoice.despatch),
		referTo('cac:ReceiptDocumentReference', invoice.receipt),
		...(credit ? [agreement, ...references, tender] : [tender, agreement, ...references]),
		credit ? undefined : referTo('cac:ProjectReference', invoice.project),
	]
}

/** The same codes in UNCL 2005, which UBL takes. */
const ublPoint: Readonly<Record<string, string>> = { '5': '3', '29': '35', '72': '432' }

function attachmentOf({ id, kind, file, address }: Attachment): Markup {
	return element(
		'cac:AdditionalDocumentReference',
		text('cbc:ID', id),
		text('cbc:DocumentDescription', kind),
		group(
			'cac:Attachment',
			file &&
				text('cbc:EmbeddedDocumentBinaryObject', file.base64, { mimeCode: file.mime, filename: file.name }),
			address === undefined ? undefined : element('cac:ExternalReference', text('cbc:URI', address)),
		),
	)
}

function parties(invoice: Invoice, credit: boolean): Parts {
	const { payee, representative, delivery, payment, creditor } = invoice
	return [
		element(
			'cac:AccountingSupplierParty',
			partyOf(invoice.seller, payee === undefined ? creditor : undefined),
		),
		element('cac:AccountingCustomerParty', partyOf(invoice.buyer)),
		payee &&
			element(
				'cac:PayeeParty',
				creditor === undefined
					? undefined
					: element('cac:PartyIdentification', text('cbc:ID', creditor, { schemeID: 'SEPA' })),
				element('cac:PartyIdentification', text('cbc:ID', payee.siret, { schemeID: '0009' })),
				element('cac:PartyName', text('cbc:Name', payee.name)),
				element('cac:PartyLegalEntity', text('cbc:CompanyID', payee.siret.slice(0, 9), { schemeID: '0002' })),
			),
		representative &&
			element(
				'cac:TaxRepresentativeParty',
				element('cac:PartyName', text('cbc:Name', representative.name)),
				addressOf('cac:PostalAddress', representative.address),
				schemeOf(representative.vat),
			),
		delivery &&
			element(
				'cac:Delivery',
				text('cbc:ActualDeliveryDate', delivery.date),
				group(
					'cac:DeliveryLocation',
					text('cbc:ID', delivery.siret, { schemeID: '0009' }),
					delivery.address && addressOf('cac:Address', delivery.address),
				),
				delivery.name === undefined
					? undefined
					: element('cac:DeliveryParty', element('cac:PartyName', text('cbc:Name', delivery.name))),
			),
		payment && paymentOf(payment, credit ? invoice.due : undefined),
		invoice.terms === undefined ? undefined : element('cac:PaymentTerms', text('cbc:Note', invoice.terms)),
	]
}

function paymentOf({ means, name, remittance, account, card, mandate }: Payment, due?: string): Markup {
	return element(
		'cac:PaymentMeans',
		text('cbc:PaymentMeansCode', means, name === undefined ? undefined : { name }),
		text('cbc:PaymentDueDate', due),
		text('cbc:PaymentID', remittance),
		card &&
			element(
				'cac:CardAccount',
				text('cbc:PrimaryAccountNumberID', card.number),
				text('cbc:NetworkID', 'NA'),
				text('cbc:HolderName', card.holder),
			),
		account &&
			element(
				'cac:PayeeFinancialAccount',
				text('cbc:ID', account.iban),
				text('cbc:Name', account.holder),
				account.bic === undefined
					? undefined
					: element('cac:FinancialInstitutionBranch', text('cbc:ID', account.bic)),
			),
		mandate &&
			element(
				'cac:PaymentMandate',
				text('cbc:ID', mandate.id),
				element('cac:PayerFinancialAccount', text('cbc:ID', mandate.iban)),
			),
	)
}

function closing({ adjustments, currency, breakdown, totals, euro, reasoned }: Invoice): Parts {
	const amount = (name: string, cents: number) => text(name, money(cents), { currencyID: currency })
	const unless = (name: string, cents: number) => (cents === 0 ? undefined : amount(name, cents))
	return [
		...adjustments.map((one) =>
			adjustmentOf(one, currency, categoryOf('cac:TaxCategory', one.vat, reasoned)),
		),
		element(
			'cac:TaxTotal',
			amount('cbc:TaxAmount', totals.tax),
			...breakdown.map(({ vat, base, tax }) =>
				element(
					'cac:TaxSubtotal',
					amount('cbc:TaxableAmount', base),
					amount('cbc:TaxAmount', tax),
					categoryOf('cac:TaxCategory', vat, true),
				),
			),
		),
		euro === undefined
			? undefined
			: element('cac:TaxTotal', text('cbc:TaxAmount', money(totals.taxInEuros!), { currencyID: 'EUR' })),
		element(
			'cac:LegalMonetaryTotal',
			amount('cbc:LineExtensionAmount', totals.lines),
			amount('cbc:TaxExclusiveAmount', totals.net),
			amount('cbc:TaxInclusiveAmount', totals.gross),
			unless('cbc:AllowanceTotalAmount', totals.allowances),
			unless('cbc:ChargeTotalAmount', totals.charges),
			unless('cbc:PrepaidAmount', totals.paid),
			unless('cbc:PayableRoundingAmount', totals.rounding),
			amount('cbc:PayableAmount', totals.due),
		),
	]
}
