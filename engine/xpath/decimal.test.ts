import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Decimal } from './decimal.ts'

/** [numerator, denominator > 0], the oracle. */
type Fraction = readonly [bigint, bigint]

function fraction(text: string): Fraction {
	const match = /^\s*([+-]?)(\d*)\.?(\d*)\s*$/.exec(text)!
	const fractionDigits = match[3]!
	const n = BigInt(match[2]! + fractionDigits)
	return [match[1] === '-' ? -n : n, 10n ** BigInt(fractionDigits.length)]
}

const of = (d: Decimal): Fraction => fraction(d.toString())
const parse = (text: string): Decimal => Decimal.parse(text)!
const cmp = (a: Fraction, b: Fraction): number => {
	const difference = a[0] * b[1] - b[0] * a[1]
	return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
const abs = (n: bigint): bigint => (n < 0n ? -n : n)

const digits = (max: number) =>
	fc.array(fc.constantFrom(...'0012345999'), { minLength: 1, maxLength: max }).map((list) => list.join(''))
const decimalText = fc
	.tuple(fc.constantFrom('', '-', '+'), digits(25), fc.option(digits(22), { nil: '' }))
	.map(([sign, whole, rest]) => `${sign}${whole}${rest === '' ? '' : `.${rest}`}`)
const shortText = fc
	.tuple(fc.constantFrom('', '-'), digits(7), fc.option(digits(3), { nil: '' }))
	.map(([sign, whole, rest]) => `${sign}${whole}${rest === '' ? '' : `.${rest}`}`)
const anyText = fc.oneof(decimalText, shortText)
const pairs = fc.tuple(anyText, anyText)

describe('parse and print', () => {
	test.each([
		['1', '1'],
		[' \n+1.50\t', '1.5'],
		['-0', '0'],
		['-0.0', '0'],
		['.5', '0.5'],
		['12.', '12'],
		['-.05', '-0.05'],
		['000100.00', '100'],
		['9007199254740991', '9007199254740991'],
		['9007199254740993', '9007199254740993'],
		['-12345678901234567890.0000', '-12345678901234567890'],
		['0.00000000000000000000001', '0.00000000000000000000001'],
	])('%j is %s', (text, expected) => expect(parse(text).toString()).toBe(expected))

	test.each([
		'',
		' ',
		'.',
		'+',
		'-',
		'+.',
		'1e2',
		'1.2.3',
		'--1',
		'1 2',
		'INF',
		'NaN',
		'0x1',
		'١',
		'1,5',
		'\u00a01',
	])('%j is no decimal', (text) => expect(Decimal.parse(text)).toBeUndefined())

	test('a text of more than 10,000 digits is no decimal', () => {
		expect(parse('7'.repeat(10_000)).toString()).toBe('7'.repeat(10_000))
		expect(Decimal.parse('7'.repeat(10_001))).toBeUndefined()
		expect(Decimal.parse(`${'0'.repeat(20_000)}1`)?.toString()).toBe('1')
	})

	test('agrees with exact fractions', () =>
		fc.assert(
			fc.property(anyText, (text) => {
				expect(cmp(of(parse(text)), fraction(text))).toBe(0)
			}),
		))
})

describe('arithmetic against exact fractions', () => {
	test('add, sub, mul', () =>
		fc.assert(
			fc.property(pairs, ([x, y]) => {
				const [a, b] = fraction(x)
				const [c, d] = fraction(y)
				expect(cmp(of(parse(x).add(parse(y))), [a * d + c * b, b * d])).toBe(0)
				expect(cmp(of(parse(x).sub(parse(y))), [a * d - c * b, b * d])).toBe(0)
				expect(cmp(of(parse(x).mul(parse(y))), [a * c, b * d])).toBe(0)
			}),
		))

	test.each([
		['9007199254740991', '1', '9007199254740992'],
		['9007199254740991', '2', '9007199254740993'],
		['90071992547409.91', '0.02', '90071992547409.93'],
		['9007199254740991', '0.3', '9007199254740991.3'],
		['-9007199254740991', '-2', '-9007199254740993'],
	])('%s + %s is %s', (a, b, sum) => expect(parse(a).add(parse(b)).toString()).toBe(sum))

	test.each([
		['1', '2000000000000000000', '0'],
		['-1', '2000000000000000000', '0'],
		['3', '2000000000000000000', '0.000000000000000001'],
	])('%s div %s is %s', (a, b, quotient) => expect(parse(a).div(parse(b)).toString()).toBe(quotient))

	test('idiv and mod', () =>
		fc.assert(
			fc.property(pairs, ([x, y]) => {
				const [a, b] = fraction(x)
				const [c, d] = fraction(y)
				fc.pre(c !== 0n)
				const quotient = (a * d) / (c * b)
				expect(parse(x).idiv(parse(y)).toString()).toBe(String(quotient))
				expect(cmp(of(parse(x).mod(parse(y))), [a * d - quotient * c * b, b * d])).toBe(0)
			}),
		))

	test('div is within half a unit of its last digit, a tie towards zero', () =>
		fc.assert(
			fc.property(pairs, ([x, y]) => {
				const [a, b] = fraction(x)
				const [c, d] = fraction(y)
				fc.pre(c !== 0n)
				const quotient = of(parse(x).div(parse(y)))
				const scale = Math.max(18, 18 + places(x) - places(y))
				// |exact - quotient| <= 1/2 * 10^-scale
				const top = abs(a * d * quotient[1] - quotient[0] * b * c)
				const bottom = abs(b * c * quotient[1])
				expect(cmp([top, bottom], [1n, 2n * 10n ** BigInt(scale)])).toBeLessThanOrEqual(0)
				expect(quotient[1]).toBeLessThanOrEqual(10n ** BigInt(scale))
			}),
		))

	test.each([
		['1', '3', '0.333333333333333333'],
		['2', '3', '0.666666666666666667'],
		['-2', '3', '-0.666666666666666667'],
		['1.000000000000000001', '2', '0.5000000000000000005'],
		['100.00', '8', '12.5'],
		['19.00', '100', '0.19'],
		['5', '0.00001', '500000'],
		['1', '0.0000000000000000001', '10000000000000000000'],
		['-0', '5', '0'],
	])('%s div %s is %s', (x, y, expected) => expect(parse(x).div(parse(y)).toString()).toBe(expected))

	test.each(['div', 'idiv', 'mod'] as const)('%s by zero', (op) =>
		expect(() => Decimal.one[op](parse('0.00'))).toThrow(expect.objectContaining({ code: 'FOAR0001' })),
	)
})

function places(text: string): number {
	return of(parse(text))[1].toString().length - 1
}

describe('order', () => {
	test('cmp', () =>
		fc.assert(
			fc.property(pairs, ([x, y]) => {
				expect(parse(x).cmp(parse(y))).toBe(cmp(fraction(x), fraction(y)))
				expect(parse(x).cmp(parse(`${x}${x.includes('.') ? '' : '.'}000`))).toBe(0)
				expect(parse(x).isInteger()).toBe(fraction(x)[0] % fraction(x)[1] === 0n)
			}),
		))
})

describe('rounding', () => {
	test('floor, ceiling, round and roundHalfEven by their definitions', () =>
		fc.assert(
			fc.property(anyText, fc.integer({ min: -30, max: 30 }), (text, places) => {
				const [n, d] = fraction(text)
				const unit: Fraction = places >= 0 ? [1n, 10n ** BigInt(places)] : [10n ** BigInt(-places), 1n]
				// n/d in units: top/bottom
				const top = n * unit[1]
				const bottom = d * unit[0]
				const floorOf = (a: bigint, b: bigint): bigint => (a < 0n ? -((-a + b - 1n) / b) : a / b)
				const up = floorOf(2n * top + bottom, 2n * bottom)
				const isTie = (2n * top + bottom) % (2n * bottom) === 0n
				const even = isTie && up % 2n !== 0n ? up - 1n : up
				const value = parse(text)
				expect(cmp(of(value.round(places)), [up * unit[0], unit[1]])).toBe(0)
				expect(cmp(of(value.roundHalfEven(places)), [even * unit[0], unit[1]])).toBe(0)
				expect(value.floor().toString()).toBe(String(floorOf(n, d)))
				expect(value.ceiling().toString()).toBe(String(-floorOf(-n, d)))
				expect(value.truncate().toString()).toBe(String(n / d))
			}),
		))

	test.each([
		['2.5', 0, '3', '2'],
		['-2.5', 0, '-2', '-2'],
		['3.5', 0, '4', '4'],
		['1.125', 2, '1.13', '1.12'],
		['-1.125', 2, '-1.12', '-1.12'],
		['150', -2, '200', '200'],
		['250', -2, '300', '200'],
		['0.5', 0, '1', '0'],
		['49', -2, '0', '0'],
		['99999999999999999999.5', 0, '100000000000000000000', '100000000000000000000'],
		['1', -1_000_000_000, '0', '0'],
		['1', 1_000_000_000, '1', '1'],
	])('%s to %i', (text, places, up, even) => {
		expect(parse(text).round(places).toString()).toBe(up)
		expect(parse(text).roundHalfEven(places).toString()).toBe(even)
	})
})

describe('doubles', () => {
	test('ofDouble is exact', () =>
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
				expect(Decimal.ofDouble(n).toNumber()).toBe(n + 0)
			}),
		))

	test.each([
		[0.5, '0.5'],
		[-0.125, '-0.125'],
		[-0, '0'],
		[0.1, '0.1000000000000000055511151231257827021181583404541015625'],
		[1e21, '1000000000000000000000'],
		[110.1, '110.099999999999994315658113919198513031005859375'],
	])('%d is exactly %s', (n, expected) => expect(Decimal.ofDouble(n).toString()).toBe(expected))

	test('toNumber rounds to nearest', () =>
		fc.assert(
			fc.property(anyText, (text) => {
				expect(parse(text).toNumber()).toBe(Number(text) + 0)
			}),
		))
})
