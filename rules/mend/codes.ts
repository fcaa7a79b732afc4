/** Changes of codes and identifiers: to one of their list, with their scheme, with their country. */
import { type Finding, kinds } from '#engine'
import { codeLists } from '../codelists.ts'
import { nodesAround, valuesAll } from '../measures/sight.ts'
import { coded } from '../measures/values.ts'
import type { TermId } from '../terms/names.ts'
import { termsAt } from '../terms/term.ts'
import type { Add, Kind } from './candidate.ts'
import { contextOf, type Looked, sightOf, termsOf } from './look.ts'
import { attributeNamed } from './nodes.ts'
import { isOptional } from './order.ts'
import { codeStandIns, frequent, implied, standIn } from './values.ts'

/** Codes that are not in their list. */
export function codes(looked: Looked, finding: Finding, add: Add): void {
	const [listed, attribute] = coded[finding.rule] ?? []
	if (listed === undefined) return
	const { tree, invoice, syntax } = looked
	const context = contextOf(finding)
	const node = attribute === undefined ? finding.node : attributeNamed(tree, context, attribute)
	const sight = sightOf(looked, context)
	if (node === 0) {
		if (attribute === 'currencyID' && tree.kind[context] === kinds.element)
			for (const value of valuesAll(sight, 'BT-5'))
				add('agreeing', [{ op: 'set-attribute', node: context, name: attribute, value }])
		return
	}
	const text = tree.stringValue(node)
	const term = termsAt(tree, invoice, syntax, node)[0] ?? termsOf(finding, looked)[0]
	const set = (how: Kind, value: string) => {
		if (value !== text) add(how, [{ op: 'set-text', node, value }], term)
	}
	const folded = text.replace(/\s/g, '').toUpperCase()
	const near = codeLists
		.find(({ id }) => id === listed)
		?.values.find((value) => value.toUpperCase() === folded)
	if (near !== undefined) set('spelling', near)
	if (attribute === 'currencyID') for (const value of valuesAll(sight, 'BT-5')) set('agreeing', value)
	else if (term !== undefined) for (const value of implied(sight, term)) set('agreeing', value)
	if (attribute === undefined && text.trim() === '' && isOptional(looked.structure, tree, invoice, node))
		add('hollow', [{ op: 'remove', node }], term)
	const stand = codeStandIns[finding.rule]
	if (stand !== undefined)
		set('asked-value', /^\s*#[^#]*#/.test(text) ? text.replace(/#[^#]*#/, '#AAI#') : stand)
	else if (finding.rule === 'BR-CL-08')
		set('asked-value', text.startsWith('#') ? text.replace(/#[^#]*#/, '#AAI#') : 'AAI')
}

const schemeRules: Readonly<Record<string, readonly [TermId, string, string]>> = {
	'BR-62': ['BT-34', 'schemeID', '0088'],
	'BR-63': ['BT-49', 'schemeID', '0088'],
	'BR-64': ['BT-157', 'schemeID', '0160'],
	'BR-65': ['BT-158', 'listID', 'STI'],
}

/** Identifiers without their scheme: the same value may have one elsewhere. */
export function schemes(looked: Looked, finding: Finding, add: Add): void {
	const scheme = schemeRules[finding.rule]
	if (scheme === undefined) return
	const [term, name, stand] = scheme
	const { tree } = looked
	for (const node of nodesAround(sightOf(looked, contextOf(finding)), term)) {
		const at = attributeNamed(tree, node, name)
		if (at !== 0 && tree.value[at]!.trim() !== '') continue
		const value = tree.stringValue(node).trim()
		const set = (kind: Kind, to: string) =>
			add(
				kind,
				at === 0
					? [{ op: 'set-attribute', node, name, value: to }]
					: [{ op: 'set-text', node: at, value: to }],
				term,
			)
		if (/^[^\s@]+@[^\s@]+\.\w+$/.test(value)) set('spelling', 'EM')
		else for (const same of schemesOf(looked, value, name)) set('agreeing', same)
		set('asked-value', stand)
	}
}

function schemesOf({ tree, invoice }: Looked, value: string, name: string): string[] {
	const schemes: string[] = []
	for (let n = invoice; n < tree.count && n < invoice + 20_000; n++)
		if (
			tree.kind[n] === kinds.attribute &&
			tree.names.local(tree.name[n]!) === name &&
			tree.stringValue(tree.parent[n]!).trim() === value
		)
			schemes.push(tree.value[n]!)
	return frequent(schemes)
}

const countryOf = { 'BT-31': 'BT-40', 'BT-48': 'BT-55', 'BT-63': 'BT-69' } as const

/** VAT numbers that do not begin with their country: that of the party's address, else asked for. */
export function vatNumbers(looked: Looked, finding: Finding, add: Add): void {
	if (finding.rule !== 'BR-CO-09') return
	const { tree } = looked
	const sight = sightOf(looked, contextOf(finding))
	for (const term of ['BT-31', 'BT-48', 'BT-63'] as const)
		for (const node of nodesAround(sight, term).slice(0, 4)) {
			const number = tree.stringValue(node).trim()
			for (const country of valuesAll(sight, countryOf[term]))
				if (/^[0-9]{8,12}$/.test(number))
					add('agreeing', [{ op: 'set-text', node, value: country + number }], term)
			add('asked-value', [{ op: 'set-text', node, value: standIn(sight, term) }], term)
		}
}
