/**
 * The dispatcher: which expression is emitted by whom.
 *
 * `value`, `truth` and `each` are the three ways of emitter.ts; each falls back on another where an
 * expression has no better form of its own.
 */
import type { Expr } from '../ast.ts'
import type { AtomicType } from '../item.ts'
import { StaticError } from '../parse.ts'
import { mentions } from '../static.ts'
import { arithmetic, sign } from './arithmetic.ts'
import { call, functionReference, invoke } from './calls.ts'
import { castable, castValue } from './casts.ts'
import { generalComparison, valueComparison } from './comparisons.ts'
import {
	conditional,
	conditionTruth,
	eachConditional,
	eachFlwor,
	eachMapped,
	inlineFunction,
	junction,
	quantified,
} from './control.ts'
import { argument, booleanValue, collected, truthOf, whenPresent } from './convert.ts'
import {
	commonKind,
	type Dispatch,
	Emitter,
	inOrder,
	type Need,
	type Scope,
	type Surroundings,
	type Value,
} from './emitter.ts'
import { isKept, keptCondition } from './families.ts'
import { inDocumentOrder, yieldsNodes } from './flow.ts'
import { concatenation, exists } from './inline.ts'
import { eachOfRange, eachOfSet, eachOfValue } from './items.ts'
import { literal } from './module.ts'
import { hoisted } from './once.ts'
import { outlined } from './outline.ts'
import { eachOfPath } from './paths.ts'
import { typeTest } from './types.ts'

const dispatch: Dispatch = { value, truth, each }

export function newEmitter(around: Surroundings): Emitter {
	return new Emitter(around, dispatch)
}

/** Expressions whose value is a truth, */
const truths: ReadonlySet<Expr['kind']> = new Set([
	'and',
	'or',
	'general',
	'quantified',
	'instance',
	'castable',
])
/** and others whose truth takes less than their value. */
const searched: ReadonlySet<Expr['kind']> = new Set(['path', 'set', 'if'])

function value(e: Emitter, scope: Scope, expr: Expr): Value {
	const kept =
		hoisted(e, scope, expr, plainValue) ??
		(truths.has(expr.kind) ? undefined : outlined(e, scope, expr, plainValue))
	return kept ?? plainValue(e, scope, expr)
}

function plainValue(e: Emitter, scope: Scope, expr: Expr): Value {
	switch (expr.kind) {
		case 'string':
			return { code: literal(expr.value), rep: 'string', count: 'one', simple: true, constant: expr.value }
		case 'number':
			return number(e, expr.type, expr.text)
		case 'variable': {
			const variable = scope.variables.get(expr.name)
			if (variable === undefined)
				throw new StaticError('XPST0008', `the variable $${expr.name} is not declared`)
			return variable
		}
		case 'context':
			if (scope.item === undefined) e.line(`rt.fail('XPDY0002', 'there is no context item')`)
			return scope.item ?? { code: 'undefined', rep: 'item', count: 'opt', simple: true }
		case 'sequence':
			if (expr.items.length === 0) return { code: '[]', rep: 'item', count: 'many', simple: true }
			return gathered(e, scope, expr)
		case 'and':
		case 'or':
		case 'general':
		case 'quantified':
			return booleanValue(truth(e, scope, expr))
		case 'arithmetic':
			return arithmetic(e, scope, expr.op, expr.left, expr.right)
		case 'sign':
			return sign(e, scope, expr.minus, expr.operand)
		case 'value':
			return valueComparison(e, scope, expr.op, expr.left, expr.right)
		case 'order':
			return nodeOrder(e, scope, expr)
		case 'concat':
			return concatenation(e, scope, expr.parts)
		case 'if':
			return conditional(e, scope, expr.test, expr.then, expr.otherwise)
		case 'instance':
		case 'castable':
			return booleanValue(truth(e, scope, expr))
		case 'treat':
			return argumentAsIs(e, scope, expr)
		case 'cast':
			return castValue(e, scope, expr.expr, expr.type as AtomicType, expr.optional)
		case 'call':
			return call(e, scope, expr)
		case 'function-ref':
			return functionReference(e, scope, expr.name, expr.arity)
		case 'function':
			return inlineFunction(e, scope, expr)
		case 'invoke':
			return invoke(e, scope, expr.target, expr.args)
		default:
			return gathered(e, scope, expr)
	}
}

function number(e: Emitter, type: 'integer' | 'decimal' | 'double', text: string): Value {
	if (type === 'double')
		return { code: String(Number(text)), rep: 'double', count: 'one', simple: true, constant: Number(text) }
	if (type === 'integer' && text.length < 16)
		return { code: String(Number(text)), rep: 'int', count: 'one', simple: true, constant: Number(text) }
	return {
		code: e.module.constant('d', `rt.Decimal.parse(${literal(text)})`),
		rep: type,
		count: 'one',
		simple: true,
	}
}

/** All items in an array: of one representation if they all have it. */
function gathered(e: Emitter, scope: Scope, expr: Expr): Value {
	const out = e.fresh('a')
	const reps = new Set<Value['rep']>()
	const kinds = new Set<Value['node']>()
	const { lines } = e.capture(() =>
		each(e, scope, expr, inOrder, (item) => {
			reps.add(item.rep)
			kinds.add(item.node)
			e.line(`${out}.push(${item.code})`)
		}),
	)
	const [rep, ...others] = reps
	if (rep !== undefined && others.length > 0)
		return { code: collected(e, scope, expr), rep: 'item', count: 'many', simple: true }
	e.line(`const ${out} = []`)
	e.lines(lines)
	const kind = commonKind(kinds)
	return {
		code: out,
		rep: rep ?? 'item',
		count: 'many',
		simple: true,
		...(kind && { node: kind }),
		...(inDocumentOrder(expr, scope) && { sorted: true }),
	}
}

function nodeOrder(e: Emitter, scope: Scope, expr: Extract<Expr, { kind: 'order' }>): Value {
	const node = { item: { kind: 'node', test: { kind: 'node' } }, card: 'opt' } as const
	const a = argument(e, scope, expr.left, node, 'the left side of a node comparison')
	const b = argument(e, scope, expr.right, node, 'the right side of a node comparison')
	const symbol = expr.op === 'is' ? '===' : expr.op === 'before' ? '<' : '>'
	return whenPresent(e, a, (x) => whenPresent(e, b, (y) => booleanValue(`(${x.code} ${symbol} ${y.code})`)))
}

/** `treat as`: the value as it is, if it is of the type; XPDY0050 otherwise. */
function argumentAsIs(e: Emitter, scope: Scope, expr: Extract<Expr, { kind: 'treat' }>): Value {
	const items = collected(e, scope, expr.expr)
	e.line(
		`if (!(${sequenceTest(e, items, expr.type)})) rt.fail('XPDY0050', 'a value is not of the type it is treated as')`,
	)
	return { code: items, rep: 'item', count: 'many', simple: true }
}

function sequenceTest(e: Emitter, items: string, type: Extract<Expr, { kind: 'treat' }>['type']): string {
	const sizes = { none: '=== 0', one: '=== 1', opt: '<= 1', some: '>= 1', many: '>= 0' } as const
	const size = `${items}.length ${sizes[type.card]}`
	if (type.card === 'none' || type.item.kind === 'item') return size
	const test = typeTest(e, { code: 'i', rep: 'item', count: 'one', simple: true }, type.item)
	return `${size} && ${items}.every((i) => ${test})`
}

function truth(e: Emitter, scope: Scope, expr: Expr): string {
	const condition = keptCondition(e, scope, expr)
	if (condition !== undefined) return exists(e, scope, condition)
	const kept =
		hoisted(e, scope, expr, truthValue) ??
		(truths.has(expr.kind) || searched.has(expr.kind) ? outlined(e, scope, expr, truthValue) : undefined)
	return kept?.code ?? plainTruth(e, scope, expr)
}

/** The truth as a value, so that it can be kept. */
function truthValue(e: Emitter, scope: Scope, expr: Expr): Value {
	return booleanValue(plainTruth(e, scope, expr))
}

function plainTruth(e: Emitter, scope: Scope, expr: Expr): string {
	switch (expr.kind) {
		case 'and':
		case 'or':
			return junction(e, scope, expr.kind, expr.left, expr.right)
		case 'general':
			return generalComparison(e, scope, expr.op, expr.left, expr.right)
		case 'quantified':
			return quantified(e, scope, expr.every, expr.bindings, expr.test)
		case 'if':
			return conditionTruth(e, scope, expr.test, expr.then, expr.otherwise)
		case 'castable':
			return castable(e, scope, expr.expr, expr.type as AtomicType, expr.optional)
		case 'instance':
			return `(${sequenceTest(e, collected(e, scope, expr.expr), expr.type)})`
		case 'path':
		case 'set':
			if (yieldsNodes(expr, scope.item, scope.variables)) return exists(e, scope, expr)
			return truthOf(e, e.value(scope, expr))
		default:
			return truthOf(e, e.value(scope, expr))
	}
}

function each(e: Emitter, scope: Scope, expr: Expr, need: Need, body: (item: Value) => void): void {
	const once = need.first || isKept(e, scope, expr) ? undefined : hoisted(e, scope, expr, plainValue)
	if (once !== undefined) return eachOfValue(e, once, body)
	switch (expr.kind) {
		case 'path':
			return eachOfPath(e, scope, expr, need, body)
		case 'sequence':
			for (const item of expr.items) each(e, scope, item, need, body)
			return
		case 'flwor':
			return eachFlwor(e, scope, expr.bindings, expr.result, body)
		case 'map':
			return eachMapped(
				e,
				scope,
				expr.left,
				expr.right,
				mentions(expr.right, 'position') || mentions(expr.right, 'last'),
				body,
			)
		case 'if':
			return eachConditional(e, scope, expr.test, expr.then, expr.otherwise, need, body)
		case 'set':
			return eachOfSet(e, scope, expr, need, body)
		case 'range': {
			return eachOfRange(e, scope, expr, body)
		}
		default:
			return eachOfValue(e, e.value(scope, expr), body)
	}
}
