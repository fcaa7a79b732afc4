/**
 * A linked rule set, run over trees.
 *
 * Each node of the document is offered to each pattern; in a pattern the first rule whose context matches
 * fires, and its assertions run. A dynamic error in an assertion is a finding of its own kind; an error in a
 * context means that the node does not match, as XSLT has it.
 */
import { DynamicError, Fault } from '../fault.ts'
import type { Finding } from '../finding.ts'
import { kinds, type Tree } from '../tree/tree.ts'
import { type DateTime, parseDateTime } from '../xpath/datetime.ts'
import type { NodeId } from '../xpath/item.ts'
import { type RunState, Stopped } from '../xpath/runtime.ts'
import { KeyIndex } from './keys.ts'
import { alwaysRuns, type Candidate, facts, type PathPlan, Planner, type Visit } from './plan.ts'
import type { Linked, Program, RichPart } from './program.ts'

export interface RunOptions {
	/** What current-date() and its like give: an xs:dateTime with time zone. */
	readonly now?: string
	/** Called for each rule that fires, in no particular order. */
	readonly onFired?: (rule: number, node: NodeId) => void
	/** URI → prefix for the paths of locations; by default the document's own prefixes. */
	readonly prefixes?: ReadonlyMap<string, string>
	/** Asked every few firings whether time is up; then the run ends and says so. */
	readonly stop?: () => boolean
	/** Most findings; fatal ones are kept before others. All unless given. */
	readonly limit?: number
	/** Whether the message is wanted that a rule's own text gives; of all unless given. Elsewhere it is left empty. */
	readonly said?: (rule: string) => boolean
}

export interface RunResult {
	/** In document order, then rule order. */
	readonly findings: readonly RuleFinding[]
	/** Number of rules that fired: none means that nothing was judged. */
	readonly fired: number
	/** There were more findings than the limit. */
	readonly truncated: boolean
	/** The run was ended before all was judged: nothing may be concluded from what is not found. */
	readonly stopped: boolean
}

export interface RuleFinding extends Finding {
	/** Index of the assertion in the rule set's program. */
	readonly assertion: number
	/** The node that its rule fired on; `node` differs where the assertion has a subject. */
	readonly context: NodeId
}

interface Hit {
	readonly node: NodeId
	readonly assertion: number
	readonly error: DynamicError | undefined
}

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

/** Nodes offered between two questions whether time is up. */
const between = 64

/** A longer text, kept, would keep the whole document that it is a piece of. */
const longestKept = 12

const none: readonly number[] = []

let epochs = 0
const midnight = '1970-01-01T00:00:00Z'

export class RuleSet {
	readonly program: Program
	readonly #linked: Linked
	readonly #planner: Planner
	readonly #always: readonly (readonly number[])[]
	readonly #woken: number[][]
	readonly #wokenAt: Int32Array
	/** The run in which a path of the assertion was met once. */
	readonly #seenAt: Int32Array
	/** By assertion. */
	readonly #ruleOf: Int32Array
	/** Whether the assertion finds when its test is true. */
	readonly #reports: readonly boolean[]
	readonly #leaves: boolean
	/** By assertion: it sleeps unless woken. */
	readonly #sleeps: readonly boolean[]
	/** By assertion and by rule: the path in turn at which they are due, by the number of its turn. */
	readonly #dueAt: Int32Array
	readonly #dueRuleAt: Int32Array
	#turn = 0
	/** By check: the last text that passed, and whether it passes without one. */
	readonly #passed: (string | undefined)[] = []
	readonly #without: (boolean | undefined)[] = []
	/** Of a large document: the checks that do not pass at a path. */
	#failing: ReadonlySet<number> | undefined
	/** Paths and their parts that the run in progress found awake. */
	#awake: number[] = []

	constructor(program: Program, linked: Linked) {
		this.program = program
		this.#linked = linked
		this.#planner = new Planner(program)
		this.#always = program.rules.map((rule) => rule.assertions.filter((a) => alwaysRuns(program, a)))
		this.#woken = program.rules.map(() => [])
		this.#wokenAt = new Int32Array(program.assertions.length)
		this.#seenAt = new Int32Array(program.assertions.length)
		this.#ruleOf = Int32Array.from(program.assertions, ({ rule }) => rule)
		this.#reports = program.assertions.map(({ kind }) => kind === 'report')
		this.#leaves = program.rules.some((rule) => rule.leaves)
		this.#sleeps = program.assertions.map(({ guard }) => guard !== undefined)
		this.#dueAt = new Int32Array(program.assertions.length)
		this.#dueRuleAt = new Int32Array(program.rules.length)
	}

	get id(): string {
		return this.program.id
	}

	run(tree: Tree, options: RunOptions = {}): RunResult {
		const state = this.#state(tree, options)
		const hits: Hit[] = []
		this.#wake(tree, state.epoch)
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
		const kept = this.#keep(hits, options.limit)
		kept.sort((a, b) => a.node - b.node || a.assertion - b.assertion)
		const findings = kept.map((hit) => this.#finding(tree, state, hit, options))
		return { findings, fired, truncated: kept.length < hits.length, stopped }
	}

	/** The first hits in document order, fatal ones before others. */
	#keep(hits: Hit[], limit = Number.POSITIVE_INFINITY): Hit[] {
		if (hits.length <= limit) return hits
		const rank = ({ assertion, error }: Hit): number =>
			error !== undefined || this.program.assertions[assertion]!.severity === 'fatal' ? 0 : 1
		return hits
			.sort((a, b) => rank(a) - rank(b) || a.node - b.node || a.assertion - b.assertion)
			.slice(0, limit)
	}

	/** Offers the nodes to the patterns; unless `whole`, only to rules that have an assertion to run. */
	#pass(tree: Tree, state: RunState, hits: Hit[], whole: boolean, options: RunOptions): number {
		const round: Round = { tree, state, hits, whole, due: false, options, fired: 0, offered: 0 }
		const planner = this.#planner
		const { pathsPresent } = tree
		this.#offerTo(round, planner.plan(0), 0, false, this.#dueAmong(round, planner.plan(0)))
		if (tree.count > manyNodes) this.#passInOrder(round)
		else
			for (let i = 0; i < tree.presentCount; i++) {
				const plan = planner.plan(pathsPresent[i]!)
				const due = plan.quiet.length > 0 ? this.#dueAmong(round, plan) : none
				this.#offerTo(round, plan, tree.firstOfPath(pathsPresent[i]!), true, due)
			}
		round.due = false
		if (this.#leaves) {
			const visits = planner.leafVisits()
			for (let node = 1; node < tree.count; node++)
				if (tree.kind[node]! > kinds.attribute) this.#offerAll(round, visits, node, false)
		}
		return round.fired
	}

	/** Of a large document, what stands together is judged together: its nodes are no longer near the processor. */
	#passInOrder(round: Round): void {
		const { tree, whole } = round
		const { path, pathsPresent, presentCount } = tree
		const planner = this.#planner
		this.#failing = this.#failingTexts(round)
		// By path: where nothing is to be done, nodes are passed over.
		const due = new Array<readonly number[] | undefined>(lastPath(tree) + 1).fill(undefined)
		for (let i = 0; i < presentCount; i++) {
			const one = pathsPresent[i]!
			const plan = planner.plan(one)
			const here = plan.quiet.length > 0 ? this.#dueAmong(round, plan) : none
			if (whole || here.length > 0 || plan.awake.length > 0 || this.#anyWoken(plan.sleepers)) due[one] = here
		}
		this.#failing = undefined
		for (let node = 1; node < tree.count; node++) {
			const here = due[path[node]!]
			if (here !== undefined) this.#offerTo(round, planner.plan(path[node]!), node, false, here)
		}
	}

	/** The checks that a text of a path does not pass, as `#failKey` has them: all texts are looked at in one go. */
	#failingTexts({ tree, state, whole }: Round): ReadonlySet<number> {
		const failing = new Set<number>()
		if (whole) return failing
		const asked = new Array<number[] | undefined>(lastPath(tree) + 1).fill(undefined)
		for (let i = 0; i < tree.presentCount; i++) {
			const { quiet } = this.#planner.plan(tree.pathsPresent[i]!)
			for (let at = 0; at < quiet.length; at = quiet[at + 1]!) {
				if (this.#isAsleep(quiet[at]!, state)) continue
				const end = quiet[at + 1]!
				for (let from = at + 2; from < end; from = quiet[from]!)
					for (let fact = from + 1; fact < quiet[from]!; fact += 4)
						if (quiet[fact] === facts.passes) {
							const path = quiet[fact + 1]!
							if (path >= asked.length) continue
							const checks = (asked[path] ??= [])
							if (!checks.includes(quiet[fact + 3]!)) checks.push(quiet[fact + 3]!)
						}
			}
		}
		for (let node = 1; node < tree.count; node++) {
			const path = tree.path[node]!
			const checks = asked[path]
			if (checks === undefined || path === 0) continue
			const text = tree.stringValue(node)
			for (let i = checks.length - 1; i >= 0; i--)
				if (!this.#passes(tree, state, checks[i]!, text)) {
					failing.add(this.#failKey(path, checks[i]!))
					checks.splice(i, 1)
				}
		}
		return failing
	}

	#failKey(path: number, check: number): number {
		return path * this.#linked.checks!.length + check
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
			if (this.#anyWoken(plan.sleepers)) this.#offerAll(round, plan.asleep, first, chain)
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

	#isAsleep(assertion: number, { epoch }: RunState): boolean {
		return this.#sleeps[assertion]! && this.#wokenAt[assertion] !== epoch
	}

	/** Of the assertions that facts may spare at a path, those that they do not. */
	#dueAmong({ tree, state, whole }: Round, { quiet }: PathPlan): readonly number[] {
		let due: number[] | undefined
		let at = 0
		while (at < quiet.length) {
			const assertion = quiet[at]!
			const next = quiet[at + 1]!
			if (!this.#isAsleep(assertion, state) && (whole || !this.#holdsAny(tree, state, quiet, at + 2, next)))
				(due ??= []).push(assertion)
			at = next
		}
		return due ?? none
	}

	/** Whether all facts of one of the alternatives from `at` to `end` hold. */
	#holdsAny(tree: Tree, state: RunState, quiet: readonly number[], at: number, end: number): boolean {
		let from = at
		while (from < end) {
			const stop = quiet[from]!
			let fact = from + 1
			while (fact < stop && this.#holds(tree, state, quiet, fact)) fact += 4
			if (fact >= stop) return true
			from = stop
		}
		return false
	}

	#holds(tree: Tree, state: RunState, quiet: readonly number[], at: number): boolean {
		const path = quiet[at + 1]!
		switch (quiet[at]!) {
			case facts.each:
				return tree.parentsOfPath(path) === tree.countOfPath(quiet[at + 2]!)
			case facts.eachUnless:
				return (
					tree.parentsOfPath(path) === tree.countOfPath(quiet[at + 2]!) ||
					this.#passesWithout(tree, state, quiet[at + 3]!)
				)
			case facts.single:
				return tree.parentsOfPath(path) === tree.countOfPath(path)
			case facts.none:
				return tree.firstOfPath(path) === 0
			case facts.unkept: {
				const kept = this.#linked.families![path]!(tree, state)
				return kept !== undefined && !kept.has(this.#planner.texts[quiet[at + 2]!]!)
			}
			case facts.filled:
				return !tree.blankPaths.has(path)
			default:
				return this.#allPass(tree, state, quiet[at + 3]!, path)
		}
	}

	/** Whether the text of each node of the path passes. */
	#allPass(tree: Tree, state: RunState, check: number, path: number): boolean {
		if (this.#failing !== undefined) return !this.#failing.has(this.#failKey(path, check))
		for (let node = tree.firstOfPath(path); node !== 0; node = tree.nextOfPath[node]!)
			if (!this.#passes(tree, state, check, tree.stringValue(node))) return false
		return true
	}

	#passes(tree: Tree, state: RunState, check: number, text: string): boolean {
		if (text === this.#passed[check]) return true
		try {
			if (!this.#linked.checks![check]!.passes(tree, text, state)) return false
		} catch (error) {
			return unevaluated(error)
		}
		if (text.length <= longestKept) this.#passed[check] = text
		return true
	}

	#passesWithout(tree: Tree, state: RunState, check: number): boolean {
		const known = this.#without[check]
		if (known !== undefined) return known
		let passes = false
		try {
			passes = this.#linked.checks![check]!.passesWithout(tree, state)
		} catch (error) {
			passes = unevaluated(error)
		}
		this.#without[check] = passes
		return passes
	}

	#anyWoken(rules: readonly number[]): boolean {
		for (let i = 0; i < rules.length; i++) if (this.#woken[rules[i]!]!.length > 0) return true
		return false
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

	/** Text of a diagnostic or property for a node, computed when a report asks for it. */
	text(tree: Tree, node: NodeId, text: number, options: RunOptions = {}): string {
		return this.#text(tree, this.#state(tree, options), node, text)
	}

	/** The same as rich text, where the program says that there is any. */
	rich(tree: Tree, node: NodeId, rich: number, options: RunOptions = {}): readonly RichPart[] {
		try {
			return tidy(this.#linked.riches![rich]!(tree, node, this.#state(tree, options)))
		} catch (error) {
			const { code, message } = dynamic(error)
			return [`(${code}: ${message})`]
		}
	}

	#state(tree: Tree, options: RunOptions): RunState {
		const now = dateTime(options.now ?? midnight)
		const keys = new KeyIndex(this.program, this.#linked)
		const state: RunState = {
			tree,
			now,
			epoch: ++epochs,
			depth: 0,
			calls: 0,
			rounds: 0,
			...(options.stop && { stop: options.stop }),
			key: (name, values) => keys.find(tree, state, name, values),
		}
		return state
	}

	/** Finds the assertions that the document's paths wake. */
	#wake(tree: Tree, epoch: number): void {
		for (const rule of this.#awake) this.#woken[rule]!.length = 0
		this.#awake = []
		const present = tree.pathsPresent
		for (let k = 0; k < tree.presentCount; k++) {
			const path = present[k]!
			const { wakes, wakesTwice } = this.#planner.plan(path)
			for (let i = 0; i < wakes.length; i++) this.#wakeOne(wakes[i]!, epoch)
			if (wakesTwice.length === 0) continue
			const several = tree.nextOfPath[tree.firstOfPath(path)] !== 0
			for (let i = 0; i < wakesTwice.length; i++) {
				const assertion = wakesTwice[i]!
				if (several || this.#seenAt[assertion] === epoch) this.#wakeOne(assertion, epoch)
				else this.#seenAt[assertion] = epoch
			}
		}
	}

	#wakeOne(assertion: number, epoch: number): void {
		if (this.#wokenAt[assertion] === epoch) return
		this.#wokenAt[assertion] = epoch
		if (this.program.assertions[assertion]!.quiet !== undefined) return
		const rule = this.#ruleOf[assertion]!
		const woken = this.#woken[rule]!
		if (woken.length === 0) this.#awake.push(rule)
		woken.push(assertion)
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

	#finding(tree: Tree, state: RunState, { node, assertion, error }: Hit, options: RunOptions): RuleFinding {
		const meta = this.program.assertions[assertion]!
		const place =
			meta.subject === undefined || error !== undefined
				? node
				: this.#subject(tree, state, node, meta.subject)
		return {
			rule: meta.id,
			ruleSet: this.program.id,
			severity: error === undefined ? meta.severity : 'fatal',
			kind: error === undefined ? meta.kind : 'error',
			location: tree.locate(place, options.prefixes),
			node: place,
			text:
				error !== undefined
					? `${error.code}: ${error.message}`
					: options.said === undefined || options.said(meta.id)
						? this.#text(tree, state, node, meta.message)
						: '',
			assertion,
			context: node,
		}
	}

	#subject(tree: Tree, state: RunState, node: NodeId, subject: number): NodeId {
		try {
			return this.#linked.subjects[subject]!(tree, node, state)
		} catch (error) {
			state.depth = 0
			dynamic(error)
			return node
		}
	}

	/** A message whose own expressions fail says so in their place. */
	#text(tree: Tree, state: RunState, node: NodeId, text: number): string {
		try {
			return this.#linked.texts[text]!(tree, node, state).replace(/\s+/g, ' ').trim()
		} catch (error) {
			state.depth = 0
			const { code, message } = dynamic(error)
			return `(${code}: ${message})`
		}
	}
}

/** The highest path that the document has. */
function lastPath({ pathsPresent, presentCount }: Tree): number {
	let last = 0
	for (let i = 0; i < presentCount; i++) if (pathsPresent[i]! > last) last = pathsPresent[i]!
	return last
}

/** White space made single, and none at the ends. */
function tidy(parts: readonly RichPart[]): readonly RichPart[] {
	return parts
		.map((part) => {
			if (typeof part === 'string') return part.replace(/\s+/g, ' ')
			return 'element' in part ? { ...part, text: part.text.replace(/\s+/g, ' ') } : part
		})
		.map((part, index, { length }) => {
			if (typeof part !== 'string') return part
			const start = index === 0 ? part.trimStart() : part
			return index === length - 1 ? start.trimEnd() : start
		})
}

let lastDate: { readonly text: string; readonly value: DateTime } | undefined

/** The date and time of a run; most runs have that of the run before. */
function dateTime(text: string): DateTime {
	if (lastDate?.text !== text) {
		const value = parseDateTime('dateTime', text)
		if (value === undefined) throw new Fault('usage', `"${text}" is not a date and time`)
		lastDate = { text, value }
	}
	return lastDate.value
}

/** A check that raises an error passes nothing: the assertion itself tells of it. */
function unevaluated(error: unknown): false {
	dynamic(error)
	return false
}

/** The error as XPath's; a stack that ran out is a function that calls itself too deeply. */
function dynamic(error: unknown): DynamicError {
	if (error instanceof DynamicError) return error
	if (error instanceof RangeError)
		return new DynamicError('XPDY0130', 'an expression is nested too deeply to evaluate')
	throw error
}
