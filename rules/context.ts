/** What a document is judged by, and what is known of it beside its bytes. */
import type { Limits, RuleSet, Tree } from '#engine'
import type { OwnRuleSetId } from '#schematron'
import type { Choice, National } from './choice.ts'
import type { Original } from './original.ts'
import type { PlatformRules } from './platform/load.ts'
import type { Surroundings } from './platform/surroundings.ts'
import type { Schema } from './schema.ts'
import type { StructureMode } from './structure/remarks.ts'
import type { CheckedWith } from './verdict.ts'

/** A compiled rule set, and what a verdict says of it: name, version and digest, its own and its code lists'. */
export interface LoadedRuleSet {
	readonly ruleSet: RuleSet
	readonly checkedWith: readonly CheckedWith[]
}

/** What the rules beyond the published ones do: they warn unless told. */
export type Beyond = 'off' | 'warn' | 'refuse'

/** Which rule sets judge. */
export type Rules =
	/** Those that the document's syntax and profile call for, by id. */
	| {
			readonly kind: 'chosen'
			readonly load: (id: OwnRuleSetId, asOf: string) => LoadedRuleSet
			readonly beyond?: Beyond
			/** National rule sets, where the document calls for them; none unless given. */
			readonly national?: National
			/** Which national sets a document calls for; as choices.json says unless given. */
			readonly choices?: readonly Choice[]
			/** The bundle that all of them are from, as verdicts name it. */
			readonly bundle?: CheckedWith
	  }
	/** These alone, whatever the document is. */
	| { readonly kind: 'alone'; readonly ruleSets: readonly LoadedRuleSet[] }

export interface ValidationContext {
	/** Path or name shown in the verdict. */
	readonly source: string
	/** SHA-256 of the bytes, lower-case hexadecimal. */
	readonly sha256: string
	/** The date whose rules apply, year-month-day. */
	readonly asOf: string
	readonly rules: Rules
	/** What a fault of structure does: it refuses, unless rule sets judge alone; then none is looked for. */
	readonly structure?: StructureMode
	/** A schema that the user brings. */
	readonly schema?: Schema
	/** The readable original that came with it. */
	readonly original?: Original
	/** The platform's own rules and what they ask; not checked unless given. */
	readonly platform?: Platform
	readonly failOn?: 'fatal' | 'warning'
	/** Bounds that differ from the usual ones. */
	readonly limits?: Partial<Limits>
	/** SHA-256 of a file that was taken out of the one received. */
	readonly digest?: (bytes: Uint8Array) => string
	/** The bytes are not needed afterwards: their memory is given back as soon as they are decoded. */
	readonly consume?: boolean
	/** Milliseconds from any start; without it, no document is too slow. */
	readonly clock?: () => number
	/** A tree to fill again, whose former document is no longer needed. */
	readonly into?: Tree
	/** Called for each rule that fires, by its index in the rule set's program, in no particular order. */
	readonly onFired?: (ruleSet: RuleSet, rule: number) => void
}

/** What the platform's own rules need beside the document. */
export interface Platform extends Omit<Surroundings, 'asOf' | 'sha256'> {
	readonly rules: PlatformRules
	/** How a verdict names the rules: id, version, digest of their files. */
	readonly checkedWith: CheckedWith
}

/** What a fault of structure does. */
export function structureModeOf({ rules, structure }: ValidationContext): StructureMode {
	return structure ?? (rules.kind === 'alone' ? 'off' : 'refuse')
}
