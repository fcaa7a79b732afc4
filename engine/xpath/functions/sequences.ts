/** Functions on sequences (functions and operators 3.1, chapter 14), aggregates apart. */
import { DynamicError } from '../../fault.ts'
import { deepEqual, distinctValues, generalPair } from '../compare.ts'
import type { DynamicContext } from '../context.ts'
import type { Decimal } from '../decimal.ts'
import type { Item } from '../item.ts'
import { checkCollation } from './collation.ts'
import type { FunctionRecord } from './record.ts'

/** The items at positions p with round(start) <= p < round(start) + round(length). */
function subsequence(items: readonly Item[], start: number, length?: number): Item[] {
	const first = Math.round(start)
	const end = length === undefined ? Number.POSITIVE_INFINITY : first + Math.round(length)
	// NaN compares false: nothing is taken.
	if (!(end > 1 && first < end)) return []
	return items.slice(Math.max(first, 1) - 1, end - 1)
}

function insertBefore(items: readonly Item[], position: number, inserted: readonly Item[]): Item[] {
	const at = Math.max(0, Math.min(items.length, position - 1))
	return [...items.slice(0, at), ...inserted, ...items.slice(at)]
}

function isEqual(context: DynamicContext, a: Item, b: Item): boolean {
	try {
		return generalPair('eq', a, b, context.now.timezone ?? 0)
	} catch (error) {
		// "Values that cannot be compared are considered to be distinct."
		if (error instanceof DynamicError) return false
		throw error
	}
}

function quantity(items: readonly Item[], least: number, most: number, code: string, name: string): void {
	if (items.length < least || items.length > most) {
		throw new DynamicError(code, `${name}() is given ${items.length} items`)
	}
}

export const sequenceFunctions: readonly FunctionRecord[] = [
	{
		name: 'empty',
		signatures: ['(item()*) -> xs:boolean'],
		call: (_c, items: readonly Item[]) => items.length === 0,
	},
	{
		name: 'exists',
		signatures: ['(item()*) -> xs:boolean'],
		call: (_c, items: readonly Item[]) => items.length > 0,
	},
	{
		name: 'count',
		signatures: ['(item()*) -> int'],
		call: (_c, items: readonly Item[]) => items.length,
	},
	{
		name: 'head',
		since: 3,
		signatures: ['(item()*) -> item()?'],
		call: (_c, items: readonly Item[]) => items[0],
	},
	{
		name: 'tail',
		since: 3,
		signatures: ['(item()*) -> item()*'],
		call: (_c, items: readonly Item[]) => items.slice(1),
	},
	{
		name: 'insert-before',
		signatures: ['(item()*, xs:integer, item()*) -> item()*'],
		call: (_c, items: readonly Item[], position: Decimal, inserted: readonly Item[]) =>
			insertBefore(items, position.toNumber(), inserted),
	},
	{
		name: 'remove',
		signatures: ['(item()*, xs:integer) -> item()*'],
		call: (_c, items: readonly Item[], position: Decimal) => {
			const at = position.toNumber() - 1
			return items.filter((_item, i) => i !== at)
		},
	},
	{
		name: 'reverse',
		signatures: ['(item()*) -> item()*'],
		call: (_c, items: readonly Item[]) => items.toReversed(),
	},
	{
		name: 'subsequence',
		signatures: ['(item()*, xs:double) -> item()*', '(item()*, xs:double, xs:double) -> item()*'],
		call: (_c, items: readonly Item[], start: number, length?: number) => subsequence(items, start, length),
	},
	{
		name: 'unordered',
		signatures: ['(item()*) -> item()*'],
		call: (_c, items: readonly Item[]) => items,
	},
	{
		name: 'distinct-values',
		signatures: [
			'(xs:anyAtomicType*) -> xs:anyAtomicType*',
			'(xs:anyAtomicType*, xs:string) -> xs:anyAtomicType*',
		],
		call: (context, items: readonly Item[], collation?: string) => {
			checkCollation(collation)
			return distinctValues(items, context.now.timezone ?? 0)
		},
	},
	{
		name: 'index-of',
		signatures: [
			'(xs:anyAtomicType*, xs:anyAtomicType) -> int*',
			'(xs:anyAtomicType*, xs:anyAtomicType, xs:string) -> int*',
		],
		call: (context, items: readonly Item[], wanted: Item, collation?: string) => {
			checkCollation(collation)
			const positions: number[] = []
			items.forEach((item, i) => {
				if (isEqual(context, item, wanted)) positions.push(i + 1)
			})
			return positions
		},
	},
	{
		name: 'deep-equal',
		signatures: ['(item()*, item()*) -> xs:boolean', '(item()*, item()*, xs:string) -> xs:boolean'],
		call: (context, a: readonly Item[], b: readonly Item[], collation?: string) => {
			checkCollation(collation)
			return deepEqual(a, b, context.tree, context.now.timezone ?? 0)
		},
	},
	{
		name: 'zero-or-one',
		signatures: ['(item()*) -> item()?'],
		call: (_c, items: readonly Item[]) => {
			quantity(items, 0, 1, 'FORG0003', 'zero-or-one')
			return items[0]
		},
	},
	{
		name: 'one-or-more',
		signatures: ['(item()*) -> item()+'],
		call: (_c, items: readonly Item[]) => {
			quantity(items, 1, Number.POSITIVE_INFINITY, 'FORG0004', 'one-or-more')
			return items
		},
	},
	{
		name: 'exactly-one',
		signatures: ['(item()*) -> item()'],
		call: (_c, items: readonly Item[]) => {
			quantity(items, 1, 1, 'FORG0005', 'exactly-one')
			return items[0]
		},
	},
]
