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
import { Agenda, leaves } from './agenda.ts'
import { Findings } from './findings.ts'
import { type Candidate, Planner, type Visit } from './plan.ts'
import type { Linked, Program, RichPart } from './program.ts'
import { dynamic, type Hit, type RunOptions, type RunResult, stateOf } from './run.ts'
import { lastPath, Spared } from './spared.ts'

export type { RuleFinding, RunOptions, RunResult } from './run.ts'

/** A pass over a document. */
interface Round {
	readonly tree: Tree
	readonly state: RunState
	readonly hits: Hit[]
	/** All rules are asked, also those that have nothing to run. */
	readonly whole: boolean
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

export class RuleSet {
	readonly program: Program
	readonly #linked: Linked
	readonly #planner: Planner
	readonly #spared: Spared
	readonly #agenda: Agenda
	readonly #findings: Findings
	/** Whether the assertion finds when its test is true. */
	readonly #reports: readonly boolean[]

	constructor(program: Program, linked: Linked) {
		this.program = program
		this.#linked = linked
		this.#planner = new Planner(program)
		this.#spared = new Spared(linked, this.#planner.texts)
		this.#agenda = new Agenda(program, this.#planner, this.#spared)
		this.#findings = new Findings(program, linked)
		this.#reports = program.assertions.map(({ kind }) => kind === 'report')
	}

	get id(): string {
		return this.program.id
	}

	run(tree: Tree, options: RunOptions = {}): RunResult {
		const state = stateOf(this.program, this.#linked, tree, options)
		const hits: Hit[] = []
		this.#agenda.wake(tree, state.epoch)
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
		const round: Round = { tree, state, hits, whole, options, fired: 0, offered: 0 }
		if (tree.count > manyNodes) this.#passLarge(round)
		else {
			this.#agenda.collect(tree, state, whole)
			this.#eachItem((path, visits) => this.#offerPath(round, path, visits))
		}
		return round.fired
	}

	/** Offers all nodes of a path. */
	#offerPath(round: Round, path: number, visits: readonly Visit[]): void {
		const { tree } = round
		if (path > 0) this.#offerAll(round, visits, tree.firstOfPath(path), true)
		else if (path !== leaves) this.#offerAll(round, visits, 0, false)
		else
			for (let node = 1; node < tree.count; node++)
				if (tree.kind[node]! > kinds.attribute) this.#offerAll(round, visits, node, false)
	}

	/** Does something with each item of the agenda, what is to be done there noted in its visits meanwhile. */
	#eachItem(take: (path: number, visits: readonly Visit[]) => void): void {
		const { items, length } = this.#agenda
		for (let at = 0; at < length; ) {
			const { visits, candidates } = this.#agenda.plan(items[at + 1]!)
			const end = at + 3 + items[at + 2]!
			try {
				for (let i = at + 3; i < end; i += 2) {
					const { todo, visit, at: place } = candidates[items[i]!]!
					todo.push(items[i + 1]!)
					if (visit.last < place) visit.last = place
				}
				take(items[at]!, visits)
			} finally {
				forget(visits)
			}
			at = end
		}
	}

	/** Of a large document, what stands together is judged together: its nodes are no longer near the processor. */
	#passLarge(round: Round): void {
		const { tree, state, whole } = round
		const { path } = tree
		this.#spared.withTexts(this.#agenda, tree, state, whole, () => this.#agenda.collect(tree, state, whole))
		// By path: where nothing is to be done, nodes are passed over.
		const work = new Array<readonly Visit[] | undefined>(lastPath(tree) + 1).fill(undefined)
		const worked: number[] = []
		let concerned = 0
		this.#eachItem((one, visits) => {
			if (one <= 0) return this.#offerPath(round, one, visits)
			work[one] = taken(visits)
			worked.push(one)
			concerned += tree.countOfPath(one)
		})
		if (concerned * fewConcerned < tree.count) {
			for (const one of worked) this.#offerPath(round, one, work[one]!)
			return
		}
		for (let node = 1; node < tree.count; node++) {
			const here = work[path[node]!]
			if (here !== undefined) this.#offerAll(round, here, node, false)
		}
	}

	/** Offers a node, or all nodes of its path, to each visit that has something to run. */
	#offerAll(round: Round, visits: readonly Visit[], first: NodeId, chain: boolean): void {
		for (let i = 0; i < visits.length; i++) {
			const { candidates, lastAwake, last } = visits[i]!
			const end = round.whole ? candidates.length - 1 : last > lastAwake ? last : lastAwake
			if (end >= 0) this.#offer(round, candidates, end, first, chain)
		}
	}

	/** `last`: of the candidates that are asked. */
	#offer(round: Round, candidates: readonly Candidate[], last: number, first: NodeId, chain: boolean): void {
		const { tree, state, hits, options } = round
		const { nextOfPath } = tree
		let node = first
		do {
			if (++round.offered % between === 0 && options.stop?.()) throw new Stopped()
			const candidate = this.#match(tree, state, candidates, last, node)
			if (candidate !== undefined) {
				round.fired++
				options.onFired?.(candidate.rule, node)
				this.#judge(tree, state, candidate.always, node, hits)
				this.#judge(tree, state, candidate.todo, node, hits)
			}
			node = chain ? nextOfPath[node]! : 0
		} while (node !== 0)
	}

	/** The candidate whose rule fires for the node, undefined if none of those up to `last` does. */
	#match(
		tree: Tree,
		state: RunState,
		candidates: readonly Candidate[],
		last: number,
		node: NodeId,
	): Candidate | undefined {
		for (let i = 0; i <= last; i++) {
			const { tests } = candidates[i]!
			if (tests === undefined) return candidates[i]
			for (let k = 0; k < tests.length; k++)
				if (this.#matches(tree, state, tests[k]!, node)) return candidates[i]
		}
		return undefined
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

/** Empties what was noted of the document in hand. */
function forget(visits: readonly Visit[]): void {
	for (let i = 0; i < visits.length; i++) {
		const visit = visits[i]!
		for (let k = 0; k <= visit.last; k++) visit.candidates[k]!.todo.length = 0
		visit.last = -1
	}
}

/** The same visits, whose notes stay when those are emptied. */
function taken(visits: readonly Visit[]): readonly Visit[] {
	return visits.map(({ candidates, lastAwake, last }) => {
		const visit: Visit = { candidates: [], lastAwake, last }
		for (const one of candidates) visit.candidates.push({ ...one, todo: [...one.todo], visit })
		return visit
	})
}
