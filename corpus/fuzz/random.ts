/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
	#state: number

	constructor(seed: number) {
		this.#state = seed >>> 0
	}

	/** From 0 up to 1. */
	fraction(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0
		let t = this.#state
		t = Math.imul(t ^ (t >>> 15), t | 1)
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
	}

	/** From 0 to `bound` - 1. */
	below(bound: number): number {
		return Math.floor(this.fraction() * bound)
	}

	of<T>(items: readonly T[]): T {
		return items[this.below(items.length)]!
	}
}

/** The seed of one run, from that of the whole: any run can be had again alone. */
export function seedOf(seed: number, run: number): number {
	return (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(run, 0xc2b2ae35)) >>> 0
}
