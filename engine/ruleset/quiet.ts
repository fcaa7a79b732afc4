/**
 * What a tree knows of a path without looking at its nodes, and when that is enough for an assertion to pass.
 *
 * A tree counts the nodes of each path and their parents, and knows at which paths a node is blank; so whether each
 * line has an identifier, has it once and has it filled is told by a few numbers. What an assertion asks of one text
 * alone (is it a code of that list, has it at most two decimals) is asked of all texts of a path in one loop. It may
 * go from the document's root, also by what a variable stands for: then the same is asked of those paths. Where
 * the answers show that an assertion can find nothing at a path, none of its code runs there, nor that of contexts.
 * The answer is on the safe side: no facts where unsure, and the assertion runs where they do not hold.
 */
import type { Expr, PathExpr } from '../xpath/ast.ts'
import { asCondition } from '../xpath/emit/families.ts'
import { asksForPlace } from '../xpath/emit/steps.ts'
import { functionNamespace } from '../xpath/parse.ts'
import { countedBy, notBlank, textOf } from './compared.ts'
import {
	contextWays,
	endOf,
	givenBy,
	type Held,
	isFirst,
	nameOf,
	opened,
	rootStep,
	simpleSteps,
} from './descent.ts'
import { always, below, both, type Facts, filled, limited, never, once, type Steps } from './facts.ts'
import { cannotFail } from './guard.ts'
import type { Fact, NameStep } from './program.ts'
import { givesTruth, isConstantTruth, Subject } from './subject.ts'
import { named, type Way, waysOf } from './ways.ts'

export interface Asked {
	/**
	 * Number of the check that a text passes; undefined where it cannot be one. `test` asks of its context item alone,
	 * which may be absent if `optional`.
	 */
	readonly check: (test: Expr, optional: boolean) => number | undefined
	/** The family of paths that this one belongs to (emit/families.ts), and its text. */
	readonly kept: (path: PathExpr) => { readonly family: number; readonly text: string } | undefined
	/** What a variable of the document stands for, which is a matter of the document alone. */
	readonly held: Held
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
	whenTrue(given: Expr): Facts {
		const expr = given.kind === 'variable' ? opened(given, this.#asked.held) : given
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
			case 'value': {
				if (expr.right.kind === 'if') return this.#whenEither(expr, expr.right)
				return limited([...this.#whenCompared(expr), ...this.#ofText(expr)])
			}
			case 'call':
				return this.#whenCallIs(expr, true)
			default:
				return this.#ofText(expr)
		}
	}

	/** Facts under which it is false at every node, without an error. */
	whenFalse(given: Expr): Facts {
		const expr = given.kind === 'variable' ? opened(given, this.#asked.held) : given
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
				return limited([...named(expr, true), ...this.#whenEmpty(expr)])
			case 'general': {
				const { left } = expr
				const condition = asCondition(expr)
				const kept = condition && this.#asked.kept(condition)
				if (kept !== undefined) return [[{ is: 'unkept', steps: [], ...kept }]]
				const each = this.#ofEachText(expr)
				if (each.length > 0) return each
				const none = left.kind === 'path' ? this.#whenEmpty(left) : this.#whenNoText(expr)
				return limited([...this.#whenCount(expr, false), ...this.#ofText(not(expr)), ...none])
			}
			case 'value':
				return limited([
					...this.#whenCount(expr, false),
					...this.#ofText(not(expr)),
					...this.#whenNoText(expr),
				])
			case 'call':
				return this.#whenCallIs(expr, false)
			default:
				return this.#ofText(not(expr))
		}
	}

	/** `a = (if (b) then 1 else 0)` as `if (b) then a = 1 else a = 0`. */
	#whenEither(
		expr: Extract<Expr, { kind: 'general' | 'value' }>,
		{ test, then, otherwise }: Extract<Expr, { kind: 'if' }>,
	): Facts {
		return limited([
			...both(this.whenTrue(test), this.whenTrue({ ...expr, right: then })),
			...both(this.whenFalse(test), this.whenTrue({ ...expr, right: otherwise })),
		])
	}

	/** Whether it can never raise an error, nor what its variables stand for. */
	#cannotFail(expr: Expr): boolean {
		return cannotFail(expr, (variable) => {
			const held = this.#asked.held(variable)
			return held !== undefined && this.#cannotFail(held)
		})
	}

	/** Facts under which the right side decides: past a left side that raises no error. */
	#past({ left }: { readonly left: Expr }, right: Facts, whenLeftIs: boolean): Facts {
		if (this.#cannotFail(left)) return right
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
		return limited([
			...named(expr, false),
			...this.#ways(expr).map(({ steps, facts }) =>
				steps.length === 0 ? facts : [{ is: 'each', steps } as const, ...facts],
			),
		])
	}

	/** Facts under which `normalize-space(path) != ''` is false for want of a node. */
	#whenNoText({ left, right, op }: Extract<Expr, { kind: 'general' | 'value' }>): Facts {
		const of = op === 'ne' && right.kind === 'string' && right.value === '' ? textOf(left) : undefined
		return of === undefined || of === left ? never : this.#whenEmpty(of)
	}

	#ways(expr: Expr): readonly Way[] {
		return waysOf(expr, {
			held: this.#asked.held,
			whenTrue: (predicate) => this.whenTrue(predicate),
			cannotFail: (part) => this.#cannotFail(part),
		})
	}

	/** `a/b/(truth)`: from exactly one node. */
	#trueAtEnd(expr: Expr): Facts {
		const [steps, end] = endOf(expr, this.#asked.held) ?? []
		if (steps === undefined || end === undefined || !givesTruth(end)) return never
		return this.whenTrue(end).map((facts) => [...once(steps), ...below(steps, facts)])
	}

	/** Facts under which the expression gives no nodes, without an error. */
	#whenEmpty(given: Expr): Facts {
		if (given.kind === 'set' && given.op === 'union')
			return both(this.#whenEmpty(given.left), this.#whenEmpty(given.right))
		const kept = given.kind === 'path' ? this.#asked.kept(given) : undefined
		if (kept !== undefined) return [[{ is: 'unkept', steps: [], ...kept }]]
		const expr = opened(given, this.#asked.held)
		if (expr.kind !== 'path') return never
		const steps: NameStep[] = expr.root ? [rootStep] : []
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
				if (isFirst(predicate)) continue
				if (asksForPlace(predicate)) reached = never
				else {
					const fails = this.whenFalse(predicate).map((facts) => below(at, facts))
					failing.push(...both(reached, fails))
					if (!this.#cannotFail(predicate))
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
			const text = expr.kind === 'general' ? this.#steps(left) : undefined
			// One that is not empty is enough.
			if (text !== undefined)
				found.push(text.length === 0 ? filled([]) : [{ is: 'each', steps: text }, ...filled(text)])
			else found.push(...notBlank(left, this.#asked.held), ...this.#oneNotBlank(left))
		}
		// Of the nodes that the left side starts from, one that fits is enough.
		const [steps, end] = (expr.kind === 'general' && endOf(left, this.#asked.held)) || []
		if (steps !== undefined && end !== undefined && right.kind === 'string')
			for (const facts of this.#ofText({ ...expr, left: end }))
				found.push([{ is: 'each', steps }, ...below(steps, facts)])
		return found
	}

	/** Facts under which a text of a path with conditions is more than white space: one node, which meets them. */
	#oneNotBlank(left: Expr): Facts {
		const of = textOf(left)
		const path = of && opened(of, this.#asked.held)
		if (path?.kind !== 'path' || path.steps.some(({ kind }) => kind === 'filter')) return never
		if (!path.steps.some(({ predicates }) => predicates.length > 0)) return never
		return this.#ways(path)
			.filter(({ steps }) => !steps.some(({ gap }) => gap))
			.map(({ steps, facts }) => [...once(steps), ...facts, ...filled(steps)])
	}

	/** The names of a path that only goes down by them. */
	#steps(expr: Expr): Steps | undefined {
		return simpleSteps(opened(expr, this.#asked.held))
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
		const steps = others.length === 0 ? this.#steps(first!) : undefined
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
		const steps = this.#steps(expr.left)
		if (steps === undefined || steps.length === 0) return never
		const one = this.#ofText(not({ ...expr, left: { kind: 'context' } }))
		return one.map((facts) => below(steps, facts))
	}

	/** Where the truth is a matter of one text: of the context's, or of that of the one node at the end of a path. */
	#ofText(expr: Expr): Facts {
		const subject = new Subject(this.#asked.isList, this.#asked.held)
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
