/**
 * What each rule costs: every assertion of a rule set timed on its own, warm.
 *
 * A timer costs as much as a small assertion, so its own cost is measured and taken off. Times are by the clock, so
 * of many passes the lower quartile counts: a pass in which something else had the processor is none of the rule's.
 */
import { linkProgram, type ModuleFunction, parseTree, Tree } from '#engine'
import { identifierChecks, listValues } from '#rules'
import { readKept } from '../server/compiled.ts'
import { compileOwn, prepareOwn } from '../server/rule-sets.ts'
import type { BenchSyntax } from './files.ts'
import { quantile } from './measure.ts'
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
	/** Microseconds a document, all assertions. */
	readonly total: number
	readonly dearest: readonly RuleCost[]
}

export function dearestRules(syntax: BenchSyntax, paths: readonly string[], count = 10): RuleCosts {
	const id = `en16931-${syntax}` as const
	if (readKept(id) === undefined) prepareOwn(id)
	const { program, module } = readKept(id) ?? { program: compileOwn(id), module: undefined }
	const spent = new Float64Array(program.assertions.length)
	const calls = new Float64Array(program.assertions.length)
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
	calls.fill(0)
	const passes: Float64Array[] = []
	for (let i = 0; i < 400; i++) {
		spent.fill(0)
		pass()
		passes.push(spent.slice())
	}
	const documents = trees.length * passes.length
	const timer = timerCost()
	const costs = program.assertions.map(({ id: rule }, i) => {
		const perPass = quantile(
			passes.map((times) => times[i]!),
			0.25,
		)
		const own = perPass / trees.length - (calls[i]! / documents) * timer
		return { rule, microseconds: 1000 * Math.max(0, own), calls: calls[i]! / documents }
	})
	costs.sort((a, b) => b.microseconds - a.microseconds)
	return {
		syntax,
		ruleSet: id,
		total: costs.reduce((sum, { microseconds }) => sum + microseconds, 0),
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
