import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atomicTypes } from './atomic-types.ts'
import {
	atomicToString,
	cast,
	castable,
	doubleToString,
	floatToString,
	isDouble,
	isInteger,
	stringToBoolean,
	stringToDouble,
	stringToInteger,
	stringToNumber,
} from './cast.ts'
import { Atomic, type AtomicType, type Item } from './item.ts'

const code = (w3c: string) => expect.objectContaining({ code: w3c })

describe('texts to doubles', () => {
	test.each([
		['1', 1],
		[' \t\r\n1.50 ', 1.5],
		['+5', 5],
		['-0', -0],
		['.5', 0.5],
		['12.', 12],
		['1e2', 100],
		['1E-2', 0.01],
		['1.e+2', 100],
		['0.1', 0.1],
		['110.10', 110.1],
		['9007199254740993', 9007199254740992],
		['123456789.123456789123456789', 123456789.12345679],
		['1e400', Number.POSITIVE_INFINITY],
		['INF', Number.POSITIVE_INFINITY],
		['-INF', Number.NEGATIVE_INFINITY],
		[' NaN ', Number.NaN],
	])('%j is %d', (text, value) => {
		expect(stringToDouble(text)).toBe(value)
		expect(isDouble(text)).toBe(true)
	})

	test.each([
		...[
			'',
			' ',
			'.',
			'e2',
			'1e',
			'1e+',
			'1e2.5',
			'0x10',
			'Infinity',
			'+-1',
			'--1',
			'1 2',
			'1,5',
			'١',
			'-NaN',
		],
		...['\u00a01', '1_000', 'inf', '+ 1', '1..2', '.e1'],
	])('%j is none', (text) => {
		expect(stringToNumber(text)).toBe(Number.NaN)
		expect(isDouble(text)).toBe(false)
		expect(() => stringToDouble(text)).toThrow(code('FORG0001'))
	})

	test('what doubleToString writes is read back', () =>
		fc.assert(
			fc.property(fc.double(), (n) => {
				expect(stringToDouble(doubleToString(n))).toBe(n)
			}),
		))

	test('agrees with JavaScript on plain numbers', () =>
		fc.assert(
			fc.property(fc.stringMatching(/^[+-]?[0-9]{1,20}(\.[0-9]{0,25})?$/), (text) => {
				expect(stringToDouble(text)).toBe(Number(text))
			}),
		))
})

describe('texts to integers and booleans', () => {
	test.each([
		['1', true],
		[' -007 ', true],
		['1.0', false],
		['1.', false],
		['1e2', false],
		['', false],
	])('integer %j: %s', (text, is) => {
		expect(isInteger(text)).toBe(is)
		if (is) expect(stringToInteger(text).toString()).toBe(String(Number(text)))
		else expect(() => stringToInteger(text)).toThrow(code('FORG0001'))
	})
	test.each([
		['true', true],
		[' 1\n', true],
		['false', false],
		['0', false],
	])('boolean %j: %s', (text, value) => expect(stringToBoolean(text)).toBe(value))
	test.each(['', 'TRUE', '2', '01', 'yes'])('boolean %j: none', (text) =>
		expect(() => stringToBoolean(text)).toThrow(code('FORG0001')),
	)
})

describe('numbers to texts', () => {
	test.each([
		[0, '0'],
		[-0, '-0'],
		[1, '1'],
		[0.1, '0.1'],
		[-12.5, '-12.5'],
		[999999, '999999'],
		[999999.5, '999999.5'],
		[1e6, '1.0E6'],
		[1234567, '1.234567E6'],
		[1e10, '1.0E10'],
		[1.5e300, '1.5E300'],
		[0.000001, '0.000001'],
		[9.9e-7, '9.9E-7'],
		[-1e-7, '-1.0E-7'],
		[123456789012345680000, '1.2345678901234568E20'],
		[Number.NaN, 'NaN'],
		[Number.NEGATIVE_INFINITY, '-INF'],
	])('double %d is %s', (n, text) => expect(doubleToString(n)).toBe(text))
	test.each([
		[0.1, '0.1'],
		[16777216, '1.6777216E7'],
		[3.4028234663852886e38, '3.4028235E38'],
		[1 / 3, '0.33333334'],
		[1e-6, '0.000001'],
	])('float %d is %s', (n, text) => expect(floatToString(Math.fround(n))).toBe(text))
})

/** `type:text` */
function value(spec: string): Item {
	const at = spec.indexOf(':')
	return cast(spec.slice(at + 1), spec.slice(0, at) as AtomicType)
}

describe('casting table', () => {
	test.each<[string, AtomicType, string]>([
		['untypedAtomic: 1.50 ', 'decimal', '1.5'],
		['untypedAtomic:abc', 'string', 'abc'],
		['double:1.9', 'integer', '1'],
		['double:-1.9', 'integer', '-1'],
		['double:110.1', 'decimal', '110.099999999999994315658113919198513031005859375'],
		['float:0.1', 'double', '0.10000000149011612'],
		['double:1e30', 'integer', '1000000000000000019884624838656'],
		['decimal:-0.5', 'integer', '0'],
		['decimal:0.0', 'boolean', 'false'],
		['double:NaN', 'boolean', 'false'],
		['boolean:true', 'decimal', '1'],
		['boolean:true', 'double', '1'],
		['boolean:false', 'string', 'false'],
		['integer:255', 'unsignedByte', '255'],
		['int:7', 'integer', '7'],
		['string:  a  b ', 'token', 'a b'],
		['string: en-GB ', 'language', 'en-GB'],
		['dateTime:2024-02-29T13:20:00Z', 'date', '2024-02-29Z'],
		['dateTime:2024-02-29T13:20:00.50+01:00', 'time', '13:20:00.5+01:00'],
		['date:2024-02-29', 'dateTime', '2024-02-29T00:00:00'],
		['date:2024-02-29', 'gMonthDay', '--02-29'],
		['date:2024-02-29-05:00', 'gYearMonth', '2024-02-05:00'],
		['duration:P1Y2M3DT4H', 'yearMonthDuration', 'P1Y2M'],
		['duration:P1Y2M3DT4H', 'dayTimeDuration', 'P3DT4H'],
		['yearMonthDuration:P1Y', 'dayTimeDuration', 'PT0S'],
		['hexBinary:0aFf', 'base64Binary', 'Cv8='],
		['base64Binary:Cv 8=', 'hexBinary', '0AFF'],
		['anyURI: http://x ', 'string', 'http://x'],
		['time:24:00:00', 'string', '00:00:00'],
	])('%s as %s is %s', (from, type, text) => {
		const result = cast(value(from), type)
		expect(atomicToString(result)).toBe(text)
		expect(castable(value(from), type)).toBe(true)
		if (type !== 'string' && type !== 'boolean') expect((result as Atomic).type).toBe(type)
	})

	test.each<[string, AtomicType, string]>([
		['untypedAtomic:', 'decimal', 'FORG0001'],
		['string:1e2', 'decimal', 'FORG0001'],
		['string:12.5', 'integer', 'FORG0001'],
		['string:128', 'byte', 'FORG0001'],
		['integer:256', 'unsignedByte', 'FORG0001'],
		['double:NaN', 'decimal', 'FOCA0002'],
		['double:INF', 'integer', 'FOCA0002'],
		['string:2023-02-29', 'date', 'FORG0001'],
		['string:20240101', 'date', 'FORG0001'],
		['date:2024-01-01', 'time', 'XPTY0004'],
		['integer:1', 'date', 'XPTY0004'],
		['date:2024-01-01', 'integer', 'XPTY0004'],
		['boolean:true', 'date', 'XPTY0004'],
		['hexBinary:00', 'decimal', 'XPTY0004'],
		['string:0a1', 'hexBinary', 'FORG0001'],
		['string:A=', 'base64Binary', 'FORG0001'],
		['string:a b', 'NCName', 'FORG0001'],
		['string:a', 'NOTATION', 'XPST0080'],
	])('%s as %s: %s', (from, type, w3c) => {
		expect(() => cast(value(from), type)).toThrow(code(w3c))
		expect(castable(value(from), type)).toBe(false)
	})

	const texts = [
		'',
		'1',
		'-1',
		'true',
		'NaN',
		'2024-02-29',
		'13:00:00Z',
		'P1Y',
		'PT1S',
		'abc',
		'00',
		'--02-29',
		'AAA=',
	]
	test('castable says what cast does, and a value survives the way through its text', () => {
		const values = atomicTypes.flatMap((type) =>
			texts.filter((text) => castable(text, type)).map((text) => cast(text, type)),
		)
		expect(values.length).toBeGreaterThan(100)
		for (const item of values) {
			for (const type of atomicTypes) {
				let result: Item | undefined
				try {
					result = cast(item, type)
				} catch {
					// castable must say so
				}
				expect(castable(item, type)).toBe(result !== undefined)
				if (result !== undefined)
					expect(atomicToString(cast(atomicToString(result), type))).toBe(atomicToString(result))
			}
		}
	})

	test('a prefix is resolved where the caller can', () => {
		const resolve = (prefix: string) => (prefix === 'p' ? 'urn:p' : undefined)
		expect(cast('p:a', 'QName', resolve)).toEqual(
			new Atomic('QName', { uri: 'urn:p', local: 'a', prefix: 'p' }),
		)
		expect(() => cast('q:a', 'QName', resolve)).toThrow(code('FONS0004'))
		expect(() => cast('1a', 'QName', resolve)).toThrow(code('FORG0001'))
	})
})
