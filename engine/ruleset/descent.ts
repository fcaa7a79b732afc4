/**
 * Paths that only go down by names, as the names: a tree counts the nodes of such a path.
 *
 * Of other expressions, what of them is such a path: what stands before the last step, or at the end of a context.
 */
import type { Expr, PathExpr, Step } from '../xpath/ast.ts'
import { asksForPlace } from '../xpath/emit/steps.ts'
import type { Steps } from './facts.ts'
import type { NameStep } from './program.ts'

/** `..` as a step. */
const upStep: NameStep = { gap: false, attribute: false, up: true }

/** The document node as the first of steps. */
export const rootStep: NameStep = { gap: false, attribute: false, root: true }

/** The names of a path that only goes down by them, or up, from the context item or from the document node. */
export function simpleSteps(expr: Expr): Steps | undefined {
	if (expr.kind === 'context') return []
	if (expr.kind !== 'path' || (expr.root && expr.steps.length === 0)) return undefined
	const steps: NameStep[] = expr.root ? [rootStep] : []
	for (const step of expr.steps) {
		// Of one node, [1] is that one.
		if (!step.predicates.every((one) => step.kind === 'axis' && isFirst(one))) return undefined
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

/** What a variable of the document stands for; undefined where that cannot be told. */
export type Held = (variable: string) => Expr | undefined

/** A path that starts from a variable, as one that starts where that does. */
export function opened(expr: Expr, held: Held): Expr {
	if (expr.kind === 'variable') {
		const inside = held(expr.name)
		return inside === undefined ? expr : opened(inside, held)
	}
	const first = expr.kind === 'path' && !expr.root ? expr.steps[0] : undefined
	if (expr.kind !== 'path' || first?.kind !== 'filter' || first.expr.kind !== 'variable') return expr
	const start = opened(first.expr, held)
	const last = start.kind === 'path' ? start.steps.at(-1) : undefined
	if (start.kind !== 'path' || last === undefined || first.predicates.some(asksForPlace)) return expr
	const conditioned = { ...last, predicates: [...last.predicates, ...first.predicates] }
	return { ...start, steps: [...start.steps.slice(0, -1), conditioned, ...expr.steps.slice(1)] }
}

/** Whether a predicate is `[1]`. */
export const isFirst = (predicate: Expr): boolean => predicate.kind === 'number' && predicate.text === '1'

/** Whether a step is that of `//`. */
export function isGap(step: Step | undefined): boolean {
	return (
		step?.kind === 'axis' &&
		step.axis === 'descendant-or-self' &&
		step.test.kind === 'node' &&
		step.predicates.length === 0
	)
}

/** `a/b/(what)` as the names of a/b, and what. */
export function endOf(given: Expr, held: Held): readonly [steps: Steps, end: Expr] | undefined {
	const expr = opened(given, held)
	if (expr.kind !== 'path' || expr.steps.length < 2) return undefined
	const last = expr.steps.at(-1)!
	if (last.kind !== 'filter' || last.predicates.length > 0) return undefined
	const steps = simpleSteps({ ...expr, steps: expr.steps.slice(0, -1) })
	return steps === undefined || steps.length === 0 ? undefined : [steps, last.expr]
}

/** A step down by a name, or up. */
export function nameOf(step: Step): NameStep | undefined {
	if (step.kind === 'axis' && step.axis === 'parent' && step.test.kind === 'node')
		return step.predicates.length === 0 ? upStep : undefined
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
