/**
 * Reads rule files and refuses what is wrong, in words that a non-programmer understands.
 *
 * The shape is a JSON Schema (schema.json) checked by ajv; what a schema cannot say is checked here: facts,
 * operators and reason codes that exist, named conditions that end, dates of the calendar, an event named after
 * its rule, and examples that run: each `pass` lets the rule pass, each `fail` breaks it.
 */
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { Fault } from '#engine'
import { reasons } from '../catalogue/reasons.ts'
import { compileCondition, factsOf } from './compile.ts'
import { factFault } from './fact-name.ts'
import { operators, patternOperators } from './operators.ts'
import type { Comparison, Condition, Example, NamedConditions, PlatformRule } from './rule.ts'
import schema from './schema.json' with { type: 'json' }

let validator: ValidateFunction<PlatformRule> | undefined

/** ajv makes code from the schema, so it is loaded and asked only once a rule file is read. */
function validate(): ValidateFunction<PlatformRule> {
	if (validator === undefined) {
		const load = process.getBuiltinModule('node:module').createRequire(import.meta.url)
		const { Ajv2020 } = load('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')
		validator = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<PlatformRule>(
			schema,
		)
	}
	return validator
}

/**
 * Throws a Fault `rule-text-invalid` that names file and line and says what to write instead. Examples are tried
 * unless whoever reads it does so himself.
 */
export function readRule(
	file: string,
	text: string,
	named: NamedConditions,
	scopes: readonly string[],
	examples: 'tried' | 'untried' = 'tried',
): PlatformRule {
	const fail = (what: string, near = ''): never => {
		throw new Fault('rule-text-invalid', what, placeOf(file, text, near))
	}
	const rule = parse(file, text)
	const fits = validate()
	if (!fits(rule)) {
		const error = leading(fits.errors ?? [])
		return fail(inWords(error), error.instancePath.split('/').at(-1) ?? '')
	}
	if (!Object.hasOwn(reasons, rule.reasonCode))
		fail(
			`there is no reason code ${rule.reasonCode}; write one of ${Object.keys(reasons).join(', ')}`,
			rule.reasonCode,
		)
	if (rule.event.type !== rule.id)
		fail(`the event is called ${rule.event.type}; write the rule's own id, ${rule.id}`, '"event"')
	for (const scope of rule.scope ?? [])
		if (!scopes.includes(scope)) fail(`there is no scope ${scope}; write one of ${scopes.join(', ')}`, scope)
	for (const day of [
		...rule.severity.map(({ from }) => from),
		...(rule.until === undefined ? [] : [rule.until]),
	])
		if (!isDay(day)) fail(`${day} is no day of the calendar; write year-month-day, as 2026-09-01`, day)
	if (rule.severity.some(({ from }, i, all) => i > 0 && from <= all[i - 1]!.from))
		fail('the severities stand in the order of their days; put the earlier day first', '"severity"')
	checkCondition(rule.conditions, named, fail)
	for (const { when } of rule.cases ?? []) checkCondition(when, named, fail)
	for (const name of [rule.found, ...placeholders(rule)]) {
		const fault = name === undefined ? undefined : factFault(name)
		if (fault !== undefined) fail(`${fault}; the names are those of terms, as BT-10, and of facts.ts`, name)
	}
	checkExamples(rule, named, fail, examples)
	return rule
}

/** Named conditions, each checked; a circle is refused. */
export function readConditions(file: string, text: string): NamedConditions {
	const named = parse(file, text) as NamedConditions
	const fail = (what: string, near = ''): never => {
		throw new Fault('rule-text-invalid', what, placeOf(file, text, near))
	}
	const visit = (name: string, trail: readonly string[]): void => {
		if (trail.includes(name))
			fail(
				`the conditions ${[...trail, name].join(' → ')} go round in a circle; take one step out`,
				`"${name}"`,
			)
		const condition = named[name]
		if (condition !== undefined) for (const next of namesIn(condition)) visit(next, [...trail, name])
	}
	for (const [name, condition] of Object.entries(named)) {
		visit(name, [])
		checkCondition(condition, named, fail)
	}
	return named
}

function parse(file: string, text: string): unknown {
	try {
		return JSON.parse(text)
	} catch (error) {
		const offset = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? '0')
		throw new Fault('rule-text-invalid', `this is no JSON: ${(error as Error).message}`, {
			file,
			line: text.slice(0, offset).split('\n').length,
			column: offset - text.lastIndexOf('\n', offset - 1),
		})
	}
}

type Fail = (what: string, near?: string) => never

function checkCondition(condition: Condition, named: NamedConditions, fail: Fail): void {
	if ('all' in condition) for (const one of condition.all) checkCondition(one, named, fail)
	else if ('any' in condition) for (const one of condition.any) checkCondition(one, named, fail)
	else if ('not' in condition) checkCondition(condition.not, named, fail)
	else if ('condition' in condition) {
		if (!Object.hasOwn(named, condition.condition))
			fail(
				`there is no condition ${condition.condition}; write one of ${Object.keys(named).join(', ')}`,
				condition.condition,
			)
	} else checkComparison(condition, fail)
}

function checkComparison({ fact, operator, value }: Comparison, fail: Fail): void {
	const other = typeof value === 'object' && 'fact' in value ? value.fact : undefined
	for (const name of other === undefined ? [fact] : [fact, other]) {
		const fault = factFault(name)
		if (fault !== undefined) fail(`${fault}; write a term, as BT-10, or a fact that facts.ts names`, name)
	}
	if (!Object.hasOwn(operators, operator))
		fail(`there is no comparison ${operator}; write one of ${Object.keys(operators).join(', ')}`, operator)
	if (patternOperators.includes(operator))
		try {
			new RegExp(String(value), 'u')
		} catch {
			fail(`${String(value)} is no regular expression`, operator)
		}
}

function checkExamples(
	rule: PlatformRule,
	named: NamedConditions,
	fail: Fail,
	examples: 'tried' | 'untried',
): void {
	const used = new Set(factsOf(rule.conditions, named))
	const breaks = compileCondition(rule.conditions, named)
	for (const [kind, all] of Object.entries(rule.examples) as ['pass' | 'fail', readonly Example[]][])
		for (const { title, facts } of all) {
			for (const name of Object.keys(facts))
				if (!used.has(name))
					fail(`the example “${title}” sets ${name}, which the conditions do not ask for`, title)
			if (examples === 'tried' && breaks((name) => facts[name]) !== (kind === 'fail'))
				fail(
					kind === 'fail'
						? `the example “${title}” should break the rule and passes it; correct the example or the conditions`
						: `the example “${title}” should pass the rule and breaks it; correct the example or the conditions`,
					title,
				)
		}
}

/** Facts named in braces in the sentences. */
export function placeholders({ message, why, fix, cases = [], expected = '' }: PlatformRule): string[] {
	const wordings = [message, why, fix, ...cases.flatMap((one) => [one.message, one.fix ?? fix])]
	return [...wordings.flatMap(({ fr, en }) => [fr, en]), expected].flatMap((text) =>
		[...text.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!),
	)
}

function namesIn(condition: Condition): string[] {
	if ('all' in condition) return condition.all.flatMap(namesIn)
	if ('any' in condition) return condition.any.flatMap(namesIn)
	if ('not' in condition) return namesIn(condition.not)
	return 'condition' in condition ? [condition.condition] : []
}

/** The error deepest in the file says most; alternatives that were tried say least. */
function leading(errors: readonly ErrorObject[]): ErrorObject {
	const said = errors.filter(({ keyword }) => keyword !== 'oneOf' && keyword !== 'anyOf')
	const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length
	return said.reduce((best, error) => (depth(error) > depth(best) ? error : best), said[0] ?? errors[0]!)
}

function inWords({ keyword, params, instancePath, data }: ErrorObject): string {
	const at = instancePath === '' ? 'the rule' : instancePath.slice(1).replaceAll('/', ' › ')
	switch (keyword) {
		case 'required':
			return `${at} lacks “${params.missingProperty}”; add it`
		case 'additionalProperties':
			return `${at} has “${params.additionalProperty}”, which has no meaning here; take it out or check its spelling`
		case 'enum':
			return `${at} is ${JSON.stringify(data)}; write one of ${params.allowedValues.join(', ')}`
		case 'type':
			return `${at} is ${JSON.stringify(data)}; write a ${String(params.type)}`
		case 'minItems':
			return `${at} is empty; write at least one`
		case 'pattern':
			return `${at} is ${JSON.stringify(data)}, which is not of the form ${params.pattern}`
		default:
			return `${at} is not as it should be (${keyword})`
	}
}

function isDay(text: string): boolean {
	const date = new Date(`${text}T00:00:00Z`)
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function placeOf(file: string, text: string, near: string): { file: string; line: number; column: number } {
	const offset = near === '' ? 0 : Math.max(text.indexOf(near), 0)
	const before = text.slice(0, offset)
	return { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
