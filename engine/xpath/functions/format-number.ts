/**
 * fn:format-number with the default decimal format (functions and operators 3.1, 4.7).
 *
 * A picture is read once into what its rules 4.7.4 speak of: sizes of the parts and positions of the
 * grouping separators; the number is then laid out by 4.7.5.
 */
import { DynamicError } from '../../fault.ts'
import { Decimal } from '../decimal.ts'
import type { Atomic } from '../item.ts'
import { shortestDecimal } from '../number.ts'

interface Picture {
	readonly prefix: string
	readonly suffix: string
	readonly minWhole: number
	/** Distances of separators from the decimal point, to the left. */
	readonly wholeGroups: readonly number[]
	/** The interval at which they go on, 0 if they do not. */
	readonly interval: number
	readonly minFraction: number
	readonly maxFraction: number
	/** Distances of separators from the decimal point, to the right. */
	readonly fractionGroups: readonly number[]
	/** Least number of digits of the exponent; 0: there is none. */
	readonly minExponent: number
	readonly scalingWhole: number
	readonly factor: 1 | 100 | 1000
}

/** FODF1280 for a named format, FODF1310 for a bad picture. */
export function formatNumber(value: Atomic | undefined, picture: string, name?: string): string {
	if (name !== undefined) throw new DynamicError('FODF1280', `there is no decimal format "${name}"`)
	const parts = picture.split(';')
	if (parts.length > 2) throw badPicture(picture)
	const positive = parsePicture(parts[0]!, picture)
	const negative =
		parts[1] === undefined ? { ...positive, prefix: `-${positive.prefix}` } : parsePicture(parts[1], picture)
	const number = value === undefined ? Number.NaN : value.value
	if (typeof number === 'number') {
		if (Number.isNaN(number)) return 'NaN'
		const chosen = number < 0 || Object.is(number, -0) ? negative : positive
		if (!Number.isFinite(number)) return `${chosen.prefix}Infinity${chosen.suffix}`
		const scaled = Math.abs(number) * chosen.factor
		if (!Number.isFinite(scaled)) return `${chosen.prefix}Infinity${chosen.suffix}`
		return chosen.prefix + layOut(shortestDecimal(scaled), chosen) + chosen.suffix
	}
	const decimal = number as Decimal
	const chosen = decimal.sign() < 0 ? negative : positive
	return chosen.prefix + layOut(decimal.abs().mul(Decimal.of(chosen.factor)), chosen) + chosen.suffix
}

function badPicture(picture: string): DynamicError {
	return new DynamicError('FODF1310', `"${picture}" is no picture of a number`)
}

const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9'
const isActive = (c: string | undefined): boolean => c !== undefined && (isDigit(c) || '#.,'.includes(c))

/** One of the two halves of a picture; `whole` is all of it, for the message. */
function parsePicture(text: string, whole: string): Picture {
	const characters = Array.from(text)
	const start = characters.findIndex(isActive)
	if (start < 0) throw badPicture(whole)
	const end = characters.findLastIndex(isActive) + 1
	const prefix = characters.slice(0, start).join('')
	const suffix = characters.slice(end).join('')
	const { mantissa, minExponent } = splitExponent(characters.slice(start, end), whole)
	// A percent sign or other text within the number.
	if (!mantissa.every(isActive)) throw badPicture(whole)
	const scalers = Array.from(prefix + suffix).filter((c) => c === '%' || c === '‰')
	if (scalers.length > 1 || (minExponent > 0 && scalers.length > 0)) throw badPicture(whole)
	const point = mantissa.indexOf('.')
	const wholePart = point < 0 ? mantissa : mantissa.slice(0, point)
	const fractionPart = point < 0 ? [] : mantissa.slice(point + 1)
	if (fractionPart.includes('.') || !mantissa.some((c) => isDigit(c) || c === '#')) throw badPicture(whole)
	checkOrder(wholePart, fractionPart, whole)

	const scalingWhole = wholePart.filter(isDigit).length
	let minWhole = scalingWhole
	let minFraction = fractionPart.filter(isDigit).length
	let maxFraction = fractionPart.filter((c) => c !== ',').length
	if (minWhole === 0 && maxFraction === 0) {
		if (minExponent > 0) {
			minFraction = 1
			maxFraction = 1
		} else minWhole = 1
	}
	if (minExponent > 0 && minWhole === 0 && wholePart.includes('#')) minWhole = 1
	if (minWhole === 0 && minFraction === 0) minFraction = 1
	const wholeGroups = groupsOf(wholePart.toReversed())
	return {
		prefix,
		suffix,
		minWhole,
		wholeGroups,
		interval: intervalOf(wholeGroups, wholePart.filter((c) => c !== ',').length),
		minFraction,
		maxFraction,
		fractionGroups: groupsOf(fractionPart),
		minExponent,
		scalingWhole,
		factor: scalers[0] === '%' ? 100 : scalers[0] === '‰' ? 1000 : 1,
	}
}

/** An "e" is the exponent's where active characters stand on both sides of it. */
function splitExponent(
	characters: readonly string[],
	picture: string,
): { readonly mantissa: readonly string[]; readonly minExponent: number } {
	const at = characters.findIndex(
		(c, i) => c === 'e' && isActive(characters[i - 1]) && isActive(characters[i + 1]),
	)
	if (at < 0) return { mantissa: characters, minExponent: 0 }
	const exponent = characters.slice(at + 1)
	if (!exponent.every(isDigit)) throw badPicture(picture)
	return { mantissa: characters.slice(0, at), minExponent: exponent.length }
}

/** Optional digits stand outside of mandatory ones, and a separator beside digits only. */
function checkOrder(wholePart: readonly string[], fractionPart: readonly string[], picture: string): void {
	const wholeText = wholePart.join('')
	const fractionText = fractionPart.join('')
	const isBad =
		/,,/.test(wholeText) ||
		/,,/.test(fractionText) ||
		/[0-9].*#/.test(wholeText) ||
		/#.*[0-9]/.test(fractionText) ||
		wholeText.endsWith(',') ||
		fractionText.startsWith(',') ||
		fractionText.endsWith(',')
	if (isBad) throw badPicture(picture)
}

function groupsOf(characters: readonly string[]): number[] {
	const groups: number[] = []
	let digits = 0
	for (const character of characters) {
		if (character === ',') groups.push(digits)
		else digits++
	}
	return groups
}

function intervalOf(groups: readonly number[], places: number): number {
	const [first] = groups
	if (first === undefined) return 0
	const isRegular =
		groups.every((group, i) => group === first * (i + 1)) && places <= first * (groups.length + 1)
	return isRegular ? first : 0
}

function layOut(value: Decimal, picture: Picture): string {
	let mantissa = value
	let exponent = 0
	if (picture.minExponent > 0 && !value.isZero()) {
		// As many digits before the point as the picture has mandatory ones.
		const magnitude = magnitudeOf(value)
		exponent = magnitude - picture.scalingWhole
		mantissa = shifted(value, -exponent)
	}
	const text = mantissa.roundHalfEven(picture.maxFraction).toString()
	const point = text.indexOf('.')
	let whole = point < 0 ? text : text.slice(0, point)
	let fraction = point < 0 ? '' : text.slice(point + 1)
	if (whole === '0') whole = ''
	whole = whole.padStart(picture.minWhole, '0')
	fraction = fraction.padEnd(picture.minFraction, '0')
	let out = ''
	for (let i = 0; i < whole.length; i++) {
		const left = whole.length - i
		const marked = picture.interval > 0 ? left % picture.interval === 0 : picture.wholeGroups.includes(left)
		out += (i > 0 && marked ? ',' : '') + whole[i]
	}
	if (fraction !== '') out += '.'
	for (let i = 0; i < fraction.length; i++) {
		out += (i > 0 && picture.fractionGroups.includes(i) ? ',' : '') + fraction[i]
	}
	if (picture.minExponent === 0) return out
	return `${out}e${exponent < 0 ? '-' : ''}${String(Math.abs(exponent)).padStart(picture.minExponent, '0')}`
}

/** Number of digits before the point; negative for zeros after it. */
function magnitudeOf(value: Decimal): number {
	const text = value.toString()
	const point = text.indexOf('.')
	const whole = point < 0 ? text : text.slice(0, point)
	if (whole !== '0') return whole.length
	return -(/^0*/.exec(text.slice(point + 1))?.[0].length ?? 0)
}

function shifted(value: Decimal, places: number): Decimal {
	return places >= 0
		? value.mul(Decimal.ofBigInt(10n ** BigInt(places)))
		: value.mul(Decimal.scaled(1, -places))
}
