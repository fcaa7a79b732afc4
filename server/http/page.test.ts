/** The page in a real Chromium, as a supplier's accountant meets it; skipped where there is no Chromium. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brokenSample, sample } from './canary.ts'
import { readConfig } from './config.ts'
import { inProcess } from './judge.ts'
import { scriptSize } from './page.ts'
import { createService, type Service } from './service.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)
if (executablePath === undefined) console.warn('The page is not tested: no Chromium (npm run browser).')

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test('the page loads less than 150 kB of script', () => {
	expect(scriptSize()).toBeLessThan(150_000)
	expect(scriptSize()).toBeGreaterThan(5_000)
})

describe.skipIf(executablePath === undefined)('in Chromium', () => {
	let service: Service
	let browser: Browser
	let page: Page
	let address: string
	const outside: string[] = []
	const complaints: string[] = []

	beforeAll(async () => {
		const config = readConfig({}, { port: 0, logLevel: 'silent', maxLag: 0 })
		const ruleSets = ['en16931-ubl'] as const
		service = await createService({ config, judge: inProcess(), ruleSets, today: () => '2026-11-21' })
		address = await service.http.listen({ host: '127.0.0.1', port: 0 })
		browser = await chromium.launch({
			executablePath: executablePath!,
			args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
		})
		page = await browser.newPage({ locale: 'fr-FR', viewport: { width: 1280, height: 900 } })
		page.on('request', (request) => {
			const url = request.url()
			if (!url.startsWith(address) && !/^(?:data|blob):/.test(url)) outside.push(url)
		})
		page.on('console', (message) => {
			if (message.type() === 'error') complaints.push(message.text())
		})
		page.on('pageerror', (error) => complaints.push(error.message))
		await page.goto(address)
	})
	afterAll(async () => {
		await browser?.close()
		await service?.stop()
	})

	const paste = async (xml: string, button = 'Vérifier') => {
		await page.fill('#text', xml)
		await page.getByRole('button', { name: button, exact: true }).click()
	}

	/** For the eye, into the folder that RECEVABLE_SHOTS names. */
	const shot = async (name: string) => {
		const folder = process.env.RECEVABLE_SHOTS
		if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
	}

	/** What axe finds against WCAG 2.2 A and AA, as rule and element. */
	async function faults(): Promise<string[]> {
		// The page's policy forbids foreign script, and rightly: axe comes in through the debugger.
		await page.evaluate(axe)
		const found = (await page.evaluate(
			`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
		)) as { violations: { id: string; nodes: { html: string }[] }[] }
		return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
	}

	test('it is accessible before anything is checked', async () => {
		expect(await faults()).toEqual([])
	})

	test('a broken invoice that is dropped is rejected, with its line marked', async () => {
		await page.setInputFiles('#file', {
			name: 'facture.xml',
			mimeType: 'text/xml',
			buffer: Buffer.from(brokenSample()),
		})
		await page.waitForSelector('.verdict.rejected')
		expect(await page.textContent('#verdict')).toBe('Facture rejetée')
		expect(await page.evaluate('document.activeElement.id')).toBe('verdict')
		expect(await page.textContent('#source mark')).toContain('<cac:LegalMonetaryTotal>')
		expect(await page.textContent('#finding-0')).toMatch(
			/Le net à payer.*BR-CO-16.*Trouvé : 100\.00.*Attendu : 1000\.00/s,
		)
		expect(await page.textContent('[data-term="BT-115"].pinned')).toContain('100.00 EUR')
		expect(await page.locator('tbody tr').count()).toBe(4)
	})

	test('it is accessible with a verdict, at desktop and phone width', async () => {
		expect(await faults()).toEqual([])
		await page.setViewportSize({ width: 375, height: 700 })
		expect(await faults()).toEqual([])
		const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
		expect(await page.evaluate(overflow)).toBe(0)
		await shot('phone')
		await page.setViewportSize({ width: 1280, height: 900 })
		await shot('desktop')
	})

	test('it is told in English on request', async () => {
		await page.getByRole('button', { name: 'English' }).click()
		expect(await page.textContent('#verdict')).toBe('Invoice rejected')
		expect(await page.textContent('#finding-0')).toContain('The amount due for payment')
		expect(await page.getAttribute('html', 'lang')).toBe('en')
		await page.getByRole('button', { name: 'Français' }).click()
	})

	test('one moves through the findings by keyboard, and the marked line follows', async () => {
		await paste(brokenSample().replace('<cbc:ID>F2026-0142</cbc:ID>', ''))
		await page.waitForSelector('#finding-1')
		const before = await page.textContent('#source mark')
		await page.getByRole('button', { name: 'Suivant' }).focus()
		await page.keyboard.press('Enter')
		expect(await page.textContent('#source mark')).not.toBe(before)
		expect(await page.locator('[aria-current=true]').count()).toBe(1)
	})

	test('corrected, it is accepted', async () => {
		await paste(brokenSample())
		await page.waitForSelector('.verdict.rejected')
		const text = await page.inputValue('#text')
		await paste(text.replace('>100.00</cbc:PayableAmount>', '>1000.00</cbc:PayableAmount>'))
		await page.waitForSelector('.verdict.accepted')
		expect(await page.textContent('#verdict')).toBe('Facture recevable')
		expect(await page.locator('.pinned').count()).toBe(0)
	})

	test('what an invoice says is text, never markup', async () => {
		const hostile = '&lt;img src=x onerror=document.title=1&gt;'
		await paste(sample().replace('Sachet de tisane', hostile))
		await page.locator('.paper', { hasText: '<img' }).waitFor()
		expect(await page.locator('#result img').count()).toBe(0)
	})

	test('what is no invoice is said to be none', async () => {
		await paste('bonjour')
		await page.waitForSelector('.verdict.inadmissible')
		expect(await page.locator('.paper').count()).toBe(0)
	})

	test('the report is downloaded as a page of its own', async () => {
		await paste(brokenSample())
		await page.waitForSelector('.verdict.rejected')
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Télécharger le rapport' }).click(),
		])
		const html = readFileSync((await download.path())!, 'utf8')
		expect(html).toContain('MONTANTTOTAL_ERR')
		expect(html).not.toMatch(/<button|<script|https?:\/\//)
	})

	test('nothing came from outside, nothing was kept, nothing went wrong', async () => {
		expect({ outside, complaints }).toEqual({ outside: [], complaints: [] })
		expect(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(
			0,
		)
	})
})
