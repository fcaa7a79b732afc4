import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCorpusCommand } from './command.ts'

let folder: string
let printed: string

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'recevable-cases-'))
	copyFileSync(join(import.meta.dirname, 'cases', 'ubl-vat.xml'), join(folder, 'base.xml'))
	printed = ''
	vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
		printed += text
		return true
	})
})
afterEach(() => {
	vi.restoreAllMocks()
	rmSync(folder, { recursive: true })
})

const state = (...lines: string[]) =>
	writeFileSync(join(folder, 'a.cases'), ['base base.xml', ...lines].join('\n'))

test('cases that give what they state', async () => {
	state('each', '\tremove cbc:ID => BR-02 fatal')
	expect(await runCorpusCommand(['run', folder])).toBe(0)
	expect(printed).toMatch(/^cases +1\nas stated +1\n/)
})

test('a case that gives something else is shown with its place', async () => {
	state('No number', '\tremove cbc:ID', '\t=> BR-03 fatal')
	expect(await runCorpusCommand(['run', folder])).toBe(1)
	expect(printed).toContain('a.cases:2 No number\n    BR-02 fatal: 1 for 0\n    BR-03 fatal: 0 for 1\n')
})

test('the invoices can be written', async () => {
	state('each', '\tset cbc:ID = Z-9 => nothing')
	const target = join(folder, 'made')
	expect(await runCorpusCommand(['run', folder, '--write', target])).toBe(0)
	expect(readdirSync(target)).toEqual(['a.cases-3.xml'])
	expect(readFileSync(join(target, 'a.cases-3.xml'), 'utf8')).toContain('<cbc:ID>Z-9</cbc:ID>')
})

test('a folder without cases is none', async () => {
	await expect(runCorpusCommand(['run', folder])).rejects.toThrow('holds neither expected.jsonl nor .cases')
})

test('a base that is missing is said where it is wanted', async () => {
	state('each', '\tset cbc:ID = Z-9 => nothing')
	rmSync(join(folder, 'base.xml'))
	await expect(runCorpusCommand(['run', folder])).rejects.toThrow('a.cases:3:2: there is neither a file')
})
