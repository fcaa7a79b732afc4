/**
 * Archives, entry by entry: `.zip`, `.tar`, `.tar.gz`, and archives inside them up to a limit.
 *
 * Nothing is unpacked to disk. One entry's bytes are in memory at a time, besides those of an archive inside
 * the archive. What cannot be taken out is an entry of its own, with the reason, and the rest goes on.
 */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Unreadable } from '#rules'
import { type ArchiveLimits, Meter, Refusal } from './limits.ts'
import { checkName, kindOfName } from './name.ts'
import { isTar, type TarEntry, tarEntries } from './tar.ts'
import { type ZipEntry, zipEntries } from './zip.ts'

export type ArchiveEntry =
	| { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
	/** It was not taken out, or the archive ends here. */
	| { readonly kind: 'refused'; readonly name: string; readonly failure: Unreadable }
	/** Neither an invoice nor an archive, by its name. */
	| { readonly kind: 'passed-over'; readonly name: string }

export type ArchiveKind = 'zip' | 'gzip' | 'tar'

/** Kind by the first 512 bytes. */
export function archiveKind(head: Uint8Array): ArchiveKind | undefined {
	const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte)
	if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return 'zip'
	if (starts(0x1f, 0x8b)) return 'gzip'
	return isTar(head) ? 'tar' : undefined
}

/** Kind of a file; undefined for one that is no archive. */
export async function archiveKindOf(path: string): Promise<ArchiveKind | undefined> {
	const file = await open(path)
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0)
		return archiveKind(buffer.subarray(0, bytesRead))
	} finally {
		await file.close()
	}
}

/** An archive in a file, or in memory. */
export type ArchiveSource = string | Uint8Array

/** Entries are named `name!/path`; names inside an archive inside, `name!/inner.zip!/path`. */
export async function* readArchive(
	from: ArchiveSource,
	name: string,
	limits: Partial<ArchiveLimits> = {},
): AsyncGenerator<ArchiveEntry> {
	const meter = new Meter(limits)
	let taken = 0
	let passedOver = 0
	for await (const entry of entriesIn(from, name, meter, 1)) {
		if (entry.kind === 'passed-over') passedOver++
		else taken++
		yield entry
	}
	if (taken === 0)
		yield {
			kind: 'refused',
			name,
			failure: { id: 'READ-ARCHIVE-EMPTY', values: { others: String(passedOver) } },
		}
}

async function* entriesIn(
	from: ArchiveSource,
	name: string,
	meter: Meter,
	depth: number,
): AsyncGenerator<ArchiveEntry> {
	try {
		meter.nesting(depth)
		const kind = typeof from === 'string' ? await archiveKindOf(from) : archiveKind(from)
		if (kind === 'zip') yield* taken(zipEntries(from, meter), name, meter, depth)
		else if (kind === 'tar') yield* taken(tarEntries(stored(from, meter), meter), name, meter, depth)
		else if (kind === 'gzip') yield* gunzipped(from, name, meter, depth)
		else throw new Refusal({ id: 'READ-ARCHIVE' })
	} catch (error) {
		if (!(error instanceof Refusal)) throw error
		yield { kind: 'refused', name, failure: error.failure }
	}
}

async function* taken(
	entries: AsyncIterable<TarEntry | ZipEntry>,
	archive: string,
	meter: Meter,
	depth: number,
): AsyncGenerator<ArchiveEntry> {
	const seen = new Set<string>()
	for await (const entry of entries) {
		const name = `${archive}!/${entry.name}`
		try {
			if (entry.kind === 'link') throw new Refusal({ id: 'READ-ARCHIVE-LINK' })
			checkName(entry.name, meter)
			if (entry.kind === 'folder') continue
			if (seen.has(entry.name)) throw new Refusal({ id: 'READ-ARCHIVE-TWICE' })
			seen.add(entry.name)
			const kind = kindOfName(entry.name)
			if (kind === 'other') yield { kind: 'passed-over', name }
			else {
				const bytes = await entry.read()
				if (kind === 'archive') yield* entriesIn(bytes, name, meter, depth + 1)
				else yield { kind: 'file', name, bytes }
			}
		} catch (error) {
			if (!(error instanceof Refusal)) throw error
			yield { kind: 'refused', name, failure: error.failure }
			// Limits of the archive as a whole end it; a fault of one entry does not.
			if (isWhole(error.failure)) return
		}
	}
}

function isWhole({ id, values }: Unreadable): boolean {
	return (
		id === 'READ-LIMIT' && ['archiveEntries', 'archiveBytes', 'archiveRatio'].includes(values?.limit ?? '')
	)
}

/** A gzip file holds a tar archive or one file of its own name. */
async function* gunzipped(
	from: ArchiveSource,
	name: string,
	meter: Meter,
	depth: number,
): AsyncGenerator<ArchiveEntry> {
	const chunks = inflated(from, meter)
	const head: Uint8Array[] = []
	let size = 0
	while (size < 512) {
		const next = await chunks.next()
		if (next.done) break
		head.push(next.value)
		size += next.value.length
	}
	const whole = rejoined(head, chunks)
	if (isTar(Buffer.concat(head))) {
		yield* taken(tarEntries(whole, meter), name, meter, depth)
		return
	}
	const inner = name.slice(name.lastIndexOf('/') + 1).replace(/\.gz$/i, '')
	meter.entry()
	const parts: Uint8Array[] = []
	let length = 0
	for await (const part of whole) {
		length += part.length
		if (length > meter.limits.archiveEntryBytes) meter.exceeded('archiveEntryBytes', length)
		parts.push(part)
	}
	yield { kind: 'file', name: `${name}!/${inner}`, bytes: Buffer.concat(parts, length) }
}

async function* rejoined(
	head: readonly Uint8Array[],
	rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	yield* head
	yield* rest
}

async function* stored(from: ArchiveSource, meter: Meter): AsyncGenerator<Uint8Array> {
	const stream = typeof from === 'string' ? createReadStream(from) : Readable.from([from])
	try {
		for await (const chunk of stream as AsyncIterable<Uint8Array>) {
			meter.inflated(chunk.length, 0, 0)
			yield chunk
		}
	} finally {
		stream.destroy()
	}
}

async function* inflated(from: ArchiveSource, meter: Meter): AsyncGenerator<Uint8Array> {
	const stream = typeof from === 'string' ? createReadStream(from) : Readable.from([from])
	const gunzip = createGunzip()
	stream.on('error', (error: Error) => gunzip.destroy(error))
	let size = 0
	try {
		for await (const chunk of stream.pipe(gunzip) as AsyncIterable<Uint8Array>) {
			size += chunk.length
			// What waits in the stream was not used yet, so this errs on the side of the sender.
			meter.inflated(chunk.length, size, gunzip.bytesWritten)
			yield chunk
		}
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw new Refusal({ id: 'READ-ARCHIVE' })
		throw error
	} finally {
		stream.destroy()
		gunzip.destroy()
	}
}
