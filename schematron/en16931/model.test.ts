/**
 * Where the published artefacts 1.3.16 read numbers, codes and missing values in a way of their own, the model does too.
 *
 * A case is a piece of an invoice, one rule, and what the rule says about it: holds, fails, or cannot be evaluated.
 */
import { describe, expect, test } from 'vitest'
import { compileRuleSet, parseTree } from '#engine'
import { loadOwn } from '../own.ts'

const lists = { 'vat-prefix': ['AE', 'DE', 'EL', 'FR'] }
const compiled = (id: 'en16931-ubl' | 'en16931-cii') => {
	const set = loadOwn(id)
	const patterns = set.patterns.filter((pattern) => !/^(codes|syntax)-/.test(pattern.id ?? ''))
	return compileRuleSet({ ...set, patterns }, { lists })
}
const sets = { ubl: compiled('en16931-ubl'), cii: compiled('en16931-cii') }

type Said = 'holds' | 'fails' | 'error'

function said(syntax: 'ubl' | 'cii', xml: string, rule: string): Said {
	const { tree, failure } = parseTree(xml)
	if (tree === undefined) throw new Error(failure.message)
	const finding = sets[syntax].run(tree).findings.find((one) => one.rule === rule)
	return finding === undefined ? 'holds' : finding.kind === 'error' ? 'error' : 'fails'
}

const vat = '<a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme>'
const category = (code: string, percent = '20') =>
	`<b:ID>${code}</b:ID><b:Percent>${percent}</b:Percent>${vat}`
const line = (amount: string, code = 'S', percent?: string) =>
	`<a:InvoiceLine><b:LineExtensionAmount>${amount}</b:LineExtensionAmount><a:Item><a:ClassifiedTaxCategory>${category(code, percent)}</a:ClassifiedTaxCategory></a:Item></a:InvoiceLine>`
const adjustment = (charge: string, amount: string, code = 'S') =>
	`<a:AllowanceCharge><b:ChargeIndicator>${charge}</b:ChargeIndicator><b:Amount>${amount}</b:Amount><a:TaxCategory>${category(code)}</a:TaxCategory></a:AllowanceCharge>`
const breakdown = (basis: string, tax: string, code = 'S', percent?: string) =>
	`<a:TaxTotal><a:TaxSubtotal><b:TaxableAmount>${basis}</b:TaxableAmount><b:TaxAmount>${tax}</b:TaxAmount><a:TaxCategory>${category(code, percent)}</a:TaxCategory></a:TaxSubtotal></a:TaxTotal>`
const totals = (inside: string) => `<a:LegalMonetaryTotal>${inside}</a:LegalMonetaryTotal>`

const ubl: [what: string, inside: string, rule: string, says: Said][] = [
	[
		'lines are added exactly, then rounded',
		`${line('100.005')}${totals('<b:LineExtensionAmount>100.01</b:LineExtensionAmount>')}`,
		'BR-CO-10',
		'holds',
	],
	[
		'halves are rounded up, negative ones too',
		`${line('-100.005')}${totals('<b:LineExtensionAmount>-100.00</b:LineExtensionAmount>')}`,
		'BR-CO-10',
		'holds',
	],
	[
		'an empty line amount is no number',
		`${line('')}${totals('<b:LineExtensionAmount>0</b:LineExtensionAmount>')}`,
		'BR-CO-10',
		'error',
	],
	['no sum is needed where there is no allowance', totals(''), 'BR-CO-11', 'holds'],
	['an allowance needs the sum', `${adjustment('false', '1')}${totals('')}`, 'BR-CO-11', 'fails'],
	[
		'a total without anything to add is not rounded',
		totals(
			'<b:LineExtensionAmount>1.005</b:LineExtensionAmount><b:TaxExclusiveAmount>1.01</b:TaxExclusiveAmount>',
		),
		'BR-CO-13',
		'fails',
	],
	[
		'a total with a charge is rounded',
		totals(
			'<b:LineExtensionAmount>1.005</b:LineExtensionAmount><b:TaxExclusiveAmount>1.01</b:TaxExclusiveAmount><b:ChargeTotalAmount>0</b:ChargeTotalAmount>',
		),
		'BR-CO-13',
		'holds',
	],
	['the basis at a rate may be less than 1 off', line('100') + breakdown('100.99', '20'), 'BR-S-08', 'holds'],
	['but not 1', line('100') + breakdown('101', '20'), 'BR-S-08', 'fails'],
	[
		'charges alone may make it up',
		line('100') + adjustment('true', '5') + breakdown('5', '1'),
		'BR-S-08',
		'holds',
	],
	[
		'without a line or charge at the rate nothing agrees',
		line('100', 'S', '10') + breakdown('0', '0'),
		'BR-S-08',
		'fails',
	],
	[
		'the zero rated basis agrees to the cent',
		line('100', 'Z', '0') + breakdown('100.01', '0', 'Z', '0'),
		'BR-Z-08',
		'fails',
	],
	['VAT may be less than 1 off', line('100') + breakdown('100', '20.99'), 'BR-CO-17', 'holds'],
	['but not 1', line('100') + breakdown('100', '21'), 'BR-CO-17', 'fails'],
	[
		'a rate that rounds to 0 asks for no VAT',
		line('1000') + breakdown('1000', '4', 'S', '0.4'),
		'BR-CO-17',
		'fails',
	],
	['a code in spaces is the code', line('100', ' Z ', '5'), 'BR-Z-05', 'fails'],
	[
		'two schemes cannot be told apart',
		`<a:InvoiceLine><a:Item><a:ClassifiedTaxCategory><b:ID>S</b:ID>${vat}${vat}</a:ClassifiedTaxCategory></a:Item></a:InvoiceLine>`,
		'BR-CO-04',
		'error',
	],
	[
		'a bad line behind the answer does no harm',
		`${line('1')}<a:InvoiceLine><a:Item><a:ClassifiedTaxCategory><b:ID>S</b:ID><b:ID>S</b:ID></a:ClassifiedTaxCategory></a:Item></a:InvoiceLine>`,
		'BR-S-02',
		'fails',
	],
	[
		'one letter of a country passes',
		`<a:AccountingSupplierParty><a:Party><a:PartyTaxScheme><b:CompanyID>E</b:CompanyID>${vat}</a:PartyTaxScheme></a:Party></a:AccountingSupplierParty>`,
		'BR-CO-09',
		'holds',
	],
	[
		'two that are no country do not',
		`<a:AccountingSupplierParty><a:Party><a:PartyTaxScheme><b:CompanyID>XX1</b:CompanyID>${vat}</a:PartyTaxScheme></a:Party></a:AccountingSupplierParty>`,
		'BR-CO-09',
		'fails',
	],
	[
		'a code alone makes an invoicing period',
		'<a:InvoicePeriod><b:DescriptionCode>35</b:DescriptionCode></a:InvoicePeriod>',
		'BR-CO-19',
		'holds',
	],
	[
		'but no line period',
		'<a:InvoiceLine><a:InvoicePeriod><b:DescriptionCode>35</b:DescriptionCode></a:InvoicePeriod></a:InvoiceLine>',
		'BR-CO-20',
		'fails',
	],
	[
		'a line period is not asked as an invoicing period',
		'<a:InvoiceLine><a:InvoicePeriod/></a:InvoiceLine>',
		'BR-CO-19',
		'holds',
	],
	[
		'no date, no order',
		'<a:InvoicePeriod><b:StartDate>2026-02-30</b:StartDate><b:EndDate>2026-03-01</b:EndDate></a:InvoicePeriod>',
		'BR-29',
		'error',
	],
	[
		'decimals of the VAT total are never counted',
		'<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode><a:TaxTotal><b:TaxAmount currencyID="EUR">1.234</b:TaxAmount></a:TaxTotal>',
		'BR-DEC-13',
		'holds',
	],
]

const settlement = (inside: string, lines = '') =>
	`<r:SupplyChainTradeTransaction>${lines}<ApplicableHeaderTradeSettlement>${inside}</ApplicableHeaderTradeSettlement></r:SupplyChainTradeTransaction>`
const item = (amount: string, code = 'S', percent = '20') =>
	`<IncludedSupplyChainTradeLineItem><SpecifiedLineTradeSettlement><ApplicableTradeTax><TypeCode>VAT</TypeCode><CategoryCode>${code}</CategoryCode><RateApplicablePercent>${percent}</RateApplicablePercent></ApplicableTradeTax><SpecifiedTradeSettlementLineMonetarySummation><LineTotalAmount>${amount}</LineTotalAmount></SpecifiedTradeSettlementLineMonetarySummation></SpecifiedLineTradeSettlement></IncludedSupplyChainTradeLineItem>`
const tax = (basis: string, amount: string, code = 'S', percent = '20', type = 'VAT') =>
	`<ApplicableTradeTax><CalculatedAmount>${amount}</CalculatedAmount><TypeCode>${type}</TypeCode><BasisAmount>${basis}</BasisAmount><CategoryCode>${code}</CategoryCode><RateApplicablePercent>${percent}</RateApplicablePercent></ApplicableTradeTax>`
const summation = (inside: string) =>
	`<SpecifiedTradeSettlementHeaderMonetarySummation>${inside}</SpecifiedTradeSettlementHeaderMonetarySummation>`
const indicated = (inside: string) =>
	`<SpecifiedTradeAllowanceCharge>${inside}</SpecifiedTradeAllowanceCharge>`

const cii: [what: string, inside: string, rule: string, says: Said][] = [
	[
		'lines are added as binary numbers',
		settlement(summation('<LineTotalAmount>1.00</LineTotalAmount>'), item('1.005')),
		'BR-CO-10',
		'holds',
	],
	[
		'and not exactly',
		settlement(summation('<LineTotalAmount>1.01</LineTotalAmount>'), item('1.005')),
		'BR-CO-10',
		'fails',
	],
	[
		'a total is always rounded',
		settlement(
			summation('<LineTotalAmount>1.005</LineTotalAmount><TaxBasisTotalAmount>1.01</TaxBasisTotalAmount>'),
		),
		'BR-CO-13',
		'holds',
	],
	[
		'the amount due never',
		settlement(
			summation('<GrandTotalAmount>1.005</GrandTotalAmount><DuePayableAmount>1.01</DuePayableAmount>'),
		),
		'BR-CO-16',
		'fails',
	],
	[
		'the basis at a rate agrees to the cent',
		settlement(tax('100.01', '20'), item('100')),
		'BR-S-08',
		'fails',
	],
	[
		'an exempt one may be less than 1 off',
		settlement(tax('100.99', '0', 'E', '0'), item('100', 'E', '0')),
		'BR-E-08',
		'holds',
	],
	['VAT may be 1 off', settlement(tax('100', '21'), item('100')), 'BR-CO-17', 'holds'],
	['except at a standard rate', settlement(tax('100', '21'), item('100')), 'BR-S-09', 'fails'],
	['a standard rate is one of any tax', settlement(tax('100', '20', 'S', '20', 'GST')), 'BR-S-08', 'fails'],
	['IGIC is not asked for its amount', settlement(tax('100', '99', 'L', '7')), 'BR-CO-17', 'holds'],
	['nor whether its basis agrees', settlement(tax('100', '7', 'L', '7')), 'BR-AF-08', 'holds'],
	['IGIC at 0 is refused on a line', settlement('', item('1', 'L', '0')), 'BR-AF-05', 'fails'],
	['IPSI at 0 is not', settlement('', item('1', 'M', '0')), 'BR-AG-05', 'holds'],
	[
		'two lines at a standard rate need no breakdown',
		settlement('', item('1') + item('1')),
		'BR-S-01',
		'holds',
	],
	['one does', settlement('', item('1')), 'BR-S-01', 'fails'],
	[
		'0 is no charge where the indicator is the context',
		settlement(indicated('<ChargeIndicator><u:Indicator>0</u:Indicator></ChargeIndicator>')),
		'BR-31',
		'holds',
	],
	[
		'but an allowance where it is added up',
		settlement(indicated('<ChargeIndicator><u:Indicator>0</u:Indicator></ChargeIndicator>') + summation('')),
		'BR-CO-11',
		'fails',
	],
	[
		'zero rate cannot do without an indicator',
		settlement(tax('1', '0', 'Z', '0') + indicated('<ActualAmount>1</ActualAmount>')),
		'BR-Z-08',
		'error',
	],
	[
		'an exemption can',
		settlement(tax('0', '0', 'E', '0') + indicated('<ActualAmount>1</ActualAmount>')),
		'BR-E-08',
		'holds',
	],
	[
		'a repeated category goes to the first in order',
		settlement(
			'',
			'<IncludedSupplyChainTradeLineItem><SpecifiedLineTradeSettlement><ApplicableTradeTax><TypeCode>VAT</TypeCode><CategoryCode>S</CategoryCode><CategoryCode>E</CategoryCode></ApplicableTradeTax></SpecifiedLineTradeSettlement></IncludedSupplyChainTradeLineItem>',
		),
		'BR-S-05',
		'holds',
	],
	[
		'dates are compared as text',
		settlement(
			'<BillingSpecifiedPeriod><StartDateTime><u:DateTimeString format="102">20261301</u:DateTimeString></StartDateTime><EndDateTime><u:DateTimeString format="102">20261302</u:DateTimeString></EndDateTime></BillingSpecifiedPeriod>',
		),
		'BR-29',
		'holds',
	],
	[
		'no VAT in the currency, equal totals',
		settlement(
			`<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>${summation('<TaxBasisTotalAmount>1</TaxBasisTotalAmount><GrandTotalAmount>1</GrandTotalAmount>')}`,
		),
		'BR-CO-15',
		'holds',
	],
]

describe('UBL', () => {
	const open =
		'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
	test.each(ubl)('%s', (_, inside, rule, says) => {
		expect(said('ubl', `<Invoice ${open}>${inside}</Invoice>`, rule)).toBe(says)
	})
})

describe('CII', () => {
	const open =
		'xmlns:r="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:u="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"'
	test.each(cii)('%s', (_, inside, rule, says) => {
		expect(said('cii', `<r:CrossIndustryInvoice ${open}>${inside}</r:CrossIndustryInvoice>`, rule)).toBe(says)
	})
})
