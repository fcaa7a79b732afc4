/** An invoice in Cross Industry Invoice, valid by the schemas of D16B and of D22B. */
import { dateOf, periodOf } from './cii-date.ts'
import { adjustmentOf, categoryOf, lineOf } from './cii-line.ts'
import { addressOf, partyOf, registration } from './cii-party.ts'
import { type Attachment, decimal, type Invoice, money, type Payment, type Taxed } from './invoice.ts'
import { element, group, type Markup, text, written } from './markup.ts'

export function ciiText(invoice: Invoice): Generator<string> {
	return written(
		{ name: 'rsm:CrossIndustryInvoice', content: partsOf(invoice) },
		{
			rsm: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
			ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
			qdt: 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
			udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
		},
	)
}

function* partsOf(invoice: Invoice): Generator<Markup> {
	yield element(
		'rsm:ExchangedDocumentContext',
		element('ram:BusinessProcessSpecifiedDocumentContextParameter', text('ram:ID', invoice.process)),
		element('ram:GuidelineSpecifiedDocumentContextParameter', text('ram:ID', invoice.profile)),
	)
	yield element(
		'rsm:ExchangedDocument',
		text('ram:ID', invoice.number),
		text('ram:TypeCode', invoice.type),
		dateOf('ram:IssueDateTime', invoice.issued),
		...invoice.notes.map(({ subject, text: said }) =>
			element('ram:IncludedNote', text('ram:Content', said), text('ram:SubjectCode', subject)),
		),
	)
	yield { name: 'rsm:SupplyChainTradeTransaction', content: transaction(invoice) }
}

function* transaction(invoice: Invoice): Generator<Markup> {
	for (const [i, line] of invoice.lines.entries()) yield lineOf(line, i, invoice)
	yield agreement(invoice)
	yield delivery(invoice)
	yield settlement(invoice)
}

const referTo = (name: string, id: string | undefined, ...more: (Markup | undefined)[]) =>
	id === undefined ? undefined : element(name, text('ram:IssuerAssignedID', id), ...more)

function agreement(invoice: Invoice): Markup {
	const { representative, contract, object, tender, project } = invoice
	return element(
		'ram:ApplicableHeaderTradeAgreement',
		text('ram:BuyerReference', invoice.buyerReference),
		partyOf('ram:SellerTradeParty', invoice.seller),
		partyOf('ram:BuyerTradeParty', invoice.buyer),
		representative &&
			element(
				'ram:SellerTaxRepresentativeTradeParty',
				text('ram:Name', representative.name),
				addressOf(representative.address),
				registration(representative.vat),
			),
		referTo('ram:SellerOrderReferencedDocument', invoice.salesOrder),
		referTo('ram:BuyerOrderReferencedDocument', invoice.order),
		referTo('ram:ContractReferencedDocument', contract?.id, text('ram:ReferenceTypeCode', contract?.kind)),
		...invoice.attachments.map(attachmentOf),
		referTo('ram:AdditionalReferencedDocument', tender, text('ram:TypeCode', '50')),
		referTo('ram:AdditionalReferencedDocument', object, text('ram:TypeCode', '130')),
		project === undefined
			? undefined
			: element('ram:SpecifiedProcuringProject', text('ram:ID', project), text('ram:Name', project)),
	)
}

function attachmentOf({ id, kind, file, address }: Attachment): Markup {
	return element(
		'ram:AdditionalReferencedDocument',
		text('ram:IssuerAssignedID', id),
		text('ram:URIID', address),
		text('ram:TypeCode', '916'),
		text('ram:Name', kind),
		file && text('ram:AttachmentBinaryObject', file.base64, { mimeCode: file.mime, filename: file.name }),
	)
}

function delivery({ delivery: to, despatch, receipt }: Invoice): Markup {
	return element(
		'ram:ApplicableHeaderTradeDelivery',
		group(
			'ram:ShipToTradeParty',
			text('ram:GlobalID', to?.siret, { schemeID: '0009' }),
			text('ram:Name', to?.name),
			to?.address && addressOf(to.address),
		),
		to?.date === undefined
			? undefined
			: element('ram:ActualDeliverySupplyChainEvent', dateOf('ram:OccurrenceDateTime', to.date)),
		referTo('ram:DespatchAdviceReferencedDocument', despatch),
		referTo('ram:ReceivingAdviceReferencedDocument', receipt),
	)
}

function settlement(invoice: Invoice): Markup {
	const { payee, payment, period, totals, currency, due, terms, creditor } = invoice
	return element(
		'ram:ApplicableHeaderTradeSettlement',
		text('ram:CreditorReferenceID', creditor),
		text('ram:PaymentReference', payment?.remittance),
		text('ram:TaxCurrencyCode', invoice.euro === undefined ? undefined : 'EUR'),
		text('ram:InvoiceCurrencyCode', currency),
		payee &&
			element(
				'ram:PayeeTradeParty',
				text('ram:GlobalID', payee.siret, { schemeID: '0009' }),
				text('ram:Name', payee.name),
				element(
					'ram:SpecifiedLegalOrganization',
					text('ram:ID', payee.siret.slice(0, 9), { schemeID: '0002' }),
				),
			),
		payment && paymentOf(payment),
		...invoice.breakdown.map((row, i) => taxed(row, invoice, i === 0)),
		period && periodOf(period),
		...invoice.adjustments.map((one) =>
			adjustmentOf(one, categoryOf('ram:CategoryTradeTax', one.vat, invoice.reasoned)),
		),
		due === undefined && terms === undefined && payment?.mandate === undefined
			? undefined
			: element(
					'ram:SpecifiedTradePaymentTerms',
					text('ram:Description', terms),
					dateOf('ram:DueDateDateTime', due),
					text('ram:DirectDebitMandateID', payment?.mandate?.id),
				),
		summation(totals, currency),
		...invoice.earlier.map(({ number, issued }) =>
			element(
				'ram:InvoiceReferencedDocument',
				text('ram:IssuerAssignedID', number),
				dateOf('ram:FormattedIssueDateTime', issued, 'qdt:DateTimeString'),
			),
		),
		invoice.cost === undefined
			? undefined
			: element('ram:ReceivableSpecifiedTradeAccountingAccount', text('ram:ID', invoice.cost)),
	)
}

function paymentOf({ means, name, account, card, mandate }: Payment): Markup {
	return element(
		'ram:SpecifiedTradeSettlementPaymentMeans',
		text('ram:TypeCode', means),
		text('ram:Information', name),
		card &&
			element(
				'ram:ApplicableTradeSettlementFinancialCard',
				text('ram:ID', card.number),
				text('ram:CardholderName', card.holder),
			),
		mandate && element('ram:PayerPartyDebtorFinancialAccount', text('ram:IBANID', mandate.iban)),
		account &&
			element(
				'ram:PayeePartyCreditorFinancialAccount',
				text('ram:IBANID', account.iban),
				text('ram:AccountName', account.holder),
			),
		account?.bic === undefined
			? undefined
			: element('ram:PayeeSpecifiedCreditorFinancialInstitution', text('ram:BICID', account.bic)),
	)
}

/** The day on which the VAT is due is given once, its code in every row. */
function taxed({ vat, base, tax }: Taxed, { vatPoint }: Invoice, first: boolean): Markup {
	return element(
		'ram:ApplicableTradeTax',
		text('ram:CalculatedAmount', money(tax)),
		text('ram:TypeCode', 'VAT'),
		text('ram:ExemptionReason', vat.reason),
		text('ram:BasisAmount', money(base)),
		text('ram:CategoryCode', vat.category),
		text('ram:ExemptionReasonCode', vat.code),
		dateOf('ram:TaxPointDate', first ? vatPoint?.date : undefined, 'udt:DateString'),
		text('ram:DueDateTypeCode', vatPoint?.code),
		text('ram:RateApplicablePercent', decimal(vat.rate, 2, 2)),
	)
}

function summation(totals: Invoice['totals'], currency: string): Markup {
	const unless = (name: string, cents: number) => text(name, cents === 0 ? undefined : money(cents))
	const { taxInEuros } = totals
	return element(
		'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
		text('ram:LineTotalAmount', money(totals.lines)),
		unless('ram:ChargeTotalAmount', totals.charges),
		unless('ram:AllowanceTotalAmount', totals.allowances),
		text('ram:TaxBasisTotalAmount', money(totals.net)),
		text('ram:TaxTotalAmount', money(totals.tax), { currencyID: currency }),
		taxInEuros === undefined
			? undefined
			: text('ram:TaxTotalAmount', money(taxInEuros), { currencyID: 'EUR' }),
		unless('ram:RoundingAmount', totals.rounding),
		text('ram:GrandTotalAmount', money(totals.gross)),
		unless('ram:TotalPrepaidAmount', totals.paid),
		text('ram:DuePayableAmount', money(totals.due)),
	)
}
