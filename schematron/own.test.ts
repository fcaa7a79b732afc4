import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadOwn, ownRuleSets } from './own.ts'

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

const folder = new URL('./', import.meta.url)
const texts = (change: (path: string, text: string) => string | undefined) => ({
	sets: ownRuleSets,
	prefix: 'schematron/',
	read: (path: string) =>
		existsSync(new URL(path, folder)) ? change(path, readFileSync(new URL(path, folder), 'utf8')) : undefined,
})

it.each(['en16931-ubl', 'extended-ctc-fr-cii', 'br-fr-ubl'] as const)(
	'%s reads the same from texts in memory',
	(id) => {
		const [here, there] = [
			loadOwn(id),
			loadOwn(
				id,
				texts((_, text) => text),
			),
		]
		expect(there.files.map(({ text }) => text)).toEqual(here.files.map(({ text }) => text))
		expect(there.patterns.flatMap(({ rules }) => rules).length).toBe(
			here.patterns.flatMap(({ rules }) => rules).length,
		)
		expect(there.files.map(({ file }) => file)).toContain(`schematron/${ownRuleSets[id].schema}`)
	},
)

it.each([
	['an unknown set', 'br-xx', texts((_, text) => text), 'rule-text-invalid'],
	['a missing schema', 'beyond-ubl', texts(() => undefined), 'rule-text-unreadable'],
	[
		'an include that leads out of the folder',
		'beyond-ubl',
		texts((_, text) =>
			text.replace(
				/(<pattern|<sch:pattern)/,
				'<sch:include xmlns:sch="http://purl.oclc.org/dsdl/schematron" href="../../rules/choices.json"/>$1',
			),
		),
		'include-not-found',
	],
])('%s is a fault', (_, id, given, code) => {
	expect(() => loadOwn(id, given)).toThrow(expect.objectContaining({ code }))
})
