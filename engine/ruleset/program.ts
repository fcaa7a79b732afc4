/**
 * A compiled rule set as data: what is plain JSON, and the text of the module that holds its functions.
 *
 * Both can be written to disk and linked later without any XPath being parsed.
 */

import type { Position } from '../fault.ts'
import type { Severity } from '../finding.ts'
import type { Tree } from '../tree/tree.ts'
import type { RunState } from '../xpath/runtime.ts'
import type { NameCondition } from './name-condition.ts'

/** One step of a path of names; undefined is a wildcard. */
export interface NameStep {
	/** Any number of elements may stand between the step before and this one. */
	readonly gap: boolean
	readonly attribute: boolean
	readonly uri?: string
	readonly local?: string
	/** The document node, from which the steps after it go down: only in facts, as the first. */
	readonly root?: true
	/** The node above: only in facts. */
	readonly up?: true
}

/** One alternative of a rule's context. */
export interface Branch {
	/** The names that a node's path must show; absent where only the function can tell. */
	readonly names?: readonly NameStep[]
	/** Conditions on the node's own name, all of which must hold. */
	readonly conditions?: readonly NameCondition[]
	/** Starts at the document node. */
	readonly absolute: boolean
	/** Index of the context function that decides for one node; absent: the names decide alone. */
	readonly test?: number
}

/** A path whose absence from the document lets the assertion pass; relative to the rule's context unless absolute. */
export interface GuardPath {
	/** Number of nodes from which on the assertion must run: 1 unless given. */
	readonly least?: 2
	readonly absolute: boolean
	readonly steps: readonly NameStep[]
}

/**
 * What holds of a path, told without running an assertion there; `steps` go down from it by names, or from the root.
 * Only there, and only of `each`, a first name may have a gap: the document element is taken to be the one meant, or
 * the one above.
 */
export type Fact =
	/** Each of its nodes has one, and each node on the way; unless the check passes where there is none, */
	| { readonly is: 'each'; readonly steps: readonly NameStep[]; readonly unless?: number }
	/** none has several, there is none at all, none is white space alone, */
	| { readonly is: 'single' | 'none' | 'filled'; readonly steps: readonly NameStep[] }
	/** the check passes for the text of each; */
	| { readonly is: 'passes'; readonly steps: readonly NameStep[]; readonly check: number }
	/** it is named so itself, or a node above it is, or is not: told by the path alone; */
	| {
			readonly is: 'named'
			readonly steps: readonly NameStep[]
			readonly axis: 'self' | 'ancestor'
			readonly not: boolean
			readonly uri: string
			readonly local: string
	  }
	/** of the whole document: its family keeps no node of that text. */
	| { readonly is: 'unkept'; readonly steps: readonly []; readonly family: number; readonly text: string }

export interface AssertionMeta {
	readonly id: string
	readonly kind: 'assert' | 'report'
	readonly severity: Severity
	readonly flag?: string
	readonly role?: string
	readonly see?: string
	readonly fpi?: string
	readonly icon?: string
	readonly lang?: string
	readonly test: string
	readonly at: Position
	/** Index of the rule it belongs to. */
	readonly rule: number
	/** The assertion passes where none of these paths occurs; absent: it must always be run. */
	readonly guard?: readonly GuardPath[]
	/** It finds nothing at a path where all facts of one of these hold; absent: that cannot be told. */
	readonly quiet?: readonly (readonly Fact[])[]
	/** Indexes of text functions: the message, and those of diagnostics and properties. */
	readonly message: number
	/** Index of the function that gives the same as rich text; absent where it is plain. */
	readonly rich?: number
	readonly subject?: number
	readonly diagnostics: readonly {
		readonly id: string
		readonly lang?: string
		readonly text: number
		readonly rich?: number
	}[]
	readonly properties: readonly {
		readonly id: string
		readonly role?: string
		readonly scheme?: string
		readonly text: number
		readonly rich?: number
	}[]
}

export interface RuleMeta {
	readonly id?: string
	readonly pattern: number
	readonly context: string
	readonly flag?: string
	readonly role?: string
	readonly branches: readonly Branch[]
	/** Indexes of its assertions, in order. */
	readonly assertions: readonly number[]
	/** Its context could match text, comments or processing instructions. */
	readonly leaves: boolean
}

export interface PatternMeta {
	readonly id?: string
	readonly name?: string
	readonly rules: readonly number[]
}

export interface Program {
	readonly format: 1
	readonly id: string
	readonly version?: string
	readonly title?: string
	readonly schemaVersion?: string
	readonly phase?: string
	readonly namespaces: Readonly<Record<string, string>>
	readonly patterns: readonly PatternMeta[]
	readonly rules: readonly RuleMeta[]
	readonly assertions: readonly AssertionMeta[]
	readonly keys: Readonly<Record<string, { readonly branches: readonly Branch[]; readonly use: number }>>
	/** Code lists that the module asks for when it is linked. */
	readonly lists: readonly string[]
	/** Body of a function of `rt`, which returns a Linked. */
	readonly code: string
}

/** A piece of rich text: plain, marked, or nodes of the document as XML. */
export type RichPart =
	| string
	| {
			readonly element: 'emph' | 'dir' | 'span'
			readonly attributes: Readonly<Record<string, string>>
			readonly text: string
	  }
	| { readonly markup: string }

type NodeFunction<T> = (tree: Tree, node: number, state: RunState) => T

/** The functions of a linked module. */
export interface Linked {
	readonly tests: readonly NodeFunction<boolean>[]
	readonly contexts: readonly NodeFunction<boolean>[]
	readonly texts: readonly NodeFunction<string>[]
	readonly riches?: readonly NodeFunction<readonly RichPart[]>[]
	readonly subjects: readonly NodeFunction<number>[]
	readonly uses: readonly NodeFunction<readonly string[]>[]
	/** What a text passes, and whether it passes where there is none. */
	readonly checks?: readonly Check[]
	/** Nodes of the document by the text that tells those of a family apart; undefined where that cannot be told. */
	readonly families?: readonly ((tree: Tree, state: RunState) => ReadonlyMap<string, unknown> | undefined)[]
}

export interface Check {
	readonly passes: (tree: Tree, text: string, state: RunState) => boolean
	readonly passesWithout: (tree: Tree, state: RunState) => boolean
}
