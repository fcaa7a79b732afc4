/**
 * Connections each of which sends when it was answered: as many requests as the service answers.
 *
 * By wrk where it is installed (`npm run wrk`), since whoever shares the processors with what is measured should
 * take little of them; by autocannon, which takes more, where it is not.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contentType, path } from './document.ts'
import { type Fired, Tally } from './fired.ts'
import { usedByChildren } from './process.ts'

export interface Loop {
	/** `http://host:port` */
	readonly address: string
	readonly document: Uint8Array
	readonly connections: number
	readonly seconds: number
}

export const generator: 'wrk' | 'autocannon' =
	spawnSync('wrk', ['--version']).error === undefined ? 'wrk' : 'autocannon'

export function loop(options: Loop): Promise<Fired> {
	return generator === 'wrk' ? byWrk(options) : byAutocannon(options)
}

/** What wrk counts, in its own words; times in microseconds. */
interface Counted {
	readonly requests: number
	readonly refused: number
	readonly lost: number
	readonly p50: number
	readonly p99: number
}

const script = (file: string): string => `
local body = io.open(${JSON.stringify(file)}, "rb")
wrk.method = "POST"
wrk.body = body:read("*a")
wrk.headers["content-type"] = "${contentType}"
body:close()
function done(summary, latency)
	local e = summary.errors
	io.write(string.format('{"requests":%d,"refused":%d,"lost":%d,"p50":%d,"p99":%d}',
		summary.requests, e.status, e.connect + e.read + e.write + e.timeout,
		latency:percentile(50), latency:percentile(99)))
end
`

async function byWrk({ address, document, connections, seconds }: Loop): Promise<Fired> {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
	try {
		const body = join(folder, 'body')
		const lua = join(folder, 'post.lua')
		writeFileSync(body, document)
		writeFileSync(lua, script(body))
		const before = usedByChildren()
		const options = ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '-s', lua]
		const said = execFileSync('wrk', [...options, address + path], { encoding: 'utf8' })
		const counted = JSON.parse(/\{"requests".*\}/.exec(said)![0]) as Counted
		const admitted = counted.requests - counted.refused
		return {
			admitted,
			p50: counted.p50 / 1000,
			p99: counted.p99 / 1000,
			// Which status it was, wrk does not say.
			statuses: { 200: admitted, ...(counted.refused > 0 && { refused: counted.refused }) },
			errors: counted.lost,
			generator: usedByChildren() - before,
		}
	} finally {
		rmSync(folder, { recursive: true })
	}
}

interface Run extends PromiseLike<{ readonly errors: number; readonly timeouts: number }> {
	on(event: 'response', tell: (client: unknown, status: number, bytes: number, time: number) => void): void
}

async function byAutocannon({ address, document, connections, seconds }: Loop): Promise<Fired> {
	// It comes without types.
	const autocannon = createRequire(import.meta.url)('autocannon') as (options: object) => Run
	const used = process.cpuUsage()
	const tally = new Tally()
	const run = autocannon({
		url: address + path,
		method: 'POST',
		headers: { 'content-type': contentType },
		body: Buffer.from(document),
		connections,
		duration: seconds,
	})
	run.on('response', (_client, status, _bytes, time) => tally.note(status, time))
	const { errors, timeouts } = await run
	const { user, system } = process.cpuUsage(used)
	return tally.fired(errors + timeouts, (user + system) / 1e6)
}
