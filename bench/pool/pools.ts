/**
 * The same two threads as a pool of two workers and as two pools of one.
 *
 * A thread's code is compiled and placed as its own past had it, so two pools of threads of their own differ by more
 * than by how many they are. A worker serves whoever sends it parcels: here three pools do, one at a time.
 */
import { type StartThread, startThread, type Thread } from '#engine'
import { type Pool, type PoolOptions, poolOn, threadPool } from '../../server/pool.ts'
import type { Sent } from '../../server/sent.ts'

export interface Pools {
	/** On one thread each. */
	readonly ones: readonly Pool[]
	/** On both. */
	readonly two: Pool
}

export function poolsOf(options: PoolOptions): Pools {
	const threads: Promise<Thread<Sent>>[] = []
	const poolOf = (workers: number, start: StartThread<Sent>): Pool =>
		poolOn(threadPool({ ...options, workers }, start), options)
	const two = poolOf(2, (how) => {
		const thread = startThread<Sent>(how)
		threads.push(thread)
		return thread
	})
	return { ones: threads.map((thread) => poolOf(1, () => thread)), two }
}
