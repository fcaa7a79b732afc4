/**
 * How a queue worker judges: the pool of this machine with the platform's own rules, and what must be kept of a
 * verdict before its submission is let go.
 */
import type { Verdict } from '#rules'
import { type Judge, pooled } from '../http/judge.ts'
import type { PoolOptions } from '../pool.ts'
import type { Database } from '../stores/postgres/database.ts'
import { verdictLog } from '../stores/postgres/verdict-log.ts'
import type { Letter } from './submission.ts'
import { ruleSetsDigest } from './verdicts.ts'
import type { JudgeLetter, Keep } from './work.ts'

export interface QueueJudge {
	readonly judge: JudgeLetter
	/** Reads rules and stores again; rejects, and keeps the old ones, where they cannot be read. */
	reload(today: string): Promise<void>
	close(): Promise<void>
}

export async function openJudge(options: PoolOptions): Promise<QueueJudge> {
	const pool: Judge = await pooled(options)
	return {
		async judge(bytes, { source, asOf, id, transport }) {
			const task = { source, asOf, submission: id, ...(transport && { transport }) }
			return (await pool.judge(bytes, task)).verdict!
		},
		async reload(today) {
			await pool.reload(today)
		},
		close: () => pool.close(),
	}
}

/** Keeps every verdict in the log, once: under the submission and when it came. */
export function keepIn(database: Database): Keep {
	const log = verdictLog(database)
	return async ({ id, received }: Letter, verdict: Verdict) => {
		await log.keep({ submission: id, received, ruleSets: ruleSetsDigest(verdict), verdict })
	}
}
