/**
 * What the ledger of duplicates knows of an invoice that was taken in, and the key under which it is known.
 *
 * The key of the French reform is invoice number, SIREN of the supplier and year of issue; the classic one of
 * Chorus Pro adds recipient and service and drops the year. Both are data: a list of facts, normalised, joined.
 */

export interface Twin {
	/** Identifies the deposit: the same submission sent again is no duplicate of itself. */
	readonly submission: string
	/** SHA-256 of the bytes. */
	readonly sha256: string
	readonly number: string
	/** Issue date of the invoice. */
	readonly date: string
	/** Life-cycle status at that time, as `200`. */
	readonly status: string
	/** Day on which it was taken in. */
	readonly deposited?: string
}

/** Facts that make a key, in order. `year(…)` takes a date's year, `siren(…)` the first nine digits of a SIRET. */
export const keyParts = {
	reform: ['BT-1', 'siren', 'year'],
	classic: ['BT-1', 'siren', 'BT-46[scheme=0009]', 'service.code'],
} as const

export type KeyKind = keyof typeof keyParts

type Fact = (name: string) => unknown

/** The key, undefined where a part that it cannot do without is missing. */
export function keyOf(kind: KeyKind, fact: Fact): string | undefined {
	const needed = kind === 'reform' ? 3 : 2
	let key: string = kind
	for (const [index, part] of keyParts[kind].entries()) {
		const value = partOf(part, fact)
		if (value === '' && index < needed) return undefined
		key += `|${value}`
	}
	return key
}

function partOf(part: (typeof keyParts)[KeyKind][number], fact: Fact): string {
	if (part === 'siren') return sirenOf(fact)
	if (part === 'year') return /^(\d{4})/.exec(text(fact('BT-2')))?.[1] ?? ''
	return text(fact(part)).toUpperCase()
}

function sirenOf(fact: Fact): string {
	const legal = unspaced(text(fact('BT-30[scheme=0002]')))
	return legal === '' ? unspaced(text(fact('BT-29[scheme=0009]'))).slice(0, 9) : legal
}

const unspaced = (value: string): string => (value === '' ? value : value.replace(/\s/g, ''))

const text = (value: unknown): string =>
	value === undefined ? '' : String(value).trim().replaceAll('|', ' ')
