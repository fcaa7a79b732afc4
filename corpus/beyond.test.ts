/** Rules beyond the published ones warn, refuse or are left out, as asked. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Beyond, validate } from '#rules'
import { check } from '../server/commands/check.ts'
import { createPool } from '../server/pool.ts'
import { ownRuleSet } from '../server/rule-sets.ts'

const base = readFileSync(join(import.meta.dirname, 'cases', 'ubl-invoice.xml'), 'utf8')
const wrongIban = base.replace('FR7630003041000012345678924', 'FR7630003041000012345678925')

function judged(text: string, beyond?: Beyond) {
	return validate(new TextEncoder().encode(text), {
		source: 'a.xml',
		sha256: '',
		asOf: '2026-11-21',
		rules: { kind: 'chosen', load: ownRuleSet, ...(beyond && { beyond }) },
	}).verdict
}

const cases: [beyond: Beyond | undefined, verdict: string, findings: string[]][] = [
	[undefined, 'accepted', ['RV-IBAN-01 warning']],
	['warn', 'accepted', ['RV-IBAN-01 warning']],
	['refuse', 'rejected', ['RV-IBAN-01 fatal']],
	['off', 'accepted', []],
]
test.each(cases)('%s: %s', (beyond, verdict, findings) => {
	const found = judged(wrongIban, beyond)
	expect(found.verdict).toBe(verdict)
	expect(found.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(findings)
	expect(found.checkedWith.some(({ id }) => id === 'beyond-ubl')).toBe(beyond !== 'off')
})

test('the value is shown, and explained', () => {
	expect(judged(wrongIban).findings[0]).toMatchObject({
		ruleSet: 'beyond-ubl',
		terms: ['BT-84', 'BT-91'],
		found: 'FR7630003041000012345678925',
		message: { fr: expect.stringContaining('IBAN'), en: expect.stringContaining('IBAN') },
	})
})

const runs: [argv: string[], status: number][] = [
	[[], 0],
	[['--strict'], 1],
	[['--fail-on', 'warning'], 1],
]
test.each(runs)('check %j: status %i', async (argv, status) => {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-strict-'))
	const file = join(folder, 'a.xml')
	writeFileSync(file, wrongIban)
	try {
		expect(await check.run([...argv, '--out', join(folder, 'verdicts'), file])).toBe(status)
	} finally {
		rmSync(folder, { recursive: true })
	}
})

test('a pool refuses too, if asked', async () => {
	await using pool = createPool({ workers: 1, beyond: 'refuse' })
	const verdict = await pool.validate(new TextEncoder().encode(wrongIban), { asOf: '2026-11-21' })
	expect(verdict.verdict).toBe('rejected')
	expect(verdict.findings).toMatchObject([{ rule: 'RV-IBAN-01', severity: 'fatal' }])
})

test('--strict with a Schematron of one’s own is wrong usage', async () => {
	await expect(check.run(['--strict', '--schematron', 'a.sch', import.meta.filename])).rejects.toThrow(
		'--strict',
	)
})
