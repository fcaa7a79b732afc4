/**
 * Verdicts from a pool of worker threads: the engine's pool with the worker that knows our rules.
 *
 * A document that cannot be judged to its end, because it took too long or ended its workers, has a verdict too:
 * undecided, by a fault of the engine. What concerns the pool as a whole is thrown as a Fault.
 */
import {
	documentLimits,
	Fault,
	type FaultCode,
	type Job,
	judgeAll,
	type StartThread,
	Pool as ThreadPool,
	Tree,
	type Waiter,
} from '#engine'
import { abandon, type Beyond, type National, type Verdict } from '#rules'
import { type OwnRuleSetId, ownRuleSets } from '#schematron'
import { platformFilesOf } from './bundle/content.ts'
import type { HeldRules } from './bundle/held.ts'
import { type DocumentContext, taskOf } from './document-context.ts'
import type { PlatformOptions } from './platform.ts'
import { type PackedOwn, packOwn, type PackedRuleSet as Schematron } from './rule-sets.ts'
import { doneOf, type Sent } from './sent.ts'
import {
	answer,
	type Done,
	digest,
	judgeTask,
	meansOf,
	type PackedRules,
	type Setup,
	type Task,
} from './task.ts'

export interface PoolOptions {
	/** Threads; as many as there are processors unless given. */
	readonly workers?: number
	/** Judge by these Schematrons alone; by the rule sets that each document calls for unless given. */
	readonly schematron?: readonly Schematron[]
	/** What our rules beyond the published ones do to a verdict; they warn unless given. */
	readonly beyond?: Beyond
	/** National rule sets, where a document calls for them; none unless given. */
	readonly national?: National
	/** The platform's own rules too, with these stores. */
	readonly platform?: PlatformOptions
	/** Judge by these rules in place of the program's own. */
	readonly held?: HeldRules
	/** Milliseconds a document may take, and as many again for every 10 megabytes; 40,000 unless given. */
	readonly deadline?: number
	/** Most megabytes of JavaScript objects in a worker; 2,048 unless given. */
	readonly memory?: number
	/** Most documents and bytes that wait; more are refused. 10,000 and 512 MB unless given. */
	readonly maxWaiting?: number
	readonly maxWaitingBytes?: number
	/** Most documents handed to a worker at a time, which are answered together; 512 unless given. */
	readonly group?: number
	/** Milliseconds in which documents gather while more keep coming; 0 unless given. */
	readonly gather?: number
}

export interface Document extends DocumentContext {
	readonly bytes: Uint8Array
}

export interface StreamOptions {
	/** Verdicts in the order of the documents, else as they come. In order unless told. */
	readonly ordered?: boolean
	readonly signal?: AbortSignal
}

export interface Pool {
	/**
	 * The verdict on one document. The bytes stay the caller's and must not change until then.
	 *
	 * Rejects with the signal's reason, or with a Fault that concerns the pool: `queue-full`, `worker-start`
	 * or `closed`.
	 */
	validate(bytes: Uint8Array, context?: DocumentContext & { readonly signal?: AbortSignal }): Promise<Verdict>
	/** Verdicts on a stream of documents, which is read no faster than the verdicts are. */
	validateAll(
		documents: AsyncIterable<Document> | Iterable<Document>,
		options?: StreamOptions,
	): AsyncIterable<Verdict>
	/** Resolves when another document may be given. */
	room(): Promise<void>
	/** Resolves when a worker is ready to judge; rejects with the Fault that keeps the pool from starting. */
	ready(): Promise<void>
	/**
	 * Judges by other rules from now on: by these Schematrons alone, or by our own rule sets read afresh from
	 * their texts. Each document is judged wholly by the old ones or wholly by the new. Where the new ones
	 * cannot be read, or `proof` throws when it has seen them judge, that is thrown and the old ones stay.
	 */
	reload(options?: ReloadOptions): Promise<void>
	/** Finishes what was taken, and ends the workers. */
	close(): Promise<void>
	[Symbol.asyncDispose](): Promise<void>
	/** Documents waiting or being judged. */
	readonly waiting: number
	readonly workers: number
	/** Workers replaced since the start. */
	readonly restarts: number
}

export interface ReloadOptions {
	readonly schematron?: readonly Schematron[]
	/** Tries the new rules before they are used. */
	readonly proof?: (judge: Pick<Pool, 'validate'>) => Promise<void>
}

/** Starts the workers; nothing needs to be awaited before the first document is given. */
export function createPool(options: PoolOptions = {}): Pool {
	return poolOn(threadPool(options), options)
}

/** The same on threads that were made with these options. */
export function poolOn(threads: ThreadPool<Task, Sent>, options: PoolOptions): Pool {
	const judge = (
		bytes: Uint8Array,
		context: DocumentContext,
		signal: AbortSignal | undefined,
		waiter: Waiter<Verdict>,
	): void => {
		const job = { context: taskOf(context), bytes, size: bytes.length }
		threads.give(job, new Settling(job, waiter), signal)
	}
	const close = () => threads.close()
	return {
		async validate(bytes, context = {}) {
			const { promise, ...waiter } = Promise.withResolvers<Verdict>()
			judge(bytes, context, context.signal, waiter)
			return await promise
		},
		validateAll: (documents, { ordered, signal } = {}) =>
			judgeAll(
				documents,
				{
					room: () => (threads.full ? threads.room() : undefined),
					judge: (document: Document, signal, waiter) => judge(document.bytes, document, signal, waiter),
				},
				{ window: windowOf(threads), ...(ordered !== undefined && { ordered }), ...(signal && { signal }) },
			),
		room: () => threads.room(),
		ready: () => threads.ready(),
		async reload({ schematron, proof } = {}) {
			const setup = setupOf(schematron ? { ...options, schematron } : { ...options, packed: packOwn(own) })
			if (proof !== undefined) await proof({ validate: await inThisThread(setup) })
			await threads.swap(setup)
		},
		close,
		[Symbol.asyncDispose]: close,
		get waiting() {
			return threads.waiting
		},
		workers: threads.workers,
		get restarts() {
			return threads.counts.deaths
		},
	}
}

/** The engine's pool, for those who want reports rather than verdicts, or start its threads themselves. */
export function threadPool(options: PoolOptions, startThread?: StartThread<Sent>): ThreadPool<Task, Sent> {
	const { workers = navigator.hardwareConcurrency } = options
	const {
		deadline = 2 * documentLimits.milliseconds,
		memory,
		maxWaiting,
		maxWaitingBytes,
		group,
		gather,
	} = options
	if (!(workers >= 1 && Number.isInteger(workers)))
		throw new Fault('usage', `A pool has at least one worker, not ${workers}.`)
	// A checkout runs from its sources, an installed package from what was built of them.
	const source = import.meta.url.endsWith('.ts')
	return new ThreadPool<Task, Sent>({
		worker: new URL(source ? './worker.ts' : './worker.js', import.meta.url).href,
		setup: setupOf(options),
		workers,
		deadline,
		...(memory !== undefined && { memory }),
		...(maxWaiting !== undefined && { maxWaiting }),
		...(maxWaitingBytes !== undefined && { maxWaitingBytes }),
		...(group !== undefined && { groupDocuments: group }),
		...(gather !== undefined && { gather }),
		...(startThread && { startThread }),
		...(source && { execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'] }),
	})
}

/**
 * Documents of a stream in a pool's hands at once: two groups for each worker, one that waits for it, and those whose
 * verdict waits for an earlier one.
 */
export function windowOf({ workers }: { readonly workers: number }): number {
	return 2048 * workers
}

/** Faults that say nothing of the document: it may be given again. */
const ofThePool: readonly FaultCode[] = ['queue-full', 'worker-start', 'store-unavailable', 'closed']

/** What became of a document; one that cannot be judged to its end is undecided. */
export function judgeOn(pool: ThreadPool<Task, Sent>, job: Job<Task>, signal?: AbortSignal): Promise<Done> {
	return pool.run(job, signal && { signal }).then(doneOf, (error: unknown) => {
		const undecided = undecidedBy(job, error)
		if (undecided === undefined) throw error
		return undecided
	})
}

/** The end of a document by a Fault of its own; undefined for what concerns others too. */
function undecidedBy(job: Job<Task>, error: unknown): Done | undefined {
	return error instanceof Fault && !ofThePool.includes(error.code) ? abandoned(job, error) : undefined
}

/** Has the verdict on a document told. */
class Settling implements Waiter<Sent> {
	readonly #job: Job<Task>
	readonly #waiter: Waiter<Verdict>

	constructor(job: Job<Task>, waiter: Waiter<Verdict>) {
		this.#job = job
		this.#waiter = waiter
	}

	resolve({ verdict }: Sent): void {
		this.#waiter.resolve(verdict!)
	}

	reject(error: unknown): void {
		const undecided = undecidedBy(this.#job, error)
		if (undecided === undefined) this.#waiter.reject(error)
		else this.resolve(undecided)
	}
}

/** The end of a document that was not judged. */
export function abandoned({ context, bytes, size }: Job<Task>, fault: Fault): Done {
	const { source, asOf } = context
	const sha256 = bytes === undefined ? '' : digest(bytes)
	const verdict = abandon({ source, asOf, document: { sha256, bytes: bytes?.length ?? size } }, fault)
	return { ...answer({ verdict }, context, 0), fault: { code: fault.code, message: fault.message } }
}

const own = Object.keys(ownRuleSets) as OwnRuleSetId[]

/** What the workers of a pool load. */
export function setupOf({
	schematron,
	packed,
	held,
	beyond,
	national,
	platform,
}: PoolOptions & { readonly packed?: PackedOwn }): Setup {
	const rules: PackedRules =
		schematron === undefined
			? {
					kind: 'chosen',
					...(packed && { packed }),
					...(held && { held }),
					...(beyond && { beyond }),
					...(national && { national }),
				}
			: { kind: 'alone', packed: schematron }
	const asking = platform && held ? { ...platform, rules: platformFilesOf(held.content) } : platform
	return { rules, ...(asking && { platform: asking }) }
}

/** Judges here, for a proof. */
async function inThisThread(setup: Setup): Promise<Pool['validate']> {
	const means = await meansOf(setup, new Tree())
	return async (bytes, { signal, ...context } = {}) => {
		signal?.throwIfAborted()
		return judgeTask(bytes, taskOf(context), means).verdict!
	}
}
