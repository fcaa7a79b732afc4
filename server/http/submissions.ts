/** `/v1/submissions`: invoices taken in for the queue, answered at once with 202 and judged by whoever works. */
import { createHash, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Transport } from '#rules'
import type { Desk } from '../queue/desk.ts'
import { digest } from '../task.ts'
import { documentTypes, sentDocument } from './body.ts'
import { callBack, callbackAddress, type Send, sendByHttps } from './callback.ts'
import { Problem } from './problem.ts'
import { contentOf, problemReplies } from './schemas.ts'
import { type House, takeSeat } from './validations.ts'

interface SubmissionQuery extends Omit<Transport, 'fileName' | 'bytes'> {
	readonly asOf?: string
	readonly source?: string
	readonly callback?: string
}

type Submitting = { Querystring: SubmissionQuery }
type Named = { Params: { id: string } }

const tags = ['submissions']
const query = {
	type: 'object',
	additionalProperties: false,
	properties: {
		asOf: { type: 'string', format: 'date', description: 'The day whose rules apply; today unless given' },
		source: { type: 'string', maxLength: 200, description: 'Name shown in the verdict' },
		direction: { enum: ['emission', 'reception'] },
		scope: { type: 'string', maxLength: 20 },
		channel: { enum: ['EDI', 'API', 'portal'] },
		callback: { type: 'string', maxLength: 2000, description: 'https address told when there is a verdict' },
	},
} as const
const params = { type: 'object', properties: { id: { type: 'string', maxLength: 128 } } } as const
const receipt = {
	description: 'Taken in; the verdict will stand at its address',
	content: {
		'application/json': {
			schema: {
				type: 'object',
				properties: {
					id: { type: 'string' },
					state: { enum: ['waiting', 'judged'] },
					again: { type: 'boolean', description: 'It had been taken in before' },
				},
			},
		},
	},
} as const

export interface SubmissionOptions {
	/** Submissions that may wait; more are turned away. */
	readonly maxQueued: number
	readonly send?: Send
}

/** Adds the routes; gives what ends the calls to those who wait for verdicts. */
export function submissions(
	service: FastifyInstance,
	house: House,
	desk: Desk,
	{ maxQueued, send = sendByHttps }: SubmissionOptions,
): { close(): Promise<void> } {
	const { config } = house
	service.route<Submitting>({
		method: 'POST',
		url: '/v1/submissions',
		config: { scope: 'validate' },
		bodyLimit: config.maxBytes,
		schema: {
			tags,
			summary: 'Take an invoice in and judge it later',
			description:
				'Kept by the broker when the answer comes. The same Idempotency-Key with the same file is one submission.',
			querystring: query,
			body: contentOf([...documentTypes, 'multipart/form-data']),
			response: { 202: receipt, ...problemReplies },
		},
		preParsing: async (request, reply, payload) => {
			takeSeat(request, reply, house, config.maxBytes)
			return payload
		},
		handler: async (request, reply) => {
			if ((await desk.waiting()) >= maxQueued)
				throw new Problem('overloaded', undefined, { 'retry-after': '30' })
			const { callback, asOf = house.today(), source, ...transport } = request.query
			if (callback !== undefined) callbackAddress(callback, config.callbacks)
			const { bytes, name = 'invoice' } = await sentDocument(request, config.maxBytes)
			const owner = request.client.id
			const key = request.headers['idempotency-key']
			const submission = {
				id: typeof key === 'string' ? idOf(owner, key) : randomUUID(),
				source: source ?? name,
				asOf,
				received: new Date(),
				bytes,
				sha256: digest(bytes),
				...(Object.keys(transport).length > 0 && { transport }),
			}
			const taken = await desk.take(submission, { owner, ...(callback !== undefined && { callback }) })
			if (taken === 'taken') throw new Problem('key-reused')
			const { id, again } = taken
			return reply.code(202).header('location', `/v1/submissions/${id}`).send({ id, state: 'waiting', again })
		},
	})

	service.get<Named>(
		'/v1/submissions/:id',
		{
			config: { scope: 'validate' },
			schema: {
				tags,
				summary: 'The verdict on a submission, once there is one',
				params,
				response: {
					200: {
						description: 'The verdict',
						content: { 'application/json': { schema: { $ref: 'Verdict#' } } },
					},
					202: receipt,
					...problemReplies,
				},
			},
		},
		async (request, reply) => {
			const { id } = request.params
			const standing = await desk.find(request.client.id, id)
			if (standing === undefined) throw new Problem('not-found')
			if (standing.state === 'judged')
				return reply
					.header('cache-control', 'no-store')
					.type('application/json; charset=utf-8')
					.send(JSON.stringify(standing.verdict))
			return reply.code(202).header('retry-after', '1').send({ id, state: 'waiting', again: false })
		},
	)

	const stop = new AbortController()
	const { callbacks } = config
	const calls =
		callbacks === undefined
			? Promise.resolve()
			: desk.call(async (id, { callback = '' }, verdict) => {
					const body = JSON.stringify({ id, verdict })
					const told = await callBack(callbackAddress(callback, callbacks), body, callbacks.secret, { send })
					service.log.info({ submission: id, told }, 'called back')
				}, stop.signal)
	return {
		async close() {
			stop.abort()
			await calls
		},
	}
}

/** One submission for each key of a client; the key itself may hold anything. */
const idOf = (owner: string, key: string): string =>
	createHash('sha256').update(`${owner}\n${key}`).digest('hex').slice(0, 40)
