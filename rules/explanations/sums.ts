/**
 * The arithmetic of the document: sums of lines, totals, tax of a breakdown (BR-CO-10 to BR-CO-17).
 */
import type { TermId } from '../terms/names.ts'
import { naming } from '../terms/term.ts'
import { capital, type Entry, say } from './entry.ts'

/** A total that is not what its parts give; the formula in words. */
function sum(total: TermId, parts: readonly TermId[], fr: string, en: string): Entry {
	const name = naming(total)
	return {
		terms: [total, ...parts],
		message: say(`${capital(name.fr)} n’est pas juste.`, `${capital(name.en)} does not come out right.`),
		why: say(`La règle de calcul : ${fr}.`, `How it is worked out: ${en}.`),
		fix: say(
			'Corrigez d’abord les montants qui entrent dans le calcul, puis ce total.',
			'Correct the amounts that go into the calculation first, then this total.',
		),
	}
}

export const sums: Readonly<Record<string, Entry>> = {
	'BR-CO-10': sum(
		'BT-106',
		['BT-131'],
		'c’est la somme des montants nets de toutes les lignes (BT-131)',
		'it is the sum of the net amounts of all lines (BT-131)',
	),
	'BR-CO-11': sum(
		'BT-107',
		['BT-92'],
		'c’est la somme des remises au niveau du document (BT-92)',
		'it is the sum of the allowances at document level (BT-92)',
	),
	'BR-CO-12': sum(
		'BT-108',
		['BT-99'],
		'c’est la somme des frais au niveau du document (BT-99)',
		'it is the sum of the charges at document level (BT-99)',
	),
	'BR-CO-13': sum(
		'BT-109',
		['BT-106', 'BT-107', 'BT-108'],
		'somme des lignes (BT-106), moins les remises (BT-107), plus les frais (BT-108)',
		'line sum (BT-106), less allowances (BT-107), plus charges (BT-108)',
	),
	'BR-CO-14': sum(
		'BT-110',
		['BT-117'],
		'c’est la somme des montants de TVA de la ventilation (BT-117)',
		'it is the sum of the tax amounts of the VAT breakdown (BT-117)',
	),
	'BR-CO-15': sum(
		'BT-112',
		['BT-109', 'BT-110'],
		'total hors TVA (BT-109) plus total de TVA (BT-110)',
		'total without VAT (BT-109) plus total VAT (BT-110)',
	),
	'BR-CO-16': sum(
		'BT-115',
		['BT-112', 'BT-113', 'BT-114'],
		'total TVA comprise (BT-112), moins le montant déjà payé (BT-113), plus l’arrondi (BT-114)',
		'total with VAT (BT-112), less the paid amount (BT-113), plus rounding (BT-114)',
	),
	'BR-CO-17': {
		...sum(
			'BT-117',
			['BT-116', 'BT-119', 'BG-23'],
			'base d’imposition (BT-116) multipliée par le taux (BT-119), arrondie au centime',
			'taxable amount (BT-116) times the rate (BT-119), rounded to the cent',
		),
		fix: say(
			'Vérifiez la base et le taux de cette ventilation, puis recalculez le montant de TVA.',
			'Check basis and rate of this breakdown, then work out the VAT amount again.',
		),
	},
}
