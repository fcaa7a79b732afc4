/** The platform rules broken and tried on their own examples, and the example that would notice what none does. */
import { compileCondition } from '../platform/compile.ts'
import type { PlatformRules } from '../platform/load.ts'
import { patternOperators } from '../platform/operators.ts'
import type { Comparison, Condition, Example, NamedConditions, PlatformRule } from '../platform/rule.ts'
import { type ConditionMutant, conditionMutants, noticed } from './condition-mutants.ts'
import { type Score, type Shown, scoreOf } from './score.ts'

export function mutatePlatform(
	{ rules, named, files }: PlatformRules,
	wanted: (rule: PlatformRule) => boolean,
	now: () => number,
): Score {
	const start = now()
	const chosen = rules.filter(wanted)
	const mutants = chosen.flatMap((rule) =>
		conditionMutants(rule.conditions).map((mutant) => ({
			shown: shown(rule, mutant, files),
			noticed: noticed(rule, mutant, named),
		})),
	)
	return scoreOf(
		'platform',
		chosen.length,
		mutants.map((one) => one.shown),
		(i) => mutants[i]!.noticed,
		now() - start,
	)
}

function shown(
	rule: PlatformRule,
	{ kind, change, conditions }: ConditionMutant,
	files: PlatformRules['files'],
): Shown {
	const file = files.find(({ text }) => text.includes(`"id": "${rule.id}"`))
	const at = file?.text.indexOf('"conditions"') ?? -1
	return {
		rule: rule.id,
		kind,
		change,
		test: JSON.stringify(rule.conditions),
		mutant: JSON.stringify(conditions),
		file: file?.file ?? '',
		line: at < 0 ? 1 : file!.text.slice(0, at).split('\n').length,
	}
}

/**
 * Examples that notice what the rule's own do not, each made of one of its examples by one or two changes; with
 * them in the file only mutants remain that no facts tried tell apart.
 */
export function suggestions(
	rule: PlatformRule,
	named: NamedConditions,
): { kind: 'pass' | 'fail'; example: Example }[] {
	const found: { kind: 'pass' | 'fail'; example: Example }[] = []
	const breaks = compileCondition(rule.conditions, named)
	const values = triedValues(rule, named)
	let grown = rule
	for (const mutant of conditionMutants(rule.conditions)) {
		if (noticed(grown, mutant, named)) continue
		const other = compileCondition(mutant.conditions, named)
		for (const { facts, says } of variants(rule, values)) {
			const verdict = breaks((name) => facts[name])
			if (verdict === other((name) => facts[name])) continue
			const kind = verdict ? 'fail' : 'pass'
			const example: Example = { title: says, facts }
			found.push({ kind, example })
			grown = {
				...grown,
				examples: { ...grown.examples, [kind]: [...grown.examples[kind], example] },
			}
			break
		}
	}
	return found
}

type Facts = Example['facts']
type Value = Facts[string] | undefined

/** Facts of the rule's examples with one, then two of them changed. */
function* variants(
	rule: PlatformRule,
	values: ReadonlyMap<string, readonly Value[]>,
): Generator<{ facts: Facts; says: string }> {
	const starts = [...rule.examples.fail, ...rule.examples.pass]
	const one = [...values].flatMap(([fact, some]) => some.map((value) => ({ fact, value })))
	for (const { facts } of starts) for (const change of one) yield changed(facts, [change])
	if (one.length > 150) return
	for (const { facts } of starts)
		for (const first of one)
			for (const second of one) if (first.fact < second.fact) yield changed(facts, [first, second])
}

function changed(
	facts: Facts,
	changes: readonly { readonly fact: string; readonly value: Value }[],
): { facts: Facts; says: string } {
	const made: Record<string, Facts[string]> = { ...facts }
	for (const { fact, value } of changes)
		if (value === undefined) delete made[fact]
		else made[fact] = value
	const says = changes.map(({ fact, value }) =>
		value === undefined ? `no ${fact}` : `${fact} ${inShort(value)}`,
	)
	return { facts: made, says: says.join(', ') }
}

function inShort(value: NonNullable<Value>): string {
	const text = Array.isArray(value) && value.length !== 1 ? `of ${value.length} values` : String(value)
	return text.length <= 40 ? text : `of ${text.length} characters`
}

/** Every combination of values on both sides of every comparison; none where they are too many to try. */
export function* triedFacts(rule: PlatformRule, named: NamedConditions): Generator<Facts> {
	const values = [...triedValues(rule, named)]
	const count = values.reduce((product, [, some]) => product * some.length, 1)
	if (count > 20_000) return
	const visit = function* (i: number, facts: Record<string, Facts[string]>): Generator<Facts> {
		const entry = values[i]
		if (entry === undefined) return yield facts
		for (const value of entry[1])
			yield* visit(i + 1, value === undefined ? facts : { ...facts, [entry[0]]: value })
	}
	yield* visit(0, {})
}

/** For each fact asked for, values on both sides of every comparison. */
function triedValues({ conditions, examples }: PlatformRule, named: NamedConditions): Map<string, Value[]> {
	const values = new Map<string, Value[]>()
	const given = (fact: string): string[] =>
		[...examples.pass, ...examples.fail].flatMap(({ facts }) =>
			[facts[fact] ?? []].flat().filter((one) => typeof one === 'string'),
		)
	const add = (fact: string, some: readonly Value[]): void => {
		const many = fact.includes('[*]') || fact.startsWith('attachment.')
		const known = values.get(fact) ?? [undefined]
		for (const value of some) {
			const fitting = many && typeof value === 'string' ? [value] : value
			if (!known.some((one) => JSON.stringify(one) === JSON.stringify(fitting))) known.push(fitting)
		}
		values.set(fact, known)
	}
	const visit = (one: Condition): void => {
		if ('all' in one) one.all.forEach(visit)
		else if ('any' in one) one.any.forEach(visit)
		else if ('not' in one) visit(one.not)
		else if ('condition' in one) {
			const target = named[one.condition]
			if (target !== undefined) visit(target)
		} else {
			add(one.fact, around(one, given(one.fact)))
			if (typeof one.value === 'object' && 'fact' in one.value) add(one.value.fact, ['X', '2026-01-01', '5'])
		}
	}
	visit(conditions)
	return values
}

function around({ fact, operator, value }: Comparison, given: readonly string[]): Value[] {
	const text = (length: number): string => '1234567890'.repeat(Math.ceil(length / 10)).slice(0, length)
	const many = fact.includes('[*]') || fact.startsWith('attachment.')
	if (typeof value === 'boolean') return operator === 'present' ? ['X'] : [true, false]
	if (typeof value === 'number') {
		if (operator.endsWith('erThan') && /long|short/.test(operator))
			return value > 2000 ? [] : [text(value - 1), text(value), text(value + 1)]
		if (operator === 'moreThan' || operator === 'fewerThan')
			return value > 200
				? []
				: [value - 1, value, value + 1].map((n) => Array.from({ length: Math.max(n, 0) }, (_, i) => `X${i}`))
		const numbers = [value - 1, value, value + 1]
		return fact.startsWith('transport.') ? numbers : numbers.map(String)
	}
	if (Array.isArray(value)) return [...(many ? [value.map(String)] : []), ...value.map(String), 'X']
	if (typeof value === 'string' && patternOperators.includes(operator)) return probes(value, given)
	if (typeof value === 'string')
		return ['X', value, `${value}x`, `x${value}`].filter((one) => !/[\\[\]{}^$]/.test(one))
	return ['X', '2026-01-01', '2026-12-31', '5', '6']
}

/** Texts that lie near the edges of a regular expression: too short, too long, with something before or after. */
function probes(pattern: string, given: readonly string[]): Value[] {
	const counts = [...pattern.matchAll(/\{(?:\d+,)?(\d+)\}/g)].map(([, count]) => Number(count))
	const digits = counts.flatMap((count) => [count, count + 1]).map((count) => '1'.repeat(count))
	const decimals = counts.flatMap((count) => [count, count + 1]).map((count) => `0.${'1'.repeat(count)}`)
	const near = given.flatMap((one) => [
		`x${one}`,
		`${one}x`,
		`${one} x`,
		...counts.map((count) => one + one.slice(-1).repeat(count)),
	])
	return ['X', ...digits, ...decimals, '2026-01-01', 'x2026-01-01', '2026-01-01x', 'x1', '1x', ...near]
}
