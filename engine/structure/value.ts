/**
 * Whether a text is written as a kind of value demands (XML Schema part 2, lexical spaces).
 *
 * White space at the ends is dropped first, as XML Schema has it, but not around dates: libxml2 and the
 * platforms that run it refuse those, and so do we. Base64 ignores what its alphabet does not hold (RFC 2045,
 * 6.8), as libxml2 does too. Every check is one pass over the text.
 */
import { isDate, isDateTime, isTime } from '../xpath/cast.ts'

export const valueKinds = [
	'string',
	'normalizedString',
	'token',
	'decimal',
	'boolean',
	'date',
	'time',
	'dateTime',
	'base64Binary',
	'language',
	'anyURI',
] as const

export type ValueKind = (typeof valueKinds)[number]

/** The check of a kind; undefined for kinds that every text satisfies. */
export const lexicalChecks: Readonly<Record<ValueKind, ((text: string) => boolean) | undefined>> = {
	string: undefined,
	normalizedString: undefined,
	token: undefined,
	decimal: isDecimal,
	boolean: (text) => /^[ \t\n\r]*(?:true|false|1|0)[ \t\n\r]*$/.test(text),
	date: (text) => isPlainDay(text) || (!misdated.test(text) && isDate(text)),
	time: (text) => !misdated.test(text) && isTime(text),
	dateTime: (text) => !misdated.test(text) && isDateTime(text),
	base64Binary: isBase64,
	language: (text) => /^[ \t\n\r]*[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*[ \t\n\r]*$/.test(text),
	anyURI: isUri,
}

/** White space around a date, or the year 0, which XML Schema 1.0 does not know. */
const misdated = /^[ \t\n\r]|[ \t\n\r]$|^-?0000-/

/** Whether this is a day up to the 28th, written with four digits of the year: no calendar need be asked. */
function isPlainDay(text: string): boolean {
	if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
	const month = pair(text, 5)
	const day = pair(text, 8)
	return pair(text, 0) > 0 && pair(text, 2) >= 0 && month > 0 && month <= 12 && day > 0 && day <= 28
}

/** Two digits as a number; -1 where they are none. */
function pair(text: string, at: number): number {
	const tens = text.charCodeAt(at) - 48
	const ones = text.charCodeAt(at + 1) - 48
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

/** Digits with at most one point and a sign before them; `12.` and `.5` are decimals, `1e2` is not. */
function isDecimal(text: string): boolean {
	return isPlainDecimal(text) || isAnyDecimal(text)
}

/** As nearly all are written: digits, a point, digits. */
function isPlainDecimal(text: string): boolean {
	const { length } = text
	let point = length
	for (let i = 0; i < length; i++) {
		const c = text.charCodeAt(i)
		if (c >= 48 && c <= 57) continue
		if (c !== 46 || point < length) return false
		point = i
	}
	return length > (point < length ? 1 : 0)
}

function isAnyDecimal(text: string): boolean {
	let at = 0
	let end = text.length
	while (at < end && isBlank(text.charCodeAt(at))) at++
	while (end > at && isBlank(text.charCodeAt(end - 1))) end--
	const sign = text.charCodeAt(at)
	if (at < end && (sign === 43 || sign === 45)) at++
	let digits = 0
	let points = 0
	for (; at < end; at++) {
		const c = text.charCodeAt(at)
		if (c >= 48 && c <= 57) digits++
		else if (c !== 46 || ++points > 1) return false
	}
	return digits > 0
}

/** White space as XML knows it. */
export function isBlank(c: number): boolean {
	return c === 32 || c === 10 || c === 13 || c === 9
}

/** Six-bit values of the alphabet by character code; 64 for `=`, 65 for all else. */
const sextets = new Uint8Array(128).fill(65)
for (const [value, c] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/='].entries())
	sextets[c.charCodeAt(0)] = value

function isBase64(text: string): boolean {
	let count = 0
	let padding = 0
	let last = 0
	for (let i = 0; i < text.length; i++) {
		const c = text.charCodeAt(i)
		const sextet = c < 128 ? sextets[c]! : 65
		if (sextet < 64) {
			if (padding > 0) return false
			count++
			last = sextet
		} else if (sextet === 64) padding++
	}
	// RFC 2045, 6.8: one `=` completes two octets, two complete one; the bits left over are zero.
	if (padding === 0) return count % 4 === 0
	if (padding === 1) return count % 4 === 3 && (last & 3) === 0
	return padding === 2 && count % 4 === 2 && (last & 15) === 0
}

/**
 * Characters that a URI may not hold are escaped before it is read (XML Schema part 2, 3.2.17), so only the
 * parts that RFC 3986 gives a meaning to can be wrong.
 */
function isUri(text: string): boolean {
	const uri = text.trim()
	if (/%(?![0-9A-Fa-f]{2})/.test(uri)) return false
	const match = /^(?:([^:/?#]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(uri)
	if (match === null) return false
	const [, scheme, authority, path = '', query = '', fragment = ''] = match
	if (scheme !== undefined && !/^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme)) return false
	if (authority !== undefined && !/^(?:[^@[\]]*@)?(?:\[[^[\]@]*\]|[^:@[\]]*)(?::\d*)?$/.test(authority))
		return false
	return !/[[\]]/.test(path + query) && !fragment.includes('#')
}
