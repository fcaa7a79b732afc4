/**
 * Absence costs nothing: the paths without which an assertion surely passes.
 *
 * Most assertions say that something must not occur or may occur once. If the document holds none of the
 * paths found here, the assertion needs no run. The answer is on the safe side: undefined where unsure.
 */
import type { Expr, Step } from '../xpath/ast.ts'
import { simplified } from '../xpath/emit/paths.ts'
import { functionNamespace } from '../xpath/parse.ts'
import type { GuardPath, NameStep } from './program.ts'

type Paths = readonly GuardPath[] | undefined

export function guardOf(test: Expr, kind: 'assert' | 'report'): Paths {
	const paths = kind === 'assert' ? trueWithout(test) : falseWithout(test)
	return paths !== undefined && paths.length <= 12 ? paths : undefined
}

const both = (a: Paths, b: Paths): Paths => (a === undefined || b === undefined ? undefined : [...a, ...b])

/** The argument of a call of that one-argument function; undefined for anything else. */
function argumentOf(expr: Expr, name: string): Expr | undefined {
	if (expr.kind !== 'call' || expr.name.uri !== functionNamespace || expr.name.local !== name)
		return undefined
	return expr.args.length === 1 ? expr.args[0] : undefined
}

/** `use` on the argument of a call of that name. */
function inCall(expr: Expr, name: string, use: (argument: Expr) => Paths): Paths {
	const argument = argumentOf(expr, name)
	return argument === undefined ? undefined : use(argument)
}

/**
 * Whether evaluating the expression can never raise an error: what stands before the part that decides is
 * evaluated first, and its error is a finding.
 */
function cannotFail(expr: Expr): boolean {
	switch (expr.kind) {
		case 'string':
		case 'number':
		case 'context':
			return true
		case 'path':
			return expr.steps.every(
				(step) => (step.kind === 'axis' || step.expr.kind === 'context') && step.predicates.every(cannotFail),
			)
		case 'and':
		case 'or':
			return cannotFail(expr.left) && cannotFail(expr.right)
		case 'set':
		case 'sequence':
			return (expr.kind === 'set' ? [expr.left, expr.right] : expr.items).every(cannotFail)
		case 'general':
			return [expr.left, expr.right].every(
				(side) => side.kind === 'string' || (side.kind === 'path' && cannotFail(side)),
			)
		case 'call':
			return (
				expr.name.uri === functionNamespace &&
				harmless.has(expr.name.local) &&
				expr.args.every((a) => a !== undefined && cannotFail(a))
			)
		default:
			return false
	}
}

/** Functions that take whatever cannot fail itself. */
const harmless: ReadonlySet<string> = new Set([
	'not',
	'exists',
	'empty',
	'count',
	'true',
	'false',
	'position',
	'last',
])

/** Paths whose absence makes the expression true. */
function trueWithout(expr: Expr): Paths {
	switch (expr.kind) {
		case 'and':
			return both(trueWithout(expr.left), trueWithout(expr.right))
		case 'or':
			return trueWithout(expr.left) ?? (cannotFail(expr.left) ? trueWithout(expr.right) : undefined)
		case 'if':
			return both(falseWithout(expr.test), trueWithout(expr.otherwise))
		case 'quantified':
			return expr.every ? emptyWithout(expr.bindings[0]!.expr) : undefined
		case 'general':
		case 'value':
			return countHolds(expr, true)
		case 'call':
			if (expr.name.uri === functionNamespace && expr.name.local === 'true') return []
			return (
				inCall(expr, 'not', falseWithout) ??
				inCall(expr, 'empty', emptyWithout) ??
				inCall(expr, 'boolean', trueWithout)
			)
		default:
			return undefined
	}
}

/** Paths whose absence makes the expression false. */
function falseWithout(expr: Expr): Paths {
	switch (expr.kind) {
		case 'path':
		case 'set':
		case 'sequence':
			return emptyWithout(expr)
		case 'and':
			return falseWithout(expr.left) ?? (cannotFail(expr.left) ? falseWithout(expr.right) : undefined)
		case 'or':
			return both(falseWithout(expr.left), falseWithout(expr.right))
		case 'if':
			return both(falseWithout(expr.test), falseWithout(expr.otherwise))
		case 'quantified':
			return expr.every ? undefined : emptyWithout(expr.bindings[0]!.expr)
		case 'general':
			return (
				countHolds(expr, false) ??
				emptyWithout(expr.left) ??
				(cannotFail(expr.left) ? emptyWithout(expr.right) : undefined)
			)
		case 'value':
			return (
				countHolds(expr, false) ??
				emptyWithout(expr.left) ??
				(cannotFail(expr.left) ? emptyWithout(expr.right) : undefined)
			)
		case 'call':
			return (
				inCall(expr, 'not', trueWithout) ??
				inCall(expr, 'exists', emptyWithout) ??
				inCall(expr, 'boolean', falseWithout)
			)
		default:
			return undefined
	}
}

/** `count(path) op number`: what it is for a count of zero, if that is `wanted`. */
function countHolds(expr: Extract<Expr, { kind: 'general' | 'value' }>, wanted: boolean): Paths {
	const counted = argumentOf(expr.left, 'count')
	if (counted === undefined || expr.right.kind !== 'number') return undefined
	const n = Number(expr.right.text)
	const holds = { eq: n === 0, ne: n !== 0, lt: 0 < n, le: 0 <= n, gt: 0 > n, ge: 0 >= n }[expr.op]
	return holds === wanted ? emptyWithout(counted) : undefined
}

/** Paths whose absence makes the sequence empty. */
function emptyWithout(expr: Expr): Paths {
	switch (expr.kind) {
		case 'path': {
			return guardPath(expr.root, simplified(expr.steps))
		}
		case 'set':
			if (expr.op === 'union') return both(emptyWithout(expr.left), emptyWithout(expr.right))
			return emptyWithout(expr.left)
		case 'sequence':
			return expr.items.reduce<Paths>((paths, item) => both(paths, emptyWithout(item)), [])
		case 'call':
			return inCall(expr, 'distinct-values', emptyWithout)
		default:
			return undefined
	}
}

/** The names of a path that only goes down; what follows an unknown step is left out, which is safe. */
function guardPath(absolute: boolean, steps: readonly Step[]): Paths {
	const out: NameStep[] = []
	for (const step of steps) {
		if (step.kind === 'filter') {
			if (out.length > 0 && step.expr.kind === 'context') continue
			if (out.length > 0) break
			if (!absolute && step.expr.kind === 'context') continue
			const inner = !absolute && out.length === 0 ? emptyWithout(step.expr) : undefined
			return inner
		}
		const gap = step.axis === 'descendant'
		if (step.axis === 'self' && step.test.kind === 'node') continue
		if (step.axis !== 'child' && step.axis !== 'attribute' && !gap) break
		if (step.test.kind !== 'name' || step.test.uri === undefined || step.test.local === undefined) break
		out.push({ gap, attribute: step.axis === 'attribute', uri: step.test.uri, local: step.test.local })
		// Further steps are reached only past these conditions, whose errors must show.
		if (!step.predicates.every(cannotFail)) break
	}
	return out.length === 0 ? undefined : [{ absolute, steps: out }]
}
