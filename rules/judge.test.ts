import { expect, test } from 'vitest'
import type { Finding, Severity } from '#engine'
import { type Case, judge } from './judge.ts'
import { type ReadingProblemId, readingProblems } from './reading/reading.ts'
import type { Recognition } from './syntax.ts'
import type { Decision } from './verdict.ts'

const place = { path: '/Invoice', line: 1, column: 1, offset: 0 }
const invoice: Recognition = {
	syntax: 'ubl-invoice',
	profile: 'urn:cen.eu:en16931:2017',
	node: 1,
	locate: () => place,
	root: { uri: 'urn:x', local: 'Invoice' },
	invoice: { number: 'F1' },
}
const { syntax: _, ...stranger } = invoice
const set = { id: 'en16931-ubl', version: '1.3.16', sha256: 'ab' }

function finding(
	rule: string,
	severity: Severity = 'fatal',
	node = 1,
	kind: Finding['kind'] = 'assert',
): Finding {
	return { rule, ruleSet: 'en16931-ubl', severity, kind, node, location: place, text: `${rule} says no` }
}

function given(part: Partial<Case>): Case {
	return {
		source: 'a.xml',
		carrier: 'xml',
		document: { sha256: '00', bytes: 1 },
		asOf: '2026-11-21',
		recognition: invoice,
		findings: [],
		checkedWith: [set],
		fired: 12,
		...part,
	}
}

const decisions: readonly (readonly [string, Partial<Case>, Decision, readonly string[]])[] = [
	['rules ran, nothing found', {}, 'accepted', []],
	['a warning alone', { findings: [finding('UBL-CR-001', 'warning')] }, 'accepted', ['UBL-CR-001']],
	[
		'a warning that refuses',
		{ findings: [finding('UBL-CR-001', 'warning')], failOn: 'warning' },
		'rejected',
		['UBL-CR-001'],
	],
	[
		'information never refuses',
		{ findings: [finding('X', 'information')], failOn: 'warning' },
		'accepted',
		['X'],
	],
	['a fatal finding', { findings: [finding('BR-02')] }, 'rejected', ['BR-02']],
	[
		'a warning that could not be evaluated',
		{ findings: [finding('BR-51', 'warning', 1, 'error')] },
		'rejected',
		['BR-51'],
	],
	['no rule set', { checkedWith: [], fired: 0 }, 'undecided', ['JUDGE-NO-RULE-SET']],
	['no rule met a node', { fired: 0 }, 'undecided', ['JUDGE-NOTHING-FIRED']],
	[
		'no rule set but a fatal finding',
		{ checkedWith: [], fired: 0, findings: [finding('BR-02')] },
		'rejected',
		['BR-02'],
	],
	['no invoice', { recognition: stranger }, 'inadmissible', ['READ-NO-INVOICE']],
	['nothing recognised', { recognition: undefined as never }, 'inadmissible', ['READ-NO-INVOICE']],
	['no invoice, by the rules alone', { recognition: stranger, rulesAlone: true }, 'accepted', []],
	[
		'no invoice, no rule fired, by the rules alone',
		{ recognition: stranger, rulesAlone: true, fired: 0 },
		'undecided',
		['JUDGE-NOTHING-FIRED'],
	],
	[
		'in an envelope',
		{ recognition: { ...invoice, node: 4, envelope: 'StandardBusinessDocument' } },
		'undecided',
		['JUDGE-ENVELOPE'],
	],
	[
		'taken out of its envelope',
		{ recognition: { ...invoice, node: 4, envelope: 'StandardBusinessDocument' }, judgedNode: 4 },
		'accepted',
		[],
	],
	[
		'unreadable, whatever was found',
		{ unreadable: { id: 'READ-EMPTY' }, findings: [finding('BR-02')] },
		'inadmissible',
		['READ-EMPTY'],
	],
]

test.each(decisions)('%s', (_title, part, decision, rules) => {
	const verdict = judge(given(part))
	expect(verdict.verdict).toBe(decision)
	expect(verdict.findings.map((f) => f.rule)).toEqual(rules)
})

test('findings stand in document order, then in the order given', () => {
	const findings = [
		finding('B', 'fatal', 9),
		finding('C', 'fatal', 3),
		finding('A', 'fatal', 9),
		finding('D', 'fatal', 3),
	]
	expect(judge(given({ findings })).findings.map((f) => f.rule)).toEqual(['C', 'D', 'B', 'A'])
})

test('a limit keeps fatal findings, and decides on all', () => {
	const findings = [
		...Array.from({ length: 5 }, (_, i) => finding(`W${i}`, 'warning', i)),
		finding('BR-02', 'fatal', 9),
	]
	const verdict = judge(given({ findings, limit: 3 }))
	expect(verdict.findings.map((f) => f.rule)).toEqual(['W0', 'W1', 'BR-02'])
	expect([verdict.findingsTruncated, verdict.verdict, verdict.rejections[0]?.findings]).toEqual([
		true,
		'rejected',
		[2],
	])
})

test('rejections group findings by reason code and name the one to correct first', () => {
	const findings = [
		finding('BR-CO-16', 'fatal', 5),
		finding('BR-02', 'fatal', 1),
		finding('BR-CO-15', 'fatal', 6),
		finding('UBL-CR-001', 'warning', 7),
	]
	const { rejections } = judge(given({ findings }))
	expect(rejections.map((r) => [r.code, r.status, r.findings, r.rootCause])).toEqual([
		['REJ_SEMAN', '213', [0], 0],
		['MONTANTTOTAL_ERR', '213', [1, 2], 2],
	])
})

test('found and expected come from the measure, but not for a rule that could not be evaluated', () => {
	const measure = () => ({ found: '1', expected: '2' })
	const findings = [finding('BR-02'), finding('BR-03', 'fatal', 2, 'error')]
	const verdict = judge(given({ findings, measure }))
	expect(verdict.findings.map((f) => [f.found, f.expected, f.kind])).toEqual([
		['1', '2', undefined],
		[undefined, undefined, 'error'],
	])
})

const values: [text: string, found: string | undefined][] = [
	['FORG0001: "12,50" is not a value of type xs:decimal', '12,50'],
	['FORG0001: "\n\t1\n 2" is not a value of type xs:double', '1 2'],
	['FORG0001: "" is not a value of type xs:decimal', undefined],
	['XPTY0004: two values where one is due', undefined],
]
test.each(values)('%j shows the value at fault', (text, found) => {
	const [only] = judge(given({ findings: [{ ...finding('BR-03', 'fatal', 2, 'error'), text }] })).findings
	expect(only?.found).toBe(found)
})

test('a rule that nobody explained shows its own text in both languages', () => {
	const [only] = judge(given({ findings: [finding('ZZ-1')] })).findings
	expect(only?.message).toEqual({
		fr: 'La règle ZZ-1 n’est pas respectée. Son auteur écrit\u00a0: «\u00a0ZZ-1 says no\u00a0»',
		en: 'Rule ZZ-1 is not met. Its author writes: “ZZ-1 says no”',
	})
})

test.each(Object.keys(readingProblems) as ReadingProblemId[])('%s leaves no mark unfilled', (id) => {
	const verdict = judge(given({ unreadable: { id, at: { line: 3, column: 7, offset: 40 } } }))
	expect(verdict.verdict).toBe('inadmissible')
	expect(verdict.rejections[0]?.code).toMatch(/^IRR_/)
	expect(verdict.rejections[0]?.status).toBe('501')
	expect(JSON.stringify(verdict.findings[0])).not.toMatch(/[{]\w+[}]/)
	expect(verdict.findings[0]?.location).toEqual({ path: '/', line: 3, column: 7, offset: 40 })
})

test('the kind of a wrong file is named in each language', () => {
	const [only] = judge(given({ unreadable: { id: 'READ-NOT-XML', values: { found: 'zip' } } })).findings
	expect(only?.message.fr).toContain('une archive ZIP')
	expect(only?.message.en).toContain('a ZIP archive')
})
