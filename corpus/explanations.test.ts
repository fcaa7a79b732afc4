/** The rejections that rules/README.md shows are those that the program gives for a stated case. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { validate } from '#rules'
import { ownRuleSet } from '../server/rule-sets.ts'
import { makeCases } from './cases.ts'
import { asOf } from './runner.ts'

const rows = [
	...readFileSync(new URL('../rules/README.md', import.meta.url), 'utf8').matchAll(
		/^\| ([A-Z]+(?:-[A-Z]+)?-\d+) \| .* \| (.+) \|$/gm,
	),
].map(([, rule, ours]) => ({ rule: rule!, message: ours!.split(/ (?:Trouvé|À faire) :/)[0]! }))

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

test('ten rejections are shown, each as it is said', () => {
	const said = new Map(rows.map(({ rule }) => [rule, new Set<string>()]))
	for (const { stated, text } of makeCases(`${import.meta.dirname}/cases`)) {
		if (![...stated.expected.keys()].some((finding) => said.has(finding.split(' ')[0]!))) continue
		const { verdict } = validate(new TextEncoder().encode(text), {
			source: stated.title,
			sha256: '',
			asOf,
			rules: { kind: 'chosen', load: ownRuleSet },
		})
		for (const { rule, message } of verdict.findings) said.get(rule)?.add(plain(message.fr))
	}
	expect(rows).toHaveLength(10)
	expect(rows.filter(({ rule, message }) => !said.get(rule)!.has(message))).toEqual([])
})
