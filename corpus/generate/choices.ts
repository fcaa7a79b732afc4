/** What an invoice is made from: what the caller asks for, and the choices that are left to chance. */
import type { Structure } from '#rules'

export interface GenerateOptions {
	/** Exactly so many lines; 1 to 12 unless given. */
	readonly lines?: number
	/** The plain European invoice unless given; the extended French one holds what that has no room for. */
	readonly profile?: Profile
	/** Structures that invoices may go to. */
	readonly structures?: readonly Structure[]
	/** Only invoices to public structures. */
	readonly publicOnly?: boolean
	/** First and last day of issue, year-month-day. */
	readonly from?: string
	readonly to?: string
}

/** Profiles by the name that they are asked for with, and what they write in BT-24. */
export const profiles = {
	en16931: 'urn:cen.eu:en16931:2017',
	extended: 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr',
} as const
export type Profile = keyof typeof profiles

/** Whom the invoice goes to, and under which VAT. */
export const scenarios = [
	'domestic',
	'public',
	'union-goods',
	'union-services',
	'export',
	'currency',
	'registered-abroad',
] as const
export type Scenario = (typeof scenarios)[number]

export interface LineChoices {
	readonly goods: number
	readonly quantity: number
	readonly price: number
	readonly extras: number
	readonly detail: number
}

export interface Choices {
	readonly scenario: Scenario
	readonly type: number
	readonly trade: number
	readonly seller: number
	readonly buyer: number
	readonly number: number
	readonly day: number
	readonly extras: number
	readonly detail: number
	readonly payment: number
	readonly adjustments: readonly (readonly [kind: number, percent: number, line: number])[]
	readonly lines: readonly LineChoices[]
}
