/**
 * Who is let in when it is crowded: a document takes a seat and its bytes before it is read.
 *
 * Turning one away costs next to nothing, while a queue without end costs everybody: who would wait too long is
 * told at once. A body of unknown length is counted at the least a body can be and again when it has arrived.
 */
import type { Config } from './config.ts'
import { pace } from './pace.ts'
import { patience } from './patience.ts'
import { Problem } from './problem.ts'

export interface Admission {
	/** Takes a seat or throws `overloaded`; the seat is given back by its `leave`, once. */
	enter(bytes: number): Seat
	/** A document goes to the judge; call what is given when it has its verdict. */
	begin(bytes: number): () => void
	/** What `enter` would find full; undefined where there is room. */
	full(bytes: number): Full | undefined
	readonly taken: number
	readonly held: number
}

export interface Seat {
	/** More bytes than announced. */
	grow(bytes: number): void
	leave(): void
}

export type Full = 'waiting' | 'bytes' | 'wait'

export function admission(
	{ maxWaiting, maxHeldBytes, maxWait }: Pick<Config, 'maxWaiting' | 'maxHeldBytes' | 'maxWait'>,
	onFull: (reason: Full) => void = () => {},
): Admission {
	const ahead = pace()
	const tooLong = patience(maxWait)
	let taken = 0
	let held = 0
	const full = (bytes: number): Full | undefined => {
		if (taken >= maxWaiting) return 'waiting'
		if (maxWait > 0 && tooLong(ahead.wait)) return 'wait'
		return taken > 0 && held + bytes > maxHeldBytes ? 'bytes' : undefined
	}
	return {
		full,
		enter(bytes) {
			const reason = full(bytes)
			if (reason !== undefined) {
				onFull(reason)
				throw new Problem('overloaded', undefined, { 'retry-after': '1' })
			}
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
		begin: (bytes) => ahead.begin(bytes),
		get taken() {
			return taken
		},
		get held() {
			return held
		},
	}
}
