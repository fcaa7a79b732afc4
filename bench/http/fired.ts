/** What came of requests that were sent for a while. */

export interface Fired {
	/** Answered by 200, of those that count. */
	readonly admitted: number
	/** Milliseconds of those. */
	readonly p50: number
	readonly p99: number
	/** Of all. */
	readonly statuses: Readonly<Record<string, number>>
	/** Requests without an answer. */
	readonly errors: number
	/** Seconds of processor that sending them took. */
	readonly generator: number
}

/** Collects answers. */
export class Tally {
	readonly statuses: Record<string, number> = {}
	readonly #admitted: number[] = []

	note(status: number, milliseconds: number, counts = true): void {
		this.statuses[status] = (this.statuses[status] ?? 0) + 1
		if (counts && status === 200) this.#admitted.push(milliseconds)
	}

	fired(errors: number, generator: number): Fired {
		const times = Float64Array.from(this.#admitted).sort()
		const at = (q: number): number => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0
		return {
			admitted: times.length,
			p50: at(0.5),
			p99: at(0.99),
			statuses: this.statuses,
			errors,
			generator,
		}
	}
}
