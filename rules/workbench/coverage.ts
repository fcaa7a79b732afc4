/**
 * How often each rule was reached, passed and failed over a corpus.
 *
 * A run that is asked which rules fire (RunOptions.onFired) goes over all of them; asked nothing, a run leaves out
 * those that can find nothing, and counting costs it nothing. An assertion passed where its rule fired and no
 * finding of it stands.
 */
import type { RuleSet } from '#engine'

export interface AssertionCount {
	readonly set: string
	readonly rule: string
	readonly context: string
	readonly file: string
	readonly line: number
	/** Nodes at which its rule fired. */
	reached: number
	failed: number
	/** Times that it could not be evaluated. */
	errors: number
	/** Invoices in which it failed. */
	invoices: number
}

export const passed = ({ reached, failed, errors }: AssertionCount): number =>
	Math.max(0, reached - failed - errors)

export interface Coverage {
	readonly invoices: number
	readonly counts: readonly AssertionCount[]
	/** Share of the assertions that were reached, in percent; what cannot be is left out. */
	readonly reached: number
	/** Share that both passed and failed. */
	readonly both: number
}

/** A finding as a verdict has it. */
interface Found {
	readonly rule: string
	readonly ruleSet: string
	readonly kind?: string
}

export class Counter {
	#invoices = 0
	readonly #sets = new Map<string, Map<string, AssertionCount>>()
	readonly #byRule = new Map<RuleSet, AssertionCount[][]>()

	/** A rule set is counted from the start, so that rules that are never reached show. */
	know(ruleSet: RuleSet): void {
		if (this.#byRule.has(ruleSet)) return
		const { id, program } = ruleSet
		const known = this.#sets.get(id) ?? new Map<string, AssertionCount>()
		this.#sets.set(id, known)
		this.#byRule.set(
			ruleSet,
			program.rules.map((rule) =>
				rule.assertions.map((number) => {
					const { id: name, at } = program.assertions[number]!
					const key = `${name} ${rule.context}`
					let count = known.get(key)
					if (count === undefined)
						known.set(
							key,
							(count = {
								set: id,
								rule: name,
								context: rule.context,
								file: at.file.replace(/^.*\/(?=schematron\/)/, ''),
								line: at.line,
								reached: 0,
								failed: 0,
								errors: 0,
								invoices: 0,
							}),
						)
					return count
				}),
			),
		)
	}

	/** To be given to validate() as `onFired`. */
	readonly fired = (ruleSet: RuleSet, rule: number): void => {
		this.know(ruleSet)
		for (const count of this.#byRule.get(ruleSet)![rule]!) count.reached++
	}

	/** A rule that fires once an invoice, as those of the platform do. */
	once(set: string, rule: string, failed: boolean): void {
		const count = this.knowOnce(set, rule)
		count.reached++
		if (failed) {
			count.failed++
			count.invoices++
		}
	}

	/** Such a rule, so that it shows even if it is never reached. */
	knowOnce(set: string, rule: string): AssertionCount {
		const known = this.#sets.get(set) ?? new Map<string, AssertionCount>()
		this.#sets.set(set, known)
		let count = known.get(rule)
		if (count === undefined) {
			count = { set, rule, context: '', file: '', line: 0, reached: 0, failed: 0, errors: 0, invoices: 0 }
			known.set(rule, count)
		}
		return count
	}

	/** To be called after each invoice with all its findings. */
	settle(findings: readonly Found[]): void {
		this.#invoices++
		const seen = new Set<AssertionCount>()
		for (const { ruleSet, rule, kind } of findings) {
			// Where one id has several contexts, the finding goes to the one that was reached.
			const counts = [...(this.#sets.get(ruleSet)?.values() ?? [])].filter((one) => one.rule === rule)
			const count = counts.find((one) => one.reached > one.failed + one.errors) ?? counts[0]
			if (count === undefined) continue
			if (kind === 'error') count.errors++
			else count.failed++
			if (!seen.has(count)) count.invoices++
			seen.add(count)
		}
	}

	/** `exempt` says which cannot be reached or broken, with reason. */
	coverage(exempt: (set: string, rule: string) => boolean = () => false): Coverage {
		const counts = [...this.#sets.values()].flatMap((set) => [...set.values()])
		const able = counts.filter(({ set, rule }) => !exempt(set, rule))
		const share = (some: readonly AssertionCount[]): number =>
			able.length === 0 ? 100 : (100 * some.length) / able.length
		return {
			invoices: this.#invoices,
			counts,
			reached: share(able.filter(({ reached }) => reached > 0)),
			both: share(able.filter((one) => one.failed > 0 && passed(one) > 0)),
		}
	}
}
