/**
 * Documents that wait for a worker, and which of them the next free worker takes.
 *
 * Two lines. Small documents leave in groups, which spares hand-overs; a large one leaves alone. Large ones
 * never hold every worker: one worker is left to the small ones, so a file of 100 MB keeps nobody waiting.
 * Where there is but one worker, a large document lets small ones pass until they outweigh it.
 * Documents of a worker that died go first, and those it was judging alone.
 */

export interface Waiting {
	/** Bytes. */
	readonly size: number
	/** Its worker died while judging it: it is given a worker to itself. */
	readonly alone?: boolean
	/** Nobody waits for its verdict any more: it is passed over when its turn comes. */
	readonly settled: boolean
}

export interface QueueOptions {
	/** A document of so many bytes is large. */
	readonly largeBytes: number
	/** A group is closed when it has so many documents or bytes. */
	readonly groupDocuments: number
	readonly groupBytes: number
}

export interface Workers {
	readonly workers: number
	/** How many of them hold a large document. */
	readonly large: number
	/** Documents that all of them have still to judge, and that the one which takes has; none unless given. */
	readonly held?: number
	readonly own?: number
	/** It is to wait behind what the worker judges: small ones only, and none that a worker died on. */
	readonly behind?: boolean
	/** Most documents of a group, where that is less than the queue's own. */
	readonly most?: number
}

/** Fewer are not handed over at a time where more wait. */
const handful = 8

export class Queue<W extends Waiting> {
	/** Documents that wait, and their bytes. */
	documents = 0
	bytes = 0
	readonly #options: QueueOptions
	readonly #again: W[] = []
	readonly #small = new Line<W>()
	readonly #large = new Line<W>()
	/** Bytes of small documents that left while the first large one waited. */
	#passed = 0

	constructor(options: QueueOptions) {
		this.#options = options
	}

	isLarge(size: number): boolean {
		return size >= this.#options.largeBytes
	}

	push(waiting: W): void {
		this.#count(waiting, 1)
		this.#lineOf(waiting).push(waiting)
	}

	/** Documents taken before that must be taken again, in the order in which they came. */
	putBack(taken: readonly W[]): void {
		for (const waiting of taken) {
			this.#count(waiting, 1)
			this.#again.push(waiting)
		}
	}

	/** What the next free worker takes: undefined when nothing waits that it may have. */
	take(now: Workers): W[] | undefined {
		this.#dropSettled()
		if (now.behind) return this.#again.length > 0 ? undefined : this.#takeGroup(now)
		const again = this.#takeAgain(now)
		if (again !== undefined) return again
		const large = this.#large.first()
		if (large !== undefined && this.#mayStart(large.item, now)) {
			const small = this.#small.first()
			// One worker: the large one has waited long enough. Several: who came first.
			if (small === undefined || now.workers === 1 || large.number < small.number) {
				this.#passed = 0
				return [this.#taken(this.#large.shift()!)]
			}
		}
		return this.#takeGroup(now)
	}

	/** One that waits was settled: it counts no more. */
	forget(waiting: W): void {
		this.#count(waiting, -1)
	}

	/** Everything that waits, taken out. */
	drain(): W[] {
		const all = [...this.#again.splice(0), ...this.#small.drain(), ...this.#large.drain()]
		this.documents = 0
		this.bytes = 0
		this.#passed = 0
		return all.filter(({ settled }) => !settled)
	}

	#mayStart(large: W, { workers, large: held }: Workers): boolean {
		if (workers > 1) return held < workers - 1
		return this.#small.first() === undefined || this.#passed >= large.size
	}

	#takeAgain(now: Workers): W[] | undefined {
		const held = now.workers > 1 && now.large >= now.workers - 1
		const first = this.#again.findIndex(({ size }) => !(held && this.isLarge(size)))
		if (first < 0) return undefined
		let end = first + 1
		// Those that the dead worker had not begun may travel together again.
		const together = (waiting: W): boolean => !waiting.alone && !this.isLarge(waiting.size)
		if (together(this.#again[first]!)) while (end < this.#again.length && together(this.#again[end]!)) end++
		return this.#again.splice(first, end - first).map((waiting) => this.#taken(waiting))
	}

	#takeGroup({ workers, held = 0, own = 0, most: few = Number.POSITIVE_INFINITY }: Workers): W[] | undefined {
		const { groupDocuments, groupBytes } = this.#options
		const share = Math.ceil((this.#small.length + held) / workers) - own
		// Half of it, so that who is faster gets more of the rest and all end together.
		const most = Math.min(groupDocuments, few, share, Math.max(handful, Math.ceil(share / 2)))
		const group: W[] = []
		let bytes = 0
		while (group.length < most && bytes < groupBytes) {
			const waiting = this.#small.shift()
			if (waiting === undefined) break
			if (waiting.settled) continue
			bytes += waiting.size
			group.push(this.#taken(waiting))
		}
		if (this.#large.length > 0) this.#passed += bytes
		return group.length > 0 ? group : undefined
	}

	#dropSettled(): void {
		for (const line of [this.#small, this.#large]) while (line.first()?.item.settled) line.shift()
		for (let i = this.#again.length - 1; i >= 0; i--) if (this.#again[i]!.settled) this.#again.splice(i, 1)
	}

	#lineOf({ size }: W): Line<W> {
		return this.isLarge(size) ? this.#large : this.#small
	}

	#taken(waiting: W): W {
		this.#count(waiting, -1)
		return waiting
	}

	#count({ size }: W, sign: 1 | -1): void {
		this.documents += sign
		this.bytes += sign * size
	}
}

let arrivals = 0

interface Place<T> {
	readonly item: T
	/** Counts arrivals in all lines. */
	readonly number: number
}

/** First in, first out, in constant time. */
class Line<T> {
	#places: (Place<T> | undefined)[] = []
	#head = 0

	get length(): number {
		return this.#places.length - this.#head
	}

	first(): Place<T> | undefined {
		return this.#places[this.#head]
	}

	push(item: T): void {
		this.#places.push({ item, number: arrivals++ })
	}

	shift(): T | undefined {
		const first = this.#places[this.#head]
		if (first === undefined) return undefined
		// Emptied at once: a document may be large.
		this.#places[this.#head++] = undefined
		if (this.#head === this.#places.length || this.#head >= 1024) {
			this.#places = this.#places.slice(this.#head)
			this.#head = 0
		}
		return first.item
	}

	drain(): T[] {
		const all = this.#places.slice(this.#head).map((place) => place!.item)
		this.#places = []
		this.#head = 0
		return all
	}
}
