/**
 * Functions emitted in place, because a loop that stops early or a plain operator does the work.
 *
 * Each entry is `name#arity`; whatever is not here goes through the function table.
 */
import type { ExpandedName, Expr, SequenceType } from '../ast.ts'
import { functionNamespace, StaticError } from '../parse.ts'
import {
	argument,
	asDecimal,
	asDouble,
	asNumber,
	atomized,
	booleanValue,
	collectedAtoms,
	optional,
	text,
	whenPresent,
} from './convert.ts'
import { anyOrderOnce, type Emitter, firstOnly, inOrder, type Scope, type Value } from './emitter.ts'
import { literal } from './module.ts'
import { contextItem } from './paths.ts'

type Inline = (e: Emitter, scope: Scope, args: readonly Expr[]) => Value | undefined

/** Functions of this engine itself: `rv:listed(value, 'list')`. */
export const ownNamespace = 'urn:recevable:functions'

const atomic = (type: string, card: SequenceType['card']): SequenceType => ({
	item: { kind: 'atomic', type },
	card,
})
const oneNode: SequenceType = { item: { kind: 'node', test: { kind: 'node' } }, card: 'one' }
const optString = atomic('string', 'opt')
const one = (code: string, rep: Value['rep']): Value => ({ code, rep, count: 'one' })

/** `exists`: true at the first item. */
export function exists(e: Emitter, scope: Scope, expr: Expr): string {
	const out = e.fresh('x')
	const label = e.fresh('L')
	const { lines } = e.capture(() =>
		e.each(scope, expr, firstOnly, () => e.line(`${out} = true; break ${label}`)),
	)
	e.line(`let ${out} = false`)
	e.block(`${label}:`, () => e.lines(lines))
	return out
}

function count(e: Emitter, scope: Scope, expr: Expr): Value {
	const out = e.fresh('k')
	e.line(`let ${out} = 0`)
	e.each(scope, expr, anyOrderOnce, () => e.line(`${out}++`))
	return { code: out, rep: 'int', count: 'one', simple: true }
}

/**
 * A sum of untyped values or doubles is a double, of decimals exact; of nothing the integer 0. Of no decimals it
 * is the decimal 0, which is the same to everything but `instance of`, and keeps the hot path free of boxes.
 */
function sum(e: Emitter, scope: Scope, expr: Expr): Value | undefined {
	const reps = new Set<Value['rep']>()
	e.capture(() => e.each(scope, expr, anyOrderOnce, (item) => void reps.add(atomized(e, item).rep)))
	if (reps.size !== 1 && !e.around.compatible) return undefined
	const [rep] = reps
	const out = e.fresh('t')
	if (e.around.compatible) {
		e.line(`let ${out} = 0`)
		e.each(scope, expr, inOrder, (item) => e.line(`${out} += ${asNumber(e, item)}`))
		return { code: out, rep: 'double', count: 'one', simple: true }
	}
	if (rep === 'untyped' || rep === 'double') {
		const any = e.fresh('x')
		e.line(`let ${out} = 0, ${any} = false`)
		e.each(scope, expr, inOrder, (item) => e.line(`${out} += ${asDouble(atomized(e, item))}; ${any} = true`))
		return one(`(${any} ? new rt.Atomic('double', ${out}) : rt.zero)`, 'item')
	}
	if (rep === 'int' || rep === 'integer' || rep === 'decimal') {
		e.line(`let ${out} = rt.Decimal.zero`)
		e.each(scope, expr, anyOrderOnce, (item) =>
			e.line(`${out} = ${out}.add(${asDecimal(e, atomized(e, item))})`),
		)
		return { code: out, rep: rep === 'decimal' ? 'decimal' : 'integer', count: 'one', simple: true }
	}
	return undefined
}

/** round, abs … of a number whose type is known; half rounds up, as Math.round does. */
const rounding =
	(double: string, decimal: string, what: string): Inline =>
	(e, scope, [a]) => {
		if (e.around.compatible) return undefined
		const { lines, result } = e.capture(() => optional(e, scope, a!, what))
		const rep = result.rep === 'node' ? 'untyped' : result.rep
		if (rep !== 'untyped' && rep !== 'double' && rep !== 'integer' && rep !== 'decimal') return undefined
		e.lines(lines)
		return whenPresent(e, result, (value) => {
			const atom = atomized(e, value)
			if (rep === 'integer' || rep === 'decimal') return one(`${atom.code}.${decimal}()`, rep)
			return one(`${double}(${asDouble(atom)})`, 'double')
		})
	}

/** A string argument whose absence is ''. */
function textArgument(e: Emitter, scope: Scope, expr: Expr, what: string): string {
	const value = argument(e, scope, expr, optString, what)
	return value.count === 'one' ? value.code : `(${value.code} ?? '')`
}

function contextOf(e: Emitter, scope: Scope): Value {
	if (scope.item === undefined) return contextItem(e, scope)
	return scope.item
}

/** The node that name(), local-name() … speak of. */
function nodeArgument(e: Emitter, scope: Scope, args: readonly Expr[], what: string): Value {
	if (args[0] === undefined) return contextItem(e, scope, 'XPTY0004')
	return argument(e, scope, args[0], { item: { kind: 'node', test: { kind: 'node' } }, card: 'opt' }, what)
}

function named(what: string, code: (n: string) => string): Inline {
	return (e, scope, args) => {
		const node = e.simple(nodeArgument(e, scope, args, what))
		if (node.count === 'one') return one(code(node.code), 'string')
		return one(`(${node.code} === undefined ? '' : ${code(node.code)})`, 'string')
	}
}

const stringTest =
	(method: string, what: string): Inline =>
	(e, scope, [a, b]) =>
		booleanValue(
			`${textArgument(e, scope, a!, `argument 1 of ${what}()`)}.${method}(${textArgument(e, scope, b!, `argument 2 of ${what}()`)})`,
		)

/** `contains(' A B C ', concat(' ', x, ' '))`: whether x is a code of the list, looked up in a Set. */
const code: Inline = (e, scope, [list, between]) => {
	if (list?.kind !== 'string' || between?.kind !== 'call' || between.name.uri !== functionNamespace)
		return undefined
	const [before, value, after] = between.args
	if (between.name.local !== 'concat' || between.args.length !== 3 || value === undefined) return undefined
	if (before?.kind !== 'string' || after?.kind !== 'string' || before.value !== after.value) return undefined
	if (before.value.length !== 1) return undefined
	const isCode = e.module.constant('codes', `rt.codes(${literal(list.value)}, ${literal(before.value)})`)
	return booleanValue(`${isCode}(${concatenation(e, scope, [value]).code})`)
}

const table: Readonly<Record<string, Inline>> = {
	'true#0': () => ({ code: 'true', rep: 'boolean', count: 'one', simple: true, constant: true }),
	'false#0': () => ({ code: 'false', rep: 'boolean', count: 'one', simple: true, constant: false }),
	'not#1': (e, scope, [a]) => booleanValue(`!(${e.truth(scope, a!)})`),
	'boolean#1': (e, scope, [a]) => booleanValue(e.truth(scope, a!)),
	'exists#1': (e, scope, [a]) => booleanValue(exists(e, scope, a!)),
	'empty#1': (e, scope, [a]) => booleanValue(`!${exists(e, scope, a!)}`),
	'count#1': (e, scope, [a]) => count(e, scope, a!),
	'sum#1': (e, scope, [a]) => sum(e, scope, a!),
	'position#0': (e, scope) => positional(e, scope.position),
	'last#0': (e, scope) => positional(e, scope.size),
	'string#0': (e, scope) => one(text(e, contextOf(e, scope)), 'string'),
	'string#1': (e, scope, [a]) => {
		const value = whenPresent(e, optional(e, scope, a!, 'string()'), (v) => one(text(e, v), 'string'))
		return value.count === 'one' ? value : one(`(${value.code} ?? '')`, 'string')
	},
	'number#0': (e, scope) => one(asNumber(e, contextOf(e, scope)), 'double'),
	'number#1': (e, scope, [a]) => {
		const value = whenPresent(e, optional(e, scope, a!, 'number()'), (v) => one(asNumber(e, v), 'double'))
		return value.count === 'one' ? value : one(`(${value.code} ?? NaN)`, 'double')
	},
	'normalize-space#0': (e, scope) => one(`rt.normalizeSpace(${text(e, contextOf(e, scope))})`, 'string'),
	'normalize-space#1': (e, scope, [a]) =>
		one(`rt.normalizeSpace(${textArgument(e, scope, a!, 'normalize-space()')})`, 'string'),
	'upper-case#1': (e, scope, [a]) =>
		one(`${textArgument(e, scope, a!, 'upper-case()')}.toUpperCase()`, 'string'),
	'lower-case#1': (e, scope, [a]) =>
		one(`${textArgument(e, scope, a!, 'lower-case()')}.toLowerCase()`, 'string'),
	'contains#2': (e, scope, args) =>
		code(e, scope, args) ?? stringTest('includes', 'contains')(e, scope, args),
	'starts-with#2': stringTest('startsWith', 'starts-with'),
	'ends-with#2': stringTest('endsWith', 'ends-with'),
	'local-name#0': named('local-name()', (n) => `rt.localName(t, ${n})`),
	'local-name#1': named('local-name()', (n) => `rt.localName(t, ${n})`),
	'name#0': named('name()', (n) => `rt.nodeName(t, ${n})`),
	'name#1': named('name()', (n) => `rt.nodeName(t, ${n})`),
	'data#1': (e, scope, [a]) => ({
		code: collectedAtoms(e, scope, a!, true),
		rep: 'item',
		count: 'many',
		simple: true,
	}),
	'matches#2': (e, scope, args) => matches(e, scope, args, ''),
	'matches#3': (e, scope, args) =>
		args[2]!.kind === 'string' ? matches(e, scope, args, args[2].value) : undefined,
	'round#1': rounding('Math.round', 'round', 'round()'),
	'floor#1': rounding('Math.floor', 'floor', 'floor()'),
	'ceiling#1': rounding('Math.ceil', 'ceiling', 'ceiling()'),
	'abs#1': rounding('Math.abs', 'abs', 'abs()'),
	'current#0': (_e, scope) => scope.current,
	'key#2': (e, scope, args) => key(e, scope, args),
	'key#3': (e, scope, args) => {
		const top = argument(e, scope, args[2]!, oneNode, 'argument 3 of key()')
		const found = key(e, scope, args)
		return { ...found, code: `rt.within(t, ${found.code}, ${top.code})` }
	},
}

function positional(e: Emitter, code: string | undefined): Value {
	if (code === undefined) e.line(`rt.fail('XPDY0002', 'there is no context item')`)
	return one(code ?? '0', 'int')
}

/** A constant regular expression is compiled when the module is linked. */
function matches(e: Emitter, scope: Scope, args: readonly Expr[], flags: string): Value | undefined {
	const [input, pattern] = args
	if (pattern?.kind !== 'string') return undefined
	const regex = e.module.constant('re', `rt.regex(${literal(pattern.value)}, ${literal(flags)})`)
	return booleanValue(`${regex}().test(${textArgument(e, scope, input!, 'argument 1 of matches()')})`)
}

function key(e: Emitter, scope: Scope, args: readonly Expr[]): Value {
	const [name, value] = args
	if (name?.kind !== 'string') throw new StaticError('XTDE1260', 'the name of a key must be a string literal')
	const colon = name.value.indexOf(':')
	const uri = colon < 0 ? '' : e.around.namespaces[name.value.slice(0, colon)]
	const expanded = `{${uri}}${name.value.slice(colon + 1)}`
	if (e.around.keys.size === 0) throw new StaticError('XPST0017', 'no key is declared, so there is no key()')
	if (!e.around.keys.has(expanded)) throw new StaticError('XTDE1260', `there is no key "${name.value}"`)
	return {
		code: `s.key(${literal(expanded)}, ${collectedAtoms(e, scope, value!)})`,
		rep: 'node',
		count: 'many',
		sorted: true,
	}
}

/** The list that a call names, as a constant of the linked module. */
function listConstant(e: Emitter, name: Expr | undefined, form: 'list' | 'joined'): string {
	if (name?.kind !== 'string')
		throw new StaticError('XPST0017', `${form}() takes the name of a list as a string literal`)
	if (!e.around.lists.has(name.value))
		throw new StaticError('XPST0017', `there is no code list "${name.value}"`)
	e.around.listsUsed.add(name.value)
	return e.module.constant(form, `rt.${form}(${literal(name.value)})`)
}

/** `rv:listed(value, 'list')`: whether the value is a code of that list. */
function listed(e: Emitter, scope: Scope, args: readonly Expr[]): Value {
	const set = listConstant(e, args[1], 'list')
	const given = e.simple(argument(e, scope, args[0]!, optString, 'argument 1 of listed()'))
	return booleanValue(
		given.count === 'one'
			? `${set}.has(${given.code})`
			: `(${given.code} !== undefined && ${set}.has(${given.code}))`,
	)
}

/** `rv:joined('list')`: the codes in order, each between spaces, for rules that search the list as a text. */
function joined(e: Emitter, args: readonly Expr[]): Value {
	return { code: listConstant(e, args[0], 'joined'), rep: 'string', count: 'one', simple: true }
}

/** `rv:valid(value, 'check')`: whether the value passes a check that is given when the module is linked. */
function valid(e: Emitter, scope: Scope, args: readonly Expr[]): Value {
	const name = args[1]
	if (name?.kind !== 'string')
		throw new StaticError('XPST0017', 'valid() takes the name of a check as a string literal')
	if (!e.around.checks.has(name.value)) throw new StaticError('XPST0017', `there is no check "${name.value}"`)
	const check = e.module.constant('check', `rt.check(${literal(name.value)})`)
	const given = e.simple(argument(e, scope, args[0]!, optString, 'argument 1 of valid()'))
	return booleanValue(
		given.count === 'one'
			? `${check}(${given.code})`
			: `(${given.code} !== undefined && ${check}(${given.code}))`,
	)
}

/** Functions of this engine. */
function own(e: Emitter, scope: Scope, local: string, args: readonly Expr[]): Value {
	if (local === 'listed' && args.length === 2) return listed(e, scope, args)
	if (local === 'joined' && args.length === 1) return joined(e, args)
	if (local === 'valid' && args.length === 2) return valid(e, scope, args)
	throw new StaticError(
		'XPST0017',
		`there is no function ${local}() of ${args.length} arguments in ${ownNamespace}`,
	)
}

/** The call emitted in place; undefined where the function table has to serve. */
export function inlined(
	e: Emitter,
	scope: Scope,
	name: ExpandedName,
	args: readonly Expr[],
): Value | undefined {
	if (name.uri === ownNamespace) return own(e, scope, name.local, args)
	if (name.uri === functionNamespace && name.local === 'concat' && args.length >= 2)
		return concatenation(e, scope, args)
	if (name.uri !== functionNamespace) return undefined
	return table[`${name.local}#${args.length}`]?.(e, scope, args)
}

/** concat() and `||`: each argument atomized, absence is ''. */
export function concatenation(e: Emitter, scope: Scope, args: readonly Expr[]): Value {
	const parts = args.map((arg) => {
		if (arg.kind === 'string') return literal(arg.value)
		const value = whenPresent(e, optional(e, scope, arg, 'concat()'), (v) =>
			one(text(e, atomized(e, v)), 'string'),
		)
		return value.count === 'one' ? value.code : `(${value.code} ?? '')`
	})
	return one(`('' + ${parts.join(' + ')})`, 'string')
}
