/** The rules team's commands, from a rule that is not there yet to one that every fault is noticed in. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { rules } from './rules.ts'
import { silently } from './said.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-rules-'))
const file = join(folder, 'rules/mine-01.json')
const samples = fileURLToPath(new URL('../../corpus/samples', import.meta.url))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const run = (...argv: readonly string[]) => silently(() => rules.run(argv))
const edit = (from: string, to: string) => writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))

test('a new rule stands in a folder of its own, sound at once, and is not written over', async () => {
	const made = await run('new', 'MINE-01', '--folder', folder, '--title', 'Commande', '--from', '2026-09-01')
	expect(made).toEqual({ status: 0, said: expect.stringContaining('mine-01.json') })
	expect(await run('lint', folder)).toEqual({
		status: 0,
		said: '1 rules in 1 sets: 0 problems, 0 exempt with reason\n',
	})
	expect(await run('test', folder)).toMatchObject({
		status: 0,
		said: expect.stringContaining('1 platform rules, 2 examples, 8 trials: 0 otherwise'),
	})
	await expect(run('new', 'MINE-01', '--folder', folder)).rejects.toThrow('is there already')
	expect(existsSync(join(folder, 'editor.generated.json'))).toBe(true)
})

test('what is wrong is told by lint with its line, and what comes out otherwise by test', async () => {
	edit('"value": false', '"value": true')
	const tested = await run('test', file)
	expect(tested.status).toBe(1)
	expect(tested.said).toMatch(
		/mine-01\.json:\d+ MINE-01: “order given” is to pass the rule and breaks it\n.*✓ BT-13 present true/s,
	)
	edit('"value": true', '"value": false')
	edit('"fact": "BT-13"', '"fact": "BT-1300"')
	const linted = await run('lint', file)
	expect(linted.status).toBe(1)
	expect(linted.said).toMatch(/mine-01\.json:\d+:\d+ unreadable: there is no term BT-1300/)
	expect((await run('test', file)).status).toBe(3)
	const line = (await run('lint', file, '--format', 'json')).said
	expect(JSON.parse(line)).toMatchObject({
		kind: 'unreadable',
		line: expect.any(Number),
		mend: expect.any(String),
	})
	edit('"fact": "BT-1300"', '"fact": "BT-13"')
})

test('a rule file that lies anywhere is read with the conditions written here, and stands for itself', async () => {
	const draft = join(folder, 'draft.json')
	const own = new URL('../../rules/platform/rules/br-fr-10.json', import.meta.url)
	const text = readFileSync(own, 'utf8')
	const clean = { status: 0, said: '1 rules in 1 sets: 0 problems, 0 exempt with reason\n' }
	writeFileSync(draft, text)
	expect(await run('lint', draft)).toEqual(clean)
	expect(await run('lint', fileURLToPath(own))).toEqual(clean)
	expect(await run('test', draft)).toMatchObject({
		status: 0,
		said: expect.stringMatching(/^1 platform rules/),
	})
	writeFileSync(draft, text.replace('"examples"', '"exemples"'))
	const linted = await run('lint', draft)
	expect(linted).toMatchObject({ status: 1, said: expect.stringMatching(/draft\.json:\d+:\d+ unreadable/) })
	expect((await run('test', draft)).status).toBe(3)
	rmSync(draft)
	const none = join(folder, 'none')
	mkdirSync(none)
	for (const command of ['lint', 'test'])
		await expect(run(command, none)).rejects.toThrow(/none holds neither a rule file/)
	rmSync(none, { recursive: true })
})

test('faults that no example notices are listed, and suggested examples notice them', async () => {
	edit(
		'"conditions": {',
		'"conditions": { "any": [{ "fact": "BT-13", "operator": "longerThan", "value": 50 }, {',
	)
	edit('"value": false\n  }', '"value": false\n  }]}')
	const before = await run('mutate', '--set', 'platform', '--folder', folder, '--survivors', '3')
	expect(before.status).toBe(1)
	expect(before.said).toContain('50 → 51')
	await run('mutate', '--folder', folder, '--suggest', '--write')
	expect((await run('mutate', '--set', 'platform', '--folder', folder)).status).toBe(0)
	expect((await run('test', folder)).status).toBe(0)
})

test.each([
	['READ-EMPTY', 'en', /^READ-EMPTY\n.*empty/],
	['STRUCT-UNKNOWN', 'fr', /^STRUCT-UNKNOWN\n/],
	['BR-CO-16', 'en', /^BR-CO-16 {2}BT-115, .*\nThe amount due for payment/],
	['BR-FR-10', 'fr', /"id": "BR-FR-10"/],
])('%s, which a finding may name, is shown', async (id, lang, shown) => {
	expect(await run('show', id, '--lang', lang)).toEqual({ status: 0, said: expect.stringMatching(shown) })
})

test('coverage counts over invoices, and a threshold decides', async () => {
	const page = join(folder, 'coverage.html')
	const counted = await run(
		'coverage',
		'--over',
		samples,
		'--set',
		'en16931-cii',
		'--html',
		page,
		'--format',
		'json',
	)
	const { counts, invoices } = JSON.parse(counted.said) as {
		counts: { rule: string; reached: number; passed: number }[]
		invoices: number
	}
	expect(invoices).toBe(3)
	expect(counts.find(({ rule }) => rule === 'BR-01')).toMatchObject({ reached: 1, passed: 1 })
	expect(readFileSync(page, 'utf8')).toContain('<caption>')
	expect((await run('coverage', '--over', samples, '--threshold', '100')).status).toBe(1)
	await expect(run('coverage', '--threshold', '101')).rejects.toThrow('in percent')
})

test('the catalogue is written, and the schema printed', async () => {
	const out = join(folder, 'docs')
	expect((await run('docs', '--out', out)).said).toMatch(/^\d+ pages in /)
	expect(readFileSync(join(out, 'BR-33.html'), 'utf8')).toContain('corpus/cases/')
	expect(JSON.parse((await run('schema')).said)).toMatchObject({ title: 'Platform rule' })
})

test('what is misspelt is near something', async () => {
	await expect(run('mutat')).rejects.toThrow('Did you mean rules mutate?')
	expect((await run()).status).toBe(2)
})

test('the conditions of a platform rule are shown, and of another rule it is said that it has none', async () => {
	const sample = join(samples, 'ubl-invoice.xml')
	expect(await run('explain', 'BR-FR-CPRO-15', sample)).toMatchObject({
		status: 0,
		said: expect.stringContaining('BT-13 longerThan 50   ("BC-7781")'),
	})
	expect((await run('explain', 'BR-CO-15', sample)).status).toBe(1)
	await expect(run('explain', 'BR-FR-CPRO-15', join(folder, 'nowhere.xml'))).rejects.toThrow(
		expect.objectContaining({ code: 'usage' }),
	)
})
