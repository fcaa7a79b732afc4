/**
 * Rounds that alternate, so that whatever slows the machine for a while slows every contender alike.
 */

export interface Contender {
	readonly name: string
	/** Repeats its work for about so long; milliseconds a document. */
	round(milliseconds: number): Promise<number> | number
	warm?(milliseconds: number): Promise<void> | void
}

export interface Measured {
	readonly name: string
	/** Milliseconds a document, round by round. */
	readonly rounds: readonly number[]
	readonly median: number
}

export interface Plan {
	readonly rounds: number
	readonly milliseconds: number
	readonly warm: number
}

export async function measure(contenders: readonly Contender[], plan: Plan): Promise<Measured[]> {
	for (const { warm, round } of contenders) await (warm ?? round)(plan.warm)
	const times = contenders.map((): number[] => [])
	for (let r = 0; r < plan.rounds; r++) {
		for (const [i, contender] of contenders.entries()) {
			globalThis.gc?.()
			times[i]!.push(await contender.round(plan.milliseconds))
		}
	}
	return contenders.map(({ name }, i) => ({ name, rounds: times[i]!, median: median(times[i]!) }))
}

/** A contender of this process: `work` does all files once. */
export function repeating(name: string, files: number, work: () => void): Contender {
	return {
		name,
		round: (milliseconds) => {
			const start = performance.now()
			let passes = 0
			do {
				work()
				passes++
			} while (performance.now() - start < milliseconds)
			return (performance.now() - start) / passes / files
		},
	}
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b)
	const middle = sorted.length >> 1
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
