/**
 * The changes that might mend an invoice, from what its findings say and from the document itself.
 *
 * Nothing is decided here: each is tried on a copy. So a suggestion may be wide of the mark, but it may not
 * invent: a value comes from the document or from the rules, or it is marked as asked for.
 */
import { Decimal, type Finding, kinds } from '#engine'
import { codeLists } from '../codelists.ts'
import { surplusName } from '../explanations/surplus.ts'
import { nodesAround, shown, valuesAll } from '../measures/sight.ts'
import { coded } from '../measures/values.ts'
import type { TermId } from '../terms/names.ts'
import { businessTerms, nodesOf, termsAt } from '../terms/term.ts'
import { missingCandidates } from './absences.ts'
import { breakdownCandidates } from './breakdown.ts'
import type { Candidate, Kind } from './candidate.ts'
import { carriers, equationsOf, isBroken, solvedFor } from './equations.ts'
import type { Looked } from './look.ts'
import { contextOf, distinct, sightOf, termsOf } from './look.ts'
import { isOptional, nameId, placeFor } from './order.ts'
import type { NewElement, NodeEdit } from './patch.ts'
import { childElements } from './span.ts'
import { codeStandIns, frequent, implied, plainDay, plainNumber, standIn } from './values.ts'

export function candidatesFor(looked: Looked): Candidate[] {
	const found = new Map<string, Candidate>()
	const add: Add = (kind, edits, term, extra, place) => {
		const key = JSON.stringify(edits)
		if (!found.has(key))
			found.set(key, {
				kind,
				edits,
				...(term !== undefined && { term }),
				...(extra !== undefined && { extra }),
				...(place !== undefined && { place }),
			})
	}
	flaws(looked, add)
	duplicates(looked, add)
	for (const finding of distinct(looked.refusing)) {
		surplus(looked, finding, add)
		spelling(looked, finding, add)
		codes(looked, finding, add)
		schemes(looked, finding, add)
		vatNumbers(looked, finding, add)
		hollow(looked, finding, add)
	}
	amounts(looked, add)
	vat(looked, add)
	padded(looked, add)
	constants(looked, add)
	indicators(looked, add)
	return [...found.values(), ...breakdownCandidates(looked), ...missingCandidates(looked)]
}

type Add = (kind: Kind, edits: readonly NodeEdit[], term?: TermId, extra?: number, place?: number) => void

/** What the format does not take. */
function flaws({ tree, invoice, structure, flaws }: Looked, add: Add): void {
	for (const { rule, node, attribute } of flaws.slice(0, 20)) {
		if (rule === 'STRUCT-UNKNOWN' || rule === 'STRUCT-TOO-MANY' || rule === 'STRUCT-CHOICE')
			add('foreign', [{ op: 'remove', node }])
		if (rule === 'STRUCT-ATTRIBUTE' && attribute !== undefined) {
			const at = tree.kind[node] === kinds.attribute ? node : attributeNamed(tree, node, attribute)
			if (at !== 0) add('foreign', [{ op: 'remove', node: at }])
		}
		if (rule === 'STRUCT-ORDER') {
			const after = placeFor(structure, tree, invoice, tree.parent[node]!, tree.name[node]!, node)
			add('moved', [{ op: 'move', node, after }])
		}
	}
}

function attributeNamed(tree: Looked['tree'], element: number, name: string): number {
	for (let n = element + 1; n < tree.count && tree.kind[n] === kinds.attribute; n++)
		if (tree.names.local(tree.name[n]!) === name) return n
	return 0
}

/** Siblings that say the same. */
function duplicates({ tree, invoice }: Looked, add: Add): void {
	if (tree.count > 50_000) return
	let left = 12
	for (let parent = invoice; parent < tree.end[invoice]! && left > 0; parent++) {
		if (tree.kind[parent] !== kinds.element) continue
		const seen = new Set<string>()
		for (const child of childElements(tree, parent)) {
			const key = `${tree.name[child]} ${tree.end[child]! - child} ${attributesOf(tree, child)} ${tree.stringValue(child).trim()}`
			if (seen.has(key) && left-- > 0) add('duplicate', [{ op: 'remove', node: child }])
			seen.add(key)
		}
	}
}

function attributesOf(tree: Looked['tree'], element: number): string {
	let text = ''
	for (let n = element + 1; n < tree.count && tree.kind[n] === kinds.attribute; n++)
		text += ` ${tree.name[n]}=${tree.value[n]}`
	return text
}

/** The element or attribute that a rule leaves out, at the place of its finding. */
function surplus({ tree }: Looked, finding: Finding, add: Add): void {
	const name = surplusName(finding.rule)?.replace(/^@?(\w+:)?/, '')
	if (name === undefined) return
	for (const start of [finding.node, contextOf(finding)]) {
		if (tree.names.local(tree.name[start]!) === name) add('foreign', [{ op: 'remove', node: start }])
		for (let n = start + 1; n < tree.end[start]! && n < start + 400; n++)
			if (tree.name[n]! >= 0 && tree.names.local(tree.name[n]!) === name)
				add('foreign', [{ op: 'remove', node: n }])
	}
}

/** Numbers and days that are written wrongly; with their asking, where they are no value at all. */
function spelling(looked: Looked, finding: Finding, add: Add): void {
	const { tree, invoice, syntax } = looked
	const sight = sightOf(looked, contextOf(finding))
	const nodes = new Map<number, TermId | undefined>([[finding.node, undefined]])
	for (const term of termsOf(finding, looked))
		for (const node of nodesAround(sight, term).slice(0, 20)) nodes.set(node, term)
	for (const [node, term] of nodes) {
		if (childElements(tree, node).length > 0) continue
		const text = tree.stringValue(node)
		const kind = businessTerms.get(term ?? termsAt(tree, invoice, syntax, node)[0] ?? '')?.kind
		const set = (how: Kind, value: string) => add(how, [{ op: 'set-text', node, value }], term)
		if (kind === 'date') {
			const day = plainDay(text, syntax === 'cii')
			if (day !== undefined) set('spelling', day)
			const odd = day !== undefined || !/^\d{4}-?\d\d-?\d\d$/.test(text)
			add(
				'asked-value',
				[{ op: 'set-text', node, value: standIn(sight, term ?? 'BT-2') }],
				term,
				odd ? -1 : 0,
			)
		}
		if (
			kind === 'amount' ||
			kind === 'percent' ||
			kind === 'price' ||
			kind === 'quantity' ||
			kind === undefined
		) {
			const plain = plainNumber(text)
			if (plain !== undefined) set('spelling', plain)
			if (kind === 'price' && text.trim().startsWith('-')) set('asked-value', text.trim().slice(1))
			const number = Decimal.parse(text)
			if (number !== undefined && /\.\d{2}\d|\s/.test(text)) set('rounded', shown(number.round(2)))
		}
		if (text.trim() === '') {
			if (isOptional(looked.structure, tree, invoice, node)) add('hollow', [{ op: 'remove', node }], term)
			if (term !== undefined) {
				for (const value of implied(sight, term)) set('agreeing', value)
				set('asked-value', standIn(sight, term))
			}
		} else if (text !== text.trim()) set('spelling', text.trim())
	}
}

/** Codes that are not in their list. */
function codes(looked: Looked, finding: Finding, add: Add): void {
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
function schemes(looked: Looked, finding: Finding, add: Add): void {
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

const countryOf = { 'BT-31': 'BT-40', 'BT-48': 'BT-55', 'BT-63': 'BT-69' } as const

/** VAT numbers that do not begin with their country: that of the party's address, else asked for. */
function vatNumbers(looked: Looked, finding: Finding, add: Add): void {
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

/** Elements around a finding that hold no datum of the invoice; the less they hold, the likelier. */
function hollow(looked: Looked, finding: Finding, add: Add): void {
	const { tree, invoice, structure } = looked
	for (let node = finding.node; node > invoice; node = tree.parent[node]!) {
		if (tree.kind[node] !== kinds.element || !isOptional(structure, tree, invoice, node)) continue
		const leaves = leavesOf(looked, node)
		const filled = leaves.filter((leaf) => tree.stringValue(leaf).trim() !== '')
		if (filled.length > 2 || leaves.length > 30 || filled.some((leaf) => tells(looked, leaf))) return
		const [leaf] = leaves
		const place = leaves.length === 1 && filled.length === 0 && leaf !== node ? leaf : undefined
		add('hollow', [{ op: 'remove', node }], undefined, filled.length * 1.5, place)
	}
}

/** Elements without elements in them. */
function leavesOf({ tree }: Looked, element: number): number[] {
	const leaves: number[] = []
	for (let n = element; n < tree.end[element]!; n++)
		if (tree.kind[n] === kinds.element && childElements(tree, n).length === 0) leaves.push(n)
	return leaves
}

/** Whether the leaf carries a business term. */
function tells({ tree, invoice, syntax }: Looked, leaf: number): boolean {
	return termsAt(tree, invoice, syntax, leaf).some((term) => businessTerms.get(term)?.kind !== 'group')
}

/** Values with white space around them, or said twice, wherever they stand. */
function padded({ tree, invoice }: Looked, add: Add): void {
	const odd: NodeEdit[] = []
	for (let node = invoice; node < tree.count && odd.length <= 12; node++) {
		const kind = tree.kind[node]
		if (kind !== kinds.attribute && (kind !== kinds.element || childElements(tree, node).length > 0)) continue
		const text = tree.stringValue(node)
		const bare = text.trim()
		const half = /^(\S+) \1$/.exec(bare)?.[1]
		if (half !== undefined) odd.push({ op: 'set-text', node, value: half })
		else if (bare !== text && bare !== '') odd.push({ op: 'set-text', node, value: bare })
	}
	if (odd.length <= 12) for (const edit of odd) add('spelling', [edit])
}

/** Elements whose value or child can only be one thing: the kind of tax, the form of a date. */
function constants({ tree, invoice, structure }: Looked, add: Add): void {
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
function indicators({ tree, invoice }: Looked, add: Add): void {
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

/** Each operand of each sum that does not come out, as the others make it. */
function amounts(looked: Looked, add: Add): void {
	const { tree, invoice, syntax } = looked
	const broken = equationsOf(tree, invoice, syntax).filter(isBroken)
	const times = new Map<number, number>()
	for (const { total, parts } of broken)
		for (const { node } of [total, ...parts]) if (node !== 0) times.set(node, (times.get(node) ?? 0) + 1)
	for (const equation of broken) {
		const { total, parts } = equation
		const few =
			parts.length <= 12
				? parts
				: parts.filter(({ node, value }) => value === undefined || (times.get(node) ?? 0) > 1)
		for (const operand of [total, ...few.slice(0, 12)]) {
			if (operand.node === 0) continue
			if (operand.value === undefined) {
				const plain = plainNumber(tree.stringValue(operand.node))
				if (plain !== undefined)
					add('spelling', [{ op: 'set-text', node: operand.node, value: plain }], operand.term)
			}
			const value = solvedFor(equation, operand)
			if (value === undefined || (operand.value !== undefined && value.eq(operand.value))) continue
			const text = businessTerms.get(operand.term)?.kind === 'amount' ? shown(value) : value.toString()
			const share = operand === total ? 0 : value.isZero() && operand.term !== 'BT-131' ? -1 : 1
			const extra = share - Math.min(2, (times.get(operand.node) ?? 1) - 1)
			add('computed', [{ op: 'set-text', node: operand.node, value: text }], operand.term, extra)
		}
	}
}

const categoryTerms = ['BT-118', ...carriers.map(({ category }) => category)] as const
const rateTerms = ['BT-119', ...carriers.map(({ rate }) => rate)] as const

/** Categories and rates of lines, allowances, charges and breakdowns, as they stand elsewhere. */
function vat(looked: Looked, add: Add): void {
	const rules = looked.refusing.map(({ rule }) => rule)
	if (
		!rules.some((rule) =>
			/^BR-(S|Z|E|AE|IC|G|O|AF|AG|IG|IP|B)-\d\d$|^BR-CO-(04|17|18)$|^BR-(47|48|CL-17|CL-18)$/.test(rule),
		)
	)
		return
	const { tree, invoice, syntax } = looked
	const named = new Set(looked.refusing.map((finding) => termsOf(finding, looked)[0]))
	for (const terms of [categoryTerms, rateTerms]) {
		const nodes = terms.flatMap((term) =>
			nodesOf(tree, invoice, syntax, term).map((node) => ({
				node,
				term,
				value: tree.stringValue(node).trim(),
			})),
		)
		const values = frequent(nodes.map(({ value }) => value))
		if (terms === rateTerms && !values.includes('0')) values.push('0')
		const rare = (value: string) => nodes.filter((other) => other.value === value).length
		const ranked = nodes.sort((a, b) => rare(a.value) - rare(b.value)).slice(0, 10)
		for (const { node, term, value } of ranked)
			for (const other of values)
				if (other !== value)
					add('agreeing', [{ op: 'set-text', node, value: other }], term, named.has(term) ? -1 : 0)
	}
}
