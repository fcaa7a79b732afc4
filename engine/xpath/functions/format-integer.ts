/**
 * fn:format-integer, and the numerals that the date formats share with it: digits with grouping, letters,
 * Roman numerals, English words (functions and operators 3.1, 4.6).
 */
import { DynamicError } from '../../fault.ts'
import type { Decimal } from '../decimal.ts'

/** A picture split at its last semicolon; FODF1310. */
export function formatInteger(value: Decimal, picture: string): string {
	const at = picture.lastIndexOf(';')
	const primary = at < 0 ? picture : picture.slice(0, at)
	const modifier = at < 0 ? '' : picture.slice(at + 1)
	if (primary === '') throw badPicture(picture)
	if (!/^(?:[co](?:\([^()]*\))?)?[at]?$/.test(modifier)) throw badPicture(picture)
	const negative = value.sign() < 0
	const text = numeral(value.abs().toBigInt(), primary, modifier.startsWith('o'))
	if (text === undefined) throw badPicture(picture)
	return negative ? `-${text}` : text
}

function badPicture(picture: string): DynamicError {
	return new DynamicError('FODF1310', `"${picture}" is no picture of an integer`)
}

/** A number >= 0 in the manner of a token: `1`, `001`, `#,##0`, `a`, `I`, `Ww` …; undefined for a bad one. */
export function numeral(value: bigint, token: string, ordinal: boolean): string | undefined {
	switch (token) {
		case 'a':
		case 'A': {
			if (value === 0n) return '0'
			const letters = alphabetic(value, LATIN)
			return token === 'a' ? letters.toLowerCase() : letters
		}
		case 'i':
		case 'I': {
			if (value === 0n || value > 4999n) return value.toString()
			const roman = romanNumeral(Number(value))
			return token === 'i' ? roman.toLowerCase() : roman
		}
		case 'w':
			return words(value, ordinal)
		case 'W':
			return words(value, ordinal).toUpperCase()
		case 'Ww':
			return words(value, ordinal).replace(/[a-z]+/g, (word) =>
				word === 'and' ? word : word[0]!.toUpperCase() + word.slice(1),
			)
	}
	if (!/\p{Nd}/u.test(token)) {
		return inSequence(value, token) ?? value.toString() + (ordinal ? ordinalSuffix(value) : '')
	}
	const digits = grouped(value, token)
	return digits === undefined || !ordinal ? digits : digits + ordinalSuffix(value)
}

const LATIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const GREEK = 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ'

/** A to Z, then AA, AB … */
function alphabetic(value: bigint, letters: string): string {
	const base = BigInt(letters.length)
	let text = ''
	for (let rest = value; rest > 0n; rest = (rest - 1n) / base)
		text = letters[Number((rest - 1n) % base)]! + text
	return text
}

/** Numbers 1 to 20 in circles, in parentheses, with a full stop. */
const ENCLOSED = new Map([
	['①', 0x2460],
	['⑴', 0x2474],
	['⒈', 0x2488],
])

function inSequence(value: bigint, token: string): string | undefined {
	if (value === 0n) return undefined
	if (token === 'Α') return alphabetic(value, GREEK)
	if (token === 'α') return alphabetic(value, GREEK.toLowerCase())
	const first = ENCLOSED.get(token)
	return first === undefined || value > 20n ? undefined : String.fromCodePoint(first + Number(value) - 1)
}

const ROMAN: readonly (readonly [number, string])[] = [
	[1000, 'M'],
	[900, 'CM'],
	[500, 'D'],
	[400, 'CD'],
	[100, 'C'],
	[90, 'XC'],
	[50, 'L'],
	[40, 'XL'],
	[10, 'X'],
	[9, 'IX'],
	[5, 'V'],
	[4, 'IV'],
	[1, 'I'],
]

function romanNumeral(value: number): string {
	let rest = value
	let text = ''
	for (const [worth, letters] of ROMAN) {
		while (rest >= worth) {
			text += letters
			rest -= worth
		}
	}
	return text
}

function ordinalSuffix(value: bigint): string {
	const tens = value % 100n
	if (tens >= 11n && tens <= 13n) return 'th'
	return { 1: 'st', 2: 'nd', 3: 'rd' }[Number(value % 10n)] ?? 'th'
}

/** The mathematical digits: five families of ten in a row. */
const MATHEMATICAL_ZERO = 0x1d7ce
const MATHEMATICAL_END = 0x1d7ff

/** Code point of the zero of a decimal digit's family. */
export function zeroOf(digit: number): number {
	if (digit >= MATHEMATICAL_ZERO && digit <= MATHEMATICAL_END)
		return digit - ((digit - MATHEMATICAL_ZERO) % 10)
	let zero = digit
	while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
	return zero
}

/** `#,##0` and the like; undefined where the pattern is bad. */
function grouped(value: bigint, pattern: string): string | undefined {
	const characters = Array.from(pattern)
	let zero = -1
	let mandatory = 0
	let places = 0
	const separators: { readonly after: number; readonly text: string }[] = []
	for (const character of characters) {
		const code = character.codePointAt(0)!
		if (/\p{Nd}/u.test(character)) {
			const family = zeroOf(code)
			if (zero >= 0 && family !== zero) return undefined
			zero = family
			mandatory++
			places++
		} else if (character === '#') {
			if (mandatory > 0) return undefined
			places++
		} else if (/[\p{L}\p{N}]/u.test(character)) return undefined
		else {
			if (places === 0 || separators.at(-1)?.after === places) return undefined
			separators.push({ after: places, text: character })
		}
	}
	if (mandatory === 0 || separators.at(-1)?.after === places) return undefined
	const digits = value.toString().padStart(mandatory, '0')
	const marks = new Map(separators.map(({ after, text }) => [places - after, text]))
	const regular = regularInterval(separators, places)
	let text = ''
	for (let i = 0; i < digits.length; i++) {
		const left = digits.length - i
		if (i > 0) {
			const mark = marks.get(left) ?? (regular > 0 && left % regular === 0 ? separators[0]!.text : '')
			text += mark
		}
		text += String.fromCodePoint(zero + digits.charCodeAt(i) - 48)
	}
	return text
}

/** The distance at which equal separators recur all through the pattern, 0 if they do not. */
function regularInterval(
	separators: readonly { readonly after: number; readonly text: string }[],
	places: number,
): number {
	const last = separators.at(-1)
	if (last === undefined) return 0
	const interval = places - last.after
	const same = separators.every(
		({ after, text }, i) => text === last.text && places - after === interval * (separators.length - i),
	)
	return same && separators[0]!.after <= interval ? interval : 0
}

const ONES = (
	'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
	'seventeen eighteen nineteen'
).split(' ')
const TENS = '  twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const SCALES: readonly (readonly [bigint, string])[] = [
	[1_000_000_000_000n, 'trillion'],
	[1_000_000_000n, 'billion'],
	[1_000_000n, 'million'],
	[1_000n, 'thousand'],
	[100n, 'hundred'],
]
const ORDINALS: Readonly<Record<string, string>> = {
	one: 'first',
	two: 'second',
	three: 'third',
	five: 'fifth',
	eight: 'eighth',
	nine: 'ninth',
	twelve: 'twelfth',
}

function words(value: bigint, ordinal: boolean): string {
	const text = cardinal(value)
	if (!ordinal) return text
	return text.replace(
		/[a-z]+$/,
		(last) => ORDINALS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`),
	)
}

function cardinal(value: bigint): string {
	if (value < 20n) return ONES[Number(value)]!
	if (value < 100n) {
		const ones = value % 10n
		return TENS[Number(value / 10n)]! + (ones === 0n ? '' : `-${ONES[Number(ones)]}`)
	}
	for (const [worth, name] of SCALES) {
		if (value < worth) continue
		const rest = value % worth
		const head = `${cardinal(value / worth)} ${name}`
		if (rest === 0n) return head
		return `${head}${rest < 100n ? ' and' : ''} ${cardinal(rest)}`
	}
	return value.toString()
}
