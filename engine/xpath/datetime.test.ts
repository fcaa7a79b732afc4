import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
	addDuration,
	compareDateTimes,
	type DateTimeType,
	type DurationType,
	dateTimeText,
	daysOf,
	durationText,
	instant,
	parseDateTime,
	parseDuration,
	subtractDateTimes,
} from './datetime.ts'

describe('lexical forms', () => {
	test.each<[DateTimeType, string, string]>([
		['date', '2024-02-29', '2024-02-29'],
		['date', '2024-02-29Z', '2024-02-29Z'],
		['date', '2024-02-29+00:00', '2024-02-29Z'],
		['date', '-0044-03-15-14:00', '-0044-03-15-14:00'],
		['date', '12024-01-01', '12024-01-01'],
		['date', '0000-02-29', '0000-02-29'],
		['dateTime', '2024-12-31T24:00:00', '2025-01-01T00:00:00'],
		['dateTime', '2024-01-01T00:00:00.500Z', '2024-01-01T00:00:00.5Z'],
		['dateTime', '2024-01-01T23:59:59.999999999999+01:30', '2024-01-01T23:59:59.999999999999+01:30'],
		['dateTimeStamp', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'],
		['time', '09:05:07.0', '09:05:07'],
		['gYearMonth', '2024-02', '2024-02'],
		['gYear', '-0001Z', '-0001Z'],
		['gMonthDay', '--02-29', '--02-29'],
		['gDay', '---31', '---31'],
		['gMonth', '--12-05:00', '--12-05:00'],
	])('%s %s is %s', (type, text, canonical) =>
		expect(dateTimeText(type, parseDateTime(type, text)!)).toBe(canonical),
	)

	test.each<[DateTimeType, string]>([
		['date', '2023-02-29'],
		['date', '1900-02-29'],
		['date', '2024-13-01'],
		['date', '2024-04-31'],
		['date', '2024-06-31'],
		['date', '2024-11-31Z'],
		['date', '2024-00-01'],
		['date', '2024-01-00'],
		['date', '2024-1-01'],
		['date', '02024-01-01'],
		['date', '+2024-01-01'],
		['date', '20240101'],
		['date', '2024-01-01T00:00:00'],
		['date', '2024/01/01'],
		['date', '2024-01-01+14:01'],
		['date', '2024-01-01+15:00'],
		['date', '2024-01-01+01:60'],
		['date', '٢٠٢٤-01-01'],
		['dateTime', '2024-01-01'],
		['dateTime', '2024-01-01T24:00:01'],
		['dateTime', '2024-01-01T12:60:00'],
		['dateTime', '2024-01-01T12:00:60'],
		['dateTime', '2024-01-01T12:00'],
		['dateTime', '2024-01-01T12:00:00.'],
		['dateTimeStamp', '2024-01-01T00:00:00'],
		['gMonthDay', '--02-30'],
		['gDay', '---32'],
		['gMonth', '--13'],
	])('%s %s is none', (type, text) => expect(parseDateTime(type, text)).toBeUndefined())

	test.each<[DurationType, string, string]>([
		['duration', 'P1Y14M', 'P2Y2M'],
		['duration', 'P1Y2M3DT4H5M6.70S', 'P1Y2M3DT4H5M6.7S'],
		['duration', '-PT90M', '-PT1H30M'],
		['duration', 'PT0S', 'PT0S'],
		['dayTimeDuration', 'PT86400S', 'P1D'],
		['dayTimeDuration', 'PT99999999999999999999S', 'P1157407407407407DT9H46M39S'],
		['yearMonthDuration', '-P0Y', 'P0M'],
		['yearMonthDuration', 'P13M', 'P1Y1M'],
	])('%s %s is %s', (type, text, canonical) =>
		expect(durationText(type, parseDuration(type, text)!)).toBe(canonical),
	)

	test.each<[DurationType, string]>([
		['duration', 'P'],
		['duration', 'PT'],
		['duration', 'P1DT'],
		['duration', '1Y'],
		['duration', 'P-1Y'],
		['duration', 'P1M1Y'],
		['duration', 'PT1.S'],
		['duration', 'P1.5D'],
		['duration', 'P1S'],
		['yearMonthDuration', 'P1D'],
		['dayTimeDuration', 'P1M'],
	])('%s %s is none', (type, text) => expect(parseDuration(type, text)).toBeUndefined())

	test('a year out of reach is an error of its own', () =>
		expect(() => parseDateTime('gYear', '1000000000')).toThrow(expect.objectContaining({ code: 'FODT0001' })))
})

const day = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((days) => {
	const date = new Date(days * 86_400_000)
	const year = date.getUTCFullYear()
	return {
		days,
		text: `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}${date.toISOString().slice(-20, -14)}`,
	}
})

describe('the calendar', () => {
	test('counts days as JavaScript does', () =>
		fc.assert(
			fc.property(day, ({ days, text }) => {
				const date = parseDateTime('date', text)!
				expect(daysOf(date.year, date.month, date.day)).toBe(days)
				expect(dateTimeText('date', date)).toBe(text)
			}),
		))

	test('a day added and taken away is where it was', () =>
		fc.assert(
			fc.property(day, fc.integer({ min: -9999, max: 9999 }), ({ text }, days) => {
				const date = parseDateTime('date', text)!
				const by = parseDuration('dayTimeDuration', `${days < 0 ? '-' : ''}P${Math.abs(days)}D`)!
				const moved = addDuration('date', date, by, 1)
				expect(dateTimeText('date', addDuration('date', moved, by, -1))).toBe(text)
				expect(durationText('dayTimeDuration', subtractDateTimes(moved, date, 0))).toBe(
					durationText('dayTimeDuration', by),
				)
				expect(compareDateTimes(moved, date, 0)).toBe(Math.sign(days))
			}),
		))

	test('the end of a month stays the end of a month', () => {
		const by = parseDuration('yearMonthDuration', 'P1M')!
		const at = (text: string) => parseDateTime('date', text)!
		expect(dateTimeText('date', addDuration('date', at('2023-01-31'), by, 1))).toBe('2023-02-28')
		expect(dateTimeText('date', addDuration('date', at('2024-03-31'), by, -1))).toBe('2024-02-29')
		expect(dateTimeText('date', addDuration('date', at('0000-01-15'), by, -1))).toBe('-0001-12-15')
	})

	test.each([
		['2024-01-01T00:00:00Z', '2024-01-01T01:00:00+01:00', 0],
		['2024-01-01T00:00:00', '2024-01-01T00:00:00Z', -1],
		['2024-01-01T00:00:00.1', '2024-01-01T00:00:00.09', 1],
	])('%s against %s, with the implicit zone +01:00: %i', (a, b, order) => {
		const [x, y] = [parseDateTime('dateTime', a)!, parseDateTime('dateTime', b)!]
		expect(compareDateTimes(x, y, 60)).toBe(order)
		expect(instant(x, 60).cmp(instant(y, 60))).toBe(order)
	})
})
