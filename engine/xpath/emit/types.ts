/** Node tests and `instance of` as JavaScript conditions. */

import { instructionSpace } from '../../tree/parse.ts'
import type { ItemType, NodeTest } from '../ast.ts'
import { StaticError, schemaNamespace } from '../parse.ts'
import type { Emitter, Value } from './emitter.ts'
import { literal } from './module.ts'

const untypedElement = new Set(['untyped', 'anyType'])
const untypedAttribute = new Set(['untypedAtomic', 'anySimpleType', 'anyAtomicType', 'anyType'])

/**
 * The condition that the node in variable `n` passes the test, `true` if it always does.
 * `principal` is the node kind of the axis.
 */
export function nodeTest(
	e: Emitter,
	n: string,
	test: NodeTest,
	principal: 'element' | 'attribute' = 'element',
): string {
	const kind = (k: number): string => `${e.array('kind')}[${n}] === ${k}`
	const principalKind = principal === 'element' ? 1 : 2
	switch (test.kind) {
		case 'node':
			return 'true'
		case 'text':
			return kind(3)
		case 'comment':
			return kind(4)
		case 'instruction':
			if (test.target === undefined) return kind(5)
			return `${e.array('name')}[${n}] === ${e.module.name(instructionSpace, test.target)}`
		case 'name': {
			const own = kind(principalKind)
			if (test.uri !== undefined && test.local !== undefined) {
				return both(`${e.array('name')}[${n}] === ${e.module.name(test.uri, test.local)}`, own)
			}
			if (test.uri === undefined && test.local === undefined) return kind(principalKind)
			if (test.uri !== undefined)
				return both(kind(principalKind), `t.names.uri(${e.array('name')}[${n}]) === ${literal(test.uri)}`)
			return both(kind(principalKind), `t.names.local(${e.array('name')}[${n}]) === ${literal(test.local!)}`)
		}
		case 'element':
		case 'attribute': {
			const own = kind(test.kind === 'element' ? 1 : 2)
			if (test.type !== undefined && !typeIsUntyped(test)) return 'false'
			if (test.name === undefined) return own
			return both(`${e.array('name')}[${n}] === ${e.module.name(test.name.uri, test.name.local)}`, own)
		}
		case 'document':
			if (test.element === undefined) return kind(0)
			return both(kind(0), `rt.rootIs(t, (n) => ${nodeTest(e, 'n', test.element)})`)
	}
}

/** Without a schema every element is xs:untyped and every attribute xs:untypedAtomic. */
function typeIsUntyped(test: NodeTest & { kind: 'element' | 'attribute' }): boolean {
	if (test.type?.uri !== schemaNamespace)
		throw new StaticError('XPST0008', `the type ${test.type?.local} is not known`)
	return (test.kind === 'element' ? untypedElement : untypedAttribute).has(test.type.local)
}

export function both(a: string, b: string): string {
	if (a === '' || a === 'true') return b === '' ? 'true' : b
	if (b === '' || b === 'true') return a
	return `${a} && ${b}`
}

/** The condition that an item (simple code) is of an item type. */
export function typeTest(e: Emitter, value: Value, type: ItemType): string {
	const isNode = value.rep === 'node'
	const maybeNode = isNode || value.rep === 'item'
	switch (type.kind) {
		case 'item':
			return 'true'
		case 'function':
			return value.rep === 'item' ? `${value.code} instanceof rt.FunctionItem` : 'false'
		case 'node': {
			if (!maybeNode) return 'false'
			const test = nodeTest(e, value.code, type.test)
			return isNode ? test : both(`typeof ${value.code} === 'number'`, test)
		}
		case 'atomic':
			return isNode ? 'false' : atomicTest(value, type.type)
	}
}

const numericReps: ReadonlySet<Value['rep']> = new Set(['double', 'int', 'integer', 'decimal'])

function atomicTest(value: Value, type: string): string {
	if (type === 'numeric')
		return value.rep === 'item'
			? `rt.isInstance(${value.code}, 'numeric')`
			: String(numericReps.has(value.rep))
	if (type === 'anyAtomicType') return value.rep === 'item' ? `rt.isAtomic(${value.code})` : 'true'
	switch (value.rep) {
		case 'item':
			return `rt.isInstance(${value.code}, '${type}')`
		case 'untyped':
			return String(type === 'untypedAtomic')
		case 'int':
		case 'integer':
			return String(type === 'integer' || type === 'decimal')
		default:
			return String(type === value.rep)
	}
}
