/**
 * Operators as they are emitted for operands of known types, against the runtime's, which knows any type.
 *
 * Every pair of operands under every operator: what the generated code gives must be what arithmetic.ts and
 * compare.ts give for the two values.
 */
import { describe, expect, test } from 'vitest'
import { parseTree } from '../tree/parse.ts'
import { arithmetic, negate, type Operator, plus } from './arithmetic.ts'
import { typeOf } from './atomic-types.ts'
import { atomicToString } from './cast.ts'
import { atomize, type Comparison, generalCompare, valueCompare } from './compare.ts'
import { compileXPath } from './evaluate.ts'
import type { Item } from './item.ts'

const tree = parseTree('<r n="2"><a>2</a><b>10</b><c> 2.50 </c><d>x</d><e/><f>2.0</f></r>').tree!

/** Each once as generated code knows it (literals, nodes, casts) and, behind `(…)[1]`, as any item. */
const operands = [
	'2',
	'-7',
	'0',
	'2.5',
	'0.1',
	'9007199254740993',
	'9007199254740992.0',
	'2e0',
	'0.1e0',
	'xs:float(0.1)',
	'/r/a',
	'/r/c',
	'/r/d',
	'/r/@n',
	'/r/none',
	'()',
	"'2'",
	"'x'",
	'true()',
	'xs:decimal(/r/c)',
	'xs:integer(/r/a)',
	'xs:date("2024-01-31")',
	'xs:dayTimeDuration("P1D")',
	'(2, "x")[1]',
	'(/r/b, 1)[1]',
]

function items(expression: string): readonly Item[] | string {
	try {
		return compileXPath(expression, {})(tree, 0).map((item) => atomize(item, tree))
	} catch (error) {
		const { code } = error as { code?: string }
		if (code === undefined) throw error
		return code
	}
}

const shown = (found: readonly Item[] | string): string =>
	typeof found === 'string'
		? found
		: found.map((item) => `${typeOf(item)} ${atomicToString(item)}`).join(', ')

/** What the runtime makes of the operands' values; its code where it throws. */
function byRuntime(
	of: (a: readonly Item[], b: readonly Item[]) => readonly Item[],
	a: string,
	b: string,
): string {
	const [left, right] = [items(a), items(b)]
	if (typeof left === 'string' || typeof right === 'string') throw new Error('operands are values')
	try {
		return shown(of(left, right))
	} catch (error) {
		return (error as { code: string }).code
	}
}

const pairs = operands.flatMap((a) => operands.map((b) => [a, b] as const))
const single =
	(of: (a: Item, b: Item) => Item) =>
	([a]: readonly Item[], [b]: readonly Item[]): readonly Item[] =>
		a === undefined || b === undefined ? [] : [of(a, b)]

const arithmeticSigns: [sign: string, op: Operator][] = [
	['+', 'add'],
	['-', 'sub'],
	['*', 'mul'],
	['div', 'div'],
	['idiv', 'idiv'],
	['mod', 'mod'],
]
const generalSigns: [sign: string, op: Comparison][] = [
	['=', 'eq'],
	['!=', 'ne'],
	['<', 'lt'],
	['<=', 'le'],
	['>', 'gt'],
	['>=', 'ge'],
]

describe('the generated operator is the runtime’s', () => {
	test.each(arithmeticSigns)('%s', (sign, op) => {
		for (const [a, b] of pairs) {
			const expected = byRuntime(
				single((x, y) => arithmetic(op, x, y)),
				a,
				b,
			)
			expect(`${a} ${sign} ${b}: ${shown(items(`${a} ${sign} ${b}`))}`).toBe(`${a} ${sign} ${b}: ${expected}`)
		}
	})

	test.each(generalSigns)('%s', (sign, op) => {
		for (const [a, b] of pairs) {
			const expected = byRuntime((x, y) => [generalCompare(op, x, y)], a, b)
			expect(`${a} ${sign} ${b}: ${shown(items(`${a} ${sign} ${b}`))}`).toBe(`${a} ${sign} ${b}: ${expected}`)
		}
	})

	test.each(generalSigns)('%s as a value comparison: %s', (_, op) => {
		for (const [a, b] of pairs) {
			const expected = byRuntime(
				single((x, y) => valueCompare(op, x, y)),
				a,
				b,
			)
			expect(`${a} ${op} ${b}: ${shown(items(`${a} ${op} ${b}`))}`).toBe(`${a} ${op} ${b}: ${expected}`)
		}
	})

	test('signs', () => {
		for (const a of operands) {
			const minus = byRuntime(([x]) => (x === undefined ? [] : [negate(x)]), a, '1')
			const same = byRuntime(([x]) => (x === undefined ? [] : [plus(x)]), a, '1')
			expect(`-(${a}): ${shown(items(`-(${a})`))}`).toBe(`-(${a}): ${minus}`)
			expect(`+(${a}): ${shown(items(`+(${a})`))}`).toBe(`+(${a}): ${same}`)
		}
	})
})
