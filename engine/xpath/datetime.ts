/**
 * Dates, times and durations of XML Schema 1.1, without their types: an Atomic carries the type.
 *
 * A DateTime holds every field; those its type lacks have the reference values of the specification's
 * comparison rules (1972-12-31 for a time, day 1 for a month), so that one order serves all types.
 * Years are proleptic Gregorian with a year 0; an instant is (days since 1970-01-01, seconds of the day).
 */
import { DynamicError } from '../fault.ts'
import { Decimal } from './decimal.ts'
import type { AtomicType } from './item.ts'
import { shortestDecimal } from './number.ts'

/** Beyond this year nothing is computed (FODT0001). */
const MAX_YEAR = 999_999_999
const SECONDS_PER_DAY = Decimal.of(86_400)

export class DateTime {
	readonly year: number
	readonly month: number
	readonly day: number
	readonly hour: number
	readonly minute: number
	/** 0 <= second < 60, with its fraction. */
	readonly second: Decimal
	/** Minutes east of UTC. */
	readonly timezone: number | undefined

	constructor(
		year: number,
		month: number,
		day: number,
		hour: number,
		minute: number,
		second: Decimal,
		timezone: number | undefined,
	) {
		this.year = year
		this.month = month
		this.day = day
		this.hour = hour
		this.minute = minute
		this.second = second
		this.timezone = timezone
	}
}

export class Duration {
	/** Whole months, of the sign of the duration. */
	readonly months: number
	/** Seconds, of the same sign. */
	readonly seconds: Decimal

	constructor(months: number, seconds: Decimal) {
		this.months = months
		this.seconds = seconds
	}
}

export type DateTimeType = Extract<
	AtomicType,
	'dateTime' | 'dateTimeStamp' | 'date' | 'time' | 'gYearMonth' | 'gYear' | 'gMonthDay' | 'gDay' | 'gMonth'
>
export type DurationType = Extract<AtomicType, 'duration' | 'yearMonthDuration' | 'dayTimeDuration'>

const YEAR = '(-?(?:[1-9]\\d{3,}|0\\d{3}))'
const MONTH = '(\\d\\d)'
const DAY = '(\\d\\d)'
const TIME = '(\\d\\d):(\\d\\d):(\\d\\d(?:\\.\\d+)?)'
const ZONE = '(Z|[+-]\\d\\d:\\d\\d)?'

/** A lexical form and the group that holds each field; 0 where the type lacks it. */
interface Form {
	readonly pattern: RegExp
	readonly groups: readonly [year: number, month: number, day: number, time: number, zone: number]
}

const forms: Readonly<Record<DateTimeType, Form>> = {
	dateTime: { pattern: new RegExp(`^${YEAR}-${MONTH}-${DAY}T${TIME}${ZONE}$`), groups: [1, 2, 3, 4, 7] },
	dateTimeStamp: { pattern: new RegExp(`^${YEAR}-${MONTH}-${DAY}T${TIME}${ZONE}$`), groups: [1, 2, 3, 4, 7] },
	date: { pattern: new RegExp(`^${YEAR}-${MONTH}-${DAY}${ZONE}$`), groups: [1, 2, 3, 0, 4] },
	time: { pattern: new RegExp(`^${TIME}${ZONE}$`), groups: [0, 0, 0, 1, 4] },
	gYearMonth: { pattern: new RegExp(`^${YEAR}-${MONTH}${ZONE}$`), groups: [1, 2, 0, 0, 3] },
	gYear: { pattern: new RegExp(`^${YEAR}${ZONE}$`), groups: [1, 0, 0, 0, 2] },
	gMonthDay: { pattern: new RegExp(`^--${MONTH}-${DAY}${ZONE}$`), groups: [0, 1, 2, 0, 3] },
	gDay: { pattern: new RegExp(`^---${DAY}${ZONE}$`), groups: [0, 0, 1, 0, 2] },
	gMonth: { pattern: new RegExp(`^--${MONTH}${ZONE}$`), groups: [0, 1, 0, 0, 2] },
}

/** The value of a trimmed lexical form; undefined when it is none. A year out of reach is FODT0001. */
export function parseDateTime(type: DateTimeType, text: string): DateTime | undefined {
	if (type === 'date' && text.length === 10) {
		const plain = parsePlainDate(text)
		if (plain !== undefined) return plain
	}
	const form = forms[type]
	const match = form.pattern.exec(text)
	if (match === null) return undefined
	const [yearAt, monthAt, dayAt, timeAt, zoneAt] = form.groups
	const year = yearAt === 0 ? 1972 : Number(match[yearAt])
	const month = monthAt === 0 ? (yearAt === 0 ? 12 : 1) : Number(match[monthAt])
	if (month < 1 || month > 12) return undefined
	const day = dayAt === 0 ? (type === 'time' ? 31 : 1) : Number(match[dayAt])
	if (day < 1 || day > daysInMonth(year, month)) return undefined
	const zone = match[zoneAt]
	const timezone = zone === undefined ? undefined : parseTimezone(zone)
	if (zone !== undefined && timezone === undefined) return undefined
	if (type === 'dateTimeStamp' && timezone === undefined) return undefined
	if (year > MAX_YEAR || year < -MAX_YEAR) throw new DynamicError('FODT0001', `year out of range: ${text}`)
	if (timeAt === 0) return new DateTime(year, month, day, 0, 0, Decimal.zero, timezone)
	const hour = Number(match[timeAt])
	const minute = Number(match[timeAt + 1])
	const second = Decimal.parse(match[timeAt + 2]!)!
	if (hour > 24 || minute > 59 || second.cmp(SIXTY) >= 0) return undefined
	if (hour < 24) return new DateTime(year, month, day, hour, minute, second, timezone)
	if (minute !== 0 || !second.isZero()) return undefined
	if (type === 'time') return new DateTime(year, month, day, 0, 0, second, timezone)
	return dateOf(daysOf(year, month, day) + 1, 0, 0, second, timezone)
}

const SIXTY = Decimal.of(60)

/** `YYYY-MM-DD`, the one form that invoices hold. */
function parsePlainDate(text: string): DateTime | undefined {
	if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined
	let year = 0
	for (let i = 0; i < 4; i++) {
		const digit = text.charCodeAt(i) - 48
		if (digit < 0 || digit > 9) return undefined
		year = year * 10 + digit
	}
	const month = twoDigits(text, 5)
	const day = twoDigits(text, 8)
	if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
	return new DateTime(year, month, day, 0, 0, Decimal.zero, undefined)
}

/** -1 when these are not two digits. */
function twoDigits(text: string, at: number): number {
	const tens = text.charCodeAt(at) - 48
	const ones = text.charCodeAt(at + 1) - 48
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

function parseTimezone(text: string): number | undefined {
	if (text === 'Z') return 0
	const hours = twoDigits(text, 1)
	const minutes = twoDigits(text, 4)
	if (minutes > 59 || hours > 14 || (hours === 14 && minutes !== 0)) return undefined
	const total = hours * 60 + minutes
	return text.charCodeAt(0) === 45 ? 0 - total : total
}

export function isLeapYear(year: number): boolean {
	return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysInMonth(year: number, month: number): number {
	if (month === 2) return isLeapYear(year) ? 29 : 28
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1970-01-01. */
export function daysOf(year: number, month: number, day: number): number {
	// Years counted from March put the leap day last; 400 years have 146,097 days.
	const y = month <= 2 ? year - 1 : year
	const era = Math.floor(y / 400)
	const yearOfEra = y - era * 400
	const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
	const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
	return era * 146_097 + dayOfEra - 719_468
}

function dateOf(
	days: number,
	hour: number,
	minute: number,
	second: Decimal,
	timezone: number | undefined,
): DateTime {
	const z = days + 719_468
	const era = Math.floor(z / 146_097)
	const dayOfEra = z - era * 146_097
	const yearOfEra = Math.floor(
		(dayOfEra -
			Math.floor(dayOfEra / 1460) +
			Math.floor(dayOfEra / 36_524) -
			Math.floor(dayOfEra / 146_096)) /
			365,
	)
	const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
	const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
	const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
	const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
	const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
	if (!(year <= MAX_YEAR && year >= -MAX_YEAR)) throw new DynamicError('FODT0001', 'date out of range')
	return new DateTime(year, month, day, hour, minute, second, timezone)
}

/** Seconds since 1970-01-01T00:00:00Z; without a time zone of its own the value is in `implicitTimezone`. */
export function instant(value: DateTime, implicitTimezone: number): Decimal {
	return localSeconds(value).sub(Decimal.of((value.timezone ?? implicitTimezone) * 60))
}

/** Seconds since 1970-01-01T00:00:00 of the clock on the wall. */
function localSeconds(value: DateTime): Decimal {
	const minutes = daysOf(value.year, value.month, value.day) * 1440 + value.hour * 60 + value.minute
	return Decimal.of(minutes * 60).add(value.second)
}

function fromLocalSeconds(seconds: Decimal, timezone: number | undefined): DateTime {
	let rest = seconds.mod(SECONDS_PER_DAY)
	let dayNumber = seconds.idiv(SECONDS_PER_DAY).toNumber()
	if (rest.sign() < 0) {
		rest = rest.add(SECONDS_PER_DAY)
		dayNumber--
	}
	const whole = rest.floor().toNumber()
	const second = rest.sub(Decimal.of(whole - (whole % 60)))
	return dateOf(dayNumber, Math.floor(whole / 3600), Math.floor(whole / 60) % 60, second, timezone)
}

/** -1, 0 or 1: the order of two values of one type. */
export function compareDateTimes(a: DateTime, b: DateTime, implicitTimezone: number): -1 | 0 | 1 {
	if (a.timezone !== b.timezone) {
		return instant(a, implicitTimezone).cmp(instant(b, implicitTimezone))
	}
	const difference =
		a.year - b.year || a.month - b.month || a.day - b.day || a.hour - b.hour || a.minute - b.minute
	if (difference !== 0) return difference < 0 ? -1 : 1
	return a.second.cmp(b.second)
}

/** `value` plus (or with sign -1, minus) a duration, as the type demands; FODT0001 when out of range. */
export function addDuration(type: DateTimeType, value: DateTime, by: Duration, sign: 1 | -1): DateTime {
	const { timezone } = value
	let moved = value
	if (by.months !== 0) {
		const months = value.year * 12 + value.month - 1 + by.months * sign
		const year = Math.floor(months / 12)
		if (!(year <= MAX_YEAR && year >= -MAX_YEAR)) throw new DynamicError('FODT0001', 'date out of range')
		const month = months - year * 12 + 1
		const day = Math.min(value.day, daysInMonth(year, month))
		moved = new DateTime(year, month, day, value.hour, value.minute, value.second, timezone)
	}
	if (by.seconds.isZero()) return moved
	const local = localSeconds(moved)
	const result = fromLocalSeconds(sign === 1 ? local.add(by.seconds) : local.sub(by.seconds), timezone)
	if (type === 'date') {
		return new DateTime(result.year, result.month, result.day, 0, 0, Decimal.zero, timezone)
	}
	if (type === 'time') {
		return new DateTime(1972, 12, 31, result.hour, result.minute, result.second, timezone)
	}
	return result
}

/** a - b, a dayTimeDuration. */
export function subtractDateTimes(a: DateTime, b: DateTime, implicitTimezone: number): Duration {
	return new Duration(0, instant(a, implicitTimezone).sub(instant(b, implicitTimezone)))
}

/** fn:adjust-*-to-timezone; `timezone` undefined takes the time zone away. */
export function adjustTimezone(type: DateTimeType, value: DateTime, timezone: number | undefined): DateTime {
	if (timezone === undefined || value.timezone === undefined) {
		return new DateTime(value.year, value.month, value.day, value.hour, value.minute, value.second, timezone)
	}
	if (timezone === value.timezone) return value
	const shift = Decimal.of((timezone - value.timezone) * 60)
	const moved = fromLocalSeconds(localSeconds(value).add(shift), timezone)
	if (type === 'date') return new DateTime(moved.year, moved.month, moved.day, 0, 0, Decimal.zero, timezone)
	if (type === 'time') {
		return new DateTime(1972, 12, 31, moved.hour, moved.minute, moved.second, timezone)
	}
	return moved
}

const digits2 = (n: number): string => (n < 10 ? `0${n}` : String(n))

function yearText(year: number): string {
	const text = String(Math.abs(year)).padStart(4, '0')
	return year < 0 ? `-${text}` : text
}

/** `Z`, `+05:30` or nothing. */
export function timezoneText(timezone: number | undefined): string {
	if (timezone === undefined) return ''
	if (timezone === 0) return 'Z'
	const minutes = Math.abs(timezone)
	return `${timezone < 0 ? '-' : '+'}${digits2(Math.floor(minutes / 60))}:${digits2(minutes % 60)}`
}

function timeText(value: DateTime): string {
	const second = value.second.toString()
	const padded = value.second.cmp(TEN) < 0 ? `0${second}` : second
	return `${digits2(value.hour)}:${digits2(value.minute)}:${padded}`
}

const TEN = Decimal.of(10)

/** The lexical form that a cast to xs:string gives. */
export function dateTimeText(type: DateTimeType, value: DateTime): string {
	const zone = timezoneText(value.timezone)
	const date = `${yearText(value.year)}-${digits2(value.month)}-${digits2(value.day)}`
	switch (type) {
		case 'dateTime':
		case 'dateTimeStamp':
			return `${date}T${timeText(value)}${zone}`
		case 'date':
			return date + zone
		case 'time':
			return timeText(value) + zone
		case 'gYearMonth':
			return `${yearText(value.year)}-${digits2(value.month)}${zone}`
		case 'gYear':
			return yearText(value.year) + zone
		case 'gMonthDay':
			return `--${digits2(value.month)}-${digits2(value.day)}${zone}`
		case 'gDay':
			return `---${digits2(value.day)}${zone}`
		case 'gMonth':
			return `--${digits2(value.month)}${zone}`
	}
}

/** The value as another of the date and time types; undefined where the casting table has no way. */
export function convertDateTime(value: DateTime, from: DateTimeType, to: DateTimeType): DateTime | undefined {
	const { year, month, day, timezone } = value
	if (from === 'dateTimeStamp') return convertDateTime(value, 'dateTime', to)
	if (from === to) return value
	if (to === 'dateTimeStamp') {
		const dateTime = convertDateTime(value, from, 'dateTime')
		if (dateTime !== undefined && timezone === undefined) {
			throw new DynamicError('FORG0001', `no time zone: ${dateTimeText('dateTime', dateTime)}`)
		}
		return dateTime
	}
	if (from === 'dateTime' && to === 'time') {
		return new DateTime(1972, 12, 31, value.hour, value.minute, value.second, timezone)
	}
	if (from === 'date' && to === 'dateTime') return value
	if ((from !== 'dateTime' && from !== 'date') || to === 'dateTime' || to === 'time') return undefined
	const at = (y: number, m: number, d: number) => new DateTime(y, m, d, 0, 0, Decimal.zero, timezone)
	switch (to) {
		case 'date':
			return at(year, month, day)
		case 'gYearMonth':
			return at(year, month, 1)
		case 'gYear':
			return at(year, 1, 1)
		case 'gMonthDay':
			return at(1972, month, day)
		case 'gDay':
			return at(1972, 12, day)
		case 'gMonth':
			return at(1972, month, 1)
	}
}

const durationForm = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** The value of a trimmed lexical form; undefined when it is none; FODT0002 when out of range. */
export function parseDuration(type: DurationType, text: string): Duration | undefined {
	const match = durationForm.exec(text)
	if (match === null || text.endsWith('P') || match[5] === 'T') return undefined
	const [, sign, years, months, days, time, hours, minutes, seconds] = match
	if (type === 'yearMonthDuration' && (days !== undefined || time !== undefined)) return undefined
	if (type === 'dayTimeDuration' && (years !== undefined || months !== undefined)) return undefined
	const totalMonths = Number(years ?? 0) * 12 + Number(months ?? 0)
	if (totalMonths > Number.MAX_SAFE_INTEGER) {
		throw new DynamicError('FODT0002', `duration out of range: ${text}`)
	}
	let total = Decimal.zero
	if (days !== undefined) total = Decimal.parse(days)!.mul(SECONDS_PER_DAY)
	if (hours !== undefined) total = total.add(Decimal.parse(hours)!.mul(Decimal.of(3600)))
	if (minutes !== undefined) total = total.add(Decimal.parse(minutes)!.mul(SIXTY))
	if (seconds !== undefined) total = total.add(Decimal.parse(seconds)!)
	return sign === '-' ? new Duration(0 - totalMonths, total.neg()) : new Duration(totalMonths, total)
}

/** The lexical form that a cast to xs:string gives. */
export function durationText(type: DurationType, value: Duration): string {
	const negative = value.months < 0 || value.seconds.sign() < 0
	let text = negative ? '-P' : 'P'
	const months = Math.abs(value.months)
	const years = Math.floor(months / 12)
	if (years !== 0) text += `${years}Y`
	if (months % 12 !== 0) text += `${months % 12}M`
	if (value.seconds.isZero()) {
		if (months !== 0) return text
		return type === 'yearMonthDuration' ? 'P0M' : 'PT0S'
	}
	const { days, hours, minutes, seconds } = durationFields(value)
	if (!days.isZero()) text += `${days.abs()}D`
	if (hours === 0 && minutes === 0 && seconds.isZero()) return text
	text += 'T'
	if (hours !== 0) text += `${Math.abs(hours)}H`
	if (minutes !== 0) text += `${Math.abs(minutes)}M`
	return seconds.isZero() ? text : `${text}${seconds.abs()}S`
}

/** The day and time parts, each of the sign of the duration. */
export function durationFields(value: Duration): {
	readonly days: Decimal
	readonly hours: number
	readonly minutes: number
	readonly seconds: Decimal
} {
	const days = value.seconds.idiv(SECONDS_PER_DAY)
	const rest = value.seconds.mod(SECONDS_PER_DAY)
	const whole = rest.truncate().toNumber()
	return {
		days,
		hours: Math.trunc(whole / 3600) + 0,
		minutes: (Math.trunc(whole / 60) % 60) + 0,
		seconds: rest.mod(SIXTY),
	}
}

/** a + b, or with sign -1, a - b; FODT0002 when out of range. */
export function addDurations(a: Duration, b: Duration, sign: 1 | -1): Duration {
	const seconds = sign === 1 ? a.seconds.add(b.seconds) : a.seconds.sub(b.seconds)
	return new Duration(safeMonths(a.months + sign * b.months), seconds)
}

/** A duration times a double: FOCA0005 for NaN, FODT0002 when out of range. */
export function multiplyDuration(value: Duration, by: number): Duration {
	if (Number.isNaN(by)) throw new DynamicError('FOCA0005', 'a duration times NaN')
	if (!Number.isFinite(by)) throw new DynamicError('FODT0002', 'a duration times infinity')
	return new Duration(
		safeMonths(roundHalfUp(value.months * by)),
		value.seconds.isZero() ? Decimal.zero : value.seconds.mul(shortestDecimal(by)),
	)
}

/** A duration divided by a double: FOCA0005 for NaN, FODT0002 for zero. */
export function divideDuration(value: Duration, by: number): Duration {
	if (Number.isNaN(by)) throw new DynamicError('FOCA0005', 'a duration divided by NaN')
	if (by === 0) throw new DynamicError('FODT0002', 'a duration divided by zero')
	if (!Number.isFinite(by)) return new Duration(0, Decimal.zero)
	return new Duration(
		safeMonths(roundHalfUp(value.months / by)),
		value.seconds.isZero() ? Decimal.zero : value.seconds.div(shortestDecimal(by)),
	)
}

function roundHalfUp(n: number): number {
	return Math.round(n) + 0
}

function safeMonths(months: number): number {
	if (!Number.isSafeInteger(months)) throw new DynamicError('FODT0002', 'duration out of range')
	return months
}
