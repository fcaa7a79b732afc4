/** The invoice drawn as people know it, with each finding pinned to the term that it speaks of. */
import { concerns, type Datum, type Drawn } from './invoice.ts'
import { make, type Verdict } from './view.ts'
import { type Lang, say, type Word } from './wording.ts'

export function paper(drawn: Drawn, verdict: Verdict, lang: Lang): HTMLElement {
	const { head, seller, buyer, lines, vat, totals } = drawn
	return make(
		'section',
		{ 'aria-labelledby': 'paper-title' },
		make('h2', { id: 'paper-title' }, say('invoice', lang)),
		make(
			'div',
			{ class: 'paper', tabindex: '0', role: 'group', 'aria-labelledby': 'paper-title' },
			definitions(head),
			make(
				'div',
				{ class: 'parties' },
				make('div', {}, make('h3', {}, say('seller', lang)), definitions(seller)),
				make('div', {}, make('h3', {}, say('buyer', lang)), definitions(buyer)),
			),
			table('lines', lines),
			table('vat', vat),
			make('h3', {}, say('totals', lang)),
			definitions(totals),
		),
	)

	function definitions(data: readonly Datum[]): HTMLElement {
		return make(
			'dl',
			{},
			...data.flatMap((datum) => [make('dt', {}, say(datum.label, lang)), filled('dd', datum)]),
		)
	}

	function table(caption: Word, rows: readonly (readonly Datum[])[]): HTMLElement | undefined {
		const [first] = rows
		if (first === undefined) return undefined
		const heads = first.map(({ label, amount }) =>
			make('th', { scope: 'col', ...(amount && { class: 'amount' }) }, say(label, lang)),
		)
		return make(
			'table',
			{},
			make('caption', {}, say(caption, lang)),
			make('thead', {}, make('tr', {}, ...heads)),
			make('tbody', {}, ...rows.map((row) => make('tr', {}, ...row.map((datum) => filled('td', datum))))),
		)
	}

	function filled(name: 'dd' | 'td', datum: Datum): HTMLElement {
		const pins = verdict.findings.flatMap((finding, index) =>
			concerns(finding, datum)
				? [
						make(
							'button',
							{
								type: 'button',
								class: 'pin',
								'data-show': String(index),
								'aria-label': `${say('finding', lang)} ${finding.rule}`,
							},
							finding.rule,
						),
					]
				: [],
		)
		const classes = [datum.amount && 'amount', pins.length > 0 && 'pinned'].filter((name) => name)
		return make(
			name,
			{ 'data-term': datum.term, ...(classes.length > 0 && { class: classes.join(' ') }) },
			datum.value ?? '—',
			...pins,
		)
	}
}
