/** The day it is here, year-month-day. */
export function today(now = new Date()): string {
	const two = (n: number) => String(n).padStart(2, '0')
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
