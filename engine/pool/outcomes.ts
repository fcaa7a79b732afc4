/**
 * What came of documents, until it is read: in their order or as it came.
 *
 * Neither is a Map: one that things come and go through leaves its former tables behind in a chain, and all that
 * stood in them is taken for alive.
 */

/** What was put at 0, 1, 2 …, given in that order as far as it is there. */
export class InOrder<T> {
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

/** What came, the oldest first. */
export class AsTheyCome<T> {
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
