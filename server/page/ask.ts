/**
 * Who judges: the service, or this computer alone.
 *
 * Either gives the verdict, and its report to keep when that is asked for. What judges here is fetched when it is
 * first chosen; from then on nothing is sent but requests for rules.
 */
import type { Verdict } from './view.ts'
import type { Lang } from './wording.ts'

export interface Asked {
	readonly body: Blob
	readonly name: string
	readonly lang: Lang
	/** Access key, where the service wants one. */
	readonly key: string
	readonly signal: AbortSignal
}

export interface Told {
	readonly verdict: Verdict
	/** The document's text, where whoever judged it gives it. */
	readonly text?: string
}

/** Nothing could be concluded, and why, in words for the reader. */
export class Refused extends Error {
	/** A key is wanted. */
	readonly locked: boolean
	constructor(sentence: string, locked = false) {
		super(sentence)
		this.locked = locked
	}
}

export async function askService(asked: Asked): Promise<Told> {
	const reply = await post(asked, 'application/json')
	return { verdict: (await reply.json()) as Verdict }
}

export async function reportOfService(asked: Asked): Promise<string> {
	return await (await post(asked, 'text/html')).text()
}

async function post({ body, name, lang, key, signal }: Asked, accept: string): Promise<Response> {
	const type = name.toLowerCase().endsWith('.pdf') ? 'application/pdf' : 'application/xml'
	const query = new URLSearchParams({ source: name.slice(-200), lang })
	const reply = await fetch(`/v1/validations?${query}`, {
		method: 'POST',
		headers: { 'content-type': type, accept, ...(key !== '' && { 'x-api-key': key }) },
		body,
		signal,
	})
	if (reply.ok) return reply
	const { title, detail } = (await reply.json()) as { title: string; detail?: string }
	throw new Refused([title, detail].filter(Boolean).join(' '), reply.status === 401 || reply.status === 403)
}

type Answer = {
	readonly verdict?: Verdict
	readonly text?: string
	readonly report?: string
	readonly fault?: string
}

let worker: Worker | undefined

/** One question after the other; one that is given up ends the worker. */
function consult(question: object, signal?: AbortSignal): Promise<Answer> {
	worker ??= new Worker('/page/judge.js', { type: 'module' })
	const asked = worker
	return new Promise((done, fail) => {
		const drop = (reason: unknown) => {
			asked.terminate()
			if (worker === asked) worker = undefined
			fail(reason)
		}
		signal?.addEventListener('abort', () => drop(signal.reason), { once: true })
		asked.onerror = () => drop(new Refused(''))
		asked.onmessage = ({ data }: MessageEvent<Answer>) => {
			if (data.fault === undefined) done(data)
			else drop(new Refused(data.fault))
		}
		asked.postMessage(question)
	})
}

export async function askHere({ body, name, signal }: Asked): Promise<Told> {
	const bytes = new Uint8Array(await body.arrayBuffer())
	const { verdict, text } = await consult({ ask: 'judge', bytes, source: name }, signal)
	return { verdict: verdict!, ...(text !== undefined && { text }) }
}

/** Of what was judged here last. */
export async function reportHere(lang: Lang): Promise<string> {
	return (await consult({ ask: 'report', lang })).report!
}

/** The XML inside a PDF, for the eye; empty where there is none. */
export async function textInPdf(bytes: Uint8Array): Promise<string> {
	const address = '/page/pdf.js'
	const { invoiceIn } = (await import(address)) as { invoiceIn(bytes: Uint8Array): string | undefined }
	try {
		return invoiceIn(bytes) ?? ''
	} catch {
		return ''
	}
}
