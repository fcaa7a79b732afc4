/**
 * A pool of one and a pool of two over the same documents, beside threads and processes that share nothing, in turns.
 *
 * A pool that judges by everything a platform asks shows what the pool's own share is then. A pool whose documents only
 * take time, and no processor, says what the pool itself gains by a second worker.
 * What two bare threads gain over one is the most that a pool can gain here; where two processes gain no more than two
 * threads do, nothing that threads share is in their way. What is gained while both processors are whole is measured
 * apart (whole.ts).
 *
 * Documents are made once, so that nobody collects those of the turn before, and a way begins when the process is at
 * rest: threads go on collecting after they have answered. Two threads that run the same code over the same documents
 * differ by up to a tenth for as long as they live, as their code was compiled and placed. So the one and the two of a
 * pool are the same threads (pools.ts), each of two bare ones does half of what is done one after the other, and turns
 * are taken in several processes (part.ts), of all of which the median counts.
 *
 * Processor time is that of the whole process, so a hand-over costs whichever thread pays for it. A machine is faster in
 * one second than in the next, so ways are compared within a turn, which is short. By the clock two workers gain only
 * what the machine leaves free; by processor time the gain is what two free processors would give: twice the work of the
 * one worker, over all the work that two cause.
 */
import { judgeAll, Pool as ThreadPool, type Waiter } from '#engine'
import type { Order as Act, Done } from '../../engine/pool/faulty.fixture.ts'
import type { Document, Pool } from '../../server/library.ts'
import { median, spread } from '../measure.ts'
import { type Bare, bareProcess, bareThread } from './bare.ts'
import { atOnce, type Cost, costOf, inTurn, type Ratio, rest } from './cost.ts'
import { asOf, made, usual } from './documents.ts'
import { type Pools, poolsOf } from './pools.ts'
import { gained, type Seen, takeWhole, type Ways, type WholeGain } from './whole.ts'

/** The same work done by two, one after the other and both at once. */
export interface Pair {
	readonly inTurn: Cost
	readonly atOnce: Cost
}

type BareName = 'threads' | 'processes'

/** Pools of one worker and of two. */
interface PoolCosts {
	readonly one: Cost
	readonly two: Cost
}

/** Each way once, one after the other, and a round trip. */
export interface Turn extends PoolCosts, Readonly<Record<BareName, Pair>> {
	/** By structure, European, French and platform rules. */
	readonly all: PoolCosts
	/** The same of documents that only take time: milliseconds by the clock. */
	readonly timed: { readonly one: number; readonly two: number }
	readonly trip: number
}

/** How many times as much is done, by the clock and by processor time. */
export interface Gain {
	readonly wall: Ratio
	readonly processor: Ratio
}

export interface Comparison {
	readonly bytes: number
	readonly alone: Cost
	readonly apart: Cost
	readonly one: Cost
	readonly two: Cost
	/** Of two workers over one. */
	readonly gain: Gain
	/** The same with everything on, and what a document costs one worker then. */
	readonly all: { readonly one: Cost; readonly gain: Gain; readonly whole: WholeGain }
	/** The same of documents that only take time, by the clock. */
	readonly timed: Ratio
	/** Of two that do without a pool; of `threads` no pool can gain more here. */
	readonly bare: Readonly<Record<BareName, Gain>>
	/** What the pool's gain is of that of two bare threads. */
	readonly share: Gain
	/** While both processors were whole, by the clock. */
	readonly whole: WholeGain
	/** What a document costs in a pool of one over what its verdict costs alone, by processor time. */
	readonly overhead: Ratio
	/** One document at a time, sent and awaited: milliseconds by the clock. */
	readonly roundTrip: number
}

/** What a process measured. */
export interface Taken {
	readonly turns: readonly Turn[]
	readonly whole: Seen
	readonly allWhole: Seen
}

/**
 * `warm`: documents that each thread judges before it counts; V8 goes on compiling for long.
 * `whole`: milliseconds in which turns on two whole processors are sought.
 */
export async function take(turns: number, documents: number, warm: number, whole: number): Promise<Taken> {
	const given = [...usual.documents(made)]
	const [threads, processes] = [
		[bareThread(), bareThread()],
		[bareProcess(), bareProcess()],
	] as const
	const european = poolsOf({})
	const everything = poolsOf({ national: { reading: 'text' }, platform: {} })
	const taken: Turn[] = []
	// Who comes later finds the caches warm: that is now the one, now the other.
	const either = async (first: () => Promise<Cost>, second: () => Promise<Cost>): Promise<[Cost, Cost]> => {
		const atRest = async (way: () => Promise<Cost>) => {
			await rest()
			return await way()
		}
		if (taken.length % 2 === 0) return [await atRest(first), await atRest(second)]
		const cost = await atRest(second)
		return [await atRest(first), cost]
	}
	const pair = async (both: readonly [Bare, Bare]): Promise<Pair> => {
		const [one, two] = await either(
			() => inTurn(both, documents),
			() => atOnce(both, documents),
		)
		return { inTurn: one, atOnce: two }
	}
	const [timedOne, timedTwo] = [timedPool(1), timedPool(2)]
	const through = (pool: Pool) => costOf(() => judged(pool, repeated(given, documents)), documents)
	const waysOf = ({ ones, two }: Pools): Ways => {
		// Each thread by itself as often as the other, and as often first as second; nearly so where ways are taken again.
		let times = 0
		return { one: () => through(ones[(times++ >> 1) % ones.length]!), two: () => through(two) }
	}
	const [europeanWays, allWays] = [waysOf(european), waysOf(everything)]
	const costsOf = async (ways: Ways): Promise<PoolCosts> => {
		const [one, two] = await either(ways.one, ways.two)
		return { one, two }
	}
	const turn = async (): Promise<Turn> => ({
		threads: await pair(threads),
		...(await costsOf(europeanWays)),
		all: await costsOf(allWays),
		processes: await pair(processes),
		timed: {
			one: await timed(timedOne, documents / 2),
			two: await timed(timedTwo, documents / 2),
		},
		trip: await trip(european.ones[0]!),
	})
	try {
		for (let n = 0; n < warm; n += 2 * made) {
			for (const both of [threads, processes])
				await Promise.all(both.map((each) => each.does({ what: 'judge', times: 2 * made })))
			for (const { ones, two } of [european, everything])
				for (const pool of [...ones, two, two]) await judged(pool, given)
		}
		// One that does not count: what only turns do, such as long streams, is compiled in it.
		await turn()
		while (taken.length < turns) taken.push(await turn())
		const watching = { threads, time: whole / 2, most: 3 * turns }
		return {
			turns: taken,
			whole: await takeWhole(europeanWays, watching),
			allWhole: await takeWhole(allWays, watching),
		}
	} finally {
		const judging = [european, everything].flatMap(({ ones, two }) => [...ones, two])
		const pools = [...judging, timedOne, timedTwo].map((pool) => pool.close())
		await Promise.all([...pools, ...[...threads, ...processes].map((each) => each.end())])
	}
}

export function compared(taken: readonly Taken[]): Comparison {
	const turns = taken.flatMap(({ turns }) => turns)
	const ratio = (of: (turn: Turn) => number): Ratio => {
		const all = turns.map(of)
		return { median: median(all), spread: spread(all) }
	}
	const gain = (of: (turn: Turn) => Gained): Gain => ({
		wall: ratio((turn) => of(turn).wall),
		processor: ratio((turn) => of(turn).processor),
	})
	const middle = (cost: (turn: Turn) => Cost): Cost => {
		const of = (part: keyof Cost) => median(turns.map((turn) => cost(turn)[part]))
		return { wall: of('wall'), processor: of('processor'), main: of('main') }
	}
	const shareOf = (turn: Turn): Gained => {
		const [reached, most] = [poolsGain(turn), gainOf(turn.threads)]
		return { wall: reached.wall / most.wall, processor: reached.processor / most.processor }
	}
	return {
		bytes: usual.bytes,
		alone: middle(({ threads }) => threads.inTurn),
		apart: middle(({ threads }) => threads.atOnce),
		one: middle(({ one }) => one),
		two: middle(({ two }) => two),
		gain: gain(poolsGain),
		all: {
			one: middle(({ all }) => all.one),
			gain: gain(({ all }) => poolsGain(all)),
			whole: gained(taken.map(({ allWhole }) => allWhole)),
		},
		timed: ratio(({ timed }) => timed.one / timed.two),
		bare: {
			threads: gain(({ threads }) => gainOf(threads)),
			processes: gain(({ processes }) => gainOf(processes)),
		},
		share: gain(shareOf),
		whole: gained(taken.map(({ whole }) => whole)),
		overhead: ratio(({ one, threads }) => one.processor / threads.inTurn.processor),
		roundTrip: median(turns.map(({ trip }) => trip)),
	}
}

interface Gained {
	readonly wall: number
	readonly processor: number
}

function gainOf({ inTurn, atOnce }: Pair): Gained {
	return { wall: inTurn.wall / atOnce.wall, processor: (2 * inTurn.processor) / atOnce.processor }
}

function poolsGain({ one, two }: PoolCosts): Gained {
	return { wall: one.wall / two.wall, processor: (2 * (one.processor - one.main)) / two.processor }
}

function* repeated(documents: readonly Document[], count: number): Generator<Document> {
	for (let n = 0; n < count; n++) yield documents[n % documents.length]!
}

async function judged(pool: Pool, documents: Iterable<Document>): Promise<undefined> {
	for await (const { verdict } of pool.validateAll(documents))
		if (verdict !== 'accepted') throw new Error(`a document was ${verdict}`)
}

function timedPool(workers: number): ThreadPool<Act, Done> {
	return new ThreadPool<Act, Done>({
		worker: new URL('../../engine/pool/faulty.fixture.ts', import.meta.url).href,
		setup: 'timed',
		workers,
		execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'],
	})
}

/** Milliseconds for so many that take a fifth of one each. */
async function timed(pool: ThreadPool<Act, Done>, documents: number): Promise<number> {
	const bytes = new Uint8Array(usual.bytes)
	const judge = (number: number, left: AbortSignal, waiter: Waiter<Done>) =>
		pool.give({ context: { number, act: 'sleep', for: 0.2 }, bytes, size: bytes.length }, waiter, left)
	const start = performance.now()
	const numbers = Array.from({ length: documents }, (_, n) => n)
	const judging = { room: () => undefined, judge }
	for await (const _ of judgeAll(numbers, judging, { window: 640 * pool.workers }));
	return performance.now() - start
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
