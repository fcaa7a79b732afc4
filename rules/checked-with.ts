/**
 * What a verdict was checked with, each rule set and code list named once.
 *
 * Most documents are checked with the same, so such a list is made once and shared. That spares the comparing, and
 * it spares sending: of verdicts that leave a worker together, a list goes over once.
 */
import type { CheckedWith } from './verdict.ts'

interface Known {
	readonly given: readonly CheckedWith[]
	readonly named: readonly CheckedWith[]
}

/** Newest first. */
const known: Known[] = []
const mostKnown = 32

/** The same list, frozen, for the same names in the same order. */
export function namedOnce(given: readonly CheckedWith[]): readonly CheckedWith[] {
	const found = known.find((one) => alike(one.given, given))
	if (found !== undefined) return found.named
	const named: CheckedWith[] = []
	for (const one of given) if (!named.some((other) => same(one, other))) named.push(one)
	known.unshift({ given, named: Object.freeze(named) })
	if (known.length > mostKnown) known.pop()
	return named
}

function alike(some: readonly CheckedWith[], others: readonly CheckedWith[]): boolean {
	return some.length === others.length && some.every((one, i) => same(one, others[i]!))
}

function same(a: CheckedWith, b: CheckedWith): boolean {
	return a === b || (a.id === b.id && a.sha256 === b.sha256 && a.version === b.version)
}
