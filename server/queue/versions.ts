/**
 * Which rule sets and which directory are in force, announced to all workers.
 *
 * An announcement is a value in a bucket under the name of what changed: who listens is told at once, who comes
 * later finds it, and its history says what was in force before.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Broker } from './broker.ts'

/** `canary`: how many percent of the submissions are copied for canaries. */
const versioned = ['rules', 'directory', 'canary'] as const

export type Versioned = (typeof versioned)[number]

export interface Announcement {
	readonly what: Versioned
	/** Names the version: a digest, or a bundle's name. */
	readonly version: string
	/** Number of the announcement, growing. */
	readonly revision: number
	/** Announced since `known` was read; else it was in force then. */
	readonly fresh: boolean
}

export async function announce(broker: Broker, what: Versioned, version: string): Promise<number> {
	return await broker.versions.put(what, version)
}

/** Number of the last announcement of each. */
export type Revisions = ReadonlyMap<Versioned, number>

/** What is in force now. */
export async function revisions({ versions }: Broker): Promise<Revisions> {
	const entries = await Promise.all(versioned.map(async (what) => [what, await versions.get(what)] as const))
	return new Map(entries.map(([what, entry]) => [what, entry?.revision ?? 0]))
}

export interface ListenOptions {
	readonly signal: AbortSignal
	/** What was in force when the caller read his rules. */
	readonly known: Revisions
	readonly onError?: (error: unknown) => void
}

/**
 * Calls back for what is in force now and for every change, one after the other, until the signal ends it.
 * What throws is told again after a while, unless something newer has come.
 */
export async function listen(
	broker: Broker,
	changed: (announcement: Announcement) => Promise<void>,
	{ signal, known, onError }: ListenOptions,
): Promise<void> {
	const taken = new Map<Versioned, number>()
	while (!signal.aborted) {
		try {
			const changes = await broker.versions.watch()
			const stop = () => changes.stop()
			signal.addEventListener('abort', stop, { once: true })
			try {
				for await (const entry of changes) {
					const { key, revision, operation } = entry
					if (operation !== 'PUT' || !isVersioned(key) || taken.get(key) === revision) continue
					const fresh = revision > (known.get(key) ?? 0)
					await changed({ what: key, version: entry.string(), revision, fresh })
					taken.set(key, revision)
				}
			} finally {
				signal.removeEventListener('abort', stop)
			}
		} catch (error) {
			if (signal.aborted) return
			onError?.(error)
			await pause(1_000)
		}
	}
}

const isVersioned = (key: string): key is Versioned => versioned.some((one) => one === key)
