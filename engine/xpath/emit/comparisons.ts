/**
 * Comparisons, specialised by what is known of both sides.
 *
 * A general comparison is a loop over each side that stops at the first pair that holds. Untyped values
 * compare as strings with strings and untyped values, as doubles with numbers (XPath 2.0, 3.5.2).
 */
import type { ComparisonOperator, Expr } from '../ast.ts'
import { schemaNamespace } from '../parse.ts'
import {
	asDecimal,
	asDouble,
	atomized,
	box,
	collected,
	isStreaming,
	optional,
	whenPresent,
} from './convert.ts'
import { anyOrder, type Emitter, type Scope, type Value } from './emitter.ts'
import { literal } from './module.ts'

const symbols: Readonly<Record<ComparisonOperator, string>> = {
	eq: '===',
	ne: '!==',
	lt: '<',
	le: '<=',
	gt: '>',
	ge: '>=',
}
const swapped: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
	eq: 'eq',
	ne: 'ne',
	lt: 'gt',
	le: 'ge',
	gt: 'lt',
	ge: 'le',
}

const isNumeric = (v: Value): boolean =>
	v.rep === 'double' || v.rep === 'int' || v.rep === 'integer' || v.rep === 'decimal'
const isText = (v: Value): boolean => v.rep === 'string' || v.rep === 'untyped'

/** `a op b` for two atomic values, known to be numeric. */
function numeric(e: Emitter, op: ComparisonOperator, a: Value, b: Value): string {
	if (a.rep === 'double' || b.rep === 'double' || (a.rep === 'int' && b.rep === 'int'))
		return `${asDouble(a)} ${symbols[op]} ${asDouble(b)}`
	return `${asDecimal(e, a)}.cmp(${asDecimal(e, b)}) ${symbols[op]} 0`
}

function texts(op: ComparisonOperator, a: string, b: string): string {
	if (op === 'eq' || op === 'ne') return `${a} ${symbols[op]} ${b}`
	return `rt.compareStrings(${a}, ${b}) ${symbols[op]} 0`
}

/** One pair of a general comparison, both atomized. */
function generalPair(e: Emitter, op: ComparisonOperator, a: Value, b: Value): string {
	if (isText(a) && isText(b)) return texts(op, a.code, b.code)
	if (isNumeric(a) && isNumeric(b)) return numeric(e, op, a, b)
	if (a.rep === 'untyped' && isNumeric(b)) return `rt.stringToDouble(${a.code}) ${symbols[op]} ${asDouble(b)}`
	if (b.rep === 'untyped' && isNumeric(a)) return `${asDouble(a)} ${symbols[op]} rt.stringToDouble(${b.code})`
	if (a.rep === 'boolean' && b.rep === 'boolean') return `${a.code} ${symbols[op]} ${b.code}`
	if (a.rep === 'untyped' && b.rep === 'boolean')
		return `rt.stringToBoolean(${a.code}) ${symbols[op]} ${b.code}`
	if (b.rep === 'untyped' && a.rep === 'boolean')
		return `${a.code} ${symbols[op]} rt.stringToBoolean(${b.code})`
	return `rt.generalPair('${op}', ${box(a)}, ${box(b)})`
}

/** One pair of a value comparison, both atomized: untyped values are strings. */
function valuePair(e: Emitter, op: ComparisonOperator, a: Value, b: Value): string {
	if (isText(a) && isText(b)) return texts(op, a.code, b.code)
	if (isNumeric(a) && isNumeric(b)) return numeric(e, op, a, b)
	if (a.rep === 'boolean' && b.rep === 'boolean') return `${a.code} ${symbols[op]} ${b.code}`
	return `rt.valueCompare('${op}', ${box(a)}, ${box(b)})`
}

export function valueComparison(
	e: Emitter,
	scope: Scope,
	op: ComparisonOperator,
	left: Expr,
	right: Expr,
): Value {
	const a = optional(e, scope, left, `the left side of "${op}"`)
	return whenPresent(e, a, (x) =>
		whenPresent(e, optional(e, scope, right, `the right side of "${op}"`), (y) => ({
			code: `(${valuePair(e, op, atomized(e, x), atomized(e, y))})`,
			rep: 'boolean',
			count: 'one',
		})),
	)
}

/** The strings of a sequence of string literals, where it is nothing else. */
function literalStrings(expr: Expr): readonly string[] | undefined {
	if (expr.kind === 'string') return [expr.value]
	if (expr.kind !== 'sequence') return undefined
	const strings = expr.items.map((i) => (i.kind === 'string' ? i.value : undefined))
	return strings.every((s) => s !== undefined) ? strings : undefined
}

interface ConstantList {
	readonly texts: readonly string[]
	readonly rep: 'string' | 'untyped'
}

/**
 * What a variable holds whose value is a list of codes: literals, or literals made untyped one by one, as
 * `for $code in ('a', 'b') return xs:untypedAtomic($code)`.
 */
export function constantList(expr: Expr): ConstantList | undefined {
	if (expr.kind === 'sequence') {
		const texts = literalStrings(expr)
		return texts === undefined ? undefined : { texts, rep: 'string' }
	}
	if (expr.kind !== 'flwor' || expr.bindings.length !== 1) return undefined
	const [binding] = expr.bindings
	const { result } = expr
	if (binding?.kind !== 'for' || binding.type !== undefined || result.kind !== 'call') return undefined
	const [argument] = result.args
	const untyped = result.name.uri === schemaNamespace && result.name.local === 'untypedAtomic'
	if (!untyped || argument?.kind !== 'variable' || argument.name !== binding.name) return undefined
	const texts = literalStrings(binding.expr)
	return texts === undefined ? undefined : { texts, rep: 'untyped' }
}

function listOf(scope: Scope, expr: Expr): ConstantList | undefined {
	if (expr.kind !== 'variable') return undefined
	const variable = scope.variables.get(expr.name)
	if (variable?.texts === undefined || !isText(variable)) return undefined
	return { texts: variable.texts, rep: variable.rep === 'untyped' ? 'untyped' : 'string' }
}

/** Whether the expression gives exactly one item whatever happens, without a loop. */
function isSingular(expr: Expr): boolean {
	return (
		expr.kind === 'string' ||
		expr.kind === 'number' ||
		(expr.kind === 'sign' && expr.operand.kind === 'number')
	)
}

export function generalComparison(
	e: Emitter,
	scope: Scope,
	op: ComparisonOperator,
	left: Expr,
	right: Expr,
): string {
	if (e.around.compatible) return compatibleComparison(e, scope, op, left, right)
	if (isSingular(left) && !isSingular(right)) return generalComparison(e, scope, swapped[op], right, left)
	if (op === 'eq') {
		const strings = right.kind === 'sequence' ? literalStrings(right) : undefined
		if (strings !== undefined) return membership(e, scope, left, strings, 'string')
		const [a, b] = [listOf(scope, left), listOf(scope, right)]
		if (b !== undefined) return membership(e, scope, left, b.texts, b.rep)
		if (a !== undefined) return membership(e, scope, right, a.texts, a.rep)
	}
	const out = e.fresh('c')
	const label = e.fresh('L')
	let plain: string | undefined
	const later = e.fresh('o')
	const { lines } = e.capture(() => {
		overOperand(e, scope, left, (a) => {
			const x = e.simple(atomized(e, a))
			overArray(e, operandInside(e, scope, right, isStreaming(left) ? later : undefined), (b) => {
				plain = generalPair(e, op, x, b)
				e.line(`if (${plain}) { ${out} = true; break ${label}; }`)
			})
		})
	})
	const simplest = lines.length === 1 && plain !== undefined ? plain : undefined
	if (simplest !== undefined) return `(${simplest})`
	e.line(`let ${out} = false`)
	if (lines.some((line) => line.includes(`${later}_set`))) e.line(`let ${later}, ${later}_set`)
	e.block(`${label}:`, () => e.lines(lines))
	return out
}

/**
 * The right side, evaluated only once there is an item on the left (an empty left side decides alone, so an
 * error on the right must not show), and once only: `later` is the variable that keeps it where the left loops.
 */
function operandInside(e: Emitter, scope: Scope, right: Expr, later: string | undefined): Value {
	const { lines, result } = e.capture(() => operand(e, scope, right))
	if (lines.length === 0 || later === undefined) {
		e.lines(lines)
		return result
	}
	e.block(`if (${later}_set === undefined)`, () => {
		e.lines(lines)
		e.line(`${later} = ${result.code}; ${later}_set = true`)
	})
	return { ...result, code: later, simple: true }
}

/** `x = ('a', 'b', …)`: a Set beyond a few. */
function membership(
	e: Emitter,
	scope: Scope,
	left: Expr,
	strings: readonly string[],
	rep: ConstantList['rep'],
): string {
	const out = e.fresh('c')
	const label = e.fresh('L')
	e.line(`let ${out} = false`)
	const set = strings.length > 4 ? e.module.constant('set', `new Set(${literal(strings)})`) : undefined
	e.block(`${label}:`, () =>
		overOperand(e, scope, left, (a) => {
			const x = e.simple(atomized(e, a))
			if (!isText(x)) {
				const boxed = rep === 'untyped' ? `rt.boxAll(${literal(strings)}, 'untyped')` : literal(strings)
				e.line(
					`if (rt.generalCompare('eq', [${box(x)}], ${e.module.constant('k', boxed)})) { ${out} = true; break ${label}; }`,
				)
			} else if (set !== undefined) e.line(`if (${set}.has(${x.code})) { ${out} = true; break ${label}; }`)
			else if (strings.length > 0)
				e.line(
					`if (${strings.map((s) => `${x.code} === ${literal(s)}`).join(' || ')}) { ${out} = true; break ${label}; }`,
				)
		}),
	)
	return out
}

/** One side, evaluated before the loop over the other: a value that may be absent, or an array of atoms. */
function operand(e: Emitter, scope: Scope, expr: Expr): Value {
	if (isStreaming(expr)) return collectedTyped(e, scope, expr)
	const value = e.value(scope, expr)
	if (value.count === 'many') return e.simple(value)
	if (value.constant !== undefined) return value
	const atom = value.count === 'one' ? atomized(e, value) : whenPresent(e, value, (v) => atomized(e, v))
	return e.simple(atom)
}

/** Atoms of one representation if they all have it, boxed otherwise. */
function collectedTyped(e: Emitter, scope: Scope, expr: Expr): Value {
	const out = e.fresh('a')
	const reps = new Set<Value['rep']>()
	const { lines } = e.capture(() =>
		e.each(scope, expr, anyOrder, (item) => {
			const atom = atomized(e, item)
			reps.add(atom.rep)
			e.line(`${out}.push(${atom.code})`)
		}),
	)
	e.line(`const ${out} = []`)
	const [rep, ...others] = reps
	if (others.length === 0) {
		e.lines(lines)
		return { code: out, rep: rep ?? 'item', count: 'many', simple: true }
	}
	e.each(scope, expr, anyOrder, (item) => e.line(`${out}.push(${box(atomized(e, item))})`))
	return { code: out, rep: 'item', count: 'many', simple: true }
}

/** Loops over the other side's atoms, or guards its absence. */
function overArray(e: Emitter, other: Value, body: (atom: Value) => void): void {
	if (other.count === 'many') {
		const n = e.fresh('b')
		e.block(`for (const ${n} of ${other.code})`, () =>
			body(e.simple(atomized(e, { ...other, code: n, count: 'one', simple: true }))),
		)
	} else if (other.count === 'opt')
		e.block(`if (${other.code} !== undefined)`, () => body({ ...other, count: 'one' }))
	else body(other)
}

/** The first side's items, as they come. */
function overOperand(e: Emitter, scope: Scope, expr: Expr, body: (item: Value) => void): void {
	e.each(scope, expr, anyOrder, body)
}

/** XPath 1.0 compatibility mode: booleans first, then numbers, by the runtime. */
function compatibleComparison(
	e: Emitter,
	scope: Scope,
	op: ComparisonOperator,
	left: Expr,
	right: Expr,
): string {
	const a = collected(e, scope, left)
	const b = collected(e, scope, right)
	return `rt.compareAll(t, '${op}', ${a}, ${b})`
}
