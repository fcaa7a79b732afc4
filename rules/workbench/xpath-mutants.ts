/**
 * An assertion's test, broken in every single way that an author could have got it wrong.
 *
 * Four kinds: the whole negated, a condition dropped, a bound shifted (numbers, texts, operators), a term swapped
 * for its neighbour. Each mutant differs in one place. An example that says something else about it than about
 * the test notices it.
 */
import { type ExpandedName, type Expr, functionNamespace, type Step } from '#engine'
import { partsOf } from './parts.ts'

export type MutantKind = 'negate' | 'drop' | 'bound' | 'term'

export interface XPathMutant {
	readonly kind: MutantKind
	/** What was done, as `and → or`. */
	readonly change: string
	readonly expr: Expr
}

/** The name that stands beside another below `parent`; undefined where none is known. */
export type Neighbour = (
	name: ExpandedName,
	attribute: boolean,
	parent: ExpandedName | undefined,
) => ExpandedName | undefined

export function mutantsOf(test: Expr, neighbour: Neighbour): XPathMutant[] {
	return [
		{ kind: 'negate', change: 'not(…)', expr: call('not', test) },
		...changed(test, neighbour, new Set()),
	]
}

/** Changes of the expression itself, then of its parts. */
function* changed(expr: Expr, neighbour: Neighbour, seen: Set<string>): Generator<XPathMutant> {
	for (const mutant of own(expr, neighbour)) yield mutant
	for (const { expr: part, put } of partsOf(expr).filter((part) => !isName(expr, part.expr)))
		for (const mutant of changed(part, neighbour, seen)) yield { ...mutant, expr: put(mutant.expr) }
}

/** A text that names a code list or a check to a function of ours, which would not compile under another. */
function isName(expr: Expr, part: Expr): boolean {
	return expr.kind === 'call' && expr.name.uri.startsWith('urn:recevable:') && part.kind === 'string'
}

const swaps = {
	eq: ['ne'],
	ne: ['eq'],
	lt: ['le', 'gt'],
	le: ['lt', 'ge'],
	gt: ['ge', 'lt'],
	ge: ['gt', 'le'],
} as const

const signs = { eq: '=', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const

const otherArithmetic = { add: 'sub', sub: 'add', mul: 'div', div: 'mul', idiv: 'mul', mod: 'mul' } as const

const otherCalls: Readonly<Record<string, string>> = {
	exists: 'empty',
	empty: 'exists',
	floor: 'ceiling',
	ceiling: 'floor',
	'starts-with': 'ends-with',
	'ends-with': 'starts-with',
	true: 'false',
	false: 'true',
}

function* own(expr: Expr, neighbour: Neighbour): Generator<XPathMutant> {
	switch (expr.kind) {
		case 'and':
		case 'or': {
			const other = expr.kind === 'and' ? 'or' : 'and'
			yield { kind: 'drop', change: `left of “${expr.kind}” dropped`, expr: expr.right }
			yield { kind: 'drop', change: `right of “${expr.kind}” dropped`, expr: expr.left }
			yield { kind: 'negate', change: `${expr.kind} → ${other}`, expr: { ...expr, kind: other } }
			return
		}
		case 'general':
		case 'value':
			for (const op of swaps[expr.op])
				yield { kind: 'bound', change: `${signs[expr.op]} → ${signs[op]}`, expr: { ...expr, op } }
			return
		case 'number': {
			for (const by of [1, -1]) {
				const other = shifted(expr, by)
				const text = other.kind === 'number' ? other.text : `-${xpathNumber(other)}`
				yield { kind: 'bound', change: `${expr.text} → ${text}`, expr: other }
			}
			return
		}
		case 'string':
			yield {
				kind: 'bound',
				change: `'${expr.value}' → '${expr.value}x'`,
				expr: { ...expr, value: `${expr.value}x` },
			}
			return
		case 'arithmetic':
			yield {
				kind: 'bound',
				change: `${expr.op} → ${otherArithmetic[expr.op]}`,
				expr: { ...expr, op: otherArithmetic[expr.op] },
			}
			return
		case 'quantified':
			yield {
				kind: 'negate',
				change: expr.every ? 'every → some' : 'some → every',
				expr: { ...expr, every: !expr.every },
			}
			return
		case 'if':
			yield { kind: 'drop', change: '“else” taken', expr: expr.otherwise }
			yield { kind: 'drop', change: '“then” taken', expr: expr.then }
			return
		case 'set':
			if (expr.op === 'union') {
				yield { kind: 'drop', change: 'left of “|” dropped', expr: expr.right }
				yield { kind: 'drop', change: 'right of “|” dropped', expr: expr.left }
			}
			return
		case 'sequence':
			if (expr.items.length > 1 && expr.items.length <= 12)
				for (const i of expr.items.keys())
					yield {
						kind: 'drop',
						change: `item ${i + 1} dropped`,
						expr: without(expr, i),
					}
			return
		case 'call': {
			const { uri, local } = expr.name
			const other = uri === functionNamespace ? otherCalls[local] : undefined
			if (other !== undefined)
				yield {
					kind: 'negate',
					change: `${local} → ${other}`,
					expr: { ...expr, name: { uri, local: other } },
				}
			if (uri === functionNamespace && local === 'not' && expr.args[0] !== undefined)
				yield { kind: 'negate', change: 'not(…) dropped', expr: call('boolean', expr.args[0]) }
			return
		}
		case 'path':
			yield* paths(expr, neighbour)
			return
	}
}

function without(expr: Extract<Expr, { kind: 'sequence' }>, i: number): Expr {
	const items = expr.items.toSpliced(i, 1)
	return items.length === 1 ? items[0]! : { ...expr, items }
}

function* paths(expr: Extract<Expr, { kind: 'path' }>, neighbour: Neighbour): Generator<XPathMutant> {
	for (const [i, step] of expr.steps.entries()) {
		const put = (other: Step): Expr => ({ ...expr, steps: expr.steps.with(i, other) })
		for (const j of step.predicates.keys())
			yield {
				kind: 'drop',
				change: 'predicate dropped',
				expr: put({ ...step, predicates: step.predicates.toSpliced(j, 1) }),
			}
		// One swap a path: that of the term it leads to.
		if (step.kind !== 'axis' || i < expr.steps.length - 1) continue
		const name = nameOf(step)
		if (name === undefined) continue
		const above = expr.steps[i - 1]
		const attribute = step.axis === 'attribute'
		const parent = above?.kind === 'axis' ? nameOf(above) : undefined
		const other = neighbour(name, attribute, parent)
		if (other !== undefined)
			yield {
				kind: 'term',
				change: `${name.local} → ${other.local}`,
				expr: put({ ...step, test: { kind: 'name', ...other } }),
			}
	}
}

function nameOf(step: Extract<Step, { kind: 'axis' }>): ExpandedName | undefined {
	const { test } = step
	if (test.kind !== 'name' || test.uri === undefined || test.local === undefined) return undefined
	return { uri: test.uri, local: test.local }
}

type NumberExpr = Extract<Expr, { kind: 'number' }>

/** A number moves by one in its last place: 3 to 4, 0.02 to 0.03; below zero it gets a sign of its own. */
function shifted(expr: NumberExpr, by: number): Expr {
	const { text } = expr
	if (/[eE]/.test(text)) return { ...expr, text: String(Number(text) + by) }
	const digits = text.split('.')[1]?.length ?? 0
	const unit = 10 ** digits
	const moved = Math.round(Number(text) * unit) + by
	const other: NumberExpr = { ...expr, text: (Math.abs(moved) / unit).toFixed(digits) }
	return moved < 0 ? { kind: 'sign', minus: true, operand: other } : other
}

const xpathNumber = (expr: Expr): string =>
	expr.kind === 'sign' && expr.operand.kind === 'number' ? expr.operand.text : ''

function call(local: string, ...args: readonly Expr[]): Expr {
	return { kind: 'call', name: { uri: functionNamespace, local }, args }
}
