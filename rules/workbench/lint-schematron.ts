/**
 * The linter for Schematron, whoever wrote it: each expression looked at for what can never be.
 *
 * What the formats allow comes from the structure tables; a schema about other documents is looked at without them.
 */
import {
	type AssertionSource,
	type Expr,
	type Expression,
	functionNamespace,
	type LetSource,
	type PatternSource,
	type Position,
	parseXPath,
	type RuleSetSource,
	type RuleSource,
} from '#engine'
import { explain } from '../explanation.ts'
import { isListed, listsAt } from './codes.ts'
import { invoiceGraph } from './graph.ts'
import { partsOf, within } from './parts.ts'
import type { Problem, ProblemKind } from './problem.ts'
import { type Focus, type Places, Reach } from './reach.ts'
import { shadowedBy } from './shadow.ts'
import { slowPart } from './slow.ts'
import { truthOf } from './truth.ts'

export interface LintSchematron {
	/** Messages of every rule are in the catalogue: so with the sets written here. */
	readonly explained: boolean
}

export function lintSchematron(set: RuleSetSource, { explained }: LintSchematron): Problem[] {
	return new Linter(set, explained).run()
}

class Linter {
	readonly #set: RuleSetSource
	readonly #explained: boolean
	readonly #problems: Problem[] = []
	readonly #told = new Set<string>()
	/** The schema is about invoices, so that the structure tables speak. */
	readonly #aboutInvoices: boolean

	constructor(set: RuleSetSource, explained: boolean) {
		this.#set = set
		this.#explained = explained
		const { namespaces } = invoiceGraph()
		this.#aboutInvoices = Object.values(set.namespaces).some((uri) => namespaces.has(uri))
	}

	run(): Problem[] {
		this.#ids()
		const globals = this.#lets(this.#set.lets, new Map(), new Set([0]), 'schema')
		for (const pattern of this.#set.patterns) this.#pattern(pattern, globals)
		return this.#problems
	}

	#tell(kind: ProblemKind, at: Position, rule: string | undefined, reason: string, mend: string): void {
		const key = `${kind} ${at.file}:${at.line} ${rule} ${reason}`
		if (this.#told.has(key)) return
		this.#told.add(key)
		this.#problems.push({ ...at, kind, ...(rule !== undefined && { rule }), reason, mend })
	}

	/** The same id at two places of the files; instances of one abstract rule share theirs by right. */
	#ids(): void {
		const first = new Map<string, Position>()
		for (const { id, at } of this.#set.patterns.flatMap(({ rules }) =>
			rules.flatMap((rule) => rule.assertions),
		)) {
			const known = first.get(id)
			if (known === undefined) first.set(id, at)
			else if (known.file !== at.file || known.line !== at.line || known.column !== at.column)
				this.#tell(
					'duplicate-id',
					at,
					id,
					`${id} stands already at ${known.file.split('/').at(-1)}:${known.line}`,
					'Give it an id of its own, or one rule with both conditions.',
				)
		}
	}

	#parse({ text, namespaces }: Expression): Expr {
		return parseXPath(text, { namespaces: { ...this.#set.namespaces, ...namespaces } })
	}

	#reach(at: Position, rule: string | undefined): Reach {
		return new Reach(invoiceGraph(), (step) => {
			if (!this.#aboutInvoices) return
			const { test, axis } = step
			const name = test.kind === 'name' ? (test.local ?? '*') : `${test.kind}()`
			this.#tell(
				'no-such-path',
				at,
				rule,
				`no document has ${axis === 'attribute' ? '@' : axis === 'child' ? '' : `${axis}::`}${name} at that place of the path`,
				'Look up where the format has it, and correct the step or the context.',
			)
		})
	}

	#lets(
		lets: readonly LetSource[],
		outer: ReadonlyMap<string, Places>,
		places: Places,
		rule: string | undefined,
	): Map<string, Places> {
		const variables = new Map(outer)
		for (const source of lets) {
			const name = this.#variable(source.name)
			if (source.value === undefined) {
				variables.set(name, undefined)
				continue
			}
			const expr = this.#parse(source.value)
			const reach = this.#reach(source.value.at, rule)
			variables.set(name, reach.of(expr, { places, variables, current: places }))
			this.#patterns(expr, source.value.at, rule)
		}
		return variables
	}

	/** As expressions name it: `local`, or `{uri}local` with its prefix resolved. */
	#variable(name: string): string {
		const [prefix, local] = name.split(':') as [string, string?]
		return local === undefined ? name : `{${this.#set.namespaces[prefix] ?? ''}}${local}`
	}

	#pattern(pattern: PatternSource, globals: ReadonlyMap<string, Places>): void {
		const variables = this.#lets(pattern.lets, globals, new Set([0]), pattern.id)
		const contexts = pattern.rules.map(({ context }) => this.#parse(context))
		for (const [i, rule] of pattern.rules.entries()) {
			const by = shadowedBy(contexts, i)
			if (by !== undefined && rule.assertions.length > 0)
				for (const { id } of rule.assertions)
					this.#tell(
						'shadowed',
						rule.at,
						id,
						`the rule at line ${pattern.rules[by]!.at.line} of this pattern takes every node that this one could match`,
						'Put the narrower rule first, or into a pattern of its own.',
					)
			this.#rule(rule, contexts[i]!, variables)
		}
	}

	#rule(rule: RuleSource, context: Expr, globals: ReadonlyMap<string, Places>): void {
		const named = rule.id ?? rule.assertions[0]?.id
		const places = this.#aboutInvoices
			? this.#reach(rule.context.at, named).context(context, globals)
			: undefined
		this.#patterns(context, rule.context.at, named)
		// A context that no document has is told once; its tests have nothing to add.
		if (places?.size === 0) return
		const variables = this.#lets(rule.lets, globals, places, named)
		for (const assertion of rule.assertions) {
			this.#language(assertion)
			this.#assertion(assertion, { places, variables, current: places })
		}
	}

	#assertion({ id, kind, test }: AssertionSource, focus: Focus): void {
		const expr = this.#parse(test)
		const before = this.#problems.length
		const reach = this.#reach(test.at, id)
		reach.of(expr, focus)
		this.#patterns(expr, test.at, id)
		this.#codes(expr, test.at, id, focus)
		// What leads nowhere has been told; that it also makes the test constant is no news.
		if (this.#problems.slice(before).some((problem) => problem.kind === 'no-such-path')) return
		const quiet = new Reach(invoiceGraph())
		const truth = truthOf(expr, (one) => this.#aboutInvoices && quiet.of(one, focus)?.size === 0)
		if (truth === undefined) return
		const fails = truth === (kind === 'report')
		this.#tell(
			fails ? 'never-true' : 'always-true',
			test.at,
			id,
			fails ? `the test of ${id} fails whatever the document holds` : `the test of ${id} can never fail`,
			fails ? 'Correct the test: no document could pass it.' : 'Correct the test, or take the rule out.',
		)
	}

	#language({ id, at, diagnostics }: AssertionSource): void {
		if (this.#explained) {
			const said = explain(id)
			for (const lang of ['fr', 'en'] as const)
				if (said === undefined || [said.message, said.why, said.fix].some((one) => one[lang].trim() === ''))
					this.#tell(
						'language',
						at,
						id,
						`${id} has no explanation in ${lang}`,
						'Add it under rules/explanations/.',
					)
			return
		}
		const spoken = this.#languages()
		const own = new Set(diagnostics.flatMap(({ lang }) => lang ?? []))
		for (const lang of spoken)
			if (own.size > 0 && !own.has(lang))
				this.#tell(
					'language',
					at,
					id,
					`${id} has no diagnostic in ${lang}, which others have`,
					`Add one with xml:lang="${lang}".`,
				)
	}

	#spoken: ReadonlySet<string> | undefined

	#languages(): ReadonlySet<string> {
		return (this.#spoken ??= new Set(
			this.#set.patterns.flatMap(({ rules }) =>
				rules.flatMap(({ assertions }) =>
					assertions.flatMap(({ diagnostics }) => diagnostics.flatMap(({ lang }) => lang ?? [])),
				),
			),
		))
	}

	#patterns(expr: Expr, at: Position, rule: string | undefined): void {
		for (const one of within(expr)) {
			if (one.kind !== 'call' || one.name.uri !== functionNamespace) continue
			if (!['matches', 'replace', 'tokenize'].includes(one.name.local)) continue
			const pattern = one.args[1]
			const slow = pattern?.kind === 'string' ? slowPart(pattern.value) : undefined
			if (slow !== undefined)
				this.#tell(
					'slow-pattern',
					at,
					rule,
					`the regular expression can read one text in more and more ways, going round at ${slow}`,
					'Let every letter be read by one part only: no repetition inside a repetition over the same letters.',
				)
		}
	}

	/** Texts compared with a coded value that its list does not have. */
	#codes(expr: Expr, at: Position, rule: string, focus: Focus): void {
		const quiet = new Reach(invoiceGraph())
		const visit = (one: Expr, inner: Focus): void => {
			if (one.kind === 'general' || one.kind === 'value')
				for (const [value, other] of [
					[one.left, one.right],
					[one.right, one.left],
				] as const) {
					const lists = this.#listsOf(bare(value), inner)
					if (lists === undefined) continue
					for (const code of literals(other))
						if (code !== '' && !isListed(lists, code))
							this.#tell(
								'unknown-code',
								at,
								rule,
								`“${code}” is in none of the lists ${[...new Set(lists)].join(', ')}`,
								'Check its spelling, or add the release that has it under rules/codelists/.',
							)
				}
			if (one.kind === 'path') {
				let places = one.root ? new Set([0]) : inner.places
				for (const step of one.steps) {
					places = quiet.of(
						{ kind: 'path', root: false, steps: [{ ...step, predicates: [] }] },
						{ ...inner, places },
					) as Set<number> | undefined
					for (const predicate of step.predicates) visit(predicate, { ...inner, places })
				}
				return
			}
			for (const part of partsOf(one)) visit(part.expr, inner)
		}
		if (this.#aboutInvoices) visit(expr, focus)
	}

	/** The lists of the values that an expression gives, where all that it may lead to are coded. */
	#listsOf(expr: Expr, focus: Focus): readonly string[] | undefined {
		const places = new Reach(invoiceGraph()).of(expr, focus)
		if (places === undefined || places.size === 0) return undefined
		const above = expr.kind === 'path' ? expr.steps.at(-2) : undefined
		const parent = above?.kind === 'axis' && above.test.kind === 'name' ? above.test.local : undefined
		const found = [...places].map((place) => listsAt(invoiceGraph().places[place]!.local, parent))
		return found.some((one) => one === undefined) ? undefined : found.flatMap((one) => one!)
	}
}

/** The value that a function only tidies. */
function bare(expr: Expr): Expr {
	if (
		expr.kind === 'call' &&
		expr.name.uri === functionNamespace &&
		['normalize-space', 'string'].includes(expr.name.local)
	)
		return expr.args[0] === undefined ? { kind: 'context' } : bare(expr.args[0])
	return expr
}

function literals(expr: Expr): string[] {
	if (expr.kind === 'string') return [expr.value]
	return expr.kind === 'sequence' ? expr.items.flatMap(literals) : []
}
