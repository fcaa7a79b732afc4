/** When judging has to end: a document that is too slow is refused. */
import type { Unreadable } from './reading/reading.ts'

export class Deadline {
	readonly #clock: () => number
	#start: number
	readonly #allowed: number

	constructor(clock: () => number, allowed: number) {
		this.#clock = clock
		this.#start = clock()
		this.#allowed = allowed
	}

	passed(): boolean {
		return this.#clock() - this.#start > this.#allowed
	}

	/** Work that is not the document's, such as making a rule set: its time does not count. */
	apart<T>(work: () => T): T {
		const from = this.#clock()
		try {
			return work()
		} finally {
			this.#start += this.#clock() - from
		}
	}

	failure(): Unreadable {
		const count = String(Math.round(this.#clock() - this.#start))
		return { id: 'READ-LIMIT', values: { limit: 'milliseconds', allowed: String(this.#allowed), count } }
	}
}
