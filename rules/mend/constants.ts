/** Changes to the only value that is possible at a place, or to one of two. */
import { kinds } from '#engine'
import type { Add } from './candidate.ts'
import type { Looked } from './look.ts'
import { attributeNamed, childElements } from './nodes.ts'
import { nameId, placeFor } from './order.ts'
import type { NewElement } from './patch.ts'

/** Elements whose value or child can only be one thing: the kind of tax, the form of a date. */
export function constants({ tree, invoice, structure }: Looked, add: Add): void {
	let left = 30
	for (let node = invoice; node < tree.count && left > 0; node++) {
		if (tree.kind[node] !== kinds.element) continue
		const name = tree.names.local(tree.name[node]!)
		const [child, made] = kindOfTax(name)
		if (child !== undefined && made !== undefined) {
			const there = childElements(tree, node).find((n) => tree.names.local(tree.name[n]!) === child)
			if (there === undefined) {
				const after = placeFor(structure, tree, invoice, node, nameId(made.name))
				add('constant', [{ op: 'insert', node, after, element: made }])
				left--
			} else if (made.text !== '' && tree.stringValue(there) !== made.text) {
				add('constant', [{ op: 'set-text', node: there, value: made.text }])
				left--
			}
		}
		if (name === 'DateTimeString' && /^\d{8}$/.test(tree.stringValue(node).trim())) {
			const format = attributeNamed(tree, node, 'format')
			if (format === 0) add('constant', [{ op: 'set-attribute', node, name: 'format', value: '102' }])
			else if (tree.value[format] !== '102')
				add('constant', [{ op: 'set-text', node: format, value: '102' }], undefined, 0, node)
		}
		if (name === 'SpecifiedTaxRegistration') {
			const id = childElements(tree, node)[0]
			if (id === undefined || !/^[A-Z]{2}/.test(tree.stringValue(id).trim())) continue
			const scheme = attributeNamed(tree, id, 'schemeID')
			if (scheme === 0) add('constant', [{ op: 'set-attribute', node: id, name: 'schemeID', value: 'VA' }])
			else if (tree.value[scheme] !== 'VA') add('constant', [{ op: 'set-text', node: scheme, value: 'VA' }])
		}
	}
}

const scheme: NewElement = {
	name: 'cac:TaxScheme',
	attributes: {},
	text: '',
	children: [{ name: 'cbc:ID', attributes: {}, text: 'VAT', children: [] }],
}

/** The child that says which tax it is, as it has to be. */
function kindOfTax(name: string): readonly [string?, NewElement?] {
	if (name === 'ApplicableTradeTax' || name === 'CategoryTradeTax')
		return ['TypeCode', { name: 'ram:TypeCode', attributes: {}, text: 'VAT', children: [] }]
	if (name === 'TaxScheme') return ['ID', scheme.children[0]]
	if (name === 'TaxCategory' || name === 'ClassifiedTaxCategory' || name === 'PartyTaxScheme')
		return ['TaxScheme', scheme]
	return []
}

/** Whether an amount is taken off or added. */
export function indicators({ tree, invoice }: Looked, add: Add): void {
	let left = 10
	for (let node = invoice; node < tree.count && left > 0; node++) {
		if (tree.kind[node] !== kinds.element || childElements(tree, node).length > 0) continue
		const name = tree.names.local(tree.name[node]!)
		if (name !== 'ChargeIndicator' && name !== 'Indicator') continue
		left--
		const text = tree.stringValue(node).trim()
		for (const value of ['false', 'true'])
			if (value !== text)
				add(
					'agreeing',
					[{ op: 'set-text', node, value }],
					undefined,
					text === 'false' || text === 'true' ? 1 : 0,
				)
	}
}
