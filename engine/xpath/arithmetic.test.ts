import { describe, expect, test } from 'vitest'
import { arithmetic, negate, type Operator } from './arithmetic.ts'
import { typeOf } from './atomic-types.ts'
import { atomicToString, cast } from './cast.ts'
import type { AtomicType, Item } from './item.ts'

/** `type:text` */
function value(spec: string): Item {
	const at = spec.indexOf(':')
	return cast(spec.slice(at + 1), spec.slice(0, at) as AtomicType)
}

const show = (item: Item): string => `${typeOf(item)}:${atomicToString(item)}`

describe('operators', () => {
	test.each<[string, Operator, string, string]>([
		['integer:1', 'add', 'integer:2', 'integer:3'],
		['int:1', 'add', 'byte:2', 'integer:3'],
		['decimal:0.1', 'add', 'decimal:0.2', 'decimal:0.3'],
		['double:0.1', 'add', 'double:0.2', 'double:0.30000000000000004'],
		['untypedAtomic:1.5', 'mul', 'integer:2', 'double:3'],
		['integer:7', 'div', 'integer:2', 'decimal:3.5'],
		['integer:-7', 'idiv', 'integer:2', 'integer:-3'],
		['integer:-7', 'mod', 'integer:2', 'integer:-1'],
		['decimal:5.5', 'mod', 'decimal:2', 'decimal:1.5'],
		['float:0.1', 'add', 'decimal:0.2', 'float:0.3'],
		['float:1', 'add', 'double:0.1', 'double:1.1'],
		['double:1', 'div', 'double:0', 'double:INF'],
		['double:9.5', 'idiv', 'integer:3', 'integer:3'],
		['double:1', 'idiv', 'double:0.1', 'integer:10'],
		['double:0.6', 'idiv', 'double:0.1', 'integer:5'],
		['double:-1.5', 'mod', 'double:1', 'double:-0.5'],
		['double:1e20', 'idiv', 'double:3', 'integer:33333333333333333333'],
		['date:2024-01-31', 'add', 'yearMonthDuration:P1M', 'date:2024-02-29'],
		['date:2024-03-01', 'sub', 'dayTimeDuration:PT1S', 'date:2024-02-29'],
		['yearMonthDuration:-P1Y', 'add', 'date:2024-02-29', 'date:2023-02-28'],
		['time:23:30:00', 'add', 'dayTimeDuration:PT45M', 'time:00:15:00'],
		['dateTime:2024-02-28T23:59:59.5', 'add', 'dayTimeDuration:PT0.5S', 'dateTime:2024-02-29T00:00:00'],
		['dateTime:0001-01-01T00:00:00', 'sub', 'dayTimeDuration:PT0.1S', 'dateTime:0000-12-31T23:59:59.9'],
		['date:2024-03-01', 'sub', 'date:2024-02-01', 'dayTimeDuration:P29D'],
		['time:01:00:00Z', 'sub', 'time:01:00:00+01:00', 'dayTimeDuration:PT1H'],
		['yearMonthDuration:P1Y', 'mul', 'decimal:1.5', 'yearMonthDuration:P1Y6M'],
		['double:0.1', 'mul', 'dayTimeDuration:P1D', 'dayTimeDuration:PT2H24M'],
		['dayTimeDuration:P1D', 'div', 'integer:48', 'dayTimeDuration:PT30M'],
		['dayTimeDuration:P1D', 'div', 'dayTimeDuration:PT1H', 'decimal:24'],
		['yearMonthDuration:P1Y', 'div', 'yearMonthDuration:P5M', 'decimal:2.4'],
	])('%s %s %s is %s', (a, op, b, expected) =>
		expect(show(arithmetic(op, value(a), value(b)))).toBe(expected),
	)

	test.each<[string, Operator, string, string]>([
		['integer:1', 'div', 'integer:0', 'FOAR0001'],
		['double:1', 'idiv', 'double:0', 'FOAR0001'],
		['double:NaN', 'idiv', 'double:1', 'FOAR0002'],
		['double:INF', 'idiv', 'double:1', 'FOAR0002'],
		['string:1', 'add', 'integer:1', 'XPTY0004'],
		['untypedAtomic:x', 'add', 'integer:1', 'FORG0001'],
		['boolean:true', 'add', 'integer:1', 'XPTY0004'],
		['date:2024-01-01', 'add', 'date:2024-01-01', 'XPTY0004'],
		['time:00:00:00', 'add', 'yearMonthDuration:P1M', 'XPTY0004'],
		['duration:P1Y', 'add', 'duration:P1Y', 'XPTY0004'],
		['yearMonthDuration:P1Y', 'add', 'dayTimeDuration:P1D', 'XPTY0004'],
		['date:999999999-01-01', 'add', 'yearMonthDuration:P1Y', 'FODT0001'],
		['dayTimeDuration:P1D', 'mul', 'double:NaN', 'FOCA0005'],
		['dayTimeDuration:P1D', 'div', 'double:0', 'FODT0002'],
	])('%s %s %s: %s', (a, op, b, code) =>
		expect(() => arithmetic(op, value(a), value(b))).toThrow(expect.objectContaining({ code })),
	)

	test.each([
		['integer:5', 'integer:-5'],
		['int:5', 'integer:-5'],
		['double:0', 'double:-0'],
		['untypedAtomic:1.5', 'double:-1.5'],
	])('minus %s is %s', (a, expected) => expect(show(negate(value(a)))).toBe(expected))
})
