/**
 * An invoice as its business terms, whatever syntax it will be written in, and the arithmetic that completes it.
 *
 * A draft holds what people decide: parties, lines, references. Totals, VAT breakdown and net amounts follow from
 * it. Amounts are whole cents, quantities thousandths, unit prices ten-thousandths, rates hundredths of a percent;
 * nothing is ever added as a fraction.
 */

export interface Identifier {
	readonly value: string
	readonly scheme: string
}

export interface Address {
	readonly street: string
	readonly more?: string
	readonly town: string
	readonly postcode: string
	readonly region?: string
	readonly country: string
}

export interface Contact {
	readonly name: string
	readonly telephone: string
	readonly mail: string
}

export interface Party {
	readonly name: string
	readonly tradingName?: string
	readonly identifiers: readonly Identifier[]
	readonly legal?: Identifier
	readonly legalForm?: string
	readonly vat?: string
	readonly endpoint: Identifier
	readonly address: Address
	readonly contact?: Contact
}

/** Category, rate and reason of a VAT; the reason goes with categories that are not taxed. */
export interface Vat {
	readonly category: 'S' | 'E' | 'AE' | 'K' | 'G'
	/** Hundredths of a percent. */
	readonly rate: number
	readonly code?: string
	readonly reason?: string
}

export interface Adjustment {
	readonly charge: boolean
	/** Cents. */
	readonly amount: number
	/** Cents, with the percentage in hundredths that gives the amount. */
	readonly of?: { readonly base: number; readonly percent: number }
	readonly code?: string
	readonly reason: string
}

export interface Line {
	readonly name: string
	readonly description?: string
	readonly sellerItem?: string
	readonly buyerItem?: string
	readonly gtin?: string
	readonly classification?: Identifier
	readonly origin?: string
	readonly attributes: readonly { readonly name: string; readonly value: string }[]
	readonly note?: string
	readonly orderLine?: string
	readonly cost?: string
	readonly period?: Period
	/** Thousandths. */
	readonly quantity: number
	readonly unit: string
	/** Ten-thousandths; the gross price is the net price and the discount together. */
	readonly price: number
	readonly discount?: number
	/** Units that the price is for. */
	readonly per?: number
	readonly vat: Vat
	readonly adjustments: readonly Adjustment[]
}

export interface Period {
	readonly start: string
	readonly end: string
}

export interface Attachment {
	readonly id: string
	readonly kind?: string
	readonly file?: { readonly name: string; readonly mime: string; readonly base64: string }
	readonly address?: string
}

export interface Payment {
	readonly means: string
	readonly name?: string
	readonly remittance?: string
	readonly account?: { readonly iban: string; readonly holder?: string; readonly bic?: string }
	readonly card?: { readonly number: string; readonly holder?: string }
	readonly mandate?: { readonly id: string; readonly iban: string }
}

export interface Draft {
	readonly number: string
	readonly issued: string
	readonly type: string
	readonly process: string
	readonly profile: string
	/** Lines and adjustments say too why they are not taxed. */
	readonly reasoned: boolean
	readonly currency: string
	/** Units of the invoice currency for one euro, in ten-thousandths; absent for the euro. */
	readonly euro?: number
	readonly due?: string
	readonly vatPoint?: { readonly date?: string; readonly code?: '5' | '29' | '72' }
	readonly notes: readonly { readonly subject: string; readonly text: string }[]
	readonly buyerReference?: string
	readonly project?: string
	readonly contract?: { readonly id: string; readonly kind?: string }
	readonly order?: string
	readonly salesOrder?: string
	readonly receipt?: string
	readonly despatch?: string
	readonly tender?: string
	readonly object?: string
	readonly cost?: string
	readonly terms?: string
	readonly earlier: readonly { readonly number: string; readonly issued: string }[]
	readonly seller: Party
	readonly buyer: Party
	readonly payee?: { readonly name: string; readonly siret: string }
	readonly representative?: { readonly name: string; readonly vat: string; readonly address: Address }
	readonly delivery?: {
		readonly date?: string
		readonly name?: string
		readonly siret?: string
		readonly address?: Address
	}
	readonly period?: Period
	readonly payment?: Payment
	readonly creditor?: string
	readonly attachments: readonly Attachment[]
	/** At document level; each bears the VAT of a line. */
	readonly adjustments: readonly (Adjustment & { readonly vat: Vat })[]
	readonly lines: readonly Line[]
	/** Share of the total already paid, in percent. */
	readonly paid: number
	/** The amount due is rounded to the euro. */
	readonly rounded: boolean
}

export interface Taxed {
	readonly vat: Vat
	/** Cents. */
	readonly base: number
	readonly tax: number
}

/** Cents. */
export interface Totals {
	readonly lines: number
	readonly allowances: number
	readonly charges: number
	readonly net: number
	readonly tax: number
	readonly taxInEuros?: number
	readonly gross: number
	readonly paid: number
	readonly rounding: number
	readonly due: number
}

export interface Invoice extends Draft {
	readonly nets: readonly number[]
	readonly breakdown: readonly Taxed[]
	readonly totals: Totals
}

/** Halves away from zero. */
export const rounded = (value: number): number => Math.sign(value) * Math.round(Math.abs(value))

/** Cents. */
export function netOf({ quantity, price, per = 1, adjustments }: Line): number {
	return rounded((quantity * price) / (per * 100_000)) + signed(adjustments)
}

const signed = (adjustments: readonly Adjustment[]): number =>
	adjustments.reduce((sum, { charge, amount }) => sum + (charge ? amount : -amount), 0)

export function completed(draft: Draft): Invoice {
	const nets = draft.lines.map(netOf)
	const breakdown = breakdownOf(draft, nets)
	const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
	const lines = sum(nets)
	const total = (charge: boolean) =>
		sum(draft.adjustments.filter((one) => one.charge === charge).map(({ amount }) => amount))
	const net = lines - total(false) + total(true)
	const tax = sum(breakdown.map((row) => row.tax))
	const gross = net + tax
	const paid = rounded((gross * draft.paid) / 100)
	const open = gross - paid
	const rounding = draft.rounded ? rounded(open / 100) * 100 - open : 0
	return {
		...draft,
		nets,
		breakdown,
		totals: {
			lines,
			allowances: total(false),
			charges: total(true),
			net,
			tax,
			...(draft.euro !== undefined && { taxInEuros: rounded((tax * 10_000) / draft.euro) }),
			gross,
			paid,
			rounding,
			due: open + rounding,
		},
	}
}

function breakdownOf({ lines, adjustments }: Draft, nets: readonly number[]): Taxed[] {
	const rows = new Map<string, { readonly vat: Vat; base: number }>()
	const add = (vat: Vat, amount: number): void => {
		const key = `${vat.category} ${vat.rate} ${vat.code}`
		const row = rows.get(key)
		if (row === undefined) rows.set(key, { vat, base: amount })
		else row.base += amount
	}
	for (const [i, { vat }] of lines.entries()) add(vat, nets[i]!)
	for (const { vat, charge, amount } of adjustments) add(vat, charge ? amount : -amount)
	return [...rows.values()].map(({ vat, base }) => ({ vat, base, tax: rounded((base * vat.rate) / 10_000) }))
}

/** Types that are credit notes, which UBL has a root of their own for. */
export const creditTypes: readonly string[] = ['261', '262', '381', '396', '502', '503']

/** `1234` as `12.34`. */
export const money = (cents: number): string => decimal(cents, 2, 2)

/** A count of the last decimal place as a decimal of at least so many places. */
export function decimal(count: number, places: number, least = 0): string {
	const digits = String(Math.abs(count)).padStart(places + 1, '0')
	const whole = digits.slice(0, digits.length - places)
	let fraction = places === 0 ? '' : digits.slice(-places)
	while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
	return `${count < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
