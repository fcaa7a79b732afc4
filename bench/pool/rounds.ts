/**
 * A thread by itself, a pool of one and a pool of two over the same documents, in rounds that alternate.
 *
 * Processor time is that of the whole process, so a hand-over costs whichever thread pays for it. What others
 * do on the machine can only add to it, so the least of all rounds is taken; of the clock, the median. By the
 * clock two workers gain only what the machine leaves free; by processor time the gain is what two free
 * processors would give: twice the work of the one worker, over all the work that two workers cause.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { createPool, type Pool } from '../../server/library.ts'
import { median } from '../measure.ts'
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
	readonly one: Cost
	readonly two: Cost
	/** How many times more documents two workers judge, by the clock and by processor time. */
	readonly gain: { readonly wall: number; readonly processor: number }
	/** What a document costs in a pool beyond its verdict, as a share of the verdict, by processor time. */
	readonly overhead: number
	/** One document at a time, sent and awaited: milliseconds by the clock. */
	readonly roundTrip: number
}

export async function compare(rounds: number, documents: number, warm: number): Promise<Comparison> {
	const lone = new Worker(new URL('./alone.ts', import.meta.url), {
		resourceLimits: { maxOldGenerationSizeMb: 2048 },
	})
	await using one = createPool({ workers: 1 })
	await using two = createPool({ workers: 2 })
	const ways = {
		alone: async (documents: number) => {
			lone.postMessage(documents)
			await once(lone, 'message')
		},
		one: (documents: number) => through(one, documents),
		two: (documents: number) => through(two, documents),
	}
	type Way = keyof typeof ways
	const names = Object.keys(ways) as Way[]
	const costs: Record<Way, Cost[]> = { alone: [], one: [], two: [] }
	const trips: number[] = []
	// Two workers need twice as many until both are as fast as they get.
	for (const name of names) await ways[name](name === 'two' ? 2 * warm : warm)
	for (let round = 0; round < rounds; round++) {
		for (const name of names) costs[name].push(await costOf(ways[name], documents))
		trips.push(await trip(one))
	}
	await lone.terminate()
	const cost = (name: Way): Cost => {
		const least = costs[name].reduce((best, one) => (one.processor < best.processor ? one : best))
		return { ...least, wall: median(costs[name].map(({ wall }) => wall)) }
	}
	const [alone, single, double] = [cost('alone'), cost('one'), cost('two')]
	return {
		bytes: usual.bytes,
		alone,
		one: single,
		two: double,
		gain: {
			wall: median(costs.one.map(({ wall }, round) => wall / costs.two[round]!.wall)),
			processor: (2 * (single.processor - single.main)) / double.processor,
		},
		overhead: single.processor / alone.processor - 1,
		roundTrip: median(trips),
	}
}

async function through(pool: Pool, documents: number): Promise<void> {
	let verdicts = 0
	for await (const { verdict } of pool.validateAll(usual.documents(documents)))
		if (verdict === 'accepted') verdicts++
	if (verdicts !== documents) throw new Error(`${verdicts} of ${documents} documents were accepted`)
}

async function costOf(way: (documents: number) => Promise<void>, documents: number): Promise<Cost> {
	const processor = process.cpuUsage()
	const main = process.threadCpuUsage()
	const start = performance.now()
	await way(documents)
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
