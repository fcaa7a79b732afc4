/**
 * Finds out what is wrong by trying what would mend it.
 *
 * Each candidate is made on a copy and the copy judged. One change that silences every finding is the one fault
 * behind them; otherwise the change that silences most explains those, and so on with the rest. A change that
 * only the supplier can make is tried with a value that stands in for it: it tells the place and the cause, and
 * is asked for, never offered.
 */
import type { Finding, Location } from '#engine'
import { Tree } from '#engine'
import type { TermId } from '../terms/names.ts'
import { growth } from './absences.ts'
import { type Candidate, kindsOfMend } from './candidate.ts'
import { candidatesFor } from './candidates.ts'
import { type Looked, look, type RunRules } from './look.ts'
import { type Edit, patched, told } from './patch.ts'

export interface Tried {
	readonly candidate: Candidate
	readonly edits: readonly Edit[]
	/** The element to change, or to insert into. */
	readonly place: Location
	readonly text: string
	/** Rule → how many of its findings go. */
	readonly silences: ReadonlyMap<string, number>
	/** Rules that refuse more than before. */
	readonly adds: readonly string[]
	/** Nothing refuses any more. */
	readonly heals: boolean
	readonly cost: number
}

export interface Cause {
	/** Rule → how many of its findings follow from this cause. */
	readonly silences: ReadonlyMap<string, number>
	readonly best: Tried
	/** Proven changes, the likeliest first. */
	readonly mends: readonly Tried[]
}

export interface Search {
	readonly looked: Looked
	readonly causes: readonly Cause[]
	/** Findings of these rules stay without a cause that a change shows. */
	readonly left: ReadonlyMap<string, number>
	/** By rule: where what it misses would go, though that alone would not do. */
	readonly hints: ReadonlyMap<string, Hint>
}

/** An untried place. */
export interface Hint {
	readonly edit: Edit
	readonly term?: TermId
}

export interface SearchOptions {
	readonly run: RunRules
	readonly refuses: (finding: Finding) => boolean
	/** Most characters judged in trials; a longer document is not searched. */
	readonly effort?: number
}

const mostTrials = 90
/** Characters judged in trials unless told. */
export const usualEffort = 6_000_000

/** Undefined for a text that is no invoice, that nothing refuses, or that is too long. */
export function search(text: string, options: SearchOptions): Search | undefined {
	const { run, refuses, effort = usualEffort } = options
	// A document so large is judged, but not over and over.
	if (text.length > effort) return undefined
	const looked = look(text, run, refuses)
	if (looked === undefined || looked.refusing.length === 0) return undefined
	const trials = Math.min(mostTrials, Math.floor(effort / Math.max(1, text.length)))
	const into = new Tree()
	const candidates = candidatesFor(looked)
	const hints = hintsOf(looked, candidates)
	const tried = candidates
		.sort((a, b) => costOf(a) - costOf(b))
		.slice(0, trials)
		.flatMap((candidate) => attempt(looked, candidate, options, into))
	return { looked, ...causesOf(looked.counts, tried), hints }
}

function hintsOf({ tree }: Looked, candidates: readonly Candidate[]): Map<string, Hint> {
	const hints = new Map<string, Hint>()
	for (const { rule, edits, term } of candidates) {
		const [edit] = edits
		if (rule === undefined || edit === undefined || hints.has(rule)) continue
		hints.set(rule, { edit: told(tree, edit), ...(term !== undefined && { term }) })
	}
	return hints
}

function costOf({ kind, extra }: Candidate): number {
	return kindsOfMend[kind].cost + (extra ?? 0)
}

function attempt(looked: Looked, candidate: Candidate, { run, refuses }: SearchOptions, into: Tree): Tried[] {
	const { tree } = looked
	let text = patched(tree, candidate.edits)
	const edits = candidate.edits.map((edit) => told(tree, edit))
	const [first] = candidate.edits
	if (first === undefined) return []
	let after = look(text, run, refuses, into)
	const inside = insideOf(candidate, edits[0]!)
	for (
		let round = 0;
		round < 4 && inside !== undefined && after !== undefined && after.refusing.length > 0;
		round++
	) {
		const more = growth(after, inside)
		if (more.length === 0) break
		const grown = patched(after.tree, more)
		const next = look(grown, run, refuses)
		if (next === undefined || next.refusing.length >= after.refusing.length + more.length) break
		edits.push(...more.map((edit) => told(after!.tree, edit)))
		text = grown
		after = next
	}
	if (after === undefined) return []
	const silences = new Map<string, number>()
	const adds: string[] = []
	for (const rule of new Set([...looked.counts.keys(), ...after.counts.keys()])) {
		const change = (after.counts.get(rule) ?? 0) - (looked.counts.get(rule) ?? 0)
		if (change < 0) silences.set(rule, -change)
		if (change > 0) adds.push(rule)
	}
	if (silences.size === 0) return []
	const worse = after.unsoundness - looked.unsoundness
	// What removes an element removes its flaws with it: that proves nothing.
	const cost = costOf(candidate) + 4 * (candidate.kind === 'hollow' ? Math.max(0, worse) : worse)
	return [
		{
			candidate,
			edits,
			place: candidate.place === undefined ? edits[0]!.location : tree.locate(candidate.place),
			text,
			silences,
			adds,
			heals: after.refusing.length === 0,
			cost,
		},
	]
}

/** Path of the element made, of a candidate that makes one. */
function insideOf({ edits: [edit] }: Candidate, { location, xml }: Edit): string | undefined {
	if (edit?.op !== 'insert' || xml === undefined) return undefined
	const name = /^<([^\s/>]+)/.exec(xml)![1]!
	return `${location.path === '/' ? '' : location.path}/${name}[`
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((a, b) => a + b, 0)

function causesOf(
	counts: ReadonlyMap<string, number>,
	tried: readonly Tried[],
): Pick<Search, 'causes' | 'left'> {
	const left = new Map(counts)
	const causes: Cause[] = []
	while (sum(left.values()) > 0 && causes.length < 20) {
		const gain = ({ silences }: Tried): number =>
			sum([...silences].map(([rule, count]) => Math.min(count, left.get(rule) ?? 0)))
		const useful = tried.filter((one) => one.adds.length === 0 && gain(one) > 0)
		const ranked = useful.sort((a, b) => gain(b) - gain(a) || a.cost - b.cost)
		const [best] = ranked
		if (best === undefined) break
		const most = gain(best)
		const mends = ranked.filter((one) => gain(one) === most && kindsOfMend[one.candidate.kind].known)
		const silences = new Map<string, number>()
		for (const [rule, count] of best.silences) {
			const taken = Math.min(count, left.get(rule) ?? 0)
			if (taken === 0) continue
			silences.set(rule, taken)
			left.set(rule, left.get(rule)! - taken)
		}
		causes.push({ silences, best, mends: mends.slice(0, 3) })
	}
	return { causes, left: new Map([...left].filter(([, count]) => count > 0)) }
}

/** The term that a change is about. */
export function termOf({ candidate }: Tried): TermId | undefined {
	return candidate.term
}
