/**
 * Agreement by family of rules and syntax: in how many documents and mutants either side found something of the
 * family, how many findings both have, and how many only one has.
 *
 * The family of a rule is its id without the number: BR-CO-10 belongs to BR-CO.
 */
import { differences } from './compare.ts'
import type { Counts } from './expected.ts'

export type Sort = 'documents' | 'mutants'

interface Row {
	readonly syntax: string
	readonly family: string
	/** Rules that either side found. */
	readonly rules: Set<string>
	documents: number
	mutants: number
	matched: number
	falseAccusations: number
	misses: number
	disagreeing: number
}

export const familyOf = (rule: string): string => /^(.+?)-\d+[\w-]*$/.exec(rule)?.[1] ?? rule

export class Families {
	readonly #rows = new Map<string, Row>()
	readonly #compared = new Map<string, { documents: number; mutants: number; disagreeing: number }>()

	add(
		{ syntax, sort }: { readonly syntax: string; readonly sort: Sort },
		expected: Counts,
		got: Counts,
		wanted: (rule: string) => boolean,
	): void {
		const differing = differences(expected, got, wanted)
		const compared = this.#compared.get(syntax) ?? { documents: 0, mutants: 0, disagreeing: 0 }
		this.#compared.set(syntax, compared)
		compared[sort]++
		if (differing.length > 0) compared.disagreeing++
		const touched = new Set<Row>()
		for (const key of new Set([...expected.keys(), ...got.keys()])) {
			const rule = key.split(' ')[0]!
			if (!wanted(rule)) continue
			const row = this.#row(syntax, familyOf(rule))
			touched.add(row)
			row.rules.add(rule)
			row.matched += Math.min(expected.get(key) ?? 0, got.get(key) ?? 0)
		}
		for (const row of touched) row[sort]++
		const wrong = new Set<Row>()
		for (const { rule, expected: e, got: g } of differing) {
			const row = this.#row(syntax, familyOf(rule))
			row.falseAccusations += Math.max(0, g - e)
			row.misses += Math.max(0, e - g)
			wrong.add(row)
		}
		for (const row of wrong) row.disagreeing++
	}

	#row(syntax: string, family: string): Row {
		const key = `${syntax} ${family}`
		let row = this.#rows.get(key)
		if (row === undefined) {
			const none = { documents: 0, mutants: 0, matched: 0, falseAccusations: 0, misses: 0, disagreeing: 0 }
			row = { syntax, family, rules: new Set(), ...none }
			this.#rows.set(key, row)
		}
		return row
	}

	/** A line for each family, and one for each syntax in all: cells as they are shown. */
	table(): readonly (readonly string[])[] {
		const lines: string[][] = [[...head]]
		for (const [syntax, compared] of [...this.#compared].sort(([a], [b]) => (a < b ? -1 : 1))) {
			const rows = [...this.#rows.values()].filter((row) => row.syntax === syntax)
			rows.sort((a, b) => (a.family < b.family ? -1 : 1))
			for (const row of rows) lines.push(cells(row))
			const sum = (of: 'matched' | 'falseAccusations' | 'misses') =>
				rows.reduce((total, row) => total + row[of], 0)
			lines.push(
				cells({
					syntax,
					family: 'all compared',
					rules: new Set(rows.flatMap((row) => [...row.rules])),
					...compared,
					matched: sum('matched'),
					falseAccusations: sum('falseAccusations'),
					misses: sum('misses'),
				}),
			)
		}
		return lines
	}
}

const head = [
	'syntax',
	'family',
	'rules seen',
	'documents',
	'mutants',
	'findings on both sides',
	'false',
	'missed',
	'disagreeing',
] as const

function cells(row: Row): string[] {
	const { syntax, family, rules, documents, mutants, matched, falseAccusations, misses, disagreeing } = row
	const numbers = [rules.size, documents, mutants, matched, falseAccusations, misses, disagreeing]
	return [syntax, family, ...numbers.map(String)]
}
