import { expect, test } from 'vitest'
import { Fault } from '#engine'
import { readCases } from './case.ts'
import { applyEdit } from './edit.ts'
import { type Element, invoiceText, readInvoice } from './element.ts'

const invoice = readInvoice(
	'a.xml',
	`<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
		xmlns:c="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
		xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
	<c:ID schemeID="x">1</c:ID><!-- a comment -->
	<c:Note>Fish &amp; chips</c:Note>
	<a:OrderReference><c:ID>2</c:ID></a:OrderReference>
	<a:InvoiceLine><c:ID>A</c:ID></a:InvoiceLine>
	<a:InvoiceLine><c:ID>B</c:ID></a:InvoiceLine>
</Invoice>`,
)

function edited(...edits: string[]): Element {
	const text = `base a.xml\nTitle\n${edits.map((edit) => `\t${edit}\n`).join('')}\t=> nothing`
	return readCases('a.cases', text)[0]!.edits.reduce(applyEdit, invoice)
}

/** Without the declarations of the root. */
const shown = (root: Element) =>
	invoiceText(root)
		.replace(/^<\?.*\n|\n$/g, '')
		.replace(/^<(ubl:Invoice)[^>]*>(.*)<\/ubl:Invoice>$/s, '$2')

const lines =
	'<cac:InvoiceLine><cbc:ID>A</cbc:ID></cac:InvoiceLine><cac:InvoiceLine><cbc:ID>B</cbc:ID></cac:InvoiceLine>'
const order = '<cac:OrderReference><cbc:ID>2</cbc:ID></cac:OrderReference>'
const id = '<cbc:ID schemeID="x">1</cbc:ID>'
const note = '<cbc:Note>Fish &amp; chips</cbc:Note>'

const edits: [edit: string, result: string][] = [
	['set cbc:ID = <2>', `<cbc:ID schemeID="x">&lt;2&gt;</cbc:ID>${note}${order}${lines}`],
	['set cbc:ID/@schemeID = "', `<cbc:ID schemeID="&quot;">1</cbc:ID>${note}${order}${lines}`],
	['set cbc:Note/@languageID = fr', `${id}${note.replace('>', ' languageID="fr">')}${order}${lines}`],
	['remove cbc:ID/@schemeID', `<cbc:ID>1</cbc:ID>${note}${order}${lines}`],
	['remove cac:OrderReference', `${id}${note}${lines}`],
	['remove cac:InvoiceLine[1]', `${id}${note}${order}${lines.slice(lines.length / 2)}`],
	['repeat cbc:Note', `${id}${note}${note}${order}${lines}`],
	['set cac:InvoiceLine[2]/cbc:ID = C', `${id}${note}${order}${lines.replace('B', 'C')}`],
	// Where the format wants it: before what comes later, after its likes.
	['add cbc:IssueDate = 2026-10-06', `${id}<cbc:IssueDate>2026-10-06</cbc:IssueDate>${note}${order}${lines}`],
	['add cbc:Note = b', `${id}${note}<cbc:Note>b</cbc:Note>${order}${lines}`],
	[
		'add cac:OrderReference/cbc:SalesOrderID = 3',
		`${id}${note}<cac:OrderReference><cbc:ID>2</cbc:ID><cbc:SalesOrderID>3</cbc:SalesOrderID></cac:OrderReference>${lines}`,
	],
	// A missing parent is made; what the format does not know comes last.
	[
		'add cac:Delivery/cbc:ActualDeliveryDate = 2026-10-06',
		`${id}${note}${order}<cac:Delivery><cbc:ActualDeliveryDate>2026-10-06</cbc:ActualDeliveryDate></cac:Delivery>${lines}`,
	],
	[
		'add cbc:Amount @currencyID=EUR',
		`${id}${note}${order}${lines}<cbc:Amount currencyID="EUR"></cbc:Amount>`,
	],
]
test.each(edits)('%s', (edit, result) => {
	expect(shown(edited(edit))).toBe(result)
})

test('an edit leaves what it started from as it was', () => {
	edited('remove cbc:ID', 'set cac:OrderReference/cbc:ID = 9')
	expect(shown(invoice)).toBe(`${id}${note}${order}${lines}`)
})

test('what is written can be read again', () => {
	expect(readInvoice('b.xml', invoiceText(invoice)).content).toEqual(invoice.content)
})

const wrong: [edit: string, why: string][] = [
	['set cbc:UUID = 1', 'there is no cbc:UUID in ubl:Invoice'],
	['remove cac:OrderReference/cbc:UUID', 'there is no cbc:UUID in cac:OrderReference'],
	['remove cac:InvoiceLine[3]', 'there is no cac:InvoiceLine[3] in ubl:Invoice'],
	['remove cac:InvoiceLine', '2 cac:InvoiceLine stand in ubl:Invoice: say which'],
	['add cac:InvoiceLine/cbc:Note = a', '2 cac:InvoiceLine stand in ubl:Invoice: say which'],
	['remove cbc:ID/@schemeName', 'cbc:ID has no schemeName'],
	['add xyz:ID = 1', 'no format has a prefix as in xyz:ID'],
]
test.each(wrong)('%s: %s', (edit, why) => {
	expect(() => edited(edit)).toThrow(Fault)
	expect(() => edited(edit)).toThrow(`a.cases:3:2: ${why}`)
})

const unreadable: [text: string, why: string][] = [
	['<a>', 'this is no XML document'],
	['<a xmlns="urn:other"/>', 'no format has elements of urn:other'],
]
test.each(unreadable)('%s is no base', (text, why) => {
	expect(() => readInvoice('a.xml', text)).toThrow(`a.xml:1:1: ${why}`)
})
