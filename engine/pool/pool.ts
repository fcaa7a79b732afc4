/**
 * Many documents over a few worker threads.
 *
 * Every document has one end: a result, or a Fault that says why there is none. A worker that dies is replaced
 * and what it held is judged again; the document it died on is then judged alone, and given up when it takes a
 * second worker down. A document that takes too long is given up at once, with the worker. A setup is swapped
 * between parcels, so no document sees two.
 */
import { Fault } from '../fault.ts'
import { Dispatch, type Trial } from './dispatch.ts'
import { Ends } from './ends.ts'
import type { Entry } from './entry.ts'
import { encodeSetup, faultOf, type Job, messageOf, type Reply } from './job.ts'
import { Lane, type Setup } from './lane.ts'
import { type PoolCounts, type PoolOptions, usual } from './options.ts'
import { Queue } from './queue.ts'
import { Starts } from './starts.ts'
import { startThread } from './thread.ts'
import type { Waiter } from './waiter.ts'
import { Watch } from './watch.ts'

export class Pool<C, R> {
	readonly #options: Required<Pick<PoolOptions<R>, 'maxWaiting' | 'maxWaitingBytes' | 'gather'>>
	readonly #queue: Queue<Entry<C, R>>
	readonly #lanes: readonly Lane<C, R>[]
	readonly #dispatch: Dispatch<C, R>
	readonly #counts = { retries: 0, deaths: 0 }
	readonly #ends = new Ends<C, R>((entry) => {
		if (!entry.waiting) return
		this.#queue.forget(entry)
		this.#wake()
	})
	readonly #starts = new Starts<C, R>({
		setup: () => this.#setup,
		ended: () => this.#ended !== undefined,
		started: () => {
			this.#ready.resolve()
			this.#dispatch.soon()
		},
		died: () => this.#counts.deaths++,
		failed: (fault) => this.#end(fault),
	})
	readonly #watch: Watch<C, R>
	#generations = 0
	#setup: Setup
	/** Why nothing more is judged: no worker could be started, or the pool is closed. */
	#ended: Fault | undefined
	#closing = false
	#roomWanted: (() => void)[] = []
	#idleWanted: (() => void)[] = []
	readonly #ready = Promise.withResolvers<void>()

	constructor(options: PoolOptions<R>) {
		const { deadline, startDeadline, maxWaiting, maxWaitingBytes, memory, gather, groupTime, ...grouping } = {
			...usual,
			...options,
		}
		this.#options = { maxWaiting, maxWaitingBytes, gather }
		this.#queue = new Queue(grouping)
		this.#setup = { generation: this.#generations, setup: encodeSetup(options.setup) }
		const { worker, execArgv } = options
		const start = () =>
			(options.startThread ?? startThread<R>)({ worker, memory, ...(execArgv && { execArgv }) })
		this.#lanes = Array.from({ length: options.workers }, () => new Lane(start))
		const ended = () => this.#ended !== undefined
		this.#dispatch = new Dispatch({
			lanes: this.#lanes,
			queue: this.#queue,
			groupDocuments: grouping.groupDocuments,
			gather,
			groupTime,
			ended,
			judge: (lane, group) => void this.#judge(lane, group),
			attempt: (lane, trial) => void this.#try(lane, trial),
			handed: () => this.#wake(),
		})
		this.#watch = new Watch({
			lanes: this.#lanes,
			deadline,
			startDeadline,
			busy: () => !ended() && this.#busy(),
			late: (entry, allowed) => this.#ends.giveUp(entry, tooSlow(allowed)),
		})
		this.#ready.promise.catch(() => {})
		this.#watch.start()
		for (const lane of this.#lanes) void this.#starts.start(lane)
	}

	get workers(): number {
		return this.#lanes.length
	}

	/** Documents waiting or in a worker's hands. */
	get waiting(): number {
		return this.#lanes.reduce((sum, { entries }) => sum + entries.length, this.#queue.documents)
	}

	get counts(): PoolCounts {
		return { ...this.#ends.counts, ...this.#counts }
	}

	/** As many documents wait as may. */
	get full(): boolean {
		return (
			this.#queue.documents >= this.#options.maxWaiting || this.#queue.bytes >= this.#options.maxWaitingBytes
		)
	}

	/** Resolves when the first worker has loaded the setup; rejects with the Fault that keeps the pool from starting. */
	ready(): Promise<void> {
		return this.#ready.promise
	}

	/**
	 * The result of one document.
	 *
	 * Rejects with a Fault: `queue-full`, `deadline-exceeded`, `worker-lost`, `worker-start`, `closed`, or what
	 * judging it threw; with the signal's reason when that aborts, whatever becomes of the document.
	 */
	run(job: Job<C>, { signal }: { readonly signal?: AbortSignal } = {}): Promise<R> {
		const { promise, ...waiter } = Promise.withResolvers<R>()
		this.give(job, waiter, signal)
		return promise
	}

	/** The same for who waits without a promise. */
	give(job: Job<C>, waiter: Waiter<R>, signal?: AbortSignal): void {
		if (signal?.aborted) return waiter.reject(signal.reason)
		if (this.#ended !== undefined) return waiter.reject(this.#ended)
		if (this.#closing) return waiter.reject(closed())
		if (this.full)
			return waiter.reject(new Fault('queue-full', `${this.#queue.documents} documents wait already`))
		this.#queue.push(this.#ends.open(job, waiter, signal))
		this.#watch.start()
		this.#dispatch.given()
	}

	/** Resolves when another document may be given. */
	async room(): Promise<void> {
		while (this.full && this.#ended === undefined && !this.#closing)
			await new Promise<void>((resolve) => this.#roomWanted.push(resolve))
	}

	/**
	 * Judges by another setup from now on. It is tried out first: what a worker cannot load throws its Fault,
	 * and the setup before it stays. Documents in a worker's hands are judged by the one that they began with.
	 */
	async swap(setup: unknown): Promise<void> {
		const next: Setup = { generation: ++this.#generations, setup: encodeSetup(setup) }
		if (this.#ended !== undefined) throw this.#ended
		if (this.#closing) throw closed()
		await new Promise<void>((resolve, reject) => {
			this.#dispatch.trials.push({ setup: next, resolve, reject })
			this.#watch.start()
			this.#dispatch.soon()
		})
		if (next.generation > this.#setup.generation) this.#setup = next
	}

	/** Takes no more documents, and ends the workers when those taken have their results. */
	async close(): Promise<void> {
		this.#closing = true
		this.#wake()
		while (this.#ended === undefined && this.#busy())
			await new Promise<void>((resolve) => this.#idleWanted.push(resolve))
		await this.destroy()
	}

	/** Ends the workers whatever they do; documents without a result get the Fault `closed`. */
	async destroy(): Promise<void> {
		this.#end(closed())
		await Promise.all(this.#lanes.map((lane) => lane.close()))
	}

	async #judge(lane: Lane<C, R>, group: readonly Entry<C, R>[]): Promise<void> {
		let reply: Reply<R>
		try {
			reply = await lane.judge(group, this.#setup)
		} catch (error) {
			return await this.#lost(lane, error)
		}
		if (this.#ended !== undefined) return
		if (reply.kind === 'unprepared') return this.#end(faultOf(reply.trouble))
		this.#dispatch.took(group.length, reply.milliseconds)
		for (const [index, trouble] of reply.troubles) this.#ends.giveUp(group[index]!, faultOf(trouble))
		// Those given up have had their end: what is left has a result.
		for (let i = 0; i < group.length; i++) this.#ends.judged(group[i]!, reply.results[i]!)
		this.#wake()
		// Who has another parcel in hand can wait for what the readers of these results give now.
		if (this.#options.gather === 0 && lane.state === 'free') this.#dispatch.now()
		else this.#dispatch.soon()
	}

	/** The worker died with parcels in its hands; each of them comes here. */
	async #lost(lane: Lane<C, R>, error: unknown): Promise<void> {
		if (this.#ended !== undefined) return
		const lost = lane.lost()
		if (lost === undefined) return
		const { entries, suspects } = lost
		this.#counts.deaths++
		for (const entry of suspects) {
			if (entry.settled) continue
			entry.alone = true
			if (++entry.deaths === 2)
				this.#ends.giveUp(
					entry,
					new Fault('worker-lost', `the document ended two workers, the last one with: ${messageOf(error)}`),
				)
		}
		const again = entries.filter(({ settled }) => !settled)
		for (const entry of again) entry.waiting = true
		this.#counts.retries += again.length
		this.#queue.putBack(again)
		this.#dispatch.now()
		await lane.stop()
		if (this.#ended === undefined) await this.#starts.start(lane)
	}

	async #try(lane: Lane<C, R>, { setup, resolve, reject }: Trial): Promise<void> {
		try {
			const reply = await lane.judge([], setup)
			if (reply.kind === 'unprepared') reject(faultOf(reply.trouble))
			else resolve()
			this.#dispatch.now()
		} catch (error) {
			reject(this.#ended ?? new Fault('worker-start', `a worker ended while loading it: ${messageOf(error)}`))
			await this.#lost(lane, error)
		}
	}

	#end(fault: Fault): void {
		if (this.#ended !== undefined) return
		this.#ended = fault
		this.#ready.reject(fault)
		for (const { reject } of this.#dispatch.trials.splice(0)) reject(fault)
		const waiting = this.#queue.drain()
		for (const entry of waiting) entry.waiting = false
		for (const entry of [...this.#lanes.flatMap(({ entries }) => entries), ...waiting])
			this.#ends.giveUp(entry, fault)
		for (const lane of this.#lanes) void lane.close()
		this.#wake()
	}

	#busy(): boolean {
		return (
			this.#queue.documents > 0 ||
			this.#dispatch.trials.length > 0 ||
			this.#lanes.some(({ state }) => state === 'busy' || state === 'starting')
		)
	}

	/** Tells those who wait for room or for quiet. */
	#wake(): void {
		if (!this.full || this.#ended !== undefined || this.#closing)
			for (const tell of this.#roomWanted.splice(0)) tell()
		if (this.#idleWanted.length > 0 && (!this.#busy() || this.#ended !== undefined))
			for (const tell of this.#idleWanted.splice(0)) tell()
	}
}

function tooSlow(allowed: number): Fault {
	return new Fault('deadline-exceeded', `judging took longer than the ${Math.round(allowed)} ms allowed`)
}

function closed(): Fault {
	return new Fault('closed', 'the pool is closed')
}
