/**
 * What hostile and unlucky clients do over a real socket, and what becomes of the others meanwhile.
 *
 * Prints a table of abuses and answers: `npm run abuse`.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenSample, sample } from './canary.ts'
import { readConfig } from './config.ts'
import { inProcess, type Judge, pooled } from './judge.ts'
import { createService, type Service } from './service.ts'

const services: Service[] = []
/** What was done and what came of it, for the table. */
const rows: [what: string, outcome: string][] = []
afterAll(async () => {
	for (const service of services) await service.stop()
	const width = Math.max(...rows.map(([what]) => what.length))
	console.log(rows.map(([what, outcome]) => `${what.padEnd(width)}  ${outcome}`).join('\n'))
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
test.each(abuses)('%s: refused, and nothing is held', async (what, text, then, status) => {
	const heard = await talk(usual.port, text, then)
	expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
	const [, problem] = /urn:recevable:problem:([a-z-]+)/.exec(heard) ?? []
	expect(problem).toBeDefined()
	await nothingHeld(usual.address)
	rows.push([what, `${status} ${problem}`])
})

async function nothingHeld(address: string): Promise<void> {
	const held = async () => /^recevable_(?:documents|bytes)_held [^0].*$/m.test(await metrics(address))
	await expect.poll(held, { timeout: 5000 }).toBe(false)
}

async function metrics(address: string): Promise<string> {
	return (await fetch(`${address}/metrics`)).text()
}

test('who is not let in, and what is not understood, is told so', async () => {
	const { publicKey, privateKey } = await generateKeyPair('ES256')
	const keys = createServer(
		(_, reply) => void exportJWK(publicKey).then((jwk) => reply.end(JSON.stringify({ keys: [jwk] }))),
	)
	keys.listen(0, '127.0.0.1')
	await once(keys, 'listening')
	const jwks = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/`
	const { address } = await started({
		apiKeys: [{ id: 'a', sha256: createHash('sha256').update('right').digest('hex'), scopes: ['validate'] }],
		jwt: { jwks, issuer: 'us', audience: 'recevable' },
	})
	const gone = await started({ jwt: { jwks: 'http://127.0.0.1:9/', issuer: 'us', audience: 'recevable' } })
	const token = (until: string) =>
		new SignJWT({ scope: 'validate' })
			.setProtectedHeader({ alg: 'ES256' })
			.setIssuer('us')
			.setAudience('recevable')
			.setSubject('s')
			.setExpirationTime(until)
			.sign(privateKey)
	const good = await token('1h')
	const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
	const cut = good.length - 5
	const tampered = `${good.slice(0, cut)}${good[cut] === 'A' ? 'B' : 'A'}${good.slice(cut + 1)}`
	const right = { 'x-api-key': 'right' }
	const cases: [what: string, to: string, headers: Record<string, string>, body: string, status: number][] = [
		['no key', address, {}, sample(), 401],
		['an unknown key', address, { 'x-api-key': 'wrong' }, sample(), 401],
		['a right key', address, right, sample(), 200],
		['a right token', address, bearer(good), sample(), 200],
		['an expired token', address, bearer(await token('-1h')), sample(), 401],
		['a tampered token', address, bearer(tampered), sample(), 401],
		['a token whose issuer cannot be asked', gone.address, bearer(good), sample(), 503],
		['a type that is not read', address, { ...right, 'content-type': 'image/png' }, 'x', 415],
		['broken gzip', address, { ...right, 'content-encoding': 'gzip' }, 'x', 400],
		['an idempotency key', address, { ...right, 'idempotency-key': 'k' }, sample(), 200],
		['the same key, the same body', address, { ...right, 'idempotency-key': 'k' }, sample(), 200],
		['the same key, another body', address, { ...right, 'idempotency-key': 'k' }, brokenSample(), 422],
		[
			'another client’s use of that key',
			address,
			{ ...bearer(good), 'idempotency-key': 'k' },
			brokenSample(),
			200,
		],
		['an empty body', address, right, '', 200],
	]
	for (const [what, to, headers, body, status] of cases) {
		const reply = await fetch(`${to}/v1/validations`, {
			method: 'POST',
			headers: { 'content-type': 'application/xml', ...headers },
			body,
		})
		const { type, verdict } = (await reply.json()) as { type?: string; verdict?: string }
		expect({ what, status: reply.status }).toEqual({ what, status })
		rows.push([what, `${status} ${type?.replace('urn:recevable:problem:', '') ?? verdict}`])
	}
	keys.close()
})

test('JSON that is none is not a fault of ours', async () => {
	const reply = await fetch(`${usual.address}/v1/validations`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{"BT-1":',
	})
	const { type, verdict } = (await reply.json()) as { type?: string; verdict?: string }
	expect([200, 400, 415]).toContain(reply.status)
	expect(verdict ?? 'inadmissible').toBe('inadmissible')
	rows.push(['invalid JSON', `${reply.status} ${type?.replace('urn:recevable:problem:', '') ?? verdict}`])
})

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
	rows.push(['50 clients gone half-way', 'nothing held; others 200'])
})

test('a length that is not the body’s is never half a document', async () => {
	const invoice = Buffer.from(sample())
	const text = `${head(`Content-Length: ${invoice.length - 20}`, 'Connection: close\r\n')}${invoice}`
	const heard = await talk(usual.port, text)
	expect(heard).toMatch(/^HTTP\/1.1 (?:200|400) /)
	expect(heard).not.toContain('"verdict":"accepted"')
	rows.push(['a length shorter than the body', `${heard.slice(9, 12)}, never accepted`])
})

/** Sends many documents at a time, accepted and rejected in turn; gives what became of each. */
async function load(
	address: string,
	documents: number,
	act: (n: number, firstRight: Promise<void>) => unknown = () => {},
) {
	const first = Promise.withResolvers<void>()
	const outcomes = await Promise.all(
		Array.from({ length: documents }, async (_, n) => {
			await pause(n * 2)
			await act(n, first.promise)
			const expected = n % 2 === 0 ? 'accepted' : 'rejected'
			try {
				const reply = await post(address, n % 2 === 0 ? sample() : brokenSample())
				const { verdict } = (await reply.json()) as { verdict?: string }
				if (verdict === expected) first.resolve()
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
	const counts = await load(address, 100, async (n, firstRight) => {
		if (n !== 50) return
		await firstRight
		stopped = service.stop()
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
	rows.push(['shutdown under load', `${right} right, ${turned} × 503, ${refused} not connected, none wrong`])
})

test('a reload under load disturbs no verdict', async () => {
	const { service, address } = await started({}, inProcess({}, { renew: async () => ({}) }))
	const counts = await load(address, 60, (n) => (n % 10 === 0 ? service.reload() : undefined))
	expect(counts).toEqual({ right: 60 })
	rows.push(['rule reload under load, 6 times', '60 of 60 right'])
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
	rows.push(['two workers killed under load', '60 of 60 right, 2 restarts'])
})

test('beyond its room the service sheds with 503 and holds no more', async () => {
	const { address } = await started({ maxWaiting: 4 }, await pooled({ workers: 1 }))
	const outcomes = await Promise.all(Array.from({ length: 60 }, () => post(address, sample())))
	const statuses = new Set(outcomes.map(({ status }) => status))
	expect([...statuses].sort()).toEqual([200, 503])
	const shed = outcomes.filter(({ status }) => status === 503).length
	rows.push(['60 at once where 4 have room', `${60 - shed} × 200, ${shed} × 503 with Retry-After`])
	for (const reply of outcomes) if (reply.status === 503) expect(reply.headers.get('retry-after')).toBe('1')
	await nothingHeld(address)
})
