/** The pages of the rules team in a real Chromium, held to WCAG by axe; skipped where there is no Chromium. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadPlatformRules } from '#rules'
import { Counter, coveragePage, entriesOf, Impact, impactPage, site } from '#rules/workbench'
import { loadOwn } from '#schematron'
import { ownRuleSet } from './rule-sets.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)
if (executablePath === undefined)
	console.warn('The catalogue is not tried by axe: no Chromium (npm run browser).')

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const folder = mkdtempSync(join(tmpdir(), 'recevable-site-'))

const shown: readonly string[] = [
	'index.html',
	'BR-CO-10.html',
	'BR-FR-CPRO-15.html',
	'STRUCT-MISSING.html',
	'terms.html',
	'terms/BT-1.html',
	'lists.html',
	'lists/currency.html',
	'codes.html',
	'codes/REJ_SEMAN.html',
	'impact-fr.html',
	'impact-en.html',
	'coverage.html',
]

function impact(lang: 'fr' | 'en'): string {
	const counted = new Impact()
	for (let i = 0; i < 5; i++)
		counted.add({
			name: `${i}.xml`,
			sender: 'Atelier',
			format: 'UBL',
			before: { verdict: 'accepted', refusing: [] },
			after: { verdict: i < 3 ? 'rejected' : 'accepted', refusing: i < 3 ? ['MINE-01'] : [] },
		})
	const unsaid = [{ rule: 'MINE-02', reason: 'new' as const }]
	return impactPage(counted.report(), { lang, before: 'one', after: 'two', unsaid, hidden: true })
}

function coverage(): string {
	const counter = new Counter()
	counter.know(ownRuleSet('beyond-ubl', '2026-11-01').ruleSet)
	return coveragePage(counter.coverage(), 'Rule coverage')
}

describe.skipIf(executablePath === undefined)('in Chromium, axe finds nothing in', () => {
	let browser: Browser
	beforeAll(async () => {
		// A part of the catalogue, since axe takes its time over thousands of links.
		const entries = entriesOf([loadOwn('en16931-ubl')], loadPlatformRules())
		const pages = site(entries.filter(({ id }, index) => index % 50 === 0 || shown.includes(`${id}.html`)))
		for (const [path, text] of [
			...pages,
			['impact-fr.html', impact('fr')] as const,
			['impact-en.html', impact('en')] as const,
			['coverage.html', coverage()] as const,
		]) {
			if (!shown.includes(path) && path !== 'style.css') continue
			mkdirSync(join(folder, dirname(path)), { recursive: true })
			writeFileSync(join(folder, path), text)
		}
		browser = await chromium.launch({
			executablePath: executablePath!,
			args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--allow-file-access-from-files'],
		})
	}, 120_000)
	afterAll(async () => {
		await browser?.close()
		rmSync(folder, { recursive: true })
	})

	test.each(
		shown.flatMap((path) => (['light', 'dark'] as const).map((colorScheme) => [path, colorScheme] as const)),
	)('%s, %s', async (path, colorScheme) => {
		const page = await browser.newPage({ colorScheme, viewport: { width: 1000, height: 900 } })
		await page.goto(pathToFileURL(join(folder, path)).href)
		await page.addScriptTag({ path: axe })
		const { violations } = (await page.evaluate(
			`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
		)) as { violations: { id: string; nodes: { html: string }[] }[] }
		await page.close()
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)).toEqual([])
	})
})
