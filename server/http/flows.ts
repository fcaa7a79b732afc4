/** `POST /v1/flows`: a TAR.GZ of many invoices in, one verdict on the whole flow out. */
import type { FastifyInstance } from 'fastify'
import { checkFlow } from '../flow/flow.ts'
import { archiveTypes, documentTypes, sentDocument } from './body.ts'
import { type JudgingQuery, judgingQuery, taskFor } from './judging.ts'
import { contentOf, problemReplies } from './schemas.ts'
import { type House, takeSeat } from './validations.ts'

type Flowing = { Querystring: JudgingQuery & { readonly flowName?: string } }

// A flow is looked at before it is sent: nothing in it is taken in, and it has one form of report.
const { submission, deposit, source, lang, mend, ...judging } = judgingQuery.properties
const query = {
	...judgingQuery,
	properties: {
		...judging,
		source,
		mend: { ...mend, default: false },
		flowName: {
			type: 'string',
			maxLength: 100,
			description:
				'The name under which the flow is sent; that of the file, if it is one of a flow, unless given',
		},
	},
} as const

const flowReply = {
	description: 'The verdict on the flow and the outcome of each file, whatever they say',
	content: {
		'application/json': {
			schema: {
				type: 'object',
				additionalProperties: true,
				required: ['flow', 'verdict', 'status', 'message', 'counts', 'troubles', 'files'],
				properties: {
					flow: { type: 'string' },
					verdict: { enum: ['integrated', 'partly-integrated', 'rejected'] },
					status: { type: 'string', description: 'As Chorus Pro names it' },
					message: { $ref: 'Wording#' },
				},
			},
		},
	},
} as const

/** Files of one flow that are judged or wait at a time, so that others are served beside it. */
const window = 32

export function flows(service: FastifyInstance, house: House): void {
	const { config, judge, metrics } = house
	service.route<Flowing>({
		method: 'POST',
		url: '/v1/flows',
		config: { scope: 'batch' },
		bodyLimit: config.maxBatchBytes,
		schema: {
			tags: ['validation'],
			summary:
				'Judge a flow as it is sent to Chorus Pro or the PPF: a tar.gz of many invoices, or one invoice',
			querystring: query,
			body: contentOf([...new Set([...archiveTypes, ...documentTypes, 'multipart/form-data'])]),
			response: { 200: flowReply, ...problemReplies },
		},
		preParsing: async (request, reply, payload) => {
			takeSeat(request, reply, house, config.maxBatchBytes)
			return payload
		},
		handler: async (request, reply) => {
			const { query } = request
			const { bytes, name = 'flow' } = await sentDocument(request, config.maxBatchBytes)
			request.seat?.grow(bytes.length)
			const mend = query.mend ?? false
			const shown = query.source ?? name
			const { report, ...task } = taskFor({ ...query, mend }, house, {
				source: shown,
				report: { name: 'json', lang: 'fr' },
			})
			const left = new AbortController()
			reply.raw.once('close', () => left.abort())
			const end = house.admission.begin(bytes.length)
			try {
				const flow = await checkFlow(bytes, {
					source: shown,
					asOf: task.asOf,
					...(query.flowName !== undefined && { flowName: query.flowName }),
					judging: {
						room: async () => {},
						judge: async ({ source, bytes }, signal) => {
							const { verdict, brief } = await judge.judge(bytes, { ...task, source }, signal)
							metrics.judged(brief)
							return verdict!
						},
					},
					window,
					signal: left.signal,
				})
				request.outcome = { flow: flow.verdict, ...flow.counts }
				return reply.header('cache-control', 'no-store').type('application/json').send(flow)
			} finally {
				end()
			}
		},
	})
}
