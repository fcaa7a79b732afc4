/**
 * The one end of each document: its result, a Fault, or the reason of the signal that aborted it.
 *
 * Several may be about to end the same document, such as its worker and its deadline: the first does, and of the
 * others nobody hears.
 */
import type { Fault } from '../fault.ts'
import { Aborts } from './abort.ts'
import { Entry } from './entry.ts'
import type { Job } from './job.ts'
import type { Waiter } from './waiter.ts'

export class Ends<C, R> {
	/** How many documents ended how. */
	readonly counts = { judged: 0, faults: 0, aborted: 0 }
	readonly #ended: (entry: Entry<C, R>) => void
	readonly #aborts = new Aborts<C, R>((entry, reason) => {
		this.#settle(entry, 'aborted')?.reject(reason)
	})

	/** `ended` is called with each document that has its end. */
	constructor(ended: (entry: Entry<C, R>) => void) {
		this.#ended = ended
	}

	/** A document that waits for its end, of which the waiter is told. */
	open(job: Job<C>, waiter: Waiter<R>, signal: AbortSignal | undefined): Entry<C, R> {
		const entry = new Entry<C, R>(job, waiter)
		if (signal !== undefined) this.#aborts.listen(signal, entry)
		return entry
	}

	judged(entry: Entry<C, R>, result: R): void {
		this.#settle(entry, 'judged')?.resolve(result)
	}

	giveUp(entry: Entry<C, R>, fault: Fault): void {
		this.#settle(entry, 'faults')?.reject(fault)
	}

	/** Who is to be told; undefined where it had its end. */
	#settle(entry: Entry<C, R>, end: keyof Ends<C, R>['counts']): Waiter<R> | undefined {
		const { waiter } = entry
		if (waiter === undefined) return undefined
		entry.job = undefined
		entry.waiter = undefined
		entry.among?.delete(entry)
		this.counts[end]++
		this.#ended(entry)
		return waiter
	}
}
