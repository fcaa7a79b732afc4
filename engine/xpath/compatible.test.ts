/** XPath 1.0, which rule sets of the bindings `xslt` and `xpath` are written in, where it differs from 2.0. */

import { expect, test } from 'vitest'
import { parseTree } from '../tree/parse.ts'
import { compileXPath } from './evaluate.ts'
import { Atomic } from './item.ts'

const xml = '<r a="1"><x>10</x><x>9</x><y>1e1</y><z> +5 </z><e/><n>-2.5</n></r>'

const expressions: [expression: string, value: string | number | boolean][] = [
	// An exponent, a plus sign and INF make no number.
	['number(/r/y)', Number.NaN],
	['number(/r/z)', Number.NaN],
	["number('INF')", Number.NaN],
	["number(' -.5 ')", -0.5],
	['string(1000000 * 1000000)', '1000000000000'],
	['string(1 div 0)', 'Infinity'],
	['string(-0)', '0'],
	// An order compares numbers, whatever the types; equality compares texts where neither is a number.
	["'10' > '9'", true],
	['/r/x[1] > /r/x[2]', true],
	['/r/x[1] < /r/x[2]', false],
	['/r/x >= 10', true],
	["'a' < 'b'", false],
	['/r/y = 10', false],
	["/r/x = '9'", true],
	["'1.0' = '1'", false],
	["'1.0' = 1", true],
	// A boolean asks for the truth of the other side.
	['true() = /r/x', true],
	['/r/none = false()', true],
	['/r/e = true()', true],
	["true() = 'false'", true],
	['true() > /r/none', true],
	["true() != ''", true],
	// Functions and operators take the first of several nodes, and texts for numbers.
	['string(/r/x)', '10'],
	['/r/x + 1', 11],
	["'2' * '3'", 6],
	['/r/none + 1', Number.NaN],
	['-/r/n', 2.5],
	['-5 mod 2', -1],
	['7 mod -2', 1],
	['5 div 2', 2.5],
	['sum(/r/x)', 19],
	['round(-2.5)', -2],
	['floor(/r/n)', -3],
	['ceiling(/r/n)', -2],
	["substring('12345', 1.5, 2.6)", '234'],
	['concat(1, true(), /r/x)', '1true10'],
	['string-length(/r/x)', 2],
	["contains(/r/x, '0')", true],
	["boolean('false')", true],
	['boolean(0)', false],
	["not('')", true],
	['count(/r/x | /r/x[1])', 2],
	['/r/x[2] = /r/x[last()]', true],
	["translate('abc', 'abd', 'x')", 'xc'],
]

test.each(expressions)('%s is %s', (expression, value) => {
	for (const outline of [false, true]) {
		const [found] = compileXPath(expression, { compatible: true, outline })(parseTree(xml).tree!, 0)
		const plain = found instanceof Atomic ? Number(String(found.value)) : found
		expect(plain).toEqual(value)
	}
})
