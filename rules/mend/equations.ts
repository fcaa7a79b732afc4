/**
 * The arithmetic of an invoice as equations between nodes: which hold, and what each operand would have to be.
 *
 * Lines make the sum of lines, sums make totals, lines of a category and rate make its breakdown, base times
 * rate makes tax, quantity times price makes a line. A value that is no number leaves its equation open; it can
 * be solved for that value alone.
 */
import { Decimal, type Tree } from '#engine'
import type { Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { type Path, parsePath, select } from '../terms/path.ts'
import { nodesOf, nodesUnder } from '../terms/term.ts'

/** `total` = the sum of `parts`, or the product of `parts` (times `scale`); `node` 0: absent, counts as `value`. */
export interface Equation {
	readonly kind: 'sum' | 'product'
	readonly total: Operand
	readonly parts: readonly Operand[]
	/** Of a product. */
	readonly scale: Decimal
	/** Terms of total and parts, to name it. */
	readonly name: string
}

export interface Operand {
	readonly node: number
	readonly term: TermId
	readonly value: Decimal | undefined
	readonly negative: boolean
	/** Divides instead. */
	readonly divides?: boolean
}

const hundredth = Decimal.scaled(1, 2)
const one = Decimal.of(1)

export const carriers = [
	{ group: 'BG-25', amount: 'BT-131', category: 'BT-151', rate: 'BT-152', negative: false },
	{ group: 'BG-20', amount: 'BT-92', category: 'BT-95', rate: 'BT-96', negative: true },
	{ group: 'BG-21', amount: 'BT-99', category: 'BT-102', rate: 'BT-103', negative: false },
] as const

/** Above so many lines, equations are too many to be worth their time. */
const mostLines = 2000

export function equationsOf(tree: Tree, invoice: number, syntax: Syntax): Equation[] {
	const equations: Equation[] = []
	const operand = (node: number, term: TermId, negative = false): Operand => ({
		node,
		term,
		value: node === 0 ? Decimal.zero : Decimal.parse(tree.stringValue(node).trim()),
		negative,
	})
	const all = (term: TermId, negative = false): Operand[] =>
		nodesOf(tree, invoice, syntax, term).map((node) => operand(node, term, negative))
	const first = (term: TermId, negative = false): Operand =>
		operand(nodesOf(tree, invoice, syntax, term)[0] ?? 0, term, negative)
	const inside = (instance: number, group: TermId, term: TermId, negative = false): Operand[] =>
		nodesUnder(tree, instance, group, invoice, syntax, term).map((node) => operand(node, term, negative))
	const sum = (name: string, total: Operand, parts: readonly Operand[]) =>
		equations.push({ kind: 'sum', total, parts, scale: one, name })
	const product = (
		name: string,
		total: Operand | undefined,
		parts: readonly (Operand | undefined)[],
		scale: Decimal,
	) => {
		if (total === undefined || parts.some((part) => part === undefined)) return
		equations.push({ kind: 'product', total, parts: parts as Operand[], scale, name })
	}

	const lines = nodesOf(tree, invoice, syntax, 'BG-25')
	if (lines.length > mostLines) return []
	const breakdowns = nodesOf(tree, invoice, syntax, 'BG-23')
	sum('BT-106', first('BT-106'), all('BT-131'))
	sum('BT-107', first('BT-107'), all('BT-92'))
	sum('BT-108', first('BT-108'), all('BT-99'))
	sum('BT-109', first('BT-109'), [first('BT-106'), first('BT-107', true), first('BT-108')])
	if (nodesOf(tree, invoice, syntax, 'BT-110').length > 0 || breakdowns.length > 0)
		sum('BT-110', first('BT-110'), all('BT-117'))
	sum('BT-112', first('BT-112'), [first('BT-109'), first('BT-110')])
	sum('BT-115', first('BT-115'), [first('BT-112'), first('BT-113', true), first('BT-114')])
	if (breakdowns.length > 0) sum('BT-116', first('BT-109'), all('BT-116'))

	const value = (nodes: readonly Operand[]) =>
		nodes[0] === undefined ? '' : tree.stringValue(nodes[0].node).trim()
	const carried = carriers.flatMap((carrier) =>
		nodesOf(tree, invoice, syntax, carrier.group).map((instance) => {
			const get = (term: TermId, negative = false) => inside(instance, carrier.group, term, negative)
			return {
				key: keyOf(value(get(carrier.category)), value(get(carrier.rate))),
				amounts: get(carrier.amount, carrier.negative),
			}
		}),
	)
	for (const breakdown of breakdowns) {
		const get = (term: TermId) => inside(breakdown, 'BG-23', term)
		const key = keyOf(value(get('BT-118')), value(get('BT-119')))
		const [base] = get('BT-116')
		if (base !== undefined)
			sum(
				'BT-116',
				base,
				carried.filter((one) => one.key === key).flatMap(({ amounts }) => amounts),
			)
		product('BT-117', get('BT-117')[0], [base, get('BT-119')[0]], hundredth)
	}
	const keys = new Set(
		breakdowns.map((breakdown) => {
			const get = (term: TermId) => value(inside(breakdown, 'BG-23', term))
			return keyOf(get('BT-118'), get('BT-119'))
		}),
	)
	// What no breakdown takes up has to come to nothing.
	for (const { key, amounts } of carried)
		if (breakdowns.length > 0 && !keys.has(key))
			sum('BT-116', { node: 0, term: 'BT-116', value: Decimal.zero, negative: false }, amounts)
	for (const subtotal of elsewhere(tree, invoice, breakdowns)) {
		const get = (path: Path, term: TermId) =>
			select(tree, subtotal, path, invoice).map((node) => operand(node, term))[0]
		product(
			'BT-117',
			get(taxAmount, 'BT-117'),
			[get(taxable, 'BT-116'), get(percentage, 'BT-119')],
			hundredth,
		)
	}
	for (const line of lines) {
		const get = (term: TermId, negative = false) => inside(line, 'BG-25', term, negative)
		const [net] = get('BT-131')
		const [quantity] = get('BT-129')
		const [price] = get('BT-146')
		if (net === undefined || quantity === undefined || price === undefined) continue
		const [per] = get('BT-149')
		const gross = productOf([quantity, price, ...(per === undefined ? [] : [{ ...per, divides: true }])])
		const extra = [...get('BT-141'), ...get('BT-136', true)]
		if (extra.length === 0)
			product(
				'BT-131',
				net,
				[quantity, price, ...(per === undefined ? [] : [{ ...per, divides: true }])],
				one,
			)
		else if (gross !== undefined)
			sum('BT-131', net, [{ node: 0, term: 'BT-131', value: gross.round(2), negative: false }, ...extra])
	}
	const percents = [
		['BG-20', 'BT-92', 'BT-93', 'BT-94'],
		['BG-21', 'BT-99', 'BT-100', 'BT-101'],
		['BG-27', 'BT-136', 'BT-137', 'BT-138'],
		['BG-28', 'BT-141', 'BT-142', 'BT-143'],
	] as const
	for (const [group, amount, base, percent] of percents)
		for (const instance of nodesOf(tree, invoice, syntax, group)) {
			const get = (term: TermId) => inside(instance, group, term)[0]
			product(amount, get(amount), [get(base), get(percent)], hundredth)
		}
	return equations
}

const [taxAmount, taxable, percentage] = [
	'cbc:TaxAmount',
	'cbc:TaxableAmount',
	'cac:TaxCategory/cbc:Percent',
].map(parsePath) as [Path, Path, Path]
const subtotalName = parsePath('cac:TaxSubtotal')[0]!.name

/** Breakdowns of UBL that are not the invoice's own, such as those of a line. */
function elsewhere(tree: Tree, invoice: number, own: readonly number[]): number[] {
	const known = new Set(own)
	const found: number[] = []
	for (const n of tree.named(subtotalName)) {
		if (found.length === 200) break
		if (n > invoice && !known.has(n)) found.push(n)
	}
	return found
}

/** Category and rate; no rate counts as 0. */
export function keyOf(category: string, rate: string): string {
	const number = Decimal.parse(rate === '' ? '0' : rate)
	return `${category} ${number?.toString() ?? rate}`
}

function productOf(parts: readonly Operand[], scale = one): Decimal | undefined {
	let result = scale
	for (const { value, divides } of parts) {
		if (value === undefined || (divides && value.isZero())) return undefined
		result = divides ? result.div(value) : result.mul(value)
	}
	return result
}

function sumOf(parts: readonly Operand[]): Decimal | undefined {
	let result = Decimal.zero
	for (const { value, negative } of parts) {
		if (value === undefined) return undefined
		result = negative ? result.sub(value) : result.add(value)
	}
	return result
}

/** What the parts make. */
export function resultOf({ kind, parts, scale }: Equation): Decimal | undefined {
	return kind === 'sum' ? sumOf(parts) : productOf(parts, scale)?.round(2)
}

/** It has all its values and does not come out, or has a value that is no number. */
export function isBroken(equation: Equation): boolean {
	const result = resultOf(equation)
	const { value } = equation.total
	return result === undefined || value === undefined || !result.eq(value)
}

/** What the operand has to be for the equation to hold, rounded to the cent; undefined where the others do not say. */
export function solvedFor(equation: Equation, operand: Operand): Decimal | undefined {
	const { kind, total, parts, scale } = equation
	if (operand === total) return resultOf(equation)?.round(2)
	const others = parts.filter((part) => part !== operand)
	if (total.value === undefined) return undefined
	if (kind === 'sum') {
		const rest = sumOf(others)
		if (rest === undefined) return undefined
		const needed = total.value.sub(rest)
		return operand.negative ? needed.neg() : needed
	}
	const rest = productOf(others, scale)
	if (rest === undefined || rest.isZero() || total.value.isZero()) return undefined
	return operand.divides
		? rest.div(total.value)
		: total.value.div(rest).round(operand.term === 'BT-146' ? 6 : 2)
}
