/**
 * Hits made findings: which of them are kept, where they stand, and what they say.
 */
import type { Tree } from '../tree/tree.ts'
import type { NodeId } from '../xpath/item.ts'
import type { RunState } from '../xpath/runtime.ts'
import type { Linked, Program, RichPart } from './program.ts'
import { dynamic, type Hit, type RuleFinding, type RunOptions, stateOf } from './run.ts'

export class Findings {
	readonly #program: Program
	readonly #linked: Linked

	constructor(program: Program, linked: Linked) {
		this.#program = program
		this.#linked = linked
	}

	/** The first hits in document order, fatal ones before others. */
	kept(hits: Hit[], limit = Number.POSITIVE_INFINITY): Hit[] {
		if (hits.length <= limit) return hits
		const rank = ({ assertion, error }: Hit): number =>
			error !== undefined || this.#program.assertions[assertion]!.severity === 'fatal' ? 0 : 1
		return hits
			.sort((a, b) => rank(a) - rank(b) || a.node - b.node || a.assertion - b.assertion)
			.slice(0, limit)
	}

	finding(tree: Tree, state: RunState, { node, assertion, error }: Hit, options: RunOptions): RuleFinding {
		const meta = this.#program.assertions[assertion]!
		const place =
			meta.subject === undefined || error !== undefined
				? node
				: this.#subject(tree, state, node, meta.subject)
		return {
			rule: meta.id,
			ruleSet: this.#program.id,
			severity: error === undefined ? meta.severity : 'fatal',
			kind: error === undefined ? meta.kind : 'error',
			location: tree.locate(place, options.prefixes),
			node: place,
			text:
				error !== undefined
					? `${error.code}: ${error.message}`
					: options.said === undefined || options.said(meta.id)
						? this.#text(tree, state, node, meta.message)
						: '',
			assertion,
			context: node,
		}
	}

	#subject(tree: Tree, state: RunState, node: NodeId, subject: number): NodeId {
		try {
			return this.#linked.subjects[subject]!(tree, node, state)
		} catch (error) {
			state.depth = 0
			dynamic(error)
			return node
		}
	}

	/** A message whose own expressions fail says so in their place. */
	#text(tree: Tree, state: RunState, node: NodeId, text: number): string {
		try {
			return this.#linked.texts[text]!(tree, node, state).replace(/\s+/g, ' ').trim()
		} catch (error) {
			state.depth = 0
			const { code, message } = dynamic(error)
			return `(${code}: ${message})`
		}
	}

	/** Text of a diagnostic or property for a node, computed when a report asks for it. */
	text(tree: Tree, node: NodeId, text: number, options: RunOptions = {}): string {
		return this.#text(tree, stateOf(this.#program, this.#linked, tree, options), node, text)
	}

	/** The same as rich text, where the program says that there is any. */
	rich(tree: Tree, node: NodeId, rich: number, options: RunOptions = {}): readonly RichPart[] {
		try {
			return tidy(
				this.#linked.riches![rich]!(tree, node, stateOf(this.#program, this.#linked, tree, options)),
			)
		} catch (error) {
			const { code, message } = dynamic(error)
			return [`(${code}: ${message})`]
		}
	}
}

/** White space made single, and none at the ends. */
function tidy(parts: readonly RichPart[]): readonly RichPart[] {
	return parts
		.map((part) => {
			if (typeof part === 'string') return part.replace(/\s+/g, ' ')
			return 'element' in part ? { ...part, text: part.text.replace(/\s+/g, ' ') } : part
		})
		.map((part, index, { length }) => {
			if (typeof part !== 'string') return part
			const start = index === 0 ? part.trimStart() : part
			return index === length - 1 ? start.trimEnd() : start
		})
}
