/**
 * What a rule set does at a path, decided once per path id and remembered for all later documents.
 *
 * For each pattern: the rules that could match a node there, up to the first that surely does. And the
 * assertions that a node at this path wakes: those that pass wherever their guard paths do not occur.
 */
import { names } from '../tree/names.ts'
import { paths } from '../tree/paths.ts'
import { holds, type NameCondition } from './name-condition.ts'
import type { Branch, Fact, GuardPath, NameStep, Program } from './program.ts'

/** A rule that may match; `tests`: context functions of which one must say so, undefined: it surely matches. */
export interface Candidate {
	readonly rule: number
	readonly tests: readonly number[] | undefined
}

/** The rules of one pattern that may match. */
export interface Visit {
	readonly candidates: readonly Candidate[]
	/** The last one with an assertion that always runs; -1: all of them sleep unless woken. */
	readonly lastAwake: number
}

export interface PathPlan {
	/** One a pattern that may have a rule here: */
	readonly visits: readonly Visit[]
	/** those with an assertion that always runs, */
	readonly awake: readonly Visit[]
	/** those without, */
	readonly asleep: readonly Visit[]
	/** and the rules of the latter. */
	readonly sleepers: readonly number[]
	/** Assertions that must run in a document where this path occurs, */
	readonly wakes: readonly number[]
	/** and those that must run where it occurs twice, or another such path of theirs does too. */
	readonly wakesTwice: readonly number[]
	/** Assertions of its rules that facts may keep from running here, and the facts, as `facts` has them. */
	readonly quiet: readonly number[]
	/**
	 * What of these facts asks for texts, by four numbers each: where the assertion and the alternative begin there,
	 * the path and the check.
	 */
	readonly textsAsked: readonly number[]
}

/** Facts as numbers, in `PathPlan.quiet`. */
export const facts = {
	/** path, its parent: each of the latter has one of the former */
	each: 0,
	/** path, 0: */
	single: 1,
	none: 2,
	filled: 3,
	/** path, check */
	passes: 4,
	/** path, its parent, check: as `each`, unless the check passes without */
	eachUnless: 5,
	/** family, text as a number of `Planner.texts` */
	unkept: 6,
} as const

/** A guard step's name as an id, -1 for a wildcard. */
interface Guard {
	readonly assertion: number
	readonly path: GuardPath
}

/** A rule in the order in which rules are asked. */
interface Place {
	readonly order: number
	readonly pattern: number
	readonly rule: number
}

export class Planner {
	readonly #program: Program
	/** By the local name in which their path ends. */
	readonly #guards = new Map<string, Guard[]>()
	/** Rules with a branch whose last step has that local name, */
	readonly #named = new Map<string, Place[]>()
	/** and those whose branches may end in any name. */
	readonly #unnamed: Place[] = []
	/** By rule: it has an assertion that always runs. */
	readonly #awake: readonly boolean[]
	#plans: (PathPlan | undefined)[] = []
	/** Plans by what they hold: paths that have the same to do share one, which stays near the processor. */
	readonly #same = new Map<string, PathPlan>()
	#leaves: readonly Visit[] | undefined
	#generation = -1
	/** By rule: the assertions that facts may keep from running. */
	readonly quiet: readonly (readonly number[])[]
	/** Texts that facts name. */
	readonly texts: string[] = []
	readonly #textOf = (text: string): number => {
		const known = this.texts.indexOf(text)
		return known < 0 ? this.texts.push(text) - 1 : known
	}

	constructor(program: Program) {
		this.#program = program
		this.#awake = program.rules.map(({ assertions }) =>
			assertions.some((assertion) => alwaysRuns(program, assertion)),
		)
		this.quiet = program.rules.map(({ assertions }) =>
			assertions.filter((assertion) => program.assertions[assertion]!.quiet !== undefined),
		)
		program.assertions.forEach((assertion, index) => {
			for (const path of assertion.guard ?? [])
				added(this.#guards, path.steps.at(-1)!.local!, { assertion: index, path })
		})
		let order = 0
		program.patterns.forEach(({ rules }, pattern) => {
			for (const rule of rules) this.#place({ order: order++, pattern, rule })
		})
	}

	#place(place: Place): void {
		const locals = this.#program.rules[place.rule]!.branches.map(({ names }) => names?.at(-1)?.local)
		if (locals.includes(undefined)) this.#unnamed.push(place)
		else for (const local of new Set(locals)) added(this.#named, local!, place)
	}

	plan(path: number): PathPlan {
		if (this.#generation !== paths.generation) {
			this.#plans = []
			this.#generation = paths.generation
		}
		return (this.#plans[path] ??= this.#plan(path))
	}

	#plan(path: number): PathPlan {
		const visits = this.#visits(path)
		const wakes = this.#wakes(path, 1)
		const wakesTwice = this.#wakes(path, 2)
		const quiet = this.#facts(visits, path)
		const key = JSON.stringify([visits, wakes, wakesTwice, quiet])
		const same = this.#same.get(key)
		if (same !== undefined) return same
		const asleep = visits.filter(({ lastAwake }) => lastAwake < 0)
		const plan = {
			visits,
			awake: visits.filter(({ lastAwake }) => lastAwake >= 0),
			asleep,
			sleepers: [...new Set(asleep.flatMap(({ candidates }) => candidates.map(({ rule }) => rule)))],
			wakes,
			wakesTwice,
			quiet,
			textsAsked: textsAskedIn(quiet),
		}
		this.#same.set(key, plan)
		return plan
	}

	/**
	 * For each assertion: its number, where the next one starts, then alternatives, of which one must hold: where it
	 * ends, and its facts by four numbers each.
	 */
	#facts(visits: readonly Visit[], path: number): readonly number[] {
		const out: number[] = []
		for (const { candidates } of visits)
			for (const { rule } of candidates)
				for (const assertion of this.quiet[rule]!) {
					const start = out.push(assertion, 0) - 1
					// Of the document node no counts are kept.
					if (path !== 0)
						for (const alternative of this.#program.assertions[assertion]!.quiet!) {
							const flat = alternative.flatMap((fact) => factOf(fact, path, this.#textOf)).flat()
							out.push(out.length + 1 + flat.length, ...flat)
						}
					out[start] = out.length
				}
		return out
	}

	/** Candidates for nodes that have no path of their own: text, comments, instructions. */
	leafVisits(): readonly Visit[] {
		if (this.#leaves === undefined) {
			const places = [...this.#unnamed, ...[...this.#named.values()].flat()].filter(
				({ rule }) => this.#program.rules[rule]!.leaves,
			)
			this.#leaves = this.#visitsOf([...new Set(places)].sort(inOrder), (branch) => branch.test !== undefined)
		}
		return this.#leaves
	}

	#visits(path: number): readonly Visit[] {
		const named = path === 0 ? undefined : this.#named.get(names.local(paths.name(path)))
		const places = named === undefined ? this.#unnamed : [...this.#unnamed, ...named].sort(inOrder)
		return this.#visitsOf(places, (branch) => branchFits(branch, path))
	}

	/** `places`: in order. */
	#visitsOf(places: readonly Place[], fits: (branch: Branch) => boolean): readonly Visit[] {
		const visits: Visit[] = []
		let candidates: Candidate[] = []
		const close = (): void => {
			if (candidates.length > 0)
				visits.push({ candidates, lastAwake: candidates.findLastIndex(({ rule }) => this.#awake[rule]) })
			candidates = []
		}
		let current = -1
		let decided = false
		for (const { pattern, rule } of places) {
			if (pattern !== current) {
				close()
				current = pattern
				decided = false
			}
			if (decided) continue
			const branches = this.#program.rules[rule]!.branches.filter(fits)
			if (branches.length === 0) continue
			decided = branches.some(({ test }) => test === undefined)
			candidates.push({ rule, tests: decided ? undefined : branches.map(({ test }) => test!) })
		}
		close()
		return visits
	}

	#wakes(path: number, least: 1 | 2): readonly number[] {
		if (path === 0) return []
		const guards = this.#guards.get(names.local(paths.name(path))) ?? []
		const wakes = new Set<number>()
		for (const { assertion, path: guard } of guards) {
			if (wakes.has(assertion) || (guard.least ?? 1) !== least) continue
			const rule = this.#program.rules[this.#program.assertions[assertion]!.rule]!
			const starts = startsOf(guard.steps, path)
			const relevant = guard.absolute
				? starts.some((s) => s === 0)
				: starts.some((s) => rule.branches.some((b) => branchFits(b, s)))
			if (relevant) wakes.add(assertion)
		}
		return [...wakes]
	}
}

/** Whether the assertion has to run whatever the document holds. */
export function alwaysRuns({ assertions }: Program, index: number): boolean {
	const { guard, quiet } = assertions[index]!
	return guard === undefined && quiet === undefined
}

/** Of facts as `PathPlan.quiet` has them, those about texts. */
function textsAskedIn(quiet: readonly number[]): readonly number[] {
	const asked: number[] = []
	for (let at = 0; at < quiet.length; at = quiet[at + 1]!)
		for (let from = at + 2; from < quiet[at + 1]!; from = quiet[from]!)
			for (let fact = from + 1; fact < quiet[from]!; fact += 4)
				if (quiet[fact] === facts.passes) asked.push(at, from, quiet[fact + 1]!, quiet[fact + 3]!)
	return asked
}

/** The path that steps lead down to. */
function pathBelow(path: number, steps: readonly NameStep[]): number {
	return steps.reduce((at, { attribute, uri, local }) => {
		const name = names.intern(uri!, local!)
		return attribute ? paths.attribute(at, name) : paths.child(at, name)
	}, path)
}

/** A fact of a path as numbers, one group of four for each path that it is about. */
function factOf(fact: Fact, path: number, textOf: (text: string) => number): readonly (readonly number[])[] {
	const to = (count: number): number => pathBelow(path, fact.steps.slice(0, count))
	const end = fact.steps.length
	switch (fact.is) {
		case 'unkept':
			return [[facts.unkept, fact.family, textOf(fact.text), 0]]
		case 'passes':
			return [[facts.passes, to(end), 0, fact.check]]
		case 'none':
		case 'filled':
			return [[facts[fact.is], to(end), 0, 0]]
		case 'single':
			return fact.steps.map((_, i) => [facts.single, to(i + 1), 0, 0])
		case 'each':
			return fact.steps.map((_, i) =>
				fact.unless === undefined
					? [facts.each, to(i + 1), to(i), 0]
					: [facts.eachUnless, to(i + 1), to(i), fact.unless],
			)
	}
}

function added<T>(lists: Map<string, T[]>, key: string, one: T): void {
	const list = lists.get(key)
	if (list === undefined) lists.set(key, [one])
	else list.push(one)
}

const inOrder = (a: Place, b: Place): number => a.order - b.order

/** Whether a node at that path may match the branch, going by names. */
export function branchFits(branch: Branch, path: number): boolean {
	if (branch.names === undefined) return true
	if (branch.names.length === 0) return path === 0
	if (branch.conditions !== undefined && !conditionsHold(branch.conditions, path)) return false
	return startsOf(branch.names, path).some((start) => !branch.absolute || start === 0)
}

function conditionsHold(conditions: readonly NameCondition[], path: number): boolean {
	if (path === 0) return false
	const name = paths.name(path)
	return conditions.every((condition) => holds(condition, names.uri(name), names.local(name)))
}

/** The paths above the first step, for every way in which the steps lead down to `path`. */
function startsOf(steps: readonly NameStep[], path: number): readonly number[] {
	let ends: number[] = [path]
	for (let i = steps.length - 1; i >= 0; i--) {
		const step = steps[i]!
		const next: number[] = []
		for (const end of ends) {
			if (end <= 0 || !stepFits(step, end)) continue
			for (let above = paths.parent(end); above >= 0; above = paths.parent(above)) {
				if (!next.includes(above)) next.push(above)
				if (!step.gap) break
			}
		}
		ends = next
	}
	return ends
}

function stepFits(step: NameStep, path: number): boolean {
	if (paths.isAttribute(path) !== step.attribute) return false
	const name = paths.name(path)
	return (
		(step.local === undefined || names.local(name) === step.local) &&
		(step.uri === undefined || names.uri(name) === step.uri)
	)
}
