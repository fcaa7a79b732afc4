/**
 * One document as a worker is given it, and what the worker makes of it: a verdict, or its report.
 */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FaultCode, Limits, Severity, Tree } from '#engine'
import {
	type Beyond,
	type Judged,
	type Lang,
	mended,
	type National,
	type Original,
	type Reading,
	type Rules,
	refuse,
	type StructureMode,
	type Transport,
	type Unreadable,
	type Verdict,
	validate,
} from '#rules'
import { choosing, type HeldRules } from './bundle/held.ts'
import { type Claim, claimOf, type Keeping, listening } from './claim.ts'
import { cannotRead } from './documents.ts'
import type { PlatformOf, PlatformOptions } from './platform.ts'
import { type ReportName, reports } from './reports/index.ts'
import { withText } from './reports/report.ts'
import { svrlFrame, svrlOf } from './reports/svrl.ts'
import { ownRuleSet, type PackedOwn, type PackedRuleSet, shelf, unpack } from './rule-sets.ts'
import { sparing } from './sparing.ts'
import { coloured, plain } from './terminal.ts'

/** By which rules the workers judge: as plain data. */
export type PackedRules =
	/** Those that a document calls for, as `packed` or else as they are kept on disk. */
	| {
			readonly kind: 'chosen'
			readonly packed?: PackedOwn
			/** Rules that are not the program's own. */
			readonly held?: HeldRules
			readonly beyond?: Beyond
			readonly national?: National
	  }
	| { readonly kind: 'alone'; readonly packed: readonly PackedRuleSet[] }

/** What a worker loads before it judges. */
export interface Setup {
	readonly rules: PackedRules
	/** The platform's own rules are wanted too, with these stores. */
	readonly platform?: PlatformOptions
}

/** One document for a worker, and what is wanted of it. */
export interface Task {
	/** Name shown in the verdict. */
	readonly source: string
	/** The date whose rules apply, year-month-day. */
	readonly asOf: string
	readonly failOn?: 'fatal' | 'warning'
	readonly limits?: Partial<Limits>
	readonly structure?: StructureMode
	readonly mend?: boolean
	/** Otherwise than the setup has it: what our rules beyond the published ones do. */
	readonly beyond?: Beyond
	/** Otherwise than the setup has it: which national rules judge. */
	readonly national?: Reading | 'none'
	/** Whether the platform's own rules judge, where the setup has them; they do unless told. */
	readonly platform?: boolean
	/** The file to read, where no bytes are sent. */
	readonly path?: string
	/** Why there are no bytes at all. */
	readonly failure?: Unreadable
	/** How it came, where the platform's own rules are wanted. */
	readonly transport?: Omit<Transport, 'fileName' | 'bytes'>
	/** The readable original that came with it. */
	readonly original?: Original
	/** The deposit that it belongs to. */
	readonly submission?: string
	/** Which invoices occupy their key once taken in; accepted ones unless told. */
	readonly keeping?: Keeping
	/** Wanted instead of the verdict itself. */
	readonly report?: { readonly name: ReportName; readonly lang: Lang; readonly colours: boolean }
}

/** What a worker says of a document: the verdict, or its report and what a summary needs. */
export interface Done {
	readonly verdict?: Verdict
	readonly report?: string
	readonly brief: Brief
	/** What the ledger of duplicates is to be told now that the invoice is taken in. */
	readonly claim?: Claim
	/** Why it was not judged to its end. */
	readonly fault?: Trouble
}

export interface Trouble {
	readonly code: FaultCode
	readonly message: string
}

export interface Brief {
	readonly verdict: Verdict['verdict']
	/** Platform codes of its rejections. */
	readonly codes: readonly string[]
	/** Rules with a finding that refuses, each once. */
	readonly rules: readonly string[]
	/** Rule and severity of every finding that is shown. */
	readonly hits: readonly (readonly [rule: string, severity: Severity])[]
	/** Reading the file and judging it. */
	readonly milliseconds: number
}

export function rulesOf(packed: PackedRules): Rules {
	if (packed.kind === 'alone') return { kind: 'alone', ruleSets: packed.packed.map(unpack) }
	const { packed: own, held, beyond, national } = packed
	return {
		kind: 'chosen',
		load:
			own === undefined && held === undefined ? ownRuleSet : shelf({ ...held, ...(own && { packed: own }) }),
		...(held && choosing(held)),
		...(beyond && { beyond }),
		...(national && { national }),
	}
}

/** What judges with. */
export interface Means {
	readonly rules: Rules
	/** Filled again for every document. */
	readonly into: Tree
	readonly platform?: PlatformOf
}

export async function meansOf({ rules, platform }: Setup, into: Tree): Promise<Means> {
	const means = { rules: rulesOf(rules), into }
	if (platform === undefined) return means
	// The stores are loaded by those who ask them.
	const { openPlatform } = await import('./platform.ts')
	return { ...means, platform: openPlatform(platform) }
}

/** The setup's rules, as one task wants them. */
function rulesFor(rules: Rules, { beyond, national, transport }: Task): Rules {
	if (rules.kind === 'alone' || (beyond ?? national ?? transport) === undefined) return rules
	const { national: usual, ...rest } = rules
	const wanted = national === undefined ? usual : national === 'none' ? undefined : { reading: national }
	const { scope, direction, channel } = transport ?? {}
	const chosen = wanted && {
		...wanted,
		...(scope !== undefined && { scope }),
		...(direction !== undefined && { direction }),
		...(channel !== undefined && { channel }),
	}
	return { ...rest, ...(beyond && { beyond }), ...(chosen && { national: chosen }) }
}

export function judgeTask(given: Uint8Array | undefined, task: Task, means: Means): Done {
	const { into } = means
	const rules = rulesFor(means.rules, task)
	const platform = task.platform === false ? undefined : means.platform
	const start = performance.now()
	const { source, asOf, failOn, limits, structure, mend, path, failure, transport, submission, original } =
		task
	const bytes = given ?? (path === undefined ? new Uint8Array() : read(path))
	const asked =
		platform && listening(platform({ fileName: source, bytes: bytes.length, ...transport }, submission))
	const context = {
		source,
		sha256: failure === undefined ? digest(bytes) : '',
		asOf,
		rules,
		...(failOn && { failOn }),
		...(limits && { limits }),
		...(structure && { structure }),
		...(original && { original }),
		digest,
		consume: given === undefined,
		clock: () => performance.now(),
		...(asked && { platform: asked.platform }),
		into,
	}
	const judged: Judged =
		failure === undefined
			? sparing(bytes.length, () => validate(bytes, context))
			: { verdict: refuse(failure, context) }
	// Corrections are tried on copies, which ask the ledger about other keys.
	const key = asked?.key()
	const { verdict } = mend && judged.verdict.rejections.length > 0 ? mended(judged, context) : judged
	const settled = 'text' in judged ? new JudgedAs(judged, verdict) : { verdict }
	const done = answer(settled, task, performance.now() - start, rules)
	const claim = submission === undefined ? undefined : claimOf(verdict, key, submission, task.keeping)
	return claim === undefined ? done : { ...done, claim }
}

/**
 * The same document under another verdict; the text of a large one is still made only where it is asked for.
 *
 * A class, here and where a report is given its text: an object literal with a getter of its own gets a hidden class
 * of its own, which keeps the document until the next full collection.
 */
class JudgedAs implements Judged {
	readonly verdict: Verdict
	readonly #judged: Judged

	constructor(judged: Judged, verdict: Verdict) {
		this.#judged = judged
		this.verdict = verdict
	}

	get text(): string {
		return this.#judged.text!
	}
}

/** What was judged, in the form that the task wants. */
export function answer(judged: Judged, { report }: Task, milliseconds: number, rules?: Rules): Done {
	const { verdict } = judged
	const brief = briefOf(verdict, milliseconds)
	return report === undefined ? { verdict, brief } : { report: rendered(judged, report, rules), brief }
}

export function digest(bytes: Uint8Array): string {
	return hash('sha256', bytes)
}

function read(path: string): Uint8Array {
	try {
		return readFileSync(path)
	} catch (error) {
		return cannotRead(path, error as NodeJS.ErrnoException)
	}
}

function rendered(
	judged: Judged,
	{ name, lang, colours }: NonNullable<Task['report']>,
	rules: Rules | undefined,
): string {
	const { verdict } = judged
	const rendering = withText({ lang, paint: colours ? coloured : plain }, judged)
	if (name !== 'svrl' || rules === undefined) return reports[name].one(verdict, rendering)
	return svrlFrame.one(verdict.source, svrlOf({ verdict, text: judged.text, rules, lang }))
}

export function briefOf(verdict: Verdict, milliseconds: number): Brief {
	const refusing = verdict.rejections.flatMap(({ findings }) => findings)
	const rules = refusing.map((index) => verdict.findings[index]?.rule).filter((rule) => rule !== undefined)
	return {
		verdict: verdict.verdict,
		codes: verdict.rejections.map(({ code }) => code),
		rules: [...new Set(rules)],
		hits: verdict.findings.map(({ rule, severity }) => [rule, severity]),
		milliseconds,
	}
}
