/**
 * Elements that the formats allow at this place only once, or ask for exactly once (UBL-SR, CII-SR).
 *
 * `once` and `exact` name the business term of each rule or, where none fits, the thing itself.
 */
import type { TermId } from '../terms/names.ts'
import { businessTerms, naming } from '../terms/term.ts'
import type { Wording } from '../wording.ts'
import { capital, type Entry, say } from './entry.ts'

/** A term, or a thing named in French with its article and in English without, and the terms it touches. */
type Subject = TermId | readonly [fr: string, en: string, ...terms: TermId[]]

const once: Readonly<Record<string, Subject>> = {
	'UBL-SR-01': 'BT-12',
	'UBL-SR-02': 'BT-15',
	'UBL-SR-03': 'BT-16',
	'UBL-SR-04': 'BT-18',
	'UBL-SR-05': 'BT-20',
	'UBL-SR-08': 'BG-14',
	'UBL-SR-09': 'BT-27',
	'UBL-SR-10': 'BT-28',
	'UBL-SR-11': 'BT-30',
	'UBL-SR-12': 'BT-31',
	'UBL-SR-13': 'BT-32',
	'UBL-SR-14': 'BT-33',
	'UBL-SR-15': 'BT-44',
	'UBL-SR-16': 'BT-46',
	'UBL-SR-17': 'BT-47',
	'UBL-SR-18': 'BT-48',
	'UBL-SR-22': 'BT-62',
	'UBL-SR-23': 'BT-63',
	'UBL-SR-24': 'BG-13',
	'UBL-SR-25': 'BT-70',
	'UBL-SR-26': [
		'la référence à rappeler au paiement (BT-83) dans un même moyen de paiement',
		'remittance information (BT-83) inside one means of payment',
		'BT-83',
	],
	'UBL-SR-27': [
		'le code du moyen de paiement (BT-81) dans un même bloc',
		'payment means code (BT-81) inside one block',
		'BT-81',
	],
	'UBL-SR-28': 'BT-89',
	'UBL-SR-29': 'BT-90',
	'UBL-SR-30': [
		'le motif d’une même remise (BT-97, BT-139)',
		'reason of one allowance (BT-97, BT-139)',
		'BT-97',
		'BT-139',
	],
	'UBL-SR-31': [
		'le motif de mêmes frais (BT-104, BT-144)',
		'reason of one charge (BT-104, BT-144)',
		'BT-104',
		'BT-144',
	],
	'UBL-SR-32': 'BT-120',
	'UBL-SR-33': 'BT-123',
	'UBL-SR-34': 'BT-127',
	'UBL-SR-35': 'BT-132',
	'UBL-SR-36': 'BG-26',
	'UBL-SR-37': 'BT-147',
	'UBL-SR-39': 'BT-11',
	'UBL-SR-40': 'BT-45',
	'UBL-SR-45': 'BT-9',
	'UBL-SR-46': 'BT-82',
	'UBL-SR-49': 'BT-8',
	'UBL-SR-50': 'BT-154',
	'UBL-SR-51': [
		'la ligne d’adresse complémentaire (BT-162, BT-163, BT-164, BT-165)',
		'additional address line (BT-162, BT-163, BT-164, BT-165)',
		'BT-162',
		'BT-163',
		'BT-164',
		'BT-165',
	],
	'UBL-SR-52': 'BT-128',
	'UBL-SR-54': 'BG-18',
	'UBL-SR-55': 'BG-19',
	'UBL-SR-56': 'BT-17',
	'CII-SR-003': 'BT-23',
	'CII-SR-030': 'BT-22',
	'CII-SR-039': 'BT-127',
	'CII-SR-040': 'BT-127',
	'CII-SR-440': 'BT-147',
	'CII-SR-441': 'BT-146',
	'CII-SR-452': 'BT-20',
	'CII-SR-453': 'BT-20',
	'CII-SR-455': 'BG-6',
	'CII-SR-456': 'BG-9',
	'CII-SR-457': 'BT-17',
	'CII-SR-458': 'BT-18',
	'CII-SR-459': 'BT-34',
	'CII-SR-460': 'BT-49',
	'CII-SR-461': 'BT-7',
	'CII-SR-469': 'BT-83',
	'CII-SR-471': [
		'le taux de TVA d’une remise ou de frais (BT-96, BT-103)',
		'VAT rate of an allowance or charge (BT-96, BT-103)',
		'BT-96',
		'BT-103',
	],
	'CII-SR-472': [
		'la TVA d’une remise ou de frais (BT-95, BT-102)',
		'VAT of an allowance or charge (BT-95, BT-102)',
		'BT-95',
		'BT-102',
	],
	'CII-SR-473': [
		'le montant d’une remise ou de frais (BT-92, BT-99, BT-136, BT-141)',
		'amount of an allowance or charge (BT-92, BT-99, BT-136, BT-141)',
		'BT-92',
		'BT-99',
		'BT-136',
		'BT-141',
	],
	'CII-SR-474': 'BT-128',
	'CII-SR-475': 'BT-123',
	'CII-SR-476': 'BT-125',
	'CII-SR-477': 'BT-106',
	'CII-SR-478': 'BT-108',
	'CII-SR-479': 'BT-107',
	'CII-SR-480': 'BT-109',
	'CII-SR-481': 'BT-114',
	'CII-SR-482': 'BT-112',
	'CII-SR-483': ['le montant donné pour information (BG-22)', 'informative amount (BG-22)', 'BG-22'],
	'CII-SR-484': 'BT-113',
	'CII-SR-485': ['le total des escomptes (BG-22)', 'total of discounts (BG-22)', 'BG-22'],
	'CII-SR-486': ['le total des remises et frais (BG-22)', 'total of allowances and charges (BG-22)', 'BG-22'],
	'CII-SR-487': 'BT-115',
	'CII-SR-488': ['la valeur de détail hors taxe (BG-22)', 'retail value without tax (BG-22)', 'BG-22'],
	'CII-SR-489': ['le total des consignes (BG-22)', 'total of deposit fees (BG-22)', 'BG-22'],
	'CII-SR-490': ['la valeur hors taxe sur le tabac (BG-22)', 'value without tobacco tax (BG-22)', 'BG-22'],
	'CII-SR-491': ['la valeur totale de détail (BG-22)', 'total retail value (BG-22)', 'BG-22'],
	'CII-SR-492': ['le total brut des lignes (BG-22)', 'gross line total (BG-22)', 'BG-22'],
	'CII-SR-493': ['le total net des lignes (BG-22)', 'net line total (BG-22)', 'BG-22'],
	'CII-SR-494': [
		'le total net des lignes, taxes comprises (BG-22)',
		'net line total with taxes (BG-22)',
		'BG-22',
	],
}

/** The term that a rule allows only once, where it is about a single one. */
export function termOnce(rule: string): TermId | undefined {
	const subject = once[rule]
	return typeof subject === 'string' ? subject : undefined
}

const exact: Readonly<Record<string, Subject>> = {
	'UBL-SR-07': 'BT-25',
	'UBL-SR-48': ['la TVA de la ligne (BG-30) dans chaque ligne', 'line VAT (BG-30) in each line', 'BG-30'],
	'CII-SR-009': ['l’identifiant de spécification (BT-24)', 'specification identifier (BT-24)', 'BT-24'],
	'CII-SR-010': 'BT-24',
	'CII-SR-014': 'BT-3',
	'CII-SR-069': [
		'le nom de chaque caractéristique (BT-160)',
		'name of each item attribute (BT-160)',
		'BT-160',
	],
	'CII-SR-072': [
		'la valeur de chaque caractéristique (BT-161)',
		'value of each item attribute (BT-161)',
		'BT-161',
	],
	'CII-SR-090': 'BT-159',
	'CII-SR-439': [
		'le prix net de l’article (BT-146) dans chaque ligne',
		'item net price (BT-146) in each line',
		'BT-146',
	],
	'CII-SR-454': ['la TVA de la ligne (BG-30) dans chaque ligne', 'line VAT (BG-30) in each line', 'BG-30'],
}

function named(subject: Subject): Wording & { readonly terms: readonly string[] } {
	if (typeof subject !== 'string') {
		const [fr, en, ...terms] = subject
		return { fr, en: `the ${en}`, terms }
	}
	const group = businessTerms.get(subject)?.group
	return { ...naming(subject), terms: group === undefined ? [subject] : [subject, group] }
}

const whyOnce = say(
	'Avec plusieurs valeurs, le destinataire ne sait pas laquelle compte, et son logiciel peut n’en garder qu’une.',
	'Given several values, the recipient cannot tell which one counts, and may keep just one of them.',
)

function onlyOnce(subject: Subject): Entry {
	const name = named(subject)
	return {
		terms: name.terms,
		message: say(
			`La facture donne plusieurs fois ${name.fr}, alors qu’une seule valeur est admise.`,
			`The invoice gives ${name.en} more than once, where a single one is allowed.`,
		),
		why: whyOnce,
		fix: say(
			'Gardez la bonne valeur et supprimez les autres.',
			'Keep the right value and remove the others.',
		),
	}
}

function exactlyOnce(subject: Subject): Entry {
	const name = named(subject)
	return {
		terms: name.terms,
		...(typeof subject === 'string' && { place: subject }),
		message: say(
			`Il faut donner une fois, et une seule, ${name.fr}.`,
			`${capital(name.en)} has to be given once, and only once.`,
		),
		why: say(
			'Le destinataire a besoin de cette donnée ; si elle manque ou se répète, il ne peut pas traiter la facture.',
			'The recipient needs this datum; when it is missing or repeated, the invoice cannot be handled.',
		),
		fix: say(
			'Ajoutez cette donnée si elle manque, ou supprimez ses répétitions.',
			'Add this datum if it is missing, or remove its repetitions.',
		),
	}
}

export function occurrence(rule: string): Entry | undefined {
	const single = once[rule]
	if (single !== undefined) return onlyOnce(single)
	const needed = exact[rule]
	return needed === undefined ? undefined : exactlyOnce(needed)
}
