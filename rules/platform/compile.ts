/**
 * Platform rules as one function.
 *
 * Conditions become closures over the facts, named conditions put in; json-rules-engine itself, slower, is the
 * oracle in tests and not needed at run time. A fact is asked for whenever a condition needs it: whoever gives facts
 * remembers them.
 */
import { comparisons } from './operators.ts'
import type { Comparison, Condition, FactValue, NamedConditions, PlatformRule } from './rule.ts'

export type Facts = (name: string) => FactValue

type Test = (facts: Facts) => boolean

export function compileCondition(condition: Condition, named: NamedConditions): Test {
	if ('all' in condition) {
		const tests = condition.all.map((one) => compileCondition(one, named))
		return (facts) => {
			for (let i = 0; i < tests.length; i++) if (!tests[i]!(facts)) return false
			return true
		}
	}
	if ('any' in condition) {
		const tests = condition.any.map((one) => compileCondition(one, named))
		return (facts) => {
			for (let i = 0; i < tests.length; i++) if (tests[i]!(facts)) return true
			return false
		}
	}
	if ('not' in condition) {
		const test = compileCondition(condition.not, named)
		return (facts) => !test(facts)
	}
	if ('condition' in condition) return compileCondition(named[condition.condition]!, named)
	return comparison(condition)
}

function comparison({ fact, operator, value }: Comparison): Test {
	const comparing = comparisons[operator]!
	if (typeof value === 'object' && 'fact' in value) {
		const other = value.fact
		return (facts) => comparing(facts(other))(facts(fact))
	}
	const meets = comparing(value)
	return (facts) => meets(facts(fact))
}

/** The rules that are broken, in the order given. */
export function compileRules(
	rules: readonly PlatformRule[],
	named: NamedConditions,
): (facts: Facts) => PlatformRule[] {
	const tests = rules.map(({ conditions }) => compileCondition(conditions, named))
	return (facts) => {
		const broken: PlatformRule[] = []
		for (let i = 0; i < tests.length; i++) if (tests[i]!(facts)) broken.push(rules[i]!)
		return broken
	}
}

/** A condition with what it came to on some facts, for whoever asks why. */
export interface Trace {
	readonly holds: boolean
	/** `all`, `any`, `not`, the name of a condition, or a comparison in words. */
	readonly says: string
	/** The fact's value, of a comparison. */
	readonly found?: FactValue
	readonly parts: readonly Trace[]
}

export function trace(condition: Condition, named: NamedConditions, facts: Facts): Trace {
	const of = (parts: readonly Condition[]) => parts.map((part) => trace(part, named, facts))
	if ('all' in condition) {
		const parts = of(condition.all)
		return { holds: parts.every(({ holds }) => holds), says: 'all', parts }
	}
	if ('any' in condition) {
		const parts = of(condition.any)
		return { holds: parts.some(({ holds }) => holds), says: 'any', parts }
	}
	if ('not' in condition) {
		const parts = of([condition.not])
		return { holds: !parts[0]!.holds, says: 'not', parts }
	}
	if ('condition' in condition) {
		const parts = of([named[condition.condition]!])
		return { holds: parts[0]!.holds, says: condition.condition, parts }
	}
	const { fact, operator, value } = condition
	const shown =
		typeof value === 'object' && 'fact' in value
			? `${value.fact} (${JSON.stringify(facts(value.fact)) ?? 'absent'})`
			: JSON.stringify(value)
	return {
		holds: comparison(condition)(facts),
		says: `${fact} ${operator} ${shown}`,
		found: facts(fact),
		parts: [],
	}
}

/** Facts that a condition asks for, named conditions included. */
export function factsOf(condition: Condition, named: NamedConditions): string[] {
	if ('all' in condition) return condition.all.flatMap((one) => factsOf(one, named))
	if ('any' in condition) return condition.any.flatMap((one) => factsOf(one, named))
	if ('not' in condition) return factsOf(condition.not, named)
	if ('condition' in condition) {
		const target = named[condition.condition]
		return target === undefined ? [] : factsOf(target, named)
	}
	const { fact, value } = condition
	return typeof value === 'object' && 'fact' in value ? [fact, value.fact] : [fact]
}
