/**
 * Very many documents through one pool: whether its rate and its memory hold.
 *
 * Of invoices, which try the rules as well; and of tiny documents under one rule, which try the pool alone, so
 * that a million of them take minutes.
 */
import { createPool, type Schematron } from '../../server/library.ts'
import type { Kind } from './documents.ts'

export interface Endurance {
	readonly documents: number
	readonly seconds: number
	/** Documents a second by the clock, and a second of processor time, for each tenth after the warm-up. */
	readonly tenths: readonly {
		readonly wall: number
		readonly processor: number
		/** The mean: memory rises and falls with the collectors. */
		readonly megabytes: number
	}[]
	/** The last tenth's rate over the first's. */
	readonly kept: { readonly wall: number; readonly processor: number }
	/** Most memory that the process held, in megabytes. */
	readonly peak: number
}

/** `warm`: documents judged before it counts, while the code is being optimised. */
export async function endure(
	kind: Kind,
	documents: number,
	{ warm, schematron }: { readonly warm: number; readonly schematron?: readonly Schematron[] },
): Promise<Endurance> {
	await using pool = createPool({ workers: 2, ...(schematron && { schematron }) })
	const tenths: { wall: number; processor: number; megabytes: number }[] = []
	const size = Math.floor(documents / 10)
	let memory: number[] = []
	const start = performance.now()
	let mark = { wall: 0, processor: process.cpuUsage() }
	let done = -warm
	for await (const { verdict } of pool.validateAll(kind.documents(warm + size * 10))) {
		if (verdict !== 'accepted') throw new Error(`a document was ${verdict}`)
		if (++done === 0) mark = { wall: performance.now(), processor: process.cpuUsage() }
		if (done > 0 && done % 100 === 0) memory.push(process.memoryUsage.rss() / 1e6)
		if (done > 0 && done % size === 0) {
			const { user, system } = process.cpuUsage(mark.processor)
			tenths.push({
				wall: size / ((performance.now() - mark.wall) / 1000),
				processor: size / ((user + system) / 1e6),
				megabytes: memory.reduce((sum, one) => sum + one, 0) / memory.length,
			})
			memory = []
			mark = { wall: performance.now(), processor: process.cpuUsage() }
		}
	}
	const [first, last] = [tenths[0]!, tenths.at(-1)!]
	return {
		documents: size * 10,
		seconds: (performance.now() - start) / 1000,
		tenths,
		kept: { wall: last.wall / first.wall, processor: last.processor / first.processor },
		peak: process.resourceUsage().maxRSS / 1000,
	}
}
