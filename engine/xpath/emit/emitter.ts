/**
 * The state of emitting one generated function: its statements so far, and how expressions are dispatched.
 *
 * An expression is emitted in one of three ways, by what its user needs: `value` (a JavaScript expression
 * that yields it), `truth` (its effective boolean value) or `each` (a loop whose body the user emits, so
 * that existence can stop early and nothing is collected). Statements go to the current block; the returned
 * JavaScript expression has no side effect and is used after them.
 */
import type { Expr, PathExpr, SequenceType } from '../ast.ts'
import type { Families } from './families.ts'
import type { Module } from './module.ts'
import type { Repeats } from './repeats.ts'
import type { Walk } from './walk.ts'

/** How JavaScript holds a value: see item.ts. `untyped` is a string that is xs:untypedAtomic, `int` an xs:integer within ±2^53. */
export type Rep =
	| 'boolean'
	| 'string'
	| 'untyped'
	| 'double'
	| 'int'
	| 'integer'
	| 'decimal'
	| 'node'
	| 'item'

/** one: the bare value · opt: the value or undefined · many: an array */
export type Count = 'one' | 'opt' | 'many'

/** `comment` is a processing instruction too; of `any` nothing is known. */
export type NodeKind = 'element' | 'attribute' | 'document' | 'text' | 'comment' | 'any'

/** What nodes of these kinds have in common. */
export function commonKind(kinds: Iterable<NodeKind | undefined>): NodeKind | undefined {
	const all = new Set(kinds)
	const [first] = all
	if (all.size === 1) return first
	return all.has('comment') || all.has('any') ? 'any' : undefined
}

export interface Value {
	readonly code: string
	readonly rep: Rep
	readonly count: Count
	/** The code may be repeated: a variable or a literal. */
	readonly simple?: boolean
	/** For nodes: what is known of their kind; absent: neither comment nor processing instruction. */
	readonly node?: NodeKind
	/** For many nodes: in document order, none twice. */
	readonly sorted?: true
	/** Depends on the document alone and is kept once computed. */
	readonly global?: true
	/** A constant's value. */
	readonly constant?: string | number | boolean
	/** The texts of a constant sequence: strings, or untyped values where `rep` says so. */
	readonly texts?: readonly string[]
}

export interface Scope {
	/** The context item; absent where there is none. */
	readonly item?: Value
	/** JavaScript of the context position and size, where the expression may ask for them. */
	readonly position?: string
	readonly size?: string
	readonly variables: ReadonlyMap<string, Value>
	/** What XSLT's current() gives. */
	readonly current?: Value
}

/** What the user of a node sequence relies on. */
export interface Need {
	readonly ordered: boolean
	readonly distinct: boolean
	/** Only whether there is an item at all: the rest must not be evaluated. */
	readonly first?: true
}

/** The document node, as an item. */
export const documentNode: Value = { code: '0', rep: 'node', count: 'one', simple: true, node: 'document' }

export const anyOrder: Need = { ordered: false, distinct: false }
export const firstOnly: Need = { ordered: false, distinct: false, first: true }
export const anyOrderOnce: Need = { ordered: false, distinct: true }
export const inOrder: Need = { ordered: true, distinct: true }

export interface Dispatch {
	value(e: Emitter, scope: Scope, expr: Expr): Value
	truth(e: Emitter, scope: Scope, expr: Expr): string
	each(e: Emitter, scope: Scope, expr: Expr, need: Need, body: (item: Value) => void): void
}

/** A function that the rule set itself declares (xsl:function). */
export interface UserFunction {
	/** Name of the generated function, called with the tree, the run's state and the arguments. */
	readonly code: string
	readonly params: readonly SequenceType[]
	readonly result: SequenceType
}

/** What all functions of one rule set share. */
export interface Surroundings {
	readonly module: Module
	/** XPath 1.0 compatibility mode. */
	readonly compatible: boolean
	readonly functions: ReadonlyMap<string, UserFunction>
	/** Names of the code lists that `rv:listed` may name. */
	readonly lists: ReadonlySet<string>
	/** Those of them that an expression names, as they are met. */
	readonly listsUsed: Set<string>
	/** Names of the checks that `rv:valid` may name. */
	readonly checks: ReadonlySet<string>
	/** Keys declared, as `{uri}local`. */
	readonly keys: ReadonlySet<string>
	readonly namespaces: Readonly<Record<string, string>>
	/** Which expressions are asked for again, */
	readonly repeats: Repeats
	/** and the shapes of the values that their functions give. */
	readonly parts: Map<string, Value>
	/** Which paths differ in one text alone, */
	readonly families: Families
	/** the functions that keep their nodes, undefined where they cannot be kept, */
	readonly keepers: Map<string, string | undefined>
	/** and the walks that fill several of them, by what they start from. */
	readonly walks: Map<string, Walk>
}

const treeArrays = ['name', 'kind', 'parent', 'end', 'value'] as const
export type TreeArray = (typeof treeArrays)[number]

export class Emitter {
	readonly around: Surroundings
	readonly module: Module
	readonly #dispatch: Dispatch
	readonly #opening: string[] = []
	#lines: string[] = []
	readonly #arrays = new Set<TreeArray>()

	/** The expression that this function computes for others, so it is not asked for again inside. */
	readonly own: Expr | undefined

	/** The functions that keep the nodes of families, with the variables of what they gave; undefined: ask none. */
	readonly kept: Map<string, string> | undefined

	constructor(around: Surroundings, dispatch: Dispatch, own?: Expr, kept?: Map<string, string>) {
		this.own = own
		this.kept = kept
		this.around = around
		this.module = around.module
		this.#dispatch = dispatch
	}

	/** For a function of its own. */
	inside(own?: Expr, kept?: Map<string, string>): Emitter {
		return new Emitter(this.around, this.#dispatch, own, kept)
	}

	value(scope: Scope, expr: Expr): Value {
		return this.#dispatch.value(this, scope, expr)
	}

	truth(scope: Scope, expr: Expr): string {
		return this.#dispatch.truth(this, scope, expr)
	}

	each(scope: Scope, expr: Expr, need: Need, body: (item: Value) => void): void {
		this.#dispatch.each(this, scope, expr, need, body)
	}

	line(text: string): void {
		this.#lines.push(text)
	}

	fresh(prefix: string): string {
		return this.module.fresh(prefix)
	}

	/** The Tree's array of that name, as a local of the generated function. */
	array(name: TreeArray): string {
		this.#arrays.add(name)
		return name
	}

	/** Emits into a block of its own and gives the statements back with the result. */
	capture<T>(emit: () => T): { lines: string[]; result: T } {
		const outer = this.#lines
		this.#lines = []
		try {
			const result = emit()
			return { lines: this.#lines, result }
		} finally {
			this.#lines = outer
		}
	}

	lines(lines: readonly string[]): void {
		for (const line of lines) this.#lines.push(line)
	}

	/** Emits `head {` … `}`. */
	block(head: string, emit: () => void): void {
		this.line(`${head} {`)
		emit()
		this.line('}')
	}

	/** A constant local holding the expression. */
	bind(code: string, prefix = 'v'): string {
		const name = this.fresh(prefix)
		this.line(`const ${name} = ${code}`)
		return name
	}

	/** The value with code that may be repeated. */
	simple(value: Value): Value {
		return value.simple ? value : { ...value, code: this.bind(value.code), simple: true }
	}

	/** A statement before all others. */
	open(text: string): void {
		this.#opening.push(text)
	}

	/** The statements of the whole function, with the arrays of the Tree that they use. */
	body(): string {
		const arrays = treeArrays.filter((a) => this.#arrays.has(a))
		const prologue = arrays.length === 0 ? [] : [`const { ${arrays.join(', ')} } = t`]
		return indented([...prologue, ...this.#opening, ...this.#lines])
	}
}

function indented(lines: readonly string[]): string {
	let depth = 1
	const out: string[] = []
	for (const line of lines) {
		if (line.startsWith('}')) depth--
		out.push('\t'.repeat(Math.max(depth, 0)) + line)
		if (line.endsWith('{')) depth++
	}
	return out.join('\n')
}

export type { PathExpr }
