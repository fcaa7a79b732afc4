/**
 * What the platform's own rules add to a verdict: processor time of one verdict with and without them, on the
 * French invoices, with a directory and a ledger in memory; and json-rules-engine itself on the same rules.
 *
 *     node --conditions=source bench/platform.ts
 *
 * Rounds alternate, so that a busy machine disturbs both alike; the median of the rounds' ratios is what counts.
 */
import { readFileSync } from 'node:fs'
import { Engine } from 'json-rules-engine'
import { parseTree, Tree } from '#engine'
import { loadPlatformRules, type Platform, recognise, type StructureLookup, validate } from '#rules'
import { documentFacts } from '../rules/platform/facts.ts'
import { operators } from '../rules/platform/operators.ts'
import type { FactValue } from '../rules/platform/rule.ts'
import { ownRuleSet } from '../server/rule-sets.ts'

const rules = loadPlatformRules()
const snapshot = { sha256: 'd', date: '2026-10-01', structures: 1, services: 1 }
const directory: StructureLookup = {
	snapshot,
	find: (siret) => ({
		siret,
		name: 'Ville',
		public: true,
		active: true,
		serviceRequired: true,
		engagementRequired: true,
		serviceOrEngagement: false,
		worksOnly: false,
		services: [{ code: 'ACHATS', active: true }],
		lines: [{ address: siret, platform: '9999', status: 'enabled' }],
	}),
}
const platform: Platform = {
	rules,
	checkedWith: { id: 'platform', version: '1', sha256: 'e' },
	transport: { scope: 'B2G', direction: 'emission', channel: 'API' },
	directory,
	ledger: { key: 'reform', find: () => undefined },
}

const asOf = '2026-10-10'
const into = new Tree()
const verdict = (bytes: Uint8Array, more: object) =>
	validate(bytes, {
		source: 'f.xml',
		sha256: '',
		asOf,
		rules: { kind: 'chosen', load: ownRuleSet, national: { reading: 'text' } },
		into,
		...more,
	})

/** Processor milliseconds of one call, over `times` calls. */
function cost(times: number, work: () => void): number {
	const before = process.cpuUsage()
	for (let n = 0; n < times; n++) work()
	const { user, system } = process.cpuUsage(before)
	return (user + system) / 1000 / times
}
const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

for (const name of ['ubl-invoice', 'cii-invoice']) {
	const bytes = readFileSync(new URL(`../corpus/french/${name}.xml`, import.meta.url))
	cost(200, () => verdict(bytes, { platform }))
	const rounds = Array.from({ length: 15 }, () => {
		const without = cost(40, () => verdict(bytes, {}))
		return { without, with: cost(40, () => verdict(bytes, { platform })) }
	})
	const without = median(rounds.map((round) => round.without))
	const share = median(rounds.map((round) => 1 - round.without / round.with))
	console.log(
		`${name}: ${without.toFixed(2)} ms without, ${median(rounds.map((round) => round.with)).toFixed(2)} ms with ${rules.rules.length} platform rules: ${(100 * share).toFixed(1)} % of the verdict`,
	)
	const { tree } = parseTree(bytes.toString('utf8'))
	const { facts } = documentFacts(tree!, recognise(tree!), { ...platform, asOf, sha256: '' })
	const engine = new Engine([], { allowUndefinedFacts: true })
	for (const [id, meets] of Object.entries(operators))
		engine.addOperator(id, (fact: FactValue, value: unknown) => meets(fact, value))
	const wrapped = (condition: object): object => ('fact' in condition ? { all: [condition] } : condition)
	for (const [id, condition] of Object.entries(rules.named))
		engine.setCondition(id, wrapped(condition) as never)
	const asked = new Set<string>()
	for (const { conditions, event } of rules.rules) {
		engine.addRule({ conditions: wrapped(conditions) as never, event: event as never })
		for (const [, fact] of JSON.stringify(conditions).matchAll(/"fact":"([^"]+)"/g)) asked.add(fact!)
	}
	const values = Object.fromEntries([...asked].map((fact) => [fact, facts(fact)]))
	const times: number[] = []
	for (let round = 0; round < 10; round++) {
		const before = process.cpuUsage()
		for (let n = 0; n < 20; n++) await engine.run(values as Record<string, unknown>)
		const { user, system } = process.cpuUsage(before)
		times.push((user + system) / 1000 / 20)
	}
	console.log(`  json-rules-engine on the same rules: ${median(times).toFixed(2)} ms`)
}
