/**
 * The place of one worker: its thread, started again after each death, and the documents in its hands.
 */
import { type Job, notBegun, pack, type Reply } from './job.ts'
import type { Thread } from './thread.ts'

export interface Setup {
	readonly generation: number
	readonly setup: SharedArrayBuffer
}

/** A document and who waits for its result. */
export interface Entry<C, R> {
	/** Absent once it is settled: it may be large, and settled before its turn. */
	job: Job<C> | undefined
	readonly size: number
	/** Workers that died on it. */
	deaths: number
	alone: boolean
	settled: boolean
	/** It is in the queue. */
	waiting: boolean
	resolve(result: R): void
	reject(reason: unknown): void
}

/** What a lane was seen doing. */
export interface Sight<C, R> {
	/** The document in hand; absent while the worker starts, loads a setup or waits. */
	readonly entry?: Entry<C, R>
	/** How long it has been doing that, 0 where it waits. */
	readonly milliseconds: number
}

export class Lane<C, R> {
	state: 'starting' | 'free' | 'busy' | 'stopped' = 'stopped'
	entries: readonly Entry<C, R>[] = []
	readonly #startThread: () => Promise<Thread<C, R>>
	#thread: Thread<C, R> | undefined
	#progress = newProgress()
	/** The progress last seen, and when it was first seen. */
	#seen = notBegun
	#since = 0
	#closed = false

	constructor(startThread: () => Promise<Thread<C, R>>) {
		this.#startThread = startThread
	}

	/** Starts a thread and has it load the setup. `died` is called when it later dies with nothing in its hands. */
	async start(setup: Setup, died: (reason: Error) => void): Promise<Reply<R>> {
		this.state = 'starting'
		// The thread before may still write into the old one.
		this.#progress = newProgress()
		this.#begin([])
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
		const reply = await thread.run(pack([], { ...setup, progress: this.#progress }))
		if (this.#thread === undefined) throw new Error('the worker ended while it started')
		this.state = 'free'
		return reply
	}

	/** Rejects when the thread dies; `entries` and `inHand` then still say what it held, until `start` or `drop`. */
	async judge(entries: readonly Entry<C, R>[], setup: Setup): Promise<Reply<R>> {
		this.state = 'busy'
		this.#begin(entries)
		const jobs = entries.map(({ job }) => job!)
		const reply = await this.#thread!.run(pack(jobs, { ...setup, progress: this.#progress }))
		this.state = 'free'
		this.entries = []
		return reply
	}

	/** The document being judged, as far as the worker told. */
	get inHand(): Entry<C, R> | undefined {
		return this.entries[Atomics.load(this.#progress, 0)]
	}

	look(): Sight<C, R> {
		if (this.state === 'free' || this.state === 'stopped') return { milliseconds: 0 }
		const now = performance.now()
		const seen = Atomics.load(this.#progress, 0)
		if (seen !== this.#seen) {
			this.#seen = seen
			this.#since = now
		}
		const entry = this.entries[seen]
		// All were judged and the answers are under way.
		const done = this.entries.length > 0 && seen === this.entries.length
		return { ...(entry && { entry }), milliseconds: done ? 0 : now - this.#since }
	}

	/** Forgets what a thread that died held. */
	drop(): void {
		this.entries = []
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

	#begin(entries: readonly Entry<C, R>[]): void {
		this.entries = entries
		this.#seen = notBegun
		this.#since = performance.now()
	}
}

function newProgress(): Int32Array {
	return new Int32Array(new SharedArrayBuffer(4))
}
