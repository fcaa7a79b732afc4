/**
 * What is no invoice is never accepted, and whoever sent it is told why in both languages.
 *
 * Each case goes the whole way of `check`, from a file to the exit status.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Verdict } from '#rules'
import { check } from './commands/check.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
afterAll(() => rmSync(folder, { recursive: true }))

const sample = readFileSync(join(import.meta.dirname, '../corpus/samples/ubl-invoice.xml'), 'utf8')
const utf8 = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
const inside = (start: string, end: string) => `${start}${sample.slice(sample.indexOf('<Invoice'))}${end}`
const sbdh = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader'
const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'

const cases: [what: string, bytes: Uint8Array, verdict: string, rule: string, line?: number][] = [
	['an empty file', utf8(''), 'inadmissible', 'READ-EMPTY'],
	['white space', utf8('\n\n  \n'), 'inadmissible', 'READ-BLANK'],
	['a mark alone', latin('\xef\xbb\xbf'), 'inadmissible', 'READ-BLANK'],
	['a text', utf8('Bonjour, voici la facture.'), 'inadmissible', 'READ-NOT-XML', 1],
	['a page', utf8('<!doctype html><html><body>502</body></html>'), 'inadmissible', 'READ-NOT-XML', 1],
	['a ZIP', latin('PK\x03\x04\x14\0\0\0\b\0'), 'inadmissible', 'READ-NOT-XML'],
	['a PNG', latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'inadmissible', 'READ-NOT-XML'],
	['JSON', utf8('{"number": "F1"}'), 'inadmissible', 'READ-NOT-XML', 1],
	['a PDF', latin('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'), 'inadmissible', 'READ-PDF-UNREADABLE'],
	['truncated XML', utf8(sample.slice(0, 3000)), 'inadmissible', 'READ-MALFORMED'],
	[
		'a stray ampersand',
		utf8(sample.replace('Pose d’étagères', 'Pose & dépose')),
		'inadmissible',
		'READ-MALFORMED',
		142,
	],
	['a cut character', utf8(sample).subarray(0, sample.indexOf('é') + 1), 'inadmissible', 'READ-ENCODING'],
	['Latin-1 said to be UTF-8', Buffer.from(sample, 'latin1'), 'inadmissible', 'READ-ENCODING', 12],
	['UTF-16 said to be UTF-8', utf16(sample), 'inadmissible', 'READ-ENCODING-CONFLICT', 1],
	[
		'UTF-8 said to be UTF-16',
		utf8(sample.replace('UTF-8', 'UTF-16')),
		'inadmissible',
		'READ-ENCODING-CONFLICT',
		1,
	],
	[
		'an unknown encoding',
		utf8(sample.replace('UTF-8', 'KOI8-R')),
		'inadmissible',
		'READ-ENCODING-UNKNOWN',
		1,
	],
	['a text in UTF-16', utf16('Bonjour'), 'inadmissible', 'READ-NOT-XML', 1],
	['NUL', utf8(sample.replace('F2026', 'F\0')), 'inadmissible', 'READ-NUL', 8],
	['no invoice', utf8('<?xml version="1.0"?>\n<order/>'), 'inadmissible', 'READ-NO-INVOICE', 2],
	[
		'an order',
		utf8('<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>'),
		'inadmissible',
		'READ-NO-INVOICE',
		1,
	],
	['an invoice of no namespace', utf8('<Invoice><ID>1</ID></Invoice>'), 'inadmissible', 'READ-NO-INVOICE', 1],
	[
		'an envelope',
		utf8(inside(`<e:StandardBusinessDocument xmlns:e="${sbdh}">`, '</e:StandardBusinessDocument>')),
		'accepted',
		'READ-ENVELOPE',
		1,
	],
	[
		'an empty envelope',
		utf8(`<StandardBusinessDocument xmlns="${sbdh}"/>`),
		'inadmissible',
		'READ-NO-INVOICE',
		1,
	],
	[
		'an undeclared prefix',
		utf8(`<Invoice xmlns="${ubl}">\n<cbc:ID>1</cbc:ID></Invoice>`),
		'inadmissible',
		'READ-NAMESPACE',
		2,
	],
	[
		'a DOCTYPE',
		utf8(
			`<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<Invoice xmlns="${ubl}">&x;</Invoice>`,
		),
		'inadmissible',
		'READ-DOCTYPE',
		1,
	],
	[
		'10,000 nested elements',
		utf8('<a>'.repeat(10_000) + '</a>'.repeat(10_000)),
		'inadmissible',
		'READ-LIMIT',
		1,
	],
	[
		'two roots',
		utf8(`<Invoice xmlns="${ubl}"/>\n<Invoice xmlns="${ubl}"/>`),
		'inadmissible',
		'READ-MALFORMED',
		2,
	],
]

async function run(
	bytes: Uint8Array,
	format: string,
	lang = 'en',
): Promise<{ status: number; output: string }> {
	const [file, out] = [join(folder, 'invoice.xml'), join(folder, 'out')]
	writeFileSync(file, bytes)
	const status = await check.run([
		'--as-of',
		'2026-11-21',
		'--format',
		format,
		'--lang',
		lang,
		'--out',
		out,
		file,
	])
	return { status, output: readFileSync(out, 'utf8') }
}

test.each(cases)('%s is told so', async (_, bytes, decision, rule, line) => {
	const { status, output } = await run(bytes, 'json')
	const { verdict, findings, carrier } = JSON.parse(output) as Verdict
	const expected = { status: decision === 'accepted' ? 0 : 1, verdict: decision, rule }
	expect({ status, verdict, rule: findings.at(-1)?.rule }).toEqual(expected)
	expect(carrier).toBe(rule.startsWith('READ-PDF') ? 'pdf' : 'xml')
	const { message, why, fix, location } = findings.at(-1)!
	for (const { fr, en } of [message, why, fix]) {
		expect(fr).toMatch(/^\p{Lu}.*[.…)]$/u)
		expect(en).toMatch(/^\p{Lu}.*[.…)]$/u)
		expect(fr).not.toBe(en)
		expect(fr + en).not.toMatch(/\{\w+\}|undefined|\bat .*\.ts/)
	}
	if (line !== undefined) expect(location.line).toBe(line)
})

test('the text form says it in the language asked for', async () => {
	const [french, english] = [await run(utf8(''), 'text', 'fr'), await run(utf8(''), 'text', 'en')]
	expect(french.output).toMatch(/irrecevable.*\n.*Le fichier est vide\..*1 document/s)
	expect(english.output).toMatch(/inadmissible.*\n.*The file is empty\..*1 document/s)
})

test('a place is shown with its line', async () => {
	const { output } = await run(utf8('<a>\n  <b></a>\n'), 'text')
	expect(output).toMatch(/2 \| {3}<b><\/a>\n +\| +\^/)
})
