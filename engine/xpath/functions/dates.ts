/** Functions on dates, times and durations (functions and operators 3.1, chapters 8 and 9). */
import { DynamicError } from '../../fault.ts'
import { primitiveOf } from '../atomic-types.ts'
import { atomicToString } from '../cast.ts'
import type { DynamicContext } from '../context.ts'
import { adjustTimezone, DateTime, type DateTimeType, Duration, durationFields } from '../datetime.ts'
import { Decimal } from '../decimal.ts'
import { Atomic } from '../item.ts'
import { formatDateTime } from './format-date.ts'
import type { FunctionRecord } from './record.ts'

type OptionalAtomic = Atomic | undefined

const dateTimeOf = (item: Atomic): DateTime => item.value as DateTime
const durationOf = (item: Atomic): Duration => item.value as Duration

const minutes = (n: number): Atomic => new Atomic('dayTimeDuration', new Duration(0, Decimal.of(n * 60)))

/** A component of a date or time as a function `name-from-type`. */
function component(
	name: string,
	types: readonly string[],
	result: string,
	of: (value: DateTime) => unknown,
): FunctionRecord[] {
	return types.map((type) => ({
		name: `${name}-from-${type}`,
		signatures: [`(xs:${type}?) -> ${result}?`],
		call: (_c, item: OptionalAtomic) => (item === undefined ? undefined : of(dateTimeOf(item))),
	}))
}

function durationComponent(name: string, result: string, of: (value: Duration) => unknown): FunctionRecord {
	return {
		name: `${name}-from-duration`,
		signatures: [`(xs:duration?) -> ${result}?`],
		call: (_c, item: OptionalAtomic) => (item === undefined ? undefined : of(durationOf(item))),
	}
}

/** A time zone given as a duration, in minutes; FODT0003 beyond 14 hours or with seconds. */
function timezoneOf(item: Atomic): number {
	const { seconds } = durationOf(item)
	const total = seconds.toNumber() / 60
	if (!Number.isInteger(total) || Math.abs(total) > 840) {
		throw new DynamicError('FODT0003', `${atomicToString(item)} is no time zone`)
	}
	return total
}

/** No second argument: the implicit time zone; an empty one: none. */
function adjust(
	context: DynamicContext,
	item: OptionalAtomic,
	given: readonly OptionalAtomic[],
): OptionalAtomic {
	if (item === undefined) return undefined
	const [zone] = given
	const timezone =
		given.length === 0 ? (context.now.timezone ?? 0) : zone === undefined ? undefined : timezoneOf(zone)
	const type = primitiveOf(item.type) as DateTimeType
	return new Atomic(type, adjustTimezone(type, dateTimeOf(item), timezone))
}

function adjuster(type: DateTimeType): FunctionRecord {
	return {
		name: `adjust-${type}-to-timezone`,
		signatures: [`(xs:${type}?) -> xs:${type}?`, `(xs:${type}?, xs:dayTimeDuration?) -> xs:${type}?`],
		call: (context, item: OptionalAtomic, ...zone: OptionalAtomic[]) => adjust(context, item, zone),
	}
}

function formatter(type: DateTimeType): FunctionRecord {
	return {
		name: `format-${type}`,
		since: 3,
		signatures: [
			`(xs:${type}?, xs:string) -> xs:string?`,
			`(xs:${type}?, xs:string, xs:string?, xs:string?, xs:string?) -> xs:string?`,
		],
		call: (_c, item: OptionalAtomic, picture: string, language?: string, calendar?: string) =>
			item === undefined ? undefined : formatDateTime(type, dateTimeOf(item), picture, language, calendar),
	}
}

/** fn:dateTime; FORG0008 when date and time have different time zones. */
function combine(date: DateTime, time: DateTime): DateTime {
	if (date.timezone !== undefined && time.timezone !== undefined && date.timezone !== time.timezone) {
		throw new DynamicError('FORG0008', 'date and time have different time zones')
	}
	const zone = date.timezone ?? time.timezone
	return new DateTime(date.year, date.month, date.day, time.hour, time.minute, time.second, zone)
}

export const dateFunctions: readonly FunctionRecord[] = [
	{
		name: 'dateTime',
		signatures: ['(xs:date?, xs:time?) -> xs:dateTime?'],
		call: (_c, date: OptionalAtomic, time: OptionalAtomic) =>
			date === undefined || time === undefined
				? undefined
				: new Atomic('dateTime', combine(dateTimeOf(date), dateTimeOf(time))),
	},
	...component('year', ['dateTime', 'date'], 'int', (value) => value.year),
	...component('month', ['dateTime', 'date'], 'int', (value) => value.month),
	...component('day', ['dateTime', 'date'], 'int', (value) => value.day),
	...component('hours', ['dateTime', 'time'], 'int', (value) => value.hour),
	...component('minutes', ['dateTime', 'time'], 'int', (value) => value.minute),
	...component('seconds', ['dateTime', 'time'], 'xs:decimal', (value) => value.second),
	...component('timezone', ['dateTime', 'date', 'time'], 'xs:dayTimeDuration', ({ timezone }) =>
		timezone === undefined ? undefined : minutes(timezone),
	),
	durationComponent('years', 'int', (value) => Math.trunc(value.months / 12) + 0),
	durationComponent('months', 'int', (value) => (value.months % 12) + 0),
	durationComponent('days', 'xs:integer', (value) => durationFields(value).days),
	durationComponent('hours', 'int', (value) => durationFields(value).hours),
	durationComponent('minutes', 'int', (value) => durationFields(value).minutes),
	durationComponent('seconds', 'xs:decimal', (value) => durationFields(value).seconds),
	adjuster('dateTime'),
	adjuster('date'),
	adjuster('time'),
	formatter('dateTime'),
	formatter('date'),
	formatter('time'),
	{
		name: 'current-dateTime',
		signatures: ['() -> xs:dateTime'],
		call: ({ now }) => new Atomic('dateTime', now),
	},
	{
		name: 'current-date',
		signatures: ['() -> xs:date'],
		call: ({ now }) => {
			const midnight = new DateTime(now.year, now.month, now.day, 0, 0, Decimal.zero, now.timezone)
			return new Atomic('date', midnight)
		},
	},
	{
		name: 'current-time',
		signatures: ['() -> xs:time'],
		call: ({ now }) => {
			const time = new DateTime(1972, 12, 31, now.hour, now.minute, now.second, now.timezone)
			return new Atomic('time', time)
		},
	},
	{
		name: 'implicit-timezone',
		signatures: ['() -> xs:dayTimeDuration'],
		call: ({ now }) => minutes(now.timezone ?? 0),
	},
]
