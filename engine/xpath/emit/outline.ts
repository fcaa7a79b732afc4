/**
 * Sub-expressions that a rule set asks for again and again become functions of the node that they start from.
 *
 * Rules say the same of the same nodes: a category's code, an amount as a decimal, whether a party has a name.
 * Written out each time, that is a megabyte of code, each piece of which runs once a document; as functions it
 * is a fraction, and what is small stays near the processor.
 */
import type { Expr } from '../ast.ts'
import { isOfItem, mentions } from '../static.ts'
import type { Emitter, Scope, Value } from './emitter.ts'

/** Expressions that are as short as a call of a function. */
const short: ReadonlySet<Expr['kind']> = new Set(['string', 'number', 'variable', 'context', 'sequence'])

/**
 * The value by a function that all who ask for it share; undefined where it is to be written out.
 *
 * `emit` emits it inside that function, whose emitter `inside` gives.
 */
export function outlined(
	e: Emitter,
	scope: Scope,
	expr: Expr,
	emit: (e: Emitter, scope: Scope, expr: Expr) => Value,
	inside: (own: Expr) => Emitter,
): Value | undefined {
	const { item } = scope
	if (expr === e.own || short.has(expr.kind) || item?.rep !== 'node') return undefined
	const { repeats, parts } = e.around
	// Inside such a function, only what others ask for too is worth another.
	const alone = e.own === undefined ? 1 : repeats.count(e.own)
	if (repeats.count(expr) <= alone) return undefined
	const { number, variables, steps } = repeats.about(expr)
	const isGlobal = (name: string): boolean => scope.variables.get(name)?.global === true
	if (!steps || !isOfItem(expr, isGlobal) || mentions(expr, 'position') || mentions(expr, 'last'))
		return undefined
	const given = [...scope.variables].filter(([name, { global }]) => global && variables.has(name))
	const used = given.map(([, { code }]) => code)
	// Of an element no more is known than of any node that may have children.
	const node = item.node === 'element' ? undefined : item.node
	const key = `part ${emit.name} ${number} ${node ?? ''} ${used.join(' ')}`
	const name = e.module.memo(key, 'part', (name) => {
		const own = inside(expr)
		const start: Value = { code: 'n', rep: 'node', count: 'one', simple: true, ...(node && { node }) }
		const result = emit(own, { variables: new Map(given), item: start, position: '1', size: '1' }, expr)
		parts.set(name, result)
		e.module.add(`function ${name}(t, n, s) {\n${own.body()}\n\treturn ${result.code}\n}`)
	})
	const shape = parts.get(name)
	if (shape === undefined) return undefined
	const { code: _, simple: __, global: ___, constant: ____, texts: _____, ...rest } = shape
	return { ...rest, code: e.bind(`${name}(t, ${item.code}, s)`), simple: true }
}
