/**
 * A thread by itself, two of them, a pool of one and a pool of two over the same documents, in rounds that alternate.
 * Two threads that share nothing show what the machine can give.
 *
 * Documents are made once, so that nobody collects those of the round before, and a way begins when the process is at
 * rest: threads go on collecting after they have answered. Two threads that run the same code over the same documents
 * differ by up to a tenth for as long as they live, as their code was compiled and placed; so turns are taken in
 * several processes (turns.ts), and of all of them the median counts.
 *
 * Processor time is that of the whole process, so a hand-over costs whichever thread pays for it. A machine is
 * faster in one second than in the next, so ways are compared within a turn, which is short. By the clock two workers gain only what the machine leaves free; by processor time the
 * gain is what two free processors would give: twice the work of the one worker, over all the work that two cause.
 */
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
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
	/** The same of two threads over one: more than this no pool can gain here. */
	readonly ceiling: { readonly wall: Ratio; readonly processor: Ratio }
	/** What a document costs in a pool of one over what its verdict costs alone, by processor time. */
	readonly overhead: Ratio
	/** One document at a time, sent and awaited: milliseconds by the clock. */
	readonly roundTrip: number
}

/** Of all turns. */
export interface Ratio {
	readonly median: number
	/** Half the distance between the quartiles. */
	readonly spread: number
}

/** Each way once, one after the other, and a round trip. */
export interface Turn extends Readonly<Record<'alone' | 'one' | 'apart' | 'two', Cost>> {
	readonly trip: number
}

/** `warm`: documents that each thread judges before it counts; V8 compiles anew until some 14,000. */
export async function take(turns: number, documents: number, warm: number): Promise<Turn[]> {
	const made = [...usual.documents(documents)]
	const threads = [loneThread(documents), loneThread(documents)] as const
	const [one, two] = [createPool({ workers: 1 }), createPool({ workers: 2 })]
	const alone = () => told(threads[0], documents)
	const apart = () => Promise.all(threads.map((thread) => told(thread, documents / 2)))
	try {
		for (let n = 0; n < warm; n += documents) {
			await Promise.all(threads.map((thread) => told(thread, documents)))
			for (const pool of [one, two, two]) await through(pool, made)()
		}
		const taken: Turn[] = []
		while (taken.length < turns)
			taken.push({
				alone: await costOf(alone, documents),
				one: await costOf(through(one, made), documents),
				apart: await costOf(apart, documents),
				two: await costOf(through(two, made), documents),
				trip: await trip(one),
			})
		return taken
	} finally {
		await Promise.all([...threads.map((thread) => thread.terminate()), one.close(), two.close()])
	}
}

export function compared(turns: readonly Turn[]): Comparison {
	const ratio = (of: (turn: Turn) => number): Ratio => {
		const all = turns.map(of)
		return { median: median(all), spread: spread(all) }
	}
	const middle = (way: Exclude<keyof Turn, 'trip'>): Cost => {
		const of = (part: keyof Cost) => median(turns.map((turn) => turn[way][part]))
		return { wall: of('wall'), processor: of('processor'), main: of('main') }
	}
	return {
		bytes: usual.bytes,
		alone: middle('alone'),
		apart: middle('apart'),
		one: middle('one'),
		two: middle('two'),
		gain: {
			wall: ratio(({ one, two }) => one.wall / two.wall),
			processor: ratio(({ one, two }) => (2 * (one.processor - one.main)) / two.processor),
		},
		ceiling: {
			wall: ratio(({ alone, apart }) => alone.wall / apart.wall),
			processor: ratio(({ alone, apart }) => (2 * alone.processor) / apart.processor),
		},
		overhead: ratio(({ one, alone }) => one.processor / alone.processor),
		roundTrip: median(turns.map(({ trip }) => trip)),
	}
}

function loneThread(documents: number): Worker {
	const resourceLimits = { maxOldGenerationSizeMb: 2048 }
	return new Worker(new URL('./alone.ts', import.meta.url), { workerData: documents, resourceLimits })
}

async function told(thread: Worker, documents: number): Promise<void> {
	thread.postMessage(documents)
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
	await rest()
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

/** Until the whole process does next to nothing. */
async function rest(): Promise<void> {
	for (;;) {
		const before = process.cpuUsage()
		await pause(20)
		const { user, system } = process.cpuUsage(before)
		if (user + system < 1000) return
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
