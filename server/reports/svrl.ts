/**
 * SVRL: what each rule set did on the document, pattern by pattern.
 *
 * A verdict does not hold that, so the rule sets are run once more, watched. What the verdict knows beyond them
 * (cause, place, change, proof) stands as properties of the same failed assertion. Findings that no Schematron
 * made, of structure or of the platform, follow in a report of their own: silence would read as success.
 * One document under one rule set is an SVRL file as it stands; several are put into one element of ours, each
 * under the name of its document.
 */
import { parseTree, type Tree } from '#engine'
import { type ExplainedFinding, judgingOn, type Lang, type Rules, recognise, type Verdict } from '#rules'
import { prefixesFor, type SvrlOptions, type SvrlOutcome, svrlReport, svrl as written } from '#schematron'
import { escaped } from './markup.ts'
import { remedyOf } from './remedy.ts'
import type { Report } from './report.ts'

export interface SvrlRequest {
	/** What was found, with causes and corrections where they were looked for. */
	readonly verdict: Verdict
	/** The document's text; absent where it could not be decoded. */
	readonly text: string | undefined
	readonly rules: Rules
	readonly lang: Lang
}

/** One SVRL document a rule set, one of the other findings; of Schematrons alone none where the text is no XML. */
export function svrlOf({ verdict, text, rules, lang }: SvrlRequest): readonly string[] {
	const { source, asOf, findings } = verdict
	const tree = text === undefined ? undefined : parseTree(text).tree
	const loaded = tree === undefined ? [] : judgingOn(tree, recognise(tree), { rules, asOf })
	const beside: SvrlOptions['beside'] = ({ rule, ruleSet, location }) => {
		const index = findings.findIndex(
			(one) => one.rule === rule && one.ruleSet === ruleSet && samePlace(one.location, location),
		)
		return index < 0 ? [] : propertiesOf(verdict, index, lang)
	}
	const run = { document: source, now: `${asOf}T00:00:00Z`, beside }
	const documents = tree === undefined ? [] : loaded.map(({ ruleSet }) => svrlReport(ruleSet, tree, run))
	const ids = new Set(loaded.map(({ ruleSet }) => ruleSet.program.id))
	const others = findings.flatMap(({ ruleSet }, index) => (ids.has(ruleSet) ? [] : [index]))
	if (rules.kind === 'alone' || others.length === 0) return documents
	return [...documents, reportOf(verdict, others, { tree, lang })]
}

type Place = ExplainedFinding['location']

/** Attributes have the offset of their element. */
function samePlace(a: Place, b: Place): boolean {
	return a.offset === b.offset && attributeName.exec(a.path)?.[0] === attributeName.exec(b.path)?.[0]
}

const attributeName = /@(?:[^/:]*:)?([^/:]*)$/

/** In the name of the program, so that no property of a rule set is taken for one of these. */
function propertiesOf(verdict: Verdict, index: number, lang: Lang): NonNullable<SvrlOutcome['properties']> {
	return remedyOf(verdict, index, lang).map(({ kind, text }) => ({
		id: `recevable-${kind}`,
		role: kind,
		text,
	}))
}

/** Findings without assertion, a pattern for each of those who made them. */
function reportOf(
	verdict: Verdict,
	indexes: readonly number[],
	{ tree, lang }: { readonly tree: Tree | undefined; readonly lang: Lang },
): string {
	const { namespaces, prefixes } =
		tree === undefined ? { namespaces: {}, prefixes: new Map<string, string>() } : prefixesFor({}, tree)
	const outcome = (index: number): SvrlOutcome => {
		const { rule, severity, location, message } = verdict.findings[index]!
		const node = tree === undefined ? undefined : nodeAt(tree, location)
		return {
			kind: 'assert',
			assertion: { id: rule, test: rule, flag: severity, lang },
			location: node === undefined ? '/' : tree!.locate(node, prefixes).path,
			text: message[lang],
			properties: propertiesOf(verdict, index, lang),
		}
	}
	const groups = Map.groupBy(indexes, (index) => verdict.findings[index]!.ruleSet)
	return written({
		title: 'recevable',
		namespaces,
		document: verdict.source,
		patterns: [...groups].map(([ruleSet, members]) => ({
			pattern: { id: ruleSet, name: ruleSet },
			fired: [{ rule: { context: '/' }, outcomes: members.map(outcome) }],
		})),
	})
}

/**
 * The node that a place of the verdict names; none where the place is not in the XML. The Tree keeps where a start
 * tag ends, and a place says where it begins: the node is among the first that end after it.
 */
function nodeAt(tree: Tree, { offset, path }: Place): number | undefined {
	let end: number | undefined
	for (let node = 1; node < tree.count; node++) {
		const at = tree.offset[node]!
		if (at < offset) continue
		if (tree.locate(node).path === path) return node
		if (at > (end ?? at)) return undefined
		if (at > offset) end = at
	}
	return undefined
}

const declaration = /^<\?xml[^>]*\?>\s*/

export interface SvrlFrame {
	readonly open: string
	readonly close: string
	one(source: string, documents: readonly string[]): string
}

/** Several SVRL documents as one XML document. */
export const svrlFrame: SvrlFrame = {
	open: '<?xml version="1.0" encoding="UTF-8"?>\n<svrl-reports xmlns="urn:recevable:svrl-reports">\n',
	one: (source, documents) =>
		`<document name="${escaped(source)}">\n${documents.map((d) => d.replace(declaration, '')).join('\n')}\n</document>\n`,
	close: '</svrl-reports>\n',
}

/** `one` writes what `svrlOf` made, given as `rendering.svrl`. */
export const svrl: Report = { name: 'svrl', one: (_verdict, { svrl = '' }) => svrl }
