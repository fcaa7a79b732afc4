/**
 * Duplicates decided when an invoice is taken in, not when it is looked at.
 *
 * A judgement says which key the invoice is to occupy. Whoever takes it in claims the key; where another invoice
 * came first in between, the document is judged once more, and now its twin is found.
 */
import { Fault } from '#engine'
import type { Platform, Twin, Verdict } from '#rules'
import type { PlatformOptions } from './platform.ts'
import type { Done, Task } from './task.ts'

/** The part of a ledger that takes invoices in, embedded or shared. */
export interface Claims {
	claim(key: string, entry: Twin): Promise<{ readonly claimed: boolean; readonly holder: Twin }>
}

/** A key of the ledger, and who is to hold it. */
export interface Claim {
	readonly key: string
	readonly entry: Twin
}

/**
 * `accepted`: an invoice that is refused for whatever reason leaves its number free. `always`: it keeps it, unless
 * another invoice holds it already; then a new number is needed, as classic Chorus Pro has it.
 */
export type Keeping = 'accepted' | 'always'

type JudgeOne = (bytes: Uint8Array, task: Task, signal?: AbortSignal) => Promise<Done>

/** Judges, and takes in what is accepted: then its key is claimed, durably. */
export function takingIn(judge: JudgeOne, claims: Claims): JudgeOne {
	return (bytes, task, signal) =>
		untilClaimed(async () => {
			const done = await judge(bytes, task, signal)
			return { judged: done, claim: done.claim }
		}, claims)
}

/** Judges until the judgement and the ledger agree on who holds the key. */
export async function untilClaimed<T>(
	judge: () => Promise<{ readonly judged: T; readonly claim: Claim | undefined }>,
	{ claim: claimKey }: Claims,
): Promise<T> {
	for (let tries = 0; tries < most; tries++) {
		const { judged, claim } = await judge()
		if (claim === undefined) return judged
		const { claimed } = await claimKey(claim.key, claim.entry)
		if (claimed) return judged
	}
	throw new Fault('internal', 'A key of the ledger is held by another, and yet found free.')
}

/** Its holder may let go of the key between judgement and claim, and another take it; not for ever. */
const most = 5

/** The platform as given, and under which key its ledger was asked. */
export function listening(platform: Platform): {
	readonly platform: Platform
	readonly key: () => string | undefined
} {
	const { ledger } = platform
	let asked: string | undefined
	if (ledger === undefined) return { platform, key: () => undefined }
	const find = (key: string): Twin | undefined => {
		asked = key
		return ledger.find(key)
	}
	return { platform: { ...platform, ledger: { ...ledger, find } }, key: () => asked }
}

/** What the ledger is to be told of a judgement; nothing where the key stays free, or is another's. */
export function claimOf(
	{ verdict, invoice, document, rejections, asOf }: Verdict,
	key: string | undefined,
	submission: string,
	keeping: Keeping = 'accepted',
): Claim | undefined {
	if (key === undefined) return undefined
	const kept =
		keeping === 'always' && verdict === 'rejected' && !rejections.some(({ code }) => isDuplicate(code))
	if (verdict !== 'accepted' && !kept) return undefined
	const { number = '', issueDate = '' } = invoice ?? {}
	const status = kept ? '213' : '200'
	return {
		key,
		entry: { submission, sha256: document.sha256, number, date: issueDate, status, deposited: asOf },
	}
}

const isDuplicate = (code: string): boolean => code === 'DOUBLON' || code === 'REJ_UNI'

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
