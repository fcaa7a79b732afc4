/**
 * Problems (RFC 9457): what is wrong with a request, or with us. Never with an invoice: that is a verdict.
 *
 * Every problem has a stable type, one line in this table. Clients rely on the type and the status alone.
 */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Fault } from '#engine'
import type { Lang, Wording } from '#rules'
import { languageOf } from './negotiation.ts'

interface Kind {
	readonly status: number
	readonly title: Wording
}

const kind = (status: number, fr: string, en: string): Kind => ({ status, title: { fr, en } })

export const problems = {
	'bad-request': kind(400, 'La demande est mal formée.', 'The request is malformed.'),
	'bad-parameter': kind(400, 'Un paramètre n’est pas admis.', 'A parameter is not allowed.'),
	'length-mismatch': kind(
		400,
		'La longueur annoncée n’est pas celle du corps reçu.',
		'The length announced is not that of the body received.',
	),
	'encoding-broken': kind(400, 'Le corps compressé est endommagé.', 'The compressed body is damaged.'),
	unauthenticated: kind(401, 'Il faut une clé ou un jeton valable.', 'A valid key or token is needed.'),
	'scope-missing': kind(403, 'La clé ne donne pas ce droit.', 'The key does not give this right.'),
	'cross-site': kind(
		403,
		'Les demandes venant d’un autre site sont refusées.',
		'Requests from another site are refused.',
	),
	'not-found': kind(404, 'Il n’y a rien à cette adresse.', 'There is nothing at this address.'),
	'not-allowed': kind(405, 'Cette adresse ne connaît pas cette méthode.', 'This address has no such method.'),
	'not-acceptable': kind(
		406,
		'Aucun des formats demandés n’est produit ici.',
		'None of the formats asked for is made here.',
	),
	'request-timeout': kind(
		408,
		'La demande n’est pas arrivée à temps.',
		'The request did not arrive in time.',
	),
	'still-running': kind(409, 'Le travail n’est pas terminé.', 'The work is not finished.'),
	'key-in-use': kind(
		409,
		'Une demande portant cette clé d’idempotence est en cours.',
		'A request with this idempotency key is in progress.',
	),
	gone: kind(410, 'Ce lot a expiré ou a été supprimé.', 'This batch has expired or was deleted.'),
	'body-too-large': kind(413, 'Le corps est trop grand.', 'The body is too large.'),
	'type-not-supported': kind(
		415,
		'Ce type de contenu n’est pas lu ici.',
		'This content type is not read here.',
	),
	'misdirected-host': kind(421, 'Le service ne porte pas ce nom.', 'The service does not go by this name.'),
	'key-reused': kind(
		422,
		'Cette clé d’idempotence a servi pour une autre demande.',
		'This idempotency key was used for another request.',
	),
	'archive-unreadable': kind(422, 'L’archive ne peut pas être lue.', 'The archive cannot be read.'),
	'callback-refused': kind(
		422,
		'L’adresse de rappel n’est pas admise.',
		'The callback address is not allowed.',
	),
	'rules-refused': kind(
		422,
		'Les nouvelles règles sont refusées ; les anciennes restent en vigueur.',
		'The new rules are refused; the old ones stay in force.',
	),
	'too-many-requests': kind(429, 'Trop de demandes.', 'Too many requests.'),
	'headers-too-large': kind(431, 'Les en-têtes sont trop longs.', 'The headers are too long.'),
	'engine-fault': kind(
		500,
		'Une panne de notre côté : rien ne peut être conclu de ce document.',
		'A failure of ours: nothing may be concluded about this document.',
	),
	overloaded: kind(503, 'Le service est trop chargé.', 'The service is too busy.'),
	'not-ready': kind(503, 'Le service n’est pas prêt.', 'The service is not ready.'),
	'issuer-unreachable': kind(
		503,
		'Les clés qui vérifient les jetons ne peuvent pas être lues.',
		'The keys that prove tokens cannot be read.',
	),
	'shutting-down': kind(503, 'Le service s’arrête.', 'The service is shutting down.'),
} as const satisfies Readonly<Record<string, Kind>>

export type ProblemId = keyof typeof problems

/** Thrown by routes and hooks; becomes the reply. */
export class Problem extends Error {
	readonly id: ProblemId
	readonly headers: Readonly<Record<string, string>>

	constructor(id: ProblemId, detail?: string, headers: Readonly<Record<string, string>> = {}) {
		super(detail ?? '')
		this.id = id
		this.headers = headers
	}
}

export const problemType = 'application/problem+json; charset=utf-8'

export function typeOf(id: ProblemId): string {
	return `urn:recevable:problem:${id}`
}

/** The body of a problem; `instance` is the request's id, as in the log. */
export function problemBody(id: ProblemId, lang: Lang, detail: string, instance: string): object {
	const { status, title } = problems[id]
	return { type: typeOf(id), title: title[lang], status, ...(detail && { detail }), instance }
}

/** Fastify's own errors, by code. */
const known: Readonly<Record<string, ProblemId>> = {
	FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
	FST_REQ_FILE_TOO_LARGE: 'body-too-large',
	FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'length-mismatch',
	FST_ERR_CTP_INVALID_MEDIA_TYPE: 'type-not-supported',
	FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-request',
	FST_ERR_VALIDATION: 'bad-parameter',
	FST_INVALID_MULTIPART_CONTENT_TYPE: 'type-not-supported',
	FST_FILES_LIMIT: 'bad-request',
	FST_PARTS_LIMIT: 'bad-request',
	FST_FIELDS_LIMIT: 'bad-request',
}

/** What an error says to a client: the document's text and our inner workings are never in it. */
export function problemOf(error: unknown): Problem {
	if (error instanceof Problem) return error
	if (error instanceof Fault) {
		if (error.code === 'queue-full') return new Problem('overloaded', undefined, { 'retry-after': '1' })
		if (error.code === 'closed') return new Problem('shutting-down', undefined, { 'retry-after': '5' })
		return new Problem('engine-fault', error.code)
	}
	const { code, statusCode, validation, message } = error as Partial<FastifyError>
	if (code !== undefined && Object.hasOwn(known, code))
		return new Problem(known[code]!, validation === undefined ? undefined : message)
	if (statusCode === 429) return new Problem('too-many-requests')
	if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Problem('bad-request')
	return new Problem('engine-fault')
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
	const problem = problemOf(error)
	const { status } = problems[problem.id]
	if (status >= 500 && problem.id === 'engine-fault') request.log.error({ err: error }, 'a fault of ours')
	const asked = (request.query as { lang?: unknown } | undefined)?.lang
	const lang = asked === 'fr' || asked === 'en' ? asked : languageOf(request.headers['accept-language'])
	return reply
		.code(status)
		.headers(problem.headers)
		.header('content-language', lang)
		.header('cache-control', 'no-store')
		.type(problemType)
		.send(JSON.stringify(problemBody(problem.id, lang, problem.message, `urn:request:${request.id}`)))
}
