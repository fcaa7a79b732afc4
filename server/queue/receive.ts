/**
 * What a consumer of the broker brings, message by message, until a signal ends it.
 *
 * What was not handed on when the signal came is not acknowledged, so it comes back to whoever asks next.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream'
import type { Broker } from './broker.ts'

/** Asks the broker. */
export type Ask = () => Promise<ConsumerMessages>

/** Takes a message; the next one waits until it resolves. */
export type Take = (message: JsMsg) => void | Promise<void>

/** Hands on what one question brings; rejects where the broker does not answer. */
export async function receive(signal: AbortSignal, ask: Ask, take: Take): Promise<void> {
	const messages = await ask()
	const stop = () => void messages.close()
	signal.addEventListener('abort', stop, { once: true })
	if (signal.aborted) stop()
	try {
		for await (const message of messages) await take(message)
	} finally {
		signal.removeEventListener('abort', stop)
	}
}

/** What a stream holds now, oldest first. */
export async function* everything({ js, manager }: Broker, stream: string): AsyncGenerator<JsMsg> {
	const { state } = await manager.streams.info(stream)
	if (state.messages === 0) return
	const messages = await (await js.consumers.get(stream)).consume({ max_messages: 500 })
	for await (const message of messages) {
		yield message
		if (message.info.pending === 0) return
	}
}

/** Milliseconds until a broker that did not answer is asked again. */
const patience = 500

/** Does it once; a broker that does not answer is waited for a little, for the next attempt. */
export async function attempt(
	signal: AbortSignal,
	act: () => Promise<void>,
	failed?: (error: unknown) => void,
): Promise<void> {
	try {
		await act()
	} catch (error) {
		if (signal.aborted) return
		failed?.(error)
		await pause(patience)
	}
}

/** Does it again and again until the signal ends it. */
export async function insistently(signal: AbortSignal, act: () => Promise<void>): Promise<void> {
	while (!signal.aborted) await attempt(signal, act)
}
