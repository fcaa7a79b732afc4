/**
 * Where a business term stands, as a small path language, and its search in a Tree.
 *
 *   cac:TaxTotal/cbc:TaxAmount[@currencyID=/cbc:DocumentCurrencyCode]
 *   cac:AllowanceCharge[cbc:ChargeIndicator='false'|'0']/cbc:Amount
 *   cac:PartyTaxScheme[not(cac:TaxScheme/cbc:ID='VAT')]/cbc:CompanyID
 *
 * Steps go to children only (`@name` to an attribute, at the end; `.` stays, `..` goes to
 * the parent). A predicate compares the first value of a
 * relative path with constants or with the value of an absolute path, white space at the ends and case
 * ignored as the European rules do; without a comparison it asks whether the path exists. All prefixes are
 * fixed here, so a path is read once and means the same in every document.
 */
import { kinds, names, type Tree } from '#engine'

export const namespaces: Readonly<Record<string, string>> = {
	ubl: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
	cn: 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2',
	cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
	cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
	ext: 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2',
	rsm: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
	ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
	udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
	qdt: 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
}

interface Predicate {
	readonly path: Path
	/** Starts at the document's root instead of the node. */
	readonly negated: boolean
	/** Folded constants, or a path from the root; absent: existence. */
	readonly equals?: readonly string[] | Path
}

export interface Step {
	readonly attribute: boolean
	/** Name id, pinned; -1 for `.`, -2 for `..`. */
	readonly name: number
	readonly label: string
	readonly predicates: readonly Predicate[]
}

export type Path = readonly Step[]

/** Reads a path; throws on one that is wrong, since paths are ours. */
export function parsePath(text: string): Path {
	const reader = { text, at: 0 }
	const path = readPath(reader)
	if (reader.at !== text.length)
		throw new Error(`term path: unexpected “${text.slice(reader.at)}” in ${text}`)
	return path
}

interface Reader {
	readonly text: string
	at: number
}

function take(reader: Reader, token: RegExp): string | undefined {
	token.lastIndex = reader.at
	const match = token.exec(reader.text)
	if (match === null) return undefined
	reader.at = token.lastIndex
	return match[0]
}

function must(reader: Reader, token: RegExp): string {
	const found = take(reader, token)
	if (found === undefined)
		throw new Error(`term path: unexpected “${reader.text.slice(reader.at)}” in ${reader.text}`)
	return found
}

function readPath(reader: Reader): Path {
	const steps: Step[] = []
	do {
		const label = must(reader, /\.\.?|@?(?:[a-z]+:)?\w+/y)
		const predicates: Predicate[] = []
		while (take(reader, /\[/y) !== undefined) {
			predicates.push(readPredicate(reader))
			must(reader, /\]/y)
		}
		steps.push({
			attribute: label.startsWith('@'),
			name: label === '.' ? -1 : label === '..' ? -2 : pin(label),
			label,
			predicates,
		})
	} while (take(reader, /\//y) !== undefined)
	return steps
}

function readPredicate(reader: Reader): Predicate {
	const negated = take(reader, /not\(/y) !== undefined
	const path = readPath(reader)
	let equals: string[] | Path | undefined
	if (take(reader, /=/y) !== undefined) {
		if (take(reader, /\//y) !== undefined) equals = readPath(reader)
		else {
			const values: string[] = []
			do values.push(fold(must(reader, /'[^']*'/y).slice(1, -1)))
			while (take(reader, /\|/y) !== undefined)
			equals = values
		}
	}
	if (negated) must(reader, /\)/y)
	return equals === undefined ? { path, negated } : { path, negated, equals }
}

function pin(label: string): number {
	const [, prefix, local] = /^@?(?:(\w+):)?(\w+)$/.exec(label)!
	const uri = prefix === undefined ? '' : namespaces[prefix]
	if (uri === undefined) throw new Error(`term path: unknown prefix in ${label}`)
	return names.pin(uri, local!)
}

/** The nodes that the path selects from `node`, in document order; `root` is where absolute paths start. */
export function select(tree: Tree, node: number, path: Path, root: number): number[] {
	const found: number[] = []
	walk(tree, node, path, 0, root, (n) => {
		found.push(n)
		return false
	})
	return found
}

/** The first node that the path selects, 0 if there is none. */
export function selectFirst(tree: Tree, node: number, path: Path, root: number): number {
	let first = 0
	walk(tree, node, path, 0, root, (n) => {
		first = n
		return true
	})
	return first
}

/** The string value of the first node selected, trimmed; undefined if there is none. */
export function firstValue(tree: Tree, node: number, path: Path, root: number): string | undefined {
	const first = selectFirst(tree, node, path, root)
	return first === 0 ? undefined : tree.stringValue(first).trim()
}

function walk(
	tree: Tree,
	node: number,
	path: Path,
	depth: number,
	root: number,
	visit: (node: number) => boolean,
): boolean {
	const step = path[depth]
	if (step === undefined) return visit(node)
	if (step.name < 0) {
		const to = step.name === -1 ? node : tree.parent[node]!
		return to >= 0 && meets(tree, to, step, root) && walk(tree, to, path, depth + 1, root, visit)
	}
	if (step.attribute) {
		const attribute = tree.attribute(node, step.name)
		return (
			attribute !== 0 &&
			meets(tree, attribute, step, root) &&
			walk(tree, attribute, path, depth + 1, root, visit)
		)
	}
	for (let n = tree.firstChild(node); n !== 0; n = tree.nextSibling(n)) {
		if (tree.name[n] !== step.name || tree.kind[n] !== kinds.element || !meets(tree, n, step, root)) continue
		if (walk(tree, n, path, depth + 1, root, visit)) return true
	}
	return false
}

/** Whether a node meets the predicates of a step. */
export function meets(tree: Tree, node: number, { predicates }: Step, root: number): boolean {
	for (let i = 0; i < predicates.length; i++) {
		const { path, equals, negated } = predicates[i]!
		let met = false
		if (equals === undefined) met = selectFirst(tree, node, path, root) !== 0
		else {
			const allowed =
				typeof equals[0] === 'string'
					? (equals as readonly string[])
					: [foldedValue(tree, root, equals as Path, root)]
			walk(tree, node, path, 0, root, (n) => (met = allowed.includes(fold(tree.stringValue(n)))))
		}
		if (met === negated) return false
	}
	return true
}

function foldedValue(tree: Tree, node: number, path: Path, root: number): string | undefined {
	const value = firstValue(tree, node, path, root)
	return value === undefined ? undefined : fold(value)
}

function fold(text: string): string {
	return text.trim().toUpperCase()
}
