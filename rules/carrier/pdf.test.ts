import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type AttachedDocument, type AttachedFile, composeAttached } from '#engine'
import type { ValidationContext } from '../context.ts'
import { validate } from '../validation.ts'
import checks from './checks.json' with { type: 'json' }
import { pdfAdvice, pdfAdviceOn } from './explanations.ts'
import { openPdf } from './pdf.ts'

const invoice = readFileSync(join(import.meta.dirname, '../../corpus/samples/cii-invoice.xml'))
const minimum = Buffer.from(
	invoice.toString().replace(/urn:cen\.eu:en16931:2017[^<]*/, 'urn:factur-x.eu:1p0:minimum'),
)

const packet = (own: string, pdfa = '<p:part>3</p:part><p:conformance>B</p:conformance>') =>
	`<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<r:Description r:about="" xmlns:p="http://www.aiim.org/pdfa/ns/id/">${pdfa}</r:Description>
<r:Description r:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">${own}</r:Description>
</r:RDF></x:xmpmeta><?xpacket end="w"?>`
const own = (changes: Readonly<Record<string, string>> = {}) =>
	Object.entries({
		DocumentType: 'INVOICE',
		DocumentFileName: 'factur-x.xml',
		Version: '1.0',
		ConformanceLevel: 'EN 16931',
		...changes,
	})
		.map(([name, value]) => `<fx:${name}>${value}</fx:${name}>`)
		.join('')

const right: AttachedFile = {
	name: 'factur-x.xml',
	bytes: invoice,
	relationship: 'Alternative',
	mime: 'text/xml',
	modified: "D:20261121093000+01'00'",
}
const compose = (file: Partial<AttachedFile> = {}, document: Partial<AttachedDocument> = {}) =>
	composeAttached({ files: [{ ...right, ...file }], metadata: packet(own()), ...document })
const without = (key: keyof AttachedFile) => {
	const { [key]: _, ...rest } = right
	return composeAttached({ files: [rest as AttachedFile], metadata: packet(own()) })
}

const context: ValidationContext = {
	source: 'invoice.pdf',
	sha256: '0'.repeat(64),
	asOf: '2026-11-21',
	rules: { kind: 'alone', ruleSets: [] },
	digest: () => 'f'.repeat(64),
}
const departures = (bytes: Uint8Array) =>
	validate(bytes, context).verdict.findings.filter(({ rule }) => rule.startsWith('PDF-'))

const cases: [what: string, bytes: Uint8Array, ids: string[]][] = [
	['as it should be', compose(), []],
	['in object streams', compose({}, { form: 'stream' }), []],
	[
		'a second invoice',
		composeAttached({ files: [{ ...right, name: 'xrechnung.xml' }, right], metadata: packet(own()) }),
		['PDF-SEVERAL'],
	],
	[
		'an older name',
		compose(
			{ name: 'zugferd-invoice.xml' },
			{ metadata: packet(own({ DocumentFileName: 'zugferd-invoice.xml' })) },
		),
		['PDF-NAME'],
	],
	['a name in capitals', compose({ name: 'FACTUR-X.XML' }), ['PDF-NAME', 'PDF-XMP-NAME']],
	['not in the name tree', compose({ listed: false }), ['PDF-LISTED']],
	['not associated', compose({ associated: false }), ['PDF-ASSOCIATED']],
	['no relationship', without('relationship'), ['PDF-RELATIONSHIP']],
	['an odd relationship', compose({ relationship: 'Unspecified' }), ['PDF-RELATIONSHIP']],
	['no type', without('mime'), ['PDF-MIME']],
	['another type', compose({ mime: 'application/octet-stream' }), ['PDF-MIME']],
	['no date', without('modified'), ['PDF-DATE']],
	['an odd date', compose({ modified: '21/11/2026' }), ['PDF-DATE']],
	[
		'a wrong size',
		Buffer.from(
			Buffer.from(compose())
				.toString('latin1')
				.replace(/\/Size \d(\d{3,})/, '/Size 9$1'),
			'latin1',
		),
		['PDF-SIZE'],
	],
	['no metadata', composeAttached({ files: [right] }), ['PDF-XMP']],
	['broken metadata', compose({}, { metadata: '<x' }), ['PDF-XMP-UNREADABLE']],
	['metadata with a DOCTYPE', compose({}, { metadata: '<!DOCTYPE x><x/>' }), ['PDF-XMP-DOCTYPE']],
	['metadata of a plain PDF/A', compose({}, { metadata: packet('') }), ['PDF-XMP-INVOICE']],
	['an order', compose({}, { metadata: packet(own({ DocumentType: 'ORDER' })) }), ['PDF-XMP-TYPE']],
	['another file', compose({}, { metadata: packet(own({ DocumentFileName: 'x.xml' })) }), ['PDF-XMP-NAME']],
	['a version to come', compose({}, { metadata: packet(own({ Version: '9' })) }), ['PDF-XMP-VERSION']],
	[
		'an unknown level',
		compose({}, { metadata: packet(own({ ConformanceLevel: 'FULL' })) }),
		['PDF-XMP-LEVEL'],
	],
	[
		'another level',
		compose({}, { metadata: packet(own({ ConformanceLevel: 'BASIC' })) }),
		['PDF-XMP-PROFILE'],
	],
	[
		'the level of MINIMUM',
		compose({ bytes: minimum }, { metadata: packet(own({ ConformanceLevel: 'MINIMUM' })) }),
		[],
	],
	[
		'PDF/A-1',
		compose({}, { metadata: packet(own(), '<p:part>1</p:part><p:conformance>B</p:conformance>') }),
		['PDF-PDFA'],
	],
	['no PDF/A', compose({}, { metadata: packet(own(), '') }), ['PDF-PDFA']],
	['no output intent', compose({}, { outputIntent: false }), ['PDF-OUTPUT-INTENT']],
	[
		'a script',
		compose({}, { catalog: '/OpenAction<</S/JavaScript /JS(app.alert\\(1\\))>>' }),
		['PDF-SCRIPT'],
	],
	[
		'a damaged table',
		Buffer.from(Buffer.from(compose()).toString('latin1').replace('xref\n0', 'xref\nx'), 'latin1'),
		['PDF-DAMAGED'],
	],
]
test.each(cases)('%s', (_, bytes, ids) => {
	const found = departures(bytes)
	expect(found.map(({ rule }) => rule)).toEqual(ids)
	for (const { location, severity, rule } of found) {
		expect(location.path).toMatch(/^pdf:\//)
		expect(severity).toBe(checks[rule as keyof typeof checks])
	}
})

test('every check has a severity, and sentences in two languages', () => {
	expect(Object.keys(pdfAdvice).sort()).toEqual(Object.keys(checks).sort())
	expect(new Set(cases.flatMap(([, , ids]) => ids))).toEqual(new Set(Object.keys(checks)))
	for (const id of Object.keys(pdfAdvice) as (keyof typeof pdfAdvice)[]) {
		const { message, why, fix } = pdfAdviceOn(id, { name: 'factur-x.xml' })
		for (const { fr, en } of [message, why, fix]) {
			expect(fr).toMatch(/^\p{Lu}[^{}]*\.$/u)
			expect(en).toMatch(/^\p{Lu}[^{}]*\.$/u)
		}
	}
})

test('a check that refuses makes the file inadmissible', () => {
	const { verdict } = validate(compose({}, { metadata: '<!DOCTYPE x><x/>' }), context)
	expect(verdict).toMatchObject({
		verdict: 'inadmissible',
		carrier: 'pdf',
		rejections: [{ code: 'IRR_SYNTAX', status: '501', findings: [0] }],
	})
})

test('of several invoices the one that the metadata names is judged, and refused', () => {
	const older = { ...right, name: 'ZUGFeRD-invoice.xml', bytes: minimum }
	const { verdict } = validate(composeAttached({ files: [older, right], metadata: packet(own()) }), context)
	expect(verdict).toMatchObject({
		verdict: 'inadmissible',
		syntax: 'cii',
		profile: 'urn:cen.eu:en16931:2017',
		rejections: [{ code: 'IRR_SYNTAX', status: '501' }],
		findings: [
			{
				rule: 'PDF-SEVERAL',
				severity: 'fatal',
				found: 'ZUGFeRD-invoice.xml, factur-x.xml',
				expected: 'factur-x.xml',
			},
		],
	})
})

test('the verdict says what the PDF is and carries', () => {
	const note = { name: 'note.pdf', bytes: invoice.subarray(0, 9), mime: 'application/pdf' }
	const { verdict } = validate(composeAttached({ files: [note, right], metadata: packet(own()) }), context)
	expect(verdict.recognised).toEqual({
		format: { name: 'Factur-X', version: '1.0', profile: 'EN 16931', confidence: 'certain' },
		encoding: 'utf-8',
	})
	expect(verdict.pdf).toEqual({
		version: '1.7',
		pages: 1,
		conformance: 'PDF/A-3B',
		attachments: [
			{ name: 'note.pdf', invoice: false, mime: 'application/pdf', size: 9 },
			{
				name: 'factur-x.xml',
				invoice: true,
				relationship: 'Alternative',
				mime: 'text/xml',
				size: invoice.length,
				sha256: 'f'.repeat(64),
			},
		],
	})
})

const refused: [what: string, bytes: Uint8Array, id: string, code: string, message: RegExp][] = [
	['no attachment', composeAttached({ files: [] }), 'READ-PDF-PLAIN', 'IRR_TYPE_F', /plain PDF/],
	[
		'other attachments',
		composeAttached({ files: [{ name: 'a.csv', bytes: invoice }] }),
		'READ-PDF-NO-INVOICE',
		'IRR_TYPE_F',
		/a\.csv/,
	],
	[
		'two invoices',
		composeAttached({ files: [right, { ...right, name: 'xrechnung.xml' }] }),
		'READ-PDF-SEVERAL',
		'IRR_SYNTAX',
		/factur-x\.xml, xrechnung\.xml/,
	],
	[
		'the metadata naming neither',
		composeAttached({
			files: [right, { ...right, name: 'xrechnung.xml' }],
			metadata: packet(own({ DocumentFileName: 'zugferd-invoice.xml' })),
		}),
		'READ-PDF-SEVERAL',
		'IRR_SYNTAX',
		/factur-x\.xml, xrechnung\.xml/,
	],
	[
		'the metadata naming two',
		composeAttached({ files: [right, right], metadata: packet(own()) }),
		'READ-PDF-SEVERAL',
		'IRR_SYNTAX',
		/factur-x\.xml, factur-x\.xml/,
	],
	[
		'the same name twice',
		composeAttached({ files: [right, right] }),
		'READ-PDF-SEVERAL',
		'IRR_SYNTAX',
		/factur-x\.xml, factur-x\.xml/,
	],
	[
		'an empty attachment',
		compose({ bytes: new Uint8Array() }),
		'READ-EMPTY',
		'IRR_VIDE_F',
		/^In the attached file “factur-x\.xml”: /,
	],
	[
		'a broken invoice',
		compose({ bytes: invoice.subarray(0, 900) }),
		'READ-MALFORMED',
		'IRR_SYNTAX',
		/^In the attached file/,
	],
	['a PDF in the PDF', compose({ bytes: compose() }), 'READ-PDF', 'IRR_TYPE_F', /^In the attached file/],
	[
		'ZUGFeRD 1',
		compose({
			bytes: Buffer.from('<c:CrossIndustryDocument xmlns:c="urn:ferd:CrossIndustryDocument:invoice:1p0"/>'),
		}),
		'READ-ZUGFERD-1',
		'IRR_TYPE_F',
		/ZUGFeRD 1/,
	],
	[
		'encryption',
		compose({}, { trailer: ' /Encrypt<</Filter/Standard>>' }),
		'READ-PDF-ENCRYPTED',
		'IRR_SYNTAX',
		/encryption/,
	],
]
test.each(refused)('%s is inadmissible', (_, bytes, id, code, message) => {
	const { verdict } = validate(bytes, { ...context, rules: { kind: 'chosen', load: () => expect.fail() } })
	expect(verdict).toMatchObject({
		verdict: 'inadmissible',
		carrier: 'pdf',
		rejections: [{ code, status: '501' }],
	})
	expect(verdict.findings[0]).toMatchObject({ rule: id, message: { en: expect.stringMatching(message) } })
})

test('limits of the PDF are the caller’s', () => {
	expect(openPdf(compose(), { pdfObjects: 10 })).toMatchObject({
		id: 'READ-LIMIT',
		values: { limit: 'pdfObjects' },
	})
	expect(validate(compose(), { ...context, limits: { bytes: 100 } }).verdict.findings[0]?.rule).toBe(
		'READ-TOO-LARGE',
	)
})
