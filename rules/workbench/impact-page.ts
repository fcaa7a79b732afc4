/** An impact as one page of HTML with a chart in SVG; nothing comes from outside. */

import { pageOf } from '../help.ts'
import type { Decision } from '../verdict.ts'
import type { GroupImpact, ImpactReport, RuleImpact, Sample } from './impact.ts'
import { impactWords, percent } from './impact-words.ts'
import { escaped, html } from './markup.ts'
import type { Unsaid } from './redecide.ts'

export interface ImpactTold {
	readonly lang: 'fr' | 'en'
	/** What was compared, as the versions are called. */
	readonly before: string
	readonly after: string
	/** Rules of which old verdicts cannot tell. */
	readonly unsaid?: readonly Unsaid[]
	/** Contents were not shown. */
	readonly hidden?: boolean
	/** Where the catalogue's pages are, as `https://platform.example/rules/`; rules are not linked without. */
	readonly catalogue?: string
}

/** Groups shown; more are counted. */
const mostGroups = 50

export function impactPage(report: ImpactReport, told: ImpactTold): string {
	const { lang, before, after, unsaid = [], hidden } = told
	const words = impactWords[lang]
	const { rejected, accepted, otherwise, documents, rules } = report
	const tiles = (['rejected', 'accepted', 'otherwise'] as const)
		.map((change) => {
			const { documents, share } = { rejected, accepted, otherwise }[change]
			return `<div class="tile ${change}"><dt>${escaped(words.changes[change])}</dt><dd>${documents} <span>(${percent(share, lang)})</span></dd></div>`
		})
		.join('')
	const missing = unsaid
		.map(({ rule, reason }) => `<li><code>${escaped(rule)}</code> : ${escaped(words.reasons[reason])}</li>`)
		.join('')
	return html({
		lang,
		title: words.title,
		style,
		body: `<main><h1>${escaped(words.title)}</h1>
<p><strong>${escaped(before)}</strong> → <strong>${escaped(after)}</strong> · ${documents} ${words.documents}${hidden ? ` · ${escaped(words.hidden)}` : ''}</p>
<dl class="tiles">${tiles}</dl>
${decisions(report, told)}
${rules.length === 0 ? `<p>${escaped(words.nothing)}</p>` : `${chart(rules, told)}${rulesTable(rules, told)}`}
${groups(report.senders, words.bySender, words.sender, told)}
${groups(report.formats, words.byFormat, words.format, told)}
${missing === '' ? '' : `<h2>${escaped(words.unsaid)}</h2><ul>${missing}</ul>`}</main>`,
	})
}

const style = `.tiles{display:flex;flex-wrap:wrap;gap:1rem}.tile{border:1px solid var(--line);border-left:.4rem solid;padding:.5rem 1rem;border-radius:.3rem}
.tile dd{font-size:1.5rem}.tile span{font-size:1rem}.rejected{border-left-color:#b3261e}.accepted{border-left-color:#1b7f4b}.otherwise{border-left-color:#8a6d00}
.n{text-align:right;font-variant-numeric:tabular-nums}svg{max-width:100%;height:auto;font:13px system-ui,sans-serif}svg text{fill:currentColor}
.bar-rejected{fill:#b3261e}.bar-accepted{fill:#1b7f4b}.bar-otherwise{fill:#8a6d00}ul.samples{margin:0;padding-left:1rem}`

const order: readonly Decision[] = ['accepted', 'rejected', 'inadmissible', 'undecided']

function decisions(report: ImpactReport, { lang }: ImpactTold): string {
	const words = impactWords[lang]
	const row = (label: string, counts: ImpactReport['before']) =>
		`<tr><th scope="row">${label}</th>${order.map((decision) => `<td class="n">${counts[decision]}</td>`).join('')}</tr>`
	return `<table><thead><tr><td></td>${order.map((decision) => `<th scope="col">${words.decisions[decision]}</th>`).join('')}</tr></thead>
<tbody>${row(words.before, report.before)}${row(words.after, report.after)}</tbody></table>`
}

const width = 760
const label = 210
const barHeight = 22

/** A bar a rule, the twenty with the most documents, in the colour of what they do. */
function chart(rules: readonly RuleImpact[], { lang }: ImpactTold): string {
	const words = impactWords[lang]
	const shown = [...rules].sort((a, b) => b.documents - a.documents).slice(0, 20)
	const most = Math.max(...shown.map(({ documents }) => documents))
	const bars = shown
		.map(({ rule, change, documents, share }, index) => {
			const length = Math.max(2, Math.round(((width - label - 160) * documents) / most))
			const y = index * (barHeight + 6)
			const name = rule.length > 28 ? `${rule.slice(0, 27)}…` : rule
			return `<text x="${label - 8}" y="${y + 16}" text-anchor="end">${escaped(name)}</text><rect class="bar-${change}" x="${label}" y="${y}" width="${length}" height="${barHeight}"><title>${escaped(`${rule}: ${documents} ${words.changes[change]}`)}</title></rect><text x="${label + length + 6}" y="${y + 16}">${documents} (${percent(share, lang)})</text>`
		})
		.join('\n')
	const height = shown.length * (barHeight + 6)
	return `<figure><svg role="img" aria-label="${escaped(words.chart)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
${bars}
</svg><figcaption>${escaped(words.chart)}</figcaption></figure>`
}

function rulesTable(rules: readonly RuleImpact[], told: ImpactTold): string {
	const words = impactWords[told.lang]
	const rows = rules
		.map(
			({
				rule,
				change,
				documents,
				share,
				samples,
			}) => `<tr><th scope="row">${linked(rule, told)}</th><td>${words.changes[change]}</td>
<td class="n">${documents}</td><td class="n">${percent(share, told.lang)}</td><td><ul class="samples">${samples.map((one) => `<li>${sample(one, told)}</li>`).join('')}</ul></td></tr>`,
		)
		.join('\n')
	return `<h2>${escaped(words.byRule)}</h2><table><thead><tr><th scope="col">${words.rule}</th><th scope="col">${words.change}</th><th scope="col">${words.documents}</th><th scope="col">${words.share}</th><th scope="col">${words.samples}</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

function linked(rule: string, { catalogue }: ImpactTold): string {
	return catalogue === undefined
		? escaped(rule)
		: `<a href="${escaped(catalogue + pageOf(rule))}">${escaped(rule)}</a>`
}

function sample({ name, line, message }: Sample, { lang }: ImpactTold): string {
	const place = line === undefined ? '' : `, ${impactWords[lang].line} ${line}`
	return `<code>${escaped(name)}</code>${place}${message === undefined ? '' : ` : ${escaped(message[lang])}`}`
}

function groups(all: readonly GroupImpact[], title: string, head: string, { lang }: ImpactTold): string {
	const words = impactWords[lang]
	const shown = all.slice(0, mostGroups)
	const rows = shown
		.map(
			({ name, documents, rejected, accepted, share }) =>
				`<tr><th scope="row">${escaped(name)}</th><td class="n">${documents}</td><td class="n">${rejected}</td><td class="n">${percent(share, lang)}</td><td class="n">${accepted}</td></tr>`,
		)
		.join('\n')
	const more = all.length > shown.length ? `<p>+ ${all.length - shown.length} ${words.more}</p>` : ''
	return `<h2>${escaped(title)}</h2><table><thead><tr><th scope="col">${head}</th><th scope="col">${words.documents}</th><th scope="col">${words.changes.rejected}</th><th scope="col">${words.share}</th><th scope="col">${words.changes.accepted}</th></tr></thead>
<tbody>${rows}</tbody></table>${more}`
}
