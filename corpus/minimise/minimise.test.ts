/** Smaller invoices that still say the same. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { validate } from '#rules'
import { ownRuleSet } from '../../server/rule-sets.ts'
import { runMinimiseCommand } from './command.ts'
import { minimise } from './minimise.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-minimise-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const cases: [what: string, text: string, keeps: RegExp, small: string][] = [
	['an element', '<a><b>1</b><c><d>2</d><e/></c></a>', /<d>/, '<a><c><d></d></c></a>'],
	['a value', '<a><b>12345</b><c/></a>', /2345/, '<a><b>12345</b></a>'],
	['an attribute', '<a x="1" y="2"><b z="3"/></a>', /y="2"/, '<a y="2"></a>'],
	['two apart', '<a><b/><c/><b/><d/></a>', /<b\/>.*<d\/>/, '<a><b/><d/></a>'],
	['remarks', '<a><!-- long --><?p i?><b/></a>', /<b\/>/, '<a><b/></a>'],
	['namespaces', '<a xmlns:n="u" n:x="1"><n:b/></a>', /n:b/, '<a xmlns:n="u"><n:b/></a>'],
]
test.each(cases)('%s is kept, all else goes', (_, text, keeps, small) => {
	expect(minimise(text, (one) => keeps.test(one)).text).toBe(small)
})

test('what does not show it stays as it is', () => {
	expect(minimise('<a/>', () => false)).toEqual({ text: '<a/>', tries: 1 })
})

test('nothing more can be taken out, whatever is kept', () => {
	const { tree } = fc.letrec<{ tree: string }>((tie) => ({
		tree: fc.oneof(
			{ maxDepth: 4 },
			fc.constantFrom('<a></a>', '<b></b>', '<c></c>'),
			fc
				.tuple(fc.constantFrom('a', 'b', 'c'), fc.array(tie('tree'), { maxLength: 4 }))
				.map(([name, content]) => `<${name}>${content.join('')}</${name}>`),
		),
	}))
	fc.assert(
		fc.property(tree, fc.constantFrom('<b>', '<c>', '<b></b><c>', '<a><b>'), (inner, wanted) => {
			const text = `<r>${inner}</r>`
			fc.pre(text.includes(wanted) && text.length < 400)
			const keeps = (one: string) => one.includes(wanted)
			const { text: small } = minimise(text, keeps)
			expect(keeps(small)).toBe(true)
			expect(minimise(small, keeps).text).toBe(small)
		}),
		{ numRuns: 60 },
	)
})

test.each([
	['ubl-invoice.xml', 'BR-CO-15', /(<cbc:TaxInclusiveAmount[^>]*>)/],
	['cii-invoice.xml', 'BR-CO-15', /(<ram:GrandTotalAmount>)/],
])('%s: %s stays, the rest is a tenth', (name, rule, amount) => {
	const text = readFileSync(join(import.meta.dirname, '../samples', name), 'utf8').replace(amount, '$19')
	const file = join(folder, name)
	const out = join(folder, `small-${name}`)
	writeFileSync(file, text)
	expect(runMinimiseCommand([file, '--keep', rule, '--as-of', '2026-11-20', '--out', out])).toBe(0)
	const small = readFileSync(out, 'utf8')
	expect(small.length).toBeLessThan(text.length / 5)
	const { verdict } = validate(new TextEncoder().encode(small), {
		source: '',
		sha256: '',
		asOf: '2026-11-20',
		rules: { kind: 'chosen', load: ownRuleSet },
	})
	expect(verdict.findings.map((one) => one.rule)).toContain(rule)
})

test('a finding that is not there', () => {
	const file = join(import.meta.dirname, '../samples/ubl-invoice.xml')
	expect(runMinimiseCommand([file, '--keep', 'BR-01', '--as-of', '2026-11-20'])).toBe(1)
})
