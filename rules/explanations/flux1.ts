/**
 * The rules of the public portal on the extract of an invoice that it is sent (flow 1: G1, G2, G6, P1, S1).
 *
 * An id is a rule and the term that it looks at, as `G2.01_BT-40`; a rule over many places names no term. The
 * supplier reads these when his platform could not send the extract, so the fix speaks of his invoice.
 */
import type { TermId } from '../terms/names.ts'
import { businessTerms, naming } from '../terms/term.ts'
import { capital, type Entry, type Family, missing, say } from './entry.ts'

/** What is said of one term, `{}` for its name. */
interface Pattern {
	readonly message: readonly [fr: string, en: string]
	readonly why: readonly [fr: string, en: string]
	readonly fix: readonly [fr: string, en: string]
	/** Terms concerned, where the id names none, or beside the one that it names. */
	readonly also?: readonly string[]
}

const portal: readonly [fr: string, en: string] = [
	'Le portail public refuse l’extrait, et la facture n’est pas déclarée.',
	'The public portal refuses the extract, and the invoice is not reported.',
]
const rates = '0 ; 0,9 ; 1,05 ; 1,75 ; 2,1 ; 5,5 ; 7 ; 8,5 ; 9,2 ; 9,6 ; 10 ; 13 ; 19,6 ; 20 ; 20,6'
const ratesEn = rates.replaceAll(' ;', ',').replaceAll(/(\d),(\d)/g, '$1.$2')

const patterns: Readonly<Record<string, Pattern>> = {
	'G1.01': {
		message: ['{} n’est pas un type que le portail reçoit.', '{} is no type that the portal takes.'],
		why: portal,
		fix: [
			'Utilisez par exemple 380 pour une facture, 381 pour un avoir, 386 pour un acompte, 384 pour une rectificative.',
			'Use for instance 380 for an invoice, 381 for a credit note, 386 for a deposit, 384 for a correction.',
		],
	},
	'G1.02': {
		message: ['{} n’est pas un cadre que le portail reçoit.', '{} is no framework that the portal takes.'],
		why: portal,
		fix: [
			'Donnez l’un des cadres B1, S1, M1, B2, S2, M2, B4, S4, M4, S5, S6, B7, S7.',
			'Give one of the frameworks B1, S1, M1, B2, S2, M2, B4, S4, M4, S5, S6, B7, S7.',
		],
	},
	'G1.05': {
		message: [
			'{} est trop long, ou contient un caractère interdit. Il a 35 caractères au plus : lettres sans accent, chiffres, + - _ / et espaces isolés.',
			'{} is too long, or holds a character that is not allowed. It has 35 characters at most: plain letters, digits, + - _ / and single spaces.',
		],
		why: [
			'Ce numéro identifie la facture dans tous les systèmes.',
			'By this number every system knows the invoice.',
		],
		fix: ['Raccourcissez le numéro, ou retirez ces caractères.', 'Shorten the number, or take these out.'],
	},
	'G1.09': {
		message: [
			'Une date n’est pas écrite comme il faut (BT-2 ou une autre).',
			'A date is not written as it must be (BT-2 or another).',
		],
		why: portal,
		fix: [
			'Écrivez les dates comme 2026-09-01 en UBL, 20260901 en CII.',
			'Write dates as 2026-09-01 in UBL, 20260901 in CII.',
		],
		also: ['BT-2'],
	},
	'G1.36': {
		message: [
			'Une date n’est pas entre 2000 et 2099 (BT-2 ou une autre).',
			'A date does not lie between 2000 and 2099 (BT-2 or another).',
		],
		why: portal,
		fix: ['Corrigez l’année de la date.', 'Correct the year of the date.'],
		also: ['BT-2'],
	},
	'G1.10': {
		message: ['{} n’est pas un code de trois majuscules.', '{} is no code of three capitals.'],
		why: portal,
		fix: ['Donnez le code ISO de la devise, comme EUR.', 'Give the ISO code of the currency, as EUR.'],
	},
	'G1.12': {
		message: [
			'La facture n’est pas en euros et ne donne pas {} en euros.',
			'The invoice is not in euros and does not give {} in euros.',
		],
		why: ['La TVA se déclare en euros.', 'VAT is reported in euros.'],
		fix: ['Ajoutez le total de TVA en euros.', 'Add the VAT total in euros.'],
		also: ['BT-5'],
	},
	'G1.14': {
		message: [
			'Un montant a plus de deux décimales ou plus de 19 caractères (BT-109 ou un autre).',
			'An amount has more than two decimals or more than 19 characters (BT-109 or another).',
		],
		why: portal,
		fix: ['Arrondissez le montant au centime.', 'Round the amount to the cent.'],
		also: ['BT-109'],
	},
	'G1.15': {
		message: ['{} a plus de quatre décimales.', '{} has more than four decimals.'],
		why: portal,
		fix: ['Arrondissez la quantité à quatre décimales.', 'Round the quantity to four decimals.'],
	},
	'G1.16': {
		message: [
			'{} porte un signe, plus de six décimales ou plus de 19 caractères.',
			'{} has a sign, more than six decimals or more than 19 characters.',
		],
		why: portal,
		fix: [
			'Écrivez un prix positif de six décimales au plus ; le signe va à la quantité.',
			'Write a positive price of six decimals at most; the sign belongs to the quantity.',
		],
	},
	'G1.24': {
		message: ['{} n’est pas un taux de TVA français.', '{} is no French VAT rate.'],
		why: portal,
		fix: [`Utilisez l’un des taux ${rates}.`, `Use one of the rates ${ratesEn}.`],
	},
	'G1.31': {
		message: [
			'Les factures antérieures (BG-3) ne sont pas citées comme ce type de document le demande.',
			'Earlier invoices (BG-3) are not named as this type of document asks.',
		],
		why: [
			'Une rectificative ou un avoir ne se comprend qu’avec la facture qu’il corrige.',
			'A correction or credit note means nothing without the invoice that it corrects.',
		],
		fix: [
			'Citez la facture d’origine par son numéro et sa date, au niveau du document ou dans chaque ligne, pas aux deux ; une rectificative n’en cite qu’une.',
			'Name the original invoice by number and date, for the document or in each line, not both; a correction names one only.',
		],
		also: ['BG-3', 'BT-3'],
	},
	'G1.41': {
		message: [
			'Une exonération (catégorie E) ne donne pas à la fois {} et son texte (BT-120).',
			'An exemption (category E) does not give both {} and its text (BT-120).',
		],
		why: [
			'Le code dit à l’administration, le texte à l’acheteur, pourquoi il n’y a pas de TVA.',
			'The code tells the tax authority, the text tells the buyer, why there is no VAT.',
		],
		fix: [
			'Ajoutez celui des deux qui manque dans la ventilation de la TVA.',
			'Add the missing one to the VAT breakdown.',
		],
		also: ['BT-120', 'BT-118'],
	},
	'G1.47': {
		message: [
			'Une opération est exonérée (catégorie E), et ni {} ni celui d’un représentant fiscal (BT-63) n’est donné.',
			'An operation is exempt (category E), and neither {} nor that of a tax representative (BT-63) is given.',
		],
		why: portal,
		fix: ['Donnez le numéro de TVA du vendeur.', 'Give the VAT number of the seller.'],
		also: ['BT-63', 'BT-118'],
	},
	'G1.53': {
		message: [
			'{} n’est pas la somme de la ventilation de la TVA, à un centime près.',
			'{} is not the sum of the VAT breakdown, within a cent.',
		],
		why: portal,
		fix: ['Recalculez le total ou la ventilation.', 'Work out the total or the breakdown again.'],
		also: ['BG-23'],
	},
	'G1.55': {
		message: [
			'{} n’est pas le prix brut (BT-148) moins le rabais (BT-147), à un centime près.',
			'{} is not the gross price (BT-148) less the discount (BT-147), within a cent.',
		],
		why: portal,
		fix: ['Recalculez l’un des trois prix.', 'Work out one of the three prices again.'],
		also: ['BT-148', 'BT-147'],
	},
	'G1.60': {
		message: [
			'Le cadre B4, S4 ou M4 ({}) ne va pas avec une facture d’acompte (BT-3).',
			'Framework B4, S4 or M4 ({}) does not go with a deposit invoice (BT-3).',
		],
		why: [
			'Ces cadres annoncent la facture définitive, qui solde les acomptes.',
			'These frameworks announce the final invoice, which settles deposits.',
		],
		fix: ['Changez le cadre ou le type.', 'Change the framework or the type.'],
		also: ['BT-3'],
	},
	'G1.63': {
		message: [
			'{} n’est pas un SIREN de neuf chiffres (référentiel 0002).',
			'{} is no SIREN of nine digits (scheme 0002).',
		],
		why: [
			'Les deux parties d’une facture du flux 1 sont des entreprises françaises.',
			'Both parties of an invoice in flow 1 are French companies.',
		],
		fix: ['Donnez le SIREN avec le référentiel 0002.', 'Give the SIREN with scheme 0002.'],
	},
	'G1.101': {
		message: [
			'{} : l’assujetti unique n’est pas donné par un SIREN de neuf chiffres.',
			'{}: the VAT group is not given by a SIREN of nine digits.',
		],
		why: portal,
		fix: [
			'Donnez le SIREN de l’assujetti unique (référentiel 0231).',
			'Give the SIREN of the VAT group (scheme 0231).',
		],
	},
	'G1.103': {
		message: ['La taxe de la ventilation n’est pas la TVA : {}.', 'The tax of the breakdown is not VAT: {}.'],
		why: portal,
		fix: ['Écrivez VAT comme type de taxe.', 'Write VAT as the kind of tax.'],
	},
	'G2.01': {
		message: [
			'{} n’est pas un code de deux majuscules ; la Grèce s’écrit GR.',
			'{} is no code of two capitals; Greece is written GR.',
		],
		why: portal,
		fix: ['Donnez le code ISO du pays.', 'Give the ISO code of the country.'],
	},
	'G2.19': {
		message: [
			'{} n’est pas d’un référentiel connu du portail, ou pas de la longueur voulue.',
			'{} is of no scheme that the portal knows, or not of its length.',
		],
		why: portal,
		fix: [
			'Utilisez 0002 (SIREN, 9 chiffres), 0223 (TVA européenne, 18 caractères au plus), 0227, 0228 ou 0229.',
			'Use 0002 (SIREN, 9 digits), 0223 (European VAT, 18 characters at most), 0227, 0228 or 0229.',
		],
	},
	'G2.31': {
		message: ['{} n’est pas une catégorie de TVA admise.', '{} is no VAT category that is taken.'],
		why: portal,
		fix: ['Utilisez S, E, AE, K, G, O ou Z.', 'Use S, E, AE, K, G, O or Z.'],
	},
	'G2.32': {
		message: [
			'Toutes les opérations sont exonérées par un article qui les dispense de déclaration : {}.',
			'All operations are exempt by an article that spares them from reporting: {}.',
		],
		why: ['Le portail ne reçoit pas ces factures.', 'The portal does not take such invoices.'],
		fix: [
			'N’envoyez pas d’extrait de cette facture au portail.',
			'Send the portal no extract of this invoice.',
		],
	},
	'G2.33': {
		message: [
			'Il manque {}, alors que la partie est identifiée en France ou dans l’Union.',
			'{} is missing, though the party is identified in France or the Union.',
		],
		why: portal,
		fix: ['Donnez ce numéro de TVA.', 'Give this VAT number.'],
	},
	'G6.10': {
		message: [
			'Une remise du document ne donne pas son taux de TVA : {}.',
			'An allowance of the document does not give its VAT rate: {}.',
		],
		why: portal,
		fix: ['Donnez le taux de TVA de la remise.', 'Give the VAT rate of the allowance.'],
	},
	'G6.16': {
		message: [
			'L’adresse de livraison est incomplète : il manque {}.',
			'The delivery address is not whole: {} is missing.',
		],
		why: portal,
		fix: ['Complétez l’adresse, ou retirez-la.', 'Complete the address, or take it out.'],
	},
	'G6.21': {
		message: [
			'Le code VATEX-FR-CNWVAT ({}) ne va que sur un avoir.',
			'Code VATEX-FR-CNWVAT ({}) stands on credit notes alone.',
		],
		why: portal,
		fix: [
			'Retirez ce code, ou faites un avoir (BT-3 : 261, 381 ou 396).',
			'Take the code out, or make a credit note (BT-3: 261, 381 or 396).',
		],
		also: ['BT-3'],
	},
	'G6.25': {
		message: [
			'{} ne finit pas après le jour où elle commence.',
			'{} does not end after the day on which it starts.',
		],
		why: portal,
		fix: [
			'Corrigez une des deux dates ; pour un seul jour, n’en donnez qu’une.',
			'Correct one of the days; for a single day give one only.',
		],
	},
	'P1.11': {
		message: ['{} n’est pas un code que le portail connaît.', '{} is no code that the portal knows.'],
		why: portal,
		fix: ['Utilisez 5, 29, 72, 3, 35 ou 432.', 'Use 5, 29, 72, 3, 35 or 432.'],
	},
	'S1.13': {
		message: [
			'{} n’est pas le même dans toute la ventilation de la TVA.',
			'{} is not the same throughout the VAT breakdown.',
		],
		why: portal,
		fix: [
			'Donnez le même code à chaque ligne de la ventilation.',
			'Give every row of the breakdown the same code.',
		],
	},
	'S1.14': {
		message: [
			'{} n’est pas celui d’un assujetti unique (référentiel 0231).',
			'{} is not that of a VAT group (scheme 0231).',
		],
		why: [
			'Dans l’extrait, cet identifiant ne sert qu’à l’assujetti unique.',
			'In the extract this identifier serves VAT groups alone.',
		],
		fix: ['Retirez les autres identifiants de l’extrait.', 'Take other identifiers out of the extract.'],
	},
	'S1.17': {
		message: ['{} n’est pas donné comme relevant de la TVA.', '{} is not given as one of VAT.'],
		why: portal,
		fix: [
			'Écrivez VAT en UBL, VA devant un numéro de TVA en CII.',
			'Write VAT in UBL, VA before a VAT number in CII.',
		],
	},
	'PPF-LIST': {
		message: ['{} n’est pas un code que le portail connaît.', '{} is no code that the portal knows.'],
		why: portal,
		fix: ['Utilisez 10, 20, 30, 42, 48, 49 ou 97.', 'Use 10, 20, 30, 42, 48, 49 or 97.'],
	},
	'PPF-TRANSPORT': {
		message: [
			'Le mode de transport de la livraison (BG-13) n’est pas un chiffre de 0 à 9.',
			'The mode of transport of the delivery (BG-13) is no digit from 0 to 9.',
		],
		why: portal,
		fix: [
			'Donnez le chiffre de la recommandation 19 de l’UNECE.',
			'Give the digit of UNECE recommendation 19.',
		],
		also: ['BG-13'],
	},
}

const form = /^(G\d\.\d+|[PS]1\.\d+|PPF-LIST|PPF-TRANSPORT)(?:_(B[TG]-\d+)(?:-\d)?)?$/

export const flux1: Family = (rule) => {
	const [, id, term] = form.exec(rule) ?? []
	if (id === undefined) return undefined
	if (id === 'G6.08' || id === 'G6.09')
		return term === undefined || !businessTerms.has(term) ? undefined : asked(rule, term as TermId)
	const pattern = patterns[id]
	return pattern === undefined ? undefined : fromPattern(pattern, term)
}

function fromPattern({ message, why, fix, also = [] }: Pattern, term: string | undefined): Entry {
	const name = term === undefined ? say('', '') : naming(term)
	const put = (text: string, named: string): string =>
		text.startsWith('{}') ? capital(text.replace('{}', named)) : text.replace('{}', named)
	return {
		terms: [...(term === undefined ? [] : [term]), ...also].filter((one, i, all) => all.indexOf(one) === i),
		message: say(put(message[0], name.fr), put(message[1], name.en)),
		why: say(...why),
		fix: say(...fix),
	}
}

/** What the extract must give; of an identifier or amount, its scheme or currency. */
function asked(rule: string, term: TermId): Entry {
	if (rule === `${rule.slice(0, 5)}_${term}`) return missing(term, say(...portal))
	const name = naming(term)
	return {
		terms: [term],
		message: say(
			`Le référentiel ou la devise manque : ${name.fr}.`,
			`The scheme or the currency is missing: ${name.en}.`,
		),
		why: say(...portal),
		fix: say(
			'Ajoutez schemeID à l’identifiant, ou currencyID au montant.',
			'Add schemeID to the identifier, or currencyID to the amount.',
		),
	}
}
