/**
 * A platform rule's conditions, broken in every single way that an author could have got them wrong, and tried on
 * the rule's own examples.
 *
 * The same four kinds as for Schematron (xpath-mutants.ts). A mutant that every example judges as before is one
 * that the examples do not notice.
 */
import { compileCondition } from '../platform/compile.ts'
import { operators } from '../platform/operators.ts'
import type { Comparison, Condition, NamedConditions, PlatformRule } from '../platform/rule.ts'
import { businessTerms } from '../terms/term.ts'
import { factWords, termOf } from './words.ts'
import type { MutantKind } from './xpath-mutants.ts'

export interface ConditionMutant {
	readonly kind: MutantKind
	readonly change: string
	readonly conditions: Condition
}

export function conditionMutants(conditions: Condition): ConditionMutant[] {
	return [{ kind: 'negate', change: 'not(…)', conditions: { not: conditions } }, ...changed(conditions)]
}

/** Whether some example says otherwise about the mutant than about the rule. */
export function noticed(rule: PlatformRule, mutant: ConditionMutant, named: NamedConditions): boolean {
	const breaks = compileCondition(mutant.conditions, named)
	const says = (kind: 'pass' | 'fail'): boolean =>
		rule.examples[kind].every(({ facts }) => breaks((name) => facts[name]) === (kind === 'fail'))
	return !says('pass') || !says('fail')
}

function* changed(condition: Condition): Generator<ConditionMutant> {
	if ('all' in condition || 'any' in condition) {
		const word = 'all' in condition ? 'all' : 'any'
		const parts = 'all' in condition ? condition.all : condition.any
		const make = (kind: 'all' | 'any', some: readonly Condition[]): Condition =>
			kind === 'all' ? { all: some } : { any: some }
		const other = word === 'all' ? 'any' : 'all'
		if (parts.length > 1) {
			yield { kind: 'negate', change: `${word} → ${other}`, conditions: make(other, parts) }
			for (const i of parts.keys())
				yield {
					kind: 'drop',
					change: `condition ${i + 1} dropped`,
					conditions: make(word, parts.toSpliced(i, 1)),
				}
		}
		for (const [i, part] of parts.entries())
			for (const mutant of changed(part))
				yield { ...mutant, conditions: make(word, parts.with(i, mutant.conditions)) }
	} else if ('not' in condition) {
		yield { kind: 'negate', change: 'not dropped', conditions: condition.not }
		for (const mutant of changed(condition.not)) yield { ...mutant, conditions: { not: mutant.conditions } }
	} else if ('condition' in condition)
		yield { kind: 'negate', change: `not ${condition.condition}`, conditions: { not: condition } }
	else yield* comparisons(condition)
}

const otherOperators: Readonly<Record<string, readonly string[]>> = {
	equal: ['notEqual'],
	notEqual: ['equal'],
	in: ['notIn'],
	notIn: ['in'],
	matches: ['doesNotMatch'],
	doesNotMatch: ['matches'],
	startsWith: ['doesNotStartWith', 'equal'],
	doesNotStartWith: ['startsWith'],
	longerThan: ['shorterThan'],
	shorterThan: ['longerThan'],
	moreThan: ['fewerThan'],
	fewerThan: ['moreThan'],
	lessThan: ['greaterThan'],
	greaterThan: ['lessThan'],
	before: ['after'],
	after: ['before'],
}

function* comparisons(condition: Comparison): Generator<ConditionMutant> {
	const { fact, operator, value } = condition
	if (operator === 'present')
		yield {
			kind: 'negate',
			change: `present ${value} → ${!value}`,
			conditions: { ...condition, value: !value },
		}
	for (const other of otherOperators[operator] ?? [])
		if (Object.hasOwn(operators, other))
			yield { kind: 'bound', change: `${operator} → ${other}`, conditions: { ...condition, operator: other } }
	for (const [shown, shifted] of shiftedValues(value))
		yield { kind: 'bound', change: shown, conditions: { ...condition, value: shifted } }
	const swapped = neighbour(fact)
	if (swapped !== undefined)
		yield { kind: 'term', change: `${fact} → ${swapped}`, conditions: { ...condition, fact: swapped } }
	if (typeof value === 'object' && 'fact' in value) {
		const other = neighbour(value.fact)
		if (other !== undefined)
			yield {
				kind: 'term',
				change: `${value.fact} → ${other}`,
				conditions: { ...condition, value: { fact: other } },
			}
	}
}

function* shiftedValues(value: Comparison['value']): Generator<[string, Comparison['value']]> {
	if (typeof value === 'number') for (const by of [1, -1]) yield [`${value} → ${value + by}`, value + by]
	else if (typeof value === 'boolean') yield [`${value} → ${!value}`, !value]
	else if (typeof value === 'string') yield* shiftedText(value)
	else if (Array.isArray(value)) {
		if (value.length > 1) for (const i of value.keys()) yield [`${value[i]} dropped`, value.toSpliced(i, 1)]
	}
}

/** A regular expression loses an end, or a count in it moves; any other text gets one letter more. */
function* shiftedText(text: string): Generator<[string, string]> {
	const pattern = text.startsWith('^') || text.endsWith('$')
	if (!pattern) yield [`${text} → ${text}x`, `${text}x`]
	if (text.startsWith('^')) yield [`${text} → ${text.slice(1)}`, text.slice(1)]
	if (text.endsWith('$') && !text.endsWith('\\$')) yield [`${text} → ${text.slice(0, -1)}`, text.slice(0, -1)]
	for (const { index, 0: found } of text.matchAll(/\{\d+(?:,\d+)?\}/g)) {
		const last = /(\d+)\}$/.exec(found)![1]!
		const shifted = found.replace(/(\d+)\}$/, `${Number(last) + 1}}`)
		const whole = text.slice(0, index) + shifted + text.slice(index + found.length)
		yield [`${found} → ${shifted}`, whole]
	}
}

/** The next fact of the same sort, in the order of the tables. */
function neighbour(fact: string): string | undefined {
	const term = termOf(fact)
	if (term === undefined) return next(Object.keys(factWords), fact)
	const kind = businessTerms.get(term)?.kind
	const alike = [...businessTerms.values()].filter((one) => one.kind === kind).map(({ id }) => id)
	const other = next(alike, term)
	return other === undefined ? undefined : other + fact.slice(term.length)
}

function next(names: readonly string[], name: string): string | undefined {
	if (names.length < 2) return undefined
	const found = names[(names.indexOf(name) + 1) % names.length]
	return found === name ? undefined : found
}
