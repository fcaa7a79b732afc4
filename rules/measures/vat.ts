/**
 * Found and expected of the VAT families: how many breakdowns, which rate, which basis, which tax.
 */
import { Decimal } from '#engine'
import { type Category, categoryOf } from '../explanations/vat-categories.ts'
import type { TermId } from '../terms/names.ts'
import { nodesOf } from '../terms/term.ts'
import {
	blocked,
	compared,
	enclosing,
	every,
	isObstacle,
	type Measured,
	type Measures,
	type Obstacle,
	parts,
	quoted,
	type Sight,
	single,
	sumOf,
	valuesAll,
	valuesIn,
} from './sight.ts'
import { taxOfBreakdown } from './sums.ts'

/** What carries a category: its group, amount, category and rate, and whether it counts against the basis. */
const carriers = [
	{ group: 'BG-25', amount: 'BT-131', category: 'BT-151', rate: 'BT-152', sign: '+' },
	{ group: 'BG-20', amount: 'BT-92', category: 'BT-95', rate: 'BT-96', sign: '−' },
	{ group: 'BG-21', amount: 'BT-99', category: 'BT-102', rate: 'BT-103', sign: '+' },
] as const satisfies readonly {
	group: TermId
	amount: TermId
	category: TermId
	rate: TermId
	sign: string
}[]

export const vat: Measures = (rule) => {
	const category = categoryOf(rule)
	if (category === undefined) return undefined
	const number = Number(rule.slice(-2))
	if (number === 1) return (sight) => breakdowns(sight, category)
	if (number >= 5 && number <= 7) return (sight) => rate(sight, category, carriers[number - 5]!)
	if (number === 8) return (sight) => basis(sight, category)
	if (number === 9) return category.perRate ? taxOfBreakdown : noTax
	return undefined
}

/** How many breakdowns of the category there are. */
function breakdowns(sight: Sight, { code, perRate }: Category): Measured {
	const count = (id: TermId): number => valuesAll(sight, id).filter((value) => value === code).length
	const used = carriers.some(({ category }) => count(category) > 0)
	return { found: String(count('BT-118')), expected: used ? (perRate ? '≥ 1' : '1') : '0' }
}

const wanted: Readonly<Record<Category['rate'], string>> = {
	positive: '> 0',
	any: '≥ 0',
	zero: '0',
	none: '–',
}

function rate(sight: Sight, category: Category, carrier: (typeof carriers)[number]): Measured | undefined {
	const instance = enclosing(sight, carrier.group)
	if (instance === 0) return undefined
	const [found] = valuesIn(sight, instance, carrier.group, carrier.rate)
	return { found: found === undefined ? '–' : quoted(found), expected: wanted[category.rate] }
}

/** Lines, less allowances, plus charges, of the category and, where it has several rates, of the rate. */
export function basis(
	sight: Sight,
	{ code, perRate }: Pick<Category, 'code' | 'perRate'>,
): Measured | undefined {
	const breakdown = enclosing(sight, 'BG-23')
	if (breakdown === 0) return undefined
	const inside = (id: TermId, required: boolean) =>
		single(valuesIn(sight, breakdown, 'BG-23', id), id, required)
	const found = inside('BT-116', true)
	if (isObstacle(found)) return blocked(found)
	const rateHere = perRate ? inside('BT-119', true) : undefined
	if (isObstacle(rateHere)) return blocked(rateHere)

	let expected = Decimal.zero
	let calculation = ''
	for (const carrier of carriers) {
		const amounts = amountsOf(sight, carrier, code, rateHere)
		if (isObstacle(amounts)) return blocked(amounts)
		const sum = sumOf(amounts)
		expected = carrier.sign === '+' ? expected.add(sum) : expected.sub(sum)
		if (calculation === '') calculation = parts(amounts)
		else if (amounts.length > 0)
			calculation += ` ${carrier.sign} ${amounts.length > 1 ? `(${parts(amounts)})` : parts(amounts)}`
	}
	return compared(found, expected, calculation)
}

function amountsOf(
	sight: Sight,
	{ group, amount, category, rate }: (typeof carriers)[number],
	code: string,
	rateHere: Decimal | undefined,
): Decimal[] | Obstacle {
	const { tree, invoice, syntax } = sight
	const texts: string[] = []
	for (const instance of nodesOf(tree, invoice, syntax, group)) {
		if (valuesIn(sight, instance, group, category)[0] !== code) continue
		if (rateHere !== undefined) {
			const here = Decimal.parse(valuesIn(sight, instance, group, rate)[0] ?? '0')
			if (here === undefined || !here.eq(rateHere)) continue
		}
		texts.push(...valuesIn(sight, instance, group, amount))
	}
	return every(texts, amount)
}

function noTax(sight: Sight): Measured | undefined {
	const breakdown = enclosing(sight, 'BG-23')
	if (breakdown === 0) return undefined
	const [found] = valuesIn(sight, breakdown, 'BG-23', 'BT-117')
	return { found: found === undefined ? '–' : quoted(found), expected: '0' }
}
