import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTree } from '#engine'
import { reasons } from '../catalogue/reasons.ts'
import { checkAttached } from './attached.ts'
import { readBase64 } from './base64.ts'
import data from './checks.json' with { type: 'json' }
import { attachedAdvice } from './explanations.ts'

const base64 = (text: string | Uint8Array) => Buffer.from(text as string, 'latin1').toString('base64')
const pdf = base64('%PDF-1.7\n')

const cbc = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'
const ram = 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100'
interface File {
	readonly content?: string
	readonly name?: string
	readonly mime?: string
}
const file = (element: string, { content = pdf, name, mime }: File) =>
	`<c:${element}${name === undefined ? '' : ` filename="${name}"`}${mime === undefined ? '' : ` mimeCode="${mime}"`}>${content}</c:${element}>`
const inUbl = (...files: File[]) =>
	parseTree(
		`<Invoice xmlns:c="${cbc}">\n${files.map((given) => file('EmbeddedDocumentBinaryObject', given)).join('\n')}</Invoice>`,
	).tree!
const inCii = (...files: File[]) =>
	parseTree(`<x xmlns:c="${ram}">${files.map((given) => file('AttachmentBinaryObject', given)).join('')}</x>`)
		.tree!

const right = { name: 'note.pdf', mime: 'application/pdf' }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const cases: [what: string, files: File[], ids: string[]][] = [
	['as it should be', [right], []],
	['no name', [{ mime: 'application/pdf' }], []],
	['a spreadsheet', [{ name: 'a.XLSX', mime: xlsx, content: base64('PK\x03\x04') }], []],
	['CSV', [{ name: 'a.csv', mime: 'text/csv', content: base64('a;b\n1;2') }], []],
	['white space in the base64', [{ ...right, content: `\n ${pdf.slice(0, 5)}\r\n\t${pdf.slice(5)} ` }], []],
	['nothing', [{ ...right, content: '' }], ['ATT-EMPTY']],
	['white space', [{ ...right, content: ' \n ' }], ['ATT-EMPTY']],
	['no base64', [{ ...right, content: 'Hello, world' }], ['ATT-BASE64']],
	['cut base64', [{ ...right, content: pdf.slice(0, -1) }], ['ATT-BASE64']],
	['a large file', [{ ...right, content: base64(`%PDF-${'x'.repeat(10_000_000)}`) }], ['ATT-SIZE']],
	['a text said to be a PDF', [{ ...right, content: base64('Hello') }], ['ATT-CONTENT']],
	[
		'a picture said to be another',
		[{ name: 'a.png', mime: 'image/png', content: base64('\xff\xd8\xff') }],
		['ATT-CONTENT'],
	],
	['a Windows program', [{ ...right, content: base64('MZ\x90\0') }], ['ATT-PROGRAM']],
	['a script', [{ ...right, content: base64('#!/bin/sh\n') }], ['ATT-PROGRAM']],
	[
		'the file that scanners are tried with',
		[{ ...right, content: base64('X5O!P%@AP[4\\PZX54') }],
		['ATT-PROGRAM'],
	],
	['an extension to run', [{ name: 'note.exe' }], ['ATT-EXTENSION']],
	['two extensions', [{ name: 'note.pdf.js' }], ['ATT-EXTENSION']],
	['the extension of another kind', [{ name: 'note.csv', mime: 'application/pdf' }], ['ATT-EXTENSION-KIND']],
	['a path', [{ name: '../note.pdf' }], ['ATT-NAME']],
	['a control character', [{ name: 'no&#9;te.pdf' }], ['ATT-NAME']],
	['a name turned around', [{ name: 'fdp.\u202eexe.pdf' }], ['ATT-NAME']],
	['a hidden file', [{ name: '.note.pdf' }], ['ATT-NAME']],
	['a long name', [{ name: `${'x'.repeat(252)}.pdf` }], ['ATT-NAME-LENGTH']],
	['the same name', [right, right], ['ATT-NAME-TWICE']],
	['very many', Array.from({ length: 201 }, () => ({})), ['ATT-COUNT']],
]
test.each(cases)('%s', (_, files, ids) => {
	for (const found of [
		checkAttached(inUbl(...files), 'ubl-invoice'),
		checkAttached(inCii(...files), 'cii'),
	]) {
		expect(found.map(({ rule }) => rule)).toEqual(ids)
		for (const { message, why, fix } of found)
			for (const { fr, en } of [message, why, fix]) {
				expect(fr).toMatch(/^\p{Lu}[^{}]*\.$/u)
				expect(en).toMatch(/^\p{Lu}[^{}]*\.$/u)
			}
	}
})

test('the place is that of the content, or of the attribute at fault', () => {
	const found = checkAttached(inUbl(right, { name: 'a.exe', content: '' }), 'ubl-invoice')
	expect(found.map(({ location: { path, line } }) => `${path} ${line}`)).toEqual([
		'/Invoice/c:EmbeddedDocumentBinaryObject[2] 3',
		'/Invoice/c:EmbeddedDocumentBinaryObject[2]/@filename 3',
	])
})

test('every check has a severity and a code that exists, and is tried here', () => {
	expect(Object.keys(attachedAdvice).sort()).toEqual(Object.keys(data.checks).sort())
	expect(new Set(cases.flatMap(([, , ids]) => ids))).toEqual(new Set(Object.keys(data.checks)))
	for (const { severity, code } of Object.values(data.checks)) {
		expect(['fatal', 'warning', 'information']).toContain(severity)
		expect(Object.keys(reasons)).toContain(code)
	}
})

test('what is read of base64 agrees with the platform’s decoder', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 600 }), fc.nat({ max: 900 }), (bytes, at) => {
			const text = Buffer.from(bytes).toString('base64')
			const found = readBase64(`${text.slice(0, at)}\n ${text.slice(at)}`)
			expect(found).toEqual({ length: bytes.length, head: bytes.subarray(0, 512) })
		}),
	)
})

test.each(['A', 'A===', 'AA=A', 'AA', '====', 'AAA-', 'é===', 'AAAAA=='])('%j is no base64', (text) => {
	expect(readBase64(text)).toBeUndefined()
})
