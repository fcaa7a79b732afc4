/**
 * A rule set's source to a Program: every expression parsed, typed and emitted as JavaScript.
 *
 * Each assertion becomes one named function of (tree, node, run state); variables become functions that keep
 * their value; messages become text functions that run only for findings. Whatever is not understood is a
 * Fault with its place in the rule file: nothing is skipped.
 */
import { Fault, type Position } from '../fault.ts'
import type { Severity } from '../finding.ts'
import type { Expr, PathExpr, SequenceType } from '../xpath/ast.ts'
import { constantList } from '../xpath/emit/comparisons.ts'
import { argument, box } from '../xpath/emit/convert.ts'
import {
	inOrder,
	type Scope,
	type Surroundings,
	type UserFunction,
	type Value,
} from '../xpath/emit/emitter.ts'
import { emitTwice, memoFunction, newEmitter } from '../xpath/emit/expression.ts'
import { Families, keeper } from '../xpath/emit/families.ts'
import { identifier, literal, Module } from '../xpath/emit/module.ts'
import { Repeats } from '../xpath/emit/repeats.ts'
import {
	parseSequenceType,
	parseXPath,
	placed,
	StaticError,
	Unsupported,
	variableName,
} from '../xpath/parse.ts'
import { branchesOf, matchesLeaves } from './context.ts'
import { emitFunction } from './function.ts'
import { guardOf } from './guard.ts'
import type { AssertionMeta, Program, RuleMeta } from './program.ts'
import { type Facts, type Quiet, quietIn } from './quiet.ts'
import type {
	AssertionSource,
	Expression,
	LetSource,
	MessagePart,
	PatternSource,
	RuleSetSource,
	RuleSource,
} from './source.ts'

export interface CompileOptions {
	/** Names of the code lists that `listed()` may name. */
	readonly lists?: Iterable<string>
	/** Names of the checks that `valid()` may name. */
	readonly checks?: Iterable<string>
}

/** The value that a node in variable `n` is. */
const contextNode: Value = { code: 'n', rep: 'node', count: 'one', simple: true }
/** The same where the rule's context may match comments. */
const anyNode: Value = { ...contextNode, node: 'any' }
const documentNode: Value = { code: '0', rep: 'node', count: 'one', simple: true, node: 'document' }

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
	readonly #source: RuleSetSource
	readonly #module = new Module()
	readonly #around: Surroundings
	readonly #functions = new Map<string, UserFunction>()
	readonly #tests: string[] = []
	readonly #contexts: string[] = []
	readonly #texts: string[] = []
	readonly #riches: string[] = []
	readonly #subjects: string[] = []
	readonly #uses: string[] = []
	readonly #checks: string[] = []
	readonly #families: string[] = []
	/** Numbers of checks by what they ask. */
	readonly #checkOf = new Map<string, number | undefined>()
	readonly #rules: RuleMeta[] = []
	readonly #assertions: AssertionMeta[] = []
	readonly #parsed = new Map<string, Expr>()

	constructor(source: RuleSetSource, options: CompileOptions) {
		this.#source = source
		const repeats = new Repeats()
		this.#around = {
			module: this.#module,
			compatible: source.queryBinding === 'xslt' || source.queryBinding === 'xpath',
			functions: this.#functions,
			lists: new Set(options.lists ?? []),
			listsUsed: new Set(),
			checks: new Set(options.checks ?? []),
			keys: new Set(source.keys.map((k) => `{${k.uri}}${k.local}`)),
			namespaces: source.namespaces,
			repeats,
			parts: new Map(),
			families: new Families(repeats),
			keepers: new Map(),
		}
	}

	program(): Program {
		const source = this.#source
		this.#countRepeats()
		this.#declareFunctions()
		const globals = this.#globals(source.lets, new Map())
		this.#defineFunctions(globals)
		const keys = this.#keys(globals)
		const patterns = source.patterns.map((pattern, index) => this.#pattern(pattern, index, globals))
		if (this.#assertions.length === 0)
			throw new Fault('no-rules', `the rule set "${source.id}" holds no assertion`)
		const riches = this.#riches.length > 0 ? `, riches: [${this.#riches}]` : ''
		const checks = this.#checks.length > 0 ? `, checks: [${this.#checks}]` : ''
		const families = this.#families.length > 0 ? `, families: [${this.#families}]` : ''
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
			lists: [...this.#around.listsUsed].sort(),
			code: this.#module.text(
				`return { tests: [${this.#tests}], contexts: [${this.#contexts}], texts: [${this.#texts}], subjects: [${this.#subjects}], uses: [${this.#uses}]${riches}${checks}${families} }`,
			),
		}
	}

	/** Counts what tests and lets ask for, before any of it is emitted; what cannot be read is told when it is. */
	#countRepeats(): void {
		const count = (expression: Expression | undefined): void => {
			if (expression === undefined) return
			try {
				const expr = this.#parse(expression)
				this.#around.repeats.add(expr)
				if (!this.#around.compatible) this.#around.families.add(expr)
			} catch {}
		}
		const lets = (sources: readonly LetSource[]): void => {
			for (const { value } of sources) count(value)
		}
		lets(this.#source.lets)
		for (const pattern of this.#source.patterns) {
			lets(pattern.lets)
			for (const rule of pattern.rules) {
				lets(rule.lets)
				for (const { test } of rule.assertions) count(test)
			}
		}
	}

	/** An expression of a rule, a let, a function …; what is wrong with it is told with its place. */
	#parse(expression: Expression): Expr {
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
				namespaces: { ...this.#source.namespaces, ...expression.namespaces },
			})
			this.#parsed.set(key, expr)
		}
		return expr
	}

	#type(as: string | undefined): SequenceType | undefined {
		return as === undefined ? undefined : parseSequenceType(as, { namespaces: this.#source.namespaces })
	}

	#variable(source: LetSource): string {
		return this.#at(source.at, `let ${source.name}`, () => variableName(source.name, this.#source.namespaces))
	}

	/** Runs a step of the compilation; a static error becomes a Fault at its own place, or at `at`. */
	#at<T>(at: Position, what: string, run: () => T): T {
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

	/** Variables of the document alone: each a function that computes once a run. */
	#globals(lets: readonly LetSource[], outer: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
		const variables = new Map(outer)
		for (const source of lets) {
			const list = this.#list(source)
			if (list !== undefined) {
				variables.set(this.#variable(source), list)
				continue
			}
			const name = this.#module.fresh(`let_${identifier(source.name)}_`)
			const e = newEmitter(this.#around)
			const value = this.#at(source.at, `let ${source.name}`, () =>
				this.#letValue(e, { variables, item: documentNode, position: '1', size: '1' }, source),
			)
			this.#module.add(note(`let ${source.name}`, source.at) + memoFunction(name, e, value.code))
			variables.set(this.#variable(source), {
				code: `${name}(t, s)`,
				rep: value.rep,
				count: value.count,
				global: true,
				...(value.node && { node: value.node }),
				...(value.sorted && { sorted: true }),
			})
		}
		return variables
	}

	/** A variable that is a list of codes: one constant for all documents, looked up in a Set. */
	#list({ name, value, as, at }: LetSource): Value | undefined {
		if (value === undefined || as !== undefined || this.#around.compatible) return undefined
		const list = this.#at(at, `let ${name}`, () => constantList(this.#parse(value)))
		if (list === undefined) return undefined
		const code = this.#module.constant('codes', literal(list.texts))
		return { code, rep: list.rep, count: 'many', simple: true, global: true, texts: list.texts }
	}

	#letValue(e: ReturnType<typeof newEmitter>, scope: Scope, source: LetSource): Value {
		if (source.value === undefined)
			return { code: literal(source.content ?? ''), rep: 'untyped', count: 'one', simple: true }
		const { value } = source
		const expr = this.#parse(value)
		const type = this.#type(source.as)
		return placed(value.at, () =>
			type === undefined ? e.value(scope, expr) : argument(e, scope, expr, type, `$${source.name}`),
		)
	}

	/** Variables of a rule: functions of the context node that keep the value for the last node asked for. */
	#locals(lets: readonly LetSource[], outer: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
		const variables = new Map(outer)
		for (const source of lets) {
			const list = this.#list(source)
			if (list !== undefined) {
				variables.set(this.#variable(source), list)
				continue
			}
			const name = this.#module.fresh(`let_${identifier(source.name)}_`)
			const e = newEmitter(this.#around)
			const scope: Scope = { variables, item: contextNode, position: '1', size: '1', current: contextNode }
			const value = this.#at(source.at, `let ${source.name}`, () => this.#letValue(e, scope, source))
			this.#module.add(
				`${note(`let ${source.name}`, source.at)}let ${name}_v, ${name}_n = -1, ${name}_at = -1\nfunction ${name}(t, n, s) {\n\tif (${name}_at === s.epoch && ${name}_n === n) return ${name}_v\n${e.body()}\n\t${name}_v = ${value.code}\n\t${name}_at = s.epoch\n\t${name}_n = n\n\treturn ${name}_v\n}`,
			)
			variables.set(this.#variable(source), {
				code: `${name}(t, n, s)`,
				rep: value.rep,
				count: value.count,
				...(value.node && { node: value.node }),
				...(value.sorted && { sorted: true }),
			})
		}
		return variables
	}

	#declareFunctions(): void {
		const anything: SequenceType = { item: { kind: 'item' }, card: 'many' }
		for (const source of this.#source.functions) {
			this.#at(source.at, `function ${source.local}`, () => {
				const params = source.params.map((p) => this.#type(p.as) ?? anything)
				const code = this.#module.fresh(`function_${identifier(source.local)}_`)
				this.#functions.set(`{${source.uri}}${source.local}#${params.length}`, {
					code,
					params,
					result: this.#type(source.as) ?? anything,
				})
			})
		}
	}

	#defineFunctions(globals: ReadonlyMap<string, Value>): void {
		for (const source of this.#source.functions) {
			const declared = this.#functions.get(`{${source.uri}}${source.local}#${source.params.length}`)!
			this.#at(source.at, `function ${source.local}`, () => {
				const text = emitFunction(
					source,
					declared,
					this.#around,
					globals,
					(expression) => this.#parse(expression),
					(as) => this.#type(as),
				)
				this.#module.add(note(`function ${source.local}`, source.at) + text)
			})
		}
	}

	#keys(globals: ReadonlyMap<string, Value>): Program['keys'] {
		const keys: Record<string, Program['keys'][string]> = {}
		for (const source of this.#source.keys) {
			this.#at(source.at, `key ${source.local}`, () => {
				const branches = placed(source.match.at, () =>
					branchesOf(
						this.#parse(source.match),
						this.#around,
						globals,
						(name) => this.#contexts.push(name) - 1,
					),
				)
				const e = newEmitter(this.#around)
				const scope: Scope = {
					variables: globals,
					item: contextNode,
					position: '1',
					size: '1',
					current: contextNode,
				}
				const atoms = { item: { kind: 'atomic', type: 'anyAtomicType' }, card: 'many' } as const
				const value = placed(source.use.at, () => argument(e, scope, this.#parse(source.use), atoms, 'a key'))
				const name = this.#module.fresh(`key_${identifier(source.local)}_`)
				this.#module.add(
					`${note(`key ${source.local}`, source.at)}function ${name}(t, n, s) {\n${e.body()}\n\treturn ${value.code}\n}`,
				)
				keys[`{${source.uri}}${source.local}`] = { branches, use: this.#uses.push(name) - 1 }
			})
		}
		return keys
	}

	#pattern(
		source: PatternSource,
		index: number,
		globals: ReadonlyMap<string, Value>,
	): Program['patterns'][number] {
		const variables = this.#globals(source.lets, globals)
		const rules = source.rules.map((rule) => this.#rule(rule, index, variables))
		return {
			...(source.id !== undefined && { id: source.id }),
			...(source.name !== undefined && { name: source.name }),
			rules,
		}
	}

	#rule(source: RuleSource, pattern: number, variables: ReadonlyMap<string, Value>): number {
		const index = this.#rules.length
		const { branches, leaves } = this.#at(source.context.at, 'context', () => {
			const context = this.#parse(source.context)
			const branches = branchesOf(context, this.#around, variables, (name) => this.#contexts.push(name) - 1)
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
		const locals = this.#locals(source.lets, variables)
		const quiet = this.#quietIn(source, index, locals)
		for (const assertion of source.assertions)
			assertions.push(this.#assertion(assertion, source, index, locals, quiet))
		return index
	}

	#assertion(
		source: AssertionSource,
		rule: RuleSource,
		ruleIndex: number,
		variables: ReadonlyMap<string, Value>,
		quiet: Quiet | undefined,
	): number {
		const item = this.#rules[ruleIndex]!.leaves ? anyNode : contextNode
		const scope: Scope = { variables, item, position: '1', size: '1', current: item }
		const test = this.#at(source.test.at, source.id, () => this.#parse(source.test))
		const name = this.#module.fresh(`${source.kind}_${identifier(source.id)}_`)
		this.#at(source.test.at, source.id, () =>
			emitTwice(
				this.#around,
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
		const text = (parts: readonly MessagePart[]): { readonly text: number; readonly rich?: number } => ({
			text: this.#text(parts, scope, source),
			...(parts.some(isRich) && { rich: this.#rich(parts, scope, source) }),
		})
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
			...(subject !== undefined && { subject: this.#subject(subject, scope) }),
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

	/** When an assertion of the rule finds nothing at a path; of texts and comments a tree does not tell. */
	#quietIn(rule: RuleSource, index: number, variables: ReadonlyMap<string, Value>): Quiet | undefined {
		if (this.#around.compatible || this.#rules[index]!.leaves) return undefined
		return quietIn(this.#parse(rule.context), {
			check: (asked, optional) => this.#check(asked, optional, variables),
			kept: (path) => this.#kept(path, variables),
			isList: (name) => variables.get(name)?.texts !== undefined,
		})
	}

	/** The family whose nodes the path is among, and its text. */
	#kept(
		path: PathExpr,
		variables: ReadonlyMap<string, Value>,
	): { readonly family: number; readonly text: string } | undefined {
		const member = this.#around.families.member(path)
		const name = member && keeper(newEmitter(this.#around), { variables, item: documentNode }, member)
		if (member === undefined || name === undefined) return undefined
		const known = this.#families.indexOf(name)
		return { family: known < 0 ? this.#families.push(name) - 1 : known, text: member.text }
	}

	/** A check of one text, which the context item is; undefined where the expression takes no text. */
	#check(test: Expr, optional: boolean, variables: ReadonlyMap<string, Value>): number | undefined {
		const lists = [...variables].filter(([, { texts }]) => texts !== undefined)
		const key = JSON.stringify([test, optional, lists.map(([name, { code }]) => [name, code])])
		if (this.#checkOf.has(key)) return this.#checkOf.get(key)
		const written = (expr: Expr, item: Value | undefined): { body: string; truth: string } => {
			const e = newEmitter(this.#around)
			const scope: Scope = { variables: new Map(lists), ...(item && { item }), position: '1', size: '1' }
			const truth = e.truth(scope, expr)
			return { body: e.body(), truth }
		}
		let number: number | undefined
		try {
			const one = written(test, { code: 'v', rep: 'untyped', count: 'one', simple: true })
			const none = optional ? written(withoutContext(test), undefined) : { body: '', truth: 'false' }
			const name = this.#module.fresh('check_')
			this.#module.add(
				`const ${name} = {\n\tpasses(t, v, s) {\n${one.body}\n\treturn ${one.truth}\n\t},\n\tpassesWithout(t, s) {\n${none.body}\n\treturn ${none.truth}\n\t},\n}`,
			)
			number = this.#checks.push(name) - 1
		} catch (error) {
			// What is wrong with it is told where the assertion is emitted.
			if (!(error instanceof StaticError)) throw error
		}
		this.#checkOf.set(key, number)
		return number
	}

	#text(parts: readonly MessagePart[], scope: Scope, source: AssertionSource): number {
		const e = newEmitter(this.#around)
		const pieces = flatten(parts).map((part) => this.#piece(e, part, scope, source))
		const plain = pieces.every((p) => p.startsWith('"')) && pieces.length > 0
		const result = pieces.length === 0 ? "''" : pieces.join(' + ')
		const name = this.#module.memo(
			`text ${e.body()} ${plain ? result : `${this.#texts.length}`}`,
			'text_',
			(name) => this.#module.add(`function ${name}(t, n, s) {\n${e.body()}\n\treturn ${result}\n}`),
		)
		const known = this.#texts.indexOf(name)
		return known >= 0 ? known : this.#texts.push(name) - 1
	}

	/** The message with its marks and copies, for a report that can show them. */
	#rich(parts: readonly MessagePart[], scope: Scope, source: AssertionSource): number {
		const e = newEmitter(this.#around)
		const text = (some: readonly MessagePart[]): string =>
			flatten(some)
				.map((part) => this.#piece(e, part, scope, source))
				.join(' + ') || "''"
		const pieces = parts.map((part) => {
			if (part.kind === 'mark') {
				const attributes = Object.entries(part.attributes).map(([k, v]) => `${literal(k)}: ${literal(v)}`)
				return `{ element: ${literal(part.element)}, attributes: { ${attributes.join(', ')} }, text: ${text(part.parts)} }`
			}
			if (part.kind !== 'copy-of') return text([part])
			return this.#at(part.select.at, source.id, () => {
				const items = e.fresh('a')
				e.line(`const ${items} = []`)
				e.each(scope, this.#parse(part.select), inOrder, (item) => e.line(`${items}.push(${box(item)})`))
				return `{ markup: rt.copies(t, ${items}) }`
			})
		})
		const name = this.#module.fresh('rich_')
		this.#module.add(`function ${name}(t, n, s) {\n${e.body()}\n\treturn [${pieces.join(', ')}]\n}`)
		return this.#riches.push(name) - 1
	}

	#piece(e: ReturnType<typeof newEmitter>, part: MessagePart, scope: Scope, source: AssertionSource): string {
		if (part.kind === 'text') return literal(part.text)
		if (part.kind === 'mark') return "''"
		const select = part.kind === 'name' ? part.path : part.select
		if (select === undefined) return 'rt.nodeName(t, n)'
		return this.#at(select.at, source.id, () => {
			const items = e.fresh('a')
			e.line(`const ${items} = []`)
			e.each(scope, this.#parse(select), inOrder, (item) => e.line(`${items}.push(${box(item)})`))
			if (part.kind === 'name')
				return `(typeof ${items}[0] === 'number' ? rt.nodeName(t, ${items}[0]) : rt.join(t, ${items}, ' '))`
			return this.#around.compatible ? `rt.join(t, ${items}.slice(0, 1), '')` : `rt.join(t, ${items}, ' ')`
		})
	}

	#subject(source: Expression, scope: Scope): number {
		const e = newEmitter(this.#around)
		this.#at(source.at, 'subject', () =>
			e.each(scope, this.#parse(source), inOrder, (item) =>
				e.line(`if (typeof ${box(item)} === 'number') return ${item.code}`),
			),
		)
		const name = this.#module.fresh('subject_')
		this.#module.add(`function ${name}(t, n, s) {\n${e.body()}\n\treturn n\n}`)
		return this.#subjects.push(name) - 1
	}
}

/** The expression with nothing in the place of the context item. */
function withoutContext(expr: Expr): Expr {
	const empty = { kind: 'sequence', items: [] } as const
	return JSON.parse(JSON.stringify(expr), (_, value: { readonly kind?: unknown } | undefined) =>
		value?.kind === 'context' ? empty : value,
	) as Expr
}

/** One that sleeps is not there to find what is absent. */
function sleepsWithout(guard: AssertionMeta['guard'], facts: Facts): Facts {
	return guard !== undefined && facts.flat().every(({ is }) => is === 'none') ? [] : facts
}

const isRich = ({ kind }: MessagePart): boolean => kind === 'mark' || kind === 'copy-of'

/** Text and expressions of a message in order; rich text counts for what it holds. */
function flatten(parts: readonly MessagePart[]): MessagePart[] {
	return parts.flatMap((part) => (part.kind === 'mark' ? flatten(part.parts) : [part]))
}

function optional<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
	return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: string }
}

/** A line comment: what the function after it is made of. */
function note(what: string, at: Position): string {
	return `// ${`${what} ${at.file.split('/').at(-1)}:${at.line}`.replace(/[^\x20-\x7e]/g, ' ')}\n`
}
