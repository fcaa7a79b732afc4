/**
 * What old verdicts say about other rules, without any invoice.
 *
 * A verdict keeps every finding, warnings and information too. So where a rule is the same in both versions and only
 * its severity, its days or its place in the set differ, the verdict can be decided anew exactly. Where a rule is new
 * or asks something else, no verdict can say whom it would refuse: such rules are named, not guessed.
 */
import type { PatternSource, RuleSetSource, Severity } from '#engine'
import type { Choice } from '../choice.ts'
import { type CodeList, listsInForce } from '../codelists.ts'
import { type PlatformRules, severityOn } from '../platform/load.ts'
import type { PlatformRule } from '../platform/rule.ts'
import type { ExplainedFinding, Verdict } from '../verdict.ts'
import type { Said } from './impact.ts'

/** The rules of one version, as far as verdicts can tell. */
export interface Version {
	readonly ruleSets: readonly RuleSetSource[]
	readonly platform: Pick<PlatformRules, 'rules' | 'named' | 'scopes'>
	readonly choices: readonly Choice[]
	readonly codeLists: readonly CodeList[]
	/** The day that its rules are asked for; that of each verdict unless given. */
	readonly asOf?: string
}

/** Why verdicts cannot say what a rule does. */
export type Reason = 'new' | 'changed' | 'asleep' | 'list'

export interface Unsaid {
	readonly rule: string
	readonly reason: Reason
}

/** Decides verdicts anew by `version`; they were given by the rules of `base`. */
export class Redeciding {
	readonly #version: Version
	/** Rules that are the same in both versions, by rule set. */
	readonly #same: ReadonlyMap<string, ReadonlyMap<string, Severity | PlatformRule>>
	readonly #gone: ReadonlySet<string>
	readonly #national: ReadonlyMap<string, Choice>
	readonly #unsaid = new Map<string, Reason>()
	readonly #days = new Set<string>()
	readonly #base: Version

	constructor(base: Version, version: Version) {
		this.#base = base
		this.#version = version
		const { same, gone, unsaid } = together(base, version)
		this.#same = same
		this.#gone = gone
		for (const { rule, reason } of unsaid) this.#unsaid.set(rule, reason)
		this.#national = new Map(
			version.choices.flatMap((choice) =>
				[choice.ruleSets, choice.published].flatMap((sets) =>
					sets === undefined ? [] : [[sets.ubl, choice] as const, [sets.cii, choice] as const],
				),
			),
		)
	}

	/** What the version would have said. */
	decide(verdict: Verdict): Said {
		const asOf = this.#version.asOf ?? verdict.asOf
		this.#wake(verdict.asOf, asOf)
		const failOn = verdict.options?.failOn ?? 'fatal'
		const refusing = verdict.findings.filter((finding) => {
			const severity = this.#severity(finding, asOf, verdict.options?.beyond)
			return severity === 'fatal' || (failOn === 'warning' && severity === 'warning')
		})
		const rules = [...new Set(refusing.map(({ rule }) => rule))].sort()
		if (verdict.verdict === 'undecided') return { verdict: 'undecided', refusing: rules }
		// A reason of status 501 speaks of the file, which no version changes.
		const unread = verdict.rejections.some(({ status }) => status === '501')
		return {
			verdict: unread ? 'inadmissible' : rules.length > 0 ? 'rejected' : 'accepted',
			refusing: rules,
		}
	}

	/** Rules of which the verdicts said so far cannot tell, in order. */
	unsaid(): readonly Unsaid[] {
		return [...this.#unsaid]
			.map(([rule, reason]) => ({ rule, reason }))
			.sort((a, b) => (a.rule < b.rule ? -1 : 1))
	}

	/** Undefined where the rule does not judge any more. */
	#severity(
		{ rule, ruleSet, severity, kind }: ExplainedFinding,
		asOf: string,
		beyond: 'refuse' | 'off' | undefined,
	): Severity | undefined {
		if (this.#gone.has(`${ruleSet} ${rule}`)) return undefined
		const same = this.#same.get(ruleSet)?.get(rule)
		// The file itself, the structure, and what is marked as unsaid stay as they were.
		if (same === undefined || kind === 'error') return severity
		if (typeof same === 'object') return severityOn(same, asOf)
		if (ruleSet.startsWith('beyond-')) return beyond === 'refuse' ? 'fatal' : same
		const choice = this.#national.get(ruleSet)
		if (choice === undefined) return same
		const of = (dated: Choice['severity']) => dated.findLast(({ from }) => from <= asOf)?.is
		if (of(choice.severity) === undefined || (choice.until !== undefined && asOf > choice.until))
			return undefined
		return same === 'fatal' ? (of(choice.rules?.[rule] ?? choice.severity) ?? 'information') : same
	}

	/** A rule that did not judge on the verdict's day left no trace in it. */
	#wake(was: string, asOf: string): void {
		const days = `${was} ${asOf}`
		if (this.#days.has(days)) return
		this.#days.add(days)
		const before = new Map(this.#base.platform.rules.map((rule) => [rule.id, rule]))
		for (const rule of this.#version.platform.rules) {
			const known = before.get(rule.id)
			if (known === undefined || this.#unsaid.has(rule.id)) continue
			if (severityOn(rule, asOf) !== undefined && severityOn(known, was) === undefined)
				this.#unsaid.set(rule.id, 'asleep')
		}
		const judged = (choices: readonly Choice[], day: string) =>
			new Set(choices.flatMap(({ id, severity }) => (severity.some(({ from }) => from <= day) ? [id] : [])))
		const awake = judged(this.#base.choices, was)
		for (const id of judged(this.#version.choices, asOf)) if (!awake.has(id)) this.#unsaid.set(id, 'asleep')
		const lists = listsOn(this.#base, was)
		for (const [id, values] of listsOn(this.#version, asOf))
			if (lists.get(id) !== values) this.#unsaid.set(id, 'list')
	}
}

function listsOn({ codeLists }: Version, day: string): ReadonlyMap<string, string> {
	return new Map(
		listsInForce(day, codeLists).map(({ id, values, cii }) => [id, JSON.stringify([values, cii])]),
	)
}

interface Together {
	readonly same: ReadonlyMap<string, ReadonlyMap<string, Severity | PlatformRule>>
	/** `ruleSet rule` that the version has no more. */
	readonly gone: ReadonlySet<string>
	readonly unsaid: readonly Unsaid[]
}

function together(base: Version, version: Version): Together {
	const same = new Map<string, Map<string, Severity | PlatformRule>>()
	const gone = new Set<string>()
	const unsaid: Unsaid[] = []
	const compare = <T>(
		set: string,
		before: ReadonlyMap<string, readonly [asks: string, T]>,
		after: ReadonlyMap<string, readonly [asks: string, T]>,
		keep: (one: T) => Severity | PlatformRule,
	): void => {
		const kept = same.get(set) ?? new Map<string, Severity | PlatformRule>()
		same.set(set, kept)
		for (const rule of before.keys()) if (!after.has(rule)) gone.add(`${set} ${rule}`)
		for (const [rule, [asks, one]] of after) {
			const known = before.get(rule)
			if (known === undefined) unsaid.push({ rule, reason: 'new' })
			else if (known[0] !== asks) unsaid.push({ rule, reason: 'changed' })
			else kept.set(rule, keep(one))
		}
	}
	compare('platform', platformOf(base), platformOf(version), (rule) => rule)
	const sets = new Map(base.ruleSets.map((set) => [set.id, set]))
	for (const set of version.ruleSets) {
		const known = sets.get(set.id)
		const before = known === undefined ? new Map() : assertionsOf(known, alike(known, set))
		compare(set.id, before, assertionsOf(set, known !== undefined && alike(known, set)), (flag) => flag)
	}
	return { same, gone, unsaid }
}

/** What each platform rule asks, shared conditions and scopes included. */
function platformOf({ platform }: Version): ReadonlyMap<string, readonly [string, PlatformRule]> {
	return new Map(
		platform.rules.map((rule) => {
			const { conditions, scope, direction, channel } = rule
			const shared = /"condition":/.test(JSON.stringify(conditions)) ? platform.named : undefined
			const scopes = scope === undefined ? undefined : platform.scopes
			return [rule.id, [JSON.stringify([conditions, scope, direction, channel, shared, scopes]), rule]]
		}),
	)
}

/** Of the same texts. */
function alike(one: RuleSetSource, other: RuleSetSource): boolean {
	return (
		one.files.length === other.files.length && one.files.every(({ text }, i) => text === other.files[i]!.text)
	)
}

/** What each assertion asks, with all that it may refer to, and its severity; `known`: that need not be compared. */
function assertionsOf(set: RuleSetSource, known: boolean): ReadonlyMap<string, readonly [string, Severity]> {
	const common = known ? '' : asks([set.namespaces, set.lets, set.functions, set.keys])
	const found = new Map<string, { asks: string; readonly flag: Severity }>()
	for (const pattern of set.patterns)
		for (const [index, rule] of pattern.rules.entries())
			for (const { id, kind, test, flag = rule.flag ?? 'fatal' } of rule.assertions) {
				const own = known ? '' : asks([placeOf(pattern, index), kind, test])
				const other = found.get(id)
				if (other === undefined) found.set(id, { asks: common + own, flag: flag as Severity })
				else other.asks += own
			}
	return new Map([...found].map(([id, { asks, flag }]) => [id, [asks, flag] as const]))
}

/** A rule fires where its context matches and no earlier one of its pattern does. */
function placeOf({ rules, lets }: PatternSource, index: number): unknown {
	return [lets, rules.slice(0, index + 1).map(({ context }) => context), rules[index]!.lets]
}

/** Without the places in the file. */
function asks(value: unknown): string {
	return JSON.stringify(value, (key, one: unknown) => (key === 'at' ? undefined : one))
}
