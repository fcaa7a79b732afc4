import { expect, test } from 'vitest'
import { plainDay, plainNumber } from './values.ts'

const numbers: [text: string, plain: string | undefined][] = [
	['1 000.50', '1000.50'],
	['1\u00a0000,5', '1000.5'],
	['1.234.567,89', '1234567.89'],
	['12.50000', '12.50'],
	['5.', '5'],
	['100.00', undefined],
	['0x10', undefined],
	['INF', undefined],
	['', undefined],
]

test.each(numbers)('the number %j is written %j', (text, plain) => {
	expect(plainNumber(text)).toBe(plain)
})

const days: [text: string, cii: boolean, plain: string | undefined][] = [
	['2026-01-15T10:00:00', false, '2026-01-15'],
	['20260115', false, '2026-01-15'],
	['2026-01-15', true, '20260115'],
	['15.01.2026', false, '2026-01-15'],
	[' 2026-01-15 ', false, '2026-01-15'],
	['2026-01-15', false, undefined],
	['2026-13-01', false, undefined],
	['2026-02-30T00:00:00', false, undefined],
	['0000-00-00', false, undefined],
]

test.each(days)('the day %j (CII: %j) is written %j', (text, cii, plain) => {
	expect(plainDay(text, cii)).toBe(plain)
})
