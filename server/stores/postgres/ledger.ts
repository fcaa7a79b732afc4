/**
 * The ledger of duplicates in PostgreSQL, for several machines: a unique key decides.
 *
 * Of all who claim a key at once the database lets one insert; the others read who holds it. A claim is on disk
 * when it is answered, as the database's own commit is.
 */
import type { Twin } from '#rules'
import { isSame } from '../ledger.ts'
import type { Database } from './database.ts'

export interface SharedLedger {
	find(key: string): Promise<Twin | undefined>
	/** The entry that holds the key: the one given, or its twin. Durable when it settles. */
	claim(key: string, entry: Twin): Promise<{ readonly claimed: boolean; readonly holder: Twin }>
	/** Frees a key that the submission holds. */
	release(key: string, submission: string): Promise<boolean>
	entries(prefix?: string): AsyncIterable<{ readonly key: string; readonly entry: Twin }>
}

const columns = 'submission, sha256, number, date, status, deposited'

interface Row extends Omit<Twin, 'deposited'> {
	readonly deposited: string | null
}

const twinOf = ({ deposited, ...row }: Row): Twin => ({ ...row, ...(deposited !== null && { deposited }) })

export function sharedLedger(database: Database): SharedLedger {
	const find = async (key: string): Promise<Twin | undefined> => {
		const { rows } = await database.query<Row>(`select ${columns} from ledger where key = $1`, [key])
		return rows[0] && twinOf(rows[0])
	}
	return {
		find,
		async claim(key, entry) {
			for (;;) {
				const { submission, sha256, number, date, status, deposited = null } = entry
				const { rowCount } = await database.query(
					`insert into ledger (key, ${columns}) values ($1, $2, $3, $4, $5, $6, $7) on conflict (key) do nothing`,
					[key, submission, sha256, number, date, status, deposited],
				)
				if (rowCount === 1) return { claimed: true, holder: entry }
				const holder = await find(key)
				// Released between the two questions: it is free again.
				if (holder === undefined) continue
				return isSame(holder, entry) ? { claimed: true, holder: entry } : { claimed: false, holder }
			}
		},
		async release(key, submission) {
			const { rowCount } = await database.query('delete from ledger where key = $1 and submission = $2', [
				key,
				submission,
			])
			return rowCount === 1
		},
		async *entries(prefix = '') {
			let after = ''
			for (;;) {
				const { rows } = await database.query<Row & { key: string }>(
					`select key, ${columns} from ledger where starts_with(key, $1) and key collate "C" > $2 order by key collate "C" limit 1000`,
					[prefix, after],
				)
				for (const { key, ...row } of rows) yield { key, entry: twinOf(row) }
				if (rows.length < 1000) return
				after = rows.at(-1)!.key
			}
		},
	}
}

/** Forgets claims older than so many days; gives how many. */
export async function forgetClaims(database: Database, days: number): Promise<number> {
	const { rowCount } = await database.query(
		`delete from ledger where taken < now() - make_interval(days => $1)`,
		[days],
	)
	return rowCount ?? 0
}
