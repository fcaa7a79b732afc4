/**
 * The invoice inside a PDF: which attached file it is, and what the container says of it.
 *
 * Factur-X fixes the name of the file, its relationship to the document and the metadata; PDF/A-3 fixes how a
 * file is attached. Each departure is a finding of its own.
 */
import { type Pdf, type PdfAttachment, type PdfLimits, readPdf } from '#engine'
import type { Unreadable } from '../reading/reading.ts'
import type { PdfSummary } from '../verdict.ts'
import { fileFaults, metadataFaults, type PdfFault } from './faults.ts'
import type { Claim, FormatName } from './format.ts'
import { conformanceOf, type InvoiceMetadata, isXmp, metadataOf } from './metadata.ts'

export interface PdfInvoice {
	readonly kind: 'pdf-invoice'
	readonly pdf: Pdf
	readonly attachment: PdfAttachment
	/** The XML as attached. */
	readonly bytes: Uint8Array
	readonly metadata: InvoiceMetadata | undefined
	readonly faults: readonly PdfFault[]
}

/** File names of an invoice, and the standard each belongs to; the first is today's. */
const names: readonly (readonly [string, FormatName])[] = [
	['factur-x.xml', 'Factur-X'],
	['xrechnung.xml', 'XRechnung'],
	['zugferd-invoice.xml', 'ZUGFeRD 2'],
	['ZUGFeRD-invoice.xml', 'ZUGFeRD 1'],
]

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

/** What a PDF claims to hold, for recognition. */
export function claimOf({ attachment, metadata }: PdfInvoice): Claim {
	const name = metadata?.standard ?? standardOf(attachment.name) ?? 'Factur-X'
	return {
		name,
		...(metadata?.version !== undefined && { version: metadata.version }),
		...(metadata?.level !== undefined && { profile: metadata.level }),
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
