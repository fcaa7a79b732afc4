/** Counts are those of the nodes: reached is passed, failed and could not be evaluated together. */
import { expect, test } from 'vitest'
import { compileRuleSet, parseTree } from '#engine'
import { readSchematron } from '#schematron'
import { Counter, passed } from './coverage.ts'
import { coveragePage } from './coverage-page.ts'

const text = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern>
	<rule context="a"><assert id="A" test="xs:integer(.) &lt; 3">.</assert><report id="R" test=". = 9">.</report></rule>
	<rule context="z"><assert id="Z" test="b">.</assert></rule></pattern></schema>`

function counted(...documents: readonly string[]): Counter {
	const counter = new Counter()
	const ruleSet = compileRuleSet(readSchematron(text, { file: 'a.sch' }))
	counter.know(ruleSet)
	for (const document of documents) {
		const { findings } = ruleSet.run(parseTree(document).tree!, {
			onFired: (rule) => counter.fired(ruleSet, rule),
		})
		counter.settle(findings)
	}
	return counter
}

test('reached, passed, failed, errors, invoices', () => {
	const { invoices, counts, reached, both } = counted(
		'<x><a>1</a><a>5</a><a>9</a><a>?</a></x>',
		'<x><a>9</a></x>',
	).coverage()
	expect(invoices).toBe(2)
	expect(
		counts.map((one) => [one.rule, one.reached, passed(one), one.failed, one.errors, one.invoices]),
	).toEqual([
		['A', 5, 1, 3, 1, 2],
		['R', 5, 2, 2, 1, 2],
		['Z', 0, 0, 0, 0, 0],
	])
	expect([Math.round(reached), Math.round(both)]).toEqual([67, 67])
})

test('what cannot be reached does not count', () => {
	expect(counted('<a>1</a>').coverage((_, rule) => rule === 'Z').reached).toBe(100)
})

test('the page names the rules that were never reached first, and brings everything along', () => {
	const page = coveragePage(counted('<a>1</a>').coverage(), 'Coverage <of> rules')
	expect(page.indexOf('never reached')).toBeLessThan(page.indexOf('never failed'))
	expect(page).toContain('Coverage &lt;of&gt; rules')
	expect(page).not.toMatch(/https?:|<script|src=/)
})
