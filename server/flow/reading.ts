/**
 * The files of a flow as they come out of its archive, and why the reading ended before its end.
 *
 * A flow is a TAR.GZ archive, or one invoice without archive around it. Archives inside are not opened.
 */
import { open, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import { type ChannelId, channels, type Flow, type Taken, type Unreadable } from '#rules'
import { archiveKind, readArchive } from '../archives/archive.ts'
import { isTar } from '../archives/tar.ts'
import type { AnyLimits } from '../limits.ts'

export type Out =
	| {
			readonly kind: 'document'
			/** Its path in the archive. */
			readonly file: string
			/** Name shown in its verdict. */
			readonly source: string
			readonly bytes: Uint8Array
			/** It is the flow. */
			readonly alone?: boolean
	  }
	| {
			readonly kind: 'refused'
			readonly file: string
			readonly source: string
			readonly failure: Unreadable
	  }
	| Extract<Taken, { kind: 'other' }>

export interface ReadingOptions {
	readonly source: string
	readonly limits?: AnyLimits
}

/** The files of a flow, in order, and how the reading ended. */
export class FlowReading implements AsyncIterable<Out> {
	wrongKind = false
	cut: Flow['cut'] | undefined
	readonly #from: string | Uint8Array
	readonly #channel: ChannelId
	readonly #options: ReadingOptions

	constructor(from: string | Uint8Array, channel: ChannelId, options: ReadingOptions) {
		this.#from = from
		this.#channel = channel
		this.#options = options
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<Out, void, undefined> {
		const { source } = this.#options
		const head = await headOf(this.#from)
		const kind = archiveKind(head)
		if (kind === undefined) {
			const bytes = typeof this.#from === 'string' ? await readFile(this.#from) : this.#from
			yield { kind: 'document', file: basename(source), source, bytes, alone: true }
			return
		}
		const inside = kind === 'gzip' ? inflatedHead(head) : undefined
		this.wrongKind = inside === 'other' || kind !== 'gzip'
		if (this.wrongKind || inside === 'empty') return
		yield* this.#entries()
	}

	async *#entries(): AsyncGenerator<Out, void, undefined> {
		const { source, limits } = this.#options
		const { fileBytes, invoices = Number.POSITIVE_INFINITY } = channels[this.#channel]
		const bounds = { archiveEntryBytes: fileBytes, ...limits, archiveNesting: 1 }
		let documents = 0
		for await (const entry of readArchive(this.#from, source, bounds)) {
			if (entry.name === source || (entry.kind === 'refused' && isEnd(entry.failure))) {
				if (entry.kind === 'refused') this.cut ??= entry.failure
				return
			}
			const file = entry.name.slice(source.length + '!/'.length)
			if (entry.kind === 'passed-over') yield { kind: 'other', file, archive: false }
			else if (entry.kind === 'refused' && entry.failure.values?.limit === 'archiveNesting')
				yield { kind: 'other', file, archive: true }
			else if (++documents > invoices) {
				this.cut = 'too-many'
				return
			} else
				yield entry.kind === 'file'
					? { kind: 'document', file, source: entry.name, bytes: entry.bytes }
					: { kind: 'refused', file, source: entry.name, failure: entry.failure }
		}
	}
}

/** After this nothing more can be taken out of the archive. */
function isEnd({ id, values }: Unreadable): boolean {
	if (id === 'READ-ARCHIVE') return true
	return (
		id === 'READ-LIMIT' && ['archiveEntries', 'archiveBytes', 'archiveRatio'].includes(values?.limit ?? '')
	)
}

const headBytes = 4096

async function headOf(from: string | Uint8Array): Promise<Uint8Array> {
	if (typeof from !== 'string') return from.subarray(0, headBytes)
	const file = await open(from)
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
		return buffer.subarray(0, bytesRead)
	} finally {
		await file.close()
	}
}

/** What a GZIP file holds, by its beginning; a damaged one is for the archive's reader to say. */
function inflatedHead(head: Uint8Array): 'tar' | 'empty' | 'other' {
	let content: Buffer
	try {
		content = gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH })
	} catch {
		return 'tar'
	}
	if (content.every((byte) => byte === 0)) return 'empty'
	return isTar(content.subarray(0, 512)) ? 'tar' : 'other'
}
