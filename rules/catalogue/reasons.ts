/**
 * The platform's reason codes, and which rule is refused under which.
 *
 * A rule goes to the first line whose pattern matches its id; the last line takes everything. What is summed
 * wrongly is a calculation error or, for the totals that are paid and declared, a wrong total; values foreign
 * to a code list are inconsistent with a reference; an electronic address that cannot be used is an address
 * error; all else breaks the meaning of the invoice.
 */
import type { Wording } from '../wording.ts'

export interface Reason {
	readonly status: '213' | '501'
	/** Label of the code, followed by what to do. */
	readonly message: Wording
}

const resend: Wording = {
	fr: 'Corrigez la facture, puis envoyez-en une nouvelle version complète.',
	en: 'Correct the invoice, then send a complete new version of it.',
}
const resendFile: Wording = {
	fr: 'La facture n’a pas été admise : corrigez le fichier et envoyez-le de nouveau.',
	en: 'The invoice was not admitted: mend the file and send it again.',
}

function rejected(fr: string, en: string): Reason {
	return { status: '213', message: { fr: `${fr} ${resend.fr}`, en: `${en} ${resend.en}` } }
}

function inadmissible(fr: string, en: string): Reason {
	return { status: '501', message: { fr: `${fr} ${resendFile.fr}`, en: `${en} ${resendFile.en}` } }
}

export const reasons = {
	REJ_SEMAN: rejected(
		'La facture ne respecte pas les règles de la facture électronique.',
		'The invoice breaks the rules of electronic invoicing.',
	),
	REJ_COH: rejected(
		'Une donnée de la facture ne figure pas dans sa liste de référence.',
		'A value in the invoice is not in the list it must come from.',
	),
	CALCUL_ERR: rejected(
		'Un calcul de la facture n’est pas juste.',
		'A calculation in the invoice does not come out right.',
	),
	MONTANTTOTAL_ERR: rejected(
		'Un montant total de la facture est faux.',
		'A total amount of the invoice is wrong.',
	),
	ADR_ERR: rejected(
		'Une adresse électronique de facturation est inutilisable.',
		'An electronic invoicing address cannot be used.',
	),
	REJ_ADR: rejected(
		'L’adresse du destinataire ou du fournisseur ne convient pas à l’annuaire.',
		'The address of the recipient or the supplier does not agree with the directory.',
	),
	REJ_UNI: {
		status: '213',
		message: {
			fr: 'Cette facture a déjà été reçue. N’envoyez rien : le premier dépôt suit son cours.',
			en: 'This invoice has been received before. Send nothing: the first deposit goes its way.',
		},
	},
	DOUBLON: {
		status: '213',
		message: {
			fr: 'Une facture de même numéro, du même fournisseur et de la même année a déjà été déposée. Si c’est la même, n’envoyez rien ; sinon, donnez-lui un nouveau numéro.',
			en: 'An invoice of the same number, supplier and year was deposited before. If it is the same, send nothing; otherwise give it a new number.',
		},
	},
	DEST_INC: rejected('Le destinataire est inconnu ou inactif.', 'The recipient is unknown or inactive.'),
	REJ_CONT_B2G: rejected(
		'Un contrôle propre au secteur public a échoué.',
		'A check of the public sector has failed.',
	),
	REJ_REF_PJ: rejected(
		'La référence d’une pièce jointe ne correspond à aucune pièce.',
		'The reference of an attachment matches none.',
	),
	REJ_ASS_PJ: rejected(
		'Une pièce jointe ne peut être rattachée à la facture.',
		'An attachment cannot be tied to the invoice.',
	),
	IRR_VIDE_F: inadmissible('Le fichier est vide.', 'The file is empty.'),
	IRR_TYPE_F: inadmissible('Ce type de fichier n’est pas accepté.', 'This kind of file is not accepted.'),
	IRR_SYNTAX: inadmissible(
		'Le fichier est illisible ou ne suit pas le schéma de son format.',
		'The file cannot be read or does not follow the schema of its format.',
	),
	IRR_NOM_F: inadmissible('Le nom du fichier n’est pas accepté.', 'The name of the file is not accepted.'),
	IRR_TAILLE_F: inadmissible('Le fichier est trop gros.', 'The file is too large.'),
	IRR_TAILLE_PJ: inadmissible(
		'Une pièce jointe est vide ou trop grosse.',
		'An attachment is empty or too large.',
	),
	IRR_NOM_PJ: inadmissible(
		'Le nom d’une pièce jointe n’est pas accepté.',
		'The name of an attachment is not accepted.',
	),
	IRR_VID_PJ: inadmissible('Une pièce jointe est vide.', 'An attachment is empty.'),
	IRR_EXT_DOC: inadmissible(
		'Une pièce jointe est d’un type refusé.',
		'An attachment is of a kind that is refused.',
	),
	IRR_ANTIVIRUS: inadmissible('Le fichier est dangereux.', 'The file is dangerous.'),
	IRR_TAILLE: inadmissible('Le flux est trop gros.', 'The flow is too large.'),
	IRR_UNCITE: inadmissible('Ce flux a déjà été reçu.', 'This flow has been received before.'),
	IRR_VIDE: inadmissible('Le flux est vide.', 'The flow is empty.'),
	IRR_FORM: inadmissible('Le nom du flux n’est pas accepté.', 'The name of the flow is not accepted.'),
	IRR_TYPE: inadmissible('Ce type de flux n’est pas accepté.', 'This kind of flow is not accepted.'),
	IRR_EXTRAC: inadmissible('L’archive ne peut pas être ouverte.', 'The archive cannot be opened.'),
} as const satisfies Readonly<Record<string, Reason>>

export type ReasonCode = keyof typeof reasons

const byRule: readonly (readonly [RegExp, ReasonCode])[] = [
	[/^BR-CO-1[356]$/, 'MONTANTTOTAL_ERR'],
	[/^BR-CO-1[01247]$/, 'CALCUL_ERR'],
	[/^BR-(S|Z|E|AE|IC|G|O|AF|AG|IG|IP)-0[89]$/, 'CALCUL_ERR'],
	[/^(BR-6[23]|BR-CL-25)$/, 'ADR_ERR'],
	[/^BR-CL-/, 'REJ_COH'],
	[/^BR-FR-(04|08|15|16|17|20)[-_]|^BR-FREXT-(CL|0[45])/, 'REJ_COH'],
	[/^BR-FR-(12|13|21|22|23|25)[-_]/, 'REJ_ADR'],
	[/^BR-FREXT-CO-1[35]/, 'MONTANTTOTAL_ERR'],
	[/^BR-F[RX]EXT-(CO-1[012]|08|[A-Z]+-0[89])/, 'CALCUL_ERR'],
	[/^(G1\.(01|02|24)|G2\.(01|19|31)|P1\.11|PPF-LIST)_/, 'REJ_COH'],
	[/^G1\.5[35]_/, 'CALCUL_ERR'],
	[/^PDF-/, 'IRR_SYNTAX'],
	[/^/, 'REJ_SEMAN'],
]

/** Codes already found, by rule; bounded by the rules there are. */
const found = new Map<string, ReasonCode>()

/** The reason code under which a finding of this rule refuses an invoice that was read. */
export function reasonOf(rule: string): ReasonCode {
	let code = found.get(rule)
	if (code === undefined) {
		code = byRule.find(([pattern]) => pattern.test(rule))?.[1] ?? 'REJ_SEMAN'
		found.set(rule, code)
	}
	return code
}

/**
 * How far down the arithmetic a rule stands: a fault at a lower rank causes those at higher ranks, so it is
 * corrected first. Unreadable values come before everything, missing and mistyped data before sums.
 */
export function causalRank(rule: string, couldNotEvaluate: boolean): number {
	if (couldNotEvaluate) return 0
	let rank = ranks.get(rule)
	if (rank === undefined) {
		rank = rankOf(rule)
		ranks.set(rule, rank)
	}
	return rank
}

/** Ranks already found, by rule; bounded by the rules there are. */
const ranks = new Map<string, number>()

function rankOf(rule: string): number {
	if (/^BR-CL-/.test(rule)) return 1
	const sum = sumRanks[rule]
	if (sum !== undefined) return sum
	if (/^BR-(S|Z|E|AE|IC|G|O|AF|AG|IG|IP)-08$/.test(rule)) return 12
	if (/^BR-(S|Z|E|AE|IC|G|O|AF|AG|IG|IP)-09$/.test(rule)) return 13
	return 2
}

const sumRanks: Readonly<Record<string, number>> = {
	'BR-CO-10': 10,
	'BR-CO-11': 10,
	'BR-CO-12': 10,
	'BR-CO-13': 11,
	'BR-CO-17': 13,
	'BR-CO-14': 14,
	'BR-CO-15': 15,
	'BR-CO-16': 16,
}
