/** How commands name the broker and the shared stores: by options, or by the environment, which may hold secrets. */
import { Fault } from '#engine'
import type { Arguments, OptionSpecs } from '../arguments.ts'
import type { BrokerOptions } from './broker.ts'

export const brokerOptions = {
	broker: {
		type: 'string',
		value: 'HOST:PORT',
		help: 'the NATS server, several with commas; 127.0.0.1:4222 unless given',
	},
	prefix: { type: 'string', value: 'NAME', help: 'of streams and subjects; recevable unless given' },
	replicas: { type: 'string', value: 'N', help: 'copies that a cluster keeps of everything; 1 unless given' },
	'ack-wait': {
		type: 'string',
		value: 'SECONDS',
		help: 'after which a silent worker’s submissions go to another; 30 unless given',
	},
	postgres: {
		type: 'string',
		value: 'URL',
		help: 'the PostgreSQL of all machines; embedded stores unless given',
	},
} as const satisfies OptionSpecs

export interface QueueSettings extends BrokerOptions {
	readonly postgres?: string
}

export function brokerOf(
	given: Arguments,
	environment: Readonly<Record<string, string | undefined>> = process.env,
): QueueSettings {
	const postgres = given.text('postgres') ?? environment.RECEVABLE_POSTGRES
	const prefix = given.text('prefix')
	const replicas = positive(given, 'replicas')
	const ackWait = positive(given, 'ack-wait')
	return {
		...brokerNamed(given.text('broker') ?? environment.RECEVABLE_BROKER ?? '127.0.0.1:4222'),
		...(prefix !== undefined && { prefix }),
		...(replicas !== undefined && { replicas }),
		...(ackWait !== undefined && { ackWait: ackWait * 1000 }),
		...(postgres !== undefined && { postgres }),
	}
}

/** Addresses with commas; the first may carry user and password, or a token, as `nats://user:password@host:4222`. */
export function brokerNamed(text: string): Pick<BrokerOptions, 'servers' | 'user' | 'password' | 'token'> {
	const addresses = text.split(',').map((address) => addressOf(address.trim()))
	const user = decodeURIComponent(addresses[0]!.username)
	const password = decodeURIComponent(addresses[0]!.password)
	return {
		servers: addresses.map(({ host }) => host),
		...(user !== '' && (password === '' ? { token: user } : { user, password })),
	}
}

function addressOf(text: string): URL {
	const url = URL.parse(text.includes('://') ? text : `nats://${text}`)
	// What it holds besides may be secret: it is not repeated.
	if (url === null || url.hostname === '') throw new Fault('usage', 'A broker is named as HOST:PORT.')
	return url
}

export function positive(given: Arguments, name: string): number | undefined {
	const text = given.text(name)
	if (text === undefined) return undefined
	const number = Number(text)
	if (Number.isInteger(number) && number > 0) return number
	throw new Fault('usage', `--${name} is a whole number from 1, not "${text}".`)
}
