/**
 * What a rule id means to the person who must correct the invoice.
 *
 * Explanations are looked up by published id, so they serve a published rule set that a user loads as well
 * as the rule texts written here.
 */
import type { Syntax } from './syntax.ts'
import type { Advice } from './wording.ts'

export interface Explanation extends Advice {
	readonly rule: string
	/** Business terms and groups concerned, as `BT-106`, the one at fault first. */
	readonly terms: readonly string[]
}

/** The explanation of a rule, undefined for an id that the catalogue does not know. */
export function explain(_rule: string, _syntax: Syntax | undefined): Explanation | undefined {
	return undefined
}
