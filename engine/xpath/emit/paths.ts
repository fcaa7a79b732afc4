/**
 * Location paths as nested loops over the Tree's arrays.
 *
 * Each step is a loop inside the loop of the step before. Where that yields nodes out of document order or
 * twice and the user minds, they are collected and sorted. What is known of the nodes so far is a Flow.
 */
import type { Axis, AxisStep, Expr, FilterStep, Step } from '../ast.ts'
import { maybeNumber } from '../static.ts'
import { box, truthOf } from './convert.ts'
import {
	anyOrder,
	commonKind,
	type Emitter,
	inOrder,
	type Need,
	type PathExpr,
	type Scope,
	type Value,
} from './emitter.ts'
import { headOf, isKept, keptNodes, type Member } from './families.ts'
import { literal } from './module.ts'
import { asksForPlace, attributesAnywhere, mentionsEither, simplified, spread } from './steps.ts'
import { both, nodeTest } from './types.ts'

/** Of a stream of nodes: at most one; in document order; none twice; none inside another. */
interface Flow {
	readonly single: boolean
	readonly ordered: boolean
	readonly distinct: boolean
	readonly peers: boolean
}

const one: Flow = { single: true, ordered: true, distinct: true, peers: true }
const unknown: Flow = { single: false, ordered: false, distinct: false, peers: false }

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
		return eachStep(
			e,
			scope,
			{ code: '0', rep: 'node', count: 'one', simple: true, node: 'document' },
			steps,
			one,
			need,
			body,
		)
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

/** Of the items that a path starts from, as the expression gives them. */
function flowOfStart({ expr }: FilterStep, scope: Scope): Flow {
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
function flowOf(steps: readonly Step[], from: Flow, need: Need): boolean {
	const flow = steps.reduce(flowAfter, from)
	return (!need.ordered || flow.ordered) && (!need.distinct || flow.distinct)
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

export function eachOfArray(
	e: Emitter,
	array: string,
	item: Omit<Value, 'code' | 'count'>,
	body: (item: Value) => void,
): void {
	const n = e.fresh('n')
	e.block(`for (const ${n} of ${array})`, () => body({ ...item, code: n, count: 'one', simple: true }))
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

/** The items of `expr[p1][p2]…` in the order of the expression. */
export function eachFiltered(
	e: Emitter,
	scope: Scope,
	step: FilterStep,
	need: Need,
	body: (item: Value) => void,
): void {
	if (step.predicates.length === 0) return e.each(scope, step.expr, need, body)
	if (!step.predicates.some(asksForPlace)) {
		return e.each(scope, step.expr, need, (raw) => {
			const item = e.simple(raw)
			filter(e, { ...scope, item }, step.predicates, () => body(item))
		})
	}
	const first = firstOnly(step.predicates)
	if (first) {
		const label = e.fresh('L')
		e.block(`${label}:`, () =>
			e.each(scope, step.expr, inOrder, (item) => {
				body(item)
				e.line(`break ${label}`)
			}),
		)
		return
	}
	const all = e.fresh('a')
	e.line(`const ${all} = []`)
	let rep: Value['rep'] | undefined
	let mixed = false
	const { lines } = e.capture(() =>
		e.each(scope, step.expr, inOrder, (item) => {
			if (rep !== undefined && rep !== item.rep) mixed = true
			rep = item.rep
			e.line(`${all}.push(${item.code})`)
		}),
	)
	if (mixed) {
		rep = 'item'
		e.each(scope, step.expr, inOrder, (item) => e.line(`${all}.push(${box(item)})`))
	} else e.lines(lines)
	eachPositioned(e, scope, all, { rep: rep ?? 'item' }, step.predicates, body)
}

/** `[1]` alone. */
function firstOnly(predicates: readonly Expr[]): boolean {
	const [only, ...more] = predicates
	return more.length === 0 && only?.kind === 'number' && only.type === 'integer' && Number(only.text) === 1
}

/** Predicates that see positions, over a collected array. */
function eachPositioned(
	e: Emitter,
	scope: Scope,
	array: string,
	item: Omit<Value, 'code' | 'count'>,
	predicates: readonly Expr[],
	body: (item: Value) => void,
): void {
	let from = array
	predicates.forEach((predicate, index) => {
		const last = index === predicates.length - 1
		const kept = last ? '' : e.fresh('a')
		if (!last) e.line(`const ${kept} = []`)
		const i = e.fresh('i')
		const source = from
		e.block(`for (let ${i} = 0; ${i} < ${source}.length; ${i}++)`, () => {
			const n = e.bind(`${source}[${i}]`, 'n')
			const current: Value = { ...item, code: n, count: 'one', simple: true }
			const inside: Scope = { ...scope, item: current, position: `(${i} + 1)`, size: `${source}.length` }
			e.block(`if (${predicateTruth(e, inside, predicate)})`, () =>
				last ? body(current) : e.line(`${kept}.push(${n})`),
			)
		})
		from = kept
	})
}

/** A predicate's truth: a number is compared with the position. */
function predicateTruth(e: Emitter, scope: Scope, predicate: Expr): string {
	if (!maybeNumber(predicate)) return e.truth(scope, predicate)
	const value = e.value(scope, predicate)
	const position = scope.position ?? '1'
	if (value.count === 'many')
		return `rt.predicate(${value.rep === 'node' || value.rep === 'item' || value.rep === 'string' || value.rep === 'boolean' ? value.code : `rt.boxAll(${value.code}, '${value.rep}')`}, ${position})`
	if (value.count === 'opt') {
		const bound = e.simple(value)
		return `(${bound.code} !== undefined && ${singlePredicate(e, { ...bound, count: 'one' }, position)})`
	}
	return singlePredicate(e, value, position)
}

function singlePredicate(e: Emitter, value: Value, position: string): string {
	switch (value.rep) {
		case 'int':
		case 'double':
			return `${value.code} === ${position}`
		case 'integer':
		case 'decimal':
			return `${value.code}.toNumber() === ${position}`
		case 'item':
			return `rt.predicate([${value.code}], ${position})`
		default:
			return truthOf(e, value)
	}
}

/** Guards the body by predicates that do not ask for positions. */
function filter(e: Emitter, scope: Scope, predicates: readonly Expr[], body: () => void): void {
	const [predicate, ...rest] = predicates
	if (predicate === undefined) return body()
	const truth = e.truth(scope, predicate)
	e.block(`if (${truth})`, () => filter(e, scope, rest, body))
}

/** The nodes of one axis step from one node, predicates applied. */
function eachOfAxis(
	e: Emitter,
	scope: Scope,
	from: Value,
	step: AxisStep,
	body: (item: Value) => void,
): void {
	const { predicates } = step
	if (!predicates.some(asksForPlace)) {
		return eachNode(
			e,
			from,
			step,
			(node) => filter(e, { ...scope, item: node }, predicates, () => body(node)),
			true,
		)
	}
	const [first, ...rest] = predicates
	if (first?.kind === 'number' && first.type === 'integer' && !rest.some(asksForPlace))
		return eachAt(e, scope, from, step, Number(first.text), rest, body)
	const all = e.fresh('a')
	e.line(`const ${all} = []`)
	eachNode(e, from, step, (node) => e.line(`${all}.push(${node.code})`))
	const kind = nodeKind(step)
	eachPositioned(e, scope, all, { rep: 'node', ...(kind && { node: kind }) }, predicates, body)
}

/** `step[k]`: counts and stops. */
function eachAt(
	e: Emitter,
	scope: Scope,
	from: Value,
	step: AxisStep,
	k: number,
	rest: readonly Expr[],
	body: (item: Value) => void,
): void {
	const label = e.fresh('L')
	const count = k === 1 ? '' : e.fresh('p')
	if (count !== '') e.line(`let ${count} = 0`)
	const hit = e.fresh('h')
	e.line(`let ${hit} = -1`)
	e.block(`${label}:`, () =>
		eachNode(e, from, step, (node) => {
			const stop = `${hit} = ${node.code}; break ${label}`
			e.line(count === '' ? stop : `if (++${count} === ${k}) { ${stop}; }`)
		}),
	)
	const kind = nodeKind(step)
	const item: Value = { code: hit, rep: 'node', count: 'one', simple: true, ...(kind && { node: kind }) }
	e.block(`if (${hit} >= 0)`, () => filter(e, { ...scope, item }, rest, () => body(item)))
}

/** What an axis step's nodes are sure to be. */
function nodeKind(step: AxisStep): Value['node'] | undefined {
	const { test, axis } = step
	if (test.kind === 'name' || test.kind === 'element') return axis === 'attribute' ? 'attribute' : 'element'
	if (test.kind === 'attribute' || axis === 'attribute') return 'attribute'
	if (test.kind === 'text') return 'text'
	if (test.kind === 'comment' || test.kind === 'instruction') return 'comment'
	if (test.kind === 'node' && axis !== 'parent' && !axis.startsWith('ancestor')) return 'any'
	return undefined
}

/** The nodes of one axis step, predicates aside, in axis order; `anyOrder`: or in document order. */
function eachNode(
	e: Emitter,
	from: Value,
	step: AxisStep,
	body: (item: Value) => void,
	anyOrder = false,
): void {
	const start = e.simple(from).code
	const { test } = step
	const kind = step.axis === 'self' && test.kind === 'node' ? from.node : nodeKind(step)
	const give = (n: string): void =>
		body({ code: n, rep: 'node', count: 'one', simple: true, ...(kind && { node: kind }) })
	const exact =
		test.kind === 'name' && test.uri !== undefined && test.local !== undefined
			? { uri: test.uri, local: test.local }
			: undefined
	const tested = (n: string): void => {
		const condition = nodeTest(e, n, test, step.axis === 'attribute' ? 'attribute' : 'element')
		if (condition === 'true') give(n)
		else e.block(`if (${condition})`, () => give(n))
	}
	const childless = from.node === 'attribute' || from.node === 'text' || from.node === 'comment'
	if (childless && (step.axis === 'child' || step.axis === 'descendant' || step.axis === 'attribute')) return
	const n = e.fresh('n')
	switch (step.axis) {
		case 'child':
			if (exact !== undefined) {
				const named = e.module.name(exact.uri, exact.local)
				e.block(`for (let ${n} = t.child(${start}, ${named}); ${n} !== 0; ${n} = t.twin(${n}))`, () =>
					give(n),
				)
				return
			}
			e.block(
				`for (let ${n} = ${e.array('first')}[${start}]; ${n} !== 0; ${n} = ${e.array('next')}[${n}])`,
				() => tested(n),
			)
			return
		case 'attribute':
			if (exact !== undefined) {
				const guard = from.node === 'element' ? '' : `${e.array('kind')}[${start}] === 1`
				e.line(
					`const ${n} = ${guard === '' ? '' : `${guard} ? `}t.attribute(${start}, ${e.module.name(exact.uri, exact.local)})${guard === '' ? '' : ' : 0'}`,
				)
				e.block(`if (${n} !== 0)`, () => give(n))
				return
			}
			if (test.kind !== 'name' && test.kind !== 'node' && test.kind !== 'attribute') return
			e.block(
				`for (let ${n} = ${start} + 1; ${n} < t.count && ${e.array('kind')}[${n}] === 2 && ${e.array('parent')}[${n}] === ${start}; ${n}++)`,
				() => tested(n),
			)
			return
		case 'self':
			return tested(start)
		case 'parent':
			e.line(`const ${n} = ${e.array('parent')}[${start}]`)
			e.block(`if (${both(`${n} >= 0`, nodeTest(e, n, test))})`, () => give(n))
			return
		case 'descendant':
			if (start === '0' && exact !== undefined) {
				const list = e.module.name(exact.uri, exact.local)
				e.block(
					`for (let ${n} = t.firstOfName(${list}); ${n} !== 0; ${n} = ${e.array('nextOfName')}[${n}])`,
					() => give(n),
				)
				return
			}
			e.block(
				`for (let ${n} = ${start} + 1, e${n} = ${e.array('end')}[${start}]; ${n} < e${n}; ${n}++)`,
				() => descendantTest(e, n, step, tested),
			)
			return
		case 'descendant-or-self':
			e.block(`for (let ${n} = ${start}, e${n} = ${e.array('end')}[${start}]; ${n} < e${n}; ${n}++)`, () => {
				if (test.kind === 'node') {
					e.block(`if (${n} === ${start} || ${e.array('kind')}[${n}] !== 2)`, () => give(n))
				} else tested(n)
			})
			return
		case 'preceding':
		case 'following':
			if (exact !== undefined && anyOrder) {
				const list = e.module.name(exact.uri, exact.local)
				const end = e.array('end')
				const where = step.axis === 'preceding' ? `${end}[${n}] <= ${start}` : `${n} >= ${end}[${start}]`
				const more = step.axis === 'preceding' ? `${n} !== 0 && ${n} < ${start}` : `${n} !== 0`
				e.block(
					`for (let ${n} = t.firstOfName(${list}); ${more}; ${n} = ${e.array('nextOfName')}[${n}])`,
					() => e.block(`if (${where})`, () => give(n)),
				)
				return
			}
			return eachFar(e, start, step.axis, n, tested)
		default:
			return eachFar(e, start, step.axis, n, tested)
	}
}

/** Attributes stand among the descendants' numbers but are not descendants. */
function descendantTest(e: Emitter, n: string, step: AxisStep, tested: (n: string) => void): void {
	if (step.test.kind !== 'node') return tested(n)
	e.block(`if (${e.array('kind')}[${n}] !== 2)`, () => tested(n))
}

/** The rarer axes, by the runtime. */
function eachFar(e: Emitter, start: string, axis: Axis, n: string, tested: (n: string) => void): void {
	if (axis === 'ancestor' || axis === 'ancestor-or-self') {
		const first = axis === 'ancestor' ? `${e.array('parent')}[${start}]` : start
		e.block(`for (let ${n} = ${first}; ${n} >= 0; ${n} = ${e.array('parent')}[${n}])`, () => tested(n))
		return
	}
	e.block(`for (const ${n} of rt.axis(t, ${start}, ${literal(axis)}))`, () => tested(n))
}
