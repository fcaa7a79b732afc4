/** The catalogue over HTTP: pages under their own address, kept by their tag. */
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { ruleSite } from '../site.ts'
import { sendProblem } from './problem.ts'
import { rulePages, siteOf } from './rule-site.ts'

const service = fastify()
service.setErrorHandler(sendProblem)
const site = siteOf(ruleSite())
rulePages(service, () => site)
const get = (url: string, headers: Record<string, string> = {}) => service.inject({ url, headers })

test('the catalogue is read page by page', async () => {
	expect((await get('/rules')).headers.location).toBe('/rules/')
	const index = await get('/rules/')
	expect(index.headers['content-type']).toBe('text/html; charset=utf-8')
	expect(index.body).toContain('BR-CO-10.html')
	expect((await get('/rules/BR-CO-10.html')).body).toContain('BT-106')
	expect((await get('/rules/style.css')).headers['content-type']).toBe('text/css; charset=utf-8')
})

test('who has a page already is told so', async () => {
	const { headers } = await get('/rules/terms/BT-1.html')
	expect((await get('/rules/terms/BT-1.html', { 'if-none-match': String(headers.etag) })).statusCode).toBe(
		304,
	)
})

test.each(['/rules/nothing.html', '/rules/../package.json', '/rules/%2e%2e/package.json'])(
	'%s is not there',
	async (url) => {
		expect((await get(url)).statusCode).toBe(404)
	},
)
