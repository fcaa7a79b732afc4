/**
 * The ways in which an expression leads to nodes, each with the facts under which it surely does.
 *
 * `(a | b)[c]/d` leads by a/d where each a has a c and a d, and by b/d. What stands at a node is told by its path alone
 * where its own name or one above it is asked for.
 */
import type { Expr } from '../xpath/ast.ts'
import { asksForPlace } from '../xpath/emit/steps.ts'
import { type Held, isFirst, isGap, nameOf, opened, rootStep } from './descent.ts'
import { below, type Facts, never, type Steps } from './facts.ts'
import type { Fact } from './program.ts'

export interface Way {
	readonly steps: Steps
	/** Under which all its predicates are true. */
	readonly facts: readonly Fact[]
}

interface Known {
	readonly held: Held
	readonly whenTrue: (predicate: Expr) => Facts
	readonly cannotFail: (expr: Expr) => boolean
}

/** Only those whose facts can be told. */
export function waysOf(given: Expr, known: Known): readonly Way[] {
	const expr = opened(given, known.held)
	if (expr.kind === 'context') return [{ steps: [], facts: [] }]
	if (expr.kind === 'set' && expr.op === 'union') {
		const left = waysOf(expr.left, known)
		return known.cannotFail(expr.left) ? [...left, ...waysOf(expr.right, known)] : left
	}
	if (expr.kind !== 'path') return []
	let ways: readonly Way[] = [{ steps: expr.root ? [rootStep] : [], facts: [] }]
	for (const [i, step] of expr.steps.entries()) {
		if (step.predicates.some((one) => asksForPlace(one) && !(step.kind === 'axis' && isFirst(one)))) return []
		if (i === 0 && expr.root && isGap(step)) continue
		if (step.kind === 'filter') {
			if (i > 0 || expr.root) return []
			ways = waysOf(step.expr, known)
		} else {
			const name = nameOf(step)
			if (name === undefined) return []
			const gap = i === 1 && expr.root && isGap(expr.steps[0])
			ways = ways.map(({ steps, facts }) => ({ steps: [...steps, { ...name, gap }], facts }))
		}
		for (const predicate of step.predicates) {
			// The first of those that are all alike is like them.
			if (isFirst(predicate)) continue
			const held = known.whenTrue(predicate)
			ways = ways.flatMap(({ steps, facts }) =>
				held.map((more) => ({ steps, facts: [...facts, ...below(steps, more)] })),
			)
		}
	}
	return ways
}

/** `self::name` and `ancestor::name`. */
export function named(expr: Expr, not: boolean): Facts {
	const [step, ...more] = expr.kind === 'path' && !expr.root ? expr.steps : []
	if (step === undefined || more.length > 0 || step.predicates.length > 0) return never
	if (step.kind === 'filter') return named(step.expr, not)
	if ((step.axis !== 'self' && step.axis !== 'ancestor') || step.test.kind !== 'name') return never
	const { axis } = step
	const { uri, local } = step.test
	if (uri === undefined || local === undefined) return never
	return [[{ is: 'named', steps: [], axis, not, uri, local }]]
}
