import { expect, test } from 'vitest'
import { compacted, expanded } from './compact.ts'
import { compileProgram } from './compile.ts'
import type { RuleSetSource } from './source.ts'

const at = (line: number) => ({ file: 'a.sch', line, column: 1 })
const assertion = (id: string, text: string, line: number) => ({
	id,
	kind: 'assert' as const,
	test: { text, at: at(line) },
	parts: [],
	diagnostics: [],
	properties: [],
	at: at(line),
})

const source: RuleSetSource = {
	id: 'a',
	files: [],
	queryBinding: 'xslt2',
	namespaces: {},
	lets: [],
	functions: [],
	keys: [
		{ uri: '', local: 'k', match: { text: '/a/b', at: at(1) }, use: { text: '@i', at: at(1) }, at: at(1) },
	],
	patterns: [
		{
			lets: [],
			rules: [
				{
					context: { text: '/a/b | b', at: at(2) },
					lets: [],
					assertions: [
						assertion('A-1', 'not(c/d)', 3),
						assertion('A-2', 'empty(//d) or @i', 4),
						assertion('A-3', "exists(key('k', '1'))", 5),
					],
					at: at(2),
				},
				{
					context: { text: 'text()', at: at(6) },
					lets: [],
					assertions: [assertion('A-4', 'true()', 7)],
					at: at(6),
				},
			],
			at: at(2),
		},
	],
}

test('a program is the same after having been short', () => {
	const program = compileProgram(source)
	expect(program.assertions.some(({ guard }) => guard !== undefined)).toBe(true)
	const short = compacted(program)
	expect(short.files).toEqual(['a.sch'])
	expect(expanded(JSON.parse(JSON.stringify(short)))).toEqual(program)
})
