/**
 * What passes between the pool and its workers.
 *
 * Documents travel in parcels: the bytes of all of them packed into one buffer, which is transferred, and comes back
 * with the answer to be filled again: memory that was just written is quicker than new. The packing is the only copy;
 * the originals stay with the pool, since a worker that dies takes its parcel along.
 * What the worker must load first, the setup, stands in shared memory and goes with every parcel, so a parcel
 * says itself by which rules its documents are judged.
 */
import { Fault, type FaultCode } from '../fault.ts'
import { recordsOf } from './row-reader.ts'
import { type Rows, RowWriter } from './rows.ts'

/** One document to be judged; `C` is cloned to the worker. */
export interface Job<C> {
	readonly context: C
	/** Its content; absent where the context says where the worker finds it. */
	readonly bytes?: Uint8Array
	/** Bytes, known or estimated: decides with what it is grouped and how long it may take. */
	readonly size: number
}

export interface Parcel {
	/** Grows with every setup. */
	readonly generation: number
	/** JSON in UTF-8, for what `serve` is given. */
	readonly setup: SharedArrayBuffer
	/** Shared; its one element is the index of the document in hand: `notBegun` before, the number of documents after. */
	readonly progress: Int32Array
	/** Of all documents, one after the other; what follows them is of no meaning. */
	readonly bytes: ArrayBuffer
	/** Of each document: C, as it was given. */
	readonly contexts: Rows
	/** Where the bytes of each document end, and those of the next begin; -1 of one that has none. */
	readonly ends: readonly number[]
}

/** One end of a MessageChannel, as Node makes it. */
export interface Port {
	on(event: 'message', heard: (message: never) => void): void
	postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void
	/** Whether it keeps its thread alive. */
	ref(): void
	unref(): void
	close(): void
}

/** What a worker is told first: where parcels come from and replies go. */
export interface Hello {
	readonly port: Port
}

export const notBegun = -1

/** A Fault on its way between threads. */
export interface Trouble {
	readonly code: FaultCode
	readonly message: string
}

export type Reply<R> =
	/** In the order of the documents; at the index of a document that met with trouble there is no result. */
	| {
			readonly kind: 'judged'
			readonly results: readonly (R | undefined)[]
			readonly troubles: readonly (readonly [index: number, trouble: Trouble])[]
			/** The parcel's, transferred back. */
			readonly bytes: ArrayBuffer
			/** That all documents took. */
			readonly milliseconds: number
	  }
	/** The setup could not be loaded: nothing was judged, and nothing would be by another worker. */
	| { readonly kind: 'unprepared'; readonly trouble: Trouble }

/** A Reply on its way. */
export type Answer<R> =
	| (Omit<Extract<Reply<R>, { readonly kind: 'judged' }>, 'results'> & { readonly rows: Rows })
	| Extract<Reply<R>, { readonly kind: 'unprepared' }>

export function replyOf<R>(answer: Answer<R>): Reply<R> {
	if (answer.kind === 'unprepared') return answer
	const { rows, ...rest } = answer
	return { ...rest, results: recordsOf(rows) as (R | undefined)[] }
}

/** A parcel of these jobs, in `spare` where they fit; what must be transferred with it is `bytes`. */
export function pack<C>(
	jobs: readonly Job<C>[],
	setup: Pick<Parcel, 'generation' | 'setup' | 'progress'>,
	spare?: ArrayBuffer,
): Parcel {
	let total = 0
	for (const { bytes } of jobs) total += bytes?.length ?? 0
	// With some room to spare: the next parcel has rarely the same size.
	const fits = spare !== undefined && spare.byteLength >= total
	const packed = new Uint8Array(fits ? spare : new ArrayBuffer(Math.ceil(total * 1.125)))
	let at = 0
	const contexts = new RowWriter()
	const ends: number[] = []
	for (const { bytes, context } of jobs) {
		contexts.add(context)
		if (bytes === undefined) ends.push(-1)
		else {
			packed.set(bytes, at)
			at += bytes.length
			ends.push(at)
		}
	}
	const { generation, setup: shared, progress } = setup
	progress[0] = notBegun
	return { generation, setup: shared, progress, bytes: packed.buffer, contexts: contexts.rows, ends }
}

export function encodeSetup(setup: unknown): SharedArrayBuffer {
	const text = new TextEncoder().encode(JSON.stringify(setup))
	const shared = new SharedArrayBuffer(text.length)
	new Uint8Array(shared).set(text)
	return shared
}

export function decodeSetup(shared: SharedArrayBuffer): unknown {
	// A decoder need not accept shared memory, so it is given a copy.
	return JSON.parse(new TextDecoder().decode(new Uint8Array(shared).slice()))
}

export function faultOf({ code, message }: Trouble): Fault {
	return new Fault(code, message)
}

export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error)
}
