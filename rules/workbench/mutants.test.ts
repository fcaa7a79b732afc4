/** Faults made on purpose: each changes one place, and examples notice those that they can. */
import { expect, test } from 'vitest'
import { compileProgram, parseTree, parseXPath } from '#engine'
import { readSchematron } from '#schematron'
import { loadPlatformRules } from '../platform/load.ts'
import { readRule } from '../platform/read.ts'
import { conditionMutants, noticed } from './condition-mutants.ts'
import { neighbour } from './neighbours.ts'
import { newRule } from './new.ts'
import { mutatePlatform, suggestions } from './platform-score.ts'
import { excused, scoreOf, together } from './score.ts'
import { Trial, withMutants } from './trial.ts'
import { mutantsOf } from './xpath-mutants.ts'
import { xpathText } from './xpath-text.ts'

const cbc = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'
const namespaces = { cbc }
const changes = (text: string) =>
	mutantsOf(parseXPath(text, { namespaces }), neighbour).map(({ expr }) => xpathText(expr, namespaces))

test.each<[test: string, mutants: readonly string[]]>([
	['a and b', ['not(a and b)', 'b', 'a', 'a or b']],
	[
		'count(a) <= 1',
		['not(count(a) <= 1)', 'count(a) < 1', 'count(a) >= 1', 'count(a) <= 2', 'count(a) <= 0'],
	],
	["a = 'X'", ["not(a = 'X')", "a != 'X'", "a = 'Xx'"]],
	['exists(a[b])', ['not(exists(a[b]))', 'empty(a[b])', 'exists(a)']],
	['a * 0.02', ['not(a * 0.02)', 'a div 0.02', 'a * 0.03', 'a * 0.01']],
	['every $x in a satisfies $x', ['not(every $x in a satisfies $x)', 'some $x in a satisfies $x']],
	['if (a) then b else c', ['not(if (a) then b else c)', 'c', 'b']],
	['cbc:IssueDate', ['not(cbc:IssueDate)', 'cbc:IssueTime']],
	[
		"a = ('S', 'Z')",
		[
			"not(a = ('S', 'Z'))",
			"a != ('S', 'Z')",
			"a = ('Z')",
			"a = ('S')",
			"a = ('Sx', 'Z')",
			"a = ('S', 'Zx')",
		],
	],
])('%s', (text, mutants) => {
	const norm = (one: string) => xpathText(parseXPath(one, { namespaces }), namespaces)
	expect(changes(text)).toEqual(mutants.map(norm))
})

const sch = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern>
	<rule context="a"><assert id="A" test="b &lt;= 3">.</assert><report id="R" test="c">.</report></rule>
</pattern></schema>`

test('one pass tells which faults an invoice shows', () => {
	const set = withMutants(readSchematron(sch, { file: 'a.sch' }), () => true)
	expect(() => compileProgram(set.source)).not.toThrow()
	const trial = new Trial(set, {}, {})
	const run = (text: string) => {
		trial.ruleSet.run(parseTree(text).tree!)
		trial.settle()
		return set.mutants.filter((_, i) => trial.noticed.has(i)).map(({ change }) => change)
	}
	expect(run('<z/>')).toEqual([])
	expect(run('<a><b>3</b></a>')).toEqual(['not(…)', '<= → <', '3 → 2', 'not(…)'])
	// An error is an outcome of its own, and what fell before is not lost.
	expect(run('<a><b>4</b><c/></a>')).toEqual(['not(…)', '<= → <', '<= → >=', '3 → 4', '3 → 2', 'not(…)'])
})

test('findings of a trial stay with the trial', () => {
	const trial = new Trial(
		withMutants(readSchematron(sch, { file: 'a.sch' }), () => true),
		{},
		{},
	)
	expect(trial.ruleSet.run(parseTree('<a><b>9</b><c/></a>').tree!).findings).toEqual([])
})

test('the platform rules’ own examples notice nearly every fault', () => {
	const set = loadPlatformRules()
	const score = mutatePlatform(
		set,
		() => true,
		() => 0,
	)
	expect(score.mutants).toBeGreaterThan(500)
	expect(score.score).toBeGreaterThanOrEqual(95)
	expect(score.survivors.length + score.noticed + score.equivalent).toBe(score.mutants)
})

test('what an example does not notice is suggested, and noticed with it', () => {
	const text = newRule({ id: 'MINE-01', from: '2026-09-01' }).replace(
		'"conditions": {\n    "fact": "BT-13",\n    "operator": "present",\n    "value": false\n  }',
		'"conditions": { "any": [{ "fact": "BT-13", "operator": "present", "value": false }, { "fact": "BT-13", "operator": "longerThan", "value": 50 }] }',
	)
	const rule = readRule('rules/mine-01.json', text, {}, [])
	const unnoticed = (one: typeof rule) => conditionMutants(one.conditions).filter((m) => !noticed(one, m, {}))
	expect(unnoticed(rule).map(({ change }) => change)).toContain('50 → 51')
	const examples = { pass: [...rule.examples.pass], fail: [...rule.examples.fail] }
	for (const { kind, example } of suggestions(rule, {})) examples[kind].push(example)
	expect(unnoticed({ ...rule, examples })).toEqual([])
})

test('what is excused counts neither way', () => {
	const mutant = { rule: 'A-1', kind: 'drop', change: 'x', test: '', mutant: 'not(b)', file: '', line: 1 }
	const entry = { set: 'some-*', rules: 'A-.*', change: 'x', holds: '(b)', reason: 'the same' }
	expect(excused('some-set', mutant, [entry])).toBe(entry)
	expect(excused('other', mutant, [entry])).toBeUndefined()
	expect(excused('some-set', { ...mutant, mutant: 'not(c)' }, [entry])).toBeUndefined()
	const score = scoreOf('s', 1, [mutant, mutant], (i) => i === 0, 0)
	expect(score).toMatchObject({ mutants: 2, noticed: 1, score: 50 })
	expect(together([score, score])).toBe(50)
})
