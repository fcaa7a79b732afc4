/** The service without a socket: what each request is answered. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Ajv } from 'ajv'
import type { InjectOptions } from 'fastify'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Fault } from '#engine'
import type { Verdict } from '#rules'
import { writeDirectory } from '../stores/directory.ts'
import { brokenSample, sample, tryCanaries } from './canary.ts'
import { readConfig } from './config.ts'
import { inProcess, type Judge, type JudgeOne } from './judge.ts'
import { type ProblemId, problems, typeOf } from './problem.ts'
import { createService, type Service } from './service.ts'

const ruleSets = ['en16931-ubl', 'en16931-cii'] as const
const today = () => '2026-11-21'
const services: Service[] = []
afterAll(async () => {
	for (const service of services) await service.stop()
})

async function serviceWith(
	settings: Record<string, unknown> = {},
	judge: Judge = inProcess(),
	log?: { write(line: string): void },
): Promise<Service> {
	const config = readConfig(
		{},
		{ maxLag: 0, data: 'no-such-folder', logLevel: log ? 'info' : 'silent', ...settings },
	)
	const service = await createService({ config, judge, ruleSets, today, ...(log && { log }) })
	services.push(service)
	return service
}

let usual: Service
beforeAll(async () => {
	usual = await serviceWith({ maxBytes: 100_000 }, inProcess({ platform: {} }))
})

const xml = { 'content-type': 'application/xml', host: 'localhost' }

function ask(service: Service, request: InjectOptions) {
	return service.http.inject({ ...request, headers: { host: 'localhost', ...request.headers } })
}

const post = (payload: string | Buffer, headers: Record<string, string> = {}, url = '/v1/validations') =>
	ask(usual, { method: 'POST', url, payload, headers: { ...xml, ...headers } })

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

test('the age of the directory is told, and may make the service unready', async () => {
	const data = mkdtempSync(join(tmpdir(), 'recevable-data-'))
	const get = async (service: Service) => (await ask(service, { method: 'GET', url: '/readyz' })).json()
	expect(await get(await serviceWith({ data }))).toMatchObject({ status: 'ready', directory: null })
	const writer = writeDirectory(join(data, 'directory'))
	await writer.commit({ sha256: 'a'.repeat(64), date: '2026-11-11' })
	const told = await serviceWith({ data, maxDirectoryAge: 10 })
	expect(await get(told)).toMatchObject({ directory: { date: '2026-11-11', ageDays: 10 } })
	expect((await ask(told, { method: 'GET', url: '/metrics' })).body).toContain(
		'recevable_directory_age_days 10',
	)
	expect(await get(await serviceWith({ data, maxDirectoryAge: 9 }))).toMatchObject({
		type: typeOf('not-ready'),
	})
	rmSync(data, { recursive: true })
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

test('the catalogue is found by words, term and id, and known again by its tag', async () => {
	const get = (url: string, headers = {}) => ask(usual, { method: 'GET', url, headers })
	const all = await get('/v1/rules')
	expect(all.json().rules.length).toBeGreaterThan(500)
	expect((await get('/v1/rules?term=BT-115')).json().rules.map(({ id }: { id: string }) => id)).toContain(
		'BR-CO-16',
	)
	expect((await get('/v1/rules/BR-CO-16')).json()).toMatchObject({ id: 'BR-CO-16', severity: 'fatal' })
	const again = await get('/v1/rules', { 'if-none-match': all.headers.etag })
	expect({ status: again.statusCode, body: again.body }).toEqual({ status: 304, body: '' })
	const { ruleSets } = (await get('/v1/rule-sets')).json()
	expect(ruleSets[0]).toMatchObject({ id: 'en16931-ubl', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

test('it is alive, ready, counted and described', async () => {
	const get = (url: string) => ask(usual, { method: 'GET', url })
	expect((await get('/healthz')).json()).toEqual({ status: 'alive' })
	expect((await get('/readyz')).json()).toMatchObject({ status: 'ready' })
	await post(brokenSample())
	const metrics = (await get('/metrics')).body
	expect(metrics).toMatch(/recevable_verdicts_total\{verdict="rejected",code="MONTANTTOTAL_ERR"\} [1-9]/)
	expect(metrics).toMatch(/recevable_findings_total\{rule="BR-CO-16",severity="fatal"\} [1-9]/)
	const openapi = (await get('/openapi.json')).json()
	expect(openapi.openapi).toBe('3.1.0')
	expect(Object.keys(openapi.paths)).toEqual(
		expect.arrayContaining(['/v1/validations', '/v1/rules', '/v1/rules/{id}', '/v1/rule-sets', '/readyz']),
	)
	const { content } = openapi.paths['/v1/validations'].post.responses['200']
	expect(content['application/json'].schema.$ref).toBe('#/components/schemas/Verdict')
	const docs = await get('/docs/')
	expect(docs.statusCode).toBe(200)
	expect(docs.body).not.toMatch(/(src|href)="https?:/)
})

test('the rule sets are swapped only for ones that can be read and judge the canaries right', async () => {
	const letIn = await serviceWith({}, inProcess({}, { renew: async () => ({}) }))
	const reload = { method: 'POST', url: '/v1/rule-sets/reload' } as const
	expect((await ask(letIn, reload)).statusCode).toBe(200)

	const renew = async () => {
		throw new Fault('rule-text-invalid', 'line 3')
	}
	const service = await serviceWith({}, inProcess({}, { renew }))
	const refused = await ask(service, reload)
	expect(refused.json()).toMatchObject({ type: typeOf('rules-refused'), status: 422 })
	const reply = await ask(service, {
		method: 'POST',
		url: '/v1/validations',
		payload: brokenSample(),
		headers: xml,
	})
	expect(reply.json()).toMatchObject({ verdict: 'rejected' })
})

test('a judge that is too lax or too strict does not pass the canaries', async () => {
	const { judge } = inProcess()
	const always =
		(text: string): JudgeOne =>
		(_, task) =>
			judge(new TextEncoder().encode(text), task)
	await expect(tryCanaries(judge, '2026-11-21')).resolves.toBeUndefined()
	await expect(tryCanaries(always(sample()), '2026-11-21')).rejects.toThrow(/BR-CO-16 is accepted/)
	await expect(tryCanaries(always(brokenSample()), '2026-11-21')).rejects.toThrow(/in order is rejected/)
})

test('rule texts are read afresh in a thread of their own', async () => {
	const service = await serviceWith()
	await service.reload()
	const { ruleSets } = (await ask(service, { method: 'GET', url: '/v1/rule-sets' })).json()
	expect(ruleSets[0].id).toBe('en16931-ubl')
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

test('keys and tokens open what their scopes name', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
	const { publicKey, privateKey } = await generateKeyPair('ES256')
	const jwks = join(folder, 'jwks.json')
	writeFileSync(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] }))
	const sha256 = createHash('sha256').update('right').digest('hex')
	const service = await serviceWith({
		host: '0.0.0.0',
		apiKeys: [{ id: 'a', sha256, scopes: ['validate'] }],
		jwt: { jwks, issuer: 'us', audience: 'recevable' },
	})
	rmSync(folder, { recursive: true })
	const stranger = (await generateKeyPair('ES256')).privateKey
	const token = (scope: string, { key = privateKey, until = '1h', to = 'recevable' } = {}) =>
		new SignJWT({ scope })
			.setProtectedHeader({ alg: 'ES256' })
			.setIssuer('us')
			.setAudience(to)
			.setSubject('s')
			.setExpirationTime(until)
			.sign(key)
	const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await token('admin')).split('.')[1]}.`
	const tampered = await token('validate').then((made) => {
		const [head, , signature] = made.split('.')
		const claims = { scope: 'admin', iss: 'us', aud: 'recevable', sub: 's', exp: 9_999_999_999 }
		return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
	})
	const cases: [what: string, headers: Record<string, string>, url: string, status: number][] = [
		['nothing', {}, '/v1/validations', 401],
		['nothing, open', {}, '/healthz', 200],
		['an unknown key', { 'x-api-key': 'wrong' }, '/v1/validations', 401],
		['a key', { 'x-api-key': 'right' }, '/v1/validations', 200],
		['a key as bearer', { authorization: 'Bearer right' }, '/v1/validations', 200],
		['a key without the scope', { 'x-api-key': 'right' }, '/v1/rule-sets/reload', 403],
		['a token', { authorization: `Bearer ${await token('validate')}` }, '/v1/validations', 200],
		[
			'a token without the scope',
			{ authorization: `Bearer ${await token('batch')}` },
			'/v1/validations',
			403,
		],
		[
			'an expired token',
			{ authorization: `Bearer ${await token('validate', { until: '-1h' })}` },
			'/v1/validations',
			401,
		],
		[
			'for another',
			{ authorization: `Bearer ${await token('validate', { to: 'x' })}` },
			'/v1/validations',
			401,
		],
		[
			'by a stranger',
			{ authorization: `Bearer ${await token('validate', { key: stranger })}` },
			'/v1/validations',
			401,
		],
		['tampered', { authorization: `Bearer ${tampered}` }, '/v1/rule-sets/reload', 401],
		['unsigned', { authorization: `Bearer ${unsigned}` }, '/v1/rule-sets/reload', 401],
	]
	for (const [what, headers, url, status] of cases) {
		const method = url === '/healthz' ? 'GET' : 'POST'
		const payload = url === '/v1/validations' ? sample() : undefined
		const reply = await ask(service, {
			method,
			url,
			headers: { ...(payload && xml), ...headers },
			...(payload && { payload }),
		})
		expect({ what, status: reply.statusCode }).toEqual({ what, status })
	}
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
