/**
 * What all parts of one compilation share: the source, the module that is made, and how expressions are read.
 *
 * Whatever is not understood is a Fault with its place in the rule file.
 */
import { Fault, type Position } from '../fault.ts'
import type { Expr, SequenceType } from '../xpath/ast.ts'
import type { Surroundings, UserFunction } from '../xpath/emit/emitter.ts'
import { Families } from '../xpath/emit/families.ts'
import { Module } from '../xpath/emit/module.ts'
import { Repeats } from '../xpath/emit/repeats.ts'
import {
	parseSequenceType,
	parseXPath,
	placed,
	StaticError,
	Unsupported,
	variableName,
} from '../xpath/parse.ts'
import type { Expression, LetSource, RuleSetSource } from './source.ts'

export interface CompileOptions {
	/** Names of the code lists that `listed()` may name. */
	readonly lists?: Iterable<string>
	/** Names of the checks that `valid()` may name. */
	readonly checks?: Iterable<string>
}

export class Compilation {
	readonly source: RuleSetSource
	readonly module = new Module()
	readonly around: Surroundings
	/** Functions of the rule set by `{uri}local#arity`. */
	readonly functions = new Map<string, UserFunction>()
	/** What variables of the document stand for, by the code that calls them: where that is a matter of nothing else. */
	readonly held = new Map<string, Expr>()
	readonly #parsed = new Map<string, Expr>()

	constructor(source: RuleSetSource, options: CompileOptions) {
		this.source = source
		const repeats = new Repeats()
		this.around = {
			module: this.module,
			compatible: source.queryBinding === 'xslt' || source.queryBinding === 'xpath',
			functions: this.functions,
			lists: new Set(options.lists ?? []),
			listsUsed: new Set(),
			checks: new Set(options.checks ?? []),
			keys: new Set(source.keys.map((k) => `{${k.uri}}${k.local}`)),
			namespaces: source.namespaces,
			repeats,
			parts: new Map(),
			families: new Families(repeats),
			keepers: new Map(),
			walks: new Map(),
		}
		this.#countRepeats()
	}

	/** An expression of a rule, a let, a function …; what is wrong with it is told with its place. */
	parse(expression: Expression): Expr {
		return placed(expression.at, () => this.#parseOnce(expression))
	}

	#parseOnce(expression: Expression): Expr {
		const key =
			expression.namespaces === undefined
				? expression.text
				: `${expression.text}\n${JSON.stringify(expression.namespaces)}`
		let expr = this.#parsed.get(key)
		if (expr === undefined) {
			expr = parseXPath(expression.text, {
				namespaces: { ...this.source.namespaces, ...expression.namespaces },
			})
			this.#parsed.set(key, expr)
		}
		return expr
	}

	/** The type that a declaration names. */
	type(as: string | undefined): SequenceType | undefined {
		return as === undefined ? undefined : parseSequenceType(as, { namespaces: this.source.namespaces })
	}

	variable(source: LetSource): string {
		return this.at(source.at, `let ${source.name}`, () => variableName(source.name, this.source.namespaces))
	}

	/** Runs a step of the compilation; a static error becomes a Fault at its own place, or at `at`. */
	at<T>(at: Position, what: string, run: () => T): T {
		try {
			return run()
		} catch (error) {
			if (error instanceof Unsupported)
				throw new Fault('rule-text-unsupported', `${what}: ${error.message}`, error.at ?? at)
			if (error instanceof StaticError)
				throw new Fault(
					'xpath-static',
					`${what}: ${error.code}: ${error.message}`,
					error.at ?? at,
					error.code,
				)
			throw error
		}
	}

	/** Counts what tests and lets ask for, before any of it is emitted; what cannot be read is told when it is. */
	#countRepeats(): void {
		const count = (expression: Expression | undefined): void => {
			if (expression === undefined) return
			try {
				const expr = this.parse(expression)
				this.around.repeats.add(expr)
				if (!this.around.compatible) this.around.families.add(expr)
			} catch {}
		}
		const lets = (sources: readonly LetSource[]): void => {
			for (const { value } of sources) count(value)
		}
		lets(this.source.lets)
		for (const pattern of this.source.patterns) {
			lets(pattern.lets)
			for (const rule of pattern.rules) {
				lets(rule.lets)
				for (const { test } of rule.assertions) count(test)
			}
		}
	}
}

/** A line comment: what the function after it is made of. */
export function note(what: string, at: Position): string {
	return `// ${`${what} ${at.file.split('/').at(-1)}:${at.line}`.replace(/[^\x20-\x7e]/g, ' ')}\n`
}
