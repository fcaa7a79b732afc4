/**
 * The parts of an expression, each with a way to put another in its place.
 *
 * Whoever looks through expressions or changes them walks these parts instead of knowing every kind.
 */
import type { Expr, Step } from '#engine'

export interface Part {
	readonly expr: Expr
	readonly put: (other: Expr) => Expr
}

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>

/** Parts one level down, in the order written. */
export function partsOf(expr: Expr): Part[] {
	switch (expr.kind) {
		case 'string':
		case 'number':
		case 'variable':
		case 'context':
		case 'function-ref':
			return []
		case 'path':
			return expr.steps.flatMap((step, i) =>
				stepParts(step).map(({ part, put }) => ({
					expr: part,
					put: (other: Expr): Expr => ({ ...expr, steps: expr.steps.with(i, put(other)) }),
				})),
			)
		case 'sequence':
			return expr.items.map((item, i) => ({
				expr: item,
				put: (other) => ({ ...expr, items: expr.items.with(i, other) }),
			}))
		case 'concat':
			return expr.parts.map((item, i) => ({
				expr: item,
				put: (other) => ({ ...expr, parts: expr.parts.with(i, other) }),
			}))
		case 'and':
		case 'or':
		case 'arithmetic':
		case 'general':
		case 'value':
		case 'order':
		case 'set':
		case 'map': {
			const both = expr as Extract<Expr, { left: Expr; right: Expr }>
			return [
				{ expr: both.left, put: (left) => ({ ...both, left }) as Expr },
				{ expr: both.right, put: (right) => ({ ...both, right }) as Expr },
			]
		}
		case 'sign':
			return [{ expr: expr.operand, put: (operand) => ({ ...expr, operand }) }]
		case 'range':
			return [
				{ expr: expr.from, put: (from) => ({ ...expr, from }) },
				{ expr: expr.to, put: (to) => ({ ...expr, to }) },
			]
		case 'if':
			return [
				{ expr: expr.test, put: (test) => ({ ...expr, test }) },
				thenPart(expr),
				{ expr: expr.otherwise, put: (otherwise) => ({ ...expr, otherwise }) },
			]
		case 'flwor':
			return [...bound(expr), { expr: expr.result, put: (result) => ({ ...expr, result }) }]
		case 'quantified':
			return [...bound(expr), { expr: expr.test, put: (test) => ({ ...expr, test }) }]
		case 'instance':
		case 'treat':
		case 'cast':
		case 'castable':
			return [{ expr: expr.expr, put: (inner) => ({ ...expr, expr: inner }) as Expr }]
		case 'call':
			return given(expr)
		case 'invoke':
			return [{ expr: expr.target, put: (target) => ({ ...expr, target }) }, ...given(expr)]
		case 'function':
			return [{ expr: expr.body, put: (body) => ({ ...expr, body }) }]
	}
}

function thenPart(expr: Of<'if'>): Part {
	const word = 'then' as const
	return { expr: expr.then, put: (other) => ({ ...expr, [word]: other }) }
}

function stepParts(step: Step): { part: Expr; put: (other: Expr) => Step }[] {
	const predicates = step.predicates.map((part, i) => ({
		part,
		put: (other: Expr): Step => ({ ...step, predicates: step.predicates.with(i, other) }),
	}))
	if (step.kind === 'axis') return predicates
	return [{ part: step.expr, put: (other) => ({ ...step, expr: other }) }, ...predicates]
}

function bound(expr: Of<'flwor'> | Of<'quantified'>): Part[] {
	return expr.bindings.map((binding, i) => ({
		expr: binding.expr,
		put: (other) => ({ ...expr, bindings: expr.bindings.with(i, { ...binding, expr: other }) }),
	}))
}

function given(expr: Of<'call'> | Of<'invoke'>): Part[] {
	return expr.args.flatMap((arg, i) =>
		arg === undefined
			? []
			: [{ expr: arg, put: (other: Expr): Expr => ({ ...expr, args: expr.args.with(i, other) }) }],
	)
}

/** The expression and everything in it, outermost first. */
export function* within(expr: Expr): Generator<Expr> {
	yield expr
	for (const part of partsOf(expr)) yield* within(part.expr)
}
