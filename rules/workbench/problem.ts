/**
 * What the linter finds: a place, what is wrong there, and how to mend it.
 *
 * A finding that is meant stands in exemptions.json with its reason; one that no longer occurs is stale, and told.
 */
import type { Position } from '#engine'
import entries from './exemptions.json' with { type: 'json' }

export const problemKinds = {
	unreadable: 'the file cannot be read as rules',
	'never-true': 'a condition that can never hold',
	'always-true': 'a condition that always holds',
	'no-such-path': 'a path that no document of the format has',
	'not-carried': 'a term, or a part of one, that a syntax cannot carry',
	shadowed: 'a rule that an earlier one of its pattern leaves nothing to',
	binding: 'a term or rule that means something else in UBL than in CII',
	language: 'a message that one language lacks',
	expired: 'a day that is past, or days that contradict each other',
	'duplicate-id': 'two rules of one id',
	'unknown-code': 'a code that its list does not have',
	'slow-pattern': 'a regular expression that can take forever',
} as const satisfies Readonly<Record<string, string>>

export type ProblemKind = keyof typeof problemKinds

export interface Problem extends Position {
	readonly kind: ProblemKind
	readonly rule?: string
	readonly reason: string
	readonly mend: string
}

export interface Exemption {
	/** The rule set's id, or `platform`; a star at the end stands for any rest. */
	readonly set: string
	readonly kind: ProblemKind
	/** Whole rule ids, as a regular expression. */
	readonly rules: string
	/** Text that the reason holds; absent: any. */
	readonly holds?: string
	readonly reason: string
}

export const exemptions = entries as readonly Exemption[]

export interface Linted {
	readonly problems: readonly Problem[]
	readonly exempt: number
	/** Exemptions of this set that exempt nothing. */
	readonly stale: readonly Exemption[]
}

/** Problems without those that are meant. */
export function exempted(set: string, problems: readonly Problem[], list = exemptions): Linted {
	const own = list.filter(
		(one) => one.set === set || (one.set.endsWith('*') && set.startsWith(one.set.slice(0, -1))),
	)
	const used = new Set<Exemption>()
	const left = problems.filter((problem) => {
		const found = own.find(
			({ kind, rules, holds }) =>
				kind === problem.kind &&
				new RegExp(`^(?:${rules})$`, 'u').test(problem.rule ?? '') &&
				(holds === undefined || problem.reason.includes(holds)),
		)
		if (found !== undefined) used.add(found)
		return found === undefined
	})
	return {
		problems: left,
		exempt: problems.length - left.length,
		stale: own.filter((one) => one.set === set && !used.has(one)),
	}
}
