/**
 * What a verdict was checked with, each rule set and code list named once.
 *
 * Most documents are checked with the same, so such a list is made once and shared. That spares the comparing, and
 * it spares sending: of verdicts that leave a worker together, a list goes over once. Whoever names something gives
 * the same list each time, so that mostly a look at which lists they are will do.
 */
import type { CheckedWith } from './verdict.ts'

type Lists = readonly (readonly CheckedWith[])[]

interface Known {
	/** As they were given last, */
	lists: Lists
	/** what they hold, */
	readonly given: readonly CheckedWith[]
	/** and that without repetitions. */
	readonly named: readonly CheckedWith[]
}

/** Newest first. */
const known: Known[] = []
const mostKnown = 32

/** The same list, frozen, for lists that hold the same names in the same order. */
export function namedOnce(...lists: Lists): readonly CheckedWith[] {
	for (let i = 0; i < known.length; i++) if (areSame(known[i]!.lists, lists)) return known[i]!.named
	const given = lists.flat()
	const found = known.find((one) => alike(one.given, given))
	if (found !== undefined) {
		found.lists = lists
		return found.named
	}
	const named: CheckedWith[] = []
	for (const one of given) if (!named.some((other) => same(one, other))) named.push(one)
	known.unshift({ lists, given, named: Object.freeze(named) as readonly CheckedWith[] })
	if (known.length > mostKnown) known.pop()
	return named
}

function areSame(some: Lists, others: Lists): boolean {
	if (some.length !== others.length) return false
	for (let i = 0; i < some.length; i++) if (some[i] !== others[i]) return false
	return true
}

function alike(some: readonly CheckedWith[], others: readonly CheckedWith[]): boolean {
	return some.length === others.length && some.every((one, i) => same(one, others[i]!))
}

function same(a: CheckedWith, b: CheckedWith): boolean {
	return a === b || (a.id === b.id && a.sha256 === b.sha256 && a.version === b.version)
}
