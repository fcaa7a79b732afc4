/** What a verdict says that it was checked with: the rule sets that judged, and the code lists that they read. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Rules, validate } from '#rules'
import { ownRuleSet } from './rule-sets.ts'

const french: Rules = {
	kind: 'chosen',
	load: ownRuleSet,
	beyond: 'off',
	national: { reading: 'published', alone: true },
}

function namedFor(sample: string, rules: Rules = { kind: 'chosen', load: ownRuleSet }): string[] {
	const bytes = readFileSync(new URL(`../corpus/${sample}`, import.meta.url))
	const context = { source: sample, sha256: '', asOf: '2026-11-21', rules }
	return validate(bytes, context).verdict.checkedWith.map(({ id }) => id)
}

const lists = (named: readonly string[]) =>
	named.flatMap((id) => (id.startsWith('codelist-') ? [id.slice('codelist-'.length)] : []))

const cases: [sample: string, rules: Rules | undefined, named: string[], notNamed: string[]][] = [
	['samples/ubl-invoice.xml', undefined, ['invoice-type', 'tax-point-date', 'unit'], ['due-date-type']],
	['samples/cii-invoice.xml', undefined, ['invoice-type', 'due-date-type', 'unit'], ['tax-point-date']],
	['french/ubl-invoice.xml', french, ['fr-document-type', 'fr-vat-rate'], ['unit', 'country']],
]
test.each(cases)('%s', (sample, rules, named, notNamed) => {
	const found = namedFor(sample, rules)
	expect(new Set(found).size).toBe(found.length)
	expect(lists(found)).toEqual(expect.arrayContaining(named))
	for (const list of notNamed) expect(lists(found)).not.toContain(list)
	if (rules === undefined) expect(lists(found).filter((list) => list.startsWith('fr-'))).toEqual([])
})
