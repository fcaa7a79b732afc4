/** `POST /v1/validations`: one document in, its verdict out. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { decode } from '#engine'
import type { Verdict } from '#rules'
import { reports } from '../reports/index.ts'
import { plain } from '../terminal.ts'
import type { Admission, Seat } from './admission.ts'
import { documentTypes, sentDocument } from './body.ts'
import type { Config } from './config.ts'
import { idempotency } from './idempotency.ts'
import type { Judge } from './judge.ts'
import type { Metrics } from './metrics.ts'
import { languageOf, type Offer, reportFor } from './negotiation.ts'
import { Problem } from './problem.ts'
import { contentOf, judgingQuery, problemReplies, reportReply } from './schemas.ts'

export interface House {
	readonly config: Config
	readonly judge: Judge
	readonly metrics: Metrics
	readonly admission: Admission
	/** The day it is, year-month-day. */
	readonly today: () => string
}

export interface JudgingQuery {
	readonly asOf?: string
	readonly direction?: 'emission' | 'reception'
	readonly failOn?: 'fatal' | 'warning'
	readonly source?: string
}

declare module 'fastify' {
	interface FastifyRequest {
		seat: Seat | null
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
				'The file as the body (XML or PDF, gzip allowed) or as the one file of a form. The answer is 200 and the verdict, whatever it says; `Accept` picks the format.',
			querystring: judgingQuery,
			body: contentOf([...documentTypes, 'multipart/form-data']),
			response: { 200: reportReply, ...problemReplies },
		},
		preParsing: async (request, reply, payload) => {
			takeSeat(request, reply, house, config.maxBytes)
			return payload
		},
		handler: async (request, reply) => {
			const offer = offerFor(request)
			const { bytes, name } = await sentDocument(request, config.maxBytes)
			request.seat?.grow(bytes.length)
			const { query, client, headers } = request
			const key = headers['idempotency-key']
			const print = () =>
				createHash('sha256').update(JSON.stringify(query)).update('\n').update(bytes).digest('hex')
			const release = typeof key === 'string' ? keys.claim(`${client.id} ${key}`, print()) : undefined
			try {
				const started = process.hrtime.bigint()
				const verdict = await judge.validate(bytes, {
					source: query.source ?? name ?? 'invoice',
					asOf: query.asOf ?? house.today(),
					...(query.failOn && { failOn: query.failOn }),
				})
				metrics.judged(verdict, Number(process.hrtime.bigint() - started) / 1e9)
				request.log.info({ verdict: verdict.verdict, codes: verdict.rejections.map((r) => r.code) }, 'judged')
				return sendReport(reply, request, offer, verdict, bytes)
			} finally {
				release?.()
			}
		},
	})
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

export function offerFor(request: FastifyRequest): Offer {
	const offer = reportFor(request.headers.accept)
	if (offer === undefined) throw new Problem('not-acceptable')
	return offer
}

function sendReport(
	reply: FastifyReply,
	request: FastifyRequest,
	{ name, type }: Offer,
	verdict: Verdict,
	bytes: Uint8Array,
): FastifyReply {
	const lang = languageOf(request.headers['accept-language'])
	const report = reports[name]
	let text: string | undefined
	if (name !== 'json' && verdict.carrier === 'xml') {
		const decoded = decode(bytes)
		if (decoded.kind !== 'read-failure') text = decoded.text
	}
	const rendering = { lang, paint: plain, ...(text !== undefined && { text }) }
	const one = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0, [verdict.verdict]: 1 }
	const pieces = [
		report.open?.(rendering) ?? '',
		report.one(verdict, rendering),
		report.close?.(one, rendering) ?? '',
	]
	return reply
		.header('vary', 'Accept, Accept-Language')
		.header('cache-control', 'no-store')
		.header('content-language', lang)
		.type(`${type}; charset=utf-8`)
		.send(pieces.join(''))
}
