/**
 * What a run of a rule set takes and gives, and the state that generated code sees meanwhile.
 */
import { DynamicError, Fault } from '../fault.ts'
import type { Finding } from '../finding.ts'
import type { Tree } from '../tree/tree.ts'
import { type DateTime, parseDateTime } from '../xpath/datetime.ts'
import type { NodeId } from '../xpath/item.ts'
import type { RunState } from '../xpath/runtime.ts'
import { KeyIndex } from './keys.ts'
import type { Linked, Program } from './program.ts'

export interface RunOptions {
	/** What current-date() and its like give: an xs:dateTime with time zone. */
	readonly now?: string
	/** Called for each rule that fires, in no particular order. */
	readonly onFired?: (rule: number, node: NodeId) => void
	/** URI → prefix for the paths of locations; by default the document's own prefixes. */
	readonly prefixes?: ReadonlyMap<string, string>
	/** Asked every few firings whether time is up; then the run ends and says so. */
	readonly stop?: () => boolean
	/** Most findings; fatal ones are kept before others. All unless given. */
	readonly limit?: number
	/** Whether the message is wanted that a rule's own text gives; of all unless given. Elsewhere it is left empty. */
	readonly said?: (rule: string) => boolean
}

export interface RunResult {
	/** In document order, then rule order. */
	readonly findings: readonly RuleFinding[]
	/** Number of rules that fired: none means that nothing was judged. */
	readonly fired: number
	/** There were more findings than the limit. */
	readonly truncated: boolean
	/** The run was ended before all was judged: nothing may be concluded from what is not found. */
	readonly stopped: boolean
}

export interface RuleFinding extends Finding {
	/** Index of the assertion in the rule set's program. */
	readonly assertion: number
	/** The node that its rule fired on; `node` differs where the assertion has a subject. */
	readonly context: NodeId
}

/** An assertion that found something, or could not be evaluated. */
export interface Hit {
	readonly node: NodeId
	readonly assertion: number
	readonly error: DynamicError | undefined
}

let epochs = 0
const midnight = '1970-01-01T00:00:00Z'

/** The state of a new run, which no other shares. */
export function stateOf(program: Program, linked: Linked, tree: Tree, options: RunOptions): RunState {
	const now = dateTime(options.now ?? midnight)
	const keys = new KeyIndex(program, linked)
	const state: RunState = {
		tree,
		now,
		epoch: ++epochs,
		depth: 0,
		calls: 0,
		rounds: 0,
		...(options.stop && { stop: options.stop }),
		key: (name, values) => keys.find(tree, state, name, values),
	}
	return state
}

let lastDate: { readonly text: string; readonly value: DateTime } | undefined

/** The date and time of a run; most runs have that of the run before. */
function dateTime(text: string): DateTime {
	if (lastDate?.text !== text) {
		const value = parseDateTime('dateTime', text)
		if (value === undefined) throw new Fault('usage', `"${text}" is not a date and time`)
		lastDate = { text, value }
	}
	return lastDate.value
}

/** The error as XPath's; a stack that ran out is a function that calls itself too deeply. */
export function dynamic(error: unknown): DynamicError {
	if (error instanceof DynamicError) return error
	if (error instanceof RangeError)
		return new DynamicError('XPDY0130', 'an expression is nested too deeply to evaluate')
	throw error
}
