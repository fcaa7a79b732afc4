/**
 * The verdict for a person at a terminal: what is wrong, where, why it matters, what to do.
 *
 *   invoice.xml: rejected (1 fatal)
 *
 *     fatal BR-CO-10  BT-106 Sum of Invoice line net amount
 *       88 |     <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
 *          |     ^^^^^^^^^^^^^^^^^^^^^^^^
 *     What is wrong …
 */
import type { ExplainedFinding, Lang, Verdict } from '#rules'
import { harmless, type Paint, type Painter } from '../terminal.ts'
import { frameOf } from './frame.ts'
import { linkTo } from './link.ts'
import type { Rendering, Report, Summary } from './report.ts'
import { changeText, colon, type Label, label, numbered, termLabel, words } from './words.ts'

const paints: Readonly<Record<Verdict['verdict'] | ExplainedFinding['severity'], Paint>> = {
	accepted: 'green',
	rejected: 'red',
	inadmissible: 'red',
	undecided: 'yellow',
	fatal: 'red',
	warning: 'yellow',
	information: 'cyan',
}

export const text: Report = {
	name: 'text',
	one: (verdict, rendering) => {
		const { lang, paint } = rendering
		const decision = paint(words[lang][verdict.verdict][0], 'bold', paints[verdict.verdict])
		const codes = verdict.rejections.map(({ code, status }) => `${code} (${status})`).join(', ')
		const head = [
			`${paint(harmless(verdict.source), 'bold')}${colon(lang)} ${decision}`,
			codes,
			counted(verdict, lang),
			about(verdict),
		]
		const lines = [head.filter((part) => part !== '').join(' · ')]
		lines.push(...findingsLines(verdict, rendering))
		if (verdict.findingsTruncated) lines.push('', `  ${words[lang].more[0]}`)
		if (verdict.findings.length > 0) lines.push('')
		return `${lines.join('\n')}\n`
	},
	close: (summary, { lang, paint }) => `${summaryLine(summary, lang, paint)}\n`,
}

function counted({ findings }: Verdict, lang: Lang): string {
	const count = (severity: ExplainedFinding['severity']) =>
		findings.filter((f) => f.severity === severity).length
	return (['fatal', 'warning', 'information'] as const)
		.map((severity) => [count(severity), severity] as const)
		.filter(([number]) => number > 0)
		.map(([number, severity]) => numbered(number, severity, lang))
		.join(', ')
}

function about({ invoice }: Verdict): string {
	if (invoice === undefined) return ''
	const { number, issueDate, seller, total, currency } = invoice
	return [number, issueDate, seller, total === undefined ? undefined : `${total} ${currency ?? ''}`.trim()]
		.filter((part) => part !== undefined)
		.map(harmless)
		.join(', ')
}

/** The findings to correct first before the others; those that follow from one are named with it. */
function findingsLines({ findings, rejections }: Verdict, rendering: Rendering): string[] {
	const { lang, paint } = rendering
	const roots = new Set(
		rejections.map(({ rootCause }) => rootCause).filter((root) => findings[root]?.place !== undefined),
	)
	const lines: string[] = []
	for (const root of roots) {
		const finding = findings[root]!
		lines.push(
			'',
			`  ${paint(label('first', lang), 'bold')}`,
			...findingLines(finding, rendering),
			...mendLines(finding, rendering),
		)
		const following = findings.filter(({ causedBy }) => causedBy === root).map(({ rule }) => rule)
		const names = [...new Set(following)].map(harmless).join(', ')
		if (names !== '') lines.push(`    ${paint(label('follows', lang), 'bold')} ${names}`)
	}
	findings.forEach((finding, index) => {
		const shown = roots.has(index) || (finding.causedBy !== undefined && roots.has(finding.causedBy))
		if (!shown) lines.push('', ...findingLines(finding, rendering))
	})
	return lines
}

/** Where to correct, how, and whether that was proven; a change to an amount, tax or party is said first. */
export function mendLines(
	{ place, fix }: ExplainedFinding,
	{ lang, paint }: Pick<Rendering, 'lang' | 'paint'>,
): string[] {
	const line = (word: Label, text: string): string =>
		`    ${paint(label(word, lang), 'bold')} ${harmless(text)}`
	const lines: string[] = []
	if (place !== undefined) {
		const { path, line: row, column } = place.location
		lines.push(line('place', `${place.wording[lang]} ${path} (${row}:${column})`))
	}
	const { patch, alternatives = [], ask } = fix
	if (ask !== undefined) lines.push(line('ask', ask[lang]))
	const patches = [...(patch === undefined ? [] : [patch]), ...alternatives]
	patches.forEach(({ announces, summary, reason, edits, heals }, index) => {
		const said = [announces?.[lang], summary[lang], reason[lang]].filter((text) => text !== undefined)
		lines.push(line(index === 0 ? 'mend' : 'or', said.join(' ')))
		for (const edit of edits) lines.push(`      ${harmless(changeText(edit))}`)
		lines.push(`      ${paint(words[lang][heals ? 'proven' : 'partly'][0], 'green')}`)
	})
	return lines
}

function findingLines(finding: ExplainedFinding, { lang, paint, text: source }: Rendering): string[] {
	const severity = paint(words[lang][finding.severity][0], 'bold', paints[finding.severity])
	const terms = finding.terms.map((term) => termLabel(term, lang)).join(', ')
	const lines = [
		`  ${severity} ${paint(harmless(finding.rule), 'bold')}${terms === '' ? '' : `  ${paint(terms, 'cyan')}`}`,
	]
	const { path, line, column } = finding.location
	// A place in the PDF around the invoice has no line of text to show.
	const textual = !path.startsWith('pdf:')
	const frame =
		source === undefined || !textual
			? undefined
			: frameOf(source, finding.place?.location ?? finding.location)
	if (frame !== undefined) {
		const margin = ' '.repeat(frame.line.length)
		lines.push(`    ${paint(`${frame.line} |`, 'dim')} ${frame.source}`)
		lines.push(`    ${paint(`${margin} |`, 'dim')} ${paint(frame.caret, paints[finding.severity])}`)
	}
	lines.push(`    ${harmless(finding.message[lang])}`)
	const { found, expected } = finding
	if (found !== undefined) lines.push(`    ${paint(label('found', lang), 'bold')} ${harmless(found)}`)
	if (expected !== undefined)
		lines.push(`    ${paint(label('expected', lang), 'bold')} ${harmless(expected)}`)
	if (finding.why[lang] !== '')
		lines.push(`    ${paint(label('why', lang), 'bold')} ${harmless(finding.why[lang])}`)
	if (finding.doubt !== undefined)
		lines.push(`    ${paint(label('doubt', lang), 'bold')} ${harmless(finding.doubt.message[lang])}`)
	if (finding.fix[lang] !== '')
		lines.push(`    ${paint(label('fix', lang), 'bold')} ${harmless(finding.fix[lang])}`)
	lines.push(`    ${paint(harmless(textual ? `${path} (${line}:${column})` : path), 'dim')}`)
	const page = linkTo(finding.help)
	if (page !== undefined) lines.push(`    ${paint(`${label('page', lang)} ${harmless(page)}`, 'dim')}`)
	return lines
}

function summaryLine(summary: Summary, lang: Lang, paint: Painter): string {
	const kinds = ['accepted', 'rejected', 'inadmissible', 'undecided'] as const
	const total = kinds.reduce((sum, kind) => sum + summary[kind], 0)
	const parts = kinds
		.filter((kind) => summary[kind] > 0)
		.map((kind) => paint(numbered(summary[kind], kind, lang), paints[kind]))
	return `${numbered(total, 'document', lang)}${colon(lang)} ${parts.join(', ')}`
}
