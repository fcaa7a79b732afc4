import { expect, test } from 'vitest'
import { pace } from './pace.ts'

/** A judge that takes a millisecond for every 16,000 bytes, fixed costs included; `delay`: on the way besides. */
function judge(delay = 0) {
	let time = 0
	const measured = pace(() => time)
	const queue: { end: () => void; size: number }[] = []
	return {
		measured,
		add: (count: number, size = 12_000) => {
			for (let n = 0; n < count; n++) queue.push({ end: measured.begin(size), size })
		},
		work: (count: number) => {
			for (const { end, size } of queue.splice(0, count)) {
				time += (size + 4000) / 16_000 + delay
				end()
			}
		},
	}
}

test('nobody waits at first, nor while few are inside', () => {
	const { measured, add, work } = judge(1000)
	expect(measured.wait).toBe(0)
	add(15)
	work(10)
	expect(measured.wait).toBe(0)
})

const crowds: [inside: number, size: number, wait: number][] = [
	[100, 12_000, 100],
	[40, 12_000, 40],
	[20, 1_596_000, 2000],
]
test.each(crowds)('%i documents of %i bytes inside make a wait of about %i ms', (inside, size, wait) => {
	const { measured, add, work } = judge()
	add(inside)
	for (let n = 0; n < 2000; n++) {
		work(1)
		add(1)
	}
	work(inside)
	add(inside, size)
	work(1)
	add(1, size)
	expect(measured.wait / wait).toBeGreaterThan(0.85)
	expect(measured.wait / wait).toBeLessThan(1.15)
})

test('a judge that was slow and is fast again is believed after a few seconds', () => {
	const { measured, add, work } = judge()
	add(20, 16_000_000)
	work(20)
	add(20)
	for (let n = 0; n < 5000; n++) {
		work(1)
		add(1)
	}
	expect(measured.wait).toBeLessThan(30)
})
