/**
 * What our own rules beyond the published ones ask (RV): faults that the European artefacts let through.
 */
import type { TermId } from '../terms/names.ts'
import { type Entry, say } from './entry.ts'

/** An identifier whose digits contradict each other. */
function badNumber(
	terms: readonly TermId[],
	fr: { readonly what: string; readonly shape: string; readonly fix: string },
	en: { readonly what: string; readonly shape: string; readonly fix: string },
): Entry {
	return {
		terms,
		message: say(
			`Ce numéro n’est pas ${fr.what} : ${fr.shape}.`,
			`This number is not ${en.what}: ${en.shape}.`,
		),
		why: say(
			'La clé d’un numéro révèle une faute de frappe : ce numéro ne désigne personne, ou quelqu’un d’autre.',
			'The check digit of a number gives a typing error away: this number stands for nobody, or somebody else.',
		),
		fix: say(fr.fix, en.fix),
	}
}

const register = {
	fr: 'Reprenez le numéro sur l’avis de situation au répertoire Sirene, ou corrigez le code du registre (schemeID).',
	en: 'Copy the number from the Sirene register, or correct the code of the register (schemeID).',
}

export const beyond: Readonly<Record<string, Entry>> = {
	'RV-DATE-01': {
		terms: [],
		message: say('Cette date n’existe pas dans le calendrier.', 'This date is not in the calendar.'),
		why: say(
			'Une échéance ou une période ne se calcule pas à partir d’un jour qui n’existe pas.',
			'No due date or period can be counted from a day that does not exist.',
		),
		fix: say(
			'Écrivez un jour réel : année, mois et jour, par exemple 2026-02-28 en UBL ou 20260228 en CII.',
			'Write a real day: year, month and day, such as 2026-02-28 in UBL or 20260228 in CII.',
		),
	},
	'RV-DEC-01': {
		terms: ['BT-110', 'BT-111'],
		message: say(
			'Le total de la TVA (BT-110, ou BT-111 en devise de comptabilisation) est écrit avec plus de deux décimales.',
			'The VAT total (BT-110, or BT-111 in the accounting currency) is written with more than two decimals.',
		),
		why: say(
			'Même à zéro, une décimale de trop peut être refusée ou mal lue : un montant se paie au centime.',
			'Even if it is a zero, one decimal too many may be refused or misread: amounts are paid in cents.',
		),
		fix: say('Écrivez deux décimales, par exemple 156.00.', 'Write two decimals, such as 156.00.'),
	},
	'RV-EMPTY-01': {
		terms: [],
		message: say(
			'Cet élément est vide : il annonce une donnée et n’en donne aucune.',
			'This element is empty: it announces a datum and gives none.',
		),
		why: say(
			'Un programme peut y lire un zéro, un texte vide ou une erreur : chacun le comprend autrement.',
			'A program may read it as zero, as an empty text or as an error: each understands it differently.',
		),
		fix: say('Renseignez la donnée, ou retirez l’élément.', 'Give the datum, or leave the element out.'),
	},
	'RV-GLN-01': badNumber(
		[],
		{
			what: 'un code GLN',
			shape: 'un GLN a treize chiffres, dont le dernier contrôle les autres',
			fix: 'Demandez le GLN à son titulaire, ou corrigez le code du registre (schemeID).',
		},
		{
			what: 'a GLN',
			shape: 'a GLN has thirteen digits, the last of which checks the others',
			fix: 'Ask its holder for the GLN, or correct the code of the register (schemeID).',
		},
	),
	'RV-IBAN-01': {
		terms: ['BT-84', 'BT-91'],
		message: say(
			'Le compte bancaire (BT-84 à créditer, BT-91 à débiter) n’est pas un IBAN : sa longueur ou sa clé est fausse.',
			'The bank account (BT-84 to pay to, BT-91 to debit) is not an IBAN: its length or its check digits are wrong.',
		),
		why: say(
			'La banque refuserait l’ordre, et la facture serait payée en retard.',
			'The bank would refuse the order, and the invoice would be paid late.',
		),
		fix: say(
			'Recopiez l’IBAN du relevé d’identité bancaire, lettres du pays comprises.',
			'Copy the IBAN from the account’s particulars, the letters of the country included.',
		),
	},
	'RV-SIREN-01': badNumber(
		[],
		{
			what: 'un numéro SIREN',
			shape: 'un SIREN a neuf chiffres, dont le dernier contrôle les autres',
			fix: register.fr,
		},
		{
			what: 'a SIREN',
			shape: 'a SIREN has nine digits, the last of which checks the others',
			fix: register.en,
		},
	),
	'RV-SIRET-01': badNumber(
		[],
		{
			what: 'un numéro SIRET',
			shape: 'un SIRET a quatorze chiffres, le SIREN suivi de l’établissement et d’une clé',
			fix: register.fr,
		},
		{
			what: 'a SIRET',
			shape: 'a SIRET has fourteen digits, the SIREN, the establishment and a check digit',
			fix: register.en,
		},
	),
	'RV-TYPE-01': {
		terms: ['BT-3'],
		message: say(
			'Le type de la facture (BT-3) est celui d’un avoir, mais le document est une facture.',
			'The type of the invoice (BT-3) is that of a credit note, but the document is an invoice.',
		),
		why: say(
			'On ne sait pas si la somme est à payer ou à rendre.',
			'Nobody can tell whether the sum is to be paid or given back.',
		),
		fix: say(
			'Pour un avoir, envoyez un document CreditNote ; pour une facture, donnez un type de facture, 380 le plus souvent.',
			'For a credit note, send a CreditNote document; for an invoice, give a type of invoice, 380 as a rule.',
		),
	},
	'RV-TYPE-02': {
		terms: ['BT-3'],
		message: say(
			'Le type (BT-3) est donné comme celui d’une facture, mais le document est un avoir.',
			'The type (BT-3) is given as that of an invoice, but the document is a credit note.',
		),
		why: say(
			'On ne sait pas si la somme est à rendre ou à payer.',
			'Nobody can tell whether the sum is to be given back or paid.',
		),
		fix: say(
			'Pour un avoir, donnez le type dans cbc:CreditNoteTypeCode, 381 le plus souvent ; pour une facture, envoyez un document Invoice.',
			'For a credit note, give the type in cbc:CreditNoteTypeCode, 381 as a rule; for an invoice, send an Invoice document.',
		),
	},
	'RV-VAT-01': {
		terms: ['BT-31', 'BT-48', 'BT-63'],
		message: say(
			'Le numéro de TVA (BT-31 du vendeur, BT-48 de l’acheteur, BT-63 du représentant fiscal) n’a pas la forme de ceux de son pays.',
			'The VAT number (BT-31 of the seller, BT-48 of the buyer, BT-63 of the tax representative) has not the shape of its country’s numbers.',
		),
		why: say(
			'Un numéro mal formé n’est celui d’aucune entreprise : la TVA peut être remise en cause.',
			'A number of another shape belongs to no business: the VAT may be called into question.',
		),
		fix: say(
			'Vérifiez le numéro ; en France : FR, deux caractères de clé, puis le SIREN à neuf chiffres.',
			'Check the number; in France: FR, two characters of check, then the SIREN of nine digits.',
		),
	},
}
