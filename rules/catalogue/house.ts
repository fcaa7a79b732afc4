/**
 * What the house itself says of a file, apart from rule sets: that it cannot be read, what its container lacks, its
 * structure, what is attached to it, why nothing was concluded. Sentences are those of the findings, whose values are
 * not known here and shown as “…”.
 */
import { abandonedAdvice, engineFault } from '../abandoned.ts'
import { attachedAdvice } from '../attached/explanations.ts'
import { pdfAdvice } from '../carrier/explanations.ts'
import { originalFaults } from '../original.ts'
import { readingProblems } from '../reading/reading.ts'
import { remarks } from '../remark.ts'
import { structureRule, structureRuleIds } from '../structure/explanations.ts'
import { undecided } from '../undecided.ts'
import type { Advice, Wording } from '../wording.ts'

const typedWhy: Wording = {
	fr: 'Chaque donnée saisie devient un élément de la facture électronique : sa clé et sa forme disent lequel.',
	en: 'Each datum typed in becomes an element of the electronic invoice: its key and its form say which.',
}

const typed: Readonly<Record<string, Advice>> = {
	'TYPED-KEY': {
		message: {
			fr: 'Une clé de la facture saisie n’a pas sa place à cet endroit.',
			en: 'A key of the invoice typed in has no place where it stands.',
		},
		why: typedWhy,
		fix: {
			fr: 'Placez cette donnée dans le groupe auquel elle appartient, ou retirez-la.',
			en: 'Put this datum into the group that it belongs to, or remove it.',
		},
	},
	'TYPED-VALUE': {
		message: {
			fr: 'Une donnée saisie n’a pas la forme attendue.',
			en: 'A datum typed in does not have the form that is due.',
		},
		why: typedWhy,
		fix: {
			fr: 'Écrivez-la sous la forme indiquée : un jour AAAA-MM-JJ, un nombre avec un point, un code de la liste.',
			en: 'Write it in the form shown: a day YYYY-MM-DD, a number with a point, a code of the list.',
		},
	},
	'TYPED-SURPLUS': {
		message: {
			fr: 'Une donnée saisie a plus de valeurs que le format UBL ne peut en porter.',
			en: 'A datum typed in has more values than UBL can carry.',
		},
		why: typedWhy,
		fix: {
			fr: 'Gardez la valeur juste et retirez les autres.',
			en: 'Keep the right value and remove the others.',
		},
	},
}

const told: Readonly<Record<string, Advice>> = {
	...readingProblems,
	...remarks,
	...pdfAdvice,
	...attachedAdvice,
	...originalFaults,
	...Object.fromEntries(structureRuleIds.map((id) => [id, structureRule(id)!])),
	...typed,
	...undecided,
	[engineFault]: abandonedAdvice,
}

const general = ({ fr, en }: Wording): Wording => ({
	fr: fr.replace(/\{\w+\}/g, '…'),
	en: en.replace(/\{\w+\}/g, '…'),
})

/** By id, as `READ-EMPTY`. */
export const houseAdvice: ReadonlyMap<string, Advice> = new Map(
	Object.entries(told).map(([id, { message, why, fix }]) => [
		id,
		{ message: general(message), why: general(why), fix: general(fix) },
	]),
)
