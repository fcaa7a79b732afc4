/**
 * Who is let in when it is crowded: a document takes a seat and its bytes before it is read.
 *
 * Turning one away costs next to nothing, while a queue without end costs everybody. A body of unknown
 * length is counted at the least a body can be and again when it has arrived.
 */
import type { Config } from './config.ts'
import { Problem } from './problem.ts'

export interface Admission {
	/** Takes a seat or throws `overloaded`; the seat is given back by its `leave`, once. */
	enter(bytes: number): Seat
	readonly taken: number
	readonly held: number
}

export interface Seat {
	/** More bytes than announced. */
	grow(bytes: number): void
	leave(): void
}

export type Full = 'waiting' | 'bytes'

export function admission(
	{ maxWaiting, maxHeldBytes }: Pick<Config, 'maxWaiting' | 'maxHeldBytes'>,
	onFull: (reason: Full) => void = () => {},
): Admission {
	let taken = 0
	let held = 0
	const refuse = (reason: Full): never => {
		onFull(reason)
		throw new Problem('overloaded', undefined, { 'retry-after': '1' })
	}
	return {
		enter(bytes) {
			if (taken >= maxWaiting) refuse('waiting')
			if (taken > 0 && held + bytes > maxHeldBytes) refuse('bytes')
			let own = bytes
			taken++
			held += bytes
			let left = false
			return {
				grow(whole) {
					if (left || whole <= own) return
					held += whole - own
					own = whole
				},
				leave() {
					if (left) return
					left = true
					taken--
					held -= own
				},
			}
		},
		get taken() {
			return taken
		},
		get held() {
			return held
		},
	}
}
