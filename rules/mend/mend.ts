/**
 * A verdict with its causes: what to correct first, where, how, and which findings go with it.
 *
 * Works on a verdict that refuses; any other comes back as it is. The document itself is never changed.
 */
import type { Finding } from '#engine'
import { causalRank } from '../catalogue/reasons.ts'
import type { Rules } from '../context.ts'
import { judgingOn, run } from '../rule-sets.ts'
import type { StructureMode } from '../structure/remarks.ts'
import { searchTyped } from '../typed/mend.ts'
import type { Judged } from '../validation.ts'
import type { ExplainedFinding, Rejection, Verdict } from '../verdict.ts'
import type { RunRules } from './look.ts'
import { askOf, type Fix, type MendPlace, type Patch, patchOf, placeAt, placeOf } from './proposal.ts'
import { type Cause, type Search, search, usualEffort } from './search.ts'

export interface MendContext {
	readonly rules: Rules
	/** Year-month-day. */
	readonly asOf: string
	readonly failOn?: 'fatal' | 'warning'
	/** As in the verdict's own context. */
	readonly structure?: StructureMode
	/** Most characters judged in trials; six million unless told. */
	readonly effort?: number
}

export interface Mended {
	/** With root causes, places and proven patches. */
	readonly verdict: Verdict
	/** The text with the first patch of the first cause made, where there is one. */
	readonly text?: string
}

export function mended(judged: Judged, context: MendContext): Mended {
	const { verdict } = judged
	const text = worthSearching(verdict, context) ? judged.text : undefined
	const found = text === undefined ? undefined : searchIn(text, verdict, context)
	if (found === undefined) return { verdict }
	const first = found.causes[0]?.mends[0]
	return { verdict: withCauses(verdict, found), ...(first !== undefined && { text: first.text }) }
}

export interface Corrected {
	/** The corrected text; the same where nothing could be done. */
	readonly text: string
	/** What was changed, in the order in which it was done; places are those of the text at that moment. */
	readonly patches: readonly Patch[]
	/** Nothing refuses the corrected text. */
	readonly heals: boolean
}

/** Makes the first patch of the first cause, judges again, and so on as far as it goes. */
export function corrected(judged: Judged, context: MendContext): Corrected | undefined {
	const { verdict } = judged
	const text = worthSearching(verdict, context) ? judged.text : undefined
	if (text === undefined) return undefined
	const patches: Patch[] = []
	let current = text
	let heals = verdict.verdict === 'accepted'
	for (let round = 0; round < mostRounds; round++) {
		const found = searchIn(current, verdict, context)
		const tried = found?.causes.flatMap(({ mends }) => mends.slice(0, 1))[0]
		if (tried === undefined) break
		patches.push(patchOf(tried))
		current = tried.text
		heals = tried.heals
	}
	return { text: current, patches, heals }
}

/** The text of a document too large to be searched is not even made. */
function worthSearching({ carrier, document }: Verdict, { effort = usualEffort }: MendContext): boolean {
	return carrier === 'pdf' || document.bytes <= mostBytes * effort
}

/** Bytes that a UTF-16 unit may have taken. */
const mostBytes = 3

/** Faults that are corrected one after another. */
const mostRounds = 8

function searchIn(text: string, verdict: Verdict, context: MendContext): Search | undefined {
	if (verdict.rejections.length === 0 || verdict.syntax === undefined) return undefined
	const { rules, asOf, failOn } = context
	const structure = context.structure ?? (rules.kind === 'alone' ? 'off' : 'refuse')
	const runRules: RunRules = (tree, recognition) =>
		run(tree, judgingOn(tree, recognition, { rules, asOf }), { asOf }).findings
	const refuses = ({ rule, severity, kind }: Finding): boolean =>
		rule.startsWith('STRUCT-')
			? structure === 'refuse' || (structure === 'warn' && failOn === 'warning')
			: severity === 'fatal' || kind === 'error' || (failOn === 'warning' && severity === 'warning')
	const searched = verdict.carrier === 'json' ? searchTyped : search
	return searched(text, {
		run: runRules,
		refuses,
		...(context.effort !== undefined && { effort: context.effort }),
	})
}

interface Group {
	readonly indexes: readonly number[]
	readonly root: number
	readonly cause?: Cause
}

function withCauses(verdict: Verdict, found: Search): Verdict {
	const groups = groupsOf(verdict, found)
	const causedBy = new Map<number, number>()
	const causes = new Map<number, Cause>()
	const places = new Map<number, MendPlace>()
	for (const { indexes, root, cause } of groups) {
		const hint = found.hints.get(verdict.findings[root]!.rule)
		if (cause !== undefined) causes.set(root, cause)
		if (cause !== undefined) places.set(root, placeOf(cause.best))
		else if (hint !== undefined) places.set(root, placeAt(hint.edit, hint.term))
		for (const index of indexes) if (index !== root) causedBy.set(index, root)
	}
	const findings = verdict.findings.map((finding, index): ExplainedFinding => {
		const origin = causedBy.get(index)
		const cause = causes.get(index)
		const place = places.get(index)
		return {
			...finding,
			...(cause !== undefined && { fix: fixOf(finding, cause) }),
			...(place !== undefined && { place }),
			...(origin !== undefined && { causedBy: origin }),
		}
	})
	const rejections = verdict.rejections.map((rejection) => withRoot(rejection, places, groups))
	return { ...verdict, findings, rejections }
}

function fixOf({ fix }: ExplainedFinding, { best, mends }: Cause): Fix {
	const [patch, ...alternatives] = mends.map(patchOf)
	const ask = askOf(best)
	return {
		...fix,
		...(patch !== undefined && { patch }),
		...(alternatives.length > 0 && { alternatives }),
		...(ask !== undefined && { ask }),
	}
}

function withRoot(
	rejection: Rejection,
	places: ReadonlyMap<number, MendPlace>,
	groups: readonly Group[],
): Rejection {
	const first = groups.find(({ indexes }) => indexes.some((index) => rejection.findings.includes(index)))
	const root = first?.root ?? rejection.rootCause
	const place = places.get(root)
	return { ...rejection, rootCause: root, ...(place !== undefined && { place }) }
}

/** Findings by cause, the cause that explains most first; those without one are joined by what they are about. */
function groupsOf({ findings, rejections }: Verdict, { causes }: Search): Group[] {
	const open = new Set(rejections.flatMap((rejection) => rejection.findings))
	const groups: Group[] = []
	for (const cause of causes) {
		const counts = new Map(cause.silences)
		const indexes = [...open].filter((index) => {
			const { rule } = findings[index]!
			const left = counts.get(rule) ?? 0
			if (left > 0) counts.set(rule, left - 1)
			return left > 0
		})
		if (indexes.length === 0) continue
		for (const index of indexes) open.delete(index)
		groups.push({ indexes, root: rootOf(findings, indexes, cause), cause })
	}
	for (const index of [...open]) {
		const near = groups.findIndex(
			({ indexes, cause }) =>
				cause === undefined && indexes.some((other) => related(findings[index]!, findings[other]!)),
		)
		const group = groups[near]
		if (group === undefined) groups.push({ indexes: [index], root: index })
		else {
			const indexes = [...group.indexes, index]
			groups[near] = { indexes, root: rootOf(findings, indexes) }
		}
	}
	return groups
}

/** What is about the same term follows from the same fault. */
function related(a: ExplainedFinding, b: ExplainedFinding): boolean {
	return a.terms.some((term) => b.terms.includes(term))
}

/** The finding about the term that the cause is about, else the lowest in the arithmetic. */
function rootOf(findings: readonly ExplainedFinding[], indexes: readonly number[], cause?: Cause): number {
	const term = cause?.best.candidate.term
	const rank = (index: number): number => {
		const { rule, kind, terms } = findings[index]!
		return causalRank(rule, kind === 'error') + (term !== undefined && terms[0] === term ? -0.5 : 0)
	}
	return indexes.reduce((first, index) => (rank(index) < rank(first) ? index : first))
}
