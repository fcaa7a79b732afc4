/** Changes that take something away: what the format or a rule leaves out, what stands twice, what holds nothing. */
import { type Finding, kinds } from '#engine'
import { surplusName } from '../explanations/surplus.ts'
import { businessTerms, termsAt } from '../terms/term.ts'
import type { Add } from './candidate.ts'
import { contextOf, type Looked } from './look.ts'
import { attributeNamed, childElements } from './nodes.ts'
import { isOptional, placeFor } from './order.ts'

/** What the format does not take. */
export function flaws({ tree, invoice, structure, flaws }: Looked, add: Add): void {
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

/** Siblings that say the same. */
export function duplicates({ tree, invoice }: Looked, add: Add): void {
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
export function surplus({ tree }: Looked, finding: Finding, add: Add): void {
	const name = surplusName(finding.rule)?.replace(/^@?(\w+:)?/, '')
	if (name === undefined) return
	for (const start of [finding.node, contextOf(finding)]) {
		if (tree.names.local(tree.name[start]!) === name) add('foreign', [{ op: 'remove', node: start }])
		for (let n = start + 1; n < tree.end[start]! && n < start + 400; n++)
			if (tree.name[n]! >= 0 && tree.names.local(tree.name[n]!) === name)
				add('foreign', [{ op: 'remove', node: n }])
	}
}

/** Elements around a finding that hold no datum of the invoice; the less they hold, the likelier. */
export function hollow(looked: Looked, finding: Finding, add: Add): void {
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
