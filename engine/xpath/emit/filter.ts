/**
 * Predicates: guards where they do not ask for positions, else loops over what was collected.
 */
import type { Expr, FilterStep } from '../ast.ts'
import { maybeNumber } from '../static.ts'
import { box, truthOf } from './convert.ts'
import { type Emitter, inOrder, type Need, type Scope, type Value } from './emitter.ts'
import { asksForPlace } from './steps.ts'

/** The items of `expr[p1][p2]…` in the order of the expression. */
export function eachFiltered(
	e: Emitter,
	scope: Scope,
	step: FilterStep,
	need: Need,
	body: (item: Value) => void,
): void {
	if (step.predicates.length === 0) return e.each(scope, step.expr, need, body)
	if (!step.predicates.some(asksForPlace)) {
		return e.each(scope, step.expr, need, (raw) => {
			const item = e.simple(raw)
			filter(e, { ...scope, item }, step.predicates, () => body(item))
		})
	}
	const first = firstOnly(step.predicates)
	if (first) {
		const label = e.fresh('L')
		e.block(`${label}:`, () =>
			e.each(scope, step.expr, inOrder, (item) => {
				body(item)
				e.line(`break ${label}`)
			}),
		)
		return
	}
	const all = e.fresh('a')
	e.line(`const ${all} = []`)
	let rep: Value['rep'] | undefined
	let mixed = false
	const { lines } = e.capture(() =>
		e.each(scope, step.expr, inOrder, (item) => {
			if (rep !== undefined && rep !== item.rep) mixed = true
			rep = item.rep
			e.line(`${all}.push(${item.code})`)
		}),
	)
	if (mixed) {
		rep = 'item'
		e.each(scope, step.expr, inOrder, (item) => e.line(`${all}.push(${box(item)})`))
	} else e.lines(lines)
	eachPositioned(e, scope, all, { rep: rep ?? 'item' }, step.predicates, body)
}

/** `[1]` alone. */
function firstOnly(predicates: readonly Expr[]): boolean {
	const [only, ...more] = predicates
	return more.length === 0 && only?.kind === 'number' && only.type === 'integer' && Number(only.text) === 1
}

/** Predicates that see positions, over a collected array. */
export function eachPositioned(
	e: Emitter,
	scope: Scope,
	array: string,
	item: Omit<Value, 'code' | 'count'>,
	predicates: readonly Expr[],
	body: (item: Value) => void,
): void {
	let from = array
	predicates.forEach((predicate, index) => {
		const last = index === predicates.length - 1
		const kept = last ? '' : e.fresh('a')
		if (!last) e.line(`const ${kept} = []`)
		const i = e.fresh('i')
		const source = from
		e.block(`for (let ${i} = 0; ${i} < ${source}.length; ${i}++)`, () => {
			const n = e.bind(`${source}[${i}]`, 'n')
			const current: Value = { ...item, code: n, count: 'one', simple: true }
			const inside: Scope = { ...scope, item: current, position: `(${i} + 1)`, size: `${source}.length` }
			e.block(`if (${predicateTruth(e, inside, predicate)})`, () =>
				last ? body(current) : e.line(`${kept}.push(${n})`),
			)
		})
		from = kept
	})
}

/** A predicate's truth: a number is compared with the position. */
function predicateTruth(e: Emitter, scope: Scope, predicate: Expr): string {
	if (!maybeNumber(predicate)) return e.truth(scope, predicate)
	const value = e.value(scope, predicate)
	const position = scope.position ?? '1'
	if (value.count === 'many')
		return `rt.predicate(${value.rep === 'node' || value.rep === 'item' || value.rep === 'string' || value.rep === 'boolean' ? value.code : `rt.boxAll(${value.code}, '${value.rep}')`}, ${position})`
	if (value.count === 'opt') {
		const bound = e.simple(value)
		return `(${bound.code} !== undefined && ${singlePredicate(e, { ...bound, count: 'one' }, position)})`
	}
	return singlePredicate(e, value, position)
}

function singlePredicate(e: Emitter, value: Value, position: string): string {
	switch (value.rep) {
		case 'int':
		case 'double':
			return `${value.code} === ${position}`
		case 'integer':
		case 'decimal':
			return `${value.code}.toNumber() === ${position}`
		case 'item':
			return `rt.predicate([${value.code}], ${position})`
		default:
			return truthOf(e, value)
	}
}

/** Guards the body by predicates that do not ask for positions. */
export function filter(e: Emitter, scope: Scope, predicates: readonly Expr[], body: () => void): void {
	const [predicate, ...rest] = predicates
	if (predicate === undefined) return body()
	const truth = e.truth(scope, predicate)
	e.block(`if (${truth})`, () => filter(e, scope, rest, body))
}

export function eachOfArray(
	e: Emitter,
	array: string,
	item: Omit<Value, 'code' | 'count'>,
	body: (item: Value) => void,
): void {
	const n = e.fresh('n')
	e.block(`for (const ${n} of ${array})`, () => body({ ...item, code: n, count: 'one', simple: true }))
}
