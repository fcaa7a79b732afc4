/**
 * The ledger of duplicates, kept in LMDB: which invoice occupies which key.
 *
 * `claim` is atomic: of several workers that claim a key at once, one gets it. What it says is on disk when it
 * returns, so it outlives a kill. A submission that claims its own key again gets it again.
 */
import type { Database, RootDatabase } from 'lmdb'
import type { Twin } from '#rules'
import { open } from './lmdb.ts'

export interface Ledger {
	find(key: string): Twin | undefined
	/** The entry that holds the key: the one given, or its twin. Durable when it settles. */
	claim(key: string, entry: Twin): Promise<{ readonly claimed: boolean; readonly holder: Twin }>
	/** Frees a key that the submission holds. */
	release(key: string, submission: string): Promise<boolean>
	entries(prefix?: string): Iterable<{ readonly key: string; readonly entry: Twin }>
	close(): Promise<void>
}

export function openLedger(path: string): Ledger {
	const root: RootDatabase = open({
		path,
		maxDbs: 2,
		compression: false,
		noSync: false,
		overlappingSync: false,
	})
	const entries: Database<Twin, string> = root.openDB<Twin, string>({ name: 'invoices' })
	return {
		find: (key) => entries.get(key),
		claim: async (key, entry) => {
			const holder = await entries.transaction(() => {
				const found = entries.get(key)
				if (found !== undefined && !isSame(found, entry)) return found
				entries.putSync(key, entry)
				return entry
			})
			await root.flushed
			return { claimed: holder === entry, holder }
		},
		release: async (key, submission) => {
			const released = await entries.transaction(() => {
				if (entries.get(key)?.submission !== submission) return false
				entries.removeSync(key)
				return true
			})
			await root.flushed
			return released
		},
		entries: function* (prefix = '') {
			for (const { key, value } of entries.getRange({ start: prefix })) {
				if (!key.startsWith(prefix)) break
				yield { key, entry: value }
			}
		},
		close: () => root.close(),
	}
}

/** The same submission with the same bytes is no duplicate of itself. */
export const isSame = (a: Twin, b: Twin): boolean => a.submission === b.submission && a.sha256 === b.sha256
