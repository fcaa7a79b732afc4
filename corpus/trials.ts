/**
 * Rule sets tried over every stated case: for the rules team's tools, which count what happens instead of judging.
 */
import { Tree } from '#engine'
import { type LoadedRuleSet, type Rules, validate } from '#rules'
import type { OwnRuleSetId } from '#schematron'
import type { StatedCase } from './case.ts'
import { makeCases } from './cases.ts'
import { asOf } from './runner.ts'

/** A rule set in place of one of ours; `settle` is called after each invoice. */
export interface Tried {
	readonly loaded: LoadedRuleSet
	settle(): void
}

/**
 * Runs each case with the rule sets given in place of ours. Of the sets that a case names, only those given judge;
 * where it names none, those that are not given stay ours.
 */
export function tryCases(
	folder: string,
	tried: ReadonlyMap<string, Tried>,
	load: (id: OwnRuleSetId, asOf: string) => LoadedRuleSet,
	wanted: (stated: StatedCase) => boolean = () => true,
	progress: (done: number) => void = () => {},
): number {
	const encoder = new TextEncoder()
	const into = new Tree()
	const loaded = (id: OwnRuleSetId): LoadedRuleSet => tried.get(id)?.loaded ?? load(id, asOf)
	let done = 0
	for (const { stated, text } of makeCases(folder)) {
		if (!wanted(stated)) continue
		const rules: Rules =
			stated.rules === undefined
				? { kind: 'chosen', load: loaded }
				: {
						kind: 'alone',
						ruleSets: readingsOf(stated.rules)
							.filter((id) => tried.has(id))
							.map(loaded),
					}
		validate(encoder.encode(text), { source: stated.title, sha256: '', asOf, rules, into })
		for (const one of tried.values()) one.settle()
		progress(++done)
	}
	return done
}

/** The sets that a case names, and what the published tests make of them (french/published.json). */
export const readingsOf = (rules: readonly string[]): OwnRuleSetId[] =>
	rules.flatMap((id) => [id, `${id}-published`] as OwnRuleSetId[])
