import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languageOf, offers, reportFor } from './negotiation.ts'

const formats: [accept: string | undefined, name: string | undefined][] = [
	[undefined, 'json'],
	['', 'json'],
	['*/*', 'json'],
	['text/plain', 'text'],
	['TEXT/PLAIN', 'text'],
	['text/plain;q=0.5, application/json;q=0.4', 'text'],
	['text/plain, */*;q=0.1', 'text'],
	['application/json;q=0, */*', 'text'],
	['image/png', undefined],
	['application/json;q=0', undefined],
	['application/json;q=x', undefined],
]
test.each(formats)('Accept: %s gives %s', (accept, name) => {
	expect(reportFor(accept)?.name).toBe(name)
})

const languages: [header: string | undefined, lang: string][] = [
	[undefined, 'fr'],
	['en', 'en'],
	['en-GB,en;q=0.9', 'en'],
	['en;q=0.8, fr;q=0.9', 'fr'],
	['fr;q=0, en;q=0.1', 'en'],
	['de, en;q=0.1', 'en'],
	['de', 'fr'],
	['*', 'fr'],
]
test.each(languages)('Accept-Language: %s gives %s', (header, lang) => {
	expect(languageOf(header)).toBe(lang)
})

test('whatever a header says, the answer is one that is offered', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 200 }), (header) => {
			const report = reportFor(header)
			expect(report === undefined || offers.includes(report)).toBe(true)
			expect(['fr', 'en']).toContain(languageOf(header))
		}),
	)
})
