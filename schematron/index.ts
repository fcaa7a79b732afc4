/** The door of the room: ISO Schematron in, rule sets out. */
export { loadSchematron } from './files.ts'
export type { Resolve } from './include.ts'
export { loadOwn, type OwnRuleSet, type OwnRuleSetId, ownRuleSets, type RuleTexts } from './own.ts'
export { type ReadOptions, readSchematron } from './read.ts'
export { prefixesFor, type SvrlOptions, svrlReport } from './report.ts'
export { type SvrlMark, type SvrlOutcome, type SvrlRun, type SvrlText, svrl } from './svrl.ts'
