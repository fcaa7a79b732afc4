/**
 * The whole way of one document: bytes, text, Tree, syntax, rule sets, findings, Verdict.
 *
 * Pure: the digest of the bytes, the date and the compiled rule sets are given, since hashing, clocks and
 * files stand at the edges. What goes wrong with the document becomes a verdict; a Fault passes through.
 */
import {
	decode,
	type Finding,
	type ParseLimits,
	parseFailure,
	parseTree,
	type ReadFailure,
	type RuleSet,
	type Tree,
} from '#engine'
import type { OwnRuleSetId } from '#schematron'
import { judge } from './judge.ts'
import { measuring } from './measure.ts'
import { recognise, type Syntax } from './syntax.ts'
import type { CheckedWith, Verdict } from './verdict.ts'

/** A compiled rule set, and what a verdict says of it: name, version and digest, its own and its code lists'. */
export interface LoadedRuleSet {
	readonly ruleSet: RuleSet
	readonly checkedWith: readonly CheckedWith[]
}

/** Which rule sets judge. */
export type Rules =
	/** Those that the document's syntax and profile call for, by id. */
	| { readonly kind: 'chosen'; readonly load: (id: OwnRuleSetId, asOf: string) => LoadedRuleSet }
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
	readonly failOn?: 'fatal' | 'warning'
	/** Most findings to keep in the verdict. */
	readonly maxFindings?: number
	readonly maxBytes?: number
	readonly limits?: Partial<ParseLimits>
	/** A tree to fill again, whose former document is no longer needed. */
	readonly into?: Tree
	/** Called for each rule that fires, by its index in the rule set's program, in no particular order. */
	readonly onFired?: (ruleSet: RuleSet, rule: number) => void
}

export interface Judged {
	readonly verdict: Verdict
	/** The decoded document; absent where the bytes could not be decoded. */
	readonly text?: string
}

const ruleSetsOf: Readonly<Record<Syntax, readonly OwnRuleSetId[]>> = {
	'ubl-invoice': ['en16931-ubl'],
	'ubl-credit-note': ['en16931-ubl'],
	cii: ['en16931-cii'],
}

export function validate(bytes: Uint8Array, context: ValidationContext): Judged {
	const limit = context.maxBytes === undefined ? {} : { maxBytes: context.maxBytes }
	const decoded = decode(bytes, limit)
	if (decoded.kind === 'read-failure') return { verdict: unreadable(bytes, context, decoded) }

	const { text } = decoded
	const { tree, failure } = parseTree(text, {
		...(context.limits && { limits: context.limits }),
		...(context.into && { into: context.into }),
	})
	if (failure !== undefined) return { verdict: unreadable(bytes, context, parseFailure(failure, text)), text }

	const recognition = recognise(tree)
	const { rules } = context
	const judgedByOwn = recognition.syntax !== undefined && recognition.envelope === undefined
	const loaded =
		rules.kind === 'alone'
			? rules.ruleSets
			: judgedByOwn
				? ruleSetsOf[recognition.syntax].map((id) => rules.load(id, context.asOf))
				: []
	const findings: Finding[] = []
	let fired = 0
	const { onFired } = context
	for (const { ruleSet } of loaded) {
		const run = ruleSet.run(tree, {
			now: `${context.asOf}T00:00:00Z`,
			...(onFired && { onFired: (rule) => onFired(ruleSet, rule) }),
		})
		findings.push(...run.findings)
		fired += run.fired
	}
	const verdict = judge({
		...common(bytes, context),
		recognition,
		findings,
		fired,
		checkedWith: loaded.flatMap(({ checkedWith }) => checkedWith),
		rulesAlone: rules.kind === 'alone',
		measure: measuring(tree, recognition),
	})
	return { verdict, text }
}

function unreadable(bytes: Uint8Array, context: ValidationContext, failure: ReadFailure): Verdict {
	const carrier = failure.id === 'READ-PDF' ? ('pdf' as const) : ('xml' as const)
	return judge({
		...common(bytes, context),
		carrier,
		unreadable: failure,
		findings: [],
		fired: 0,
		checkedWith: [],
	})
}

function common(bytes: Uint8Array, context: ValidationContext) {
	const { source, sha256, asOf, failOn, maxFindings } = context
	return {
		source,
		carrier: 'xml' as const,
		document: { sha256, bytes: bytes.length },
		asOf,
		...(failOn && { failOn }),
		...(maxFindings && { limit: maxFindings }),
	}
}
