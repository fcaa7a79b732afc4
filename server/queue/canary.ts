/**
 * A new version of the rules tried on real traffic: it judges copies, decides nothing, and tells where it differs.
 *
 * A share of the submissions, the same ones for the same share, is copied for those who work as canaries. They
 * wait for the verdict that stands and publish a difference where theirs is another one. Nobody is told of it but
 * the rules team, and a canary that falls behind or dies holds nobody up: copies grow old and go.
 */
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { AckPolicy, DiscardPolicy, type JsMsg, RetentionPolicy, StorageType } from '@nats-io/jetstream'
import { type ObjectStore, Objm } from '@nats-io/obj'
import { nanos } from '@nats-io/transport-node'
import type { Decision, Verdict } from '#rules'
import { type Broker, consumer, stream } from './broker.ts'
import { everything, insistently, receive } from './receive.ts'
import { headersOf, inlineBytes, type Letter, letterOf } from './submission.ts'
import { findVerdict, ruleSetsDigest } from './verdicts.ts'
import type { JudgeLetter } from './work.ts'

export interface Difference {
	readonly id: string
	readonly source: string
	readonly decided: Side
	readonly canary: Side
	/** Rules that refuse in one of the two alone. */
	readonly gone: readonly string[]
	readonly added: readonly string[]
}

interface Side {
	readonly verdict: Decision
	/** Digest of the rule sets. */
	readonly ruleSets: string
}

/** Whether a submission is among so many percent. */
export function sampled(id: string, percent: number): boolean {
	return createHash('sha256').update(id).digest().readUInt32BE(0) < (percent / 100) * 2 ** 32
}

/** Where two verdicts on one submission differ; undefined where they say the same. */
export function differenceOf(id: string, decided: Verdict, canary: Verdict): Difference | undefined {
	const [before, after] = [refusing(decided), refusing(canary)]
	const gone = [...before].filter((rule) => !after.has(rule))
	const added = [...after].filter((rule) => !before.has(rule))
	if (decided.verdict === canary.verdict && gone.length + added.length === 0) return undefined
	const side = (verdict: Verdict): Side => ({ verdict: verdict.verdict, ruleSets: ruleSetsDigest(verdict) })
	return { id, source: decided.source, decided: side(decided), canary: side(canary), gone, added }
}

function refusing({ rejections, findings }: Verdict): Set<string> {
	const indexes = rejections.flatMap(({ findings: of }) => of)
	return new Set(indexes.map((index) => findings[index]?.rule).filter((rule) => rule !== undefined))
}

const hour = 3_600_000

/** Streams of copies and differences and the bucket of large copies, made where they are not there. */
export async function layOut({ manager, names, js }: Broker): Promise<void> {
	await stream(manager, {
		name: names.copies,
		subjects: [names.every.copy],
		retention: RetentionPolicy.Workqueue,
		storage: StorageType.File,
		discard: DiscardPolicy.Old,
		max_bytes: 256 * 2 ** 20,
		max_age: nanos(6 * hour),
	})
	await stream(manager, {
		name: names.differences,
		subjects: [names.every.difference],
		storage: StorageType.File,
		discard: DiscardPolicy.Old,
		max_bytes: 256 * 2 ** 20,
		max_age: nanos(30 * 24 * hour),
	})
	await consumer(manager, names.copies, {
		durable_name: `${names.workers}-canary`,
		ack_policy: AckPolicy.Explicit,
		ack_wait: nanos(60_000),
		max_deliver: 3,
	})
	await new Objm(js).create(names.copiedPayloads, {
		storage: StorageType.File,
		max_bytes: 256 * 2 ** 20,
		ttl: nanos(6 * hour),
	})
}

/**
 * Copies a submission for the canaries. The payload of a large one goes with its verdict, so the copy has a payload of
 * its own; where there is no room for it, it is not copied.
 */
export async function copy(broker: Broker, letter: Letter, bytes: Uint8Array): Promise<void> {
	const { js, names } = broker
	const { id } = letter
	const inline = bytes.length <= inlineBytes
	if (!inline)
		try {
			await (await copiedPayloads(broker)).putBlob({ name: id }, bytes)
		} catch {
			return
		}
	await js.publish(names.copy(id), inline ? bytes : new Uint8Array(), {
		msgID: `copy.${id}`,
		headers: headersOf({ ...letter, inline }),
	})
}

const copiedPayloads = ({ js, names }: Broker): Promise<ObjectStore> =>
	new Objm(js).open(names.copiedPayloads, false)

export interface CanaryOptions {
	readonly signal: AbortSignal
	readonly onDifference?: (difference: Difference) => void
	/** Milliseconds to wait for the verdict that stands; 30,000 unless given. */
	readonly patience?: number
}

/** Judges copies until the signal ends it. */
export async function sing(broker: Broker, judge: JudgeLetter, options: CanaryOptions): Promise<void> {
	const { signal } = options
	await layOut(broker)
	const ask = async () => {
		const copies = await broker.js.consumers.get(broker.names.copies, `${broker.names.workers}-canary`)
		return await copies.fetch({ max_messages: 64, expires: 1_000 })
	}
	await insistently(signal, async () => {
		const hands: Promise<void>[] = []
		await receive(signal, ask, (message) => void hands.push(one(broker, judge, message, options)))
		await Promise.all(hands)
	})
}

async function one(
	broker: Broker,
	judge: JudgeLetter,
	message: JsMsg,
	{ signal, patience = 30_000, onDifference }: CanaryOptions,
): Promise<void> {
	try {
		const letter = letterOf(message.headers)
		const payloads = letter.inline ? undefined : await copiedPayloads(broker)
		const bytes = payloads ? await payloads.getBlob(letter.id) : message.data
		if (bytes === null) return message.term('its payload grew old')
		const canary = await judge(bytes, letter, signal)
		const decided = await standing(broker, letter, patience, signal)
		const difference = decided && differenceOf(letter.id, decided, canary)
		if (difference !== undefined) {
			await broker.js.publish(broker.names.difference(letter.id), JSON.stringify(difference), {
				msgID: `difference.${letter.id}`,
			})
			onDifference?.(difference)
		}
		message.ack()
		await payloads?.delete(letter.id).catch(() => {})
	} catch {
		message.nak(5_000)
	}
}

async function standing(
	broker: Broker,
	{ id, group }: Letter,
	patience: number,
	signal: AbortSignal,
): Promise<Verdict | undefined> {
	const until = performance.now() + patience
	for (;;) {
		const verdict = await findVerdict(broker, id, group)
		if (verdict !== undefined || performance.now() > until || signal.aborted) return verdict
		await pause(200)
	}
}

/** The differences found so far, oldest first. */
export async function* differences(broker: Broker): AsyncGenerator<Difference> {
	for await (const message of everything(broker, broker.names.differences)) yield message.json<Difference>()
}
