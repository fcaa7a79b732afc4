/** Steps written otherwise, so that a path looks at fewer nodes: what they give stays the same. */
import type { Expr, PathExpr, Step } from '../ast.ts'
import { maybeNumber, mentions } from '../static.ts'

/** `a//b` is written descendant-or-self::node()/child::b; without positions it is descendant::b. */
export function simplified(steps: readonly Step[]): readonly Step[] {
	const out: Step[] = []
	for (const step of steps) {
		const before = out.at(-1)
		if (
			before?.kind === 'axis' &&
			before.axis === 'descendant-or-self' &&
			before.test.kind === 'node' &&
			before.predicates.length === 0 &&
			step.kind === 'axis' &&
			step.axis === 'child' &&
			!step.predicates.some(asksForPlace)
		) {
			out[out.length - 1] = { ...step, axis: 'descendant' }
		} else out.push(step)
	}
	return out
}

/** `//(a | b)/c` as `(//a | //b)/c`, which looks at no other nodes; undefined for any other path. */
export function spread({ root, steps }: PathExpr): PathExpr | undefined {
	const [gap, choice, ...rest] = steps
	if (!root || gap?.kind !== 'axis' || gap.axis !== 'descendant-or-self' || choice?.kind !== 'filter')
		return undefined
	if (gap.test.kind !== 'node' || gap.predicates.length > 0 || choice.predicates.some(asksForPlace))
		return undefined
	const expr = below(choice.expr)
	return expr && { kind: 'path', root: false, steps: [{ ...choice, expr }, ...rest] }
}

/** Paths by a child, or a union of such, taken from any node of the document. */
function below(expr: Expr): Expr | undefined {
	if (expr.kind === 'set' && expr.op === 'union') {
		const left = below(expr.left)
		const right = below(expr.right)
		return left && right && { ...expr, left, right }
	}
	if (expr.kind !== 'path' || expr.root) return undefined
	const [first, ...rest] = expr.steps
	if (first?.kind !== 'axis' || first.axis !== 'child' || first.predicates.some(asksForPlace))
		return undefined
	return { kind: 'path', root: true, steps: [{ ...first, axis: 'descendant' }, ...rest] }
}

/** Whether a predicate is a position, or asks for one. */
export function asksForPlace(predicate: Expr): boolean {
	return maybeNumber(predicate) || mentionsEither(predicate)
}

/** The step of `//@name`, where no position counts. */
export function attributesAnywhere([gap, step]: readonly Step[]):
	| {
			readonly test: { readonly uri: string; readonly local: string }
			readonly predicates: readonly Expr[]
	  }
	| undefined {
	if (gap?.kind !== 'axis' || gap.axis !== 'descendant-or-self' || gap.test.kind !== 'node') return undefined
	if (step?.kind !== 'axis' || step.axis !== 'attribute' || step.test.kind !== 'name') return undefined
	const { uri, local } = step.test
	if (uri === undefined || local === undefined || gap.predicates.length > 0) return undefined
	return step.predicates.some(asksForPlace)
		? undefined
		: { test: { uri, local }, predicates: step.predicates }
}

export function mentionsEither(expr: Expr): boolean {
	return mentions(expr, 'position') || mentions(expr, 'last')
}
