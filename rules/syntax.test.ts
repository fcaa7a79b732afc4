import { expect, test } from 'vitest'
import { parseTree } from '#engine'
import { recognise } from './syntax.ts'
import { namespaces } from './terms/path.ts'

const { ubl, cn, cac, cbc, rsm, ram, udt } = namespaces
const sbdh = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader'

const ublBody = `
	<b:CustomizationID xmlns:b="${cbc}"> urn:cen.eu:en16931:2017 </b:CustomizationID>
	<b:ID xmlns:b="${cbc}">F-1</b:ID><b:IssueDate xmlns:b="${cbc}">2026-11-21</b:IssueDate>
	<a:AccountingSupplierParty xmlns:a="${cac}" xmlns:b="${cbc}"><a:Party>
		<a:PartyName><b:Name>Trading</b:Name></a:PartyName>
		<a:PartyLegalEntity><b:RegistrationName>Seller &amp; Sons</b:RegistrationName></a:PartyLegalEntity></a:Party></a:AccountingSupplierParty>
	<a:LegalMonetaryTotal xmlns:a="${cac}" xmlns:b="${cbc}"><b:TaxInclusiveAmount currencyID="EUR">120.00</b:TaxInclusiveAmount></a:LegalMonetaryTotal>`
const ublSummary = { number: 'F-1', issueDate: '2026-11-21', seller: 'Seller & Sons', total: '120.00' }

const cii = `<c:CrossIndustryInvoice xmlns:c="${rsm}" xmlns:ram="${ram}" xmlns:udt="${udt}">
	<c:ExchangedDocument><ram:ID>C-1</ram:ID><ram:IssueDateTime><udt:DateTimeString format="102">20261121</udt:DateTimeString></ram:IssueDateTime></c:ExchangedDocument>
	<c:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode></ram:ApplicableHeaderTradeSettlement></c:SupplyChainTradeTransaction>
</c:CrossIndustryInvoice>`

const cases: readonly (readonly [string, string, object])[] = [
	[
		'UBL invoice',
		`<Invoice xmlns="${ubl}">${ublBody}</Invoice>`,
		{ syntax: 'ubl-invoice', profile: 'urn:cen.eu:en16931:2017', invoice: ublSummary },
	],
	[
		'UBL credit note, prefixed',
		`<x:CreditNote xmlns:x="${cn}"/>`,
		{ syntax: 'ubl-credit-note', invoice: {} },
	],
	['CII', cii, { syntax: 'cii', invoice: { number: 'C-1', issueDate: '2026-11-21', currency: 'EUR' } }],
	['an Invoice of no namespace', '<Invoice/>', { root: { uri: '', local: 'Invoice' }, invoice: {} }],
	[
		'the right namespace on the wrong name',
		`<Invoice xmlns="${cn}"/>`,
		{ root: { uri: cn, local: 'Invoice' } },
	],
	[
		'inside an envelope',
		`<s:StandardBusinessDocument xmlns:s="${sbdh}"><s:StandardBusinessDocumentHeader/><Invoice xmlns="${ubl}">${ublBody}</Invoice></s:StandardBusinessDocument>`,
		{ syntax: 'ubl-invoice', envelope: 'StandardBusinessDocument', invoice: ublSummary },
	],
	[
		'an envelope around something else',
		`<s:StandardBusinessDocument xmlns:s="${sbdh}"><s:StandardBusinessDocumentHeader/><Order/></s:StandardBusinessDocument>`,
		{ envelope: 'StandardBusinessDocument', root: { uri: '', local: 'Order' } },
	],
	[
		'an empty envelope',
		`<s:StandardBusinessDocument xmlns:s="${sbdh}"/>`,
		{ root: { uri: sbdh, local: 'StandardBusinessDocument' } },
	],
]

test.each(cases)('%s', (_title, xml, expected) => {
	const { tree } = parseTree(xml)
	const recognition = recognise(tree!)
	expect(recognition).toMatchObject(expected)
	if (!('syntax' in expected)) expect(recognition.syntax).toBeUndefined()
})

test('the invoice inside an envelope is located where it stands', () => {
	const { tree } = parseTree(
		`<s:StandardBusinessDocument xmlns:s="${sbdh}">\n  <Invoice xmlns="${ubl}"/></s:StandardBusinessDocument>`,
	)
	expect(recognise(tree!).locate()).toMatchObject({ line: 2, column: 3 })
})
