/**
 * The platform's own rules as this process holds them, with the directory and the ledger that they ask.
 *
 * Rules are read once and named by the digest of their files; a set that does not load is a Fault, and whoever
 * reloads keeps the one in force. Stores are opened for reading, so that every worker may.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
	type CheckedWith,
	type KeyKind,
	loadPlatformRules,
	type Platform,
	type PlatformRules,
	type RuleFiles,
	type StructureLookup,
	type Transport,
} from '#rules'
import { openDirectory } from './stores/directory.ts'
import { type Ledger, openLedger } from './stores/ledger.ts'
import { openInquiry } from './stores/postgres/inquiry.ts'

export interface PlatformOptions {
	/** Folder of the directory's store; none: directory rules say that they could not be checked. */
	readonly directory?: string
	readonly ledger?: string
	/** Address of a PostgreSQL that holds both instead, for several machines. */
	readonly postgres?: string
	/** Which key a duplicate is known by. */
	readonly key?: KeyKind
	/** Another set of rule files than those written here: their folder, or their texts. */
	readonly rules?: string | RuleFiles
}

/** What `validate` needs for one document; `transport` is how it came. */
export type PlatformOf = (transport: Transport, submission?: string) => Platform

export function openPlatform({
	directory,
	ledger,
	postgres,
	key = 'reform',
	rules: from,
}: PlatformOptions): PlatformOf {
	const rules = loadPlatformRules(from)
	const checkedWith = platformNamed(rules)
	const { structures, known } = postgres === undefined ? embedded(directory, ledger) : shared(postgres)
	return (transport, submission) => ({
		rules,
		checkedWith,
		transport,
		...(structures !== undefined && { directory: structures }),
		...(known !== undefined && { ledger: { key, find: (at: string) => known.find(at) } }),
		...(submission !== undefined && { submission }),
	})
}

/** How verdicts name a set of platform rules. */
export function platformNamed({ rules, files }: Pick<PlatformRules, 'rules' | 'files'>): CheckedWith {
	const hash = createHash('sha256')
	for (const { text } of files) hash.update(`${Buffer.byteLength(text)}:`).update(text)
	return { id: 'platform', version: String(rules.length), sha256: hash.digest('hex') }
}

interface Stores {
	readonly structures: StructureLookup | undefined
	readonly known: Pick<Ledger, 'find'> | undefined
}

function embedded(directory: string | undefined, ledger: string | undefined): Stores {
	return {
		structures: directory === undefined || !existsSync(directory) ? undefined : openDirectory(directory),
		known: ledger === undefined ? undefined : openLedger(ledger),
	}
}

function shared(postgres: string): Stores {
	const inquiry = openInquiry(postgres)
	const snapshot = inquiry.ask('snapshot')
	return {
		structures: snapshot && { snapshot, find: (siret) => inquiry.ask('structure', siret) },
		known: { find: (key) => inquiry.ask('twin', key) },
	}
}
