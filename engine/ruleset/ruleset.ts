/**
 * A linked rule set, run over trees.
 *
 * Each node of the document is offered to each pattern; in a pattern the first rule whose context matches
 * fires, and its assertions run. A dynamic error in an assertion is a finding of its own kind; an error in a
 * context means that the node does not match, as XSLT has it.
 */
import { DynamicError } from '../fault.ts'
import { kinds, type Tree } from '../tree/tree.ts'
import type { NodeId } from '../xpath/item.ts'
import { type RunState, Stopped } from '../xpath/runtime.ts'
import { Findings } from './findings.ts'
import { alwaysRuns, type Candidate, type PathPlan, Planner, type Visit } from './plan.ts'
import type { Linked, Program, RichPart } from './program.ts'
import { dynamic, type Hit, type RunOptions, type RunResult, stateOf } from './run.ts'
import { lastPath, Spared } from './spared.ts'
import { Wakes } from './wakes.ts'

export type { RuleFinding, RunOptions, RunResult } from './run.ts'

/** A pass over a document. */
interface Round {
	readonly tree: Tree
	readonly state: RunState
	readonly hits: Hit[]
	/** All rules are asked, also those that have nothing to run. */
	readonly whole: boolean
	/** Facts do not keep some assertions from running at this path. */
	due: boolean
	readonly options: RunOptions
	fired: number
	offered: number
}

/** From so many nodes on, a document is judged in its own order rather than path by path. */
const manyNodes = 20_000

/** Where no more than one node in so many is concerned, the others are not even passed over. */
const fewConcerned = 16

/** Nodes offered between two questions whether time is up. */
const between = 64

const none: readonly number[] = []

export class RuleSet {
	readonly program: Program
	readonly #linked: Linked
	readonly #planner: Planner
	readonly #always: readonly (readonly number[])[]
	readonly #wakes: Wakes
	readonly #spared: Spared
	readonly #findings: Findings
	/** By rule: what of its assertions the document in hand woke. */
	readonly #woken: readonly (readonly number[])[]
	/** By assertion. */
	readonly #ruleOf: Int32Array
	/** Whether the assertion finds when its test is true. */
	readonly #reports: readonly boolean[]
	readonly #leaves: boolean
	/** By assertion and by rule: the path in turn at which they are due, by the number of its turn. */
	readonly #dueAt: Int32Array
	readonly #dueRuleAt: Int32Array
	#turn = 0

	constructor(program: Program, linked: Linked) {
		this.program = program
		this.#linked = linked
		this.#planner = new Planner(program)
		this.#always = program.rules.map((rule) => rule.assertions.filter((a) => alwaysRuns(program, a)))
		this.#wakes = new Wakes(program, this.#planner)
		this.#spared = new Spared(linked, this.#planner, this.#wakes)
		this.#findings = new Findings(program, linked)
		this.#woken = this.#wakes.woken
		this.#ruleOf = Int32Array.from(program.assertions, ({ rule }) => rule)
		this.#reports = program.assertions.map(({ kind }) => kind === 'report')
		this.#leaves = program.rules.some((rule) => rule.leaves)
		this.#dueAt = new Int32Array(program.assertions.length)
		this.#dueRuleAt = new Int32Array(program.rules.length)
	}

	get id(): string {
		return this.program.id
	}

	run(tree: Tree, options: RunOptions = {}): RunResult {
		const state = stateOf(this.program, this.#linked, tree, options)
		const hits: Hit[] = []
		this.#wakes.wake(tree, state.epoch)
		const whole = options.onFired !== undefined
		let fired = 0
		let stopped = false
		try {
			fired = this.#pass(tree, state, hits, whole, options)
			// Rules that could find nothing were left out: if no other fired, whether any does is still to be told.
			if (fired === 0 && !whole) fired = this.#pass(tree, state, hits, true, options)
		} catch (error) {
			if (!(error instanceof Stopped)) throw error
			stopped = true
		}
		const kept = this.#findings.kept(hits, options.limit)
		kept.sort((a, b) => a.node - b.node || a.assertion - b.assertion)
		const findings = kept.map((hit) => this.#findings.finding(tree, state, hit, options))
		return { findings, fired, truncated: kept.length < hits.length, stopped }
	}

	/** Text of a diagnostic or property for a node, computed when a report asks for it. */
	text(tree: Tree, node: NodeId, text: number, options: RunOptions = {}): string {
		return this.#findings.text(tree, node, text, options)
	}

	/** The same as rich text, where the program says that there is any. */
	rich(tree: Tree, node: NodeId, rich: number, options: RunOptions = {}): readonly RichPart[] {
		return this.#findings.rich(tree, node, rich, options)
	}

	/** Offers the nodes to the patterns; unless `whole`, only to rules that have an assertion to run. */
	#pass(tree: Tree, state: RunState, hits: Hit[], whole: boolean, options: RunOptions): number {
		const round: Round = { tree, state, hits, whole, due: false, options, fired: 0, offered: 0 }
		const planner = this.#planner
		const { pathsPresent } = tree
		this.#offerTo(round, planner.plan(0), 0, false, this.#dueAmong(round, planner.plan(0)))
		if (tree.count > manyNodes) this.#passLarge(round)
		else
			for (let i = 0; i < tree.presentCount; i++) {
				const plan = planner.plan(pathsPresent[i]!)
				this.#offerTo(round, plan, tree.firstOfPath(pathsPresent[i]!), true, this.#dueAmong(round, plan))
			}
		round.due = false
		if (this.#leaves) {
			const visits = planner.leafVisits()
			for (let node = 1; node < tree.count; node++)
				if (tree.kind[node]! > kinds.attribute) this.#offerAll(round, visits, node, false)
		}
		return round.fired
	}

	#dueAmong({ tree, state, whole }: Round, plan: PathPlan): readonly number[] {
		return plan.quiet.length > 0 ? this.#spared.dueAmong(plan, tree, state, whole) : none
	}

	/** Of a large document, what stands together is judged together: its nodes are no longer near the processor. */
	#passLarge(round: Round): void {
		const { tree, state, whole } = round
		const { path, pathsPresent, presentCount } = tree
		const planner = this.#planner
		// By path: where nothing is to be done, nodes are passed over.
		const due = new Array<readonly number[] | undefined>(lastPath(tree) + 1).fill(undefined)
		let concerned = 0
		this.#spared.withTexts(tree, state, whole, () => {
			for (let i = 0; i < presentCount; i++) {
				const one = pathsPresent[i]!
				const plan = planner.plan(one)
				const here = this.#dueAmong(round, plan)
				if (!(whole || here.length > 0 || plan.awake.length > 0 || this.#wakes.any(plan.sleepers))) continue
				due[one] = here
				concerned += tree.countOfPath(one)
			}
		})
		if (concerned * fewConcerned < tree.count) {
			for (let i = 0; i < presentCount; i++) {
				const here = due[pathsPresent[i]!]
				const first = tree.firstOfPath(pathsPresent[i]!)
				if (here !== undefined) this.#offerTo(round, planner.plan(pathsPresent[i]!), first, true, here)
			}
			return
		}
		for (let node = 1; node < tree.count; node++) {
			const here = due[path[node]!]
			if (here !== undefined) this.#offerTo(round, planner.plan(path[node]!), node, false, here)
		}
	}

	/** Offers a node, or all nodes of its path, as the plan of its path has it; `due`: assertions that no facts spare. */
	#offerTo(round: Round, plan: PathPlan, first: NodeId, chain: boolean, due: readonly number[]): void {
		round.due = due.length > 0
		if (round.due) {
			const turn = ++this.#turn
			for (let i = 0; i < due.length; i++) {
				this.#dueAt[due[i]!] = turn
				this.#dueRuleAt[this.#ruleOf[due[i]!]!] = turn
			}
		}
		if (round.whole || round.due) this.#offerAll(round, plan.visits, first, chain)
		else {
			if (plan.awake.length > 0) this.#offerAll(round, plan.awake, first, chain)
			if (this.#wakes.any(plan.sleepers)) this.#offerAll(round, plan.asleep, first, chain)
		}
	}

	/** Offers a node, or all nodes of its path, to each visit that has something to run. */
	#offerAll(round: Round, visits: readonly Visit[], first: NodeId, chain: boolean): void {
		for (let i = 0; i < visits.length; i++) {
			const { candidates, lastAwake } = visits[i]!
			const last = round.whole ? candidates.length - 1 : this.#lastActive(candidates, lastAwake, round.due)
			if (last >= 0) this.#offer(round, candidates, last, first, chain)
		}
	}

	#offer(round: Round, candidates: readonly Candidate[], last: number, first: NodeId, chain: boolean): void {
		const { tree, state, hits, options } = round
		const { nextOfPath } = tree
		let node = first
		do {
			if (++round.offered % between === 0 && options.stop?.()) throw new Stopped()
			const rule = this.#match(tree, state, candidates, last, node)
			if (rule >= 0) {
				round.fired++
				options.onFired?.(rule, node)
				this.#judge(tree, state, this.#always[rule]!, node, hits)
				this.#judge(tree, state, this.#woken[rule]!, node, hits)
				if (round.due && this.#dueRuleAt[rule] === this.#turn) this.#judgeDue(tree, state, rule, node, hits)
			}
			node = chain ? nextOfPath[node]! : 0
		} while (node !== 0)
	}

	#judgeDue(tree: Tree, state: RunState, rule: number, node: NodeId, hits: Hit[]): void {
		const quiet = this.#planner.quiet[rule]!
		for (let i = 0; i < quiet.length; i++)
			if (this.#dueAt[quiet[i]!] === this.#turn) this.#judgeOne(tree, state, quiet[i]!, node, hits)
	}

	/** Index of the last candidate with an assertion to run in this document: those after it change nothing. */
	#lastActive(candidates: readonly Candidate[], lastAwake: number, due: boolean): number {
		for (let i = candidates.length - 1; i > lastAwake; i--) {
			const { rule } = candidates[i]!
			if (this.#woken[rule]!.length > 0 || (due && this.#dueRuleAt[rule] === this.#turn)) return i
		}
		return lastAwake
	}

	/** The rule that fires for the node, -1 if none of the candidates up to `last` does. */
	#match(tree: Tree, state: RunState, candidates: readonly Candidate[], last: number, node: NodeId): number {
		for (let i = 0; i <= last; i++) {
			const { rule, tests } = candidates[i]!
			if (tests === undefined) return rule
			for (let k = 0; k < tests.length; k++) if (this.#matches(tree, state, tests[k]!, node)) return rule
		}
		return -1
	}

	#matches(tree: Tree, state: RunState, test: number, node: NodeId): boolean {
		try {
			return this.#linked.contexts[test]!(tree, node, state)
		} catch (error) {
			state.depth = 0
			if (error instanceof DynamicError) return false
			throw error
		}
	}

	#judge(tree: Tree, state: RunState, assertions: readonly number[], node: NodeId, hits: Hit[]): void {
		for (let i = 0; i < assertions.length; i++) this.#judgeOne(tree, state, assertions[i]!, node, hits)
	}

	#judgeOne(tree: Tree, state: RunState, assertion: number, node: NodeId, hits: Hit[]): void {
		try {
			if (this.#linked.tests[assertion]!(tree, node, state) === this.#reports[assertion])
				hits.push({ node, assertion, error: undefined })
		} catch (error) {
			state.depth = 0
			hits.push({ node, assertion, error: dynamic(error) })
		}
	}
}
