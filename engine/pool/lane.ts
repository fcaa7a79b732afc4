/**
 * The place of one worker: its thread, started again after each death, and the documents in its hands.
 *
 * A worker has up to two parcels: the one that it judges and the next, so that it need not wait while the answers
 * to the first are handed on.
 */
import type { Entry } from './entry.ts'
import { notBegun, pack, type Reply } from './job.ts'
import type { Thread } from './thread.ts'

export interface Setup {
	readonly generation: number
	readonly setup: SharedArrayBuffer
}

/** What a lane was seen doing. */
export interface Sight<C, R> {
	/** The document in hand; absent while the worker starts, loads a setup or waits. */
	readonly entry?: Entry<C, R>
	/** How long it has been doing that, 0 where it waits. */
	readonly milliseconds: number
}

/** Documents that travel together, and which of them is in hand. */
interface Held<C, R> {
	readonly entries: readonly Entry<C, R>[]
	readonly progress: Int32Array
}

/** Bytes of a buffer that is kept to be filled again. */
const mostSpare = 8_000_000

/** What died with a worker. */
export interface Lost<C, R> {
	readonly entries: readonly Entry<C, R>[]
	/** Those of them that may be why. */
	readonly suspects: readonly Entry<C, R>[]
}

export class Lane<C, R> {
	state: 'starting' | 'free' | 'busy' | 'stopped' = 'stopped'
	readonly #startThread: () => Promise<Thread<R>>
	#thread: Thread<R> | undefined
	/** Oldest first. */
	#held: readonly Held<C, R>[] = []
	/** The parcel and the progress last seen, and when they were first seen. */
	#looked: Held<C, R> | undefined
	#seen = notBegun
	#since = 0
	#closed = false
	/** Buffers that came back and are to be filled again: as many as are under way at most. */
	readonly #spare: ArrayBuffer[] = []

	constructor(startThread: () => Promise<Thread<R>>) {
		this.#startThread = startThread
	}

	/** Starts a thread and has it load the setup. `died` is called when it later dies with nothing in its hands. */
	async start(setup: Setup, died: (reason: Error) => void): Promise<Reply<R>> {
		this.state = 'starting'
		this.#held = []
		this.#restart(undefined)
		const thread = await this.#startThread()
		this.#thread = thread
		if (this.#closed) await thread.stop()
		void thread.death.then((reason) => {
			if (this.#thread !== thread) return
			this.#thread = undefined
			if (this.state !== 'free') return
			this.state = 'stopped'
			died(reason)
		})
		const reply = await thread.run(pack([], { ...setup, progress: newProgress() }))
		if (this.#thread === undefined) throw new Error('the worker ended while it started')
		this.state = 'free'
		return reply
	}

	get entries(): readonly Entry<C, R>[] {
		return this.#held.length === 1 ? this.#held[0]!.entries : this.#held.flatMap(({ entries }) => entries)
	}

	/** Those that it was given by themselves, as large ones are and those that a worker died on. */
	get singles(): readonly Entry<C, R>[] {
		return this.#held.flatMap(({ entries }) => (entries.length === 1 ? entries : []))
	}

	/** How many of them it has still to judge. */
	get left(): number {
		let left = 0
		for (const { entries, progress } of this.#held)
			left += entries.length - Math.max(0, Atomics.load(progress, 0))
		return left
	}

	/** It judges one parcel and may be given the next. */
	get room(): boolean {
		return this.state === 'busy' && this.#held.length === 1
	}

	/** Rejects when the thread dies; `lost` then says once what it held. */
	async judge(entries: readonly Entry<C, R>[], setup: Setup): Promise<Reply<R>> {
		// Of its own: a thread that is gone may still write into that of its last parcel.
		const held = { entries, progress: newProgress() }
		const jobs = entries.map(({ job }) => job!)
		const parcel = pack(jobs, { ...setup, progress: held.progress }, this.#spare.pop())
		this.state = 'busy'
		this.#held = [...this.#held, held]
		if (this.#held.length === 1) this.#restart(held)
		const reply = await this.#thread!.run(parcel)
		this.#held = this.#held.filter((other) => other !== held)
		if (this.#held.length === 0) this.state = 'free'
		if (reply.kind === 'judged' && reply.bytes.byteLength <= mostSpare) this.#spare.push(reply.bytes)
		return reply
	}

	/** What the thread that died held, for the first who asks; undefined for others. */
	lost(): Lost<C, R> | undefined {
		if (this.#held.length === 0) return undefined
		const [entries, held] = [this.entries, this.#current]
		const inHand = held?.entries[Atomics.load(held.progress, 0)]
		// What was judged and not answered may have ended it while it answered; so may what it was about to begin.
		const unanswered = this.#held.slice(0, held && this.#held.indexOf(held)).flatMap((done) => done.entries)
		this.#held = []
		const suspects = inHand === undefined ? unanswered : [...unanswered, inHand]
		return { entries, suspects: suspects.length > 0 ? suspects : (held?.entries ?? entries) }
	}

	look(): Sight<C, R> {
		if (this.state === 'free' || this.state === 'stopped') return { milliseconds: 0 }
		const held = this.#current
		// All were judged and the answers are under way.
		if (held === undefined && this.#held.length > 0) return { milliseconds: 0 }
		const now = performance.now()
		const seen = held === undefined ? notBegun : Atomics.load(held.progress, 0)
		if (held !== this.#looked || seen !== this.#seen) this.#restart(held, seen, now)
		const entry = held?.entries[seen]
		return { ...(entry && { entry }), milliseconds: now - this.#since }
	}

	/** Ends the thread; resolves when it is gone. */
	async stop(): Promise<void> {
		await this.#thread?.stop()
	}

	/** Ends the thread for good, also one that is only being started. */
	async close(): Promise<void> {
		this.#closed = true
		await this.stop()
	}

	/** The oldest parcel with documents that were not judged. */
	get #current(): Held<C, R> | undefined {
		return this.#held.find(
			({ entries, progress }) => entries.length === 0 || Atomics.load(progress, 0) < entries.length,
		)
	}

	#restart(held: Held<C, R> | undefined, seen = notBegun, now = performance.now()): void {
		this.#looked = held
		this.#seen = seen
		this.#since = now
	}
}

function newProgress(): Int32Array {
	return new Int32Array(new SharedArrayBuffer(4)).fill(notBegun)
}
