/**
 * Values cut out of a text as it is scanned, from its start to its end.
 *
 * Most of a large document is the same few short texts over and over: these share one string. What is cut out of a
 * narrow text (narrow.ts) is made whole at once; the offset of the next unit that is not ASCII tells whether a piece
 * has any, without looking at it.
 */
import { largeText } from './kinds.ts'
import { standInCode, type Units, whole } from './narrow.ts'

/** Slots for pieces that are shared, and the longest of them. */
const slots = 4096
const mostShared = 32
const noPlaces = new Int32Array(0)

export class Pieces {
	readonly #source: string
	readonly #units: Units | undefined
	/** The characters of a narrow text, one a byte, if they are at hand. */
	readonly #ascii: Uint8Array | undefined
	readonly #shared: (string | undefined)[] | undefined
	/** By slot: where its piece stood, and the number of the next unit there. */
	readonly #places: Int32Array
	/** The next unit's number and offset. */
	#unit = 0
	#next = Number.POSITIVE_INFINITY
	/** A unit stands where no piece was cut. */
	#lost = false

	constructor(source: string, units?: Units, ascii?: Uint8Array) {
		this.#source = source
		this.#units = units
		this.#ascii = ascii
		this.#shared = source.length > largeText ? new Array<string | undefined>(slots) : undefined
		this.#places = this.#shared === undefined || ascii === undefined ? noPlaces : new Int32Array(2 * slots)
		this.goTo(0)
	}

	/** Whether the pieces held all units of the text. */
	get complete(): boolean {
		return !this.#lost && this.#next === Number.POSITIVE_INFINITY
	}

	/** The next piece stands at that offset or after it, perhaps before the last one. */
	goTo(offset: number): void {
		if (this.#units === undefined) return
		const { at, count } = this.#units
		let low = 0
		for (let high = count; low < high; ) {
			const middle = (low + high) >> 1
			if (at[middle]! < offset) low = middle + 1
			else high = middle
		}
		this.#reached(low)
	}

	#reached(unit: number): void {
		const units = this.#units
		this.#unit = unit
		this.#next = units !== undefined && unit < units.count ? units.at[unit]! : Number.POSITIVE_INFINITY
	}

	/** The text between two offsets. */
	cut(from: number, to: number): string {
		const piece = this.#source.slice(from, to)
		if (this.#next >= to) return piece
		if (this.#next < from) this.#lost = true
		let unit = this.#unit
		const text = whole(piece, () => this.#units!.unit[unit++]!)
		this.#reached(unit)
		return text
	}

	/** The same; of a large document, the one string for all short pieces that are the same. */
	short(from: number, to: number): string {
		const shared = this.#shared
		const length = to - from
		if (shared === undefined || length === 0 || length > mostShared) return this.cut(from, to)
		const ascii = this.#ascii
		if (ascii !== undefined) return this.#byBytes(shared, ascii, from, to)
		if (this.#next < to) return this.cut(from, to)
		const source = this.#source
		const slot =
			(length * 31 +
				source.charCodeAt(from) * 17 +
				source.charCodeAt((from + to) >> 1) * 7 +
				source.charCodeAt(to - 1) * 3) &
			(slots - 1)
		const known = shared[slot]
		if (known !== undefined && known.length === length && source.startsWith(known, from)) return known
		return (shared[slot] = source.slice(from, to))
	}

	#byBytes(shared: (string | undefined)[], ascii: Uint8Array, from: number, to: number): string {
		let hash = 0
		for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + ascii[i]!) | 0
		const slot = (hash ^ (hash >>> 12)) & (slots - 1)
		const known = shared[slot]
		if (known?.length === to - from && this.#isAsBefore(slot, ascii, from, to)) return known
		this.#places[2 * slot] = from
		this.#places[2 * slot + 1] = this.#unit
		return (shared[slot] = this.cut(from, to))
	}

	/** Whether the slot's piece is the same, its units included; these have then been passed. */
	#isAsBefore(slot: number, ascii: Uint8Array, from: number, to: number): boolean {
		const back = from - this.#places[2 * slot]!
		if (this.#next >= to) {
			for (let i = from; i < to; i++) if (ascii[i] !== ascii[i - back]) return false
			return true
		}
		const { unit } = this.#units!
		let before = this.#places[2 * slot + 1]!
		let here = this.#unit
		for (let i = from; i < to; i++) {
			if (ascii[i] !== ascii[i - back]) return false
			if (ascii[i] === standInCode && unit[here++] !== unit[before++]) return false
		}
		if (this.#next < from) this.#lost = true
		this.#reached(here)
		return true
	}
}
