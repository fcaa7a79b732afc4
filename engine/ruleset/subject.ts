/**
 * What an expression asks of one text alone, wherever that stands: is it a code of a list, has it two decimals?
 *
 * Such a question can be put to all texts of a path in one loop. The path that gives the text is replaced by the
 * context item; where several paths give texts, the question is not of one alone.
 */
import type { Expr } from '../xpath/ast.ts'
import { ownNamespace } from '../xpath/emit/inline.ts'
import { functionNamespace, schemaNamespace } from '../xpath/parse.ts'
import { type Held, opened, simpleSteps } from './descent.ts'
import type { Steps } from './facts.ts'

/** An expression of one text, with the context item in the place of the path that gives it. */
export class Subject {
	readonly #isList: (variable: string) => boolean
	readonly #held: Held
	/** Undefined until it is met. */
	steps: Steps | undefined

	constructor(isList: (variable: string) => boolean, held: Held) {
		this.#isList = isList
		this.#held = held
	}

	truth(expr: Expr): Expr | undefined {
		switch (expr.kind) {
			case 'and':
			case 'or': {
				const left = this.truth(expr.left)
				const right = left && this.truth(expr.right)
				return right && { ...expr, left: left!, right }
			}
			case 'general':
			case 'value':
				return this.#pair(expr)
			case 'castable': {
				const inside = this.#text(expr.expr)
				return inside && { ...expr, expr: inside }
			}
			case 'call': {
				const { uri, local } = expr.name
				if (uri === functionNamespace && (local === 'not' || local === 'boolean')) {
					const [argument] = expr.args
					const inside = argument && this.truth(argument)
					return inside && { ...expr, args: [inside] }
				}
				return givesTruth(expr) ? this.#call(expr) : undefined
			}
			default:
				return undefined
		}
	}

	#pair<T extends Extract<Expr, { left: Expr }>>(expr: T): T | undefined {
		const left = this.#text(expr.left)
		const right = left && this.#text(expr.right)
		return right && { ...expr, left: left!, right }
	}

	/** An expression that takes the text as a value. */
	#text(expr: Expr): Expr | undefined {
		switch (expr.kind) {
			case 'string':
			case 'number':
				return expr
			case 'variable':
				return this.#isList(expr.name) ? expr : undefined
			case 'arithmetic':
				return this.#pair(expr)
			case 'sequence':
				return expr.items.every(({ kind }) => kind === 'string') ? expr : undefined
			case 'context':
			case 'path': {
				const steps = simpleSteps(opened(expr, this.#held))
				return steps !== undefined && this.#is(steps) ? { kind: 'context' } : undefined
			}
			case 'concat': {
				const parts = expr.parts.map((part) => this.#text(part))
				return parts.every((part) => part !== undefined) ? { ...expr, parts } : undefined
			}
			case 'call':
				return isConstantTruth(expr) ? expr : this.#call(expr)
			default:
				return undefined
		}
	}

	#call(expr: Extract<Expr, { kind: 'call' }>): Expr | undefined {
		const { uri, local } = expr.name
		const known =
			(uri === functionNamespace && ofTexts.has(local)) ||
			(uri === schemaNamespace && types.has(local)) ||
			(uri === ownNamespace && ownOfTexts.has(local))
		if (!known) return undefined
		// Without an argument they take the context's.
		if (expr.args.length === 0 && uri === functionNamespace && !this.#is([])) return undefined
		const args = expr.args.map((argument) => argument && this.#text(argument))
		return args.every((argument) => argument !== undefined) ? { ...expr, args } : undefined
	}

	#is(steps: Steps): boolean {
		if (this.steps === undefined) this.steps = steps
		return JSON.stringify(this.steps) === JSON.stringify(steps)
	}
}

/** Functions that take texts, whatever these say, and no nodes. */
const ofTexts: ReadonlySet<string> = new Set([
	...[
		'normalize-space',
		'string-length',
		'upper-case',
		'lower-case',
		'translate',
		'concat',
		'string',
		'number',
	],
	...['substring', 'substring-before', 'substring-after', 'contains', 'starts-with', 'ends-with', 'matches'],
	...['replace', 'abs', 'round', 'floor', 'ceiling'],
])
const types: ReadonlySet<string> = new Set(['decimal', 'double', 'integer', 'date', 'string', 'boolean'])
const ownOfTexts: ReadonlySet<string> = new Set(['listed', 'joined', 'valid'])
const truths: ReadonlySet<string> = new Set([
	'contains',
	'starts-with',
	'ends-with',
	'matches',
	'listed',
	'valid',
])

export function isConstantTruth({ name, args }: Extract<Expr, { kind: 'call' }>): boolean {
	return (
		name.uri === functionNamespace && (name.local === 'true' || name.local === 'false') && args.length === 0
	)
}

export function givesTruth(expr: Expr): boolean {
	if (expr.kind === 'call')
		return (
			truths.has(expr.name.local) && (expr.name.uri === functionNamespace || expr.name.uri === ownNamespace)
		)
	return expr.kind === 'general' || expr.kind === 'and' || expr.kind === 'or' || expr.kind === 'castable'
}
