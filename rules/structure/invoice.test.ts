import { expect, test } from 'vitest'
import { parseTree, type Tree } from '#engine'
import {
	checkInvoiceStructure,
	checkProfile,
	ciiVersion,
	type FacturxProfile,
	facturxProfile,
	structure,
	structureIds,
} from '../index.ts'

const rsm = 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100'
const ram = 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100'
const udt = 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100'

/** The least invoice that MINIMUM takes, with marks where cases put something in. */
const minimum = `<rsm:CrossIndustryInvoice xmlns:rsm="${rsm}" xmlns:ram="${ram}" xmlns:udt="${udt}">
<rsm:ExchangedDocumentContext>
<ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>x</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
</rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>1</ram:ID><ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20260131</udt:DateTimeString></ram:IssueDateTime><!--note-->
</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><!--id--><ram:Name>S</ram:Name></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>B</ram:Name></ram:BuyerTradeParty>
</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery/>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>1</ram:TaxBasisTotalAmount>
<ram:GrandTotalAmount>1</ram:GrandTotalAmount><ram:DuePayableAmount>1</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation><!--reference-->
</ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>`

function invoice(...edits: readonly [mark: string, put: string][]): Tree {
	const text = edits.reduce((whole, [mark, put]) => {
		expect(whole).toContain(mark)
		return whole.replace(mark, put)
	}, minimum)
	return parseTree(text).tree!
}

test.each(structureIds)('%s compiles', (id) => {
	expect(structure(id).id).toBe(`structure-${id}`)
	// A type is read when it is first met; all of them can be.
	expect(structure(id).types.length).toBeGreaterThan(20)
})

const reference = '<ram:InvoiceReferencedDocument/>'
const versions: [string, [string, string][], string, string[]][] = [
	['nothing tells', [], 'D16B', []],
	[
		'an element that only D22B has there',
		[['<!--id-->', '<ram:RegisteredID>2</ram:RegisteredID>']],
		'D22B',
		['STRUCT-ORDER'],
	],
	['an element that neither has there', [['<!--id-->', '<ram:Nope/>']], 'D16B', ['STRUCT-UNKNOWN']],
	['an element more often than D16B takes it', [['<!--reference-->', reference + reference]], 'D22B', []],
	['an attribute that neither has', [['<ram:ID>1', '<ram:ID a="1">1']], 'D16B', ['STRUCT-ATTRIBUTE']],
	[
		'something missing, which tells nothing',
		[['<ram:ApplicableHeaderTradeDelivery/>', '']],
		'D16B',
		['STRUCT-MISSING'],
	],
	[
		'a D22B element, and a fault of both',
		[
			['<!--note-->', '<ram:Nope/>'],
			['<!--reference-->', reference + reference],
		],
		'D22B',
		['STRUCT-UNKNOWN'],
	],
]

test.each(versions)('CII version: %s', (_, edits, version, rules) => {
	const tree = invoice(...edits)
	const checked = checkInvoiceStructure(tree, 'cii', tree.root)
	expect(checked.version).toBe(version)
	expect(ciiVersion(tree, tree.root)).toBe(version)
	expect(checked.findings.map(({ rule }) => rule)).toEqual(rules)
	expect(checked.structure.id).toBe(`structure-cii-${version.toLowerCase()}`)
})

const withLines: FacturxProfile[] = ['BASIC', 'EN 16931', 'EXTENDED']
const note = '<ram:IncludedNote><ram:Content>n</ram:Content></ram:IncludedNote>'

test('what MINIMUM takes', () => {
	const tree = invoice()
	expect(checkProfile(tree, 'MINIMUM', tree.root).findings).toEqual([])
	expect(checkProfile(tree, 'BASIC WL', tree.root).findings).not.toEqual([])
})

test('a note is no part of MINIMUM, but of BASIC WL', () => {
	const tree = invoice(['<!--note-->', note])
	const unknown = (profile: FacturxProfile) =>
		checkProfile(tree, profile, tree.root)
			.findings.filter(({ rule }) => rule === 'STRUCT-UNKNOWN')
			.map(({ element }) => element)
	expect(unknown('MINIMUM')).toEqual(['ram:IncludedNote'])
	expect(unknown('BASIC WL')).toEqual([])
})

test.each(withLines)('%s demands a line', (profile) => {
	const tree = invoice()
	expect(checkProfile(tree, profile, tree.root).findings.map(({ element }) => element)).toContain(
		'ram:IncludedSupplyChainTradeLineItem',
	)
})

test.each([
	['urn:factur-x.eu:1p0:minimum', 'MINIMUM'],
	['urn:factur-x.eu:1p0:basicwl', 'BASIC WL'],
	['urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic', 'BASIC'],
	['urn:cen.eu:en16931:2017', 'EN 16931'],
	['urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended', 'EXTENDED'],
	['urn:zugferd.de:2p0:minimum', 'MINIMUM'],
	['urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0', undefined],
	['urn:factur-x.eu:1p0:premium', undefined],
	['', undefined],
])('%s is profile %s', (identifier, profile) => {
	expect(facturxProfile(identifier)).toBe(profile)
})
