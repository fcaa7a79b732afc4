/**
 * The package's door for programs: judge a document here, or many in a pool of threads.
 *
 *     import { createPool, validate } from 'recevable'
 *     validate(await readFile('invoice.xml'), { source: 'invoice.xml' }).verdict   // 'accepted', 'rejected' …
 */
import { Tree } from '#engine'
import type { LoadedRuleSet, Verdict } from '#rules'
import { type PackedRuleSet, packRuleSet, unpack } from './rule-sets.ts'
import { type DocumentContext, judgeTask, rulesOf, taskOf } from './task.ts'

export { Fault, type FaultCode, type Limits, type Location, type Severity } from '#engine'
export type {
	Carrier,
	CheckedWith,
	Decision,
	ExplainedFinding,
	InvoiceSummary,
	PdfSummary,
	Recognised,
	Rejection,
	Syntax,
	Verdict,
	Wording,
} from '#rules'
export {
	createPool,
	type Document,
	type Pool,
	type PoolOptions,
	type ReloadOptions,
	type StreamOptions,
} from './pool.ts'
export type { DocumentContext } from './task.ts'

/** A Schematron read and compiled, for `validate` and `createPool`; plain data. */
export type Schematron = PackedRuleSet

export interface SchematronOptions {
	/** Name of the rule set in verdicts; that of the file unless given. */
	readonly id?: string
	/** The phase to run; the schema's default phase unless given. */
	readonly phase?: string
}

/**
 * Reads any ISO Schematron and compiles it. Throws a Fault with file, line and column where the rule text is
 * wrong or uses what is not supported; nothing in it is ever left out.
 */
export function loadSchematron(file: string, options: SchematronOptions = {}): Schematron {
	return packRuleSet(file, options)
}

export interface ValidateOptions extends DocumentContext {
	/** Judge by these alone; by the rule sets that the document calls for unless given. */
	readonly schematron?: readonly Schematron[]
}

/**
 * The verdict on one document, judged in this thread.
 *
 * What is wrong with the document is in the verdict. A Fault is thrown where nothing may be concluded of it,
 * through an error of the rule text or of this program.
 */
export function validate(bytes: Uint8Array, { schematron, ...context }: ValidateOptions = {}): Verdict {
	const rules =
		schematron === undefined ? own : ({ kind: 'alone', ruleSets: schematron.map(linked) } as const)
	return judgeTask(bytes, taskOf(context), { rules, into }).verdict!
}

const own = rulesOf({ kind: 'chosen' })
const into = new Tree()
const links = new WeakMap<Schematron, LoadedRuleSet>()

function linked(schematron: Schematron): LoadedRuleSet {
	let loaded = links.get(schematron)
	if (loaded === undefined) links.set(schematron, (loaded = unpack(schematron)))
	return loaded
}
