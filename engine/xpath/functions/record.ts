/**
 * One XPath function is one record: its name, its signature as the specification writes it, and what it does.
 *
 * Arguments arrive already converted by the function conversion rules, in the representation that item.ts
 * gives for the declared type: `xs:string` → string, `xs:string?` → string | undefined, `xs:double` → number,
 * `xs:integer` and `xs:decimal` → Decimal, `xs:boolean` → boolean, `node()`/`element()` → NodeId,
 * anything else (`item()`, `xs:anyAtomicType`, `xs:numeric`, dates, `function(*)`) → Item;
 * `*` and `+` → an array of these. The result is given back the same way. `int` is a pseudo-type, for results
 * only: an xs:integer that is a JavaScript number within ±2^53 (lengths, counts).
 */
import type { DynamicContext } from '../context.ts'

export interface FunctionRecord {
	/** Local name; the namespace is that of `fn:` unless `uri` says otherwise. */
	readonly name: string
	readonly uri?: string
	/** One signature an arity: `(xs:string?, xs:double) -> xs:string`. A last parameter `...` repeats (concat). */
	readonly signatures: readonly string[]
	/** 3 where the function came with XPath 3.0 or 3.1; absent: XPath 2.0. */
	readonly since?: 3
	/** With one argument fewer than a signature has, the context item stands for the first (or last) parameter. */
	readonly defaultsToContext?: true | 'last'
	// biome-ignore lint/suspicious/noExplicitAny: the signature string is the type; the emitter converts by it
	readonly call: (context: DynamicContext, ...args: any[]) => unknown
}
