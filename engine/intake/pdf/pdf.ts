/**
 * What a PDF says of itself and carries: attached files, metadata, marks of PDF/A-3.
 *
 * Only the few objects that lead there are read: catalog, name tree of embedded files, associated files,
 * metadata. Pages, fonts, images and scripts are never looked into, and nothing of the file is ever run.
 */
import { type ReadFailure, readFailure } from '../failure.ts'
import { PdfFile } from './file.ts'
import { as, characters, type Dictionary, type PdfObject, type Stream } from './object.ts'
import { defaultPdfLimits, Exceeded, type PdfLimits, Trouble } from './trouble.ts'
import { readXmp, type Xmp } from './xmp.ts'

export interface PdfAttachment {
	/** Its file name as shown to people; the name tree's key where the file has none. */
	readonly name: string
	readonly description: string | undefined
	/** AFRelationship: `Data`, `Source`, `Alternative`, `Supplement`, `Unspecified` or another name. */
	readonly relationship: string | undefined
	/** MIME type that the file is said to have. */
	readonly mime: string | undefined
	/** As written: `D:20261121093000+01'00'`. */
	readonly created: string | undefined
	readonly modified: string | undefined
	/** Bytes, as declared. */
	readonly size: number | undefined
	/** It stands in the name tree of embedded files, where viewers list attachments. */
	readonly listed: boolean
	/** It stands among the files associated with the document as a whole. */
	readonly associated: boolean
	/** Its bytes, or why they cannot be had. */
	content(): Uint8Array | ReadFailure
}

export interface Pdf {
	readonly kind: 'pdf'
	/** Of the header or, if there, the catalog. */
	readonly version: string
	/** How many times the file was saved. */
	readonly sections: number
	/** What had to be got around to read the file. */
	readonly damage: string | undefined
	/** As the page tree declares it. */
	readonly pages: number | undefined
	readonly attachments: readonly PdfAttachment[]
	/** The catalog has an AF array. */
	readonly associates: boolean
	/** Metadata of the document; undefined if there is none. */
	readonly xmp: Xmp | ReadFailure | undefined
	/** Subtypes of the output intents, as `GTS_PDFA1`. */
	readonly outputIntents: readonly string[]
	/** Where the file holds scripts or starts something when opened. */
	readonly scripts: readonly string[]
}

/** Reads what a PDF carries, or says why it cannot be read. Never throws, whatever the bytes. */
export function readPdf(bytes: Uint8Array, limits: Partial<PdfLimits> = {}): Pdf | ReadFailure {
	return attempt(() => {
		const file = new PdfFile(bytes, { ...defaultPdfLimits, ...limits })
		if (file.trailer('Encrypt') !== null) return readFailure('READ-PDF-ENCRYPTED', 'The PDF is encrypted.')
		const catalog = file.dictionary(file.trailer('Root'))
		if (catalog === undefined) throw new Trouble('the catalog is missing')
		return contents(file, catalog)
	})
}

/** Damage and limits as failures. */
function attempt<T>(read: () => T | ReadFailure): T | ReadFailure {
	try {
		return read()
	} catch (error) {
		if (error instanceof Trouble)
			return readFailure('READ-PDF-UNREADABLE', error.message, { reason: error.reason })
		if (error instanceof Exceeded) {
			const { limit, allowed, count } = error
			return readFailure('READ-LIMIT', error.message, {
				limit,
				allowed: String(allowed),
				count: String(count),
			})
		}
		throw error
	}
}

function contents(file: PdfFile, catalog: Dictionary): Pdf {
	const names = file.dictionary(catalog.entries.get('Names'))
	const associated = file.array(catalog.entries.get('AF'))
	const attachments = attachmentsOf(file, names, associated)
	const version = file.name(catalog.entries.get('Version'))
	const pages = file.get(file.dictionary(catalog.entries.get('Pages')), 'Count')
	return {
		kind: 'pdf',
		version: version ?? file.version,
		sections: file.sections,
		pages: typeof pages === 'number' ? pages : undefined,
		attachments,
		associates: associated.length > 0,
		xmp: metadataOf(file, catalog),
		outputIntents: file
			.array(catalog.entries.get('OutputIntents'))
			.map((item) => file.name(file.dictionary(item)?.entries.get('S')) ?? '?'),
		scripts: scriptsOf(file, catalog, names),
		// Last: damage may be found while the rest is read.
		damage: file.damage,
	}
}

function metadataOf(file: PdfFile, catalog: Dictionary): Xmp | ReadFailure | undefined {
	const stream = as('stream', file.get(catalog, 'Metadata'))
	return stream && attempt(() => readXmp(file.unpack(stream)))
}

function scriptsOf(file: PdfFile, catalog: Dictionary, names: Dictionary | undefined): string[] {
	const found: string[] = []
	if (names?.entries.has('JavaScript')) found.push('Names/JavaScript')
	if (catalog.entries.has('AA')) found.push('AA')
	const action = as('dictionary', file.get(catalog, 'OpenAction'))
	const kind = file.name(action?.entries.get('S'))
	if (kind !== undefined && kind !== 'GoTo') found.push(`OpenAction/${kind}`)
	return found
}

function attachmentsOf(
	file: PdfFile,
	names: Dictionary | undefined,
	associated: readonly PdfObject[],
): PdfAttachment[] {
	const listed = namedFiles(file, names?.entries.get('EmbeddedFiles'))
	const places: { key: string | undefined; object: PdfObject; listed: boolean; associated: boolean }[] =
		listed.map(([key, object]) => ({ key, object, listed: true, associated: false }))
	for (const object of associated) {
		const same = places.find((place) => isSame(file, place.object, object))
		if (same === undefined) places.push({ key: undefined, object, listed: false, associated: true })
		else same.associated = true
		if (places.length > file.limits.pdfAttachments) file.exceeded('pdfAttachments', places.length)
	}
	return places.map(({ key, object, ...where }) => ({ ...specified(file, object, key), ...where }))
}

/** By reference or, for objects written in place, by identity; the same bytes by two dictionaries count too. */
function isSame(file: PdfFile, a: PdfObject, b: PdfObject): boolean {
	const [one, other] = [as('reference', a), as('reference', b)]
	if (one !== undefined && other !== undefined && one.number === other.number) return true
	const stream = embeddedStream(file, file.dictionary(a))
	return stream !== undefined && stream.start === embeddedStream(file, file.dictionary(b))?.start
}

/** Keys and values of a name tree (7.9.6), each node once. */
function namedFiles(file: PdfFile, root: PdfObject | undefined): (readonly [string, PdfObject])[] {
	const found: (readonly [string, PdfObject])[] = []
	const seen = new Set<PdfObject>()
	const waiting: PdfObject[] = [root ?? null]
	while (waiting.length > 0) {
		const node = file.dictionary(waiting.pop())
		if (node === undefined || seen.has(node)) continue
		seen.add(node)
		if (seen.size > file.limits.pdfAttachments * 2) file.exceeded('pdfAttachments', seen.size)
		const names = file.array(node.entries.get('Names'))
		for (let i = 0; i + 1 < names.length; i += 2) {
			const key = as('text', file.resolve(names[i]))
			found.push([key === undefined ? '' : characters(key), names[i + 1]!])
			if (found.length > file.limits.pdfAttachments) file.exceeded('pdfAttachments', found.length)
		}
		const kids = file.array(node.entries.get('Kids'))
		if (kids.length > file.limits.pdfAttachments) file.exceeded('pdfAttachments', kids.length)
		waiting.push(...kids.toReversed())
	}
	return found
}

function specified(
	file: PdfFile,
	object: PdfObject,
	key: string | undefined,
): Omit<PdfAttachment, 'listed' | 'associated'> {
	const specification = file.dictionary(object)
	const stream = embeddedStream(file, specification)
	const parameters = file.dictionary(stream?.dictionary.entries.get('Params'))
	const text = (from: Dictionary | undefined, name: string): string | undefined => {
		const value = as('text', file.get(from, name))
		return value && characters(value)
	}
	const size = file.get(parameters, 'Size')
	return {
		name: baseName(text(specification, 'UF') ?? text(specification, 'F') ?? key ?? ''),
		description: text(specification, 'Desc'),
		relationship: file.name(specification?.entries.get('AFRelationship')),
		mime: file.name(stream?.dictionary.entries.get('Subtype')),
		created: text(parameters, 'CreationDate'),
		modified: text(parameters, 'ModDate'),
		size: typeof size === 'number' ? size : undefined,
		content: () =>
			attempt(() => {
				if (stream === undefined) throw new Trouble('an attached file has no content')
				return file.unpack(stream)
			}),
	}
}

/** The stream of an embedded file (7.11.4). */
function embeddedStream(file: PdfFile, specification: Dictionary | undefined): Stream | undefined {
	const embedded = file.dictionary(specification?.entries.get('EF'))
	return as('stream', file.get(embedded, 'UF')) ?? as('stream', file.get(embedded, 'F'))
}

/** The last part of a path, whichever way its slashes lean. */
function baseName(path: string): string {
	return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
