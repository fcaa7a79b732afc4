/** What the rules team's commands take from the corpus. */

export { cannotBreak, coverCases } from './coverage.ts'
export { type MutationOptions, mutateSet } from './mutation.ts'
export { shownCases } from './shown.ts'
export { type CaseTest, testCases } from './testing.ts'
