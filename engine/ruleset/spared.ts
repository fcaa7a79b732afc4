/**
 * Whether what a tree knows of a path (quiet.ts) spares assertions there, asked while a document is judged.
 *
 * What an assertion asks of one text alone is asked of all texts of a path. Of a large document, whose nodes are no
 * longer near the processor, all texts of all paths are looked at in one go, before anything else.
 */
import type { Tree } from '../tree/tree.ts'
import type { RunState } from '../xpath/runtime.ts'
import type { Agenda } from './agenda.ts'
import { factLength, facts } from './asked.ts'
import type { Linked } from './program.ts'
import { dynamic } from './run.ts'
import { shape, shapeBits, shapesOf } from './shape.ts'

/** A longer text, kept, would keep the whole document that it is a piece of. */
const longestKept = 12

const allBits = (1 << shapeBits) - 1

export class Spared {
	readonly #linked: Linked
	/** Texts that facts name. */
	readonly #texts: readonly string[]
	/** By check: the last text that passed, and whether it passes without one. */
	readonly #passed: (string | undefined)[] = []
	readonly #without: (boolean | undefined)[] = []
	/** The checks that a text of a path does not pass, as `#failKey` has them; undefined: not looked at. */
	#failing: ReadonlySet<number> | undefined
	/** While it is found out which texts matter: what all of them are taken to say. */
	#assumed: boolean | undefined

	constructor(linked: Linked, texts: readonly string[]) {
		this.#linked = linked
		this.#texts = texts
	}

	/** Does `ask` with all texts of a large document looked at beforehand, unless all rules are asked anyway. */
	withTexts(agenda: Agenda, tree: Tree, state: RunState, whole: boolean, ask: () => void): void {
		try {
			if (!whole) this.#failing = this.#failingTexts(agenda, tree, state)
			ask()
		} finally {
			this.#failing = this.#assumed = undefined
		}
	}

	/** Whether all facts of one of the alternatives from `at` to `end` hold (asked.ts). */
	holdsAny(
		tree: Tree,
		state: RunState,
		shapes: Uint8Array,
		pool: Int32Array,
		at: number,
		end: number,
	): boolean {
		for (let from = at; from < end; from = pool[from]!)
			if (
				wordsHold(shapes, pool, from + 2, pool[from + 1]!) &&
				this.#othersHold(tree, state, shapes, pool, from)
			)
				return true
		return false
	}

	#othersHold(tree: Tree, state: RunState, shapes: Uint8Array, pool: Int32Array, from: number): boolean {
		const end = pool[from]!
		for (let at = pool[from + 1]!; at < end; at += factLength)
			if (!this.#holds(tree, state, shapes, pool[at]!, pool[at + 1]!, pool[at + 2]!)) return false
		return true
	}

	#holds(
		tree: Tree,
		state: RunState,
		shapes: Uint8Array,
		fact: number,
		subject: number,
		value: number,
	): boolean {
		if (fact === facts.passes) return this.#allPass(tree, state, value, subject)
		if (fact === facts.eachUnless)
			return (shapes[subject]! & shape.each) !== 0 || this.#passesWithout(tree, state, value)
		const kept = this.#linked.families![subject]!(tree, state)
		return kept !== undefined && !kept.has(this.#texts[value]!)
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

	#failingTexts(agenda: Agenda, tree: Tree, state: RunState): ReadonlySet<number> {
		const asked = this.#askedTexts(agenda, tree, state)
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
	#askedTexts(agenda: Agenda, tree: Tree, state: RunState): readonly (number[] | undefined)[] {
		const all = new Array<number[] | undefined>(lastPath(tree) + 1).fill(undefined)
		const shapes = shapesOf(tree)
		agenda.eachAsked(tree, state.epoch, (pool, common, groups, own, next) => {
			this.#assumed = false
			if (this.holdsAny(tree, state, shapes, pool, common, groups)) return
			if (this.holdsAny(tree, state, shapes, pool, own, next)) return
			this.#assumed = true
			this.#addTexts(all, tree, state, shapes, pool, common, groups)
			this.#addTexts(all, tree, state, shapes, pool, own, next)
		})
		return all
	}

	/** Adds the checks of the texts that would make one of the alternatives hold. */
	#addTexts(
		all: (number[] | undefined)[],
		tree: Tree,
		state: RunState,
		shapes: Uint8Array,
		pool: Int32Array,
		at: number,
		end: number,
	): void {
		for (let from = at; from < end; from = pool[from]!) {
			const words = pool[from + 1]!
			if (!wordsHold(shapes, pool, from + 2, words) || !this.#othersHold(tree, state, shapes, pool, from))
				continue
			for (let other = words; other < pool[from]!; other += factLength) {
				const path = pool[other + 1]!
				if (pool[other] !== facts.passes || path >= all.length) continue
				const check = pool[other + 2]!
				const checks = all[path]
				if (checks === undefined) all[path] = [check]
				else if (!checks.includes(check)) checks.push(check)
			}
		}
	}

	#failKey(path: number, check: number): number {
		return path * this.#linked.checks!.length + check
	}
}

/** Whether the paths from `at` to `end` are shaped as is said there. */
function wordsHold(shapes: Uint8Array, pool: Int32Array, at: number, end: number): boolean {
	for (let i = at; i < end; i++) {
		const word = pool[i]!
		// Where `each` is asked for it must be there, and nothing else that is asked for.
		if ((shapes[word >>> shapeBits]! & word & allBits) !== (word & shape.each)) return false
	}
	return true
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
