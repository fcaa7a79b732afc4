/** The result on the page: what a verdict holds, as far as it is shown, and the parts that frame it. */
import { type Lang, say } from './wording.ts'

export interface Said {
	readonly fr: string
	readonly en: string
}

export interface Place {
	readonly path: string
	readonly line: number
	readonly column: number
}

export interface Edit {
	readonly op: 'set-text' | 'set-attribute' | 'remove' | 'insert' | 'move'
	readonly before?: string
	readonly value?: string
	readonly name?: string
	readonly xml?: string
}

/** A change that was made on a copy and judged. */
export interface Patch {
	readonly edits: readonly Edit[]
	readonly summary: Said
	readonly reason: Said
	readonly announces?: Said
	/** Nothing refuses the invoice any more. */
	readonly heals: boolean
}

export interface Finding {
	readonly rule: string
	readonly severity: 'fatal' | 'warning' | 'information'
	readonly terms: readonly string[]
	readonly location: Place
	/** What to do first, of a root cause. */
	readonly place?: { readonly location: Place; readonly wording: Said }
	/** Index of the finding that this one follows from. */
	readonly causedBy?: number
	readonly message: Said
	readonly why: Said
	readonly fix: Said & {
		readonly patch?: Patch
		readonly alternatives?: readonly Patch[]
		readonly ask?: Said
	}
	readonly found?: string
	readonly expected?: string
	/** The published test of the rule says something else than its text. */
	readonly doubt?: { readonly message: Said }
	/** Its rule's page in the catalogue, at this site. */
	readonly help?: string
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

/** `here`: judged on this computer, where no directory and no ledger can be asked. */
export function verdictBox(verdict: Verdict, lang: Lang, here: boolean): HTMLElement {
	const { verdict: decision, rejections } = verdict
	return make(
		'section',
		{ class: `verdict ${decision}`, 'aria-labelledby': 'verdict' },
		make('h2', { id: 'verdict', tabindex: '-1' }, say(decision, lang)),
		make('p', {}, say(`${decision}Why`, lang)),
		...rejections.map(({ code, status, message }) =>
			make('p', {}, make('strong', {}, `${code} (${status})`), ` ${message[lang]}`),
		),
		here && make('p', { class: 'small', id: 'here-only' }, say('hereOnly', lang)),
	)
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

export function reportActions(lang: Lang): HTMLElement {
	return make(
		'p',
		{ class: 'actions' },
		make('button', { type: 'button', 'data-report': 'print' }, say('print', lang)),
		make('button', { type: 'button', 'data-report': 'download' }, say('download', lang)),
	)
}
