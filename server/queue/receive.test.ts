import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream'
import { expect, test } from 'vitest'
import { insistently, receive } from './receive.ts'

/** A consumer that has these messages, and then waits until it is closed. */
function waiting(count: number): { messages: ConsumerMessages; closed: Promise<void> } {
	const end = Promise.withResolvers<void>()
	async function* brought(): AsyncGenerator<JsMsg> {
		for (let seq = 1; seq <= count; seq++) yield { seq } as JsMsg
		await end.promise
	}
	const messages = Object.assign(brought(), { close: async () => end.resolve() })
	return { messages: messages as unknown as ConsumerMessages, closed: end.promise }
}

test('each message is taken, one after the other, until the signal comes', async () => {
	const ending = new AbortController()
	const { messages } = waiting(3)
	const taken: number[] = []
	await receive(
		ending.signal,
		async () => messages,
		async ({ seq }) => {
			await new Promise(setImmediate)
			taken.push(seq)
			if (seq === 3) ending.abort()
		},
	)
	expect(taken).toEqual([1, 2, 3])
})

test('a signal that came while the broker was asked ends it', async () => {
	const ending = new AbortController()
	const { messages, closed } = waiting(0)
	await receive(
		ending.signal,
		async () => {
			ending.abort()
			return messages
		},
		() => {},
	)
	await closed
})

test('a broker that does not answer is asked again', async () => {
	const ending = new AbortController()
	let asked = 0
	await insistently(ending.signal, async () => {
		if (++asked === 1) throw new Error('no responders')
		ending.abort()
	})
	expect(asked).toBe(2)
})
