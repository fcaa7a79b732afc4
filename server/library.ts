/**
 * The package's door for programs: judge a document here, or many in a pool of threads.
 *
 *     import { createPool, validate } from 'recevable'
 *     validate(await readFile('invoice.xml'), { source: 'invoice.xml' }).verdict   // 'accepted', 'rejected' …
 */
import { Tree } from '#engine'
import type { FlowVerdict, LoadedRuleSet, Verdict } from '#rules'
import { type DocumentContext, taskOf } from './document-context.ts'
import { checkFlow } from './flow/flow.ts'
import type { AnyLimits } from './limits.ts'
import type { Pool } from './pool.ts'
import { type PackedRuleSet, packRuleSet, unpack } from './rule-sets.ts'
import { judgeTask, rulesOf } from './task.ts'
import { today } from './today.ts'

export { Fault, type FaultCode, type Limits, type Location, type Severity } from '#engine'
export type {
	Beyond,
	Carrier,
	CheckedWith,
	Decision,
	ExplainedFinding,
	FileOutcome,
	FlowDecision,
	FlowFile,
	FlowStatus,
	FlowVerdict,
	InvoiceSummary,
	PdfSummary,
	Reading,
	Recognised,
	Rejection,
	StructureMode,
	Syntax,
	Trouble,
	Verdict,
	Wording,
} from '#rules'
export type { DocumentContext } from './document-context.ts'
export {
	createPool,
	type Document,
	type Pool,
	type PoolOptions,
	type ReloadOptions,
	type StreamOptions,
} from './pool.ts'

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

export interface ValidateFlowOptions extends Omit<ValidateOptions, 'limits'> {
	/** The name under which the flow is sent; that of the file, where it is one of a flow, unless given. */
	readonly flowName?: string
	/** Bounds on the archive and on each document that differ from the usual ones. */
	readonly limits?: AnyLimits
	/** Judges the invoices; this thread does unless given. Its rules count then, not `schematron`. */
	readonly pool?: Pick<Pool, 'validate' | 'room'>
	readonly signal?: AbortSignal
}

/**
 * One verdict on a flow as it is sent to Chorus Pro or to the PPF: a TAR.GZ archive of many invoices, or one
 * invoice. `flow` is a path, or the bytes.
 *
 * Rejects with a Fault where validate throws one or the file cannot be read, and with the signal's reason.
 */
export async function validateFlow(
	flow: string | Uint8Array,
	{ flowName, pool, signal, limits, ...options }: ValidateFlowOptions = {},
): Promise<FlowVerdict> {
	const { source = typeof flow === 'string' ? flow : 'flow', asOf = today(), schematron, ...rest } = options
	const context = { ...rest, asOf, ...(limits && { limits }) }
	const alone = schematron && { schematron }
	return await checkFlow(flow, {
		source,
		asOf,
		judging: {
			room: async () => await pool?.room(),
			judge: async ({ source, bytes }, signal) =>
				pool === undefined
					? validate(bytes, { ...context, source, ...alone })
					: await pool.validate(bytes, { ...context, source, signal }),
		},
		window: 256,
		...(flowName !== undefined && { flowName }),
		...(limits && { limits }),
		...(signal && { signal }),
	})
}

const own = rulesOf({ kind: 'chosen' })
const into = new Tree()
const links = new WeakMap<Schematron, LoadedRuleSet>()

function linked(schematron: Schematron): LoadedRuleSet {
	let loaded = links.get(schematron)
	if (loaded === undefined) links.set(schematron, (loaded = unpack(schematron)))
	return loaded
}
