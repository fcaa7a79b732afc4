/** Whether the service lives, is ready, what it counts, and the swap of its rule sets. */
import type { FastifyInstance } from 'fastify'
import { Fault } from '#engine'
import { tryCanaries } from './canary.ts'
import type { Catalogue } from './catalogue.ts'
import type { InForce } from './judge.ts'
import { Problem } from './problem.ts'
import { problemReplies } from './schemas.ts'
import { type DirectoryState, directoryState } from './stores.ts'
import type { House } from './validations.ts'

export interface Life {
	stopping: boolean
}

export interface Operations extends House {
	readonly life: Life
	/** Makes the catalogue anew after a swap. */
	readonly refresh: (next: InForce) => void
	readonly catalogue: () => Catalogue
}

const tags = ['operations']
const text = { 200: { description: 'Yes', content: { 'application/json': { schema: {} } } } }

export function operations(service: FastifyInstance, house: Operations): void {
	const { metrics, life } = house
	const readiness = new Readiness(house)
	const open = { config: { scope: 'open' }, logLevel: 'silent' } as const

	service.get(
		'/healthz',
		{ ...open, schema: { tags, summary: 'Alive', response: { ...text } } },
		async () => ({ status: 'alive' }),
	)

	service.get(
		'/readyz',
		{
			...open,
			schema: {
				tags,
				summary: 'Ready: rules compiled, canary invoices judged right, the directory not too old',
				response: { ...text, ...problemReplies },
			},
		},
		async () => {
			if (life.stopping) throw new Problem('shutting-down', undefined, { 'retry-after': '5' })
			const directory = await readiness.check()
			const ruleSets = house.catalogue().ruleSets.filter(({ rules }) => rules > 0)
			const { bundle } = house.catalogue()
			return { status: 'ready', ...(bundle && { bundle }), ruleSets, directory: directory ?? null }
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
		async (_, reply) => {
			await readiness.directory()
			return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
		},
	)

	service.post(
		'/v1/rule-sets/reload',
		{
			config: { scope: 'admin' },
			schema: {
				tags,
				summary:
					'Read rule texts or the bundle, platform rules and directory again; all of them are taken, or none',
				response: { ...text, ...problemReplies },
			},
		},
		async (request) => {
			await reload(house)
			const { bundle, ruleSets } = house.catalogue()
			request.log.info({ bundle: bundle?.sha256 }, 'rule sets reloaded')
			return { ...(bundle && { bundle }), ruleSets }
		},
	)
}

/** Probes come often, from many sides, so what was found is believed for a while. */
const believed = 5000

class Readiness {
	readonly #house: Operations
	#judged = Number.NEGATIVE_INFINITY
	#looked = Number.NEGATIVE_INFINITY
	#directory: DirectoryState | undefined

	constructor(house: Operations) {
		this.#house = house
	}

	/** Throws `not-ready`; gives the directory's state. */
	async check(): Promise<DirectoryState | undefined> {
		const { judge, today, config } = this.#house
		if (performance.now() - this.#judged > believed) {
			try {
				await tryCanaries(judge.judge, today())
				this.#judged = performance.now()
			} catch (error) {
				// Full is not broken: what is inside is judged right, and more is shed elsewhere.
				const full = error instanceof Fault && error.code === 'queue-full'
				if (!full || this.#judged === Number.NEGATIVE_INFINITY) throw notReady(error)
			}
		}
		const directory = await this.directory()
		const { maxDirectoryAge } = config
		if (maxDirectoryAge !== undefined && (directory?.ageDays ?? Number.POSITIVE_INFINITY) > maxDirectoryAge)
			throw notReady(
				new Fault(
					'internal',
					`The directory is ${directory?.ageDays ?? '?'} days old; ${maxDirectoryAge} are allowed.`,
				),
			)
		return directory
	}

	async directory(): Promise<DirectoryState | undefined> {
		const { today, config, metrics } = this.#house
		if (performance.now() - this.#looked > believed) {
			this.#directory = await directoryState(config.data, today())
			this.#looked = performance.now()
			metrics.directory(this.#directory?.ageDays)
		}
		return this.#directory
	}
}

function notReady(error: unknown): Problem {
	return new Problem('not-ready', error instanceof Fault ? error.message : undefined, { 'retry-after': '5' })
}

/** Throws a Problem where the new rules are refused. */
export async function reload({ judge, today, refresh }: Operations): Promise<void> {
	try {
		refresh(await judge.reload(today()))
	} catch (error) {
		if (error instanceof Fault) throw new Problem('rules-refused', `${error.code}: ${error.message}`)
		throw error
	}
}
