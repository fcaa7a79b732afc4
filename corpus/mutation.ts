/**
 * `rules mutate` over our Schematron sets: each assertion broken in every way, and every stated case run once.
 *
 * An assertion that stands in several sets (the published reading of a national rule, the European rules inside
 * the extended French profile) is broken in the first of them only.
 */
import { type AssertionSource, Fault } from '#engine'
import { identifierChecks, listValues } from '#rules'
import { type Score, scoreOf, Trial, withMutants } from '#rules/workbench'
import { loadOwn, type OwnRuleSetId, ownRuleSets } from '#schematron'
import { known, ownRuleSet } from '../server/rule-sets.ts'
import type { StatedCase } from './case.ts'
import { asOf } from './runner.ts'
import { readingsOf, tryCases } from './trials.ts'

export const caseFolder = import.meta.dirname

export interface MutationOptions {
	/** Only every so many-th assertion; all unless given. */
	readonly every?: number
	/** Only cases of files whose name it matches; all unless given. */
	readonly cases?: RegExp
	readonly progress?: (done: number) => void
}

export function mutateSet(
	set: string,
	{ every = 1, cases, progress = () => {} }: MutationOptions = {},
): Score {
	const ids = Object.keys(ownRuleSets) as OwnRuleSetId[]
	const id = ids.find((one) => one === set)
	if (id === undefined)
		throw new Fault('usage', `There is no rule set ${set}; write one of ${ids.join(', ')}.`)
	const start = performance.now()
	const before = new Set(ids.slice(0, ids.indexOf(id)).flatMap((one) => assertionsOf(one).map(placeOf)))
	let count = 0
	const mutated = withMutants(
		loadOwn(id),
		(assertion) => !before.has(placeOf(assertion)) && count++ % every === 0,
	)
	const rules = mutated.originals.length - mutated.mutants.length
	if (rules === 0) return scoreOf(id, 0, [], () => true, performance.now() - start)
	const trial = new Trial(
		mutated,
		{ lists: listValues(asOf, /\bcii\b/.test(id) ? 'cii' : 'ubl'), checks: identifierChecks },
		known,
	)
	const loaded = { ruleSet: trial.ruleSet, checkedWith: [{ id, version: '', sha256: '' }] }
	const tried = new Map([[id, { loaded, settle: () => trial.settle() }]])
	tryCases(
		caseFolder,
		tried,
		ownRuleSet,
		(stated) => runs(id, stated) && (cases?.test(stated.at.file) ?? true),
		progress,
	)
	const shown = mutated.mutants.map((mutant) => ({ ...mutant, file: shortened(mutant.file) }))
	return scoreOf(id, rules, shown, (i) => trial.noticed.has(i), performance.now() - start)
}

/** Whether a case is judged by the set: cases that name none are judged by the European rules and those beyond them. */
const runs = (id: OwnRuleSetId, { rules }: StatedCase): boolean =>
	rules === undefined ? /^(?:en16931|beyond)-/.test(id) : readingsOf(rules).includes(id)

const assertionsOf = (id: OwnRuleSetId): AssertionSource[] =>
	loadOwn(id).patterns.flatMap(({ rules }) => rules.flatMap(({ assertions }) => assertions))

const placeOf = ({ id, test, at }: AssertionSource): string => `${at.file}:${at.line} ${id} ${test.text}`

/** Below the checkout. */
const shortened = (file: string): string => file.replace(/^.*\/(?=schematron\/)/, '')
