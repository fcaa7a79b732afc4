/**
 * Which expressions a rule set asks for more than once.
 *
 * Equal expressions get the same number, wherever they stand; so whether one is asked for again is a look-up,
 * and what is asked for again can become a function of its own (outline.ts).
 */
import type { Expr } from '../ast.ts'

/** What is known of an expression, or of a part of one. */
interface Facts {
	/** The same for equal expressions, and for no others. */
	readonly number: number
	/** The variables that it names. */
	readonly variables: ReadonlySet<string>
	/** It takes a step to a node other than an attribute. */
	readonly steps: boolean
}

const none: ReadonlySet<string> = new Set()

export class Repeats {
	readonly #numbers = new Map<string, number>()
	readonly #facts = new WeakMap<object, Facts>()
	readonly #counts: number[] = []

	/** Counts the expression, and those inside it. */
	add(expr: Expr): void {
		this.#add(expr)
	}

	/** How many times an equal expression was counted. */
	count(expr: Expr): number {
		return this.#counts[this.about(expr).number] ?? 0
	}

	about(part: object): Facts {
		let facts = this.#facts.get(part)
		if (facts === undefined) this.#facts.set(part, (facts = this.#read(part)))
		return facts
	}

	#read(part: object): Facts {
		const own = part as { readonly kind?: unknown; readonly name?: unknown; readonly axis?: unknown }
		let variables = none
		let steps = own.kind === 'axis' && own.axis !== 'attribute' && own.axis !== 'self'
		if (own.kind === 'variable') variables = new Set([String(own.name)])
		let key = ''
		for (const [name, value] of Object.entries(part)) {
			if (!isObject(value)) key += `${name}:${JSON.stringify(value)},`
			else {
				const inner = this.about(value)
				key += `${name}:#${inner.number},`
				if (variables.size === 0) variables = inner.variables
				else if (inner.variables.size > 0) variables = variables.union(inner.variables)
				if (inner.steps) steps = true
			}
		}
		let number = this.#numbers.get(key)
		if (number === undefined) this.#numbers.set(key, (number = this.#numbers.size))
		return { number, variables, steps }
	}

	#add(part: object): void {
		const { number } = this.about(part)
		this.#counts[number] = (this.#counts[number] ?? 0) + 1
		for (const value of Object.values(part)) if (isObject(value)) this.#add(value)
	}
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null
}
