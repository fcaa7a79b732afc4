/** Batches, without a socket: archives in, verdicts and progress out, signed messages to allowed hosts. */
import { createHash, createHmac } from 'node:crypto'
import { zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { Fault } from '#engine'
import { callBack, callbackAddress, isPublic, type Send, sendByHttps } from './callback.ts'
import { brokenSample, sample } from './canary.ts'
import { readConfig } from './config.ts'
import { inProcess, type Judge } from './judge.ts'
import { typeOf } from './problem.ts'
import { createService, type Service } from './service.ts'

const services: Service[] = []
afterAll(async () => {
	for (const service of services) await service.stop()
})

const callbacks = { hosts: ['client.example'], secret: 'a secret of sixteen' }

async function serviceWith(settings: object = {}, judge: Judge = inProcess(), send?: Send) {
	const config = readConfig({}, { maxLag: 0, logLevel: 'silent', ...settings })
	const ruleSets = ['en16931-ubl'] as const
	const today = () => '2026-11-21'
	const service = await createService({ config, judge, ruleSets, today, ...(send && { send }) })
	services.push(service)
	// Awaited here, since a request is only sent once somebody waits for it.
	const ask = async (method: 'GET' | 'DELETE', url: string, headers = {}) =>
		await service.http.inject({ method, url, headers: { host: 'localhost', ...headers } })
	const create = (payload: Buffer, query = '', headers = {}) =>
		service.http.inject({
			method: 'POST',
			url: `/v1/batches${query}`,
			payload,
			headers: { host: 'localhost', 'content-type': 'application/zip', ...headers },
		})
	return { ask, create }
}

const bytes = (text: string) => new TextEncoder().encode(text)
const archive = (files: Record<string, string>) =>
	Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytes(text)]))))
const mixed = archive({ 'a.xml': sample(), 'b.xml': brokenSample(), 'c.xml': '<letter/>', 'd.txt': 'x' })

/** The judge, held back until it is let go. */
function held(): { judge: Judge; go: () => void; judged: () => number } {
	const inner = inProcess()
	const gate = Promise.withResolvers<void>()
	let judged = 0
	const judge: Judge = {
		...inner,
		judge: async (document, task, signal) => {
			const gone = new Promise((go) => signal?.addEventListener('abort', go))
			await Promise.race([gate.promise, gone])
			signal?.throwIfAborted()
			judged++
			return inner.judge(document, task)
		},
	}
	return { judge, go: gate.resolve, judged: () => judged }
}

test('an archive is judged document by document, in its order', async () => {
	const { ask, create } = await serviceWith()
	const made = await create(mixed)
	expect(made.statusCode).toBe(202)
	const { location } = made.headers
	const lines = (await ask('GET', `${location}/verdicts`)).body.trimEnd().split('\n')
	expect(lines.map((line) => JSON.parse(line)).map(({ source, verdict }) => [source, verdict])).toEqual([
		['archive!/a.xml', 'accepted'],
		['archive!/b.xml', 'rejected'],
		['archive!/c.xml', 'inadmissible'],
	])
	expect((await ask('GET', String(location))).json()).toMatchObject({
		state: 'finished',
		documents: 3,
		done: 3,
		faults: 0,
		verdicts: { accepted: 1, rejected: 1, inadmissible: 1, undecided: 0 },
		expires: expect.any(String),
	})
	const events = (await ask('GET', `${location}/events`)).body
	expect(events).toMatch(/^event: end\ndata: \{.*"state":"finished".*\}\n\n$/)
})

test('progress and verdicts are told as they come', async () => {
	const { judge, go } = held()
	const { ask, create } = await serviceWith({}, judge)
	const { location } = (await create(mixed)).headers
	const events = ask('GET', `${location}/events`)
	const verdicts = ask('GET', `${location}/verdicts`)
	expect((await ask('GET', String(location))).json()).toMatchObject({ state: 'running', done: 0 })
	go()
	expect((await events).body).toMatch(/^event: progress\n.*"state":"running".*\n\n(?:.*\n)*event: end\n/)
	expect((await verdicts).body.trimEnd().split('\n')).toHaveLength(3)
})

test('a batch that is deleted stops, and is gone', async () => {
	const { judge, go, judged } = held()
	const { ask, create } = await serviceWith({}, judge)
	const { location } = (await create(mixed)).headers
	const verdicts = ask('GET', `${location}/verdicts`)
	await ask('GET', String(location))
	expect((await ask('DELETE', String(location))).statusCode).toBe(204)
	go()
	expect((await verdicts).body).toBe('')
	expect(judged()).toBe(0)
	expect((await ask('GET', String(location))).json()).toMatchObject({ type: typeOf('gone'), status: 410 })
})

test('a batch expires', async () => {
	const { ask, create } = await serviceWith({ batchExpiry: 1 })
	const { location } = (await create(mixed)).headers
	await ask('GET', `${location}/verdicts`)
	await expect.poll(async () => (await ask('GET', String(location))).statusCode, { timeout: 5000 }).toBe(410)
})

test('a document that a fault of ours leaves without a verdict is counted, never accepted', async () => {
	const inner = inProcess()
	const judge: Judge = {
		...inner,
		judge: async (document, task) => {
			if (task.source.endsWith('b.xml')) throw new Fault('internal', 'x')
			return inner.judge(document, task)
		},
	}
	const { ask, create } = await serviceWith({}, judge)
	const { location } = (await create(mixed)).headers
	const lines = (await ask('GET', `${location}/verdicts`)).body.trimEnd().split('\n')
	expect(JSON.parse(lines[1]!)).toEqual({ source: 'archive!/b.xml', fault: 'internal' })
	expect((await ask('GET', String(location))).json()).toMatchObject({ done: 3, faults: 1 })
})

test('batches beyond the number kept are turned away', async () => {
	const { create } = await serviceWith({ maxBatches: 1 })
	expect((await create(mixed)).statusCode).toBe(202)
	expect((await create(mixed)).json()).toMatchObject({ type: typeOf('overloaded'), status: 503 })
})

test('an idempotency key makes one batch', async () => {
	const { create } = await serviceWith()
	const key = { 'idempotency-key': 'k' }
	const first = (await create(mixed, '', key)).json()
	expect((await create(mixed, '', key)).json().id).toBe(first.id)
	const other = await create(archive({ 'a.xml': sample() }), '', key)
	expect(other.json()).toMatchObject({ type: typeOf('key-reused'), status: 422 })
})

test('what is no archive is refused', async () => {
	const { create } = await serviceWith()
	expect((await create(Buffer.from('hello'))).json()).toMatchObject({ type: typeOf('archive-unreadable') })
})

test('another client is not told that a batch exists', async () => {
	const key = (id: string) => ({
		id,
		sha256: createHash('sha256').update(id).digest('hex'),
		scopes: ['batch'],
	})
	const { ask, create } = await serviceWith({ apiKeys: [key('a'), key('b')] })
	const { location } = (await create(mixed, '', { 'x-api-key': 'a' })).headers
	expect((await ask('GET', String(location), { 'x-api-key': 'a' })).statusCode).toBe(200)
	for (const method of ['GET', 'DELETE'] as const) {
		const other = await ask(method, String(location), { 'x-api-key': 'b' })
		expect(other.json()).toMatchObject({ type: typeOf('not-found'), status: 404 })
	}
})

test('the end of a batch is told to an allowed host, signed', async () => {
	const told = Promise.withResolvers<Parameters<Send>>()
	const send: Send = async (...sent) => {
		told.resolve(sent)
		return 204
	}
	const { create } = await serviceWith({ callbacks }, inProcess(), send)
	expect((await create(mixed, '?callback=https://client.example/done')).statusCode).toBe(202)
	const [url, headers, body] = await told.promise
	expect(url.href).toBe('https://client.example/done')
	expect(JSON.parse(body)).toMatchObject({ state: 'finished', done: 3 })
	const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['recevable-signature']!)!
	expect(mac).toBe(createHmac('sha256', callbacks.secret).update(`${seconds}.${body}`).digest('hex'))
})

const addresses: [address: string, why: string][] = [
	['http://client.example/', 'https'],
	['https://other.example/', 'other.example'],
	['https://client.example.other.example/', 'client.example.other.example'],
	['https://client.example:8443/', 'user, port'],
	['https://a:b@client.example/', 'user, port'],
	['https://127.0.0.1/', '127.0.0.1'],
	['nowhere', 'URL'],
]
test.each(addresses)('nobody is called at %s', (address, why) => {
	expect(() => callbackAddress(address, callbacks)).toThrow(expect.objectContaining({ message: why }))
})

test('nobody is called where no host is allowed', async () => {
	const { create } = await serviceWith()
	const reply = await create(mixed, '?callback=https://client.example/')
	expect(reply.json()).toMatchObject({ type: typeOf('callback-refused'), status: 422 })
})

const internet: [address: string, open: boolean][] = [
	['1.1.1.1', true],
	['172.15.255.255', true],
	['2606:4700::1111', true],
	['127.0.0.1', false],
	['10.1.2.3', false],
	['172.16.0.1', false],
	['192.168.1.1', false],
	['169.254.169.254', false],
	['100.64.0.1', false],
	['0.0.0.0', false],
	['255.255.255.255', false],
	['::1', false],
	['::ffff:127.0.0.1', false],
	['fd00::1', false],
	['fe80::1', false],
	['64:ff9b::7f00:1', false],
	['2002:7f00:1::', false],
	['client.example', false],
]
test.each(internet)('%s is public: %s', (address, open) => {
	expect(isPublic(address)).toBe(open)
})

const answers: [statuses: number[], taken: boolean, sent: number][] = [
	[[204], true, 1],
	[[500, 0, 200], true, 3],
	[[403], false, 1],
	[[302, 302, 302, 302, 302], false, 5],
	[[429, 200], true, 2],
]
test.each(answers)('answered %j, a message is taken: %s', async (statuses, taken, sent) => {
	let n = 0
	const send: Send = async () => {
		const status = statuses[n++]!
		if (status === 0) throw new Error('reset')
		return status
	}
	const url = new URL('https://client.example/')
	expect(await callBack(url, '{}', 'secret', { send, wait: 0 })).toBe(taken)
	expect(n).toBe(sent)
})

test('a shutdown lets a batch end, or hands back what was not judged', async () => {
	const sent: string[] = []
	const send: Send = async (_url, _headers, body) => {
		sent.push(body)
		return 200
	}
	const quick = await serviceWith({ callbacks, shutdownGrace: 20_000 }, inProcess(), send)
	await quick.create(mixed, '?callback=https://client.example/told')
	await services.at(-1)!.stop()
	expect(JSON.parse(sent[0]!)).toMatchObject({ state: 'finished', done: 3 })

	const { judge } = held()
	const slow = await serviceWith({ callbacks, shutdownGrace: 20 }, judge, send)
	await slow.create(mixed, '?callback=https://client.example/told')
	await services.at(-1)!.stop()
	expect(JSON.parse(sent[1]!)).toMatchObject({ state: 'handed-back', done: 0 })
})

const inside = [
	'https://127.0.0.1/',
	'https://[::1]/',
	'https://169.254.169.254/latest',
	'https://localhost/',
]
test.each(inside)('a callback that leads to %s is never sent', async (address) => {
	// The name is looked up when the connection is made, so what it meant before counts for nothing.
	await expect(sendByHttps(new URL(address), {}, '{}')).rejects.toThrow('no public address')
})
