/**
 * Conditions between the data of an invoice (BR-CO), its sums apart.
 */
import type { TermId } from '../terms/names.ts'
import { naming } from '../terms/term.ts'
import { capital, type Entry, missing, missingGroup, noReason, say } from './entry.ts'

/** A period that says neither when it starts nor when it ends. */
function emptyPeriod(group: TermId, start: TermId, end: TermId): Entry {
	return {
		terms: [group, start, end],
		message: say(
			`${capital(naming(group).fr)} est donnée sans aucune date.`,
			`${capital(naming(group).en)} is given without any date.`,
		),
		why: say(
			'Une période se comprend par son début ou par sa fin.',
			'A period is understood by its start or by its end.',
		),
		fix: say(
			`Indiquez ${naming(start).fr} ou ${naming(end).fr}, ou supprimez la période.`,
			`Give ${naming(start).en} or ${naming(end).en}, or remove the period.`,
		),
	}
}

/** A reason in words and a reason code that say different things. */
function reasonsDisagree(reason: TermId, code: TermId): Entry {
	return {
		terms: [reason, code],
		message: say(
			`${capital(naming(reason).fr)} et ${naming(code).fr} ne disent pas la même chose.`,
			`${capital(naming(reason).en)} and ${naming(code).en} do not say the same.`,
		),
		why: say(
			'Un programme lit le code et une personne lit le texte : ils doivent comprendre la même chose.',
			'A program reads the code and a person reads the text: both have to understand the same.',
		),
		fix: say(
			'Choisissez le code qui correspond au texte, ou corrigez le texte.',
			'Pick the code that fits the text, or correct the text.',
		),
	}
}

export const relations: Readonly<Record<string, Entry>> = {
	'BR-CO-03': {
		terms: ['BT-7', 'BT-8'],
		message: say(
			'La facture donne à la fois la date (BT-7) et le code (BT-8) d’exigibilité de la TVA.',
			'The invoice gives both the VAT point date (BT-7) and its code (BT-8).',
		),
		why: say(
			'Les deux pourraient se contredire : une date précise, ou la règle qui la fixe, suffit.',
			'The two might contradict each other: a date, or the rule that sets it, is enough.',
		),
		fix: say('Gardez la date ou le code.', 'Keep the date or the code.'),
	},
	'BR-CO-04': missing(
		'BT-151',
		say(
			'La ventilation de la TVA regroupe les lignes par catégorie : chaque ligne doit donner la sienne.',
			'The VAT breakdown groups lines by category: each line has to give its own.',
		),
	),
	'BR-CO-05': reasonsDisagree('BT-97', 'BT-98'),
	'BR-CO-06': reasonsDisagree('BT-104', 'BT-105'),
	'BR-CO-07': reasonsDisagree('BT-139', 'BT-140'),
	'BR-CO-08': reasonsDisagree('BT-144', 'BT-145'),
	'BR-CO-09': {
		terms: ['BT-31', 'BT-48', 'BT-63'],
		message: say(
			'Un numéro de TVA (BT-31, BT-48 ou BT-63) ne commence pas par un code pays connu.',
			'A VAT identifier (BT-31, BT-48 or BT-63) does not begin with a known country code.',
		),
		why: say(
			'Les deux premières lettres disent quel pays a donné le numéro ; la Grèce peut écrire EL.',
			'The first two letters say which country gave the number; Greece may write EL.',
		),
		fix: say(
			'Mettez le code pays devant le numéro, par exemple FR pour la France. Un numéro qui n’est pas un numéro de TVA se donne ailleurs (BT-32 pour le vendeur).',
			'Put the country code before the number, FR for France for instance. A number that is no VAT number goes elsewhere (BT-32 for the seller).',
		),
	},
	'BR-CO-18': missingGroup(
		'BG-23',
		'L’acheteur et l’administration lisent la TVA par catégorie, même quand rien n’est dû.',
		'Buyer and tax office read VAT by category, even when none is due.',
		'Ajoutez une ventilation pour chaque catégorie et chaque taux de TVA de la facture.',
		'Add a breakdown for each VAT category and rate of the invoice.',
	),
	'BR-CO-19': emptyPeriod('BG-14', 'BT-73', 'BT-74'),
	'BR-CO-20': emptyPeriod('BG-26', 'BT-134', 'BT-135'),
	'BR-CO-21': noReason('BG-20', 'BT-97', 'BT-98'),
	'BR-CO-22': noReason('BG-21', 'BT-104', 'BT-105'),
	'BR-CO-23': noReason('BG-27', 'BT-139', 'BT-140'),
	'BR-CO-24': noReason('BG-28', 'BT-144', 'BT-145'),
	'BR-CO-25': {
		terms: ['BT-9', 'BT-20', 'BT-115'],
		message: say(
			'Un montant reste à payer, mais ni l’échéance (BT-9) ni les conditions de paiement (BT-20) ne sont données.',
			'An amount is due, but neither the due date (BT-9) nor the payment terms (BT-20) are given.',
		),
		why: say('L’acheteur doit savoir quand payer.', 'The buyer has to know when to pay.'),
		fix: say(
			'Indiquez la date d’échéance ou les conditions de paiement.',
			'Give the due date or the payment terms.',
		),
	},
	'BR-CO-26': {
		terms: ['BT-29', 'BT-30', 'BT-31', 'BG-4'],
		message: say(
			'Le vendeur (BG-4) n’a aucun identifiant : ni BT-29, ni BT-30, ni numéro de TVA (BT-31).',
			'The seller (BG-4) has no identifier: neither BT-29, nor BT-30, nor a VAT identifier (BT-31).',
		),
		why: say(
			'Le nom seul ne suffit pas à reconnaître automatiquement un fournisseur.',
			'A name alone is not enough to recognise a supplier automatically.',
		),
		fix: say(
			'Indiquez l’identifiant légal du vendeur (BT-30, le SIREN en France) ou son numéro de TVA (BT-31).',
			'Give the seller’s legal identifier (BT-30, the SIREN in France) or its VAT identifier (BT-31).',
		),
	},
}
