/**
 * What a rule id means to the person who must correct the invoice.
 *
 * Explanations are looked up by published id, so they serve a published rule set that a user loads as well
 * as the rule texts written here. Each family of ids has its file under explanations/.
 */
import { beyond } from './explanations/beyond.ts'
import { codeLists } from './explanations/codes.ts'
import { conditions } from './explanations/conditions.ts'
import { decimals } from './explanations/decimals.ts'
import type { Entry, Family } from './explanations/entry.ts'
import { extended } from './explanations/extended.ts'
import { flux1 } from './explanations/flux1.ts'
import { french } from './explanations/french.ts'
import { model } from './explanations/model.ts'
import { occurrence } from './explanations/occurrence.ts'
import { relations } from './explanations/relations.ts'
import { sums } from './explanations/sums.ts'
import { surplus } from './explanations/surplus.ts'
import { vat } from './explanations/vat.ts'
import { structureRule } from './structure/explanations.ts'
import type { Syntax } from './syntax.ts'
import { pathOf } from './terms/term.ts'
import { settle } from './typography.ts'
import type { Advice } from './wording.ts'

export interface Explanation extends Advice {
	readonly rule: string
	/** Business terms and groups concerned, as `BT-106`, the one at fault first. */
	readonly terms: readonly string[]
}

const european: readonly Family[] = [
	(rule) => model[rule],
	(rule) => relations[rule],
	(rule) => sums[rule],
	vat,
	decimals,
	codeLists,
	(rule) => conditions[rule],
	french,
	flux1,
	occurrence,
	surplus,
	(rule) => beyond[rule],
	structural,
]

function structural(rule: string): Entry | undefined {
	const advice = structureRule(rule)
	return advice && { terms: [], ...advice }
}

const families: readonly Family[] = [...european, extended((rule, syntax) => firstOf(european, rule, syntax))]

function firstOf(asked: readonly Family[], rule: string, syntax: Syntax | undefined): Entry | undefined {
	for (const family of asked) {
		const entry = family(rule, syntax)
		if (entry !== undefined) return entry
	}
	return undefined
}

/** Explanations already made, by syntax and id; bounded by the number of rules. */
const made = new Map<string, Explanation>()

/** The explanation of a rule, undefined for an id that the catalogue does not know. */
export function explain(rule: string, syntax?: Syntax): Explanation | undefined {
	const key = `${syntax ?? ''} ${rule}`
	let explanation = made.get(key)
	if (explanation !== undefined) return explanation
	for (const family of families) {
		const entry = family(rule, syntax)
		if (entry === undefined) continue
		explanation = fromEntry(rule, entry, syntax)
		made.set(key, explanation)
		return explanation
	}
	return undefined
}

/** Where a datum has to be filled in, the fix says its place in the supplier's own syntax. */
function fromEntry(rule: string, entry: Entry, syntax: Syntax | undefined): Explanation {
	const { terms, fix, place } = entry
	const [message, why] = [settle(entry.message), settle(entry.why)]
	if (place === undefined || syntax === undefined) return { rule, terms, message, why, fix: settle(fix) }
	// Conditions inside the path say nothing to someone who fills it in.
	const path = pathOf(place, syntax).replace(/\[[^\]]*\]/g, '')
	return {
		rule,
		terms,
		message,
		why,
		fix: settle({ fr: `${fix.fr} Emplacement : ${path}`, en: `${fix.en} Place: ${path}` }),
	}
}
