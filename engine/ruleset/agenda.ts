/**
 * What is to be done at the paths of the document in hand, besides what always is: the assertions that its paths wake,
 * and those that facts do not spare.
 *
 * Both are asked of every path of every document, so what a plan says of them lies in one array of numbers, which
 * stays near the processor. A plan has there, one after the other:
 *
 *     head:     a run in which one of its sleepers was woken that no fact can spare, the plan's number, whether it has
 *               assertions that always run, and where each of the following begins and the last one ends
 *     far:      sleepers that paths from the document's root wake: where that is noted, where the sleeper stands
 *     asked:    what facts may spare (asked.ts), with places in this array
 *     wakes:    where a sleeper stands that this path wakes, and the head to be told
 *     twice:    the same, and where it is noted that one such node was seen
 *     sleepers: the run that woke it, that in which one node was seen, its assertion, its candidate, or -1 for one that
 *               facts may spare
 */
import type { Tree } from '../tree/tree.ts'
import type { RunState } from '../xpath/runtime.ts'
import type { PathPlan, Planner, Wake } from './plan.ts'
import type { Program } from './program.ts'
import { shape, shapesOf } from './shape.ts'
import type { Spared } from './spared.ts'

const plan = 1
const awake = 2
const far = 3
const asked = 4
const wakes = 5
const twice = 6
const sleepers = 7
const end = 8
const headLength = 9

/** In the place of a path: that of nodes which have none, such as texts. */
export const leaves = -1

/** Numbers of a sleeper. */
const sleeperLength = 4

/** Where it is noted whether a path from the root woke an assertion: two numbers each, as of a sleeper. */
const farLength = 2
/** What is told of sleepers that need no telling is written there. */
const nowhere = 0

export class Agenda {
	readonly #planner: Planner
	readonly #spared: Spared
	readonly #plans: PathPlan[] = []
	#pool: Int32Array<ArrayBuffer>
	#used: number
	readonly #start: number
	/** By path: where its plan's head is, 0: not looked at yet, -1: nothing is ever to be done. */
	#heads = new Int32Array(1024)
	readonly #headOf = new Map<PathPlan, number>()
	#generation = -1
	/** By path: its shape in the document in hand. */
	#shapes: Uint8Array = new Uint8Array(0)
	/** Some rules may match nodes that have no path. */
	readonly #leaves: boolean
	/** Items, one after the other: a path, its plan's number, how many numbers follow: candidates and assertions. */
	readonly items: number[] = []
	/** Numbers in `items`. */
	length = 0

	constructor(program: Program, planner: Planner, spared: Spared) {
		this.#planner = planner
		this.#spared = spared
		this.#leaves = program.rules.some((rule) => rule.leaves)
		this.#start = this.#used = 1 + farLength * program.assertions.length
		this.#pool = new Int32Array(2 * this.#start + 1024)
	}

	/** The plan of that number. */
	plan(number: number): PathPlan {
		return this.#plans[number]!
	}

	/** Finds the sleepers that the document's paths wake. */
	wake(tree: Tree, epoch: number): void {
		this.#place(tree)
		const shapes = (this.#shapes = shapesOf(tree))
		const { pathsPresent, presentCount } = tree
		const pool = this.#pool
		const heads = this.#heads
		for (let i = 0; i < presentCount; i++) {
			const head = heads[pathsPresent[i]!]!
			if (head < 0) continue
			const once = pool[head + twice]!
			for (let at = pool[head + wakes]!; at < once; at += 2) pool[pool[at]!] = pool[pool[at + 1]!] = epoch
			const last = pool[head + sleepers]!
			if (once === last) continue
			const several = (shapes[pathsPresent[i]!]! & shape.several) !== 0
			for (let at = once; at < last; at += 3) {
				const seen = pool[at + 2]!
				if (several || pool[seen] === epoch) pool[pool[at]!] = pool[pool[at + 1]!] = epoch
				else pool[seen] = epoch
			}
		}
	}

	/** Writes the items of the document whose sleepers were woken; `every`: of all its paths, and nothing spared. */
	collect(tree: Tree, state: RunState, every: boolean): void {
		this.length = 0
		this.#collectAt(0, tree, state, every)
		const { pathsPresent, presentCount } = tree
		for (let i = 0; i < presentCount; i++) this.#collectAt(pathsPresent[i]!, tree, state, every)
		if (this.#leaves) this.#collectFrom(this.#head(this.#planner.leaves()), leaves, tree, state, every)
	}

	/** Gives the alternatives that may spare assertions which are awake: of their rule's in common, and of their own. */
	eachAsked(
		tree: Tree,
		epoch: number,
		see: (pool: Int32Array, common: number, groups: number, own: number, next: number) => void,
	): void {
		const pool = this.#pool
		for (let i = 0; i < tree.presentCount; i++) {
			const head = this.#heads[tree.pathsPresent[i]!]!
			if (head < 0) continue
			for (let at = pool[head + asked]!; at < pool[head + wakes]!; at = pool[at]!)
				for (let group = pool[at + 2]!; group < pool[at]!; group = pool[group]!)
					if (firstAwake(pool, group, epoch) < pool[group + 1]!)
						see(pool, at + 3, pool[at + 2]!, pool[group + 1]!, pool[group]!)
		}
	}

	#collectAt(path: number, tree: Tree, state: RunState, every: boolean): void {
		const head = this.#heads[path]!
		if (head > 0) this.#collectFrom(head, path, tree, state, every)
	}

	#collectFrom(head: number, path: number, tree: Tree, state: RunState, every: boolean): void {
		const { items } = this
		const pool = this.#pool
		const { epoch } = state
		const first = this.length + 3
		let n = first
		const farEnd = pool[head + asked]!
		for (let at = pool[head + far]!; at < farEnd; at += 2)
			if (pool[pool[at]!] === epoch) {
				pool[pool[at + 1]!] = epoch
				pool[head] = epoch
			}
		if (pool[head] === epoch) {
			const last = pool[head + end]!
			for (let at = pool[head + sleepers]!; at < last; at += sleeperLength)
				if (pool[at] === epoch && pool[at + 3]! >= 0) {
					items[n++] = pool[at + 3]!
					items[n++] = pool[at + 2]!
				}
		}
		const askedEnd = pool[head + wakes]!
		for (let at = farEnd; at < askedEnd; at = pool[at]!) n = this.#collectDue(at, n, tree, state, every)
		if (n === first && pool[head + awake] === 0 && !every) return
		items[first - 3] = path
		items[first - 2] = pool[head + plan]!
		items[first - 1] = n - first
		this.length = n
	}

	/** Adds the assertions of a candidate that facts do not spare, from `n` on; gives where the next ones go. */
	#collectDue(at: number, from: number, tree: Tree, state: RunState, every: boolean): number {
		const { items } = this
		const pool = this.#pool
		const { epoch } = state
		const last = pool[at]!
		const groups = pool[at + 2]!
		let n = from
		let unknown = !every
		for (let group = groups; group < last; group = pool[group]!) {
			const alternatives = pool[group + 1]!
			let i = firstAwake(pool, group, epoch)
			if (i === alternatives) continue
			if (unknown) {
				if (this.#spared.holdsAny(tree, state, this.#shapes, pool, at + 3, groups)) break
				unknown = false
			}
			if (!every && this.#spared.holdsAny(tree, state, this.#shapes, pool, alternatives, pool[group]!))
				continue
			for (; i < alternatives; i += 2)
				if (isAwake(pool, pool[i + 1]!, epoch)) {
					items[n++] = pool[at + 1]!
					items[n++] = pool[i]!
				}
		}
		return n
	}

	/** Gives all paths of the document their place. */
	#place(tree: Tree): void {
		if (this.#generation !== this.#planner.generation) {
			this.#generation = this.#planner.generation
			this.#headOf.clear()
			this.#plans.length = 0
			this.#heads = new Int32Array(1024)
			this.#used = this.#start
		}
		this.#headAt(0)
		const { pathsPresent, presentCount } = tree
		let heads = this.#heads
		for (let i = 0; i < presentCount; i++) {
			const path = pathsPresent[i]!
			if (path >= heads.length || heads[path] === 0) {
				this.#headAt(path)
				heads = this.#heads
			}
		}
	}

	#headAt(path: number): void {
		if (path >= this.#heads.length) {
			const longer = new Int32Array(2 * path)
			longer.set(this.#heads)
			this.#heads = longer
		}
		if (this.#heads[path] === 0) this.#heads[path] = this.#head(this.#planner.plan(path))
	}

	#head(given: PathPlan): number {
		const known = this.#headOf.get(given)
		if (known !== undefined) return known
		const { visits, wakes, wakesTwice } = given
		// Those that it wakes stand above it.
		for (const { plan } of [...wakes, ...wakesTwice]) if (plan !== undefined) this.#head(plan)
		const idle = visits.length === 0 && wakes.length === 0 && wakesTwice.length === 0
		const head = idle ? -1 : this.#written(given)
		this.#headOf.set(given, head)
		return head
	}

	#written(given: PathPlan): number {
		const head = this.#used
		const farAt = head + headLength
		const askedAt = farAt + 2 * given.far.length
		const wakesAt = askedAt + given.asked.length
		const twiceAt = wakesAt + 2 * given.wakes.length
		const sleepersAt = twiceAt + 3 * given.wakesTwice.length
		const endAt = sleepersAt + sleeperLength * given.sleepers.length
		if (endAt > this.#pool.length) {
			const longer = new Int32Array(2 * endAt)
			longer.set(this.#pool.subarray(0, head))
			this.#pool = longer
		}
		const pool = this.#pool
		const number = this.#plans.push(given) - 1
		const starts = [farAt, askedAt, wakesAt, twiceAt, sleepersAt, endAt]
		pool.set([0, number, given.awake ? 1 : 0, ...starts], head)
		const sleeperAt = (place: number): number => sleepersAt + sleeperLength * place
		given.far.forEach((place, i) => {
			pool[farAt + 2 * i] = farAtOf(given.sleepers[place]!.assertion)
			pool[farAt + 2 * i + 1] = sleeperAt(place)
		})
		given.sleepers.forEach(({ assertion, candidate, quiet }, place) => {
			pool.set([0, 0, assertion, quiet ? -1 : given.candidates.indexOf(candidate)], sleeperAt(place))
		})
		pool.set(moved(given.asked, askedAt, sleeperAt), askedAt)
		for (const [i, wake] of given.wakes.entries()) pool.set(this.#target(wake).slice(0, 2), wakesAt + 2 * i)
		for (const [i, wake] of given.wakesTwice.entries()) pool.set(this.#target(wake), twiceAt + 3 * i)
		this.#used = endAt
		return head
	}

	/** Where it is noted that a sleeper is awake, the head to be told, and where that one node was seen. */
	#target({ plan, place }: Wake): readonly [number, number, number] {
		if (plan === undefined) return [farAtOf(place), nowhere, farAtOf(place) + 1]
		const head = this.#headOf.get(plan)!
		const at = this.#pool[head + sleepers]! + sleeperLength * place
		return [at, plan.sleepers[place]!.quiet ? nowhere : head, at + 1]
	}
}

const farAtOf = (assertion: number): number => 1 + farLength * assertion

/** Whether a sleeper is awake, by where it stands; 0: it never sleeps. */
function isAwake(pool: Int32Array, at: number, epoch: number): boolean {
	return at === 0 || pool[at] === epoch
}

/** The first of a group's assertions that is awake; where its alternatives begin if there is none. */
function firstAwake(pool: Int32Array, group: number, epoch: number): number {
	const last = pool[group + 1]!
	let i = group + 2
	while (i < last && !isAwake(pool, pool[i + 1]!, epoch)) i += 2
	return i
}

/** What is asked, with places in the pool. */
function moved(from: readonly number[], by: number, sleeperAt: (place: number) => number): Int32Array {
	const out = Int32Array.from(from)
	const alternatives = (start: number, stop: number): void => {
		for (let at = start; at < stop; at = from[at]!) {
			out[at]! += by
			out[at + 1]! += by
		}
	}
	for (let at = 0; at < from.length; at = from[at]!) {
		alternatives(at + 3, from[at + 2]!)
		for (let group = from[at + 2]!; group < from[at]!; group = from[group]!) {
			for (let i = group + 2; i < from[group + 1]!; i += 2)
				out[i + 1] = from[i + 1]! < 0 ? 0 : sleeperAt(from[i + 1]!)
			alternatives(from[group + 1]!, from[group]!)
			out[group]! += by
			out[group + 1]! += by
		}
		out[at]! += by
		out[at + 2]! += by
	}
	return out
}
