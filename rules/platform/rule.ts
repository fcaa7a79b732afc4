/**
 * A platform rule: a json-rules-engine rule (`conditions`, `event`) in an envelope.
 *
 * The conditions describe the fault: where they hold, the event says that the rule is broken. The envelope says
 * when the rule applies and what a supplier reads. A rule is read from a file of its own (read.ts).
 */
import type { Severity } from '#engine'
import type { ReasonCode } from '../catalogue/reasons.ts'
import type { Wording } from '../wording.ts'

export type FactValue = string | number | boolean | readonly string[] | undefined

/** One comparison. `value` may be another fact. */
export interface Comparison {
	readonly fact: string
	readonly operator: string
	readonly value: Scalar | readonly Scalar[] | { readonly fact: string }
}

type Scalar = string | number | boolean

export type Condition =
	| Comparison
	| { readonly all: readonly Condition[] }
	| { readonly any: readonly Condition[] }
	| { readonly not: Condition }
	/** A named condition of conditions.json. */
	| { readonly condition: string }

export type Stage = 'file' | 'structure' | 'european' | 'national' | 'platform' | 'directory' | 'duplicate'
export type Direction = 'emission' | 'reception'

export interface Example {
	readonly title: string
	/** Facts that are set; all others are absent. */
	readonly facts: Readonly<Record<string, string | number | boolean | readonly string[]>>
}

/** One way to break a rule, with words of its own. */
export interface Case {
	readonly when: Condition
	readonly message: Wording
	readonly fix?: Wording
}

export interface PlatformRule {
	readonly id: string
	readonly title: Wording
	readonly stage: Stage
	/** The severity from a day on; the last one begun holds. Before the first the rule does not apply. */
	readonly severity: readonly { readonly from: string; readonly is: Severity }[]
	/** Last day on which it applies. */
	readonly until?: string
	readonly reasonCode: ReasonCode
	readonly terms: readonly string[]
	/** Scopes of scopes.json in which it applies; absent: all. */
	readonly scope?: readonly string[]
	readonly direction?: readonly Direction[]
	readonly channel?: readonly string[]
	/** Sentences may hold `{fact}`. */
	readonly message: Wording
	readonly why: Wording
	readonly fix: Wording
	/** What is said instead where the rule is broken in a certain way; the first that holds. */
	readonly cases?: readonly Case[]
	/** The fact shown as found. */
	readonly found?: string
	readonly expected?: string
	readonly examples: { readonly pass: readonly Example[]; readonly fail: readonly Example[] }
	readonly conditions: Condition
	readonly event: { readonly type: string; readonly params?: Readonly<Record<string, unknown>> }
}

/** Conditions that rules refer to by name. */
export type NamedConditions = Readonly<Record<string, Condition>>
