import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode, validUtf8Length } from './decode.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
const utf16 = (text: string, order: 'le' | 'be', bom = true) => {
	const units = [...(bom ? '\ufeff' : ''), ...text].join('')
	const bytes = new Uint8Array(units.length * 2)
	const view = new DataView(bytes.buffer)
	for (let i = 0; i < units.length; i++) view.setUint16(i * 2, units.charCodeAt(i), order === 'le')
	return bytes
}
const join = (...parts: (Uint8Array | number[])[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
const declared = (name: string, body = 'é') => `<?xml version="1.0" encoding="${name}"?><a>${body}</a>`

const read: [what: string, bytes: Uint8Array, encoding: string, holds: string][] = [
	['UTF-8', utf8('<a>é€𝄞</a>'), 'utf-8', '<a>é€𝄞</a>'],
	['UTF-8 with a mark', join([0xef, 0xbb, 0xbf], utf8('<a/>')), 'utf-8', '<a/>'],
	['UTF-8 declared', utf8(declared('UTF-8')), 'utf-8', declared('UTF-8')],
	['white space before the root', utf8('\n\t <a/>'), 'utf-8', '\n\t <a/>'],
	['UTF-16 little-endian', utf16(declared('UTF-16', '€'), 'le'), 'utf-16le', '€'],
	['UTF-16 big-endian', utf16(declared('UTF-16', '€'), 'be'), 'utf-16be', '€'],
	['UTF-16 declared by order', utf16(declared('UTF-16BE', '€'), 'be'), 'utf-16be', '€'],
	['UTF-16 without a mark', utf16(declared('utf-16', '€'), 'le', false), 'utf-16le', '€'],
	['ISO-8859-1', latin(declared('ISO-8859-1')), 'iso-8859-1', '>é<'],
	['ISO-8859-1 keeps C1', latin(declared('iso-8859-1', '\x85')), 'iso-8859-1', '\x85'],
	['Windows-1252', latin(declared('windows-1252', '\x80')), 'windows-1252', '>€<'],
	['ISO-8859-15', latin(declared('ISO-8859-15', '\xa4')), 'iso-8859-15', '>€<'],
	['ASCII', latin(declared('US-ASCII', 'e')), 'us-ascii', '>e<'],
	['single quotes', latin("<?xml version='1.0' encoding='latin1' ?><a>\xe9</a>"), 'iso-8859-1', 'é'],
	['long Latin-1', latin(declared('latin1', '\xe9'.repeat(20_000))), 'iso-8859-1', 'é'.repeat(20_000)],
]
test.each(read)('%s is read', (_, bytes, encoding, holds) => {
	const result = decode(bytes)
	expect(result).toMatchObject({ kind: 'decoded', encoding })
	expect(result).toHaveProperty('text', expect.stringContaining(holds))
})

const refused: [
	what: string,
	bytes: Uint8Array,
	id: string,
	values: object,
	at?: [number, number, number],
][] = [
	['no byte', utf8(''), 'READ-EMPTY', {}],
	['white space', utf8(' \r\n\t'), 'READ-BLANK', {}],
	['a mark alone', join([0xef, 0xbb, 0xbf]), 'READ-BLANK', {}],
	['too many bytes', utf8(`<a>${'x'.repeat(200)}</a>`), 'READ-TOO-LARGE', { bytes: '207', limit: '200' }],
	['PDF', utf8('%PDF-1.7\n%âãÏÓ'), 'READ-PDF', { found: 'pdf' }],
	['PDF after other bytes', utf8('\r\n\r\n%PDF-1.4'), 'READ-PDF', { found: 'pdf' }],
	['ZIP', latin('PK\x03\x04\x14\0'), 'READ-NOT-XML', { found: 'zip' }],
	['GZIP', latin('\x1f\x8b\x08\0'), 'READ-NOT-XML', { found: 'gzip' }],
	['PNG', latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'READ-NOT-XML', { found: 'png' }],
	['JPEG', latin('\xff\xd8\xff\xe0\0\x10JFIF'), 'READ-NOT-XML', { found: 'jpeg' }],
	['old office', latin('\xd0\xcf\x11\xe0\xa1\xb1'), 'READ-NOT-XML', { found: 'office' }],
	['HTML', utf8('<!DOCTYPE html>\n<html></html>'), 'READ-NOT-XML', { found: 'html' }, [1, 1, 0]],
	['XHTML', utf8('<?xml version="1.0"?>\n<!-- x --><html xmlns="h"/>'), 'READ-NOT-XML', { found: 'html' }],
	['JSON', utf8('\n  {"number": "F1"}'), 'READ-NOT-XML', { found: 'json' }, [2, 3, 3]],
	['RTF', utf8('{\\rtf1 hello}'), 'READ-NOT-XML', { found: 'rtf' }],
	['EDIFACT', utf8("UNB+UNOC:3+A+B'"), 'READ-NOT-XML', { found: 'edifact' }],
	['mail', utf8('Received: from a\nSubject: b'), 'READ-NOT-XML', { found: 'mail' }],
	['text', utf8('Bonjour,\nci-joint la facture.'), 'READ-NOT-XML', { found: 'text' }, [1, 1, 0]],
	['text before the XML', utf8('Facture : <?xml version="1.0"?><a/>'), 'READ-NOT-XML', { found: 'preamble' }],
	['control characters', utf8('\x01\x02abc'), 'READ-NOT-XML', { found: 'binary' }],
	['bytes', latin('\xfd\x37\x7a\x58\x5a\0'), 'READ-NOT-XML', { found: 'binary' }],
	['Latin-1 undeclared', latin('<a>\n\xe9t\xe9</a>'), 'READ-ENCODING', { encoding: 'utf-8' }, [2, 1, 4]],
	['truncated UTF-8', latin('<a>€ = \xe2\x82'), 'READ-ENCODING', { encoding: 'utf-8' }],
	['cut character', join(utf8('<a>é'), [0xc3]), 'READ-ENCODING', { bytes: 'C3' }, [1, 5, 4]],
	['overlong form', join(utf8('<a>'), [0xc0, 0x80]), 'READ-ENCODING', { bytes: 'C0 80' }, [1, 4, 3]],
	['surrogate in UTF-8', join(utf8('<a>'), [0xed, 0xa0, 0x80]), 'READ-ENCODING', {}, [1, 4, 3]],
	['not in ASCII', latin(declared('us-ascii')), 'READ-ENCODING', { encoding: 'us-ascii', bytes: 'E9' }],
	['not in 1252', latin(declared('cp1252', '\x81')), 'READ-ENCODING', { encoding: 'windows-1252' }],
	['odd UTF-16', join(utf16('<a/>', 'le'), [0x20]), 'READ-ENCODING', { encoding: 'utf-16le' }, [1, 5, 4]],
	['lone surrogate', utf16('<a>\udc00</a>', 'be'), 'READ-ENCODING', { bytes: 'DC 00' }, [1, 4, 3]],
	['UTF-8 said to be UTF-16', utf8(declared('UTF-16')), 'READ-ENCODING-CONFLICT', { declared: 'UTF-16' }],
	[
		'UTF-16 said to be UTF-8',
		utf16(declared('utf-8'), 'le'),
		'READ-ENCODING-CONFLICT',
		{ encoding: 'utf-16le' },
	],
	['a mark against the declaration', utf8(`\ufeff${declared('latin1')}`), 'READ-ENCODING-CONFLICT', {}],
	['another encoding', utf8(declared('Shift_JIS')), 'READ-ENCODING-UNKNOWN', { encoding: 'Shift_JIS' }],
	['UTF-32', join([0xff, 0xfe, 0, 0], [0x3c, 0, 0, 0]), 'READ-ENCODING-UNKNOWN', { encoding: 'UTF-32' }],
]
test.each(refused)('%s is refused', (_, bytes, id, values, at) => {
	const result = decode(bytes, { maxBytes: 200 })
	expect(result).toMatchObject({ kind: 'read-failure', id, values })
	if (at) expect(result).toHaveProperty('at', { line: at[0], column: at[1], offset: at[2] })
})

test('what is written in UTF-8 is read back', () => {
	const text = fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\0'))
	fc.assert(
		fc.property(text, (s) => {
			expect(decode(utf8(`<a>${s}</a>`))).toHaveProperty('text', `<a>${s}</a>`)
		}),
	)
})

test('the length of valid UTF-8 agrees with the platform’s decoder', () => {
	const piece = fc.oneof(
		fc.uint8Array({ maxLength: 4 }),
		fc.string({ unit: 'grapheme' }).map((s) => utf8(s)),
		fc.constantFrom([0xe0, 0x9f], [0xf0, 0x8f], [0xf4, 0x90], [0xed, 0xa0]).map((b) => Uint8Array.from(b)),
	)
	const fatal = new TextDecoder('utf-8', { fatal: true })
	const valid = (bytes: Uint8Array) => {
		try {
			fatal.decode(bytes)
			return true
		} catch {
			return false
		}
	}
	fc.assert(
		fc.property(fc.array(piece), (pieces) => {
			const bytes = join(...pieces)
			const length = validUtf8Length(bytes)
			expect(valid(bytes.subarray(0, length))).toBe(true)
			expect(length === bytes.length).toBe(valid(bytes))
		}),
	)
})
