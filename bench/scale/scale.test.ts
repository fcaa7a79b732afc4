import { expect, test } from 'vitest'
import { Random } from '../../corpus/fuzz/random.ts'
import { byMonth, calendarOf, easter, holidays } from './calendar.ts'
import { kingman, simulateQueue, simulateYear } from './simulate.ts'

const easters: [year: number, day: string][] = [
	[2024, '2024-03-31'],
	[2025, '2025-04-20'],
	[2026, '2026-04-05'],
	[2038, '2038-04-25'],
]
test.each(easters)('Easter of %i', (year, day) => expect(easter(year).toISOString().slice(0, 10)).toBe(day))

test('France has eleven holidays', () => expect(holidays(2027).size).toBe(11))

test('a calendar holds the whole year, and its December is that of 2021', () => {
	const calendar = calendarOf(2021)
	expect(calendar.minutes).toBe(365 * 1440)
	expect(calendar.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
	const months = byMonth(calendar)
	expect(months[11]).toBeGreaterThan((0.95 * 6.7) / 68)
	expect(months[11]).toBe(Math.max(...months))
})

const crowds: [servers: number, busy: number, variation: number][] = [
	[1, 0.7, 1],
	[4, 0.8, 1],
	[8, 0.9, 1.5],
	[16, 0.9, 1],
	[2, 0.5, 0.5],
]
test.each(crowds)(
	'%i servers, %d busy, variation %d: the formula is near single invoices',
	(servers, busy, variation) => {
		const service = 0.002
		const random = new Random(7)
		const played = simulateQueue({ servers, busy, service, variation, invoices: 200_000 }, () =>
			random.fraction(),
		)
		const reckoned = kingman(servers, busy, service, variation)
		expect(reckoned).toBeGreaterThan(played * 0.6)
		expect(reckoned).toBeLessThan(played * 1.6)
	},
)

const fixed = (most: number) => ({ least: most, most, start: 0, target: 0.7, drain: 5 })

test('what cannot be done in time waits, and is done later', () => {
	const arrivals = new Float64Array(100)
	arrivals.fill(600, 10, 20)
	// One worker does 300 a minute: ten minutes of 600 leave 3,000 at their end, gone ten minutes later.
	const outcome = simulateYear({ arrivals, service: 0.2, variation: 0 }, fixed(1))
	expect(outcome.invoices).toBe(6000)
	expect(outcome.deepest).toBe(3000)
	expect(outcome.depth[29]).toBe(0)
	expect(outcome.longest).toBeGreaterThan(500)
	expect(outcome.longest).toBeLessThan(630)
	const enough = simulateYear({ arrivals, service: 0.2, variation: 0 }, fixed(4))
	expect(enough.deepest).toBe(0)
	expect(enough.p99).toBeLessThan(0.5)
})

test('workers follow the queue, after their time to start', () => {
	const arrivals = new Float64Array(200).fill(100)
	arrivals.fill(2000, 50, 120)
	const scaling = { least: 1, most: 20, start: 3, target: 0.7, drain: 5 }
	const outcome = simulateYear({ arrivals, service: 0.2, variation: 1 }, scaling)
	expect(outcome.workers[53]).toBe(1)
	expect(outcome.workers[54]).toBeGreaterThan(6)
	expect(outcome.workers[199]).toBe(1)
	expect(outcome.depth[119]).toBe(0)
	expect(outcome.workerHours).toBeLessThan((20 * 200) / 60)
})
