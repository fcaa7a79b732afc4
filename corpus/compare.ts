/**
 * Our findings beside the published ones: per document, per rule, in all.
 *
 * The unit is the multiset of (rule id, severity). A false accusation is a finding of ours that was not
 * published; a miss is one that was published and that we do not have.
 */
import type { Verdict } from '#rules'
import type { Counts } from './expected.ts'

export interface Difference {
	readonly rule: string
	/** A severity, or `error` for a rule that could not be evaluated. */
	readonly severity: string
	readonly expected: number
	readonly got: number
}

/**
 * What we found, counted as a corpus counts it. Findings of reading and judging are no rule's; those of
 * structure are compared with schemas, in structure.ts.
 */
export function countsOfVerdict({ findings }: Pick<Verdict, 'findings'>): Counts {
	const counts = new Map<string, number>()
	const erring = new Set(findings.filter(({ kind }) => kind === 'error').map(({ rule }) => rule))
	for (const { rule, ruleSet, severity } of findings) {
		if (/^(?:recevable|structure)-/.test(ruleSet)) continue
		// A rule that errs on one node has no verdict of its own on the others.
		if (erring.has(rule)) counts.set(`${rule} error`, 1)
		else counts.set(`${rule} ${severity}`, (counts.get(`${rule} ${severity}`) ?? 0) + 1)
	}
	return counts
}

export function differences(expected: Counts, got: Counts, wanted: (rule: string) => boolean): Difference[] {
	const found: Difference[] = []
	for (const key of new Set([...expected.keys(), ...got.keys()])) {
		const [rule, severity] = key.split(' ') as [string, string]
		if (!wanted(rule)) continue
		const [e, g] = [expected.get(key) ?? 0, got.get(key) ?? 0]
		if (e !== g) found.push({ rule, severity, expected: e, got: g })
	}
	return found.sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.severity < b.severity ? -1 : 1))
}

export interface RuleTally {
	readonly rule: string
	/** Documents in which the rule was found by either side. */
	documents: number
	agreeing: number
	falseAccusations: number
	misses: number
}

export interface DocumentTally {
	readonly file: string
	readonly change?: string
	readonly differences: readonly Difference[]
}

export class Tally {
	compared = 0
	agreeing = 0
	/** Findings on which both sides agree, one by one. */
	matched = 0
	falseAccusations = 0
	misses = 0
	readonly rules = new Map<string, RuleTally>()
	readonly disagreeing: DocumentTally[] = []

	add(
		document: { file: string; change?: string },
		expected: Counts,
		got: Counts,
		wanted: (rule: string) => boolean,
	): void {
		const differing = differences(expected, got, wanted)
		this.compared++
		if (differing.length === 0) this.agreeing++
		else this.disagreeing.push({ ...document, differences: differing })

		const wrong = new Set(differing.map(({ rule }) => rule))
		const seen = new Set([...expected.keys(), ...got.keys()].map((key) => key.split(' ')[0]!).filter(wanted))
		for (const rule of seen) {
			const tally = this.#of(rule)
			tally.documents++
			if (!wrong.has(rule)) tally.agreeing++
		}
		for (const { rule, expected: e, got: g } of differing) {
			const tally = this.#of(rule)
			tally.falseAccusations += Math.max(0, g - e)
			tally.misses += Math.max(0, e - g)
			this.falseAccusations += Math.max(0, g - e)
			this.misses += Math.max(0, e - g)
		}
		for (const [key, count] of expected)
			if (wanted(key.split(' ')[0]!)) this.matched += Math.min(count, got.get(key) ?? 0)
	}

	#of(rule: string): RuleTally {
		let tally = this.rules.get(rule)
		if (tally === undefined) {
			tally = { rule, documents: 0, agreeing: 0, falseAccusations: 0, misses: 0 }
			this.rules.set(rule, tally)
		}
		return tally
	}

	/** Rules with a disagreement first, those with the most of it before others; then by id. */
	get ranked(): RuleTally[] {
		const weight = (tally: RuleTally) => tally.falseAccusations + tally.misses
		return [...this.rules.values()].sort((a, b) => weight(b) - weight(a) || (a.rule < b.rule ? -1 : 1))
	}

	/** Documents with the most differences first. */
	get worst(): DocumentTally[] {
		return [...this.disagreeing].sort((a, b) => b.differences.length - a.differences.length)
	}
}
