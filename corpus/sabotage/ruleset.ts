// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of files, some of it templates
/** Sabotages of rule sets: which rule takes a node, which assertions sleep, what a finding is. */
import type { Changes } from './change.ts'

const firing = [
	'engine/ruleset/oracle.test.ts',
	'engine/ruleset/ruleset.test.ts',
	'engine/ruleset/guard.test.ts',
	'engine/ruleset/quiet.test.ts',
]

export const rulesets: Changes = {
	'engine/ruleset/ruleset.ts': [
		firing,
		[
			'the first rule that matches takes the node',
			'for (let i = 0; i <= last; i++) {\n\t\t\tconst { tests } = candidates[i]!',
			'for (let i = last; i >= 0; i--) {\n\t\t\tconst { tests } = candidates[i]!',
			'short',
		],
		[
			'a report finds where its test is true',
			"this.#reports = program.assertions.map(({ kind }) => kind === 'report')",
			"this.#reports = program.assertions.map(({ kind }) => kind !== 'report')",
		],
		[
			'an error in an assertion is a finding',
			'hits.push({ node, assertion, error: dynamic(error) })',
			'dynamic(error)',
		],
		[
			'an error in a context means no match',
			'if (error instanceof DynamicError) return false\n\t\t\tthrow error',
			'throw error',
		],
		[
			'findings come in document order',
			'kept.sort((a, b) => a.node - b.node || a.assertion - b.assertion)',
			'',
		],
		[
			'assertions run where facts do not spare them',
			'this.#judge(tree, state, candidate.todo, node, hits)',
			'',
			'short',
		],
		['a rule that only this document wakes is tried', 'if (visit.last < place) visit.last = place', ''],
	],
	'engine/ruleset/agenda.ts': [
		firing,
		[
			'sleeping assertions are woken',
			'for (let at = pool[head + wakes]!; at < once; at += 2) pool[pool[at]!] = pool[pool[at + 1]!] = epoch',
			'',
			'short',
		],
		[
			'two nodes of a path wake what one does not',
			'const several = (shapes[pathsPresent[i]!]! & shape.several) !== 0',
			'const several = false',
		],
		['text, comments and instructions are offered', 'if (this.#leaves) this.', 'if (!this.#leaves) this.'],
	],
	'engine/ruleset/spared.ts': [
		firing,
		[
			'what a path must show is asked',
			'if ((shapes[word >>> shapeBits]! & word & allBits) !== (word & shape.each)) return false',
			'',
		],
		[
			'all other facts of an alternative must hold',
			'if (!this.#holds(tree, state, shapes, pool[at]!, pool[at + 1]!, pool[at + 2]!)) return false',
			'',
		],
		[
			'what spares an assertion is asked of each text of a path',
			'if (!this.#passes(tree, state, check, tree.stringValue(node))) return false',
			'return this.#passes(tree, state, check, tree.stringValue(node))',
		],
		['nothing of it is left to the next', 'this.#failing = this.#assumed = undefined', ''],
		['of a large document too', 'failing.add(this.#failKey(path, checks[i]!))', ''],
	],
	'engine/ruleset/shape.ts': [
		firing,
		['blank nodes are no filled ones', 'if (path !== 0) shapes[path]! |= shape.blank', 'void path'],
		['what a document before showed is forgotten', 'shapes[shaped[i]!] = 0', 'shapes[shaped[i]!]! |= 0'],
	],
	'engine/ruleset/asked.ts': [
		firing,
		['a path tells names above it', 'if (isNamed(end, fact) === fact.not) return undefined', ''],
		[
			'an absolute path starts at the root',
			'if (!next?.gap) return { start: 0, steps: steps.slice(1) }',
			'if (!next?.gap) return { start: path, steps: steps.slice(1) }',
		],
	],
	'engine/ruleset/quiet.ts': [
		firing,
		[
			'what spares both sides of an or takes an error of the first into account',
			'if (this.#cannotFail(left)) return right',
			'return right',
		],
		[
			'a value is asked of one node alone',
			"				{ is: 'single', steps },\n				{ is: 'each', steps, unless: check },",
			"				{ is: 'each', steps, unless: check },",
		],
		[
			'a context that no node matches is one for all its alternatives',
			'return (first ?? never).filter((all) => known.every((other) => other.has(JSON.stringify(all))))',
			'return first ?? never',
		],
	],
	'engine/ruleset/plan.ts': [
		firing,
		[
			'a rule that surely matches ends the list',
			'if (decided) continue',
			'if (decided) { candidates = []; continue }',
		],
		['// crosses any number of elements', 'if (!step.gap) break', 'break'],
		[
			'names are compared with their namespaces',
			'(step.uri === undefined || names.uri(name) === step.uri)',
			'true',
		],
		['an attribute is no element', 'if (paths.isAttribute(path) !== step.attribute) return false', ''],
	],
	'engine/ruleset/guard.ts': [
		firing,
		[
			'and sleeps only if both sides do',
			"case 'and':\n\t\t\treturn both(trueWithout(expr.left), trueWithout(expr.right))",
			"case 'and':\n\t\t\treturn trueWithout(expr.left)",
		],
		[
			'an error of an earlier operand keeps awake',
			'return trueWithout(expr.left) ?? (cannotFail(expr.left) ? trueWithout(expr.right) : undefined)',
			'return trueWithout(expr.left) ?? trueWithout(expr.right)',
		],
		[
			'not turns what absence means',
			"inCall(expr, 'not', falseWithout) ??",
			"inCall(expr, 'not', trueWithout) ??",
		],
		['count is tried with zero', 'if (holds(0) !== wanted) return undefined', ''],
		[
			'a union is empty where both sides are',
			"if (expr.op === 'union') return both(emptyWithout(expr.left), emptyWithout(expr.right))",
			"if (expr.op === 'union') return emptyWithout(expr.left)",
		],
		[
			'a condition that may fail keeps awake',
			'if (!step.predicates.every((one) => cannotFail(one))) return cut()',
			'',
		],
	],
	'engine/ruleset/context.ts': [
		firing,
		[
			'a pattern from the root starts at the root',
			"if (pattern.absolute) e.block(`if (${n} === 0)`, () => e.line('return true'))\n\t\telse",
			'if (true)',
		],
		[
			'positions in a pattern count among siblings',
			'e.line(`if (${node.code} === ${n}) ${found} = true`)',
			'e.line(`${found} = true`)',
		],
		[
			'a union of contexts matches either',
			'return [...alternatives(expr.left), ...alternatives(expr.right)]',
			'return alternatives(expr.left)',
		],
		['conditions of a context count', 'e.block(`if (${truth})`, () => emit(rest))', 'emit(rest)'],
	],
	'engine/ruleset/keys.ts': [
		firing,
		[
			'numbers share a key only if they are equal',
			"if (!isNumeric(value) || valueCompare('eq', value, entry.value)) found.add(entry.node)",
			'found.add(entry.node)',
		],
		[
			'keys are found in document order',
			'return [...found].sort((a, b) => a - b)',
			'return [...found].sort((a, b) => b - a)',
		],
	],
	'engine/ruleset/name-condition.ts': [
		firing,
		[
			'ends-with of a name looks at its end',
			'return local.endsWith(condition.text)',
			'return local.includes(condition.text)',
		],
		[
			'not() of a name condition negates',
			'return !holds(condition.of, uri, local)',
			'return holds(condition.of, uri, local)',
		],
	],
	'engine/ruleset/compile.ts': [
		firing,
		['a warning is no fatal finding', "if (word === 'warning' || word === 'warn') return 'warning'", ''],
	],
	'engine/ruleset/variables.ts': [
		firing,
		[
			'variables of a rule are computed for each node',
			'${name}_at === s.epoch && ${name}_n === n',
			'${name}_at === s.epoch',
		],
	],
}
