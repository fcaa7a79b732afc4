/**
 * Which rule sets and which directory are in force, announced to all workers.
 *
 * An announcement is a value in a bucket under the name of what changed: who listens is told at once, who comes
 * later finds it, and its history says what was in force before.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Broker } from './broker.ts'

/** `canary`: how many percent of the submissions are copied for canaries. */
export type Versioned = 'rules' | 'directory' | 'canary'

export interface Announcement {
	readonly what: Versioned
	/** Names the version: a digest, or a bundle's name. */
	readonly version: string
	/** Number of the announcement, growing. */
	readonly revision: number
	/** Told since listening began; else it was in force then. */
	readonly fresh: boolean
}

export async function announce(broker: Broker, what: Versioned, version: string): Promise<number> {
	return await broker.versions.put(what, version)
}

/**
 * Calls back for what is in force now and for every change, one after the other, until the signal ends it.
 * What throws is told again after a while, unless something newer has come.
 */
export async function listen(
	broker: Broker,
	signal: AbortSignal,
	changed: (announcement: Announcement) => Promise<void>,
	onError: (error: unknown) => void = () => {},
): Promise<void> {
	while (!signal.aborted) {
		try {
			const changes = await broker.versions.watch()
			const stop = () => changes.stop()
			signal.addEventListener('abort', stop, { once: true })
			try {
				for await (const entry of changes) {
					const { key, revision, operation, isUpdate } = entry
					if (operation === 'PUT' && isVersioned(key))
						await changed({ what: key, version: entry.string(), revision, fresh: isUpdate })
				}
			} finally {
				signal.removeEventListener('abort', stop)
			}
		} catch (error) {
			if (signal.aborted) return
			onError(error)
			await pause(1_000)
		}
	}
}

const isVersioned = (key: string): key is Versioned =>
	key === 'rules' || key === 'directory' || key === 'canary'
