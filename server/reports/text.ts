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
import type { Rendering, Report, Summary } from './report.ts'

const words = {
	fr: {
		accepted: 'acceptée',
		rejected: 'rejetée',
		inadmissible: 'irrecevable',
		undecided: 'indécidée',
		fatal: 'bloquant',
		warning: 'avertissement',
		information: 'information',
		found: 'Trouvé',
		expected: 'Attendu',
		why: 'Pourquoi',
		fix: 'À faire',
		more: 'D’autres constats ne sont pas montrés.',
		documents: ['document', 'documents'],
	},
	en: {
		accepted: 'accepted',
		rejected: 'rejected',
		inadmissible: 'inadmissible',
		undecided: 'undecided',
		fatal: 'fatal',
		warning: 'warning',
		information: 'information',
		found: 'Found',
		expected: 'Expected',
		why: 'Why',
		fix: 'To do',
		more: 'More findings are not shown.',
		documents: ['document', 'documents'],
	},
} as const

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
		const decision = paint(words[lang][verdict.verdict], 'bold', paints[verdict.verdict])
		const codes = verdict.rejections.map(({ code, status }) => `${code} (${status})`).join(', ')
		const head = [
			`${paint(harmless(verdict.source), 'bold')}: ${decision}`,
			codes,
			counted(verdict, lang),
			about(verdict),
		]
		const lines = [head.filter((part) => part !== '').join(' · ')]
		for (const finding of verdict.findings) lines.push('', ...findingLines(finding, rendering))
		if (verdict.findingsTruncated) lines.push('', `  ${words[lang].more}`)
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
		.map(([number, severity]) => `${number} ${words[lang][severity]}`)
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

function findingLines(finding: ExplainedFinding, { lang, paint, text: source }: Rendering): string[] {
	const word = words[lang]
	const severity = paint(word[finding.severity], 'bold', paints[finding.severity])
	const terms = finding.terms.map((term) => termLabel(term, lang)).join(', ')
	const lines = [
		`  ${severity} ${paint(harmless(finding.rule), 'bold')}${terms === '' ? '' : `  ${paint(terms, 'cyan')}`}`,
	]
	const frame = source === undefined ? undefined : frameOf(source, finding.location)
	if (frame !== undefined) {
		const margin = ' '.repeat(frame.line.length)
		lines.push(`    ${paint(`${frame.line} |`, 'dim')} ${frame.source}`)
		lines.push(`    ${paint(`${margin} |`, 'dim')} ${paint(frame.caret, paints[finding.severity])}`)
	}
	lines.push(`    ${harmless(finding.message[lang])}`)
	const { found, expected } = finding
	if (found !== undefined) lines.push(`    ${paint(`${word.found}:`, 'bold')} ${harmless(found)}`)
	if (expected !== undefined) lines.push(`    ${paint(`${word.expected}:`, 'bold')} ${harmless(expected)}`)
	if (finding.why[lang] !== '')
		lines.push(`    ${paint(`${word.why}:`, 'bold')} ${harmless(finding.why[lang])}`)
	if (finding.fix[lang] !== '')
		lines.push(`    ${paint(`${word.fix}:`, 'bold')} ${harmless(finding.fix[lang])}`)
	lines.push(
		`    ${paint(harmless(`${finding.location.path} (${finding.location.line}:${finding.location.column})`), 'dim')}`,
	)
	return lines
}

function termLabel(term: string, _lang: Lang): string {
	return term
}

function summaryLine(summary: Summary, lang: Lang, paint: Painter): string {
	const word = words[lang]
	const kinds = ['accepted', 'rejected', 'inadmissible', 'undecided'] as const
	const total = kinds.reduce((sum, kind) => sum + summary[kind], 0)
	const parts = kinds
		.filter((kind) => summary[kind] > 0)
		.map((kind) => paint(`${summary[kind]} ${word[kind]}`, paints[kind]))
	return `${total} ${word.documents[total === 1 ? 0 : 1]}: ${parts.join(', ')}`
}
