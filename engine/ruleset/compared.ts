/**
 * Left sides of comparisons that a tree can answer for: sums of counts, and texts that are to be more than nothing.
 */
import type { Expr } from '../xpath/ast.ts'
import { functionNamespace } from '../xpath/parse.ts'
import { type Held, opened, simpleSteps } from './descent.ts'
import { type Facts, filled, never, once } from './facts.ts'
import type { Fact } from './program.ts'

/** What the counts in a sum of counts are of. */
export function countedBy(expr: Expr): readonly Expr[] | undefined {
	if (expr.kind === 'arithmetic' && expr.op === 'add') {
		const [left, right] = [countedBy(expr.left), countedBy(expr.right)]
		return left && right && [...left, ...right]
	}
	if (expr.kind !== 'call' || expr.name.uri !== functionNamespace || expr.name.local !== 'count')
		return undefined
	return expr.args[0] && [expr.args[0]]
}

/** Facts under which a text is more than white space. */
export function notBlank(expr: Expr, held: Held): Facts {
	const steps = simpleSteps(opened(expr, held))
	if (steps !== undefined) return [steps.length === 0 ? filled(steps) : [...once(steps), ...filled(steps)]]
	if (expr.kind !== 'call' || expr.name.uri !== functionNamespace) return never
	const { local } = expr.name
	const [argument, ...more] = expr.args
	if (local === 'normalize-space' || local === 'string')
		return argument === undefined ? [filled([])] : more.length === 0 ? notBlank(argument, held) : never
	if (local !== 'concat') return never
	const parts = expr.args.map((part) => part && simpleSteps(opened(part, held)))
	if (!parts.every((part) => part !== undefined)) return never
	const single = parts.filter(({ length }) => length > 0).map((steps): Fact => ({ is: 'single', steps }))
	return parts.map((steps) => [
		...single,
		...(steps.length === 0 ? [] : [{ is: 'each', steps } as const]),
		...filled(steps),
	])
}

/** What a text is compared with '' of: the argument of normalize-space() or string(), or itself. */
export function textOf(expr: Expr): Expr | undefined {
	if (expr.kind !== 'call') return expr
	const { uri, local } = expr.name
	if (
		uri !== functionNamespace ||
		(local !== 'normalize-space' && local !== 'string') ||
		expr.args.length !== 1
	)
		return undefined
	return expr.args[0] && textOf(expr.args[0])
}
