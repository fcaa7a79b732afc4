/**
 * Looks at what the workers have in hand, and ends those that take too long.
 *
 * It looks only while there is something to be seen; so long the process stays alive too.
 */
import type { Entry } from './entry.ts'
import type { Lane } from './lane.ts'

export interface Watched<C, R> {
	readonly lanes: readonly Lane<C, R>[]
	/** Milliseconds a document may take, and a start. */
	readonly deadline: number
	readonly startDeadline: number
	/** Something waits or is under way. */
	busy(): boolean
	/** A document took more than the milliseconds allowed; its worker is about to be ended. */
	late(entry: Entry<C, R>, allowed: number): void
}

export class Watch<C, R> {
	readonly #watched: Watched<C, R>
	#clock: ReturnType<typeof setInterval> | undefined

	constructor(watched: Watched<C, R>) {
		this.#watched = watched
	}

	/** To be called when something was given to do. */
	start(): void {
		if (this.#clock !== undefined) return
		const { deadline, startDeadline, lanes, busy } = this.#watched
		const period = Math.min(1000, Math.max(5, Math.min(deadline, startDeadline) / 8))
		this.#clock = setInterval(() => {
			if (busy()) for (const lane of lanes) this.#look(lane)
			else this.stop()
		}, period)
	}

	stop(): void {
		clearInterval(this.#clock)
		this.#clock = undefined
	}

	#look(lane: Lane<C, R>): void {
		const { deadline, startDeadline, late } = this.#watched
		const { entry, milliseconds } = lane.look()
		if (entry === undefined) {
			if (milliseconds > startDeadline) void lane.stop()
			return
		}
		const allowed = deadline * (1 + entry.size / 10_000_000)
		if (milliseconds <= allowed) return
		late(entry, allowed)
		void lane.stop()
	}
}
