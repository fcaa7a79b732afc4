/** What the reports for people say themselves, in both languages. */
import { businessTerms, type Edit, type ExplainedFinding, type Lang, titleOf, type Verdict } from '#rules'

/** Words for one and for many. */
export const words = {
	fr: {
		accepted: ['acceptée', 'acceptées'],
		rejected: ['rejetée', 'rejetées'],
		inadmissible: ['irrecevable', 'irrecevables'],
		undecided: ['non jugée', 'non jugées'],
		fatal: ['bloquant', 'bloquants'],
		warning: ['avertissement', 'avertissements'],
		information: ['information', 'informations'],
		document: ['document', 'documents'],
		found: ['Trouvé'],
		expected: ['Attendu'],
		why: ['Pourquoi'],
		fix: ['À faire'],
		more: ['D’autres constats ne sont pas montrés.'],
		first: ['À corriger en premier'],
		place: ['Où'],
		mend: ['Correction proposée'],
		or: ['Ou bien'],
		ask: ['À demander'],
		proven: ['Vérifiée : avec ce changement, plus rien ne s’oppose à la facture.'],
		partly: ['Vérifiée : ce changement lève ces constats, sans en causer d’autre.'],
		follows: ['En découlent'],
		causedBy: ['Découle de'],
		doubt: ['Réserve'],
		page: ['En savoir plus'],
	},
	en: {
		accepted: ['accepted', 'accepted'],
		rejected: ['rejected', 'rejected'],
		inadmissible: ['inadmissible', 'inadmissible'],
		undecided: ['undecided', 'undecided'],
		fatal: ['fatal', 'fatal'],
		warning: ['warning', 'warnings'],
		information: ['information', 'information'],
		document: ['document', 'documents'],
		found: ['Found'],
		expected: ['Expected'],
		why: ['Why'],
		fix: ['To do'],
		more: ['More findings are not shown.'],
		first: ['Correct this first'],
		place: ['Where'],
		mend: ['Proposed change'],
		or: ['Or else'],
		ask: ['To be asked'],
		proven: ['Proven: with this change nothing stands against the invoice any more.'],
		partly: ['Proven: this change settles these findings and causes no other.'],
		follows: ['Following from it'],
		causedBy: ['Follows from'],
		doubt: ['Reservation'],
		page: ['Read more'],
	},
} as const

export type Countable = Verdict['verdict'] | ExplainedFinding['severity'] | 'document'

export function numbered(count: number, word: Countable, lang: Lang): string {
	return `${count} ${words[lang][word][count > 1 ? 1 : 0]}`
}

export type Label =
	| 'found'
	| 'expected'
	| 'why'
	| 'fix'
	| 'first'
	| 'place'
	| 'mend'
	| 'or'
	| 'ask'
	| 'follows'
	| 'causedBy'
	| 'doubt'
	| 'page'

/** `Why:`, and in French a space before the colon. */
export function label(word: Label, lang: Lang): string {
	return `${words[lang][word][0]}${colon(lang)}`
}

export function colon(lang: Lang): string {
	return lang === 'fr' ? ' :' : ':'
}

/** `100.00 → 110.00`, `+ <cbc:ID>1</cbc:ID>`. */
export function changeText({ op, before = '', value, name, xml = '' }: Edit): string {
	if (op === 'insert') return `+ ${xml}`
	if (op === 'remove') return `− ${before}`
	if (op === 'set-attribute') return `+ ${name}="${value}"`
	return op === 'move' ? before : `${before} → ${value}`
}

/** `BT-106 Sum of line net amounts`. */
export function termLabel(id: string, lang: Lang): string {
	const term = businessTerms.get(id)
	return term === undefined ? id : `${id} ${titleOf(term)[lang]}`
}
