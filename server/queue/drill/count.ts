/** The count after a drill: each submission has one verdict, each pair one accepted, and all books agree. */
import type { Decision, Verdict } from '#rules'
import { openDatabase } from '../../stores/postgres/database.ts'
import { sharedLedger } from '../../stores/postgres/ledger.ts'
import type { Broker } from '../broker.ts'
import { everything } from '../receive.ts'
import type { Server } from '../servers.ts'
import { drilled, ends } from './invoices.ts'

export interface Count {
	readonly verdicts: Readonly<Record<Decision, number>>
	/** Submissions without a verdict, with more than one, and with one that they should not have. */
	readonly missing: readonly string[]
	readonly doubled: readonly string[]
	readonly wrong: readonly string[]
	readonly pairs: number
	/** Pairs of one number of which not exactly one was taken in. */
	readonly unfairPairs: readonly string[]
	/** Accepted invoices and entries of the ledger, which must be the same. */
	readonly accepted: number
	readonly ledger: number
	/** Rows of the verdict log. */
	readonly logged: number
	readonly deadLetters: readonly { readonly id: string; readonly reason: string }[]
	/** Deliveries that came again after a fault, over all submissions. */
	readonly redelivered: number
}

/** What came of so many submissions, from the broker's streams and the database. */
export async function count(broker: Broker, postgres: Server, submissions: number): Promise<Count> {
	const verdicts: Record<Decision, number> = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0 }
	const seen = new Map<string, Decision[]>()
	for await (const message of everything(broker, broker.names.verdicts)) {
		const id = message.headers?.get('Recevable-Id') ?? ''
		const { verdict } = message.json<Verdict>()
		seen.set(id, [...(seen.get(id) ?? []), verdict])
		verdicts[verdict]++
	}
	const [missing, doubled, wrong]: string[][] = [[], [], []]
	const pairs = new Map<string, Decision[]>()
	for (let index = 0; index < submissions; index++) {
		const { id, kind, pair } = drilled(index)
		const found = seen.get(id) ?? []
		if (found.length === 0) missing!.push(id)
		if (found.length > 1) doubled!.push(id)
		if (pair !== undefined) pairs.set(pair, [...(pairs.get(pair) ?? []), ...found])
		else if (found.length === 1 && found[0] !== ends[kind as keyof typeof ends])
			wrong!.push(`${id} ${found[0]}`)
	}
	const deadLetters: { id: string; reason: string }[] = []
	for await (const message of everything(broker, broker.names.dead))
		deadLetters.push({
			id: message.headers?.get('Recevable-Id') ?? '',
			reason: decodeURIComponent(message.headers?.get('Recevable-Reason') ?? ''),
		})
	const info = await (await broker.workers()).info()
	const database = await openDatabase({ url: postgres.address })
	try {
		let ledger = 0
		for await (const _ of sharedLedger(database).entries()) ledger++
		const { rows } = await database.query<{ n: string }>('select count(*) as n from verdict')
		return {
			verdicts,
			missing: missing!,
			doubled: doubled!,
			wrong: wrong!,
			pairs: pairs.size,
			unfairPairs: [...pairs]
				.filter(([, found]) => found.toSorted().join() !== 'accepted,rejected')
				.map(([pair, found]) => `${pair}: ${found.join()}`),
			accepted: verdicts.accepted,
			ledger,
			logged: Number(rows[0]!.n),
			deadLetters,
			redelivered: info.delivered.consumer_seq - info.delivered.stream_seq,
		}
	} finally {
		await database.end()
	}
}
