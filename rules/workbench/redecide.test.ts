/** Old verdicts decided anew: the same as judging again where they can tell, and named where they cannot. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ownContent } from '../../server/bundle/content.ts'
import { versionOf } from '../../server/impact/side.ts'
import { openPlatform } from '../../server/platform.ts'
import { ownRuleSet } from '../../server/rule-sets.ts'
import { validate } from '../validation.ts'
import type { Verdict } from '../verdict.ts'
import { saidBy } from './impact.ts'
import { Redeciding, type Version } from './redecide.ts'

type Content = ReturnType<typeof ownContent>

const own = ownContent()
const base = versionOf({ name: 'own' })
const version = (edits: Readonly<Record<string, (text: string) => string | undefined>>): Version => {
	const content: Record<string, string> = { ...own }
	for (const [path, edit] of Object.entries(edits)) {
		const text = edit(content[path]!)
		if (text === undefined) delete content[path]
		else content[path] = text
	}
	return versionOf({ name: 'edited', held: { content: content as Content } })
}
const invoice = readFileSync(new URL('../../corpus/samples/ubl-invoice.xml', import.meta.url), 'utf8')
const judged = (text: string, asOf: string): Verdict => {
	const platform = openPlatform({})({ fileName: 'x.xml', bytes: text.length })
	const rules = { kind: 'chosen', load: ownRuleSet, national: { reading: 'text' } } as const
	return validate(new TextEncoder().encode(text), { source: 'x.xml', sha256: '', asOf, rules, platform })
		.verdict
}
const wrong = invoice.replace(/(<cbc:PayableAmount [^>]*>)[^<]*/, '$1 1.00')
const before = (asOf: string, of = invoice) => judged(of, asOf)

test('the same rules say the same', () => {
	const is = new Redeciding(base, base)
	for (const verdict of [before('2026-11-01'), before('2026-11-01', wrong), before('2026-11-01', '<x/>')])
		expect(is.decide(verdict)).toEqual(saidBy(verdict))
	expect(is.unsaid()).toEqual([])
})

describe('another day is decided as judging on that day does', () => {
	// Both days see the same rules awake, and differ in severities.
	test.each([
		['2026-08-15', '2026-11-01'],
		['2026-11-01', '2026-08-15'],
		['2026-11-01', '2027-09-02'],
	])('%s, then %s', (was, day) => {
		for (const text of [invoice, wrong]) {
			const is = new Redeciding(base, { ...base, asOf: day })
			const decided = is.decide(before(was, text))
			const again = saidBy(judged(text, day))
			const untold = new Set(is.unsaid().map(({ rule }) => rule))
			// A date in the future is the day's doing, not the rules': the engine asks anew.
			const known = (rule: string) => !untold.has(rule) && rule !== 'BR-FR-CO-01'
			expect(decided.refusing.filter(known)).toEqual(again.refusing.filter(known))
		}
	})
})

const warned = (verdict: Verdict, rule: string, ruleSet: string): Verdict => ({
	...verdict,
	findings: [
		...verdict.findings,
		{
			...before('2026-11-01', wrong).findings.find((one) => one.rule === 'BR-CO-16')!,
			rule,
			ruleSet,
			severity: 'warning',
		},
	],
})

test('a severity that was raised refuses whom it warned', () => {
	const path = 'rules/platform/rules/br-fr-cpro-15.json'
	const now = version({
		[path]: (text) =>
			text.replace(/"severity": \[[^\]]*\]/, '"severity": [{ "from": "2020-01-01", "is": "fatal" }]'),
	})
	const then = version({
		[path]: (text) =>
			text.replace(/"severity": \[[^\]]*\]/, '"severity": [{ "from": "2020-01-01", "is": "warning" }]'),
	})
	const verdict = warned(before('2026-11-01'), 'BR-FR-CPRO-15', 'platform')
	const raised = new Redeciding(then, now)
	expect(raised.decide(verdict)).toEqual({ verdict: 'rejected', refusing: ['BR-FR-CPRO-15'] })
	expect(new Redeciding(now, then).decide(verdict)).toEqual({ verdict: 'accepted', refusing: [] })
	expect(raised.unsaid()).toEqual([])
})

test('a rule that is dropped refuses nobody; one that is new or changed is not guessed', () => {
	const path = 'rules/platform/rules/br-fr-cpro-15.json'
	const verdict = before('2026-11-01', wrong)
	const without = new Redeciding(
		base,
		version({ 'schematron/en16931/model.sch': (text) => text.replaceAll('BR-CO-16', 'BR-CO-99') }),
	)
	expect(without.decide(verdict).refusing).not.toContain('BR-CO-16')
	expect(without.unsaid()).toEqual([{ rule: 'BR-CO-99', reason: 'new' }])

	const changed = new Redeciding(
		base,
		version({ [path]: (text) => text.replace('"B2G"', '"B2G", "CHORUS"') }),
	)
	expect(changed.unsaid()).toContainEqual({ rule: 'BR-FR-CPRO-15', reason: 'changed' })
	const fewer = version({ [path]: () => undefined })
	expect(new Redeciding(fewer, base).unsaid()).toEqual([{ rule: 'BR-FR-CPRO-15', reason: 'new' }])
})

test('a rule that slept on the day of the verdict is named', () => {
	const is = new Redeciding(base, { ...base, asOf: '2026-11-01' })
	is.decide(before('2020-01-01'))
	expect(is.unsaid()).toContainEqual({ rule: 'br-fr', reason: 'asleep' })
})

test('a code list of another release is named', () => {
	const edit = (text: string) => text.replace('"EUR"', '"EUR", "XXQ"')
	const is = new Redeciding(base, version({ 'rules/codelists/currency.json': edit }))
	is.decide(before('2026-11-01'))
	expect(is.unsaid()).toEqual([{ rule: 'currency', reason: 'list' }])
})

test('what cannot be read stays so, and what could not be decided', () => {
	const is = new Redeciding(base, { ...base, asOf: '2030-01-01' })
	expect(is.decide(before('2026-11-01', 'hello')).verdict).toBe('inadmissible')
	expect(is.decide({ ...before('2026-11-01'), verdict: 'undecided' }).verdict).toBe('undecided')
})
