import { expect, test } from 'vitest'
import { linkTo } from './link.ts'

const help = '/rules/BR-CO-10.html'
const env = (RECEVABLE_CATALOGUE?: string) => ({ process: { env: { RECEVABLE_CATALOGUE } } })

test.each<[string, Parameters<typeof linkTo>[1], string]>([
	[
		'where the operator says',
		env('https://platform.example/'),
		'https://platform.example/rules/BR-CO-10.html',
	],
	['where the service listens unless told', env(), 'http://127.0.0.1:8080/rules/BR-CO-10.html'],
	[
		'at the site of the page',
		{ location: { origin: 'https://here.example' } },
		'https://here.example/rules/BR-CO-10.html',
	],
])('%s', (_, around, link) => {
	expect(linkTo(help, around)).toBe(link)
})

test('a finding without a page has no link', () => {
	expect(linkTo(undefined)).toBeUndefined()
})
