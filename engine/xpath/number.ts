/**
 * Texts and numbers of xs:double and xs:float, and the fast ways from a text to a number.
 *
 * A lexical form is read in one pass over its characters: a mantissa that is a safe integer and a short
 * fraction give the double by one exact division; anything longer goes to JavaScript's own reader.
 */
import { DynamicError } from '../fault.ts'
import { trim } from './atomic-types.ts'
import { Decimal } from './decimal.ts'

const MAX = Number.MAX_SAFE_INTEGER
const POW10 = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`))

/** fn:number of a text: its value as xs:double, NaN when it is none. */
export function stringToNumber(text: string): number {
	let start = 0
	let end = text.length
	while (start < end && isSpace(text.charCodeAt(start))) start++
	while (end > start && isSpace(text.charCodeAt(end - 1))) end--
	let at = start
	let negative = false
	if (at < end) {
		const first = text.charCodeAt(at)
		if (first === 45 || first === 43) {
			negative = first === 45
			at++
		}
	}
	let mantissa = 0
	let scale = -1
	let digits = 0
	for (; at < end; at++) {
		const code = text.charCodeAt(at)
		if (code >= 48 && code <= 57) {
			mantissa = mantissa * 10 + (code - 48)
			digits++
			if (scale >= 0) scale++
		} else if (code === 46 && scale < 0) scale = 0
		else if ((code === 101 || code === 69) && digits > 0) return withExponent(text, start, at + 1, end)
		else return special(text, start, end)
	}
	if (digits === 0) return Number.NaN
	if (mantissa <= MAX && scale < 23) {
		if (scale > 0) mantissa /= POW10[scale]!
		return negative ? -mantissa : mantissa
	}
	return Number(text.slice(start, end))
}

/** The mantissa has been seen to be right; what follows the `e` starts at `at`. */
function withExponent(text: string, start: number, at: number, end: number): number {
	const sign = text.charCodeAt(at)
	let i = sign === 45 || sign === 43 ? at + 1 : at
	if (i >= end) return Number.NaN
	for (; i < end; i++) {
		const code = text.charCodeAt(i)
		if (code < 48 || code > 57) return Number.NaN
	}
	return Number(text.slice(start, end))
}

function special(text: string, start: number, end: number): number {
	switch (text.slice(start, end)) {
		case 'INF':
		case '+INF':
			return Number.POSITIVE_INFINITY
		case '-INF':
			return Number.NEGATIVE_INFINITY
		default:
			return Number.NaN
	}
}

/** Whether a text has a value as xs:double; `NaN` has. */
export function isDouble(text: string): boolean {
	const value = stringToNumber(text)
	return !Number.isNaN(value) || isNaNText(text)
}

function isNaNText(text: string): boolean {
	return trim(text) === 'NaN'
}

/** A cast of a text to xs:double; FORG0001. */
export function stringToDouble(text: string): number {
	const value = stringToNumber(text)
	if (Number.isNaN(value) && !isNaNText(text)) throw badValue(text, 'double')
	return value
}

/** A cast of a text to xs:decimal; FORG0001. */
export function stringToDecimal(text: string): Decimal {
	const value = Decimal.parse(text)
	if (value === undefined) throw badValue(text, 'decimal')
	return value
}

/** A cast of a text to xs:integer; FORG0001. */
export function stringToInteger(text: string): Decimal {
	const value = parseInteger(text)
	if (value === undefined) throw badValue(text, 'integer')
	return value
}

export function parseInteger(text: string): Decimal | undefined {
	return text.includes('.') ? undefined : Decimal.parse(text)
}

export function isDecimal(text: string): boolean {
	return Decimal.parse(text) !== undefined
}

export function isInteger(text: string): boolean {
	return parseInteger(text) !== undefined
}

/** A cast of a text to xs:boolean; FORG0001. */
export function stringToBoolean(text: string): boolean {
	const value = parseBoolean(text)
	if (value === undefined) throw badValue(text, 'boolean')
	return value
}

export function parseBoolean(text: string): boolean | undefined {
	switch (text) {
		case 'true':
		case '1':
			return true
		case 'false':
		case '0':
			return false
	}
	const trimmed = trim(text)
	return trimmed === text ? undefined : parseBoolean(trimmed)
}

export function isBoolean(text: string): boolean {
	return parseBoolean(text) !== undefined
}

export function badValue(text: string, type: string): DynamicError {
	const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text
	return new DynamicError('FORG0001', `"${shown}" is not a value of type xs:${type}`)
}

/** The text of an xs:double: plain from 0.000001 to below a million, else a mantissa and an exponent. */
export function doubleToString(n: number): string {
	const size = Math.abs(n)
	if ((size >= 1e-6 && size < 1e6) || size === 0) return Object.is(n, -0) ? '-0' : String(n)
	return scientific(n, String(n))
}

/** The text of an xs:float, with the fewest digits that lead back to it. */
export function floatToString(n: number): string {
	const size = Math.abs(n)
	if (size === 0 || !Number.isFinite(n)) return doubleToString(n)
	let text = ''
	for (let precision = 1; precision <= 9; precision++) {
		text = n.toPrecision(precision)
		if (Math.fround(Number(text)) === n) break
	}
	// What toPrecision padded, and its choice of an exponent, are undone by reading it again.
	const shortest = Number(text)
	const plain = Math.abs(shortest) >= 1e-6 && size < 1e6
	return plain ? String(shortest) : scientific(shortest, String(shortest))
}

/** From JavaScript's text of a number, plain or not, to `d.dE±x`. */
function scientific(n: number, text: string): string {
	if (Number.isNaN(n)) return 'NaN'
	if (n === Number.POSITIVE_INFINITY) return 'INF'
	if (n === Number.NEGATIVE_INFINITY) return '-INF'
	const sign = n < 0 ? '-' : ''
	const e = text.indexOf('e')
	const plain = e < 0 ? text : text.slice(0, e)
	let exponent = e < 0 ? 0 : Number(text.slice(e + 1))
	const unsigned = n < 0 ? plain.slice(1) : plain
	const point = unsigned.indexOf('.')
	const whole = point < 0 ? unsigned : unsigned.slice(0, point)
	let digits = point < 0 ? unsigned : whole + unsigned.slice(point + 1)
	exponent += whole.length - 1
	let zeros = 0
	while (digits.charCodeAt(zeros) === 48) zeros++
	digits = digits.slice(zeros)
	exponent -= zeros
	let length = digits.length
	while (length > 1 && digits.charCodeAt(length - 1) === 48) length--
	return `${sign}${digits[0]}.${length > 1 ? digits.slice(1, length) : '0'}E${exponent}`
}

/** The decimal that a reader of the shortest text of a finite `n` sees: 0.1 is a tenth. */
export function shortestDecimal(n: number): Decimal {
	const text = String(n)
	const at = text.indexOf('e')
	if (at < 0) return Decimal.parse(text)!
	const exponent = Number(text.slice(at + 1))
	const mantissa = Decimal.parse(text.slice(0, at))!
	return exponent < 0
		? mantissa.mul(Decimal.scaled(1, -exponent))
		: mantissa.mul(Decimal.ofBigInt(10n ** BigInt(exponent)))
}

function isSpace(code: number): boolean {
	return code === 32 || code === 10 || code === 13 || code === 9
}
