/**
 * A rule's context (an XSLT match pattern) as alternatives that a node's path decides, and a function where
 * the path alone cannot.
 *
 * A pattern is matched from its last step upwards. Predicates become conditions in the generated function;
 * what is no pattern of steps (key(), variables, set operators) is matched the long way: the node is looked
 * for in what the expression gives from each of its ancestors.
 */
import type { AxisStep, Expr, NodeTest, PathExpr, Step } from '../xpath/ast.ts'
import { anyOrder, type Emitter, type Scope, type Surroundings, type Value } from '../xpath/emit/emitter.ts'
import { newEmitter } from '../xpath/emit/expression.ts'
import { nodeTest } from '../xpath/emit/types.ts'
import { maybeNumber, mentions } from '../xpath/static.ts'
import { type NameCondition, splitPredicates } from './name-condition.ts'
import type { Branch, NameStep } from './program.ts'

/** One step of a pattern; `gap`: any number of elements may stand before it. */
export interface PatternStep {
	readonly gap: boolean
	readonly step: AxisStep
}

export interface Pattern {
	readonly absolute: boolean
	readonly steps: readonly PatternStep[]
}

/** The alternatives of a context; `addTest` keeps a function's name and gives its index. */
export function branchesOf(
	context: Expr,
	around: Surroundings,
	variables: ReadonlyMap<string, Value>,
	addTest: (name: string) => number,
): Branch[] {
	return alternatives(context).map((expr) => {
		const pattern = patternOf(expr)
		if (pattern === undefined)
			return { absolute: false, test: addTest(searchFunction(expr, around, variables)) }
		const { conditions, pattern: rest } = withoutNameConditions(pattern)
		const names = namesOf(pattern)
		const plain = names !== undefined && rest.steps.every((s) => s.step.predicates.length === 0)
		const test = plain
			? undefined
			: addTest(matchFunction(names === undefined ? pattern : rest, around, variables))
		return {
			absolute: pattern.absolute,
			...(names && { names }),
			...(names && conditions.length > 0 && { conditions }),
			...(test !== undefined && { test }),
		}
	})
}

/** The conditions on the last step that its name decides, and the pattern without them. */
function withoutNameConditions(pattern: Pattern): { conditions: readonly NameCondition[]; pattern: Pattern } {
	const last = pattern.steps.at(-1)
	if (last === undefined || last.step.predicates.some(asksForPosition)) return { conditions: [], pattern }
	const { names, rest } = splitPredicates(last.step.predicates)
	const step: PatternStep = { ...last, step: { ...last.step, predicates: rest } }
	return { conditions: names, pattern: { ...pattern, steps: [...pattern.steps.slice(0, -1), step] } }
}

function asksForPosition(predicate: Expr): boolean {
	return maybeNumber(predicate) || mentions(predicate, 'position') || mentions(predicate, 'last')
}

/** Whether the context may match text, comments or processing instructions. */
export function matchesLeaves(context: Expr): boolean {
	return alternatives(context).some((expr) => {
		const last = patternOf(expr)?.steps.at(-1)?.step
		if (last === undefined) return expr.kind !== 'path' || expr.steps.length > 0
		return last.axis === 'child' && !(last.test.kind === 'name' || last.test.kind === 'element')
	})
}

/** A context's alternatives as steps; undefined for one that is matched the long way. */
export function patternsOf(context: Expr): readonly (Pattern | undefined)[] {
	return alternatives(context).map(patternOf)
}

function alternatives(expr: Expr): readonly Expr[] {
	if (expr.kind === 'set' && expr.op === 'union')
		return [...alternatives(expr.left), ...alternatives(expr.right)]
	if (expr.kind === 'sequence') return expr.items.flatMap(alternatives)
	return expr.kind === 'path' ? waysOf(expr) : [expr]
}

/** More alternatives than these are matched the long way. */
const mostWays = 64

/** `a/(b | c)/d` as `a/b/d` and `a/c/d`: the ways in which its steps can be taken. */
function waysOf(path: PathExpr): readonly Expr[] {
	let ways: readonly PathExpr[] = [{ ...path, steps: [] }]
	for (const [index, step] of path.steps.entries()) {
		const choices = choicesOf(step, index === 0 && !path.root)
		ways = ways.flatMap((way) =>
			choices.map(({ root, steps }) => ({ ...way, root: way.root || root, steps: [...way.steps, ...steps] })),
		)
		if (ways.length > mostWays) return [path]
	}
	return ways.length === 1 ? [path] : ways
}

type Choice = Pick<PathExpr, 'root' | 'steps'>

/** The steps that a step in parentheses stands for, its predicates put upon the last of each. */
function choicesOf(step: Step, first: boolean): readonly Choice[] {
	const itself: readonly Choice[] = [{ root: false, steps: [step] }]
	if (step.kind === 'axis' || step.predicates.some(asksForPosition)) return itself
	const choices: Choice[] = []
	for (const expr of alternatives(step.expr)) {
		const last = expr.kind === 'path' ? expr.steps.at(-1) : undefined
		if (expr.kind !== 'path' || (expr.root && !first) || last?.kind !== 'axis') return itself
		const predicates = [...last.predicates, ...step.predicates]
		choices.push({ root: expr.root, steps: [...expr.steps.slice(0, -1), { ...last, predicates }] })
	}
	return choices
}

function patternOf(expr: Expr): Pattern | undefined {
	if (expr.kind !== 'path') return undefined
	const steps: PatternStep[] = []
	let gap = false
	for (const step of expr.steps) {
		if (isGap(step)) gap = true
		else if (step.kind === 'axis' && (step.axis === 'child' || step.axis === 'attribute')) {
			steps.push({ gap, step })
			gap = false
		} else return undefined
	}
	return gap ? undefined : { absolute: expr.root, steps }
}

function isGap(step: Step): boolean {
	return (
		step.kind === 'axis' &&
		step.axis === 'descendant-or-self' &&
		step.test.kind === 'node' &&
		step.predicates.length === 0
	)
}

/** The pattern's names, where every step is about elements or attributes. */
function namesOf(pattern: Pattern): NameStep[] | undefined {
	const names: NameStep[] = []
	for (const [i, { gap, step }] of pattern.steps.entries()) {
		const name = nameOf(step.test, step.axis === 'attribute')
		if (name === undefined) return undefined
		names.push({ gap: gap || (i === 0 && !pattern.absolute), attribute: step.axis === 'attribute', ...name })
	}
	return names
}

function nameOf(test: NodeTest, attribute: boolean): { uri?: string; local?: string } | undefined {
	if (test.kind === 'name')
		return {
			...(test.uri !== undefined && { uri: test.uri }),
			...(test.local !== undefined && { local: test.local }),
		}
	if (test.kind === (attribute ? 'attribute' : 'element') && 'name' in test && test.type === undefined)
		return test.name ?? {}
	return undefined
}

function matchFunction(
	pattern: Pattern,
	around: Surroundings,
	variables: ReadonlyMap<string, Value>,
): string {
	const e = newEmitter(around)
	emitMatch(e, pattern, pattern.steps.length - 1, 'n', variables)
	return added(e, around)
}

function added(e: Emitter, around: Surroundings): string {
	const name = around.module.fresh('context_')
	e.line('return false')
	around.module.add(`function ${name}(t, n, s) {\n${e.body()}\n}`)
	return name
}

/** Emits the test of step `i` on the node in `n`, and inside it the tests of the steps before. */
function emitMatch(
	e: Emitter,
	pattern: Pattern,
	i: number,
	n: string,
	variables: ReadonlyMap<string, Value>,
): void {
	const part = pattern.steps[i]
	if (part === undefined) {
		// Above the first step: the document node if the pattern starts there, anything otherwise.
		if (pattern.absolute) e.block(`if (${n} === 0)`, () => e.line('return true'))
		else e.line('return true')
		return
	}
	const principal = part.step.axis === 'attribute' ? 'attribute' : 'element'
	const test = nodeTest(e, n, part.step.test, principal)
	// A child step never matches an attribute or the document node.
	const sort =
		part.step.test.kind === 'node'
			? ` && ${n} > 0 && ${e.array('kind')}[${n}] ${principal === 'attribute' ? '===' : '!=='} 2`
			: ''
	e.block(`if (${test}${sort})`, () => {
		emitPredicates(e, part.step, n, variables, () => emitAbove(e, pattern, i, n, variables, part.gap))
	})
}

function emitAbove(
	e: Emitter,
	pattern: Pattern,
	i: number,
	n: string,
	variables: ReadonlyMap<string, Value>,
	gap: boolean,
): void {
	if (i === 0 && !pattern.absolute) return e.line('return true')
	const parent = e.fresh('n')
	if (gap && i === 0) return e.line('return true')
	if (gap)
		e.block(
			`for (let ${parent} = ${e.array('parent')}[${n}]; ${parent} >= 0; ${parent} = ${e.array('parent')}[${parent}])`,
			() => emitMatch(e, pattern, i - 1, parent, variables),
		)
	else {
		e.line(`const ${parent} = ${e.array('parent')}[${n}]`)
		e.block(`if (${parent} >= 0)`, () => emitMatch(e, pattern, i - 1, parent, variables))
	}
}

function emitPredicates(
	e: Emitter,
	step: AxisStep,
	n: string,
	variables: ReadonlyMap<string, Value>,
	inside: () => void,
): void {
	const item: Value = { code: n, rep: 'node', count: 'one', simple: true }
	const positioned = step.predicates.some(asksForPosition)
	if (positioned) {
		// Positions count among the siblings that pass the node test: the step is taken from the parent.
		const found = e.fresh('x')
		e.line(`let ${found} = false`)
		const scope: Scope = {
			variables,
			item: { code: `${e.array('parent')}[${n}]`, rep: 'node', count: 'one', simple: true },
		}
		e.each(scope, { kind: 'path', root: false, steps: [step] }, anyOrder, (node) =>
			e.line(`if (${node.code} === ${n}) ${found} = true`),
		)
		e.block(`if (${found})`, inside)
		return
	}
	const emit = (predicates: readonly Expr[]): void => {
		const [predicate, ...rest] = predicates
		if (predicate === undefined) return inside()
		const truth = e.truth({ variables, item, position: '1', size: '1', current: item }, predicate)
		e.block(`if (${truth})`, () => emit(rest))
	}
	emit(step.predicates)
}

/** The node is matched if the expression, from one of its ancestors or itself, gives it. */
function searchFunction(expr: Expr, around: Surroundings, variables: ReadonlyMap<string, Value>): string {
	const e = newEmitter(around)
	const from = e.fresh('n')
	e.block(`for (let ${from} = n; ${from} >= 0; ${from} = ${e.array('parent')}[${from}])`, () => {
		const item: Value = { code: from, rep: 'node', count: 'one', simple: true }
		e.each({ variables, item, position: '1', size: '1', current: item }, expr, anyOrder, (node) =>
			e.line(`if (${node.code} === n) return true`),
		)
	})
	return added(e, around)
}
