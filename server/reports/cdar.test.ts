/** The life-cycle message and the acknowledgement, made from the same verdict. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseTree } from '#engine'
import { validate } from '#rules'
import { ownRuleSet } from '../rule-sets.ts'
import { plain } from '../terminal.ts'
import { acknowledgement } from './acknowledgement.ts'
import { cdar } from './cdar.ts'

const base = readFileSync(new URL('../../corpus/samples/ubl-invoice.xml', import.meta.url), 'utf8')

function rendered(text: string) {
	const { verdict } = validate(new TextEncoder().encode(text), {
		source: 'in/f.xml',
		sha256: 'a'.repeat(64),
		asOf: '2026-10-10',
		rules: { kind: 'chosen', load: ownRuleSet, beyond: 'off' },
	})
	const message = cdar.one(verdict, { lang: 'fr', paint: plain, text })
	const { tree, failure } = parseTree(message)
	if (failure !== undefined) throw new Error(failure.message)
	const all = (name: string): string[] => {
		const found: string[] = []
		for (let n = 1; n < tree.count; n++)
			if (tree.name[n]! >= 0 && tree.names.local(tree.name[n]!) === name) found.push(tree.stringValue(n))
		return found
	}
	return { verdict, all, message }
}

test('an accepted invoice is deposited, and says no reason', () => {
	const { all, verdict } = rendered(base)
	expect([all('ProcessConditionCode'), all('ReasonCode')]).toEqual([['200'], []])
	expect(acknowledgement(verdict, 'fr')).toEqual({ status: 'Ok' })
})

test('a wrong total is rejected with code, text, term, place and both values', () => {
	const { all, verdict } = rendered(base.replace(/(<cbc:TaxInclusiveAmount[^>]*>)[^<]*/, '$19999.00'))
	expect(all('ProcessConditionCode')).toEqual(['213'])
	expect(all('ReasonCode')).toContain('MONTANTTOTAL_ERR')
	expect(all('RequestedActionCode')).toContain('NIN')
	expect(all('TypeCode').filter((code) => code === 'DVA').length).toBeGreaterThan(0)
	expect(all('Value')).toContain('9999.00')
	for (const reason of all('Reason')) expect([...reason].length).toBeLessThanOrEqual(250)
	expect(acknowledgement(verdict, 'en').details![0]).toMatchObject({
		level: 'Error',
		reasonCode: 'MONTANTTOTAL_ERR',
	})
})

test('a file that cannot be read is inadmissible under its own name', () => {
	const { all, verdict } = rendered(base.slice(0, 400))
	expect(all('ProcessConditionCode')).toEqual(['501'])
	expect(all('IssuerAssignedID')).toEqual(['f.xml'])
	expect(acknowledgement(verdict, 'fr').details![0]!.reasonCode).toBe('InvalidSchema')
})

test('what comes from the invoice is escaped', () => {
	const { message } = rendered(base.replace(/(<cbc:ID>)[^<]*/, '$1A&lt;b&gt;&amp;"'))
	expect(message).toContain('A&lt;b&gt;&amp;')
})
