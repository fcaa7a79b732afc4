/** Amounts with more decimals than the cent allows (BR-DEC). */
import type { Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { naming } from '../terms/term.ts'
import { capital, type Entry, say } from './entry.ts'

const amounts: Readonly<Record<string, TermId>> = {
	'BR-DEC-01': 'BT-92',
	'BR-DEC-02': 'BT-93',
	'BR-DEC-05': 'BT-99',
	'BR-DEC-06': 'BT-100',
	'BR-DEC-09': 'BT-106',
	'BR-DEC-10': 'BT-107',
	'BR-DEC-11': 'BT-108',
	'BR-DEC-12': 'BT-109',
	'BR-DEC-13': 'BT-110',
	'BR-DEC-14': 'BT-112',
	'BR-DEC-15': 'BT-111',
	'BR-DEC-16': 'BT-113',
	'BR-DEC-17': 'BT-114',
	'BR-DEC-18': 'BT-115',
	'BR-DEC-19': 'BT-116',
	'BR-DEC-20': 'BT-117',
	'BR-DEC-23': 'BT-131',
	'BR-DEC-24': 'BT-136',
	'BR-DEC-25': 'BT-137',
	'BR-DEC-27': 'BT-141',
	'BR-DEC-28': 'BT-142',
}

/** The amount that a rule of this family looks at. */
export function amountOf(rule: string): TermId | undefined {
	return amounts[rule]
}

/** The published CII rule also fails where the VAT total in the announced currency is missing. */
const accountingTotal: Entry = {
	terms: ['BT-111', 'BT-6'],
	message: say(
		'Le total de TVA en devise de comptabilisation (BT-111) compte plus de deux décimales, ou manque alors que cette devise (BT-6) est annoncée.',
		'The VAT total in accounting currency (BT-111) has more than two decimals, or is missing although that currency (BT-6) is announced.',
	),
	why: say(
		'Une fois la devise annoncée, le total de TVA doit y être donné, au centime près.',
		'Once the currency is announced, the VAT total has to be given in it, to the cent.',
	),
	fix: say(
		'Ajoutez ou arrondissez ce total, ou supprimez la devise (BT-6).',
		'Add or round this total, or remove the currency (BT-6).',
	),
}

export function decimals(rule: string, syntax: Syntax | undefined): Entry | undefined {
	const id = amounts[rule]
	if (id === undefined) return undefined
	if (rule === 'BR-DEC-15' && syntax === 'cii') return accountingTotal
	const name = naming(id)
	return {
		terms: [id],
		message: say(
			`${capital(name.fr)} compte plus de deux décimales.`,
			`${capital(name.en)} has more than two decimals.`,
		),
		why: say(
			'Les montants s’arrêtent au centime, pour que les totaux tombent juste chez tout le monde.',
			'Amounts stop at the cent, so that totals come out the same for everyone.',
		),
		fix: say('Arrondissez ce montant à deux décimales.', 'Round this amount to two decimals.'),
	}
}
