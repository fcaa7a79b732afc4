/**
 * What is known of the nodes that steps give: their order, and whether one comes twice.
 *
 * A path is a nest of loops; only where these would give nodes otherwise than their user needs are they sorted.
 */
import type { Expr, FilterStep, Step } from '../ast.ts'
import type { Need, Scope, Value } from './emitter.ts'

/** Of a stream of nodes: at most one; in document order; none twice; none inside another. */
export interface Flow {
	readonly single: boolean
	readonly ordered: boolean
	readonly distinct: boolean
	readonly peers: boolean
}

export const one: Flow = { single: true, ordered: true, distinct: true, peers: true }
export const unknown: Flow = { single: false, ordered: false, distinct: false, peers: false }

/** What the nodes of a step are known to be, given what its starting nodes are. */
function flowAfter(flow: Flow, step: Step): Flow {
	if (step.kind === 'filter') return step.expr.kind === 'context' ? flow : unknown
	const { single, ordered, peers, distinct } = flow
	switch (step.axis) {
		case 'self':
			return flow
		case 'attribute':
			return {
				single:
					single && step.test.kind === 'name' && step.test.local !== undefined && step.test.uri !== undefined,
				ordered,
				distinct,
				peers: true,
			}
		case 'child':
			return { single: false, ordered: ordered && peers, distinct, peers }
		case 'descendant':
		case 'descendant-or-self':
			return { single: false, ordered: ordered && peers, distinct: distinct && peers, peers: false }
		case 'parent':
			return single ? one : unknown
		case 'following-sibling':
			return single ? { single: false, ordered: true, distinct: true, peers: true } : unknown
		case 'following':
			return single ? { single: false, ordered: true, distinct: true, peers: false } : unknown
		default:
			return single ? { single: false, ordered: false, distinct: true, peers: false } : unknown
	}
}

/** Of the items that a path starts from, as the expression gives them. */
export function flowOfStart({ expr }: FilterStep, scope: Scope): Flow {
	if (expr.kind === 'variable' && scope.variables.get(expr.name)?.count !== 'many') return one
	return inDocumentOrder(expr, scope)
		? { single: false, ordered: true, distinct: true, peers: false }
		: unknown
}

/** Whether the nodes of the expression come in document order, none twice. */
export function inDocumentOrder(expr: Expr, scope: Scope): boolean {
	switch (expr.kind) {
		case 'set':
		case 'context':
			return true
		case 'variable': {
			const variable = scope.variables.get(expr.name)
			return variable?.count !== 'many' || variable.sorted === true
		}
		case 'path': {
			const [first, ...rest] = expr.steps
			const asItIs = !expr.root && first?.kind === 'filter' && rest.length === 0
			return !asItIs || inDocumentOrder(first.expr, scope)
		}
		case 'if':
			return inDocumentOrder(expr.then, scope) && inDocumentOrder(expr.otherwise, scope)
		default:
			return false
	}
}

/** Whether the steps, streamed from such nodes, give what is needed. */
export function flowOf(steps: readonly Step[], from: Flow, need: Need): boolean {
	const flow = steps.reduce(flowAfter, from)
	return (!need.ordered || flow.ordered) && (!need.distinct || flow.distinct)
}

/** Whether the expression can only give nodes. */
export function yieldsNodes(expr: Expr, item?: Value, variables?: Scope['variables']): boolean {
	switch (expr.kind) {
		case 'set':
			return true
		case 'variable':
			return variables?.get(expr.name)?.rep === 'node'
		case 'context':
			return item === undefined || item.rep === 'node'
		case 'path': {
			const last = expr.steps.at(-1)
			return last === undefined || last.kind === 'axis' || yieldsNodes(last.expr, undefined, variables)
		}
		case 'sequence':
			return expr.items.every((i) => yieldsNodes(i, item, variables))
		case 'if':
			return yieldsNodes(expr.then, item, variables) && yieldsNodes(expr.otherwise, item, variables)
		default:
			return false
	}
}
