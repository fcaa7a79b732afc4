/**
 * The comparisons that platform rules may use.
 *
 * A fact with several values meets a comparison if one of them does; an absent fact meets none but `present`
 * and the counts. Registered with json-rules-engine under the same names, in place of its own.
 */
import type { FactValue } from './rule.ts'

type Operator = (fact: FactValue, value: unknown) => boolean

const list = (fact: FactValue): readonly (string | number | boolean)[] =>
	fact === undefined ? [] : typeof fact === 'object' ? fact : [fact]

const some =
	(meets: (one: string, value: unknown) => boolean): Operator =>
	(fact, value) =>
		list(fact).some((one) => meets(String(one), value))

/** Numbers as invoices write them; anything else compares as neither less nor more. */
const number = (text: unknown): number =>
	/^-?\d+(\.\d+)?$/.test(String(text).trim()) ? Number(String(text)) : Number.NaN

const patterns = new Map<string, RegExp>()
function pattern(text: unknown): RegExp {
	const source = String(text)
	let made = patterns.get(source)
	if (made === undefined) {
		made = new RegExp(source, 'u')
		patterns.set(source, made)
	}
	return made
}

const values = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).map(String)

export const operators: Readonly<Record<string, Operator>> = {
	present: (fact, value) => list(fact).some((one) => one !== '') === value,
	equal: (fact, value) => value !== undefined && list(fact).some((one) => String(one) === String(value)),
	notEqual: (fact, value) => list(fact).some((one) => String(one) !== String(value)),
	in: (fact, value) => list(fact).some((one) => values(value).includes(String(one))),
	notIn: (fact, value) => list(fact).some((one) => !values(value).includes(String(one))),
	matches: some((one, value) => pattern(value).test(one)),
	doesNotMatch: some((one, value) => !pattern(value).test(one)),
	startsWith: some((one, value) => value !== undefined && one.startsWith(String(value))),
	doesNotStartWith: some((one, value) => value !== undefined && !one.startsWith(String(value))),
	longerThan: some((one, value) => [...one].length > Number(value)),
	shorterThan: some((one, value) => [...one].length < Number(value)),
	moreThan: (fact, value) => list(fact).length > Number(value),
	fewerThan: (fact, value) => list(fact).length < Number(value),
	lessThan: some((one, value) => number(one) < number(value)),
	greaterThan: some((one, value) => number(one) > number(value)),
	/** Days written year-month-day. */
	before: some((one, value) => value !== undefined && one < String(value)),
	after: some((one, value) => value !== undefined && one > String(value)),
}

/** Operators whose value is a regular expression, checked when a rule is read. */
export const patternOperators: readonly string[] = ['matches', 'doesNotMatch']
