/**
 * A queue worker: takes submissions, judges them, and publishes one verdict for each.
 *
 * A submission is let go only when its verdict stands on the broker, so whatever dies in between, it comes back.
 * While it is judged the broker is told that it is in good hands. What is missing for the moment (the broker, the
 * stores) is waited for with the submission in hand, so that an outage costs no attempt; only a death does, and
 * one that has cost too many workers their life goes to the dead letters, with an `undecided` verdict.
 */
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream'
import { headers } from '@nats-io/transport-node'
import { Fault } from '#engine'
import { abandon, type Verdict } from '#rules'
import type { Broker } from './broker.ts'
import { again } from './patience.ts'
import { attempt, receive } from './receive.ts'
import { bytesOf, type Letter, letterOf } from './submission.ts'
import { findVerdict, publishVerdict } from './verdicts.ts'

/** Judges one submission. A rejection other than a Fault of the document means: not now, try again. */
export type JudgeLetter = (bytes: Uint8Array, letter: Letter, signal: AbortSignal) => Promise<Verdict>

export interface WorkOptions {
	/** Submissions in hand at a time; 128 unless given. */
	readonly window?: number
	/** Deliveries after which a submission is given up; 8 unless given. */
	readonly maxDeliveries?: number
	/** Ends the work: what is in hand is finished, nothing new is taken. */
	readonly signal: AbortSignal
	/** Keeps the verdict that stands, before its submission is let go. Doing it twice must do no harm. */
	readonly keep?: Keep
	readonly onEvent?: (event: WorkEvent) => void
}

export type Keep = (letter: Letter, verdict: Verdict) => Promise<void>

export type WorkEvent =
	| { readonly kind: 'judged'; readonly letter: Letter; readonly verdict: Verdict; readonly first: boolean }
	| { readonly kind: 'dead'; readonly id: string; readonly reason: string }
	| { readonly kind: 'waiting'; readonly for: string; readonly error: string }

/** Between two attempts at what does not answer. */
const pauses = { first: 50, longest: 5_000 }

/** Works until the signal ends it; resolves when nothing is in hand any more. */
export async function work(broker: Broker, judge: JudgeLetter, options: WorkOptions): Promise<void> {
	const { window = 128, signal, onEvent } = options
	const hands = new Set<Promise<void>>()
	const held = new Set<JsMsg>()
	const beat = setInterval(
		() => {
			for (const message of held) message.working()
		},
		Math.ceil(broker.ackWait / 3),
	)
	beat.unref()
	const take = (message: JsMsg): void => {
		held.add(message)
		const done = one(broker, judge, message, options).finally(() => {
			held.delete(message)
			hands.delete(done)
		})
		hands.add(done)
	}
	const ask = () => asked(broker, window - hands.size)
	const waiting = (error: unknown): void =>
		onEvent?.({ kind: 'waiting', for: 'broker', error: wordsOf(error) })
	try {
		while (!signal.aborted) {
			// Asking for a few at a time would cost more than judging them.
			if (hands.size > window / 2) await Promise.race(hands)
			else await attempt(signal, () => receive(signal, ask, take), waiting)
		}
		await Promise.all(hands)
	} finally {
		clearInterval(beat)
	}
}

/**
 * How long one question stays open, and how often the broker says meanwhile that it is there, in milliseconds. Of
 * less than three such words the client may count the end of the question as two that are missing.
 */
const asking = { expires: 3_000, idle_heartbeat: 1_000 }

/** Up to so many submissions, as many as come within a short while. */
async function asked(broker: Broker, count: number): Promise<ConsumerMessages> {
	const workers = await broker.workers()
	return await workers.fetch({ max_messages: count, ...asking })
}

async function one(broker: Broker, judge: JudgeLetter, message: JsMsg, options: WorkOptions): Promise<void> {
	const { maxDeliveries = 8, keep, onEvent } = options
	let letter: Letter
	try {
		letter = letterOf(message.headers)
	} catch (error) {
		await bury(broker, message, `message-${message.seq}`, wordsOf(error), options)
		return
	}
	const deliveries = message.info.deliveryCount
	const lost = deliveries > maxDeliveries
	const verdict = lost
		? abandonLetter(letter, new Fault('worker-lost', reasonOf(deliveries)))
		: await insist('stores', options, async () => await judged(broker, judge, message, letter, options))
	if (lost) await keepDead(broker, message, letter.id, reasonOf(deliveries), options)
	const first = await insist('broker', options, () => publishVerdict(broker, letter, verdict))
	if (keep !== undefined)
		await insist('stores', options, async () => {
			// Another worker's verdict may be the one that stands.
			const standing = first ? verdict : await findVerdict(broker, letter.id, letter.group)
			await keep(letter, standing ?? verdict)
		})
	onEvent?.({ kind: 'judged', letter, verdict, first })
	if (!letter.inline) await broker.payloads.delete(letter.id).catch(() => {})
	// Unanswered, it comes back and finds its verdict.
	await message.ackAck().catch(() => {})
}

const reasonOf = (deliveries: number): string => `given out ${deliveries - 1} times without a verdict`

/** The verdict: the one that stands already, or a new one. */
async function judged(
	broker: Broker,
	judge: JudgeLetter,
	message: JsMsg,
	letter: Letter,
	{ signal }: WorkOptions,
): Promise<Verdict> {
	// Given out before: another may have come as far as the verdict, and the payload gone with it.
	if (message.info.redelivered) {
		const standing = await findVerdict(broker, letter.id, letter.group)
		if (standing !== undefined) return standing
	}
	const bytes = await bytesOf(broker, letter, message.data)
	if (bytes === undefined) {
		const standing = await findVerdict(broker, letter.id, letter.group)
		return standing ?? abandonLetter(letter, new Fault('internal', 'The payload is not in the object store.'))
	}
	return await judge(bytes, letter, signal)
}

function abandonLetter({ source, sha256, size, asOf }: Letter, fault: Fault): Verdict {
	return abandon({ source, asOf, document: { sha256, bytes: size } }, fault)
}

/** Does it until it is done, and says now and then what it waits for. */
async function insist<T>(what: string, { onEvent }: WorkOptions, act: () => Promise<T>): Promise<T> {
	return await again(act, pauses, (error, before) => {
		if (before % 10 === 0) onEvent?.({ kind: 'waiting', for: what, error: wordsOf(error) })
	})
}

/** Keeps a message that cannot be judged, with the reason. */
async function keepDead(
	broker: Broker,
	{ data, headers: given }: JsMsg,
	id: string,
	reason: string,
	options: WorkOptions,
): Promise<void> {
	const said = headers()
	for (const [name, values] of given ?? [])
		if (name.startsWith('Recevable-')) for (const value of values) said.append(name, value)
	said.set('Recevable-Reason', encodeURIComponent(reason))
	await insist('broker', options, () =>
		broker.js.publish(broker.names.deadLetter(id), data, { msgID: `dead.${id}`, headers: said }),
	)
	options.onEvent?.({ kind: 'dead', id, reason })
}

async function bury(
	broker: Broker,
	message: JsMsg,
	id: string,
	reason: string,
	options: WorkOptions,
): Promise<void> {
	await keepDead(broker, message, id, reason, options)
	message.term(reason)
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
