import fc from 'fast-check'
import { isValidIBAN } from 'ibantools'
import { expect, test } from 'vitest'
import { identifierChecks } from './identifiers.ts'

type Check = keyof typeof identifierChecks

const cases: [check: Check, value: string, valid: boolean][] = [
	['siren', '812345676', true],
	['siren', '812345677', false],
	['siren', '81234567', false],
	['siren', '812 345 676', false],
	['siren', '', false],
	['siret', '52345678800018', true],
	['siret', '52345678800019', false],
	['siret', '523456788', false],
	// La Poste: its seat passes as all do, its other establishments by the sum of their digits.
	['siret', '35600000000048', true],
	['siret', '35600000049837', true],
	['siret', '35600000049838', false],
	['gln', '3760123456784', true],
	['gln', '3760123456785', false],
	['gln', '376012345678', false],
	['iban', 'FR7630003041000012345678924', true],
	['iban', 'FR7630003041000012345678925', false],
	['iban', 'FR76 3000 3041 0000 1234 5678 924', true],
	['iban', 'FR76-3000-3041-0000-1234-5678-924', false],
	['iban', 'DE89370400440532013000', true],
	['iban', 'DE893704004405320130', false],
	['iban', 'XX8937040044', false],
	['iban', '', false],
	['vat-number', 'FR19812345676', true],
	['vat-number', 'FRK7399859412', true],
	['vat-number', 'FRIO399859412', false],
	['vat-number', 'FR1981234567', false],
	['vat-number', 'FR 19 812 345 676', true],
	['vat-number', 'FR19.812.345.676', false],
	['vat-number', 'fr19812345676', true],
	['vat-number', 'DE123456789', true],
	['vat-number', 'DE12345678', false],
	['vat-number', 'ATU12345678', true],
	['vat-number', 'AT12345678', false],
	['vat-number', 'ESX1234567X', true],
	['vat-number', 'ES12345678Z', true],
	['vat-number', 'ES123456789', false],
	['vat-number', 'NL123456789B01', true],
	['vat-number', 'NL123456789001', false],
	['vat-number', 'IE1234567WA', true],
	['vat-number', 'IE1234567', false],
	['vat-number', 'SE123456789001', true],
	['vat-number', 'SE1234567890', false],
	['vat-number', 'XI123456789', true],
	['vat-number', 'CHE123456788MWST', true],
	// Countries whose numbers are not known here.
	['vat-number', 'US12-3456789', true],
	['vat-number', '', true],
]
test.each(cases)('%s %s: %s', (check, value, valid) => {
	expect(identifierChecks[check](value)).toBe(valid)
})

const checked: [check: Check, value: string][] = [
	['siren', '812345676'],
	['siret', '52345678800018'],
	['gln', '3760123456784'],
	['iban', 'FR7630003041000012345678924'],
]
test.each(checked)('%s: a wrong digit is noticed, wherever it is', (check, value) => {
	const first = check === 'iban' ? 2 : 0
	fc.assert(
		fc.property(
			fc.integer({ min: first, max: value.length - 1 }),
			fc.integer({ min: 1, max: 9 }),
			(at, by) => {
				const wrong = value.slice(0, at) + ((Number(value[at]) + by) % 10) + value.slice(at + 1)
				return !identifierChecks[check](wrong)
			},
		),
	)
})

const ibans = [
	'FR7630003041000012345678924',
	'DE89370400440532013000',
	'BE68539007547034',
	'MT84MALT011000012345MTLCAST001S',
]
test('iban: as ibantools has it, whatever a digit or letter becomes', () => {
	fc.assert(
		fc.property(
			fc.constantFrom(...ibans),
			fc.nat(30),
			fc.constantFrom(...'0123456789AFZa-é'),
			fc.constantFrom('', '00', '01', '99'),
			(iban, at, letter, digits) => {
				const changed = iban.slice(0, at) + letter + iban.slice(at + 1)
				const value = digits === '' ? changed : changed.slice(0, 2) + digits + changed.slice(4)
				return identifierChecks.iban(value) === isValidIBAN(value)
			},
		),
		{ numRuns: 2000 },
	)
})

test.each(Object.keys(identifierChecks) as Check[])('%s answers for any text', (check) => {
	fc.assert(fc.property(fc.string(), (text) => typeof identifierChecks[check](text) === 'boolean'))
})
