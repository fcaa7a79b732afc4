/**
 * fn:format-dateTime, fn:format-date, fn:format-time (functions and operators 3.1, 9.8), in English and the
 * ISO calendar; for another language the result says so, as the specification asks.
 */
import { DynamicError } from '../../fault.ts'
import { type DateTime, type DateTimeType, daysOf } from '../datetime.ts'
import type { Decimal } from '../decimal.ts'
import { numeral, zeroOf } from './format-integer.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(
	' ',
)
const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')

/** Components that a type has. */
const COMPONENTS: Readonly<Record<string, string>> = {
	dateTime: 'YMDdFWwHhPmsfZzCE',
	date: 'YMDdFWwZzCE',
	time: 'HhPmsfZz',
}

const DEFAULTS: Readonly<Record<string, string>> = {
	F: 'n',
	P: 'n',
	C: 'n',
	E: 'n',
	m: '01',
	s: '01',
	Z: '01:01',
	z: '01:01',
}

/** Known by name, though dates are only given in the first two. */
const CALENDARS = new Set(
	'AD ISO AH AME AM AP AS BE CB CE CL CS EE FE JE KE KY ME MS NS OS RS SE SH SS TE VE VS'.split(' '),
)

/** What becomes of weekdays where their names are too long. */
const SHORT_DAYS = 'Mon Tues Weds Thurs Fri Sat Sun'.split(' ')

/** A variable marker: `[Y0001]`, `[MNn,3-3]`. */
interface Marker {
	readonly component: string
	readonly format: string
	readonly ordinal: boolean
	/** The second modifier `t`: Z for UTC. */
	readonly traditional: boolean
	readonly min: number | undefined
	readonly max: number | undefined
}

/** FOFD1340 for a bad picture, FOFD1350 for a component that the type lacks. */
export function formatDateTime(
	type: DateTimeType,
	value: DateTime,
	picture: string,
	language?: string,
	calendar?: string,
): string {
	const text = picture.replace(/\[\[|\]\]|\[([^[\]]*)\]|[[\]]/g, (found, marker: string | undefined) => {
		if (found === '[[') return '['
		if (found === ']]') return ']'
		if (marker === undefined) throw badPicture(picture)
		return component(type, value, parseMarker(marker, picture))
	})
	return notice(language, calendar) + text
}

function notice(language: string | undefined, calendar: string | undefined): string {
	let text = ''
	if (language !== undefined && !/^en(?:-|$)/i.test(language)) text += '[Language: en]'
	const name = calendar?.trim().replace(/^Q\{\}/, '')
	if (name !== undefined && !/^(?:Q\{[^{}]*\}|[\w.-]+:)?[A-Za-z_][\w.-]*$/.test(name)) {
		throw new DynamicError('FOFD1340', `"${calendar}" is no calendar`)
	}
	if (name === undefined || name === 'AD' || name === 'ISO') return text
	if (/^[^:{]*$/.test(name) && !CALENDARS.has(name))
		throw new DynamicError('FOFD1340', `"${calendar}" is no calendar`)
	text += '[Calendar: AD]'
	return text
}

function badPicture(picture: string): DynamicError {
	return new DynamicError('FOFD1340', `"${picture}" is no picture of a date or time`)
}

function parseMarker(marker: string, picture: string): Marker {
	const text = marker.replace(/\s/g, '')
	const match = /^([YMDdFWwHhPmsfZzCE])(.*?)(?:,(\*|\d+)(?:-(\*|\d+))?)?$/u.exec(text)
	if (match === null) throw badPicture(picture)
	const component = match[1]!
	let format = match[2]!
	let modifier = ''
	if (format.length > 1 && /[atco]$/.test(format)) {
		modifier = format.at(-1)!
		format = format.slice(0, -1)
	}
	const bound = (digits: string | undefined): number | undefined => {
		if (digits === undefined || digits === '*') return undefined
		if (Number(digits) === 0) throw badPicture(picture)
		return Number(digits)
	}
	const [min, max] = [bound(match[3]), bound(match[4])]
	if (min !== undefined && max !== undefined && max < min) throw badPicture(picture)
	return {
		component,
		format: format === '' ? (DEFAULTS[component] ?? '1') : format,
		ordinal: modifier === 'o',
		traditional: modifier === 't',
		min,
		max,
	}
}

function component(type: DateTimeType, value: DateTime, marker: Marker): string {
	if (!COMPONENTS[type]!.includes(marker.component)) {
		throw new DynamicError('FOFD1350', `[${marker.component}] asks for what an xs:${type} lacks`)
	}
	switch (marker.component) {
		case 'Y':
			return year(Math.abs(value.year), marker)
		case 'M':
			return isName(marker.format) ? named(MONTHS[value.month - 1]!, marker) : number(value.month, marker)
		case 'D':
			return number(value.day, marker)
		case 'd':
			return number(dayOfYear(value), marker)
		case 'F':
			return isName(marker.format) ? dayName(weekday(value), marker) : number(weekday(value), marker)
		case 'W':
			return number(weekOfYear(value), marker)
		case 'w':
			return number(weekOfMonth(value), marker)
		case 'H':
			return number(value.hour, marker)
		case 'h':
			return number(value.hour % 12 === 0 ? 12 : value.hour % 12, marker)
		case 'P':
			return named(value.hour < 12 ? 'Am' : 'Pm', {
				...marker,
				format: isName(marker.format) ? marker.format : 'n',
			})
		case 'm':
			return number(value.minute, marker)
		case 's':
			return number(value.second.floor().toNumber(), marker)
		case 'f':
			return fraction(value.second, marker)
		case 'C':
			return named('Gregorian', marker)
		case 'E':
			return named(value.year < 0 ? 'Bc' : 'Ad', { ...marker, format: 'N' })
		default:
			return zone(value, marker)
	}
}

function isName(format: string): boolean {
	return format === 'n' || format === 'N' || format === 'Nn'
}

function named(name: string, marker: Marker): string {
	const short =
		marker.max !== undefined && name.length > marker.max ? name.slice(0, Math.max(marker.max, 1)) : name
	if (marker.format === 'N') return short.toUpperCase()
	return marker.format === 'n' ? short.toLowerCase() : short
}

function dayName(day: number, marker: Marker): string {
	const name = DAYS[day - 1]!
	return named(marker.max !== undefined && name.length > marker.max ? SHORT_DAYS[day - 1]! : name, marker)
}

function number(value: number, marker: Marker): string {
	let format = marker.format
	// A width asks for leading zeros.
	if (marker.min !== undefined && /^\p{Nd}+$/u.test(format)) {
		const zero = String.fromCodePoint(zeroOf(format.codePointAt(0)!))
		const length = Array.from(format).length
		if (length < marker.min) format = zero.repeat(marker.min - length) + format
	}
	const text = numeral(BigInt(value), format, marker.ordinal)
	if (text === undefined) throw badPicture(format)
	// Letters and words are filled up with spaces.
	return marker.min === undefined || /\p{Nd}/u.test(format) ? text : text.padEnd(marker.min)
}

/** The year's last digits, where a width or a pattern of several digits says how many. */
function year(value: number, marker: Marker): string {
	const digits = Array.from(marker.format).filter((c) => /[\p{Nd}#]/u.test(c)).length
	const width = marker.max ?? (marker.min === undefined && digits >= 2 ? digits : undefined)
	const shown = width !== undefined && width < 15 ? value % 10 ** width : value
	return number(shown, marker)
}

/** Fractional seconds are a pattern of digits read from the left. */
function fraction(second: Decimal, marker: Marker): string {
	const text = second.sub(second.floor()).toString()
	let digits = text.includes('.') ? text.slice(2) : ''
	const pattern = Array.from(marker.format)
	const places = pattern.filter((c) => /[\p{Nd}#]/u.test(c)).length
	if (places <= 1) {
		// One digit, as many as there are within the widths.
		if (marker.max !== undefined) digits = digits.slice(0, marker.max).replace(/0+$/, '')
		digits = digits.padEnd(marker.min ?? 1, '0')
		return numeralOfDigits(
			digits,
			digits.replace(/./g, () => pattern[0]!),
		)
	}
	const mandatory = pattern.filter((c) => /\p{Nd}/u.test(c)).length
	const least = Math.max(mandatory, marker.min ?? 0)
	const most = Math.max(marker.max ?? places, least)
	digits = digits.slice(0, most).replace(/0+$/, '').padEnd(least, '0')
	return numeralOfDigits(digits, marker.format + '#'.repeat(Math.max(0, digits.length - places)))
}

/** Digits laid out by a pattern, both from the left: the mirror image of an integer's. */
function numeralOfDigits(digits: string, pattern: string): string {
	const mirrored = mirror(pattern)
	const text = numeral(BigInt(`1${mirror(digits)}`), `#${mirrored}`, false)
	if (text === undefined) throw badPicture(pattern)
	// The digit in front kept the zeros.
	const shown = Array.from(text)
	shown.shift()
	while (shown.length > 0 && !/\p{Nd}/u.test(shown[0]!)) shown.shift()
	return mirror(shown.join(''))
}

function mirror(text: string): string {
	return Array.from(text).reverse().join('')
}

function zone(value: DateTime, marker: Marker): string {
	const { timezone } = value
	if (marker.format === 'Z') return military(timezone)
	if (timezone === undefined) return ''
	if (marker.traditional && timezone === 0) return 'Z'
	const prefix = marker.component === 'z' ? 'GMT' : ''
	const minutes = Math.abs(timezone)
	const sign = timezone < 0 ? '-' : '+'
	const [hour, minute] = [Math.floor(minutes / 60), minutes % 60]
	const zero = zeroOf(
		Array.from(marker.format)
			.find((c) => /\p{Nd}/u.test(c))
			?.codePointAt(0) ?? 48,
	)
	const match = /^(\p{Nd}+)(?:(\P{Nd})(\p{Nd}+))?$/u.exec(marker.format)
	const first = Array.from(match?.[1] ?? '01')
	const pad = (n: number, length: number): string =>
		String(n)
			.padStart(length, '0')
			.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
	const two = pad(minute, 2)
	if (match?.[2] !== undefined) return `${prefix}${sign}${pad(hour, first.length)}${match[2]}${two}`
	if (first.length >= 3) return `${prefix}${sign}${pad(hour, first.length - 2)}${two}`
	const hours = pad(hour, first.length)
	return minute === 0 ? `${prefix}${sign}${hours}` : `${prefix}${sign}${hours}:${two}`
}

/** One letter: A to M (without J) east, N to Y west, Z for UTC, J for local time. */
function military(timezone: number | undefined): string {
	if (timezone === undefined) return 'J'
	const hours = timezone / 60
	if (!Number.isInteger(hours) || Math.abs(hours) > 12) {
		const minutes = Math.abs(timezone)
		const two = (n: number): string => String(n).padStart(2, '0')
		return `${timezone < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
	}
	if (hours === 0) return 'Z'
	return hours > 0 ? 'ABCDEFGHIKLM'[hours - 1]! : 'NOPQRSTUVWXY'[-hours - 1]!
}

const numberOfDay = (value: DateTime): number => daysOf(value.year, value.month, value.day)

/** 1 for Monday; 1970-01-01 was a Thursday. */
function weekday(value: DateTime): number {
	return ((((numberOfDay(value) + 3) % 7) + 7) % 7) + 1
}

function dayOfYear(value: DateTime): number {
	return numberOfDay(value) - daysOf(value.year, 1, 1) + 1
}

/** ISO 8601: the week of the year's first Thursday is week 1. */
function weekOfYear(value: DateTime): number {
	const thursday = numberOfDay(value) - weekday(value) + 4
	let year = value.year
	if (thursday < daysOf(year, 1, 1)) year--
	else if (thursday >= daysOf(year + 1, 1, 1)) year++
	return Math.floor((thursday - daysOf(year, 1, 1)) / 7) + 1
}

/** Weeks from Monday; the week of the month's first Thursday is week 1, days before it count with the last month. */
function weekOfMonth(value: DateTime): number {
	const thursday = numberOfDay(value) - weekday(value) + 4
	const firstOfMonth = daysOf(value.year, value.month, 1)
	if (thursday >= firstOfMonth) return Math.floor((thursday - firstOfMonth) / 7) + 1
	const before = value.month === 1 ? daysOf(value.year - 1, 12, 1) : daysOf(value.year, value.month - 1, 1)
	return Math.floor((thursday - before) / 7) + 1
}
