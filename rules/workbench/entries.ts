/**
 * Every rule as the catalogue shows it, whether it is written in Schematron or as a platform rule.
 *
 * One entry an id: a rule that stands in several sets or formats is one rule with several places.
 */
import type { RuleSetSource, Severity } from '#engine'
import { houseAdvice } from '../catalogue/house.ts'
import { reasonOf } from '../catalogue/reasons.ts'
import choices from '../choices.json' with { type: 'json' }
import { explain } from '../explanation.ts'
import type { PlatformRules } from '../platform/load.ts'
import type { Condition } from '../platform/rule.ts'
import type { Wording } from '../wording.ts'
import { factInWords, operatorWords } from './words.ts'

export interface RulePlace {
	readonly set: string
	readonly version: string
	readonly severity: Severity | string
	/** First day in force, where one is told. */
	readonly from?: string
	/** Where the rule fires and what it asks, as XPath. */
	readonly context: string
	readonly test: string
}

export interface RuleEntry {
	readonly id: string
	readonly title?: Wording
	readonly terms: readonly string[]
	readonly message: Wording
	readonly why: Wording
	readonly fix: Wording
	readonly reasonCode: string
	readonly places: readonly RulePlace[]
	/** Of platform rules: severities by day, scopes, conditions in words, examples. */
	readonly severities: readonly { readonly from: string; readonly is: string }[]
	readonly until?: string
	readonly scope: readonly string[]
	readonly conditions: readonly Wording[]
	readonly examples: readonly {
		readonly kind: 'pass' | 'fail'
		readonly title: string
		readonly shown: string
	}[]
	/** Code lists that it looks values up in. */
	readonly lists: readonly string[]
	/** It speaks of the file itself; no rule set asks it. */
	readonly house?: true
}

export function entriesOf(sets: readonly RuleSetSource[], platform: PlatformRules): RuleEntry[] {
	return [...schematronEntries(sets), ...platformEntries(platform), ...houseEntries()].sort((a, b) =>
		a.id.localeCompare(b.id, 'en', { numeric: true }),
	)
}

const none: Wording = { fr: '', en: '' }

/** What a national choice says of its sets and days. */
interface Choice {
	readonly from?: string
	readonly severity?: readonly { readonly from: string }[]
	readonly instead?: boolean
	readonly ruleSets: Readonly<Record<string, string>>
	readonly published?: Readonly<Record<string, string>>
}

/** The day from which a national set holds; the European ones have held since before there was a choice. */
function since(set: string): string | undefined {
	const found = (choices as readonly Choice[]).find(({ ruleSets, published = {} }) =>
		[...Object.values(ruleSets), ...Object.values(published)].includes(set),
	)
	return found?.instead === true ? undefined : (found?.severity?.[0]?.from ?? found?.from)
}

function schematronEntries(sets: readonly RuleSetSource[]): RuleEntry[] {
	const places = new Map<string, RulePlace[]>()
	for (const set of sets)
		for (const rule of set.patterns.flatMap(({ rules }) => rules))
			for (const { id, flag, test } of rule.assertions) {
				const from = since(set.id)
				const place: RulePlace = {
					set: set.id,
					version: set.version ?? '',
					severity: flag ?? rule.flag ?? 'fatal',
					...(from !== undefined && { from }),
					context: tidy(rule.context.text),
					test: tidy(test.text),
				}
				places.set(id, [...(places.get(id) ?? []), place])
			}
	return [...places].map(([id, found]) => {
		const { terms = [], message = none, why = none, fix = none } = explain(id) ?? {}
		const lists = found.flatMap(({ test }) =>
			[...test.matchAll(/listed\([^']*'([a-z-]+)'\)/g)].map(([, list]) => list!),
		)
		return {
			id,
			terms,
			message,
			why,
			fix,
			reasonCode: reasonOf(id),
			places: found,
			severities: [],
			scope: [],
			conditions: [],
			examples: [],
			lists: [...new Set(lists)],
		}
	})
}

function platformEntries({ rules }: PlatformRules): RuleEntry[] {
	return rules.map((rule) => ({
		id: rule.id,
		title: rule.title,
		terms: [...new Set(rule.terms.map((name) => /^B[TG]-\d+/.exec(name)?.[0] ?? name))],
		message: rule.message,
		why: rule.why,
		fix: rule.fix,
		reasonCode: rule.reasonCode,
		places: [],
		severities: rule.severity,
		...(rule.until !== undefined && { until: rule.until }),
		scope: rule.scope ?? [],
		conditions: inWords(rule.conditions),
		examples: (['pass', 'fail'] as const).flatMap((kind) =>
			rule.examples[kind].map(({ title, facts }) => ({
				kind,
				title,
				shown: Object.entries(facts)
					.map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
					.join(' · '),
			})),
		),
		lists: [],
	}))
}

/** What is said of the file itself. */
function houseEntries(): RuleEntry[] {
	const empty = { terms: [], severities: [], scope: [], conditions: [], examples: [], lists: [] }
	return [...houseAdvice].map(([id, { message, why, fix }]) => ({
		...empty,
		id,
		message,
		why,
		fix,
		reasonCode: reasonOf(id),
		places: [],
		house: true as const,
	}))
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Conditions one a line; what stands inside “all” or “any” is led by dashes. */
function inWords(condition: Condition, depth = 0): Wording[] {
	const lead = '– '.repeat(depth)
	const say = (fr: string, en: string): Wording => ({ fr: `${lead}${fr}`, en: `${lead}${en}` })
	if ('all' in condition)
		return [say('tout ceci :', 'all of these:'), ...condition.all.flatMap((one) => inWords(one, depth + 1))]
	if ('any' in condition)
		return [
			say('l’un de ceci :', 'one of these:'),
			...condition.any.flatMap((one) => inWords(one, depth + 1)),
		]
	if ('not' in condition) return [say('sauf :', 'not:'), ...inWords(condition.not, depth + 1)]
	if ('condition' in condition) return [say(`(${condition.condition})`, `(${condition.condition})`)]
	const { fact, operator, value } = condition
	const name = factInWords(fact)
	const means = operatorWords[operator] ?? { fr: operator, en: operator }
	const other = typeof value === 'object' && 'fact' in value ? factInWords(value.fact) : undefined
	const shown = other ?? { fr: plain(value), en: plain(value) }
	if (operator === 'present')
		return [
			value === true
				? say(`${name.fr} est renseigné`, `${name.en} is filled in`)
				: say(`${name.fr} est absent`, `${name.en} is absent`),
		]
	return [say(`${name.fr} ${means.fr} ${shown.fr}`, `${name.en} ${means.en} ${shown.en}`)]
}

const plain = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value))
