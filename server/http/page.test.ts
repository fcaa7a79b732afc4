/** The page in a real Chromium, as a supplier's accountant meets it; skipped where there is no Chromium. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page, type Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeAttached } from '#engine'
import { script } from '../browser/scripts.ts'
import { brokenSample, sample } from './canary.ts'
import { readConfig } from './config.ts'
import { inProcess } from './judge.ts'
import { scriptSize } from './page.ts'
import { createService, type Service } from './service.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)
if (executablePath === undefined) console.warn('The page is not tested: no Chromium (npm run browser).')

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test('the page loads less than 150 kB of script, with what opens a PDF', async () => {
	expect(scriptSize() + (await script('pdf')).length).toBeLessThan(150_000)
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
		expect(await page.textContent('#source mark')).toContain('<cbc:PayableAmount currencyID="EUR">100.00')
		expect(await page.textContent('#finding-0')).toMatch(
			/Le net à payer.*BR-CO-16.*Trouvé : 100\.00.*Attendu : 1000\.00/s,
		)
		expect(await page.textContent('#finding-0 .mend')).toMatch(/Correction proposée : .*✓ Vérifiée/s)
		expect(await page.textContent('#finding-0 .mend del')).toContain('100.00')
		expect(await page.textContent('#finding-0 .mend ins')).toContain('1000.00')
		expect(await page.textContent('[data-term="BT-115"].pinned')).toContain('100.00 EUR')
		expect(await page.locator('tbody tr').count()).toBe(4)
	})

	test('it is accessible with a verdict, at desktop and phone width', async () => {
		expect(await faults()).toEqual([])
		await page.setViewportSize({ width: 375, height: 700 })
		expect(await faults()).toEqual([])
		const overflow = `[...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth && one.closest('pre, .paper, textarea') === null).map((one) => one.outerHTML.slice(0, 100))`
		expect(await page.evaluate(overflow)).toEqual([])
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
		await page.locator('[data-finding]').nth(1).waitFor({ state: 'attached' })
		const before = await page.textContent('#source mark')
		await page.getByRole('button', { name: 'Suivant' }).focus()
		await page.keyboard.press('Enter')
		expect(await page.textContent('#source mark')).not.toBe(before)
		expect(await page.locator('[aria-current=true]').count()).toBe(1)
		expect(await page.textContent('#status')).toMatch(/^[A-Z].*, ligne \d+$/)
	})

	test('findings that follow from another stand under it', async () => {
		// A line amount that is wrong makes the sum of the lines wrong as well.
		const line =
			/(<cbc:LineExtensionAmount currencyID="EUR">)([\d.]+)(<\/cbc:LineExtensionAmount>\s*<cac:Item)/
		await paste(sample().replace(line, '$199.00$3'))
		await page.waitForSelector('.verdict.rejected')
		expect(await page.locator('ol.findings > li').count()).toBeGreaterThan(0)
		expect(await faults()).toEqual([])
	})

	test('a pin on the drawn invoice leads to its line', async () => {
		await paste(brokenSample())
		await page.waitForSelector('.pin')
		await page.locator('[data-term="BT-115"] .pin').first().click()
		expect(await page.getAttribute('#finding-0', 'aria-current')).toBe('true')
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

	const downloaded = async (): Promise<string> => {
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Télécharger le rapport' }).click(),
		])
		expect(download.suggestedFilename()).toBe('facture-recevable.html')
		return readFileSync((await download.path())!, 'utf8')
	}

	test('the report is downloaded as a page of its own, accessible as well', async () => {
		await paste(brokenSample())
		await page.waitForSelector('.verdict.rejected')
		const html = await downloaded()
		expect(html).toContain('MONTANTTOTAL_ERR')
		expect(html).not.toMatch(/<button|<script|<link|<img|src=|url\(/)
		// It loads nothing; its links lead to the pages of the rules.
		for (const [address] of html.matchAll(/https?:\/\/[^"<]*/g))
			expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/rules\/[\w-]+\.html$/)
		const report = await browser.newPage()
		await report.setContent(html)
		await report.evaluate(axe)
		const found = (await report.evaluate(`axe.run()`)) as { violations: { id: string }[] }
		expect(found.violations.map(({ id }) => id)).toEqual([])
		await report.close()
	})

	test('of a PDF the invoice inside is shown, drawn and marked', async () => {
		const xml = readFileSync(new URL('../../corpus/samples/cii-invoice.xml', import.meta.url), 'utf8')
		const wrong = xml.replace(/(<ram:DuePayableAmount>)[^<]*/, '$17.77')
		const file = { name: 'factur-x.xml', bytes: new TextEncoder().encode(wrong), relationship: 'Data' }
		const buffer = Buffer.from(composeAttached({ files: [file] }))
		await page.setInputFiles('#file', { name: 'facture.pdf', mimeType: 'application/pdf', buffer })
		await page.locator('.paper', { hasText: '7.77' }).waitFor()
		expect(await page.textContent('#source mark')).toContain('DuePayableAmount')
		expect(await page.textContent('[data-term="BT-115"].pinned')).toContain('7.77')
	})

	test('by choice this computer judges, and nothing is sent', async () => {
		const sent: string[] = []
		const note = (request: Request) => void (request.method() === 'POST' && sent.push(request.url()))
		page.on('request', note)
		await page.getByLabel('Cet ordinateur seulement').check()
		expect(await page.textContent('#privacy')).toContain('reste sur cet ordinateur')
		await paste(brokenSample())
		await page.waitForSelector('#here-only', { timeout: 30_000 })
		expect(await page.textContent('#verdict')).toBe('Facture rejetée')
		expect(await page.textContent('#finding-0 .proof')).toContain('Vérifiée')
		expect(await page.textContent('#here-only')).toContain(
			'L’annuaire et les doublons n’ont pas été vérifiés',
		)
		expect(await downloaded()).toContain('MONTANTTOTAL_ERR')
		await paste(sample())
		await page.waitForSelector('.verdict.accepted')
		await paste('bonjour')
		await page.waitForSelector('.verdict.inadmissible')
		page.off('request', note)
		expect(sent).toEqual([])
		await page.getByLabel('Ce service').check()
	})

	test.each([
		['in order', sample],
		['broken', brokenSample],
	])('the verdict of this computer on an invoice %s is that of the service', async (_, made) => {
		const texts = await page.evaluate(async (xml: string) => {
			const bytes = new TextEncoder().encode(xml)
			const worker = new Worker('/page/judge.js', { type: 'module' })
			const here = await new Promise((done) => {
				worker.onmessage = ({ data }) => done(JSON.stringify(data.verdict))
				worker.postMessage({ ask: 'judge', bytes, source: 'a.xml' })
			})
			worker.terminate()
			const reply = await fetch('/v1/validations?source=a.xml', {
				method: 'POST',
				headers: { 'content-type': 'application/xml' },
				body: bytes,
			})
			return [here, (await reply.text()).trim()]
		}, made())
		expect(texts[0]).toBe(texts[1])
	})

	test('nothing came from outside, nothing was kept, nothing went wrong', async () => {
		expect({ outside, complaints }).toEqual({ outside: [], complaints: [] })
		expect(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(
			0,
		)
	})
})
