/** The rules team's tools: write a rule, find its faults, try it, count what it reaches, break it on purpose, show it. */

export { houseAdvice } from '../catalogue/house.ts'
export { type AssertionCount, Counter, type Coverage, passed } from './coverage.ts'
export { coveragePage } from './coverage-page.ts'
export { editorSchema } from './editor.ts'
export { entriesOf, type RuleEntry } from './entries.ts'
export { type Failure, type Trials, tryExamples } from './examples.ts'
export { platformFiles } from './files.ts'
export {
	type Change,
	type Compared,
	changeOf,
	Impact,
	type ImpactReport,
	type Said,
	type Shown as ShownFinding,
	saidBy,
} from './impact.ts'
export { type ImpactTold, impactPage } from './impact-page.ts'
export { impactWords, percent } from './impact-words.ts'
export { lintPlatform } from './lint-platform.ts'
export { lintSchematron } from './lint-schematron.ts'
export { fileOf, type NewRule, newRule } from './new.ts'
export { mutatePlatform, suggestions } from './platform-score.ts'
export { exempted, exemptions, type Linted, type Problem, type ProblemKind, problemKinds } from './problem.ts'
export { Redeciding, type Unsaid, type Version } from './redecide.ts'
export { equivalents, type Score, type Shown, scoreOf, together } from './score.ts'
export { differingSeverities } from './severities.ts'
export { type ShownCase, type SiteOptions, site } from './site.ts'
export { type MutantSet, type SetMutant, Trial, withMutants } from './trial.ts'
