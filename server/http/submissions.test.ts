/** Submissions over HTTP to a real broker, judged by a worker beside it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Broker, openBroker } from '../queue/broker.ts'
import { openDesk } from '../queue/desk.ts'
import { haveNats, type Server, startNats } from '../queue/servers.ts'
import { work } from '../queue/work.ts'
import { readConfig } from './config.ts'
import { inProcess } from './judge.ts'
import { createService, type Service } from './service.ts'

if (!haveNats) console.warn('Submissions over HTTP are not tested: no NATS server (npm run servers).')

const sample = readFileSync(join(import.meta.dirname, '../../corpus/samples/ubl-invoice.xml'))

describe.skipIf(!haveNats)('submissions', () => {
	let server: Server
	let broker: Broker
	let service: Service
	let worker: Promise<void> | undefined
	const stop = new AbortController()
	const told: { url: string; body: string }[] = []
	const judge = inProcess()

	beforeAll(async () => {
		server = await startNats()
		broker = await openBroker({ servers: [server.address], maxWaitingBytes: 1e8 })
		const callbacks = { hosts: ['supplier.example'], secret: 'a secret of some length' }
		const config = readConfig(
			{},
			{ port: 0, logLevel: 'silent', maxLag: 0, maxWait: 0, maxQueued: 3, callbacks },
		)
		service = await createService({
			config,
			judge,
			desk: await openDesk(broker),
			today: () => '2026-11-21',
			send: async (url, _headers, body) => {
				told.push({ url: url.href, body })
				return 200
			},
		})
	})
	afterAll(async () => {
		stop.abort()
		await worker
		await service?.stop()
		await broker?.close()
		await server?.stop()
	})

	const post = (query = '', headers = {}, body: Uint8Array = sample) =>
		service.http.inject({
			method: 'POST',
			url: `/v1/submissions${query}`,
			headers: { 'content-type': 'application/xml', ...headers },
			payload: Buffer.from(body),
		})
	const get = (path: string) => service.http.inject({ method: 'GET', url: path })

	const startWork = () => {
		worker ??= work(
			broker,
			async (bytes, { source, asOf, id }) =>
				(await judge.judge(bytes, { source, asOf, submission: id })).verdict!,
			{ signal: stop.signal },
		)
	}

	test('a submission is answered at once and judged later', async () => {
		const callback = encodeURIComponent('https://supplier.example/verdicts')
		const reply = await post(`?source=F-1.xml&callback=${callback}`)
		expect(reply.statusCode).toBe(202)
		const path = reply.headers.location as string
		expect(await get(path)).toMatchObject({ statusCode: 202 })
		startWork()
		await expect.poll(async () => (await get(path)).statusCode, { timeout: 20_000 }).toBe(200)
		const verdict = (await get(path)).json()
		expect(verdict).toMatchObject({ source: 'F-1.xml', verdict: 'accepted', asOf: '2026-11-21' })
		await expect.poll(() => told.length, { timeout: 20_000 }).toBe(1)
		expect(told[0]!.url).toBe('https://supplier.example/verdicts')
		expect(JSON.parse(told[0]!.body)).toMatchObject({ id: path.split('/').at(-1), verdict })
	})

	test('the same key with the same file is one submission, with another file a problem', async () => {
		const key = { 'idempotency-key': 'F-2 / première' }
		const [first, second] = [await post('', key), await post('', key)]
		expect(second.json()).toMatchObject({ id: first.json().id, again: true })
		const other = await post('', key, Buffer.from('<other/>'))
		expect(other.statusCode).toBe(422)
		expect(other.headers['content-type']).toContain('application/problem+json')
	})

	const refused: [what: string, path: string, status: number][] = [
		['an unknown submission', '/v1/submissions/unknown', 404],
		['a name that is none', '/v1/submissions/a%20b', 404],
	]
	test.each(refused)('%s', async (_what, path, status) => {
		expect((await get(path)).statusCode).toBe(status)
	})

	test('a callback to a host that nobody named is refused', async () => {
		const reply = await post(`?callback=${encodeURIComponent('https://other.example/')}`)
		expect(reply.statusCode).toBe(422)
	})

	test('when too many wait, none is taken in', async () => {
		stop.abort()
		await worker
		await expect
			.poll(async () => (await post('', {}, Buffer.from(`<a>${Math.random()}</a>`))).statusCode, {
				timeout: 20_000,
				interval: 300,
			})
			.toBe(503)
	})
})
