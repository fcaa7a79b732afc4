/**
 * Many documents over a few worker threads.
 *
 * Every document has one end: a result, or a Fault that says why there is none. A worker that dies is replaced
 * and what it held is judged again; the document it died on is then judged alone, and given up when it takes a
 * second worker down. A document that takes too long is given up at once, with the worker. A setup is swapped
 * between parcels, so no document sees two.
 */
import { Fault } from '../fault.ts'
import { Aborts } from './abort.ts'
import { encodeSetup, faultOf, type Job, messageOf, type Reply } from './job.ts'
import { type Entry, Lane, type Setup } from './lane.ts'
import { type PoolCounts, type PoolOptions, usual } from './options.ts'
import { Queue } from './queue.ts'
import { Starts } from './starts.ts'
import { startThread } from './thread.ts'
import { Watch } from './watch.ts'

interface Trial {
	readonly setup: Setup
	resolve(): void
	reject(fault: Fault): void
}

export class Pool<C, R> {
	readonly #options: Required<
		Pick<PoolOptions<C, R>, 'maxWaiting' | 'maxWaitingBytes' | 'gather' | 'groupDocuments'>
	>
	readonly #queue: Queue<Entry<C, R>>
	readonly #lanes: readonly Lane<C, R>[]
	readonly #trials: Trial[] = []
	readonly #counts = { judged: 0, faults: 0, aborted: 0, retries: 0, deaths: 0 }
	readonly #aborts = new Aborts<C, R>((entry, reason) => {
		if (!this.#settle(entry, 'aborted')) return
		entry.reject(reason)
		this.#wake()
	})
	readonly #starts = new Starts<C, R>({
		setup: () => this.#setup,
		ended: () => this.#ended !== undefined,
		started: () => {
			this.#ready.resolve()
			this.#dispatchSoon()
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
	#dispatching = false
	/** When documents were last handed over. */
	#handed = Number.NEGATIVE_INFINITY
	#gathering: ReturnType<typeof setTimeout> | undefined
	#roomWanted: (() => void)[] = []
	#idleWanted: (() => void)[] = []
	readonly #ready = Promise.withResolvers<void>()

	constructor(options: PoolOptions<C, R>) {
		const { deadline, startDeadline, maxWaiting, maxWaitingBytes, memory, gather, ...grouping } = {
			...usual,
			...options,
		}
		this.#options = { maxWaiting, maxWaitingBytes, gather, groupDocuments: grouping.groupDocuments }
		this.#queue = new Queue(grouping)
		this.#setup = { generation: this.#generations, setup: encodeSetup(options.setup) }
		const { worker, execArgv } = options
		const start = () =>
			(options.startThread ?? startThread<C, R>)({ worker, memory, ...(execArgv && { execArgv }) })
		this.#lanes = Array.from({ length: options.workers }, () => new Lane(start))
		this.#watch = new Watch({
			lanes: this.#lanes,
			deadline,
			startDeadline,
			busy: () => this.#ended === undefined && this.#busy(),
			late: (entry, allowed) => this.#giveUp(entry, tooSlow(allowed)),
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
		return { ...this.#counts }
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
		if (signal?.aborted) return Promise.reject(signal.reason)
		if (this.#ended !== undefined) return Promise.reject(this.#ended)
		if (this.#closing) return Promise.reject(closed())
		if (this.full)
			return Promise.reject(new Fault('queue-full', `${this.#queue.documents} documents wait already`))
		const { promise, resolve, reject } = Promise.withResolvers<R>()
		const entry: Entry<C, R> = {
			job,
			size: job.size,
			deaths: 0,
			alone: false,
			settled: false,
			waiting: true,
			among: undefined,
			resolve,
			reject,
		}
		if (signal !== undefined) this.#aborts.listen(signal, entry)
		this.#queue.push(entry)
		this.#watch.start()
		this.#dispatchSoon()
		return promise
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
			this.#trials.push({ setup: next, resolve, reject })
			this.#watch.start()
			this.#dispatchSoon()
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

	#dispatchSoon(): void {
		if (this.#dispatching) return
		const { gather, groupDocuments } = this.#options
		if (gather > 0 && this.#queue.documents < groupDocuments) {
			const wait = Math.round(gather - (performance.now() - this.#handed))
			if (wait > 0) {
				this.#gathering ??= setTimeout(() => this.#dispatch(), wait)
				return
			}
		}
		this.#dispatching = true
		// Documents given in one go are grouped.
		queueMicrotask(() => {
			this.#dispatching = false
			this.#dispatch()
		})
	}

	#dispatch(): void {
		if (this.#gathering !== undefined) {
			clearTimeout(this.#gathering)
			this.#gathering = undefined
		}
		if (this.#ended !== undefined) return
		for (const lane of this.#lanes) {
			if (lane.state !== 'free') continue
			const trial = this.#trials.shift()
			if (trial !== undefined) void this.#try(lane, trial)
			else if (!this.#giveTo(lane)) break
		}
		// A second parcel for those who have one, none behind what takes long or is suspected.
		for (const lane of this.#lanes)
			if (lane.room && this.#trials.length === 0 && !lane.entries.some(this.#isSingle)) this.#giveTo(lane)
		this.#wake()
	}

	/** False where nothing waits that it may have. */
	#giveTo(lane: Lane<C, R>): boolean {
		const large = this.#lanes.filter(({ entries }) => entries.some(this.#isLarge)).length
		const group = this.#queue.take({ workers: this.#lanes.length, large, behind: lane.room })
		if (group === undefined) return false
		for (const entry of group) entry.waiting = false
		if (this.#options.gather > 0) this.#handed = performance.now()
		void this.#judge(lane, group)
		return true
	}

	readonly #isLarge = ({ size }: Entry<C, R>): boolean => this.#queue.isLarge(size)
	readonly #isSingle = (entry: Entry<C, R>): boolean => entry.alone || this.#isLarge(entry)

	async #judge(lane: Lane<C, R>, group: readonly Entry<C, R>[]): Promise<void> {
		let reply: Reply<R>
		try {
			reply = await lane.judge(group, this.#setup)
		} catch (error) {
			return await this.#lost(lane, error)
		}
		if (this.#ended !== undefined) return
		if (reply.kind === 'unprepared') return this.#end(faultOf(reply.trouble))
		for (const [index, trouble] of reply.troubles) this.#giveUp(group[index]!, faultOf(trouble))
		// Those given up are settled: what is left has a result.
		for (let i = 0; i < group.length; i++)
			if (this.#settle(group[i]!, 'judged')) group[i]!.resolve(reply.results[i]!)
		this.#wake()
		if (this.#options.gather === 0) this.#dispatch()
		else this.#dispatchSoon()
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
				this.#giveUp(
					entry,
					new Fault('worker-lost', `the document ended two workers, the last one with: ${messageOf(error)}`),
				)
		}
		const again = entries.filter(({ settled }) => !settled)
		for (const entry of again) entry.waiting = true
		this.#counts.retries += again.length
		this.#queue.putBack(again)
		this.#dispatch()
		await lane.stop()
		if (this.#ended === undefined) await this.#starts.start(lane)
	}

	async #try(lane: Lane<C, R>, { setup, resolve, reject }: Trial): Promise<void> {
		try {
			const reply = await lane.judge([], setup)
			if (reply.kind === 'unprepared') reject(faultOf(reply.trouble))
			else resolve()
			this.#dispatch()
		} catch (error) {
			reject(this.#ended ?? new Fault('worker-start', `a worker ended while loading it: ${messageOf(error)}`))
			await this.#lost(lane, error)
		}
	}

	#giveUp(entry: Entry<C, R>, fault: Fault): void {
		if (!this.#settle(entry, 'faults')) return
		entry.reject(fault)
		this.#wake()
	}

	/** The one end of a document: false where it had one, and whoever waits for it is to be told nothing more. */
	#settle(entry: Entry<C, R>, end: 'judged' | 'faults' | 'aborted'): boolean {
		if (entry.settled) return false
		entry.settled = true
		entry.job = undefined
		entry.among?.delete(entry)
		this.#counts[end]++
		if (entry.waiting) this.#queue.forget(entry)
		return true
	}

	#end(fault: Fault): void {
		if (this.#ended !== undefined) return
		this.#ended = fault
		this.#ready.reject(fault)
		for (const { reject } of this.#trials.splice(0)) reject(fault)
		const waiting = this.#queue.drain()
		for (const entry of waiting) entry.waiting = false
		for (const entry of [...this.#lanes.flatMap(({ entries }) => entries), ...waiting])
			this.#giveUp(entry, fault)
		for (const lane of this.#lanes) void lane.close()
		this.#wake()
	}

	#busy(): boolean {
		return (
			this.#queue.documents > 0 ||
			this.#trials.length > 0 ||
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
