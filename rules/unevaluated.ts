/**
 * What to tell a supplier when a rule could not be evaluated on the document.
 *
 * XPath stops on a value that is no number or date, or on two values where one is due. The supplier is told
 * that in plain words, by the W3C code that the engine's text starts with; the rule's own subject follows.
 */
import type { Finding } from '#engine'
import type { Advice, Wording } from './wording.ts'

const causes: readonly (readonly [RegExp, Wording])[] = [
	[
		/^(err:)?(FORG0001|FOCA|FODT)/,
		{
			fr: 'une valeur vide ou mal écrite se trouve là où un nombre ou une date est attendu',
			en: 'a value that is empty or badly written stands where a number or a date is due',
		},
	],
	[
		/^(err:)?(XPTY0004|FORG0003|FORG0005|FORG0006)/,
		{
			fr: 'un élément est répété, ou manque, là où un seul est attendu',
			en: 'an element is repeated, or missing, where exactly one is due',
		},
	],
	[
		/^(err:)?(FOAR|FOER)/,
		{ fr: 'un calcul est impossible avec ces valeurs', en: 'a sum cannot be done with these values' },
	],
]
const unknownCause: Wording = {
	fr: 'le contenu à cet endroit ne permet pas de l’appliquer',
	en: 'what stands here does not allow it to be applied',
}

/** Advice for a finding of kind `error`; `subject` is what the rule is about, where the catalogue knows it. */
export function notEvaluated(finding: Finding, subject: Advice | undefined): Advice {
	const cause = causes.find(([pattern]) => pattern.test(finding.text))?.[1] ?? unknownCause
	const about = (lang: 'fr' | 'en'): string => (subject === undefined ? '' : ` ${subject.why[lang]}`)
	return {
		message: {
			fr: `La règle ${finding.rule} n’a pas pu être contrôlée : ${cause.fr}.`,
			en: `Rule ${finding.rule} could not be checked: ${cause.en}.`,
		},
		why: {
			fr: `Une règle qui n’a pas pu être contrôlée empêche d’accepter la facture.${about('fr')}`,
			en: `A rule that could not be checked keeps the invoice from being accepted.${about('en')}`,
		},
		fix: {
			fr: 'Corrigez la valeur à cet endroit, ou supprimez l’élément vide ou en double.',
			en: 'Correct the value at this place, or remove the empty or repeated element.',
		},
	}
}

/** The value that an error speaks of, on one line: `FORG0001: "12,50" is not a value of type xs:decimal`. */
export function offendingValue(finding: Finding): string | undefined {
	return /^\S+ "([\s\S]*?)" is not /.exec(finding.text)?.[1]?.replace(/\s+/g, ' ').trim()
}
