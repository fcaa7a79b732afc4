/** `rules coverage` over the stated cases: every rule set that they run is known from the start. */
import { Tree } from '#engine'
import { type Rules, validate } from '#rules'
import type { Counter } from '#rules/workbench'
import type { OwnRuleSetId } from '#schematron'
import { ownRuleSet } from '../server/rule-sets.ts'
import constant from './cases/constant.json' with { type: 'json' }
import { makeCases } from './cases.ts'
import { caseFolder } from './mutation.ts'
import { asOf } from './runner.ts'

export function coverCases(counter: Counter, progress: (done: number) => void): void {
	const encoder = new TextEncoder()
	const into = new Tree()
	const load = (id: OwnRuleSetId) => {
		const loaded = ownRuleSet(id, asOf)
		counter.know(loaded.ruleSet)
		return loaded
	}
	let done = 0
	for (const { stated, text } of makeCases(caseFolder)) {
		const rules: Rules =
			stated.rules === undefined
				? { kind: 'chosen', load }
				: { kind: 'alone', ruleSets: stated.rules.map((id) => load(id as OwnRuleSetId)) }
		const { verdict } = validate(encoder.encode(text), {
			source: stated.title,
			sha256: '',
			asOf,
			rules,
			limits: { findings: Number.MAX_SAFE_INTEGER },
			into,
			onFired: counter.fired,
		})
		counter.settle(verdict.findings)
		progress(++done)
	}
}

/** Rules that no invoice can break, each with its reason in cases/constant.json. */
export const cannotBreak = (set: string, rule: string): boolean =>
	constant.some(({ ruleSet, rules }) => set === ruleSet && rules.includes(rule))
