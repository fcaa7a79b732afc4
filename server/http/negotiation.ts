/** What the client wants to read: a report format by `Accept`, a language by `Accept-Language`. */
import type { Lang } from '#rules'
import { type ReportName, reports } from '../reports/index.ts'

/**
 * Media types of the report formats, the most usual first; a format that is not in the table is not offered.
 */
const mediaTypes: readonly (readonly [name: string, type: string])[] = [
	['json', 'application/json'],
	['text', 'text/plain'],
	['html', 'text/html'],
	['sarif', 'application/sarif+json'],
	['junit', 'application/junit+xml'],
	['svrl', 'application/svrl+xml'],
	['cdar', 'application/vnd.cdar+xml'],
	['acknowledgement', 'application/vnd.recevable.acknowledgement+json'],
]

export interface Offer {
	readonly name: ReportName
	readonly type: string
}

export const offers: readonly Offer[] = mediaTypes.flatMap(([name, type]) =>
	Object.hasOwn(reports, name) ? [{ name: name as ReportName, type }] : [],
)

interface Range {
	readonly value: string
	readonly quality: number
}

/** The ranges of an `Accept…` header; those that cannot be read are passed over. */
function rangesOf(header: string): Range[] {
	return header
		.slice(0, 2000)
		.split(',')
		.slice(0, 50)
		.flatMap((part) => {
			const [value = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
			const q = parameters.find((parameter) => parameter.startsWith('q='))
			const quality = q === undefined ? 1 : Number(q.slice(2))
			return value === '' || !(quality >= 0 && quality <= 1) ? [] : [{ value, quality }]
		})
}

/** The offer that the client likes best, the first of equals; undefined where it likes none. */
export function reportFor(accept: string | undefined): Offer | undefined {
	if (accept === undefined || accept.trim() === '') return offers[0]
	const ranges = rangesOf(accept)
	let best: Offer | undefined
	let most = 0
	for (const offer of offers) {
		const quality = qualityOf(offer.type, ranges)
		if (quality > most) [best, most] = [offer, quality]
	}
	return best
}

/** The closest range decides: the type itself, then its kind, then anything. */
function qualityOf(type: string, ranges: readonly Range[]): number {
	const kind = `${type.slice(0, type.indexOf('/'))}/*`
	for (const wanted of [type, kind, '*/*']) {
		const range = ranges.find(({ value }) => value === wanted)
		if (range !== undefined) return range.quality
	}
	return 0
}

/** French unless English is liked better: the readers are French suppliers. */
export function languageOf(header: string | undefined): Lang {
	if (header === undefined) return 'fr'
	let best: Lang = 'fr'
	let most = 0
	for (const { value, quality } of rangesOf(header)) {
		const lang = value.split('-')[0]
		if ((lang === 'fr' || lang === 'en') && quality > most) [best, most] = [lang, quality]
	}
	return best
}
