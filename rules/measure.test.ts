import { expect, test } from 'vitest'
import { parseTree } from '#engine'
import { measuring } from './measure.ts'
import { recognise } from './syntax.ts'
import { namespaces } from './terms/path.ts'

const { ubl, cac, cbc, rsm, ram, udt } = namespaces

const line = (net: string, vat = 'S', rate = '20', more = '') =>
	`<a:InvoiceLine><b:InvoicedQuantity unitCode="pce">1</b:InvoicedQuantity><b:LineExtensionAmount currencyID="EUR">${net}</b:LineExtensionAmount>${more}<a:Item><a:ClassifiedTaxCategory><b:ID>${vat}</b:ID><b:Percent>${rate}</b:Percent><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:ClassifiedTaxCategory></a:Item></a:InvoiceLine>`
const allowance = (charge: boolean, amount: string) =>
	`<a:AllowanceCharge><b:ChargeIndicator>${charge}</b:ChargeIndicator><b:Amount>${amount}</b:Amount><a:TaxCategory><b:ID>S</b:ID><b:Percent>20</b:Percent><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:TaxCategory></a:AllowanceCharge>`
const subtotal = (base: string, tax: string, vat = 'S', rate = '20.0') =>
	`<a:TaxSubtotal><b:TaxableAmount>${base}</b:TaxableAmount><b:TaxAmount>${tax}</b:TaxAmount><a:TaxCategory><b:ID>${vat}</b:ID><b:Percent>${rate}</b:Percent><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:TaxCategory></a:TaxSubtotal>`
const totals = (fields: Readonly<Record<string, string>>) =>
	`<a:LegalMonetaryTotal>${Object.entries(fields)
		.map(([name, value]) => `<b:${name}>${value}</b:${name}>`)
		.join('')}</a:LegalMonetaryTotal>`
const invoice = (body: string) =>
	`<Invoice xmlns="${ubl}" xmlns:a="${cac}" xmlns:b="${cbc}"><b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>${body}</Invoice>`

const cii = (settlement: string, lines = '') =>
	`<r:CrossIndustryInvoice xmlns:r="${rsm}" xmlns:ram="${ram}" xmlns:udt="${udt}"><r:SupplyChainTradeTransaction>${lines}<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>${settlement}</ram:ApplicableHeaderTradeSettlement></r:SupplyChainTradeTransaction></r:CrossIndustryInvoice>`
const ciiLine = (net: string) =>
	`<ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>${net}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>`
const ciiTax = `<ram:ApplicableTradeTax><ram:CalculatedAmount>2</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>40.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:ApplicableTradeTax>`

/** title, rule, local name of the node the rule fires on, document, found, expected, English working. */
const cases: readonly (readonly [
	string,
	string,
	string,
	string,
	string | undefined,
	string | undefined,
	RegExp?,
])[] = [
	[
		'a line sum',
		'BR-CO-10',
		'LegalMonetaryTotal',
		invoice(line('100.00') + line('10') + totals({ LineExtensionAmount: '100.00' })),
		'100.00',
		'110.00',
		/^Calculation: 100\.00 \+ 10\.00 = 110\.00; the invoice says 100\.00 \(difference: -10\.00\)\.$/,
	],
	[
		'a line sum beyond doubles',
		'BR-CO-10',
		'LegalMonetaryTotal',
		invoice(line('9007199254740993.01') + line('0.01') + totals({ LineExtensionAmount: '1' })),
		'1.00',
		'9007199254740993.02',
	],
	[
		'a sum of many lines is cut',
		'BR-CO-10',
		'LegalMonetaryTotal',
		invoice(line('1').repeat(20) + totals({ LineExtensionAmount: '1' })),
		'1.00',
		'20.00',
		/… \(20\) = 20\.00/,
	],
	[
		'an amount that is no number',
		'BR-CO-10',
		'LegalMonetaryTotal',
		invoice(line('ten') + totals({ LineExtensionAmount: '1' })),
		undefined,
		undefined,
	],
	[
		'allowances, charges left out',
		'BR-CO-11',
		'LegalMonetaryTotal',
		invoice(allowance(false, '5') + allowance(true, '7') + totals({ AllowanceTotalAmount: '12' })),
		'12.00',
		'5.00',
	],
	[
		'charges without their total',
		'BR-CO-12',
		'LegalMonetaryTotal',
		invoice(allowance(true, '7') + totals({})),
		undefined,
		'7.00',
		/^Calculation: 7\.00\.$/,
	],
	[
		'the total without VAT',
		'BR-CO-13',
		'LegalMonetaryTotal',
		invoice(totals({ LineExtensionAmount: '100', AllowanceTotalAmount: '5', TaxExclusiveAmount: '100' })),
		'100.00',
		'95.00',
		/100\.00 − 5\.00 = 95\.00/,
	],
	[
		'the sum of tax',
		'BR-CO-14',
		'TaxTotal',
		invoice(
			`<a:TaxTotal><b:TaxAmount currencyID="EUR">20</b:TaxAmount>${subtotal('100', '20')}${subtotal('10', '1')}</a:TaxTotal>`,
		),
		'20.00',
		'21.00',
	],
	[
		'the total with VAT',
		'BR-CO-15',
		'Invoice',
		invoice(
			`<a:TaxTotal><b:TaxAmount currencyID="EUR">20</b:TaxAmount></a:TaxTotal>${totals({ TaxExclusiveAmount: '100', TaxInclusiveAmount: '121' })}`,
		),
		'121.00',
		'120.00',
	],
	[
		'the amount due',
		'BR-CO-16',
		'LegalMonetaryTotal',
		invoice(totals({ TaxInclusiveAmount: '120', PrepaidAmount: '20', PayableAmount: '120' })),
		'120.00',
		'100.00',
		/120\.00 − 20\.00 = 100\.00/,
	],
	[
		'the tax of a breakdown',
		'BR-CO-17',
		'TaxSubtotal',
		invoice(`<a:TaxTotal>${subtotal('10.05', '2')}</a:TaxTotal>`),
		'2.00',
		'2.01',
		/10\.05 × 20 % = 2\.01/,
	],
	[
		'a basis',
		'BR-S-08',
		'TaxCategory',
		invoice(
			`<a:TaxTotal>${subtotal('100', '20')}</a:TaxTotal>${line('100')}${line('50', 'S', '10')}${allowance(false, '8')}`,
		),
		'100.00',
		'92.00',
		/100\.00 − 8\.00 = 92\.00/,
	],
	[
		'a tax that is not due',
		'BR-E-09',
		'TaxSubtotal',
		invoice(`<a:TaxTotal>${subtotal('100', '20', 'E', '0')}</a:TaxTotal>`),
		'20',
		'0',
	],
	['a rate', 'BR-S-05', 'ClassifiedTaxCategory', invoice(line('1', 'S', '0')), '0', '> 0'],
	[
		'a rate that is missing',
		'BR-Z-05',
		'ClassifiedTaxCategory',
		invoice(line('1', 'Z').replace('<b:Percent>20</b:Percent>', '')),
		'–',
		'0',
	],
	['breakdowns of a category', 'BR-E-01', 'Invoice', invoice(line('1', 'E')), '0', '1'],
	['breakdowns, several rates', 'BR-S-01', 'Invoice', invoice(line('1', 'S')), '0', '≥ 1'],
	['too many decimals', 'BR-DEC-23', 'InvoiceLine', invoice(line('1.005')), '1.005', '1.01'],
	[
		'decimals of this line, not of another',
		'BR-DEC-23',
		'InvoiceLine',
		invoice(line('1.00') + line('1.005')),
		undefined,
		undefined,
	],
	[
		'a code in lower case',
		'BR-CL-04',
		'DocumentCurrencyCode',
		invoice('').replace('>EUR<', '>eur <'),
		'eur',
		'EUR',
	],
	[
		'a code in an attribute',
		'BR-CL-23',
		'InvoicedQuantity',
		invoice(line('1')),
		'pce',
		'UN/ECE Recommendation 20',
	],
	[
		'a price below zero',
		'BR-27',
		'InvoiceLine',
		invoice(line('1', 'S', '20', '<a:Price><b:PriceAmount>-3</b:PriceAmount></a:Price>')),
		'-3',
		'≥ 0',
	],
	[
		'a period that runs backwards',
		'BR-29',
		'InvoicePeriod',
		invoice(
			'<a:InvoicePeriod><b:StartDate>2026-02-01</b:StartDate><b:EndDate>2026-01-31</b:EndDate></a:InvoicePeriod>',
		),
		'2026-01-31',
		'≥ 2026-02-01',
	],
	[
		'a term that stands twice',
		'UBL-SR-01',
		'Invoice',
		invoice('<a:ContractDocumentReference><b:ID>1</b:ID><b:ID>2</b:ID></a:ContractDocumentReference>'),
		'2',
		'≤ 1',
	],
	[
		'an amount of any kind',
		'UBL-DT-01',
		'PayableAmount',
		invoice(totals({ PayableAmount: '2.345' })),
		'2.345',
		'2.35',
	],
	[
		'a CII line sum',
		'BR-CO-10',
		'SpecifiedTradeSettlementHeaderMonetarySummation',
		cii(
			'<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>30</ram:LineTotalAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>',
			ciiLine('20') + ciiLine('-5'),
		),
		'30.00',
		'15.00',
		/20\.00 \+ \(-5\.00\) = 15\.00/,
	],
	[
		'a CII basis, seen from the code',
		'BR-S-08',
		'BasisAmount',
		cii(ciiTax, ciiLine('20') + ciiLine('30')),
		'40.00',
		'50.00',
	],
	['a CII tax', 'BR-S-09', 'BasisAmount', cii(ciiTax), '2.00', '8.00'],
	['a CII date', 'CII-DT-097', 'InvoiceCurrencyCode', cii(''), 'EUR', 'YYYYMMDD'],
	[
		'a total whose base is missing',
		'BR-CO-15',
		'Invoice',
		invoice(totals({ TaxInclusiveAmount: '0' })),
		undefined,
		undefined,
		/cannot be worked out: the invoice total without VAT \(BT-109\) is missing/,
	],
	[
		'a tax total that stands twice',
		'BR-CO-15',
		'Invoice',
		invoice(
			'<a:TaxTotal><b:TaxAmount currencyID="EUR">1</b:TaxAmount></a:TaxTotal>'.repeat(2) +
				totals({ TaxExclusiveAmount: '1', TaxInclusiveAmount: '2' }),
		),
		undefined,
		undefined,
		/\(BT-110\) is given 2 times/,
	],
	[
		'a VAT total that is missing',
		'BR-CO-15',
		'Invoice',
		invoice(totals({ TaxExclusiveAmount: '2', TaxInclusiveAmount: '2' })),
		undefined,
		undefined,
		/\(BT-110\) is missing/,
	],
	[
		'the tax of a line’s breakdown',
		'BR-CO-17',
		'TaxSubtotal',
		invoice(line('1', 'S', '20', `<a:TaxTotal>${subtotal('110', '32.10')}</a:TaxTotal>`)),
		'32.10',
		'22.00',
	],
	[
		'an amount in words',
		'BR-CO-10',
		'LegalMonetaryTotal',
		invoice(line('ten') + totals({ LineExtensionAmount: '1' })),
		undefined,
		undefined,
		/“ten” is no number \(BT-131\)/,
	],
	['a price that is missing', 'BR-27', 'InvoiceLine', invoice(line('1')), '–', '≥ 0'],
	[
		'a space after the cents',
		'BR-DEC-18',
		'LegalMonetaryTotal',
		invoice(totals({ PayableAmount: '786.90 ' })),
		'"786.90 "',
		'786.90',
		/space/,
	],
	[
		'a VAT number',
		'BR-CO-09',
		'PartyTaxScheme',
		invoice(
			'<a:AccountingSupplierParty><a:Party><a:PartyTaxScheme><b:CompanyID>123</b:CompanyID></a:PartyTaxScheme></a:Party></a:AccountingSupplierParty>',
		),
		'123',
		undefined,
	],
	['categories of a line', 'UBL-SR-48', 'InvoiceLine', invoice('<a:InvoiceLine/>'), '0', '1'],
	[
		'numbers that agree hide the measure',
		'BR-CO-10',
		'LegalMonetaryTotal',
		invoice(line('1') + totals({ LineExtensionAmount: '1' })),
		undefined,
		undefined,
	],
	['a rule that compares nothing', 'BR-02', 'Invoice', invoice(''), undefined, undefined],
]

for (const [title, rule, name, xml, found, expected, working] of cases)
	test(`${title} (${rule})`, () => {
		const { tree, failure } = parseTree(xml)
		expect(failure).toBeUndefined()
		let node = 0
		while (tree!.names.local(tree!.name[node]!) !== name) node++
		const measured = measuring(tree!, recognise(tree!))({ rule, node })
		expect([measured?.found, measured?.expected]).toEqual([found, expected])
		if (working !== undefined) expect(measured?.working?.en).toMatch(working)
	})

test('both languages show the same numbers', () => {
	const { tree } = parseTree(invoice(line('100.00') + totals({ LineExtensionAmount: '99' })))
	const working = measuring(tree!, recognise(tree!))({ rule: 'BR-CO-10', node: 1 })?.working
	expect(working?.fr).toBe('Calcul : 100.00 ; la facture indique 99.00 (écart : -1.00).')
	expect(working?.fr.match(/\d+\.\d\d/g)).toEqual(working?.en.match(/\d+\.\d\d/g))
})

test('a document of no known syntax measures nothing', () => {
	const { tree } = parseTree('<order/>')
	expect(measuring(tree!, recognise(tree!))({ rule: 'BR-CO-10', node: 1 })).toBeUndefined()
})
