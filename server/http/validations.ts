/** `POST /v1/validations`: one document in, its report out. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Lang } from '#rules'
import { reports } from '../reports/index.ts'
import { svrlFrame } from '../reports/svrl.ts'
import type { Done } from '../task.ts'
import { plain } from '../terminal.ts'
import type { Admission, Seat } from './admission.ts'
import { documentTypes, sentInvoice } from './body.ts'
import type { Config } from './config.ts'
import { idempotency } from './idempotency.ts'
import type { Judge } from './judge.ts'
import { type JudgingQuery, judgingQuery, langOf, taskFor } from './judging.ts'
import type { Metrics } from './metrics.ts'
import { type Offer, reportFor } from './negotiation.ts'
import { Problem } from './problem.ts'
import { invoiceContent, problemReplies, reportReply } from './schemas.ts'

export interface House {
	readonly config: Config
	readonly judge: Judge
	readonly metrics: Metrics
	readonly admission: Admission
	/** The day it is, year-month-day. */
	readonly today: () => string
}

declare module 'fastify' {
	interface FastifyRequest {
		seat: Seat | null
		/** What the log says of the answer besides its status. */
		outcome: object | null
	}
}

type Judging = { Querystring: JudgingQuery }

export function validations(service: FastifyInstance, house: House): void {
	const { config, judge, metrics } = house
	const keys = idempotency()

	service.route<Judging>({
		method: 'POST',
		url: '/v1/validations',
		config: { scope: 'validate' },
		bodyLimit: config.maxBytes,
		schema: {
			tags: ['validation'],
			summary: 'Judge one invoice',
			description:
				'The file as the body (XML or PDF, gzip allowed) or as the file of a form, beside which the field `original` may hold the readable PDF of an invoice. The answer is 200 and the verdict, whatever it says; `Accept` picks the format.',
			querystring: judgingQuery,
			headers: {
				type: 'object',
				properties: {
					'idempotency-key': {
						type: 'string',
						maxLength: 300,
						description: 'Stands for this request alone; refused with another body or other parameters',
					},
				},
			},
			body: invoiceContent(documentTypes),
			response: { 200: reportReply, ...problemReplies },
		},
		preParsing: async (request, reply, payload) => {
			takeSeat(request, reply, house, config.maxBytes)
			return payload
		},
		handler: async (request, reply) => {
			const offer = offerFor(request)
			const lang = langOf(request)
			const { bytes, name, original } = await sentInvoice(request, config.maxBytes)
			const size = bytes.length + (original?.bytes.length ?? 0)
			request.seat?.grow(size)
			const { query, client, headers } = request
			const key = headers['idempotency-key']
			const asked = taskFor(query, house, {
				source: query.source ?? name ?? 'invoice',
				report: { name: offer.name, lang },
				...(typeof key === 'string' && { key }),
			})
			const task = original === undefined ? asked : { ...asked, original }
			const release =
				typeof key === 'string'
					? keys.claim(`${client.id} ${key}`, fingerprint(query, bytes, original?.sha256))
					: undefined
			const end = house.admission.begin(size)
			try {
				const started = performance.now()
				const done = await judge.judge(bytes, task)
				metrics.judged(done.brief, (performance.now() - started) / 1000)
				const { verdict, codes } = done.brief
				request.outcome = { verdict, codes, ...(done.fault && { fault: done.fault.code }) }
				return sendReport(reply, offer, lang, done)
			} finally {
				end()
				release?.()
			}
		},
	})
}

/** The same for the same request: parameters in any order, the bytes, and the digest of an original beside them. */
export function fingerprint(query: object, bytes: Uint8Array, original = ''): string {
	const parameters = JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)))
	return createHash('sha256').update(`${parameters}\n${original}\n`).update(bytes).digest('hex')
}

/** A seat from before the body is read until the reply has gone or the client has, unless a batch keeps it. */
export function takeSeat(
	request: FastifyRequest,
	reply: FastifyReply,
	{ admission }: House,
	limit: number,
): void {
	const announced = Number(request.headers['content-length'] ?? 0)
	if (announced > limit && !request.isMultipart()) throw new Problem('body-too-large')
	request.seat = admission.enter(announced || 65_536)
	reply.raw.once('close', () => request.seat?.leave())
}

function offerFor(request: FastifyRequest): Offer {
	const offer = reportFor(request.headers.accept)
	if (offer === undefined) throw new Problem('not-acceptable')
	return offer
}

/** A report that is a page brings its own style, and nothing that runs. */
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

function sendReport(reply: FastifyReply, { name, type }: Offer, lang: Lang, done: Done): FastifyReply {
	if (name === 'html') reply.header('content-security-policy', pagePolicy)
	return reply
		.header('vary', 'Accept, Accept-Language')
		.header('cache-control', 'no-store')
		.header('content-language', lang)
		.type(`${type}; charset=utf-8`)
		.send(framed(name, lang, done))
}

/** A report of one document with what stands around it. */
function framed(name: Offer['name'], lang: Lang, { report = '', brief }: Done): string {
	if (name === 'svrl') return svrlFrame.open + report + svrlFrame.close
	const { open, close } = reports[name] as (typeof reports)['html']
	if (open === undefined && close === undefined) return report
	const rendering = { lang, paint: plain }
	const count = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0, [brief.verdict]: 1 }
	return `${open?.(rendering) ?? ''}${report}${close?.(count, rendering) ?? ''}`
}
