import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileRuleSet, Fault, type RuleSetSource } from '#engine'
import { readSchematron } from '#schematron'
import type { LoadedRuleSet, Rules } from './context.ts'
import type { StructureMode } from './structure/remarks.ts'
import { validate } from './validation.ts'

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'

function schematron(context: string, test: string): LoadedRuleSet {
	const text = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern>
		<rule context="${context}"><assert id="T-1" flag="fatal" test="${test}">no</assert></rule></pattern></schema>`
	const source: RuleSetSource = readSchematron(text, { file: 't.sch' })
	return { ruleSet: compileRuleSet(source), checkedWith: [{ id: 't', version: '', sha256: '' }] }
}

const alone = (...ruleSets: LoadedRuleSet[]): Rules => ({ kind: 'alone', ruleSets })
const chosen = (load: () => LoadedRuleSet): Rules => ({ kind: 'chosen', load, beyond: 'off' })
const judge = (
	text: string | Uint8Array,
	rules: Rules,
	asOf = '2026-11-21',
	structure: StructureMode = 'off',
) =>
	validate(typeof text === 'string' ? new TextEncoder().encode(text) : text, {
		source: 's',
		sha256: '',
		asOf,
		rules,
		structure,
	})

const right = schematron('/*', 'true()')
const wrong = schematron('/*', 'false()')
const silent = schematron('nothing', 'false()')
const invoice = `<Invoice xmlns="${ubl}"/>`

const cases: [what: string, text: string, rules: Rules, verdict: string, found: string[]][] = [
	['a rule that holds', '<a/>', alone(right), 'accepted', []],
	['a rule that does not', '<a/>', alone(wrong), 'rejected', ['T-1']],
	['two rule sets, one broken', '<a/>', alone(right, wrong), 'rejected', ['T-1']],
	['no rule set', '<a/>', alone(), 'undecided', ['JUDGE-NO-RULE-SET']],
	['no rule fired', '<a/>', alone(silent), 'undecided', ['JUDGE-NOTHING-FIRED']],
	['an invoice that is right', invoice, chosen(() => right), 'accepted', []],
	['an invoice that is wrong', invoice, chosen(() => wrong), 'rejected', ['T-1']],
	['an invoice that no rule met', invoice, chosen(() => silent), 'undecided', ['JUDGE-NOTHING-FIRED']],
	['no invoice', '<a/>', chosen(() => right), 'inadmissible', ['READ-NO-INVOICE']],
	['no XML', 'a', alone(right), 'inadmissible', ['READ-NOT-XML']],
]
test.each(cases)('%s', (_, text, rules, decision, found) => {
	const { verdict } = judge(text, rules)
	expect({ verdict: verdict.verdict, found: verdict.findings.map(({ rule }) => rule) }).toEqual({
		verdict: decision,
		found,
	})
})

test('a Fault is never a verdict', () => {
	const load = () => {
		throw new Fault('rule-text-invalid', 'broken')
	}
	expect(() => judge(invoice, chosen(load))).toThrow(Fault)
})

test('the rule sets see the day that is asked for', () => {
	const dated = alone(schematron('/*', "current-date() = xs:date('2027-01-01')"))
	expect(judge('<a/>', dated, '2027-01-01').verdict.verdict).toBe('accepted')
	expect(judge('<a/>', dated, '2027-01-02').verdict.verdict).toBe('rejected')
})

test('whatever the bytes, there is a verdict, and nothing is accepted that no rule met', () => {
	const text = new TextEncoder().encode(
		`<?xml version="1.0" encoding="UTF-8"?><Invoice xmlns="${ubl}"><é a="1">&lt;</é></Invoice>`,
	)
	const cut = fc.tuple(fc.nat(text.length), fc.nat(8), fc.uint8Array({ maxLength: 4 }))
	const damaged = cut.map(([at, length, put]) =>
		Uint8Array.from([...text.slice(0, at), ...put, ...text.slice(at + length)]),
	)
	fc.assert(
		fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), damaged), (bytes) => {
			const { verdict } = judge(
				bytes,
				chosen(() => silent),
			)
			expect(['inadmissible', 'undecided']).toContain(verdict.verdict)
		}),
		{ numRuns: 300 },
	)
})
