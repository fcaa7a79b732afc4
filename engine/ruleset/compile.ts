/**
 * A rule set's source to a Program: every expression parsed, typed and emitted as JavaScript.
 *
 * Each assertion becomes one named function of (tree, node, run state); variables become functions that keep
 * their value; messages become text functions that run only for findings. Whatever is not understood is a
 * Fault with its place in the rule file: nothing is skipped.
 */
import { Fault } from '../fault.ts'
import type { Severity } from '../finding.ts'
import type { SequenceType } from '../xpath/ast.ts'
import { argument } from '../xpath/emit/convert.ts'
import type { Scope, Value } from '../xpath/emit/emitter.ts'
import { newEmitter } from '../xpath/emit/expression.ts'
import { identifier } from '../xpath/emit/module.ts'
import { emitTwice } from '../xpath/emit/once.ts'
import { addWalks } from '../xpath/emit/walk.ts'
import { placed } from '../xpath/parse.ts'
import { Checks } from './checks.ts'
import { Compilation, type CompileOptions, note } from './compilation.ts'
import { branchesOf, matchesLeaves } from './context.ts'
import type { Facts } from './facts.ts'
import { emitFunction } from './function.ts'
import { guardOf } from './guard.ts'
import { Messages } from './messages.ts'
import type { AssertionMeta, Program, RuleMeta } from './program.ts'
import type { Quiet } from './quiet.ts'
import type { AssertionSource, PatternSource, RuleSetSource, RuleSource } from './source.ts'
import { contextNode, globals, locals } from './variables.ts'

export type { CompileOptions } from './compilation.ts'

/** A node of a rule whose context may match comments. */
const anyNode: Value = { ...contextNode, node: 'any' }

type Variables = ReadonlyMap<string, Value>

export function compileProgram(source: RuleSetSource, options: CompileOptions = {}): Program {
	return new Compiler(source, options).program()
}

/** Severity by flag, else by role; an assertion that says neither refuses. */
export function severityOf(flag: string | undefined, role: string | undefined): Severity {
	const word = (flag ?? role ?? '').toLowerCase()
	if (word === 'warning' || word === 'warn') return 'warning'
	if (word === 'information' || word === 'info') return 'information'
	return 'fatal'
}

class Compiler {
	readonly #c: Compilation
	readonly #messages: Messages
	readonly #checks: Checks
	readonly #tests: string[] = []
	readonly #contexts: string[] = []
	readonly #uses: string[] = []
	readonly #rules: RuleMeta[] = []
	readonly #assertions: AssertionMeta[] = []

	constructor(source: RuleSetSource, options: CompileOptions) {
		this.#c = new Compilation(source, options)
		this.#messages = new Messages(this.#c)
		this.#checks = new Checks(this.#c)
	}

	program(): Program {
		const source = this.#c.source
		this.#declareFunctions()
		const variables = globals(this.#c, source.lets, new Map())
		this.#defineFunctions(variables)
		const keys = this.#keys(variables)
		const patterns = source.patterns.map((pattern, index) => this.#pattern(pattern, index, variables))
		if (this.#assertions.length === 0)
			throw new Fault('no-rules', `the rule set "${source.id}" holds no assertion`)
		addWalks(this.#c.around)
		const { texts, riches, subjects } = this.#messages
		const { checks, families } = this.#checks
		const more = Object.entries({ riches, checks, families }).filter(([, names]) => names.length > 0)
		const functions = { tests: this.#tests, contexts: this.#contexts, texts, subjects, uses: this.#uses }
		const lists = [...Object.entries(functions), ...more].map(([what, names]) => `${what}: [${names}]`)
		return {
			format: 1,
			id: source.id,
			...(source.version !== undefined && { version: source.version }),
			...(source.title !== undefined && { title: source.title }),
			...(source.schemaVersion !== undefined && { schemaVersion: source.schemaVersion }),
			...(source.phase !== undefined && { phase: source.phase }),
			namespaces: source.namespaces,
			patterns,
			rules: this.#rules,
			assertions: this.#assertions,
			keys,
			lists: [...this.#c.around.listsUsed].sort(),
			code: this.#c.module.text(`return { ${lists.join(', ')} }`),
		}
	}

	#declareFunctions(): void {
		const anything: SequenceType = { item: { kind: 'item' }, card: 'many' }
		for (const source of this.#c.source.functions) {
			this.#c.at(source.at, `function ${source.local}`, () => {
				const params = source.params.map((p) => this.#c.type(p.as) ?? anything)
				const code = this.#c.module.fresh(`function_${identifier(source.local)}_`)
				this.#c.functions.set(`{${source.uri}}${source.local}#${params.length}`, {
					code,
					params,
					result: this.#c.type(source.as) ?? anything,
				})
			})
		}
	}

	#defineFunctions(variables: Variables): void {
		for (const source of this.#c.source.functions) {
			const declared = this.#c.functions.get(`{${source.uri}}${source.local}#${source.params.length}`)!
			this.#c.at(source.at, `function ${source.local}`, () => {
				const text = emitFunction(
					source,
					declared,
					this.#c.around,
					variables,
					(expression) => this.#c.parse(expression),
					(as) => this.#c.type(as),
				)
				this.#c.module.add(note(`function ${source.local}`, source.at) + text)
			})
		}
	}

	#keys(variables: Variables): Program['keys'] {
		const keys: Record<string, Program['keys'][string]> = {}
		for (const source of this.#c.source.keys) {
			this.#c.at(source.at, `key ${source.local}`, () => {
				const branches = placed(source.match.at, () =>
					branchesOf(
						this.#c.parse(source.match),
						this.#c.around,
						variables,
						(name) => this.#contexts.push(name) - 1,
					),
				)
				const e = newEmitter(this.#c.around)
				const scope: Scope = {
					variables,
					item: contextNode,
					position: '1',
					size: '1',
					current: contextNode,
				}
				const atoms = { item: { kind: 'atomic', type: 'anyAtomicType' }, card: 'many' } as const
				const value = placed(source.use.at, () =>
					argument(e, scope, this.#c.parse(source.use), atoms, 'a key'),
				)
				const name = this.#c.module.fresh(`key_${identifier(source.local)}_`)
				this.#c.module.add(
					`${note(`key ${source.local}`, source.at)}function ${name}(t, n, s) {\n${e.body()}\n\treturn ${value.code}\n}`,
				)
				keys[`{${source.uri}}${source.local}`] = { branches, use: this.#uses.push(name) - 1 }
			})
		}
		return keys
	}

	#pattern(source: PatternSource, index: number, outer: Variables): Program['patterns'][number] {
		const variables = globals(this.#c, source.lets, outer)
		const rules = source.rules.map((rule) => this.#rule(rule, index, variables))
		return {
			...(source.id !== undefined && { id: source.id }),
			...(source.name !== undefined && { name: source.name }),
			rules,
		}
	}

	#rule(source: RuleSource, pattern: number, outer: Variables): number {
		const index = this.#rules.length
		const { branches, leaves } = this.#c.at(source.context.at, 'context', () => {
			const context = this.#c.parse(source.context)
			const branches = branchesOf(context, this.#c.around, outer, (name) => this.#contexts.push(name) - 1)
			return { branches, leaves: matchesLeaves(context) }
		})
		// Its place is taken before its assertions are numbered.
		const assertions: number[] = []
		this.#rules.push({
			...(source.id !== undefined && { id: source.id }),
			pattern,
			context: source.context.text,
			...(source.flag !== undefined && { flag: source.flag }),
			...(source.role !== undefined && { role: source.role }),
			branches,
			assertions,
			leaves,
		})
		const variables = locals(this.#c, source.lets, outer)
		const quiet = this.#checks.quietIn(source, leaves, variables)
		for (const assertion of source.assertions)
			assertions.push(this.#assertion(assertion, source, index, variables, quiet))
		return index
	}

	#assertion(
		source: AssertionSource,
		rule: RuleSource,
		ruleIndex: number,
		variables: Variables,
		quiet: Quiet | undefined,
	): number {
		const item = this.#rules[ruleIndex]!.leaves ? anyNode : contextNode
		const scope: Scope = { variables, item, position: '1', size: '1', current: item }
		const test = this.#c.at(source.test.at, source.id, () => this.#c.parse(source.test))
		const name = this.#c.module.fresh(`${source.kind}_${identifier(source.id)}_`)
		this.#c.at(source.test.at, source.id, () =>
			emitTwice(
				newEmitter(this.#c.around),
				name,
				undefined,
				't, n, s',
				(e) => e.truth(scope, test),
				(name, e, truth) =>
					`${note(source.id, source.at)}function ${name}(t, n, s) {\n${e.body()}\n\treturn ${truth}\n}`,
			),
		)
		this.#tests.push(name)
		const guard = guardOf(test, source.kind)
		const facts = sleepsWithout(guard, quiet?.(test, source.kind) ?? [])
		const subject = source.subject ?? rule.subject
		const flag = source.flag ?? rule.flag
		const role = source.role ?? rule.role
		const text = (parts: AssertionSource['parts']) => this.#messages.message(parts, scope, source)
		const message = text(source.parts)
		this.#assertions.push({
			id: source.id,
			kind: source.kind,
			severity: severityOf(flag, role),
			...optional('flag', source.flag),
			...optional('role', source.role),
			...optional('see', source.see ?? rule.see),
			...optional('fpi', source.fpi ?? rule.fpi),
			...optional('icon', source.icon ?? rule.icon),
			...optional('lang', source.lang),
			test: source.test.text,
			at: source.at,
			rule: ruleIndex,
			...(guard !== undefined && { guard }),
			...(facts.length > 0 && { quiet: facts }),
			message: message.text,
			...(message.rich !== undefined && { rich: message.rich }),
			...(subject !== undefined && { subject: this.#messages.subject(subject, scope) }),
			diagnostics: source.diagnostics.map((d) => ({
				id: d.id,
				...optional('lang', d.lang),
				...text(d.parts),
			})),
			properties: source.properties.map((p) => ({
				id: p.id,
				...optional('role', p.role),
				...optional('scheme', p.scheme),
				...text(p.parts),
			})),
		})
		return this.#assertions.length - 1
	}
}

/** The facts but those that never hold where the assertion is awake: that all paths of its guard are absent. */
function sleepsWithout(guard: AssertionMeta['guard'], facts: Facts): Facts {
	if (guard === undefined) return facts
	const guarded = guard.map(({ steps }) => JSON.stringify(steps))
	return facts.filter((all) => {
		const absent = all.filter(({ is }) => is === 'none').map(({ steps }) => JSON.stringify(steps))
		return all.length === 0 || !guarded.every((steps) => absent.includes(steps))
	})
}

function optional<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
	return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: string }
}
