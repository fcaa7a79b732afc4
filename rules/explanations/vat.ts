/**
 * The VAT families: ten rules for each category, more for some (BR-S-01 … BR-O-14, BR-B).
 *
 * The rules of a number say the same of every category, with what the category asks put in: which
 * identifiers, which rate, whether an exemption reason.
 */
import type { TermId } from '../terms/names.ts'
import { naming } from '../terms/term.ts'
import type { Wording } from '../wording.ts'
import { capital, type Entry, say } from './entry.ts'
import { type Category, categoryOf } from './vat-categories.ts'

/** The three kinds of amount that carry a category: a line, an allowance, a charge. */
interface Carrier {
	readonly group: TermId
	readonly category: TermId
	readonly rate: TermId
	/** A subject with its verb. */
	readonly fr: string
	readonly en: string
}

const line: Carrier = {
	group: 'BG-25',
	category: 'BT-151',
	rate: 'BT-152',
	fr: 'Une ligne de facture (BG-25) relève',
	en: 'an invoice line (BG-25) is',
}
const allowance: Carrier = {
	group: 'BG-20',
	category: 'BT-95',
	rate: 'BT-96',
	fr: 'Une remise au niveau du document (BG-20) relève',
	en: 'a document level allowance (BG-20) is',
}
const charge: Carrier = {
	group: 'BG-21',
	category: 'BT-102',
	rate: 'BT-103',
	fr: 'Des frais au niveau du document (BG-21) relèvent',
	en: 'a document level charge (BG-21) is',
}
const carriers: readonly Carrier[] = [line, allowance, charge]

function breakdown(c: Category): Entry {
	return {
		terms: ['BG-23', 'BT-118', 'BT-151', 'BT-95', 'BT-102'],
		message: c.perRate
			? say(
					`La catégorie ${c.name.fr} est utilisée sans ventilation de TVA (BG-23), ou ventilée sans être utilisée.`,
					`Category ${c.name.en} is used without a VAT breakdown (BG-23), or broken down without being used.`,
				)
			: say(
					`La catégorie ${c.name.fr} n’a pas exactement une ventilation de TVA (BG-23). Il en faut une, et une seule, dès qu’elle est utilisée.`,
					`Category ${c.name.en} does not have exactly one VAT breakdown (BG-23). It must have one, and only one, once it is used.`,
				),
		why: say(
			`${c.why.fr} La ventilation doit reprendre chaque catégorie des lignes, des remises et des frais, et aucune autre.`,
			`${c.why.en} The breakdown has to take up each category of lines, allowances and charges, and no other.`,
		),
		fix: c.perRate
			? say(
					`Ajoutez une ventilation de catégorie ${c.code} pour chaque taux utilisé, ou retirez celle qui ne correspond à rien.`,
					`Add a breakdown of category ${c.code} for each rate in use, or remove the one that matches nothing.`,
				)
			: say(
					`Donnez exactement une ventilation de catégorie ${c.code}, ou retirez-la si rien ne s’y rattache.`,
					`Give exactly one breakdown of category ${c.code}, or remove it if nothing belongs to it.`,
				),
	}
}

const sellerIds: readonly TermId[] = ['BT-31', 'BT-32', 'BT-63']

const identity: Readonly<
	Record<Category['parties'], { terms: readonly TermId[]; message: Wording; why: Wording; fix: Wording }>
> = {
	seller: {
		terms: sellerIds,
		message: say(
			'le vendeur n’a aucun identifiant de TVA ou fiscal (BT-31, BT-32 ou BT-63)',
			'the seller has no VAT or tax identifier (BT-31, BT-32 or BT-63)',
		),
		why: say(
			'L’administration doit pouvoir retrouver qui déclare l’opération.',
			'The tax office has to find out who declares the supply.',
		),
		fix: say(
			'Indiquez le numéro de TVA du vendeur (BT-31), son identifiant fiscal (BT-32), ou le numéro de TVA de son représentant (BT-63).',
			'Give the seller’s VAT identifier (BT-31), its tax identifier (BT-32), or its representative’s VAT identifier (BT-63).',
		),
	},
	'seller-vat': {
		terms: ['BT-31', 'BT-63'],
		message: say(
			'ni le vendeur (BT-31) ni son représentant fiscal (BT-63) n’a de numéro de TVA',
			'neither the seller (BT-31) nor its tax representative (BT-63) has a VAT identifier',
		),
		why: say(
			'L’exportateur se justifie par son numéro de TVA.',
			'The exporter accounts for it under its VAT identifier.',
		),
		fix: say(
			'Indiquez le numéro de TVA du vendeur (BT-31) ou de son représentant fiscal (BT-63).',
			'Give the VAT identifier of the seller (BT-31) or of its tax representative (BT-63).',
		),
	},
	reverse: {
		terms: [...sellerIds, 'BT-48', 'BT-47'],
		message: say(
			'il manque un identifiant du vendeur (BT-31, BT-32 ou BT-63) ou de l’acheteur (BT-48 ou BT-47)',
			'an identifier of the seller (BT-31, BT-32 or BT-63) or of the buyer (BT-48 or BT-47) is missing',
		),
		why: say(
			'Les deux parties doivent donc être identifiées auprès de l’administration.',
			'So both parties have to be known to the tax office.',
		),
		fix: say(
			'Indiquez le numéro de TVA du vendeur (BT-31) et celui de l’acheteur (BT-48), ou à défaut son identifiant légal (BT-47).',
			'Give the VAT identifier of the seller (BT-31) and of the buyer (BT-48), or failing that the buyer’s legal identifier (BT-47).',
		),
	},
	'both-vat': {
		terms: ['BT-31', 'BT-63', 'BT-48'],
		message: say(
			'il manque le numéro de TVA du vendeur (BT-31 ou BT-63) ou celui de l’acheteur (BT-48)',
			'the VAT identifier of the seller (BT-31 or BT-63) or of the buyer (BT-48) is missing',
		),
		why: say(
			'L’exonération n’est accordée qu’entre deux entreprises munies d’un numéro de TVA.',
			'The exemption is granted only between two businesses that hold VAT identifiers.',
		),
		fix: say(
			'Indiquez les deux numéros de TVA, avec leur code pays.',
			'Give both VAT identifiers, with their country codes.',
		),
	},
	nobody: {
		terms: ['BT-31', 'BT-48', 'BT-63'],
		message: say(
			'un numéro de TVA est donné (BT-31, BT-48 ou BT-63)',
			'a VAT identifier is given (BT-31, BT-48 or BT-63)',
		),
		why: say('Aucun numéro de TVA ne doit donc y figurer.', 'So no VAT identifier may stand there.'),
		fix: say(
			'Retirez les numéros de TVA, ou changez de catégorie si la TVA s’applique (E pour une exonération). Un numéro fiscal se donne en BT-32.',
			'Remove the VAT identifiers, or change the category if VAT applies (E for an exemption). A tax number goes into BT-32.',
		),
	},
}

function parties(c: Category, carrier: Carrier): Entry {
	const who = identity[c.parties]
	return {
		terms: [...who.terms, carrier.group, carrier.category],
		message: say(
			`${capital(who.message.fr)}. ${carrier.fr} pourtant de la catégorie ${c.name.fr}.`,
			`${capital(who.message.en)}. Yet ${carrier.en} of category ${c.name.en}.`,
		),
		why: say(`${c.why.fr} ${who.why.fr}`, `${c.why.en} ${who.why.en}`),
		fix: who.fix,
	}
}

const rates: Readonly<Record<Category['rate'], Wording>> = {
	positive: say('doit être supérieur à 0', 'has to be above 0'),
	any: say('doit être 0 ou plus', 'has to be 0 or more'),
	zero: say('doit être 0', 'has to be 0'),
	none: say('ne doit pas être donné', 'must not be given'),
}

function rate(c: Category, carrier: Carrier): Entry {
	const name = naming(carrier.rate)
	return {
		terms: [carrier.rate, carrier.category, carrier.group],
		message: say(
			`${capital(name.fr)} ne va pas avec la catégorie ${c.name.fr}. Il ${rates[c.rate].fr}.`,
			`${capital(name.en)} does not go with category ${c.name.en}. It ${rates[c.rate].en}.`,
		),
		why: c.why,
		fix:
			c.rate === 'none'
				? say('Supprimez le taux, ou changez de catégorie.', 'Remove the rate, or change the category.')
				: say(
						'Corrigez le taux, ou changez de catégorie de TVA.',
						'Correct the rate, or change the VAT category.',
					),
	}
}

function basis(c: Category): Entry {
	const scope = c.perRate
		? say('de cette catégorie et de ce taux', 'of this category and rate')
		: say('de cette catégorie', 'of this category')
	return {
		terms: ['BT-116', 'BG-23', 'BT-118', 'BT-131', 'BT-92', 'BT-99', ...(c.perRate ? ['BT-119'] : [])],
		message: say(
			`${capital(naming('BT-116').fr)} de la catégorie ${c.name.fr} n’est pas juste.`,
			`${capital(naming('BT-116').en)} of category ${c.name.en} does not come out right.`,
		),
		why: say(
			`La base se calcule ainsi : lignes (BT-131) ${scope.fr}, moins les remises (BT-92), plus les frais (BT-99).`,
			`The basis is worked out so: lines (BT-131) ${scope.en}, less allowances (BT-92), plus charges (BT-99).`,
		),
		fix: say(
			'Vérifiez la catégorie et le taux des lignes, des remises et des frais, puis recalculez la base.',
			'Check category and rate of lines, allowances and charges, then work out the basis again.',
		),
	}
}

function tax(c: Category): Entry {
	const rated = c.perRate
	return {
		terms: ['BT-117', 'BG-23', 'BT-118', ...(rated ? ['BT-116', 'BT-119'] : [])],
		message: say(
			`${capital(naming('BT-117').fr)} de la catégorie ${c.name.fr} ${rated ? 'n’est pas juste' : 'doit être 0'}.`,
			`${capital(naming('BT-117').en)} of category ${c.name.en} ${rated ? 'does not come out right' : 'has to be 0'}.`,
		),
		why: rated
			? say(
					'La taxe est la base d’imposition (BT-116) multipliée par le taux (BT-119), arrondie au centime.',
					'The tax is the taxable amount (BT-116) times the rate (BT-119), rounded to the cent.',
				)
			: say(
					`${c.why.fr} Le vendeur n’y facture donc aucune taxe.`,
					`${c.why.en} So the seller charges no tax on it.`,
				),
		fix: rated
			? say(
					'Vérifiez la base et le taux, puis recalculez la taxe.',
					'Check basis and rate, then work out the tax again.',
				)
			: say(
					'Mettez 0, ou changez de catégorie si une taxe est due.',
					'Put 0, or change the category if tax is due.',
				),
	}
}

function reason(c: Category): Entry {
	const terms = ['BT-120', 'BT-121', 'BG-23', 'BT-118']
	if (c.reason === 'forbidden')
		return {
			terms,
			message: say(
				`La ventilation de catégorie ${c.name.fr} donne un motif d’exonération (BT-120 ou BT-121).`,
				`The breakdown of category ${c.name.en} gives an exemption reason (BT-120 or BT-121).`,
			),
			why: say(
				`${c.why.fr} Il n’y a donc pas d’exonération à motiver.`,
				`${c.why.en} So there is no exemption to give reasons for.`,
			),
			fix: say(
				'Supprimez le motif, ou choisissez la catégorie E si l’opération est exonérée.',
				'Remove the reason, or choose category E if the supply is exempt.',
			),
		}
	return {
		terms,
		message: say(
			`La ventilation de catégorie ${c.name.fr} ne dit pas pourquoi la TVA n’est pas due (BT-120 ou BT-121).`,
			`The breakdown of category ${c.name.en} does not say why no VAT is due (BT-120 or BT-121).`,
		),
		why: say(
			`${c.why.fr} La facture doit en donner le motif, par un code ou en clair.`,
			`${c.why.en} The invoice has to give the reason, as a code or in words.`,
		),
		fix: say(
			`Indiquez le code du motif (BT-121${vatex[c.code] === undefined ? '' : `, ${vatex[c.code]}`}) ou son texte (BT-120).`,
			`Give the reason code (BT-121${vatex[c.code] === undefined ? '' : `, ${vatex[c.code]}`}) or its text (BT-120).`,
		),
	}
}

/** The usual exemption reason code of a category. */
const vatex: Readonly<Record<string, string>> = {
	AE: 'VATEX-EU-AE',
	K: 'VATEX-EU-IC',
	G: 'VATEX-EU-G',
	O: 'VATEX-EU-O',
}

/** Another category beside one that has to be alone. */
function alone(what: Wording, terms: readonly string[]): Entry {
	const { why } = categoryOf('BR-O-11')!
	return {
		terms,
		message: say(
			`La facture est hors du champ de la TVA (O), mais ${what.fr} relève d’une autre catégorie.`,
			`The invoice is outside the scope of VAT (O), but ${what.en} is of another category.`,
		),
		why: say(
			`${why.fr} Elle ne se mélange donc avec aucune autre dans une même facture.`,
			`${why.en} So it does not mix with any other in one invoice.`,
		),
		fix: say(
			'Faites deux factures, ou changez de catégorie (E pour une exonération).',
			'Make two invoices, or change the category (E for an exemption).',
		),
	}
}

const others: Readonly<Record<string, Entry>> = {
	'BR-IC-11': {
		terms: ['BT-72', 'BG-14', 'BT-118'],
		message: say(
			'La facture porte une livraison intracommunautaire (K) sans date de livraison (BT-72) ni période de facturation (BG-14).',
			'The invoice has an intra-community supply (K) with neither a delivery date (BT-72) nor an invoicing period (BG-14).',
		),
		why: say(
			'La date de livraison fixe la période où l’acheteur déclare son acquisition.',
			'The delivery date sets the period in which the buyer declares the acquisition.',
		),
		fix: say(
			'Indiquez la date de livraison ou la période de facturation.',
			'Give the delivery date or the invoicing period.',
		),
	},
	'BR-IC-12': {
		terms: ['BT-80', 'BT-118'],
		place: 'BT-80',
		message: say(
			'La facture porte une livraison intracommunautaire (K) sans le pays de livraison (BT-80).',
			'The invoice has an intra-community supply (K) without the delivery country (BT-80).',
		),
		why: say(
			'L’exonération suppose que les biens quittent le pays : il faut dire vers lequel.',
			'The exemption supposes that the goods leave the country: the invoice has to say for which.',
		),
		fix: say('Indiquez le pays de livraison.', 'Give the delivery country.'),
	},
	'BR-O-11': alone(say('une autre ventilation de TVA (BG-23)', 'another VAT breakdown (BG-23)'), [
		'BG-23',
		'BT-118',
	]),
	'BR-O-12': alone(say('une ligne (BG-25)', 'a line (BG-25)'), ['BT-151', 'BG-25', 'BT-118']),
	'BR-O-13': alone(say('une remise (BG-20)', 'an allowance (BG-20)'), ['BT-95', 'BG-20', 'BT-118']),
	'BR-O-14': alone(say('une partie des frais (BG-21)', 'a charge (BG-21)'), ['BT-102', 'BG-21', 'BT-118']),
	'BR-B-01': {
		terms: ['BT-151', 'BT-95', 'BT-102', 'BT-40', 'BT-55'],
		message: say(
			'Le code de TVA « paiement scindé » (B, en BT-151, BT-95 ou BT-102) est utilisé dans une facture qui n’est pas italienne.',
			'The VAT category “split payment” (B, in BT-151, BT-95 or BT-102) is used in an invoice that is not Italian.',
		),
		why: say(
			'Ce régime, où l’acheteur public verse la TVA au Trésor, n’existe qu’entre un vendeur et un acheteur italiens.',
			'This scheme, where a public buyer pays the VAT to the treasury, exists only between an Italian seller and an Italian buyer.',
		),
		fix: say('Choisissez une autre catégorie de TVA.', 'Choose another VAT category.'),
	},
	'BR-B-02': {
		terms: ['BT-151', 'BT-95', 'BT-102', 'BT-118'],
		message: say(
			'La facture mélange deux codes de TVA (BT-118) : paiement scindé (B) et taux normal ou réduit (S).',
			'The invoice mixes two VAT categories (BT-118): split payment (B) and standard or reduced rate (S).',
		),
		why: say(
			'Avec le paiement scindé, l’acheteur retient la TVA de toute la facture.',
			'Under split payment, the buyer keeps back the VAT of the whole invoice.',
		),
		fix: say('Faites une facture pour chaque régime.', 'Make one invoice for each scheme.'),
	},
}

export function vat(rule: string): Entry | undefined {
	const own = others[rule]
	if (own !== undefined) return own
	const category = categoryOf(rule)
	if (category === undefined) return undefined
	const number = Number(rule.slice(-2))
	if (number === 1) return breakdown(category)
	if (number >= 2 && number <= 4) return parties(category, carriers[number - 2]!)
	if (number >= 5 && number <= 7) return rate(category, carriers[number - 5]!)
	if (number === 8) return basis(category)
	if (number === 9) return tax(category)
	return number === 10 ? reason(category) : undefined
}
