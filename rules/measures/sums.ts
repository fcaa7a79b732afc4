/** Found and expected of the document's totals (BR-CO-10 to BR-CO-17). */
import { Decimal } from '#engine'
import type { TermId } from '../terms/names.ts'
import {
	blocked,
	compared,
	enclosing,
	every,
	isObstacle,
	type Measure,
	type Obstacle,
	parts,
	shown,
	single,
	sumOf,
	valuesAll,
	valuesIn,
} from './sight.ts'

/** The number that the invoice gives, undefined where it gives none, an obstacle where it gives more. */
function given(texts: readonly string[], id: TermId): Decimal | Obstacle | undefined {
	return texts.length === 0 ? undefined : single(texts, id, true)
}

/** A total that is the sum of all values of a term. */
function sumOfAll(total: TermId, part: TermId): Measure {
	return (sight) => {
		const amounts = every(valuesAll(sight, part), part)
		if (isObstacle(amounts)) return blocked(amounts)
		const found = given(valuesAll(sight, total), total)
		if (isObstacle(found)) return blocked(found)
		return compared(found, sumOf(amounts).round(2), parts(amounts))
	}
}

/** A total made of other totals: the first one, which is required, then some added and some taken off. */
function combined(total: TermId, terms: readonly (readonly ['+' | '−', TermId])[]): Measure {
	return (sight) => {
		let sum = Decimal.zero
		const steps: string[] = []
		for (const [sign, id] of terms) {
			const value = single(valuesAll(sight, id), id, steps.length === 0)
			if (isObstacle(value)) return blocked(value)
			sum = sign === '+' ? sum.add(value) : sum.sub(value)
			if (steps.length === 0) steps.push(shown(value))
			else if (value.sign() !== 0)
				steps.push(`${sign} ${value.sign() < 0 ? `(${shown(value)})` : shown(value)}`)
		}
		const found = given(valuesAll(sight, total), total)
		return isObstacle(found) ? blocked(found) : compared(found, sum, steps.join(' '))
	}
}

/** Taxable amount times rate, of the breakdown around the finding. */
export const taxOfBreakdown: Measure = (sight) => {
	// The rule also looks at breakdowns that stand elsewhere, such as in a line.
	const breakdown = enclosing(sight, 'BG-23') || sight.node
	const base = single(valuesIn(sight, breakdown, 'BG-23', 'BT-116'), 'BT-116', true)
	if (isObstacle(base)) return blocked(base)
	const rate = single(valuesIn(sight, breakdown, 'BG-23', 'BT-119'), 'BT-119', true)
	if (isObstacle(rate)) return blocked(rate)
	const found = given(valuesIn(sight, breakdown, 'BG-23', 'BT-117'), 'BT-117')
	if (isObstacle(found)) return blocked(found)
	const tax = base.mul(rate).mul(Decimal.scaled(1, 2)).round(2)
	return compared(found, tax, `${shown(base)} × ${rate.toString()} %`)
}

const withVat = combined('BT-112', [
	['+', 'BT-109'],
	['+', 'BT-110'],
])

/** Amounts may agree without a VAT total; then it is the total that is missing. */
const totalWithVat: Measure = (sight) => {
	const measured = withVat(sight)
	if (measured?.found === undefined || measured.found !== measured.expected) return measured
	const tax = single(valuesAll(sight, 'BT-110'), 'BT-110', true)
	return isObstacle(tax) ? blocked(tax) : measured
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
	'BR-CO-15': totalWithVat,
	'BR-CO-16': combined('BT-115', [
		['+', 'BT-112'],
		['−', 'BT-113'],
		['+', 'BT-114'],
	]),
	'BR-CO-17': taxOfBreakdown,
}
