/** Coverage as one page of HTML: the rules that were never reached first, with nothing from outside. */
import { type AssertionCount, type Coverage, passed } from './coverage.ts'
import { escaped, html } from './markup.ts'

export function coveragePage({ invoices, counts, reached, both }: Coverage, title: string): string {
	const ranked = [...counts].sort(
		(a, b) =>
			rank(a) - rank(b) ||
			a.set.localeCompare(b.set) ||
			a.rule.localeCompare(b.rule, 'en', { numeric: true }),
	)
	const rows = ranked
		.map(
			(one) => `<tr class="${states[rank(one)]}">
<th scope="row">${escaped(one.rule)}</th><td>${escaped(one.set)}</td><td>${said[rank(one)]}</td>
<td class="n">${one.reached}</td><td class="n">${passed(one)}</td><td class="n">${one.failed}</td><td class="n">${one.errors}</td><td class="n">${one.invoices}</td>
<td><code>${escaped(one.context)}</code></td></tr>`,
		)
		.join('\n')
	return html({
		lang: 'en',
		title,
		body: `<main><h1>${escaped(title)}</h1>
<p>${counts.length} rules over ${invoices} invoices: ${reached.toFixed(1)} % reached, ${both.toFixed(1)} % both passed and failed.</p>
<table><caption>Each rule, those that were never reached first</caption>
<thead><tr><th scope="col">Rule</th><th scope="col">Set</th><th scope="col">State</th><th scope="col">Reached</th><th scope="col">Passed</th><th scope="col">Failed</th><th scope="col">Errors</th><th scope="col">Invoices</th><th scope="col">Context</th></tr></thead>
<tbody>
${rows}
</tbody></table></main>`,
		style:
			'.n{text-align:right;font-variant-numeric:tabular-nums}.never th,.never td{background:#fdecea}.one th,.one td{background:#fff6e0}.never code,.one code{background:none}',
	})
}

const states = ['never', 'one', 'one', 'whole'] as const
const said = ['never reached', 'never failed', 'never passed', 'passed and failed'] as const

function rank(one: AssertionCount): 0 | 1 | 2 | 3 {
	if (one.reached === 0) return 0
	if (one.failed === 0) return 1
	return passed(one) === 0 ? 2 : 3
}
