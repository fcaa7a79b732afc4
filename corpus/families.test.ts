import { expect, test } from 'vitest'
import { Families, familyOf } from './families.ts'

const families: [rule: string, family: string][] = [
	['BR-01', 'BR'],
	['BR-CO-10', 'BR-CO'],
	['UBL-CR-646', 'UBL-CR'],
	['PEPPOL-EN16931-R001', 'PEPPOL-EN16931-R001'],
	['BR-DE-23-b', 'BR-DE'],
	['BR-FR-02_BT-1', 'BR-FR'],
]
test.each(families)('%s belongs to %s', (rule, family) => {
	expect(familyOf(rule)).toBe(family)
})

test('counts by syntax and family', () => {
	const counted = new Families()
	const all = () => true
	counted.add(
		{ syntax: 'ubl', sort: 'documents' },
		new Map([
			['BR-01 fatal', 1],
			['BR-CO-10 fatal', 2],
		]),
		new Map([
			['BR-01 fatal', 1],
			['BR-CO-10 fatal', 1],
			['BR-CO-11 error', 1],
		]),
		all,
	)
	counted.add({ syntax: 'ubl', sort: 'mutants' }, new Map(), new Map(), all)
	counted.add({ syntax: 'cii', sort: 'mutants' }, new Map([['BR-02 fatal', 3]]), new Map(), all)
	expect(counted.table().slice(1)).toEqual([
		['cii', 'BR', '1', '0', '1', '0', '0', '3', '1'],
		['cii', 'all compared', '1', '0', '1', '0', '0', '3', '1'],
		['ubl', 'BR', '1', '1', '0', '1', '0', '0', '0'],
		['ubl', 'BR-CO', '2', '1', '0', '1', '1', '1', '1'],
		['ubl', 'all compared', '3', '1', '1', '2', '1', '1', '1'],
	])
})
