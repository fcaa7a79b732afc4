/**
 * The HTTP service beside the pool that it hands its documents to, in one run on the same invoice.
 *
 *   npm run bench:http -- [--seconds N] [--rounds N] [--workers N] [--bytes N] [--soak MINUTES] [--json FILE]
 *
 * Fourteen connections keep the judge busy without a crowd, which would be shed. Rounds of the pool in this process
 * and of the service in another follow each other, so that what else the machine does concerns both. Then 70 % and
 * 300 % of the service's own rate, each request at its own moment, and by choice a soak at 70 %.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { createPool } from '../server/pool.ts'
import { arrive } from './http/arrivals.ts'
import { median } from './measure.ts'

interface Run extends PromiseLike<{ readonly errors: number; readonly timeouts: number }> {
	on(event: 'response', tell: (client: unknown, status: number, bytes: number, time: number) => void): void
}
// It comes without types.
const autocannon = createRequire(import.meta.url)('autocannon') as (options: object) => Run

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
const root = new URL('../', import.meta.url)
const document = sized(
	readFileSync(new URL('corpus/samples/ubl-invoice.xml', root), 'utf8'),
	Number(values.bytes),
)

/** An invoice in order of so many bytes: the rest is one long note of it. */
function sized(text: string, bytes: number): Uint8Array {
	const missing = Math.max(0, bytes - Buffer.byteLength(text))
	return Buffer.from(
		text.replace('</cbc:Note>', `${' lorem'.repeat(Math.ceil(missing / 6)).slice(0, missing)}</cbc:Note>`),
	)
}

interface Service {
	readonly child: ChildProcess
	readonly address: string
}

async function start(): Promise<Service> {
	const options = ['--conditions=source', '--disable-warning=ExperimentalWarning']
	const child = spawn(process.execPath, [...options, 'server/main.ts', 'serve', '--port', '0'], {
		cwd: root,
		env: { ...process.env, RECEVABLE_WORKERS: String(workers), RECEVABLE_REQUESTS_PER_MINUTE: '0' },
		stdio: ['ignore', 'pipe', 'ignore'],
	})
	const [line] = (await once(child.stdout!, 'data')) as [Buffer]
	const address = /http:\/\/\S+?(?=\/ )/.exec(String(line))?.[0]
	if (address === undefined) throw new Error(`The service did not start: ${line}`)
	return { child, address }
}

/** Seconds of processor that a process has used. */
function cpuOf(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /, '')
		.split(' ')
	return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Megabytes in memory. */
function memoryOf(pid: number): number {
	return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
}

interface Rate {
	readonly perSecond: number
	/** Milliseconds of processor a document, of whoever judges. */
	readonly cpu: number
}

const context = { source: 'invoice', asOf: new Date().toISOString().slice(0, 10) }

async function poolRate(pool: ReturnType<typeof createPool>): Promise<Rate> {
	const end = performance.now() + seconds * 1000
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

interface Fired {
	readonly perSecond: number
	readonly p50: number
	readonly p99: number
	readonly statuses: Readonly<Record<string, number>>
	readonly errors: number
	readonly cpu: number
	readonly memory: number
}

const request = Buffer.concat([
	Buffer.from(
		`POST /v1/validations HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/xml\r\ncontent-length: ${document.length}\r\n\r\n`,
	),
	document,
])

/** Each of fourteen connections sends when it was answered; gives the errors. */
async function asFastAsAnswered(
	address: string,
	duration: number,
	note: (status: number, time: number) => void,
): Promise<number> {
	const run = autocannon({
		url: `${address}/v1/validations`,
		method: 'POST',
		headers: { 'content-type': 'application/xml' },
		body: Buffer.from(document),
		connections: 14,
		duration,
	})
	run.on('response', (_client, status, _bytes, time) => note(status, time))
	const { errors, timeouts } = await run
	return errors + timeouts
}

/** `rate` in requests a second, which come whether others are answered or not; as fast as answers come unless given. */
async function fire(
	{ child, address }: Service,
	options: { rate?: number; connections?: number; seconds?: number } = {},
): Promise<Fired> {
	const duration = options.seconds ?? seconds
	const before = cpuOf(child.pid!)
	const statuses: Record<string, number> = {}
	const admitted: number[] = []
	const note = (status: number, time: number): void => {
		statuses[status] = (statuses[status] ?? 0) + 1
		if (status === 200) admitted.push(time)
	}
	const errors =
		options.rate === undefined
			? await asFastAsAnswered(address, duration, note)
			: await arrive({
					port: Number(new URL(address).port),
					request,
					rate: options.rate,
					seconds: duration,
					connections: options.connections ?? 256,
					answered: ({ status, milliseconds }) => note(status, milliseconds),
				})
	admitted.sort((a, b) => a - b)
	const at = (q: number): number =>
		admitted[Math.min(admitted.length - 1, Math.floor(admitted.length * q))] ?? 0
	return {
		perSecond: admitted.length / duration,
		p50: at(0.5),
		p99: at(0.99),
		statuses,
		errors,
		cpu: ((cpuOf(child.pid!) - before) * 1000) / Math.max(1, admitted.length),
		memory: memoryOf(child.pid!),
	}
}

const shown = (n: number): string => (n >= 100 ? n.toFixed(0) : n.toPrecision(3))
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const told = ({ perSecond, p50, p99, statuses, errors, cpu, memory }: Fired): string =>
	`${shown(perSecond)}/s judged, median ${shown(p50)} ms, p99 ${shown(p99)} ms (${shown(p99 / p50)} ×), cpu ${shown(cpu)} ms each, ${shown(memory)} MB, statuses ${JSON.stringify(statuses)}, other errors ${errors}`

say(
	`${document.length} bytes, ${workers} workers, ${availableParallelism()} processors, load ${shown(loadavg()[0]!)}`,
)
const service = await start()
try {
	// Until the compiler has seen enough of it.
	for (let answered = 0; answered < 4000; ) answered += (await fire(service, { seconds: 2 })).perSecond * 2
	const pools: Rate[] = []
	const services: Fired[] = []
	for (let round = 0; round < Number(values.rounds); round++) {
		const pool = createPool({ workers })
		await pool.ready()
		for (let n = 0; n < 2000; n++) await pool.validate(document, context)
		pools.push(await poolRate(pool))
		await pool.close()
		services.push(await fire(service))
		say(
			`round ${round + 1}: pool ${shown(pools.at(-1)!.perSecond)}/s, cpu ${shown(pools.at(-1)!.cpu)} ms each; service ${told(services.at(-1)!)}`,
		)
	}
	const ratios = services.map(({ perSecond }, n) => perSecond / pools[n]!.perSecond)
	const most = median(services.map(({ perSecond }) => perSecond))
	const costs = services.map(({ cpu }, n) => pools[n]!.cpu / cpu)
	say(`processor time, pool / service: median ${median(costs).toFixed(2)}`)
	say(
		`rate, service / pool: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}; median ${median(ratios).toFixed(2)}`,
	)
	const steady = await fire(service, { rate: 0.7 * most, seconds: 2 * seconds })
	say(`70 %: ${told(steady)}`)
	const crowded = await fire(service, { rate: 3 * most, connections: 1024, seconds: 2 * seconds })
	say(`300 %: ${told(crowded)}; p99 of the admitted ${shown(crowded.p99 / steady.p99)} × that at 70 %`)
	const after = await fire(service, { rate: 0.7 * most })
	say(`afterwards, 70 %: ${told(after)}`)
	const soaked: Fired[] = []
	for (let minute = 0; minute < Number(values.soak); minute++) {
		soaked.push(await fire(service, { rate: 0.7 * most, seconds: 60 }))
		say(`minute ${minute + 1}: ${told(soaked.at(-1)!)}`)
	}
	if (values.json)
		writeFileSync(
			values.json,
			JSON.stringify({ pools, services, ratios, steady, crowded, after, soaked }, null, '\t'),
		)
} finally {
	service.child.kill('SIGTERM')
	await once(service.child, 'exit')
}
