/**
 * How long a document would wait now: what is inside, at the rate at which it leaves (Little's law).
 *
 * The rate is that of the last second or so in which there was something to do, in bytes, so that one large document
 * does not pass for many small ones. A few documents are always let in, or the judge would run dry.
 */

export interface Pace {
	/** A document goes to the judge; call what is given when it has its verdict. */
	begin(bytes: number): () => void
	/** Milliseconds until a document that came now would have its verdict; 0 while few are inside. */
	readonly wait: number
}

/** What a document costs besides its bytes, in bytes. */
const fixedCost = 4000
/** Milliseconds after which what was measured counts half. */
const halfLife = 700
/** Documents inside that are no crowd. */
const few = 16

export function pace(now: () => number = () => performance.now()): Pace {
	let [count, inside] = [0, 0]
	/** Milliseconds with something inside, and bytes that left in them, both fading. */
	let [busy, left] = [0, 0]
	let last = now()
	const pass = (): void => {
		const time = now()
		if (count > 0) {
			const fade = 0.5 ** ((time - last) / halfLife)
			busy = busy * fade + (time - last)
			left *= fade
		}
		last = time
	}
	return {
		begin(bytes) {
			const own = bytes + fixedCost
			pass()
			count++
			inside += own
			return () => {
				pass()
				count--
				inside -= own
				left += own
			}
		},
		get wait() {
			return count < few || left === 0 ? 0 : (inside * busy) / left
		},
	}
}
