/** What is written in rows is read as it was, whatever it was. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordsOf } from './row-reader.ts'
import { rowsOf } from './rows.ts'

const passed = (records: readonly unknown[]) => recordsOf(structuredClone(rowsOf(records)))
const count = (n: number) => Array.from({ length: n }, (_, i) => i)
const date = new Date(0)
/** A list of records stands at 29, 30 and 31. */
const manyWith = (n: number) =>
	Object.fromEntries(
		count(65).map((i) => [`a${i}`, [29, 30, 31].includes(i) ? [{ b: n, c: i }] : i % (n + 1)]),
	)
const endless: Record<string, unknown> = { a: 1 }
endless.self = endless

describe('records in rows', () => {
	test.each<[string, readonly unknown[], shapes: number]>([
		['none', [], 0],
		[
			'of one shape',
			[
				{ a: 1, b: 'x' },
				{ a: 2, b: undefined },
			],
			1,
		],
		[
			'of more values than bits in a number, of which some stay',
			count(65).map((n) => Object.fromEntries(count(65).map((i) => [`a${i}`, i % (n + 1)]))),
			1,
		],
		[
			'all the same',
			[
				{ a: 1, b: { c: 2 } },
				{ a: 1, b: { c: 2 } },
				{ a: 1, b: { c: 2 } },
			],
			1,
		],
		['that differ in a sign only', [{ a: 0 }, { a: -0 }, { a: Number.NaN }, { a: Number.NaN }], 1],
		[
			'that differ deep down',
			[
				{ a: { b: { c: 1 } }, d: 1 },
				{ a: { b: { c: 2 } }, d: 1 },
				{ a: { b: { c: 2 } }, d: 2 },
			],
			1,
		],
		['of two shapes in turns', [{ a: 1, b: 1 }, { c: 1 }, { a: 1, b: 2 }, { c: 1 }, 5, { a: 1, b: 2 }], 2],
		[
			'of thirty values',
			[
				Object.fromEntries(count(30).map((i) => [`a${i}`, i])),
				Object.fromEntries(count(30).map((i) => [`a${i}`, -i])),
			],
			1,
		],
		['without any value', [{}, {}, { a: {} }, { a: {} }], 2],
		['of one shape within another', [{ a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }], 1],
		['with other names', [{ a: 1 }, { b: 1 }, { a: 2 }], 2],
		[
			'with the same names in another order',
			[
				{ a: 1, b: 2 },
				{ b: 2, a: 1 },
			],
			2,
		],
		['with a record where there was none', [{ a: 1 }, { a: { b: 2 } }], 1],
		['without a record where there was one', [{ a: { b: 2 } }, { a: 1 }, { a: { b: 3 } }], 2],
		['with lists that are empty now and then', [{ a: [] }, { a: [] }, { a: [0] }, { a: [] }, { a: 1 }], 1],
		[
			'with lists of records',
			[
				{ a: [{ b: 1, c: [] }] },
				{
					a: [
						{ b: 1, c: [] },
						{ b: 1, c: [2] },
					],
				},
			],
			2,
		],
		[
			'with lists whose records begin otherwise',
			[{ a: [{ b: 'x', c: 1 }] }, { a: [{ b: 'y', c: 2 }] }, { a: [{ b: 'x', c: 1 }] }],
			3,
		],
		['with lists of what is no record', [{ a: ['x', 1, null, [1], date] }, { a: ['x', 1] }], 1],
		[
			'with lists that are more than that',
			[{ a: [{}] }, { a: Object.assign([1], { b: 1 }) }, { a: new Array(2) }, { a: [undefined] }],
			2,
		],
		[
			'with lists before and after other values',
			[
				{ a: 1, b: [{ c: 1 }], d: 1 },
				{ a: 2, b: [{ c: 1 }], d: 2 },
			],
			2,
		],
		['with lists among more values than bits in a number', count(3).map((n) => manyWith(n)), 4],
		['with lists within lists', [{ a: [{ b: [{ c: [{ d: [{ e: 1 }] }] }] }] }, { a: [[{ b: 1 }]] }], 3],
		[
			'with records in lists that begin in too many ways',
			count(600).map((n) => ({ a: [{ b: n, c: n % 7 }, { c: n }] })),
			1026,
		],
		['that are none', [undefined, 1, 'x', [1], null, { a: 1 }], 1],
		['with values that are no plain records', [{ a: [{ b: 1 }], c: date, d: new Map([[1, 2]]) }], 2],
		[
			'with a name that is no usual one',
			[JSON.parse('{"__proto__": 1}'), { a: JSON.parse('{"__proto__": {"b": 1}}') }],
			1,
		],
		['of more shapes than are told apart', Array.from({ length: 100 }, (_, n) => ({ [`a${n}`]: n })), 64],
	])('%s', (_, records, shapes) => {
		expect(passed(records)).toStrictEqual(structuredClone(records))
		expect(passed(records).map(namesOf)).toEqual(records.map(namesOf))
		expect(rowsOf(records).shapes.length).toBe(shapes)
	})

	test('a record without end has its end where rows have theirs', () => {
		expect(passed([endless])).toMatchObject([{ a: 1, self: { a: 1, self: { a: 1 } } }])
	})

	test.each<[string, readonly unknown[], values: readonly unknown[]]>([
		['a value that stays', [{ a: 'x' }, { a: 'x' }, { a: 'y' }], ['x', 'y']],
		[
			'an empty list',
			[
				{ a: 1, b: [] },
				{ a: 1, b: [] },
			],
			[1],
		],
		['a list of what is no record', [{ a: [1] }, { a: [1] }], [[1], [1]]],
		[
			'the records of a list',
			[{ a: [{ b: 'x', c: 1, d: 1 }] }, { a: [{ b: 'x', c: 2, d: 1 }] }],
			['x', 1, 1, 2],
		],
		[
			'records of a list that begin otherwise',
			[
				{
					a: [
						{ b: 'x', c: 1 },
						{ b: 'y', c: 2 },
					],
				},
				{
					a: [
						{ b: 'x', c: 1 },
						{ b: 'y', c: 3 },
					],
				},
			],
			['x', 1, 'y', 2, 3],
		],
	])('what goes of %s', (_, records, values) => {
		expect(rowsOf(records).values).toEqual(values)
	})

	test('no two of them are one', () => {
		const [one, other] = passed([
			{ a: 1, b: { c: 1 } },
			{ a: 1, b: { c: 1 } },
		])
		expect(one).not.toBe(other)
	})

	test('whatever they are', () => {
		fc.assert(
			fc.property(fc.array(fc.object({ maxDepth: 6, maxKeys: 4, withSparseArray: true })), (records) => {
				const twice = [...records, ...records]
				expect(passed(twice)).toStrictEqual(structuredClone(twice))
			}),
		)
	})

	test('whatever stands in their lists', () => {
		const inner = fc.record({ d: fc.constantFrom(1, 'x'), e: fc.array(fc.anything(), { maxLength: 2 }) })
		const outer = fc.record({ a: fc.constantFrom('x', 'y'), b: fc.array(inner), c: fc.option(inner) })
		fc.assert(
			fc.property(fc.array(fc.record({ a: fc.array(fc.oneof(outer, inner)), b: fc.nat(1) })), (records) => {
				expect(passed(records)).toStrictEqual(structuredClone(records))
			}),
		)
	})
})

function namesOf(record: unknown): readonly string[] {
	return Object.keys(record ?? {})
}
