/**
 * The desk of a service that takes submissions in for the queue: whose they are, how they stand, whom to tell.
 *
 * What is known of a submission stands in a bucket before it is given to the broker, so that any service of many
 * can answer for it. Verdicts are told to those who asked for a call by a consumer of its own: a service that
 * dies before the call leaves it to another, which may call a second time, never not at all.
 */
import { AckPolicy, DeliverPolicy, type JsMsg } from '@nats-io/jetstream'
import { type KV, Kvm } from '@nats-io/kv'
import type { Verdict } from '#rules'
import type { Broker } from './broker.ts'
import { checkId, isId } from './names.ts'
import { insistently, receive } from './receive.ts'
import { lag, type Receipt, type Submission, submit } from './submission.ts'
import { findVerdict } from './verdicts.ts'

/** What a service keeps of a submission. */
export interface Slip {
	readonly owner: string
	readonly source: string
	/** ISO 8601. */
	readonly received: string
	readonly sha256: string
	/** Address to tell when there is a verdict. */
	readonly callback?: string
}

export type Standing =
	| { readonly state: 'waiting'; readonly slip: Slip }
	| { readonly state: 'judged'; readonly slip: Slip; readonly verdict: Verdict }

export interface Desk {
	/** Takes a submission in; the same id with other bytes or of another owner gives `taken`. */
	take(
		submission: Submission,
		about: { readonly owner: string; readonly callback?: string },
	): Promise<Receipt | 'taken'>
	/** Undefined where the owner has no such submission. */
	find(owner: string, id: string): Promise<Standing | undefined>
	/** Submissions that wait or are being judged, not older than a second. */
	waiting(): Promise<number>
	/** Tells verdicts until the signal ends it; `tell` resolves when a submission is done with. */
	call(tell: (id: string, slip: Slip, verdict: Verdict) => Promise<void>, signal: AbortSignal): Promise<void>
}

export async function openDesk(broker: Broker, { days = 30, replicas = 1 } = {}): Promise<Desk> {
	const slips = await new Kvm(broker.connection).create(`${broker.names.versions}-slips`, {
		ttl: days * 86_400_000,
		replicas,
	})
	let known = { at: Number.NEGATIVE_INFINITY, count: 0 }
	return {
		async take(submission, { owner, callback }) {
			const { id, source, received, sha256 } = submission
			const slip: Slip = {
				owner,
				source,
				received: received.toISOString(),
				sha256,
				...(callback !== undefined && { callback }),
			}
			const before = await slipOf(slips, id)
			if (before !== undefined && (before.owner !== owner || before.sha256 !== sha256)) return 'taken'
			if (before === undefined) await slips.put(id, JSON.stringify(slip))
			// Known, and yet perhaps never given to the broker: it drops what it has.
			const judged = before && (await findVerdict(broker, id))
			return judged ? { id, again: true } : await submit(broker, submission)
		},
		async find(owner, id) {
			const slip = isId(id) ? await slipOf(slips, id) : undefined
			if (slip?.owner !== owner) return undefined
			const verdict = await findVerdict(broker, id)
			return verdict === undefined ? { state: 'waiting', slip } : { state: 'judged', slip, verdict }
		},
		async waiting() {
			if (performance.now() - known.at > 1_000) known = { at: performance.now(), count: await lag(broker) }
			return known.count
		},
		call: (tell, signal) => callAll(broker, slips, tell, signal),
	}
}

async function slipOf(slips: KV, id: string): Promise<Slip | undefined> {
	return (await slips.get(checkId(id)))?.json<Slip>()
}

async function callAll(
	broker: Broker,
	slips: KV,
	tell: (id: string, slip: Slip, verdict: Verdict) => Promise<void>,
	signal: AbortSignal,
): Promise<void> {
	const { names, manager, js } = broker
	const name = `${names.workers}-calls`
	const ask = async () => {
		await manager.consumers.add(names.verdicts, {
			durable_name: name,
			ack_policy: AckPolicy.Explicit,
			deliver_policy: DeliverPolicy.All,
			ack_wait: 300_000_000_000,
			max_ack_pending: 100,
			filter_subject: names.every.verdict,
		})
		const consumer = await js.consumers.get(names.verdicts, name)
		return await consumer.consume({ max_messages: 50, expires: 2_000 })
	}
	const take = async (message: JsMsg): Promise<void> => {
		const id = message.headers?.get('Recevable-Id')
		const slip = id ? await slipOf(slips, id) : undefined
		if (!id || slip?.callback === undefined) message.ack()
		// Slow listeners do not hold up the others.
		else
			void tell(id, slip, message.json<Verdict>()).then(
				() => message.ack(),
				() => message.nak(60_000),
			)
	}
	await insistently(signal, () => receive(signal, ask, take))
}
