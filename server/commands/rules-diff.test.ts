/** `rules diff`: over invoices, over verdicts decided anew, and over two places of verdicts. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { ImpactReport } from '#rules/workbench'
import { check } from './check.ts'
import { rules } from './rules.ts'
import { silently } from './said.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-diff-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const diff = (...argv: readonly string[]) =>
	silently(() => rules.run(['diff', ...argv, '--as-of', '2026-11-01', '--lang', 'en']))
const json = async (...argv: readonly string[]) => {
	const { status, said } = await diff(...argv, '--format', 'json')
	return {
		status,
		report: JSON.parse(said) as ImpactReport & { unsaid?: { rule: string; reason: string }[] },
	}
}

const sample = readFileSync(
	fileURLToPath(new URL('../../corpus/samples/ubl-invoice.xml', import.meta.url)),
	'utf8',
)
const rule = at('new/rules/mine-01.json')
const [old, next, over] = [at('old'), at('new'), at('corpus')]

beforeAll(async () => {
	await silently(() => rules.run(['new', 'MINE-01', '--folder', next, '--from', '2026-01-01']))
	writeFileSync(rule, readFileSync(rule, 'utf8').replaceAll('BT-13', 'BT-11'))
	await silently(() => rules.run(['new', 'MINE-01', '--folder', old, '--from', '2026-01-01']))
	writeFileSync(at('old/rules/mine-01.json'), readFileSync(rule))
	writeFileSync(rule, readFileSync(rule, 'utf8').replace('"is": "information"', '"is": "fatal"'))
	mkdirSync(over)
	for (let i = 0; i < 4; i++)
		writeFileSync(join(over, `${i}.xml`), sample.replace(/<cbc:ID>[^<]*/, `<cbc:ID>N-${i}`))
	writeFileSync(
		join(over, 'with.xml'),
		sample.replace(
			/(<cac:(?:ContractDocumentReference|AccountingSupplierParty))/,
			'<cac:ProjectReference><cbc:ID>P-1</cbc:ID></cac:ProjectReference>$1',
		),
	)
	writeFileSync(join(over, 'broken.xml'), '<x/>')
	for (const [version, place] of [
		['old', 'before'],
		['new', 'after'],
	] as const) {
		await silently(() =>
			rules.run([
				'bundle',
				at(version),
				'--version',
				version,
				'--out',
				at(`${version}.json`),
				'--date',
				'2026-11-01',
			]),
		)
		const asked = [
			'--bundle',
			at(`${version}.json`),
			'--platform',
			'--national',
			'text',
			'--as-of',
			'2026-11-01',
			'--no-mend',
		]
		mkdirSync(at(place))
		await silently(() => check.run([...asked, '--format', 'json', '--out', at(`${place}/all.ndjson`), over]))
	}
}, 240_000)

test('a rule that refuses from now on: whom, how many, where', async () => {
	const { status, report } = await json(old, next, '--over', over, '--html', at('page.html'))
	expect(status).toBe(1)
	expect(report).toMatchObject({
		documents: 6,
		before: { accepted: 5 },
		rejected: { documents: 4 },
		accepted: { documents: 0 },
	})
	expect(report.rules).toMatchObject([{ rule: 'MINE-01', change: 'rejected', documents: 4 }])
	expect(report.rules[0]!.samples).toHaveLength(3)
	expect(report.rules[0]!.samples[0]).toMatchObject({
		line: expect.any(Number),
		message: { fr: expect.any(String) },
	})
	expect(report.senders[0]).toMatchObject({ documents: 5, rejected: 4, share: 80 })
	expect(readFileSync(at('page.html'), 'utf8')).toContain('<svg role="img"')
})

test('the other way round they are accepted again; a threshold lets some pass', async () => {
	expect(await json(next, old, '--over', over)).toMatchObject({
		status: 0,
		report: { accepted: { documents: 4 } },
	})
	expect((await diff(old, next, '--over', over, '--threshold', '70')).status).toBe(0)
	expect(await json(old, old, '--over', over)).toMatchObject({ status: 0, report: { rules: [] } })
})

test('bundles, folders, days and the program’s own rules are compared alike', async () => {
	expect((await json(at('old.json'), next, '--over', over, '--jobs', '2')).report.rejected.documents).toBe(4)
	expect(
		(await json('current', at('new.json'), '--over', over)).report.rules.map(({ rule }) => rule),
	).toContain('MINE-01')
	const days = await json(`${next}@2025-12-31`, `${next}@2026-11-01`, '--over', over)
	expect(days.report.rules.map(({ rule }) => rule)).toContain('MINE-01')
})

test('a line for each invoice that is judged otherwise, and what is for people', async () => {
	const { said } = await diff(old, next, '--over', over, '--format', 'ndjson')
	const lines = said
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line))
	expect(lines).toHaveLength(5)
	expect(lines[0]).toMatchObject({
		name: join(over, '0.xml'),
		change: 'rejected',
		after: { refusing: ['MINE-01'] },
	})
	const text = (await diff(old, next, '--over', over)).said
	expect(text).toContain('4 newly rejected (66.7 %) · 0 newly accepted (0.0 %)')
	expect(
		(await silently(() => rules.run(['diff', old, next, '--over', over, '--lang', 'fr']))).said,
	).toContain('4 nouvellement refusées (66,7 %)')
})

test('old verdicts tell the same of a severity, and show nothing of the invoices', async () => {
	const { status, report } = await json(old, next, '--verdicts', at('before'))
	expect(status).toBe(1)
	expect(report).toMatchObject({
		documents: 6,
		rejected: { documents: 4 },
		rules: [{ rule: 'MINE-01', documents: 4 }],
		unsaid: [],
	})
	const shown = JSON.stringify(report) + (await diff(old, next, '--verdicts', at('before'))).said
	for (const secret of ['Tilleuls', 'N-1', 'corpus', '.xml']) expect(shown).not.toContain(secret)
	expect((await json(old, next, '--verdicts', at('before'), '--senders')).report.senders[0]!.name).toContain(
		'Tilleuls',
	)
	const unknown = await json('current', next, '--verdicts', at('before'))
	expect(unknown.report.unsaid).toEqual([{ rule: 'MINE-01', reason: 'new' }])
})

test('two places of verdicts are compared document by document', async () => {
	const { report } = await json('--verdicts', at('before'), '--verdicts', at('after'))
	expect(report).toMatchObject({
		documents: 6,
		rejected: { documents: 4 },
		rules: [{ rule: 'MINE-01', documents: 4 }],
	})
})

test.each<[string, readonly string[], RegExp]>([
	['one version', [old, '--over', over], /Write: rules diff OLD NEW/],
	['no invoices', [old, next], /Write: rules diff OLD NEW/],
	['a folder that is not there', ['nowhere', next, '--over', over], /nowhere does not exist/],
	['a folder without rules', [over, next, '--over', over], /There are no rules in/],
	[
		'a Schematron for verdicts',
		[
			fileURLToPath(new URL('../../schematron/beyond/ubl.sch', import.meta.url)),
			next,
			'--verdicts',
			at('before'),
		],
		/is a Schematron/,
	],
	['a share beyond all', [old, next, '--over', over, '--threshold', '101'], /0 to 100/],
	['an empty place', [old, next, '--verdicts', old], /nothing to compare/],
])('%s is wrong usage', async (_, argv, why) => {
	await expect(rules.run(['diff', ...argv])).rejects.toThrow(why)
})
