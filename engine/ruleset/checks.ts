/**
 * What may spare the assertions of a rule at a path (quiet.ts), and the functions that the answer takes: checks of
 * one text, and the families of paths that are kept by their text.
 */
import type { Expr, PathExpr } from '../xpath/ast.ts'
import { documentNode, type Scope, type Value } from '../xpath/emit/emitter.ts'
import { newEmitter } from '../xpath/emit/expression.ts'
import { keeper } from '../xpath/emit/families.ts'
import { StaticError } from '../xpath/parse.ts'
import type { Compilation } from './compilation.ts'
import { type Quiet, quietIn } from './quiet.ts'
import type { RuleSource } from './source.ts'

export class Checks {
	readonly #c: Compilation
	/** Names of the functions, in the order of their numbers. */
	readonly checks: string[] = []
	readonly families: string[] = []
	/** Numbers of checks by what they ask. */
	readonly #checkOf = new Map<string, number | undefined>()

	constructor(c: Compilation) {
		this.#c = c
	}

	/** When an assertion of the rule finds nothing at a path; of texts and comments a tree does not tell. */
	quietIn(rule: RuleSource, leaves: boolean, variables: ReadonlyMap<string, Value>): Quiet | undefined {
		if (this.#c.around.compatible || leaves) return undefined
		return quietIn(this.#c.parse(rule.context), {
			check: (asked, optional) => this.#check(asked, optional, variables),
			kept: (path) => this.#kept(path, variables),
			held: (name) => {
				const value = variables.get(name)
				return value?.global ? this.#c.held.get(value.code) : undefined
			},
			isList: (name) => variables.get(name)?.texts !== undefined,
		})
	}

	/** The family whose nodes the path is among, and its text. */
	#kept(
		path: PathExpr,
		variables: ReadonlyMap<string, Value>,
	): { readonly family: number; readonly text: string } | undefined {
		const member = this.#c.around.families.member(path)
		const name = member && keeper(newEmitter(this.#c.around), { variables, item: documentNode }, member)
		if (member === undefined || name === undefined) return undefined
		const known = this.families.indexOf(name)
		return { family: known < 0 ? this.families.push(name) - 1 : known, text: member.text }
	}

	/** A check of one text, which the context item is; undefined where the expression takes no text. */
	#check(test: Expr, optional: boolean, variables: ReadonlyMap<string, Value>): number | undefined {
		const lists = [...variables].filter(([, { texts }]) => texts !== undefined)
		const key = JSON.stringify([test, optional, lists.map(([name, { code }]) => [name, code])])
		if (this.#checkOf.has(key)) return this.#checkOf.get(key)
		const written = (expr: Expr, item: Value | undefined): { body: string; truth: string } => {
			const e = newEmitter(this.#c.around)
			const scope: Scope = { variables: new Map(lists), ...(item && { item }), position: '1', size: '1' }
			const truth = e.truth(scope, expr)
			return { body: e.body(), truth }
		}
		let number: number | undefined
		try {
			const one = written(test, { code: 'v', rep: 'untyped', count: 'one', simple: true })
			const none = optional ? written(withoutContext(test), undefined) : { body: '', truth: 'false' }
			const name = this.#c.module.fresh('check_')
			this.#c.module.add(
				`const ${name} = {\n\tpasses(t, v, s) {\n${one.body}\n\treturn ${one.truth}\n\t},\n\tpassesWithout(t, s) {\n${none.body}\n\treturn ${none.truth}\n\t},\n}`,
			)
			number = this.checks.push(name) - 1
		} catch (error) {
			// What is wrong with it is told where the assertion is emitted.
			if (!(error instanceof StaticError)) throw error
		}
		this.#checkOf.set(key, number)
		return number
	}
}

/** The expression with nothing in the place of the context item. */
function withoutContext(expr: Expr): Expr {
	const empty = { kind: 'sequence', items: [] } as const
	return JSON.parse(JSON.stringify(expr), (_, value: { readonly kind?: unknown } | undefined) =>
		value?.kind === 'context' ? empty : value,
	) as Expr
}
