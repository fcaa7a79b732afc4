/**
 * When documents that wait are handed over, and to which worker.
 *
 * Documents given in one go are grouped, but a full group does not wait for the others. Free workers are served
 * first; then those that judge get the next parcel. A setup that is to be tried out goes before all documents.
 */
import type { Entry } from './entry.ts'
import type { Lane, Setup } from './lane.ts'
import type { Queue } from './queue.ts'

/** A setup that is tried out by a worker, and who waits to hear of it. */
export interface Trial {
	readonly setup: Setup
	resolve(): void
	reject(reason: unknown): void
}

export interface Handing<C, R> {
	readonly lanes: readonly Lane<C, R>[]
	readonly queue: Queue<Entry<C, R>>
	/** Of the pool's options. */
	readonly groupDocuments: number
	readonly gather: number
	readonly groupTime: number
	/** Nothing is to be handed over any more. */
	ended(): boolean
	/** Hands these to the worker. */
	judge(lane: Lane<C, R>, group: readonly Entry<C, R>[]): void
	attempt(lane: Lane<C, R>, trial: Trial): void
	/** Some may have been handed over. */
	handed(): void
}

/** As many as are worth handing over to two workers. */
const someDocuments = 16

/** Until one was judged: milliseconds. */
const usualPace = 1

export class Dispatch<C, R> {
	readonly trials: Trial[] = []
	readonly #handing: Handing<C, R>
	#soon = false
	/** When documents were last handed over. */
	#handed = Number.NEGATIVE_INFINITY
	#gathering: ReturnType<typeof setTimeout> | undefined
	/** Milliseconds that a document took of late. */
	#pace = usualPace

	constructor(handing: Handing<C, R>) {
		this.#handing = handing
	}

	/** To be called when a document was put into the queue. */
	given(): void {
		if (Number.isInteger(this.#groups) || this.#enoughForIdle()) this.now()
		else this.soon()
	}

	/** To be called with what documents took, in milliseconds. */
	took(documents: number, milliseconds: number): void {
		if (documents > 0) this.#pace += (milliseconds / documents - this.#pace) / 4
	}

	/** When everything that is being given has been given, or has gathered. */
	soon(): void {
		if (this.#soon) return
		const { gather } = this.#handing
		if (gather > 0 && this.#groups < 1) {
			const wait = Math.round(gather - (performance.now() - this.#handed))
			if (wait > 0) {
				this.#gathering ??= setTimeout(() => this.now(), wait)
				return
			}
		}
		this.#soon = true
		// Runs when no promise has anything left to do: a stream has given by then what it may.
		process.nextTick(() => {
			this.#soon = false
			this.now()
		})
	}

	now(): void {
		if (this.#gathering !== undefined) {
			clearTimeout(this.#gathering)
			this.#gathering = undefined
		}
		const { lanes, ended, attempt, handed } = this.#handing
		if (ended()) return
		for (const lane of lanes) {
			if (lane.state !== 'free') continue
			const trial = this.trials.shift()
			if (trial !== undefined) attempt(lane, trial)
			else if (!this.#giveTo(lane)) break
		}
		// A second parcel for those who have one, none behind what takes long or is suspected.
		for (const lane of lanes)
			if (lane.room && this.trials.length === 0 && !lane.singles.some(this.#isSingle)) this.#giveTo(lane)
		handed()
	}

	/** False where nothing waits that it may have. */
	#giveTo(lane: Lane<C, R>): boolean {
		const { lanes, queue, gather, groupTime, judge } = this.#handing
		const group = queue.take({
			workers: lanes.length,
			large: lanes.filter(({ singles }) => singles.some(this.#isLarge)).length,
			held: lanes.reduce((sum, { left }) => sum + left, 0),
			own: lane.left,
			behind: lane.room,
			most: Math.max(1, Math.round(groupTime / this.#pace)),
		})
		if (group === undefined) return false
		for (const entry of group) entry.waiting = false
		if (gather > 0) this.#handed = performance.now()
		judge(lane, group)
		return true
	}

	/** Asked now and then: a worker that does nothing need not wait until a group is full. */
	#enoughForIdle(): boolean {
		const { queue, lanes, gather } = this.#handing
		return (
			gather === 0 && queue.documents % someDocuments === 0 && lanes.some(({ state }) => state === 'free')
		)
	}

	/** How many wait: a whole number where the last is full. */
	get #groups(): number {
		const { queue, groupDocuments } = this.#handing
		return queue.documents / groupDocuments
	}

	readonly #isLarge = ({ size }: Entry<C, R>): boolean => this.#handing.queue.isLarge(size)
	readonly #isSingle = (entry: Entry<C, R>): boolean => entry.alone || this.#isLarge(entry)
}
