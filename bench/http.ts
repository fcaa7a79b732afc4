/**
 * The HTTP service beside the pool that it hands its documents to, in one run on the same invoice.
 *
 *   npm run bench:http -- [--seconds N] [--rounds N] [--workers N] [--bytes N] [--soak MINUTES] [--json FILE]
 *
 * In each round: the pool in this process; the service in another, as fast as it answers; then 70 % and 300 % of that
 * rate, each request at its own moment. Ratios are those of one round, so that what else the machine does concerns
 * both sides; the median of the rounds counts. By choice a soak at 70 % follows, told minute by minute.
 *
 * Sixteen connections keep the judge busy without a crowd, which would be shed.
 */
import { writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createPool } from '../server/pool.ts'
import { invoiceOf } from './http/document.ts'
import { generator } from './http/loop.ts'
import type { Used } from './http/process.ts'
import { type Run, Service } from './http/service.ts'
import { median } from './measure.ts'

const { values } = parseArgs({
	options: {
		seconds: { type: 'string', default: '5' },
		rounds: { type: 'string', default: '3' },
		workers: { type: 'string', default: '1' },
		bytes: { type: 'string', default: '12000' },
		soak: { type: 'string', default: '0' },
		json: { type: 'string' },
	},
})
const seconds = Number(values.seconds)
const workers = Number(values.workers)
const document = invoiceOf(Number(values.bytes))
const connections = { busy: 16 * workers, steady: 256, crowd: 512 }

interface Rate {
	readonly perSecond: number
	/** Milliseconds of processor a document, of all threads. */
	readonly cpu: number
}

type Pool = ReturnType<typeof createPool>

const context = { source: 'invoice', asOf: new Date().toISOString().slice(0, 10) }

async function poolRate(pool: Pool, duration = seconds): Promise<Rate> {
	const end = performance.now() + duration * 1000
	const used = process.cpuUsage()
	const began = performance.now()
	let judged = 0
	const lane = async (): Promise<void> => {
		while (performance.now() < end) {
			const { verdict } = await pool.validate(document, context)
			if (verdict !== 'accepted') throw new Error(verdict)
			judged++
		}
	}
	await Promise.all(Array.from({ length: 64 }, lane))
	const { user, system } = process.cpuUsage(used)
	return { perSecond: (judged * 1000) / (performance.now() - began), cpu: (user + system) / 1000 / judged }
}

const shown = (n: number): string => (n >= 100 ? n.toFixed(0) : n.toPrecision(3))
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const sum = ({ main, judging, others }: Used): number => main + judging + others

function told(run: Run): string {
	const { perSecond, p50, p99, statuses, errors, cpu, memory, generator, admitted, stolen } = run
	const parts = `main ${shown(cpu.main)}, judging ${shown(cpu.judging)}, others ${shown(cpu.others)}, generator ${shown((generator * 1000) / Math.max(1, admitted))}`
	return `${shown(perSecond)}/s judged, median ${shown(p50)} ms, p99 ${shown(p99)} ms (${shown(p99 / p50)} ×), processor ms each: ${parts}; ${shown(memory)} MB, statuses ${JSON.stringify(statuses)}, unanswered ${errors}, processors lent away ${(stolen * 100).toFixed(1)} %`
}

/** A measure of every round, and their median. */
const row = (name: string, figures: readonly number[], asked?: string): void =>
	say(
		`${name}: ${figures.map((n) => n.toFixed(2)).join(', ')}; median ${median(figures).toFixed(2)}${asked ? ` (asked ${asked})` : ''}`,
	)

interface Round {
	readonly pool: Rate
	readonly service: Run
	readonly steady: Run
	readonly crowded: Run
}

async function round(pool: Pool, service: Service, number: number): Promise<Round> {
	const rate = await poolRate(pool)
	const busy = await service.busy(connections.busy, seconds)
	say(
		`round ${number}: pool ${shown(rate.perSecond)}/s, processor ${shown(rate.cpu)} ms each; service ${told(busy)}`,
	)
	const steady = await service.visited(0.7 * busy.perSecond, connections.steady, seconds)
	say(`  70 %: ${told(steady)}`)
	const crowded = await service.visited(3 * busy.perSecond, connections.crowd, seconds)
	say(`  300 %: ${told(crowded)}`)
	await pause(1000)
	return { pool: rate, service: busy, steady, crowded }
}

function summed(rounds: readonly Round[]): void {
	const of = (figure: (round: Round) => number): number[] => rounds.map(figure)
	row(
		'rate, service / pool',
		of(({ pool, service }) => service.perSecond / pool.perSecond),
		'0.75 or more',
	)
	row(
		'70 %, p99 / median',
		of(({ steady }) => steady.p99 / steady.p50),
		'5 or less',
	)
	row(
		'300 %, p99 of the admitted / p99 at 70 %',
		of(({ steady, crowded }) => crowded.p99 / steady.p99),
		'2 or less',
	)
	row(
		'processor time a document, pool / service',
		of(({ pool, service }) => pool.cpu / sum(service.cpu)),
	)
	const runs = rounds.flatMap(({ service, steady, crowded }) => [service, steady, crowded])
	const strange = runs.flatMap(({ statuses }) =>
		Object.keys(statuses).filter((status) => !['200', '429', '503', 'refused'].includes(status)),
	)
	say(
		`other statuses than 200, 429, 503: ${[...new Set(strange)].join(', ') || 'none'}; unanswered: ${runs.reduce((all, { errors }) => all + errors, 0)}`,
	)
	say(`memory after each round: ${rounds.map(({ crowded }) => shown(crowded.memory)).join(', ')} MB`)
}

/** The first and the last tenth beside each other. */
function soaked(minutes: readonly Run[]): void {
	const tenth = Math.max(1, Math.floor(minutes.length / 10))
	const [first, last] = [minutes.slice(0, tenth), minutes.slice(-tenth)]
	const of = (runs: readonly Run[], figure: (run: Run) => number): string => shown(median(runs.map(figure)))
	for (const [name, figure] of [
		['memory, MB', ({ memory }: Run) => memory],
		['median, ms', ({ p50 }: Run) => p50],
		['p99, ms', ({ p99 }: Run) => p99],
	] as const)
		say(`soak, ${name}: first tenth ${of(first, figure)}, last ${of(last, figure)}`)
	const most = Math.max(...minutes.map(({ memory }) => memory))
	say(`soak, most memory: ${shown(most)} MB over ${minutes.length} minutes`)
}

say(
	`${document.length} bytes, ${workers} workers, ${availableParallelism()} processors, load ${shown(loadavg()[0]!)}; closed loop by ${generator}`,
)
const service = await Service.start(workers, document.length)
const pool = createPool({ workers })
const rounds: Round[] = []
const minutes: Run[] = []
const write = (): void => {
	if (values.json) writeFileSync(values.json, JSON.stringify({ generator, rounds, minutes }, null, '\t'))
}
try {
	// Until the compiler has seen enough of both.
	for (let answered = 0; answered < 20_000 * workers; )
		answered += (await service.busy(connections.busy, 2)).admitted
	await pool.ready()
	for (let judged = 0; judged < 20_000 * workers; ) judged += 2 * (await poolRate(pool, 2)).perSecond
	for (let number = 1; number <= Number(values.rounds); number++) {
		rounds.push(await round(pool, service, number))
		write()
	}
	await pool.close()
	summed(rounds)
	const rate = 0.7 * median(rounds.map((one) => one.service.perSecond))
	for (let minute = 1; minute <= Number(values.soak); minute++) {
		minutes.push(await service.visited(rate, connections.steady, 60))
		say(`minute ${minute}: ${told(minutes.at(-1)!)}`)
		write()
	}
	if (minutes.length > 0) soaked(minutes)
} finally {
	await pool.close()
	await service.stop()
}
