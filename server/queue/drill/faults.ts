/** What fails in a drill: workers, broker, database, network, disk and clock, one after the other at random moments. */
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Broker } from '../broker.ts'
import type { Server } from '../servers.ts'
import { submit } from '../submission.ts'
import type { Clock } from './clock.ts'
import type { Crew } from './crew.ts'
import { drilled } from './invoices.ts'
import type { Cable } from './network.ts'

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

export interface FaultOptions {
	readonly submissions: number
	/** Mean milliseconds between two faults. */
	readonly every: number
	/** Faults after which there is peace; none unless given. */
	readonly most?: number
	readonly kinds: readonly FaultKind[]
	/** Numbers from 0 to 1. */
	readonly random: () => number
	readonly log: (line: string) => void
}

/** Everything that can fail. */
export interface Scene {
	readonly options: FaultOptions
	readonly crew: Crew
	readonly nats: Server
	readonly postgres: Server
	readonly cable: Cable | undefined
	readonly clocks: readonly Clock[]
	readonly broker: Broker
}

/** Until the signal ends it; `faults` counts them. */
export async function failAtRandom(
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
