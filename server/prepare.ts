/** Compiles our own rule sets and keeps them: run by `npm ci` and by the build. */
import { type OwnRuleSetId, ownRuleSets } from '#schematron'
import { prepareOwn } from './rule-sets.ts'

for (const id of Object.keys(ownRuleSets) as OwnRuleSetId[]) prepareOwn(id)
