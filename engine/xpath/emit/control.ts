/** `if`, `for`, `let`, quantifiers, `and`, `or`, and function items. */
import type { Binding, Expr, SequenceType } from '../ast.ts'
import { argument, box } from './convert.ts'
import { commonKind, type Emitter, inOrder, type Need, type Scope, type Value } from './emitter.ts'
import { literal } from './module.ts'

/** The two operands of `and` / `or`: the right one is evaluated only where it matters. */
export function junction(e: Emitter, scope: Scope, kind: 'and' | 'or', left: Expr, right: Expr): string {
	const a = e.truth(scope, left)
	const { lines, result } = e.capture(() => e.truth(scope, right))
	if (lines.length === 0) return `(${a} ${kind === 'and' ? '&&' : '||'} ${result})`
	const out = e.fresh('c')
	e.line(`let ${out} = ${a}`)
	e.block(`if (${kind === 'and' ? '' : '!'}${out})`, () => {
		e.lines(lines)
		e.line(`${out} = ${result}`)
	})
	return out
}

export function conditionTruth(e: Emitter, scope: Scope, test: Expr, yes: Expr, no: Expr): string {
	const condition = e.truth(scope, test)
	const a = e.capture(() => e.truth(scope, yes))
	const b = e.capture(() => e.truth(scope, no))
	if (a.lines.length === 0 && b.lines.length === 0) return `(${condition} ? ${a.result} : ${b.result})`
	const out = e.fresh('c')
	e.line(`let ${out} = false`)
	branches(
		e,
		condition,
		() => assign(e, a.lines, out, a.result),
		() => assign(e, b.lines, out, b.result),
	)
	return out
}

function assign(e: Emitter, lines: readonly string[], out: string, code: string): void {
	e.lines(lines)
	e.line(`${out} = ${code}`)
}

function branches(e: Emitter, condition: string, yes: () => void, no: () => void): void {
	e.block(`if (${condition})`, yes)
	e.block('else', no)
}

/** Both branches brought to one representation. */
export function conditional(e: Emitter, scope: Scope, test: Expr, yes: Expr, no: Expr): Value {
	const condition = e.truth(scope, test)
	const a = e.capture(() => e.value(scope, yes))
	const b = e.capture(() => e.value(scope, no))
	const shape = unified(a.result, b.result)
	const x = shaped(a.result, shape)
	const y = shaped(b.result, shape)
	if (a.lines.length === 0 && b.lines.length === 0) return { ...shape, code: `(${condition} ? ${x} : ${y})` }
	const out = e.fresh('v')
	e.line(`let ${out}`)
	branches(
		e,
		condition,
		() => assign(e, a.lines, out, x),
		() => assign(e, b.lines, out, y),
	)
	return { ...shape, code: out, simple: true }
}

/** The shape that can hold either value. */
function unified(a: Value, b: Value): Omit<Value, 'code'> {
	const empty = (v: Value): boolean => v.code === '[]' && v.count === 'many'
	const rep = empty(a) ? b.rep : empty(b) ? a.rep : a.rep === b.rep ? a.rep : 'item'
	const counts = new Set([empty(a) ? 'opt' : a.count, empty(b) ? 'opt' : b.count])
	const count = counts.has('many') ? 'many' : counts.has('opt') ? 'opt' : 'one'
	const node = commonKind([a.node, b.node])
	return { rep, count, ...(node && { node }) }
}

/** The code of a value in a wider shape. */
export function shaped(value: Value, shape: Omit<Value, 'code'>): string {
	if (value.code === '[]' && value.count === 'many') return shape.count === 'many' ? '[]' : 'undefined'
	const same = value.rep === shape.rep
	if (value.count === 'many') return same ? value.code : `rt.boxAll(${value.code}, '${value.rep}')`
	if (value.count === 'opt') {
		const boxed = same ? value.code : `rt.boxOptional(${value.code}, '${value.rep}')`
		return shape.count === 'many' ? `rt.listed(${boxed})` : boxed
	}
	const code = same ? value.code : box(value)
	return shape.count === 'many' ? `[${code}]` : code
}

export function eachConditional(
	e: Emitter,
	scope: Scope,
	test: Expr,
	yes: Expr,
	no: Expr,
	need: Need,
	body: (item: Value) => void,
): void {
	const condition = e.truth(scope, test)
	branches(
		e,
		condition,
		() => e.each(scope, yes, need, body),
		() => e.each(scope, no, need, body),
	)
}

/** A scope in which the variable holds the value. */
export function bound(scope: Scope, name: string, value: Value): Scope {
	return { ...scope, variables: new Map([...scope.variables, [name, value]]) }
}

/** A value that may be used again: bound to a local, typed as declared. */
export function letValue(
	e: Emitter,
	scope: Scope,
	expr: Expr,
	type: SequenceType | undefined,
	name: string,
): Value {
	if (type !== undefined) return e.simple(argument(e, scope, expr, type, `$${name}`))
	return e.simple(e.value(scope, expr))
}

function eachBinding(
	e: Emitter,
	scope: Scope,
	bindings: readonly Binding[],
	body: (scope: Scope) => void,
): void {
	const [binding, ...rest] = bindings
	if (binding === undefined) return body(scope)
	if (binding.kind === 'let') {
		return eachBinding(
			e,
			bound(scope, binding.name, letValue(e, scope, binding.expr, binding.type, binding.name)),
			rest,
			body,
		)
	}
	const outer = { ...scope }
	e.each(scope, binding.expr, inOrder, (item) => {
		const value = e.simple(item)
		e.line('rt.tick(s)')
		if (binding.type !== undefined)
			e.line(`rt.check(${box(value)}, ${typeLiteral(binding.type)}, ${literal(`$${binding.name}`)})`)
		eachBinding(e, bound(outer, binding.name, value), rest, body)
	})
}

function typeLiteral(type: SequenceType): string {
	return type.item.kind === 'atomic' ? `'${type.item.type}'` : 'undefined'
}

export function eachFlwor(
	e: Emitter,
	scope: Scope,
	bindings: readonly Binding[],
	result: Expr,
	body: (item: Value) => void,
): void {
	eachBinding(e, scope, bindings, (inner) => e.each(inner, result, inOrder, body))
}

export function quantified(
	e: Emitter,
	scope: Scope,
	every: boolean,
	bindings: readonly Binding[],
	test: Expr,
): string {
	const out = e.fresh('q')
	const label = e.fresh('L')
	e.line(`let ${out} = ${every}`)
	e.block(`${label}:`, () =>
		eachBinding(e, scope, bindings, (inner) => {
			const truth = e.truth(inner, test)
			e.line(`if (${every ? '!' : ''}(${truth})) { ${out} = ${!every}; break ${label}; }`)
		}),
	)
	return out
}

/** `left ! right`: the right side once an item of the left, with its position. */
export function eachMapped(
	e: Emitter,
	scope: Scope,
	left: Expr,
	right: Expr,
	positions: boolean,
	body: (item: Value) => void,
): void {
	if (!positions) {
		return e.each(scope, left, inOrder, (item) =>
			e.each({ ...scope, item: e.simple(item), position: '1', size: '1' }, right, inOrder, body),
		)
	}
	const all = e.fresh('a')
	e.line(`const ${all} = []`)
	e.each(scope, left, inOrder, (item) => e.line(`${all}.push(${box(item)})`))
	const i = e.fresh('i')
	e.block(`for (let ${i} = 0; ${i} < ${all}.length; ${i}++)`, () => {
		const item: Value = { code: e.bind(`${all}[${i}]`, 'n'), rep: 'item', count: 'one', simple: true }
		e.each({ ...scope, item, position: `(${i} + 1)`, size: `${all}.length` }, right, inOrder, body)
	})
}

/** An inline function as a function item: arguments come and results go as arrays of items. */
export function inlineFunction(e: Emitter, scope: Scope, expr: Extract<Expr, { kind: 'function' }>): Value {
	const { item: _item, position: _position, size: _size, ...unfocused } = scope
	return functionItem(e, unfocused, expr.params, expr.body, expr.result)
}

/** A function item whose body sees the scope as it is given. */
export function functionItem(
	e: Emitter,
	scope: Scope,
	params: Extract<Expr, { kind: 'function' }>['params'],
	body: Expr,
	result?: SequenceType,
): Value {
	const names = params.map(() => e.fresh('p'))
	const out = e.fresh('f')
	e.block(`const ${out} = new rt.FunctionItem('function', ${names.length}, (${names.join(', ')}) =>`, () => {
		let inner: Scope = { ...scope, variables: new Map(scope.variables) }
		params.forEach((param, i) => {
			const raw: Value = { code: names[i]!, rep: 'item', count: 'many', simple: true }
			const holder = bound({ variables: new Map() }, param.name, raw)
			const value =
				param.type === undefined
					? raw
					: e.simple(
							argument(e, holder, { kind: 'variable', name: param.name }, param.type, `$${param.name}`),
						)
			inner = bound(inner, param.name, value)
		})
		returned(e, inner, body, result)
	})
	e.line(')')
	return { code: out, rep: 'item', count: 'one', simple: true }
}

/** `return` of an array of items, typed as declared. */
export function returned(e: Emitter, scope: Scope, body: Expr, type: SequenceType | undefined): void {
	if (type !== undefined) {
		const value = argument(e, scope, body, type, 'the result of a function')
		e.line(`return ${shaped(value, { rep: 'item', count: 'many' })}`)
		return
	}
	const all = e.fresh('a')
	e.line(`const ${all} = []`)
	e.each(scope, body, inOrder, (item) => e.line(`${all}.push(${box(item)})`))
	e.line(`return ${all}`)
}
