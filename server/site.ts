/** The catalogue of the rules that this program holds, as pages by their path; made when it is first asked for. */
import { loadPlatformRules } from '#rules'
import { entriesOf, type SiteOptions, site } from '#rules/workbench'
import { loadOwn, type OwnRuleSetId, ownRuleSets } from '#schematron'

export function ruleSite(options: SiteOptions = {}, folder?: string): Map<string, string> {
	const sets = (Object.keys(ownRuleSets) as OwnRuleSetId[]).map((id) => loadOwn(id))
	return site(entriesOf(sets, loadPlatformRules(folder)), options)
}
