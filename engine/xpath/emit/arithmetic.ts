/**
 * Arithmetic, specialised by the operands' types: decimals exact, untyped values as xs:double.
 *
 * An absent operand makes the result absent (XPath 2.0, 3.4); in XPath 1.0 compatibility mode every operand
 * is a double, and an absent one NaN.
 */
import type { ArithmeticOperator, Expr } from '../ast.ts'
import { asDecimal, asDouble, asNumber, atomized, box, optional, whenPresent } from './convert.ts'
import type { Emitter, Scope, Value } from './emitter.ts'

const symbols: Partial<Readonly<Record<ArithmeticOperator, string>>> = {
	add: '+',
	sub: '-',
	mul: '*',
	div: '/',
	mod: '%',
}

const isExact = (v: Value): boolean => v.rep === 'int' || v.rep === 'integer' || v.rep === 'decimal'
const isDouble = (v: Value): boolean => v.rep === 'double' || v.rep === 'untyped'
const one = (code: string, rep: Value['rep']): Value => ({ code, rep, count: 'one' })

export function arithmetic(e: Emitter, scope: Scope, op: ArithmeticOperator, left: Expr, right: Expr): Value {
	const a = optional(e, scope, left, 'the left side of an arithmetic operator')
	const other = (): Value => optional(e, scope, right, 'the right side of an arithmetic operator')
	if (e.around.compatible) return compatible(e, op, a, other())
	// Nothing on the left decides alone: the right side is not evaluated then.
	return whenPresent(e, a, (x) => whenPresent(e, other(), (y) => pair(e, op, atomized(e, x), atomized(e, y))))
}

function pair(e: Emitter, op: ArithmeticOperator, a: Value, b: Value): Value {
	if (isExact(a) && isExact(b)) return exact(e, op, a, b)
	if ((isDouble(a) || isExact(a)) && (isDouble(b) || isExact(b))) {
		const [x, y] = [asDouble(a), asDouble(b)]
		if (op === 'idiv') return one(`rt.doubleIdiv(${x}, ${y})`, 'integer')
		return one(`(${x} ${symbols[op]} ${y})`, 'double')
	}
	return one(`rt.arithmetic('${op}', ${box(a)}, ${box(b)})`, 'item')
}

/** Integers stay integers except under `div` (XPath 2.0, B.2). */
function exact(e: Emitter, op: ArithmeticOperator, a: Value, b: Value): Value {
	const integers = a.rep !== 'decimal' && b.rep !== 'decimal'
	const rep = op === 'idiv' || (integers && op !== 'div') ? 'integer' : 'decimal'
	return one(`${asDecimal(e, a)}.${op}(${asDecimal(e, b)})`, rep)
}

function compatible(e: Emitter, op: ArithmeticOperator, a: Value, b: Value): Value {
	const number = (v: Value): string => {
		if (v.count === 'one') return asNumber(e, v)
		const present = whenPresent(e, v, (x) => one(asNumber(e, x), 'double'))
		return `(${present.code} ?? NaN)`
	}
	const [x, y] = [number(a), number(b)]
	if (op === 'idiv') return one(`rt.doubleIdiv(${x}, ${y})`, 'integer')
	return one(`(${x} ${symbols[op]} ${y})`, 'double')
}

export function sign(e: Emitter, scope: Scope, minus: boolean, operand: Expr): Value {
	if (
		minus &&
		operand.kind === 'number' &&
		operand.type === 'integer' &&
		operand.text.length < 16 &&
		Number(operand.text) !== 0
	) {
		return {
			code: `(-${Number(operand.text)})`,
			rep: 'int',
			count: 'one',
			simple: true,
			constant: -Number(operand.text),
		}
	}
	const value = optional(e, scope, operand, 'the operand of a sign')
	if (e.around.compatible) {
		const zero: Value = { code: '-1', rep: 'int', count: 'one', simple: true }
		return compatible(e, 'mul', minus ? zero : { ...zero, code: '1' }, value)
	}
	return whenPresent(e, value, (present) => {
		const atom = atomized(e, present)
		if (isDouble(atom)) return one(minus ? `(-${asDouble(atom)})` : asDouble(atom), 'double')
		if (isExact(atom))
			return minus ? one(`${asDecimal(e, atom)}.neg()`, atom.rep === 'int' ? 'integer' : atom.rep) : atom
		return one(minus ? `rt.negate(${box(atom)})` : `rt.plus(${box(atom)})`, 'item')
	})
}
