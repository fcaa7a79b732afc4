/**
 * Who speaks in a rejection, and what the supplier does next.
 *
 * The next step goes with the reason code: a rejected invoice (213) is dead and is replaced by a new one, a file
 * that was not admitted (501) is mended and sent again under the same number, a duplicate asks for nothing. Each
 * is tied to the action code of the life-cycle message (MDT-121).
 */
import type { Stage } from '../platform/rule.ts'
import type { Wording } from '../wording.ts'
import { type ReasonCode, reasons } from './reasons.ts'

export interface Action extends Wording {
	/** NOA nothing, NIN a new invoice, PIN provide information, OTH as the text says. */
	readonly code: 'NOA' | 'NIN' | 'PIN' | 'OTH'
}

const newInvoice: Action = {
	code: 'NIN',
	fr: 'Annulez cette facture dans vos comptes et émettez-en une nouvelle, corrigée, sous un nouveau numéro.',
	en: 'Cancel this invoice in your books and issue a new, corrected one under a new number.',
}
const sameNumber: Action = {
	code: 'OTH',
	fr: 'Corrigez le fichier et renvoyez-le, avec le même numéro de facture.',
	en: 'Mend the file and send it again, with the same invoice number.',
}
const nothing: Action = {
	code: 'NOA',
	fr: 'Rien, si c’est la même facture : le premier dépôt suit son cours. Sinon, donnez-lui un nouveau numéro.',
	en: 'Nothing, if it is the same invoice: the first deposit goes its way. Otherwise give it a new number.',
}
const attachments: Action = {
	code: 'PIN',
	fr: 'Joignez les documents qui manquent à une nouvelle facture, sous un nouveau numéro.',
	en: 'Attach the documents that are missing to a new invoice, under a new number.',
}

const byCode: Partial<Readonly<Record<ReasonCode, Action>>> = {
	DOUBLON: nothing,
	REJ_UNI: nothing,
	IRR_UNCITE: nothing,
	REJ_REF_PJ: attachments,
	REJ_ASS_PJ: attachments,
}

/** What the supplier does after a rejection of that code. */
export function actionOf(code: ReasonCode): Action {
	return byCode[code] ?? (reasons[code].status === '501' ? sameNumber : newInvoice)
}

/** The control that speaks, by the rule set of what it found. */
export function stageOf(ruleSet: string): Stage {
	if (ruleSet.startsWith('structure-')) return 'structure'
	if (ruleSet.startsWith('recevable-')) return 'file'
	if (/^(br-fr|extended-ctc|ppf)/.test(ruleSet)) return 'national'
	return ruleSet === 'platform' ? 'platform' : 'european'
}

/** As a supplier reads it. */
export const stageNames: Readonly<Record<Stage, Wording>> = {
	file: { fr: 'contrôle du fichier', en: 'check of the file' },
	structure: { fr: 'contrôle de la structure', en: 'check of the structure' },
	european: { fr: 'règles européennes', en: 'European rules' },
	national: { fr: 'règles françaises', en: 'French rules' },
	platform: { fr: 'règles de la plateforme', en: 'rules of the platform' },
	directory: { fr: 'annuaire', en: 'directory' },
	duplicate: { fr: 'recherche de doublons', en: 'search for duplicates' },
}
