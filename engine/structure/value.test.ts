import { expect, test } from 'vitest'
import { lexicalChecks, type ValueKind } from './value.ts'

const cases: [kind: ValueKind, right: string[], wrong: string[]][] = [
	[
		'decimal',
		['0', '12.50', '-1', '+5', '12.', '.5', ' 7 ', '\n7\t', '007', '9'.repeat(40)],
		['', ' ', '.', '+', '-.', '1e2', '0x1F', '1,5', '1 000', '1.2.3', 'NaN', 'INF', '--1', '١', '1\u00a0'],
	],
	['boolean', ['true', 'false', '1', '0', ' true\n'], ['', 'TRUE', 'yes', 'false false', '2', '01']],
	[
		'date',
		['2026-01-31', '2024-02-29', '2026-01-31Z', '2026-01-31+01:00', '-0044-03-15', '12026-01-01'],
		['', '2026-02-31', '2026-13-01', '20260131', '31.01.2026', '0000-00-00', '0000-01-01', ' 2026-01-31 '],
	],
	['date', [], ['2026-01-31T10:00:00', '2026-1-31', '2026-01-31+15:00', '02026-01-01', '26-01-31']],
	['time', ['14:30:00', '24:00:00', '14:30:00.5Z'], ['', '14:30', '25:00:00', '24:00:01', ' 14:30:00']],
	['dateTime', ['2026-01-31T14:30:00', '2026-01-31T24:00:00Z'], ['', '2026-01-31', '2026-01-31 14:30:00']],
	[
		'base64Binary',
		['', 'YWJj', 'YWJ jZA ==', 'YWI=', 'YQ==', 'YW\nJj'],
		['X', 'YWJ', 'YQ=', 'YQ===', 'YQ==YQ==', 'YWJ=', 'YR==', '=YWJj'],
	],
	['language', ['fr', 'en-GB', 'x-klingon', ' de '], ['', 'f_r', 'français', 'en-', 'abcdefghi']],
	[
		'anyURI',
		['', 'http://a.b/c?d=e#f', 'urn:x:y', 'a b', 'é', 'mailto:a@b.c', '../x', 'http://[::1]:80/', 'x?a:b'],
		['%', 'a%zz', '1:x', ':x', 'http://[x', 'http://a:b/', 'a#b#c', 'a[b'],
	],
]

test.each(
	cases.flatMap(([kind, right, wrong]) => [
		...right.map((text) => [kind, text, true] as const),
		...wrong.map((text) => [kind, text, false] as const),
	]),
)('%s: %j is %j', (kind, text, valid) => {
	expect(lexicalChecks[kind]!(text)).toBe(valid)
})
