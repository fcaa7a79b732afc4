import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AttachedDocument, composeAttached, composePdf, type Piece } from './compose.ts'
import { readPdf } from './pdf.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const invoice = utf8('<invoice>é</invoice>')
const file = {
	name: 'invoice.xml',
	bytes: invoice,
	relationship: 'Alternative',
	mime: 'text/xml',
	modified: "D:20261121093000+01'00'",
}
const compose = (document: Partial<AttachedDocument> = {}) => composeAttached({ files: [file], ...document })

const first = (bytes: Uint8Array) => {
	const pdf = readPdf(bytes)
	return pdf.kind === 'pdf' ? pdf.attachments[0]?.content() : pdf
}

const spelled: [what: string, bytes: Uint8Array][] = [
	['a table', compose()],
	['streams of objects', compose({ form: 'stream' })],
	['bytes before the header', compose({ before: 'HTTP/1.1 200\r\n\r\n' })],
	['bytes before the header, streams', compose({ before: 'x', form: 'stream' })],
	['bytes behind the end', bytesOf(`${latin(compose())}\n\n<!-- sent by x -->`)],
	['other ends of line', bytesOf(latin(compose()).replaceAll(' \n', '\r\n'))],
	['a file saved twice', bytesOf(saved(latin(compose())))],
	['a damaged table', bytesOf(latin(compose()).replace(/xref\n0 \d+/, 'xref\n0 x'))],
	['wrong offsets', bytesOf(latin(compose()).replace(/0000000(\d\d\d) 00000 n/g, '0000000007 00000 n'))],
	['no table at all', bytesOf(latin(compose()).replace(/xref[\s\S]*/, ''))],
	['a table cut off, streams', bytesOf(latin(compose({ form: 'stream' })).replace(/startxref[\s\S]*/, ''))],
	['a length that lies', bytesOf(latin(compose()).replace(/(EmbeddedFile[\s\S]*?\/Length )\d+/, '$1 7'))],
	[
		'an endless length',
		bytesOf(latin(compose()).replace(/(EmbeddedFile[\s\S]*?\/Length )\d+/, '$1 999999999')),
	],
]
test.each(spelled)('%s is read', (_, bytes) => {
	expect(first(bytes)).toEqual(invoice)
})

/** Saved again with one object changed, as an editor does. */
function saved(pdf: string): string {
	const former = /startxref\n(\d+)/.exec(pdf)![1]
	const object = '3 0 obj\n<</Type/Page /Parent 2 0 R /MediaBox[0 0 10 10]>>\nendobj\n'
	const table = pdf.length + object.length
	return `${pdf}${object}xref\n3 1\n${String(pdf.length).padStart(10, '0')} 00000 n \ntrailer\n<</Size 9 /Root 1 0 R /Prev ${former}>>\nstartxref\n${table}\n%%EOF\n`
}

test('what a PDF says of itself is there', () => {
	const pdf = readPdf(
		compose({ metadata: '<x xmlns="u"/>', catalog: '/Version/2.0 /OpenAction<</S/JavaScript>>' }),
	)
	expect(pdf).toMatchObject({
		kind: 'pdf',
		version: '2.0',
		sections: 1,
		damage: undefined,
		pages: 1,
		associates: true,
		xmp: { kind: 'xmp', properties: [] },
		outputIntents: ['GTS_PDFA1'],
		scripts: ['OpenAction/JavaScript'],
	})
	expect(pdf).toHaveProperty('attachments.0', {
		name: 'invoice.xml',
		description: undefined,
		relationship: 'Alternative',
		mime: 'text/xml',
		created: undefined,
		modified: "D:20261121093000+01'00'",
		size: invoice.length,
		listed: true,
		associated: true,
		content: expect.any(Function),
	})
})

const packets: [what: string, packet: string, expected: object][] = [
	[
		'elements',
		'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about=""><p:part xmlns:p="u"> 3 </p:part></r:Description></r:RDF>',
		{ kind: 'xmp', properties: [{ uri: 'u', name: 'part', value: '3' }] },
	],
	[
		'attributes',
		'<?xpacket begin="\ufeff"?><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:p="u"><r:Description p:part="3"/></r:RDF><?xpacket end="w"?>',
		{ kind: 'xmp', properties: [{ uri: 'u', name: 'part', value: '3' }] },
	],
	['a DOCTYPE', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]><x>&y;</x>', { id: 'READ-DOCTYPE' }],
	['no XML', 'pdfaid:part=3', { id: 'READ-NOT-XML' }],
	['broken XML', '<x>', { id: 'READ-MALFORMED' }],
]
test.each(packets)('metadata: %s', (_, metadata, expected) => {
	expect(readPdf(compose({ metadata }))).toHaveProperty('xmp', expect.objectContaining(expected))
})

const filters: [filter: string, stored: Uint8Array][] = [
	['/FlateDecode', deflateSync(invoice)],
	['[/FlateDecode]', deflateSync(invoice)],
	['[/ASCIIHexDecode /FlateDecode]', bytesOf(`${Buffer.from(deflateSync(invoice)).toString('hex')}>`)],
	['/ASCIIHexDecode', bytesOf(`${Buffer.from(invoice).toString('hex').toUpperCase()} >`)],
	['/ASCII85Decode', bytesOf(`${ascii85(invoice)}~>`)],
	['/RunLengthDecode', Uint8Array.of(invoice.length - 1, ...invoice, 128)],
	['[/FlateDecode /FlateDecode]', deflateSync(deflateSync(invoice))],
	['/FlateDecode /DecodeParms<</Predictor 15 /Columns 3>>', deflateSync(predicted(invoice, 3))],
]
test.each(filters)('a stream by %s', (filter, stored) => {
	expect(first(withStream(`/Filter ${filter}`, stored))).toEqual(
		filter.includes('Predictor') ? padded(invoice, 3) : invoice,
	)
})

function withStream(dictionary: string, data: Uint8Array): Uint8Array {
	return composePdf({
		objects: new Map<number, Piece>([
			[1, '<</Type/Catalog /Names<</EmbeddedFiles<</Names[(a) 2 0 R]>>>>>>'],
			[2, '<</F(invoice.xml) /EF<</F 3 0 R>>>>'],
			[3, { dictionary, data }],
		]),
	})
}

function ascii85(bytes: Uint8Array): string {
	let text = ''
	for (let at = 0; at < bytes.length; at += 4) {
		const group = [0, 1, 2, 3].map((i) => bytes[at + i] ?? 0)
		let value = group.reduce((sum, byte) => sum * 256 + byte, 0)
		let digits = ''
		for (let i = 0; i < 5; i++) {
			digits = String.fromCharCode(33 + (value % 85)) + digits
			value = Math.floor(value / 85)
		}
		text += digits.slice(0, Math.min(4, bytes.length - at) + 1)
	}
	return text
}

function padded(bytes: Uint8Array, columns: number): Uint8Array {
	const rows = Math.ceil(bytes.length / columns)
	return Uint8Array.from({ length: rows * columns }, (_, i) => bytes[i] ?? 0)
}

/** Rows by each PNG filter in turn. */
function predicted(bytes: Uint8Array, columns: number): Uint8Array {
	const data = padded(bytes, columns)
	const at = (row: number, i: number) => (row < 0 || i < 0 ? 0 : data[row * columns + i]!)
	const out: number[] = []
	for (let row = 0; row * columns < data.length; row++) {
		const kind = row % 5
		out.push(kind)
		for (let i = 0; i < columns; i++) {
			const [left, up, corner] = [at(row, i - 1), at(row - 1, i), at(row - 1, i - 1)]
			const guess = left + up - corner
			const nearest = [left, up, corner].sort((a, b) => Math.abs(guess - a) - Math.abs(guess - b))[0]!
			const paeth =
				Math.abs(guess - left) <= Math.abs(guess - up) && Math.abs(guess - left) <= Math.abs(guess - corner)
					? left
					: nearest
			const given = [0, left, up, (left + up) >> 1, paeth][kind]!
			out.push((at(row, i) - given) & 0xff)
		}
	}
	return Uint8Array.from(out)
}

const tree = (names: string) =>
	composePdf({
		objects: new Map<number, Piece>([
			[1, `<</Names<</EmbeddedFiles ${names}>>>>`],
			[2, names],
		]),
	})
const page = new Map<number, Piece>([[1, '<</Pages<</Count 1>>>>']])
const bomb = deflateSync(new Uint8Array(60_000_000))

const refused: [what: string, bytes: Uint8Array, id: string, values?: object][] = [
	['no PDF', utf8('<a/>'), 'READ-PDF-UNREADABLE'],
	['a header alone', utf8('%PDF-1.7\n'), 'READ-PDF-UNREADABLE'],
	[
		'no catalog',
		bytesOf(latin(composePdf({ objects: page })).replaceAll('Root', 'Toor')),
		'READ-PDF-UNREADABLE',
	],
	[
		'encryption',
		composePdf({ objects: page, trailer: ' /Encrypt<</Filter/Standard>>' }),
		'READ-PDF-ENCRYPTED',
	],
	[
		'a damaged table with encryption',
		bytesOf(latin(composePdf({ objects: page, trailer: ' /Encrypt<<>>' })).replace('xref\n0', 'xref\nx')),
		'READ-PDF-ENCRYPTED',
	],
	[
		'a circle of references',
		composePdf({
			objects: new Map([
				[1, '2 0 R'],
				[2, '1 0 R'],
			]),
		}),
		'READ-PDF-UNREADABLE',
	],
	[
		'a thousand names',
		tree(`<</Names[${'(a) null '.repeat(1001)}]>>`),
		'READ-LIMIT',
		{ limit: 'pdfAttachments' },
	],
	['a thousand nodes', tree(`<</Kids[${'<<>> '.repeat(2001)}]>>`), 'READ-LIMIT', { limit: 'pdfAttachments' }],
	[
		'deep arrays',
		composePdf({ objects: new Map([[1, `<</Pages ${'['.repeat(100)}>>`]]) }),
		'READ-LIMIT',
		{ limit: 'pdfDepth' },
	],
]
test.each(refused)('%s is refused', (_, bytes, id, values = {}) => {
	expect(readPdf(bytes)).toMatchObject({ kind: 'read-failure', id, values })
})

const spoiled: [what: string, bytes: Uint8Array, id: string, values?: object][] = [
	['a bomb', withStream('/Filter/FlateDecode', bomb), 'READ-LIMIT', { limit: 'pdfRatio' }],
	['a bomb in a bomb', withStream('/Filter[/FlateDecode/FlateDecode]', deflateSync(bomb)), 'READ-LIMIT'],
	[
		'cut data',
		withStream('/Filter/FlateDecode', deflateSync(invoice).subarray(0, 12)),
		'READ-PDF-UNREADABLE',
	],
	['an unknown filter', withStream('/Filter/JBIG2Decode', invoice), 'READ-PDF-UNREADABLE'],
	['many filters', withStream(`/Filter[${'/ASCIIHexDecode'.repeat(9)}]`, invoice), 'READ-PDF-UNREADABLE'],
	['another file', withStream('/F(/etc/hostname)', invoice), 'READ-PDF-UNREADABLE'],
	['no content', composePdf({ objects: new Map([[1, '<</AF[<</F(a)>>]>>']]) }), 'READ-PDF-UNREADABLE'],
]
test.each(spoiled)('%s spoils the attached file alone', (_, bytes, id, values = {}) => {
	expect(first(bytes)).toMatchObject({ kind: 'read-failure', id, values })
})

test('a name tree that leads to itself ends', () => {
	expect(readPdf(tree('<</Kids[2 0 R 2 0 R]>>'))).toMatchObject({ attachments: [] })
})

test('an object stream inside itself ends', () => {
	const pdf = latin(compose({ form: 'stream' }))
	const broken = bytesOf(pdf.replace(/\/Type\/ObjStm \/N (\d+)/, '/Type/ObjStm /N 1 0 R'))
	expect(readPdf(broken)).toHaveProperty('kind')
})

test('a table that refers to itself is got around', () => {
	const pdf = latin(compose())
	const start = /startxref\n(\d+)/.exec(pdf)![1]!
	const looped = bytesOf(pdf.replace('/Root 1 0 R', `/Root 1 0 R /Prev ${start}`))
	expect(first(looped)).toEqual(invoice)
	expect(readPdf(looped)).toHaveProperty('damage', 'the cross-reference table refers to itself')
})

test('names of files are read in every encoding', () => {
	const named = (name: string) => readPdf(composePdf({ objects: new Map([[1, `<</AF[<</UF ${name}>>]>>`]]) }))
	const names: [written: string, name: string][] = [
		['(factur-x.xml)', 'factur-x.xml'],
		['(a\\(\\)\\\\\\101.xml)', 'A.xml'],
		['(f\\351.xml)', 'fé.xml'],
		['(\\240.xml)', '€.xml'],
		['<FEFF20AC002E0078>', '€.x'],
		['<fffeac20>', '€'],
		['<EFBBBFE282AC>', '€'],
		['(../../etc/x.xml)', 'x.xml'],
		['(C:\\\\temp\\\\y.xml)', 'y.xml'],
	]
	for (const [written, name] of names) expect(named(written)).toHaveProperty('attachments.0.name', name)
})

test('no change of a byte or two makes it throw', () => {
	const seeds = [compose(), compose({ form: 'stream' })]
	const change = fc.tuple(fc.nat({ max: 3000 }), fc.nat({ max: 255 }))
	fc.assert(
		fc.property(
			fc.constantFrom(...seeds),
			fc.array(change, { minLength: 1, maxLength: 6 }),
			(seed, changes) => {
				const bytes = seed.slice()
				for (const [at, byte] of changes) bytes[at % bytes.length] = byte
				const pdf = readPdf(bytes)
				if (pdf.kind === 'pdf') for (const attachment of pdf.attachments) attachment.content()
			},
		),
		{ numRuns: 500 },
	)
})
