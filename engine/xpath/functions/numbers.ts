/** Functions on numbers and of mathematics (functions and operators 3.1, chapter 4). */

import { derivesFrom } from '../atomic-types.ts'
import { toNumber } from '../compare.ts'
import { Decimal } from '../decimal.ts'
import { Atomic, type Item } from '../item.ts'
import { formatInteger } from './format-integer.ts'
import { formatNumber } from './format-number.ts'
import type { FunctionRecord } from './record.ts'

const mathNamespace = 'http://www.w3.org/2005/xpath-functions/math'

/** A numeric value changed; integer subtypes become xs:integer. */
function mapNumber(
	item: Atomic | undefined,
	onDecimal: (value: Decimal) => Decimal,
	onDouble: (value: number) => number,
): Item | undefined {
	if (item === undefined) return undefined
	const { value, type } = item
	if (value instanceof Decimal) {
		return new Atomic(derivesFrom(type, 'integer') ? 'integer' : 'decimal', onDecimal(value))
	}
	const result = onDouble(value as number)
	return new Atomic(type, type === 'float' ? Math.fround(result) : result)
}

/** A double rounded by way of its exact decimal value; zeros keep the sign of the value. */
function roundDouble(value: number, round: (exact: Decimal) => Decimal): number {
	if (!Number.isFinite(value) || value === 0) return value
	const result = round(Decimal.ofDouble(value)).toNumber()
	return result === 0 && value < 0 ? -0 : result
}

/** Digits that no value has more of. */
const PRECISION_LIMIT = 1_000_000

function precisionOf(argument: Decimal | undefined): number {
	if (argument === undefined) return 0
	return Math.max(-PRECISION_LIMIT, Math.min(PRECISION_LIMIT, argument.toNumber()))
}

function unary(name: string, of: (x: number) => number): FunctionRecord {
	return {
		name,
		uri: mathNamespace,
		since: 3,
		signatures: ['(xs:double?) -> xs:double?'],
		call: (_c, x: number | undefined) => (x === undefined ? undefined : of(x)),
	}
}

/** IEEE 754 pow: 1 to any power, and any base to the power 0, is 1. */
function power(base: number, exponent: number): number {
	if (base === 1 || (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent))) return 1
	return base ** exponent
}

export const numberFunctions: readonly FunctionRecord[] = [
	{
		name: 'abs',
		signatures: ['(xs:numeric?) -> xs:numeric?'],
		call: (_c, item?: Atomic) => mapNumber(item, (d) => d.abs(), Math.abs),
	},
	{
		name: 'ceiling',
		signatures: ['(xs:numeric?) -> xs:numeric?'],
		call: (_c, item?: Atomic) => mapNumber(item, (d) => d.ceiling(), Math.ceil),
	},
	{
		name: 'floor',
		signatures: ['(xs:numeric?) -> xs:numeric?'],
		call: (_c, item?: Atomic) => mapNumber(item, (d) => d.floor(), Math.floor),
	},
	{
		name: 'round',
		signatures: ['(xs:numeric?) -> xs:numeric?', '(xs:numeric?, xs:integer) -> xs:numeric?'],
		call: (_c, item: Atomic | undefined, precision?: Decimal) => {
			if (precision === undefined) return mapNumber(item, (d) => d.round(), Math.round)
			const digits = precisionOf(precision)
			return mapNumber(
				item,
				(d) => d.round(digits),
				(n) => roundDouble(n, (d) => d.round(digits)),
			)
		},
	},
	{
		name: 'round-half-to-even',
		signatures: ['(xs:numeric?) -> xs:numeric?', '(xs:numeric?, xs:integer) -> xs:numeric?'],
		call: (_c, item: Atomic | undefined, precision?: Decimal) => {
			const digits = precisionOf(precision)
			return mapNumber(
				item,
				(d) => d.roundHalfEven(digits),
				(n) => roundDouble(n, (d) => d.roundHalfEven(digits)),
			)
		},
	},
	{
		name: 'number',
		signatures: ['(xs:anyAtomicType?) -> xs:double'],
		defaultsToContext: true,
		call: (_c, item?: Item) => (item === undefined ? Number.NaN : toNumber(item)),
	},
	{
		name: 'format-integer',
		since: 3,
		signatures: [
			'(xs:integer?, xs:string) -> xs:string',
			'(xs:integer?, xs:string, xs:string?) -> xs:string',
		],
		call: (_c, value: Decimal | undefined, picture: string) =>
			value === undefined ? '' : formatInteger(value, picture),
	},
	{
		name: 'format-number',
		since: 3,
		signatures: [
			'(xs:numeric?, xs:string) -> xs:string',
			'(xs:numeric?, xs:string, xs:string?) -> xs:string',
		],
		call: (_c, value: Atomic | undefined, picture: string, name?: string) =>
			formatNumber(value, picture, name),
	},
	{ name: 'pi', uri: mathNamespace, since: 3, signatures: ['() -> xs:double'], call: () => Math.PI },
	unary('exp', Math.exp),
	unary('exp10', (x) => 10 ** x),
	unary('log', Math.log),
	unary('log10', Math.log10),
	unary('sqrt', Math.sqrt),
	unary('sin', Math.sin),
	unary('cos', Math.cos),
	unary('tan', Math.tan),
	unary('asin', Math.asin),
	unary('acos', Math.acos),
	unary('atan', Math.atan),
	{
		name: 'pow',
		uri: mathNamespace,
		since: 3,
		signatures: ['(xs:double?, xs:numeric) -> xs:double?'],
		call: (_c, base: number | undefined, exponent: Item) =>
			base === undefined ? undefined : power(base, toNumber(exponent)),
	},
	{
		name: 'atan2',
		uri: mathNamespace,
		since: 3,
		signatures: ['(xs:double, xs:double) -> xs:double'],
		call: (_c, y: number, x: number) => Math.atan2(y, x),
	},
]
