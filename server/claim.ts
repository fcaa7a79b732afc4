/**
 * Duplicates decided when an invoice is taken in, not when it is looked at.
 *
 * A judgement that accepts says which key the invoice is to occupy. Whoever takes it in claims the key; where
 * another invoice came first in between, the document is judged once more, and now its twin is found.
 */
import { Fault } from '#engine'
import type { Twin } from '#rules'
import type { PlatformOptions } from './platform.ts'
import type { Done, Task } from './task.ts'

/** The part of a ledger that takes invoices in, embedded or shared. */
export interface Claims {
	claim(key: string, entry: Twin): Promise<{ readonly claimed: boolean; readonly holder: Twin }>
}

type JudgeOne = (bytes: Uint8Array, task: Task, signal?: AbortSignal) => Promise<Done>

/** Judges, and takes in what is accepted: then its key is claimed, durably. */
export function takingIn(judge: JudgeOne, { claim }: Claims): JudgeOne {
	return async (bytes, task, signal) => {
		for (let tries = 0; tries < most; tries++) {
			const done = await judge(bytes, task, signal)
			if (done.claim === undefined) return done
			const { claimed } = await claim(done.claim.key, done.claim.entry)
			if (claimed) return done
		}
		throw new Fault('internal', 'A key of the ledger is held by another, and yet found free.')
	}
}

/** Its holder may let go of the key between judgement and claim, and another take it; not for ever. */
const most = 5

export interface OpenClaims extends Claims {
	close(): Promise<void>
}

/** The ledger of these stores, for those who take invoices in; undefined where there is none. */
export async function openClaims({ ledger, postgres }: PlatformOptions): Promise<OpenClaims | undefined> {
	if (postgres !== undefined) {
		const [{ openDatabase }, { sharedLedger }] = await Promise.all([
			import('./stores/postgres/database.ts'),
			import('./stores/postgres/ledger.ts'),
		])
		const database = await openDatabase({ url: postgres })
		return { claim: sharedLedger(database).claim, close: () => database.end() }
	}
	if (ledger === undefined) return undefined
	const { openLedger } = await import('./stores/ledger.ts')
	return openLedger(ledger)
}
