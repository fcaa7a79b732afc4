/** A compiled rule set linked with the code lists of a day. No module of Node is asked: browsers do it too. */
import { linkProgram, type ModuleFunction, type Program } from '#engine'
import {
	type CheckedWith,
	type CodeList,
	codeLists,
	identifierChecks,
	type LoadedRuleSet,
	listsInForce,
	listValues,
} from '#rules'

export interface Compiled {
	readonly program: Program
	/** The program's module, where it was kept compiled. */
	readonly module?: ModuleFunction
	readonly checkedWith: CheckedWith
	/** Linked with the code lists of a day, by the day and by the releases that hold on it: such days share one. */
	readonly linked: Map<string, LoadedRuleSet>
}

/** Days remembered; more only hostile callers ask for. */
const mostDays = 1000

/** `sha256`: over UTF-8, as lower-case hexadecimal. */
export function linked(
	id: string,
	compiled: Compiled,
	asOf: string,
	sha256: (bytes: Uint8Array) => string,
	held: readonly CodeList[] = codeLists,
): LoadedRuleSet {
	const { program, module, linked: known } = compiled
	const today = known.get(asOf)
	if (today !== undefined) return today
	const releases = listsInForce(asOf, held).filter((list) => program.lists.includes(list.id))
	const key = releases.map(({ id, version, from }) => `${id} ${version} ${from}`).join('\n')
	let loaded = known.get(key)
	if (loaded === undefined) {
		const lists = listValues(asOf, /\bcii\b/.test(id) ? 'cii' : 'ubl', held)
		const digests = releases.map((list) => ({
			id: `codelist-${list.id}`,
			version: list.version,
			sha256: sha256(new TextEncoder().encode(lists[list.id]!.join('\n'))),
		}))
		loaded = {
			ruleSet: linkProgram(program, { lists, checks: identifierChecks, ...(module && { module }) }),
			checkedWith: [compiled.checkedWith, ...digests],
		}
		known.set(key, loaded)
	}
	if (known.size > mostDays) known.clear()
	known.set(asOf, loaded)
	return loaded
}
