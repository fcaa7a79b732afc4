/** What would bring in the terms that findings miss: with a value where the document decides it, else asked for. */
import { Decimal, parseTree } from '#engine'
import { shown } from '../measures/sight.ts'
import type { TermId } from '../terms/names.ts'
import { businessTerms } from '../terms/term.ts'
import { bringing, merged, type Place } from './absence.ts'
import type { Candidate, Kind } from './candidate.ts'
import { equationsOf, solvedFor } from './equations.ts'
import type { Looked } from './look.ts'
import { contextOf, distinct, sightOf, termsOf } from './look.ts'
import { type NodeEdit, patched } from './patch.ts'
import { frequent, implied, standIn } from './values.ts'

export function missingCandidates(looked: Looked): Candidate[] {
	const { structure, tree, syntax, invoice } = looked
	const place: Place = { tree, syntax, invoice, structure }
	const found: Candidate[] = []
	const groups = new Map<string, Extract<NodeEdit, { op: 'insert' }>>()
	for (const finding of distinct(looked.refusing)) {
		const sight = sightOf(looked, contextOf(finding))
		let tried = 0
		for (const term of termsOf(finding, looked)) {
			if (tried >= 4) break
			const bring = (text: string) => bringing(sight, structure, term, text)
			const asked = bring(standIn(sight, term))
			if (asked === undefined) continue
			const extra = tried++
			const push = (kind: Kind, edit: NodeEdit) =>
				found.push({ kind, edits: [edit], term, extra, rule: finding.rule })
			const computed = isNumber(term) ? computedFor(looked, bring) : []
			for (const value of computed) push('computed', bring(value)!)
			for (const value of implied(sight, term)) push('agreeing', bring(value)!)
			// Where only a condition on the way is missing, the value itself is there.
			const inner =
				asked.op === 'set-text' || !JSON.stringify(asked).includes(JSON.stringify(standIn(sight, term)))
			if (inner && businessTerms.get(term)?.kind !== 'group') push('constant', asked)
			else push('asked-missing', asked)
			if (asked.op !== 'insert' || extra > 0) continue
			const best = bring(computed[0] ?? implied(sight, term)[0] ?? standIn(sight, term))
			if (best?.op !== 'insert') continue
			const key = `${asked.node} ${asked.element.name}`
			const other = groups.get(key)
			groups.set(
				key,
				other === undefined ? best : { ...best, element: merged(place, other.element, best.element) },
			)
		}
	}
	for (const edit of groups.values()) found.push({ kind: 'asked-missing', edits: [edit] })
	return found
}

function isNumber(term: TermId): boolean {
	const kind = businessTerms.get(term)?.kind
	return kind === 'amount' || kind === 'price' || kind === 'percent' || kind === 'quantity'
}

/** Stands where the amount will, to find its equations. */
const marker = '987654321.09'
/** Longer documents are not parsed once more for each amount. */
const longest = 500_000

/** What the sums that the term takes part in make of it. */
function computedFor(looked: Looked, bring: (text: string) => NodeEdit | undefined): readonly string[] {
	const edit = looked.tree.source.length > longest ? undefined : bring(marker)
	if (edit === undefined) return []
	const { tree, failure } = parseTree(patched(looked.tree, [edit]))
	if (failure !== undefined) return []
	const mark = Decimal.parse(marker)!
	const values: string[] = []
	for (const equation of equationsOf(tree, tree.root, looked.syntax))
		for (const operand of [equation.total, ...equation.parts]) {
			if (operand.node === 0 || operand.value === undefined || !operand.value.eq(mark)) continue
			const value = solvedFor(equation, operand)
			if (value !== undefined && value.abs().cmp(Decimal.of(100_000_000)) < 0)
				values.push(businessTerms.get(operand.term)?.kind === 'amount' ? shown(value) : value.toString())
		}
	return frequent(values)
}

/** Edits that bring in what is still missing inside the element made before; none if nothing is. */
export function growth(looked: Looked, inside: string): NodeEdit[] {
	const edits = missingCandidates(looked).filter(
		({ edits: [edit], kind }) =>
			kind !== 'agreeing' && edit !== undefined && looked.tree.locate(edit.node).path.startsWith(inside),
	)
	const taken = new Set<string>()
	return edits.flatMap(({ edits: [edit] }) => {
		const key = edit!.op === 'insert' ? `${edit!.node} ${edit!.element.name}` : JSON.stringify(edit)
		if (taken.has(key)) return []
		taken.add(key)
		return [edit!]
	})
}
