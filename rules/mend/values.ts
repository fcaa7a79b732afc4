/**
 * What a missing or wrong value should be, where the document decides it; and what stands in for it where it
 * does not, so that the rest can still be judged.
 */
import type { Sight } from '../measures/sight.ts'
import { enclosing, nodesAround, valuesAll, valuesIn } from '../measures/sight.ts'
import type { TermId } from '../terms/names.ts'
import { businessTerms } from '../terms/term.ts'

const categories: readonly TermId[] = ['BT-118', 'BT-151', 'BT-95', 'BT-102']
const rates: readonly TermId[] = ['BT-119', 'BT-152', 'BT-96', 'BT-103']
const vatOf: Readonly<Record<string, TermId>> = { 'BT-40': 'BT-31', 'BT-55': 'BT-48', 'BT-69': 'BT-63' }
export const exemption: Readonly<Record<string, string>> = {
	AE: 'VATEX-EU-AE',
	K: 'VATEX-EU-IC',
	G: 'VATEX-EU-G',
	O: 'VATEX-EU-O',
}

/** Values that other places of the invoice give or imply for the term, most telling first; without the one there. */
export function implied(sight: Sight, term: TermId): readonly string[] {
	const { syntax } = sight
	if (categories.includes(term)) return frequent(categories.flatMap((id) => valuesAll(sight, id)))
	if (rates.includes(term)) return frequent(rates.flatMap((id) => valuesAll(sight, id)))
	const vat = vatOf[term]
	if (vat !== undefined)
		return frequent(
			valuesAll(sight, vat)
				.map((number) => /^[A-Z]{2}/.exec(number)?.[0] ?? '')
				.map((prefix) => (prefix === 'EL' ? 'GR' : prefix)),
		)
	switch (term) {
		case 'BT-5':
			return frequent(currencies(sight))
		case 'BT-24':
			return ['urn:cen.eu:en16931:2017']
		case 'BT-3':
			return syntax === 'ubl-credit-note' ? ['381'] : []
		case 'BT-126':
			return [String(nextLine(sight))]
		case 'BT-121': {
			const breakdown = enclosing(sight, 'BG-23')
			const [category] = breakdown === 0 ? [] : valuesIn(sight, breakdown, 'BG-23', 'BT-118')
			const code = exemption[category ?? '']
			return code === undefined ? [] : [code]
		}
	}
	return []
}

function nextLine(sight: Sight): number {
	const given = new Set(valuesAll(sight, 'BT-126'))
	let next = 1
	while (given.has(String(next))) next++
	return next
}

/** Currencies of all amounts. */
function currencies({ tree }: Sight): string[] {
	const found: string[] = []
	for (let n = 0; n < tree.count; n++)
		if (tree.kind[n] === 2 && tree.names.local(tree.name[n]!) === 'currencyID') found.push(tree.value[n]!)
	return found
}

/** Distinct values, the most frequent first; four at most. */
export function frequent(values: readonly string[]): string[] {
	const counts = new Map<string, number>()
	for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
	return [...counts]
		.sort((a, b) => b[1] - a[1])
		.slice(0, 4)
		.map(([value]) => value)
}

const stand: Readonly<Record<string, string>> = {
	'BT-3': '380',
	'BT-5': 'EUR',
	'BT-6': 'EUR',
	'BT-40': 'FR',
	'BT-55': 'FR',
	'BT-69': 'FR',
	'BT-80': 'FR',
	'BT-159': 'FR',
	'BT-81': '30',
	'BT-130': 'C62',
	'BT-150': 'C62',
	'BT-98': '95',
	'BT-140': '95',
	'BT-105': 'FC',
	'BT-145': 'FC',
	'BT-31': 'FR12345678901',
	'BT-48': 'FR12345678901',
	'BT-63': 'FR12345678901',
	'BT-8': '3',
	'BT-21': 'AAI',
}

/** A value of the right form. */
export function standIn(sight: Sight, term: TermId): string {
	const own = stand[term]
	if (own !== undefined) return term === 'BT-8' && sight.syntax === 'cii' ? '5' : own
	if (categories.includes(term)) return 'S'
	switch (businessTerms.get(term)?.kind) {
		case 'date': {
			const paired = { 'BT-73': 'BT-74', 'BT-74': 'BT-73', 'BT-134': 'BT-135', 'BT-135': 'BT-134' } as const
			const other = paired[term as keyof typeof paired]
			const near =
				other === undefined ? [] : nodesAround(sight, other).map((n) => sight.tree.stringValue(n).trim())
			return near[0] ?? (sight.syntax === 'cii' ? '20260101' : '2026-01-01')
		}
		case 'amount':
		case 'price':
		case 'percent':
			return '0'
		case 'quantity':
			return '1'
		default:
			return 'X'
	}
}

/** A code of each list that stands for any other. */
export const codeStandIns: Readonly<Record<string, string>> = {
	'BR-CL-01': '380',
	'BR-CL-03': 'EUR',
	'BR-CL-04': 'EUR',
	'BR-CL-05': 'EUR',
	'BR-CL-06': '3',
	'BR-CL-07': 'ABZ',
	'BR-CL-10': '0088',
	'BR-CL-11': '0088',
	'BR-CL-13': 'STI',
	'BR-CL-14': 'FR',
	'BR-CL-15': 'FR',
	'BR-CL-16': '30',
	'BR-CL-17': 'S',
	'BR-CL-18': 'S',
	'BR-CL-19': '95',
	'BR-CL-20': 'FC',
	'BR-CL-21': '0160',
	'BR-CL-22': 'VATEX-EU-AE',
	'BR-CL-23': 'C62',
	'BR-CL-24': 'application/pdf',
	'BR-CL-25': '0088',
	'BR-CL-26': '0088',
}

/** A number written in another way: spaces in it, a decimal comma, zeros that are too many. */
export function plainNumber(text: string): string | undefined {
	const bare = text.replace(/[\s\u00a0\u202f']/g, '')
	const pointed = /^-?\d{1,3}(\.\d{3})+,\d+$/.test(bare)
		? bare.replaceAll('.', '').replace(',', '.')
		: bare.replace(/^(-?\d+),(\d+)$/, '$1.$2')
	const trimmed = pointed
		.replace(/^(-?\d+\.\d{2}\d*?)0+$/, '$1')
		.replace(/^\+/, '')
		.replace(/\.$/, '')
	return /^-?\d+(\.\d+)?$/.test(trimmed) && trimmed !== text ? trimmed : undefined
}

/** A day written in another way, as the syntax wants it; undefined for what is no day. */
export function plainDay(text: string, cii: boolean): string | undefined {
	const bare = text.trim()
	const match =
		/^(\d{4})-(\d\d)-(\d\d)(?:[TZ+].*)?$/.exec(bare) ??
		/^(\d{4})(\d\d)(\d\d)(?:\d{4,6})?$/.exec(bare) ??
		/^(\d{4})\/(\d\d)\/(\d\d)$/.exec(bare)
	const european = /^(\d\d)[./-](\d\d)[./-](\d{4})$/.exec(bare)
	const [year, month, day] =
		match !== null ? match.slice(1, 4) : european !== null ? european.slice(1, 4).reverse() : []
	if (year === undefined) return undefined
	const iso = `${year}-${month}-${day}`
	const date = new Date(`${iso}T00:00:00Z`)
	if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(iso)) return undefined
	const plain = cii ? `${year}${month}${day}` : iso
	return plain === text ? undefined : plain
}
