/** The result on the page: the verdict, its findings by cause, the file beside them, the invoice drawn. */
import { concerns, type Datum, type Drawn } from './invoice.ts'
import { type Lang, say, type Word } from './wording.ts'

export interface Said {
	readonly fr: string
	readonly en: string
}

export interface Finding {
	readonly rule: string
	readonly severity: 'fatal' | 'warning' | 'information'
	readonly terms: readonly string[]
	readonly location: { readonly path: string; readonly line: number; readonly column: number }
	readonly message: Said
	readonly why: Said
	readonly fix: Said
	readonly found?: string
	readonly expected?: string
}

export interface Verdict {
	readonly source: string
	readonly verdict: 'accepted' | 'rejected' | 'inadmissible' | 'undecided'
	readonly rejections: readonly {
		readonly code: string
		readonly status: string
		readonly message: Said
		readonly findings: readonly number[]
		readonly rootCause: number
	}[]
	readonly findings: readonly Finding[]
	readonly findingsTruncated: boolean
	readonly asOf: string
}

type Child = Node | string | undefined | false

/** An element with attributes; text is always text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
	name: K,
	attributes: Readonly<Record<string, string>> = {},
	...children: readonly Child[]
): HTMLElementTagNameMap[K] {
	const element = document.createElement(name)
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
	for (const child of children) if (child !== undefined && child !== false) element.append(child)
	return element
}

export function verdictBox(verdict: Verdict, lang: Lang): HTMLElement {
	const { verdict: decision, rejections } = verdict
	return make(
		'section',
		{ class: `verdict ${decision}`, 'aria-labelledby': 'verdict' },
		make('h2', { id: 'verdict', tabindex: '-1' }, say(decision, lang)),
		make('p', {}, say(`${decision}Why`, lang)),
		...rejections.map(({ code, status, message }) =>
			make('p', {}, make('strong', {}, `${code} (${status})`), ` ${message[lang]}`),
		),
	)
}

/** Findings under the rejection they belong to, the cause first; then those that do not refuse. */
export function findingsList(verdict: Verdict, lang: Lang, hasSource: boolean): HTMLElement {
	const section = make('section', { id: 'findings' })
	const refusing = new Set(verdict.rejections.flatMap(({ findings }) => findings))
	const rest = verdict.findings.map((_, index) => index).filter((index) => !refusing.has(index))
	if (refusing.size > 0) section.append(make('h2', {}, say('findings', lang)))
	for (const { code, findings, rootCause } of verdict.rejections) {
		const order = [rootCause, ...findings.filter((index) => index !== rootCause)]
		section.append(make('h3', {}, code), list(order, rootCause))
	}
	if (rest.length > 0) section.append(make('h2', {}, say('remarks', lang)), list(rest, -1))
	if (verdict.findingsTruncated) section.append(make('p', {}, say('truncated', lang)))
	return section

	function list(indexes: readonly number[], cause: number): HTMLElement {
		const items = indexes
			.filter((index) => verdict.findings[index] !== undefined)
			.map((index) => item(verdict.findings[index]!, index, index === cause && indexes.length > 1))
		return make('ul', { class: 'findings' }, ...items)
	}

	function item(finding: Finding, index: number, cause: boolean): HTMLElement {
		const { rule, severity, terms, location, message, why, fix, found, expected } = finding
		const row = (word: Word, text: string | undefined) =>
			text !== undefined &&
			text !== '' &&
			make('p', {}, make('strong', {}, `${say(word, lang)}${lang === 'fr' ? ' : ' : ': '}`), text)
		return make(
			'li',
			{ class: severity, id: `finding-${index}`, 'data-finding': String(index) },
			cause && make('p', { class: 'small' }, say('cause', lang)),
			make('p', { class: 'head' }, message[lang]),
			make('p', { class: 'small terms' }, `${say(severity, lang)} · ${[rule, ...terms].join(' · ')}`),
			row('found', found),
			row('expected', expected),
			row('todo', fix[lang]),
			row('why', why[lang]),
			hasSource &&
				location.line > 0 &&
				make(
					'button',
					{ type: 'button', 'data-show': String(index), 'aria-controls': 'source' },
					`${say('show', lang)} ${location.line}`,
				),
		)
	}
}

export function sourcePane(lang: Lang): HTMLElement {
	return make(
		'section',
		{ class: 'source', 'aria-labelledby': 'source-title' },
		make('h2', { id: 'source-title' }, say('source', lang)),
		make(
			'p',
			{ class: 'actions' },
			make('button', { type: 'button', 'data-move': '-1' }, say('previous', lang)),
			make('button', { type: 'button', 'data-move': '1' }, say('next', lang)),
		),
		make('pre', { id: 'source', tabindex: '0', role: 'group', 'aria-labelledby': 'source-title' }),
	)
}

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

export function reportActions(lang: Lang): HTMLElement {
	return make(
		'p',
		{ class: 'actions' },
		make('button', { type: 'button', 'data-report': 'print' }, say('print', lang)),
		make('button', { type: 'button', 'data-report': 'download' }, say('download', lang)),
	)
}
