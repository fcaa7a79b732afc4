/**
 * SVRL: what each rule set did on the document, pattern by pattern.
 *
 * A verdict does not hold that, so the rule sets are run once more, watched. One document under one rule set
 * is an SVRL file as it stands; several are put into one element of ours, each under the name of its document.
 */
import { parseTree } from '#engine'
import { judgingOn, type Rules, recognise } from '#rules'
import { svrlReport } from '#schematron'
import type { Report } from './report.ts'

export interface SvrlRequest {
	readonly source: string
	/** The document's text; absent where it could not be decoded. */
	readonly text: string | undefined
	readonly rules: Rules
	/** The date whose rules apply. */
	readonly asOf: string
}

/** One SVRL document a rule set; none where the text is not XML, of which the verdict speaks. */
export function svrlOf({ source, text, rules, asOf }: SvrlRequest): readonly string[] {
	const tree = text === undefined ? undefined : parseTree(text).tree
	if (tree === undefined) return []
	const loaded = judgingOn(tree, recognise(tree), { rules, asOf })
	return loaded.map(({ ruleSet }) =>
		svrlReport(ruleSet, tree, { document: source, now: `${asOf}T00:00:00Z` }),
	)
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

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)
}
