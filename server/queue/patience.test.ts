/** What is waited for while a process starts, and what is thrown at once. */
import { JetStreamApiError } from '@nats-io/jetstream'
import { expect, test } from 'vitest'
import { Fault } from '#engine'
import { isAway, untilThere } from './patience.ts'

const coded = (code: string) => Object.assign(new Error(code), { code })
const answer = (code: number, err_code: number) => new JetStreamApiError({ code, err_code, description: '' })
// As the client says both.
const unready = (cause: Error) => new Error('jetstream is not enabled', { cause })
const errors: [what: string, error: unknown, away: boolean][] = [
	['nobody listens', coded('ECONNREFUSED'), true],
	['no answer', new Error('timeout'), true],
	['a database that starts', coded('57P03'), true],
	['a database that ends', coded('57P01'), true],
	['a lost connection', coded('08006'), true],
	['one cut while asking', new Error('Connection terminated unexpectedly'), true],
	['a broker without its streams', new Error('no responders'), true],
	['a table that is not there', coded('42P01'), false],
	['a wrong password', coded('28P01'), false],
	['a broker that says no', new Error('Authorization Violation'), false],
	['a broker that starts', answer(503, 10008), true],
	['a broker that still opens its streams', unready(new Error('no responders')), true],
	['an account without streams', unready(answer(503, 10039)), false],
	['a broker without streams', answer(503, 10076), false],
	['a stream of another kind', answer(400, 10058), false],
	['a Fault', new Fault('store-unavailable', ''), false],
	['a slip of ours', new TypeError('x is not a function'), false],
]
test.each(errors)('%s', (_, error, away) => expect(isAway(error)).toBe(away))

test('asks again until it is there', async () => {
	const heard: string[] = []
	let asked = 0
	const given = await untilThere(
		async () => {
			if (++asked < 4) throw coded('ECONNREFUSED')
			return 'there'
		},
		({ message }) => heard.push(message),
	)
	expect([given, asked, heard]).toEqual(['there', 4, ['ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED']])
})

test('does not ask who refuses again', async () => {
	let asked = 0
	const act = async () => {
		asked++
		throw new Fault('store-unavailable', 'no')
	}
	await expect(untilThere(act)).rejects.toThrow('no')
	expect(asked).toBe(1)
})
