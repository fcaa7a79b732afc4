/**
 * A text judged for what it breaks: the proof of a mend, without explanations.
 *
 * Beside what refuses, it weighs what only shows how sound a document is: structural faults, warnings, and
 * sums that do not come out to the cent. Of two mends that satisfy the rules, the sounder one is right.
 */
import { type Finding, parseTree, type Structure, Tree } from '#engine'
import { explain } from '../explanation.ts'
import type { Sight } from '../measures/sight.ts'
import { checkInvoiceStructure } from '../structure/invoice.ts'
import { type Recognition, recognise, type Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { businessTerms } from '../terms/term.ts'
import { equationsOf, isBroken } from './equations.ts'

export interface Looked {
	readonly tree: Tree
	readonly recognition: Recognition
	readonly syntax: Syntax
	readonly invoice: number
	readonly structure: Structure
	readonly refusing: readonly Finding[]
	readonly findings: readonly Finding[]
	readonly flaws: readonly StructureFlaw[]
	/** How often each rule refuses. */
	readonly counts: ReadonlyMap<string, number>
	readonly unsoundness: number
}

export type StructureFlaw = ReturnType<typeof checkInvoiceStructure>['findings'][number]

/** The findings of all rule sets on a tree. */
export type RunRules = (tree: Tree, recognition: Recognition) => readonly Finding[]

/** Undefined for a text that is no invoice any more. */
export function look(
	text: string,
	run: RunRules,
	refuses: (finding: Finding) => boolean,
	into: Tree = new Tree(),
): Looked | undefined {
	const { tree, failure } = parseTree(text, { into })
	if (failure !== undefined) return undefined
	const recognition = recognise(tree)
	const { syntax, node: invoice } = recognition
	if (syntax === undefined || recognition.envelope !== undefined) return undefined
	const { findings: flaws, structure } = checkInvoiceStructure(tree, syntax, invoice, 100)
	const findings = run(tree, recognition)
	const refusing = [...flaws, ...findings].filter(refuses)
	const counts = new Map<string, number>()
	for (const { rule } of refusing) counts.set(rule, (counts.get(rule) ?? 0) + 1)
	const broken = equationsOf(tree, invoice, syntax).filter((equation) => isBroken(equation)).length
	const unsoundness = flaws.length + broken + findings.filter(({ severity }) => severity === 'warning').length
	return { tree, recognition, syntax, invoice, structure, refusing, findings, flaws, counts, unsoundness }
}

export function sightOf(looked: Looked, node: number): Sight {
	const { tree, invoice, syntax } = looked
	return { tree, invoice, syntax, node, groups: new Map() }
}

/** A rule that fails at many nodes is looked into at the first few. */
export function distinct(findings: readonly Finding[]): Finding[] {
	const times = new Map<string, number>()
	return findings.filter(({ rule }) => {
		const count = (times.get(rule) ?? 0) + 1
		times.set(rule, count)
		return count <= 4
	})
}

export const contextOf = (finding: Finding): number =>
	'context' in finding ? (finding.context as number) : finding.node

/** Terms that the finding's rule is about. */
export function termsOf(finding: Finding, looked: Looked): readonly TermId[] {
	const terms = explain(finding.rule, looked.syntax)?.terms ?? []
	return terms.filter((term): term is TermId => businessTerms.has(term))
}
