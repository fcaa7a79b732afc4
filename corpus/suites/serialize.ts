/** Nodes of a Tree and atomic values as XML text, for the suite's assertions on whole results. */
import { escapedText, type Item, itemText, markupOf, type Tree } from '#engine'

export function serialized(items: readonly Item[], tree: Tree): string {
	let out = ''
	let afterAtomic = false
	for (const item of items) {
		const atomic = typeof item !== 'number'
		if (atomic && afterAtomic) out += ' '
		out += atomic ? escapedText(itemText(tree, item)) : markupOf(tree, item)
		afterAtomic = atomic
	}
	return out
}
