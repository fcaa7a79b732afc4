/**
 * `npm run scale`: what a year of invoices needs, from what one costs on this machine.
 *
 * Measures verdicts on the samples here (or takes `--service MILLISECONDS`), plays a year of the real calendar at
 * several volumes before workers that follow the queue, and writes the table and the chart beside this file with
 * `--write`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { validate } from '../../server/library.ts'
import { calendarOf } from './calendar.ts'
import { yearChart } from './chart.ts'
import { type Outcome, type Scaling, simulateYear } from './simulate.ts'

const { values: given } = parseArgs({
	options: {
		service: { type: 'string' },
		overhead: { type: 'string', default: '1' },
		price: { type: 'string', default: '0.04' },
		year: { type: 'string', default: '2027' },
		write: { type: 'boolean', default: false },
	},
})

const here = import.meta.dirname
const samples = join(here, '../../corpus/samples')

/** Processor milliseconds of a whole verdict, mean over the samples, warm. */
function measured(): number {
	const files = readdirSync(samples)
		.filter((name) => name.endsWith('.xml'))
		.map((name) => readFileSync(join(samples, name)))
	const judge = () => {
		for (const bytes of files)
			if (validate(bytes, { asOf: '2026-11-21' }).verdict !== 'accepted')
				throw new Error('a sample is not accepted')
	}
	for (let n = 0; n < 300; n++) judge()
	const rounds = Array.from({ length: 7 }, () => {
		const start = process.cpuUsage()
		for (let n = 0; n < 200; n++) judge()
		const { user, system } = process.cpuUsage(start)
		return (user + system) / 1000 / 200 / files.length
	})
	return rounds.toSorted((a, b) => a - b)[3]!
}

/** Seconds of a verdict, and of all that the queue and the stores add to it. */
const verdict = given.service === undefined ? measured() : Number(given.service)
const service = (verdict + Number(given.overhead)) / 1000
const calendar = calendarOf(Number(given.year))
const variation = 1.5

const volumes: [what: string, invoices: number][] = [
	['Chorus Pro in 2021', 68e6],
	['all French companies', 2e9],
	['10 times that', 20e9],
	['100 times that', 200e9],
]

const scaling: Scaling = { least: 2, most: 1_000_000, start: 3, target: 0.6, drain: 5 }

function played(invoices: number): { readonly arrivals: Float64Array; readonly outcome: Outcome } {
	const arrivals = calendar.shares.map((share) => share * invoices)
	return { arrivals, outcome: simulateYear({ arrivals, service, variation }, scaling) }
}

const duration = (seconds: number): string =>
	seconds < 1
		? `${(seconds * 1000).toFixed(1)} ms`
		: seconds < 120
			? `${seconds.toFixed(1)} s`
			: `${(seconds / 60).toFixed(1)} min`

const rows = volumes.map(([what, invoices]) => {
	const { arrivals, outcome } = played(invoices)
	const peak = arrivals.reduce((most, count) => Math.max(most, count), 0) / 60
	const hours = outcome.workerHours
	return [
		what,
		`${(invoices / 1e6).toLocaleString('en')} M`,
		`${peak.toFixed(0)}`,
		`${outcome.mostWorkers}`,
		`${(hours / (calendar.minutes / 60)).toFixed(1)}`,
		`${Math.ceil(outcome.deepest).toLocaleString('en')}`,
		duration(outcome.p50),
		duration(outcome.p99),
		duration(outcome.p999),
		duration(outcome.longest),
		`${Math.round(hours * Number(given.price)).toLocaleString('en')}`,
	]
})
const header = [
	'volume',
	'a year',
	'peak, invoices/s',
	'most workers',
	'mean workers',
	'deepest queue',
	'p50',
	'p99',
	'p99.9',
	'longest',
	'processors, € a year',
]
const table = [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
const note = `One invoice: ${verdict.toFixed(2)} ms of processor for the verdict and ${given.overhead} ms for queue and stores; one worker is one core. Workers start in ${scaling.start} minutes, follow the queue to ${scaling.target * 100} % busy, and are paid ${given.price} € an hour. Calendar of ${given.year}.`

process.stdout.write(`${note}\n\n${table}\n`)
if (given.write) {
	const { arrivals, outcome } = played(20e9)
	writeFileSync(join(here, 'year.svg'), yearChart(calendar.year, arrivals, outcome))
	const file = join(here, 'README.md')
	const begin = '<!-- table -->'
	const end = '<!-- end -->'
	const [before = '', rest = ''] = readFileSync(file, 'utf8').split(begin)
	const after = rest.split(end)[1] ?? ''
	writeFileSync(file, `${before}${begin}\n${note}\n\n${table}\n${end}${after}`)
}
