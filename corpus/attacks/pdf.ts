/** PDFs made to hurt: tables and trees in circles, bombs, objects without end. */
import { deflateSync } from 'node:zlib'
import { type AttachedDocument, composeAttached, composePdf } from '#engine'
import { accepted, cii, type HostileInput, inadmissible, latin } from './hostile.ts'

const facturx = (document: Partial<AttachedDocument> = {}, bytes: Uint8Array = cii) =>
	composeAttached({
		files: [
			{ name: 'factur-x.xml', bytes, relationship: 'Alternative', mime: 'text/xml', modified: 'D:20261121' },
		],
		...document,
	})
const edited = (pdf: Uint8Array, edit: (text: string) => string) =>
	latin(edit(Buffer.from(pdf).toString('latin1')))
const withNames = (names: string) =>
	composePdf({
		objects: new Map([
			[1, `<</Names<</EmbeddedFiles ${names}>>>>`],
			[2, names],
		]),
	})

export const pdfInputs: readonly HostileInput[] = [
	accepted(
		'PDF: a cross-reference table that leads to itself',
		() =>
			edited(facturx(), (pdf) =>
				pdf.replace('/Root 1 0 R', `/Root 1 0 R /Prev ${/startxref\n(\d+)/.exec(pdf)![1]}`),
			),
		'PDF-DAMAGED',
	),
	inadmissible('PDF: 10,000 cross-reference tables', () => edited(facturx(), chained), 'READ-LIMIT'),
	inadmissible(
		'PDF: an object stream in itself',
		() => edited(facturx({ form: 'stream' }), (pdf) => pdf.replace(/\/First \d+/, '/First 6 0 R')),
		'READ-PDF-UNREADABLE',
	),
	accepted(
		'PDF: a length that lies',
		() => edited(facturx(), (pdf) => pdf.replace(/(EmbeddedFile[\s\S]*?\/Length )\d+/, '$199999999')),
		'PDF-DAMAGED',
	),
	inadmissible(
		'PDF: inflate bomb 1:1000',
		() => facturx({}, new Uint8Array(100_000_000)),
		'READ-LIMIT',
		'IRR_TAILLE_F',
	),
	inadmissible('PDF: bombs in each other', () => bombs(), 'READ-LIMIT', 'IRR_TAILLE_F'),
	accepted('PDF: a bomb of metadata', () => metadataBomb(), 'PDF-XMP-UNREADABLE'),
	inadmissible(
		'PDF: encrypted',
		() => facturx({ trailer: ' /Encrypt<</Filter/Standard /V 1>>' }),
		'READ-PDF-ENCRYPTED',
	),
	inadmissible(
		'PDF: two invoices',
		() =>
			composeAttached({
				files: ['factur-x.xml', 'ZUGFeRD-invoice.xml'].map((name) => ({ name, bytes: cii })),
			}),
		'READ-PDF-SEVERAL',
	),
	inadmissible(
		'PDF: a name tree of 100,000',
		() => withNames(`<</Names[${'(a) null '.repeat(100_000)}]>>`),
		'READ-LIMIT',
	),
	inadmissible(
		'PDF: a name tree in a circle',
		() => withNames('<</Kids[2 0 R 2 0 R]>>'),
		'READ-PDF-PLAIN',
		'IRR_TYPE_F',
	),
	inadmissible(
		'PDF: metadata with a DOCTYPE',
		() => facturx({ metadata: '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>' }),
		'PDF-XMP-DOCTYPE',
	),
	accepted(
		'PDF: a script',
		() => facturx({ catalog: '/OpenAction<</S/JavaScript /JS(while\\(true\\);)>>' }),
		'PDF-SCRIPT',
	),
	inadmissible(
		'PDF: arrays 100,000 deep',
		() => composePdf({ objects: new Map([[1, `<</Pages ${'['.repeat(100_000)}>>`]]) }),
		'READ-LIMIT',
	),
	inadmissible(
		'PDF: objects that all reach to the end',
		() => latin(`%PDF-1.7\n${'1 0 obj [ '.repeat(300_000)}`),
		'READ-LIMIT',
	),
	inadmissible(
		'PDF: texts that all reach to the end',
		() => latin(`%PDF-1.7\n${'1 0 obj ( '.repeat(300_000)}`),
		'READ-LIMIT',
	),
	inadmissible(
		'PDF: a comment of objects',
		() => latin(`%PDF-1.7\n${'1 0 obj % '.repeat(300_000)}`),
		'READ-LIMIT',
	),
	inadmissible('PDF: a wide cross-reference stream', () => wideTable(), 'READ-LIMIT', 'IRR_TAILLE_F'),
	inadmissible('PDF: a header alone', () => latin('%PDF-1.7\n'), 'READ-PDF-UNREADABLE'),
	inadmissible('PDF: no attachment', () => composeAttached({ files: [] }), 'READ-PDF-PLAIN', 'IRR_TYPE_F'),
]

function chained(pdf: string): string {
	let [whole, former] = [pdf, /startxref\n(\d+)/.exec(pdf)![1]!]
	const parts = [whole]
	let length = whole.length
	for (let i = 0; i < 10_000; i++) {
		const start = length
		whole = `xref\n0 0\ntrailer\n<</Root 1 0 R /Prev ${former}>>\nstartxref\n${start}\n%%EOF\n`
		parts.push(whole)
		length += whole.length
		former = String(start)
	}
	return parts.join('')
}

function bombs(): Uint8Array {
	let data: Uint8Array = new Uint8Array(50_000_000)
	for (let i = 0; i < 4; i++) data = deflateSync(data)
	const filters = '/FlateDecode'.repeat(4)
	return composePdf({
		objects: new Map<number, string | { dictionary: string; data: Uint8Array }>([
			[1, '<</AF[<</F(factur-x.xml) /EF<</F 2 0 R>>>>]>>'],
			[2, { dictionary: `/Filter[${filters}]`, data }],
		]),
	})
}

function metadataBomb(): Uint8Array {
	const deflated = (data: Uint8Array, dictionary = '') => ({
		dictionary: `${dictionary} /Filter/FlateDecode`,
		data: deflateSync(data),
	})
	return composePdf({
		objects: new Map<number, string | { dictionary: string; data: Uint8Array }>([
			[1, '<</AF[<</F(factur-x.xml) /EF<</F 2 0 R>>>>] /Metadata 3 0 R>>'],
			[2, deflated(cii)],
			[3, deflated(new Uint8Array(100_000_000))],
		]),
	})
}

/** Entries for objects without number, one byte each, from a few kilobytes. */
function wideTable(): Uint8Array {
	const data = deflateSync(new Uint8Array(150_000_000))
	const head = `%PDF-1.7\n1 0 obj\n<</Type/XRef /W[0 1 0] /Size 150000000 /Root 1 0 R /Filter/FlateDecode /Length ${data.length}>>\nstream\n`
	return Buffer.concat([latin(head), data, latin('\nendstream\nendobj\nstartxref\n9\n%%EOF\n')])
}
