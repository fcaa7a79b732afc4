/** Source to runnable rule set in one call. */
import { compileProgram } from './compile.ts'
import { type LinkOptions, linkProgram } from './link.ts'
import type { RuleSet } from './ruleset.ts'
import type { RuleSetSource } from './source.ts'

export function compileRuleSet(source: RuleSetSource, options: Omit<LinkOptions, 'module'> = {}): RuleSet {
	const { lists = {}, checks = {} } = options
	const program = compileProgram(source, { lists: Object.keys(lists), checks: Object.keys(checks) })
	return linkProgram(program, { lists, checks })
}
