import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Fault } from '#engine'
import { validate } from '#rules'
import { loadXsd } from './xsd.ts'

const folder = mkdtempSync(join(tmpdir(), 'xsd-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, body: string): string {
	const file = join(folder, name)
	writeFileSync(file, `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${body}</xs:schema>`)
	return file
}

write('day.xsd', '<xs:simpleType name="Day"><xs:restriction base="xs:date"/></xs:simpleType>')
const file = write(
	'note.xsd',
	'<xs:include schemaLocation="day.xsd"/><xs:element name="note"><xs:complexType><xs:sequence>' +
		'<xs:element name="day" type="Day" maxOccurs="2"/></xs:sequence></xs:complexType></xs:element>',
)
const schema = await loadXsd(file)

const verdictOn = (text: string) =>
	validate(new TextEncoder().encode(text), {
		source: 's',
		sha256: '',
		asOf: '2026-11-21',
		rules: { kind: 'alone', ruleSets: [] },
		schema,
	}).verdict

test('what includes another schema is read', () => {
	expect(schema.check('<note><day>2026-01-31</day></note>')).toEqual([])
	expect(schema.check('<note><day>today</day></note>')).toHaveLength(1)
	expect(schema.checkedWith).toMatchObject({
		id: 'xsd-note',
		sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
	})
})

test('each fault has its place, and the validator is quoted', () => {
	const verdict = verdictOn(
		'<?xml version="1.0" encoding="UTF-8"?>\n<note>\n<day>2026-01-31</day>\n <day>x</day>\n</note>',
	)
	expect(verdict.verdict).toBe('inadmissible')
	expect(verdict.findings).toMatchObject([
		{ rule: 'XSD', ruleSet: 'xsd-note', location: { path: '/note/day[2]', line: 4, column: 2 } },
	])
	expect(verdict.findings[0]!.message.fr).toContain('Day')
	expect(verdict.checkedWith).toContainEqual(schema.checkedWith)
})

test('a declared encoding says nothing of text that was decoded', () => {
	const text = '<?xml version="1.0" encoding="ISO-8859-1"?><note><day>é</day></note>'
	const [fault] = schema.check(text)
	expect(fault!.message).toContain('é')
})

test('a file that is no schema is a Fault', async () => {
	await expect(loadXsd(join(folder, 'none.xsd'))).rejects.toThrow(Fault)
	await expect(loadXsd(write('bad.xsd', '<xs:element'))).rejects.toMatchObject({ code: 'rule-text-invalid' })
})
