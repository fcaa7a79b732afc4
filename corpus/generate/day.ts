/** Days of the calendar, year-month-day. */
const dayLength = 86_400_000

/** The day so many days after another, year-month-day. */
export function later(day: string, days: number): string {
	return new Date(Date.parse(day) + days * dayLength).toISOString().slice(0, 10)
}

/** The nth day of a stretch of them, over and over. */
export function dayBetween(from: string, to: string, n: number): string {
	const days = Math.round((Date.parse(to) - Date.parse(from)) / dayLength) + 1
	return later(from, n % Math.max(1, days))
}
