import { expect, test } from 'vitest'
import { parseTree } from '#engine'
import { recognise, type Syntax } from '../syntax.ts'
import { namespaces, type Path, parsePath } from './path.ts'
import { businessTerms, fromRoot, naming, nodesOf, pathOf, termsAt, titleOf, valuesOf } from './term.ts'

/** An element being built: names, attributes, children in order, text. */
interface Piece {
	readonly name: string
	readonly attributes: Map<string, string>
	readonly children: Piece[]
	text: string
}

const piece = (name: string): Piece => ({ name, attributes: new Map(), children: [], text: '' })

/** Makes the smallest content of `root` that `path` selects; every condition of the path is met. */
function grow(root: Piece, from: Piece, path: Path, value: string): void {
	const way = [from]
	for (const step of path) {
		let at = way.at(-1)!
		if (step.name === -1) continue
		if (step.name === -2) {
			way.pop()
			continue
		}
		if (step.attribute) {
			at.attributes.set(step.label.slice(1), value)
			return
		}
		const reusable =
			step.predicates.length === 0 ? at.children.find((child) => child.name === step.label) : undefined
		const child = reusable ?? piece(step.label)
		if (reusable === undefined) at.children.push(child)
		way.push(child)
		at = child
		for (const { path: inner, negated, equals } of step.predicates) {
			if (negated) continue
			if (equals === undefined) grow(root, at, inner, 'x')
			else if (typeof equals[0] === 'string') grow(root, at, inner, equals[0])
			else {
				grow(root, root, equals as Path, 'EUR')
				grow(root, at, inner, 'EUR')
			}
		}
	}
	way.at(-1)!.text = value
}

function xml(node: Piece, declarations = ''): string {
	const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${value}"`).join('')
	const content = `${node.text}${node.children.map((child) => xml(child)).join('')}`
	return `<${node.name}${declarations}${attributes}>${content}</${node.name}>`
}

const declarations = Object.entries(namespaces)
	.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
	.join('')
const syntaxes: readonly Syntax[] = ['ubl-invoice', 'ubl-credit-note', 'cii']
const places = syntaxes.flatMap((syntax) =>
	[...businessTerms.keys()].flatMap((id) =>
		fromRoot(id as never, syntax).map((path) => [syntax, id, path] as const),
	),
)

test.each(places)('%s %s stands at %s', (syntax, id, path) => {
	const root = piece(
		{ 'ubl-invoice': 'ubl:Invoice', 'ubl-credit-note': 'cn:CreditNote', cii: 'rsm:CrossIndustryInvoice' }[
			syntax
		],
	)
	grow(root, root, parsePath(path), '20261121')
	const { tree, failure } = parseTree(xml(root, declarations))
	expect(failure).toBeUndefined()
	const { node } = recognise(tree!)
	const found = nodesOf(tree!, node, syntax, id as never)
	expect(found.length).toBe(1)
	if (found[0] !== node) expect(termsAt(tree!, node, syntax, found[0]!)).toContain(id)
})

const { ubl, cac, cbc } = namespaces
const invoice = (body: string) =>
	parseTree(`<Invoice xmlns="${ubl}" xmlns:a="${cac}" xmlns:b="${cbc}">${body}</Invoice>`).tree!

const values: readonly (readonly [string, string, string, readonly string[]])[] = [
	['a note with its subject', 'BT-21', '<b:Note>#AAB#Paid late</b:Note>', ['AAB']],
	['the note without its subject', 'BT-22', '<b:Note>#AAB#Paid late</b:Note>', ['Paid late']],
	[
		'the VAT scheme, in any case',
		'BT-31',
		'<a:AccountingSupplierParty><a:Party><a:PartyTaxScheme><b:CompanyID> FR1 </b:CompanyID><a:TaxScheme><b:ID>vat</b:ID></a:TaxScheme></a:PartyTaxScheme></a:Party></a:AccountingSupplierParty>',
		['FR1'],
	],
	[
		'another tax scheme',
		'BT-31',
		'<a:AccountingSupplierParty><a:Party><a:PartyTaxScheme><b:CompanyID>1</b:CompanyID><a:TaxScheme><b:ID>LOC</b:ID></a:TaxScheme></a:PartyTaxScheme></a:Party></a:AccountingSupplierParty>',
		[],
	],
	[
		'the total in the invoice currency',
		'BT-110',
		'<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode><a:TaxTotal><b:TaxAmount currencyID="EUR">1</b:TaxAmount></a:TaxTotal><a:TaxTotal><b:TaxAmount currencyID="SEK">9</b:TaxAmount></a:TaxTotal>',
		['1'],
	],
	[
		'charges are no allowances',
		'BT-92',
		'<a:AllowanceCharge><b:ChargeIndicator>true</b:ChargeIndicator><b:Amount>5</b:Amount></a:AllowanceCharge><a:AllowanceCharge><b:ChargeIndicator>0</b:ChargeIndicator><b:Amount>7</b:Amount></a:AllowanceCharge>',
		['7'],
	],
	['an element of another namespace', 'BT-1', '<ID>1</ID>', []],
]

test.each(values)('%s: %s', (_title, id, body, expected) => {
	const tree = invoice(body)
	expect(valuesOf(tree, tree.root, 'ubl-invoice', id as never)).toEqual(expected)
})

test('every term has a name in both languages and a group that exists', () => {
	expect(businessTerms.size).toBe(196)
	for (const term of businessTerms.values()) {
		expect(term.name.fr).toMatch(/^(le |la |les |l’)\S/)
		expect(term.name.en).toMatch(/^[^A-Z]|^VAT/)
		if (term.group !== undefined) expect(businessTerms.get(term.group)?.kind).toBe('group')
	}
})

test('names for sentences and for titles', () => {
	expect(naming('BT-1')).toEqual({ fr: 'le numéro de facture (BT-1)', en: 'the invoice number (BT-1)' })
	expect(titleOf(businessTerms.get('BT-5')!)).toEqual({ fr: 'Devise de la facture', en: 'Invoice currency' })
})

test('paths for people are XPath', () => {
	expect(pathOf('BT-1', 'ubl-invoice')).toBe('/ubl:Invoice/cbc:ID')
	expect(pathOf('BT-92', 'ubl-credit-note')).toBe(
		"/cn:CreditNote/cac:AllowanceCharge[cbc:ChargeIndicator=('false', '0')]/cbc:Amount",
	)
	expect(pathOf('BT-110', 'ubl-invoice')).toBe(
		'/ubl:Invoice/cac:TaxTotal/cbc:TaxAmount[@currencyID=/ubl:Invoice/cbc:DocumentCurrencyCode]',
	)
})

test.each(['a b', 'cac:', "cbc:ID[@x='1'", 'zz:ID'])('a wrong path is refused: %s', (path) => {
	expect(() => parsePath(path)).toThrow(/term path/)
})
