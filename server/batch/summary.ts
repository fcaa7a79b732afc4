/**
 * What a batch came to, counted as it goes: nothing is kept of a document.
 */
import { createHistogram } from 'node:perf_hooks'
import type { Decision, Lang } from '#rules'
import type { Brief } from '../task.ts'

export interface Summary {
	readonly documents: number
	readonly accepted: number
	readonly rejected: number
	readonly inadmissible: number
	readonly undecided: number
	/** Documents refused under each platform code; one may have several. */
	readonly byCode: Readonly<Record<string, number>>
	/** The ten rules that refuse most documents. */
	readonly topRules: readonly { readonly rule: string; readonly documents: number }[]
	/** Documents that were not judged to their end, among the undecided. */
	readonly faults: number
	/** Documents whose verdicts stood in the file that was resumed. */
	readonly resumed: number
	/** Of this run. */
	readonly seconds: number
	readonly documentsPerSecond: number
	/** Reading and judging one document, where at least one was judged. */
	readonly milliseconds?: Percentiles
}

export interface Percentiles {
	readonly p50: number
	readonly p90: number
	readonly p99: number
	readonly max: number
}

export class Tally {
	readonly counts = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0 }
	documents = 0
	faults = 0
	resumed = 0
	readonly #codes = new Map<string, number>()
	readonly #rules = new Map<string, number>()
	/** Microseconds. */
	readonly #times = createHistogram()
	readonly #start = performance.now()

	/** Verdicts of an earlier run have no time. */
	add({ verdict, codes, rules, milliseconds }: Omit<Brief, 'milliseconds' | 'hits'> & Partial<Brief>): void {
		this.documents++
		this.counts[verdict satisfies Decision]++
		for (const code of codes) this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1)
		for (const rule of rules) this.#rules.set(rule, (this.#rules.get(rule) ?? 0) + 1)
		if (milliseconds === undefined) this.resumed++
		else this.#times.record(Math.max(1, Math.round(milliseconds * 1000)))
	}

	summary(): Summary {
		const seconds = (performance.now() - this.#start) / 1000
		const judged = this.documents - this.resumed
		const at = (percentile: number) => this.#times.percentile(percentile) / 1000
		return {
			documents: this.documents,
			...this.counts,
			byCode: Object.fromEntries(mostFirst(this.#codes)),
			topRules: mostFirst(this.#rules)
				.slice(0, 10)
				.map(([rule, documents]) => ({ rule, documents })),
			faults: this.faults,
			resumed: this.resumed,
			seconds,
			documentsPerSecond: seconds > 0 ? judged / seconds : 0,
			...(this.#times.count > 0 && {
				milliseconds: { p50: at(50), p90: at(90), p99: at(99), max: this.#times.max / 1000 },
			}),
		}
	}
}

function mostFirst(counts: ReadonlyMap<string, number>): [string, number][] {
	return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}

const words = {
	en: {
		documents: ['document', 'documents'],
		rate: 'a second',
		accepted: 'accepted',
		rejected: 'rejected',
		inadmissible: 'inadmissible',
		undecided: 'undecided',
		faults: 'not judged to the end',
		resumed: 'judged before',
		codes: 'refused under',
		rules: 'rules broken most',
		times: 'time a document',
		median: 'median',
		longest: 'longest',
	},
	fr: {
		documents: ['document', 'documents'],
		rate: 'par seconde',
		accepted: 'recevables',
		rejected: 'rejetés',
		inadmissible: 'irrecevables',
		undecided: 'indéterminés',
		faults: 'dont le contrôle n’a pas abouti',
		resumed: 'déjà jugés',
		codes: 'refusés sous',
		rules: 'règles les plus enfreintes',
		times: 'temps par document',
		median: 'médiane',
		longest: 'le plus long',
	},
} as const

export function summaryText(summary: Summary, lang: Lang): string {
	const said = words[lang]
	const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 })
	const counted = (counts: readonly (readonly [string, number])[]) =>
		counts.map(([name, count]) => `${name} ${number.format(count)}`).join(' · ')
	const { documents, seconds, documentsPerSecond, milliseconds, faults, resumed } = summary
	const decisions = (['accepted', 'rejected', 'inadmissible', 'undecided'] as const)
		.map((decision) => [said[decision], summary[decision]] as const)
		.filter(([, count]) => count > 0)
	const asides = (
		[
			[said.faults, faults],
			[said.resumed, resumed],
		] as const
	).filter(([, count]) => count > 0)
	const rows: (readonly [string, string])[] = [
		[said.codes, counted(Object.entries(summary.byCode))],
		[said.rules, counted(summary.topRules.map(({ rule, documents }) => [rule, documents]))],
		[said.times, milliseconds === undefined ? '' : timesText(milliseconds, number, said)],
	]
	const width = Math.max(...rows.map(([name]) => name.length))
	return [
		`${number.format(documents)} ${said.documents[documents > 1 ? 1 : 0]} · ${duration(seconds, lang)} · ${number.format(documentsPerSecond)} ${said.rate}`,
		`  ${counted([...decisions, ...asides])}`,
		...rows.filter(([, text]) => text !== '').map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
		'',
	].join('\n')
}

function timesText(
	{ p50, p90, p99, max }: Percentiles,
	number: Intl.NumberFormat,
	said: (typeof words)[Lang],
): string {
	const parts = [
		[said.median, p50],
		['90 %', p90],
		['99 %', p99],
		[said.longest, max],
	] as const
	return parts.map(([name, time]) => `${name} ${number.format(time)} ms`).join(' · ')
}

/** `4 s`, `1 min 12 s`, `2 h 5 min`. */
export function duration(seconds: number, lang: Lang): string {
	const number = new Intl.NumberFormat(lang, { maximumFractionDigits: seconds < 10 ? 1 : 0 })
	if (seconds < 60) return `${number.format(seconds)} s`
	const whole = Math.round(seconds)
	const minutes = Math.floor(whole / 60)
	if (minutes < 60) return `${minutes} min ${whole % 60} s`
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
