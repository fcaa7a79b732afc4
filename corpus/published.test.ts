/**
 * The French rules as their published tests read them, over every French case: they find what the case states, or
 * what french/published.json says that the published test finds there (release 1.4.0.03).
 */
import { expect, test } from 'vitest'
import { Tree } from '#engine'
import { validate } from '#rules'
import { ownRuleSet } from '../server/rule-sets.ts'
import { makeCases } from './cases.ts'
import { countsOfVerdict } from './compare.ts'
import type { Counts } from './expected.ts'
import published from './french/published.json' with { type: 'json' }
import { asOf } from './runner.ts'

type Listed = Readonly<Record<string, Readonly<Record<string, string>>>>
const says: Listed = published

const shown = (counts: Counts): string =>
	[...counts]
		.sort()
		.map(([key, count]) => (count === 1 ? key : `${key} ${count}`))
		.join(', ') || 'nothing'

test('the published reading finds what the published test does', () => {
	const into = new Tree()
	const encoder = new TextEncoder()
	const times = new Map<string, number>()
	const otherwise: string[] = []
	let cases = 0
	let listed = 0
	for (const { stated, text } of makeCases(`${import.meta.dirname}/french`)) {
		if (!stated.rules?.some((id) => /^br-fr-(?:ubl|cii)$/.test(id))) continue
		cases++
		const at = `${stated.at.file}: ${stated.title}`
		const time = (times.get(at) ?? 0) + 1
		times.set(at, time)
		const key = time === 1 ? stated.title : `${stated.title} (${time})`
		const id = text.includes('CrossIndustryInvoice') ? 'br-fr-cii-published' : 'br-fr-ubl-published'
		const { verdict } = validate(encoder.encode(text), {
			source: '',
			sha256: '',
			asOf,
			rules: { kind: 'alone', ruleSets: [ownRuleSet(id, asOf)] },
			limits: { findings: Number.MAX_SAFE_INTEGER },
			into,
		})
		const found = shown(countsOfVerdict(verdict))
		const listedAs = says[stated.at.file]?.[key]
		if (listedAs !== undefined) listed++
		const wanted = listedAs ?? shown(stated.expected)
		if (found !== wanted) otherwise.push(`${at}: ${found} for ${wanted}`)
	}
	expect(otherwise).toEqual([])
	expect(cases).toBeGreaterThan(800)
	const all = Object.values(says).flatMap((titles) => Object.keys(titles))
	expect(listed).toBe(all.length)
})
