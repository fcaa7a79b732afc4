/**
 * `cast as` and `castable as`: the casting table of XPath and XQuery Functions and Operators 3.1, chapter 19.
 *
 * One function converts; it answers undefined where the value has no counterpart (FORG0001) and throws the
 * rarer errors, so that `castable` costs no exception on texts. The ways from texts that generated code
 * takes most stand in number.ts and are given on from here.
 */
import { DynamicError } from '../fault.ts'
import {
	collapse,
	derivesFrom,
	isInRange,
	isNCName,
	primitiveOf,
	restrictString,
	trim,
	typeOf,
} from './atomic-types.ts'
import {
	convertDateTime,
	DateTime,
	type DateTimeType,
	Duration,
	type DurationType,
	dateTimeText,
	durationText,
	parseDateTime,
	parseDuration,
} from './datetime.ts'
import { Decimal } from './decimal.ts'
import { Atomic, type AtomicType, type Item, type QName } from './item.ts'
import {
	badValue,
	doubleToString,
	floatToString,
	parseBoolean,
	parseInteger,
	stringToNumber,
} from './number.ts'

export * from './number.ts'

/** The namespace a prefix stands for ('' for the default one); undefined when it is not declared. */
export type PrefixResolver = (prefix: string) => string | undefined

/** The atomic value as a value of `target`; XPTY0004 where the table has no way, FORG0001, FOCA0002, FODT0001 … */
export function cast(item: Item, target: AtomicType, resolve?: PrefixResolver): Item {
	const result = convert(item, target, resolve)
	if (result === undefined) throw badValue(atomicToString(item), target)
	return result
}

/** Whether `cast` would give a value. */
export function castable(item: Item, target: AtomicType, resolve?: PrefixResolver): boolean {
	try {
		return convert(item, target, resolve) !== undefined
	} catch (error) {
		if (error instanceof DynamicError) return false
		throw error
	}
}

/** A cast of a text: what xs:untypedAtomic and xs:string have in common. */
export function castString(text: string, target: AtomicType): Item {
	const result = fromText(text, target)
	if (result === undefined) throw badValue(text, target)
	return result
}

export function isDate(text: string): boolean {
	return castable(text, 'date')
}

export function isDateTime(text: string): boolean {
	return castable(text, 'dateTime')
}

export function isTime(text: string): boolean {
	return castable(text, 'time')
}

/** The text of an atomic value, as a cast to xs:string gives it. */
export function atomicToString(item: Item): string {
	if (typeof item === 'string') return item
	if (typeof item === 'boolean') return item ? 'true' : 'false'
	if (!(item instanceof Atomic)) return typeOf(item)
	const { value, type } = item
	if (typeof value === 'string') return value
	if (typeof value === 'number') return type === 'float' ? floatToString(value) : doubleToString(value)
	if (value instanceof Decimal) return value.toString()
	if (value instanceof DateTime) return dateTimeText(type as DateTimeType, value)
	if (value instanceof Duration) return durationText(type as DurationType, value)
	return value.prefix === '' ? value.local : `${value.prefix}:${value.local}`
}

function convert(item: Item, target: AtomicType, resolve: PrefixResolver | undefined): Item | undefined {
	if (typeof item === 'string') return fromString(item, target, resolve)
	const type = typeOf(item)
	if (type === target) return item
	if (target === 'anyAtomicType') throw new DynamicError('XPST0080', 'a cast to xs:anyAtomicType')
	const source = primitiveOf(type)
	if (source === 'untypedAtomic' || source === 'string') {
		return fromString(atomicToString(item), target, resolve)
	}
	const goal = primitiveOf(target)
	if (goal === 'string') return fromText(atomicToString(item), target)
	if (goal === 'untypedAtomic') return new Atomic('untypedAtomic', atomicToString(item))
	if (derivesFrom(type, target)) return new Atomic(target, (item as Atomic).value)
	switch (goal) {
		case 'decimal':
		case 'double':
		case 'float':
		case 'boolean':
			return numericCast(item, source, goal, target)
		case 'duration':
			if (source === 'duration') return durationCast((item as Atomic).value as Duration, target)
			break
		case 'hexBinary':
		case 'base64Binary':
			if (source === 'hexBinary' || source === 'base64Binary') {
				const text = (item as Atomic).value as string
				return new Atomic(target, goal === 'hexBinary' ? toHex(fromBase64(text)) : toBase64(fromHex(text)))
			}
			break
		default:
			if (
				(item as Atomic).value instanceof DateTime &&
				goal !== 'QName' &&
				goal !== 'NOTATION' &&
				goal !== 'anyURI'
			) {
				const value = (item as Atomic).value as DateTime
				const result = convertDateTime(value, source as DateTimeType, target as DateTimeType)
				if (result !== undefined) return new Atomic(target, result)
			}
	}
	throw new DynamicError('XPTY0004', `xs:${type} (${atomicToString(item)}) cannot be cast to xs:${target}`)
}

function fromString(text: string, target: AtomicType, resolve: PrefixResolver | undefined): Item | undefined {
	if (target === 'QName' && resolve !== undefined) return parseQName(text, resolve)
	return fromText(text, target)
}

/** The value of a lexical form; undefined when it is none. */
function fromText(text: string, target: AtomicType): Item | undefined {
	switch (target) {
		case 'string':
			return text
		case 'untypedAtomic':
			return new Atomic(target, text)
		case 'boolean':
			return parseBoolean(text)
		case 'double':
		case 'float': {
			const value = stringToNumber(text)
			if (Number.isNaN(value) && trim(text) !== 'NaN') return undefined
			return new Atomic(target, target === 'float' ? Math.fround(value) : value)
		}
		case 'decimal': {
			const value = Decimal.parse(text)
			return value === undefined ? undefined : new Atomic('decimal', value)
		}
		case 'anyURI':
			return new Atomic(target, collapse(text))
		case 'duration':
		case 'yearMonthDuration':
		case 'dayTimeDuration':
			return boxed(target, parseDuration(target, trim(text)))
		case 'dateTime':
		case 'dateTimeStamp':
		case 'date':
		case 'time':
		case 'gYearMonth':
		case 'gYear':
		case 'gMonthDay':
		case 'gDay':
		case 'gMonth':
			return boxed(target, parseDateTime(target, trim(text)))
		case 'hexBinary': {
			const digits = trim(text)
			return /^(?:[0-9A-Fa-f]{2})*$/.test(digits) ? new Atomic(target, digits.toUpperCase()) : undefined
		}
		case 'base64Binary':
			return boxed(target, canonicalBase64(text))
		case 'QName':
			return parseQName(text, (prefix) => (prefix === '' ? '' : undefined))
		case 'NOTATION':
		case 'anyAtomicType':
			throw new DynamicError('XPST0080', `a cast to xs:${target}`)
	}
	if (primitiveOf(target) === 'string') return boxed(target, restrictString(text, target))
	const integer = parseInteger(text)
	return integer !== undefined && isInRange(integer, target) ? new Atomic(target, integer) : undefined
}

function boxed(type: AtomicType, value: string | DateTime | Duration | undefined): Atomic | undefined {
	return value === undefined ? undefined : new Atomic(type, value)
}

function parseQName(text: string, resolve: PrefixResolver): Atomic | undefined {
	const lexical = trim(text)
	const colon = lexical.indexOf(':')
	const prefix = colon < 0 ? '' : lexical.slice(0, colon)
	const local = lexical.slice(colon + 1)
	if (!isNCName(local) || (colon >= 0 && !isNCName(prefix))) return undefined
	const uri = resolve(prefix)
	if (uri === undefined) {
		if (prefix !== '') throw new DynamicError('FONS0004', `no namespace for the prefix of ${lexical}`)
		return new Atomic('QName', { uri: '', local, prefix } satisfies QName)
	}
	return new Atomic('QName', { uri, local, prefix } satisfies QName)
}

function numericCast(
	item: Item,
	source: AtomicType,
	goal: 'decimal' | 'double' | 'float' | 'boolean',
	target: AtomicType,
): Item | undefined {
	if (typeof item === 'boolean') {
		if (goal !== 'decimal') return new Atomic(target, item ? 1 : 0)
		const bit = item ? Decimal.one : Decimal.zero
		return isInRange(bit, target) ? new Atomic(target, bit) : undefined
	}
	const { value } = item as Atomic
	if (value instanceof Decimal) {
		if (goal === 'boolean') return !value.isZero()
		if (goal === 'double') return new Atomic(target, value.toNumber())
		if (goal === 'float') return new Atomic(target, decimalToFloat(value))
		return integral(value, target)
	}
	if (typeof value === 'number') {
		if (goal === 'boolean') return !Number.isNaN(value) && value !== 0
		if (goal === 'double') return new Atomic(target, value)
		if (goal === 'float') return new Atomic(target, Math.fround(value))
		return integral(doubleToDecimal(value), target)
	}
	throw new DynamicError('XPTY0004', `xs:${source} (${atomicToString(item)}) cannot be cast to xs:${target}`)
}

function integral(value: Decimal, target: AtomicType): Atomic | undefined {
	if (target === 'decimal') return new Atomic(target, value)
	const whole = value.truncate()
	return isInRange(whole, target) ? new Atomic(target, whole) : undefined
}

/** The exact value of a double as xs:decimal; FOCA0002 for NaN and the infinities. */
export function doubleToDecimal(value: number): Decimal {
	if (value - value !== 0) {
		throw new DynamicError('FOCA0002', `${doubleToString(value)} has no value as xs:decimal`)
	}
	return Decimal.ofDouble(value)
}

/** A double truncated to xs:integer; FOCA0002 for NaN and the infinities. */
export function doubleToInteger(value: number): Decimal {
	return doubleToDecimal(Math.trunc(value))
}

/** The nearest xs:float. */
export function decimalToFloat(value: Decimal): number {
	return Math.fround(value.toNumber())
}

function durationCast(value: Duration, target: AtomicType): Atomic {
	if (target === 'yearMonthDuration') return new Atomic(target, new Duration(value.months, Decimal.zero))
	if (target === 'dayTimeDuration') return new Atomic(target, new Duration(0, value.seconds))
	return new Atomic(target, value)
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Without white space; undefined when it is not base 64 as XML Schema has it. */
function canonicalBase64(text: string): string | undefined {
	const digits = text.replace(/[ \t\n\r]+/g, '')
	if (digits.length % 4 !== 0) return undefined
	return /^(?:[A-Za-z0-9+/]*(?:[A-Za-z0-9+/]|[AEIMQUYcgkosw048]=|[AQgw]==))?$/.test(digits)
		? digits
		: undefined
}

function fromHex(text: string): Uint8Array {
	return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
		Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
	)
}

function toHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('')
}

function fromBase64(text: string): Uint8Array {
	const bytes: number[] = []
	let bits = 0
	let held = 0
	for (const digit of text) {
		if (digit === '=') break
		held = (held << 6) | BASE64.indexOf(digit)
		bits += 6
		if (bits >= 8) {
			bits -= 8
			bytes.push((held >> bits) & 255)
		}
		held &= 255
	}
	return Uint8Array.from(bytes)
}

function toBase64(bytes: Uint8Array): string {
	let text = ''
	for (let i = 0; i < bytes.length; i += 3) {
		const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
		text += BASE64[group >> 18]! + BASE64[(group >> 12) & 63]!
		text += i + 1 < bytes.length ? BASE64[(group >> 6) & 63]! : '='
		text += i + 2 < bytes.length ? BASE64[group & 63]! : '='
	}
	return text
}
