/** Loops over the items of ranges, values and sets of nodes; the user emits what is done with each. */
import type { Expr } from '../ast.ts'
import { argument, asDecimal, box, optional, whenPresent } from './convert.ts'
import { type Emitter, inOrder, type Need, type Scope, type Value } from './emitter.ts'
import { eachOfArray } from './filter.ts'

/** Counts in JavaScript numbers where both ends are known to be small, in decimals otherwise. */
export function eachOfRange(
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

export function eachOfValue(e: Emitter, items: Value, body: (item: Value) => void): void {
	if (items.code === '[]') return
	const { count, code, global: _kept, ...item } = items
	if (count === 'many') return eachOfArray(e, code, item, body)
	if (count === 'one') return body(items)
	const bound = e.simple(items)
	e.block(`if (${bound.code} !== undefined)`, () => body({ ...bound, count: 'one' }))
}

export function eachOfSet(
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
	e.each(scope, expr, need, (item) =>
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
