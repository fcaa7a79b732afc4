/** `cast as`, `castable as` and the constructor functions. */
import type { Expr } from '../ast.ts'
import { atomicTypes } from '../atomic-types.ts'
import type { AtomicType } from '../item.ts'
import { builtInPrefixes, StaticError, Unsupported } from '../parse.ts'
import {
	asDecimal,
	atomized,
	box,
	collectedAtoms,
	optional,
	repOf,
	required,
	text,
	whenPresent,
} from './convert.ts'
import type { Emitter, Scope, Value } from './emitter.ts'
import { literal } from './module.ts'

const known: ReadonlySet<string> = new Set([...atomicTypes, 'numeric'])

function checkType(type: string): void {
	if (type === 'IDREFS' || type === 'NMTOKENS' || type === 'ENTITIES')
		throw new Unsupported(`the list type xs:${type} is not supported`)
	if (!known.has(type)) throw new StaticError('XPST0051', `there is no type xs:${type}`)
	if (type === 'anyAtomicType' || type === 'NOTATION')
		throw new StaticError('XPST0080', `nothing can be cast to xs:${type}`)
}

/** The item cast to a type; `optional`: nothing stays nothing, otherwise it is XPTY0004. */
export function castValue(e: Emitter, scope: Scope, expr: Expr, type: AtomicType, maybe: boolean): Value {
	checkType(type)
	const what = `a cast to xs:${type}`
	const value = optional(e, scope, expr, what)
	if (maybe) return whenPresent(e, value, (v) => castOne(e, v, type))
	return castOne(e, required(e, value, what), type)
}

function castOne(e: Emitter, value: Value, type: AtomicType): Value {
	const atom = atomized(e, value)
	const one = (code: string, rep: Value['rep']): Value => ({ code, rep, count: 'one' })
	const isText = atom.rep === 'untyped' || atom.rep === 'string'
	const isExact = atom.rep === 'int' || atom.rep === 'integer' || atom.rep === 'decimal'
	switch (type) {
		case 'string':
			return one(text(e, atom), 'string')
		case 'untypedAtomic':
			return one(text(e, atom), 'untyped')
		case 'double':
			if (isText) return one(`rt.stringToDouble(${atom.code})`, 'double')
			if (atom.rep === 'double' || atom.rep === 'int') return { ...atom, rep: 'double' }
			if (isExact) return one(`${atom.code}.toNumber()`, 'double')
			break
		case 'decimal':
			if (isText) return one(`rt.stringToDecimal(${atom.code})`, 'decimal')
			if (isExact) return one(asDecimal(e, atom), 'decimal')
			if (atom.rep === 'double') return one(`rt.doubleToDecimal(${atom.code})`, 'decimal')
			break
		case 'integer':
			if (isText) return one(`rt.stringToInteger(${atom.code})`, 'integer')
			if (atom.rep === 'decimal') return one(`${atom.code}.truncate()`, 'integer')
			if (isExact) return one(asDecimal(e, atom), 'integer')
			break
		case 'boolean':
			if (isText) return one(`rt.stringToBoolean(${atom.code})`, 'boolean')
			if (atom.rep === 'boolean') return atom
			break
		default:
			break
	}
	if ((type as string) === 'numeric') return one(`rt.toNumeric(${box(atom)})`, 'item')
	const resolver = type === 'QName' ? `, ${resolverOf(e)}` : ''
	const rep = repOf({ kind: 'atomic', type })
	const bare = rep === 'double' || rep === 'decimal' || rep === 'integer'
	return one(`rt.cast(${box(atom)}, '${type}'${resolver})${bare ? '.value' : ''}`, rep)
}

/** Prefixes of the rule set, for casts to xs:QName. */
function resolverOf(e: Emitter): string {
	return e.module.constant(
		'q',
		`rt.resolver(${literal(JSON.stringify({ ...builtInPrefixes, ...e.around.namespaces }))})`,
	)
}

export function castable(e: Emitter, scope: Scope, expr: Expr, target: AtomicType, maybe: boolean): string {
	checkType(target)
	// A number is castable to xs:numeric as it is, anything else if it is to xs:double.
	const type = (target as string) === 'numeric' ? 'double' : target
	const resolver = type === 'QName' ? `, ${resolverOf(e)}` : ''
	const trial = e.capture(() => optionalOrUndefined(e, scope, expr))
	if (trial.result !== undefined) {
		e.lines(trial.lines)
		const value = trial.result
		if (value.count === 'one') return castableOne(e, value, type, resolver)
		const bound = e.simple(value)
		const inner = e.capture(() => castableOne(e, { ...bound, count: 'one' }, type, resolver))
		if (inner.lines.length === 0) return `(${bound.code} === undefined ? ${maybe} : ${inner.result})`
	}
	const atoms = collectedAtoms(e, scope, expr)
	return `(${atoms}.length === 0 ? ${maybe} : ${atoms}.length === 1 && rt.castable(${atoms}[0], '${type}'${resolver}))`
}

/** A value that cannot be more than one item; undefined where it could. */
function optionalOrUndefined(e: Emitter, scope: Scope, expr: Expr): Value | undefined {
	if (
		expr.kind === 'context' ||
		expr.kind === 'variable' ||
		expr.kind === 'call' ||
		expr.kind === 'string' ||
		expr.kind === 'number'
	) {
		const value = e.value(scope, expr)
		return value.count === 'many' ? undefined : value
	}
	return undefined
}

function castableOne(e: Emitter, value: Value, type: AtomicType, resolver: string): string {
	const atom = atomized(e, value)
	if (atom.rep === 'untyped' || atom.rep === 'string') {
		if (type === 'decimal') return `rt.isDecimal(${atom.code})`
		if (type === 'double') return `rt.isDouble(${atom.code})`
		if (type === 'date') return `rt.isDate(${atom.code})`
		if (type === 'string' || type === 'untypedAtomic') return 'true'
	}
	return `rt.castable(${box(atom)}, '${type}'${resolver})`
}
