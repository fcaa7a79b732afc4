/**
 * Lists of facts: alternatives, each of which holds whole.
 *
 * They are joined as `and` and `or` join conditions, each kept once, those first that need not look at texts; and
 * kept short, since to ask for facts costs too.
 */
import type { Fact, NameStep } from './program.ts'

/** Any of them, each holding whole: no alternative says that nothing is known, an empty one that it always holds. */
export type Facts = readonly (readonly Fact[])[]

export type Steps = readonly NameStep[]

export const never: Facts = []
export const always: Facts = [[]]

/** More alternatives, or longer ones, cost more than they spare. */
const mostAlternatives = 6
const mostFacts = 12

export const filled = (steps: Steps): readonly Fact[] => [{ is: 'filled', steps }]
export const once = (steps: Steps): readonly Fact[] => [
	{ is: 'single', steps },
	{ is: 'each', steps },
]

/** The same facts of what those steps lead to. */
export const below = (steps: Steps, facts: readonly Fact[]): readonly Fact[] =>
	facts.map((fact) =>
		fact.is === 'unkept' || fact.steps[0]?.root ? fact : { ...fact, steps: [...steps, ...fact.steps] },
	)

export function both(a: Facts, b: Facts): Facts {
	if (a.length === 0 || b.length === 0) return never
	return limited(a.flatMap((left) => b.map((right) => [...left, ...right])))
}

/** Each once, and those first that need not look at texts. */
export function limited(facts: Facts): Facts {
	if (facts.length === 0 || (facts.length === 1 && facts[0]!.length < 2)) return facts
	const seen = new Map<string, readonly Fact[]>()
	for (const all of facts) {
		const each = [...new Map(all.map((fact) => [JSON.stringify(fact), fact])).values()]
		each.sort((a, b) => looks(a) - looks(b))
		if (each.length <= mostFacts) seen.set(JSON.stringify(each), each)
	}
	if (seen.has('[]')) return always
	const looking = (all: readonly Fact[]): number => Math.max(0, ...all.map(looks))
	return [...seen.values()].sort((a, b) => looking(a) - looking(b)).slice(0, mostAlternatives)
}

const looks = ({ is }: Fact): number => (is === 'passes' ? 1 : 0)
