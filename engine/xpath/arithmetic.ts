/**
 * The arithmetic operators on atomic values of any type: numeric promotion first, then dates and durations.
 *
 * Where static typing knows the operands, generated code calls Decimal or JavaScript's operators itself;
 * this is the way for everything else.
 */
import { DynamicError } from '../fault.ts'
import { derivesFrom, primitiveOf, typeOf } from './atomic-types.ts'
import { atomicToString, decimalToFloat, stringToDouble } from './cast.ts'
import {
	addDuration,
	addDurations,
	type DateTime,
	type DateTimeType,
	type Duration,
	divideDuration,
	multiplyDuration,
	subtractDateTimes,
} from './datetime.ts'
import { Decimal } from './decimal.ts'
import { Atomic, type AtomicType, type Item } from './item.ts'

export type Operator = 'add' | 'sub' | 'mul' | 'div' | 'idiv' | 'mod'

/** The operator applied to two atomic values; XPTY0004, FOAR0001, FOAR0002, FODT0001 … */
export function arithmetic(op: Operator, a: Item, b: Item, implicitTimezone = 0): Item {
	const x = operand(a)
	const y = operand(b)
	if (x instanceof Atomic && y instanceof Atomic) {
		const left = x.value
		const right = y.value
		if (left instanceof Decimal && right instanceof Decimal) {
			return decimalArithmetic(op, left, right, isInteger(x) && isInteger(y))
		}
		const leftNumeric = typeof left === 'number' || left instanceof Decimal
		const rightNumeric = typeof right === 'number' || right instanceof Decimal
		if (leftNumeric && rightNumeric) return floatingArithmetic(op, x, y)
		const result = calendarArithmetic(op, x, y, leftNumeric, rightNumeric, implicitTimezone)
		if (result !== undefined) return result
	}
	throw new DynamicError(
		'XPTY0004',
		`no "${op}" of xs:${typeOf(a)} (${atomicToString(a)}) and xs:${typeOf(b)} (${atomicToString(b)})`,
	)
}

/** Unary minus; XPTY0004. */
export function negate(item: Item): Item {
	const value = plus(item) as Atomic
	if (value.value instanceof Decimal) return new Atomic(value.type, value.value.neg())
	return new Atomic(value.type, -(value.value as number))
}

/** Unary plus: the value as a number, an integer subtype as xs:integer; XPTY0004. */
export function plus(item: Item): Item {
	const value = operand(item)
	if (value instanceof Atomic) {
		if (value.value instanceof Decimal) {
			return new Atomic(isInteger(value) ? 'integer' : 'decimal', value.value)
		}
		if (typeof value.value === 'number') return value
	}
	throw new DynamicError('XPTY0004', `xs:${typeOf(item)} (${atomicToString(item)}) is not a number`)
}

function operand(item: Item): Item {
	if (item instanceof Atomic && item.type === 'untypedAtomic') {
		return new Atomic('double', stringToDouble(item.value as string))
	}
	return item
}

function isInteger(item: Atomic): boolean {
	return item.type === 'integer' || (item.type !== 'decimal' && derivesFrom(item.type, 'integer'))
}

function decimalArithmetic(op: Operator, a: Decimal, b: Decimal, integers: boolean): Atomic {
	const type = integers ? 'integer' : 'decimal'
	switch (op) {
		case 'add':
			return new Atomic(type, a.add(b))
		case 'sub':
			return new Atomic(type, a.sub(b))
		case 'mul':
			return new Atomic(type, a.mul(b))
		case 'div':
			return new Atomic('decimal', a.div(b))
		case 'idiv':
			return new Atomic('integer', a.idiv(b))
		case 'mod':
			return new Atomic(type, a.mod(b))
	}
}

function floatingArithmetic(op: Operator, a: Atomic, b: Atomic): Atomic {
	const double = a.type === 'double' || b.type === 'double'
	const x = toFloating(a.value as number | Decimal, double)
	const y = toFloating(b.value as number | Decimal, double)
	if (op === 'idiv') return new Atomic('integer', integerDivide(x, y))
	const result =
		op === 'add' ? x + y : op === 'sub' ? x - y : op === 'mul' ? x * y : op === 'div' ? x / y : x % y
	return double ? new Atomic('double', result) : new Atomic('float', Math.fround(result))
}

function toFloating(value: number | Decimal, double: boolean): number {
	if (typeof value === 'number') return value
	return double ? value.toNumber() : decimalToFloat(value)
}

/**
 * `idiv` of two doubles: FOAR0001 for a zero divisor, FOAR0002 where the quotient is not a number.
 * "The result of $a idiv $b is the same as ($a div $b) cast as xs:integer" (functions and operators, 4.2.5):
 * 1e0 idiv 0.1e0 is 10, since the division rounds.
 */
export function integerDivide(a: number, b: number): Decimal {
	if (b === 0) throw new DynamicError('FOAR0001', `${a} is divided by zero`)
	const quotient = Math.trunc(a / b)
	if (quotient - quotient !== 0)
		throw new DynamicError('FOAR0002', 'the quotient is not a number or infinite')
	if (Math.abs(quotient) <= Number.MAX_SAFE_INTEGER) return Decimal.of(quotient)
	return Number.isFinite(a) ? Decimal.ofDouble(a).idiv(Decimal.ofDouble(b)) : Decimal.ofDouble(quotient)
}

function calendarArithmetic(
	op: Operator,
	a: Atomic,
	b: Atomic,
	leftNumeric: boolean,
	rightNumeric: boolean,
	implicitTimezone: number,
): Atomic | undefined {
	if (isDuration(a)) {
		const x = a.value as Duration
		if (isDuration(b)) return a.type === b.type ? durationArithmetic(op, a, b) : undefined
		if (rightNumeric) {
			const by = toFloating(b.value as number | Decimal, true)
			if (op === 'mul') return new Atomic(a.type, multiplyDuration(x, by))
			if (op === 'div') return new Atomic(a.type, divideDuration(x, by))
			return undefined
		}
		return op === 'add' && movesBy(b.type, a.type) ? moved(b, a, 1) : undefined
	}
	if (isDuration(b)) {
		if (leftNumeric) {
			if (op !== 'mul') return undefined
			const by = toFloating(a.value as number | Decimal, true)
			return new Atomic(b.type, multiplyDuration(b.value as Duration, by))
		}
		if ((op !== 'add' && op !== 'sub') || !movesBy(a.type, b.type)) return undefined
		return moved(a, b, op === 'add' ? 1 : -1)
	}
	const type = primitiveOf(a.type)
	if (op !== 'sub' || type !== primitiveOf(b.type)) return undefined
	if (type !== 'dateTime' && type !== 'date' && type !== 'time') return undefined
	return new Atomic(
		'dayTimeDuration',
		subtractDateTimes(a.value as DateTime, b.value as DateTime, implicitTimezone),
	)
}

function isDuration(item: Atomic): boolean {
	return item.type === 'dayTimeDuration' || item.type === 'yearMonthDuration'
}

function movesBy(type: AtomicType, duration: AtomicType): boolean {
	const primitive = primitiveOf(type)
	if (primitive === 'time') return duration === 'dayTimeDuration'
	return primitive === 'dateTime' || primitive === 'date'
}

function moved(at: Atomic, by: Atomic, sign: 1 | -1): Atomic {
	const type = primitiveOf(at.type) as DateTimeType
	return new Atomic(type, addDuration(type, at.value as DateTime, by.value as Duration, sign))
}

function durationArithmetic(op: Operator, a: Atomic, b: Atomic): Atomic | undefined {
	const x = a.value as Duration
	const y = b.value as Duration
	if (op === 'add') return new Atomic(a.type, addDurations(x, y, 1))
	if (op === 'sub') return new Atomic(a.type, addDurations(x, y, -1))
	if (op !== 'div') return undefined
	return a.type === 'yearMonthDuration'
		? new Atomic('decimal', Decimal.of(x.months).div(Decimal.of(y.months)))
		: new Atomic('decimal', x.seconds.div(y.seconds))
}
