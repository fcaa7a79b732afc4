/** Which documents leave next, told as `take` after `take`: numbers are sizes. */
import { expect, test } from 'vitest'
import { Queue, type Waiting, type Workers } from './queue.ts'

const queueOf = () => new Queue<Waiting>({ largeBytes: 1000, groupDocuments: 4, groupBytes: 100 })
const of = (size: number, more: Partial<Waiting> = {}): Waiting => ({ size, settled: false, ...more })

const cases: [
	what: string,
	waiting: number[],
	now: { workers: number; large: number },
	taken: (number[] | undefined)[],
][] = [
	['nothing', [], { workers: 1, large: 0 }, [undefined]],
	['small ones in groups', [1, 2, 3, 4, 5], { workers: 1, large: 0 }, [[1, 2, 3, 4], [5], undefined]],
	['few small ones shared out', [1, 2, 3, 4], { workers: 2, large: 0 }, [[1, 2], [3], [4]]],
	['a group full of bytes', [60, 60, 60], { workers: 1, large: 0 }, [[60, 60], [60]]],
	['a large one alone, when it came first', [5000, 1, 2], { workers: 2, large: 0 }, [[5000], [1]]],
	['small ones before it first', [1, 5000, 2], { workers: 2, large: 0 }, [[1], [5000], [2]]],
	['no second large one of two workers', [5000, 6000, 1], { workers: 2, large: 1 }, [[1], undefined]],
	['a second large one of three', [5000, 6000], { workers: 3, large: 1 }, [[5000], [6000]]],
	['a lone worker: small ones pass', [1001, 90, 90, 90], { workers: 1, large: 0 }, [[90, 90], [90], [1001]]],
	[
		'a lone worker: not for ever',
		[1001, ...Array.from({ length: 14 }, () => 99)],
		{ workers: 1, large: 0 },
		[[99, 99], [99, 99], [99, 99], [99, 99], [99, 99], [99, 99], [1001], [99, 99], undefined],
	],
]
test.each(cases)('%s', (_, waiting, now, taken) => {
	const queue = queueOf()
	for (const size of waiting) queue.push(of(size))
	expect(taken.map(() => queue.take(now)?.map(({ size }) => size))).toEqual(taken)
})

const shares: [what: string, waiting: number, now: Workers, taken: number | undefined][] = [
	['all that one has to itself, by halves', 100, { workers: 1, large: 0 }, 50],
	['half of a share', 100, { workers: 2, large: 0 }, 25],
	['half of a share that others hold a part of', 100, { workers: 2, large: 0, held: 60 }, 40],
	['less for who has some', 100, { workers: 2, large: 0, held: 60, own: 40, behind: true }, 20],
	['a handful at least', 20, { workers: 2, large: 0 }, 8],
	['no more than a share', 6, { workers: 2, large: 0 }, 3],
	['the last one', 1, { workers: 4, large: 0 }, 1],
	[
		'nothing behind more than a share',
		10,
		{ workers: 2, large: 0, held: 40, own: 30, behind: true },
		undefined,
	],
	['no more than is asked for', 200, { workers: 1, large: 0, most: 20 }, 20],
	['no more than a group, whatever is asked for', 1000, { workers: 1, large: 0, most: 600 }, 128],
]
test.each(shares)('%s', (_, waiting, now, taken) => {
	const queue = new Queue<Waiting>({ largeBytes: 1000, groupDocuments: 128, groupBytes: 1e9 })
	for (let n = 0; n < waiting; n++) queue.push(of(1))
	expect(queue.take(now)?.length).toBe(taken)
})

test('documents of a dead worker go first, suspects alone', () => {
	const queue = queueOf()
	queue.push(of(1))
	queue.putBack([of(2), of(3, { alone: true }), of(4), of(5)])
	const take = () => queue.take({ workers: 1, large: 0 })?.map(({ size }) => size)
	expect([take(), take(), take(), take(), take()]).toEqual([[2], [3], [4, 5], [1], undefined])
})

test('a large one of a dead worker waits until it may start', () => {
	const queue = queueOf()
	queue.push(of(1))
	queue.putBack([of(5000, { alone: true })])
	const take = (large: number) => queue.take({ workers: 2, large })?.map(({ size }) => size)
	expect([take(1), take(1), take(0)]).toEqual([[1], undefined, [5000]])
})

test('what was settled is passed over and counts no more', () => {
	const queue = queueOf()
	const waiting = [1, 2, 5000, 3].map((size) => ({ ...of(size), settled: false }))
	for (const one of waiting) queue.push(one)
	expect([queue.documents, queue.bytes]).toEqual([4, 5006])
	for (const i of [0, 2, 3]) {
		waiting[i]!.settled = true
		queue.forget(waiting[i]!)
	}
	expect([queue.documents, queue.bytes]).toEqual([1, 2])
	expect(queue.take({ workers: 1, large: 0 })).toEqual([waiting[1]])
	expect(queue.take({ workers: 1, large: 0 })).toBeUndefined()
	expect([queue.documents, queue.bytes]).toEqual([0, 0])
})

test('thousands leave in the order in which they came', () => {
	const queue = new Queue<Waiting>({ largeBytes: 1e9, groupDocuments: 7, groupBytes: 1e9 })
	const sizes = Array.from({ length: 5000 }, (_, i) => i)
	const left: number[] = []
	const take = () => left.push(...(queue.take({ workers: 1, large: 0 }) ?? []).map(({ size }) => size))
	for (const size of sizes) {
		queue.push(of(size))
		if (size % 9 === 0) take()
	}
	for (let i = 0; i < 1000; i++) take()
	expect(left).toEqual(sizes)
	expect(queue.drain()).toEqual([])
})
