/**
 * The comparisons that platform rules may use.
 *
 * A fact with several values meets a comparison if one of them does; an absent fact meets none but `present`
 * and the counts. Most facts are absent from most invoices, so that is asked first, and what a comparison makes
 * of its value is made once.
 */
import type { FactValue } from './rule.ts'

type Test = (fact: FactValue) => boolean

function some(meets: (one: string) => boolean): Test {
	return (fact) => {
		if (fact === undefined) return false
		if (typeof fact !== 'object') return meets(String(fact))
		for (let i = 0; i < fact.length; i++) if (meets(String(fact[i]))) return true
		return false
	}
}

const never: Test = () => false

const counted = (fact: FactValue): number =>
	fact === undefined ? 0 : typeof fact === 'object' ? fact.length : 1

/** Numbers as invoices write them; anything else compares as neither less nor more. */
const number = (text: unknown): number =>
	/^-?\d+(\.\d+)?$/.test(String(text).trim()) ? Number(String(text)) : Number.NaN

/** In characters rather than UTF-16 units, which are as many at least. */
const longer = (text: string, than: number): boolean => text.length > than && [...text].length > than

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

/** By the value compared with. */
export const comparisons: Readonly<Record<string, (value: unknown) => Test>> = {
	present: (value) => {
		const there: Test = some((one) => one !== '')
		return value === true ? there : value === false ? (fact) => !there(fact) : never
	},
	equal: (value) => {
		const wanted = String(value)
		return value === undefined ? never : some((one) => one === wanted)
	},
	notEqual: (value) => {
		const wanted = String(value)
		return some((one) => one !== wanted)
	},
	in: (value) => {
		const allowed = values(value)
		return some((one) => allowed.includes(one))
	},
	notIn: (value) => {
		const allowed = values(value)
		return some((one) => !allowed.includes(one))
	},
	matches: (value) => some((one) => pattern(value).test(one)),
	doesNotMatch: (value) => some((one) => !pattern(value).test(one)),
	startsWith: (value) => {
		const start = String(value)
		return value === undefined ? never : some((one) => one.startsWith(start))
	},
	doesNotStartWith: (value) => {
		const start = String(value)
		return value === undefined ? never : some((one) => !one.startsWith(start))
	},
	longerThan: (value) => {
		const bound = Number(value)
		return some((one) => longer(one, bound))
	},
	shorterThan: (value) => {
		const bound = Number(value)
		return some((one) => [...one].length < bound)
	},
	moreThan: (value) => {
		const bound = Number(value)
		return (fact) => counted(fact) > bound
	},
	fewerThan: (value) => {
		const bound = Number(value)
		return (fact) => counted(fact) < bound
	},
	lessThan: (value) => {
		const bound = number(value)
		return some((one) => number(one) < bound)
	},
	greaterThan: (value) => {
		const bound = number(value)
		return some((one) => number(one) > bound)
	},
	/** Days written year-month-day. */
	before: (value) => {
		const day = String(value)
		return value === undefined ? never : some((one) => one < day)
	},
	after: (value) => {
		const day = String(value)
		return value === undefined ? never : some((one) => one > day)
	},
}

/** The same for any value, as json-rules-engine has them in place of its own. */
export const operators: Readonly<Record<string, (fact: FactValue, value: unknown) => boolean>> =
	Object.fromEntries(
		Object.entries(comparisons).map(([name, with_]) => [
			name,
			(fact: FactValue, value: unknown) => with_(value)(fact),
		]),
	)

/** Operators whose value is a regular expression, checked when a rule is read. */
export const patternOperators: readonly string[] = ['matches', 'doesNotMatch']
