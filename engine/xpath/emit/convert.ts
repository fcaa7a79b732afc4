/**
 * From one representation to another: boxing, atomizing, the function conversion rules.
 *
 * Every function takes a Value that is there (count `one`) unless it says otherwise.
 */

import type { Expr, ItemType, SequenceType } from '../ast.ts'
import type { AtomicType } from '../item.ts'
import {
	anyOrder,
	type Count,
	commonKind,
	type Emitter,
	inOrder,
	type Rep,
	type Scope,
	type Value,
} from './emitter.ts'
import { literal } from './module.ts'
import { typeTest } from './types.ts'

export const booleanValue = (code: string, count: Count = 'one'): Value => ({ code, rep: 'boolean', count })

/** As an Item: atomic values other than strings and booleans are boxed. */
export function box(value: Value): string {
	switch (value.rep) {
		case 'untyped':
			return `new rt.Atomic('untypedAtomic', ${value.code})`
		case 'double':
			return `new rt.Atomic('double', ${value.code})`
		case 'int':
			return `new rt.Atomic('integer', rt.Decimal.of(${value.code}))`
		case 'integer':
		case 'decimal':
			return `new rt.Atomic('${value.rep}', ${value.code})`
		default:
			return value.code
	}
}

/** The string value of a node. */
export function nodeText(e: Emitter, value: Value): string {
	if (value.node === 'attribute' || value.node === 'text' || value.node === 'comment')
		return `${e.array('value')}[${value.code}]`
	return `t.stringValue(${value.code})`
}

/** A node becomes its typed value (untyped: no schema types are known); a general item what it holds. */
export function atomized(e: Emitter, value: Value): Value {
	if (value.rep === 'node' && value.node !== 'any')
		return { code: nodeText(e, value), rep: value.node === 'comment' ? 'string' : 'untyped', count: 'one' }
	if (value.rep === 'node') return { code: `rt.atomize(t, ${value.code})`, rep: 'item', count: 'one' }
	if (value.rep === 'item') return { code: `rt.atomize(t, ${value.code})`, rep: 'item', count: 'one' }
	return value
}

/** The value as fn:string gives it. */
export function text(e: Emitter, value: Value): string {
	switch (value.rep) {
		case 'string':
		case 'untyped':
			return value.code
		case 'node':
			return nodeText(e, value)
		case 'boolean':
		case 'int':
			return `String(${value.code})`
		case 'double':
			return e.around.compatible ? `rt.numberToText(${value.code})` : `rt.doubleToString(${value.code})`
		case 'integer':
		case 'decimal':
			return `${value.code}.toString()`
		default:
			return e.around.compatible ? `rt.itemToText(t, ${value.code})` : `rt.itemText(t, ${value.code})`
	}
}

/** As a double, for a value known to be numeric or untyped. */
export function asDouble(value: Value): string {
	switch (value.rep) {
		case 'untyped':
			return `rt.stringToDouble(${value.code})`
		case 'integer':
		case 'decimal':
			return `${value.code}.toNumber()`
		default:
			return value.code
	}
}

/** As a Decimal, for a value known to be xs:integer or xs:decimal. */
export function asDecimal(e: Emitter, value: Value): string {
	if (value.rep !== 'int') return value.code
	return value.constant === undefined
		? `rt.Decimal.of(${value.code})`
		: e.module.constant('d', `rt.Decimal.of(${value.code})`)
}

/** The value if it is there: what `body` emits is guarded, and the result optional. */
export function whenPresent(e: Emitter, value: Value, body: (value: Value) => Value): Value {
	if (value.count === 'one') return body(value)
	const bound = e.simple(value)
	const { lines, result } = e.capture(() => body({ ...bound, count: 'one' }))
	if (lines.length === 0)
		return {
			...result,
			code: `(${bound.code} === undefined ? undefined : ${result.code})`,
			count: 'opt',
			simple: false,
		}
	const out = e.fresh('v')
	e.line(`let ${out}`)
	e.block(`if (${bound.code} !== undefined)`, () => {
		e.lines(lines)
		e.line(`${out} = ${result.code}`)
	})
	return { ...result, code: out, count: 'opt', simple: true }
}

/** Expressions that are better looped over than collected. */
const streaming: ReadonlySet<Expr['kind']> = new Set(['path', 'flwor', 'map', 'sequence', 'set', 'range'])

export function isStreaming(expr: Expr): boolean {
	return streaming.has(expr.kind)
}

/**
 * At most one item of the expression. More than one is XPTY0004, or, in XPath 1.0 compatibility mode, the
 * first is taken. `what` names the place for the message. Nodes stay nodes.
 */
export function optional(e: Emitter, scope: Scope, expr: Expr, what: string): Value {
	if (!isStreaming(expr)) {
		const value = e.value(scope, expr)
		if (value.count !== 'many') return value
		const items = e.simple(value)
		if (!e.around.compatible) e.line(`if (${items.code}.length > 1) rt.tooMany(${literal(what)})`)
		return {
			code: e.bind(`${items.code}[0]`),
			rep: value.rep,
			count: 'opt',
			simple: true,
			...(value.node && { node: value.node }),
		}
	}
	const out = e.fresh('v')
	e.line(`let ${out}`)
	const label = e.fresh('L')
	let seen: Value | undefined
	let mixed = false
	const { lines } = e.capture(() =>
		e.each(scope, expr, inOrder, (item) => {
			if (seen !== undefined && seen.rep !== item.rep) mixed = true
			const node = seen === undefined ? item.node : commonKind([seen.node, item.node])
			seen = { code: out, rep: item.rep, count: 'opt', simple: true, ...(node && { node }) }
			e.line(`/*?*/if (${out} !== undefined) rt.tooMany(${literal(what)})`)
			e.line(`/*=*/${out} = ${item.code}`)
			if (e.around.compatible) e.line(`break ${label}`)
		}),
	)
	if (mixed) return optionalBoxed(e, scope, expr, what)
	const loops =
		lines.some((l) => l.startsWith('for ') || l.startsWith('while ')) ||
		lines.filter((l) => l.startsWith('/*=*/')).length > 1
	const emitted = lines
		.filter((l) => !(l.startsWith('/*?*/') && (!loops || e.around.compatible)))
		.map((l) => l.replace(/^\/\*[?=]\*\//, ''))
	if (e.around.compatible) e.block(`${label}:`, () => e.lines(emitted))
	else e.lines(emitted)
	return seen ?? { code: 'undefined', rep: 'item', count: 'opt', simple: true }
}

/** The same for an expression whose items have different representations: each is boxed. */
function optionalBoxed(e: Emitter, scope: Scope, expr: Expr, what: string): Value {
	const items = collected(e, scope, expr)
	const tail = e.around.compatible ? '' : `if (${items}.length > 1) rt.tooMany(${literal(what)})`
	if (tail !== '') e.line(tail)
	return { code: e.bind(`${items}[0]`), rep: 'item', count: 'opt', simple: true }
}

/** All items of the expression, boxed, in order, as an array variable. */
export function collected(e: Emitter, scope: Scope, expr: Expr): string {
	const out = e.fresh('a')
	e.line(`const ${out} = []`)
	e.each(scope, expr, inOrder, (item) => e.line(`${out}.push(${box(item)})`))
	return out
}

/** All items of the expression, boxed and atomized, as an array variable; order does not matter. */
export function collectedAtoms(e: Emitter, scope: Scope, expr: Expr, ordered = false): string {
	const out = e.fresh('a')
	e.line(`const ${out} = []`)
	e.each(scope, expr, ordered ? inOrder : anyOrder, (item) =>
		e.line(`${out}.push(${box(atomized(e, item))})`),
	)
	return out
}

/** The one item that must be there. */
export function required(e: Emitter, value: Value, what: string): Value {
	if (value.count === 'one') return value
	const bound = e.simple(value)
	e.line(`if (${bound.code} === undefined) rt.missing(${literal(what)})`)
	return { ...bound, count: 'one' }
}

/** How a value of a declared item type is held. */
export function repOf(type: ItemType): Rep {
	if (type.kind === 'node') return 'node'
	if (type.kind !== 'atomic') return 'item'
	switch (type.type) {
		case 'string':
		case 'boolean':
		case 'double':
		case 'decimal':
		case 'integer':
			return type.type
		case 'int*':
			return 'int'
		default:
			return 'item'
	}
}

/** One item brought to a declared type by the function conversion rules. */
export function converted(e: Emitter, value: Value, type: ItemType, what: string): Value {
	if (type.kind === 'item') return { code: box(value), rep: 'item', count: 'one' }
	if (type.kind === 'node') return asNode(e, value, type, what)
	if (type.kind === 'function')
		return { code: `rt.asFunction(${box(value)}, ${literal(what)})`, rep: 'item', count: 'one' }
	const atom = atomized(e, value)
	if (e.around.compatible && (type.type === 'string' || type.type === 'double'))
		return compatibleAtom(e, value, type.type)
	if (e.around.compatible && type.type === 'numeric')
		return { code: box(compatibleAtom(e, value, 'double')), rep: 'item', count: 'one' }
	return convertedAtom(e, atom, type.type as AtomicType, what)
}

/** XPath 1.0: a string parameter takes fn:string, a double parameter fn:number. */
function compatibleAtom(e: Emitter, value: Value, type: 'string' | 'double'): Value {
	if (type === 'string') return { code: text(e, value), rep: 'string', count: 'one' }
	return { code: asNumber(e, value), rep: 'double', count: 'one' }
}

/** As fn:number gives it. */
export function asNumber(e: Emitter, value: Value): string {
	const atom = atomized(e, value)
	switch (atom.rep) {
		case 'untyped':
		case 'string':
			return e.around.compatible ? `rt.textToNumber(${atom.code})` : `rt.stringToNumber(${atom.code})`
		case 'boolean':
			return `(${atom.code} ? 1 : 0)`
		case 'item':
			return e.around.compatible ? `rt.atomToNumber(${atom.code})` : `rt.numberOf(${atom.code})`
		default:
			return asDouble(atom)
	}
}

function convertedAtom(e: Emitter, atom: Value, type: AtomicType, what: string): Value {
	const one = (code: string, rep: Rep): Value => ({ code, rep, count: 'one' })
	switch (type) {
		case 'string':
			if (atom.rep === 'string' || atom.rep === 'untyped') return one(atom.code, 'string')
			break
		case 'boolean':
			if (atom.rep === 'boolean') return atom
			if (atom.rep === 'untyped') return one(`rt.stringToBoolean(${atom.code})`, 'boolean')
			break
		case 'double':
			if (atom.rep === 'double' || atom.rep === 'int') return { ...atom, rep: 'double' }
			if (atom.rep === 'untyped' || atom.rep === 'decimal' || atom.rep === 'integer')
				return one(asDouble(atom), 'double')
			break
		case 'decimal':
			if (atom.rep === 'untyped') return one(`rt.stringToDecimal(${atom.code})`, 'decimal')
			if (atom.rep === 'int' || atom.rep === 'integer' || atom.rep === 'decimal')
				return one(asDecimal(e, atom), 'decimal')
			break
		case 'integer':
			if (atom.rep === 'untyped') return one(`rt.stringToInteger(${atom.code})`, 'integer')
			if (atom.rep === 'int' || atom.rep === 'integer') return one(asDecimal(e, atom), 'integer')
			break
		case 'anyAtomicType':
			return one(box(atom), 'item')
		default:
			break
	}
	const rep = repOf({ kind: 'atomic', type })
	return one(`rt.convert${rep === 'item' ? '' : 'Bare'}(${box(atom)}, '${type}', ${literal(what)})`, rep)
}

function asNode(e: Emitter, value: Value, type: ItemType & { kind: 'node' }, what: string): Value {
	const bound = e.simple(value)
	if (value.rep === 'node' && type.test.kind === 'node') return bound
	if (value.rep !== 'node' && value.rep !== 'item') {
		e.line(`rt.wrongType(${literal(what)})`)
		return { code: '0', rep: 'node', count: 'one', simple: true }
	}
	const test = typeTest(e, { ...bound, rep: 'item' }, type)
	e.line(`if (!(${test})) rt.wrongType(${literal(what)})`)
	return { ...bound, rep: 'node' }
}

/** An expression as an argument of a declared sequence type. `what` names function and parameter. */
export function argument(e: Emitter, scope: Scope, expr: Expr, type: SequenceType, what: string): Value {
	if (type.card === 'many' || type.card === 'some') return manyArgument(e, scope, expr, type, what)
	const value = optional(e, scope, expr, what)
	if (type.card === 'one') {
		if (e.around.compatible && value.count === 'opt' && type.item.kind === 'atomic')
			return compatibleAbsent(e, value, type.item, what)
		return converted(e, required(e, value, what), type.item, what)
	}
	if (e.around.compatible && value.count === 'opt' && type.item.kind === 'atomic')
		if (type.item.type === 'numeric') return compatibleAbsent(e, value, type.item, what)
	return whenPresent(e, value, (present) => converted(e, present, type.item, what))
}

/** XPath 1.0: an absent string argument is '', an absent number NaN. */
function compatibleAbsent(
	e: Emitter,
	value: Value,
	item: ItemType & { kind: 'atomic' },
	what: string,
): Value {
	const absent = { string: "''", double: 'NaN', numeric: `new rt.Atomic('double', NaN)` }[item.type]
	if (absent === undefined) return converted(e, required(e, value, what), item, what)
	const present = whenPresent(e, value, (v) => converted(e, v, item, what))
	return {
		code: `(${present.code} ?? ${absent})`,
		rep: present.rep,
		count: 'one',
	}
}

function manyArgument(e: Emitter, scope: Scope, expr: Expr, type: SequenceType, what: string): Value {
	const rep = repOf(type.item)
	const out = e.fresh('a')
	e.line(`const ${out} = []`)
	e.each(scope, expr, inOrder, (item) => e.line(`${out}.push(${converted(e, item, type.item, what).code})`))
	if (type.card === 'some') e.line(`if (${out}.length === 0) rt.missing(${literal(what)})`)
	return { code: out, rep, count: 'many', simple: true }
}

/** The effective boolean value of a Value. */
export function truthOf(e: Emitter, value: Value): string {
	if (value.count === 'many') {
		if (value.rep === 'node') return `${value.code}.length !== 0`
		const boxed = value.rep === 'item' || value.rep === 'string' || value.rep === 'boolean'
		return boxed ? `rt.truth(${value.code})` : `rt.truth(rt.boxAll(${value.code}, '${value.rep}'))`
	}
	if (value.count === 'opt' && value.rep === 'boolean') return `(${value.code} === true)`
	if (value.count === 'opt' && value.rep === 'node') return `(${value.code} !== undefined)`
	if (value.count === 'opt') {
		const bound = e.simple(value)
		return `(${bound.code} !== undefined && ${truthOf(e, { ...bound, count: 'one' })})`
	}
	switch (value.rep) {
		case 'boolean':
			return value.code
		case 'node':
			return 'true'
		case 'string':
		case 'untyped':
			return `(${value.code} !== '')`
		case 'int':
			return `(${value.code} !== 0)`
		case 'double': {
			const bound = e.simple(value)
			return `(${bound.code} !== 0 && ${bound.code} === ${bound.code})`
		}
		case 'integer':
		case 'decimal':
			return `!${value.code}.isZero()`
		default:
			return `rt.truthOfItem(${value.code})`
	}
}
