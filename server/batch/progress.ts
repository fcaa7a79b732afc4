/**
 * One line on a terminal that says how far a batch is: share, count, rate, time left.
 *
 * The share is of the sources named, since how many documents an archive holds is known at its end only.
 */
import type { Lang } from '#rules'
import { duration } from './summary.ts'

export interface Position {
	readonly documents: number
	/** Sources whose documents have all been handed on. */
	readonly sources: number
	/** NaN while it is not known. */
	readonly total: number
}

const words = {
	en: { documents: 'documents', rate: '/s', left: 'left' },
	fr: { documents: 'documents', rate: '/s', left: 'restent' },
} as const

/** `rate` in documents a second; `seconds` left, NaN where nobody knows. */
export function progressLine(
	{ documents, sources, total }: Position,
	rate: number,
	secondsLeft: number,
	lang: Lang,
	columns: number,
): string {
	const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 0 })
	const said = words[lang]
	const share = total > 1 ? Math.min(1, sources / total) : Number.NaN
	const parts = [
		`${number.format(documents)} ${said.documents}`,
		`${number.format(rate)}${said.rate}`,
		Number.isFinite(secondsLeft) ? `${duration(secondsLeft, lang)} ${said.left}` : '',
	].filter((part) => part !== '')
	const text = parts.join(' · ')
	if (Number.isNaN(share)) return text.slice(0, columns - 1)
	const percent = `${Math.floor(share * 100)} %`.padStart(6)
	const room = Math.min(30, columns - text.length - percent.length - 4)
	if (room < 5) return `${percent} ${text}`.slice(0, columns - 1)
	const full = Math.floor(room * share)
	return `[${'█'.repeat(full)}${'░'.repeat(room - full)}]${percent} ${text}`
}

interface Sample {
	readonly time: number
	readonly documents: number
	readonly sources: number
}

/** The rate of the last seconds, so that the time left follows what is happening. */
export class Pace {
	readonly #samples: Sample[] = []
	readonly #window: number

	constructor(seconds = 10) {
		this.#window = seconds * 1000
	}

	/** `time` in milliseconds; documents a second, and seconds left at the rate of the sources. */
	at(
		time: number,
		{ documents, sources, total }: Position,
	): { readonly rate: number; readonly left: number } {
		const samples = this.#samples
		samples.push({ time, documents, sources })
		while (samples.length > 2 && time - samples[1]!.time >= this.#window) samples.shift()
		const first = samples[0]!
		const seconds = (time - first.time) / 1000
		if (seconds <= 0) return { rate: 0, left: Number.NaN }
		const sourceRate = (sources - first.sources) / seconds
		const left = sourceRate > 0 && total > 1 ? (total - sources) / sourceRate : Number.NaN
		return { rate: (documents - first.documents) / seconds, left }
	}
}

export interface ProgressOptions {
	readonly stream: NodeJS.WriteStream
	readonly lang: Lang
	position(): Position
}

/** Shows the line until the function returned is called, which wipes it. */
export function showProgress({ stream, lang, position }: ProgressOptions): () => void {
	const pace = new Pace()
	pace.at(performance.now(), position())
	const draw = () => {
		const now = position()
		const { rate, left } = pace.at(performance.now(), now)
		stream.write(`\r${progressLine(now, rate, left, lang, stream.columns || 80)}\u001b[K`)
	}
	const clock = setInterval(draw, 250)
	return () => {
		clearInterval(clock)
		stream.write('\r\u001b[K')
	}
}
