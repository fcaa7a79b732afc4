/** The findings on the page: what refuses by root cause, with place, change and proof; then remarks. */
import { grouped } from '../reports/causes.ts'
import { type Edit, type Finding, make, type Patch, type Verdict } from './view.ts'
import { type Lang, say, type Word } from './wording.ts'

export function findingsList(verdict: Verdict, lang: Lang, hasSource: boolean): HTMLElement {
	const section = make('section', { id: 'findings', 'aria-labelledby': 'findings-title' })
	const { causes, remarks } = grouped(verdict)
	const title = causes.length > 0 ? 'findings' : 'remarks'
	section.append(make('h2', { id: 'findings-title' }, say(title, lang)))
	if (causes.length > 0) {
		const items = causes.map(({ root, following }, index) => {
			const first = index === 0 && causes.length > 1
			return item(root, first, following)
		})
		section.append(make('ol', { class: 'findings' }, ...items))
	}
	if (remarks.length > 0) {
		if (causes.length > 0) section.append(make('h2', {}, say('remarks', lang)))
		section.append(make('ul', { class: 'findings' }, ...remarks.map((index) => item(index, false, []))))
	}
	if (verdict.findingsTruncated) section.append(make('p', {}, say('truncated', lang)))
	return section

	function item(index: number, first: boolean, following: readonly number[]): HTMLElement {
		const finding = verdict.findings[index]!
		return make(
			'li',
			{ class: finding.severity, id: `finding-${index}`, 'data-finding': String(index) },
			first && make('p', { class: 'small' }, say('cause', lang)),
			...told(finding, index),
			...proposals(finding),
			following.length > 0 &&
				make(
					'details',
					{},
					make('summary', {}, `${say('follows', lang)} ${rulesOf(following)}`),
					make('ul', { class: 'findings' }, ...following.map((other) => item(other, false, []))),
				),
		)
	}

	function rulesOf(indexes: readonly number[]): string {
		return [...new Set(indexes.map((index) => verdict.findings[index]!.rule))].join(', ')
	}

	function row(word: Word, text: string | undefined): HTMLElement | false {
		if (text === undefined || text === '') return false
		return make('p', {}, make('strong', {}, `${say(word, lang)}${lang === 'fr' ? ' : ' : ': '}`), text)
	}

	function told(finding: Finding, index: number): (HTMLElement | false)[] {
		const { rule, severity, terms, location, place, message, why, fix, found, expected, doubt, help } =
			finding
		const named =
			help === undefined ? rule : make('a', { href: help, target: '_blank', rel: 'noopener' }, rule)
		const { line } = place?.location ?? location
		return [
			make('p', { class: 'head' }, message[lang]),
			make(
				'p',
				{ class: 'small terms' },
				`${say(severity, lang)} · `,
				named,
				terms.map((term) => ` · ${term}`).join(''),
			),
			row('found', found),
			row('expected', expected),
			row('todo', fix[lang]),
			row('why', why[lang]),
			row('doubt', doubt?.message[lang]),
			row('where', place?.wording[lang]),
			hasSource &&
				line > 0 &&
				make(
					'button',
					{ type: 'button', 'data-show': String(index), 'aria-controls': 'source' },
					`${say('show', lang)} ${line}`,
				),
		]
	}

	/** Changes that were tried on a copy, and what only the supplier knows. */
	function proposals({ fix }: Finding): (HTMLElement | false)[] {
		const patches = [...(fix.patch ? [fix.patch] : []), ...(fix.alternatives ?? [])]
		return [
			row('ask', fix.ask?.[lang]),
			...patches.map((patch, index) => proposal(patch, index === 0 ? 'mend' : 'or')),
		]
	}

	function proposal({ announces, summary, reason, edits, heals }: Patch, word: Word): HTMLElement {
		const said = [announces?.[lang], summary[lang], reason[lang]].filter(Boolean).join(' ')
		return make(
			'div',
			{ class: 'mend' },
			row(word, said),
			make('ul', {}, ...edits.map((edit) => make('li', {}, ...change(edit)))),
			make('p', { class: 'proof' }, `✓ ${say(heals ? 'proven' : 'partly', lang)}`),
		)
	}

	/** What goes struck out, what comes underlined; both named for those who do not see it. */
	function change({ op, before = '', value = '', name = '', xml = '' }: Edit): (HTMLElement | string)[] {
		const gone = (text: string) =>
			make('del', {}, make('span', { class: 'said' }, `${say('removed', lang)} `), text)
		const come = (text: string) =>
			make('ins', {}, make('span', { class: 'said' }, `${say('added', lang)} `), text)
		if (op === 'insert') return [come(xml)]
		if (op === 'remove') return [gone(before)]
		if (op === 'set-attribute') return [come(`${name}="${value}"`)]
		if (op === 'move') return [`${say('moved', lang)} ${before}`]
		return [gone(before), ' ', come(value)]
	}
}
