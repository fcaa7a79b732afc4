/** Flows, without a socket: an archive in, one verdict on it out. */
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import type { FlowVerdict } from '#rules'
import { tarOf } from '../archives/tar.fixture.ts'
import { brokenSample, sample } from './canary.ts'
import { readConfig } from './config.ts'
import { inProcess } from './judge.ts'
import { createService } from './service.ts'

const service = await createService({
	config: readConfig({}, { maxLag: 0, logLevel: 'silent' }),
	judge: inProcess(),
	ruleSets: ['en16931-ubl'],
	today: () => '2026-11-21',
})
afterAll(() => service.stop())

const named = 'FSO1100A_XXX999_XXX9991101000000000000001'
const flowOf = (files: Readonly<Record<string, string>>): Buffer =>
	gzipSync(tarOf(Object.entries(files).map(([name, content]) => ({ name, content }))))
const post = async (payload: Buffer | string, query = `?flowName=${named}`, headers = {}) =>
	await service.http.inject({
		method: 'POST',
		url: `/v1/flows${query}`,
		payload,
		headers: { host: 'localhost', 'content-type': 'application/gzip', ...headers },
	})

test.each<[string, Readonly<Record<string, string>>, FlowVerdict['verdict'], readonly string[]]>([
	['all invoices accepted', { 'a.xml': sample() }, 'integrated', ['accepted']],
	[
		'one of two refused',
		{ 'a.xml': sample(), 'b.xml': brokenSample() },
		'partly-integrated',
		['accepted', 'rejected'],
	],
	['all refused', { 'b.xml': brokenSample() }, 'rejected', ['rejected']],
])('%s', async (_, files, verdict, decisions) => {
	const { statusCode, headers, json } = await post(flowOf(files))
	expect({ statusCode, type: headers['content-type'] }).toEqual({
		statusCode: 200,
		type: 'application/json; charset=utf-8',
	})
	const flow = json<FlowVerdict>()
	expect(flow).toMatchObject({ flow: named, channel: 'chorus-pro', verdict, asOf: '2026-11-21' })
	expect(flow.files.map(({ outcome }) => outcome)).toEqual(
		decisions.map((decision) => (decision === 'accepted' ? 'integrated' : 'rejected')),
	)
	expect(flow.counts.files).toBe(decisions.length)
})

test('the day is a parameter, and the name may come with the file', async () => {
	const { json } = await post(flowOf({ 'a.xml': sample() }), '?asOf=2026-10-01', {
		'content-disposition': `attachment; filename="${named}.tar.gz"`,
	})
	expect(json()).toMatchObject({ flow: named, source: `${named}.tar.gz`, asOf: '2026-10-01' })
})

test('what is no flow has a verdict too', async () => {
	const { statusCode, json } = await post('neither archive nor invoice')
	expect(statusCode).toBe(200)
	expect(json()).toMatchObject({ verdict: 'rejected' })
})

test.each(['?submission=D-1', '?deposit=always', '?lang=fr', '?flow=x'])(
	'%s does not go with a flow',
	async (query) => {
		const { statusCode, headers } = await post(flowOf({ 'a.xml': sample() }), query)
		expect({ statusCode, type: headers['content-type'] }).toMatchObject({
			statusCode: 400,
			type: expect.stringContaining('problem+json'),
		})
	},
)

test('stands in the description of the service', async () => {
	const { json } = await service.http.inject({ url: '/openapi.json', headers: { host: 'localhost' } })
	expect(json().paths['/v1/flows'].post.responses['200']).toBeDefined()
})
