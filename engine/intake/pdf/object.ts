/**
 * The objects that a PDF is made of (ISO 32000-1, 7.3).
 *
 * Numbers, booleans, null and arrays are JavaScript's own; the rest are tagged records. A stream knows where
 * its bytes start; how many there are is found when they are asked for, since the length may stand elsewhere.
 */

export interface Name {
	readonly kind: 'name'
	readonly name: string
}

/** A string's bytes, one UTF-16 unit each. */
export interface Text {
	readonly kind: 'text'
	readonly bytes: string
}

export interface Reference {
	readonly kind: 'reference'
	readonly number: number
	readonly generation: number
}

export interface Dictionary {
	readonly kind: 'dictionary'
	readonly entries: ReadonlyMap<string, PdfObject>
}

export interface Stream {
	readonly kind: 'stream'
	readonly dictionary: Dictionary
	/** Offset of the first data byte in the file. */
	readonly start: number
}

export type PdfObject =
	| null
	| boolean
	| number
	| Name
	| Text
	| Reference
	| Dictionary
	| Stream
	| readonly PdfObject[]

export type Tagged = Exclude<PdfObject, null | boolean | number | readonly PdfObject[]>

/** The object if it is of that kind. */
export function as<K extends Tagged['kind']>(
	kind: K,
	object: PdfObject | undefined,
): Extract<Tagged, { kind: K }> | undefined {
	if (typeof object !== 'object' || object === null || Array.isArray(object)) return undefined
	const tagged = object as Tagged
	return tagged.kind === kind ? (tagged as Extract<Tagged, { kind: K }>) : undefined
}

/** Code points of PDFDocEncoding (annex D.2) where they differ from Latin-1. */
const pdfDocEncoding: Readonly<Record<number, number>> = {
	...Object.fromEntries(
		[0x02d8, 0x02c7, 0x02c6, 0x02d9, 0x02dd, 0x02db, 0x02da, 0x02dc].map((code, i) => [0x18 + i, code]),
	),
	...Object.fromEntries(
		[
			0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203a, 0x2212, 0x2030, 0x201e,
			0x201c, 0x201d, 0x2018, 0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x0141, 0x0152, 0x0160, 0x0178, 0x017d,
			0x0131, 0x0142, 0x0153, 0x0161, 0x017e, 0xfffd, 0x20ac,
		].map((code, i) => [0x80 + i, code]),
	),
}

/** A text string as characters (7.9.2.2): UTF-16 or UTF-8 by its mark, PDFDocEncoding without one. */
export function characters({ bytes }: Text): string {
	const mark = (text: string) => bytes.startsWith(text)
	if (mark('\xfe\xff') || mark('\xff\xfe') || mark('\xef\xbb\xbf')) {
		const encoding = mark('\xfe\xff') ? 'utf-16be' : mark('\xff\xfe') ? 'utf-16le' : 'utf-8'
		return new TextDecoder(encoding).decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)))
	}
	let text = ''
	for (let i = 0; i < bytes.length; i++) {
		const byte = bytes.charCodeAt(i)
		text += String.fromCharCode(pdfDocEncoding[byte] ?? byte)
	}
	return text
}
