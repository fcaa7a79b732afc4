/** `differences.yaml`: where a published test says something else than its rule; flat entries, a key a line. */
import { readFileSync } from 'node:fs'

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
