/** Functions that take functions (functions and operators 3.1, chapter 16). */
import { DynamicError } from '../../fault.ts'
import { atomize, equalKey, valueCompare } from '../compare.ts'
import type { DynamicContext } from '../context.ts'
import { Atomic, type FunctionItem, type Item } from '../item.ts'
import { checkCollation } from './collation.ts'
import type { FunctionRecord } from './record.ts'

function apply(f: FunctionItem, ...args: Item[][]): Item[] {
	if (f.arity !== args.length) {
		throw new DynamicError('XPTY0004', `${f.label} takes ${f.arity} arguments, not ${args.length}`)
	}
	return f.call(...args)
}

function filter(items: readonly Item[], f: FunctionItem): Item[] {
	return items.filter((item) => {
		const kept = apply(f, [item])
		if (kept.length !== 1 || typeof kept[0] !== 'boolean') {
			throw new DynamicError('XPTY0004', `${f.label} gives filter() no boolean`)
		}
		return kept[0]
	})
}

/** Sorted by keys, stable: "the empty sequence comes before all others, NaN before other numbers". */
function sort(context: DynamicContext, items: readonly Item[], key: FunctionItem | undefined): Item[] {
	const keyed = items.map((item) => {
		const values = key === undefined ? [item] : apply(key, [item])
		return { item, key: values.map((value) => atomize(value, context.tree)) }
	})
	keyed.sort((a, b) => compareKeys(context, a.key, b.key))
	return keyed.map(({ item }) => item)
}

function compareKeys(context: DynamicContext, a: readonly Item[], b: readonly Item[]): number {
	for (let i = 0; i < Math.min(a.length, b.length); i++) {
		const [x, y] = [a[i]!, b[i]!]
		if (isNaNItem(x) || isNaNItem(y)) {
			const order = Number(isNaNItem(y)) - Number(isNaNItem(x))
			if (order !== 0) return order
			continue
		}
		const timezone = context.now.timezone ?? 0
		if (equalKey(x, timezone) === equalKey(y, timezone) && valueCompare('eq', x, y, timezone)) continue
		return valueCompare('lt', x, y, timezone) ? -1 : 1
	}
	return a.length - b.length
}

function isNaNItem(item: Item): boolean {
	return item instanceof Atomic && Number.isNaN(item.value)
}

export const higherOrderFunctions: readonly FunctionRecord[] = [
	{
		name: 'for-each',
		since: 3,
		signatures: ['(item()*, function(*)) -> item()*'],
		call: (_c, items: readonly Item[], f: FunctionItem) => items.flatMap((item) => apply(f, [item])),
	},
	{
		name: 'filter',
		since: 3,
		signatures: ['(item()*, function(*)) -> item()*'],
		call: (_c, items: readonly Item[], f: FunctionItem) => filter(items, f),
	},
	{
		name: 'fold-left',
		since: 3,
		signatures: ['(item()*, item()*, function(*)) -> item()*'],
		call: (_c, items: readonly Item[], zero: Item[], f: FunctionItem) =>
			items.reduce((sum: Item[], item) => apply(f, sum, [item]), zero),
	},
	{
		name: 'fold-right',
		since: 3,
		signatures: ['(item()*, item()*, function(*)) -> item()*'],
		call: (_c, items: readonly Item[], zero: Item[], f: FunctionItem) =>
			items.reduceRight((sum: Item[], item) => apply(f, [item], sum), zero),
	},
	{
		name: 'for-each-pair',
		since: 3,
		signatures: ['(item()*, item()*, function(*)) -> item()*'],
		call: (_c, a: readonly Item[], b: readonly Item[], f: FunctionItem) =>
			a.slice(0, b.length).flatMap((item, i) => apply(f, [item], [b[i]!])),
	},
	{
		name: 'sort',
		since: 3,
		signatures: [
			'(item()*) -> item()*',
			'(item()*, xs:string?) -> item()*',
			'(item()*, xs:string?, function(*)) -> item()*',
		],
		call: (context, items: readonly Item[], collation?: string, key?: FunctionItem) => {
			checkCollation(collation)
			return sort(context, items, key)
		},
	},
	{
		name: 'function-arity',
		since: 3,
		signatures: ['(function(*)) -> int'],
		call: (_c, f: FunctionItem) => f.arity,
	},
]
