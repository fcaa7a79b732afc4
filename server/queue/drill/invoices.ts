/**
 * What a drill submits, and what must come of it whatever happens: invoices of their own number, pairs of one
 * number of which exactly one may be taken in, invoices that break a rule, and files that are no invoice.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Decision } from '#rules'
import type { Submission } from '../submission.ts'

export type Kind = 'good' | 'pair' | 'wrong' | 'large' | 'garbage'

export interface Drilled extends Submission {
	readonly kind: Kind
	/** The number that it shares with one other. */
	readonly pair?: string
}

/** What each kind ends as; of a pair one is accepted and one rejected. */
export const ends: Readonly<Record<Exclude<Kind, 'pair'>, Decision>> = {
	good: 'accepted',
	wrong: 'rejected',
	large: 'accepted',
	garbage: 'inadmissible',
}

const sample = readFileSync(join(import.meta.dirname, '../../../corpus/samples/ubl-invoice.xml'), 'utf8')

/** Every so many are of another kind than `good`. */
const kinds: readonly Kind[] = [
	'good',
	'good',
	'pair',
	'pair',
	'good',
	'wrong',
	'good',
	'good',
	'garbage',
	'good',
]

export function drilled(index: number): Drilled {
	const kind = index % 500 === 499 ? 'large' : kinds[index % kinds.length]!
	// Both of a pair stand in one ten, at 2 and 3.
	const pair = kind === 'pair' ? `P${Math.floor(index / kinds.length)}` : undefined
	const text = kind === 'garbage' ? `no invoice ${index}` : invoice(pair ?? `N${index}`, kind, index)
	const bytes = new TextEncoder().encode(text)
	return {
		id: `s-${index}`,
		source: `${kind}-${index}.xml`,
		asOf: '2026-11-21',
		received: new Date(Date.UTC(2026, 10, 21) + index),
		bytes,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		kind,
		...(pair !== undefined && { pair }),
	}
}

function invoice(number: string, kind: Kind, index: number): string {
	const named = sample.replace('F2026-0142', number)
	const wrong = kind === 'wrong' ? named.replace(/(<cbc:PayableAmount [^>]*>)/, '$19') : named
	// Larger than what travels in a message, so that it goes by the object store.
	const filler = kind === 'large' ? ' '.repeat(400_000) : ''
	return `${wrong}<!-- ${index}${filler} -->`
}
