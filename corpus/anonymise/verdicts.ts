/** Whether two texts of one invoice are judged the same: by all that `check` asks, and by every set taken alone. */
import { parseTree, Tree } from '#engine'
import { recognise, type Verdict, validate } from '#rules'
import { type OwnRuleSetId, ownRuleSets } from '#schematron'
import { openPlatform } from '../../server/platform.ts'
import { ownRuleSet } from '../../server/rule-sets.ts'

/** One line a decision or finding, in order: what must stay the same. */
export type Judgement = readonly string[]

export function judging(asOf: string): (text: string) => Judgement {
	const encoder = new TextEncoder()
	const into = new Tree()
	const platform = openPlatform({})({})
	const context = { source: '', sha256: '', asOf, into, limits: { findings: Number.MAX_SAFE_INTEGER } }
	return (text) => {
		const bytes = encoder.encode(text)
		const chosen = validate(bytes, {
			...context,
			platform,
			rules: { kind: 'chosen', load: ownRuleSet, national: { reading: 'text' } },
		}).verdict
		const syntax = syntaxOf(text)
		if (syntax === undefined) return linesOf(chosen)
		const ids = (Object.keys(ownRuleSets) as OwnRuleSetId[]).filter((id) => id.split('-').includes(syntax))
		const ruleSets = ids.map((id) => ownRuleSet(id, asOf))
		const alone = validate(bytes, { ...context, rules: { kind: 'alone', ruleSets } }).verdict
		return [...linesOf(chosen), ...linesOf(alone)]
	}
}

function syntaxOf(text: string): 'ubl' | 'cii' | undefined {
	const { tree } = parseTree(text)
	const syntax = tree && recognise(tree).syntax
	return syntax === undefined ? undefined : syntax === 'cii' ? 'cii' : 'ubl'
}

function linesOf({ verdict, rejections, findings }: Verdict): string[] {
	return [
		verdict,
		...rejections.map(({ code, findings: of }) => `${code} ${of.length}`),
		...findings.map(({ rule, ruleSet, severity, kind, location }) =>
			[ruleSet, rule, severity, kind ?? '', location.path].join(' '),
		),
	]
}
