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
	'RV-BASE-01': {
		terms: ['BT-116'],
		message: say(
			'La base d’imposition (BT-116) n’est pas la somme des lignes, remises et frais de sa catégorie et de son taux.',
			'The taxable amount (BT-116) is not what the lines, allowances and charges of its category and rate add up to.',
		),
		why: say(
			'La TVA due se calcule sur cette base : fausse, elle fausse la déclaration des deux parties.',
			'The VAT due is worked out from this amount: if it is wrong, the returns of both parties are wrong.',
		),
		fix: say(
			'Additionnez les montants nets des lignes de ce taux, retranchez les remises, ajoutez les frais.',
			'Add up the net amounts of the lines at this rate, take off the allowances, add the charges.',
		),
	},
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
	'RV-DEC-02': {
		terms: ['BT-116', 'BT-117'],
		message: say(
			'Un montant de la ventilation de la TVA (BT-116 ou BT-117) est écrit avec plus de deux décimales.',
			'An amount of the VAT breakdown (BT-116 or BT-117) is written with more than two decimals.',
		),
		why: say('Un montant se déclare et se paie au centime.', 'Amounts are declared and paid in cents.'),
		fix: say('Arrondissez à deux décimales, par exemple 95.00.', 'Round to two decimals, such as 95.00.'),
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
	'RV-FLAG-01': {
		terms: ['BG-20', 'BG-21'],
		message: say(
			'L’indicateur qui distingue une remise (BG-20) de frais (BG-21) n’est écrit ni « true » ni « false ».',
			'The indicator that tells an allowance (BG-20) from a charge (BG-21) is written neither “true” nor “false”.',
		),
		why: say(
			'Écrit autrement, même 0 ou 1, il peut être ignoré : la remise ou les frais ne sont alors pas contrôlés.',
			'Written otherwise, even as 0 or 1, it may be passed by: the allowance or charge then goes unchecked.',
		),
		fix: say(
			'Écrivez « false » pour une remise, « true » pour des frais.',
			'Write “false” for an allowance, “true” for a charge.',
		),
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
	'RV-TAX-01': {
		terms: ['BT-117', 'BT-116', 'BT-119'],
		message: say(
			'Le montant de la taxe (BT-117) n’est pas la base d’imposition (BT-116) multipliée par le taux (BT-119).',
			'The tax amount (BT-117) is not the taxable amount (BT-116) times the rate (BT-119).',
		),
		why: say(
			'L’acheteur déduirait, et le vendeur verserait, une taxe qui n’est pas celle de la facture.',
			'The buyer would deduct, and the seller would pay, another tax than the invoice’s.',
		),
		fix: say(
			'Multipliez la base par le taux et arrondissez au centime.',
			'Multiply the taxable amount by the rate and round to the cent.',
		),
	},
	'RV-TAX-02': {
		terms: ['BG-23', 'BT-116', 'BT-117', 'BT-119'],
		message: say(
			'La ventilation de la TVA (BG-23) est incomplète : il manque la base (BT-116), la taxe (BT-117) ou le taux (BT-119).',
			'The VAT breakdown (BG-23) is incomplete: the taxable amount (BT-116), the tax (BT-117) or the rate (BT-119) is missing.',
		),
		why: say(
			'Sans ces trois données, personne ne peut vérifier la taxe facturée.',
			'Without these three, nobody can check the tax that is charged.',
		),
		fix: say(
			'Donnez la base, la taxe et le taux de chaque catégorie de TVA.',
			'Give the taxable amount, the tax and the rate of each VAT category.',
		),
	},
	'RV-TAX-03': {
		terms: ['BG-23'],
		message: say(
			'Une catégorie de TVA des lignes, remises ou frais n’a pas sa ventilation (BG-23).',
			'A VAT category of the lines, allowances or charges has no breakdown (BG-23).',
		),
		why: say(
			'La taxe de ces montants n’est déclarée nulle part.',
			'The tax on these amounts is declared nowhere.',
		),
		fix: say(
			'Ajoutez une ventilation de cette catégorie (BT-118), avec sa base, son taux et sa taxe.',
			'Add a breakdown of this category (BT-118), with its taxable amount, its rate and its tax.',
		),
	},
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
