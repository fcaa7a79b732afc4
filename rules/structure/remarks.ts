/**
 * What the structure check says of an invoice, as remarks of the verdict.
 *
 * A platform takes in what is valid against the published schema, so a structural fault refuses the file
 * (IRR_SYNTAX). What a Factur-X profile does not provide for is told beside it and warns: CII itself takes it,
 * and the receiver reads the rest. Terms tell which datum is concerned, so that a fault of structure and a
 * rule that fails for the same reason are seen as one.
 */
import type { Severity, StructureFinding, StructureWitness, Tree } from '#engine'
import type { Remark } from '../remark.ts'
import type { Recognition, Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { termsAt, termsOnPath } from '../terms/term.ts'
import type { Carrier, CheckedWith } from '../verdict.ts'
import { structureAdvice } from './explanations.ts'
import { checkInvoiceStructure, checkProfile, facturxProfile } from './invoice.ts'
import { type CiiVersion, listedInVerdict } from './structures.ts'

/** What a structural fault does. */
export type StructureMode = 'off' | 'warn' | 'refuse'

export interface CheckedStructure {
	readonly remarks: readonly Remark[]
	/** The tables it was checked against. */
	readonly checkedWith: readonly CheckedWith[]
	/** Of CII: which release its elements belong to. */
	readonly release?: CiiVersion
}

export interface StructureQuestion {
	readonly mode: Exclude<StructureMode, 'off'>
	readonly carrier: Carrier
	/** Most findings against the format, and as many against a profile. */
	readonly limit: number
	readonly witness?: StructureWitness
}

/** Checks an invoice against its format and, where it claims one, against its Factur-X profile. */
export function checkedStructure(
	tree: Tree,
	{ node, profile }: Recognition,
	syntax: Syntax,
	{ mode, carrier, limit, witness }: StructureQuestion,
): CheckedStructure {
	const { findings, structure, version } = checkInvoiceStructure(tree, syntax, node, limit, witness)
	const told = (finding: StructureFinding, severity: Severity): Remark =>
		remarkOf(tree, node, syntax, finding, severity)
	const remarks = findings.map((finding) => told(finding, mode === 'refuse' ? 'fatal' : 'warning'))
	let checkedWith = listedInVerdict(structure.id)
	const claimed = syntax === 'cii' ? facturxClaim(profile, carrier) : undefined
	if (claimed !== undefined) {
		const narrower = checkProfile(tree, claimed, node, limit)
		const known = new Set(findings.map(({ node }) => node))
		checkedWith = listedInVerdict(structure.id, narrower.structure.id)
		for (const finding of narrower.findings)
			if (ofProfile.has(finding.rule) && !known.has(finding.node)) remarks.push(told(finding, 'warning'))
	}
	return { remarks, checkedWith, ...(version && { release: version }) }
}

/** Faults that a profile knows and its format does not; order and values are the format's own. */
const ofProfile: ReadonlySet<string> = new Set([
	'STRUCT-UNKNOWN',
	'STRUCT-TOO-MANY',
	'STRUCT-MISSING',
	'STRUCT-ATTRIBUTE',
])

/** EN 16931 is a profile of Factur-X in a PDF; as XML it is the European standard, whose rules say what fits. */
function facturxClaim(identifier: string | undefined, carrier: Carrier) {
	const profile = facturxProfile(identifier ?? '')
	return profile === 'EN 16931' && carrier !== 'pdf' ? undefined : profile
}

function remarkOf(
	tree: Tree,
	invoice: number,
	syntax: Syntax,
	finding: StructureFinding,
	severity: Severity,
): Remark {
	const { rule, ruleSet, location, at } = finding
	const [found, expected] = comparison(finding)
	return {
		kind: 'remark',
		node: at,
		code: 'IRR_SYNTAX',
		rule,
		ruleSet,
		severity,
		terms: termsOf(tree, invoice, syntax, finding),
		location,
		...structureAdvice(finding),
		...(found !== undefined && { found }),
		...(expected !== undefined && { expected }),
	}
}

/** The element that is there, or its value, and what might be there instead. */
function comparison({
	rule,
	element,
	attribute,
	found,
	expected,
	valueKind,
}: StructureFinding): readonly [string?, string?] {
	const wanted = expected.length > 0 ? expected.join(', ') : undefined
	if (rule === 'STRUCT-VALUE') return [found, wanted ?? (valueKind && `xs:${valueKind}`)]
	if (rule === 'STRUCT-TEXT' || rule === 'STRUCT-NESTED') return [found]
	if (rule === 'STRUCT-MISSING' || rule === 'STRUCT-ATTRIBUTE-MISSING') return [undefined, wanted]
	return [attribute ?? element, wanted]
}

/** The datum concerned: that of the element, of the missing one, or of the element around an attribute. */
function termsOf(
	tree: Tree,
	invoice: number,
	syntax: Syntax,
	{ rule, node, element, attribute, neighbour }: StructureFinding,
): readonly TermId[] {
	if (rule === 'STRUCT-MISSING') {
		const parent = neighbour?.side === 'before' ? tree.parent[node]! : node
		return termsOnPath(tree, invoice, syntax, parent, element)
	}
	const terms = sureTerms(tree, invoice, syntax, node)
	return terms.length > 0 || attribute === undefined || tree.parent[node] === 0
		? terms
		: sureTerms(tree, invoice, syntax, tree.parent[node]!)
}

/** Conditions are looked at only where the names leave a doubt. */
function sureTerms(tree: Tree, invoice: number, syntax: Syntax, node: number): readonly TermId[] {
	const possible = termsOnPath(tree, invoice, syntax, node)
	return possible.length < 2 || tree.count > mostSearched ? possible : termsAt(tree, invoice, syntax, node)
}

const mostSearched = 200_000
