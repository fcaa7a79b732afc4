/**
 * The Verdict: what one document is told.
 *
 * It is plain data, the same for every report: who was judged, by which rule sets, what was found, and under
 * which platform codes it is refused. It holds no clock and nothing random: same inputs, same bytes.
 */
import type { Location, Severity } from '#engine'
import type { Format } from './carrier/format.ts'
import type { Action } from './catalogue/actions.ts'
import type { Doubt } from './catalogue/doubt.ts'
import type { Fix, MendPlace } from './mend/proposal.ts'
import type { Stage } from './platform/rule.ts'
import type { Syntax } from './syntax.ts'
import type { Wording } from './wording.ts'

/**
 * `accepted`: rule sets ran and none refuses. `rejected`: it was read, and breaks a rule that refuses.
 * `inadmissible`: it cannot be read as an invoice. `undecided`: no rule set covers it; never a success.
 */
export type Decision = 'accepted' | 'rejected' | 'inadmissible' | 'undecided'

/** What the invoice came in; `json`: it was typed in, term by term. */
export type Carrier = 'xml' | 'pdf' | 'json'

/** How the file was read, before any rule. */
export interface Recognised {
	/** What people call this kind of invoice; absent where no invoice was found. */
	readonly format?: Format
	/** Of CII: which release of the schema its elements belong to. */
	readonly release?: 'D16B' | 'D22B'
	/** Encoding of the XML, as `utf-8`. */
	readonly encoding?: string
	/** The element that the invoice was wrapped in; it was left aside. */
	readonly envelope?: string
}

/** A PDF and what it carries. */
export interface PdfSummary {
	readonly version: string
	readonly pages?: number
	/** As its metadata claims: `PDF/A-3B`. */
	readonly conformance?: string
	readonly attachments: readonly {
		readonly name: string
		/** This one was judged. */
		readonly invoice: boolean
		readonly relationship?: string
		readonly mime?: string
		/** Bytes; as declared, for those that were not read. */
		readonly size?: number
		/** Of the one that was judged. */
		readonly sha256?: string
	}[]
}

/** The readable original that came with an invoice; nothing on its pages was read. */
export interface OriginalSummary {
	readonly name: string
	readonly bytes: number
	readonly sha256: string
	/** Of the PDF, where it could be read. */
	readonly version?: string
	readonly pages?: number
}

export interface InvoiceSummary {
	readonly number?: string
	/** As written in a UBL invoice; year-month-day for CII dates of format 102. */
	readonly issueDate?: string
	readonly seller?: string
	readonly buyer?: string
	/** Total with VAT (BT-112), as written. */
	readonly total?: string
	readonly currency?: string
}

export interface ExplainedFinding {
	/** Published id of the rule, or one of ours (`READ-…`, `JUDGE-…`). */
	readonly rule: string
	readonly ruleSet: string
	readonly severity: Severity
	/** Present when the rule could not be evaluated on this document, which counts as fatal. */
	readonly kind?: 'error'
	/** Business terms concerned, as `BT-106`. */
	readonly terms: readonly string[]
	readonly location: Location
	readonly message: Wording
	readonly why: Wording
	readonly fix: Fix
	/** Where the catalogue shows the rule, as `/rules/BR-CO-10.html`; of rules that it knows. */
	readonly help?: string
	/** What to do first, in the document itself; of the finding that is a root cause. */
	readonly place?: MendPlace
	/** Index of the finding that this one follows from: it goes when that one is corrected. */
	readonly causedBy?: number
	readonly found?: string
	readonly expected?: string
	/** The published test of the rule is known to say something else than its text. */
	readonly doubt?: Doubt
}

export interface Rejection {
	/** Platform reason code, as `REJ_SEMAN`. */
	readonly code: string
	/** Life-cycle status: `213` rejected, `501` inadmissible. */
	readonly status: string
	readonly message: Wording
	/** The control that speaks: that of the root cause. */
	readonly stage?: Stage
	/** What the supplier does next, with the code of the life-cycle message. */
	readonly action?: Action
	/** Indexes into the verdict's findings. */
	readonly findings: readonly number[]
	/** The finding to correct first: others may follow from it; of another rejection where that one causes this. */
	readonly rootCause: number
	/** Where to correct it. */
	readonly place?: MendPlace
}

export interface CheckedWith {
	readonly id: string
	readonly version: string
	readonly sha256: string
}

/** With these, the same bytes, date and rules give the same verdict. */
export interface JudgingOptions {
	/** Rules beyond the published ones refuse, or are left out. */
	readonly beyond?: 'refuse' | 'off'
	readonly national?: 'text' | 'published'
	/** The platform's own rules judged. */
	readonly platform?: true
	readonly scope?: string
	readonly direction?: 'emission' | 'reception'
	readonly channel?: string
	/** The deposit, no duplicate of itself. */
	readonly submission?: string
	/** What made a duplicate, where that is not the usual key. */
	readonly key?: 'classic'
	readonly failOn?: 'warning'
	readonly structure?: 'warn' | 'off'
}

export interface Verdict {
	readonly source: string
	readonly verdict: Decision
	readonly carrier: Carrier
	readonly syntax?: Syntax
	/** BT-24 as written. */
	readonly profile?: string
	readonly invoice?: InvoiceSummary
	readonly recognised?: Recognised
	readonly pdf?: PdfSummary
	readonly original?: OriginalSummary
	readonly rejections: readonly Rejection[]
	/** In document order, then rule order. */
	readonly findings: readonly ExplainedFinding[]
	/** There were more findings than the limit; the decision was made on all of them. */
	readonly findingsTruncated: boolean
	readonly checkedWith: readonly CheckedWith[]
	readonly document: { readonly sha256: string; readonly bytes: number }
	/** The date whose rules applied, year-month-day. */
	readonly asOf: string
	/** The bundle of rules that judged; those of the program unless named. */
	readonly bundle?: CheckedWith
	/** What was asked otherwise than usual; absent where nothing was. */
	readonly options?: JudgingOptions
}
