/** `differences.yaml`: where a published test says something else than its rule; flat entries, a key a line. */
import { readFileSync } from 'node:fs'
import type { DoubtEntry } from '#rules'

export type Entry = Readonly<Record<string, string>>

/** The entries for one published set: that of `set` at its head, or of the French rules, which name none. */
export function readDifferences(set?: string): readonly Entry[] {
	const text = readFileSync(`${import.meta.dirname}/differences.yaml`, 'utf8')
	return text
		.split(/^- /m)
		.slice(1)
		.map(
			(entry): Entry =>
				Object.fromEntries(
					[...entry.matchAll(/^\s*(\w+): (.+)$/gm)].map(([, key, value]) => [
						key,
						value!.replace(/^"|"$/g, ''),
					]),
				),
		)
		.filter((entry) => entry.set === set)
}

/**
 * The table of doubtful rules that verdicts show (rules/catalogue/doubts.generated.json): an id a line, for the
 * reading by which its findings are doubtful. Of several defects of one id the first is told.
 */
export function doubts(): readonly DoubtEntry[] {
	const known = new Map<string, DoubtEntry>()
	for (const set of ['br-fr', 'en16931', 'extended-ctc-fr'] as const)
		for (const entry of readDifferences(set === 'br-fr' ? undefined : set))
			for (const reading of ['published', 'text'] as const)
				for (const rule of doubtful(entry, reading))
					for (const syntax of `${entry.syntax} ${entry.also ?? ''}`
						.trim()
						.split(' ') as DoubtEntry['syntax'][]) {
						const { fr, defect } = entry
						const kind = entry.kind as DoubtEntry['kind']
						const key = `${syntax} ${reading} ${rule} ${kind === 'error'}`
						if (fr !== undefined && !known.has(key))
							known.set(key, { rule, set, syntax, reading, kind, fr, en: defect! })
					}
	return [...known.values()]
}

/** Ids whose findings the defect makes doubtful. */
function doubtful(entry: Entry, reading: 'published' | 'text'): readonly string[] {
	const { rule, kind, tests = rule!, published = '', text = '' } = entry
	const set = entry.set === 'en16931' ? entry.set : undefined
	const ids = (found: string): string[] =>
		found === 'nothing' ? [] : found.split(', ').map((one) => one.split(' ')[0]!)
	const other = set === undefined ? ids(reading === 'published' ? text : published) : []
	const own = (set === undefined ? ids(reading === 'published' ? published : text) : []).filter(
		(id) => !other.includes(id),
	)
	switch (kind) {
		case 'wider':
		case 'error':
			return reading === 'published' ? [...ids(tests), ...own] : []
		case 'wrong id':
			return own
		case 'inert':
		case 'narrower':
			return reading !== 'text' || set !== undefined
				? []
				: tests.includes('*')
					? ids(tests)
					: [...ids(tests), ...own]
		default:
			return []
	}
}
