/**
 * Whether what a tree knows of a path (quiet.ts) spares assertions there, asked while a document is judged.
 *
 * What an assertion asks of one text alone is asked of all texts of a path. Of a large document, whose nodes are no
 * longer near the processor, all texts of all paths are looked at in one go, before anything else.
 */
import type { Tree } from '../tree/tree.ts'
import type { RunState } from '../xpath/runtime.ts'
import { facts, type PathPlan, type Planner } from './plan.ts'
import type { Linked } from './program.ts'
import { dynamic } from './run.ts'
import type { Wakes } from './wakes.ts'

/** A longer text, kept, would keep the whole document that it is a piece of. */
const longestKept = 12

const none: readonly number[] = []

export class Spared {
	readonly #linked: Linked
	readonly #planner: Planner
	readonly #wakes: Wakes
	/** By check: the last text that passed, and whether it passes without one. */
	readonly #passed: (string | undefined)[] = []
	readonly #without: (boolean | undefined)[] = []
	/** The checks that a text of a path does not pass, as `#failKey` has them; undefined: not looked at. */
	#failing: ReadonlySet<number> | undefined
	/** While it is found out which texts matter: what all of them are taken to say. */
	#assumed: boolean | undefined

	constructor(linked: Linked, planner: Planner, wakes: Wakes) {
		this.#linked = linked
		this.#planner = planner
		this.#wakes = wakes
	}

	/** Does `ask` with all texts of a large document looked at beforehand, unless all rules are asked anyway. */
	withTexts(tree: Tree, state: RunState, whole: boolean, ask: () => void): void {
		try {
			if (!whole) this.#failing = this.#failingTexts(tree, state)
			ask()
		} finally {
			this.#failing = this.#assumed = undefined
		}
	}

	/** Of the assertions that facts may spare at a path, those that they do not. */
	dueAmong({ quiet }: PathPlan, tree: Tree, state: RunState, whole: boolean): readonly number[] {
		let due: number[] | undefined
		let at = 0
		while (at < quiet.length) {
			const assertion = quiet[at]!
			const next = quiet[at + 1]!
			if (
				!this.#wakes.isAsleep(assertion, state.epoch) &&
				(whole || !this.#holdsAny(tree, state, quiet, at + 2, next))
			)
				(due ??= []).push(assertion)
			at = next
		}
		return due ?? none
	}

	/** Whether all facts of one of the alternatives from `at` to `end` hold. */
	#holdsAny(tree: Tree, state: RunState, quiet: readonly number[], at: number, end: number): boolean {
		for (let from = at; from < end; from = quiet[from]!)
			if (this.#holdsAll(tree, state, quiet, from)) return true
		return false
	}

	/** Whether all facts of the alternative from `from` on hold. */
	#holdsAll(tree: Tree, state: RunState, quiet: readonly number[], from: number): boolean {
		const stop = quiet[from]!
		let fact = from + 1
		while (fact < stop && this.#holds(tree, state, quiet, fact)) fact += 4
		return fact >= stop
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
		if (this.#assumed !== undefined) return this.#assumed
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

	#failingTexts(tree: Tree, state: RunState): ReadonlySet<number> {
		const asked = this.#askedTexts(tree, state)
		this.#assumed = undefined
		// By path: the text before, since a text that is the same passes the same.
		const before = new Array<string | undefined>(asked.length).fill(undefined)
		const failing = new Set<number>()
		for (let node = 1; node < tree.count; node++) {
			const path = tree.path[node]!
			const checks = asked[path]
			if (checks === undefined || path === 0) continue
			const text = tree.stringValue(node)
			if (text === before[path]) continue
			before[path] = text
			for (let i = checks.length - 1; i >= 0; i--)
				if (!this.#passes(tree, state, checks[i]!, text)) {
					failing.add(this.#failKey(path, checks[i]!))
					checks.splice(i, 1)
				}
		}
		return failing
	}

	/** By path: the checks of texts that decide whether an assertion is spared, where all else has been asked. */
	#askedTexts(tree: Tree, state: RunState): readonly (number[] | undefined)[] {
		const asked = new Array<number[] | undefined>(lastPath(tree) + 1).fill(undefined)
		for (let i = 0; i < tree.presentCount; i++) {
			const { quiet, textsAsked } = this.#planner.plan(tree.pathsPresent[i]!)
			for (let k = 0; k < textsAsked.length; k += 4) {
				const path = textsAsked[k + 2]!
				const check = textsAsked[k + 3]!
				if (path >= asked.length || !this.#decides(tree, state, quiet, textsAsked[k]!, textsAsked[k + 1]!))
					continue
				const checks = asked[path]
				if (checks === undefined) asked[path] = [check]
				else if (!checks.includes(check)) checks.push(check)
			}
		}
		return asked
	}

	/** Whether the texts of the alternative that begins at `from` spare the assertion at `at`, or do not. */
	#decides(tree: Tree, state: RunState, quiet: readonly number[], at: number, from: number): boolean {
		if (this.#wakes.isAsleep(quiet[at]!, state.epoch)) return false
		this.#assumed = true
		if (!this.#holdsAll(tree, state, quiet, from)) return false
		this.#assumed = false
		return !this.#holdsAny(tree, state, quiet, at + 2, quiet[at + 1]!)
	}

	#failKey(path: number, check: number): number {
		return path * this.#linked.checks!.length + check
	}
}

/** The highest path that the document has. */
export function lastPath({ pathsPresent, presentCount }: Tree): number {
	let last = 0
	for (let i = 0; i < presentCount; i++) if (pathsPresent[i]! > last) last = pathsPresent[i]!
	return last
}

/** A check that raises an error passes nothing: the assertion itself tells of it. */
function unevaluated(error: unknown): false {
	dynamic(error)
	return false
}
