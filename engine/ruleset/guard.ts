/**
 * Absence costs nothing: the paths without which an assertion surely passes.
 *
 * Most assertions say that something must not occur or may occur once. If the document holds none of the
 * paths found here, the assertion needs no run. The answer is on the safe side: undefined where unsure.
 */
import type { Expr, PathExpr, Step } from '../xpath/ast.ts'
import { simplified, spread } from '../xpath/emit/steps.ts'
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

const never = (): boolean => false

/**
 * Whether evaluating the expression can never raise an error: what stands before the part that decides is
 * evaluated first, and its error is a finding. `isSafe`: whether a variable's value can be had without an error.
 */
export function cannotFail(expr: Expr, isSafe: (variable: string) => boolean = never): boolean {
	const isHeld = (one: Expr): boolean => one.kind === 'variable' && isSafe(one.name)
	const safe = (one: Expr): boolean => cannotFail(one, isSafe)
	switch (expr.kind) {
		case 'string':
		case 'number':
		case 'context':
			return true
		case 'path':
			return expr.steps.every(
				(step) =>
					(step.kind === 'axis' || step.expr.kind === 'context' || isHeld(step.expr)) &&
					step.predicates.every(safe),
			)
		case 'and':
		case 'or':
			return safe(expr.left) && safe(expr.right)
		case 'set':
		case 'sequence':
			return (expr.kind === 'set' ? [expr.left, expr.right] : expr.items).every(safe)
		case 'general':
			return [expr.left, expr.right].every(
				(side) => side.kind === 'string' || side.kind === 'context' || (side.kind === 'path' && safe(side)),
			)
		case 'call':
			return (
				expr.name.uri === functionNamespace &&
				harmless.has(expr.name.local) &&
				expr.args.every((a) => a !== undefined && safe(a))
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
	const holds = (count: number): boolean =>
		({ eq: count === n, ne: count !== n, lt: count < n, le: count <= n, gt: count > n, ge: count >= n })[
			expr.op
		]
	if (holds(0) !== wanted) return undefined
	return (holds(1) === wanted ? repeated(counted) : undefined) ?? emptyWithout(counted)
}

/** The path of which one node changes nothing, only more: where it is told wholly by names. */
function repeated(expr: Expr): Paths {
	if (expr.kind !== 'path') return undefined
	const [path, ...others] = downOf(expr)
	if (path === undefined || others.length > 0 || !path.whole) return undefined
	const guard = named(path)
	return guard === undefined || guard.steps.length < path.steps.length ? undefined : [{ ...guard, least: 2 }]
}

/** Paths whose absence makes the sequence empty. */
function emptyWithout(expr: Expr): Paths {
	switch (expr.kind) {
		case 'path': {
			return guardPath(expr)
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

/** A path by the names of its steps; `whole`: nothing of it is left out. */
interface NamePath {
	readonly absolute: boolean
	readonly steps: readonly NameStep[]
	readonly whole: boolean
}

/** The names of a path that only goes down; what follows an unknown step is left out, which is safe. */
function guardPath(path: PathExpr): Paths {
	const found = downOf(path).map(named)
	return found.every((path) => path !== undefined) && found.length > 0 ? found : undefined
}

function downOf(path: PathExpr): NamePath[] {
	const { root, steps } = spread(path) ?? path
	return namePaths(root, simplified(steps))
}

function namePaths(absolute: boolean, steps: readonly Step[]): NamePath[] {
	const [first, ...rest] = steps
	if (!absolute && first?.kind === 'filter' && first.expr.kind !== 'context') {
		const starts = startPaths(first.expr)
		const passable = first.predicates.every((one) => cannotFail(one))
		return starts.flatMap((start) => (start.whole && passable ? extended(start, rest) : [start]))
	}
	return extended({ absolute, steps: [], whole: true }, steps)
}

/** The paths that an expression at the start of a path gives: `(a | b)/c`. */
function startPaths(expr: Expr): NamePath[] {
	if (expr.kind === 'path') return downOf(expr)
	if (expr.kind === 'set' && expr.op === 'union') return [...startPaths(expr.left), ...startPaths(expr.right)]
	if (expr.kind === 'sequence') return expr.items.flatMap(startPaths)
	return [{ absolute: false, steps: [], whole: false }]
}

function extended(start: NamePath, steps: readonly Step[]): NamePath[] {
	const out = [...start.steps]
	const cut = (): NamePath[] => [{ absolute: start.absolute, steps: out, whole: false }]
	let gap = false
	for (const step of steps) {
		if (step.kind === 'filter') {
			if (step.expr.kind === 'context' && step.predicates.every((one) => cannotFail(one))) continue
			return cut()
		}
		if (step.test.kind === 'node' && step.predicates.length === 0) {
			if (step.axis === 'self') continue
			if (step.axis === 'descendant-or-self') {
				gap = true
				continue
			}
		}
		if (step.axis !== 'child' && step.axis !== 'attribute' && step.axis !== 'descendant') return cut()
		if (step.test.kind !== 'name') return cut()
		const { uri, local } = step.test
		out.push({
			gap: gap || step.axis === 'descendant',
			attribute: step.axis === 'attribute',
			...(uri !== undefined && { uri }),
			...(local !== undefined && { local }),
		})
		gap = false
		// Further steps are reached only past these conditions, whose errors must show.
		if (!step.predicates.every((one) => cannotFail(one))) return cut()
	}
	return gap ? cut() : [{ absolute: start.absolute, steps: out, whole: true }]
}

/** The path up to its last step with a whole name: paths are looked up by that name. */
function named({ absolute, steps }: NamePath): GuardPath | undefined {
	const last = steps.findLastIndex(({ uri, local }) => uri !== undefined && local !== undefined)
	return last < 0 ? undefined : { absolute, steps: steps.slice(0, last + 1) }
}
