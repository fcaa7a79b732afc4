/** An invoice typed in and the PDF that people read, in one form. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeAttached } from '#engine'
import type { Verdict } from '#rules'
import { digest } from '../task.ts'
import { readConfig } from './config.ts'
import { inProcess } from './judge.ts'
import { createService, type Service } from './service.ts'

const typed = readFileSync(join(import.meta.dirname, '../../corpus/samples/typed-invoice.json'))
const pdf = Buffer.from(composeAttached({ files: [] }))

let service: Service
beforeAll(async () => {
	const config = readConfig({}, { maxLag: 0, data: 'no-such-folder', logLevel: 'silent', maxBytes: 50_000 })
	service = await createService({
		config,
		judge: inProcess(),
		ruleSets: ['en16931-ubl'],
		today: () => '2026-11-21',
	})
})
afterAll(() => service.stop())

type Part = readonly [field: string, name: string, content: Buffer]

async function post(parts: readonly Part[], url = '/v1/validations', headers: Record<string, string> = {}) {
	const pieces = parts.flatMap(([field, name, content]) => [
		Buffer.from(
			`--x\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
		),
		content,
		Buffer.from('\r\n'),
	])
	return await service.http.inject({
		method: 'POST',
		url,
		payload: Buffer.concat([...pieces, Buffer.from('--x--\r\n')]),
		headers: { host: 'localhost', 'content-type': 'multipart/form-data; boundary=x', ...headers },
	})
}
const invoice: Part = ['file', 'invoice.json', typed]
const original: Part = ['original', 'C:\\scans\\facture.pdf', pdf]

test.each([
	['after the invoice', [invoice, original]],
	['before it', [original, invoice]],
])('the original may stand %s, and the verdict names it', async (_, parts) => {
	const verdict = (await post(parts)).json<Verdict>()
	expect(verdict).toMatchObject({
		source: 'invoice.json',
		verdict: 'accepted',
		carrier: 'json',
		document: { sha256: digest(typed) },
		original: { name: 'facture.pdf', bytes: pdf.length, sha256: digest(pdf), pages: 1 },
	})
})

test('an original that does not open refuses the invoice', async () => {
	const verdict = (
		await post([invoice, ['original', 'o.pdf', Buffer.from('%PDF-1.7\nnothing')]])
	).json<Verdict>()
	expect(verdict.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
		['ORIGINAL-DAMAGED', 'fatal'],
	])
	expect(verdict.verdict).not.toBe('accepted')
})

test('an invoice alone has none', async () => {
	expect((await post([invoice])).json<Verdict>()).not.toHaveProperty('original')
})

const refusals: [what: string, parts: readonly Part[], status: number, detail?: string][] = [
	['two invoices', [invoice, invoice], 400, 'The form holds more than one document.'],
	['two originals', [original, original], 400, 'The form holds more than one original.'],
	['an original alone', [original], 400, 'The form holds no file.'],
	['an original that is too large', [invoice, ['original', 'o.pdf', Buffer.alloc(50_001)]], 413],
]
test.each(refusals)('%s is a problem of the request', async (_, parts, status, detail) => {
	const reply = await post(parts)
	expect(reply.statusCode).toBe(status)
	if (detail !== undefined) expect(reply.json()).toMatchObject({ detail })
})

test('where no invoice is judged at once, a form holds one file', async () => {
	const reply = await post([invoice, original], '/v1/batches')
	expect([reply.statusCode, reply.json<{ detail: string }>().detail]).toEqual([
		400,
		'The form holds more than one file.',
	])
})

test('a key stands for the original too', async () => {
	const key = { 'idempotency-key': 'k1' }
	expect((await post([invoice, original], undefined, key)).statusCode).toBe(200)
	expect((await post([invoice, original], undefined, key)).statusCode).toBe(200)
	expect((await post([invoice], undefined, key)).statusCode).toBe(422)
})

test('OpenAPI shows the form', async () => {
	const reply = await service.http.inject({ url: '/openapi.json', headers: { host: 'localhost' } })
	const { paths } = reply.json<{
		paths: Record<string, { post: { requestBody: { content: Record<string, { schema: object }> } } }>
	}>()
	const form = paths['/v1/validations']!.post.requestBody.content['multipart/form-data']!.schema
	expect(Object.keys((form as { properties: object }).properties)).toEqual(['file', 'original'])
})
