import { expect, test } from 'vitest'
import type { Decision } from '../verdict.ts'
import { changeOf, Impact, rulesBehind, type Said } from './impact.ts'
import { impactPage } from './impact-page.ts'

const said = (verdict: Decision, ...refusing: string[]): Said => ({ verdict, refusing })
const yes = said('accepted')

test.each<[Said, Said, ReturnType<typeof changeOf>, readonly string[]]>([
	[yes, yes, undefined, ['accepted']],
	[yes, said('rejected', 'A'), 'rejected', ['A']],
	[yes, said('inadmissible', 'READ-XML'), 'rejected', ['READ-XML']],
	[yes, said('undecided'), 'rejected', ['undecided']],
	[said('rejected', 'A'), yes, 'accepted', ['A']],
	[said('undecided'), yes, 'accepted', ['accepted']],
	[said('rejected', 'A'), said('rejected', 'A'), undefined, ['rejected']],
	[said('rejected', 'A'), said('rejected', 'A', 'B'), 'otherwise', ['B']],
	[said('rejected', 'A', 'B'), said('rejected', 'B', 'C'), 'otherwise', ['C', 'A']],
	[said('rejected', 'A'), said('inadmissible', 'A'), 'otherwise', ['inadmissible']],
])('%o, then %o: %s', (before, after, change, rules) => {
	expect(changeOf({ before, after })).toBe(change)
	expect(rulesBehind({ before, after })).toEqual(rules)
})

const counted = new Impact()
for (let i = 0; i < 10; i++)
	counted.add({
		name: `${i}.xml`,
		sender: i < 4 ? 'Acme <SARL>' : 'Zed',
		format: i % 2 === 0 ? 'UBL' : 'CII',
		before: i === 9 ? said('rejected', 'OLD') : yes,
		after: i < 4 ? said('rejected', 'NEW', ...(i === 0 ? ['ALSO'] : [])) : yes,
		show: (rule) => ({ line: 7, message: { fr: `« ${rule} » & co`, en: rule } }),
	})

test('shares are of all documents, and of the documents of a sender or format', () => {
	const report = counted.report()
	expect(report).toMatchObject({
		documents: 10,
		before: { accepted: 9, rejected: 1 },
		after: { accepted: 6, rejected: 4 },
		rejected: { documents: 4, share: 40 },
		accepted: { documents: 1, share: 10 },
		otherwise: { documents: 0, share: 0 },
	})
	expect(report.rules.map(({ rule, change, documents }) => [rule, change, documents])).toEqual([
		['NEW', 'rejected', 4],
		['ALSO', 'rejected', 1],
		['OLD', 'accepted', 1],
	])
	expect(report.rules[0]!.samples.map(({ name }) => name)).toEqual(['0.xml', '1.xml', '2.xml'])
	expect(report.senders).toEqual([
		{ name: 'Acme <SARL>', documents: 4, rejected: 4, accepted: 0, share: 100 },
		{ name: 'Zed', documents: 6, rejected: 0, accepted: 1, share: 0 },
	])
	expect(report.formats.map(({ name, share }) => [name, share])).toEqual([
		['CII', 40],
		['UBL', 40],
	])
})

test.each(['fr', 'en'] as const)(
	'the page in %s stands alone, escapes what it shows, and says its chart in words',
	(lang) => {
		const page = impactPage(counted.report(), { lang, before: 'a<b', after: 'c', catalogue: '/rules/' })
		expect(page).not.toMatch(/<script|https?:|a<b|Acme <SARL>/)
		expect(page).toContain('a&lt;b')
		expect(page).toMatch(/<svg role="img" aria-label="[^"]+"/)
		expect(page).toContain('<a href="/rules/NEW.html">NEW</a>')
		expect(page).toContain(lang === 'fr' ? '40,0 %' : '40.0 %')
		expect(page).toContain(lang === 'fr' ? '« NEW » &amp; co' : 'NEW</li>')
	},
)

test('nothing changed is said, without a chart', () => {
	const none = new Impact()
	none.add({ name: 'x', sender: 's', format: 'f', before: yes, after: yes })
	const page = impactPage(none.report(), { lang: 'en', before: 'a', after: 'b' })
	expect(page).toContain('No invoice is judged otherwise.')
	expect(page).not.toContain('<svg')
	expect(new Impact().report().rejected.share).toBe(0)
})
