/**
 * Which encoding the bytes are in: the byte order mark, the shape of the first bytes, the declaration.
 *
 * XML 1.0, 4.3.3: an entity without mark or declaration is UTF-8, and one that is not in the encoding it
 * declares is in fatal error. A mark says more than a declaration, so the two must agree.
 */

/** Encodings that are read; the value is the WHATWG label where the platform's decoder serves. */
export const encodings = [
	'utf-8',
	'utf-16le',
	'utf-16be',
	'us-ascii',
	'iso-8859-1',
	'iso-8859-15',
	'windows-1252',
] as const
export type Encoding = (typeof encodings)[number]

/** Declared names, lower case, as registered with IANA and as found in the field. */
const names: Readonly<Record<string, Encoding | 'utf-16'>> = {
	'utf-8': 'utf-8',
	utf8: 'utf-8',
	'utf-16': 'utf-16',
	utf16: 'utf-16',
	'utf-16le': 'utf-16le',
	'utf-16be': 'utf-16be',
	'us-ascii': 'us-ascii',
	ascii: 'us-ascii',
	'iso-8859-1': 'iso-8859-1',
	iso8859_1: 'iso-8859-1',
	'iso8859-1': 'iso-8859-1',
	latin1: 'iso-8859-1',
	'iso-8859-15': 'iso-8859-15',
	'iso8859-15': 'iso-8859-15',
	'latin-9': 'iso-8859-15',
	'windows-1252': 'windows-1252',
	cp1252: 'windows-1252',
}

export type Recognised =
	| { readonly kind: 'encoding'; readonly encoding: Encoding; readonly bom: boolean; readonly skip: number }
	| { readonly kind: 'unknown'; readonly encoding: string }
	| { readonly kind: 'conflict'; readonly declared: string; readonly encoding: Encoding }

/** Says how to decode, or why it cannot be done. */
export function recogniseEncoding(bytes: Uint8Array): Recognised {
	const [a, b, c, d] = bytes
	if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
		return { kind: 'unknown', encoding: 'UTF-32' }
	if (a === 0 && b === 0 && c === 0 && d === 0x3c) return { kind: 'unknown', encoding: 'UTF-32' }
	if (a === 0x3c && b === 0 && c === 0 && d === 0) return { kind: 'unknown', encoding: 'UTF-32' }
	if (a === 0x4c && b === 0x6f && c === 0xa7 && d === 0x94) return { kind: 'unknown', encoding: 'EBCDIC' }
	if (a === 0xef && b === 0xbb && c === 0xbf) return agree(bytes, 'utf-8', true, 3)
	if (a === 0xff && b === 0xfe) return agree(bytes, 'utf-16le', true, 2)
	if (a === 0xfe && b === 0xff) return agree(bytes, 'utf-16be', true, 2)
	// Appendix F: without a mark, `<` as two bytes tells UTF-16 and its order.
	if (a === 0x3c && b === 0 && d === 0) return agree(bytes, 'utf-16le', false, 0)
	if (a === 0 && b === 0x3c && c === 0) return agree(bytes, 'utf-16be', false, 0)

	const declared = declaredEncoding(bytes, 1)
	if (declared === undefined) return { kind: 'encoding', encoding: 'utf-8', bom: false, skip: 0 }
	const known = names[declared.toLowerCase()]
	if (known === undefined) return { kind: 'unknown', encoding: declared }
	// Its declaration could be read byte by byte, so it is not in UTF-16.
	if (known.startsWith('utf-16')) return { kind: 'conflict', declared, encoding: 'utf-8' }
	return { kind: 'encoding', encoding: known as Encoding, bom: false, skip: 0 }
}

function agree(bytes: Uint8Array, encoding: Encoding, bom: boolean, skip: number): Recognised {
	const declared =
		encoding === 'utf-8'
			? declaredEncoding(bytes.subarray(skip), 1)
			: declaredEncoding(bytes.subarray(skip), 2, encoding)
	if (declared !== undefined) {
		const known = names[declared.toLowerCase()]
		const fits = known === encoding || (known === 'utf-16' && encoding.startsWith('utf-16'))
		if (!fits) return { kind: 'conflict', declared, encoding }
	}
	return { kind: 'encoding', encoding, bom, skip }
}

const greaterThan = 62
const question = 63

/** Encoding named by the XML declaration. Its characters are ASCII in every encoding that is read here. */
function declaredEncoding(bytes: Uint8Array, width: 1 | 2, encoding?: Encoding): string | undefined {
	const at = width === 2 && encoding === 'utf-16be' ? 1 : 0
	const codes: number[] = []
	for (let i = at; i < bytes.length && codes.length < 256; i += width) {
		codes.push(bytes[i]!)
		if (bytes[i] === greaterThan && bytes[i - width] === question) break
	}
	const head = String.fromCharCode(...codes)
	return /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/.exec(head)?.[1]
}

/** Code points of 0x80 … 0x9F in Windows-1252; 0 where the byte means nothing. */
const windows1252 = [
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
	0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
	0x0153, 0, 0x017e, 0x0178,
]
const latin9: Readonly<Record<number, number>> = {
	164: 0x20ac,
	166: 0x0160,
	168: 0x0161,
	180: 0x017d,
	184: 0x017e,
	188: 0x0152,
	189: 0x0153,
	190: 0x0178,
}

/**
 * Code point of each byte, 0xFFFF where there is none. The platform's `iso-8859-1` decoder is Windows-1252
 * in disguise and some releases of it are wrong, so the three tables stand here.
 */
export function singleByteTable(encoding: Encoding): Uint16Array {
	const table = Uint16Array.from({ length: 256 }, (_, byte) => byte)
	for (let byte = 0x80; byte < 0x100; byte++) {
		if (encoding === 'us-ascii') table[byte] = 0xffff
		if (encoding === 'windows-1252' && byte < 0xa0) table[byte] = windows1252[byte - 0x80]! || 0xffff
		if (encoding === 'iso-8859-15') table[byte] = latin9[byte] ?? byte
	}
	return table
}
