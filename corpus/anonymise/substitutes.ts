/**
 * What stands in place of a name, number or text: of the same shape and length, the same for the same key and value,
 * and with check digits that pass where those of the original passed, and fail where they failed.
 *
 * Words are replaced one by one, so what stood in two places stands in both again, and so does a number inside a text.
 */
import { createHmac } from 'node:crypto'
import { identifierChecks } from '#rules'
import { frenchVat, gs1, iban, luhnDigit } from '../generate/identifiers.ts'

export class Substitutes {
	readonly #key: string
	/** SIRENs found, each with the one in its place. */
	readonly #sirens = new Map<string, string>()

	constructor(key: string) {
		this.#key = key
	}

	/** Nine digits known to be a SIREN: wherever they stand from now on, the same others do. */
	know(siren: string): string {
		let other = this.#sirens.get(siren)
		if (other === undefined) {
			const digits = this.#digits(`siren ${siren}`, siren.slice(0, 8))
			other = withCheck(digits, luhnDigit(digits), identifierChecks.siren(siren))
			this.#sirens.set(siren, other)
		}
		return other
	}

	siret(value: string): string {
		if (!/^\d{14}$/.test(value)) return this.text(value)
		const digits = this.know(value.slice(0, 9)) + this.#digits(`siret ${value}`, value.slice(9, 13))
		return withCheck(digits, luhnDigit(digits), identifierChecks.siret(value))
	}

	vat(value: string): string {
		if (/^FR\d{11}$/.test(value)) {
			const siren = value.slice(4)
			const right = frenchVat(this.know(siren))
			if (frenchVat(siren) === value) return right
			return `FR${String((Number(right.slice(2, 4)) + 1) % 100).padStart(2, '0')}${right.slice(4)}`
		}
		// Letters and the first digit are part of the shape that a country's numbers have.
		const country = value.slice(0, 2)
		const number = value.slice(2)
		const first = number.search(/\d/)
		const kept = number.slice(0, first + 1)
		return country + kept + this.#digits(`vat ${value}`, number.slice(first + 1))
	}

	iban(value: string): string {
		const plain = value.replace(/\s/g, '')
		const valid = identifierChecks.iban(plain)
		for (let turn = 0; turn < 500; turn++) {
			const account = this.#digits(`iban ${turn} ${plain}`, plain.slice(4))
			const country = plain.slice(0, 2)
			const made = valid
				? iban(country, country === 'FR' ? frenchKey(account) : account)
				: plain.slice(0, 4) + account
			if (identifierChecks.iban(made) === valid) return grouped(made, value)
		}
		return grouped(plain.slice(0, 4) + this.#digits(`iban ${plain}`, plain.slice(4)), value)
	}

	/** Numbers of GS1 with their check digit: GLN, GTIN. */
	gs1(value: string): string {
		if (!/^\d{8,14}$/.test(value)) return this.text(value)
		const digits = this.#digits(`gs1 ${value}`, value.slice(0, -1))
		const right = gs1(value.slice(0, -1)) === value
		return withCheck(digits, gs1(digits).slice(-1), right)
	}

	/** Any other text: word by word; SIRENs that are known keep theirs. */
	text(value: string): string {
		return value.replace(/[\p{L}\p{N}]+/gu, (word) => this.#word(word))
	}

	#word(word: string): string {
		for (const [siren, other] of this.#sirens) {
			const at = word.indexOf(siren)
			if (at < 0) continue
			const before = word.slice(0, at)
			const after = word.slice(at + siren.length)
			return (before && this.#word(before)) + other + (after && this.#word(after))
		}
		return this.#shaped(`word ${word}`, word)
	}

	/** Other digits in place of digits. */
	#digits(of: string, value: string): string {
		const bytes = this.#bytes(of, value.length)
		return value.replace(/\d/g, (digit, at: number) => String((Number(digit) + 1 + (bytes[at]! % 9)) % 10))
	}

	/** Letters for letters, small for small, digits for digits; a first digit that was not 0 is none. */
	#shaped(of: string, value: string): string {
		const bytes = this.#bytes(of, value.length)
		let made = ''
		for (let i = 0; i < value.length; i++) {
			const char = value[i]!
			const byte = bytes[i]!
			if (/\d/.test(char)) made += char === '0' || i > 0 ? String(byte % 10) : String(1 + (byte % 9))
			else if (/\p{Lu}/u.test(char)) made += String.fromCharCode(65 + (byte % 26))
			else if (/\p{L}/u.test(char)) made += String.fromCharCode(97 + (byte % 26))
			else made += char
		}
		return made
	}

	#bytes(of: string, length: number): Uint8Array {
		const parts: Buffer[] = []
		for (let i = 0; i * 32 < length; i++)
			parts.push(createHmac('sha256', this.#key).update(`${i} ${of}`).digest())
		return Buffer.concat(parts)
	}
}

/** The digits with the right check digit, or with a wrong one. */
const withCheck = (digits: string, right: string, passes: boolean): string =>
	digits + (passes ? right : String((Number(right) + 1) % 10))

/** A French account with its key: bank, branch, number, two digits. */
function frenchKey(account: string): string {
	const body = account.slice(0, 21)
	if (!/^\d{21}$/.test(body)) return account
	const number = BigInt(body.slice(10))
	const sum = 89n * BigInt(body.slice(0, 5)) + 15n * BigInt(body.slice(5, 10)) + 3n * number
	return body + String(97n - (sum % 97n)).padStart(2, '0')
}

/** White space as it stood in the original. */
function grouped(plain: string, like: string): string {
	let at = 0
	return like.replace(/\S/g, () => plain[at++] ?? '')
}

/** An amount so many times as high, with the decimals and the white space that it had. */
export function scaled(value: string, factor: bigint): string {
	return value.replace(
		/^(\s*-?)(\d+)(?:\.(\d+))?(?=\s*$)/,
		(_, sign: string, whole: string, fraction = '') => {
			const digits = String(BigInt(whole + fraction) * factor).padStart(fraction.length + 1, '0')
			const cut = digits.length - fraction.length
			return sign + digits.slice(0, cut) + (fraction === '' ? '' : `.${digits.slice(cut)}`)
		},
	)
}
