/**
 * Function calls: constructor functions, the rule set's own functions, those emitted in place, and the
 * records of the function table.
 */

import type { ExpandedName, Expr, SequenceType } from '../ast.ts'
import { findFunction } from '../functions/find.ts'
import type { AtomicType } from '../item.ts'
import { functionNamespace, StaticError, schemaNamespace, Unsupported } from '../parse.ts'
import { parseSignature, type Signature } from '../signature.ts'
import { castValue } from './casts.ts'
import { shaped } from './control.ts'
import { argument, repOf } from './convert.ts'
import type { Emitter, Scope, Value } from './emitter.ts'
import { inlined } from './inline.ts'
import { identifier, literal } from './module.ts'

export type Call = Extract<Expr, { kind: 'call' }>

export function call(e: Emitter, scope: Scope, expr: Call): Value {
	const { name, args } = expr
	if (args.some((a) => a === undefined)) return partial(e, scope, expr)
	const given = args as readonly Expr[]
	if (name.uri === schemaNamespace) return construct(e, scope, name, given)
	const own = e.around.functions.get(`{${name.uri}}${name.local}#${given.length}`)
	if (own !== undefined) {
		const values = given.map(
			(arg, i) => argument(e, scope, arg, own.params[i]!, `argument ${i + 1} of ${name.local}()`).code,
		)
		return resultOf(own.result, `${own.code}(t, s${values.map((v) => `, ${v}`).join('')})`)
	}
	return inlined(e, scope, name, given) ?? byRecord(e, scope, name, given)
}

/** `xs:date(x)`: a cast of at most one item. */
function construct(e: Emitter, scope: Scope, name: ExpandedName, args: readonly Expr[]): Value {
	const [arg] = args
	if (args.length !== 1 || arg === undefined)
		throw new StaticError('XPST0017', `xs:${name.local}() takes one argument`)
	return castValue(e, scope, arg, name.local as AtomicType, true)
}

function byRecord(e: Emitter, scope: Scope, name: ExpandedName, given: readonly Expr[]): Value {
	const { signature, args, code } = recordFor(e, name, given)
	const values = args.map((arg, i) => {
		const type = signature.params[Math.min(i, signature.params.length - 1)]!
		return argument(e, scope, arg, type, `argument ${i + 1} of ${name.local}()`).code
	})
	return resultOf(signature.result, `${code}(s${values.map((v) => `, ${v}`).join('')})`)
}

/** The record, its signature for that many arguments, and the arguments with the context item filled in. */
function recordFor(
	e: Emitter,
	name: ExpandedName,
	given: readonly Expr[],
): { signature: Signature; args: readonly Expr[]; code: string } {
	const record = findFunction(name)
	if (record === undefined) throw new StaticError('XPST0017', `there is no function ${display(name)}()`)
	const signatures = record.signatures.map(parseSignature)
	const fits = (s: Signature, n: number): boolean =>
		s.params.length === n || (s.repeats && n >= s.params.length)
	const code = e.module.constant(
		`f_${identifier(name.local)}_`,
		`rt.fn(${literal(name.uri)}, ${literal(name.local)})`,
	)
	const signature = signatures.find((s) => fits(s, given.length))
	if (signature !== undefined) return { signature, args: given, code }
	const withItem = record.defaultsToContext ? signatures.find((s) => fits(s, given.length + 1)) : undefined
	if (withItem === undefined)
		throw new StaticError('XPST0017', `${display(name)}() does not take ${given.length} arguments`)
	return { signature: withItem, args: [{ kind: 'context' }, ...given], code }
}

function display(name: ExpandedName): string {
	return name.uri === functionNamespace ? name.local : `{${name.uri}}${name.local}`
}

export function resultOf(type: SequenceType, code: string): Value {
	const count = type.card === 'many' || type.card === 'some' ? 'many' : type.card === 'one' ? 'one' : 'opt'
	return { code, rep: repOf(type.item), count }
}

/** `f(1, ?)`: a function of what is left open. */
function partial(e: Emitter, scope: Scope, expr: Call): Value {
	const params: { name: string; type: undefined }[] = []
	let variables = new Map(scope.variables)
	const args = expr.args.map((arg): Expr => {
		const name = `partial ${e.fresh('x')}`
		if (arg === undefined) params.push({ name, type: undefined })
		else variables = new Map([...variables, [name, e.simple(e.value(scope, arg))]])
		return { kind: 'variable', name }
	})
	return e.value(
		{ ...scope, variables },
		{ kind: 'function', params, result: undefined, body: { ...expr, args } },
	)
}

/** `name#arity` as an inline function that calls it. */
export function functionReference(e: Emitter, scope: Scope, name: ExpandedName, arity: number): Value {
	if (arity > 100) throw new Unsupported(`a function of ${arity} arguments is not supported`)
	const params = Array.from({ length: arity }, (_, i) => ({ name: `argument ${i}`, type: undefined }))
	const args = params.map((p): Expr => ({ kind: 'variable', name: p.name }))
	return e.value(scope, { kind: 'function', params, result: undefined, body: { kind: 'call', name, args } })
}

/** `$f(a, b)`. */
export function invoke(e: Emitter, scope: Scope, target: Expr, args: readonly (Expr | undefined)[]): Value {
	const fn = e.simple(
		argument(e, scope, target, { item: { kind: 'function' }, card: 'one' }, 'a function call'),
	).code
	if (args.some((a) => a === undefined))
		throw new StaticError('XPST0003', 'partial application of a function item is not supported')
	const values = (args as readonly Expr[]).map((arg) => {
		const value = e.value(scope, arg)
		return shaped(value, { rep: 'item', count: 'many' })
	})
	return { code: `rt.invoke(${[fn, ...values].join(', ')})`, rep: 'item', count: 'many' }
}
