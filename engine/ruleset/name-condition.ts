/**
 * Conditions of a context that the name of the node decides alone: `ends-with(name(), 'Amount')`.
 *
 * They are taken out of the generated function and decided once a path, where the names are.
 */
import type { Expr } from '../xpath/ast.ts'
import { functionNamespace } from '../xpath/parse.ts'

export type NameCondition =
	| { readonly kind: 'starts' | 'ends' | 'contains' | 'is'; readonly text: string }
	| { readonly kind: 'self'; readonly uri?: string; readonly local?: string }
	| { readonly kind: 'not'; readonly of: NameCondition }
	| { readonly kind: 'and' | 'or'; readonly of: readonly NameCondition[] }

export function holds(condition: NameCondition, uri: string, local: string): boolean {
	switch (condition.kind) {
		case 'starts':
			return local.startsWith(condition.text)
		case 'ends':
			return local.endsWith(condition.text)
		case 'contains':
			return local.includes(condition.text)
		case 'is':
			return local === condition.text
		case 'self':
			return (
				(condition.uri === undefined || condition.uri === uri) &&
				(condition.local === undefined || condition.local === local)
			)
		case 'not':
			return !holds(condition.of, uri, local)
		case 'and':
			return condition.of.every((part) => holds(part, uri, local))
		case 'or':
			return condition.of.some((part) => holds(part, uri, local))
	}
}

/** Splits predicates, none of which asks for positions, into what the name decides and what is left. */
export function splitPredicates(predicates: readonly Expr[]): {
	readonly names: readonly NameCondition[]
	readonly rest: readonly Expr[]
} {
	const names: NameCondition[] = []
	const rest: Expr[] = []
	for (const part of predicates.flatMap(conjuncts)) {
		const condition = conditionOf(part)
		if (condition === undefined) rest.push(part)
		else names.push(condition)
	}
	return { names, rest }
}

function conjuncts(expr: Expr): readonly Expr[] {
	return expr.kind === 'and' ? [...conjuncts(expr.left), ...conjuncts(expr.right)] : [expr]
}

function conditionOf(expr: Expr): NameCondition | undefined {
	switch (expr.kind) {
		case 'and':
		case 'or': {
			const [left, right] = [conditionOf(expr.left), conditionOf(expr.right)]
			return left === undefined || right === undefined ? undefined : { kind: expr.kind, of: [left, right] }
		}
		case 'general':
		case 'value':
			if (expr.op !== 'eq' || !isCallOf(expr.left, 'local-name') || expr.right.kind !== 'string')
				return undefined
			return { kind: 'is', text: expr.right.value }
		case 'path': {
			const [step, ...more] = expr.steps
			if (
				expr.root ||
				more.length > 0 ||
				step?.kind !== 'axis' ||
				step.axis !== 'self' ||
				step.predicates.length > 0
			)
				return undefined
			if (step.test.kind !== 'name') return undefined
			const { uri, local } = step.test
			return { kind: 'self', ...(uri !== undefined && { uri }), ...(local !== undefined && { local }) }
		}
		case 'call':
			return conditionOfCall(expr)
		default:
			return undefined
	}
}

function conditionOfCall(expr: Extract<Expr, { kind: 'call' }>): NameCondition | undefined {
	const [first, second] = expr.args
	if (expr.name.uri !== functionNamespace || first === undefined) return undefined
	if (expr.name.local === 'not' && expr.args.length === 1) {
		const of = conditionOf(first)
		return of === undefined ? undefined : { kind: 'not', of }
	}
	if (second?.kind !== 'string' || expr.args.length !== 2) return undefined
	const text = second.value
	// A prefixed name ends with a text without colon just where its local name does.
	if (
		expr.name.local === 'ends-with' &&
		(isCallOf(first, 'local-name') || (isCallOf(first, 'name') && !text.includes(':')))
	)
		return { kind: 'ends', text }
	if (!isCallOf(first, 'local-name')) return undefined
	if (expr.name.local === 'starts-with') return { kind: 'starts', text }
	return expr.name.local === 'contains' ? { kind: 'contains', text } : undefined
}

/** A call of that function about the context node. */
function isCallOf(expr: Expr, name: string): boolean {
	if (expr.kind !== 'call' || expr.name.uri !== functionNamespace || expr.name.local !== name) return false
	return expr.args.length === 0 || (expr.args.length === 1 && expr.args[0]?.kind === 'context')
}
