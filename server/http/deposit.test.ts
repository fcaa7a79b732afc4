/** Invoices taken in over HTTP: the first occupies its key, the next is shown its twin. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Verdict } from '#rules'
import { brokenSample, sample } from './canary.ts'
import { readConfig } from './config.ts'
import { inProcess } from './judge.ts'
import { createService, type Service } from './service.ts'
import { storesOf } from './stores.ts'

const data = mkdtempSync(join(tmpdir(), 'recevable-deposit-'))
let service: Service
beforeAll(async () => {
	const config = readConfig({}, { maxLag: 0, data, logLevel: 'silent', platform: true })
	const judge = inProcess({ platform: storesOf(data, true) })
	service = await createService({ config, judge, ruleSets: ['en16931-ubl'], today: () => '2026-11-21' })
})
afterAll(async () => {
	await service.stop()
	rmSync(data, { recursive: true, force: true })
})

const post = async (query: string, payload: string) =>
	await service.http.inject({
		method: 'POST',
		url: `/v1/validations?${query}`,
		payload,
		headers: { 'content-type': 'application/xml', host: 'localhost' },
	})
const judged = async (query: string, payload: string) => {
	const { verdict, rejections, findings } = (await post(query, payload)).json<Verdict>()
	const twin = findings.find(({ rule }) => rule === 'BR-FR-CO-02')?.message.en
	return [verdict, rejections.map(({ code }) => code).join(), twin?.includes('deposit d-1 of 2026-11-21')]
}
const numbered = (text: string, number: string) => text.replace(/(<cbc:ID>)[^<]*/, `$1${number}`)

test('a check that names no deposit occupies no key', async () => {
	for (let n = 0; n < 2; n++) expect(await judged('', sample())).toEqual(['accepted', '', undefined])
})

test('a named deposit does, for others than itself', async () => {
	expect(await judged('submission=d-1', sample())).toEqual(['accepted', '', undefined])
	expect(await judged('submission=d-1', sample())).toEqual(['accepted', '', undefined])
	expect(await judged('submission=d-2', sample())).toEqual(['rejected', 'DOUBLON', true])
	expect(await judged('', sample())).toEqual(['rejected', 'DOUBLON', true])
})

test('a refused invoice leaves its number free, unless it is to keep it', async () => {
	const [wrong, right] = [numbered(brokenSample(), 'F-7'), numbered(sample(), 'F-7')]
	expect((await judged('submission=d-3', wrong))[0]).toBe('rejected')
	expect((await judged('submission=d-4&deposit=always', wrong))[1]).not.toContain('DOUBLON')
	expect((await judged('submission=d-5', right))[1]).toBe('DOUBLON')
})

test('a deposit has to say which it is', async () => {
	const reply = await post('deposit=accepted', sample())
	expect([reply.statusCode, reply.json<{ detail: string }>().detail]).toEqual([
		400,
		'querystring/deposit: submission',
	])
})
