/** Documents that signals may abort: one listener a signal, however many documents hang on it. */
import type { Entry } from './entry.ts'

/** Documents that hang on one signal, in no order. */
export class Among<C, R> {
	// Not a Set: one that things come and go through leaves its former tables behind in a chain, and all that stood
	// in them is taken for alive.
	readonly #entries: Entry<C, R>[] = []

	add(entry: Entry<C, R>): void {
		entry.among = this
		entry.place = this.#entries.length
		this.#entries.push(entry)
	}

	delete(entry: Entry<C, R>): void {
		const last = this.#entries.pop()!
		entry.among = undefined
		if (last === entry) return
		this.#entries[entry.place] = last
		last.place = entry.place
	}

	all(): readonly Entry<C, R>[] {
		return [...this.#entries]
	}
}

export class Aborts<C, R> {
	readonly #among = new WeakMap<AbortSignal, Among<C, R>>()
	readonly #abort: (entry: Entry<C, R>, reason: unknown) => void

	/** `abort` is called for each document that has no result when its signal aborts. */
	constructor(abort: (entry: Entry<C, R>, reason: unknown) => void) {
		this.#abort = abort
	}

	/** Until the document is taken out of `entry.among`, when it has its result. */
	listen(signal: AbortSignal, entry: Entry<C, R>): void {
		this.#of(signal).add(entry)
	}

	#of(signal: AbortSignal): Among<C, R> {
		const known = this.#among.get(signal)
		if (known !== undefined) return known
		const among = new Among<C, R>()
		this.#among.set(signal, among)
		signal.addEventListener('abort', () => {
			for (const entry of among.all()) this.#abort(entry, signal.reason)
		})
		return among
	}
}
