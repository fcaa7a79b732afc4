/** When documents leave for a worker: parcels as threads are given them. */
import { expect, test, vi } from 'vitest'
import type { Done, Order } from './faulty.fixture.ts'
import type { PoolOptions } from './options.ts'
import { Pool } from './pool.ts'
import { recordsOf } from './row-reader.ts'
import { type StartThread, startThread } from './thread.ts'

const worker = new URL('./faulty.fixture.ts', import.meta.url).href
const count = (n: number) => Array.from({ length: n }, (_, i) => i)
const order = (number: number, more: Partial<Order> = {}) => ({
	context: { number, ...more },
	bytes: new Uint8Array(100),
	size: 100,
})

/** A pool whose workers have all started, and the numbers of the documents in each parcel from then on. */
async function poolOf(options: Partial<PoolOptions<Done>>) {
	const parcels: number[][] = []
	let started = 0
	const heard: StartThread<Done> = async (options) => {
		const thread = await startThread<Done>(options)
		return {
			...thread,
			async run(parcel) {
				const orders = recordsOf(parcel.contexts) as Order[]
				if (orders.length > 0) parcels.push(orders.map(({ number }) => number))
				const reply = await thread.run(parcel)
				if (orders.length === 0) started++
				return reply
			},
		}
	}
	const pool = new Pool<Order, Done>({
		worker,
		setup: 'first',
		workers: 2,
		execArgv: [],
		startThread: heard,
		...options,
	})
	await vi.waitFor(() => expect(started).toBe(pool.workers), 10_000)
	// Each has heard of it then.
	await new Promise(setImmediate)
	return { pool, parcels, [Symbol.asyncDispose]: () => pool.destroy() }
}

test('documents gather for the next hand-over, and a lone one does not wait', async () => {
	await using given = await poolOf({ workers: 1, gather: 500 })
	const { pool, parcels } = given
	await pool.run(order(1))
	const gathered: Promise<Done>[] = []
	for (const n of [2, 3, 4]) {
		gathered.push(pool.run(order(n)))
		await new Promise(setImmediate)
	}
	await Promise.all(gathered)
	expect(parcels).toEqual([[1], [2, 3, 4]])
})

test.each([
	[15, 2, []],
	[16, 2, [8, 8]],
	[40, 2, [8, 8]],
	[40, 1, [8, 8]],
])(
	'of %i documents given in one go, %i workers that do nothing are given %j at once',
	async (n, workers, sizes) => {
		await using given = await poolOf({ workers })
		const { pool, parcels } = given
		// Long enough that none is judged before all were given.
		const ends = count(n).map((i) => pool.run(order(i, { act: 'sleep', for: 30 })))
		expect(parcels.map(({ length }) => length)).toEqual(sizes)
		await Promise.all(ends)
		expect(parcels.flat().sort((a, b) => a - b)).toEqual(count(n))
	},
)

test('the longer documents take, the fewer travel together', async () => {
	await using given = await poolOf({ workers: 1, groupTime: 20 })
	const { pool, parcels } = given
	await Promise.all(count(150).map((i) => pool.run(order(i, { act: 'sleep', for: 5 }))))
	const sizes = parcels.map(({ length }) => length)
	expect(Math.max(...sizes)).toBeGreaterThan(8)
	expect(Math.max(...sizes.slice(8))).toBeLessThanOrEqual(8)
})
