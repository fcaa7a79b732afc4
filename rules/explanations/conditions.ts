/**
 * Rules of the formats that say more than a number: what is forbidden except under a condition, what has to
 * agree between two places, how a value is written (UBL-SR, UBL-DT, CII-SR, CII-DT). Written one by one.
 */
import type { TermId } from '../terms/names.ts'
import { naming } from '../terms/term.ts'
import { type Entry, say } from './entry.ts'

/** A plain identifier and one with a scheme, of which one only may stand. */
function oneIdentifier(id: TermId): Entry {
	const name = naming(id)
	return {
		terms: [id],
		message: say(
			`La facture donne ${name.fr} à la fois avec et sans référentiel.`,
			`The invoice gives ${name.en} both with a scheme and without.`,
		),
		why: say(
			'Un seul identifiant est prévu : avec deux, le destinataire ne sait pas lequel fait foi.',
			'One identifier is foreseen: with two, the recipient cannot tell which one rules.',
		),
		fix: say(
			'Gardez ram:GlobalID avec son référentiel, ou ram:ID seul.',
			'Keep ram:GlobalID with its scheme, or ram:ID alone.',
		),
	}
}

function oneContact(id: TermId): Entry {
	const name = naming(id)
	return {
		terms: [id],
		message: say(
			`La facture donne ${name.fr} deux fois : une personne et un service.`,
			`The invoice gives ${name.en} twice: a person and a department.`,
		),
		why: say('La norme ne connaît qu’un seul nom de contact.', 'The standard knows a single contact name.'),
		fix: say('Gardez la personne ou le service.', 'Keep the person or the department.'),
	}
}

/** Values that must be the same wherever they stand. */
function oneValue(id: TermId): Entry {
	const name = naming(id)
	return {
		terms: [id],
		message: say(
			`La facture donne des valeurs différentes pour ${name.fr}.`,
			`The invoice gives different values for ${name.en}.`,
		),
		why: say(
			'Cette donnée vaut pour toute la facture ; répétée, elle doit rester la même partout.',
			'This datum holds for the whole invoice; when repeated, it has to stay the same everywhere.',
		),
		fix: say(
			'Mettez la même valeur partout, ou ne la donnez qu’une fois.',
			'Put the same value everywhere, or give it once.',
		),
	}
}

/** Something about the payee that repeats, or a payee who is the seller. */
function payee(id: TermId): Entry {
	const name = naming(id)
	return {
		terms: [id, 'BG-10', 'BT-27'],
		message: say(
			`La facture répète ${name.fr}, ou nomme comme bénéficiaire le vendeur lui-même.`,
			`The invoice repeats ${name.en}, or names the seller itself as payee.`,
		),
		why: say(
			'Le bénéficiaire (BG-10) ne s’indique que si quelqu’un d’autre que le vendeur reçoit le paiement.',
			'The payee (BG-10) is given only when someone other than the seller gets paid.',
		),
		fix: say(
			'Supprimez le bénéficiaire si c’est le vendeur ; sinon, gardez une seule valeur.',
			'Remove the payee if it is the seller; otherwise keep a single value.',
		),
	}
}

/** Part of a document reference that only one kind of reference may have. */
function onlyFor(terms: readonly TermId[], fr: string, en: string, whereFr: string, whereEn: string): Entry {
	return {
		terms,
		message: say(
			`La référence à un document donne ${fr} (${terms.join(', ')}). Ce n’est permis que pour ${whereFr}.`,
			`A document reference gives the ${en} (${terms.join(', ')}). Only ${whereEn} may have it.`,
		),
		why: say(
			'Chaque genre de référence a ses propres données ; les autres ne sont pas lues.',
			'Each kind of reference has its own data; any other is not read.',
		),
		fix: say(
			'Supprimez cette donnée, ou déplacez-la dans le bon genre de référence.',
			'Remove this datum, or move it to the right kind of reference.',
		),
	}
}

/** Part of a VAT block that only the VAT breakdown may have. */
function onlyInBreakdown(id: TermId): Entry {
	const name = naming(id)
	return {
		terms: [id, 'BG-23'],
		message: say(
			`La facture donne ${name.fr} hors de la ventilation de la TVA (BG-23).`,
			`The invoice gives ${name.en} outside the VAT breakdown (BG-23).`,
		),
		why: say(
			'Cette donnée se lit dans la ventilation de la TVA, nulle part ailleurs.',
			'This datum is read in the VAT breakdown and nowhere else.',
		),
		fix: say(
			'Déplacez-la dans la ventilation de la TVA, ou supprimez-la.',
			'Move it to the VAT breakdown, or remove it.',
		),
	}
}

export const conditions: Readonly<Record<string, Entry>> = {
	'UBL-CR-002': {
		terms: [],
		message: say(
			'La version d’UBL indiquée n’est pas 2.1.',
			'The UBL version that the invoice states is not 2.1.',
		),
		why: say(
			'La norme s’écrit en UBL 2.1 ; une autre version laisse craindre un autre format.',
			'The standard is written in UBL 2.1; another version suggests another format.',
		),
		fix: say('Supprimez cbc:UBLVersionID, ou indiquez 2.1.', 'Remove cbc:UBLVersionID, or state 2.1.'),
	},
	'UBL-SR-06': {
		terms: ['BG-3', 'BT-25'],
		message: say(
			'Une même référence (BG-3) désigne plusieurs factures antérieures.',
			'One reference (BG-3) points at several earlier invoices.',
		),
		why: say(
			'Chaque facture antérieure a sa propre référence, avec son numéro (BT-25) et sa date (BT-26).',
			'Each earlier invoice has a reference of its own, with its number (BT-25) and date (BT-26).',
		),
		fix: say(
			'Faites un bloc cac:BillingReference par facture.',
			'Make one cac:BillingReference for each invoice.',
		),
	},
	'UBL-SR-19': payee('BT-59'),
	'UBL-SR-20': payee('BT-60'),
	'UBL-SR-21': payee('BT-61'),
	'UBL-SR-42': {
		terms: ['BT-31', 'BT-32'],
		message: say(
			'Le vendeur a plus de deux inscriptions fiscales (BT-31, BT-32).',
			'The seller has more than two tax registrations (BT-31, BT-32).',
		),
		why: say(
			'La norme prévoit au plus un numéro de TVA (BT-31) et un identifiant fiscal (BT-32).',
			'The standard foresees at most one VAT identifier (BT-31) and one tax identifier (BT-32).',
		),
		fix: say(
			'Gardez au plus une inscription de chaque sorte.',
			'Keep at most one registration of each kind.',
		),
	},
	'UBL-SR-43': {
		terms: ['BT-18', 'BT-122', 'BG-24'],
		message: say(
			'Un document justificatif (BG-24) porte un type ou un référentiel réservé à l’objet facturé (BT-18).',
			'A supporting document (BG-24) carries a type or scheme that is kept for the invoiced object (BT-18).',
		),
		why: say(
			'Le type 130 désigne l’objet facturé, et le type 50, sur un avoir, le projet (BT-11). Un justificatif ordinaire n’a ni type ni référentiel.',
			'Type 130 marks the invoiced object and, on a credit note, type 50 the project (BT-11). A plain supporting document has neither type nor scheme.',
		),
		fix: say(
			'Supprimez le type et le référentiel du justificatif, ou corrigez le type.',
			'Remove type and scheme from the supporting document, or correct the type.',
		),
	},
	'UBL-SR-44': oneValue('BT-83'),
	'UBL-SR-47': oneValue('BT-81'),
	'UBL-SR-53': {
		terms: ['BT-31', 'BT-32', 'BT-48', 'BT-63'],
		message: say(
			'Une inscription fiscale (BT-31, BT-32, BT-48 ou BT-63) est incomplète : il manque le numéro ou le type de taxe.',
			'A tax registration (BT-31, BT-32, BT-48 or BT-63) is incomplete: its number or its tax scheme is missing.',
		),
		why: say(
			'Un numéro sans type de taxe peut être un numéro de TVA ou tout autre chose.',
			'A number without a tax scheme may be a VAT number or anything else.',
		),
		fix: say(
			'Donnez le numéro (cbc:CompanyID) et le type de taxe (cac:TaxScheme/cbc:ID, VAT pour la TVA), ou supprimez le bloc vide.',
			'Give the number (cbc:CompanyID) and the scheme (cac:TaxScheme/cbc:ID, VAT for value added tax), or remove the empty block.',
		),
	},
	'UBL-DT-01': {
		terms: [],
		message: say(
			'Un montant a plus de deux chiffres après la virgule.',
			'An amount has more than two digits after the decimal point.',
		),
		why: say(
			'Les montants d’une facture s’arrêtent au centime ; seuls les prix unitaires peuvent être plus précis.',
			'Invoice amounts stop at the cent; only unit prices may be finer.',
		),
		fix: say('Arrondissez ce montant à deux décimales.', 'Round this amount to two decimals.'),
	},
	'UBL-DT-06': {
		terms: ['BT-125'],
		message: say(
			'Le type du document joint (BT-125) n’est pas indiqué.',
			'The type of the attached document (BT-125) is not stated.',
		),
		why: say(
			'Sans type, le destinataire ne sait pas avec quel programme ouvrir la pièce jointe.',
			'Without its type, the recipient cannot tell which program opens the attachment.',
		),
		fix: say(
			'Ajoutez l’attribut mimeCode, par exemple application/pdf.',
			'Add the attribute mimeCode, application/pdf for instance.',
		),
	},
	'UBL-DT-07': {
		terms: ['BT-125'],
		message: say(
			'Le nom de fichier du document joint (BT-125) n’est pas indiqué.',
			'The file name of the attached document (BT-125) is not stated.',
		),
		why: say(
			'Le destinataire enregistre la pièce jointe sous ce nom.',
			'The recipient stores the attachment under this name.',
		),
		fix: say(
			'Ajoutez l’attribut filename avec le nom du fichier et son extension.',
			'Add the attribute filename with the name of the file and its extension.',
		),
	},
	'UBL-DT-18': {
		terms: ['BT-82'],
		message: say(
			'La facture donne un libellé sur un élément qui n’en admet pas. Seul le moyen de paiement en a un (BT-82).',
			'The invoice puts a label on an element that takes none. Only the payment means has one (BT-82).',
		),
		why: say(
			'Seul le code du moyen de paiement (BT-81) peut porter un libellé (BT-82).',
			'Only the payment means code (BT-81) may carry a label (BT-82).',
		),
		fix: say('Supprimez l’attribut name à cet endroit.', 'Remove the attribute name at this place.'),
	},
	'CII-SR-046': {
		terms: ['BT-157'],
		message: say(
			'L’identifiant normalisé de l’article (BT-157) n’a pas de référentiel.',
			'The item standard identifier (BT-157) has no scheme.',
		),
		why: say(
			'Un même numéro peut désigner des articles différents d’un référentiel à l’autre.',
			'The same number may mean different items from one scheme to another.',
		),
		fix: say(
			'Ajoutez l’attribut schemeID (0160 pour un GTIN), ou supprimez l’identifiant.',
			'Add the attribute schemeID (0160 for a GTIN), or remove the identifier.',
		),
	},
	'CII-SR-119': {
		terms: ['BT-147'],
		message: say(
			'Le prix de l’article porte des frais ; seul un rabais (BT-147) y est admis.',
			'The item price carries a charge; only a discount (BT-147) is allowed there.',
		),
		why: say(
			'Le prix net s’obtient en retirant un rabais du prix brut ; des frais s’y ajouteraient sans être vus.',
			'The net price is the gross price less a discount; a charge would slip in unseen.',
		),
		fix: say(
			'Mettez l’indicateur à false et donnez le montant du rabais, ou déclarez les frais sur la ligne (BG-28).',
			'Set the indicator to false and give the discount amount, or declare the charge on the line (BG-28).',
		),
	},
	'CII-SR-449': oneIdentifier('BT-71'),
	'CII-SR-450': oneIdentifier('BT-46'),
	'CII-SR-451': oneIdentifier('BT-60'),
	'CII-SR-462': oneValue('BT-8'),
	'CII-SR-463': {
		terms: ['BG-20', 'BG-21', 'BG-27', 'BG-28'],
		message: say(
			'Un montant ne dit pas s’il est une remise (BG-20, BG-27) ou des frais (BG-21, BG-28).',
			'An amount does not say whether it is an allowance (BG-20, BG-27) or a charge (BG-21, BG-28).',
		),
		why: say(
			'Selon le cas, ce montant se retranche ou s’ajoute : sans indicateur, aucun total ne peut être vérifié.',
			'The amount is either taken off or added: without the indicator, no total can be checked.',
		),
		fix: say(
			'Indiquez ram:ChargeIndicator : false pour une remise, true pour des frais.',
			'Give ram:ChargeIndicator: false for an allowance, true for a charge.',
		),
	},
	'CII-SR-465': oneContact('BT-41'),
	'CII-SR-466': oneContact('BT-56'),
	'CII-SR-467': oneValue('BT-81'),
	'CII-SR-468': oneValue('BT-82'),
	'CII-SR-470': {
		terms: ['BT-84', 'BT-81', 'BG-17'],
		place: 'BT-84',
		message: say(
			'La facture demande un virement sans donner le compte à créditer (BT-84).',
			'The invoice asks for a credit transfer without the account to pay to (BT-84).',
		),
		why: say(
			'Avec le moyen de paiement 30 ou 58, l’acheteur doit savoir sur quel compte payer.',
			'With payment means 30 or 58, the buyer has to know which account to pay into.',
		),
		fix: say('Indiquez l’IBAN ou le numéro de compte.', 'Give the IBAN or the account number.'),
	},
	'CII-DT-015': onlyFor(
		['BT-124'],
		'l’adresse web',
		'web address',
		'un justificatif (type 916)',
		'a supporting document (type 916)',
	),
	'CII-DT-018': onlyFor(
		['BG-24', 'BT-17', 'BT-18'],
		'un code de type',
		'type code',
		'un justificatif (916), un objet facturé (130) ou un lot (50)',
		'a supporting document (916), an invoiced object (130) or a lot (50)',
	),
	'CII-DT-021': onlyFor(
		['BT-123'],
		'un nom',
		'name',
		'un justificatif (type 916)',
		'a supporting document (type 916)',
	),
	'CII-DT-022': onlyFor(
		['BT-125'],
		'une pièce jointe',
		'attachment',
		'un justificatif (type 916)',
		'a supporting document (type 916)',
	),
	'CII-DT-024': onlyFor(
		['BT-18', 'BT-128'],
		'un type de référence',
		'reference type',
		'un objet facturé (type 130)',
		'an invoiced object (type 130)',
	),
	'CII-DT-027': onlyFor(
		['BT-26'],
		'une date d’émission',
		'issue date',
		'une facture antérieure (BG-3)',
		'an earlier invoice (BG-3)',
	),
	'CII-DT-033': {
		terms: ['BT-130', 'BT-129'],
		message: say(
			'Une quantité a une unité, alors que la quantité facturée (BT-129) n’en a pas.',
			'A quantity has a unit while the invoiced quantity (BT-129) has none.',
		),
		why: say(
			'L’unité se donne d’abord avec la quantité facturée (BT-130) ; ailleurs seule, elle ne peut pas être comprise.',
			'The unit belongs with the invoiced quantity first (BT-130); elsewhere alone it cannot be understood.',
		),
		fix: say(
			'Donnez l’unité de la quantité facturée, ou supprimez celle-ci.',
			'Give the unit of the invoiced quantity, or remove this one.',
		),
	},
	'CII-DT-037': {
		terms: ['BG-23', 'BG-30'],
		message: say(
			'Un bloc de taxe (BG-23 ou BG-30) porte un autre type que la TVA.',
			'A tax block (BG-23 or BG-30) is of another type than value added tax.',
		),
		why: say(
			'La norme ne traite que la TVA, notée VAT ; une autre taxe se facture comme des frais ou comme un article.',
			'The standard handles VAT only; another tax is invoiced as a charge or as an item.',
		),
		fix: say(
			'Mettez VAT comme type de taxe, ou retirez ce bloc.',
			'Put VAT as tax type, or take this block out.',
		),
	},
	'CII-DT-041': onlyInBreakdown('BT-116'),
	'CII-DT-052': onlyInBreakdown('BT-121'),
	'CII-DT-054': onlyInBreakdown('BT-7'),
	'CII-DT-058': onlyInBreakdown('BT-8'),
	'CII-DT-097': {
		terms: [],
		message: say(
			'Une date n’est pas écrite en huit chiffres : année, mois, jour.',
			'A date is not written as eight digits: year, month, day.',
		),
		why: say(
			'Le format annoncé, 102, impose cette écriture, sans tiret ni heure.',
			'Format 102, which the invoice announces, asks for that, with no dash and no time.',
		),
		fix: say('Écrivez la date comme 20261121.', 'Write the date as 20261121.'),
	},
	'CII-DT-098': onlyInBreakdown('BT-120'),
}
