import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSchematron } from './files.ts'

let folder = ''
const path = (name: string) => join(folder, name)
const put = (name: string, content: string | Uint8Array) => writeFileSync(path(name), content)
const ns = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
const schema = (body: string) => `<schema ${ns}><title>é</title>${body}</schema>`
const pattern = `<pattern ${ns}><rule context="a"><assert id="x" test="b"/></rule></pattern>`

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'schematron-'))
	mkdirSync(path('a b'))
	put('a b/p.sch', pattern)
	put('plain.sch', schema(pattern))
	put('nested.sch', schema('<include href="a%20b/p.sch"/>'))
	put('absolute.sch', schema(`<include href="${pathToFileURL(path('a b/p.sch')).href}"/>`))
	put('remote.sch', schema('<include href="http://localhost/p.sch"/>'))
	put('folder.sch', schema('<include href="a b"/>'))
	put('escape.sch', schema('<include href="%E0%A4"/>'))
	put('latin.sch', Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${schema(pattern)}`, 'latin1'))
	put('wide.sch', Buffer.from(`\ufeff${schema(pattern)}`, 'utf16le'))
	put('broken.sch', Buffer.from(schema(pattern), 'latin1'))
	put('unknown.sch', `<?xml version="1.0" encoding="x-none"?>${schema(pattern)}`)
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each(['plain', 'nested', 'absolute', 'latin', 'wide'])('%s.sch is loaded', (name) => {
	const source = loadSchematron(path(`${name}.sch`))
	expect(source).toMatchObject({
		id: name,
		title: 'é',
		patterns: [{ rules: [{ assertions: [{ id: 'x' }] }] }],
	})
	expect(source.files[0]!.file).toBe(path(`${name}.sch`))
})

test('options are passed on', () => {
	expect(loadSchematron(path('plain.sch'), { id: 'set', version: '2' })).toMatchObject({
		id: 'set',
		version: '2',
	})
})

const refused: [name: string, code: string][] = [
	['missing', 'rule-text-unreadable'],
	['remote', 'include-not-found'],
	['folder', 'include-not-found'],
	['escape', 'include-not-found'],
	['broken', 'rule-text-unreadable'],
	['unknown', 'rule-text-unreadable'],
]
test.each(refused)('%s.sch is refused', (name, code) => {
	expect(() => loadSchematron(path(`${name}.sch`))).toThrow(expect.objectContaining({ code }))
})
