/** The words in which an impact is told, in French and English. */
import type { Change } from './impact.ts'
import type { Reason } from './redecide.ts'

export interface ImpactWords {
	readonly title: string
	readonly documents: string
	readonly decisions: Readonly<Record<'accepted' | 'rejected' | 'inadmissible' | 'undecided', string>>
	readonly before: string
	readonly after: string
	readonly changes: Readonly<Record<Change, string>>
	readonly byRule: string
	readonly bySender: string
	readonly byFormat: string
	readonly rule: string
	readonly change: string
	readonly share: string
	readonly samples: string
	readonly sender: string
	readonly format: string
	readonly line: string
	readonly nothing: string
	readonly more: string
	readonly unsaid: string
	readonly reasons: Readonly<Record<Reason, string>>
	readonly chart: string
	readonly hidden: string
}

export const impactWords: Readonly<Record<'fr' | 'en', ImpactWords>> = {
	fr: {
		title: 'Effet d’un changement de règles',
		documents: 'factures',
		decisions: {
			accepted: 'acceptées',
			rejected: 'rejetées',
			inadmissible: 'irrecevables',
			undecided: 'sans décision',
		},
		before: 'Avant',
		after: 'Après',
		changes: {
			rejected: 'nouvellement refusées',
			accepted: 'nouvellement acceptées',
			otherwise: 'refusées autrement',
		},
		byRule: 'Par règle',
		bySender: 'Par émetteur',
		byFormat: 'Par format',
		rule: 'Règle',
		change: 'Changement',
		share: 'Part',
		samples: 'Exemples',
		sender: 'Émetteur',
		format: 'Format',
		line: 'ligne',
		nothing: 'Aucune facture n’est jugée autrement.',
		more: 'autres',
		unsaid: 'Ce que les verdicts ne peuvent pas dire : jugez les factures elles-mêmes (--over)',
		reasons: {
			new: 'règle nouvelle',
			changed: 'règle qui demande autre chose',
			asleep: 'règle qui ne jugeait pas encore',
			list: 'liste de codes d’une autre version',
		},
		chart: 'Factures par règle : refusées nouvellement et acceptées nouvellement',
		hidden: 'Le contenu des factures n’est pas montré.',
	},
	en: {
		title: 'Impact of a change of rules',
		documents: 'invoices',
		decisions: {
			accepted: 'accepted',
			rejected: 'rejected',
			inadmissible: 'inadmissible',
			undecided: 'undecided',
		},
		before: 'Before',
		after: 'After',
		changes: {
			rejected: 'newly rejected',
			accepted: 'newly accepted',
			otherwise: 'refused otherwise',
		},
		byRule: 'By rule',
		bySender: 'By sender',
		byFormat: 'By format',
		rule: 'Rule',
		change: 'Change',
		share: 'Share',
		samples: 'Samples',
		sender: 'Sender',
		format: 'Format',
		line: 'line',
		nothing: 'No invoice is judged otherwise.',
		more: 'others',
		unsaid: 'What verdicts cannot say: judge the invoices themselves (--over)',
		reasons: {
			new: 'new rule',
			changed: 'rule that asks something else',
			asleep: 'rule that did not judge yet',
			list: 'code list of another release',
		},
		chart: 'Invoices by rule: newly rejected and newly accepted',
		hidden: 'What the invoices say is not shown.',
	},
}

/** A share in percent, as people write it. */
export function percent(share: number, lang: 'fr' | 'en'): string {
	const digits = share > 0 && share < 0.1 ? 2 : 1
	const text = share.toFixed(digits)
	return lang === 'fr' ? `${text.replace('.', ',')} %` : `${text} %`
}
