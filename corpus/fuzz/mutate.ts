/**
 * Changes to a file, a few at a time: bytes, pieces, and words that mean something to whoever reads it.
 *
 * Files are handled as Latin-1 text, one character a byte, so that the same changes serve XML and PDF.
 */
import type { Random } from './random.ts'

/** `least`: XML as well, of the least invoices. */
export const kinds = ['xml', 'least', 'json', 'pdf'] as const
export type Kind = (typeof kinds)[number]

const words: Readonly<Record<Exclude<Kind, 'least'>, readonly string[]>> = {
	xml: [
		'&#65;',
		'&#0;',
		'&#xD800;',
		'&amp;',
		'&lt;',
		'&x;',
		'&',
		'<![CDATA[',
		']]>',
		'<!--',
		'-->',
		'--',
		'<?p x?>',
		'<?xml version="1.1"?>',
		'<!DOCTYPE a [<!ENTITY x "y">]>',
		'<a>',
		'</a>',
		'<a/>',
		'<',
		'>',
		'"',
		"'",
		'/>',
		' xmlns="u"',
		' xmlns:cbc="u"',
		' xmlns:x="u" x:a="1"',
		' a="1"',
		' currencyID="XXX"',
		'<cbc:ID>1</cbc:ID>',
		'<cbc:Note>',
		'</cbc:Note>',
		'<ram:ID>1</ram:ID>',
		'\0',
		'\x01',
		'\x85',
		'\r\n',
		'\t',
		'\xef\xbb\xbf',
		'\xff\xfe',
		'\xc3',
		'\xe2\x82\xac',
		'\xf0\x9d\x84\x9e',
		'\xed\xa0\x80',
		'0',
		'1',
		'-1',
		'1e2',
		'.5',
		'+5',
		'12.',
		'0x1F',
		'NaN',
		'99999999999999999999999999999999999999999',
		'0.00',
		'100.005',
		'2026-02-31',
		'20260231',
		'EUR',
		'S',
		'AE',
		'Z',
		'380',
		'381',
		'326',
		' ',
		'utf-16',
		'iso-8859-1',
	],
	json: [
		...[
			'{',
			'}',
			'[',
			']',
			':',
			',',
			'"',
			'\\',
			'\\u0000',
			'\\ud800',
			'\\n',
			'null',
			'true',
			'[]',
			'{}',
			'""',
		],
		...[
			'"BT-1":',
			'"BT-2":"2026-02-30",',
			'"BG-25":[{',
			'"BG-1":{},',
			'"value":',
			'"BT-30-1":',
			'"$schema":"",',
		],
		...[
			'1e309',
			'1e2',
			'-0',
			'0.1',
			'00',
			'99999999999999999999',
			'\0',
			'\xff',
			'\xef\xbb\xbf',
			'"__proto__":1,',
		],
	],
	pdf: [
		'endobj',
		'endstream',
		'stream\n',
		'xref\n',
		'trailer',
		'startxref\n0\n',
		'%%EOF',
		'%',
		'<<',
		'>>',
		'[',
		']',
		'(',
		')',
		'<',
		'>',
		'/',
		'1 0 R',
		'2 0 R',
		'999999 0 R',
		'1 0 obj',
		'/Prev 0',
		'/Prev 9',
		'/Length 0',
		'/Length 1 0 R',
		'/Length 99999999',
		'/Filter/FlateDecode',
		'/Filter[/FlateDecode/FlateDecode]',
		'/Filter/ASCIIHexDecode',
		'/DecodeParms<</Predictor 12/Columns 3>>',
		'/Type/ObjStm',
		'/Type/XRef',
		'/N 100000',
		'/First 0',
		'/W[1 4 2]',
		'/W[0 0 0]',
		'/Index[0 1000000]',
		'/Size 0',
		'/Encrypt<<>>',
		'/Root 1 0 R',
		'/Root 2 0 R',
		'/Names',
		'/Kids[1 0 R]',
		'/AF',
		'/EF',
		'/UF(factur-x.xml)',
		'/Metadata',
		'\0',
		'\r',
		'\n',
		'\xff',
		'0',
		'-1',
		'4294967296',
		'1.5',
	],
}

/** The file with one to eight changes. */
export function mutate(seed: string, kind: Kind, others: readonly string[], random: Random): string {
	let text = seed
	const changes = 1 + random.below(random.below(4) === 0 ? 8 : 3)
	// Half of the XML stays well-formed, so that rules are reached.
	const xml = kind === 'xml' || kind === 'least'
	const careful = xml && random.below(2) === 0
	for (let i = 0; i < changes; i++)
		text = careful ? reworded(text, random) : change(text, kind, others, random)
	// Pieces doubled again and again would only make runs slow.
	return text.length > 400_000 ? text.slice(0, 400_000) : text
}

/** A change that leaves the markup whole. */
function reworded(text: string, random: Random): string {
	const at = random.below(text.length + 1)
	switch (random.below(4)) {
		case 0:
			return changeElement(text, at, random)
		case 1:
			return changeNumber(text, at, random)
		default:
			return changeValue(text, at, random)
	}
}

function change(text: string, kind: Kind, others: readonly string[], random: Random): string {
	const at = random.below(text.length + 1)
	const piece = 1 + random.below(random.below(8) === 0 ? 4000 : 40)
	const put = (length: number, insert: string) => text.slice(0, at) + insert + text.slice(at + length)
	const own = kind === 'least' ? 'xml' : kind
	switch (random.below(own === 'xml' ? 12 : 9)) {
		case 0:
			return put(1, String.fromCharCode(random.below(256)))
		case 1:
			return put(0, String.fromCharCode(random.below(256)))
		case 2:
			return put(piece, '')
		case 3:
			return put(0, text.slice(at, at + piece))
		case 4: {
			const from = random.below(text.length + 1)
			return put(piece, text.slice(from, from + piece))
		}
		case 5: {
			const other = random.of(others)
			const from = random.below(other.length + 1)
			return put(random.below(2) * piece, other.slice(from, from + piece))
		}
		case 6:
		case 7:
			return put(random.below(2) * random.below(4), random.of(words[own]))
		case 8:
			return random.below(4) === 0 ? text.slice(0, at) : changeNumber(text, at, random)
		case 9:
			return changeValue(text, at, random)
		case 10:
			return changeElement(text, at, random)
		default:
			return changeNumber(text, at, random)
	}
}

/** A digit of the next number becomes another. */
function changeNumber(text: string, at: number, random: Random): string {
	const found = text.slice(at, at + 2000).search(/\d/)
	if (found < 0) return text
	return `${text.slice(0, at + found)}${random.below(10)}${text.slice(at + found + 1)}`
}

/** The next value between tags or quotes becomes another one, a word or nothing. */
function changeValue(text: string, at: number, random: Random): string {
	const found = /(?:>|=")([^<>"]+)(?:<|")/g
	found.lastIndex = at
	const match = found.exec(text)
	if (match === null) return text
	const start = match.index + match[0].indexOf(match[1]!)
	const insert = random.below(3) === 0 ? '' : random.of(words.xml)
	return text.slice(0, start) + insert + text.slice(start + match[1]!.length)
}

/** The next element is dropped, doubled or moved. */
function changeElement(text: string, at: number, random: Random): string {
	const open = /<([\w:]+)[ >]/g
	open.lastIndex = at
	const match = open.exec(text)
	if (match === null) return text
	const end = text.indexOf(`</${match[1]}>`, match.index)
	if (end < 0) return text
	const after = end + match[1]!.length + 3
	const element = text.slice(match.index, after)
	const without = text.slice(0, match.index) + text.slice(after)
	switch (random.below(3)) {
		case 0:
			return without
		case 1:
			return text.slice(0, after) + element + text.slice(after)
		default: {
			const to = without.indexOf('<', random.below(without.length))
			return to < 0 ? without : without.slice(0, to) + element + without.slice(to)
		}
	}
}
