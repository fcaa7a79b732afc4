/**
 * One expression compiled and run by itself: for tests, suites and the rules team's tools.
 *
 * Rule sets are compiled whole (ruleset/compile.ts); this door makes a module of a single function.
 */
import type { Tree } from '../tree/tree.ts'
import { DateTime, parseDateTime } from './datetime.ts'
import { box } from './emit/convert.ts'
import { inOrder, type Value } from './emit/emitter.ts'
import { newEmitter } from './emit/expression.ts'
import { Families } from './emit/families.ts'
import { Module } from './emit/module.ts'
import { Repeats } from './emit/repeats.ts'
import type { Item } from './item.ts'
import { parseXPath } from './parse.ts'
import { type RunState, runtime } from './runtime.ts'

export interface EvaluateOptions {
	readonly namespaces?: Readonly<Record<string, string>>
	/** XPath 1.0 compatibility mode. */
	readonly compatible?: boolean
	/** What the expression starts from: a node unless said otherwise, any item, or nothing. */
	readonly context?: 'node' | 'item' | 'none'
	/** Sequences bound to variables, by `local` or `{uri}local`. */
	readonly variables?: Readonly<Record<string, readonly Item[]>>
	/** Makes functions of sub-expressions as if each stood there twice. */
	readonly outline?: boolean
	/** current-dateTime(). */
	readonly now?: string
}

export type Evaluator = (tree: Tree, item?: Item) => Item[]

let epochs = -1

/** Compiles; the function given back takes a tree and a context node (the document node by default). */
export function compileXPath(text: string, options: EvaluateOptions = {}): Evaluator {
	const namespaces = options.namespaces ?? {}
	const module = new Module()
	const expr = parseXPath(text, { namespaces })
	const repeats = new Repeats()
	for (let times = options.outline === true ? 2 : 0; times > 0; times--) repeats.add(expr)
	const e = newEmitter({
		module,
		compatible: options.compatible ?? false,
		functions: new Map(),
		lists: new Set(),
		listsUsed: new Set(),
		checks: new Set(),
		keys: new Set(),
		namespaces,
		repeats,
		parts: new Map(),
		families: new Families(repeats),
		keepers: new Map(),
		walks: new Map(),
	})
	const item: Value = {
		code: 'n',
		rep: options.context === 'item' ? 'item' : 'node',
		count: 'one',
		simple: true,
	}
	const names = Object.keys(options.variables ?? {})
	const variables = new Map(
		names.map((name, i): [string, Value] => [
			name,
			{ code: `vars[${i}]`, rep: 'item', count: 'many', simple: true },
		]),
	)
	e.line('const out = []')
	e.each(
		options.context === 'none' ? { variables } : { variables, item, position: '1', size: '1', current: item },
		expr,
		inOrder,
		(value) => e.line(`out.push(${box(value)})`),
	)
	module.add(`function main(t, n, s) {\n${e.body()}\n\treturn out\n}`)
	const make = new Function('rt', 'vars', module.text('return main')) as (
		rt: typeof runtime,
		vars: readonly (readonly Item[])[],
	) => (t: Tree, n: Item, s: RunState) => Item[]
	const run = make(
		runtime,
		names.map((name) => options.variables![name]!),
	)
	const now = parseDateTime('dateTime', options.now ?? '1970-01-01T00:00:00Z')
	if (!(now instanceof DateTime)) throw new RangeError(`"${options.now}" is not a date and time`)
	// Epochs below zero never meet those of rule sets.
	return (tree, item = 0) =>
		run(tree, item, { tree, now, epoch: --epochs, depth: 0, calls: 0, rounds: 0, key: () => [] })
}

/** The text of an item as fn:string gives it. */
export function itemText(tree: Tree, item: Item): string {
	return runtime.itemText(tree, item)
}
