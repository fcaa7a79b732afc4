/**
 * One step along an axis as a loop over the Tree's arrays.
 */
import type { Axis, AxisStep, Expr } from '../ast.ts'
import type { Emitter, Scope, Value } from './emitter.ts'
import { eachPositioned, filter } from './filter.ts'
import { literal } from './module.ts'
import { asksForPlace } from './steps.ts'
import { both, nodeTest } from './types.ts'

/** The nodes of one axis step from one node, predicates applied. */
export function eachOfAxis(
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
export function nodeKind(step: AxisStep): Value['node'] | undefined {
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
				`for (let ${n} = t.inside(${start}), e${n} = ${e.array('end')}[${start}]; ${n} < e${n}; ${n} = ${e.array('end')}[${n}])`,
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
				eachNamed(e, n, list, () => give(n))
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
				eachNamed(e, n, list, () => {
					if (step.axis === 'preceding') e.line(`if (${n} >= ${start}) break`)
					e.block(`if (${where})`, () => give(n))
				})
				return
			}
			return eachFar(e, start, step.axis, n, tested)
		default:
			return eachFar(e, start, step.axis, n, tested)
	}
}

/** Attributes stand among the descendants' numbers but are not descendants. */
/** The elements of a name in the whole document, in its order: `const l = t.named(5); for (let i = 0; …) …` */
function eachNamed(e: Emitter, n: string, name: string, body: () => void): void {
	const list = e.fresh('l')
	const i = e.fresh('i')
	e.line(`const ${list} = t.named(${name})`)
	e.block(`for (let ${i} = 0; ${i} < ${list}.length; ${i}++)`, () => {
		e.line(`const ${n} = ${list}[${i}]`)
		body()
	})
}

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
