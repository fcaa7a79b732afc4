/**
 * Turns documents away at the door when it is crowded: before hooks, keys and body, on the bare request.
 *
 * What is turned away must cost next to nothing, or the crowd alone would keep the service busy. The same question
 * is asked again further in, of the few that come through together; this answer is that of `sendProblem`.
 */
import { randomUUID } from 'node:crypto'
import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type Server,
	type ServerResponse,
} from 'node:http'
import type { FastifyServerFactory } from 'fastify'
import type { Lang } from '#rules'
import type { Full } from './admission.ts'
import { securityHeaders } from './headers.ts'
import { languageOf } from './negotiation.ts'
import { problemBody, problems, problemType } from './problem.ts'

export interface Door {
	/** What a document of so many bytes would find full; undefined where there is room. */
	full(bytes: number): Full | undefined
	/** One was turned away. */
	refused(reason: Full): void
}

export interface Gate {
	readonly serverFactory: FastifyServerFactory
	/** Whom to ask from now on; everybody is let through before. */
	open(door: Door): void
}

/** The one address that takes documents one by one. */
export const guarded = '/v1/validations'

export function gate(): Gate {
	let door: Door | undefined
	const soon = inTurns()
	const turnedAway = (request: IncomingMessage, response: ServerResponse): boolean => {
		// A page of another site may only read what the rules for other sites let it.
		if (door === undefined || request.method !== 'POST' || request.headers.origin !== undefined) return false
		const { url = '' } = request
		if (!url.startsWith(guarded) || !(url.length === guarded.length || url[guarded.length] === '?'))
			return false
		const reason = door.full(Number(request.headers['content-length'] ?? 0))
		if (reason === undefined) return false
		door.refused(reason)
		soon(() => refuse(request, response, url))
		return true
	}
	return {
		open(given) {
			door = given
		},
		serverFactory: (handler, options) =>
			served(options as unknown as ServerSettings, (request, response) => {
				if (!turnedAway(request, response)) handler(request, response)
			}),
	}
}

/** Refusals written in one turn of the event loop; fewer than come in one keep their connections busy for long. */
const atOnce = 64

/**
 * Does things in their order, some of them in each turn of the event loop: a crowd sends hundreds of requests in one
 * turn, and a verdict that is ready shall not wait until all of them are turned away.
 */
function inTurns(): (act: () => void) => void {
	const waiting: (() => void)[] = []
	const some = (): void => {
		for (const act of waiting.splice(0, atOnce)) act()
		if (waiting.length > 0) setImmediate(some)
	}
	return (act) => {
		if (waiting.push(act) === 1) setImmediate(some)
	}
}

interface ServerSettings {
	readonly http?: object
	readonly keepAliveTimeout: number
	readonly requestTimeout: number
	readonly connectionTimeout: number
}

/** A server as Fastify would have made it. */
function served(settings: ServerSettings, listener: RequestListener): Server {
	const server = createServer(settings.http ?? {}, listener)
	server.keepAliveTimeout = settings.keepAliveTimeout
	server.requestTimeout = settings.requestTimeout
	server.setTimeout(settings.connectionTimeout)
	return server
}

interface Refusal {
	/** Names and values in turn. */
	readonly headers: string[]
	/** Of the body, around the number of the request. */
	readonly before: string
	readonly after: string
}

/** All of the answer that is the same each time, made once. */
const refusals: Readonly<Record<Lang, Refusal>> = { fr: refusalIn('fr'), en: refusalIn('en') }

function refusalIn(lang: Lang): Refusal {
	const number = randomUUID()
	const body = JSON.stringify(problemBody('overloaded', lang, '', `urn:request:${number}`))
	const headers = {
		...securityHeaders,
		'retry-after': '1',
		'content-language': lang,
		'cache-control': 'no-store',
		'content-type': problemType,
		'content-length': String(Buffer.byteLength(body)),
	}
	const [before = '', after = ''] = body.split(number)
	return { headers: Object.entries(headers).flat(), before, after }
}

function refuse({ headers }: IncomingMessage, response: ServerResponse, url: string): void {
	const asked = /[?&]lang=(fr|en)\b/.exec(url)?.[1]
	const lang = asked === 'fr' || asked === 'en' ? asked : languageOf(headers['accept-language'])
	const { headers: made, before, after } = refusals[lang]
	response.writeHead(problems.overloaded.status, made).end(before + randomUUID() + after)
}
