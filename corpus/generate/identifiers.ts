/** Identifiers whose check digits are right, made from any number. */

/** ISO/IEC 7812-1: the digit that makes the whole pass. */
export function luhnDigit(digits: string): string {
	let sum = 0
	for (let i = 0; i < digits.length; i++) {
		const digit = Number(digits[digits.length - 1 - i])
		sum += i % 2 === 1 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
	}
	return String((10 - (sum % 10)) % 10)
}

/** Nine digits; the first is 3 to 9, as of companies that are no public bodies. */
export function siren(n: number): string {
	const digits = String(30_000_000 + (n % 70_000_000))
	return digits + luhnDigit(digits)
}

/** Fourteen digits that begin with the SIREN. */
export function siret(of: string, establishment: number): string {
	const digits = of + String(1 + (establishment % 9_998)).padStart(4, '0')
	return digits + luhnDigit(digits)
}

export function frenchVat(of: string): string {
	return `FR${String((12 + 3 * (Number(of) % 97)) % 97).padStart(2, '0')}${of}`
}

/** GS1: eight, twelve, thirteen or fourteen digits with the last one to come. */
export function gs1(digits: string): string {
	let sum = 0
	for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1)
	return digits + String((10 - (sum % 10)) % 10)
}

/** ISO 7064, MOD 97-10, over letters as numbers from ten. */
function remainder(text: string): number {
	let rest = 0
	for (const char of text) {
		const value = Number.parseInt(char, 36)
		rest = (rest * (value > 9 ? 100 : 10) + value) % 97
	}
	return rest
}

/** An IBAN of a country from its account part. */
export function iban(country: string, account: string): string {
	const check = 98 - remainder(`${account}${country}00`)
	return `${country}${String(check).padStart(2, '0')}${account}`
}

/** A French account: bank, branch, eleven digits, and the key over all of them. */
export function frenchIban(n: number): string {
	const bank = '30006'
	const branch = String(n % 90_000).padStart(5, '0')
	const account = String(n).padStart(11, '0').slice(-11)
	const key = 97 - ((89 * Number(bank) + 15 * Number(branch) + 3 * Number(account)) % 97)
	return iban('FR', `${bank}${branch}${account}${String(key).padStart(2, '0')}`)
}
