/**
 * The service's view of whoever judges: bytes in, a verdict out, some time later.
 *
 * The service knows nothing of threads. Whatever judges, in this process or in others, is given as a Judge.
 */
import { createHash } from 'node:crypto'
import { type Verdict, validate } from '#rules'
import { createPool, type PoolOptions } from '../pool.ts'
import { type LoadOwn, ownRuleSet, shelf } from '../rule-sets.ts'

export interface JudgeContext {
	/** Name shown in the verdict. */
	readonly source: string
	/** The date whose rules apply, year-month-day. */
	readonly asOf: string
	readonly failOn?: 'fatal' | 'warning'
	readonly signal?: AbortSignal
}

export interface Judge {
	/** A Fault, ours or the rule text's, rejects; nothing wrong with the document does. */
	validate(bytes: Uint8Array, context: JudgeContext): Promise<Verdict>
	/** Documents waiting or being judged. */
	readonly waiting: number
	/** Workers replaced since the start. */
	readonly restarts: number
	/** Makes new rule sets and swaps them in whole; on a Fault the old ones stay. */
	reload(proof: (judge: Pick<Judge, 'validate'>) => Promise<void>): Promise<void>
	close(): Promise<void>
}

/** Judges in this process, one document at a time; `renew` gives rule sets read afresh. */
export function inProcess(
	load: LoadOwn = ownRuleSet,
	renew: () => LoadOwn = () => shelf({ afresh: true }),
): Judge {
	let current = load
	let waiting = 0
	const judgeWith = async (loadOwn: LoadOwn, bytes: Uint8Array, context: JudgeContext): Promise<Verdict> => {
		context.signal?.throwIfAborted()
		const { source, asOf, failOn } = context
		const sha256 = createHash('sha256').update(bytes).digest('hex')
		const rules = { kind: 'chosen', load: loadOwn } as const
		const { verdict } = await validate(bytes, { source, sha256, asOf, rules, ...(failOn && { failOn }) })
		return verdict
	}
	return {
		async validate(bytes, context) {
			waiting++
			try {
				return await judgeWith(current, bytes, context)
			} finally {
				waiting--
			}
		},
		get waiting() {
			return waiting
		},
		restarts: 0,
		async reload(proof) {
			const next = renew()
			await proof({ validate: (bytes, context) => judgeWith(next, bytes, context) })
			current = next
		},
		async close() {},
	}
}

/** Judges in worker threads; resolves when the first of them is ready. */
export async function pooled(options: PoolOptions): Promise<Judge> {
	const pool = createPool(options)
	await pool.ready()
	return {
		validate: (bytes, context) => pool.validate(bytes, context),
		get waiting() {
			return pool.waiting
		},
		get restarts() {
			return pool.restarts
		},
		reload: (proof) => pool.reload({ proof }),
		close: () => pool.close(),
	}
}
