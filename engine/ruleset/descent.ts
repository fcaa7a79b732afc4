/**
 * Paths that only go down by names, as the names: a tree counts the nodes of such a path.
 *
 * Of other expressions, what of them is such a path: what stands before the last step, or at the end of a context.
 */
import type { Expr, PathExpr, Step } from '../xpath/ast.ts'
import type { Steps } from './facts.ts'
import type { NameStep } from './program.ts'

/** The names of a path that only goes down by them. */
export function simpleSteps(expr: Expr): Steps | undefined {
	if (expr.kind === 'context') return []
	if (expr.kind !== 'path' || expr.root) return undefined
	const steps: NameStep[] = []
	for (const step of expr.steps) {
		if (step.predicates.length > 0) return undefined
		if (step.kind === 'filter') {
			if (steps.length > 0 || step.expr.kind !== 'context') return undefined
			continue
		}
		const name = nameOf(step)
		if (name === undefined) return undefined
		steps.push(name)
	}
	return steps
}

/** `a/b/(what)` as the names of a/b, and what. */
export function endOf(expr: Expr): readonly [steps: Steps, end: Expr] | undefined {
	if (expr.kind !== 'path' || expr.steps.length < 2) return undefined
	const last = expr.steps.at(-1)!
	if (last.kind !== 'filter' || last.predicates.length > 0) return undefined
	const steps = simpleSteps({ ...expr, steps: expr.steps.slice(0, -1) })
	return steps === undefined || steps.length === 0 ? undefined : [steps, last.expr]
}

export function nameOf(step: Step): NameStep | undefined {
	if (step.kind !== 'axis' || (step.axis !== 'child' && step.axis !== 'attribute')) return undefined
	if (step.test.kind !== 'name') return undefined
	const { uri, local } = step.test
	if (uri === undefined || local === undefined) return undefined
	return { gap: false, attribute: step.axis === 'attribute', uri, local }
}

/** The last steps of a context's alternatives. */
export function contextWays(context: Expr): readonly Step[] | undefined {
	if (context.kind === 'set' && context.op === 'union') {
		const [left, right] = [contextWays(context.left), contextWays(context.right)]
		return left && right && [...left, ...right]
	}
	const last = context.kind === 'path' ? (context as PathExpr).steps.at(-1) : undefined
	return last === undefined ? undefined : [last]
}

/** Paths that each node that matches has, by their text. */
export function givenBy(context: Expr): ReadonlySet<string> {
	const [first, ...others] = (contextWays(context) ?? []).map(
		({ predicates }) =>
			new Set(predicates.map((predicate) => JSON.stringify(simpleSteps(predicate) ?? 'unknown'))),
	)
	return others.reduce((all, one) => all.intersection(one), first ?? new Set<string>())
}
