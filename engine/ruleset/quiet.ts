/**
 * What a tree knows of a path without looking at its nodes, and when that is enough for an assertion to pass.
 *
 * A tree counts the nodes of each path and their parents, and knows at which paths a node is blank; so whether each
 * line has an identifier, has it once and has it filled is told by a few numbers. What an assertion asks of one text
 * alone (is it a code of that list, has it at most two decimals) is asked of all texts of a path in one loop. Where
 * the answers show that an assertion can find nothing at a path, none of its code runs there, nor that of contexts.
 * The answer is on the safe side: no facts where unsure, and the assertion runs where they do not hold.
 */
import type { Expr, PathExpr } from '../xpath/ast.ts'
import { asCondition } from '../xpath/emit/families.ts'
import { asksForPlace } from '../xpath/emit/steps.ts'
import { functionNamespace } from '../xpath/parse.ts'
import { countedBy, notBlank } from './compared.ts'
import { contextWays, endOf, givenBy, nameOf, simpleSteps } from './descent.ts'
import { always, below, both, type Facts, filled, limited, never, once, type Steps } from './facts.ts'
import { cannotFail } from './guard.ts'
import type { Fact, NameStep } from './program.ts'
import { givesTruth, isConstantTruth, Subject } from './subject.ts'

export interface Asked {
	/**
	 * Number of the check that a text passes; undefined where it cannot be one. `test` asks of its context item alone,
	 * which may be absent if `optional`.
	 */
	readonly check: (test: Expr, optional: boolean) => number | undefined
	/** The family of paths that this one belongs to (emit/families.ts), and its text. */
	readonly kept: (path: PathExpr) => { readonly family: number; readonly text: string } | undefined
	/** Whether a variable is a constant list. */
	readonly isList: (variable: string) => boolean
}

export type Quiet = (test: Expr, kind: 'assert' | 'report') => Facts

/** For a rule of that context: the facts of its path under which an assertion finds nothing there. */
export function quietIn(context: Expr, asked: Asked): Quiet {
	const reader = new Reader(asked)
	const given = givenBy(context)
	const unmatched = reader.unmatched(context)
	return (test, kind) => {
		const found = kind === 'assert' ? reader.whenTrue(test) : reader.whenFalse(test)
		const facts = found.map((alternative) =>
			alternative.filter(
				({ is, steps }) => is !== 'each' || steps.length > 1 || !given.has(JSON.stringify(steps)),
			),
		)
		// Whether any node is concerned is mostly told sooner than whether all texts are right.
		return limited([...unmatched, ...facts])
	}
}

class Reader {
	readonly #asked: Asked

	constructor(asked: Asked) {
		this.#asked = asked
	}

	/** Facts under which the expression is true at every node, without an error. */
	whenTrue(expr: Expr): Facts {
		switch (expr.kind) {
			case 'and':
			case 'or': {
				const whole = this.#ofText(expr)
				if (whole.length > 0) return whole
				if (expr.kind === 'and') return both(this.whenTrue(expr.left), this.whenTrue(expr.right))
				return limited([...this.whenTrue(expr.left), ...this.#past(expr, this.whenTrue(expr.right), false)])
			}
			case 'if': {
				const { test, then, otherwise } = expr
				return limited([
					...both(this.whenTrue(test), this.whenTrue(then)),
					...both(this.whenFalse(test), this.whenTrue(otherwise)),
				])
			}
			case 'quantified':
				return expr.every ? this.#whenEmpty(expr.bindings[0]!.expr) : never
			case 'context':
			case 'path':
			case 'set':
				return limited([...this.#whenThere(expr), ...this.#trueAtEnd(expr)])
			case 'general':
			case 'value':
				return limited([...this.#whenCompared(expr), ...this.#ofText(expr)])
			case 'call':
				return this.#whenCallIs(expr, true)
			default:
				return this.#ofText(expr)
		}
	}

	/** Facts under which it is false at every node, without an error. */
	whenFalse(expr: Expr): Facts {
		switch (expr.kind) {
			case 'and': {
				const whole = this.#ofText(not(expr))
				if (whole.length > 0) return whole
				return limited([...this.whenFalse(expr.left), ...this.#past(expr, this.whenFalse(expr.right), true)])
			}
			case 'or':
				return both(this.whenFalse(expr.left), this.whenFalse(expr.right))
			case 'path':
			case 'set':
				return this.#whenEmpty(expr)
			case 'general': {
				const { left } = expr
				const condition = asCondition(expr)
				const kept = condition && this.#asked.kept(condition)
				if (kept !== undefined) return [[{ is: 'unkept', steps: [], ...kept }]]
				const each = this.#ofEachText(expr)
				if (each.length > 0) return each
				const none = left.kind === 'path' ? this.#whenEmpty(left) : never
				return limited([...this.#whenCount(expr, false), ...this.#ofText(not(expr)), ...none])
			}
			case 'value':
				return limited([...this.#whenCount(expr, false), ...this.#ofText(not(expr))])
			case 'call':
				return this.#whenCallIs(expr, false)
			default:
				return this.#ofText(not(expr))
		}
	}

	/** Facts under which the right side decides: past a left side that raises no error. */
	#past({ left }: { readonly left: Expr }, right: Facts, whenLeftIs: boolean): Facts {
		if (cannotFail(left)) return right
		return both(whenLeftIs ? this.whenTrue(left) : this.whenFalse(left), right)
	}

	/** Facts under which no node at all matches the context, for what its last step says. */
	unmatched(context: Expr): Facts {
		const ways = contextWays(context)?.map(({ predicates }) =>
			limited(
				predicates.flatMap((predicate) => (asksForPlace(predicate) ? never : this.whenFalse(predicate))),
			),
		)
		const [first, ...others] = ways ?? []
		const known = others.map((other) => new Set(other.map((all) => JSON.stringify(all))))
		return (first ?? never).filter((all) => known.every((other) => other.has(JSON.stringify(all))))
	}

	#whenCallIs(expr: Extract<Expr, { kind: 'call' }>, wanted: boolean): Facts {
		if (isConstantTruth(expr)) return (expr.name.local === 'true') === wanted ? always : never
		const [argument, ...more] = expr.args
		if (expr.name.uri === functionNamespace && argument !== undefined && more.length === 0) {
			const { local } = expr.name
			if (local === 'boolean') return wanted ? this.whenTrue(argument) : this.whenFalse(argument)
			if (local === 'not') return wanted ? this.whenFalse(argument) : this.whenTrue(argument)
			if (local === 'exists' || local === 'empty')
				return (local === 'exists') === wanted ? this.#whenThere(argument) : this.#whenEmpty(argument)
		}
		return this.#ofText(wanted ? expr : not(expr))
	}

	/** Facts under which the nodes that the expression gives are never none. */
	#whenThere(expr: Expr): Facts {
		return limited(
			this.#ways(expr).map(({ steps, facts }) =>
				steps.length === 0 ? facts : [{ is: 'each', steps }, ...facts],
			),
		)
	}

	/** Paths to nodes, each with what makes its predicates true; only those whose facts can be told. */
	#ways(expr: Expr): readonly { readonly steps: Steps; readonly facts: readonly Fact[] }[] {
		if (expr.kind === 'context') return [{ steps: [], facts: [] }]
		if (expr.kind === 'set' && expr.op === 'union') {
			const left = this.#ways(expr.left)
			return cannotFail(expr.left) ? [...left, ...this.#ways(expr.right)] : left
		}
		if (expr.kind !== 'path' || expr.root) return []
		let ways: readonly { readonly steps: Steps; readonly facts: readonly Fact[] }[] = [
			{ steps: [], facts: [] },
		]
		for (const [i, step] of expr.steps.entries()) {
			if (step.predicates.some(asksForPlace)) return []
			if (step.kind === 'filter') {
				if (i > 0) return []
				ways = this.#ways(step.expr)
			} else {
				const name = nameOf(step)
				if (name === undefined) return []
				ways = ways.map(({ steps, facts }) => ({ steps: [...steps, name], facts }))
			}
			for (const predicate of step.predicates) {
				const held = this.whenTrue(predicate)
				ways = ways.flatMap(({ steps, facts }) =>
					held.map((more) => ({ steps, facts: [...facts, ...below(steps, more)] })),
				)
			}
		}
		return ways
	}

	/** `a/b/(truth)`: from exactly one node. */
	#trueAtEnd(expr: Expr): Facts {
		const [steps, end] = endOf(expr) ?? []
		if (steps === undefined || end === undefined || !givesTruth(end)) return never
		return this.whenTrue(end).map((facts) => [...once(steps), ...below(steps, facts)])
	}

	/** Facts under which the expression gives no nodes, without an error. */
	#whenEmpty(expr: Expr): Facts {
		if (expr.kind === 'set' && expr.op === 'union')
			return both(this.#whenEmpty(expr.left), this.#whenEmpty(expr.right))
		if (expr.kind !== 'path') return never
		const kept = this.#asked.kept(expr)
		if (kept !== undefined) return [[{ is: 'unkept', steps: [], ...kept }]]
		if (expr.root) return never
		const steps: NameStep[] = []
		const failing: (readonly Fact[])[] = []
		let absent: Facts = never
		// What comes after a condition is reached only past it, whose error must show.
		let reached: Facts = always
		for (const step of expr.steps) {
			const name = nameOf(step)
			if (name !== undefined) steps.push(name)
			else if (step.kind === 'axis' || steps.length > 0 || step.expr.kind !== 'context') break
			const at = [...steps]
			if (name !== undefined) {
				const here = both(reached, [[{ is: 'none', steps: at }]])
				// Without conditions on the way, the end of the path says it all.
				absent = reached === always ? here : [...absent, ...here]
			}
			for (const predicate of step.predicates) {
				if (asksForPlace(predicate)) reached = never
				else {
					const fails = this.whenFalse(predicate).map((facts) => below(at, facts))
					failing.push(...both(reached, fails))
					if (!cannotFail(predicate))
						reached = both(
							reached,
							this.whenTrue(predicate).map((facts) => below(at, facts)),
						)
				}
			}
			if (reached.length === 0) break
		}
		return limited([...absent, ...failing])
	}

	#whenCompared(expr: Extract<Expr, { kind: 'general' | 'value' }>): Facts {
		const { left, right, op } = expr
		const found = [...this.#whenCount(expr, true)]
		if (right.kind === 'string' && right.value === '' && op === 'ne') {
			const text = expr.kind === 'general' ? simpleSteps(left) : undefined
			// One that is not empty is enough.
			if (text !== undefined)
				found.push(text.length === 0 ? filled([]) : [{ is: 'each', steps: text }, ...filled(text)])
			else found.push(...notBlank(left))
		}
		// Of the nodes that the left side starts from, one that fits is enough.
		const [steps, end] = (expr.kind === 'general' && endOf(left)) || []
		if (steps !== undefined && end !== undefined && right.kind === 'string')
			for (const facts of this.#ofText({ ...expr, left: end }))
				found.push([{ is: 'each', steps }, ...below(steps, facts)])
		return found
	}

	/** `count(path) + count(path) op number`, where it is as `wanted` for no nodes, for one, or for as many as there are. */
	#whenCount({ left, right, op }: Extract<Expr, { kind: 'general' | 'value' }>, wanted: boolean): Facts {
		const counted = countedBy(left)
		if (counted === undefined || right.kind !== 'number') return never
		const n = Number(right.text)
		const holds = (count: number): boolean =>
			wanted ===
			{ eq: count === n, ne: count !== n, lt: count < n, le: count <= n, gt: count > n, ge: count >= n }[op]
		const found: (readonly Fact[])[] = []
		const [first, ...others] = counted
		const steps = others.length === 0 ? simpleSteps(first!) : undefined
		if (steps !== undefined && steps.length > 0 && holds(1)) {
			const there: Fact = { is: 'each', steps }
			// Of numbers above it one comparison thinks alike.
			if (holds(2) && n < 2 && holds(3)) found.push([there])
			else found.push([{ is: 'single', steps }, ...(holds(0) ? [] : [there])])
		}
		if (holds(0) && !(found.length > 0 && holds(1)))
			found.push(...counted.map((path) => this.#whenEmpty(path)).reduce(both))
		return found
	}

	/** Facts under which `path op what` holds for no node of the path, of which there may be many. */
	#ofEachText(expr: Extract<Expr, { kind: 'general' | 'value' }>): Facts {
		const steps = simpleSteps(expr.left)
		if (steps === undefined || steps.length === 0) return never
		const one = this.#ofText(not({ ...expr, left: { kind: 'context' } }))
		return one.map((facts) => below(steps, facts))
	}

	/** Where the truth is a matter of one text: of the context's, or of that of the one node at the end of a path. */
	#ofText(expr: Expr): Facts {
		const subject = new Subject(this.#asked.isList)
		const test = subject.truth(expr)
		const { steps } = subject
		if (test === undefined || steps === undefined) return never
		const check = this.#asked.check(test, steps.length > 0)
		if (check === undefined) return never
		if (steps.length === 0) return [[{ is: 'passes', steps, check }]]
		return [
			[
				{ is: 'single', steps },
				{ is: 'each', steps, unless: check },
				{ is: 'passes', steps, check },
			],
		]
	}
}

const not = (expr: Expr): Expr => ({
	kind: 'call',
	name: { uri: functionNamespace, local: 'not' },
	args: [expr],
})
