/** Which rule sets judge a document, and what they find together. */
import { documentLimits, type Finding, type Limits, type Tree } from '#engine'
import type { OwnRuleSetId } from '#schematron'
import { type Chosen, type ChosenSet, nationalSets, noNational } from './choice.ts'
import type { Beyond, LoadedRuleSet, Rules, ValidationContext } from './context.ts'
import type { Deadline } from './deadline.ts'
import type { Unreadable } from './reading/reading.ts'
import type { Recognition, Syntax } from './syntax.ts'

const ruleSetsOf: Readonly<Record<Syntax, readonly OwnRuleSetId[]>> = {
	'ubl-invoice': ['en16931-ubl'],
	'ubl-credit-note': ['en16931-ubl'],
	cii: ['en16931-cii'],
}

const beyondOf: Readonly<Record<Syntax, OwnRuleSetId>> = {
	'ubl-invoice': 'beyond-ubl',
	'ubl-credit-note': 'beyond-ubl',
	cii: 'beyond-cii',
}

/** A rule set in a run; one beyond the published ones decides nothing unless it refuses. */
interface Judging extends LoadedRuleSet {
	readonly beyond?: Beyond
	/** What a finding weighs on the day judged, where that is not what the rule text says. */
	readonly severityOf?: ChosenSet['severityOf']
}

/** The national rule sets that the document calls for, given how it came. */
export function nationalOf(
	tree: Tree,
	recognition: Recognition,
	{ rules, asOf, platform }: Pick<ValidationContext, 'rules' | 'asOf' | 'platform'>,
): Chosen {
	if (rules.kind === 'alone' || rules.national === undefined) return noNational
	const given = { ...platform?.transport, ...rules.national }
	return nationalSets(tree, recognition, asOf, given, rules.choices)
}

/** The rule sets that judge a document, national ones among them. */
export function judgingOn(
	tree: Tree,
	recognition: Recognition,
	context: Pick<ValidationContext, 'rules' | 'asOf' | 'platform'>,
): readonly Judging[] {
	const national = nationalOf(tree, recognition, context)
	return rulesFor(context.rules, recognition.syntax, context.asOf, national)
}

/** The rule sets that judge a document of that syntax. */
export function rulesFor(
	rules: Rules,
	syntax: Syntax | undefined,
	asOf: string,
	national: Chosen = noNational,
): readonly Judging[] {
	if (rules.kind === 'alone') return rules.ruleSets
	if (syntax === undefined) return []
	const { load, beyond = 'warn' } = rules
	const loadNational = ({ id, severityOf }: ChosenSet): Judging => ({ ...load(id, asOf), severityOf })
	if (rules.national?.alone === true) return national.sets.map(loadNational)
	const european = national.instead ? [] : ruleSetsOf[syntax]
	const chosen = [...european.map((id) => load(id, asOf)), ...national.sets.map(loadNational)]
	if (national.extract) return chosen
	return beyond === 'off' ? chosen : [...chosen, { ...load(beyondOf[syntax], asOf), beyond }]
}

interface Running {
	readonly asOf: string
	readonly limits?: Partial<Limits> | undefined
	readonly onFired?: ValidationContext['onFired'] | undefined
	/** Whether the message is wanted that a rule's own text gives, by rule set and rule; of all unless given. */
	readonly said?: (ruleSet: string, rule: string) => boolean
}

/** All rule sets run on a tree. */
export function run(
	tree: Tree,
	loaded: readonly Judging[],
	{ asOf, onFired, limits, said }: Running,
	deadline?: Deadline,
): { readonly findings: readonly Finding[]; readonly fired: number; readonly late?: Unreadable } {
	const findings: Finding[] = []
	let fired = 0
	for (const { ruleSet, beyond, severityOf } of loaded) {
		const result = ruleSet.run(tree, {
			now: `${asOf}T00:00:00Z`,
			limit: (limits?.findings ?? documentLimits.findings) + 1,
			...(onFired && { onFired: (rule) => onFired(ruleSet, rule) }),
			...(deadline && { stop: () => deadline.passed() }),
			...(said && { said: (rule) => said(ruleSet.id, rule) }),
		})
		if (result.stopped) return { findings, fired, late: deadline!.failure() }
		for (const finding of result.findings) {
			const severity =
				beyond === 'refuse' ? 'fatal' : (severityOf?.(finding.rule, finding.severity) ?? finding.severity)
			findings.push(severity === finding.severity ? finding : { ...finding, severity })
		}
		// An invoice is not judged by rules that every element meets.
		if (beyond === undefined) fired += result.fired
	}
	return { findings, fired }
}
