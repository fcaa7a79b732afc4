/**
 * The atomic types as a table: what each is derived from and what it adds to its base.
 *
 * Every question about types at run time (derivesFrom, primitiveOf) is a look-up in maps made from it once.
 */

import { DynamicError } from '../fault.ts'
import { Decimal } from './decimal.ts'
import { Atomic, type AtomicType, type Item } from './item.ts'

const bases: Readonly<Record<AtomicType, AtomicType | undefined>> = {
	anyAtomicType: undefined,
	untypedAtomic: 'anyAtomicType',
	string: 'anyAtomicType',
	boolean: 'anyAtomicType',
	float: 'anyAtomicType',
	double: 'anyAtomicType',
	decimal: 'anyAtomicType',
	integer: 'decimal',
	nonPositiveInteger: 'integer',
	negativeInteger: 'nonPositiveInteger',
	long: 'integer',
	int: 'long',
	short: 'int',
	byte: 'short',
	nonNegativeInteger: 'integer',
	unsignedLong: 'nonNegativeInteger',
	unsignedInt: 'unsignedLong',
	unsignedShort: 'unsignedInt',
	unsignedByte: 'unsignedShort',
	positiveInteger: 'nonNegativeInteger',
	normalizedString: 'string',
	token: 'normalizedString',
	language: 'token',
	NMTOKEN: 'token',
	Name: 'token',
	NCName: 'Name',
	ID: 'NCName',
	IDREF: 'NCName',
	ENTITY: 'NCName',
	duration: 'anyAtomicType',
	yearMonthDuration: 'duration',
	dayTimeDuration: 'duration',
	dateTime: 'anyAtomicType',
	dateTimeStamp: 'dateTime',
	date: 'anyAtomicType',
	time: 'anyAtomicType',
	gYearMonth: 'anyAtomicType',
	gYear: 'anyAtomicType',
	gMonthDay: 'anyAtomicType',
	gDay: 'anyAtomicType',
	gMonth: 'anyAtomicType',
	anyURI: 'anyAtomicType',
	QName: 'anyAtomicType',
	NOTATION: 'anyAtomicType',
	base64Binary: 'anyAtomicType',
	hexBinary: 'anyAtomicType',
}

export const atomicTypes = Object.keys(bases) as readonly AtomicType[]

const lineages = new Map<AtomicType, ReadonlySet<AtomicType>>()
const primitives = new Map<AtomicType, AtomicType>()
for (const type of atomicTypes) {
	const lineage = new Set<AtomicType>()
	let primitive = type
	for (let at: AtomicType | undefined = type; at !== undefined; at = bases[at]) {
		lineage.add(at)
		if (at !== 'anyAtomicType') primitive = at
	}
	lineages.set(type, lineage)
	primitives.set(type, primitive)
}

/** Whether a value of `type` is a value of `ancestor`; true of a type and itself. */
export function derivesFrom(type: AtomicType, ancestor: AtomicType): boolean {
	return type === ancestor || lineages.get(type)!.has(ancestor)
}

/** The primitive type a type restricts: `decimal` for integers, `string` for tokens, `duration` for durations. */
export function primitiveOf(type: AtomicType): AtomicType {
	return primitives.get(type)!
}

/** The type of an atomic item; FOTY0013 for a function, a programming error for a node. */
export function typeOf(item: Item): AtomicType {
	if (typeof item === 'string') return 'string'
	if (typeof item === 'boolean') return 'boolean'
	if (item instanceof Atomic) return item.type
	throw notAtomic(item)
}

export function notAtomic(item: Item): Error {
	return typeof item === 'number'
		? new TypeError(`node ${item} where an atomic value is due`)
		: new DynamicError('FOTY0013', 'a function has no atomic value')
}

interface Range {
	readonly min: Decimal | undefined
	readonly max: Decimal | undefined
}

function range(min: string | undefined, max: string | undefined): Range {
	return {
		min: min === undefined ? undefined : Decimal.parse(min),
		max: max === undefined ? undefined : Decimal.parse(max),
	}
}

/** The bounds, both inclusive, of the types derived from xs:integer. */
const ranges = new Map<AtomicType, Range>([
	['nonPositiveInteger', range(undefined, '0')],
	['negativeInteger', range(undefined, '-1')],
	['long', range('-9223372036854775808', '9223372036854775807')],
	['int', range('-2147483648', '2147483647')],
	['short', range('-32768', '32767')],
	['byte', range('-128', '127')],
	['nonNegativeInteger', range('0', undefined)],
	['unsignedLong', range('0', '18446744073709551615')],
	['unsignedInt', range('0', '4294967295')],
	['unsignedShort', range('0', '65535')],
	['unsignedByte', range('0', '255')],
	['positiveInteger', range('1', undefined)],
])

/** Whether an integer lies within the bounds of `type`. */
export function isInRange(value: Decimal, type: AtomicType): boolean {
	const bounds = ranges.get(type)
	if (bounds === undefined) return true
	if (bounds.min !== undefined && value.cmp(bounds.min) < 0) return false
	return bounds.max === undefined || value.cmp(bounds.max) <= 0
}

const NAME_START =
	'A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}' +
	'\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}'
const NAME = `${NAME_START}\\-.0-9\\xB7\\u{300}-\\u{36F}\\u{203F}\\u{2040}`

/** Inside of a character class: the characters that start an XML name (`:` apart), and those that continue it. */
export const nameStartClass = NAME_START
export const nameClass = NAME

const ncName = new RegExp(`^[${NAME_START}][${NAME}]*$`, 'u')
const name = new RegExp(`^[:${NAME_START}][:${NAME}]*$`, 'u')
const nmtoken = new RegExp(`^[:${NAME}]+$`, 'u')
const language = /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/

export function isNCName(text: string): boolean {
	return ncName.test(text)
}

/** The value that `text` has as a type derived from xs:string, after its white space rule; undefined if none. */
export function restrictString(text: string, type: AtomicType): string | undefined {
	switch (type) {
		case 'string':
			return text
		case 'normalizedString':
			return text.replace(/[\t\n\r]/g, ' ')
		case 'token':
			return collapse(text)
		case 'language':
			return matching(collapse(text), language)
		case 'NMTOKEN':
			return matching(collapse(text), nmtoken)
		case 'Name':
			return matching(collapse(text), name)
		default:
			return matching(collapse(text), ncName)
	}
}

function matching(text: string, pattern: RegExp): string | undefined {
	return pattern.test(text) ? text : undefined
}

/** XML white space collapsed: none at the ends, one space within. */
export function collapse(text: string): string {
	let clean = true
	let lastSpace = true
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		const space = code === 32 || code === 10 || code === 13 || code === 9
		if (space && (lastSpace || code !== 32)) {
			clean = false
			break
		}
		lastSpace = space
	}
	if (clean && (text.length === 0 || !lastSpace)) return text
	return trim(text).replace(/[ \t\n\r]+/g, ' ')
}

/** Without the XML white space at both ends. */
export function trim(text: string): string {
	let start = 0
	let end = text.length
	while (start < end && isSpace(text.charCodeAt(start))) start++
	while (end > start && isSpace(text.charCodeAt(end - 1))) end--
	return start === 0 && end === text.length ? text : text.slice(start, end)
}

function isSpace(code: number): boolean {
	return code === 32 || code === 10 || code === 13 || code === 9
}
