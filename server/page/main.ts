/**
 * The page at work: takes an invoice, asks the service, shows the answer. Nothing is stored anywhere.
 *
 * A file is sent as it is; text that was pasted or edited is sent as UTF-8, whatever its declaration said.
 */
import { draw } from './invoice.ts'
import { sourceAround } from './source.ts'
import { findingsList, make, paper, reportActions, sourcePane, type Verdict, verdictBox } from './view.ts'
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
let shown: { readonly verdict: Verdict; readonly source: string } | undefined
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
	else if (report === 'download') download()
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

/** The text of an XML file, for the eye; nothing for a PDF or a very large file. */
async function textOf(given: File): Promise<string> {
	if (given.size > mostShown) return ''
	const bytes = new Uint8Array(await given.arrayBuffer())
	if (String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-') return ''
	const wide =
		bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : undefined
	const declared = /encoding\s*=\s*["']([\w-]+)/.exec(String.fromCharCode(...bytes.subarray(0, 200)))?.[1]
	try {
		return new TextDecoder(wide ?? declared ?? 'utf-8').decode(bytes)
	} catch {
		return new TextDecoder().decode(bytes)
	}
}

async function check(): Promise<void> {
	const source = text.value
	if (chosen === undefined && source.trim() === '') return tell(say('nothing', lang))
	asking?.abort()
	const asked = new AbortController()
	asking = asked
	tell(say('checking', lang))
	const body: BodyInit = chosen ?? source.replace(/^(\s*<\?xml[^>]*encoding\s*=\s*["'])[^"']*/, '$1UTF-8')
	const type = chosen?.name.toLowerCase().endsWith('.pdf') ? 'application/pdf' : 'application/xml'
	const name = encodeURIComponent((chosen?.name ?? 'facture.xml').slice(-200))
	try {
		const reply = await fetch(`/v1/validations?source=${name}`, {
			method: 'POST',
			headers: {
				'content-type': type,
				accept: 'application/json',
				'accept-language': lang,
				...(key.value !== '' && { 'x-api-key': key.value }),
			},
			body,
			signal: asked.signal,
		})
		if (reply.status === 401 || reply.status === 403) byId('key-row').hidden = false
		const answer = await reply.json()
		if (!reply.ok) return tell([answer.title, answer.detail].filter(Boolean).join(' '))
		shown = { verdict: answer as Verdict, source }
		current = -1
		tell('')
		present()
		byId('verdict').focus()
	} catch {
		if (!asked.signal.aborted) tell(say('unreachable', lang))
	}
}

function tell(sentence: string): void {
	status.textContent = sentence
}

function present(): void {
	const { verdict, source } = shown!
	const drawn = verdict.verdict === 'inadmissible' ? undefined : draw(source)
	const panes = make('div', { class: 'panes' }, findingsList(verdict, lang, source !== ''))
	if (source !== '') panes.append(sourcePane(lang))
	result.replaceChildren(verdictBox(verdict, lang), reportActions(lang))
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
			if (scroll) item.scrollIntoView({ block: 'nearest' })
		} else item.removeAttribute('aria-current')
	const pane = document.getElementById('source')
	if (pane === null) return
	const { line, column } = finding.location
	pane.replaceChildren(sourceAround(shown.source, line, column))
	const marked = pane.querySelector('mark')
	if (marked !== null) pane.scrollTop = marked.offsetTop - pane.offsetTop - pane.clientHeight / 3
	if (scroll) tell(`${finding.rule}, ${say('line', lang)} ${line}`)
}

/** The result as a file of its own, made here. */
function download(): void {
	const body = result.cloneNode(true) as HTMLElement
	for (const element of body.querySelectorAll('button, .source')) element.remove()
	const title = `${document.title} – ${shown!.verdict.source}`
	const page = make('div', {}, make('h1', {}, title), body)
	const html = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><style>body{font-family:sans-serif;max-width:60rem;margin:2rem auto}td,th{padding:.2rem .5rem;text-align:left}.pinned{background:#fde3e3}</style>${page.innerHTML}</html>`
	const address = URL.createObjectURL(new Blob([html], { type: 'text/html' }))
	const link = make('a', { href: address, download: 'recevable.html' })
	link.click()
	setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
