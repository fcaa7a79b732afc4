/** The rules team's tools: write a rule, find its faults, try it, count what it reaches, break it on purpose, show it. */
export { editorSchema } from './editor.ts'
export { type Failure, type Trials, tryExamples } from './examples.ts'
export { platformFiles } from './files.ts'
export { fileOf, type NewRule, newRule } from './new.ts'
export { mutatePlatform, suggestions } from './platform-score.ts'
export { equivalents, type Score, type Shown, scoreOf, together } from './score.ts'
export { type MutantSet, type SetMutant, Trial, withMutants } from './trial.ts'
