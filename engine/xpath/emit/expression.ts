/**
 * The dispatcher: which expression is emitted by whom.
 *
 * `value`, `truth` and `each` are the three ways of emitter.ts; each falls back on another where an
 * expression has no better form of its own. Sub-expressions that depend on the document alone and read it by
 * a path are computed once a document, in a function of their own.
 */
import type { Expr } from '../ast.ts'
import type { AtomicType } from '../item.ts'
import { StaticError } from '../parse.ts'
import { isAbsolute, mentions, readsDocument } from '../static.ts'
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
import {
	argument,
	asDecimal,
	booleanValue,
	box,
	collected,
	optional,
	truthOf,
	whenPresent,
} from './convert.ts'
import {
	commonKind,
	type Dispatch,
	documentNode,
	Emitter,
	inOrder,
	type Need,
	type Scope,
	type Surroundings,
	type Value,
} from './emitter.ts'
import { isKept, keptCondition } from './families.ts'
import { eachOfArray } from './filter.ts'
import { inDocumentOrder, yieldsNodes } from './flow.ts'
import { concatenation, exists } from './inline.ts'
import { literal } from './module.ts'
import { outlined } from './outline.ts'
import { eachOfPath } from './paths.ts'
import { typeTest } from './types.ts'

export const dispatch: Dispatch = { value, truth, each }

export function newEmitter(around: Surroundings, own?: Expr): Emitter {
	return new Emitter(around, dispatch, own)
}

/**
 * Emits a function by what is kept of families (families.ts), and where it asks for any, once more without: `write`
 * makes the function, `long` the name of the other one, to be called as `call` has it.
 */
export function emitTwice<T extends { readonly rep: unknown } | string>(
	around: Surroundings,
	name: string,
	own: Expr | undefined,
	call: string,
	emit: (e: Emitter) => T,
	write: (name: string, e: Emitter, result: T) => string,
): T {
	const e = new Emitter(around, dispatch, own, new Map())
	const result = emit(e)
	if (e.kept!.size > 0) {
		const long = newEmitter(around, own)
		const same = emit(long)
		if (shapeOf(result) !== shapeOf(same)) {
			around.module.add(write(name, long, same))
			return same
		}
		around.module.add(write(`${name}_long`, long, same))
		for (const [keeper, kept] of e.kept!) e.open(`const ${kept} = ${keeper}(t, s)`)
		e.open(
			`if (${[...e.kept!.values()].map((kept) => `${kept} === undefined`).join(' || ')}) return ${name}_long(${call})`,
		)
	}
	around.module.add(write(name, e, result))
	return result
}

/** What the users of a value rely on. */
function shapeOf(value: unknown): string {
	if (typeof value === 'string') return ''
	const { rep, count, node, sorted } = value as Value
	return `${rep} ${count} ${node} ${sorted}`
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
		(truths.has(expr.kind)
			? undefined
			: outlined(e, scope, expr, plainValue, (own) => newEmitter(e.around, own)))
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
		(truths.has(expr.kind) || searched.has(expr.kind)
			? outlined(e, scope, expr, truthValue, (own) => newEmitter(e.around, own))
			: undefined)
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

/** Counts in JavaScript numbers where both ends are known to be small, in decimals otherwise. */
function eachOfRange(
	e: Emitter,
	scope: Scope,
	{ from, to }: Extract<Expr, { kind: 'range' }>,
	body: (item: Value) => void,
): void {
	const end = (expr: Expr, what: string): Value => {
		const { lines, result } = e.capture(() => optional(e, scope, expr, what))
		if (result.rep === 'int') {
			e.lines(lines)
			return e.simple(result)
		}
		return argument(e, scope, expr, { item: { kind: 'atomic', type: 'integer' }, card: 'opt' }, what)
	}
	const first = end(from, 'the start of a range')
	const last = end(to, 'the end of a range')
	const small = first.rep === 'int' && last.rep === 'int'
	if (small && first.count === 'one' && last.count === 'one') {
		const i = e.fresh('i')
		const stop = e.bind(`rt.rangeEnd(${first.code}, ${last.code})`)
		e.block(`for (let ${i} = ${first.code}; ${i} <= ${stop}; ${i}++)`, () =>
			body({ code: i, rep: 'int', count: 'one', simple: true }),
		)
		return
	}
	const ends = [first, last].map((v) => whenPresent(e, v, (x) => ({ ...x, code: asDecimal(e, x) })).code)
	eachOfArray(e, `rt.range(${ends.join(', ')})`, { rep: 'integer' }, body)
}

function eachOfValue(e: Emitter, items: Value, body: (item: Value) => void): void {
	if (items.code === '[]') return
	const { count, code, global: _kept, ...item } = items
	if (count === 'many') return eachOfArray(e, code, item, body)
	if (count === 'one') return body(items)
	const bound = e.simple(items)
	e.block(`if (${bound.code} !== undefined)`, () => body({ ...bound, count: 'one' }))
}

function eachOfSet(
	e: Emitter,
	scope: Scope,
	expr: Extract<Expr, { kind: 'set' }>,
	need: Need,
	body: (item: Value) => void,
): void {
	if (expr.op === 'union' && !need.ordered && !need.distinct) {
		for (const side of [expr.left, expr.right]) nodesOf(e, scope, side, need, body)
		return
	}
	const a = nodeArray(e, scope, expr.left)
	const b = nodeArray(e, scope, expr.right)
	eachOfArray(e, `rt.${expr.op}(${a}, ${b})`, { rep: 'node' }, body)
}

function nodesOf(e: Emitter, scope: Scope, expr: Expr, need: Need, body: (item: Value) => void): void {
	each(e, scope, expr, need, (item) =>
		item.rep === 'node'
			? body(item)
			: body({ code: e.bind(`rt.node(${box(item)}, 'XPTY0004')`), rep: 'node', count: 'one', simple: true }),
	)
}

function nodeArray(e: Emitter, scope: Scope, expr: Expr): string {
	const out = e.fresh('a')
	e.line(`const ${out} = []`)
	nodesOf(e, scope, expr, inOrder, (item) => e.line(`${out}.push(${item.code})`))
	return out
}

/** A sub-expression of the document alone becomes a function that keeps its value for the run. */
function hoisted(
	e: Emitter,
	scope: Scope,
	expr: Expr,
	emit: (e: Emitter, scope: Scope, expr: Expr) => Value,
): Value | undefined {
	if (
		expr === e.own ||
		scope.item === undefined ||
		expr.kind === 'string' ||
		expr.kind === 'number' ||
		expr.kind === 'variable' ||
		expr.kind === 'context'
	)
		return undefined
	const isGlobal = (name: string): boolean => scope.variables.get(name)?.global === true
	if (!readsDocument(expr) || !isAbsolute(expr, isGlobal)) return undefined
	const globals = [...scope.variables].filter(([, v]) => v.global)
	const text = JSON.stringify(expr)
	const used = globals
		.filter(([name]) => text.includes(`"variable","name":${JSON.stringify(name)}`))
		.map(([, v]) => v.code)
	const shapes = shapesOf(e)
	const name = e.module.memo(`${emit.name} ${text} ${used.join(' ')}`, 'once', (name) => {
		const result = emitTwice(
			e.around,
			name,
			expr,
			't, s',
			(inside) =>
				emit(inside, { variables: new Map(globals), item: documentNode, position: '1', size: '1' }, expr),
			(name, inside, { code }) => memoFunction(name, inside, code),
		)
		shapes.set(name, result)
	})
	const shape = shapes.get(name)
	if (shape === undefined) throw new StaticError('XPST0003', 'an expression contains itself')
	return {
		code: `${name}(t, s)`,
		rep: shape.rep,
		count: shape.count,
		global: true,
		...(shape.node && { node: shape.node }),
		...(shape.sorted && { sorted: true }),
	}
}

/** A function that computes once a run: `s.epoch` differs from run to run. */
export function memoFunction(name: string, e: Emitter, result: string): string {
	return `let ${name}_v, ${name}_at = -1\nfunction ${name}(t, s) {\n\tif (${name}_at === s.epoch) return ${name}_v\n${e.body()}\n\t${name}_v = ${result}\n\t${name}_at = s.epoch\n\treturn ${name}_v\n}`
}

const shapesByModule = new WeakMap<object, Map<string, Value>>()

/** Shapes of the values that the module's memo functions give. */
function shapesOf(e: Emitter): Map<string, Value> {
	let shapes = shapesByModule.get(e.module)
	if (shapes === undefined) shapesByModule.set(e.module, (shapes = new Map()))
	return shapes
}
