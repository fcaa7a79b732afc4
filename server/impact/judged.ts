/** Documents judged under two versions of the rules: a few in this thread, many in a pool for each version. */
import { judgeAll, promised, Tree } from '#engine'
import type { Verdict } from '#rules'
import type { ArchiveEntry } from '../archives/archive.ts'
import { walkDocuments } from '../documents.ts'
import { judgeOn, type PoolOptions, setupOf, threadPool, windowOf } from '../pool.ts'
import { type Done, judgeTask, meansOf, type Task } from '../task.ts'
import { judgedWith, type Side } from './side.ts'

export interface Judging {
	/** What both sides judge with beside their rules. */
	readonly pool: Pick<PoolOptions, 'national' | 'platform' | 'beyond'>
	/** The day of a side that names none. */
	readonly asOf: string
	readonly failOn?: 'fatal' | 'warning'
	/** Threads of both sides together; as many as there are processors unless given. */
	readonly jobs?: number
}

export interface Pair {
	readonly name: string
	readonly before: Verdict
	readonly after: Verdict
}

/** Each document of a corpus under both sides, in order. Nothing is kept of it. */
export async function* judgedPairs(
	paths: readonly string[],
	sides: readonly [before: Side, after: Side],
	{ pool, asOf, failOn, jobs }: Judging,
): AsyncGenerator<Pair> {
	const { sources, count } = await walkDocuments(paths)
	const open =
		jobs === undefined && !paths.includes('-') && (await count()) < manyDocuments ? here : inThreads
	const [before, after] = await Promise.all([
		open(pool, sides[0], jobs, sides[0].asOf ?? asOf),
		open(pool, sides[1], jobs, sides[1].asOf ?? asOf),
	])
	const documents = async function* (): AsyncGenerator<Exclude<ArchiveEntry, { kind: 'passed-over' }>> {
		for await (const source of sources)
			for await (const entry of source.documents()) if (entry.kind !== 'passed-over') yield entry
	}
	const judge = async (
		entry: Exclude<ArchiveEntry, { kind: 'passed-over' }>,
		{ judge, asOf }: Seat,
	): Promise<Verdict> => {
		const task: Task = {
			source: entry.name,
			asOf,
			limits: { milliseconds: patience },
			...(failOn && { failOn }),
			...(entry.kind === 'file' ? {} : { failure: entry.failure }),
		}
		return (await judge(entry.kind === 'file' ? entry.bytes : undefined, task)).verdict!
	}
	try {
		yield* judgeAll(
			documents(),
			{
				room: async () => {
					await Promise.all([before.room(), after.room()])
				},
				judge: promised(async (entry) => {
					const verdicts = await Promise.all([judge(entry, before), judge(entry, after)])
					return { name: entry.name, before: verdicts[0], after: verdicts[1] }
				}),
			},
			{ window: before.window },
		)
	} finally {
		await Promise.all([before.close(), after.close()])
	}
}

/** What changes is to be the rules' doing: no document is refused because this machine was busy. */
const patience = 300_000

/** Documents from which threads are worth their start; an archive counts as one. */
const manyDocuments = 32

/** Where one side judges. */
interface Seat {
	readonly asOf: string
	readonly window: number
	readonly judge: (bytes: Uint8Array | undefined, task: Task) => Promise<Done>
	readonly room: () => Promise<void>
	readonly close: () => Promise<void>
}

type Open = (pool: Judging['pool'], side: Side, jobs: number | undefined, asOf: string) => Promise<Seat>

const here: Open = async (pool, side, _, asOf) => {
	const means = await meansOf(setupOf({ ...pool, ...judgedWith(side, 'as asked') }), new Tree())
	return {
		asOf,
		window: 1,
		judge: async (bytes, task) => judgeTask(bytes, task, means),
		room: async () => {},
		close: async () => {},
	}
}

const inThreads: Open = async (pool, side, jobs = navigator.hardwareConcurrency, asOf) => {
	const threads = threadPool({
		...pool,
		...judgedWith(side),
		workers: Math.max(1, Math.ceil(jobs / 2)),
		deadline: 2 * patience,
	})
	return {
		asOf,
		window: windowOf(threads),
		judge: (bytes, task) =>
			judgeOn(threads, { context: task, ...(bytes && { bytes }), size: bytes?.length ?? 0 }),
		room: () => threads.room(),
		close: () => threads.close(),
	}
}
