/**
 * xs:decimal and xs:integer: exact, immutable, unbounded.
 *
 * A value is mantissa / 10^scale with scale >= 0. The mantissa is a JavaScript number while it is a safe
 * integer (every amount on every invoice), a bigint beyond. The same value may be held with different
 * scales (1.5 and 1.50): nothing is stripped until a text or a quotient is asked for.
 */
import { DynamicError } from '../fault.ts'

const MAX = Number.MAX_SAFE_INTEGER
const MAX_DIGITS = 10_000
/** Powers of ten that a double holds exactly. */
const POW10 = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`))
/** Saxon's number of fraction digits in a quotient, on top of what the operands have. */
const DIVIDE_PRECISION = 18

const bigPowers: bigint[] = []
function bigPow10(k: number): bigint {
	if (k > 400) return 10n ** BigInt(k)
	return (bigPowers[k] ??= 10n ** BigInt(k))
}

const bigPowersOf5: bigint[] = []
function bigPow5(k: number): bigint {
	return (bigPowersOf5[k] ??= 5n ** BigInt(k))
}

const absBig = (n: bigint): bigint => (n < 0n ? -n : n)

export class Decimal {
	/** The mantissa, where `big` is undefined. */
	readonly small: number
	/** The mantissa, where it is not a safe integer. */
	readonly big: bigint | undefined
	/** Number of fraction digits, >= 0. */
	readonly scale: number

	private constructor(small: number, big: bigint | undefined, scale: number) {
		this.small = small
		this.big = big
		this.scale = scale
	}

	static readonly zero: Decimal = new Decimal(0, undefined, 0)
	static readonly one: Decimal = new Decimal(1, undefined, 0)

	/** `n` must be a safe integer. */
	static of(n: number): Decimal {
		return new Decimal(n + 0, undefined, 0)
	}

	static ofBigInt(n: bigint): Decimal {
		return Decimal.#ofBig(n, 0)
	}

	/** mantissa / 10^scale; the mantissa a safe integer, the scale >= 0. */
	static scaled(mantissa: number, scale: number): Decimal {
		return new Decimal(mantissa + 0, undefined, scale)
	}

	/** The exact value of a finite double. */
	static ofDouble(n: number): Decimal {
		if (Number.isInteger(n)) {
			return n >= -MAX && n <= MAX ? new Decimal(n + 0, undefined, 0) : new Decimal(0, BigInt(n), 0)
		}
		// Scaling by two is exact: it stops when all bits of the fraction have become integer bits.
		let shift = 0
		let whole = n
		while (!Number.isInteger(whole)) {
			whole *= 2
			shift++
		}
		// A small fraction (.5, .25, .125) stays a number.
		if (shift <= 10) {
			const scaled = whole * 5 ** shift
			if (scaled >= -MAX && scaled <= MAX) return new Decimal(scaled, undefined, shift)
		}
		return Decimal.#ofBig(BigInt(whole) * bigPow5(shift), shift)
	}

	static #ofBig(mantissa: bigint, scale: number): Decimal {
		const small = Number(mantissa)
		if (small >= -MAX && small <= MAX) return new Decimal(small, undefined, scale)
		return new Decimal(0, mantissa, scale)
	}

	/**
	 * XSD lexical form: optional sign, digits, optional fraction; XML white space around is allowed.
	 * A text of more than 10,000 digits is none: a hostile document must not buy seconds with one amount.
	 */
	static parse(text: string): Decimal | undefined {
		let start = 0
		let end = text.length
		while (start < end && isSpace(text.charCodeAt(start))) start++
		while (end > start && isSpace(text.charCodeAt(end - 1))) end--
		if (start === end) return undefined
		let negative = false
		const first = text.charCodeAt(start)
		if (first === 45 || first === 43) {
			negative = first === 45
			start++
		}
		let mantissa = 0
		let scale = -1
		let digits = 0
		for (let i = start; i < end; i++) {
			const code = text.charCodeAt(i)
			if (code >= 48 && code <= 57) {
				mantissa = mantissa * 10 + (code - 48)
				digits++
				if (scale >= 0) scale++
			} else if (code === 46 && scale < 0) scale = 0
			else return undefined
		}
		if (digits === 0) return undefined
		if (scale < 0) scale = 0
		if (mantissa <= MAX) return new Decimal(negative ? 0 - mantissa : mantissa, undefined, scale)
		if (digits > MAX_DIGITS) return undefined
		const big = BigInt(text.slice(start, end).replace('.', ''))
		return Decimal.#ofBig(negative ? -big : big, scale)
	}

	#mantissa(): bigint {
		return this.big ?? BigInt(this.small)
	}

	/** The mantissa at a scale >= this.scale. */
	#mantissaAt(scale: number): bigint {
		return scale === this.scale ? this.#mantissa() : this.#mantissa() * bigPow10(scale - this.scale)
	}

	/** The same value with the fewest fraction digits. */
	#stripped(): Decimal {
		if (this.scale === 0) return this
		if (this.big === undefined) {
			let small = this.small
			let scale = this.scale
			if (small === 0) return Decimal.zero
			while (scale > 0 && small % 10 === 0) {
				small /= 10
				scale--
			}
			return scale === this.scale ? this : new Decimal(small, undefined, scale)
		}
		if (this.big % 10n !== 0n) return this
		const text = this.big.toString()
		let zeros = 1
		while (zeros < this.scale && text.charCodeAt(text.length - 1 - zeros) === 48) zeros++
		return Decimal.#ofBig(this.big / bigPow10(zeros), this.scale - zeros)
	}

	add(other: Decimal): Decimal {
		if (this.big === undefined && other.big === undefined) {
			const more = this.scale - other.scale
			if (more === 0) {
				const sum = this.small + other.small
				if (sum >= -MAX && sum <= MAX) return new Decimal(sum, undefined, this.scale)
			} else if (more > 0 && more < 16) {
				const scaled = other.small * POW10[more]!
				const sum = this.small + scaled
				if (scaled >= -MAX && scaled <= MAX && sum >= -MAX && sum <= MAX) {
					return new Decimal(sum, undefined, this.scale)
				}
			} else if (more < 0 && more > -16) {
				const scaled = this.small * POW10[-more]!
				const sum = scaled + other.small
				if (scaled >= -MAX && scaled <= MAX && sum >= -MAX && sum <= MAX) {
					return new Decimal(sum, undefined, other.scale)
				}
			}
		}
		const scale = Math.max(this.scale, other.scale)
		return Decimal.#ofBig(this.#mantissaAt(scale) + other.#mantissaAt(scale), scale)
	}

	sub(other: Decimal): Decimal {
		return this.add(other.neg())
	}

	mul(other: Decimal): Decimal {
		if (this.big === undefined && other.big === undefined) {
			const product = this.small * other.small
			if (product >= -MAX && product <= MAX) {
				return new Decimal(product + 0, undefined, this.scale + other.scale)
			}
		}
		const a = this.#stripped()
		const b = other.#stripped()
		return Decimal.#ofBig(a.#mantissa() * b.#mantissa(), a.scale + b.scale)
	}

	/** The quotient to max(18, 18 + this.scale - other.scale) digits, a tie rounded towards zero; FOAR0001. */
	div(other: Decimal): Decimal {
		if (other.isZero()) throw divisionByZero(this)
		if (this.big === undefined && other.big === undefined) {
			const shift = powerOfTen(other.small)
			const scale = this.scale - other.scale + shift
			if (shift >= 0 && scale >= 0) return new Decimal(this.small, undefined, scale)
		}
		const a = this.#stripped()
		const b = other.#stripped()
		if (a.big === undefined && b.big === undefined) {
			// The largest power that keeps the dividend a safe integer decides whether the quotient is short.
			let k = 0
			let dividend = a.small
			while (k < 15 && dividend * 10 <= MAX && dividend * 10 >= -MAX) {
				dividend *= 10
				k++
			}
			if (dividend % b.small === 0) {
				const quotient = dividend / b.small + 0
				const scale = a.scale - b.scale + k
				if (scale >= 0) return new Decimal(quotient, undefined, scale).#stripped()
				const shifted = quotient * POW10[Math.min(22, -scale)]!
				if (shifted >= -MAX && shifted <= MAX) return new Decimal(shifted, undefined, 0)
			}
		}
		const scale = Math.max(DIVIDE_PRECISION, a.scale - b.scale + DIVIDE_PRECISION)
		const dividend = a.#mantissa() * bigPow10(scale + b.scale - a.scale)
		const divisor = b.#mantissa()
		let quotient = dividend / divisor
		const rest = absBig(dividend - quotient * divisor)
		if (rest * 2n > absBig(divisor)) quotient += dividend < 0n === divisor < 0n ? 1n : -1n
		return Decimal.#ofBig(quotient, scale).#stripped()
	}

	/** The quotient without its fraction; FOAR0001. */
	idiv(other: Decimal): Decimal {
		if (other.isZero()) throw divisionByZero(this)
		if (this.scale === other.scale && this.big === undefined && other.big === undefined) {
			const a = this.small
			return new Decimal((a - (a % other.small)) / other.small + 0, undefined, 0)
		}
		const scale = Math.max(this.scale, other.scale)
		return Decimal.#ofBig(this.#mantissaAt(scale) / other.#mantissaAt(scale), 0)
	}

	/** The rest of idiv; it has the sign of this; FOAR0001. */
	mod(other: Decimal): Decimal {
		if (other.isZero()) throw divisionByZero(this)
		if (this.scale === other.scale && this.big === undefined && other.big === undefined) {
			return new Decimal((this.small % other.small) + 0, undefined, this.scale)
		}
		const scale = Math.max(this.scale, other.scale)
		return Decimal.#ofBig(this.#mantissaAt(scale) % other.#mantissaAt(scale), scale)
	}

	neg(): Decimal {
		return this.big === undefined
			? new Decimal(0 - this.small, undefined, this.scale)
			: new Decimal(0, -this.big, this.scale)
	}

	abs(): Decimal {
		return this.sign() < 0 ? this.neg() : this
	}

	sign(): -1 | 0 | 1 {
		if (this.big !== undefined) return this.big < 0n ? -1 : 1
		return this.small < 0 ? -1 : this.small > 0 ? 1 : 0
	}

	isZero(): boolean {
		return this.big === undefined && this.small === 0
	}

	isInteger(): boolean {
		if (this.scale === 0) return true
		if (this.big === undefined) {
			return this.scale < 16 ? this.small % POW10[this.scale]! === 0 : this.small === 0
		}
		return this.big % bigPow10(this.scale) === 0n
	}

	/** -1, 0 or 1. */
	cmp(other: Decimal): -1 | 0 | 1 {
		if (this.big === undefined && other.big === undefined) {
			// A product that leaves the safe range is still beyond every safe integer: the order holds.
			const more = this.scale - other.scale
			const a = more < 0 ? this.small * POW10[Math.min(-more, 22)]! : this.small
			const b = more > 0 ? other.small * POW10[Math.min(more, 22)]! : other.small
			return a < b ? -1 : a > b ? 1 : 0
		}
		const scale = Math.max(this.scale, other.scale)
		const a = this.#mantissaAt(scale)
		const b = other.#mantissaAt(scale)
		return a < b ? -1 : a > b ? 1 : 0
	}

	eq(other: Decimal): boolean {
		return this.cmp(other) === 0
	}

	/** The greatest integer not above this. */
	floor(): Decimal {
		return this.#floorTo(0)
	}

	/** The least integer not below this. */
	ceiling(): Decimal {
		return this.#floorTo(0) === this ? this : this.neg().#floorTo(0).neg()
	}

	/** Towards zero. */
	truncate(): Decimal {
		return this.sign() < 0 ? this.ceiling() : this.floor()
	}

	/** The greatest multiple of 10^-digits not above this; digits may be negative. */
	#floorTo(digits: number): Decimal {
		const drop = this.scale - digits
		if (drop <= 0) return this
		if (this.big === undefined && drop < 16) {
			const unit = POW10[drop]!
			const rest = this.small % unit
			let units = (this.small - rest) / unit
			if (rest < 0) units--
			return fromUnits(units + 0, digits)
		}
		// Beyond its own digits the value is 0 or -1 units.
		if (drop > this.#digitCount()) return fromUnits(this.sign() < 0 ? -1 : 0, digits)
		const unit = bigPow10(drop)
		const mantissa = this.#mantissa()
		let units = mantissa / unit
		if (mantissa < 0n && units * unit !== mantissa) units -= 1n
		return digits >= 0 ? Decimal.#ofBig(units, digits) : Decimal.#ofBig(units * bigPow10(-digits), 0)
	}

	/** No fewer than the mantissa has; counted in bits, since decimal digits cost a division each. */
	#digitCount(): number {
		return this.big === undefined ? 16 : Math.ceil(this.big.toString(16).length * 1.205) + 1
	}

	/** fn:round: to `digits` fraction digits (may be negative), a tie towards positive infinity. */
	round(digits = 0): Decimal {
		const drop = this.scale - digits
		if (drop <= 0) return this
		if (this.big === undefined && drop < 16) {
			const unit = POW10[drop]!
			let rest = this.small % unit
			let units = (this.small - rest) / unit
			if (rest < 0) {
				rest += unit
				units--
			}
			if (rest * 2 >= unit) units++
			return fromUnits(units + 0, digits)
		}
		if (drop > this.#digitCount() + 1) return Decimal.zero
		// Half a unit has one more digit than the unit.
		return this.add(halfUnit(digits)).#floorTo(digits)
	}

	/** fn:round-half-to-even. */
	roundHalfEven(digits = 0): Decimal {
		const drop = this.scale - digits
		if (drop <= 0) return this
		const up = this.round(digits)
		if (this.#digitCount() + 1 < drop) return up
		const isTie = up.sub(this).eq(halfUnit(digits))
		if (!isTie) return up
		const units = digits >= 0 ? up.#mantissaAt(digits) : up.#mantissaAt(0) / bigPow10(-digits)
		return units % 2n === 0n ? up : up.sub(halfUnit(digits)).sub(halfUnit(digits))
	}

	/** The nearest double. */
	toNumber(): number {
		if (this.big === undefined) {
			if (this.scale === 0) return this.small
			// Both operands are exact, so the division rounds once.
			if (this.scale < 23) return this.small / POW10[this.scale]!
			return Number(`${this.small}e-${this.scale}`)
		}
		return this.scale === 0 ? Number(this.big) : Number(`${this.big}e-${this.scale}`)
	}

	/** The value of an integral decimal. */
	toBigInt(): bigint {
		return this.scale === 0 ? this.#mantissa() : this.#mantissa() / bigPow10(this.scale)
	}

	/** Canonical lexical form: no exponent, no trailing zeros, no point in an integral value. */
	toString(): string {
		const value = this.#stripped()
		if (value.scale === 0) return value.big === undefined ? String(value.small) : value.big.toString()
		const negative = value.sign() < 0
		const digits = value.big === undefined ? String(Math.abs(value.small)) : absBig(value.big).toString()
		const point = digits.length - value.scale
		const text =
			point > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : `0.${'0'.repeat(-point)}${digits}`
		return negative ? `-${text}` : text
	}
}

/** The exponent of 1, 10, 100 or 1000, which percentages and rounding divide by; -1 for other numbers. */
function powerOfTen(n: number): number {
	return n === 100 ? 2 : n === 1 ? 0 : n === 10 ? 1 : n === 1000 ? 3 : -1
}

function isSpace(code: number): boolean {
	return code === 32 || code === 10 || code === 13 || code === 9
}

/** units / 10^digits where digits may be negative; units a safe integer. */
function fromUnits(units: number, digits: number): Decimal {
	if (digits >= 0) return Decimal.scaled(units, digits)
	const whole = digits > -16 ? units * POW10[-digits]! : Number.POSITIVE_INFINITY
	if (whole >= -MAX && whole <= MAX) return Decimal.scaled(whole, 0)
	return units === 0 ? Decimal.zero : Decimal.ofBigInt(BigInt(units) * bigPow10(-digits))
}

/** 5 * 10^-(digits + 1). */
function halfUnit(digits: number): Decimal {
	return digits >= 0 ? Decimal.scaled(5, digits + 1) : Decimal.ofBigInt(5n * bigPow10(-digits - 1))
}

function divisionByZero(dividend: Decimal): DynamicError {
	return new DynamicError('FOAR0001', `${dividend} is divided by zero`)
}
