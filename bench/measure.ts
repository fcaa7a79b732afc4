/**
 * Rounds that alternate, so that whatever slows the machine for a while slows every contender alike.
 *
 * Two times are taken: by the clock, and of the processor (all threads of the process), which says more on a
 * machine that others use too.
 */

/** Milliseconds a document. */
export interface Time {
	readonly wall: number
	readonly processor: number
}

export interface Contender {
	readonly name: string
	/** Repeats its work for about so long. */
	round(milliseconds: number): Promise<Time> | Time
	warm?(milliseconds: number): Promise<void> | void
}

export interface Measured {
	readonly name: string
	readonly rounds: readonly Time[]
	readonly median: Time
}

export interface Plan {
	readonly rounds: number
	readonly milliseconds: number
	readonly warm: number
}

export async function measure(contenders: readonly Contender[], plan: Plan): Promise<Measured[]> {
	for (const { warm, round } of contenders) await (warm ?? round)(plan.warm)
	const times = contenders.map((): Time[] => [])
	for (let r = 0; r < plan.rounds; r++) {
		for (const [i, contender] of contenders.entries()) {
			globalThis.gc?.()
			times[i]!.push(await contender.round(plan.milliseconds))
		}
	}
	return contenders.map(({ name }, i) => {
		const rounds = times[i]!
		const of = (clock: keyof Time) => median(rounds.map((time) => time[clock]))
		return { name, rounds, median: { wall: of('wall'), processor: of('processor') } }
	})
}

/** A contender of this process: `work` does all files once. */
export function repeating(name: string, files: number, work: () => void): Contender {
	return {
		name,
		round: (milliseconds) => {
			const processor = process.cpuUsage()
			const start = performance.now()
			let documents = 0
			do {
				work()
				documents += files
			} while (performance.now() - start < milliseconds)
			const wall = performance.now() - start
			const { user, system } = process.cpuUsage(processor)
			return { wall: wall / documents, processor: (user + system) / 1000 / documents }
		},
	}
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b)
	const middle = sorted.length >> 1
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
