/**
 * Codes that are not in their list (BR-CL): what the code is, which list it comes from, an example.
 */
import type { TermId } from '../terms/names.ts'
import { naming } from '../terms/term.ts'
import { capital, type Entry, say } from './entry.ts'

interface Coded {
	/** What carries the code; a term, or words in both languages where it may be one of several. */
	readonly what: TermId | readonly [fr: string, en: string]
	readonly terms: readonly TermId[]
	readonly list: readonly [fr: string, en: string]
	readonly example: readonly [fr: string, en: string]
}

const schemes = [
	'liste ISO 6523 des référentiels d’identifiants',
	'ISO 6523 list of identifier schemes',
] as const
const country = ['liste ISO 3166-1 des pays', 'ISO 3166-1 list of countries'] as const
const currencies = ['liste ISO 4217 des devises', 'ISO 4217 list of currencies'] as const
const countryExample = ['FR pour la France, en majuscules', 'FR for France, in capitals'] as const
const euro = ['EUR pour l’euro', 'EUR for the euro'] as const
const categories = [
	'liste des catégories de TVA (UNTDID 5305)',
	'list of VAT categories (UNTDID 5305)',
] as const
const categoryExample = [
	'S pour un taux normal ou réduit, E pour une exonération',
	'S for a standard or reduced rate, E for an exemption',
] as const
const siren = ['0002 pour un SIREN, 0009 pour un SIRET', '0088 for a GLN, 0002 for a French SIREN'] as const

const codes: Readonly<Record<string, Coded>> = {
	'BR-CL-01': {
		what: 'BT-3',
		terms: ['BT-3'],
		list: ['liste des types de document (UNTDID 1001)', 'list of document types (UNTDID 1001)'],
		example: ['380 pour une facture, 381 pour un avoir', '380 for an invoice, 381 for a credit note'],
	},
	'BR-CL-03': {
		what: [
			'La devise d’un montant (attribut currencyID, comme en BT-5)',
			'The currency of an amount (attribute currencyID, as in BT-5)',
		],
		terms: ['BT-5'],
		list: currencies,
		example: euro,
	},
	'BR-CL-04': { what: 'BT-5', terms: ['BT-5'], list: currencies, example: euro },
	'BR-CL-05': { what: 'BT-6', terms: ['BT-6'], list: currencies, example: euro },
	'BR-CL-06': {
		what: 'BT-8',
		terms: ['BT-8'],
		list: [
			'liste des codes d’exigibilité (UNTDID 2005 en UBL, 2475 en CII)',
			'list of VAT point codes (UNTDID 2005 in UBL, 2475 in CII)',
		],
		example: ['3 en UBL ou 5 en CII pour la date de facture', '3 in UBL or 5 in CII for the invoice date'],
	},
	'BR-CL-07': {
		what: [
			'Le référentiel d’un objet facturé (BT-18, BT-128)',
			'The scheme of an invoiced object (BT-18, BT-128)',
		],
		terms: ['BT-18', 'BT-128'],
		list: ['liste des qualifiants de référence (UNTDID 1153)', 'list of reference qualifiers (UNTDID 1153)'],
		example: ['ABZ pour une immatriculation de véhicule', 'ABZ for a vehicle licence number'],
	},
	'BR-CL-08': {
		what: 'BT-21',
		terms: ['BT-21'],
		list: ['liste des sujets de texte (UNTDID 4451)', 'list of text subjects (UNTDID 4451)'],
		example: ['AAI pour une information générale', 'AAI for general information'],
	},
	'BR-CL-10': {
		what: [
			'Le référentiel d’un identifiant de partie (BT-29, BT-46, BT-60)',
			'The scheme of a party identifier (BT-29, BT-46, BT-60)',
		],
		terms: ['BT-29', 'BT-46', 'BT-60'],
		list: schemes,
		example: siren,
	},
	'BR-CL-11': {
		what: [
			'Le référentiel d’un identifiant légal (BT-30, BT-47, BT-61)',
			'The scheme of a legal registration identifier (BT-30, BT-47, BT-61)',
		],
		terms: ['BT-30', 'BT-47', 'BT-61'],
		list: schemes,
		example: siren,
	},
	'BR-CL-13': {
		what: [
			'La nomenclature d’une classification d’article (BT-158)',
			'The list of an item classification (BT-158)',
		],
		terms: ['BT-158'],
		list: ['liste des types de nomenclature (UNTDID 7143)', 'list of classification types (UNTDID 7143)'],
		example: ['STI pour l’UNSPSC', 'STI for UNSPSC'],
	},
	'BR-CL-14': {
		what: ['Un code pays (BT-40, BT-55, BT-69 ou BT-80)', 'A country code (BT-40, BT-55, BT-69 or BT-80)'],
		terms: ['BT-40', 'BT-55', 'BT-69', 'BT-80'],
		list: country,
		example: countryExample,
	},
	'BR-CL-15': { what: 'BT-159', terms: ['BT-159'], list: country, example: countryExample },
	'BR-CL-16': {
		what: 'BT-81',
		terms: ['BT-81'],
		list: ['liste des moyens de paiement (UNTDID 4461)', 'list of payment means (UNTDID 4461)'],
		example: [
			'30 ou 58 pour un virement, 59 pour un prélèvement SEPA',
			'30 or 58 for a transfer, 59 for a SEPA direct debit',
		],
	},
	'BR-CL-17': {
		what: ['Un code de TVA (BT-95, BT-102 ou BT-118)', 'A VAT category code (BT-95, BT-102 or BT-118)'],
		terms: ['BT-95', 'BT-102', 'BT-118'],
		list: categories,
		example: categoryExample,
	},
	'BR-CL-18': {
		what: ['Un code de TVA (BT-151 ou BT-118)', 'A VAT category code (BT-151 or BT-118)'],
		terms: ['BT-151', 'BT-118'],
		list: categories,
		example: categoryExample,
	},
	'BR-CL-19': {
		what: [
			'Le code du motif d’une remise (BT-98 ou BT-140)',
			'The reason code of an allowance (BT-98 or BT-140)',
		],
		terms: ['BT-98', 'BT-140'],
		list: ['liste des motifs de remise (UNTDID 5189)', 'list of allowance reasons (UNTDID 5189)'],
		example: ['95 pour une remise commerciale', '95 for a discount'],
	},
	'BR-CL-20': {
		what: ['Le code du motif de frais (BT-105 ou BT-145)', 'The reason code of a charge (BT-105 or BT-145)'],
		terms: ['BT-105', 'BT-145'],
		list: ['liste des motifs de frais (UNTDID 7161)', 'list of charge reasons (UNTDID 7161)'],
		example: ['FC pour des frais de transport', 'FC for freight'],
	},
	'BR-CL-21': {
		what: [
			'Le référentiel d’un identifiant normalisé d’article (BT-157)',
			'The scheme of an item standard identifier (BT-157)',
		],
		terms: ['BT-157'],
		list: schemes,
		example: ['0160 pour un GTIN', '0160 for a GTIN'],
	},
	'BR-CL-22': {
		what: 'BT-121',
		terms: ['BT-121'],
		list: ['liste européenne VATEX des motifs d’exonération', 'European VATEX list of exemption reasons'],
		example: ['VATEX-EU-AE pour une autoliquidation', 'VATEX-EU-AE for a reverse charge'],
	},
	'BR-CL-23': {
		what: ['Une unité de mesure (BT-130 ou BT-150)', 'A unit of measure (BT-130 or BT-150)'],
		terms: ['BT-130', 'BT-150'],
		list: [
			'liste des unités (Recommandations 20 et 21 de l’ONU)',
			'list of units (UN Recommendations 20 and 21)',
		],
		example: [
			'C62 pour une pièce, HUR pour une heure, KGM pour un kilogramme',
			'C62 for a piece, HUR for an hour, KGM for a kilogram',
		],
	},
	'BR-CL-24': {
		what: ['Le type du document joint (BT-125)', 'The type of the attached document (BT-125)'],
		terms: ['BT-125'],
		list: ['liste des types de fichier admis', 'list of allowed file types'],
		example: [
			'application/pdf, image/png, image/jpeg ou text/csv',
			'application/pdf, image/png, image/jpeg or text/csv',
		],
	},
	'BR-CL-25': {
		what: [
			'Le référentiel d’une adresse électronique (BT-34 ou BT-49)',
			'The scheme of an electronic address (BT-34 or BT-49)',
		],
		terms: ['BT-34', 'BT-49'],
		list: ['liste européenne EAS des adresses électroniques', 'European EAS list of electronic addresses'],
		example: [
			'0225 pour une adresse de facturation française, EM pour un courriel',
			'0225 for a French invoicing address, EM for e-mail',
		],
	},
	'BR-CL-26': {
		what: ['Le référentiel d’un lieu de livraison (BT-71)', 'The scheme of a delivery location (BT-71)'],
		terms: ['BT-71'],
		list: schemes,
		example: ['0088 pour un GLN', '0088 for a GLN'],
	},
}

export function codeLists(rule: string): Entry | undefined {
	const code = codes[rule]
	if (code === undefined) return undefined
	const { what } = code
	const name = typeof what === 'string' ? naming(what) : { fr: what[0], en: what[1] }
	return {
		terms: code.terms,
		message: say(
			`${capital(name.fr)} n’est pas dans la ${code.list[0]}.`,
			`${capital(name.en)} is not in the ${code.list[1]}.`,
		),
		why: say(
			'Les programmes ne comprennent que les codes de la liste, écrits exactement ainsi.',
			'Programs understand only the codes of the list, spelt exactly so.',
		),
		fix: say(
			`Choisissez un code de cette liste : ${code.example[0]}.`,
			`Pick a code of this list: ${code.example[1]}.`,
		),
	}
}
