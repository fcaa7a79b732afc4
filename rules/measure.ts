/**
 * What a rule that compares found in a document and what it expected, for the rules that the catalogue knows.
 *
 * The finding says which rule failed where; the document is looked at again from there. Only documents of a
 * known syntax can be measured; a rule that compares nothing, or whose values are no numbers, measures nothing.
 */
import type { Finding, Tree } from '#engine'
import { beyond } from './measures/beyond.ts'
import type { Measure, Measured, Measures, Sight } from './measures/sight.ts'
import { sums } from './measures/sums.ts'
import { values } from './measures/values.ts'
import { vat } from './measures/vat.ts'
import type { Recognition } from './syntax.ts'

export type { Measured } from './measures/sight.ts'

const families: readonly Measures[] = [(rule) => sums[rule], vat, ...values, beyond]

/** The measures of each rule met; bounded by the rules there are. */
const byRule = new Map<string, readonly Measure[]>()

function measuresOf(rule: string): readonly Measure[] {
	let measures = byRule.get(rule)
	if (measures === undefined) {
		measures = families.flatMap((family) => family(rule) ?? [])
		byRule.set(rule, measures)
	}
	return measures
}

/** A finding; `context` is the node that its rule fired on where that is not the node it points at. */
export type Measurable = Pick<Finding, 'rule' | 'node'> & { readonly context?: number }

/** Looks at one document; the tree must still hold it when the result is called. */
export function measuring(
	tree: Tree,
	recognition: Recognition,
): (finding: Measurable) => Measured | undefined {
	const { syntax, node: invoice } = recognition
	const groups: Sight['groups'] = new Map()
	return (finding) => {
		if (syntax === undefined) return undefined
		const measures = measuresOf(finding.rule)
		if (measures.length === 0) return undefined
		const sight = { tree, invoice, syntax, node: finding.context ?? finding.node, groups }
		for (const measure of measures) {
			const measured = measure(sight)
			if (measured === undefined) continue
			// What shows no difference would contradict the finding, whose cause lies elsewhere.
			return measured.found !== undefined && measured.found === measured.expected ? undefined : measured
		}
		return undefined
	}
}
