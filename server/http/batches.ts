/** `/v1/batches`: archives as jobs, with progress, verdicts as they come, cancel and expiry. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { archiveKind } from '../archives/archive.ts'
import { archiveTypes, sentDocument } from './body.ts'
import { callBack, callbackAddress, type Send, sendByHttps } from './callback.ts'
import { Batch } from './job.ts'
import { type JudgingQuery, judgingQuery, taskFor } from './judging.ts'
import { Problem } from './problem.ts'
import { contentOf, problemReplies } from './schemas.ts'
import { fingerprint, type House, takeSeat } from './validations.ts'

interface Held {
	readonly batch: Batch
	/** Whose it is; nobody else is told that it exists. */
	readonly owner: string
}

type Creating = { Querystring: JudgingQuery & { readonly callback?: string } }
type Named = { Params: { id: string } }

const tags = ['batches']
const query = {
	...judgingQuery,
	properties: {
		...judgingQuery.properties,
		callback: { type: 'string', maxLength: 2000, description: 'https address told when the batch has ended' },
	},
} as const
const params = { type: 'object', properties: { id: { type: 'string', maxLength: 40 } } } as const
const summary = {
	description: 'How far it is',
	content: { 'application/json': { schema: { $ref: 'Batch#' } } },
}

export interface Batches {
	/**
	 * Lets what is running end for so many milliseconds; the rest is handed back: its clients are told by events
	 * and callbacks which documents were judged, and send the others again.
	 */
	close(grace: number): Promise<void>
}

export function batches(service: FastifyInstance, house: House, send: Send = sendByHttps): Batches {
	const { config, judge, metrics } = house
	const held = new Map<string, Held>()
	/** Batches that were there, so that they can be said to be gone. */
	const gone = new Map<string, string>()
	/** Idempotency keys of clients: the fingerprint they stand for and the batch made of it. */
	const keys = new Map<string, { readonly print: string; readonly id: string }>()

	/** Callbacks under way. */
	const told = new Set<Promise<unknown>>()

	const batchOf = (request: FastifyRequest<Named>): Held => {
		const { id } = request.params
		const found = held.get(id)
		if (found?.owner === request.client.id) return found
		throw new Problem(gone.get(id) === request.client.id ? 'gone' : 'not-found')
	}
	const forget = (id: string, { batch, owner }: Held): void => {
		batch.cancel()
		held.delete(id)
		gone.set(id, owner)
		if (gone.size > 1000) gone.delete(gone.keys().next().value!)
		for (const [key, known] of keys) if (known.id === id) keys.delete(key)
	}
	const count = () => metrics.batches([...held.values()].filter(({ batch }) => batch.running).length)
	const route = (action: string, reply: object) => ({
		config: { scope: 'batch' as const },
		schema: { tags, summary: action, params, response: { ...reply, ...problemReplies } },
	})

	service.route<Creating>({
		method: 'POST',
		url: '/v1/batches',
		config: { scope: 'batch' },
		bodyLimit: config.maxBatchBytes,
		schema: {
			tags,
			summary: 'Judge the invoices of an archive (zip, tar, tar.gz)',
			querystring: query,
			body: contentOf([...archiveTypes, 'multipart/form-data']),
			response: { 202: summary, ...problemReplies },
		},
		preParsing: async (request, reply, payload) => {
			if (held.size >= config.maxBatches) throw new Problem('overloaded', undefined, { 'retry-after': '30' })
			takeSeat(request, reply, house, config.maxBatchBytes)
			return payload
		},
		handler: async (request, reply) => {
			const { callback } = request.query
			const address = callback === undefined ? undefined : callbackAddress(callback, config.callbacks)
			const { bytes, name = 'archive' } = await sentDocument(request, config.maxBatchBytes)
			if (archiveKind(bytes.subarray(0, 512)) === undefined) throw new Problem('archive-unreadable')
			const owner = request.client.id
			const given = request.headers['idempotency-key']
			const key = typeof given === 'string' ? `${owner} ${given.slice(0, 300)}` : undefined
			const print = fingerprint(request.query, bytes)
			const before = key === undefined ? undefined : keys.get(key)
			if (before !== undefined) {
				if (before.print !== print) throw new Problem('key-reused')
				const { batch } = held.get(before.id)!
				return reply.code(202).header('location', `/v1/batches/${batch.id}`).send(batch.summary)
			}
			// Read again: others may have come in while this body did.
			if (held.size >= config.maxBatches) throw new Problem('overloaded', undefined, { 'retry-after': '30' })
			const batch = new Batch(bytes, judge, {
				name,
				task: taskFor(request.query, house, {
					source: name,
					report: { name: 'json', lang: 'fr' },
					...(typeof given === 'string' && { key: given }),
				}),
				maxDocuments: config.maxBatchDocuments,
				onVerdict: (brief) => metrics.judged(brief),
			})
			const entry = { batch, owner }
			held.set(batch.id, entry)
			if (key !== undefined) keys.set(key, { print, id: batch.id })
			const { seat, log } = request
			seat?.grow(bytes.length)
			request.seat = null
			count()
			const telling = batch.ended.then(async () => {
				seat?.leave()
				count()
				batch.expires = new Date(Date.now() + config.batchExpiry * 1000)
				setTimeout(() => held.has(batch.id) && forget(batch.id, entry), config.batchExpiry * 1000).unref()
				log.info({ batch: batch.id, state: batch.summary.state, done: batch.lines.length }, 'batch ended')
				if (address === undefined || config.callbacks === undefined) return
				const taken = await callBack(address, JSON.stringify(batch.summary), config.callbacks.secret, {
					send,
				})
				log.info({ batch: batch.id, taken }, 'called back')
			})
			told.add(telling)
			void telling.finally(() => told.delete(telling))
			return reply.code(202).header('location', `/v1/batches/${batch.id}`).send(batch.summary)
		},
	})

	service.get<Named>('/v1/batches/:id', route('How far a batch is', { 200: summary }), async (request) => {
		return batchOf(request).batch.summary
	})

	const stream = (type: string) => ({
		200: { description: 'A stream', content: { [type]: { schema: { type: 'string' } } } },
	})

	service.get<Named>(
		'/v1/batches/:id/events',
		route('Progress as server-sent events', stream('text/event-stream')),
		async (request, reply) =>
			reply
				.header('cache-control', 'no-store')
				.header('x-accel-buffering', 'no')
				.type('text/event-stream; charset=utf-8')
				.send(Readable.from(eventsOf(batchOf(request).batch))),
	)

	service.get<Named>(
		'/v1/batches/:id/verdicts',
		route('The verdicts, one JSON object a line, as they come', stream('application/x-ndjson')),
		async (request, reply) =>
			reply
				.header('cache-control', 'no-store')
				.type('application/x-ndjson; charset=utf-8')
				.send(Readable.from(linesOf(batchOf(request).batch))),
	)

	service.delete<Named>(
		'/v1/batches/:id',
		route('Cancel a batch, or forget a finished one', { 204: { description: 'Done', type: 'null' } }),
		async (request, reply) => {
			forget(request.params.id, batchOf(request))
			return reply.code(204).send()
		},
	)

	return {
		async close(grace) {
			const all = [...held.values()].map(({ batch }) => batch)
			const done = Promise.all(all.map(({ ended }) => ended))
			const late = AbortSignal.timeout(Math.max(1, grace))
			await Promise.race([done, new Promise((go) => late.addEventListener('abort', go))])
			for (const batch of all) batch.handBack()
			await done
			await Promise.race([Promise.all(told), new Promise((go) => setTimeout(go, 5000).unref())])
		},
	}
}

/** At most some events a second, however fast the verdicts come; the last one always. */
const pace = 200

async function* eventsOf(batch: Batch): AsyncGenerator<string> {
	for (;;) {
		const { running } = batch
		const change = batch.changed()
		yield `event: ${running ? 'progress' : 'end'}\ndata: ${JSON.stringify(batch.summary)}\n\n`
		if (!running) return
		const quiet = new Promise<void>((go) => setTimeout(go, 15_000).unref())
		await Promise.race([change, quiet])
		if (batch.running) await Promise.race([batch.ended, new Promise((go) => setTimeout(go, pace).unref())])
	}
}

async function* linesOf(batch: Batch): AsyncGenerator<string> {
	let told = 0
	for (;;) {
		const change = batch.changed()
		while (told < batch.lines.length) yield batch.lines[told++]!
		if (!batch.running && told === batch.lines.length) return
		if (batch.running) await change
	}
}
