/**
 * Location paths as nested loops over the Tree's arrays.
 *
 * Each step is a loop inside the loop of the step before. Where that yields nodes out of document order or
 * twice and the user minds (flow.ts), they are collected and sorted.
 */
import type { Expr, FilterStep, Step } from '../ast.ts'
import { eachOfAxis, nodeKind } from './axis.ts'
import { box } from './convert.ts'
import {
	anyOrder,
	commonKind,
	documentNode,
	type Emitter,
	inOrder,
	type Need,
	type PathExpr,
	type Scope,
	type Value,
} from './emitter.ts'
import { headOf, isKept, keptNodes, type Member } from './families.ts'
import { eachFiltered, eachOfArray, filter } from './filter.ts'
import { type Flow, flowOf, flowOfStart, one, yieldsNodes } from './flow.ts'
import { attributesAnywhere, mentionsEither, simplified, spread } from './steps.ts'

export function eachOfPath(
	e: Emitter,
	scope: Scope,
	path: PathExpr,
	need: Need,
	body: (item: Value) => void,
): void {
	const member = e.kept === undefined ? undefined : e.around.families.member(path)
	if (member !== undefined && eachKept(e, scope, path, member, need, body)) return
	const wide = spread(path)
	if (wide !== undefined) {
		checkItem(e, scope, path)
		return eachOfPath(e, scope, wide, need, body)
	}
	const steps = simplified(path.steps)
	const asking = steps.findIndex(
		(step, i) =>
			i < steps.length - 1 && step.kind === 'filter' && (i > 0 || path.root) && mentionsEither(step.expr),
	)
	if (asking >= 0) {
		// A middle step that asks for positions becomes the last step of a path of its own.
		const head: Expr = { kind: 'path', root: path.root, steps: steps.slice(0, asking + 1) }
		const whole: PathExpr = {
			kind: 'path',
			root: false,
			steps: [{ kind: 'filter', expr: head, predicates: [] }, ...steps.slice(asking + 1)],
		}
		return eachOfPath(e, scope, whole, need, body)
	}
	const [first] = steps
	if (path.root) {
		checkItem(e, scope, path)
		return eachStep(e, scope, documentNode, steps, one, need, body)
	}
	if (first?.kind === 'filter') {
		const rest = steps.slice(1)
		if (rest.length === 0) return eachFiltered(e, scope, first, need, body)
		if (first.expr.kind === 'context' && first.predicates.length === 0)
			return eachStep(e, scope, contextItem(e, scope), rest, one, need, body)
		const last = rest.at(-1)!
		if (last.kind === 'filter' && last.expr.kind !== 'context') {
			const start: Expr = { kind: 'path', root: false, steps: steps.slice(0, -1) }
			const nodesBefore = (n: Need, use: (node: Value) => void): void =>
				rest.length === 1
					? eachFiltered(e, scope, first, n, (item) => use(nodeOf(e, item)))
					: e.each(scope, start, n, (item) => use(nodeOf(e, item)))
			return eachComputed(e, scope, nodesBefore, last, need, body)
		}
		// What a step starts from decides order and doubles.
		const flow = flowOfStart(first, scope)
		if (flowOf(rest, flow, need))
			return eachFiltered(e, scope, first, inOrder, (item) =>
				eachStep(e, scope, nodeOf(e, item), rest, flow, need, body),
			)
		const stream = (push: (item: Value) => void): void =>
			eachFiltered(e, scope, first, anyOrder, (item) =>
				eachStep(e, scope, nodeOf(e, item), rest, one, anyOrder, push),
			)
		return sorted(e, need, stream, body)
	}
	eachStep(e, scope, contextItem(e, scope), steps, one, need, body)
}

/** The same by what is kept of the path's family; false where nothing is. */
function eachKept(
	e: Emitter,
	scope: Scope,
	path: PathExpr,
	member: Member,
	need: Need,
	body: (item: Value) => void,
): boolean {
	if (member.rest.length > 0) {
		const head = headOf(member)
		if (!isKept(e, scope, head.expr)) return false
		eachOfPath(e, scope, { kind: 'path', root: false, steps: [head, ...member.rest] }, need, body)
		return true
	}
	const { lines, result: nodes } = e.capture(() => keptNodes(e, scope, member))
	if (nodes === undefined) return false
	const start = member.start === undefined ? undefined : scope.variables.get(member.start)
	if (start === undefined) checkItem(e, scope, path)
	e.lines(lines)
	const last = member.all.steps.at(-1)!
	const kind = last.kind === 'axis' ? nodeKind(last) : start?.node
	e.block(`if (${nodes} !== undefined)`, () =>
		eachOfArray(e, nodes, { rep: 'node', ...(kind && { node: kind }) }, (item) =>
			filter(e, { ...scope, item }, member.also, () => body(item)),
		),
	)
	return true
}

/** A path from the root needs a context that is a node; a rule's context always is. */
function checkItem(e: Emitter, scope: Scope, _path: PathExpr): void {
	if (scope.item === undefined) e.line(`rt.fail('XPDY0002', 'there is no context item')`)
	else if (scope.item.rep !== 'node') nodeOf(e, scope.item, 'XPDY0050')
}

export function contextItem(e: Emitter, scope: Scope, code = 'XPTY0020'): Value {
	if (scope.item !== undefined) return nodeOf(e, scope.item, code)
	e.line(`rt.fail('XPDY0002', 'there is no context item')`)
	return { code: '0', rep: 'node', count: 'one', simple: true }
}

/** The item as a node; an atomic value cannot be stepped from (XPTY0019, XPTY0020). */
function nodeOf(e: Emitter, item: Value, code = 'XPTY0019'): Value {
	if (item.rep === 'node') return item
	if (item.rep !== 'item') {
		e.line(`rt.fail('${code}', 'a path step starts from an atomic value')`)
		return { code: '0', rep: 'node', count: 'one', simple: true }
	}
	return { code: e.bind(`rt.node(${item.code}, '${code}')`, 'n'), rep: 'node', count: 'one', simple: true }
}

function eachStep(
	e: Emitter,
	scope: Scope,
	from: Value,
	steps: readonly Step[],
	flow: Flow,
	need: Need,
	body: (item: Value) => void,
): void {
	if (steps.length === 0) return body(from)
	const last = steps.at(-1)!
	if (last.kind === 'filter' && !(last.expr.kind === 'context'))
		return eachComputed(
			e,
			scope,
			(n, use) => eachStep(e, scope, from, steps.slice(0, -1), flow, n, use),
			last,
			need,
			body,
		)
	if (flowOf(steps, flow, need)) return nested(e, scope, from, steps, body)
	sorted(e, need, (push) => nested(e, scope, from, steps, push), body)
}

/** The nodes that `stream` pushes, collected, sorted and made distinct. */
function sorted(
	e: Emitter,
	_need: Need,
	stream: (push: (item: Value) => void) => void,
	body: (item: Value) => void,
): void {
	const all = e.fresh('a')
	e.line(`const ${all} = []`)
	const kinds = new Set<Value['node']>()
	stream((item) => {
		kinds.add(item.node)
		e.line(`${all}.push(${item.code})`)
	})
	e.line(`rt.sortDistinct(${all})`)
	const kind = commonKind(kinds)
	eachOfArray(e, all, { rep: 'node', ...(kind && { node: kind }) }, body)
}

/** One loop a step, innermost the body. */
function nested(
	e: Emitter,
	scope: Scope,
	from: Value,
	steps: readonly Step[],
	body: (item: Value) => void,
): void {
	const [step, ...rest] = steps
	if (step === undefined) return body(from)
	const attributes = from.code === '0' ? attributesAnywhere(steps) : undefined
	if (attributes !== undefined) {
		const { uri, local } = attributes.test
		return eachOfArray(
			e,
			`t.attributesNamed(${e.module.name(uri, local)})`,
			{ rep: 'node', node: 'attribute' },
			(item) =>
				filter(e, { ...scope, item }, attributes.predicates, () =>
					nested(e, scope, item, steps.slice(2), body),
				),
		)
	}
	const next = (item: Value): void => nested(e, scope, item, rest, body)
	if (step.kind === 'axis') return eachOfAxis(e, scope, from, step, next)
	const inside: Scope = { ...scope, item: from, position: '1', size: '1' }
	eachFiltered(e, inside, step, anyOrder, (item) => next(nodeOf(e, item)))
}

/**
 * A path whose last step is computed (`a/string()`, `a/(b | c)`): atomic values come in the order of the
 * nodes before; nodes are sorted together.
 */
function eachComputed(
	e: Emitter,
	scope: Scope,
	nodesBefore: (need: Need, use: (node: Value) => void) => void,
	last: FilterStep,
	need: Need,
	body: (item: Value) => void,
): void {
	const onlyNodes = yieldsNodes(last.expr)
	const run = (use: (item: Value) => void): void => {
		if (!mentionsEither(last.expr)) {
			const inside = (node: Value): Scope => ({ ...scope, item: e.simple(node), position: '1', size: '1' })
			return nodesBefore(onlyNodes ? anyOrder : inOrder, (node) =>
				eachFiltered(e, inside(node), last, inOrder, use),
			)
		}
		const nodes = e.fresh('a')
		e.line(`const ${nodes} = []`)
		nodesBefore(inOrder, (node) => e.line(`${nodes}.push(${node.code})`))
		const i = e.fresh('i')
		e.block(`for (let ${i} = 0; ${i} < ${nodes}.length; ${i}++)`, () => {
			const n = e.bind(`${nodes}[${i}]`, 'n')
			const item: Value = { code: n, rep: 'node', count: 'one', simple: true }
			eachFiltered(e, { ...scope, item, position: `(${i} + 1)`, size: `${nodes}.length` }, last, inOrder, use)
		})
	}
	if (onlyNodes) {
		if (!need.ordered && !need.distinct) return run(body)
		return sorted(e, need, run, body)
	}
	// Whether these are nodes shows by the representations that come, or only at run time.
	const reps = new Set<Value['rep']>()
	e.capture(() => run((item) => void reps.add(item.rep)))
	if (!reps.has('item') && !reps.has('node')) return run(body)
	const all = e.fresh('a')
	e.line(`const ${all} = []`)
	run((item) => e.line(`${all}.push(${box(item)})`))
	e.line(`rt.finishPath(${all})`)
	eachOfArray(e, all, { rep: reps.size === 1 && reps.has('node') ? 'node' : 'item' }, body)
}
