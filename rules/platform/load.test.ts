/** A folder of rule files is taken whole or refused whole: what is wrong is named with its file and line. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openPlatform } from '../../server/platform.ts'
import { loadPlatformRules } from './load.ts'

const root = mkdtempSync(join(tmpdir(), 'recevable-rules-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let made = 0
/** A copy of the rules with one file changed. */
function folderWith(file: string, edit: (text: string) => string): string {
	const folder = join(root, String(made++))
	cpSync(import.meta.dirname, folder, { recursive: true, filter: (path) => !path.endsWith('.ts') })
	const path = join(folder, file)
	writeFileSync(path, edit(readFileSync(path, 'utf8')))
	return folder
}

const rule = 'rules/br-fr-cpro-15.json'
const broken: [what: string, file: string, edit: (text: string) => string, said: RegExp][] = [
	[
		'an unknown fact',
		rule,
		(text) => text.replaceAll('"fact": "BT-13"', '"fact": "BT-913"'),
		/br-fr-cpro-15\.json:\d+:\d+: there is no term BT-913; write/,
	],
	[
		'a circle of named conditions',
		'conditions.json',
		(text) => text.replace('{', '{ "a": { "condition": "b" }, "b": { "not": { "condition": "a" } },'),
		/conditions\.json:1:\d+: the conditions a → b → a go round in a circle; take one step out/,
	],
	[
		'a wrong date',
		rule,
		(text) => text.replace('2026-09-01', '2026-02-31'),
		/br-fr-cpro-15\.json:\d+:\d+: 2026-02-31 is no day of the calendar; write year-month-day/,
	],
	[
		'no example',
		rule,
		(text) => {
			const { examples, ...rest } = JSON.parse(text) as { examples: object }
			return JSON.stringify({ ...rest, examples: { ...examples, fail: [] } }, null, 2)
		},
		/br-fr-cpro-15\.json:\d+:\d+: examples › fail is empty; write at least one/,
	],
	[
		'an example that contradicts it',
		rule,
		(text) => text.replace(/"value": 50\b/, '"value": 5000'),
		/br-fr-cpro-15\.json:\d+:\d+: the example “[^”]+” should break the rule and passes it; correct/,
	],
	['no JSON', rule, (text) => text.slice(0, -20), /br-fr-cpro-15\.json:\d+:\d+: this is no JSON/],
]
test.each(broken)('%s: the set is refused', (_, file, edit, said) => {
	const folder = folderWith(file, edit)
	expect(() => loadPlatformRules(folder)).toThrow(said)
	expect(() => openPlatform({ rules: folder })).toThrow(said)
})

test('a set that is refused changes nothing for the one in force', () => {
	const inForce = openPlatform({})
	const before = inForce({}).checkedWith
	expect(() => openPlatform({ rules: folderWith(rule, () => '{}') })).toThrow(/lacks “id”/)
	expect(inForce({}).checkedWith).toEqual(before)
})

test('the digest names the set: another rule, another digest', () => {
	const other = folderWith(rule, (text) => text.replace('"B2G"', '"B2G", "CHORUS"'))
	expect(openPlatform({ rules: other })({}).checkedWith.sha256).not.toBe(
		openPlatform({})({}).checkedWith.sha256,
	)
})

test('a set reads the same from texts', () => {
	const { files, rules } = loadPlatformRules()
	const texts = Object.fromEntries(files.map(({ file, text }) => [file, text]))
	expect(loadPlatformRules(texts)).toMatchObject({ files, rules: rules.map(({ id }) => ({ id })) })
	const { 'scopes.json': _, ...others } = texts
	expect(() => loadPlatformRules(others)).toThrow('scopes.json cannot be read')
})
