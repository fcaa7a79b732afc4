/**
 * What an invoice must hold (BR-01 to BR-65), written one by one: each `why` says what the recipient does
 * with the datum.
 */
import type { TermId } from '../terms/names.ts'
import { naming } from '../terms/term.ts'
import { capital, type Entry, missing, missingGroup, noReason, say } from './entry.ts'

/** An amount that must not be below zero. */
function negative(id: TermId): Entry {
	const name = naming(id)
	return {
		terms: [id],
		message: say(`${capital(name.fr)} est négatif.`, `${capital(name.en)} is negative.`),
		why: say(
			'Un prix n’est jamais négatif : c’est la quantité, ou une remise, qui porte le signe moins.',
			'A price is never negative: the quantity, or an allowance, carries the minus sign.',
		),
		fix: say(
			'Mettez un prix positif et une quantité négative, ou déclarez une remise.',
			'Use a positive price and a negative quantity, or declare an allowance.',
		),
	}
}

/** A period whose end lies before its start. */
function backwards(group: TermId, start: TermId, end: TermId): Entry {
	return {
		terms: [end, start, group],
		message: say(
			`${capital(naming(end).fr)} précède ${naming(start).fr}.`,
			`${capital(naming(end).en)} lies before ${naming(start).en}.`,
		),
		why: say(
			'Une période ne peut pas finir avant d’avoir commencé.',
			'A period cannot end before it has begun.',
		),
		fix: say('Corrigez l’une des deux dates.', 'Correct one of the two dates.'),
	}
}

/** An identifier whose scheme is not stated. */
function noScheme(id: TermId, exampleFr: string, exampleEn: string): Entry {
	const name = naming(id)
	return {
		terms: [id],
		message: say(
			`Le référentiel n’est pas indiqué pour ${name.fr}.`,
			`${capital(name.en)} does not state its scheme.`,
		),
		why: say(
			'Un même numéro existe dans plusieurs référentiels : sans le code du référentiel, il ne désigne rien de sûr.',
			'The same number exists in several schemes: without the scheme code it points at nothing for certain.',
		),
		fix: say(`Ajoutez le code du référentiel (${exampleFr}).`, `Add the scheme code (${exampleEn}).`),
	}
}

const allowanceAmount = say(
	'Une remise ou des frais sans montant ne peuvent pas entrer dans les totaux.',
	'An allowance or charge without an amount cannot enter the totals.',
)
const allowanceVat = say(
	'Une remise ou des frais modifient la base de la TVA : il faut savoir de quelle catégorie.',
	'An allowance or charge changes the VAT basis: it has to be known of which category.',
)
const addressCountry = say(
	'Le pays décide des règles de TVA et de l’acheminement de la facture.',
	'The country decides on VAT rules and on how the invoice travels.',
)

export const model: Readonly<Record<string, Entry>> = {
	'BR-01': missing(
		'BT-24',
		say(
			'Cet identifiant dit selon quelles règles la facture a été établie, donc lesquelles la contrôlent.',
			'This identifier says by which rules the invoice was made, and so which ones judge it.',
		),
		say(
			'Indiquez la spécification suivie, par exemple urn:cen.eu:en16931:2017.',
			'Give the specification followed, urn:cen.eu:en16931:2017 for instance.',
		),
	),
	'BR-02': missing(
		'BT-1',
		say(
			'Le numéro distingue cette facture de toutes les autres du vendeur ; la loi l’exige.',
			'The number tells this invoice from all others of the seller; the law requires it.',
		),
		say(
			'Donnez à la facture son numéro, unique dans votre série.',
			'Give the invoice its number, unique in your series.',
		),
	),
	'BR-03': missing(
		'BT-2',
		say(
			'La date d’émission fixe les délais de paiement et la période de TVA.',
			'The issue date sets payment terms and the VAT period.',
		),
	),
	'BR-04': missing(
		'BT-3',
		say(
			'Ce code distingue une facture d’un avoir, d’un acompte ou d’une facture rectificative.',
			'This code tells an invoice from a credit note, a prepayment or a corrected invoice.',
		),
		say(
			'Indiquez 380 pour une facture, 381 pour un avoir.',
			'Give 380 for an invoice, 381 for a credit note.',
		),
	),
	'BR-05': missing(
		'BT-5',
		say('Sans devise, aucun montant n’a de sens.', 'Without a currency, no amount means anything.'),
		say('Indiquez la devise, par exemple EUR.', 'Give the currency, EUR for instance.'),
	),
	'BR-06': missing('BT-27', say('La facture doit dire qui vend.', 'The invoice has to say who sells.')),
	'BR-07': missing('BT-44', say('La facture doit dire qui achète.', 'The invoice has to say who buys.')),
	'BR-08': missingGroup(
		'BG-5',
		'L’adresse du vendeur est une mention obligatoire de toute facture.',
		'The seller’s address has to stand on every invoice.',
		'Ajoutez l’adresse du vendeur, avec au moins son code pays (BT-40).',
		'Add the seller’s address, at least its country code (BT-40).',
	),
	'BR-09': missing(
		'BT-40',
		addressCountry,
		say('Indiquez le pays du vendeur, par exemple FR.', 'Give the seller’s country, FR for instance.'),
	),
	'BR-10': missingGroup(
		'BG-8',
		'L’adresse de l’acheteur est une mention obligatoire de toute facture.',
		'The buyer’s address has to stand on every invoice.',
		'Ajoutez l’adresse de l’acheteur, avec au moins son code pays (BT-55).',
		'Add the buyer’s address, at least its country code (BT-55).',
	),
	'BR-11': missing(
		'BT-55',
		addressCountry,
		say('Indiquez le pays de l’acheteur, par exemple FR.', 'Give the buyer’s country, FR for instance.'),
	),
	'BR-12': missing(
		'BT-106',
		say('Tous les autres totaux partent de cette somme.', 'All other totals start from this sum.'),
	),
	'BR-13': missing(
		'BT-109',
		say(
			'Le total hors TVA est la base de la taxe et de la comptabilité.',
			'The total without VAT is the basis of the tax and of accounting.',
		),
	),
	'BR-14': missing(
		'BT-112',
		say('C’est le prix complet que l’acheteur enregistre.', 'It is the full price that the buyer books.'),
	),
	'BR-15': missing(
		'BT-115',
		say('C’est la somme que l’acheteur doit payer.', 'It is the sum that the buyer has to pay.'),
		say('Indiquez le net à payer, même s’il est nul.', 'Give the amount due, even if it is zero.'),
	),
	'BR-16': {
		terms: ['BG-25'],
		message: say('La facture n’a aucune ligne (BG-25).', 'The invoice has no line (BG-25).'),
		why: say(
			'Une facture dit ce qui est vendu : il lui faut au moins une ligne.',
			'An invoice says what is sold: it needs at least one line.',
		),
		fix: say('Ajoutez au moins une ligne de facture.', 'Add at least one invoice line.'),
		place: 'BG-25',
	},
	'BR-17': {
		terms: ['BT-59', 'BG-10', 'BT-27'],
		message: say(
			'Le bénéficiaire du paiement (BG-10) n’a pas de nom (BT-59), ou c’est le vendeur lui-même (BG-4).',
			'The payee (BG-10) has no name (BT-59), or is the seller itself (BG-4).',
		),
		why: say(
			'Le bénéficiaire ne s’indique que si un autre que le vendeur reçoit le paiement ; l’acheteur doit alors savoir qui.',
			'A payee is given only when someone other than the seller gets paid; the buyer then has to know who.',
		),
		fix: say(
			'Donnez le nom du bénéficiaire, ou supprimez ce bloc si le vendeur est payé lui-même.',
			'Give the payee’s name, or remove this block if the seller gets paid itself.',
		),
	},
	'BR-18': missing(
		'BT-62',
		say(
			'L’administration doit savoir qui déclare la TVA à la place du vendeur.',
			'The tax office has to know who declares VAT in the seller’s place.',
		),
	),
	'BR-19': missingGroup(
		'BG-12',
		'Un représentant fiscal s’indique avec son adresse, comme le vendeur.',
		'A tax representative is given with its address, like the seller.',
		'Ajoutez l’adresse du représentant fiscal, avec son pays (BT-69).',
		'Add the tax representative’s address, with its country (BT-69).',
	),
	'BR-20': missing('BT-69', addressCountry),
	'BR-21': missing(
		'BT-126',
		say(
			'Ce numéro permet de parler d’une ligne précise, par exemple pour la contester.',
			'This number lets people speak of one line, to dispute it for instance.',
		),
	),
	'BR-22': missing(
		'BT-129',
		say(
			'La quantité et le prix donnent le montant de la ligne.',
			'Quantity and price give the amount of the line.',
		),
	),
	'BR-23': missing(
		'BT-130',
		say(
			'Dix pièces, dix heures ou dix mètres ne se payent pas pareil.',
			'Ten pieces, ten hours and ten metres do not cost the same.',
		),
		say(
			'Indiquez l’unité, par exemple C62 (pièce), HUR (heure) ou KGM (kilogramme).',
			'Give the unit, C62 (piece), HUR (hour) or KGM (kilogram) for instance.',
		),
	),
	'BR-24': missing(
		'BT-131',
		say(
			'Les totaux additionnent les montants nets des lignes.',
			'The totals add up the net amounts of the lines.',
		),
	),
	'BR-25': missing(
		'BT-153',
		say(
			'L’acheteur doit pouvoir reconnaître ce qu’il a acheté.',
			'The buyer has to recognise what was bought.',
		),
	),
	'BR-26': missing(
		'BT-146',
		say(
			'Le prix unitaire est une mention obligatoire et sert à vérifier la ligne.',
			'The unit price has to stand on the invoice and serves to check the line.',
		),
	),
	'BR-27': {
		...negative('BT-146'),
		message: say(
			`${capital(naming('BT-146').fr)} est négatif ou absent.`,
			`${capital(naming('BT-146').en)} is negative or missing.`,
		),
	},
	'BR-28': negative('BT-148'),
	'BR-29': backwards('BG-14', 'BT-73', 'BT-74'),
	'BR-30': backwards('BG-26', 'BT-134', 'BT-135'),
	'BR-31': missing('BT-92', allowanceAmount),
	'BR-32': missing('BT-95', allowanceVat),
	'BR-33': noReason('BG-20', 'BT-97', 'BT-98'),
	'BR-36': missing('BT-99', allowanceAmount),
	'BR-37': missing('BT-102', allowanceVat),
	'BR-38': noReason('BG-21', 'BT-104', 'BT-105'),
	'BR-41': missing('BT-136', allowanceAmount),
	'BR-42': noReason('BG-27', 'BT-139', 'BT-140'),
	'BR-43': missing('BT-141', allowanceAmount),
	'BR-44': noReason('BG-28', 'BT-144', 'BT-145'),
	'BR-45': missing(
		'BT-116',
		say('Chaque part de la TVA se calcule sur sa base.', 'Each share of the VAT is worked out on its basis.'),
	),
	'BR-46': missing(
		'BT-117',
		say('L’acheteur déduit la TVA catégorie par catégorie.', 'The buyer deducts VAT category by category.'),
		say('Indiquez le montant de TVA, 0 si rien n’est dû.', 'Give the VAT amount, 0 if none is due.'),
	),
	'BR-47': missing(
		'BT-118',
		say(
			'Sans catégorie, on ne sait pas quelle règle de TVA s’applique à cette base.',
			'Without a category there is no telling which VAT rule applies to this basis.',
		),
	),
	'BR-48': missing(
		'BT-119',
		say(
			'Le taux permet de vérifier la TVA ; il ne manque que si l’opération est hors du champ de la TVA (O).',
			'The rate serves to check the VAT; it is left out only for what is outside the scope of VAT (O).',
		),
		say(
			'Indiquez le taux, 0 pour une opération exonérée ou à taux zéro.',
			'Give the rate, 0 for what is exempt or zero rated.',
		),
	),
	'BR-49': missing(
		'BT-81',
		say(
			'L’acheteur doit savoir comment payer : virement, prélèvement, carte…',
			'The buyer has to know how to pay: transfer, direct debit, card…',
		),
		say(
			'Indiquez le code, par exemple 30 ou 58 pour un virement.',
			'Give the code, 30 or 58 for a credit transfer for instance.',
		),
	),
	'BR-50': missing(
		'BT-84',
		say(
			'Un virement annoncé sans numéro de compte ne peut pas être fait.',
			'A transfer that is announced without an account cannot be made.',
		),
		say('Indiquez l’IBAN ou le numéro de compte.', 'Give the IBAN or the account number.'),
	),
	'BR-51': {
		terms: ['BT-87', 'BG-18'],
		message: say(
			'Le numéro de la carte de paiement (BT-87) est donné en entier ou presque.',
			'The payment card number (BT-87) is given in full or nearly so.',
		),
		why: say(
			'Pour la sécurité, une facture ne montre que les quatre à six premiers chiffres et les quatre derniers.',
			'For safety, an invoice shows only the first four to six digits and the last four.',
		),
		fix: say(
			'Masquez les chiffres du milieu, ou donnez les dix caractères permis au plus.',
			'Mask the digits in the middle, or give ten characters at most.',
		),
	},
	'BR-52': missing(
		'BT-122',
		say(
			'L’acheteur retrouve le justificatif par sa référence.',
			'The buyer finds the supporting document by its reference.',
		),
	),
	'BR-53': missing(
		'BT-111',
		say(
			'Une devise de comptabilisation de la TVA (BT-6) est annoncée : le total de TVA doit aussi être donné dans cette devise.',
			'A VAT accounting currency (BT-6) is announced: the VAT total has to be given in it as well.',
		),
		say(
			'Ajoutez le total de TVA dans cette devise, ou supprimez la devise (BT-6).',
			'Add the VAT total in that currency, or remove the currency (BT-6).',
		),
		['BT-6'],
	),
	'BR-54': {
		terms: ['BG-32', 'BT-160', 'BT-161'],
		message: say(
			'Une caractéristique de l’article (BG-32) est incomplète : il lui faut un nom et une valeur.',
			'An item attribute (BG-32) is incomplete: it needs a name and a value.',
		),
		why: say(
			'Un nom sans valeur, ou une valeur sans nom, n’apprend rien.',
			'A name without a value, or a value without a name, says nothing.',
		),
		fix: say(
			'Complétez le nom (BT-160) ou la valeur (BT-161), ou supprimez la caractéristique.',
			'Complete the name (BT-160) or the value (BT-161), or remove the attribute.',
		),
	},
	'BR-55': missing(
		'BT-25',
		say('Une facture antérieure se retrouve par son numéro.', 'An earlier invoice is found by its number.'),
	),
	'BR-56': missing(
		'BT-63',
		say(
			'Le représentant fiscal déclare la TVA sous ce numéro.',
			'The tax representative declares VAT under this number.',
		),
	),
	'BR-57': missing(
		'BT-80',
		addressCountry,
		say(
			'Indiquez le pays de livraison, ou supprimez l’adresse de livraison vide.',
			'Give the delivery country, or remove the empty delivery address.',
		),
	),
	'BR-61': missing(
		'BT-84',
		say(
			'Le moyen de paiement annoncé est un virement : il faut le compte à créditer.',
			'The announced means of payment is a credit transfer: it needs the account to pay to.',
		),
		say(
			'Indiquez l’IBAN ou le numéro de compte, ou corrigez le moyen de paiement (BT-81).',
			'Give the IBAN or the account number, or correct the payment means (BT-81).',
		),
		['BT-81'],
	),
	'BR-62': noScheme(
		'BT-34',
		'0225 pour une adresse de facturation française',
		'0225 for a French invoicing address',
	),
	'BR-63': noScheme(
		'BT-49',
		'0225 pour une adresse de facturation française',
		'0225 for a French invoicing address',
	),
	'BR-64': noScheme('BT-157', '0160 pour un GTIN', '0160 for a GTIN'),
	'BR-65': noScheme('BT-158', 'STI pour l’UNSPSC, par exemple', 'STI for UNSPSC, for instance'),
}
