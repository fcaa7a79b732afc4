/**
 * The structure of an invoice: checked against its format, and against the Factur-X profile it claims.
 *
 * CII comes in two releases that share their namespaces. A document is D16B unless it holds something at a
 * place where only D22B takes it: an element, one time more of an element, or an attribute.
 */
import {
	checkStructure,
	type Structure,
	type StructureFinding,
	type StructureResult,
	StructureWitness,
	type Tree,
} from '#engine'
import { type Syntax, syntaxOfRoot } from '../syntax.ts'
import { type CiiVersion, type FacturxProfile, profileStructure, structureFor } from './structures.ts'

export interface InvoiceStructure extends StructureResult {
	/** What it was checked against. */
	readonly structure: Structure
	/** Of CII. */
	readonly version?: CiiVersion
}

/**
 * Checks an invoice whose element is `node`; `limit` bounds the findings (1000 unless told). What the witness found
 * sound while the tree was built is not looked at again.
 */
export function checkInvoiceStructure(
	tree: Tree,
	syntax: Syntax,
	node: number,
	limit?: number,
	witness?: StructureWitness,
): InvoiceStructure {
	const options = { node, ...(limit !== undefined && { limit }), ...(witness && { witness }) }
	const first = structureFor(syntax)
	const result = checkStructure(first, tree, options)
	if (syntax !== 'cii') return { ...result, structure: first }
	if (!result.findings.some(isPresence)) return { ...result, structure: first, version: 'D16B' }
	const later = structureFor(syntax, 'D22B')
	const other = checkStructure(later, tree, options)
	const refused = new Set(other.findings.filter(isPresence).map(({ at }) => at))
	return result.findings.some((finding) => isPresence(finding) && !refused.has(finding.at))
		? { ...other, structure: later, version: 'D22B' }
		: { ...result, structure: first, version: 'D16B' }
}

/** Listens to the building of a tree, to check the invoice's structure by the way. */
export function structureWitness(): StructureWitness {
	return new StructureWitness((uri, local) => {
		const syntax = syntaxOfRoot(uri, local)
		return syntax && structureFor(syntax)
	})
}

/** Which release a CII document is of. */
export function ciiVersion(tree: Tree, node: number): CiiVersion {
	return checkInvoiceStructure(tree, 'cii', node).version!
}

/** Faults that consist in something being there. */
function isPresence({ rule }: StructureFinding): boolean {
	return rule === 'STRUCT-UNKNOWN' || rule === 'STRUCT-TOO-MANY' || rule === 'STRUCT-ATTRIBUTE'
}

const profileNames: Readonly<Record<string, FacturxProfile>> = {
	minimum: 'MINIMUM',
	basicwl: 'BASIC WL',
	basic: 'BASIC',
	extended: 'EXTENDED',
}

/** The Factur-X profile that a specification identifier (BT-24) names. */
export function facturxProfile(identifier: string): FacturxProfile | undefined {
	if (identifier === 'urn:cen.eu:en16931:2017') return 'EN 16931'
	const name = /(?:^|#)urn:(?:factur-x\.eu:1p0|zugferd\.de:2p[01]):(\w+)$/.exec(identifier)?.[1]
	return name === undefined ? undefined : profileNames[name]
}

/** Checks what a Factur-X profile may carry; whether CII itself allows it is not asked. */
export function checkProfile(
	tree: Tree,
	profile: FacturxProfile,
	node: number,
	limit?: number,
): InvoiceStructure {
	const structure = profileStructure(profile)
	const result = checkStructure(structure, tree, { node, ...(limit !== undefined && { limit }) })
	return { ...result, structure }
}
