/** What a pool is made with, what holds where nothing is said, and what it counts. */
import type { StartThread } from './thread.ts'

export interface PoolOptions<R> {
	/** `file:` URL of the worker's module, whose default export is what `serve` gave. */
	readonly worker: string
	/** JSON for what `serve` was given. */
	readonly setup: unknown
	readonly workers: number
	/** Milliseconds a document may take; as many again for every 10 megabytes. 10 s unless given. */
	readonly deadline?: number
	/** Milliseconds a worker may take to start and to load a setup. 60 s unless given. */
	readonly startDeadline?: number
	/** Most megabytes of JavaScript objects in a worker. 2,048 unless given. */
	readonly memory?: number
	/** Most documents and bytes that wait; more are refused. 10,000 and 512 MB unless given. */
	readonly maxWaiting?: number
	readonly maxWaitingBytes?: number
	/** Documents of so many bytes are judged alone, never by all workers at once. 4 MB unless given. */
	readonly largeBytes?: number
	/** Most documents and bytes handed to a worker at a time. 512 and 5 MB unless given. */
	readonly groupDocuments?: number
	readonly groupBytes?: number
	/** Most milliseconds that they are expected to take. 60 unless given. */
	readonly groupTime?: number
	/**
	 * Milliseconds from one hand-over to the next, in which documents gather; none after a pause, nor
	 * where as many wait as are handed over at a time. 0 unless given.
	 */
	readonly gather?: number
	/** Options of Node for the workers; those of this process unless given. */
	readonly execArgv?: readonly string[]
	/** How a thread is started; by piscina unless given. */
	readonly startThread?: StartThread<R>
}

/** What happened so far. */
export interface PoolCounts {
	readonly judged: number
	/** Documents given up. */
	readonly faults: number
	/** Documents that nobody waited for any more. */
	readonly aborted: number
	/** Times a document was judged again because its worker died. */
	readonly retries: number
	/** Workers that died or were ended. */
	readonly deaths: number
}

/** Milliseconds, bytes and documents. */
export const usual = {
	deadline: 10_000,
	startDeadline: 60_000,
	maxWaiting: 10_000,
	maxWaitingBytes: 512_000_000,
	memory: 2048,
	largeBytes: 4_000_000,
	groupDocuments: 512,
	groupBytes: 5_000_000,
	groupTime: 60,
	gather: 0,
} as const
