/**
 * When invoices arrive in a French year: how many of a year's come in each of its minutes.
 *
 * A day's weight is what kind of day it is (working day, Saturday, Sunday or holiday) times where it stands in
 * its month (the first week is the heaviest) times the month (December closes the year). A minute's weight is
 * the hour of office work, with a batch window at night. Weights are assumptions, fitted to two published
 * figures of Chorus Pro for 2021: 68 million in the year, 6.7 million in December.
 */

export interface Calendar {
	readonly year: number
	/** Minutes of the year. */
	readonly minutes: number
	/** Share of the year's invoices that arrive in each minute; they sum to 1. */
	readonly shares: Float64Array
}

const day = 86_400_000

/** Sunday of Easter, by the Gregorian computus. */
export function easter(year: number): Date {
	const a = year % 19
	const b = Math.floor(year / 100)
	const c = year % 100
	const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
	const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
	const m = Math.floor((a + 11 * h + 22 * l) / 451)
	const month = Math.floor((h + l - 7 * m + 114) / 31)
	return new Date(Date.UTC(year, month - 1, ((h + l - 7 * m + 114) % 31) + 1))
}

/** Public holidays of metropolitan France, as month-day. */
export function holidays(year: number): ReadonlySet<string> {
	const moving = [1, 39, 50].map((after) => keyOf(new Date(easter(year).getTime() + after * day)))
	return new Set(['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25', ...moving])
}

const keyOf = (date: Date): string => date.toISOString().slice(5, 10)

/** January to December: August is quiet, December closes the budgets. */
const months = [0.96, 0.94, 1.02, 0.99, 0.96, 1.05, 1.0, 0.8, 0.99, 1.04, 1.02, 1.25] as const

function dayWeight(date: Date, off: ReadonlySet<string>): number {
	const weekday = date.getUTCDay()
	const kind = weekday === 0 || off.has(keyOf(date)) ? 0.08 : weekday === 6 ? 0.2 : 1
	const dayOfMonth = date.getUTCDate()
	const month = date.getUTCMonth()
	const week = dayOfMonth <= 7 ? 1.9 : dayOfMonth >= 28 ? 1.3 : 0.85
	// What must still be booked this year is sent before it ends.
	const end = month === 11 && dayOfMonth >= 26 ? 1.6 : 1
	return kind * week * end * months[month]!
}

/** Hour of the day, local: nightly batches, then office hours with a dip at noon. */
const hours = [
	1.2, 1.4, 1.4, 1.0, 0.6, 0.5, 0.7, 1.5, 4.0, 7.5, 9.0, 9.0, 5.5, 5.5, 8.0, 9.0, 9.0, 7.5, 5.0, 3.0, 2.4,
	2.2, 1.8, 1.3,
] as const

export function calendarOf(year: number): Calendar {
	const off = holidays(year)
	const start = Date.UTC(year, 0, 1)
	const days = (Date.UTC(year + 1, 0, 1) - start) / day
	const shares = new Float64Array(days * 1440)
	let sum = 0
	for (let d = 0; d < days; d++) {
		const weight = dayWeight(new Date(start + d * day), off)
		for (let minute = 0; minute < 1440; minute++) {
			const share = weight * hours[Math.floor(minute / 60)]!
			shares[d * 1440 + minute] = share
			sum += share
		}
	}
	for (let i = 0; i < shares.length; i++) shares[i]! /= sum
	return { year, minutes: shares.length, shares }
}

/** Share of the year that comes in each month. */
export function byMonth({ year, shares }: Calendar): number[] {
	const sums = new Array<number>(12).fill(0)
	for (let i = 0; i < shares.length; i += 1440) {
		const month = new Date(Date.UTC(year, 0, 1) + (i / 1440) * day).getUTCMonth()
		for (let minute = 0; minute < 1440; minute++) sums[month]! += shares[i + minute]!
	}
	return sums
}
