/**
 * Rounds that alternate between contestants, so that whatever slows the machine for a while slows them alike.
 *
 * Two times are taken: by the clock, and of the processor (all threads of the process, so a collector's and a
 * compiler's too), which says more on a machine that others use.
 */
import type { Peer } from './peer.ts'

/** Milliseconds a document. */
export interface Time {
	readonly wall: number
	readonly processor: number
}

export interface Measured {
	readonly name: string
	readonly rounds: readonly Time[]
	readonly median: Time
	/** Half the distance between the quartiles over the median, of processor time. */
	readonly spread: number
}

export interface Plan {
	readonly rounds: number
	/** Of a round, of processor time. */
	readonly milliseconds: number
	/** Of processor time before the first round, for files of a kind. */
	readonly warm: number
}

export async function measure(
	peers: readonly Peer[],
	files: readonly string[],
	plan: Plan,
): Promise<Measured[]> {
	for (const peer of peers) {
		await peer.use(files)
		// A virtual machine takes longer to reach its speed.
		await peer.round(peer.name === 'saxon' ? 3 * plan.warm : plan.warm)
	}
	const times = peers.map((): Time[] => [])
	for (let r = 0; r < plan.rounds; r++)
		for (const [i, peer] of peers.entries()) times[i]!.push(await peer.round(plan.milliseconds))
	return peers.map(({ name }, i) => summed(name, times[i]!))
}

export function summed(name: string, rounds: readonly Time[]): Measured {
	const processor = rounds.map((time) => time.processor)
	const middle = median(processor)
	return {
		name,
		rounds,
		median: { wall: median(rounds.map((time) => time.wall)), processor: middle },
		spread: spread(processor) / middle,
	}
}

/** How many times as much processor time `one` takes as `other`: the median of the rounds, each with itself. */
export function timesOf(one: Pick<Measured, 'rounds'>, other: Pick<Measured, 'rounds'>): number {
	return median(one.rounds.map(({ processor }, round) => processor / other.rounds[round]!.processor))
}

/** Half the distance between the quartiles. */
export const spread = (values: readonly number[]): number =>
	(quantile(values, 0.75) - quantile(values, 0.25)) / 2

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function quantile(values: readonly number[], at: number): number {
	const sorted = [...values].sort((a, b) => a - b)
	const place = (sorted.length - 1) * at
	const low = Math.floor(place)
	const high = Math.ceil(place)
	return sorted[low]! + (sorted[high]! - sorted[low]!) * (place - low)
}
