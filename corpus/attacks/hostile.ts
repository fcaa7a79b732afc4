/** A hostile file and what it must be told; and the invoices, in order, that hostile ones are made from. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Decision } from '#rules'

export interface HostileInput {
	readonly name: string
	readonly make: () => Uint8Array
	readonly verdict: Decision | readonly Decision[]
	/** The finding that says why; the first one, unless the file is accepted. */
	readonly rule?: string
	/** Reason code of the platform. */
	readonly code?: string
}

const samples = join(import.meta.dirname, '../samples')
export const ubl = readFileSync(join(samples, 'ubl-invoice.xml'), 'utf8')
export const cii = readFileSync(join(samples, 'cii-invoice.xml'))
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
export const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

export const inadmissible = (
	name: string,
	make: () => Uint8Array,
	rule: string,
	code = 'IRR_SYNTAX',
): HostileInput => ({ name, make, verdict: 'inadmissible', rule, code })
export const accepted = (name: string, make: () => Uint8Array, rule?: string): HostileInput => ({
	name,
	make,
	verdict: 'accepted',
	...(rule !== undefined && { rule }),
})
/** Any verdict will do: what counts is that it comes. */
export const bounded = (name: string, make: () => Uint8Array): HostileInput => ({
	name,
	make,
	verdict: ['accepted', 'rejected', 'inadmissible', 'undecided'],
})
