/**
 * What a second worker gains while the machine has two whole processors.
 *
 * A virtual processor may be a core now, and a moment later half of one whose other half works for somebody else. So
 * right before a way and right after it two threads sum in registers at once (sums.ts), which takes 1.6 times as long
 * where a core is shared. A way that ended on other processors than it began is taken again, and only those count that
 * had two whole ones both times; none is left out for its own result. What happens between the two is not seen, so
 * ways are short.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { median, spread } from '../measure.ts'
import type { Bare } from './bare.ts'
import { type Cost, type Ratio, rest } from './cost.ts'

/** Through a pool of one worker, and of two. */
const wayNames = ['one', 'two'] as const
type WayName = (typeof wayNames)[number]
export type Ways = Readonly<Record<WayName, () => Promise<Cost>>>

/** A way as it was taken. */
interface Try {
	readonly cost: Cost
	/** Milliseconds that the sums of each thread took: before and after. */
	readonly before: readonly number[]
	readonly after: readonly number[]
}

/** Each way, as often as it was taken until it counted or the time was over. */
export type Tries = Readonly<Record<WayName, readonly Try[]>>

/** What a process saw. */
export interface Seen {
	readonly turns: readonly Tries[]
	/** The sums of both threads at moments a hundredth of a second apart, whatever they were. */
	readonly moments: readonly (readonly number[])[]
}

export interface Watching {
	readonly threads: readonly [Bare, Bare]
	/** Milliseconds in which turns begin. */
	readonly time: number
	readonly most: number
}

/** What two threads gain at least where each has a core to itself. */
export const asked = 1.9

const rounds = 4_000_000

export async function takeWhole(ways: Ways, { threads, time, most }: Watching): Promise<Seen> {
	let least = Number.POSITIVE_INFINITY
	const sums = async (): Promise<number[]> => {
		const spent = await Promise.all(threads.map((each) => each.does({ what: 'count', times: rounds })))
		const times = spent.map(({ wall }) => wall)
		least = Math.min(least, ...times)
		return times
	}
	// What a core to itself takes must have been seen.
	const moments: number[][] = []
	while (moments.length < 200) moments.push((await Promise.all([sums(), pause(10)]))[0])
	const end = performance.now() + time
	const again = () => performance.now() < end
	const tryOnce = async (way: () => Promise<Cost>): Promise<Try> => {
		await rest()
		let before = await sums()
		for (; gainOf(before, least) < asked && again(); before = await sums()) await pause(10)
		return { before, cost: await way(), after: await sums() }
	}
	const turns: Tries[] = []
	while (turns.length < most && again()) {
		const turn: Record<WayName, Try[]> = { one: [], two: [] }
		// Who comes later finds the caches warm.
		for (const name of turns.length % 2 === 0 ? wayNames : [...wayNames].reverse())
			do turn[name].push(await tryOnce(ways[name]))
			while (!counts(turn[name].at(-1)!, least) && again())
		turns.push(turn)
	}
	return { turns, moments }
}

/** Of two workers over one. */
export interface WholeGain {
	/** In which part of all moments both processors were whole. */
	readonly share: number
	/** Ways taken, and those that counted. */
	readonly taken: number
	readonly counted: number
	/** Turns whose ways both counted, and what was gained in them by the clock. */
	readonly turns: number
	readonly gain: Ratio
}

export function gained(seen: readonly Seen[]): WholeGain {
	const [turns, moments] = [seen.flatMap(({ turns }) => turns), seen.flatMap(({ moments }) => moments)]
	const all = turns.flatMap((turn) => wayNames.flatMap((name) => turn[name]))
	const least = Math.min(...moments.flat(), ...all.flatMap(({ before, after }) => [...before, ...after]))
	const gains = turns.flatMap((turn) => {
		const [one, two] = wayNames.map((name) => turn[name].find((each) => counts(each, least))?.cost.wall)
		return one && two ? [one / two] : []
	})
	return {
		share: moments.filter((sums) => gainOf(sums, least) >= asked).length / moments.length,
		taken: all.length,
		counted: all.filter((each) => counts(each, least)).length,
		turns: gains.length,
		gain: { median: median(gains), spread: spread(gains) },
	}
}

function counts({ before, after }: Try, least: number): boolean {
	return gainOf(before, least) >= asked && gainOf(after, least) >= asked
}

/** Of two over one that takes the least. */
function gainOf(sums: readonly number[], least: number): number {
	return sums.reduce((gain, time) => gain + least / time, 0)
}
