/** The year as a picture: invoices a second, workers and queue, by hour. Plain SVG, readable in both themes. */
import type { Outcome } from './simulate.ts'

interface Series {
	readonly title: string
	readonly colour: string
	readonly values: readonly number[]
}

const width = 1100
const height = 170
const left = 90
const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function yearChart(year: number, arrivals: Float64Array, { workers, depth }: Outcome): string {
	const rows: Series[] = [
		{
			title: 'invoices a second (mean of the busiest hour of each day)',
			colour: '#1f6feb',
			values: daily(arrivals, 60),
		},
		{ title: 'workers (most of each day)', colour: '#2da44e', values: daily(workers, 1) },
		{ title: 'invoices waiting (most of each day)', colour: '#cf222e', values: daily(depth, 1) },
	]
	const parts = rows.map((row, index) => panel(row, 30 + index * (height + 50)))
	const full = 30 + rows.length * (height + 50) + 30
	const days = rows[0]!.values.length
	const ticks = names.map((name, month) => {
		const day = (Date.UTC(year, month, 1) - Date.UTC(year, 0, 1)) / 86_400_000
		return `<text x="${xOf(day, days)}" y="${full - 12}">${name}</text>`
	})
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width + left + 20} ${full}" font-family="sans-serif" font-size="13" fill="#57606a" role="img">
<title>A year of invoices: arrivals, workers, queue</title>
${parts.join('\n')}
${ticks.join('')}
</svg>
`
}

const xOf = (day: number, days: number): string => (left + (day / days) * width).toFixed(1)

function panel({ title, colour, values }: Series, top: number): string {
	const most = Math.max(...values, 1e-9)
	const points = values.map(
		(value, day) => `${xOf(day, values.length)},${(top + height - (value / most) * height).toFixed(1)}`,
	)
	return `<text x="${left}" y="${top - 8}">${title}</text>
<text x="${left - 8}" y="${top + 10}" text-anchor="end">${short(most)}</text><text x="${left - 8}" y="${top + height}" text-anchor="end">0</text>
<polygon fill="${colour}" fill-opacity="0.2" points="${left},${top + height} ${points.join(' ')} ${left + width},${top + height}"/>
<polyline fill="none" stroke="${colour}" points="${points.join(' ')}"/>`
}

/** The most of each day: of hourly means where `seconds` turns minutes into a rate. */
function daily(values: Float64Array | Uint32Array, seconds: number): number[] {
	const days: number[] = []
	for (let start = 0; start < values.length; start += 1440) {
		let most = 0
		for (let hour = 0; hour < 24; hour++) {
			let sum = 0
			let peak = 0
			for (let i = start + hour * 60; i < start + hour * 60 + 60; i++) {
				sum += values[i]!
				peak = Math.max(peak, values[i]!)
			}
			most = Math.max(most, seconds === 1 ? peak : sum / 60 / seconds)
		}
		days.push(most)
	}
	return days
}

function short(value: number): string {
	if (value >= 1e6) return `${(value / 1e6).toFixed(1)} M`
	if (value >= 1e4) return `${(value / 1e3).toFixed(0)} k`
	return value >= 10 ? value.toFixed(0) : value.toFixed(2)
}
