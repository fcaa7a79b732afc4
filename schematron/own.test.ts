import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadOwn } from './own.ts'

const flags = (id: 'en16931-ubl' | 'en16931-cii'): string[] =>
	loadOwn(id).patterns.flatMap(({ rules }) =>
		rules.flatMap(({ assertions }) => assertions.map(({ id: assertion, flag }) => `${assertion} ${flag}`)),
	)

it.each([
	['en16931-ubl', 979],
	['en16931-cii', 806],
] as const)('%s is one rule set of version 1.3.16 with %i rules', (id, count) => {
	const set = loadOwn(id)
	expect([set.id, set.version]).toEqual([id, '1.3.16'])
	expect(new Set(flags(id)).size).toBe(count)
	// Every file counts in the digest that a verdict gives.
	expect(set.files.map(({ file }) => file.replace(/^.*[\\/]/, '')).sort()).toEqual(
		['codes-*.sch', 'syntax-*.sch', 'syntax-*.txt', '*.sch', '*-model.sch', 'model.sch']
			.map((file) => file.replace('*', id.slice('en16931-'.length)))
			.sort(),
	)
})

const facts = new URL('../../shared/facts/en16931/', import.meta.url)

it.skipIf(!existsSync(facts)).each(['ubl', 'cii'] as const)(
	'%s: every published id with its severity (skipped without ../shared/facts)',
	(binding) => {
		const published = readFileSync(new URL(`rules-${binding}.tsv`, facts), 'utf8')
			.trim()
			.split('\n')
			.slice(1)
			.map((line) => line.split('\t').slice(0, 2).join(' '))
		expect([...new Set(flags(`en16931-${binding}`))].sort()).toEqual([...new Set(published)].sort())
	},
)
