/** The files that fuzzing starts from: invoices made here, as XML and inside PDFs of both forms. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { composeAttached } from '#engine'
import type { Kind } from './mutate.ts'

const folder = join(import.meta.dirname, '../samples')
const samples = ['ubl-invoice.xml', 'ubl-credit-note.xml', 'cii-invoice.xml'].map((name) =>
	readFileSync(join(folder, name)),
)
const cii = samples[2]!
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

const packet = `<?xpacket begin=""?><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description xmlns:p="http://www.aiim.org/pdfa/ns/id/" p:part="3" p:conformance="B"/><r:Description xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"><fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName><fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></r:Description></r:RDF><?xpacket end="w"?>`
const attached = {
	name: 'factur-x.xml',
	bytes: cii,
	relationship: 'Alternative',
	mime: 'text/xml',
	modified: 'D:20261121093000Z',
}
const note = { name: 'note.txt', bytes: Buffer.from('see the invoice') }

/** The least invoices: short files let changes fall on what matters, and many be tried. */
const country =
	'<cac:PostalAddress><cac:Country><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country></cac:PostalAddress>'
const scheme = '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>'
const amount = (name: string, value: number) => `<cbc:${name} currencyID="EUR">${value}</cbc:${name}>`
const category = `<cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent>${scheme}`
const leastUbl = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>1</cbc:ID><cbc:IssueDate>2026-01-01</cbc:IssueDate><cbc:DueDate>2026-02-01</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cac:AccountingSupplierParty><cac:Party>${country}<cac:PartyTaxScheme><cbc:CompanyID>FR14987654324</cbc:CompanyID>${scheme}</cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName>S</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty><cac:AccountingCustomerParty><cac:Party>${country}<cac:PartyLegalEntity><cbc:RegistrationName>B</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty><cac:TaxTotal>${amount('TaxAmount', 2)}<cac:TaxSubtotal>${amount('TaxableAmount', 10)}${amount('TaxAmount', 2)}<cac:TaxCategory>${category}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal><cac:LegalMonetaryTotal>${amount('LineExtensionAmount', 10)}${amount('TaxExclusiveAmount', 10)}${amount('TaxInclusiveAmount', 12)}${amount('PayableAmount', 12)}</cac:LegalMonetaryTotal><cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>${amount('LineExtensionAmount', 10)}<cac:Item><cbc:Name>A</cbc:Name><cac:ClassifiedTaxCategory>${category}</cac:ClassifiedTaxCategory></cac:Item><cac:Price>${amount('PriceAmount', 10)}</cac:Price></cac:InvoiceLine></Invoice>`
const typed = readFileSync(join(folder, 'typed-invoice.json'), 'latin1')

export const seeds: Readonly<Record<Kind, readonly string[]>> = {
	xml: [
		...samples.map(latin),
		latin(Buffer.from(`\ufeff${samples[0]!.toString().replace('UTF-8', 'UTF-16')}`, 'utf16le')),
	],
	least: [leastUbl],
	json: [typed, typed.replace(/\s+/g, ' ')],
	pdf: [
		latin(composeAttached({ files: [attached], metadata: packet })),
		latin(composeAttached({ files: [note, attached], metadata: packet, form: 'stream' })),
		latin(composeAttached({ files: [attached], before: 'x\n' })),
	],
}
