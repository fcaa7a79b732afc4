/** Whether the service lives and is ready, what it shows of its rules, and how they are swapped. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { Fault } from '#engine'
import { writeDirectory } from '../stores/directory.ts'
import { brokenSample, sample, tryCanaries } from './canary.ts'
import { inProcess, type JudgeOne } from './judge.ts'
import { typeOf } from './problem.ts'
import { ask, sender, serviceWith, usualService, xml } from './service.fixture.ts'
import type { Service } from './service.ts'

let usual: Service
beforeAll(async () => {
	usual = await usualService()
})
const post = sender(() => usual)

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
