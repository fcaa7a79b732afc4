/**
 * Whether a generated invoice is valid: no fatal finding by whatever `check` would ask, the platform's own rules
 * and the directory among it, nor by any shipped rule set for whole invoices of its syntax taken alone.
 *
 * The extended profile takes the place of the European rules, which an invoice that uses its room does not pass.
 */
import { Tree } from '#engine'
import { type StructureLookup, validate } from '#rules'
import { type OwnRuleSetId, ownRuleSets } from '#schematron'
import { openPlatform } from '../../server/platform.ts'
import { ownRuleSet } from '../../server/rule-sets.ts'
import { profiles } from './choices.ts'
import type { Generated } from './stream.ts'

/** `BR-01 /Invoice …` for each fatal finding, with the rule set; none for a valid invoice. */
export type Checker = (one: Generated) => readonly string[]

export function checker(structures: StructureLookup, asOf: string): Checker {
	const platform = { ...openPlatform({})({}), directory: structures }
	const encoder = new TextEncoder()
	const into = new Tree()
	return ({ name, syntax, text, invoice }) => {
		const context = { source: name, sha256: '', asOf, platform, into }
		const { verdict } = validate(encoder.encode(text), {
			...context,
			rules: { kind: 'chosen', load: ownRuleSet, beyond: 'refuse', national: { reading: 'text' } },
		})
		const found = fatal(verdict)
		if (verdict.verdict !== 'accepted' && found.length === 0)
			found.push(`${verdict.verdict} without a finding`)
		if (syntax === 'json') return found
		const { platform: _, ...alone } = context
		const sets = setsFor(syntax, invoice.profile === profiles.extended)
		const ruleSets = sets.map((id) => ownRuleSet(id, asOf))
		const { verdict: byAll } = validate(encoder.encode(text), {
			...alone,
			rules: { kind: 'alone', ruleSets },
		})
		return [...found, ...fatal(byAll)]
	}
}

/** Flow 1 judges extracts, which are no whole invoices. */
function setsFor(syntax: 'ubl' | 'cii', extended: boolean): OwnRuleSetId[] {
	const ids = Object.keys(ownRuleSets) as OwnRuleSetId[]
	return ids.filter(
		(id) =>
			id.split('-').includes(syntax) && !id.startsWith('ppf') && !(extended && id.startsWith('en16931')),
	)
}

const fatal = ({ findings }: ReturnType<typeof validate>['verdict']): string[] =>
	findings
		.filter(({ severity }) => severity === 'fatal')
		.map(({ rule, ruleSet, location }) => `${ruleSet} ${rule} ${location.path}`)
