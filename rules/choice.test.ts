/** Which national rule sets judge: by day, scope, direction, channel, and what the invoice says of itself. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseTree, type Tree } from '#engine'
import { ownRuleSet } from '../server/rule-sets.ts'
import { type Choice, type National, nationalSets, readChoices } from './choice.ts'
import { recognise } from './syntax.ts'
import { validate } from './validation.ts'

const text = readFileSync(new URL('../corpus/french/ubl-invoice.xml', import.meta.url), 'utf8')
const plain = text.replace(/<cbc:CustomizationID>[^<]*/, '<cbc:CustomizationID>urn:cen.eu:en16931:2017')
const abroad = plain.replace(/(<cac:AccountingCustomerParty>.*?<cbc:IdentificationCode>)FR/s, '$1DE')
const treeOf = (of: string): Tree => {
	const { tree, failure } = parseTree(of)
	if (tree === undefined) throw new Error(failure?.message)
	return tree
}

const called = (of: string, asOf: string, given: Partial<National>, among?: readonly Choice[]) => {
	const tree = treeOf(of)
	const { sets } = nationalSets(tree, recognise(tree), asOf, { reading: 'text', ...given }, among)
	return sets.map(({ id, severityOf }) => `${id} ${severityOf('X', 'fatal')}`).join(', ')
}

const cases: [what: string, of: string, asOf: string, given: Partial<National>, sets: string][] = [
	['before its time', plain, '2025-12-31', {}, ''],
	['the year before it holds', plain, '2026-08-31', {}, 'br-fr-ubl warning'],
	['from its day', plain, '2026-09-01', {}, 'br-fr-ubl fatal'],
	[
		'as the published tests read it',
		plain,
		'2026-09-01',
		{ reading: 'published' },
		'br-fr-ubl-published fatal',
	],
	['a buyer abroad', abroad, '2026-09-01', {}, ''],
	['its profile calls for it', text, '2026-09-01', {}, 'extended-ctc-fr-ubl fatal, br-fr-ubl fatal'],
	['a scope in which it does not hold', plain, '2026-09-01', { scope: 'CHORUS' }, ''],
	['a scope in which it holds', plain, '2026-09-01', { scope: 'B2G' }, 'br-fr-ubl fatal'],
	[
		'an extract for the public portal',
		plain,
		'2026-09-01',
		{ scope: 'F1' },
		'ppf-flux1-ubl fatal, ppf-flux1-target-ubl warning',
	],
	['an extract goes out only', plain, '2026-09-01', { scope: 'F1', direction: 'reception' }, ''],
]
test.each(cases)('%s', (_, of, asOf, given, sets) => expect(called(of, asOf, given)).toBe(sets))

const own: Choice = {
	id: 'x',
	severity: [{ from: '2026-01-01', is: 'fatal' }],
	until: '2026-12-31',
	rules: {
		X: [
			{ from: '2026-01-01', is: 'warning' },
			{ from: '2026-07-01', is: 'fatal' },
		],
	},
	channel: ['EDI'],
	ruleSets: { ubl: 'br-fr-ubl', cii: 'br-fr-cii' },
}
const dated: [what: string, asOf: string, given: Partial<National>, sets: string][] = [
	['one rule warns until a day', '2026-06-30', {}, 'br-fr-ubl warning'],
	['and refuses after it', '2026-07-01', {}, 'br-fr-ubl fatal'],
	['after its last day', '2027-01-01', {}, ''],
	['another channel', '2026-07-01', { channel: 'API' }, ''],
	['its channel', '2026-07-01', { channel: 'EDI' }, 'br-fr-ubl fatal'],
]
test.each(dated)('%s', (_, asOf, given, sets) => expect(called(plain, asOf, given, [own])).toBe(sets))

test.each([
	['2026-08-31', 'accepted', 'warning'],
	['2026-09-01', 'rejected', 'fatal'],
] as const)('as of %s the verdict is %s', (asOf, decision, severity) => {
	const { verdict } = validate(new TextEncoder().encode(text.replace('#PMT#', '')), {
		source: 'f.xml',
		sha256: '',
		asOf,
		rules: { kind: 'chosen', load: ownRuleSet, beyond: 'off', national: { reading: 'text' } },
	})
	expect(verdict.verdict).toBe(decision)
	expect(verdict.findings).toMatchObject([{ rule: 'BR-FR-05_BT-22-1', severity }])
})

test('an extract is judged by the rules of the portal alone', () => {
	const extract = readFileSync(new URL('../corpus/french/flux1-ubl.xml', import.meta.url))
	const { verdict } = validate(extract, {
		source: 'Full_1.xml',
		sha256: '',
		asOf: '2026-10-12',
		rules: { kind: 'chosen', load: ownRuleSet, national: { reading: 'text', scope: 'F1' } },
	})
	expect([verdict.verdict, verdict.findings, verdict.checkedWith.map(({ id }) => id)]).toEqual([
		'accepted',
		[],
		['ppf-flux1-ubl', 'ppf-flux1-target-ubl'],
	])
})

test('a document that is no invoice calls for nothing', () => {
	const tree = treeOf('<a/>')
	expect(nationalSets(tree, recognise(tree), '2026-09-01', { reading: 'text' }).sets).toEqual([])
})

const choiceOf = (change: object) =>
	JSON.stringify([
		{
			id: 'x',
			severity: [{ from: '2026-01-01', is: 'fatal' }],
			ruleSets: { ubl: 'a', cii: 'b' },
			...change,
		},
	])

test('reads choices that are not those written here', () => {
	expect(readChoices('choices.json', choiceOf({}), ['a', 'b'])).toHaveLength(1)
})

test.each([
	['no JSON', '{', 'no JSON'],
	['no list', '{}', 'a list'],
	['no entry', '[null]', 'no id'],
	['a day that is none', choiceOf({ severity: [{ from: 'soon', is: 'fatal' }] }), 'from which day'],
	['an unknown set', choiceOf({ ruleSets: { ubl: 'a', cii: 'z' } }), 'no rule set z'],
	['an unknown published set', choiceOf({ published: { ubl: 'y', cii: 'b' } }), 'no rule set y'],
])('refuses choices with %s', (_, text, words) => {
	expect(() => readChoices('choices.json', text, ['a', 'b'])).toThrow(words)
})
