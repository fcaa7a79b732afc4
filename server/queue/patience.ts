/**
 * Waiting for a broker or a database that is away while a process starts: it is asked again, further and further apart.
 *
 * What answers and refuses (a wrong password, a stream of another kind) is thrown at once; waiting would not help.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { JetStreamApiError } from '@nats-io/jetstream'
import { Fault } from '#engine'

/** Milliseconds; each pause is twice the one before. */
export interface Pauses {
	readonly first: number
	readonly longest: number
}

/** Does it until it is done. `failed` hears each error and how many came before it; what it throws ends the matter. */
export async function again<T>(
	act: () => Promise<T>,
	{ first, longest }: Pauses,
	failed: (error: unknown, before: number) => void,
): Promise<T> {
	for (let n = 0; ; n++) {
		try {
			return await act()
		} catch (error) {
			failed(error, n)
			await pause(Math.min(longest, first * 2 ** n))
		}
	}
}

/** What `act` gives, as soon as what it needs is there; `waits` hears why it is not. */
export async function untilThere<T>(
	act: () => Promise<T>,
	waits: (error: Error) => void = () => {},
): Promise<T> {
	return await again(act, { first: 100, longest: 2_000 }, (error) => {
		if (!isAway(error)) throw error
		waits(error)
	})
}

/** Classes of SQLSTATE that say that the database goes or comes: connection, resources, intervention. */
const passing = ['08', '53', '57']

/** A broker, or an account of it, that is not set up for streams: codes of the broker. */
const withoutStreams = [10_039, 10_076]

/** Words and codes of clients whose server is not there. */
const lost =
	/time(d )?out|connection (closed|ended|lost|refused|reset|terminated)|disconnect|no responders|ECONN|EPIPE|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT/i

/** It did not answer, or said that it is not ready. */
export function isAway(error: unknown): error is Error {
	if (!(error instanceof Error) || error instanceof Fault) return false
	if (error instanceof JetStreamApiError) return error.status === 503 && !withoutStreams.includes(error.code)
	// A broker that is still opening its streams is told from one that has none by who said so.
	if (error.cause instanceof Error) return isAway(error.cause)
	const { code } = error as { code?: unknown }
	if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return passing.includes(code.slice(0, 2))
	return lost.test(`${error.name} ${error.message} ${String(code)}`)
}
