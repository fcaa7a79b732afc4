/**
 * fn:sum, fn:avg, fn:max, fn:min (functions and operators 3.1, 14.4).
 *
 * Untyped values count as xs:double. What cannot be added or ordered with the others is FORG0006.
 */
import { DynamicError } from '../../fault.ts'
import { arithmetic } from '../arithmetic.ts'
import { primitiveOf, typeOf } from '../atomic-types.ts'
import { atomicToString, cast, stringToDouble } from '../cast.ts'
import { isNumeric, valueCompare } from '../compare.ts'
import type { DynamicContext } from '../context.ts'
import { Decimal } from '../decimal.ts'
import { Atomic, type AtomicType, type Item } from '../item.ts'
import { checkCollation } from './collation.ts'
import type { FunctionRecord } from './record.ts'

function typed(item: Item): Item {
	return item instanceof Atomic && item.type === 'untypedAtomic'
		? new Atomic('double', stringToDouble(item.value as string))
		: item
}

/** All items as numbers, or as durations of one type. */
function addends(items: readonly Item[], what: string): Item[] {
	const values = items.map(typed)
	const first = values[0]!
	const type = typeOf(first)
	const isDuration = type === 'yearMonthDuration' || type === 'dayTimeDuration'
	for (const value of values) {
		if (isDuration ? typeOf(value) !== type : !isNumeric(value)) {
			throw new DynamicError(
				'FORG0006',
				`${what}: "${atomicToString(value)}" (xs:${typeOf(value)}) cannot be added`,
			)
		}
	}
	return values
}

function sum(items: readonly Item[], what: string): Item {
	const values = addends(items, what)
	let total = values[0]!
	for (let i = 1; i < values.length; i++) total = arithmetic('add', total, values[i]!)
	return total
}

const ordered = new Set<AtomicType>([
	'string',
	'boolean',
	'date',
	'time',
	'dateTime',
	'hexBinary',
	'base64Binary',
])

/** The values of one comparable kind, numbers promoted to the widest type among them. */
function comparable(items: readonly Item[], what: string): Item[] {
	const isUri = (item: Item): item is Atomic => item instanceof Atomic && item.type === 'anyURI'
	const onlyUris = items.every(isUri)
	const values = items.map((item) => (isUri(item) && !onlyUris ? (item.value as string) : typed(item)))
	if (onlyUris) return values
	if (isNumeric(values[0]!)) {
		for (const value of values) if (!isNumeric(value)) throw notOrdered(value, what)
		const types = values.map((value) => (value as Atomic).type)
		const widest = types.includes('double') ? 'double' : types.includes('float') ? 'float' : undefined
		return widest === undefined ? values : values.map((value) => cast(value, widest))
	}
	for (const value of values) {
		const type = typeOf(value)
		const isDuration = type === 'yearMonthDuration' || type === 'dayTimeDuration'
		if (!isDuration && !ordered.has(primitiveOf(type))) throw notOrdered(value, what)
	}
	return values
}

function notOrdered(item: Item, what: string): DynamicError {
	return new DynamicError(
		'FORG0006',
		`${what}: "${atomicToString(item)}" (xs:${typeOf(item)}) cannot be compared`,
	)
}

function extreme(
	context: DynamicContext,
	items: readonly Item[],
	op: 'lt' | 'gt',
	what: string,
): Item | undefined {
	if (items.length === 0) return undefined
	const values = comparable(items, what)
	let best = values[0]!
	for (const value of values) {
		if (value instanceof Atomic && Number.isNaN(value.value)) return value
		try {
			if (valueCompare(op, value, best, context.now.timezone ?? 0)) best = value
		} catch (error) {
			if (error instanceof DynamicError && error.code === 'XPTY0004') throw notOrdered(value, what)
			throw error
		}
	}
	return best
}

export const aggregateFunctions: readonly FunctionRecord[] = [
	{
		name: 'sum',
		signatures: [
			'(xs:anyAtomicType*) -> xs:anyAtomicType',
			'(xs:anyAtomicType*, xs:anyAtomicType?) -> xs:anyAtomicType?',
		],
		call: (_c, items: readonly Item[], ...zero: (Item | undefined)[]) => {
			if (items.length > 0) return sum(items, 'sum()')
			return zero.length === 0 ? new Atomic('integer', Decimal.zero) : zero[0]
		},
	},
	{
		name: 'avg',
		signatures: ['(xs:anyAtomicType*) -> xs:anyAtomicType?'],
		call: (_c, items: readonly Item[]) =>
			items.length === 0
				? undefined
				: arithmetic('div', sum(items, 'avg()'), new Atomic('integer', Decimal.of(items.length))),
	},
	{
		name: 'max',
		signatures: [
			'(xs:anyAtomicType*) -> xs:anyAtomicType?',
			'(xs:anyAtomicType*, xs:string) -> xs:anyAtomicType?',
		],
		call: (context, items: readonly Item[], collation?: string) => {
			checkCollation(collation)
			return extreme(context, items, 'gt', 'max()')
		},
	},
	{
		name: 'min',
		signatures: [
			'(xs:anyAtomicType*) -> xs:anyAtomicType?',
			'(xs:anyAtomicType*, xs:string) -> xs:anyAtomicType?',
		],
		call: (context, items: readonly Item[], collation?: string) => {
			checkCollation(collation)
			return extreme(context, items, 'lt', 'min()')
		},
	},
]
