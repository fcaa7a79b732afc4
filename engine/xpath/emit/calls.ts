/**
 * Function calls: constructor functions, the rule set's own functions, those emitted in place, and the
 * records of the function table.
 */

import type { ExpandedName, Expr, SequenceType } from '../ast.ts'
import { atomicTypes } from '../atomic-types.ts'
import { findFunction } from '../functions/find.ts'
import type { AtomicType } from '../item.ts'
import { functionNamespace, StaticError, schemaNamespace, Unsupported } from '../parse.ts'
import { parseSignature, type Signature } from '../signature.ts'
import { refuseAbsent, refuseCollation } from './absent.ts'
import { castValue } from './casts.ts'
import { functionItem, shaped } from './control.ts'
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

const constructors: ReadonlySet<string> = new Set(
	[...atomicTypes, 'numeric'].filter((type) => type !== 'anyAtomicType' && type !== 'NOTATION'),
)
const listTypes: ReadonlySet<string> = new Set(['NMTOKENS', 'IDREFS', 'ENTITIES'])

/** `xs:date(x)`: a cast of at most one item. */
function construct(e: Emitter, scope: Scope, name: ExpandedName, args: readonly Expr[]): Value {
	const [arg] = args
	if (listTypes.has(name.local)) throw new Unsupported(`the list type xs:${name.local} is not supported`)
	if (name.local === 'error') throw new Unsupported('the type xs:error is not supported')
	if (args.length !== 1 || arg === undefined || !constructors.has(name.local))
		throw new StaticError('XPST0017', `there is no function xs:${name.local}() of ${args.length} arguments`)
	return castValue(e, scope, arg, name.local as AtomicType, true)
}

function byRecord(e: Emitter, scope: Scope, name: ExpandedName, given: readonly Expr[]): Value {
	for (const arg of given) if (arg.kind === 'string') refuseCollation(arg.value)
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
	if (record === undefined) refuseAbsent(name)
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
	const context: Expr = { kind: 'context' }
	const args = record.defaultsToContext === 'last' ? [...given, context] : [context, ...given]
	return { signature: withItem, args, code }
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
	return functionItem(e, { ...scope, variables }, params, { ...expr, args })
}

/** `name#arity` as a function that calls it, with the focus of where it is named. */
export function functionReference(e: Emitter, scope: Scope, name: ExpandedName, arity: number): Value {
	if (arity > 100) throw new Unsupported(`a function of ${arity} arguments is not supported`)
	const params = Array.from({ length: arity }, (_, i) => ({ name: `argument ${i}`, type: undefined }))
	const args = params.map((p): Expr => ({ kind: 'variable', name: p.name }))
	return functionItem(e, scope, params, { kind: 'call', name, args })
}

/** `$f(a, b)`. */
export function invoke(e: Emitter, scope: Scope, target: Expr, args: readonly (Expr | undefined)[]): Value {
	const fn = e.simple(
		argument(e, scope, target, { item: { kind: 'function' }, card: 'one' }, 'a function call'),
	).code
	const values = args.map((arg) =>
		arg === undefined ? 'undefined' : shaped(e.value(scope, arg), { rep: 'item', count: 'many' }),
	)
	if (args.includes(undefined))
		return { code: `rt.partial(${fn}, [${values.join(', ')}])`, rep: 'item', count: 'one' }
	return { code: `rt.invoke(${[fn, ...values].join(', ')})`, rep: 'item', count: 'many' }
}
