/** What the metadata of a PDF (XMP) says of the invoice attached to it, and of the PDF itself. */
import type { ReadFailure, Xmp } from '#engine'
import type { FormatName } from './format.ts'

export interface InvoiceMetadata {
	readonly standard: FormatName
	readonly documentType?: string
	readonly fileName?: string
	readonly version?: string
	readonly level?: string
}

/** Namespaces under which metadata speaks of an invoice. */
const namespaces: Readonly<Record<string, FormatName>> = {
	'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#': 'Factur-X',
	'urn:zugferd:pdfa:CrossIndustryDocument:invoice:2p0#': 'ZUGFeRD 2',
	'urn:ferd:pdfa:CrossIndustryDocument:invoice:1p0#': 'ZUGFeRD 1',
	'urn:ferd:pdfa:invoice:rc#': 'ZUGFeRD 1',
}
const pdfaNamespace = 'http://www.aiim.org/pdfa/ns/id/'

export function isXmp(xmp: Xmp | ReadFailure | undefined): xmp is Xmp {
	return xmp?.kind === 'xmp'
}

export function metadataOf(xmp: Xmp): InvoiceMetadata | undefined {
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
export function conformanceOf(xmp: Xmp): string | undefined {
	const value = (key: string) =>
		xmp.properties.find(({ uri, name }) => uri === pdfaNamespace && name === key)?.value
	const part = value('part')
	return part === undefined ? undefined : `PDF/A-${part}${value('conformance') ?? ''}`
}
