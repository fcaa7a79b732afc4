/** An impact as text for a terminal. */
import { type ImpactReport, type ImpactTold, impactWords, percent, type Unsaid } from '#rules/workbench'
import { harmless } from '../terminal.ts'

/** Senders and formats shown; more are counted. */
const mostGroups = 10

export function impactText(
	report: ImpactReport,
	{ lang, before, after, unsaid = [], hidden }: ImpactTold,
): string {
	const words = impactWords[lang]
	const { documents, rules, senders, formats } = report
	const counts = (one: ImpactReport['before']) =>
		(['accepted', 'rejected', 'inadmissible', 'undecided'] as const)
			.map((decision) => `${one[decision]} ${words.decisions[decision]}`)
			.join(', ')
	const changes = (['rejected', 'accepted', 'otherwise'] as const).map(
		(change) =>
			`${report[change].documents} ${words.changes[change]} (${percent(report[change].share, lang)})`,
	)
	const lines = [
		`${before} → ${after}: ${documents} ${words.documents}${hidden ? `. ${words.hidden}` : ''}`,
		`  ${words.before}: ${counts(report.before)}`,
		`  ${words.after}: ${counts(report.after)}`,
		changes.join(' · '),
	]
	if (rules.length === 0) lines.push(words.nothing)
	for (const { rule, change, documents, share, samples } of rules) {
		lines.push(`${rule}: ${documents} ${words.changes[change]} (${percent(share, lang)})`)
		for (const { name, line, message } of samples)
			lines.push(
				`    ${harmless(name)}${line === undefined ? '' : `:${line}`}${message === undefined ? '' : ` ${harmless(message[lang])}`}`,
			)
	}
	for (const [title, groups] of [
		[words.bySender, senders],
		[words.byFormat, formats],
	] as const) {
		const changed = groups.filter(({ rejected, accepted }) => rejected + accepted > 0)
		if (changed.length > 0) lines.push(`${title}:`)
		for (const { name, documents, rejected, accepted, share } of changed.slice(0, mostGroups))
			lines.push(
				`    ${harmless(name)}: ${rejected}/${documents} ${words.changes.rejected} (${percent(share, lang)}), ${accepted} ${words.changes.accepted}`,
			)
		if (changed.length > mostGroups) lines.push(`    + ${changed.length - mostGroups} ${words.more}`)
	}
	if (unsaid.length > 0)
		lines.push(`${words.unsaid}:`, ...unsaid.map((one) => `    ${unsaidText(one, lang)}`))
	return `${lines.join('\n')}\n`
}

function unsaidText({ rule, reason }: Unsaid, lang: 'fr' | 'en'): string {
	return `${rule}: ${impactWords[lang].reasons[reason]}`
}
