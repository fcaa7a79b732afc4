import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cast } from './cast.ts'
import {
	booleanValue,
	type Comparison,
	compareStrings,
	distinctValues,
	equalKey,
	generalCompare,
	sameValue,
	valueCompare,
} from './compare.ts'
import type { AtomicType, Item } from './item.ts'

const code = (w3c: string) => expect.objectContaining({ code: w3c })

/** `type:text` */
function value(spec: string): Item {
	const at = spec.indexOf(':')
	return cast(spec.slice(at + 1), spec.slice(0, at) as AtomicType)
}

describe('value comparison', () => {
	test.each<[string, Comparison, string, boolean]>([
		['string:a', 'lt', 'string:b', true],
		['string:a', 'eq', 'untypedAtomic:a', true],
		['anyURI:a', 'eq', 'string:a', true],
		['string:\u{10000}', 'gt', 'string:\uffee', true],
		['decimal:1.50', 'eq', 'decimal:1.5', true],
		['integer:2', 'gt', 'decimal:1.5', true],
		['decimal:0.1', 'eq', 'double:0.1', true],
		['decimal:0.1', 'eq', 'float:0.1', true],
		['float:0.1', 'eq', 'double:0.1', false],
		['decimal:9007199254740993', 'eq', 'decimal:9007199254740992', false],
		['decimal:9007199254740993', 'eq', 'double:9007199254740992', true],
		['double:NaN', 'eq', 'double:NaN', false],
		['double:NaN', 'ne', 'double:NaN', true],
		['double:NaN', 'ge', 'double:1', false],
		['double:0', 'eq', 'double:-0', true],
		['boolean:false', 'lt', 'boolean:true', true],
		['boolean:true', 'lt', 'boolean:true', false],
		['boolean:true', 'le', 'boolean:true', true],
		['date:2024-01-01', 'lt', 'date:2024-01-01', false],
		['date:2024-01-01', 'ge', 'date:2024-01-01', true],
		['date:2024-01-01', 'gt', 'date:2024-01-01', false],
		['date:2024-01-01', 'lt', 'date:2024-01-02', true],
		['date:2024-01-01Z', 'gt', 'date:2024-01-01+01:00', true],
		['dateTime:2024-01-01T00:00:00Z', 'eq', 'dateTime:2023-12-31T19:00:00-05:00', true],
		['time:08:00:00+09:00', 'eq', 'time:17:00:00-06:00', false],
		['time:24:00:00', 'eq', 'time:00:00:00', true],
		['duration:P1Y', 'eq', 'yearMonthDuration:P12M', true],
		['yearMonthDuration:P0M', 'eq', 'dayTimeDuration:PT0S', true],
		['dayTimeDuration:P1D', 'gt', 'dayTimeDuration:PT23H59M', true],
		['hexBinary:0a', 'eq', 'hexBinary:0A', true],
		['hexBinary:0a', 'lt', 'hexBinary:0B', true],
		['gYear:2024', 'eq', 'gYear:2024Z', true],
	])('%s %s %s: %s', (a, op, b, expected) => expect(valueCompare(op, value(a), value(b))).toBe(expected))

	test.each<[string, Comparison, string]>([
		['string:1', 'eq', 'integer:1'],
		['untypedAtomic:1', 'eq', 'integer:1'],
		['boolean:true', 'eq', 'integer:1'],
		['date:2024-01-01', 'eq', 'dateTime:2024-01-01T00:00:00'],
		['duration:P1Y', 'lt', 'duration:P2Y'],
		['yearMonthDuration:P1Y', 'lt', 'dayTimeDuration:P1D'],
		['gYear:2024', 'lt', 'gYear:2025'],
		['hexBinary:00', 'eq', 'base64Binary:AA=='],
	])('%s %s %s is a type error', (a, op, b) =>
		expect(() => valueCompare(op, value(a), value(b))).toThrow(code('XPTY0004')),
	)

	test('the codepoint collation orders by code points', () =>
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
				const x = Array.from(a, (c) => c.codePointAt(0)!)
				const y = Array.from(b, (c) => c.codePointAt(0)!)
				const at = x.findIndex((c, i) => c !== y[i])
				const order = at < 0 ? x.length - y.length : at >= y.length ? 1 : x[at]! - y[at]!
				expect(compareStrings(a, b)).toBe(Math.sign(order))
			}),
		))
})

describe('general comparison', () => {
	test.each<[string, Comparison, string, boolean]>([
		['untypedAtomic:1.0', 'eq', 'integer:1', true],
		['untypedAtomic:1.0', 'eq', 'untypedAtomic:1', false],
		['untypedAtomic:10', 'lt', 'untypedAtomic:9', true],
		['untypedAtomic:1e0', 'eq', 'decimal:1', true],
		['untypedAtomic:0.1', 'eq', 'float:0.1', false],
		['integer:9', 'lt', 'untypedAtomic:10', true],
		['untypedAtomic:a', 'eq', 'string:a', true],
		['untypedAtomic:2024-01-01', 'lt', 'date:2024-01-02', true],
		['untypedAtomic:true', 'eq', 'boolean:true', true],
		['dayTimeDuration:P1D', 'eq', 'untypedAtomic:PT24H', true],
	])('%s %s %s: %s', (a, op, b, expected) =>
		expect(generalCompare(op, [value(a)], [value(b)])).toBe(expected),
	)

	test('holds when one pair holds', () => {
		const numbers = ['integer:1', 'integer:2'].map(value)
		expect(generalCompare('eq', numbers, [value('untypedAtomic:2')])).toBe(true)
		expect(generalCompare('ne', numbers, numbers)).toBe(true)
		expect(generalCompare('eq', numbers, [])).toBe(false)
		expect(() => generalCompare('eq', numbers, [value('untypedAtomic:x')])).toThrow(code('FORG0001'))
		expect(() => generalCompare('eq', numbers, ['1'])).toThrow(code('XPTY0004'))
	})
})

describe('keys and sets', () => {
	const values = [
		...['integer:1', 'double:1', 'decimal:1.00', 'string:1', 'untypedAtomic:1', 'boolean:true', 'float:0.1'],
		...['decimal:0.1', 'double:0.1', 'double:NaN', 'float:NaN', 'date:2024-01-01', 'date:2024-01-01Z'],
		...[
			'yearMonthDuration:P0M',
			'duration:PT0S',
			'hexBinary:00',
			'base64Binary:AA==',
			'double:-0',
			'integer:0',
		],
		...['decimal:9007199254740993', 'decimal:9007199254740992', 'anyURI:1', 'gDay:---01', 'gMonth:--01'],
	]
	test('equal values share a key, and outside numbers only they', () => {
		for (const x of values) {
			for (const y of values) {
				const [a, b] = [value(x), value(y)]
				const sameKey = equalKey(a) === equalKey(b)
				if (sameValue(a, b)) expect([x, y, sameKey]).toEqual([x, y, true])
				else if (!/^(decimal|double|float|integer)/.test(x)) expect([x, y, sameKey]).toEqual([x, y, false])
			}
		}
	})
	test.each([
		['integer:1 double:1 string:1', 2],
		['double:NaN float:NaN', 1],
		['decimal:9007199254740993 decimal:9007199254740992', 2],
		['decimal:0.1 double:0.1 float:0.1', 1],
		['float:0.1 double:0.1', 2],
		['date:2024-01-01 date:2024-01-01Z', 1],
	])('%s has %i distinct values', (specs, count) =>
		expect(distinctValues(specs.split(' ').map(value))).toHaveLength(count),
	)
})

test.each<[string[], boolean | string]>([
	[[], false],
	[['string:'], false],
	[['string:0'], true],
	[['untypedAtomic:'], false],
	[['double:NaN'], false],
	[['decimal:0.00'], false],
	[['integer:2'], true],
	[['anyURI:a'], true],
	[['date:2024-01-01'], 'FORG0006'],
	[['boolean:true', 'boolean:true'], 'FORG0006'],
])('effective boolean value of %j: %s', (specs, expected) => {
	const items = specs.map(value)
	if (typeof expected === 'string') expect(() => booleanValue(items)).toThrow(code(expected))
	else expect(booleanValue(items)).toBe(expected)
})
