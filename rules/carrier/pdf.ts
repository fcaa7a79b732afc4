/**
 * The invoice inside a PDF: which attached file it is, and what the container says of it.
 *
 * Factur-X fixes the name of the file, its relationship to the document and the metadata; PDF/A-3 fixes how a
 * file is attached. Each departure is a finding of its own; checks.json says which of them refuse.
 */
import {
	type Pdf,
	type PdfAttachment,
	type PdfLimits,
	type ReadFailure,
	readPdf,
	type Severity,
	type Xmp,
} from '#engine'
import type { Unreadable } from '../reading.ts'
import type { Remark } from '../remark.ts'
import type { PdfSummary } from '../verdict.ts'
import checks from './checks.json' with { type: 'json' }
import { type PdfCheckId, pdfAdviceOn } from './explanations.ts'
import type { Claim, FormatName } from './format.ts'

/** A departure, by the id of its check, with the values that its sentences show. */
export interface PdfFault {
	readonly id: PdfCheckId
	/** Where in the PDF, as a path of dictionary keys. */
	readonly place: string
	readonly values?: Readonly<Record<string, string>>
	readonly found?: string
	readonly expected?: string
}

export interface PdfInvoice {
	readonly kind: 'pdf-invoice'
	readonly pdf: Pdf
	readonly attachment: PdfAttachment
	/** The XML as attached. */
	readonly bytes: Uint8Array
	readonly metadata: InvoiceMetadata | undefined
	readonly faults: readonly PdfFault[]
}

/** What the metadata says of the attached invoice. */
export interface InvoiceMetadata {
	readonly standard: FormatName
	readonly documentType?: string
	readonly fileName?: string
	readonly version?: string
	readonly level?: string
}

/** File names of an invoice, and the standard each belongs to; the first is today's. */
const names: readonly (readonly [string, FormatName])[] = [
	['factur-x.xml', 'Factur-X'],
	['xrechnung.xml', 'XRechnung'],
	['zugferd-invoice.xml', 'ZUGFeRD 2'],
	['ZUGFeRD-invoice.xml', 'ZUGFeRD 1'],
]

/** Namespaces under which metadata speaks of an invoice. */
const namespaces: Readonly<Record<string, FormatName>> = {
	'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#': 'Factur-X',
	'urn:zugferd:pdfa:CrossIndustryDocument:invoice:2p0#': 'ZUGFeRD 2',
	'urn:ferd:pdfa:CrossIndustryDocument:invoice:1p0#': 'ZUGFeRD 1',
	'urn:ferd:pdfa:invoice:rc#': 'ZUGFeRD 1',
}
const pdfaNamespace = 'http://www.aiim.org/pdfa/ns/id/'

const levels = [
	'MINIMUM',
	'BASIC WL',
	'BASIC',
	'COMFORT',
	'EN 16931',
	'EXTENDED',
	'XRECHNUNG',
	'EXTENDED-CTC-FR',
]
const versions: Readonly<Partial<Record<FormatName, readonly string[]>>> = {
	'Factur-X': ['1.0', '1p0', '2p0', '2.0', '2p1', '2.1', '2.2', '2.3', '3.0'],
	'ZUGFeRD 2': ['1.0', '2p0', '2.0'],
	'ZUGFeRD 1': ['1.0', 'RC'],
}

/**
 * Opens a PDF and takes its invoice out, or says why there is none to judge. Of several files with an invoice's
 * name the one that the metadata names is taken, and the others are a fault of their own.
 */
export function openPdf(bytes: Uint8Array, limits?: Partial<PdfLimits>): PdfInvoice | Unreadable {
	const pdf = readPdf(bytes, limits)
	if (pdf.kind === 'read-failure') return pdf
	const found = pdf.attachments.filter(({ name }) => standardOf(name) !== undefined)
	if (found.length === 0) return withoutInvoice(pdf)
	const metadata = isXmp(pdf.xmp) ? metadataOf(pdf.xmp) : undefined
	const [attachment, ...more] =
		found.length === 1 ? found : found.filter(({ name }) => name === metadata?.fileName)
	const names = found.map(({ name }) => name).join(', ')
	if (attachment === undefined || more.length > 0) return { id: 'READ-PDF-SEVERAL', values: { names } }
	const content = attachment.content()
	if (!(content instanceof Uint8Array)) return content
	const faults = [...fileFaults(pdf, attachment, content), ...metadataFaults(pdf, attachment, metadata)]
	// Who reads the PDF by its metadata finds this one; others may find another, so it is judged and refused.
	if (found.length > 1)
		faults.unshift({
			id: 'PDF-SEVERAL',
			place: 'pdf:/Root/Names/EmbeddedFiles',
			values: { name: attachment.name },
			found: names,
			expected: attachment.name,
		})
	return { kind: 'pdf-invoice', pdf, attachment, bytes: content, metadata, faults }
}

function withoutInvoice(pdf: Pdf): Unreadable {
	if (pdf.attachments.length === 0) return { id: 'READ-PDF-PLAIN' }
	const shown = pdf.attachments.slice(0, 5).map(({ name }) => name)
	if (pdf.attachments.length > shown.length) shown.push('…')
	return { id: 'READ-PDF-NO-INVOICE', values: { names: shown.join(', ') } }
}

/** The standard that a file name belongs to, letters of any case. */
function standardOf(name: string): FormatName | undefined {
	const exact = names.find(([known]) => known === name)
	return (exact ?? names.find(([known]) => known.toLowerCase() === name.toLowerCase()))?.[1]
}

function isXmp(xmp: Xmp | ReadFailure | undefined): xmp is Xmp {
	return xmp?.kind === 'xmp'
}

function metadataOf(xmp: Xmp): InvoiceMetadata | undefined {
	const own = xmp.properties.filter(({ uri }) => Object.hasOwn(namespaces, uri))
	const [first] = own
	if (first === undefined) return undefined
	const value = (name: string): string | undefined => own.find((property) => property.name === name)?.value
	const [documentType, fileName, version, level] = [
		value('DocumentType'),
		value('DocumentFileName'),
		value('Version'),
		value('ConformanceLevel'),
	]
	return {
		standard: namespaces[first.uri]!,
		...(documentType !== undefined && { documentType }),
		...(fileName !== undefined && { fileName }),
		...(version !== undefined && { version }),
		...(level !== undefined && { level }),
	}
}

/** `PDF/A-3B`, as claimed. */
function conformanceOf(xmp: Xmp): string | undefined {
	const value = (key: string) =>
		xmp.properties.find(({ uri, name }) => uri === pdfaNamespace && name === key)?.value
	const part = value('part')
	return part === undefined ? undefined : `PDF/A-${part}${value('conformance') ?? ''}`
}

/** How the file is attached. */
function fileFaults(pdf: Pdf, attachment: PdfAttachment, content: Uint8Array): PdfFault[] {
	const faults: PdfFault[] = []
	const { name } = attachment
	const place = `pdf:/Root/Names/EmbeddedFiles/${name}`
	if (name !== 'factur-x.xml' && name !== 'xrechnung.xml')
		faults.push({ id: 'PDF-NAME', place, values: { name }, found: name, expected: 'factur-x.xml' })
	if (!attachment.listed)
		faults.push({ id: 'PDF-LISTED', place: 'pdf:/Root/Names/EmbeddedFiles', values: { name } })
	if (!attachment.associated) faults.push({ id: 'PDF-ASSOCIATED', place: 'pdf:/Root/AF', values: { name } })
	const { relationship, mime, modified, size } = attachment
	if (relationship === undefined || !['Data', 'Source', 'Alternative'].includes(relationship))
		faults.push({
			id: 'PDF-RELATIONSHIP',
			place: `${place}/AFRelationship`,
			values: { name },
			...(relationship !== undefined && { found: relationship }),
			expected: 'Data, Source, Alternative',
		})
	if (mime !== 'text/xml' && mime !== 'application/xml')
		faults.push({
			id: 'PDF-MIME',
			place: `${place}/EF/F/Subtype`,
			values: { name },
			...(mime !== undefined && { found: mime }),
			expected: 'text/xml',
		})
	if (modified === undefined || !isPdfDate(modified))
		faults.push({
			id: 'PDF-DATE',
			place: `${place}/EF/F/Params/ModDate`,
			values: { name },
			...(modified !== undefined && { found: modified }),
		})
	if (size !== undefined && size !== content.length)
		faults.push({
			id: 'PDF-SIZE',
			place: `${place}/EF/F/Params/Size`,
			values: { name },
			found: String(size),
			expected: String(content.length),
		})
	if (pdf.outputIntents.length === 0)
		faults.push({ id: 'PDF-OUTPUT-INTENT', place: 'pdf:/Root/OutputIntents' })
	if (pdf.scripts.length > 0)
		faults.push({ id: 'PDF-SCRIPT', place: `pdf:/Root/${pdf.scripts[0]}`, found: pdf.scripts.join(', ') })
	if (pdf.damage !== undefined) faults.push({ id: 'PDF-DAMAGED', place: 'pdf:/' })
	return faults
}

/** `D:` and at least a year (ISO 32000-1, 7.9.4). */
function isPdfDate(text: string): boolean {
	return /^D:\d{4}(?:0[1-9]|1[0-2])?(?:0[1-9]|[12]\d|3[01])?(?:\d{2}){0,3}(?:Z(?:00'?(?:00'?)?)?|[+-]\d{2}'?(?:\d{2}'?)?)?$/.test(
		text,
	)
}

/** What the metadata says, and what it should. */
function metadataFaults(
	pdf: Pdf,
	{ name }: PdfAttachment,
	metadata: InvoiceMetadata | undefined,
): PdfFault[] {
	const place = 'pdf:/Root/Metadata'
	if (pdf.xmp === undefined) return [{ id: 'PDF-XMP', place }]
	if (!isXmp(pdf.xmp))
		return [{ id: pdf.xmp.id === 'READ-DOCTYPE' ? 'PDF-XMP-DOCTYPE' : 'PDF-XMP-UNREADABLE', place }]
	const faults: PdfFault[] = []
	const conformance = conformanceOf(pdf.xmp)
	if (!/^PDF\/A-3[ABU]$/i.test(conformance ?? ''))
		faults.push({
			id: 'PDF-PDFA',
			place: `${place}/pdfaid:part`,
			...(conformance !== undefined && { found: conformance }),
			expected: 'PDF/A-3B, PDF/A-3U, PDF/A-3A',
		})
	if (metadata === undefined) return [...faults, { id: 'PDF-XMP-INVOICE', place }]
	const wrong = (id: PdfCheckId, key: string, found: string | undefined, expected: string): PdfFault => ({
		id,
		place: `${place}/fx:${key}`,
		...(found !== undefined && { found }),
		expected,
	})
	const { documentType, fileName, version, level, standard } = metadata
	if (documentType !== 'INVOICE') faults.push(wrong('PDF-XMP-TYPE', 'DocumentType', documentType, 'INVOICE'))
	if (fileName !== name) faults.push(wrong('PDF-XMP-NAME', 'DocumentFileName', fileName, name))
	const known = versions[standard] ?? []
	if (!known.includes(version ?? ''))
		faults.push(wrong('PDF-XMP-VERSION', 'Version', version, known[0] ?? '1.0'))
	if (!levels.includes(level ?? ''))
		faults.push(wrong('PDF-XMP-LEVEL', 'ConformanceLevel', level, levels.join(', ')))
	return faults
}

/** Whether the metadata names the profile that the invoice itself claims (BT-24). */
export function profileFault(
	metadata: InvoiceMetadata | undefined,
	specification: Claim | undefined,
): PdfFault | undefined {
	const level = metadata?.level
	if (level === undefined || !levels.includes(level) || specification === undefined) return undefined
	const own = specification.name === 'XRechnung' ? 'XRECHNUNG' : (specification.profile ?? 'EN 16931')
	const said = level === 'COMFORT' ? 'EN 16931' : level
	// An XRechnung and the French extension may also call themselves by the profile that they are built on.
	const also = own === 'XRECHNUNG' ? 'EN 16931' : own === 'EXTENDED-CTC-FR' ? 'EXTENDED' : own
	if (said === own || said === also) return undefined
	return {
		id: 'PDF-XMP-PROFILE',
		place: 'pdf:/Root/Metadata/fx:ConformanceLevel',
		found: level,
		expected: own,
	}
}

/** What a PDF claims to hold, for recognition. */
export function claimOf({ attachment, metadata }: PdfInvoice): Claim {
	const name = metadata?.standard ?? standardOf(attachment.name) ?? 'Factur-X'
	return {
		name,
		...(metadata?.version !== undefined && { version: metadata.version }),
		...(metadata?.level !== undefined && { profile: metadata.level }),
	}
}

/** The fault as a finding. */
export function pdfRemark({ id, place, values, found, expected }: PdfFault): Remark {
	const severities: Readonly<Record<PdfCheckId, string>> = checks
	return {
		kind: 'remark',
		node: 0,
		rule: id,
		ruleSet: 'recevable-pdf',
		severity: severities[id] as Severity,
		terms: id === 'PDF-XMP-PROFILE' ? ['BT-24'] : [],
		location: { path: place, line: 1, column: 1, offset: 0 },
		...pdfAdviceOn(id, values),
		...(found !== undefined && { found }),
		...(expected !== undefined && { expected }),
	}
}

/** What the verdict says of the PDF. */
export function summaryOf(
	{ pdf, attachment, bytes }: PdfInvoice,
	digest?: (bytes: Uint8Array) => string,
): PdfSummary {
	const { xmp } = pdf
	const pdfa = isXmp(xmp) ? conformanceOf(xmp) : undefined
	return {
		version: pdf.version,
		...(pdf.pages !== undefined && { pages: pdf.pages }),
		...(pdfa !== undefined && { conformance: pdfa }),
		attachments: pdf.attachments.map((file) => {
			const invoice = file === attachment
			const { name, relationship, mime } = file
			const size = invoice ? bytes.length : file.size
			return {
				name,
				invoice,
				...(relationship !== undefined && { relationship }),
				...(mime !== undefined && { mime }),
				...(size !== undefined && { size }),
				...(invoice && digest !== undefined && { sha256: digest(bytes) }),
			}
		}),
	}
}
