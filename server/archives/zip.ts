/**
 * The entries of a ZIP archive, by its central directory, read where they stand.
 *
 * yauzl reads the directory and the streams; names, sizes, ratio and checksums are judged here.
 */
import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { type Meter, Refusal } from './limits.ts'

export interface ZipEntry {
	readonly name: string
	readonly kind: 'file' | 'folder' | 'link'
	readonly size: number
	read(): Promise<Uint8Array>
}

export async function* zipEntries(from: string | Uint8Array, meter: Meter): AsyncGenerator<ZipEntry> {
	const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false }
	const zip = await (typeof from === 'string'
		? openPromise(from, options)
		: fromBufferPromise(Buffer.from(from.buffer, from.byteOffset, from.length), options)
	).catch(refuse)
	try {
		for await (const entry of entriesOf(zip)) {
			meter.entry()
			yield {
				name: nameOf(entry).replace(/\/$/, ''),
				kind: kindOf(entry),
				size: entry.uncompressedSize,
				read: () => contentOf(zip, entry, meter),
			}
		}
	} finally {
		zip.close()
	}
}

/** What yauzl complains of is the archive's fault; a Refusal passes. */
function refuse(error: unknown): never {
	if (error instanceof Refusal) throw error
	if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error
	throw new Refusal({ id: 'READ-ARCHIVE' })
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
	const entries = zip.eachEntry()
	for (;;) {
		const next = await entries.next().catch(refuse)
		if (next.done) return
		yield next.value
	}
}

function nameOf(entry: Entry): string {
	return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
}

function kindOf(entry: Entry): ZipEntry['kind'] {
	if (nameOf(entry).endsWith('/')) return 'folder'
	// Made on Unix, the upper half holds the file's mode: a type other than regular is a link or a device.
	const unix = entry.versionMadeBy >> 8 === 3
	const type = (entry.externalFileAttributes >>> 28) & 0xf
	return unix && type !== 0 && type !== 8 ? 'link' : 'file'
}

async function contentOf(zip: ZipFile, entry: Entry, meter: Meter): Promise<Uint8Array> {
	const { archiveEntryBytes } = meter.limits
	if (entry.uncompressedSize > archiveEntryBytes) meter.exceeded('archiveEntryBytes', entry.uncompressedSize)
	if (entry.isEncrypted()) throw new Refusal({ id: 'READ-ARCHIVE-ENCRYPTED' })
	const stream = await zip.openReadStreamPromise(entry).catch(refuse)
	const chunks: Uint8Array[] = []
	let size = 0
	let sum = 0
	try {
		for await (const chunk of stream as AsyncIterable<Uint8Array>) {
			size += chunk.length
			meter.inflated(chunk.length, size, entry.compressedSize)
			sum = crc32(chunk, sum)
			chunks.push(chunk)
		}
	} catch (error) {
		refuse(error)
	} finally {
		stream.destroy()
	}
	if (sum !== entry.crc32) throw new Refusal({ id: 'READ-ARCHIVE' })
	return Buffer.concat(chunks, size)
}
