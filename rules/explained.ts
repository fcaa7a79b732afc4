/**
 * A finding as a supplier reads it.
 *
 * What does not depend on the document (sentences, terms, page of the catalogue, what is known against the published
 * test) is looked up once a rule. The order of properties is that of the verdict's text.
 */
import type { Finding, Severity } from '#engine'
import { type Doubt, doubtOn } from './catalogue/doubt.ts'
import { houseAdvice } from './catalogue/house.ts'
import { type Explanation, explain } from './explanation.ts'
import { helpOf } from './help.ts'
import { kept } from './kept.ts'
import type { Measured } from './measure.ts'
import type { Remark } from './remark.ts'
import type { Syntax } from './syntax.ts'
import { businessTerms } from './terms/term.ts'
import { typeset } from './typography.ts'
import { notEvaluated, offendingValue } from './unevaluated.ts'
import type { ExplainedFinding } from './verdict.ts'
import type { Advice } from './wording.ts'

export type Measuring = (finding: Finding) => Measured | undefined

/** A rule that could not be evaluated refuses too: it may hide a fault. */
export function severityOf(finding: Finding | Remark): Severity {
	return finding.kind === 'error' ? 'fatal' : finding.severity
}

/** A remark explains itself. */
export function explainedRemark(remark: Remark): ExplainedFinding {
	const { node: _, kind: __, code: ___, stage: ____, ...said } = remark
	const known = remark.ruleSet === 'platform' || houseAdvice.has(remark.rule)
	return {
		...said,
		message: typeset(remark.message),
		why: typeset(remark.why),
		fix: typeset(remark.fix),
		...(known && { help: helpOf(remark.rule) }),
	}
}

export function explainedFinding(
	finding: Finding,
	syntax: Syntax | undefined,
	measure: Measuring | undefined,
): ExplainedFinding {
	const { rule, ruleSet, location } = finding
	const known = knownOf(ruleSet, rule, syntax)
	if (finding.kind === 'error') return unevaluated(finding, known)
	const { explanation } = known
	const measured = measure?.(finding)
	const advice = withWorking(explanation ?? typesetAll(unexplained(finding)), measured)
	const told: { -readonly [K in keyof ExplainedFinding]: ExplainedFinding[K] } = {
		rule,
		ruleSet,
		severity: finding.severity,
		terms: explanation?.terms ?? termsNamed(finding.text),
		location,
		message: advice.message,
		why: advice.why,
		fix: advice.fix,
	}
	if (known.help !== undefined) told.help = known.help
	if (measured?.found !== undefined) told.found = kept(measured.found)
	if (measured?.expected !== undefined) told.expected = kept(measured.expected)
	if (known.doubt !== undefined) told.doubt = known.doubt
	return told
}

/** Whether the catalogue explains a rule: then its own text is not shown, unless it could not be evaluated. */
export function isExplained(ruleSet: string, rule: string, syntax: Syntax | undefined): boolean {
	return knownOf(ruleSet, rule, syntax).explanation !== undefined
}

function unevaluated(finding: Finding, { explanation, help, stopped }: Known): ExplainedFinding {
	const found = offendingValue(finding)
	return {
		rule: finding.rule,
		ruleSet: finding.ruleSet,
		severity: 'fatal',
		kind: 'error',
		terms: explanation?.terms ?? termsNamed(finding.text),
		location: finding.location,
		...typesetAll(notEvaluated(finding, explanation)),
		...(help !== undefined && { help }),
		// An empty value says nothing when shown.
		...(found !== undefined && found !== '' && { found: kept(found) }),
		...(stopped !== undefined && { doubt: stopped }),
	}
}

/** What is known of a rule whatever the document. */
interface Known {
	/** Undefined for a rule that the catalogue does not know. */
	readonly explanation: Explanation | undefined
	readonly help: string | undefined
	readonly doubt: Doubt | undefined
	/** The same where the rule could not be evaluated. */
	readonly stopped: Doubt | undefined
}

/** By syntax, rule set and rule; bounded by the rules there are. */
const known = new Map<Syntax | undefined, Map<string, Map<string, Known>>>()

function knownOf(ruleSet: string, rule: string, syntax: Syntax | undefined): Known {
	let sets = known.get(syntax)
	if (sets === undefined) known.set(syntax, (sets = new Map()))
	let rules = sets.get(ruleSet)
	if (rules === undefined) sets.set(ruleSet, (rules = new Map()))
	let one = rules.get(rule)
	if (one === undefined) {
		const explanation = explain(rule, syntax)
		one = {
			explanation,
			help: explanation && helpOf(rule),
			doubt: doubtOn({ rule, ruleSet, stopped: false }, syntax),
			stopped: doubtOn({ rule, ruleSet, stopped: true }, syntax),
		}
		rules.set(rule, one)
	}
	return one
}

/** The business terms that an author names, as `BT-24`. */
function termsNamed(text: string): readonly string[] {
	return [...new Set(text.match(/\bB[TG]-\d+\b/g))].filter((id) => businessTerms.has(id))
}

/** The calculation follows the message that it proves. */
function withWorking(advice: Advice, measured: Measured | undefined): Advice {
	const working = measured?.working
	if (working === undefined) return advice
	const { message, why, fix } = advice
	// Set by itself, as it would be after the message: no calculation begins with a mark that asks for a space before it.
	const { fr, en } = typeset(working)
	return { message: { fr: `${message.fr} ${fr}`, en: `${message.en} ${en}` }, why, fix }
}

function typesetAll({ message, why, fix }: Advice): Advice {
	return { message: typeset(message), why: typeset(why), fix: typeset(fix) }
}

/** A rule that a user brought, unknown to our catalogue: its own text is quoted, and said to be its author's. */
function unexplained({ rule, ruleSet, text }: Finding): Advice {
	const own = text.trim()
	// Authors like to begin with the id, which stands beside the message already.
	const said = own.startsWith(`[${rule}]`) ? own.slice(rule.length + 2).replace(/^[\s:-]+/, '') : own
	return {
		message: {
			fr: `La règle ${rule} n’est pas respectée.${said && ` Son auteur écrit : « ${said} »`}`,
			en: `Rule ${rule} is not met.${said && ` Its author writes: “${said}”`}`,
		},
		why: {
			fr: `Le jeu de règles ${ruleSet} le demande ; le message cité est celui de son auteur.`,
			en: `The rule set ${ruleSet} asks for it; the message quoted is its author’s.`,
		},
		fix: {
			fr: 'Corrigez l’endroit indiqué comme le message cité le demande.',
			en: 'Correct the place shown as the message quoted asks.',
		},
	}
}
