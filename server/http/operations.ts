/** Whether the service lives, is ready, what it counts, and the swap of its rule sets. */
import type { FastifyInstance } from 'fastify'
import { Fault } from '#engine'
import { tryCanaries } from './canary.ts'
import type { Catalogue } from './catalogue.ts'
import { Problem } from './problem.ts'
import { problemReplies } from './schemas.ts'
import type { House } from './validations.ts'

export interface Life {
	stopping: boolean
}

export interface Operations extends House {
	readonly life: Life
	/** Makes the catalogue anew after a swap. */
	readonly refresh: () => void
	readonly catalogue: () => Catalogue
}

const tags = ['operations']

export function operations(service: FastifyInstance, house: Operations): void {
	const { metrics, life } = house
	const text = { 200: { description: 'Yes', content: { 'application/json': { schema: {} } } } }

	service.get(
		'/healthz',
		{
			config: { scope: 'open' },
			logLevel: 'silent',
			schema: { tags, summary: 'Alive', response: { ...text } },
		},
		async () => ({ status: 'alive' }),
	)

	service.get(
		'/readyz',
		{
			config: { scope: 'open' },
			logLevel: 'silent',
			schema: {
				tags,
				summary: 'Ready: rules compiled and canary invoices judged right',
				response: { ...text, ...problemReplies },
			},
		},
		async () => {
			if (life.stopping) throw new Problem('shutting-down', undefined, { 'retry-after': '5' })
			await ready(house)
			return { status: 'ready', ruleSets: house.catalogue().ruleSets.filter(({ rules }) => rules > 0) }
		},
	)

	service.get(
		'/metrics',
		{
			config: { scope: 'admin' },
			logLevel: 'silent',
			schema: {
				tags,
				summary: 'Counters and gauges for Prometheus',
				response: {
					200: { description: 'Text format', content: { 'text/plain': { schema: { type: 'string' } } } },
				},
			},
		},
		async (_, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
	)

	service.post(
		'/v1/rule-sets/reload',
		{
			config: { scope: 'admin' },
			schema: {
				tags,
				summary: 'Read the rule texts again; all of them are taken, or none',
				response: { ...text, ...problemReplies },
			},
		},
		async (request) => {
			await reload(house)
			request.log.info('rule sets reloaded')
			return { ruleSets: house.catalogue().ruleSets }
		},
	)
}

async function ready({ judge, today }: House): Promise<void> {
	try {
		await tryCanaries(judge, today())
	} catch (error) {
		throw new Problem('not-ready', error instanceof Fault ? error.message : undefined, { 'retry-after': '5' })
	}
}

export async function reload({ judge, today, refresh }: Operations): Promise<void> {
	try {
		await judge.reload((next) => tryCanaries(next, today()))
	} catch (error) {
		if (error instanceof Fault) throw new Problem('rules-refused', `${error.code}: ${error.message}`)
		throw error
	}
	refresh()
}
