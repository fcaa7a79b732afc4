/** A newer release of a code list is one file more: the day asked for chooses, and the verdict names it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeLists, type Verdict } from '#rules'
import { heldReleases } from './releases.ts'

const root = new URL('..', import.meta.url).pathname
let folder: string
let invoice: string

const units = codeLists.find(({ id }) => id === 'unit')!
const newer = {
	...units,
	version: '2027-A',
	from: '2027-01-01',
	values: [...units.values.filter((code) => code !== 'HUR'), 'Q99'],
}

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'recevable-lists-'))
	mkdirSync(join(folder, 'lists'))
	writeFileSync(join(folder, 'lists', 'unit-2027.json'), JSON.stringify(newer))
	writeFileSync(join(folder, 'lists', 'read-me.txt'), 'no list')
	const sample = readFileSync(join(root, 'corpus/cases/ubl-vat.xml'), 'utf8')
	invoice = join(folder, 'a.xml')
	writeFileSync(invoice, sample.replace('unitCode="C62"', 'unitCode="Q99"'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** In a process of its own, as a user has it. */
function check(asOf: string, lists?: string): Verdict {
	const { stdout } = spawnSync(
		process.execPath,
		['--conditions=source', 'server/main.ts', 'check', '--format', 'json', '--as-of', asOf, invoice],
		{ cwd: root, encoding: 'utf8', env: { ...process.env, RECEVABLE_CODE_LISTS: lists ?? '' } },
	)
	return JSON.parse(stdout) as Verdict
}

describe('a code that only the newer release has', () => {
	const cases: [asOf: string, lists: boolean, verdict: string, version: string][] = [
		['2026-12-31', true, 'rejected', units.version],
		['2027-01-01', true, 'accepted', '2027-A'],
		['2027-01-01', false, 'rejected', units.version],
	]
	test.each(cases)('%s, list there: %s: %s', (asOf, there, verdict, version) => {
		const judged = check(asOf, there ? join(folder, 'lists') : undefined)
		expect(judged.verdict).toBe(verdict)
		expect(judged.findings.map(({ rule }) => rule)).toEqual(verdict === 'accepted' ? [] : ['BR-CL-23'])
		expect(judged.checkedWith.find(({ id }) => id === 'codelist-unit')?.version).toBe(version)
	})
})

test('all that is held, the program’s and the folder’s', () => {
	expect(heldReleases('')).toBe(codeLists)
	expect(heldReleases(join(folder, 'lists'))).toHaveLength(codeLists.length + 1)
})

test('what is no release is a fault, never left out', () => {
	const bad = join(folder, 'bad')
	mkdirSync(bad)
	writeFileSync(join(bad, 'unit.json'), JSON.stringify({ ...newer, from: 'soon' }))
	expect(() => heldReleases(bad)).toThrow('from must be a date')
	writeFileSync(join(bad, 'unit.json'), '{')
	expect(() => heldReleases(bad)).toThrow('no JSON')
	expect(() => heldReleases(join(folder, 'absent'))).toThrow('cannot be read')
})
