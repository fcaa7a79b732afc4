/** The door: whom it turns away, and that its answer is the one given further in. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gate } from './gate.ts'
import { secure } from './headers.ts'
import { Problem, sendProblem } from './problem.ts'

const turned: string[] = []
const door = gate()
let server: Server
let address: string
beforeAll(async () => {
	const settings = { keepAliveTimeout: 1000, requestTimeout: 5000, connectionTimeout: 5000 }
	server = door.serverFactory((_, response) => response.end('inside'), settings as never) as Server
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const post = (path: string, headers: Record<string, string> = {}, method = 'POST') =>
	fetch(`${address}${path}`, { method, headers, ...(method === 'POST' && { body: '<a/>' }) })

test('everybody is let through before it knows whom to ask', async () => {
	expect((await post('/v1/validations')).status).toBe(200)
})

const cases: [what: string, path: string, headers: Record<string, string>, method: string, status: number][] =
	[
		['a document', '/v1/validations', {}, 'POST', 503],
		['a document with parameters', '/v1/validations?lang=fr', {}, 'POST', 503],
		['one from a page of another site', '/v1/validations', { origin: 'https://example.org' }, 'POST', 200],
		['another address', '/v1/validations2', {}, 'POST', 200],
		['a batch', '/v1/batches', {}, 'POST', 200],
		['a question', '/v1/validations', {}, 'GET', 200],
	]
test.each(cases)('%s, where there is no room', async (_, path, headers, method, status) => {
	door.open({ full: () => 'waiting', refused: (reason) => turned.push(reason) })
	turned.length = 0
	expect((await post(path, headers, method)).status).toBe(status)
	expect(turned).toEqual(status === 503 ? ['waiting'] : [])
})

test('the length announced is what decides', async () => {
	door.open({ full: (bytes) => (bytes > 3 ? 'bytes' : undefined), refused: () => {} })
	expect((await post('/v1/validations')).status).toBe(503)
	door.open({ full: (bytes) => (bytes > 4 ? 'bytes' : undefined), refused: () => {} })
	expect((await post('/v1/validations')).status).toBe(200)
})

test('each of a crowd that comes at once is told', async () => {
	door.open({ full: () => 'wait', refused: () => {} })
	const answers = await Promise.all(Array.from({ length: 100 }, () => post('/v1/validations')))
	expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
})

const languages: [path: string, headers: Record<string, string>][] = [
	['/v1/validations', {}],
	['/v1/validations', { 'accept-language': 'en-GB,en' }],
	['/v1/validations?x=1&lang=en', { 'accept-language': 'fr' }],
]
test.each(languages)('the answer at %s to %j is that of the service', async (path, headers) => {
	door.open({ full: () => 'wait', refused: () => {} })
	const service = fastify()
	secure(service)
	service.setErrorHandler(sendProblem)
	service.post('/v1/validations', () => {
		throw new Problem('overloaded', undefined, { 'retry-after': '1' })
	})
	const inside = await service.inject({ method: 'POST', url: path, headers })
	const outside = await post(path, headers)
	const theirs = Object.fromEntries(outside.headers)
	for (const [name, value] of Object.entries(inside.headers))
		if (name !== 'date' && name !== 'connection' && name !== 'content-length')
			expect([name, theirs[name]]).toEqual([name, value])
	const without = (body: object) => ({ ...body, instance: '' })
	expect(without((await outside.json()) as object)).toEqual(without(inside.json()))
})
