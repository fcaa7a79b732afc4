/**
 * What a rule set does at a path, decided once per path id and remembered for all later documents.
 *
 * For each pattern: the rules that could match a node there, up to the first that surely does. And the
 * assertions above that a node at this path wakes: those that pass wherever their guard paths do not occur.
 */
import { names } from '../tree/names.ts'
import { paths } from '../tree/paths.ts'
import { askedAt } from './asked.ts'
import { holds, type NameCondition } from './name-condition.ts'
import type { Branch, GuardPath, NameStep, Program } from './program.ts'

/** A rule that may match; `tests`: context functions of which one must say so, undefined: it surely matches. */
export interface Candidate {
	readonly rule: number
	readonly tests: readonly number[] | undefined
	/** Its assertions that always run. */
	readonly always: readonly number[]
	/** What else runs in the document in hand. */
	readonly todo: number[]
	/** The visit that it is in, and its place there. */
	readonly visit: Visit
	readonly at: number
}

/** The rules of one pattern that may match. */
export interface Visit {
	readonly candidates: Candidate[]
	/** The last one with an assertion that always runs; -1: all of them sleep unless woken. */
	readonly lastAwake: number
	/** The last one with something else to run in the document in hand: those after it change nothing. */
	last: number
}

/** An assertion that sleeps unless a path of its guard is there. */
export interface Sleeper {
	readonly assertion: number
	readonly candidate: Candidate
	/** Facts may spare it even where it is awake. */
	readonly quiet: boolean
}

/** A sleeper of that plan, by its place there; of any plan: by its assertion. */
export interface Wake {
	readonly plan: PathPlan | undefined
	readonly place: number
}

/** One path's, or that of several at which the same is to be done. */
export interface PathPlan {
	/** One a pattern that may have a rule here. */
	readonly visits: readonly Visit[]
	readonly candidates: readonly Candidate[]
	/** Some have an assertion that always runs. */
	readonly awake: boolean
	/** What facts may spare (asked.ts). */
	readonly asked: readonly number[]
	readonly sleepers: readonly Sleeper[]
	/** Sleepers that paths from the document's root wake. */
	readonly far: readonly number[]
	/** What a node at this path wakes, */
	readonly wakes: readonly Wake[]
	/** and what it wakes if the path occurs twice, or another such path of the sleeper does too. */
	readonly wakesTwice: readonly Wake[]
}

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

/** The rules of one pattern that may match, and what tells them. */
type Matching = readonly { readonly rule: number; readonly tests: readonly number[] | undefined }[]

export class Planner {
	readonly #program: Program
	/** By the local name in which their path ends. */
	readonly #guards = new Map<string, Guard[]>()
	/** Rules with a branch whose last step has that local name, */
	readonly #named = new Map<string, Place[]>()
	/** and those whose branches may end in any name. */
	readonly #unnamed: Place[] = []
	#plans: (PathPlan | undefined)[] = []
	/** Plans by what they hold: paths that have the same to do share one, which stays near the processor. */
	readonly #same = new Map<string, PathPlan>()
	readonly #numbers = new Map<PathPlan, number>()
	#leaves: PathPlan | undefined
	#generation = -1
	/** Texts that facts name. */
	readonly texts: string[] = []
	readonly #textOf = (text: string): number => {
		const known = this.texts.indexOf(text)
		return known < 0 ? this.texts.push(text) - 1 : known
	}

	constructor(program: Program) {
		this.#program = program
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

	/** Grows whenever plans are forgotten. */
	get generation(): number {
		return paths.generation
	}

	plan(path: number): PathPlan {
		if (this.#generation !== paths.generation) {
			this.#plans = []
			this.#same.clear()
			this.#numbers.clear()
			this.#generation = paths.generation
		}
		return (this.#plans[path] ??= this.#plan(path))
	}

	#plan(path: number): PathPlan {
		const named = path === 0 ? undefined : this.#named.get(names.local(paths.name(path)))
		const places = named === undefined ? this.#unnamed : [...this.#unnamed, ...named].sort(inOrder)
		const matching = this.#matching(places, (branch) => branchFits(branch, path))
		const wakes = this.#wakes(path, 1)
		const wakesTwice = this.#wakes(path, 2)
		return this.#shared(matching, path, wakes, wakesTwice)
	}

	/** Candidates for nodes that have no path of their own: text, comments, instructions. */
	leaves(): PathPlan {
		if (this.#leaves === undefined) {
			const places = [...this.#unnamed, ...[...this.#named.values()].flat()].filter(
				({ rule }) => this.#program.rules[rule]!.leaves,
			)
			const matching = this.#matching(
				[...new Set(places)].sort(inOrder),
				(branch) => branch.test !== undefined,
			)
			this.#leaves = this.#made(matching, askedAt(this.#program, matching, 0, this.#textOf), [], [])
		}
		return this.#leaves
	}

	/** The plan of all paths at which that is to be done. */
	#shared(
		matching: readonly Matching[],
		path: number,
		wakes: readonly Wake[],
		wakesTwice: readonly Wake[],
	): PathPlan {
		const asked = askedAt(this.#program, matching, path, this.#textOf)
		const numbered = [wakes, wakesTwice].map((list) =>
			list.map(({ plan, place }) => [plan && this.#numbers.get(plan), place]),
		)
		const key = JSON.stringify([matching, asked, ...numbered])
		let plan = this.#same.get(key)
		if (plan === undefined) {
			plan = this.#made(matching, asked, wakes, wakesTwice)
			this.#same.set(key, plan)
			this.#numbers.set(plan, this.#numbers.size)
		}
		return plan
	}

	#made(
		matching: readonly Matching[],
		asked: readonly number[],
		wakes: readonly Wake[],
		wakesTwice: readonly Wake[],
	): PathPlan {
		const { rules, assertions } = this.#program
		const visits = matching.map((one): Visit => {
			const always = one.map(({ rule }) =>
				rules[rule]!.assertions.filter((assertion) => alwaysRuns(this.#program, assertion)),
			)
			const candidates: Candidate[] = []
			const visit = { candidates, lastAwake: always.findLastIndex(({ length }) => length > 0), last: -1 }
			for (const [at, { rule, tests }] of one.entries())
				candidates.push({ rule, tests, always: always[at]!, todo: [], visit, at })
			return visit
		})
		const candidates = visits.flatMap((visit) => visit.candidates)
		const sleepers = candidates.flatMap((candidate) =>
			rules[candidate.rule]!.assertions.filter((assertion) => assertions[assertion]!.guard !== undefined).map(
				(assertion) => ({ assertion, candidate, quiet: assertions[assertion]!.quiet !== undefined }),
			),
		)
		const isFar = ({ assertion }: Sleeper): boolean =>
			assertions[assertion]!.guard!.some(({ absolute }) => absolute)
		return {
			visits,
			candidates,
			awake: visits.some(({ lastAwake }) => lastAwake >= 0),
			asked,
			sleepers,
			far: sleepers.flatMap((sleeper, place) => (isFar(sleeper) ? [place] : [])),
			wakes,
			wakesTwice,
		}
	}

	/** `places`: in order. */
	#matching(places: readonly Place[], fits: (branch: Branch) => boolean): readonly Matching[] {
		const all: Matching[] = []
		let candidates: Matching[number][] = []
		const close = (): void => {
			if (candidates.length > 0) all.push(candidates)
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
		return all
	}

	#wakes(path: number, least: 1 | 2): readonly Wake[] {
		if (path === 0) return []
		const guards = this.#guards.get(names.local(paths.name(path))) ?? []
		const wakes: Wake[] = []
		const add = (plan: PathPlan | undefined, place: number): void => {
			if (place >= 0 && !wakes.some((one) => one.plan === plan && one.place === place))
				wakes.push({ plan, place })
		}
		for (const { assertion, path: guard } of guards) {
			if ((guard.least ?? 1) !== least) continue
			const starts = startsOf(guard.steps, path)
			if (guard.absolute && starts.includes(0)) add(undefined, assertion)
			if (!guard.absolute)
				for (const start of starts) {
					const plan = this.plan(start)
					add(
						plan,
						plan.sleepers.findIndex((sleeper) => sleeper.assertion === assertion),
					)
				}
		}
		return wakes
	}
}

/** Whether the assertion has to run whatever the document holds. */
function alwaysRuns({ assertions }: Program, index: number): boolean {
	const { guard, quiet } = assertions[index]!
	return guard === undefined && quiet === undefined
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
