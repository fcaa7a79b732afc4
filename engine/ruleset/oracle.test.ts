/**
 * Random rule sets over random documents: every finding, and no other, that reading them plainly gives.
 *
 * The plain reading asks fontoxpath, node by node and assertion by assertion; so whatever the compiler does to
 * be quick (paths that decide a context, guards that let assertions sleep, values kept for a document) shows.
 */
import fc, { type Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'
import { parseTree } from '../tree/parse.ts'
import {
	byFontoxpath,
	domOf,
	expressions,
	later,
	namespaces,
	place,
	shared,
} from '../xpath/random.fixture.ts'
import { compileRuleSet } from './build.ts'
import type { RuleSetSource } from './source.ts'

const contexts = fc.constantFrom(
	'a',
	'b',
	'p:a',
	'*',
	'p:*',
	'r',
	'/',
	'/r',
	'/r/a',
	'r/b',
	'a/b',
	'//a',
	'//b/a',
	'r//b',
	'/r//a',
	'*/a',
	'a | b',
	'a/b | //p:a',
	'a[b]',
	'b[@j]',
	'a[1]',
	'b[last()]',
	'*[position() > 1]',
	'a[b][2]',
	'a[@i]/b',
	"*[. = '2']",
	'text()',
	'a/text()',
	'comment()',
	'processing-instruction()',
	'node()',
	'a/node()',
	'/r/node()[2]',
	'r/(a|b)/b',
	'(a|p:a)[b]',
	'/r/(a[@i]|b)[b]',
	'(/r|b)/a',
	'/r/(a|b)[2]',
	'(a|b)/(text()|b)',
	'r/(a,b)',
	'(r//a|p:a)/b',
	"a[b = '2']",
	"a[@i = '1'] | b[@i = '1']",
	"*[b][. = '2']",
)

/** On attributes only what fontoxpath tells right from there. */
const attributeContexts = fc.constantFrom('@i', 'a/@i', '@*', '@p:i', '*[b]/@j', "@*[. = '2']", '//@i')
const attributeTests = fc.constantFrom(
	'. = 2',
	'../b',
	'string-length(.) > 1',
	'../@j = $g',
	'$l',
	'count($l) < 2',
	". != ''",
	"normalize-space(.) != '' or $l",
)

interface Assertion {
	readonly kind: 'assert' | 'report'
	readonly test: string
}

interface Rule {
	readonly context: string
	readonly variable: string
	readonly assertions: readonly Assertion[]
}

/** One pattern: a variable of the document, and rules of which the first that matches fires. */
interface Pattern {
	readonly variable: string
	readonly rules: readonly Rule[]
}

const nodes = expressions('nodes', shared, later)

/** What facts of a path can tell. */
function told(depth: number): Arbitrary<string> {
	const path = fc.constantFrom(
		'a',
		'b',
		'a/b',
		'b/a',
		'@i',
		'b/@j',
		'p:a',
		'.',
		'a[b]',
		"a[b = '2']/b",
		'(a | b)/@i',
	)
	const plain = fc.constantFrom('a', 'b', 'a/b', '@i', '@j', 'p:a')
	const one = fc.oneof(
		path.map((p) => `exists(${p})`),
		path,
		path.map((p) => `empty(${p})`),
		fc
			.tuple(path, fc.constantFrom('= 1', '<= 1', '>= 1', '< 2', '!= 0', '= 0', '!= 2'))
			.map(([p, n]) => `count(${p}) ${n}`),
		plain.map((p) => `${p} != ''`),
		fc.tuple(plain, fc.constantFrom("= '2'", "!= '2'", "= ('1', '2', 'x')")).map(([p, c]) => `${p} ${c}`),
		plain.map((p) => `exists(${p}[. = '2'])`),
		plain.map((p) => `not(${p}[not(. = '1')])`),
		fc.constantFrom("normalize-space(.) != ''", 'string-length(.) < 2', "contains(., '1')", ". = '2'"),
		fc.constantFrom("//a[. = '1']", "exists(//b[. = '2'])", "count(//a[. = '2']) + count(//a[. = 'x']) < 1"),
	)
	if (depth === 0) return one
	const less = told(depth - 1)
	return fc.oneof(
		one,
		fc.tuple(less, less).map(([a, b]) => `(${a}) and (${b})`),
		fc.tuple(less, less).map(([a, b]) => `(${a}) or (${b})`),
		less.map((a) => `not(${a})`),
		fc.tuple(less, less, less).map(([a, b, c]) => `if (${a}) then boolean(${b}) else boolean(${c})`),
	)
}
const tests = fc.oneof(
	{ weight: 4, arbitrary: expressions('boolean', shared, later) },
	{ weight: 1, arbitrary: nodes },
	{
		weight: 1,
		arbitrary: fc.constantFrom('$l', 'not($l)', 'count($l) < 2', '$l/b', '$g', 'count($g) <= 1', '$g/@i'),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom("normalize-space(.) != ''", "normalize-space() != '' or $l", ". != ''"),
	},
	{ weight: 1, arbitrary: fc.tuple(nodes, fc.constantFrom('$g', '$l')).map(([n, v]) => `${n} = ${v}`) },
	{ weight: 3, arbitrary: told(2) },
)
const rules = (
	context: Arbitrary<string>,
	variable: Arbitrary<string>,
	test: Arbitrary<string>,
): Arbitrary<Rule> =>
	fc.record({
		context,
		variable,
		assertions: fc.array(fc.record({ kind: fc.constantFrom('assert', 'report'), test }), {
			minLength: 1,
			maxLength: 3,
		}),
	})
const rule = fc.oneof(
	{ weight: 4, arbitrary: rules(contexts, nodes, tests) },
	{ weight: 1, arbitrary: rules(attributeContexts, fc.constantFrom('..', '../b', '//b'), attributeTests) },
)
const patterns: Arbitrary<Pattern[]> = fc.array(
	fc.record({ variable: nodes, rules: fc.array(rule, { minLength: 1, maxLength: 3 }) }),
	{ minLength: 1, maxLength: 2 },
)

const at = { file: 'random.sch', line: 1, column: 1 }

/** Fires in every document: where no rule does, all are asked again with whatever was spared. */
const awake = {
	at,
	lets: [],
	rules: [
		{
			at,
			context: { text: '/*', at },
			lets: [],
			assertions: [
				{
					id: 'awake',
					kind: 'assert' as const,
					test: { text: 'count(//*) > 0', at },
					at,
					parts: [],
					diagnostics: [],
					properties: [],
				},
			],
		},
	],
}

function sourceOf(given: readonly Pattern[]): RuleSetSource {
	const expression = (text: string) => ({ text, at })
	return {
		id: 'random',
		queryBinding: 'xslt2',
		namespaces,
		lets: [],
		functions: [],
		keys: [],
		files: [],
		patterns: [
			awake,
			...given.map((pattern, p) => ({
				at,
				lets: [{ name: 'g', value: expression(pattern.variable), at }],
				rules: pattern.rules.map((rule, r) => ({
					at,
					context: expression(rule.context),
					lets: [{ name: 'l', value: expression(rule.variable), at }],
					assertions: rule.assertions.flatMap(({ kind, test }, a) => {
						const nothing = { parts: [], diagnostics: [], properties: [] }
						const one = { id: `${p}-${r}-${a}`, kind, test: expression(test), at, ...nothing }
						// Asked for again by one that finds nothing: what is repeated becomes a function.
						const again = expression(`boolean(${test}) or true()`)
						return a % 2 === 0 ? [one] : [one, { ...one, id: 'again', kind: 'assert' as const, test: again }]
					}),
				})),
			})),
		],
	}
}

/** Findings as `assertion node`, in no particular order; undefined where an expression is in error. */
function plainly(given: readonly Pattern[], xml: string): string[] | undefined {
	const { dom } = domOf({ xml, node: 0 })
	const findings: string[] = []
	for (const [p, pattern] of given.entries()) {
		const matched = pattern.rules.map((rule) => matches(rule.context, xml))
		for (const node of dom.keys()) {
			const r = matched.findIndex((set) => set.has(node))
			if (r < 0) continue
			const rule = pattern.rules[r]!
			for (const [a, assertion] of rule.assertions.entries()) {
				// The variable of the document is worked out at the document, whatever the context.
				const whole = `let $g := (root(.) ! (${pattern.variable})), $l := (${rule.variable}) return boolean(${assertion.test})`
				const value = byFontoxpath(whole, { xml, node }, node)
				if (typeof value === 'string') return undefined
				if (value[0] === (assertion.kind === 'report')) findings.push(`${p}-${r}-${a} ${node}`)
			}
		}
	}
	return findings.sort()
}

/** "The node is in the result of root(.)//(pattern)" (XSLT 2.0, 5.5.3); the document node matches `/` alone. */
function matches(context: string, xml: string): ReadonlySet<number> {
	const alternatives = context.split(' | ')
	const found = alternatives.flatMap((one) => {
		const expression = one.startsWith('/') ? one : `/descendant-or-self::node()/${one}`
		return byFontoxpath(expression, { xml, node: 0 }, 0) as string[]
	})
	return new Set(found.map((n) => Number(n.slice(1))))
}

test('a rule set finds what a plain reading of it finds', () => {
	fc.assert(
		fc.property(patterns, place, (given, { xml }) => {
			const expected = plainly(given, xml)
			fc.pre(expected !== undefined)
			const { findings } = compileRuleSet(sourceOf(given)).run(parseTree(xml).tree!)
			expect(findings.map((f) => `${f.rule} ${f.node}`).sort()).toEqual(expected)
		}),
		{ numRuns: Number(process.env.ORACLE_RUNS ?? 60) },
	)
})
