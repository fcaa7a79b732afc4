/**
 * A stream of documents in, a stream of results out.
 *
 * The source is read ahead of the reader, but only so far: what is being judged and what waits to be read
 * together never exceed the window. A slow reader therefore slows the source, and memory stays flat.
 */

export interface StreamOptions {
	/** Results in the order of the documents, else as they come. In order unless told. */
	readonly ordered?: boolean
	/** Most documents taken from the source whose result has not been read. */
	readonly window: number
	/** Ends the stream with the signal's reason; documents not begun are not judged. */
	readonly signal?: AbortSignal
}

/** What judges: takes a document when there is room, and gives its result. */
export interface Judging<D, R> {
	/** Resolves when there is room; undefined where there is some at once. */
	room(): Promise<void> | undefined
	judge(document: D, signal: AbortSignal): Promise<R>
}

type Outcome<R> = { readonly result: R } | { readonly error: unknown }

/**
 * A source that fails ends the stream with its error, after the results of the documents it gave. So does a
 * document whose result is an error. Leaving the loop ends the source and drops what is not yet judged.
 */
export async function* judgeAll<D, R>(
	source: AsyncIterable<D> | Iterable<D>,
	{ room, judge }: Judging<D, R>,
	{ ordered = true, window, signal }: StreamOptions,
): AsyncGenerator<R, void, undefined> {
	signal?.throwIfAborted()
	const leaving = new AbortController()
	const left = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal])
	const outcomes = ordered ? new InOrder<Outcome<R>>(window) : new AsTheyCome<Outcome<R>>()
	const bell = new Bell()
	left.addEventListener('abort', bell.ring)
	let taken = 0
	let read = 0
	let ended: { readonly error?: unknown } | undefined

	const give = (document: D): void => {
		const place = taken++
		void judge(document, left).then(
			(result) => {
				outcomes.put(place, { result })
				bell.ring()
			},
			(error: unknown) => {
				outcomes.put(place, { error })
				bell.ring()
			},
		)
	}

	const take = async (): Promise<void> => {
		try {
			for await (const document of source) {
				if (left.aborted) return
				const free = room()
				if (free !== undefined) await free
				if (left.aborted) return
				give(document)
				while (taken - read >= window && !left.aborted) await bell.next()
				if (left.aborted) return
			}
			ended = {}
		} catch (error) {
			ended = { error }
		} finally {
			bell.ring()
		}
	}

	void take()
	try {
		for (;;) {
			signal?.throwIfAborted()
			const outcome = outcomes.next()
			if (outcome !== undefined) {
				read++
				bell.ring()
				if ('error' in outcome) throw outcome.error
				yield outcome.result
			} else if (ended !== undefined && read === taken) {
				if ('error' in ended) throw ended.error
				return
			} else await bell.next()
		}
	} finally {
		leaving.abort()
		left.removeEventListener('abort', bell.ring)
	}
}

/** Wakes everyone who waits when something happened. */
class Bell {
	// Rung far more often than waited for.
	#waiting: (() => void)[] = []

	readonly ring = (): void => {
		if (this.#waiting.length > 0) for (const wake of this.#waiting.splice(0)) wake()
	}

	next(): Promise<void> {
		return new Promise((resolve) => this.#waiting.push(resolve))
	}
}

// Neither is a Map: one that things come and go through leaves its former tables behind in a chain, and all that
// stood in them is taken for alive.

/** What was put at 0, 1, 2 …, given in that order as far as it is there. */
class InOrder<T> {
	/** What is at n stands at n modulo the length: no more than that is under way. */
	readonly #places: (T | undefined)[]
	#next = 0

	constructor(most: number) {
		this.#places = new Array<T | undefined>(most).fill(undefined)
	}

	put(place: number, item: T): void {
		this.#places[place % this.#places.length] = item
	}

	next(): T | undefined {
		const place = this.#next % this.#places.length
		const item = this.#places[place]
		if (item === undefined) return undefined
		this.#places[place] = undefined
		this.#next++
		return item
	}
}

class AsTheyCome<T> {
	#came: T[] = []
	/** Those that are being given, the next one last. */
	#going: T[] = []

	put(_: number, item: T): void {
		this.#came.push(item)
	}

	next(): T | undefined {
		if (this.#going.length === 0) {
			this.#going = this.#came.reverse()
			this.#came = []
		}
		return this.#going.pop()
	}
}
