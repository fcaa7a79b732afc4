/**
 * Starts workers, and again after each death, but not for ever.
 *
 * A setup that cannot be loaded fails at once, since no other worker could. A worker that dies while starting is
 * tried again a few times in a row: more often, and after a pause, once any worker has started.
 */
import { Fault } from '../fault.ts'
import { faultOf, messageOf, type Reply } from './job.ts'
import type { Lane, Setup } from './lane.ts'

export interface Starting {
	/** What is loaded first. */
	setup(): Setup
	/** Nothing is to be started any more. */
	ended(): boolean
	started(): void
	/** A worker died while starting or with nothing in its hands. */
	died(): void
	/** No more is tried. */
	failed(fault: Fault): void
}

/** Deaths in a row before the first worker has started, and later. */
const mostFirst = 3
const mostLater = 10

export class Starts<C, R> {
	readonly #starting: Starting
	#failures = 0
	#started = false

	constructor(starting: Starting) {
		this.#starting = starting
	}

	/** Resolves when the worker is ready, or nothing more is tried. */
	async start(lane: Lane<C, R>): Promise<void> {
		const { setup, ended, started, failed } = this.#starting
		let reply: Reply<R>
		try {
			reply = await lane.start(setup(), () => void this.#again(lane))
		} catch (error) {
			return await this.#afterDeath(lane, error)
		}
		if (ended()) return
		if (reply.kind === 'unprepared') return failed(faultOf(reply.trouble))
		this.#failures = 0
		this.#started = true
		started()
	}

	async #afterDeath(lane: Lane<C, R>, error: unknown): Promise<void> {
		const { ended, died, failed } = this.#starting
		if (ended()) return
		died()
		const failures = ++this.#failures
		if (failures >= (this.#started ? mostLater : mostFirst))
			return failed(new Fault('worker-start', `no worker could be started: ${messageOf(error)}`))
		await lane.stop()
		if (this.#started) await new Promise((resolve) => setTimeout(resolve, 2 ** failures))
		if (!ended()) await this.start(lane)
	}

	/** It died with nothing in its hands. */
	async #again(lane: Lane<C, R>): Promise<void> {
		const { ended, died } = this.#starting
		if (ended()) return
		died()
		await this.start(lane)
	}
}
