/** What an expression may ask of its surroundings while it runs; no clock: the date is an input. */
import type { Tree } from '../tree/tree.ts'
import type { DateTime } from './datetime.ts'
import type { Item, NodeId } from './item.ts'

export interface DynamicContext {
	readonly tree: Tree
	/** fn:current-dateTime(), with a time zone; its zone is the implicit one. */
	readonly now: DateTime
	/** Nodes of the tree whose key `name` (as `{uri}local`) equals one of `values`. */
	readonly key: (name: string, values: readonly Item[]) => readonly NodeId[]
}
