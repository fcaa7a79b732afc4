/**
 * Runs a rule set over a document and writes what happened as SVRL.
 *
 * Locations use the prefixes of the rule set; a namespace of the document that has none there gets one, so
 * that every location is an XPath that any reader of the report can evaluate.
 */
import type { RuleFinding, RuleSet, Tree } from '#engine'
import { type SvrlOutcome, type SvrlText, svrl } from './svrl.ts'

export interface SvrlOptions {
	/** Name or address of the document. */
	readonly document?: string
	/** What current-date() and its like give: an xs:dateTime with time zone. */
	readonly now?: string
	/** What is known of a finding beside the rule set; it stands after the rule's own properties. */
	readonly beside?: (finding: RuleFinding) => NonNullable<SvrlOutcome['properties']>
}

export function svrlReport(ruleSet: RuleSet, tree: Tree, options: SvrlOptions = {}): string {
	const { program } = ruleSet
	const clock = options.now === undefined ? {} : { now: options.now }
	const { namespaces, prefixes } = prefixesFor(program.namespaces, tree)
	const fired = program.patterns.map((): { rule: number; node: number }[] => [])
	const { findings } = ruleSet.run(tree, {
		...clock,
		prefixes,
		onFired: (rule, node) => fired[program.rules[rule]!.pattern]!.push({ rule, node }),
	})
	const found = Map.groupBy(
		findings,
		({ assertion, context }) => `${program.assertions[assertion]!.rule} ${context}`,
	)

	const said = (node: number, text: number, rich: number | undefined): SvrlText =>
		rich === undefined ? ruleSet.text(tree, node, text, clock) : ruleSet.rich(tree, node, rich, clock)
	const outcome = (finding: RuleFinding, node: number): SvrlOutcome => {
		const assertion = program.assertions[finding.assertion]!
		const whole = finding.kind !== 'error'
		const own = whole ? assertion.properties : []
		return {
			kind: finding.kind,
			assertion,
			location: finding.location.path,
			text:
				whole && assertion.rich !== undefined ? said(node, assertion.message, assertion.rich) : finding.text,
			diagnostics: whole
				? assertion.diagnostics.map((one) => ({ ...one, text: said(node, one.text, one.rich) }))
				: [],
			properties: [
				...own.map((one) => ({ ...one, text: said(node, one.text, one.rich) })),
				...(options.beside?.(finding) ?? []),
			],
		}
	}

	const { title, phase, schemaVersion } = program
	return svrl({
		...(title === undefined ? {} : { title }),
		...(phase === undefined ? {} : { phase }),
		...(schemaVersion === undefined ? {} : { schemaVersion }),
		...(options.document === undefined ? {} : { document: options.document }),
		namespaces,
		patterns: program.patterns.map((pattern, index) => ({
			pattern,
			fired: fired[index]!.toSorted((a, b) => a.node - b.node).map(({ rule, node }) => ({
				rule: program.rules[rule]!,
				outcomes: (found.get(`${rule} ${node}`) ?? [])
					.toSorted((a, b) => a.assertion - b.assertion)
					.map((finding) => outcome(finding, node)),
			})),
		})),
	})
}

interface Prefixes {
	readonly namespaces: Readonly<Record<string, string>>
	/** URI → prefix; the first that the rule set declares. */
	readonly prefixes: ReadonlyMap<string, string>
}

/** Those declared, and one for each other namespace of the document. */
export function prefixesFor(declared: Readonly<Record<string, string>>, tree: Tree): Prefixes {
	const namespaces: Record<string, string> = { ...declared }
	// This prefix is bound to this namespace everywhere, and declared nowhere.
	const prefixes = new Map([['http://www.w3.org/XML/1998/namespace', 'xml']])
	for (const [prefix, uri] of Object.entries(declared)) if (!prefixes.has(uri)) prefixes.set(uri, prefix)
	let number = 0
	for (let node = 1; node < tree.count; node++) {
		const uri = tree.name[node]! < 0 ? '' : tree.names.uri(tree.name[node]!)
		if (uri === '' || prefixes.has(uri)) continue
		do number++
		while (`ns${number}` in namespaces)
		prefixes.set(uri, `ns${number}`)
		namespaces[`ns${number}`] = uri
	}
	return { namespaces, prefixes }
}
