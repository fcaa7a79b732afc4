/**
 * A stream of documents in, a stream of results out.
 *
 * The source is read ahead of the reader, but only so far: what is being judged and what waits to be read
 * together never exceed the window. A slow reader therefore slows the source, and memory stays flat.
 *
 * One thread hands documents to all workers, so what it does for each counts: results are told without promises, and a
 * source that has its next document at once is not awaited.
 */
import { AsTheyCome, InOrder } from './outcomes.ts'
import type { Waiter } from './waiter.ts'

export interface StreamOptions {
	/** Results in the order of the documents, else as they come. In order unless told. */
	readonly ordered?: boolean
	/** Most documents taken from the source whose result has not been read. */
	readonly window: number
	/** Ends the stream with the signal's reason; documents not begun are not judged. */
	readonly signal?: AbortSignal
}

/** What judges: takes a document when there is room, and tells its result. */
export interface Judging<D, R> {
	/** Resolves when there is room; undefined where there is some at once. */
	room(): Promise<void> | undefined
	/** Tells the waiter once. */
	judge(document: D, signal: AbortSignal, waiter: Waiter<R>): void
}

/** For who has a promise of the result. */
export function promised<D, R>(
	judge: (document: D, signal: AbortSignal) => Promise<R>,
): Judging<D, R>['judge'] {
	return (document, signal, waiter) =>
		void judge(document, signal).then(
			(result) => waiter.resolve(result),
			(error: unknown) => waiter.reject(error),
		)
}

type Outcome<R> = { readonly result: R } | { readonly error: unknown }
type Step<R> = Promise<IteratorResult<R, undefined>>

/**
 * A source that fails ends the stream with its error, after the results of the documents it gave. So does a
 * document whose result is an error. Leaving the loop ends the source and drops what is not yet judged.
 */
export function judgeAll<D, R>(
	source: AsyncIterable<D> | Iterable<D>,
	judging: Judging<D, R>,
	options: StreamOptions,
): AsyncIterableIterator<R, undefined> {
	return new Stream(source, judging, options)
}

class Stream<D, R> implements AsyncIterableIterator<R, undefined> {
	readonly #source: AsyncIterable<D> | Iterable<D>
	readonly #judging: Judging<D, R>
	readonly #window: number
	readonly #signal: AbortSignal | undefined
	readonly #leaving = new AbortController()
	readonly #left: AbortSignal
	readonly #outcomes: InOrder<Outcome<R>> | AsTheyCome<Outcome<R>>
	/** Documents taken from the source, and results read. */
	#taken = 0
	#read = 0
	/** The source has no more, or failed. */
	#exhausted: { readonly error?: unknown } | undefined
	#state: 'new' | 'begun' | 'over' = 'new'
	/** Goes on taking; called when so many are read. */
	#goOn: (() => void) | undefined
	#goOnAt = 0
	/** Those who asked for results that are not there yet, oldest first. */
	#readers: PromiseWithResolvers<IteratorResult<R, undefined>>[] = []

	constructor(
		source: AsyncIterable<D> | Iterable<D>,
		judging: Judging<D, R>,
		{ ordered = true, window, signal }: StreamOptions,
	) {
		this.#source = source
		this.#judging = judging
		this.#window = window
		this.#signal = signal
		this.#left = signal === undefined ? this.#leaving.signal : AbortSignal.any([signal, this.#leaving.signal])
		this.#outcomes = ordered ? new InOrder(window) : new AsTheyCome()
	}

	[Symbol.asyncIterator](): this {
		return this
	}

	next(): Step<R> {
		if (this.#state === 'new') this.#begin()
		const step = this.#readers.length === 0 ? this.#step() : undefined
		if (step !== undefined) return step
		const reader = Promise.withResolvers<IteratorResult<R, undefined>>()
		this.#readers.push(reader)
		return reader.promise
	}

	async return(): Step<R> {
		this.#end()
		this.#serve()
		return over
	}

	/** `place`: which of the documents it was. */
	tell(place: number, outcome: Outcome<R>): void {
		this.#outcomes.put(place, outcome)
		this.#serve()
	}

	#begin(): void {
		this.#state = 'begun'
		this.#left.addEventListener('abort', this.#onLeft)
		if (!this.#left.aborted) void this.#take()
	}

	#end(): void {
		this.#state = 'over'
		this.#left.removeEventListener('abort', this.#onLeft)
		this.#leaving.abort()
		this.#goOn?.()
	}

	readonly #onLeft = (): void => {
		this.#goOn?.()
		this.#serve()
	}

	#serve(): void {
		while (this.#readers.length > 0) {
			const step = this.#step()
			if (step === undefined) return
			this.#readers.shift()!.resolve(step)
		}
	}

	/** What a reader is given next; undefined where that is not known yet. */
	#step(): Step<R> | undefined {
		if (this.#state === 'over') return Promise.resolve(over)
		if (this.#signal?.aborted) return this.#fail(this.#signal.reason)
		const outcome = this.#outcomes.next()
		if (outcome !== undefined) {
			this.#read++
			if (this.#read >= this.#goOnAt) this.#goOn?.()
			if ('error' in outcome) return this.#fail(outcome.error)
			return Promise.resolve({ done: false, value: outcome.result })
		}
		if (this.#exhausted === undefined || this.#read < this.#taken) return undefined
		if ('error' in this.#exhausted) return this.#fail(this.#exhausted.error)
		this.#end()
		return Promise.resolve(over)
	}

	#fail(error: unknown): Step<R> {
		const failed = Promise.reject(error)
		this.#end()
		return failed
	}

	async #take(): Promise<void> {
		const source = this.#source
		try {
			if (Symbol.asyncIterator in source)
				for await (const document of source) {
					const wait = this.#admit(document)
					if (wait !== undefined) await wait
					if (this.#left.aborted) return
				}
			else
				for (const document of source) {
					const wait = this.#admit(document)
					if (wait !== undefined) await wait
					if (this.#left.aborted) return
				}
			this.#exhausted = {}
		} catch (error) {
			this.#exhausted = { error }
		}
		this.#serve()
	}

	/** Resolves when the next one may come; undefined where it may at once. */
	#admit(document: D): Promise<void> | undefined {
		if (this.#left.aborted) return undefined
		const room = this.#judging.room()
		return room === undefined ? this.#give(document) : room.then(() => this.#give(document))
	}

	#give(document: D): Promise<void> | undefined {
		if (this.#left.aborted) return undefined
		this.#judging.judge(document, this.#left, new Place(this, this.#taken++))
		if (this.#taken - this.#read < this.#window) return undefined
		// Not for each that is read: to wait takes longer than to take.
		this.#goOnAt = this.#read + Math.max(1, this.#window >> 3)
		return new Promise((resolve) => {
			this.#goOn = () => {
				this.#goOn = undefined
				resolve()
			}
		})
	}
}

const over: IteratorReturnResult<undefined> = { done: true, value: undefined }

/** Where the result of one document is awaited. */
class Place<D, R> implements Waiter<R> {
	readonly #stream: Stream<D, R>
	readonly #place: number

	constructor(stream: Stream<D, R>, place: number) {
		this.#stream = stream
		this.#place = place
	}

	resolve(result: R): void {
		this.#stream.tell(this.#place, { result })
	}

	reject(error: unknown): void {
		this.#stream.tell(this.#place, { error })
	}
}
