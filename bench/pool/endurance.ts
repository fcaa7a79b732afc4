/**
 * Very many documents through one pool: whether its rate and its memory hold.
 *
 * Of invoices, which try the rules as well; and of tiny documents under one rule, which try the pool alone, so
 * that a million of them take minutes.
 *
 * A machine that others use is half as fast again in one minute as in the next, so after every fiftieth part two bare
 * processes that judge invoices say how fast it is just then, and rates are those beside theirs.
 */
import { createPool, type Schematron } from '../../server/library.ts'
import { median } from '../measure.ts'
import { type Bare, bareProcess } from './bare.ts'
import type { Kind } from './documents.ts'

export interface Endurance {
	readonly documents: number
	/** Of the pool, by the clock. */
	readonly seconds: number
	/** Each tenth after the warm-up. */
	readonly tenths: readonly Tenth[]
	/** The last tenth's rates over the first's, as they are and beside the machine's. */
	readonly kept: { readonly wall: number; readonly processor: number; readonly steady: number }
	/** Most memory that the process held, in megabytes. */
	readonly peak: number
}

interface Tenth {
	/** Documents a second by the clock, and a second of processor time. */
	readonly wall: number
	readonly processor: number
	/** Documents for each that a bare process judges, by processor time: the median of the tenth's parts. */
	readonly steady: number
	/** The mean: memory rises and falls with the collectors. */
	readonly megabytes: number
}

/** Of a tenth. */
const parts = 5

/** `warm`: documents judged before it counts, while the code is being optimised. */
export async function endure(
	kind: Kind,
	documents: number,
	{ warm, schematron }: { readonly warm: number; readonly schematron?: readonly Schematron[] },
): Promise<Endurance> {
	await using pool = createPool({ workers: 2, ...(schematron && { schematron }) })
	const machine = [bareProcess(), bareProcess()]
	const size = Math.floor(documents / (10 * parts))
	const memory: number[] = []

	const judged = async (count: number): Promise<{ wall: number; processor: number }> => {
		const [start, before] = [performance.now(), process.cpuUsage()]
		let done = 0
		for await (const { verdict } of pool.validateAll(kind.documents(count))) {
			if (verdict !== 'accepted') throw new Error(`a document was ${verdict}`)
			if (++done % 100 === 0) memory.push(process.memoryUsage.rss() / 1e6)
		}
		const { user, system } = process.cpuUsage(before)
		memory.push(process.memoryUsage.rss() / 1e6)
		return { wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 }
	}

	try {
		await judged(warm)
		await speedOf(machine, 15_000)
		memory.length = 0
		const tenths: Tenth[] = []
		let seconds = 0
		let speed = await speedOf(machine, 200)
		while (tenths.length < 10) {
			const total = { wall: 0, processor: 0 }
			const steady: number[] = []
			for (let n = 0; n < parts; n++) {
				const { wall, processor } = await judged(size)
				const before = speed
				speed = await speedOf(machine, 200)
				total.wall += wall
				total.processor += processor
				steady.push(size / processor / ((before + speed) / 2))
			}
			seconds += total.wall
			tenths.push({
				wall: (size * parts) / total.wall,
				processor: (size * parts) / total.processor,
				steady: median(steady),
				megabytes: memory.reduce((sum, one) => sum + one, 0) / memory.length,
			})
			memory.length = 0
		}
		const [first, last] = [tenths[0]!, tenths.at(-1)!]
		const over = (rate: 'wall' | 'processor' | 'steady') => last[rate] / first[rate]
		return {
			documents: size * parts * 10,
			seconds,
			tenths,
			kept: { wall: over('wall'), processor: over('processor'), steady: over('steady') },
			peak: (process.resourceUsage().maxRSS * 1024) / 1e6,
		}
	} finally {
		await Promise.all(machine.map((each) => each.end()))
	}
}

/** Invoices that bare processes judge now in a second of processor time. */
async function speedOf(machine: readonly Bare[], times: number): Promise<number> {
	const taken = await Promise.all(machine.map((each) => each.does({ what: 'judge', times })))
	return (1000 * times * machine.length) / taken.reduce((sum, { processor }) => sum + processor, 0)
}
