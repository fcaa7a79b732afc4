/** What a way of judging documents costs. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Bare, Spent } from './bare.ts'

/** Milliseconds a document. */
export interface Cost {
	readonly wall: number
	/** Of all threads, and of the main one alone. */
	readonly processor: number
	readonly main: number
}

/** Of all turns. */
export interface Ratio {
	readonly median: number
	/** Half the distance between the quartiles. */
	readonly spread: number
}

/** `way` resolves with what was spent in processes of their own. */
export async function costOf(
	way: () => Promise<Pick<Spent, 'processor'> | undefined>,
	times: number,
): Promise<Cost> {
	const processor = process.cpuUsage()
	const main = process.threadCpuUsage()
	const start = performance.now()
	const elsewhere = await way()
	const wall = performance.now() - start
	const milliseconds = ({ user, system }: { readonly user: number; readonly system: number }) =>
		(user + system) / 1000
	return {
		wall: wall / times,
		processor: (milliseconds(process.cpuUsage(processor)) + (elsewhere?.processor ?? 0)) / times,
		main: milliseconds(process.threadCpuUsage(main)) / times,
	}
}

/** Each of two judges half, one after the other: threads with the same code differ for life. */
export async function inTurn([one, other]: readonly [Bare, Bare], times: number): Promise<Cost> {
	const half = { what: 'judge', times: times / 2 } as const
	return await costOf(async () => elsewhere([await one.does(half), await other.does(half)], one), times)
}

/**
 * Both judge a half at once. By the clock it is what they do as long as both are busy: one that waits for the other,
 * which is slower for life or has just lost half its core, would be given some of its documents by a pool.
 */
export async function atOnce(both: readonly [Bare, Bare], times: number): Promise<Cost> {
	const half = { what: 'judge', times: times / 2 } as const
	let spent: readonly Spent[] = []
	const cost = await costOf(async () => {
		spent = await Promise.all(both.map((each) => each.does(half)))
		return elsewhere(spent, both[0])
	}, times)
	return { ...cost, wall: 1 / spent.reduce((rate, { wall }) => rate + half.times / wall, 0) }
}

function elsewhere(spent: readonly Spent[], { apart }: Bare): Pick<Spent, 'processor'> | undefined {
	return apart ? { processor: spent.reduce((sum, { processor }) => sum + processor, 0) } : undefined
}

/** Until the whole process does next to nothing. */
export async function rest(): Promise<void> {
	for (;;) {
		const before = process.cpuUsage()
		await pause(20)
		const { user, system } = process.cpuUsage(before)
		if (user + system < 1000) return
	}
}
