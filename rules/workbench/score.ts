/**
 * What a run of mutants came to: how many were noticed, which were not, and which of those nobody could notice.
 *
 * A mutant that says the same as its rule in every document is listed in equivalents.json with the reason; it
 * counts neither way. An entry that excuses nothing any more is stale and told.
 */
import entries from './equivalents.json' with { type: 'json' }

/** A mutant as it is shown and excused. */
export interface Shown {
	readonly rule: string
	readonly kind: string
	readonly change: string
	/** The condition as it was, and as it is; for Schematron XPath. */
	readonly test: string
	readonly mutant: string
	readonly file: string
	readonly line: number
}

export interface Equivalent {
	/** The rule set's id, `platform` for the platform rules; a star at the end stands for any rest. */
	readonly set: string
	/** Whole rule ids, as a regular expression. */
	readonly rules: string
	/** The whole change, as a regular expression. */
	readonly change: string
	/** Text that the mutant holds; absent: any. */
	readonly holds?: string
	readonly reason: string
}

export interface Score {
	readonly set: string
	/** Rules or assertions broken. */
	readonly rules: number
	readonly mutants: number
	readonly noticed: number
	readonly equivalent: number
	/** Noticed of those that can be, in percent. */
	readonly score: number
	readonly survivors: readonly Shown[]
	readonly milliseconds: number
}

export const equivalents: readonly Equivalent[] = entries

export function excused(
	set: string,
	{ rule, change, mutant }: Shown,
	list = equivalents,
): Equivalent | undefined {
	return list.find(
		(entry) =>
			(entry.set === set || (entry.set.endsWith('*') && set.startsWith(entry.set.slice(0, -1)))) &&
			new RegExp(`^(?:${entry.rules})$`, 'u').test(rule) &&
			new RegExp(`^(?:${entry.change})$`, 'u').test(change) &&
			(entry.holds === undefined || mutant.includes(entry.holds)),
	)
}

export function scoreOf(
	set: string,
	rules: number,
	mutants: readonly Shown[],
	noticed: (index: number) => boolean,
	milliseconds: number,
): Score {
	const unnoticed = mutants.filter((_, i) => !noticed(i))
	const survivors = unnoticed.filter((mutant) => excused(set, mutant) === undefined)
	const able = mutants.length - unnoticed.length + survivors.length
	return {
		set,
		rules,
		mutants: mutants.length,
		noticed: mutants.length - unnoticed.length,
		equivalent: unnoticed.length - survivors.length,
		score: able === 0 ? 100 : (100 * (mutants.length - unnoticed.length)) / able,
		survivors,
		milliseconds,
	}
}

/** Several sets in one figure. */
export function together(scores: readonly Score[]): number {
	const noticed = scores.reduce((sum, one) => sum + one.noticed, 0)
	const able = scores.reduce((sum, one) => sum + one.noticed + one.survivors.length, 0)
	return able === 0 ? 100 : (100 * noticed) / able
}
