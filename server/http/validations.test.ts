/** What is answered to a document: verdicts in every format, and problems. */
import { gzipSync } from 'node:zlib'
import { Ajv } from 'ajv'
import type { InjectOptions } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { Fault } from '#engine'
import type { Verdict } from '#rules'
import { brokenSample, sample } from './canary.ts'
import { inProcess, type Judge } from './judge.ts'
import { type ProblemId, problems, typeOf } from './problem.ts'
import { ask, sender, serviceWith, usualService, xml } from './service.fixture.ts'
import type { Service } from './service.ts'

let usual: Service
beforeAll(async () => {
	usual = await usualService()
})
const post = sender(() => usual)

const verdicts: [what: string, body: string, verdict: string][] = [
	['an invoice in order', sample(), 'accepted'],
	['a wrong amount', brokenSample(), 'rejected'],
	['no invoice', '<letter/>', 'inadmissible'],
	['no XML', 'hello', 'inadmissible'],
]
test.each(verdicts)('%s is answered 200 and a verdict', async (_, body, verdict) => {
	const reply = await post(body)
	expect({ status: reply.statusCode, verdict: reply.json<Verdict>().verdict }).toEqual({
		status: 200,
		verdict,
	})
	expect(reply.headers['content-type']).toBe('application/json; charset=utf-8')
	expect(reply.headers['cache-control']).toBe('no-store')
})

test('the verdict has the shape that OpenAPI states', async () => {
	const verdict = (await post(brokenSample())).json()
	const ajv = new Ajv({ strict: false, formats: { date: true } })
	for (const schema of Object.values(usual.http.getSchemas())) ajv.addSchema(schema as object)
	expect(ajv.validate({ $ref: 'Verdict#' }, verdict), ajv.errorsText()).toBe(true)
})

test('parameters reach the verdict', async () => {
	const reply = await post(sample(), {}, '/v1/validations?asOf=2026-01-15&source=a.xml')
	expect(reply.json()).toMatchObject({ asOf: '2026-01-15', source: 'a.xml' })
})

test('Accept picks the format and Accept-Language the language', async () => {
	const french = await post(brokenSample(), { accept: 'text/plain' })
	expect(french.body).toContain('invoice : rejetée')
	const english = await post(brokenSample(), { accept: 'text/plain', 'accept-language': 'en-GB, fr;q=0.5' })
	expect(english.body).toContain('rejected')
	expect(english.headers['content-language']).toBe('en')
})

const formats: [type: string, says: RegExp][] = [
	['application/json', /^\{"source":"invoice","verdict":"rejected".*"rule":"BR-CO-16"/],
	['text/plain', /^invoice : rejetée/],
	['text/html', /^<!doctype html>.*Facture rejetée.*<\/html>\n$/s],
	['application/sarif+json', /^\{"\$schema".*"ruleId":"BR-CO-16".*\]\}\n$/s],
	['application/junit+xml', /^<\?xml.*<failure type="MONTANTTOTAL_ERR".*<\/testsuites>\n$/s],
	['application/svrl+xml', /^<\?xml.*failed-assert.*BR-CO-16.*<\/svrl-reports>\n$/s],
	['application/vnd.cdar+xml', /CrossDomainAcknowledgementAndResponse.*MONTANTTOTAL_ERR/s],
	[
		'application/vnd.recevable.acknowledgement+json',
		/^\{"status":"Error","details":\[\{"level":"Error","item":"BT-115 .*"reasonCode":"MONTANTTOTAL_ERR"/,
	],
]
test.each(formats)('%s is made on request', async (type, says) => {
	const reply = await post(brokenSample(), { accept: type })
	expect(reply.headers['content-type']).toBe(`${type}; charset=utf-8`)
	expect(reply.body).toMatch(says)
	expect(reply.headers.vary).toContain('Accept')
	const { paths } = (await ask(usual, { method: 'GET', url: '/openapi.json' })).json()
	expect(paths['/v1/validations'].post.responses['200'].content).toHaveProperty([type])
})

/** Two of the account's digits changed places. */
const swapped = sample().replace(/(PayeeFinancialAccount>\s*<cbc:ID>FR\d\d)(\d)(\d)/, '$1$3$2')

const parameters: [query: string, body: string, expected: object][] = [
	['', swapped, { verdict: 'accepted' }],
	['strict=true', swapped, { verdict: 'rejected' }],
	['strict=false&failOn=warning', swapped, { verdict: 'rejected' }],
	['mend=false', brokenSample(), { findings: [expect.not.objectContaining({ place: expect.anything() })] }],
	['', brokenSample(), { findings: [expect.objectContaining({ place: expect.anything() })] }],
	[
		'platform=true&channel=API&scope=FR&direction=emission&submission=1',
		sample(),
		{ checkedWith: expect.arrayContaining([expect.objectContaining({ id: 'platform' })]) },
	],
]
test.each(parameters)('?%s', async (query, body, expected) => {
	expect((await post(body, {}, `/v1/validations?${query}`)).json()).toMatchObject(expected)
})

test('national rules judge where they are asked for and the invoice calls for them', async () => {
	const profile = sample().replace(
		/<cbc:CustomizationID>[^<]*/,
		'<cbc:CustomizationID>urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr',
	)
	const ids = async (query: string) =>
		(await post(profile, {}, `/v1/validations?${query}`))
			.json<Verdict>()
			.checkedWith.map(({ id }) => id)
			.filter((id) => id.includes('fr') && !id.startsWith('codelist'))
	expect(await ids('national=none')).toEqual([])
	expect((await ids('national=text')).length).toBeGreaterThan(0)
})

test('the language is that of `lang` before that of the header, in problems too', async () => {
	const headers = { accept: 'text/html', 'accept-language': 'fr' }
	const report = await post(brokenSample(), headers, '/v1/validations?lang=en')
	expect(report.headers['content-language']).toBe('en')
	expect(report.body).toContain('Invoice rejected')
	const problem = await post('', { ...headers, accept: 'image/png' }, '/v1/validations?lang=en')
	expect(problem.json().title).toBe('None of the formats asked for is made here.')
})

test('a report that is a page may use its own style and run nothing', async () => {
	const policy = (await post(sample(), { accept: 'text/html' })).headers['content-security-policy']
	expect(policy).toBe("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox")
})

test('a compressed body is read', async () => {
	const reply = await post(gzipSync(sample()), { 'content-encoding': 'gzip' })
	expect(reply.json()).toMatchObject({ verdict: 'accepted' })
})

function form(content: string, name = 'f.xml'): { payload: string; headers: Record<string, string> } {
	return {
		payload: `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/xml\r\n\r\n${content}\r\n--x--\r\n`,
		headers: { 'content-type': 'multipart/form-data; boundary=x' },
	}
}

test('a form with a file is read', async () => {
	const { payload, headers } = form(sample(), '../../a\\b.xml')
	expect((await post(payload, headers)).json()).toMatchObject({ verdict: 'accepted', source: 'b.xml' })
})

const big = 'x'.repeat(100_001)

const refusals: [what: string, request: InjectOptions, problem: ProblemId][] = [
	['no content type', { headers: { 'content-type': '' }, payload: sample() }, 'type-not-supported'],
	['another type', { headers: { 'content-type': 'image/png' }, payload: '{}' }, 'type-not-supported'],
	['too large', { payload: big }, 'body-too-large'],
	[
		'large when unzipped',
		{ payload: gzipSync(big), headers: { 'content-encoding': 'gzip' } },
		'body-too-large',
	],
	['a large file in a form', form(big), 'body-too-large'],
	['a form without a file', { ...form(''), payload: '--x--\r\n' }, 'bad-request'],
	['broken gzip', { payload: 'hello', headers: { 'content-encoding': 'gzip' } }, 'encoding-broken'],
	['brotli', { payload: 'hello', headers: { 'content-encoding': 'br' } }, 'type-not-supported'],
	['a format nobody makes', { payload: sample(), headers: { accept: 'image/png' } }, 'not-acceptable'],
	['no such day', { payload: sample(), url: '/v1/validations?asOf=2026-02-31' }, 'bad-parameter'],
	['scope without platform', { payload: sample(), url: '/v1/validations?scope=FR' }, 'bad-parameter'],
	['an unknown parameter', { payload: sample(), url: '/v1/validations?asof=2026-02-01' }, 'bad-parameter'],
	['no such address', { method: 'GET', url: '/v2' }, 'not-found'],
	['no such rule', { method: 'GET', url: '/v1/rules/BR-0' }, 'not-found'],
	['another site', { payload: sample(), headers: { origin: 'https://example.org' } }, 'cross-site'],
	['another name', { payload: sample(), headers: { host: 'example.org' } }, 'misdirected-host'],
	['a file outside the page', { method: 'GET', url: '/page/..%2f..%2fpackage.json' }, 'not-found'],
]
test.each(refusals)('%s is a problem', async (_, request, problem) => {
	const headers = { ...xml, ...request.headers }
	const reply = await usual.http.inject({ method: 'POST', url: '/v1/validations', ...request, headers })
	expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8')
	const { status } = problems[problem]
	expect(reply.json()).toMatchObject({ type: typeOf(problem), status })
	expect(reply.statusCode).toBe(status)
})

test('a fault of ours is 500 and no verdict', async () => {
	const judge: Judge = {
		...inProcess(),
		judge: async () => {
			throw new Fault('internal', 'secret')
		},
	}
	const service = await serviceWith({}, judge)
	const reply = await ask(service, {
		method: 'POST',
		url: '/v1/validations',
		payload: sample(),
		headers: xml,
	})
	expect(reply.statusCode).toBe(500)
	expect(reply.body).not.toMatch(/verdict|secret/)
	expect((await ask(service, { method: 'GET', url: '/readyz' })).statusCode).toBe(503)
})

test('an idempotency key stands for one request', async () => {
	const key = { 'idempotency-key': 'a' }
	const first = await post(sample(), key)
	expect((await post(sample(), key)).body).toBe(first.body)
	expect((await post(brokenSample(), key)).json()).toMatchObject({ type: typeOf('key-reused') })
	expect((await post(brokenSample(), { 'idempotency-key': 'b' })).statusCode).toBe(200)
})
