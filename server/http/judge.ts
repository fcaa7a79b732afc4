/**
 * The service's view of whoever judges: one document and what is wanted of it in, its report some time later.
 *
 * The service knows nothing of threads. Whatever judges, in this process or in others, is given as a Judge.
 */
import { Tree } from '#engine'
import type { HeldRules } from '../bundle/held.ts'
import { openClaims, takingIn } from '../claim.ts'
import type { PlatformOptions } from '../platform.ts'
import { judgeOn, type PoolOptions, setupOf, threadPool } from '../pool.ts'
import { type LoadOwn, type PackedOwn, shelf } from '../rule-sets.ts'
import { type Done, judgeTask, type Means, meansOf, type Task } from '../task.ts'
import { renewal } from './renewal.ts'

/** A Fault, ours or the rule text's, rejects; nothing wrong with the document does. */
export type JudgeOne = (bytes: Uint8Array, task: Task, signal?: AbortSignal) => Promise<Done>

export interface Judge {
	readonly judge: JudgeOne
	/** Documents waiting or being judged. */
	readonly waiting: number
	/** Workers replaced since the start. */
	readonly restarts: number
	/**
	 * Reads rule texts or the bundle, platform rules and stores again and swaps them in whole; gives what is in
	 * force for those who show it. Rejects with a Fault where they cannot be read or judge canaries of that day wrong; the old ones
	 * stay then.
	 */
	reload(asOf: string): Promise<InForce>
	close(): Promise<void>
}

/** The rules that judge, for those who show them. */
export interface InForce {
	readonly load: LoadOwn
	/** Where they are not the program's own. */
	readonly held?: HeldRules
}

/** How a judge is to judge unless a task says otherwise, and which stores it may ask. */
export type JudgeOptions = Pick<PoolOptions, 'beyond' | 'national' | 'platform' | 'held'>

/** What a reload asks. */
export interface Sources {
	readonly renew?: Renew
	/** The stores that are there by then; those of the start unless given. */
	readonly stores?: () => PlatformOptions
	/** The bundle that is there by then; throws a Fault where it is not to be believed. */
	readonly held?: () => HeldRules
}

/** Reads the rule texts afresh and tries them; gives those that were compiled. */
export type Renew = (options: JudgeOptions, asOf: string) => Promise<PackedOwn>

/** Judges in this process, one document at a time. */
export function inProcess(options: JudgeOptions = {}, sources: Sources = {}): Judge {
	let means: Promise<Means> | undefined
	let taking: Promise<{ readonly judge: JudgeOne; close(): Promise<void> }> | undefined
	let waiting = 0
	const one: JudgeOne = async (bytes, task) => {
		means ??= meansOf(setupOf(options), new Tree())
		return judgeTask(bytes, task, await means)
	}
	return {
		async judge(bytes, task, signal) {
			waiting++
			try {
				signal?.throwIfAborted()
				taking ??= withClaims(one, options)
				return await (await taking).judge(bytes, task, signal)
			} finally {
				waiting--
			}
		},
		get waiting() {
			return waiting
		},
		restarts: 0,
		async reload(asOf) {
			const { inForce, setup } = await renewed(options, sources, asOf)
			means = Promise.resolve(await meansOf(setup, new Tree()))
			return inForce
		},
		close: async () => (await taking)?.close(),
	}
}

/** Judges in worker threads; resolves when the first of them is ready. */
export async function pooled(options: PoolOptions, sources: Sources = {}): Promise<Judge> {
	const pool = threadPool(options)
	await pool.ready()
	const { judge, close } = await withClaims(
		(bytes, task, signal) => judgeOn(pool, { context: task, bytes, size: bytes.length }, signal),
		options,
	)
	return {
		judge,
		get waiting() {
			return pool.waiting
		},
		get restarts() {
			return pool.counts.deaths
		},
		async reload(asOf) {
			const { inForce, setup } = await renewed(options, sources, asOf)
			await pool.swap(setup)
			return inForce
		},
		async close() {
			await pool.close()
			await close()
		},
	}
}

/** An accepted invoice of a named deposit occupies its key, where there is a ledger. */
async function withClaims(judge: JudgeOne, { platform }: JudgeOptions) {
	const claims = platform && (await openClaims(platform))
	return { judge: claims ? takingIn(judge, claims) : judge, close: async () => claims?.close() }
}

async function renewed(
	options: PoolOptions,
	{ renew = renewal, stores, held: bundled }: Sources,
	asOf: string,
) {
	const platform = stores?.() ?? options.platform
	const held = bundled?.() ?? options.held
	const judging = { ...options, ...(platform && { platform }), ...(held && { held }) }
	const packed = await renew(judging, asOf)
	const inForce: InForce = { load: shelf({ ...held, packed }), ...(held && { held }) }
	return { inForce, setup: setupOf({ ...judging, packed }) }
}
