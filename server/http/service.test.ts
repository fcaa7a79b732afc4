/** What stands in front of every route: room, limits, headers, and what is logged. */
import { beforeAll, expect, test } from 'vitest'
import { brokenSample, sample } from './canary.ts'
import { inProcess, type Judge } from './judge.ts'
import { typeOf } from './problem.ts'
import { ask, serviceWith, usualService, xml } from './service.fixture.ts'
import type { Service } from './service.ts'

let usual: Service
beforeAll(async () => {
	usual = await usualService()
})

test('more documents than there are seats are turned away, and the seats are given back', async () => {
	const waits: (() => void)[] = []
	const inner = inProcess()
	const slow: Judge = {
		...inner,
		judge: async (bytes, task) => {
			await new Promise<void>((go) => waits.push(go))
			return inner.judge(bytes, task)
		},
	}
	const service = await serviceWith({ maxWaiting: 2 }, slow)
	const send = () => ask(service, { method: 'POST', url: '/v1/validations', payload: sample(), headers: xml })
	const first = [send(), send()]
	while (waits.length < 2) await new Promise(setImmediate)
	const third = await send()
	expect(third.json()).toMatchObject({ type: typeOf('overloaded'), status: 503 })
	expect(third.headers['retry-after']).toBe('1')
	for (const go of waits.splice(0)) go()
	for (const reply of await Promise.all(first)) expect(reply.statusCode).toBe(200)
	const fourth = send()
	while (waits.length < 1) await new Promise(setImmediate)
	waits[0]!()
	expect((await fourth).statusCode).toBe(200)
})

test('a client that asks too often is told when to come back', async () => {
	const service = await serviceWith({ requestsPerMinute: 2 })
	const get = () => ask(service, { method: 'GET', url: '/v1/rule-sets' })
	expect([(await get()).statusCode, (await get()).statusCode]).toEqual([200, 200])
	const third = await get()
	expect(third.json()).toMatchObject({ type: typeOf('too-many-requests'), status: 429 })
	expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
	expect((await ask(service, { method: 'GET', url: '/healthz' })).statusCode).toBe(200)
})

test('what an invoice says and what a client proves itself by are not logged', async () => {
	const lines: string[] = []
	const service = await serviceWith({}, inProcess(), { write: (line) => lines.push(line) })
	await ask(service, {
		method: 'POST',
		url: '/v1/validations?source=Dupont',
		payload: brokenSample(),
		headers: {
			...xml,
			authorization: 'Bearer s3cret',
			traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
		},
	})
	const log = lines.join('')
	expect(log).toContain('"verdict":"rejected"')
	expect(log).toContain('4bf92f3577b34da6a3ce929d0e0e4736')
	expect(log).not.toMatch(/Dupont|Tilleuls|s3cret|F2026-0142/)
})

test('security headers are set, and no other site may read', async () => {
	const reply = await ask(usual, { method: 'GET', url: '/', headers: { origin: 'https://example.org' } })
	expect(reply.headers).toMatchObject({
		'content-security-policy': expect.stringContaining("default-src 'none'"),
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		'referrer-policy': 'no-referrer',
	})
	expect(reply.headers['access-control-allow-origin']).toBeUndefined()
	const allowed = await serviceWith({ origins: ['https://example.org'] })
	const preflight = await ask(allowed, {
		method: 'OPTIONS',
		url: '/v1/validations',
		headers: { origin: 'https://example.org', 'access-control-request-method': 'POST' },
	})
	expect(preflight.headers['access-control-allow-origin']).toBe('https://example.org')
	const other = await ask(allowed, { method: 'GET', url: '/', headers: { origin: 'https://example.com' } })
	expect(other.headers['access-control-allow-origin']).not.toBe('https://example.com')
})
