import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { explain } from '../explanation.ts'
import type { Syntax } from '../syntax.ts'
import { businessTerms } from '../terms/term.ts'
import { beyond } from './beyond.ts'

const idsOf = (syntax: 'ubl' | 'cii') =>
	[
		...readFileSync(new URL(`../../schematron/beyond/${syntax}.sch`, import.meta.url), 'utf8').matchAll(
			/<assert id="([^"]+)"/g,
		),
	].map(([, id]) => id!)

const syntaxes: [schema: 'ubl' | 'cii', syntax: Syntax][] = [
	['ubl', 'ubl-invoice'],
	['cii', 'cii'],
]
test.each(syntaxes)('every rule beyond the published ones is explained, over %s', (schema, syntax) => {
	const ids = idsOf(schema)
	expect(ids.length).toBeGreaterThan(6)
	expect(ids.filter((id) => explain(id, syntax) === undefined)).toEqual([])
})

test('nothing is explained that is no rule', () => {
	expect(Object.keys(beyond).sort()).toEqual([...new Set([...idsOf('ubl'), ...idsOf('cii')])].sort())
})

test.each(Object.entries(beyond))('%s is said in both languages, in plain words', (_, entry) => {
	for (const { fr, en } of [entry.message, entry.why, entry.fix]) {
		expect(fr).toMatch(/^[A-ZÀÉ].*\.$/)
		expect(en).toMatch(/^[A-Z].*\.$/)
		expect(fr).not.toMatch(/'| (the|of|is|and) /)
		expect(en).not.toMatch(/ (la|le|des|les|une) /)
	}
	for (const term of entry.terms) {
		expect(businessTerms.has(term)).toBe(true)
		expect(entry.message.fr).toContain(term)
		expect(entry.message.en).toContain(term)
	}
})
