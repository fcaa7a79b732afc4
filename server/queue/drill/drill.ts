/**
 * A drill: many submissions while workers, broker, database, network, disk and clock fail at random moments; then
 * the count, which must be exact.
 */
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Decision, Verdict } from '#rules'
import { openDatabase } from '../../stores/postgres/database.ts'
import { sharedLedger } from '../../stores/postgres/ledger.ts'
import { type Broker, openBroker } from '../broker.ts'
import { type Server, startNats, startPostgres } from '../servers.ts'
import { lag, submit } from '../submission.ts'
import { type Clock, makeClock } from './clock.ts'
import { type Crew, startCrew } from './crew.ts'
import { drilled, ends } from './invoices.ts'
import { type Cable, layCable } from './network.ts'

export const faultKinds = [
	'worker killed',
	'worker frozen',
	'broker killed',
	'database killed',
	'network cut',
	'slow disk',
	'clock jump',
	'sent twice',
] as const
export type FaultKind = (typeof faultKinds)[number]

export interface DrillOptions {
	readonly submissions: number
	readonly workers: number
	/** Mean milliseconds between two faults. */
	readonly every: number
	/** Faults after which there is peace; none unless given. */
	readonly most?: number
	readonly kinds: readonly FaultKind[]
	/** Numbers from 0 to 1. */
	readonly random: () => number
	readonly log: (line: string) => void
	/** Milliseconds after which what is still open counts as lost. */
	readonly patience: number
}

export interface DrillResult {
	readonly submissions: number
	readonly faults: Readonly<Partial<Record<FaultKind, number>>>
	readonly seconds: number
	readonly verdicts: Readonly<Record<Decision, number>>
	/** Submissions without a verdict, with more than one, and with one that they should not have. */
	readonly missing: readonly string[]
	readonly doubled: readonly string[]
	readonly wrong: readonly string[]
	readonly pairs: number
	/** Pairs of one number of which not exactly one was taken in. */
	readonly unfairPairs: readonly string[]
	/** Accepted invoices and entries of the ledger, which must be the same. */
	readonly accepted: number
	readonly ledger: number
	/** Rows of the verdict log. */
	readonly logged: number
	readonly deadLetters: readonly { readonly id: string; readonly reason: string }[]
	/** Deliveries that came again after a fault, over all submissions. */
	readonly redelivered: number
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

interface Scene {
	readonly options: DrillOptions
	readonly crew: Crew
	readonly nats: Server
	readonly postgres: Server
	readonly cable: Cable | undefined
	readonly clocks: readonly Clock[]
	readonly broker: Broker
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

async function failAtRandom(
	scene: Scene,
	faults: Map<FaultKind, number>,
	signal: AbortSignal,
): Promise<void> {
	const { options, cable, clocks } = scene
	const { random, every, most = Number.POSITIVE_INFINITY, log } = options
	const missing = [...(cable ? [] : ['network cut']), ...(clocks.length > 0 ? [] : ['clock jump'])]
	const kinds = options.kinds.filter((kind) => !missing.includes(kind))
	if (kinds.length === 0) return
	// Each kind in its turn, so that a short drill has them all; the moments are random.
	for (let n = 0; n < most && !signal.aborted; n++) {
		await pause(every * (0.5 + random()), undefined, { signal }).catch(() => {})
		if (signal.aborted) return
		const kind = kinds[n % kinds.length]!
		log(kind)
		faults.set(kind, (faults.get(kind) ?? 0) + 1)
		await fail(kind, scene)
	}
}

async function fail(kind: FaultKind, scene: Scene): Promise<void> {
	const { crew, nats, postgres, cable, clocks, broker, options } = scene
	const { random, log } = options
	const someone = Math.floor(random() * crew.size)
	if (kind === 'worker killed') crew.kill(someone)
	// Longer than the broker waits, so that another gets its work while it still has it.
	else if (kind === 'worker frozen') await crew.freeze(someone, 7_000)
	else if (kind === 'broker killed') await restarted(nats, 500 + random() * 2_000)
	else if (kind === 'database killed') await restarted(postgres, 500 + random() * 2_000)
	else if (kind === 'slow disk') await busyDisk(3_000)
	else if (kind === 'clock jump') {
		// Up to two days forward or back, over midnights and ends of months.
		const at = Math.floor(random() * clocks.length)
		const seconds = Math.round((random() - 0.5) * 4 * 86_400)
		log(`clock ${at} jumps to ${seconds} s off`)
		clocks[at]!.jump(seconds)
	} else if (kind === 'network cut') {
		cable!.cut()
		await pause(1_000 + random() * 7_000)
		cable!.join()
	} else {
		// Past the broker's memory for ids: the submission is really there twice.
		const { id: _, ...sent } = drilled(Math.floor(random() * options.submissions))
		const again = { ...sent, id: `s-${sent.source.match(/\d+/)![0]}` }
		await submit(broker, again, { remember: false }).catch(() => {})
	}
}

async function restarted(server: Server, after: number): Promise<void> {
	await server.kill()
	await pause(after)
	await server.start()
}

/** Writes and syncs as fast as the disk takes it. */
async function busyDisk(milliseconds: number): Promise<void> {
	const file = join(tmpdir(), `recevable-disk-${process.pid}`)
	const script = 'while :; do dd if=/dev/zero of="$0" bs=1M count=64 conv=fsync status=none; done'
	const child = spawn('sh', ['-c', script, file], { stdio: 'ignore', detached: true })
	await pause(milliseconds)
	try {
		process.kill(-child.pid!, 'SIGKILL')
	} catch {}
	spawn('rm', ['-f', file], { stdio: 'ignore' })
}

async function count(broker: Broker, postgres: Server, submissions: number) {
	const verdicts: Record<Decision, number> = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0 }
	const seen = new Map<string, Decision[]>()
	for await (const message of everything(broker, broker.names.verdicts)) {
		const id = message.header('Recevable-Id')
		const { verdict } = message.json<Verdict>()
		seen.set(id, [...(seen.get(id) ?? []), verdict])
		verdicts[verdict]++
	}
	const [missing, doubled, wrong]: string[][] = [[], [], []]
	const pairs = new Map<string, Decision[]>()
	for (let index = 0; index < submissions; index++) {
		const { id, kind, pair } = drilled(index)
		const found = seen.get(id) ?? []
		if (found.length === 0) missing!.push(id)
		if (found.length > 1) doubled!.push(id)
		if (pair !== undefined) pairs.set(pair, [...(pairs.get(pair) ?? []), ...found])
		else if (found.length === 1 && found[0] !== ends[kind as keyof typeof ends])
			wrong!.push(`${id} ${found[0]}`)
	}
	const deadLetters: { id: string; reason: string }[] = []
	for await (const message of everything(broker, broker.names.dead))
		deadLetters.push({
			id: message.header('Recevable-Id'),
			reason: decodeURIComponent(message.header('Recevable-Reason')),
		})
	const info = await (await broker.workers()).info()
	const database = await openDatabase({ url: postgres.address })
	try {
		let ledger = 0
		for await (const _ of sharedLedger(database).entries()) ledger++
		const { rows } = await database.query<{ n: string }>('select count(*) as n from verdict')
		return {
			verdicts,
			missing: missing!,
			doubled: doubled!,
			wrong: wrong!,
			pairs: pairs.size,
			unfairPairs: [...pairs]
				.filter(([, found]) => found.toSorted().join() !== 'accepted,rejected')
				.map(([pair, found]) => `${pair}: ${found.join()}`),
			accepted: verdicts.accepted,
			ledger,
			logged: Number(rows[0]!.n),
			deadLetters,
			redelivered: info.delivered.consumer_seq - info.delivered.stream_seq,
		}
	} finally {
		await database.end()
	}
}

async function* everything(broker: Broker, stream: string) {
	const { state } = await broker.manager.streams.info(stream)
	if (state.messages === 0) return
	const consumer = await broker.js.consumers.get(stream)
	const messages = await consumer.consume({ max_messages: 500 })
	for await (const message of messages) {
		yield {
			header: (name: string) => message.headers?.get(name) ?? '',
			json: <T>() => message.json<T>(),
		}
		if (message.info.pending === 0) break
	}
}
