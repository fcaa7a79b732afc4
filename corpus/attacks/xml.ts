/** Invoices in XML made to hurt: entities, sizes, characters, values. */
import { accepted, bounded, type HostileInput, inadmissible, latin, ubl, utf8 } from './hostile.ts'

/** The sample with something put in: before the root, into the root's tag, before the first child. */
const root = ubl.indexOf('<Invoice')
const tagEnd = ubl.indexOf('>', root)
const beforeRoot = (text: string) => utf8(ubl.slice(0, root) + text + ubl.slice(root))
const inRootTag = (text: string) => utf8(ubl.slice(0, tagEnd) + text + ubl.slice(tagEnd))
const inRoot = (text: string) => utf8(ubl.slice(0, tagEnd + 1) + text + ubl.slice(tagEnd + 1))
const note = (text: string) => utf8(ubl.replace(/(<cbc:Note>)[^<]*/, () => `<cbc:Note>${text}`))
const replaced = (from: string | RegExp, to: string) => {
	const text = ubl.replace(from, to)
	if (text === ubl) throw new Error(`the sample holds no ${from}`)
	return utf8(text)
}
const doctype = (subset: string) => `<!DOCTYPE Invoice ${subset}>\n`
const lines = (count: number, line: (i: number) => string) =>
	Array.from({ length: count }, (_, i) => line(i)).join('')

const entities = [
	inadmissible(
		'external entity, file',
		() => beforeRoot(doctype('[<!ENTITY x SYSTEM "file:///etc/passwd">]')),
		'READ-DOCTYPE',
	),
	inadmissible(
		'external entity, http',
		() => beforeRoot(doctype('[<!ENTITY x SYSTEM "http://127.0.0.1:9/">]')),
		'READ-DOCTYPE',
	),
	inadmissible(
		'parameter entity',
		() => beforeRoot(doctype('[<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]')),
		'READ-DOCTYPE',
	),
	inadmissible(
		'external DTD',
		() => beforeRoot(doctype('SYSTEM "http://127.0.0.1:9/invoice.dtd"')),
		'READ-DOCTYPE',
	),
	inadmissible(
		'billion laughs',
		() =>
			beforeRoot(
				doctype(`[<!ENTITY a0 "ha">${lines(30, (i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`)}]`),
			),
		'READ-DOCTYPE',
	),
	inadmissible(
		'quadratic blow-up',
		() => beforeRoot(doctype(`[<!ENTITY a "${'x'.repeat(1_000_000)}">]`)),
		'READ-DOCTYPE',
	),
	inadmissible(
		'an endless DOCTYPE',
		() => beforeRoot(`<!DOCTYPE Invoice [${'<!-- -->'.repeat(1_000_000)}`),
		'READ-DOCTYPE',
	),
	inadmissible('an entity of HTML', () => note('&nbsp;'), 'READ-MALFORMED'),
	inadmissible('a million numeric references', () => note('&#65;'.repeat(1_000_000)), 'READ-LIMIT'),
	accepted('a hundred thousand numeric references', () => note('&#65;'.repeat(100_000))),
	bounded('XInclude', () =>
		note('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
	),
	accepted('xml-stylesheet', () =>
		beforeRoot('<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?>\n'),
	),
	accepted('schemaLocation', () =>
		inRootTag(
			' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x http://127.0.0.1:9/x.xsd"',
		),
	),
]

const sizes = [
	inadmissible('depth 100,000', () => note('<a>'.repeat(100_000) + '</a>'.repeat(100_000)), 'READ-LIMIT'),
	inadmissible('depth 100,000, not closed', () => note('<a>'.repeat(100_000)), 'READ-LIMIT'),
	bounded('a million siblings', () => inRoot('<a/>'.repeat(1_000_000))),
	bounded('a million notes', () => inRoot('<cbc:Note>x</cbc:Note>'.repeat(1_000_000))),
	bounded('40,000 currencies', () =>
		replaced(
			/<cbc:DocumentCurrencyCode>.*?<\/cbc:DocumentCurrencyCode>/,
			'<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>'.repeat(40_000),
		),
	),
	inadmissible('10,000 attributes', () => inRootTag(lines(10_000, (i) => ` a${i}=""`)), 'READ-LIMIT'),
	inadmissible('a million attributes', () => inRootTag(lines(1_000_000, (i) => ` a${i}=""`)), 'READ-LIMIT'),
	inadmissible(
		'10,000 namespaces',
		() => inRootTag(lines(10_000, (i) => ` xmlns:n${i}="urn:${i}"`)),
		'READ-LIMIT',
	),
	inadmissible('100,000 names', () => inRoot(lines(100_000, (i) => `<a${i}/>`)), 'READ-LIMIT'),
	inadmissible(
		'a namespace an element',
		() => inRoot(lines(100_000, (i) => `<a xmlns="urn:${i}"/>`)),
		'READ-LIMIT',
	),
	accepted('a text of 100 MB', () => note('x'.repeat(100_000_000))),
	accepted('a comment of 50 MB', () => beforeRoot(`<!--${'x'.repeat(50_000_000)}-->`)),
	inadmissible(
		'a tag of 50 MB that never ends',
		() => inRoot(`<${'x'.repeat(50_000_000)}`),
		'READ-MALFORMED',
	),
	inadmissible('a file of 130 MB', () => note('x'.repeat(130_000_000)), 'READ-TOO-LARGE', 'IRR_TAILLE_F'),
	inadmissible(
		'an attachment of 60 MB',
		() => utf8(attached('A'.repeat(80_000_000))),
		'ATT-SIZE',
		'IRR_TAILLE_PJ',
	),
	inadmissible(
		'an attached program',
		() => utf8(attached(Buffer.from('MZ\x90\0\x03').toString('base64'))),
		'ATT-PROGRAM',
		'IRR_ANTIVIRUS',
	),
	inadmissible('an empty attachment', () => utf8(attached('')), 'ATT-EMPTY', 'IRR_VID_PJ'),
	inadmissible(
		'an attachment named as a path',
		() => utf8(attached('JVBERi0xLjc=', '../../x.pdf')),
		'ATT-NAME',
		'IRR_NOM_PJ',
	),
	inadmissible(
		'an attachment to run',
		() => utf8(attached('JVBERi0xLjc=', 'x.exe')),
		'ATT-EXTENSION',
		'IRR_EXT_DOC',
	),
]

function attached(content: string, name = 'note.pdf'): string {
	const reference = `<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="${name}">${content}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>`
	return ubl.replace('<cac:AccountingSupplierParty>', `${reference}<cac:AccountingSupplierParty>`)
}

const characters = [
	inadmissible(
		'an attribute twice',
		() => replaced('currencyID="EUR"', 'currencyID="EUR" currencyID="EUR"'),
		'READ-MALFORMED',
	),
	inadmissible(
		'an attribute twice by two prefixes',
		() => inRootTag(' xmlns:p="u" xmlns:q="u" p:a="" q:a=""'),
		'READ-MALFORMED',
	),
	inadmissible('NUL', () => note('a\0b'), 'READ-NUL'),
	inadmissible('a C0 character', () => note('a\u0001b'), 'READ-MALFORMED'),
	inadmissible('a C0 character by number', () => note('a&#1;b'), 'READ-MALFORMED'),
	inadmissible('a non-character', () => note('a\uffffb'), 'READ-MALFORMED'),
	inadmissible('a surrogate by number', () => note('a&#xD800;b'), 'READ-MALFORMED'),
	inadmissible('a number beyond Unicode', () => note(`a&#${'9'.repeat(400)};b`), 'READ-MALFORMED'),
	inadmissible('Latin-1 said to be UTF-8', () => latin(ubl), 'READ-ENCODING'),
	inadmissible('UTF-8 said to be UTF-16', () => replaced('UTF-8', 'UTF-16'), 'READ-ENCODING-CONFLICT'),
	inadmissible('an unknown encoding', () => replaced('UTF-8', 'UTF-7'), 'READ-ENCODING-UNKNOWN'),
	inadmissible(
		'a character cut at the end',
		() => utf8(ubl).subarray(0, utf8(ubl.slice(0, ubl.indexOf('é'))).length + 1),
		'READ-ENCODING',
	),
	inadmissible(
		'an overlong character',
		() => latin(ubl.replace(/<cbc:Note>[^<]*/, '<cbc:Note>\xc0\xbcscript\xc0\xbe').replace(/é/g, 'e')),
		'READ-ENCODING',
	),
	accepted('XML 1.1, read as 1.0', () => replaced('version="1.0"', 'version="1.1"')),
	inadmissible(
		'XML 1.1 with what 1.0 forbids',
		() => utf8(ubl.replace('version="1.0"', 'version="1.1"').replace(/(<cbc:Note>)[^<]*/, '$1a&#1;b')),
		'READ-MALFORMED',
	),
	inadmissible('XML 2.0', () => replaced('version="1.0"', 'version="2.0"'), 'READ-MALFORMED'),
	inadmissible('a file cut in the middle', () => utf8(ubl.slice(0, 3000)), 'READ-MALFORMED'),
]

const values = [
	...['1e2', '0x1F', '1,059.70', '1 059.70', 'NaN', '--1059.70', '', 'INF', '１０５９.７０'].map(
		(amount): HostileInput => ({
			name: `the amount ${amount === '' ? 'nothing' : amount}`,
			make: () => replaced('>1059.70<', `>${amount}<`),
			verdict: ['rejected', 'inadmissible'],
		}),
	),
	accepted('the amount +1059.70', () => replaced('>1059.70<', '>+1059.70<')),
	accepted('the amount 1059.7', () => replaced('>1059.70<', '>1059.7<')),
	accepted('the quantity 10.', () =>
		replaced(/(<cbc:InvoicedQuantity[^>]*>)10</, '$110.<'.replace('$110', '$1' + '10')),
	),
	accepted('a quantity of 40 digits', () =>
		replaced(/(<cbc:InvoicedQuantity[^>]*>)10</, `$1${'0'.repeat(30)}10.${'0'.repeat(40)}<`),
	),
	{
		name: 'an amount of 40 digits',
		make: () => replaced('>1059.70<', `>${'9'.repeat(40)}.70<`),
		verdict: 'rejected',
	},
	{
		name: 'an amount of 100,000 digits',
		make: () => replaced('>1059.70<', `>${'9'.repeat(100_000)}<`),
		verdict: ['rejected', 'inadmissible'],
	},
] satisfies HostileInput[]

export const xmlInputs: readonly HostileInput[] = [...entities, ...sizes, ...characters, ...values]
