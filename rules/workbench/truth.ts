/**
 * Tests that come to the same whatever the document holds.
 *
 * Three answers: true, false, or that it depends (undefined). What is known to be empty, what contradicts itself
 * (one value that is two texts at once, a number above 5 and below 3) and what leaves nothing out (other than A or
 * other than B) decide; everything else depends.
 */
import { type Expr, functionNamespace } from '#engine'
import { xpathText } from './xpath-text.ts'

type Truth = boolean | undefined

/** `isEmpty` says which expressions can give nothing in any document. */
export function truthOf(expr: Expr, isEmpty: (expr: Expr) => boolean): Truth {
	const of = (one: Expr): Truth => truthOf(one, isEmpty)
	switch (expr.kind) {
		case 'string':
			return expr.value !== ''
		case 'number':
			return Number(expr.text) !== 0
		case 'path':
		case 'set':
		case 'sequence':
			return isEmpty(expr) ? false : undefined
		case 'and': {
			const [left, right] = [of(expr.left), of(expr.right)]
			if (left === false || right === false || contradict(chain(expr, 'and'))) return false
			return left === true && right === true ? true : undefined
		}
		case 'or': {
			const [left, right] = [of(expr.left), of(expr.right)]
			if (left === true || right === true || leaveNothing(chain(expr, 'or'))) return true
			return left === false && right === false ? false : undefined
		}
		case 'if': {
			const test = of(expr.test)
			if (test !== undefined) return of(test ? expr.then : expr.otherwise)
			const [then, otherwise] = [of(expr.then), of(expr.otherwise)]
			return then === otherwise ? then : undefined
		}
		case 'quantified':
			return expr.bindings.some((binding) => isEmpty(binding.expr)) ? expr.every : undefined
		case 'general':
		case 'value':
			return comparison(expr, isEmpty)
		case 'call':
			return callTruth(expr, isEmpty)
		default:
			return undefined
	}
}

function callTruth(expr: Extract<Expr, { kind: 'call' }>, isEmpty: (expr: Expr) => boolean): Truth {
	if (expr.name.uri !== functionNamespace) return undefined
	const [argument] = expr.args
	const inner = argument === undefined ? undefined : truthOf(argument, isEmpty)
	switch (expr.name.local) {
		case 'true':
			return true
		case 'false':
			return false
		case 'not':
			return inner === undefined ? undefined : !inner
		case 'boolean':
			return inner
		case 'exists':
			return argument !== undefined && isEmpty(argument) ? false : undefined
		case 'empty':
			return argument !== undefined && isEmpty(argument) ? true : undefined
		default:
			return undefined
	}
}

type Comparison = Extract<Expr, { kind: 'general' | 'value' }>

function comparison(expr: Comparison, isEmpty: (expr: Expr) => boolean): Truth {
	if (isEmpty(expr.left) || isEmpty(expr.right)) return false
	const [left, right] = [constant(expr.left), constant(expr.right)]
	const counted = countOf(expr.left, isEmpty)
	const value = left ?? counted
	if (value !== undefined && right !== undefined && typeof value === typeof right)
		return holds(value, expr.op, right)
	// A count is never negative.
	if (isCall(expr.left, 'count') && typeof right === 'number') {
		if (right < 0) return expr.op === 'gt' || expr.op === 'ge' || expr.op === 'ne'
		if (right === 0 && expr.op === 'ge') return true
		if (right === 0 && expr.op === 'lt') return false
	}
	return undefined
}

const countOf = (expr: Expr, isEmpty: (expr: Expr) => boolean): number | undefined =>
	isCall(expr, 'count') && expr.args[0] !== undefined && isEmpty(expr.args[0]) ? 0 : undefined

function isCall(expr: Expr, local: string): expr is Extract<Expr, { kind: 'call' }> {
	return expr.kind === 'call' && expr.name.uri === functionNamespace && expr.name.local === local
}

function constant(expr: Expr): string | number | undefined {
	if (expr.kind === 'string') return expr.value
	if (expr.kind === 'number') return Number(expr.text)
	if (expr.kind === 'sign') {
		const operand = constant(expr.operand)
		return typeof operand === 'number' ? (expr.minus ? -operand : operand) : undefined
	}
	return undefined
}

function holds(left: string | number, op: Comparison['op'], right: string | number): boolean {
	return {
		eq: left === right,
		ne: left !== right,
		lt: left < right,
		le: left <= right,
		gt: left > right,
		ge: left >= right,
	}[op]
}

/** The parts of `a and b and c`. */
function chain(expr: Expr, kind: 'and' | 'or'): Expr[] {
	return expr.kind === kind ? [...chain(expr.left, kind), ...chain(expr.right, kind)] : [expr]
}

/** What one value is compared with; undefined where several values may be meant. */
function bound(expr: Expr): { of: string; op: Comparison['op']; value: string | number } | undefined {
	if (expr.kind !== 'general' && expr.kind !== 'value') return undefined
	const value = constant(expr.right)
	if (value === undefined || !isSingle(expr.left)) return undefined
	return { of: xpathText(expr.left, {}), op: expr.op, value }
}

/** Gives one value at most, whatever the document. */
function isSingle(expr: Expr): boolean {
	if (expr.kind === 'context') return true
	if (expr.kind === 'path')
		return (
			!expr.root &&
			expr.steps.every(
				(step) =>
					step.kind === 'axis' &&
					(step.axis === 'attribute' || step.axis === 'self') &&
					step.test.kind === 'name',
			)
		)
	return (
		expr.kind === 'call' &&
		expr.name.uri === functionNamespace &&
		[
			'normalize-space',
			'string',
			'upper-case',
			'lower-case',
			'string-length',
			'count',
			'number',
			'local-name',
		].includes(expr.name.local)
	)
}

function contradict(parts: readonly Expr[]): boolean {
	const bounds = parts.map(bound).filter((one) => one !== undefined)
	return bounds.some((a, i) =>
		bounds.slice(i + 1).some((b) => {
			if (a.of !== b.of || typeof a.value !== typeof b.value) return false
			return [...samples(a.value), ...samples(b.value)].every(
				(one) => !(holds(one, a.op, a.value) && holds(one, b.op, b.value)),
			)
		}),
	)
}

/** `. != 'A' or . != 'B'`, written where “and” was meant. */
function leaveNothing(parts: readonly Expr[]): boolean {
	const bounds = parts.map(bound).filter((one) => one !== undefined)
	return bounds.some((a, i) =>
		bounds
			.slice(i + 1)
			.some(
				(b) =>
					a.of === b.of &&
					a.op === 'ne' &&
					b.op === 'ne' &&
					typeof a.value === typeof b.value &&
					a.value !== b.value,
			),
	)
}

/** Values at a bound and on both sides of it; any text is at most as far as one letter more. */
function samples(value: string | number): (string | number)[] {
	return typeof value === 'number'
		? [value - 1, value - 0.5, value, value + 0.5, value + 1]
		: ['', value, `${value}x`]
}
