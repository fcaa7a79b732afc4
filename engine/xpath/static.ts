/**
 * What can be told of an expression without running it: whether it asks for position or size, whether it
 * depends on the context at all, and whether a predicate could be a number.
 */
import type { Expr, Step } from './ast.ts'
import { functionNamespace } from './parse.ts'

/** The direct sub-expressions that see the same context item, position and size. */
export function operands(expr: Expr): readonly Expr[] {
	switch (expr.kind) {
		case 'string':
		case 'number':
		case 'variable':
		case 'context':
		case 'function-ref':
		case 'function':
			return []
		case 'path': {
			const first = expr.root ? undefined : expr.steps[0]
			return first?.kind === 'filter' ? [first.expr] : []
		}
		case 'sequence':
			return expr.items
		case 'concat':
			return expr.parts
		case 'sign':
			return [expr.operand]
		case 'range':
			return [expr.from, expr.to]
		case 'map':
			return [expr.left]
		case 'if':
			return [expr.test, expr.then, expr.otherwise]
		case 'flwor':
			return [...expr.bindings.map((b) => b.expr), expr.result]
		case 'quantified':
			return [...expr.bindings.map((b) => b.expr), expr.test]
		case 'instance':
		case 'treat':
		case 'cast':
		case 'castable':
			return [expr.expr]
		case 'call':
			return expr.args.filter((a) => a !== undefined)
		case 'invoke':
			return [expr.target, ...expr.args.filter((a) => a !== undefined)]
		default:
			return [expr.left, expr.right]
	}
}

/** The sub-expressions that see another context item (steps, predicates, right side of `!`, function bodies). */
export function inner(expr: Expr): readonly Expr[] {
	if (expr.kind === 'map') return [expr.right]
	if (expr.kind === 'function') return [expr.body]
	if (expr.kind !== 'path') return []
	return expr.steps.flatMap((step, i) => [
		...(step.kind === 'filter' && (i > 0 || expr.root) ? [step.expr] : []),
		...step.predicates,
	])
}

function isCall(expr: Expr, ...names: readonly string[]): boolean {
	return expr.kind === 'call' && expr.name.uri === functionNamespace && names.includes(expr.name.local)
}

/** Whether the expression itself asks for position() or last() of its own context. */
export function mentions(expr: Expr, name: 'position' | 'last'): boolean {
	if (isCall(expr, name)) return true
	if (expr.kind === 'function-ref') return expr.name.uri === functionNamespace && expr.name.local === name
	return operands(expr).some((operand) => mentions(operand, name))
}

/** Functions that read the context item when called without arguments (position and last besides). */
const contextual = new Set([
	'string',
	'number',
	'name',
	'local-name',
	'namespace-uri',
	'normalize-space',
	'string-length',
	'root',
	'position',
	'last',
	'lang',
	'base-uri',
	'data',
	'node-name',
	'nilled',
	'has-children',
	'path',
	'id',
	'idref',
	'generate-id',
])

/** Functions whose result is not a matter of the document alone, or that see XSLT's current node. */
const restless = new Set(['current', 'key'])

/**
 * Whether the value depends on the document alone: no context item, no variable of `locals`, no variable at all
 * but those that `isGlobal` accepts.
 */
export function isAbsolute(expr: Expr, isGlobal: (variable: string) => boolean): boolean {
	return absolute(expr, isGlobal, false)
}

/** The same where it may depend on the context item too: on what it is, not on where it stands among others. */
export function isOfItem(expr: Expr, isGlobal: (variable: string) => boolean): boolean {
	return absolute(expr, isGlobal, true)
}

function absolute(expr: Expr, isGlobal: (variable: string) => boolean, hasItem: boolean): boolean {
	switch (expr.kind) {
		case 'context':
			return hasItem
		case 'variable':
			return isGlobal(expr.name)
		case 'path': {
			const first = expr.steps[0]
			if (!expr.root && first?.kind === 'axis' && !hasItem) return false
			return expr.steps.every((step, i) =>
				absoluteStep(step, isGlobal, i === 0 && !expr.root ? hasItem : true),
			)
		}
		case 'map':
			return absolute(expr.left, isGlobal, hasItem) && absolute(expr.right, isGlobal, true)
		case 'function':
		case 'function-ref':
		case 'invoke':
			return false
		case 'flwor':
		case 'quantified': {
			const bound = new Set(expr.bindings.map((b) => b.name))
			const known = (name: string): boolean => bound.has(name) || isGlobal(name)
			return operands(expr).every((operand) => absolute(operand, known, hasItem))
		}
		case 'call':
			if (expr.name.uri !== functionNamespace && !expr.name.uri.startsWith('http://www.w3.org/')) return false
			if (restless.has(expr.name.local)) return false
			if (!hasItem && contextual.has(expr.name.local) && expr.args.length === 0) return false
			return operands(expr).every((operand) => absolute(operand, isGlobal, hasItem))
		default:
			return operands(expr).every((operand) => absolute(operand, isGlobal, hasItem))
	}
}

function absoluteStep(step: Step, isGlobal: (variable: string) => boolean, hasItem: boolean): boolean {
	return (
		(step.kind === 'axis' || absolute(step.expr, isGlobal, hasItem)) &&
		step.predicates.every((p) => absolute(p, isGlobal, true))
	)
}

/** Whether it reads the document by a path from the root: worth computing once. */
export function readsDocument(expr: Expr): boolean {
	if (expr.kind === 'path' && expr.root && expr.steps.length > 0) return true
	return operands(expr).some(readsDocument) || inner(expr).some(readsDocument)
}

/** Calls that give a boolean, a string or nodes whatever their arguments. */
const neverNumbers = new Set([
	'not',
	'exists',
	'empty',
	'boolean',
	'true',
	'false',
	'contains',
	'starts-with',
	'ends-with',
	'matches',
	'string',
	'normalize-space',
	'concat',
	'substring',
	'substring-before',
	'substring-after',
	'translate',
	'upper-case',
	'lower-case',
	'name',
	'local-name',
	'namespace-uri',
	'string-join',
	'replace',
	'lang',
	'deep-equal',
	'root',
	'key',
	'id',
	'current',
])

/** Whether a predicate could turn out to be a number, and so a position. */
export function maybeNumber(expr: Expr): boolean {
	switch (expr.kind) {
		case 'string':
		case 'and':
		case 'or':
		case 'general':
		case 'value':
		case 'order':
		case 'set':
		case 'concat':
		case 'quantified':
		case 'instance':
		case 'castable':
		case 'function':
		case 'function-ref':
			return false
		case 'path': {
			const last = expr.steps.at(-1)
			return last?.kind === 'filter' && maybeNumber(last.expr)
		}
		case 'call':
			return !(expr.name.uri === functionNamespace && neverNumbers.has(expr.name.local))
		case 'if':
			return maybeNumber(expr.then) || maybeNumber(expr.otherwise)
		default:
			return true
	}
}
