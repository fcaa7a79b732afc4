/**
 * What an XPath expression yields, as JavaScript sees it.
 *
 * These representations nest, from the narrowest that static typing can prove to the general Item:
 *   xs:boolean → boolean · xs:string → string · xs:double → number · xs:decimal and xs:integer → Decimal ·
 *   node → NodeId (a number: the index of the node in its Tree)
 * An Item is used where the static type is not known: there a bare number always means a node, a bare
 * string is an xs:string, a bare boolean an xs:boolean, and every other atomic value is boxed as an Atomic.
 * An optional value is `T | undefined`; a sequence is a plain array.
 */

import type { DateTime, Duration } from './datetime.ts'
import type { Decimal } from './decimal.ts'

/** Index of a node in its Tree; document order is numeric order. */
export type NodeId = number

/** Local names of the XML Schema atomic types that XPath knows. */
export type AtomicType =
	| 'anyAtomicType'
	| 'untypedAtomic'
	| 'string'
	| 'boolean'
	| 'float'
	| 'double'
	| 'decimal'
	| 'integer'
	| 'nonPositiveInteger'
	| 'negativeInteger'
	| 'long'
	| 'int'
	| 'short'
	| 'byte'
	| 'nonNegativeInteger'
	| 'unsignedLong'
	| 'unsignedInt'
	| 'unsignedShort'
	| 'unsignedByte'
	| 'positiveInteger'
	| 'normalizedString'
	| 'token'
	| 'language'
	| 'NMTOKEN'
	| 'Name'
	| 'NCName'
	| 'ID'
	| 'IDREF'
	| 'ENTITY'
	| 'duration'
	| 'yearMonthDuration'
	| 'dayTimeDuration'
	| 'dateTime'
	| 'dateTimeStamp'
	| 'date'
	| 'time'
	| 'gYearMonth'
	| 'gYear'
	| 'gMonthDay'
	| 'gDay'
	| 'gMonth'
	| 'anyURI'
	| 'QName'
	| 'NOTATION'
	| 'base64Binary'
	| 'hexBinary'

export interface QName {
	readonly uri: string
	readonly local: string
	readonly prefix: string
}

/** What an Atomic's value is: string (untypedAtomic, anyURI, string subtypes, binaries), number (float, double), … */
export type AtomicValue = string | number | Decimal | DateTime | Duration | QName

/** A boxed atomic value; never of type `string` or `boolean`, which stay bare. */
export class Atomic {
	readonly type: AtomicType
	readonly value: AtomicValue

	constructor(type: AtomicType, value: AtomicValue) {
		this.type = type
		this.value = value
	}
}

/** A function as a value: inline functions, named function references, partial application. */
export class FunctionItem {
	readonly arity: number
	/** Takes and gives sequences of items. */
	readonly call: (...args: Item[][]) => Item[]
	readonly label: string

	constructor(label: string, arity: number, call: (...args: Item[][]) => Item[]) {
		this.label = label
		this.arity = arity
		this.call = call
	}
}

export type Item = NodeId | string | boolean | Atomic | FunctionItem
