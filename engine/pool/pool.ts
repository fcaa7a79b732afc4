/**
 * Many documents over a few worker threads.
 *
 * Every document has one end: a result, or a Fault that says why there is none. A worker that dies is replaced
 * and what it held is judged again; the document it died on is then judged alone, and given up when it takes a
 * second worker down. A document that takes too long is given up at once, with the worker. A setup is swapped
 * between parcels, so no document sees two.
 */
import { Fault } from '../fault.ts'
import { encodeSetup, type Job, type Reply } from './job.ts'
import { type Entry, Lane, type Setup } from './lane.ts'
import { Queue } from './queue.ts'
import { type StartThread, startThread } from './thread.ts'

export interface PoolOptions<C, R> {
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
	/** Most documents and bytes handed to a worker at a time. 64 and 256 kB unless given. */
	readonly groupDocuments?: number
	readonly groupBytes?: number
	/** Options of Node for the workers; those of this process unless given. */
	readonly execArgv?: readonly string[]
	/** How a thread is started; by piscina unless given. */
	readonly startThread?: StartThread<C, R>
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

interface Trial {
	readonly setup: Setup
	resolve(): void
	reject(fault: Fault): void
}

/** Workers that may die while starting, one after the other, before no more are tried. */
const maxFirstStarts = 3
/** The same once a worker has started: what starts once should start again, so it is given time. */
const maxLaterStarts = 10

export class Pool<C, R> {
	readonly #options: Required<
		Pick<PoolOptions<C, R>, 'deadline' | 'startDeadline' | 'maxWaiting' | 'maxWaitingBytes'>
	>
	readonly #queue: Queue<Entry<C, R>>
	readonly #lanes: readonly Lane<C, R>[]
	readonly #trials: Trial[] = []
	readonly #counts = { judged: 0, faults: 0, aborted: 0, retries: 0, deaths: 0 }
	readonly #abortable = new WeakMap<AbortSignal, Set<Entry<C, R>>>()
	#generations = 0
	#setup: Setup
	#startFailures = 0
	#started = false
	/** Why nothing more is judged: no worker could be started, or the pool is closed. */
	#ended: Fault | undefined
	#closing = false
	#dispatching = false
	#clock: ReturnType<typeof setInterval> | undefined
	#roomWanted: (() => void)[] = []
	#idleWanted: (() => void)[] = []
	readonly #ready = Promise.withResolvers<void>()

	constructor(options: PoolOptions<C, R>) {
		const { largeBytes = 4_000_000, groupDocuments = 64, groupBytes = 256_000 } = options
		const { deadline = 10_000, startDeadline = 60_000 } = options
		const { maxWaiting = 10_000, maxWaitingBytes = 512_000_000, memory = 2048 } = options
		this.#options = { deadline, startDeadline, maxWaiting, maxWaitingBytes }
		this.#queue = new Queue({ largeBytes, groupDocuments, groupBytes })
		this.#setup = { generation: this.#generations, setup: encodeSetup(options.setup) }
		const { worker, execArgv } = options
		const start = () =>
			(options.startThread ?? startThread<C, R>)({ worker, memory, ...(execArgv && { execArgv }) })
		this.#lanes = Array.from({ length: options.workers }, () => new Lane(start))
		this.#ready.promise.catch(() => {})
		this.#watch()
		for (const lane of this.#lanes) void this.#start(lane)
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
			resolve,
			reject,
		}
		if (signal !== undefined) this.#listen(signal, entry)
		this.#queue.push(entry)
		this.#watch()
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
			this.#watch()
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

	async #start(lane: Lane<C, R>): Promise<void> {
		try {
			const reply = await lane.start(this.#setup, () => void this.#diedIdle(lane))
			if (this.#ended !== undefined) return
			if (reply.kind === 'unprepared') return this.#end(faultOf(reply.trouble))
			this.#startFailures = 0
			this.#started = true
			this.#ready.resolve()
			this.#dispatchSoon()
		} catch (error) {
			if (this.#ended !== undefined) return
			this.#counts.deaths++
			const failures = ++this.#startFailures
			if (failures >= (this.#started ? maxLaterStarts : maxFirstStarts))
				return this.#end(new Fault('worker-start', `no worker could be started: ${messageOf(error)}`))
			await lane.stop()
			if (this.#started) await new Promise((resolve) => setTimeout(resolve, 2 ** failures))
			if (this.#ended === undefined) await this.#start(lane)
		}
	}

	async #diedIdle(lane: Lane<C, R>): Promise<void> {
		if (this.#ended !== undefined) return
		this.#counts.deaths++
		await this.#start(lane)
	}

	#dispatchSoon(): void {
		if (this.#dispatching) return
		this.#dispatching = true
		// Documents given in one go are grouped.
		queueMicrotask(() => {
			this.#dispatching = false
			this.#dispatch()
		})
	}

	#dispatch(): void {
		if (this.#ended !== undefined) return
		for (const lane of this.#lanes) {
			if (lane.state !== 'free') continue
			const trial = this.#trials.shift()
			if (trial !== undefined) {
				void this.#try(lane, trial)
				continue
			}
			const large = this.#lanes.filter(({ entries }) => entries.some(this.#isLarge)).length
			const group = this.#queue.take({ workers: this.#lanes.length, large })
			if (group === undefined) break
			for (const entry of group) entry.waiting = false
			void this.#judge(lane, group)
		}
		this.#wake()
	}

	readonly #isLarge = ({ size }: Entry<C, R>): boolean => this.#queue.isLarge(size)

	async #judge(lane: Lane<C, R>, group: readonly Entry<C, R>[]): Promise<void> {
		let reply: Reply<R>
		try {
			reply = await lane.judge(group, this.#setup)
		} catch (error) {
			return await this.#lost(lane, group, error)
		}
		if (this.#ended !== undefined) return
		if (reply.kind === 'unprepared') return this.#end(faultOf(reply.trouble))
		for (const [i, entry] of group.entries()) {
			const answer = reply.answers[i]!
			if ('result' in answer) this.#settle(entry, 'judged', () => entry.resolve(answer.result))
			else this.#giveUp(entry, faultOf(answer.trouble))
		}
		this.#dispatch()
	}

	/** The worker died with a group in its hands. */
	async #lost(lane: Lane<C, R>, group: readonly Entry<C, R>[], error: unknown): Promise<void> {
		if (this.#ended !== undefined) return
		this.#counts.deaths++
		// It died before it began or after it ended: any of them may be the cause.
		const suspects = lane.inHand === undefined ? group : [lane.inHand]
		lane.drop()
		for (const entry of suspects) {
			if (entry.settled) continue
			entry.alone = true
			if (++entry.deaths === 2)
				this.#giveUp(
					entry,
					new Fault('worker-lost', `the document ended two workers, the last one with: ${messageOf(error)}`),
				)
		}
		const again = group.filter(({ settled }) => !settled)
		for (const entry of again) entry.waiting = true
		this.#counts.retries += again.length
		this.#queue.putBack(again)
		this.#dispatch()
		await lane.stop()
		if (this.#ended === undefined) await this.#start(lane)
	}

	async #try(lane: Lane<C, R>, { setup, resolve, reject }: Trial): Promise<void> {
		try {
			const reply = await lane.judge([], setup)
			if (reply.kind === 'unprepared') reject(faultOf(reply.trouble))
			else resolve()
			this.#dispatch()
		} catch (error) {
			reject(this.#ended ?? new Fault('worker-start', `a worker ended while loading it: ${messageOf(error)}`))
			await this.#lost(lane, [], error)
		}
	}

	#listen(signal: AbortSignal, entry: Entry<C, R>): void {
		let entries = this.#abortable.get(signal)
		if (entries === undefined) {
			// One listener a signal, however many documents it aborts.
			const all = new Set<Entry<C, R>>()
			this.#abortable.set(signal, (entries = all))
			signal.addEventListener('abort', () => {
				for (const one of all) this.#settle(one, 'aborted', () => one.reject(signal.reason))
			})
		}
		entries.add(entry)
		const settled =
			<T>(tell: (value: T) => void) =>
			(value: T): void => {
				entries.delete(entry)
				tell(value)
			}
		entry.resolve = settled(entry.resolve)
		entry.reject = settled(entry.reject)
	}

	#giveUp(entry: Entry<C, R>, fault: Fault): void {
		this.#settle(entry, 'faults', () => entry.reject(fault))
	}

	/** The one end of a document. */
	#settle(entry: Entry<C, R>, end: 'judged' | 'faults' | 'aborted', tell: () => void): void {
		if (entry.settled) return
		entry.settled = true
		entry.job = undefined
		this.#counts[end]++
		if (entry.waiting) this.#queue.forget(entry)
		tell()
		this.#wake()
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

	/** Looks at what is in hand, as long as anything is; so long the process stays alive too. */
	#watch(): void {
		if (this.#clock !== undefined) return
		const { deadline, startDeadline } = this.#options
		const period = Math.min(1000, Math.max(5, Math.min(deadline, startDeadline) / 8))
		this.#clock = setInterval(() => {
			if (this.#ended !== undefined || !this.#busy()) {
				clearInterval(this.#clock)
				this.#clock = undefined
				return
			}
			for (const lane of this.#lanes) this.#look(lane)
		}, period)
	}

	#look(lane: Lane<C, R>): void {
		const { deadline, startDeadline } = this.#options
		const { entry, milliseconds } = lane.look()
		if (entry === undefined) {
			if (milliseconds > startDeadline) void lane.stop()
			return
		}
		const allowed = deadline * (1 + entry.size / 10_000_000)
		if (milliseconds <= allowed) return
		this.#giveUp(
			entry,
			new Fault('deadline-exceeded', `judging took longer than the ${Math.round(allowed)} ms allowed`),
		)
		void lane.stop()
	}
}

function faultOf({ code, message }: { code: Fault['code']; message: string }): Fault {
	return new Fault(code, message)
}

function closed(): Fault {
	return new Fault('closed', 'the pool is closed')
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error)
}
