/**
 * A drill: many submissions while workers, broker, database, network, disk and clock fail at random moments; then
 * the count, which must be exact.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Broker, openBroker } from '../broker.ts'
import { startNats, startPostgres } from '../servers.ts'
import { lag, submit } from '../submission.ts'
import { type Clock, makeClock } from './clock.ts'
import { type Count, count } from './count.ts'
import { startCrew } from './crew.ts'
import { type FaultKind, type FaultOptions, failAtRandom, type Scene } from './faults.ts'
import { drilled } from './invoices.ts'
import { layCable } from './network.ts'

export interface DrillOptions extends FaultOptions {
	readonly workers: number
	/** Milliseconds after which what is still open counts as lost. */
	readonly patience: number
}

export interface DrillResult extends Count {
	readonly submissions: number
	readonly faults: Readonly<Partial<Record<FaultKind, number>>>
	readonly seconds: number
	/** Whether workers and database had clocks that can jump. */
	readonly jumpingClocks: boolean
	readonly behindCable: boolean
}

export async function drill(options: DrillOptions): Promise<DrillResult> {
	const { submissions, workers, log } = options
	const cable = options.kinds.includes('network cut') ? layCable() : undefined
	const host = cable === undefined ? '127.0.0.1' : '0.0.0.0'
	// One for each worker and, last, that of the database; the broker's program reads the time past any library.
	const clocks = options.kinds.includes('clock jump') ? madeClocks(workers + 1) : []
	const nats = await startNats(host)
	const postgres = await startPostgres(cable && [cable.host], clocks.at(-1)?.env)
	const near = nats.address.replace('0.0.0.0', '127.0.0.1')
	const broker = await openBroker({ servers: [near], prefix: 'drill', ackWait: 5_000 })
	const start = performance.now()
	const crew = startCrew({
		size: workers,
		addresses: (at) => ({
			broker: `${at}:${nats.port}`,
			postgres: postgres.address.replace('127.0.0.1', at),
		}),
		...(cable && { cable }),
		clocks,
		ackWait: 5,
		log,
	})
	try {
		const faults = new Map<FaultKind, number>()
		const over = new AbortController()
		const scene = { options, crew, nats, postgres, cable, clocks, broker }
		const failing = failAtRandom(scene, faults, over.signal)
		await submitAll(broker, submissions, log)
		await judgedAll(broker, options, start)
		over.abort()
		await failing
		const seconds = (performance.now() - start) / 1000
		await crew.end()
		return { ...(await count(broker, postgres, submissions)), ...told(scene, faults, seconds) }
	} finally {
		await crew.end()
		await broker.close()
		await nats.stop()
		await postgres.stop()
		cable?.remove()
		for (const clock of clocks) clock.remove()
	}
}

function madeClocks(count: number): readonly Clock[] {
	return Array.from({ length: count }, makeClock).filter((clock) => clock !== undefined)
}

function told({ options, cable, clocks }: Scene, faults: ReadonlyMap<FaultKind, number>, seconds: number) {
	return {
		submissions: options.submissions,
		faults: Object.fromEntries(faults) as DrillResult['faults'],
		seconds,
		jumpingClocks: clocks.length > 0,
		behindCable: cable !== undefined,
	}
}

/** Gives every submission to the broker, again and again where it does not answer. */
async function submitAll(broker: Broker, submissions: number, log: (line: string) => void): Promise<void> {
	let next = 0
	const lane = async () => {
		for (let index = next++; index < submissions; index = next++) {
			for (;;)
				try {
					await submit(broker, drilled(index))
					break
				} catch (error) {
					log(`submission ${index} again: ${(error as Error).message}`)
					await pause(300)
				}
			if (index % 1000 === 999) log(`${index + 1} submitted`)
		}
	}
	await Promise.all(Array.from({ length: 16 }, lane))
}

async function judgedAll(
	broker: Broker,
	{ submissions, patience, log }: DrillOptions,
	start: number,
): Promise<void> {
	let said = 0
	while (performance.now() - start < patience) {
		try {
			const { state } = await broker.manager.streams.info(broker.names.verdicts)
			if (state.messages - said >= 1000) {
				said = state.messages
				log(`${said} verdicts`)
			}
			if (state.messages >= submissions && (await lag(broker)) === 0) return
		} catch {
			// The broker is down for the moment.
		}
		await pause(250)
	}
	log('out of patience')
}
