/**
 * Assertions that sleep: they pass wherever certain paths do not occur, and run where the document's paths wake them.
 */
import type { Tree } from '../tree/tree.ts'
import type { Planner } from './plan.ts'
import type { Program } from './program.ts'

export class Wakes {
	readonly #program: Program
	readonly #planner: Planner
	/** By rule: the assertions that the document in hand woke, but those that facts may spare. */
	readonly woken: readonly number[][]
	/** By assertion: it sleeps unless woken; */
	readonly #sleeps: readonly boolean[]
	/** the run that woke it, */
	readonly #wokenAt: Int32Array
	/** and that in which a path of it was met once. */
	readonly #seenAt: Int32Array
	/** Rules with an assertion awake. */
	#awake: number[] = []

	constructor(program: Program, planner: Planner) {
		this.#program = program
		this.#planner = planner
		this.woken = program.rules.map(() => [])
		this.#sleeps = program.assertions.map(({ guard }) => guard !== undefined)
		this.#wokenAt = new Int32Array(program.assertions.length)
		this.#seenAt = new Int32Array(program.assertions.length)
	}

	/** Whether the assertion sleeps in that run. */
	isAsleep(assertion: number, epoch: number): boolean {
		return this.#sleeps[assertion]! && this.#wokenAt[assertion] !== epoch
	}

	/** Whether one of the rules has an assertion that was woken. */
	any(rules: readonly number[]): boolean {
		for (let i = 0; i < rules.length; i++) if (this.woken[rules[i]!]!.length > 0) return true
		return false
	}

	/** Finds the assertions that the document's paths wake. */
	wake(tree: Tree, epoch: number): void {
		for (const rule of this.#awake) this.woken[rule]!.length = 0
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
		const { rule, quiet } = this.#program.assertions[assertion]!
		if (quiet !== undefined) return
		const woken = this.woken[rule]!
		if (woken.length === 0) this.#awake.push(rule)
		woken.push(assertion)
	}
}
