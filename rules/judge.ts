/**
 * From findings to a Verdict.
 *
 * The order of the questions matters: a file that could not be read is inadmissible whatever else is said;
 * a fatal finding rejects; and only then, if a rule set ran and at least one of its rules met a node, the
 * document is accepted. Everything in between is undecided. A rule that could not be evaluated is fatal.
 */
import type { Finding, Location } from '#engine'
import { isZugferd1 } from './carrier/format.ts'
import { actionOf, stageOf } from './catalogue/actions.ts'
import { causalRank, type ReasonCode, reasonOf, reasons } from './catalogue/reasons.ts'
import { explainedFinding, explainedRemark, type Measuring, severityOf } from './explained.ts'
import { helpOf } from './help.ts'
import type { Stage } from './platform/rule.ts'
import { adviceOn, type Unreadable } from './reading/reading.ts'
import type { Remark } from './remark.ts'
import type { Recognition } from './syntax.ts'
import { typeset } from './typography.ts'
import { undecided } from './undecided.ts'
import type {
	Carrier,
	CheckedWith,
	Decision,
	ExplainedFinding,
	JudgingOptions,
	OriginalSummary,
	PdfSummary,
	Recognised,
	Rejection,
	Verdict,
} from './verdict.ts'
import { fill } from './wording.ts'

export interface Case {
	readonly source: string
	readonly carrier: Carrier
	readonly document: { readonly sha256: string; readonly bytes: number }
	/** Year-month-day. */
	readonly asOf: string
	/** The file could not be read: nothing else is asked. */
	readonly unreadable?: Unreadable
	readonly recognition?: Recognition
	readonly recognised?: Recognised
	readonly pdf?: PdfSummary
	readonly original?: OriginalSummary
	/** Of all rule sets, in the order they ran; within one, in the order of its rules or of the document. */
	readonly findings: readonly Finding[]
	/** What is said of the file itself, apart from rule sets. */
	readonly remarks?: readonly Remark[]
	/** The rule sets that ran to their end. */
	readonly checkedWith: readonly CheckedWith[]
	/** How many times a rule met a node, over all rule sets. */
	readonly fired: number
	/** Judge any XML by the rule sets alone, invoice or not (`check --schematron`). */
	readonly rulesAlone?: boolean
	/** The element that the rule sets saw as their root, when it is not the document's root. */
	readonly judgedNode?: number
	/** Looks at the document again to say what was found and expected. */
	readonly measure?: Measuring
	/** `warning`: warnings refuse as well. */
	readonly failOn?: 'fatal' | 'warning'
	/** Most findings to keep; the decision is made on all. 1000 unless told. */
	readonly limit?: number
	readonly bundle?: CheckedWith
	readonly options?: JudgingOptions
}

const head: Location = { path: '/', line: 1, column: 1, offset: 0 }
const readingSet = 'recevable-reading'
const judgingSet = 'recevable-judging'

export function judge(given: Case): Verdict {
	const { recognition } = given
	if (given.unreadable !== undefined) return inadmissible(given, given.unreadable)
	if (recognition !== undefined && isZugferd1(recognition) && given.rulesAlone !== true)
		return inadmissible(given, { id: 'READ-ZUGFERD-1', at: recognition.locate() })
	if (recognition === undefined || (recognition.syntax === undefined && given.rulesAlone !== true))
		return inadmissible(given, {
			id: 'READ-NO-INVOICE',
			...(recognition && { at: recognition.locate(), values: { root: shown(recognition) } }),
		})

	const all: (Finding | Remark)[] = [...(given.remarks ?? []), ...given.findings]
	const sorted = all.sort((a, b) => a.node - b.node)
	const refusing = sorted.filter((finding) => refuses(finding, given.failOn ?? 'fatal'))
	const doubt = refusing.length > 0 ? undefined : doubtOf(given)
	const kept = keep(sorted, given.limit ?? 1000)
	const findings = kept.map((finding) =>
		finding.kind === 'remark'
			? explainedRemark(finding)
			: explainedFinding(finding, recognition.syntax, given.measure),
	)
	if (doubt !== undefined) findings.push(doubt)
	const decision: Decision =
		refusing.length > 0 ? refusal(refusing) : doubt !== undefined ? 'undecided' : 'accepted'
	const rejections: Rejection[] = refusing.length > 0 ? reject(kept, given.failOn ?? 'fatal') : []
	return verdict(given, decision, findings, rejections, kept.length < sorted.length)
}

/** A reason of status 501 speaks of the file: it is not even admitted, whatever else is said of the invoice. */
function refusal(refusing: readonly (Finding | Remark)[]): Decision {
	return refusing.some((finding) => reasons[codeOf(finding)].status === '501') ? 'inadmissible' : 'rejected'
}

function codeOf(finding: Finding | Remark): ReasonCode {
	return ('code' in finding ? finding.code : undefined) ?? reasonOf(finding.rule)
}

/** A rule that could not be evaluated refuses too: it may hide a fault. */
function refuses(finding: Finding | Remark, failOn: 'fatal' | 'warning'): boolean {
	return severityOf(finding) === 'fatal' || (failOn === 'warning' && finding.severity === 'warning')
}

/** The first `limit` findings, fatal ones before others, still in document order. */
function keep(sorted: readonly (Finding | Remark)[], limit: number): readonly (Finding | Remark)[] {
	if (sorted.length <= limit) return sorted
	const chosen = new Set(sorted.filter((finding) => severityOf(finding) === 'fatal').slice(0, limit))
	for (const finding of sorted) {
		if (chosen.size >= limit) break
		chosen.add(finding)
	}
	return sorted.filter((finding) => chosen.has(finding))
}

function doubtOf(given: Case): ExplainedFinding | undefined {
	const envelope = given.recognition?.envelope
	if (envelope !== undefined && given.rulesAlone !== true && given.judgedNode !== given.recognition?.node)
		return doubt('JUDGE-ENVELOPE', given, envelope)
	if (given.checkedWith.length === 0)
		return doubt('JUDGE-NO-RULE-SET', given, given.recognition?.profile ?? '–')
	if (given.fired <= 0) return doubt('JUDGE-NOTHING-FIRED', given, '')
	return undefined
}

function doubt(rule: string, given: Case, detail: string): ExplainedFinding {
	const advice = undecided[rule]!
	return {
		rule,
		ruleSet: judgingSet,
		severity: 'fatal',
		terms: rule === 'JUDGE-NO-RULE-SET' ? ['BT-24'] : [],
		location: given.recognition?.locate() ?? head,
		message: typeset(fill(advice.message, { detail })),
		why: typeset(advice.why),
		fix: typeset(advice.fix),
		help: helpOf(rule),
	}
}

/** One rejection a code, in the order in which their first findings stand. */
function reject(kept: readonly (Finding | Remark)[], failOn: 'fatal' | 'warning'): Rejection[] {
	const groups = new Map<ReasonCode, number[]>()
	kept.forEach((finding, index) => {
		if (!refuses(finding, failOn)) return
		const code = codeOf(finding)
		const group = groups.get(code)
		if (group === undefined) groups.set(code, [index])
		else group.push(index)
	})
	const rank = (index: number): number => causalRank(kept[index]!.rule, kept[index]!.kind === 'error')
	return [...groups].map(([code, findings]) => {
		const rootCause = findings.reduce((first, index) => (rank(index) < rank(first) ? index : first))
		const { status, message } = reasons[code]
		const stage = speaker(kept[rootCause]!)
		return { code, status, message, stage, action: actionOf(code), findings, rootCause }
	})
}

function speaker(finding: Finding | Remark): Stage {
	return ('stage' in finding ? finding.stage : undefined) ?? stageOf(finding.ruleSet)
}

function inadmissible(given: Case, unreadable: Unreadable): Verdict {
	const problem = adviceOn(unreadable)
	const finding: ExplainedFinding = {
		rule: unreadable.id,
		ruleSet: readingSet,
		severity: 'fatal',
		terms: [],
		location: { ...head, ...unreadable.at },
		message: typeset(problem.message),
		why: typeset(problem.why),
		fix: typeset(problem.fix),
		help: helpOf(unreadable.id),
	}
	const { status, message } = reasons[problem.code]
	const remarks = given.remarks ?? []
	const same = remarks.flatMap(({ code, severity }, index) =>
		code === problem.code && severity === 'fatal' ? [index + 1] : [],
	)
	const { code } = problem
	const action = actionOf(code)
	const rejection: Rejection = {
		code,
		status,
		message,
		stage: 'file',
		action,
		findings: [0, ...same],
		rootCause: 0,
	}
	const others = remarks.map(explainedRemark)
	return verdict(given, 'inadmissible', [finding, ...others], [rejection], false)
}

function verdict(
	given: Case,
	decision: Decision,
	findings: readonly ExplainedFinding[],
	rejections: readonly Rejection[],
	findingsTruncated: boolean,
): Verdict {
	const { recognition } = given
	return {
		source: given.source,
		verdict: decision,
		carrier: given.carrier,
		...(recognition?.syntax !== undefined && { syntax: recognition.syntax }),
		...(recognition?.profile !== undefined && { profile: recognition.profile }),
		...(recognition?.syntax !== undefined && { invoice: recognition.invoice }),
		...(given.recognised !== undefined && { recognised: given.recognised }),
		...(given.pdf !== undefined && { pdf: given.pdf }),
		...(given.original !== undefined && { original: given.original }),
		rejections: rejections.map((rejection) => ({ ...rejection, message: typeset(rejection.message) })),
		findings,
		findingsTruncated,
		checkedWith: given.checkedWith,
		document: given.document,
		asOf: given.asOf,
		...(given.bundle && { bundle: given.bundle }),
		...(given.options && { options: given.options }),
	}
}

function shown(recognition: Recognition): string {
	const { uri, local } = recognition.root
	return uri === '' ? local : `${local} (${uri})`
}
