/**
 * What departs from Factur-X and PDF/A-3 in the way an invoice is attached to its PDF; checks.json says which
 * departures refuse.
 */
import type { Pdf, PdfAttachment, Severity } from '#engine'
import type { Remark } from '../remark.ts'
import checks from './checks.json' with { type: 'json' }
import { type PdfCheckId, pdfAdviceOn } from './explanations.ts'
import type { Claim, FormatName } from './format.ts'
import { conformanceOf, type InvoiceMetadata, isXmp } from './metadata.ts'

/** A departure, by the id of its check, with the values that its sentences show. */
export interface PdfFault {
	readonly id: PdfCheckId
	/** Where in the PDF, as a path of dictionary keys. */
	readonly place: string
	readonly values?: Readonly<Record<string, string>>
	readonly found?: string
	readonly expected?: string
}

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

/** How the file is attached. */
export function fileFaults(pdf: Pdf, attachment: PdfAttachment, content: Uint8Array): PdfFault[] {
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
export function metadataFaults(
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
