/**
 * Checks of identifiers that XPath cannot well say: check digits, and shapes that differ by country.
 *
 * Rules ask them by name, as `rv:valid(normalize-space(.), 'iban')`. Spaces are passed over where people write a
 * number in groups, an IBAN or a VAT number; elsewhere the value has to be as programs compare it.
 */
import { countrySpecs } from 'ibantools'
import type { ValueCheck } from '#engine'

/**
 * What follows the country's letters in a VAT number, as the European Commission describes the numbers that
 * VIES answers for; Great Britain, Norway and Switzerland as their administrations do.
 */
const vatShapes: Readonly<Record<string, RegExp>> = {
	AT: /^U\d{8}$/,
	BE: /^[01]\d{9}$/,
	BG: /^\d{9,10}$/,
	CH: /^E\d{9}(MWST|TVA|IVA)?$/,
	CY: /^\d{8}[A-Z]$/,
	CZ: /^\d{8,10}$/,
	DE: /^\d{9}$/,
	DK: /^\d{8}$/,
	EE: /^\d{9}$/,
	EL: /^\d{9}$/,
	ES: /^([A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/,
	FI: /^\d{8}$/,
	FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
	GB: /^(\d{9}|\d{12}|GD[0-4]\d\d|HA[5-9]\d\d)$/,
	HR: /^\d{11}$/,
	HU: /^\d{8}$/,
	IE: /^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
	IT: /^\d{11}$/,
	LT: /^(\d{9}|\d{12})$/,
	LU: /^\d{8}$/,
	LV: /^\d{11}$/,
	MT: /^\d{8}$/,
	NL: /^[A-Z0-9+*]{9}B\d\d$/,
	NO: /^\d{9}(MVA)?$/,
	PL: /^\d{10}$/,
	PT: /^\d{9}$/,
	RO: /^[1-9]\d{1,9}$/,
	SE: /^\d{12}$/,
	SI: /^\d{8}$/,
	SK: /^\d{10}$/,
	XI: /^(\d{9}|\d{12}|GD[0-4]\d\d|HA[5-9]\d\d)$/,
}

/** The number has the shape of its country's numbers; of other countries any shape will do. */
function hasVatShape(value: string): boolean {
	const number = ungrouped(value)
	return vatShapes[number.slice(0, 2)]?.test(number.slice(2)) ?? true
}

const ungrouped = (value: string): string => {
	for (let i = 0; i < value.length; i++) {
		const c = value.charCodeAt(i)
		if (c <= 32 || c > 127) return value.replace(/\s/g, '')
	}
	return value
}

/** Most values that are asked about are of another length, which tells at once. */
function isDigits(value: string, count: number): boolean {
	if (value.length !== count) return false
	for (let i = 0; i < count; i++) {
		const c = value.charCodeAt(i)
		if (c < 48 || c > 57) return false
	}
	return true
}

/** Sum of what the digits count for, by their place from the right. */
function sum(value: string, count: (digit: number, place: number) => number): number {
	let total = 0
	for (let place = 0; place < value.length; place++)
		total += count(value.charCodeAt(value.length - 1 - place) - 48, place)
	return total
}

/** ISO/IEC 7812-1, annex B: every second digit counts double, by the digits of what that gives. */
const luhn = (digit: number, place: number): number =>
	place % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2

const passesLuhn = (value: string): boolean => sum(value, luhn) % 10 === 0

const isSiren = (value: string): boolean => isDigits(value, 9) && passesLuhn(value)

/** La Poste has more establishments than its check digits can tell apart: theirs add up to a multiple of five. */
const isSiret = (value: string): boolean =>
	isDigits(value, 14) &&
	(passesLuhn(value) || (value.startsWith('356000000') && sum(value, (digit) => digit) % 5 === 0))

/** GS1 General Specifications, 7.9: the digits count once and three times in turn. */
const gs1 = (digit: number, place: number): number => (place % 2 === 0 ? digit : digit * 3)

const isGln = (value: string): boolean => isDigits(value, 13) && sum(value, gs1) % 10 === 0

/** ISO 13616: length and structure by country, and check digits, which are never 00, 01 or 99. */
function isIban(value: string): boolean {
	const country = value.slice(0, 2)
	const digits = value.slice(2, 4)
	const account = value.slice(4)
	return (
		/^\d\d$/.test(digits) &&
		fitsCountry(account, country) &&
		98 - modulo97(`${account}${country}00`) === Number(digits)
	)
}

/** Shapes of account numbers by country, each read once. */
const accountShapes = new Map<string, RegExp>()

/** The account number has the length, the shape and, where they are known, the check digits of its country's. */
function fitsCountry(account: string, country: string): boolean {
	const { chars, bban_regexp: shape, bban_validation_func: passes } = countrySpecs[country] ?? {}
	if (shape === undefined || shape === null || account.length + 4 !== chars) return false
	let pattern = accountShapes.get(country)
	if (pattern === undefined) accountShapes.set(country, (pattern = new RegExp(shape)))
	return pattern.test(account) && (passes === undefined || passes(account.replace(/[\s.]+/g, '')))
}

/** ISO/IEC 7064, MOD 97-10: letters count from 10 on. */
function modulo97(text: string): number {
	let rest = 0
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		rest = (code < 65 ? rest * 10 + code - 48 : rest * 100 + code - 55) % 97
	}
	return rest
}

export const identifierChecks = {
	'vat-number': hasVatShape,
	iban: (value) => isIban(ungrouped(value)),
	gln: isGln,
	siren: isSiren,
	siret: isSiret,
} as const satisfies Readonly<Record<string, ValueCheck>>
