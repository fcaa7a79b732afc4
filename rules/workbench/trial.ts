/**
 * A rule set and its mutants, tried together over invoices.
 *
 * The mutants of an assertion stand beside it in its rule, so one pass over an invoice runs them all at the
 * nodes where the rule fires. What each comes to is counted and not reported; a mutant whose counts differ from
 * its original's in one invoice is noticed there, and not run any more.
 */
import {
	type AssertionSource,
	compileProgram,
	DynamicError,
	type LinkOptions,
	linkProgram,
	type Program,
	parseXPath,
	type RuleSet,
	type RuleSetSource,
} from '#engine'
import { neighbour } from './neighbours.ts'
import { type MutantKind, mutantsOf } from './xpath-mutants.ts'
import { xpathText } from './xpath-text.ts'

export interface SetMutant {
	/** The assertion's id. */
	readonly rule: string
	readonly kind: MutantKind
	readonly change: string
	/** The test as it was and as it is. */
	readonly test: string
	readonly mutant: string
	readonly file: string
	readonly line: number
}

/** What stays the same of a mutant from run to run, to name it in a list. */
export const nameOf = ({ rule, change, mutant }: SetMutant): string => `${rule} | ${change} | ${mutant}`

/** Mutants of all assertions that `wanted` takes, and the set with them put in. */
export interface MutantSet {
	readonly source: RuleSetSource
	readonly mutants: readonly SetMutant[]
	/** By assertion in the order of the source: its original's place in that order, and its mutant; the original has none. */
	readonly originals: readonly number[]
	readonly numbers: readonly (number | undefined)[]
}

export interface Span {
	/** Only every so many-th assertion, beginning with `first`; all unless given. */
	readonly every?: number
	readonly first?: number
}

export function withMutants(set: RuleSetSource, wanted: (assertion: AssertionSource) => boolean): MutantSet {
	const mutants: SetMutant[] = []
	const originals: number[] = []
	const numbers: (number | undefined)[] = []
	const patterns = set.patterns.map((pattern) => ({
		...pattern,
		rules: pattern.rules.map((rule) => ({
			...rule,
			assertions: rule.assertions.filter(wanted).flatMap((assertion) => {
				const bare: AssertionSource = { ...assertion, parts: [], diagnostics: [], properties: [] }
				const family = [bare, ...mutated(bare, set, mutants)]
				const original = originals.length
				for (const [i] of family.entries()) {
					originals.push(original)
					numbers.push(i === 0 ? undefined : mutants.length - family.length + i)
				}
				return family
			}),
		})),
	}))
	return { source: { ...set, patterns }, mutants, originals, numbers }
}

function mutated(assertion: AssertionSource, set: RuleSetSource, into: SetMutant[]): AssertionSource[] {
	const { text, at, namespaces } = assertion.test
	const names = { ...set.namespaces, ...namespaces }
	const found = mutantsOf(parseXPath(text, { namespaces: names }), neighbour)
	const seen = new Set<string>([xpathText(parseXPath(text, { namespaces: names }), names)])
	return found.flatMap(({ kind, change, expr }) => {
		const mutant = xpathText(expr, names)
		if (seen.has(mutant)) return []
		seen.add(mutant)
		into.push({ rule: assertion.id, kind, change, test: text, mutant, file: at.file, line: at.line })
		return [{ ...assertion, test: { ...assertion.test, text: mutant } }]
	})
}

/** Runs a mutant set over trees and remembers which mutants were noticed, and which assertions ever ran. */
export class Trial {
	readonly ruleSet: RuleSet
	readonly noticed: Set<number> = new Set()
	readonly #set: MutantSet
	readonly #failures: Int32Array
	readonly #errors: Uint8Array
	readonly #touched: number[] = []
	/** Mutants that fell by assertion; they are passed over. */
	readonly #fallen: Uint8Array

	constructor(
		set: MutantSet,
		options: Omit<LinkOptions, 'module'>,
		names: Parameters<typeof compileProgram>[1],
	) {
		this.#set = set
		this.#failures = new Int32Array(set.originals.length)
		this.#errors = new Uint8Array(set.originals.length)
		this.#fallen = new Uint8Array(set.originals.length)
		const program = compileProgram(set.source, names)
		this.ruleSet = linkProgram(program, {
			...options,
			module: (runtime) => {
				const linked = (new Function('rt', program.code) as NonNullable<LinkOptions['module']>)(runtime)
				return { ...linked, tests: linked.tests.map((test, i) => this.#watched(program, test, i)) }
			},
		})
	}

	/** To be called after each invoice. */
	settle(): void {
		const { originals, numbers } = this.#set
		// The original ran wherever a mutant did, unless its guard let it pass unrun: then it found nothing.
		for (const assertion of this.#touched) {
			const original = originals[assertion]!
			const first = original
			for (let i = first; i < originals.length && originals[i] === original; i++)
				if (i !== original && !this.#fallen[i] && this.#outcome(i) !== this.#outcome(original)) {
					this.#fallen[i] = 1
					this.noticed.add(numbers[i]!)
				}
		}
		for (const assertion of this.#touched) {
			this.#failures[assertion] = 0
			this.#errors[assertion] = 0
		}
		this.#touched.length = 0
	}

	/** A rule that errs on one node has no verdict of its own on the others. */
	#outcome(assertion: number): number {
		return this.#errors[assertion] === 1 ? -1 : this.#failures[assertion]!
	}

	#watched(
		program: Program,
		test: ReturnType<NonNullable<LinkOptions['module']>>['tests'][number],
		i: number,
	): typeof test {
		const report = program.assertions[i]!.kind === 'report'
		return (tree, node, state) => {
			if (this.#fallen[i]) return !report
			try {
				if (test(tree, node, state) === report) {
					const before = this.#failures[i]!
					this.#failures[i] = before + 1
					if (before === 0) this.#touched.push(i)
				}
			} catch (error) {
				if (!(error instanceof DynamicError || error instanceof RangeError)) throw error
				state.depth = 0
				this.#errors[i] = 1
				this.#touched.push(i)
			}
			return !report
		}
	}
}
