/**
 * What was decided on which submission, kept by month: a month that is over its time goes in one stroke.
 */
import type { Verdict } from '#rules'
import type { Database } from './database.ts'

export interface LoggedVerdict {
	readonly submission: string
	readonly received: Date
	/** Digest of the rule sets, code lists and directory that it was reached with. */
	readonly ruleSets: string
	readonly verdict: Verdict
}

export interface VerdictLog {
	/** Keeps a verdict; false where the same one was kept before. */
	keep(entry: LoggedVerdict): Promise<boolean>
	find(submission: string): Promise<readonly LoggedVerdict[]>
	/** Drops the months that ended more than so many months before a day; gives their names. */
	forget(before: Date, months: number): Promise<readonly string[]>
}

interface Row {
	readonly submission: string
	readonly received: Date
	readonly rule_sets: string
	readonly content: Verdict
}

/** The database's code for a row that no partition takes. */
const noPartition = '23514'

export function verdictLog(database: Database): VerdictLog {
	const insert = async ({ submission, received, ruleSets, verdict }: LoggedVerdict): Promise<boolean> => {
		const codes = verdict.rejections.map(({ code }) => code)
		const { rowCount } = await database.query(
			`insert into verdict (submission, received, decision, codes, rule_sets, content)
			values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
			[submission, received, verdict.verdict, codes, ruleSets, JSON.stringify(verdict)],
		)
		return rowCount === 1
	}
	return {
		async keep(entry) {
			try {
				return await insert(entry)
			} catch (error) {
				if ((error as { code?: string }).code !== noPartition) throw error
				await addMonth(database, entry.received)
				return await insert(entry)
			}
		},
		async find(submission) {
			const { rows } = await database.query<Row>(
				'select submission, received, rule_sets, content from verdict where submission = $1 order by received',
				[submission],
			)
			return rows.map(({ rule_sets, content, ...row }) => ({ ...row, ruleSets: rule_sets, verdict: content }))
		},
		async forget(before, months) {
			const last = monthName(new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth() - months, 1)))
			const { rows } = await database.query<{ name: string }>(
				`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'verdict'::regclass`,
			)
			const old = rows.map(({ name }) => name).filter((name) => name < last)
			for (const name of old) await database.query(`drop table ${name}`)
			return old.sort()
		},
	}
}

/** Any number, the same for all processes: who holds it adds a month. */
const lock = 7_236_002

/** `verdict_2026_11`: names sort as their months do. */
function monthName(day: Date): string {
	return `verdict_${day.getUTCFullYear()}_${String(day.getUTCMonth() + 1).padStart(2, '0')}`
}

async function addMonth(database: Database, day: Date): Promise<void> {
	const from = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1))
	const to = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1))
	// Several processes meet the first verdict of a month together, and `if not exists` alone lets two collide.
	// Bounds take no parameters; these are dates.
	await database.query(
		`select pg_advisory_xact_lock(${lock});
		create table if not exists ${monthName(day)} partition of verdict
		for values from ('${from.toISOString()}') to ('${to.toISOString()}')`,
	)
}
