/** A VAT breakdown that is missing, made from the lines, allowances and charges of its category and rate. */
import { Decimal } from '#engine'
import { shown } from '../measures/sight.ts'
import { nodesOf, nodesUnder } from '../terms/term.ts'
import type { Candidate } from './candidate.ts'
import { carriers, keyOf } from './equations.ts'
import type { Looked } from './look.ts'
import { childElements } from './nodes.ts'
import { nameId, placeFor } from './order.ts'
import type { NewElement, NodeEdit } from './patch.ts'
import { exemption } from './values.ts'

interface Basis {
	readonly category: string
	readonly rate: string | undefined
	readonly amount: Decimal
}

export function breakdownCandidates(looked: Looked): Candidate[] {
	if (!looked.refusing.some(({ rule }) => /^BR-CO-18$|^BR-[A-Z]+-01$/.test(rule))) return []
	const { tree, invoice, syntax } = looked
	const text = (nodes: readonly number[]) => (nodes[0] === undefined ? '' : tree.stringValue(nodes[0]).trim())
	const known = new Set(
		nodesOf(tree, invoice, syntax, 'BG-23').map((node) => {
			const get = (term: 'BT-118' | 'BT-119') => text(nodesUnder(tree, node, 'BG-23', invoice, syntax, term))
			return keyOf(get('BT-118'), get('BT-119'))
		}),
	)
	const bases = new Map<string, Basis>()
	for (const { group, amount, category, rate, negative } of carriers)
		for (const instance of nodesOf(tree, invoice, syntax, group)) {
			const get = (term: typeof amount | typeof category | typeof rate) =>
				text(nodesUnder(tree, instance, group, invoice, syntax, term))
			const value = Decimal.parse(get(amount))
			const key = keyOf(get(category), get(rate))
			if (value === undefined || get(category) === '' || known.has(key)) continue
			const before = bases.get(key)?.amount ?? Decimal.zero
			bases.set(key, {
				category: get(category),
				rate: get(rate) === '' ? undefined : get(rate),
				amount: negative ? before.sub(value) : before.add(value),
			})
		}
	if (bases.size === 0 || bases.size > 8) return []
	const elements = [...bases.values()].map((basis) =>
		syntax === 'cii' ? ofCii(basis) : ofUbl(basis, currencyOf(looked)),
	)
	const edits = elements.flatMap((element) => insertion(looked, element) ?? [])
	return edits.length === 0 ? [] : [{ kind: 'computed', edits, term: 'BG-23', rule: 'BR-CO-18' }]
}

function currencyOf({ tree, invoice, syntax }: Looked): string {
	const [node] = nodesOf(tree, invoice, syntax, 'BT-5')
	return node === undefined ? 'EUR' : tree.stringValue(node).trim()
}

const taxOf = ({ amount, rate }: Basis): string =>
	shown(
		amount
			.mul(Decimal.parse(rate ?? '0') ?? Decimal.zero)
			.mul(Decimal.scaled(1, 2))
			.round(2),
	)

function leaf(name: string, text: string, attributes: Readonly<Record<string, string>> = {}): NewElement {
	return { name, attributes, text, children: [] }
}

function ofUbl(basis: Basis, currencyID: string): NewElement {
	const { category, rate, amount } = basis
	const reason = exemption[category]
	const children = [
		leaf('cbc:ID', category),
		...(rate === undefined ? [] : [leaf('cbc:Percent', rate)]),
		...(reason === undefined ? [] : [leaf('cbc:TaxExemptionReasonCode', reason)]),
		{ name: 'cac:TaxScheme', attributes: {}, text: '', children: [leaf('cbc:ID', 'VAT')] },
	]
	return {
		name: 'cac:TaxSubtotal',
		attributes: {},
		text: '',
		children: [
			leaf('cbc:TaxableAmount', shown(amount), { currencyID }),
			leaf('cbc:TaxAmount', taxOf(basis), { currencyID }),
			{ name: 'cac:TaxCategory', attributes: {}, text: '', children },
		],
	}
}

function ofCii(basis: Basis): NewElement {
	const { category, rate, amount } = basis
	const reason = exemption[category]
	return {
		name: 'ram:ApplicableTradeTax',
		attributes: {},
		text: '',
		children: [
			leaf('ram:CalculatedAmount', taxOf(basis)),
			leaf('ram:TypeCode', 'VAT'),
			leaf('ram:BasisAmount', shown(amount)),
			leaf('ram:CategoryCode', category),
			...(reason === undefined ? [] : [leaf('ram:ExemptionReasonCode', reason)]),
			...(rate === undefined ? [] : [leaf('ram:RateApplicablePercent', rate)]),
		],
	}
}

/** Into the VAT total in UBL, which is made where there is none; among the header's settlement in CII. */
function insertion({ tree, invoice, structure }: Looked, element: NewElement): NodeEdit | undefined {
	const into = (parent: number, made: NewElement): NodeEdit => ({
		op: 'insert',
		node: parent,
		after: placeFor(structure, tree, invoice, parent, nameId(made.name)),
		element: made,
	})
	const child = (parent: number, name: string): number | undefined =>
		childElements(tree, parent).find((node) => tree.name[node] === nameId(name))
	if (element.name === 'cac:TaxSubtotal') {
		const total = child(invoice, 'cac:TaxTotal')
		if (total !== undefined) return into(total, element)
		const tax = element.children[1]!
		return into(invoice, { name: 'cac:TaxTotal', attributes: {}, text: '', children: [tax, element] })
	}
	const trade = child(invoice, 'rsm:SupplyChainTradeTransaction')
	const settlement = trade === undefined ? undefined : child(trade, 'ram:ApplicableHeaderTradeSettlement')
	return settlement === undefined ? undefined : into(settlement, element)
}
