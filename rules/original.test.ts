import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { composeAttached, documentLimits } from '#engine'
import { checkOriginal } from './original.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const plain = composeAttached({ files: [] })
const limits = documentLimits

const cases: [what: string, bytes: Uint8Array, more: object, rules: string[]][] = [
	['a plain PDF', plain, {}, []],
	['no byte', new Uint8Array(), {}, ['ORIGINAL-EMPTY']],
	['XML', readFileSync(new URL('../corpus/samples/ubl-invoice.xml', import.meta.url)), {}, ['ORIGINAL-KIND']],
	['a PDF too large', plain, { originalBytes: 100 }, ['ORIGINAL-SIZE']],
	['too many pages', plain, { originalPages: 0 }, ['ORIGINAL-PAGES']],
	['a damaged PDF', utf8('%PDF-1.7\nnothing'), {}, ['ORIGINAL-DAMAGED']],
]
test.each(cases)('%s', (_, bytes, more, rules) => {
	const { remarks, summary } = checkOriginal({ name: 'o.pdf', bytes, sha256: 'x' }, { ...limits, ...more })
	expect(remarks.map(({ rule }) => rule)).toEqual(rules)
	expect(summary).toMatchObject({ name: 'o.pdf', bytes: bytes.length, sha256: 'x' })
	for (const { message } of remarks) expect(message.fr).toContain('« o.pdf »')
})

test('an encrypted PDF', () => {
	const text = Buffer.from(plain).toString('latin1').replace('/Root', '/Encrypt 1 0 R /Root')
	const { remarks } = checkOriginal({ name: 'o.pdf', bytes: Buffer.from(text, 'latin1'), sha256: '' }, limits)
	expect(remarks.map(({ rule }) => rule)).toEqual(['ORIGINAL-ENCRYPTED'])
})
