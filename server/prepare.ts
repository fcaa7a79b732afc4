/** Compiles our own rule sets, makes the browser's scripts, and keeps them: run by `npm ci` and by the build. */
import { type OwnRuleSetId, ownRuleSets } from '#schematron'
import { prepareScripts } from './browser/scripts.ts'
import { prepareOwn } from './rule-sets.ts'

for (const id of Object.keys(ownRuleSets) as OwnRuleSetId[]) prepareOwn(id)
if (!(await prepareScripts()))
	process.stderr.write('The scripts that judge in a browser were not made: their bundler is not installed.\n')
