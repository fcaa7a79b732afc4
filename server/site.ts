/** The catalogue of the rules that this program holds, as pages by their path; made when it is first asked for. */
import { loadPlatformRules } from '#rules'
import { entriesOf, type SiteOptions, site } from '#rules/workbench'
import { loadOwn, ownRuleSets } from '#schematron'
import { type Content, platformRulesOf, textsOf } from './bundle/content.ts'

/** `from`: other rules than the program's own, or a folder of platform rules. */
export function ruleSite(options: SiteOptions = {}, from?: Content | string): Map<string, string> {
	const content = typeof from === 'object' ? from : undefined
	const texts = content && textsOf(content)
	const sets = Object.keys(texts?.sets ?? ownRuleSets).map((id) => loadOwn(id, texts))
	const platform = typeof from === 'object' ? platformRulesOf(from) : loadPlatformRules(from)
	return site(entriesOf(sets, platform), options)
}
