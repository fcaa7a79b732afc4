/**
 * Rules that never get a node: an earlier rule of their pattern takes all that they could match.
 *
 * Told only where it is sure: an earlier alternative whose steps and conditions are among those of the later one.
 */
import { type Expr, type PatternStep, patternsOf } from '#engine'

interface MatchStep {
	/** Any number of elements may stand before it. */
	readonly gap: boolean
	/** The node test with its axis. */
	readonly test: string
	readonly any: boolean
	readonly predicates: readonly string[]
}

interface Match {
	readonly absolute: boolean
	readonly steps: readonly MatchStep[]
}

/** Index of the earlier context that covers the later one; undefined where none surely does. */
export function shadowedBy(contexts: readonly Expr[], later: number): number | undefined {
	const wanted = matchesOf(contexts[later]!)
	if (wanted.includes(undefined)) return undefined
	const earlier = contexts.slice(0, later).map(matchesOf)
	const by = wanted.map((match) => earlier.findIndex((matches) => matches.some((one) => covers(one, match))))
	return by.includes(-1) ? undefined : by[0]
}

function matchesOf(context: Expr): readonly (Match | undefined)[] {
	return patternsOf(context).map((pattern) => pattern && { ...pattern, steps: pattern.steps.map(stepOf) })
}

function stepOf({ gap, step: { axis, test, predicates } }: PatternStep): MatchStep {
	return {
		gap,
		test: `${axis} ${JSON.stringify(test)}`,
		any: axis === 'child' && test.kind === 'name' && test.uri === undefined && test.local === undefined,
		predicates: predicates.map((predicate) => JSON.stringify(predicate)),
	}
}

function covers(wide: Match | undefined, narrow: Match | undefined): boolean {
	if (wide === undefined || narrow === undefined) return false
	// A relative pattern starts anywhere; an absolute one that begins with // does too.
	const free = (match: Match): boolean => !match.absolute || match.steps[0]?.gap === true
	const fits = (i: number, j: number): boolean => {
		if (i < 0) return free(wide) || (j < 0 && !free(narrow))
		if (j < 0) return false
		const [outer, inner] = [wide.steps[i]!, narrow.steps[j]!]
		if (outer.test !== inner.test && !(outer.any && inner.test.startsWith('child'))) return false
		if (!outer.predicates.every((predicate) => inner.predicates.includes(predicate))) return false
		// A condition on the position counts among what the others leave.
		if (
			outer.predicates.length > 0 &&
			inner.predicates.length > outer.predicates.length &&
			outer.predicates.some(isPositional)
		)
			return false
		if (i === 0) return fits(-1, j - 1)
		if (!outer.gap) return !inner.gap && fits(i - 1, j - 1)
		// The gap may swallow any steps of the narrower pattern.
		for (let k = j - 1; k >= 0; k--) if (fits(i - 1, k)) return true
		return false
	}
	return fits(wide.steps.length - 1, narrow.steps.length - 1)
}

const isPositional = (predicate: string): boolean =>
	/"kind":"number"|"local":"(?:position|last)"/.test(predicate)
