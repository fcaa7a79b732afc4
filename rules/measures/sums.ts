/** Found and expected of the document's totals (BR-CO-10 to BR-CO-17). */
import { Decimal } from '#engine'
import type { TermId } from '../terms/names.ts'
import {
	compared,
	enclosing,
	type Measure,
	numbers,
	parts,
	type Sight,
	shown,
	sumOf,
	valuesAll,
	valuesIn,
} from './sight.ts'

/** The one number of a term, zero where the term is absent; undefined where it is no number or stands twice. */
function amount(sight: Sight, id: TermId): Decimal | undefined {
	const all = numbers(valuesAll(sight, id))
	return all === undefined || all.length > 1 ? undefined : (all[0] ?? Decimal.zero)
}

/** The number that the invoice gives, undefined where it gives none. */
function given(sight: Sight, id: TermId): Decimal | undefined {
	const all = numbers(valuesAll(sight, id))
	return all?.length === 1 ? all[0] : undefined
}

/** A total that is the sum of all values of a term. */
function sumOfAll(total: TermId, part: TermId): Measure {
	return (sight) => {
		const amounts = numbers(valuesAll(sight, part))
		if (amounts === undefined) return undefined
		return compared(given(sight, total), sumOf(amounts).round(2), parts(amounts))
	}
}

/** A total made of other totals: the first one, then some added and some taken off. */
function combined(total: TermId, terms: readonly (readonly ['+' | '−', TermId])[]): Measure {
	return (sight) => {
		let sum = Decimal.zero
		const steps: string[] = []
		for (const [sign, id] of terms) {
			const value = amount(sight, id)
			if (value === undefined) return undefined
			sum = sign === '+' ? sum.add(value) : sum.sub(value)
			if (steps.length === 0) steps.push(shown(value))
			else if (value.sign() !== 0)
				steps.push(`${sign} ${value.sign() < 0 ? `(${shown(value)})` : shown(value)}`)
		}
		return compared(given(sight, total), sum, steps.join(' '))
	}
}

/** Taxable amount times rate, of the breakdown around the finding. */
export const taxOfBreakdown: Measure = (sight) => {
	const breakdown = enclosing(sight, 'BG-23')
	if (breakdown === 0) return undefined
	const one = (id: TermId): Decimal | undefined => {
		const all = numbers(valuesIn(sight, breakdown, 'BG-23', id))
		return all?.length === 1 ? all[0] : undefined
	}
	const base = one('BT-116')
	const rate = one('BT-119')
	if (base === undefined || rate === undefined) return undefined
	const tax = base.mul(rate).mul(Decimal.scaled(1, 2)).round(2)
	return compared(one('BT-117'), tax, `${shown(base)} × ${rate.toString()} %`)
}

export const sums: Readonly<Record<string, Measure>> = {
	'BR-CO-10': sumOfAll('BT-106', 'BT-131'),
	'BR-CO-11': sumOfAll('BT-107', 'BT-92'),
	'BR-CO-12': sumOfAll('BT-108', 'BT-99'),
	'BR-CO-13': combined('BT-109', [
		['+', 'BT-106'],
		['−', 'BT-107'],
		['+', 'BT-108'],
	]),
	'BR-CO-14': sumOfAll('BT-110', 'BT-117'),
	'BR-CO-15': combined('BT-112', [
		['+', 'BT-109'],
		['+', 'BT-110'],
	]),
	'BR-CO-16': combined('BT-115', [
		['+', 'BT-112'],
		['−', 'BT-113'],
		['+', 'BT-114'],
	]),
	'BR-CO-17': taxOfBreakdown,
}
