/**
 * Where a published test of EN 16931 says something else than its rule: each entry names a case that shows it, and
 * what is published there is what our rule sets find. Where a mend is offered, it refuses the invoice if asked.
 */
import { describe, expect, test } from 'vitest'
import { type Beyond, validate } from '#rules'
import { ownRuleSet } from '../server/rule-sets.ts'
import { makeCases } from './cases.ts'
import { countsOfVerdict } from './compare.ts'
import { doubts, readDifferences } from './differences.ts'
import type { Counts } from './expected.ts'
import { asOf } from './runner.ts'

const cases = [...makeCases(`${import.meta.dirname}/cases`)].filter(({ stated }) =>
	stated.at.file.startsWith('differences-'),
)
const listed = readDifferences('en16931')

function judged(syntax: string, title: string, beyond: Beyond) {
	const { text } = cases.find(
		({ stated }) => stated.title === title && stated.at.file === `differences-${syntax}.cases`,
	)!
	return validate(new TextEncoder().encode(text), {
		source: title,
		sha256: '',
		asOf,
		rules: { kind: 'chosen', load: ownRuleSet, beyond },
	}).verdict
}

describe.each(listed)('$rule $syntax: $case', (entry) => {
	const { rule, syntax, kind, place, defect, case: title, published, recorded, mend } = entry

	test('ours is the published reading', () => {
		expect(shown(countsOfVerdict(judged(syntax!, title!, 'off')))).toBe(published)
		const found = (text: string) => text.split(', ').some((finding) => finding.startsWith(`${rule} `))
		if (kind === 'engine') expect(found(published!)).not.toBe(found(recorded!))
		else expect(found(published!)).toBe(kind === 'wider' || kind === 'error')
	})

	test('says where to look, and what a mend there is', () => {
		expect(place).toMatch(/^[\w/-]+\.sch, lines? \d+/)
		expect(defect).toMatch(/\.$/)
		expect(mend).toMatch(/^(RV-[A-Z]+-\d+|none.*)$/)
	})
})

test.each(listed.filter(({ mend }) => mend!.startsWith('RV-')))(
	'$mend warns of $rule $syntax, and refuses if asked: $case',
	({ syntax, case: title, mend }) => {
		const severity = (beyond: Beyond) =>
			judged(syntax!, title!, beyond).findings.find((finding) => finding.rule === mend)?.severity
		expect(severity('warn')).toBe('warning')
		expect(severity('refuse')).toBe('fatal')
		expect(judged(syntax!, title!, 'refuse').verdict).toBe('rejected')
	},
)

test('every case that something is found in by mistake, or missed, is listed', () => {
	const named = new Set(listed.map(({ syntax, case: title }) => `${syntax} ${title}`))
	const unlisted = cases
		.filter(({ stated }) => stated.name === undefined)
		.map(({ stated }) => `${/-(\w+)\./.exec(stated.at.file)![1]} ${stated.title}`)
		.filter((title) => !named.has(title))
	expect(unlisted).toEqual([])
})

test('the table that verdicts show is made from these entries, and in both languages', async () => {
	const table = doubts()
	await expect(`${JSON.stringify(table, undefined, '\t')}\n`).toMatchFileSnapshot(
		'../rules/catalogue/doubts.generated.json',
	)
	expect(table.filter(({ fr, en }) => !/^\p{Lu}.*\.$/u.test(fr) || !/^\p{Lu}.*\.$/u.test(en))).toEqual([])
	const marked = new Set(table.map(({ set, rule }) => `${set} ${rule}`))
	for (const { kind, rule } of listed)
		if (kind === 'wider' || kind === 'error') expect(marked).toContain(`en16931 ${rule}`)
})

const shown = (counts: Counts): string =>
	[...counts]
		.map(([finding, count]) => (count > 1 ? `${finding} ${count}` : finding))
		.sort()
		.join(', ') || 'nothing'
