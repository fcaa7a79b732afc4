/** Documents that signals may abort: one listener a signal, however many documents hang on it. */
import type { Entry } from './lane.ts'

export class Aborts<C, R> {
	readonly #entries = new WeakMap<AbortSignal, Set<Entry<C, R>>>()
	readonly #abort: (entry: Entry<C, R>, reason: unknown) => void

	/** `abort` is called for each document that has no result when its signal aborts. */
	constructor(abort: (entry: Entry<C, R>, reason: unknown) => void) {
		this.#abort = abort
	}

	/** Until the document is taken out of `entry.among`, when it has its result. */
	listen(signal: AbortSignal, entry: Entry<C, R>): void {
		entry.among = this.#of(signal)
		entry.among.add(entry)
	}

	#of(signal: AbortSignal): Set<Entry<C, R>> {
		const known = this.#entries.get(signal)
		if (known !== undefined) return known
		const entries = new Set<Entry<C, R>>()
		this.#entries.set(signal, entries)
		signal.addEventListener('abort', () => {
			for (const entry of entries) this.#abort(entry, signal.reason)
		})
		return entries
	}
}
