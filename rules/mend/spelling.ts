/** Changes of how a value is written: numbers, days, white space; with their asking, where they are no value at all. */
import { Decimal, type Finding, kinds } from '#engine'
import { nodesAround, shown } from '../measures/sight.ts'
import type { TermId } from '../terms/names.ts'
import { businessTerms, termsAt } from '../terms/term.ts'
import type { Add, Kind } from './candidate.ts'
import { contextOf, type Looked, sightOf, termsOf } from './look.ts'
import { childElements } from './nodes.ts'
import { isOptional } from './order.ts'
import type { NodeEdit } from './patch.ts'
import { implied, plainDay, plainNumber, standIn } from './values.ts'

/** Numbers and days that are written wrongly; with their asking, where they are no value at all. */
export function spelling(looked: Looked, finding: Finding, add: Add): void {
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

/** Values with white space around them, or said twice, wherever they stand. */
export function padded({ tree, invoice }: Looked, add: Add): void {
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
