/** Every finding leads to a page of the catalogue. */
import { beforeAll, expect, test } from 'vitest'
import { Fault } from '#engine'
import { brokenSample, sample } from '../server/http/canary.ts'
import { openPlatform } from '../server/platform.ts'
import { ownRuleSet } from '../server/rule-sets.ts'
import { ruleSite } from '../server/site.ts'
import { abandon } from './abandoned.ts'
import { houseAdvice } from './catalogue/house.ts'
import { validate } from './validation.ts'
import type { Verdict } from './verdict.ts'

let pages: Map<string, string>
beforeAll(() => {
	pages = ruleSite()
})

const judged = (text: string, original?: string): Verdict =>
	validate(new TextEncoder().encode(text), {
		source: 'x.xml',
		sha256: '',
		asOf: '2026-11-01',
		rules: { kind: 'chosen', load: ownRuleSet, national: { reading: 'text' } },
		platform: openPlatform({})({ fileName: 'x.xml', bytes: text.length }),
		...(original !== undefined && {
			original: { name: 'x.pdf', bytes: new TextEncoder().encode(original), sha256: '' },
		}),
	}).verdict
const xml = sample()
const attached = (name: string, content: string): string =>
	xml.replace(
		/<cac:AccountingSupplierParty>/,
		`<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="${name}">${content}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>$&`,
	)

test.each<[string, () => Verdict]>([
	['a wrong amount', () => judged(brokenSample())],
	['no XML', () => judged('hello')],
	['nothing', () => judged('')],
	['no invoice', () => judged('<letter/>')],
	['a wrong structure', () => judged(xml.replace(/<cbc:IssueDate>/, '<cbc:Nothing>x</cbc:Nothing>$&'))],
	[
		'an element too few',
		() => judged(xml.replace(/<cac:AccountingCustomerParty>[\s\S]*<\/cac:AccountingCustomerParty>/, '')),
	],
	['a bad attachment', () => judged(attached('x.exe', 'TVqQAAMAAAAEAAAA'))],
	['an empty attachment', () => judged(attached('x.pdf', ''))],
	['a typed-in invoice with a bad key', () => judged('{"BT-1": "F-1", "BT-999": 1}')],
	['an original that is no PDF', () => judged(xml, 'hello')],
	[
		'what stopped',
		() =>
			abandon(
				{ source: 'x', document: { sha256: '', bytes: 0 }, asOf: '2026-11-01' },
				new Fault('worker-lost', 'x'),
			),
	],
])('%s', (_, verdict) => {
	const { findings } = verdict()
	expect(findings.length).toBeGreaterThan(0)
	for (const { rule, help } of findings)
		expect([rule, pages.has(help?.replace('/rules/', '') ?? '')]).toEqual([rule, true])
})

test('what is said of a file has a page in both languages, without marks', () => {
	expect(houseAdvice.size).toBeGreaterThan(60)
	for (const [id, { message, why, fix }] of houseAdvice) {
		const page = pages.get(`${id}.html`)!
		for (const { fr, en } of [message, why, fix]) {
			expect(fr + en).not.toMatch(/\{\w+\}/)
			expect(fr).not.toBe(en)
		}
		expect(page).toContain(`<code>${id}</code>`)
	}
})
