/**
 * The platform's own rules as this process holds them, with the directory and the ledger that they ask.
 *
 * Rules are read once and named by the digest of their files; a set that does not load is a Fault, and whoever
 * reloads keeps the one in force. Stores are opened for reading, so that every worker may.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type CheckedWith, type KeyKind, loadPlatformRules, type Platform, type Transport } from '#rules'
import { openDirectory } from './stores/directory.ts'
import { openLedger } from './stores/ledger.ts'

export interface PlatformOptions {
	/** Folder of the directory's store; none: directory rules say that they could not be checked. */
	readonly directory?: string
	readonly ledger?: string
	/** Which key a duplicate is known by. */
	readonly key?: KeyKind
	/** Another set of rule files than those written here. */
	readonly rules?: string
}

/** What `validate` needs for one document; `transport` is how it came. */
export type PlatformOf = (transport: Transport, submission?: string) => Platform

export function openPlatform({
	directory,
	ledger,
	key = 'reform',
	rules: folder,
}: PlatformOptions): PlatformOf {
	const rules = loadPlatformRules(folder)
	const hash = createHash('sha256')
	for (const { text } of rules.files) hash.update(`${Buffer.byteLength(text)}:`).update(text)
	const checkedWith: CheckedWith = {
		id: 'platform',
		version: String(rules.rules.length),
		sha256: hash.digest('hex'),
	}
	const structures = directory === undefined || !existsSync(directory) ? undefined : openDirectory(directory)
	const known = ledger === undefined ? undefined : openLedger(ledger)
	return (transport, submission) => ({
		rules,
		checkedWith,
		transport,
		...(structures !== undefined && { directory: structures }),
		...(known !== undefined && { ledger: { key, find: (at: string) => known.find(at) } }),
		...(submission !== undefined && { submission }),
	})
}
