/** The directory and the ledger as the service has them: where they stand, and how old the directory is. */
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Snapshot } from '#rules'
import type { PlatformOptions } from '../platform.ts'

/** The stores of a data folder that are there; where platform rules are usual, the ledger is opened from the start. */
export function storesOf(data: string, platform = false): PlatformOptions {
	const [directory, ledger] = [join(resolve(data), 'directory'), join(resolve(data), 'ledger')]
	if (platform) mkdirSync(ledger, { recursive: true })
	return { ...(existsSync(directory) && { directory }), ...(existsSync(ledger) && { ledger }) }
}

export interface DirectoryState extends Snapshot {
	/** Whole days from the day that it speaks of. */
	readonly ageDays: number
}

/** The snapshot in force; undefined where none was ever imported. */
export async function directoryState(data: string, today: string): Promise<DirectoryState | undefined> {
	const { directory } = storesOf(data)
	if (directory === undefined) return undefined
	const { openDirectory } = await import('../stores/directory.ts')
	const store = openDirectory(directory)
	if (store === undefined) return undefined
	const { snapshot } = store
	await store.close()
	const ageDays = Math.floor((Date.parse(today) - Date.parse(snapshot.date)) / 86_400_000)
	return { ...snapshot, ageDays }
}
