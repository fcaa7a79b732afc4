/** Every rule has a page in both languages, every link leads somewhere, and nothing comes from outside. */
import { expect, test } from 'vitest'
import { loadOwn, type OwnRuleSetId, ownRuleSets } from '#schematron'
import { pageOf } from '../help.ts'
import { loadPlatformRules } from '../platform/load.ts'
import { entriesOf } from './entries.ts'
import { site } from './site.ts'

const sets = (Object.keys(ownRuleSets) as OwnRuleSetId[]).map((id) => loadOwn(id))
const rules = entriesOf(sets, loadPlatformRules())
const pages = site(rules, {
	cases: (id) => (id === 'BR-33' ? [{ title: 'A <case>', place: 'corpus/x.cases:3' }] : []),
})

test('each rule of each set has its own page', () => {
	const ids = sets.flatMap(({ patterns }) =>
		patterns.flatMap((one) => one.rules.flatMap((rule) => rule.assertions.map(({ id }) => id))),
	)
	expect([...new Set(ids)].filter((id) => !pages.has(pageOf(id)))).toEqual([])
	expect(new Set(rules.map(({ id }) => pageOf(id))).size).toBe(rules.length)
	expect(pages.size).toBeGreaterThan(1500)
})

test('every rule says in both languages what is wrong, why, and what to do', () => {
	const silent = rules.filter(({ message, why, fix }) =>
		[message, why, fix].some(({ fr, en }) => fr === '' || en === ''),
	)
	expect(silent.map(({ id }) => id)).toEqual([])
})

test('links lead to pages that are there', () => {
	const broken = new Set<string>()
	for (const [path, text] of pages)
		for (const [, href] of text.matchAll(/href="([^"#]+)"/g))
			if (!pages.has(new URL(href!, `http://x/${path}`).pathname.slice(1))) broken.add(`${path} → ${href}`)
	expect([...broken].slice(0, 5)).toEqual([])
})

test('nothing comes from outside, and nothing runs', () => {
	const wrong = [...pages].filter(([, text]) =>
		/<script|<img|src=|@import|url\(|href="(?:https?:)?\/\//.test(text),
	)
	expect(wrong.map(([path]) => path)).toEqual([])
})

test('what assistive technology needs is there', () => {
	for (const path of [
		'index.html',
		pageOf('BR-CO-10'),
		'terms/BT-1.html',
		'lists/currency.html',
		'codes/REJ_SEMAN.html',
	]) {
		const text = pages.get(path)!
		expect(text).toMatch(/<html lang="fr">.*<title>[^<]+<\/title>/s)
		expect(text.match(/<h1>/g)).toHaveLength(1)
		expect(text).toContain('<a class="skip" href="#main">')
		expect(text).toContain('<main id="main">')
		for (const [, attributes] of text.matchAll(/<th\b([^>]*)>/g))
			expect(attributes).toMatch(/scope="(?:row|col)"/)
	}
})

test('a page shows terms, places, severity, since when, code and examples', () => {
	const schematron = pages.get(pageOf('BR-33'))!
	expect(schematron).toContain('A &lt;case&gt;')
	expect(schematron).toContain('en16931-ubl')
	expect(schematron).toContain('codes/REJ_SEMAN.html')
	const platform = pages.get(pageOf('BR-FR-CO-01'))!
	expect(platform).toContain('depuis le 2026-09-01')
	expect(platform).toContain('terms/BT-2.html')
	expect(platform).toContain('/rsm:CrossIndustryInvoice/rsm:ExchangedDocument')
	expect(platform).toContain('Broken when')
	expect(pages.get('lists/currency.html')).toContain(pageOf('BR-CL-04'))
	expect(pages.get('terms/BT-5.html')).toContain(pageOf('BR-05'))
	expect(pages.get('codes/IRR_TAILLE_F.html')).toContain(pageOf('BR-FR-19'))
})
