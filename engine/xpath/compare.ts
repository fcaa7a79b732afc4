/**
 * Comparing atomic values: value comparisons, general comparisons, keys for sets, fn:deep-equal.
 *
 * Every value falls into one family, and only values of one family compare; the families that XPath does
 * not order (QName, xs:duration, gDay …) take `eq` and `ne` alone. The order of two values is -1, 0, 1, or
 * NaN where one is not a number.
 */
import { DynamicError } from '../fault.ts'
import type { Tree } from '../tree/tree.ts'
import { primitiveOf, typeOf } from './atomic-types.ts'
import { atomicToString, castString, decimalToFloat, stringToDouble, stringToNumber } from './cast.ts'
import { compareDateTimes, type DateTime, type Duration, instant } from './datetime.ts'
import { Decimal } from './decimal.ts'
import { Atomic, type AtomicType, FunctionItem, type Item, type QName } from './item.ts'

export type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'

/** The codepoint collation: -1, 0 or 1. */
export function compareStrings(a: string, b: string): -1 | 0 | 1 {
	if (a === b) return 0
	const length = Math.min(a.length, b.length)
	for (let i = 0; i < length; i++) {
		const x = a.charCodeAt(i)
		const y = b.charCodeAt(i)
		if (x !== y) {
			// Surrogates stand for code points above those of U+E000 to U+FFFF.
			if (x >= 0xd800 && y >= 0xd800)
				return (x < 0xe000 ? x + 0x2800 : x) < (y < 0xe000 ? y + 0x2800 : y) ? -1 : 1
			return x < y ? -1 : 1
		}
	}
	return a.length < b.length ? -1 : 1
}

/** Whether an order (-1, 0, 1, NaN) satisfies an operator. */
export function holds(op: Comparison, order: number): boolean {
	switch (op) {
		case 'eq':
			return order === 0
		case 'ne':
			return order !== 0
		case 'lt':
			return order < 0
		case 'le':
			return order <= 0
		case 'gt':
			return order > 0
		case 'ge':
			return order >= 0
	}
}

export function orderNumbers(a: number, b: number): number {
	return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN
}

/**
 * A value comparison of two atomic values; xs:untypedAtomic counts as xs:string. XPTY0004 where the two
 * do not compare. `implicitTimezone` in minutes.
 */
export function valueCompare(op: Comparison, a: Item, b: Item, implicitTimezone = 0): boolean {
	if (typeof a === 'string' && typeof b === 'string') {
		if (op === 'eq') return a === b
		if (op === 'ne') return a !== b
		return holds(op, compareStrings(a, b))
	}
	return holds(op, orderOf(op === 'eq' || op === 'ne', a, b, implicitTimezone))
}

function orderOf(equality: boolean, a: Item, b: Item, implicitTimezone: number): number {
	const typeA = typeOf(a)
	const typeB = typeOf(b)
	const familyA = familyOf(typeA)
	if (familyA !== familyOf(typeB)) throw incomparable(a, b)
	switch (familyA) {
		case 'string':
			return compareStrings(atomicToString(a), atomicToString(b))
		case 'decimal':
			return orderNumeric(a as Atomic, b as Atomic)
		case 'boolean':
			return Number(a) - Number(b)
		case 'dateTime':
		case 'date':
		case 'time':
			return compareDateTimes(dateTimeOf(a), dateTimeOf(b), implicitTimezone)
		case 'gYearMonth':
		case 'gYear':
		case 'gMonthDay':
		case 'gDay':
		case 'gMonth':
			if (!equality) throw unordered(typeA)
			return compareDateTimes(dateTimeOf(a), dateTimeOf(b), implicitTimezone)
		case 'duration':
			return orderDurations(equality, a as Atomic, b as Atomic)
		case 'hexBinary':
		case 'base64Binary':
			return orderBinaries(atomicToString(a), atomicToString(b), familyA)
		default: {
			if (!equality) throw unordered(typeA)
			const x = (a as Atomic).value as QName
			const y = (b as Atomic).value as QName
			return x.local === y.local && x.uri === y.uri ? 0 : 1
		}
	}
}

/** Types that compare with each other have one family: the numeric types `decimal`, the texts `string`. */
function familyOf(type: AtomicType): AtomicType {
	const primitive = primitiveOf(type)
	switch (primitive) {
		case 'untypedAtomic':
		case 'anyURI':
			return 'string'
		case 'double':
		case 'float':
			return 'decimal'
		default:
			return primitive
	}
}

function dateTimeOf(item: Item): DateTime {
	return (item as Atomic).value as DateTime
}

function orderNumeric(a: Atomic, b: Atomic): number {
	const x = a.value as Decimal | number
	const y = b.value as Decimal | number
	if (typeof x === 'number') {
		if (typeof y === 'number') return orderNumbers(x, y)
		return orderNumbers(x, a.type === 'float' ? decimalToFloat(y) : y.toNumber())
	}
	if (typeof y === 'number') return orderNumbers(b.type === 'float' ? decimalToFloat(x) : x.toNumber(), y)
	return x.cmp(y)
}

function orderDurations(equality: boolean, a: Atomic, b: Atomic): number {
	const x = a.value as Duration
	const y = b.value as Duration
	if (equality) return x.months === y.months && x.seconds.eq(y.seconds) ? 0 : 1
	if (a.type !== b.type) throw incomparable(a, b)
	if (a.type === 'duration') throw unordered(a.type)
	return x.months - y.months || x.seconds.cmp(y.seconds)
}

function orderBinaries(a: string, b: string, family: 'hexBinary' | 'base64Binary'): number {
	if (a === b) return 0
	if (family === 'hexBinary') return compareStrings(a, b)
	return compareStrings(atob(a), atob(b))
}

function incomparable(a: Item, b: Item): DynamicError {
	return new DynamicError(
		'XPTY0004',
		`xs:${typeOf(a)} (${atomicToString(a)}) does not compare with xs:${typeOf(b)} (${atomicToString(b)})`,
	)
}

function unordered(type: AtomicType): DynamicError {
	return new DynamicError('XPTY0004', `values of type xs:${type} have no order`)
}

/** A general comparison of two atomized sequences: whether any pair satisfies the operator. */
export function generalCompare(
	op: Comparison,
	a: readonly Item[],
	b: readonly Item[],
	implicitTimezone = 0,
): boolean {
	for (const x of a) {
		for (const y of b) {
			if (generalPair(op, x, y, implicitTimezone)) return true
		}
	}
	return false
}

/** One pair of a general comparison: an xs:untypedAtomic takes the type of the other side. */
export function generalPair(op: Comparison, a: Item, b: Item, implicitTimezone = 0): boolean {
	const untypedA = a instanceof Atomic && a.type === 'untypedAtomic'
	const untypedB = b instanceof Atomic && b.type === 'untypedAtomic'
	if (untypedA === untypedB) return valueCompare(op, a, b, implicitTimezone)
	if (untypedA) return valueCompare(op, likeOther(a.value as string, b), b, implicitTimezone)
	return valueCompare(op, a, likeOther((b as Atomic).value as string, a), implicitTimezone)
}

function likeOther(text: string, other: Item): Item {
	if (typeof other === 'string') return text
	const type = typeOf(other)
	if (familyOf(type) === 'decimal') return new Atomic('double', stringToDouble(text))
	if (type === 'dayTimeDuration' || type === 'yearMonthDuration') return castString(text, type)
	return castString(text, primitiveOf(type))
}

/** The effective boolean value; FORG0006 for what has none. */
export function booleanValue(items: readonly Item[]): boolean {
	const first = items[0]
	if (first === undefined) return false
	if (typeof first === 'number') return true
	if (items.length === 1) {
		if (typeof first === 'boolean') return first
		if (typeof first === 'string') return first !== ''
		if (first instanceof Atomic) {
			const { value } = first
			if (typeof value === 'number') return !Number.isNaN(value) && value !== 0
			if (value instanceof Decimal) return !value.isZero()
			if (typeof value === 'string' && familyOf(first.type) === 'string') return value !== ''
		}
	}
	throw new DynamicError(
		'FORG0006',
		items.length > 1
			? `a sequence of ${items.length} values has no effective boolean value`
			: `${first instanceof FunctionItem ? 'a function' : `xs:${typeOf(first)}`} has no effective boolean value`,
	)
}

/** The typed value of one item: without a schema, xs:untypedAtomic for elements, attributes and texts. */
export function atomize(item: Item, tree: Tree): Item {
	if (typeof item !== 'number') {
		if (item instanceof FunctionItem) throw new DynamicError('FOTY0013', 'a function has no atomic value')
		return item
	}
	const kind = tree.kind[item]!
	const text = tree.stringValue(item)
	return kind === 4 || kind === 5 ? text : new Atomic('untypedAtomic', text)
}

export function isNumeric(item: Item): item is Atomic {
	return item instanceof Atomic && (typeof item.value === 'number' || item.value instanceof Decimal)
}

/** fn:number of an atomic value: NaN where a cast to xs:double would fail. */
export function toNumber(item: Item): number {
	if (typeof item === 'string') return stringToNumber(item)
	if (typeof item === 'boolean') return item ? 1 : 0
	if (!(item instanceof Atomic)) throw new DynamicError('FOTY0013', 'a function has no atomic value')
	const { value, type } = item
	if (typeof value === 'number') return value
	if (value instanceof Decimal) return value.toNumber()
	return typeof value === 'string' && type !== 'hexBinary' && type !== 'base64Binary' && type !== 'anyURI'
		? stringToNumber(value)
		: Number.NaN
}

/**
 * A text that two values share when they are equal under `eq` (NaN equals NaN, incomparable values differ).
 * Outside numbers the converse holds too; numbers share a key when they are the same xs:float, and need
 * `sameValue` to settle it, because equality across numeric types is not transitive.
 */
export function equalKey(item: Item, implicitTimezone = 0): string {
	if (typeof item === 'string') return `s${item}`
	if (typeof item === 'boolean') return item ? 'b1' : 'b0'
	const type = typeOf(item)
	const { value } = item as Atomic
	if (typeof value === 'number') return `n${Math.fround(value) + 0}`
	if (value instanceof Decimal) return `n${decimalToFloat(value) + 0}`
	const family = familyOf(type)
	if (typeof value === 'string') return family === 'string' ? `s${value}` : `${family} ${value}`
	if (family === 'duration') {
		const { months, seconds } = value as Duration
		return `duration ${months} ${seconds}`
	}
	if (family === 'QName' || family === 'NOTATION')
		return `QName ${(value as QName).uri} ${(value as QName).local}`
	return `${family} ${instant(value as DateTime, implicitTimezone)}`
}

/** Whether two atomic values are equal as fn:distinct-values sees it: NaN equals NaN, no type error. */
export function sameValue(a: Item, b: Item, implicitTimezone = 0): boolean {
	if (typeof a === 'string' && typeof b === 'string') return a === b
	if (familyOf(typeOf(a)) !== familyOf(typeOf(b))) return false
	const order = orderOf(true, a, b, implicitTimezone)
	return order === 0 || (Number.isNaN(order) && isNaNItem(a) && isNaNItem(b))
}

function isNaNItem(item: Item): boolean {
	return item instanceof Atomic && Number.isNaN(item.value)
}

/** The first of each class of equal values, in order. */
export function distinctValues(items: readonly Item[], implicitTimezone = 0): Item[] {
	const seen = new Map<string, Item[]>()
	const result: Item[] = []
	for (const item of items) {
		const key = equalKey(item, implicitTimezone)
		const bucket = seen.get(key)
		if (bucket === undefined) seen.set(key, [item])
		else if (bucket.some((other) => sameValue(item, other, implicitTimezone))) continue
		else bucket.push(item)
		result.push(item)
	}
	return result
}

/** fn:deep-equal under the codepoint collation; FOTY0015 for functions. */
export function deepEqual(a: readonly Item[], b: readonly Item[], tree: Tree, implicitTimezone = 0): boolean {
	if (a.length !== b.length) return false
	for (let i = 0; i < a.length; i++) {
		const x = a[i]!
		const y = b[i]!
		if (x instanceof FunctionItem || y instanceof FunctionItem) {
			throw new DynamicError('FOTY0015', 'functions cannot be compared')
		}
		if (typeof x === 'number' || typeof y === 'number') {
			if (typeof x !== 'number' || typeof y !== 'number' || !deepEqualNodes(x, y, tree)) return false
		} else if (!sameValue(x, y, implicitTimezone)) return false
	}
	return true
}

const DOCUMENT = 0
const ELEMENT = 1
const ATTRIBUTE = 2
const INSTRUCTION = 5

function deepEqualNodes(a: number, b: number, tree: Tree): boolean {
	if (a === b) return true
	const kind = tree.kind[a]!
	if (kind !== tree.kind[b] || !sameName(a, b, tree)) return false
	if (kind !== DOCUMENT && kind !== ELEMENT) return tree.stringValue(a) === tree.stringValue(b)
	if (kind === ELEMENT && !sameAttributes(a, b, tree)) return false
	let x = nextCompared(tree.firstChild(a), tree)
	let y = nextCompared(tree.firstChild(b), tree)
	while (x !== 0 && y !== 0) {
		if (!deepEqualNodes(x, y, tree)) return false
		x = nextCompared(tree.nextSibling(x), tree)
		y = nextCompared(tree.nextSibling(y), tree)
	}
	return x === 0 && y === 0
}

function sameName(a: number, b: number, tree: Tree): boolean {
	const kind = tree.kind[a]!
	return (kind !== ELEMENT && kind !== ATTRIBUTE && kind !== INSTRUCTION) || tree.name[a] === tree.name[b]
}

/** The node itself or the next sibling that is neither a comment nor a processing instruction; 0 for none. */
function nextCompared(node: number, tree: Tree): number {
	let at = node
	while (at !== 0 && tree.kind[at]! >= 4) at = tree.nextSibling(at)
	return at
}

function sameAttributes(a: number, b: number, tree: Tree): boolean {
	const count = attributeCount(a, tree)
	if (count !== attributeCount(b, tree)) return false
	for (let x = a + 1; x <= a + count; x++) {
		let found = false
		for (let y = b + 1; y <= b + count && !found; y++) {
			found = tree.name[x] === tree.name[y] && tree.stringValue(x) === tree.stringValue(y)
		}
		if (!found) return false
	}
	return true
}

function attributeCount(element: number, tree: Tree): number {
	const end = tree.end[element]!
	let at = element + 1
	while (at < end && tree.kind[at] === ATTRIBUTE) at++
	return at - element - 1
}
