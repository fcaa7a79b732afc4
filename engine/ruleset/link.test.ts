/** What a rule set is given when it is linked: code lists and checks of values. */
import { expect, test } from 'vitest'
import { Fault } from '../fault.ts'
import { parseTree } from '../tree/parse.ts'
import { compileRuleSet } from './build.ts'
import { compileProgram } from './compile.ts'
import { linkProgram } from './link.ts'
import type { RuleSetSource } from './source.ts'

const at = { file: 'a.sch', line: 1, column: 1 }

const ruleSet = (assertion: string): RuleSetSource => ({
	id: 'a',
	queryBinding: 'xslt2',
	namespaces: { rv: 'urn:recevable:functions' },
	lets: [],
	functions: [],
	keys: [],
	patterns: [
		{
			lets: [],
			rules: [
				{
					context: { text: 'a', at },
					lets: [],
					assertions: [
						{
							id: 'A-1',
							kind: 'assert',
							test: { text: assertion, at },
							parts: [],
							diagnostics: [],
							properties: [],
							at,
						},
					],
					at,
				},
			],
			at,
		},
	],
	files: [],
})

const given = { lists: { colour: ['red'] }, checks: { even: (value: string) => Number(value) % 2 === 0 } }

const cases: [assertion: string, document: string, findings: number][] = [
	["rv:valid(., 'even')", '<a>4</a>', 0],
	["rv:valid(., 'even')", '<a>5</a>', 1],
	["rv:valid(@n, 'even')", '<a n="5"/>', 1],
	// Nothing is not valid, nor is it a code.
	["rv:valid(@n, 'even')", '<a/>', 1],
	["rv:valid(concat(@n, '0'), 'even')", '<a n="5"/>', 0],
	["rv:listed(., 'colour')", '<a>red</a>', 0],
	["rv:listed(., 'colour')", '<a>blue</a>', 1],
]
test.each(cases)('%s on %s: %i', (assertion, document, count) => {
	const { tree } = parseTree(document)
	expect(compileRuleSet(ruleSet(assertion), given).run(tree!).findings).toHaveLength(count)
})

test('two values where a check takes one cannot be judged', () => {
	const { tree } = parseTree('<a><b>2</b><b>4</b></a>')
	const [finding] = compileRuleSet(ruleSet("rv:valid(b, 'even')"), given).run(tree!).findings
	expect(finding).toMatchObject({ kind: 'error', text: expect.stringMatching(/^XPTY0004/) })
})

test.each(["rv:valid(., 'odd')", 'rv:valid(., @name)', 'rv:valid(.)', "rv:listed(., 'size')"])(
	'%s is refused when the rule set is compiled',
	(assertion) => {
		expect(() => compileRuleSet(ruleSet(assertion), given)).toThrow(/XPST0017/)
	},
)

test('a check that is not given when the rule set is linked is a fault', () => {
	const program = compileProgram(ruleSet("rv:valid(., 'even')"), { checks: ['even'] })
	expect(() => linkProgram(program)).toThrow(Fault)
	expect(() => linkProgram(program)).toThrow('the check "even" is not given')
})
