/** The code rules of EN 16931 with the lists of the day: what each value gets, quirks of the published tests included. */
import { expect, it } from 'vitest'
import { compileProgram, linkProgram, parseTree, type RuleSet } from '#engine'
import { loadOwn } from '#schematron'
import { codeLists, listValues } from './codelists.ts'

const on = '2026-11-21'
const link = (binding: 'ubl' | 'cii'): RuleSet =>
	linkProgram(compileProgram(loadOwn(`en16931-${binding}`), { lists: codeLists.map(({ id }) => id) }), {
		lists: listValues(on, binding),
	})
const sets = { ubl: link('ubl'), cii: link('cii') }

const roots = {
	invoice: { name: 'Invoice', uri: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2' },
	creditNote: { name: 'CreditNote', uri: 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2' },
} as const

const ubl = (content: string, root: keyof typeof roots = 'invoice'): string => {
	const { name, uri } = roots[root]
	return `<${name} xmlns="${uri}"
		xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
		xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">${content}</${name}>`
}
const cii = (content: string): string =>
	`<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
		xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
		xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">${content}</rsm:CrossIndustryInvoice>`

/** How many findings of code rules there are, as `id` or `id ×n`. */
function codes(binding: 'ubl' | 'cii', text: string): string[] {
	const tree = parseTree(text).tree!
	const found = sets[binding].run(tree).findings.map(({ rule }) => rule)
	const counts = new Map<string, number>()
	for (const rule of found) if (rule.startsWith('BR-CL-')) counts.set(rule, (counts.get(rule) ?? 0) + 1)
	return [...counts].map(([rule, count]) => (count === 1 ? rule : `${rule} ×${count}`)).sort()
}

const type = (code: string): string => `<cbc:InvoiceTypeCode>${code}</cbc:InvoiceTypeCode>`
const creditType = (code: string): string => `<cbc:CreditNoteTypeCode>${code}</cbc:CreditNoteTypeCode>`
const currency = (code: string): string => `<cbc:DocumentCurrencyCode>${code}</cbc:DocumentCurrencyCode>`
const note = (text: string): string => `<cbc:Note>${text}</cbc:Note>`
const country = (code: string): string =>
	`<cac:Country><cbc:IdentificationCode>${code}</cbc:IdentificationCode></cac:Country>`
const party = (role: string, scheme: string): string =>
	`<cac:${role}><cac:PartyIdentification><cbc:ID schemeID="${scheme}">1</cbc:ID></cac:PartyIdentification></cac:${role}>`
const adjustment = (charge: string, code: string): string =>
	`<cac:AllowanceCharge><cbc:ChargeIndicator>${charge}</cbc:ChargeIndicator>` +
	`<cbc:AllowanceChargeReasonCode>${code}</cbc:AllowanceChargeReasonCode></cac:AllowanceCharge>`

it.each<[what: string, content: string, findings: string[]]>([
	['an invoice type', type('380'), []],
	['a credit note type on an invoice', type('381'), ['BR-CL-01']],
	['81 is both', type('81') + creditType('81'), []],
	['a credit note type', creditType('381'), []],
	['an invoice type on a credit note', creditType('380'), ['BR-CL-01']],
	['space around a code', type(' 380\n'), []],
	['two codes', type('380 383'), ['BR-CL-01']],
	['no code', type(''), ['BR-CL-01']],
	['a no-break space is not white space', type('380&#xA0;'), ['BR-CL-01']],
	['a currency', currency('EUR'), []],
	['a currency in lower case', currency('eur'), ['BR-CL-04']],
	['a currency that is no more', currency('HRK'), ['BR-CL-04']],
	['an amount without currency', '<cbc:Amount>1</cbc:Amount>', ['BR-CL-03']],
	[
		'amounts in an unknown currency',
		'<cbc:Amount currencyID="XX"/><cbc:TaxAmount currencyID="XX"/>',
		['BR-CL-03 ×2'],
	],
	['no subject between number signs', note('#1 and #2'), []],
	['a subject', note('#AAI#text'), []],
	['an unknown subject', note('#QQQ#text'), ['BR-CL-08']],
	['a subject in lower case', note('#aai#text'), ['BR-CL-08']],
	['four characters are no subject', note('#AAII#text'), []],
	['two letters that end a code, and a space', note('#AI #text'), []],
	['a space, and two letters that begin a code', note('# AA#text'), []],
	['letters that no code has there', note('#QQ #text'), ['BR-CL-08']],
	['the end of a code and the start of the next', note('#A A#text'), []],
	['letters of codes that do not follow each other', note('#A Z#text'), ['BR-CL-08']],
	['a country', country('FR'), []],
	['South Sudan is known to UBL', country('SS'), []],
	['the Antilles are not', country('AN'), ['BR-CL-14']],
	['Greece is GR', country('EL'), ['BR-CL-14']],
	['a scheme', party('AccountingCustomerParty', '0009'), []],
	['an unknown scheme', party('AccountingCustomerParty', '9999'), ['BR-CL-10']],
	['SEPA for who is paid', party('AccountingSupplierParty', 'SEPA') + party('PayeeParty', ' SEPA'), []],
	['SEPA for the buyer', party('AccountingCustomerParty', 'SEPA'), ['BR-CL-10']],
	['a reason for an allowance', adjustment('false', '95'), []],
	['a reason for a charge on an allowance', adjustment('false', 'FC'), ['BR-CL-19']],
	['a reason for a charge', adjustment('true', 'FC'), []],
	['a reason for an allowance on a charge', adjustment('true', '95'), ['BR-CL-20']],
	['neither allowance nor charge', adjustment('maybe', 'none'), []],
	['an exemption in lower case', '<cbc:TaxExemptionReasonCode>vatex-eu-ic</cbc:TaxExemptionReasonCode>', []],
	['no exemption', '<cbc:TaxExemptionReasonCode>VATEX</cbc:TaxExemptionReasonCode>', ['BR-CL-22']],
	['a unit', '<cbc:InvoicedQuantity unitCode="XPP">1</cbc:InvoicedQuantity>', []],
	['no unit is no matter here', '<cbc:InvoicedQuantity>1</cbc:InvoicedQuantity>', []],
	['an unknown unit', '<cbc:InvoicedQuantity unitCode="piece">1</cbc:InvoicedQuantity>', ['BR-CL-23']],
	['a file type', '<cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv"/>', []],
	['a file type is not trimmed', '<cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv "/>', ['BR-CL-24']],
])('UBL: %s', (_, content, findings) => {
	expect(codes('ubl', ubl(content))).toEqual(findings)
	expect(codes('ubl', ubl(content, 'creditNote'))).toEqual(findings)
})

const docType = (code: string): string =>
	`<rsm:ExchangedDocument><ram:TypeCode>${code}</ram:TypeCode></rsm:ExchangedDocument>`
const origin = (attributes: string): string =>
	`<ram:OriginTradeCountry><ram:ID${attributes}>0000</ram:ID></ram:OriginTradeCountry>`

it.each<[what: string, content: string, findings: string[]]>([
	['an invoice type', docType('380'), []],
	['a credit note type', docType('381'), []],
	['no type', docType('1'), ['BR-CL-01']],
	['South Sudan is unknown to CII', '<ram:CountryID>SS</ram:CountryID>', ['BR-CL-14']],
	['the Antilles are not', '<ram:CountryID>AN</ram:CountryID>', []],
	['a subject that UBL lacks', '<ram:SubjectCode>BMF</ram:SubjectCode>', []],
	['a piece of the list is no subject', '<ram:SubjectCode>AI </ram:SubjectCode>', ['BR-CL-08']],
	['a date when VAT falls due', '<ram:DueDateTypeCode>72</ram:DueDateTypeCode>', []],
	['such a date by its UBL code', '<ram:DueDateTypeCode>35</ram:DueDateTypeCode>', ['BR-CL-06']],
	['a country of origin', origin(''), ['BR-CL-15']],
	['a country of origin with a scheme', origin(' schemeID="0000"'), ['BR-CL-11']],
])('CII: %s', (_, content, findings) => {
	expect(codes('cii', cii(content))).toEqual(findings)
})
