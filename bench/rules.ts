/**
 * What each rule costs: every assertion and context function of a rule set timed on its own, warm.
 *
 * A timer costs as much as a small assertion, so its own cost is measured and taken off.
 */
import { linkProgram, type ModuleFunction, parseTree, Tree } from '#engine'
import { identifierChecks, listValues } from '#rules'
import { readKept } from '../server/compiled.ts'
import { compileOwn, prepareOwn } from '../server/rule-sets.ts'
import type { BenchSyntax } from './files.ts'
import { asOf, Input } from './rows.ts'

export interface RuleCost {
	readonly rule: string
	/** Microseconds a document. */
	readonly microseconds: number
	/** Calls a document. */
	readonly calls: number
}

export interface RuleCosts {
	readonly syntax: BenchSyntax
	readonly ruleSet: string
	/** Microseconds a document, all assertions and contexts. */
	readonly total: number
	readonly dearest: readonly RuleCost[]
}

export function dearestRules(syntax: BenchSyntax, paths: readonly string[], count = 10): RuleCosts {
	const id = `en16931-${syntax}` as const
	if (readKept(id) === undefined) prepareOwn(id)
	const { program, module } = readKept(id) ?? { program: compileOwn(id), module: undefined }
	const spent = new Float64Array(program.assertions.length)
	const calls = new Float64Array(program.assertions.length)
	let contexts = 0
	const timed =
		(make: ModuleFunction): ModuleFunction =>
		(rt) => {
			const linked = make(rt)
			return {
				...linked,
				tests: linked.tests.map((test, i) =>
					around(test, (time) => {
						spent[i]! += time
						calls[i]!++
					}),
				),
				contexts: linked.contexts.map((test) => around(test, (time) => void (contexts += time))),
			}
		}
	const ruleSet = linkProgram(program, {
		lists: listValues(asOf, syntax),
		checks: identifierChecks,
		module: timed(module ?? (new Function('rt', program.code) as ModuleFunction)),
	})
	const trees = paths.map((path) => parseTree(new Input(path).text, { into: new Tree() }).tree!)
	const pass = () => {
		for (const tree of trees) ruleSet.run(tree)
	}
	const until = performance.now() + 4000
	while (performance.now() < until) pass()
	spent.fill(0)
	calls.fill(0)
	contexts = 0
	let documents = 0
	const end = performance.now() + 2000
	while (performance.now() < end) {
		pass()
		documents += trees.length
	}
	const timer = timerCost()
	const costs = program.assertions.map(({ id: rule }, i) => ({
		rule,
		microseconds: (Math.max(0, spent[i]! - calls[i]! * timer) * 1000) / documents,
		calls: calls[i]! / documents,
	}))
	costs.sort((a, b) => b.microseconds - a.microseconds)
	return {
		syntax,
		ruleSet: id,
		total: costs.reduce((sum, { microseconds }) => sum + microseconds, 0) + (contexts * 1000) / documents,
		dearest: costs.slice(0, count),
	}
}

type Test = ReturnType<ModuleFunction>['tests'][number]

function around(test: Test, add: (milliseconds: number) => void): Test {
	return (tree, node, state) => {
		const start = performance.now()
		try {
			return test(tree, node, state)
		} finally {
			add(performance.now() - start)
		}
	}
}

/** Milliseconds that a timed call of nothing takes by its own account. */
function timerCost(): number {
	let sum = 0
	const nothing = around(
		() => true,
		(time) => void (sum += time),
	)
	const calls = 200_000
	for (let i = 0; i < calls; i++) (nothing as () => boolean)()
	return sum / calls
}
