/**
 * The page at work: takes an invoice, has it judged, shows the answer. Nothing is stored anywhere.
 *
 * A file is judged as it is; text that was pasted or edited is taken as UTF-8, whatever its declaration said.
 */
import { type Asked, askHere, askService, Refused, reportHere, reportOfService, textInPdf } from './ask.ts'
import { findingsList } from './findings.ts'
import { draw } from './invoice.ts'
import { paper } from './paper.ts'
import { sourceAround } from './source.ts'
import { make, reportActions, sourcePane, type Verdict, verdictBox } from './view.ts'
import { type Lang, say, sayAll } from './wording.ts'

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T
const form = byId<HTMLFormElement>('form')
const drop = byId('drop')
const file = byId<HTMLInputElement>('file')
const text = byId<HTMLTextAreaElement>('text')
const key = byId<HTMLInputElement>('key')
const status = byId('status')
const result = byId('result')

let lang: Lang = navigator.language.startsWith('fr') ? 'fr' : 'en'
/** The file that was chosen, until its text is edited. */
let chosen: File | undefined
let shown:
	| { readonly verdict: Verdict; readonly source: string; readonly asked: Asked; readonly here: boolean }
	| undefined
let current = -1
let asking: AbortController | undefined
/** Larger files are checked, not shown for editing. */
const mostShown = 5_000_000

speak(lang)
document.querySelectorAll<HTMLButtonElement>('[data-lang]').forEach((button) => {
	button.addEventListener('click', () => speak(button.dataset.lang as Lang))
})
file.addEventListener('change', () => take(file.files?.[0]))
text.addEventListener('input', () => {
	chosen = undefined
	file.value = ''
})
for (const event of ['dragover', 'dragenter'])
	document.addEventListener(event, (e) => {
		e.preventDefault()
		drop.classList.add('over')
	})
document.addEventListener('dragleave', () => drop.classList.remove('over'))
document.addEventListener('drop', (event) => {
	event.preventDefault()
	drop.classList.remove('over')
	take(event.dataTransfer?.files[0])
})
for (const radio of document.querySelectorAll<HTMLInputElement>('[name=who]'))
	radio.addEventListener('change', () => {
		const privacy = byId('privacy')
		privacy.dataset.say = here() ? 'herePrivacy' : 'privacy'
		sayAll(form, lang)
	})
form.addEventListener('submit', (event) => {
	event.preventDefault()
	check()
})
document.querySelectorAll<HTMLButtonElement>('[data-sample]').forEach((button) => {
	button.addEventListener('click', async () => {
		const name = button.dataset.sample!
		const reply = await fetch(`/page/${name}`)
		take(new File([await reply.blob()], name))
	})
})
result.addEventListener('click', (event) => {
	const button = (event.target as Element).closest('button')
	if (button === null) return
	const { show, move: step, report } = button.dataset
	if (show !== undefined) mark(Number(show))
	else if (step !== undefined) move(Number(step))
	else if (report === 'print') window.print()
	else if (report === 'download') void download()
})

function speak(next: Lang): void {
	lang = next
	document.documentElement.lang = lang
	document.title = say('pageTitle', lang)
	sayAll(document, lang)
	document.querySelectorAll<HTMLButtonElement>('[data-lang]').forEach((button) => {
		button.setAttribute('aria-pressed', String(button.dataset.lang === lang))
	})
	status.textContent = ''
	if (shown !== undefined) present()
}

async function take(given: File | undefined): Promise<void> {
	if (given === undefined) return
	chosen = given
	text.value = await textOf(given)
	await check()
}

/** The text of an XML file or of the invoice in a PDF, for the eye; nothing for a very large file. */
async function textOf(given: File): Promise<string> {
	if (given.size > mostShown) return ''
	const bytes = new Uint8Array(await given.arrayBuffer())
	if (String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-') return await textInPdf(bytes)
	const wide =
		bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : undefined
	const declared = /encoding\s*=\s*["']([\w-]+)/.exec(String.fromCharCode(...bytes.subarray(0, 200)))?.[1]
	try {
		return new TextDecoder(wide ?? declared ?? 'utf-8').decode(bytes)
	} catch {
		return new TextDecoder().decode(bytes)
	}
}

/** Whether this computer judges. */
function here(): boolean {
	return document.querySelector<HTMLInputElement>('[name=who]:checked')?.value === 'here'
}

async function check(): Promise<void> {
	const source = text.value
	if (chosen === undefined && source.trim() === '') return tell(say('nothing', lang))
	asking?.abort()
	const giveUp = new AbortController()
	asking = giveUp
	tell(say('checking', lang))
	const edited = source.replace(/^(\s*<\?xml[^>]*encoding\s*=\s*["'])[^"']*/, '$1UTF-8')
	const asked: Asked = {
		body: chosen ?? new Blob([edited]),
		name: chosen?.name ?? 'facture.xml',
		lang,
		key: key.value,
		signal: giveUp.signal,
	}
	try {
		const told = here() ? await askHere(asked) : await askService(asked)
		shown = { verdict: told.verdict, source: source === '' ? (told.text ?? '') : source, asked, here: here() }
		current = -1
		tell('')
		present()
		byId('verdict').focus()
	} catch (error) {
		if (giveUp.signal.aborted) return
		// What was shown before says nothing of this document.
		shown = undefined
		result.replaceChildren()
		if (error instanceof Refused) {
			if (error.locked) byId('key-row').hidden = false
			tell(here() ? `${say('fault', lang)} ${error.message}` : error.message)
		} else tell(say('unreachable', lang))
	}
}

function tell(sentence: string): void {
	status.textContent = sentence
}

function present(): void {
	const { verdict, source, here } = shown!
	const drawn = verdict.verdict === 'inadmissible' ? undefined : draw(source)
	const panes = make('div', { class: 'panes' }, findingsList(verdict, lang, source !== ''))
	if (source !== '') panes.append(sourcePane(lang))
	result.replaceChildren(verdictBox(verdict, lang, here), reportActions(lang))
	if (verdict.findings.length > 0) result.append(panes)
	if (drawn !== undefined) result.append(paper(drawn, verdict, lang))
	if (verdict.findings.length > 0 && source !== '') mark(current < 0 ? first() : current, false)
}

/** The order in which findings stand on the page. */
function order(): number[] {
	return [...result.querySelectorAll<HTMLElement>('[data-finding]')].map((item) =>
		Number(item.dataset.finding),
	)
}

function first(): number {
	return order()[0] ?? -1
}

function move(step: number): void {
	const indexes = order()
	const next = indexes[(indexes.indexOf(current) + step + indexes.length) % indexes.length]
	if (next !== undefined) mark(next)
}

/** Makes a finding the current one: it is marked, and its line with it. */
function mark(index: number, scroll = true): void {
	const finding = shown?.verdict.findings[index]
	if (shown === undefined || finding === undefined) return
	current = index
	for (const item of result.querySelectorAll('[data-finding]'))
		if (item.id === `finding-${index}`) {
			item.setAttribute('aria-current', 'true')
			for (
				let around = item.parentElement?.closest('details');
				around;
				around = around.parentElement?.closest('details')
			)
				around.open = true
			if (scroll) item.scrollIntoView({ block: 'nearest' })
		} else item.removeAttribute('aria-current')
	const pane = document.getElementById('source')
	if (pane === null) return
	const { line, column } = finding.place?.location ?? finding.location
	pane.replaceChildren(sourceAround(shown.source, line, column))
	const marked = pane.querySelector('mark')
	if (marked !== null) pane.scrollTop = marked.offsetTop - pane.offsetTop - pane.clientHeight / 3
	if (scroll) tell(`${finding.rule}, ${say('line', lang)} ${line}`)
}

/** The report as a file: made by whoever judged. */
async function download(): Promise<void> {
	const { asked, here, verdict } = shown!
	const again = { ...asked, lang, signal: new AbortController().signal }
	try {
		const html = here ? await reportHere(lang) : await reportOfService(again)
		const address = URL.createObjectURL(new Blob([html], { type: 'text/html' }))
		const name = `${verdict.source.replace(/^.*[/\\]|\.[a-z]+$/gi, '')}-recevable.html`
		make('a', { href: address, download: name }).click()
		setTimeout(() => URL.revokeObjectURL(address), 10_000)
	} catch (error) {
		tell(error instanceof Refused ? error.message : say('unreachable', lang))
	}
}
