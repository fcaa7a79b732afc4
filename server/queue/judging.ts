/**
 * How a queue worker judges: the pool of this machine with the platform's own rules, and what must be kept of a
 * verdict before its submission is let go.
 */
import type { Verdict } from '#rules'
import type { HeldRules } from '../bundle/held.ts'
import { proven } from '../bundle/served.ts'
import { type Judge, pooled } from '../http/judge.ts'
import type { PoolOptions } from '../pool.ts'
import type { Database } from '../stores/postgres/database.ts'
import { verdictLog } from '../stores/postgres/verdict-log.ts'
import type { Letter } from './submission.ts'
import { ruleSetsDigest } from './verdicts.ts'
import type { JudgeLetter, Keep } from './work.ts'

export interface QueueJudge {
	readonly judge: JudgeLetter
	/** Reads rules or the bundle, and the stores, again; rejects, and keeps the old ones, where they cannot be read. */
	reload(today: string): Promise<void>
	close(): Promise<void>
}

/**
 * `bundle` reads the bundle to judge by, now and at every reload; the program's own rules unless given. `asOf` is the
 * day by which it is tried. Rejects with a Fault where it is not to be believed.
 */
export async function openJudge(
	options: Omit<PoolOptions, 'held'>,
	asOf: string,
	bundle?: () => HeldRules,
): Promise<QueueJudge> {
	const held = bundle && { held: await proven(options, bundle(), asOf) }
	const pool: Judge = await pooled({ ...options, ...held }, bundle && { held: bundle })
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
