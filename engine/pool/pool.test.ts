/** The pool over real threads: one end a document, whatever happens to a worker. */
import { afterEach, describe, expect, test } from 'vitest'
import { Fault } from '../fault.ts'
import type { Done, Order } from './faulty.fixture.ts'
import type { PoolOptions } from './options.ts'
import { Pool } from './pool.ts'
import { type StartThread, startThread, type Thread } from './thread.ts'

const worker = new URL('./faulty.fixture.ts', import.meta.url).href
const pools: Pool<Order, Done>[] = []
afterEach(async () => {
	await Promise.all(pools.splice(0).map((pool) => pool.destroy()))
})

function poolOf(options: Partial<PoolOptions<Done>> = {}): Pool<Order, Done> {
	const pool = new Pool<Order, Done>({ worker, setup: 'first', workers: 2, execArgv: [], ...options })
	pools.push(pool)
	return pool
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
const order = (number: number, more: Partial<Order> = {}, size = 100) => ({
	context: { number, ...more },
	bytes: bytesOf(`document ${number}`),
	size,
})
const count = (n: number) => Array.from({ length: n }, (_, i) => i)
const newFlag = () => new Int32Array(new SharedArrayBuffer(4))
const endOf = (promise: Promise<Done>) =>
	promise.then(
		({ number }) => number,
		(error) => (error instanceof Fault ? error.code : (error as Error).name),
	)

describe('a pool', () => {
	test('gives each document its own result, and leaves the bytes to their owner', async () => {
		const pool = poolOf()
		const jobs = count(200).map((n) => order(n))
		const done = await Promise.all(jobs.map((job) => pool.run(job)))
		expect(done.map(({ number, text }) => [number, text])).toEqual(
			count(200).map((n) => [n, `document ${n}`]),
		)
		expect(jobs[0]!.bytes).toEqual(bytesOf('document 0'))
		expect(pool.counts).toEqual({ judged: 200, faults: 0, aborted: 0, retries: 0, deaths: 0 })
	})

	test('judges documents that have no bytes of their own', async () => {
		const { text } = await poolOf().run({ context: { number: 1 }, size: 0 })
		expect(text).toBeUndefined()
	})

	test.each([
		['throw', 'internal'],
		['fault', 'recursion-limit'],
		['hang', 'deadline-exceeded'],
		['exit', 'worker-lost'],
		['stray', 'worker-lost'],
		['unclonable', 'internal'],
	] as const)('a document that makes the judge %s ends as %s, and only that one', async (act, code) => {
		const pool = poolOf({ deadline: 150 })
		const ends = count(40).map((n) => endOf(pool.run(order(n, n === 17 ? { act } : {}))))
		expect(await Promise.all(ends)).toEqual(count(40).map((n) => (n === 17 ? code : n)))
		expect(await endOf(pool.run(order(99)))).toBe(99)
	})

	test('a document that eats all memory ends as worker-lost, and only that one', async () => {
		const pool = poolOf({ memory: 24 })
		const ends = count(20).map((n) => endOf(pool.run(order(n, n === 7 ? { act: 'memory' } : {}))))
		expect(await Promise.all(ends)).toEqual(count(20).map((n) => (n === 7 ? 'worker-lost' : n)))
		expect(pool.counts).toMatchObject({ judged: 19, faults: 1, deaths: 2 })
	})

	test('a document that a worker happened to die on is judged by the next', async () => {
		const pool = poolOf()
		const flag = newFlag()
		const ends = count(40).map((n) => endOf(pool.run(order(n, n === 17 ? { act: 'exit', flag } : {}))))
		expect(await Promise.all(ends)).toEqual(count(40))
		expect(pool.counts).toMatchObject({ judged: 40, faults: 0, deaths: 1 })
	})

	test('large documents do not hold up the small ones', async () => {
		const pool = poolOf()
		const flag = newFlag()
		const large = count(3).map((n) => endOf(pool.run(order(n, { act: 'until', flag }, 5_000_000))))
		const small = count(100).map((n) => endOf(pool.run(order(n))))
		expect(await Promise.all(small)).toEqual(count(100))
		Atomics.store(flag, 0, 1)
		Atomics.notify(flag, 0)
		expect(await Promise.all(large)).toEqual(count(3))
	})

	test('what is too much is refused, and room is told', async () => {
		const pool = poolOf({ workers: 1, maxWaiting: 3, groupDocuments: 2 })
		const flag = newFlag()
		const ends = count(5).map((n) => endOf(pool.run(order(n, { act: 'until', flag }))))
		expect(pool.full).toBe(true)
		expect(await Promise.all(ends.slice(3))).toEqual(['queue-full', 'queue-full'])
		await pool.room()
		expect(pool.full).toBe(false)
		Atomics.store(flag, 0, 1)
		Atomics.notify(flag, 0)
		expect(await Promise.all(ends.slice(0, 3))).toEqual([0, 1, 2])
	})

	test('what documents travel in is filled again where they fit', async () => {
		const seen: [given: ArrayBuffer, back: ArrayBuffer | undefined][] = []
		const heard: StartThread<Done> = async (options) => {
			const thread = await startThread<Done>(options)
			return {
				...thread,
				async run(parcel) {
					const reply = await thread.run(parcel)
					seen.push([parcel.bytes, reply.kind === 'judged' ? reply.bytes : undefined])
					return reply
				},
			}
		}
		const pool = poolOf({ workers: 1, startThread: heard })
		const texts = ['long '.repeat(100), 'short', 'longer '.repeat(100), 'short again']
		for (const text of texts) {
			const bytes = bytesOf(text)
			expect((await pool.run({ context: { number: 1 }, bytes, size: bytes.length })).text).toBe(text)
		}
		// The first loaded the setup, and brought nothing back that anything fits in.
		const again = seen.map(([given], n) => n > 0 && given === seen[n - 1]![1])
		expect(again).toEqual([false, false, true, false, true])
	})

	test('nothing is gathered for where a whole hand-over waits', async () => {
		const pool = poolOf({ workers: 1, gather: 3_600_000, groupDocuments: 2 })
		await pool.run(order(1))
		expect(await Promise.all([2, 3].map((n) => endOf(pool.run(order(n)))))).toEqual([2, 3])
	})

	test('10,000 aborts leave a pool that works', async () => {
		const pool = poolOf({ maxWaiting: 20_000 })
		const all = new AbortController()
		const ends = count(10_000).map((n) => {
			if (n % 2 === 0) return endOf(pool.run(order(n), { signal: all.signal }))
			const one = new AbortController()
			const end = endOf(pool.run(order(n), { signal: one.signal }))
			if (n % 4 === 1) one.abort()
			else setTimeout(() => one.abort(), n % 7)
			return end
		})
		setTimeout(() => all.abort(), 3)
		const kinds = await Promise.all(ends)
		expect(kinds.every((kind, n) => kind === n || kind === 'AbortError')).toBe(true)
		const { judged, aborted, faults, deaths } = pool.counts
		expect({ ended: judged + aborted, faults, deaths }).toEqual({ ended: 10_000, faults: 0, deaths: 0 })
		expect(aborted).toBeGreaterThan(2000)
		expect(await endOf(pool.run(order(1)))).toBe(1)
		await expect(pool.run(order(1), { signal: all.signal })).rejects.toBe(all.signal.reason)
	})

	test('every document has one end while workers are killed at random', async () => {
		const threads = new Set<Thread<Done>>()
		const watched: StartThread<Done> = async (options) => {
			const thread = await startThread<Done>(options)
			threads.add(thread)
			void thread.death.then(() => threads.delete(thread))
			return thread
		}
		const pool = poolOf({ startThread: watched })
		await pool.ready()
		// Fewer than would make the pool give up, should they all hit workers that are starting.
		for (const kill of count(9)) {
			const victim = () => [...threads].sort(() => Math.random() - 0.5)[0]
			setTimeout(() => void victim()?.stop(), kill * 60 * Math.random())
		}
		const ends = await Promise.all(
			count(2000).map((n) => endOf(pool.run(order(n, { act: 'sleep', for: 0.5 })))),
		)
		expect(ends.filter((end, n) => end !== n && end !== 'worker-lost')).toEqual([])
		const { judged, faults, deaths } = pool.counts
		expect(judged + faults).toBe(2000)
		expect(deaths).toBeGreaterThan(0)
		expect(await endOf(pool.run(order(1)))).toBe(1)
	})

	test('an idle worker that dies is replaced', async () => {
		const threads: Thread<Done>[] = []
		const pool = poolOf({
			workers: 1,
			startThread: async (options) => {
				threads.push(await startThread<Done>(options))
				return threads.at(-1)!
			},
		})
		await pool.ready()
		await threads[0]!.stop()
		expect(await endOf(pool.run(order(5)))).toBe(5)
		expect(threads).toHaveLength(2)
	})
})

describe('a setup', () => {
	test('is swapped between parcels, and no document is lost', async () => {
		const pool = poolOf({ groupDocuments: 8 })
		const names = ['first', ...count(20).map((n) => `setup ${n}`)]
		let swapping = true
		const swaps = (async () => {
			for (const name of names.slice(1)) await pool.swap(name)
			swapping = false
		})()
		const seen: string[] = []
		for (let n = 0; swapping || n < 50; n++) seen.push((await pool.run(order(n))).setup)
		await swaps
		const places = seen.map((name) => names.indexOf(name))
		expect(places).toEqual([...places].sort((a, b) => a - b))
		expect((await pool.run(order(0))).setup).toBe('setup 19')
		expect(pool.counts.deaths).toBe(0)
	})

	test.each([
		['broken', 'rule-text-invalid', {}],
		// Long enough for a worker to start on a busy machine.
		['hang', 'worker-start', { startDeadline: 6000 }],
		['exit', 'worker-start', {}],
	])('that is no good (%s) is refused as %s, and the one before stays', async (setup, code, options) => {
		const pool = poolOf(options)
		await pool.ready()
		await expect(pool.swap(setup)).rejects.toMatchObject({ code })
		expect(await pool.run(order(1))).toMatchObject({ number: 1, setup: 'first' })
	})

	test.each([
		['cannot be loaded', { setup: 'broken' }, 'rule-text-invalid', 0],
		['ends the worker', { setup: 'exit' }, 'worker-start', 3],
		['is loaded for ever', { setup: 'hang', startDeadline: 200, workers: 1 }, 'worker-start', 3],
		['has no module', { worker: `${worker}.missing` }, 'worker-start', 3],
	])('that %s fails every document once', async (_, options, code, deaths) => {
		const pool = poolOf(options)
		const ends = count(20).map((n) => endOf(pool.run(order(n))))
		expect(await Promise.all(ends)).toEqual(count(20).map(() => code))
		await expect(pool.ready()).rejects.toMatchObject({ code })
		expect(await endOf(pool.run(order(1)))).toBe(code)
		expect(pool.counts.deaths).toBe(deaths)
	})
})

test('a thread may be ended at any moment of its start, and nothing else ends with it', async () => {
	const codes = count(16).map(async (n) => {
		const thread = await startThread<Done>({ worker, memory: 256, execArgv: [] })
		await new Promise((resolve) => setTimeout(resolve, 20 * n))
		await thread.stop()
		return (await thread.death).message
	})
	for (const said of await Promise.all(codes)) expect(said).toMatch(/^the worker ended with code \d$/)
})

describe('the end of a pool', () => {
	test('close waits for what was taken', async () => {
		const pool = poolOf()
		const ends = count(100).map((n) => endOf(pool.run(order(n, { act: 'sleep', for: 0.2 }))))
		const closing = pool.close()
		expect(await endOf(pool.run(order(0)))).toBe('closed')
		expect(await Promise.all(ends)).toEqual(count(100))
		await closing
	})

	test('destroy does not', async () => {
		const pool = poolOf()
		const ends = count(20).map((n) => endOf(pool.run(order(n, { act: 'hang' }))))
		await pool.ready()
		await pool.destroy()
		expect(await Promise.all(ends)).toEqual(count(20).map(() => 'closed'))
	})

	test('a pool closed while it starts leaves nothing behind', async () => {
		const pool = poolOf()
		await pool.close()
		expect(await endOf(pool.run(order(0)))).toBe('closed')
	})
})
