/**
 * A thread by itself, two of them, a pool of one and a pool of two over the same documents, in rounds that alternate.
 * The documents are made before the clock starts. Two threads that share nothing show what the machine can give.
 *
 * Processor time is that of the whole process, so a hand-over costs whichever thread pays for it. A machine is
 * faster in one second than in the next, so ways are compared within a round, which is short, and of all rounds'
 * ratios the median counts. By the clock two workers gain only what the machine leaves free; by processor time the
 * gain is what two free processors would give: twice the work of the one worker, over all the work that two cause.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { createPool, type Document, type Pool } from '../../server/library.ts'
import { median, spread } from '../measure.ts'
import { asOf, usual } from './documents.ts'

/** Milliseconds a document. */
export interface Cost {
	readonly wall: number
	/** Of all threads, and of the main one alone. */
	readonly processor: number
	readonly main: number
}

export interface Comparison {
	readonly bytes: number
	readonly alone: Cost
	/** Two threads without a pool. */
	readonly apart: Cost
	readonly one: Cost
	readonly two: Cost
	/** How many times more documents two workers judge, by the clock and by processor time. */
	readonly gain: { readonly wall: Ratio; readonly processor: Ratio }
	/** The same of two threads over one, by the clock: more than this no pool can gain here. */
	readonly ceiling: Ratio
	/** What a document costs in a pool of one over what its verdict costs alone, by processor time. */
	readonly overhead: Ratio
	/** One document at a time, sent and awaited: milliseconds by the clock. */
	readonly roundTrip: number
}

/** Of all rounds. */
export interface Ratio {
	readonly median: number
	/** Half the distance between the quartiles. */
	readonly spread: number
}

type Way = 'alone' | 'apart' | 'one' | 'two'

export async function compare(rounds: number, documents: number, warm: number): Promise<Comparison> {
	const threads = [0, 1].map(
		() =>
			new Worker(new URL('./alone.ts', import.meta.url), {
				resourceLimits: { maxOldGenerationSizeMb: 2048 },
			}),
	)
	const [lone] = threads as [Worker, Worker]
	await using one = createPool({ workers: 1 })
	await using two = createPool({ workers: 2 })
	/** Each is prepared, and gives what is timed. */
	const ways: Record<Way, (documents: number) => Promise<() => Promise<unknown>>> = {
		alone: async (documents) => {
			await told(lone, documents)
			return () => told(lone, 'judge')
		},
		apart: async (documents) => {
			await Promise.all(threads.map((thread) => told(thread, documents / 2)))
			return () => Promise.all(threads.map((thread) => told(thread, 'judge')))
		},
		one: async (documents) => through(one, [...usual.documents(documents)]),
		two: async (documents) => through(two, [...usual.documents(documents)]),
	}
	const names = Object.keys(ways) as Way[]
	const costs: Record<Way, Cost[]> = { alone: [], apart: [], one: [], two: [] }
	const trips: number[] = []
	// Two workers need twice as many until both are as fast as they get.
	for (const name of names) await (await ways[name](name === 'two' || name === 'apart' ? 2 * warm : warm))()
	for (let round = 0; round < rounds; round++) {
		for (const name of names) costs[name].push(await costOf(await ways[name](documents), documents))
		trips.push(await trip(one))
	}
	await Promise.all(threads.map((thread) => thread.terminate()))
	const middle = (name: Way): Cost => {
		const of = (part: keyof Cost) => median(costs[name].map((cost) => cost[part]))
		return { wall: of('wall'), processor: of('processor'), main: of('main') }
	}
	const ratio = (over: Way, under: Way, of: (over: Cost, under: Cost) => number): Ratio => {
		const all = costs[over].map((cost, round) => of(cost, costs[under][round]!))
		return { median: median(all), spread: spread(all) }
	}
	const byTheClock = (one: Cost, other: Cost) => one.wall / other.wall
	return {
		bytes: usual.bytes,
		alone: middle('alone'),
		apart: middle('apart'),
		one: middle('one'),
		two: middle('two'),
		gain: {
			wall: ratio('one', 'two', byTheClock),
			processor: ratio('one', 'two', (one, two) => (2 * (one.processor - one.main)) / two.processor),
		},
		ceiling: ratio('alone', 'apart', byTheClock),
		overhead: ratio('one', 'alone', (one, alone) => one.processor / alone.processor),
		roundTrip: median(trips),
	}
}

async function told(thread: Worker, asked: number | 'judge'): Promise<void> {
	thread.postMessage(asked)
	await once(thread, 'message')
}

function through(pool: Pool, documents: readonly Document[]): () => Promise<void> {
	return async () => {
		let verdicts = 0
		for await (const { verdict } of pool.validateAll(documents)) if (verdict === 'accepted') verdicts++
		if (verdicts !== documents.length)
			throw new Error(`${verdicts} of ${documents.length} documents were accepted`)
	}
}

async function costOf(way: () => Promise<unknown>, documents: number): Promise<Cost> {
	const processor = process.cpuUsage()
	const main = process.threadCpuUsage()
	const start = performance.now()
	await way()
	const wall = performance.now() - start
	const milliseconds = ({ user, system }: { readonly user: number; readonly system: number }) =>
		(user + system) / 1000 / documents
	return {
		wall: wall / documents,
		processor: milliseconds(process.cpuUsage(processor)),
		main: milliseconds(process.threadCpuUsage(main)),
	}
}

async function trip(pool: Pool): Promise<number> {
	const times: number[] = []
	for (const { bytes } of usual.documents(50)) {
		const start = performance.now()
		await pool.validate(bytes, { asOf })
		times.push(performance.now() - start)
	}
	return median(times)
}
