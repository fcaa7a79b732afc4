/** What hostile and unlucky clients do over a real socket, and what becomes of the others meanwhile. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenSample, sample } from './canary.ts'
import { readConfig } from './config.ts'
import { inProcess, type Judge, pooled } from './judge.ts'
import { createService, type Service } from './service.ts'

const services: Service[] = []
afterAll(async () => {
	for (const service of services) await service.stop()
})

async function started(settings: object = {}, judge: Judge = inProcess()) {
	const config = readConfig({}, { maxLag: 0, logLevel: 'silent', requestsPerMinute: 0, ...settings })
	const ruleSets = ['en16931-ubl'] as const
	const service = await createService({ config, judge, ruleSets, today: () => '2026-11-21' })
	services.push(service)
	const address = await service.http.listen({ host: '127.0.0.1', port: 0 })
	return { service, address, port: Number(new URL(address).port) }
}

let usual: Awaited<ReturnType<typeof started>>
beforeAll(async () => {
	usual = await started({ maxBytes: 1_000_000, requestTimeout: 1000 })
})

const post = (address: string, body: string) =>
	fetch(`${address}/v1/validations`, {
		method: 'POST',
		headers: { 'content-type': 'application/xml' },
		body,
	})

/** Opens a socket, says some text, and gives all that comes back until it is closed. */
async function talk(port: number, text: string, then?: (socket: Socket) => unknown): Promise<string> {
	const socket = connect(port, '127.0.0.1')
	let heard = ''
	socket.on('data', (chunk) => {
		heard += chunk
	})
	// A reset is an answer, too; what had been said before it counts.
	socket.on('error', () => {})
	const closed = once(socket, 'close')
	await once(socket, 'connect')
	socket.write(text)
	await then?.(socket)
	await closed
	return heard
}

const head = (length: string, more = '') =>
	`POST /v1/validations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n${length}\r\n${more}\r\n`

const ended = (socket: Socket) => socket.end()

/** Sends without end, until the other side answers. */
async function flood(socket: Socket): Promise<void> {
	const piece = `10000\r\n${'x'.repeat(65_536)}\r\n`
	let answered = false
	socket.once('data', () => {
		answered = true
	})
	socket.once('close', () => {
		answered = true
	})
	while (!answered && socket.bytesWritten < 2 ** 30) {
		if (!socket.writableNeedDrain) socket.write(piece)
		await pause(1)
	}
	socket.end()
}

const abuses: [
	what: string,
	text: string,
	then: ((socket: Socket) => unknown) | undefined,
	status: number,
][] = [
	['a body that never comes', head('Content-Length: 100'), undefined, 408],
	['half a body', `${head('Content-Length: 100')}<Invoice`, undefined, 408],
	['headers that never end', 'GET / HTTP/1.1\r\nHost: localhost\r\n', undefined, 408],
	['a gigabyte announced', head('Content-Length: 1000000000'), undefined, 413],
	['a gigabyte in pieces', head('Transfer-Encoding: chunked'), flood, 413],
	[
		'a flood of headers',
		`GET / HTTP/1.1\r\nHost: localhost\r\n${'x: y\r\n'.repeat(5000)}\r\n`,
		undefined,
		431,
	],
	['a negative length', head('Content-Length: -1'), ended, 400],
	['two lengths', head('Content-Length: 1', 'Content-Length: 2\r\n'), ended, 400],
	['a length and pieces', head('Content-Length: 1', 'Transfer-Encoding: chunked\r\n'), ended, 400],
	['no HTTP', 'hello\r\n\r\n', ended, 400],
	['broken pieces', `${head('Transfer-Encoding: chunked')}zz\r\n`, ended, 400],
]
test.each(abuses)('%s: refused, and nothing is held', async (_, text, then, status) => {
	const heard = await talk(usual.port, text, then)
	expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
	expect(heard).toContain('urn:recevable:problem:')
	await nothingHeld(usual.address)
})

async function nothingHeld(address: string): Promise<void> {
	const held = async () => /^recevable_(?:documents|bytes)_held [^0].*$/m.test(await metrics(address))
	await expect.poll(held, { timeout: 5000 }).toBe(false)
}

async function metrics(address: string): Promise<string> {
	return (await fetch(`${address}/metrics`)).text()
}

test('clients that go away half-way leave nothing behind, and others are served', async () => {
	const gone = Array.from({ length: 50 }, async () => {
		await talk(usual.port, `${head('Content-Length: 100000')}<Invoice`, async (socket) => {
			await pause(20)
			socket.destroy()
		})
	})
	const served = await post(usual.address, sample())
	expect(await served.json()).toMatchObject({ verdict: 'accepted' })
	await Promise.all(gone)
	await nothingHeld(usual.address)
})

test('a length that is not the body’s is never half a document', async () => {
	const invoice = Buffer.from(sample())
	const text = `${head(`Content-Length: ${invoice.length - 20}`, 'Connection: close\r\n')}${invoice}`
	const heard = await talk(usual.port, text)
	expect(heard).toMatch(/^HTTP\/1.1 (?:200|400) /)
	expect(heard).not.toContain('"verdict":"accepted"')
})

/** Sends many documents at a time, accepted and rejected in turn; gives what became of each. */
async function load(address: string, documents: number, act: (n: number) => unknown = () => {}) {
	const outcomes = await Promise.all(
		Array.from({ length: documents }, async (_, n) => {
			await pause(n * 2)
			await act(n)
			const expected = n % 2 === 0 ? 'accepted' : 'rejected'
			try {
				const reply = await post(address, n % 2 === 0 ? sample() : brokenSample())
				const { verdict } = (await reply.json()) as { verdict?: string }
				if (reply.status === 200) return verdict === expected ? 'right' : `wrong: ${verdict}`
				return String(reply.status)
			} catch {
				return 'refused'
			}
		}),
	)
	const counts: Record<string, number> = {}
	for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
	return counts
}

test('a shutdown under load finishes what is inside and turns the rest away', async () => {
	const { service, address } = await started()
	let stopped: Promise<void> | undefined
	const counts = await load(address, 100, (n) => {
		if (n === 50) stopped = service.stop()
	})
	await stopped
	const { right = 0, 503: turned = 0, refused = 0 } = counts
	expect(counts).toEqual({
		right,
		...(turned > 0 && { 503: turned }),
		...(refused > 0 && { refused }),
	})
	expect(right).toBeGreaterThan(0)
	expect(turned + refused).toBeGreaterThan(0)
})

test('a reload under load disturbs no verdict', async () => {
	const { service, address } = await started({}, inProcess({}, { renew: async () => ({}) }))
	const counts = await load(address, 60, (n) => (n % 10 === 0 ? service.reload() : undefined))
	expect(counts).toEqual({ right: 60 })
})

test('workers killed under load cost no verdict', async () => {
	const workers: Worker[] = []
	const seen = (worker: Worker) => void workers.push(worker)
	process.on('worker', seen)
	const judge = await pooled({ workers: 2 })
	const { address } = await started({}, judge)
	const counts = await load(address, 60, (n) =>
		n === 20 || n === 40 ? workers.shift()?.terminate() : undefined,
	)
	process.off('worker', seen)
	expect(counts).toEqual({ right: 60 })
	expect(judge.restarts).toBe(2)
})

test('beyond its room the service sheds with 503 and holds no more', async () => {
	const { address } = await started({ maxWaiting: 4 }, await pooled({ workers: 1 }))
	const outcomes = await Promise.all(Array.from({ length: 60 }, () => post(address, sample())))
	const statuses = new Set(outcomes.map(({ status }) => status))
	expect([...statuses].sort()).toEqual([200, 503])
	for (const reply of outcomes) if (reply.status === 503) expect(reply.headers.get('retry-after')).toBe('1')
	await nothingHeld(address)
})
