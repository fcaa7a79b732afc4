/**
 * Business terms: their names, and the two ways between a term and a place in a document.
 *
 * A rule, an explanation or a platform fact speaks of `BT-10`; a document holds elements. From a term to its
 * nodes goes `nodesOf`; from a node to the terms it carries goes `termsAt`, which many nodes answer with
 * nothing. Values come as people write them: dates as year-month-day whatever the syntax, white space at the
 * ends removed.
 */
import { kinds, type Tree } from '#engine'
import type { Syntax } from '../syntax.ts'
import type { Wording } from '../wording.ts'
import { cii } from './cii.ts'
import { type TermId, type TermKind, termNames } from './names.ts'
import { namespaces, type Path, parsePath, select } from './path.ts'
import { Route } from './route.ts'
import { ublCreditNote, ublInvoice } from './ubl.ts'

export interface BusinessTerm {
	readonly id: TermId
	readonly kind: TermKind
	/** The group it belongs to, absent for terms of the document itself. */
	readonly group?: TermId
	/** French with its article, in lower case: `le numéro de facture`; English without. */
	readonly name: Wording
}

export const businessTerms: ReadonlyMap<string, BusinessTerm> = new Map(
	termNames.map(([id, group, kind, fr, en]) => [
		id,
		{ id, kind, ...(group !== '' && { group }), name: { fr, en } },
	]),
)

/** `le numéro de facture (BT-1)`, `the invoice number (BT-1)`; the id alone if it is unknown. */
export function naming(id: string): Wording {
	const term = businessTerms.get(id)
	if (term === undefined) return { fr: id, en: id }
	return { fr: `${term.name.fr} (${id})`, en: `the ${term.name.en} (${id})` }
}

/** The name as a title: `Numéro de facture`, `Invoice number`. */
export function titleOf(term: BusinessTerm): Wording {
	const bare = term.name.fr.replace(/^(le |la |les |l’)/, '')
	return { fr: capital(bare), en: capital(term.name.en) }
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1)
}

const tables: Readonly<Record<Syntax, Readonly<Record<TermId, string>>>> = {
	'ubl-invoice': ublInvoice,
	'ubl-credit-note': ublCreditNote,
	cii,
}

const rootSteps: Readonly<Record<Syntax, string>> = {
	'ubl-invoice': '/ubl:Invoice',
	'ubl-credit-note': '/cn:CreditNote',
	cii: '/rsm:CrossIndustryInvoice',
}

/** Places of a term from the document element, one or more alternatives, in the notation of path.ts. */
export function fromRoot(id: TermId, syntax: Syntax): string[] {
	return tables[syntax][id].split(' | ').map((path) => {
		if (path.startsWith('/')) return path.slice(1)
		const group = businessTerms.get(id)?.group
		if (group === undefined) return path
		const start = fromRoot(group, syntax)[0]!
		return path === '.' ? start : start === '.' ? path : `${start}/${path}`
	})
}

/** The XPath 2.0 of a term: alternatives joined by ` | `. */
export function pathOf(id: TermId, syntax: Syntax): string {
	const root = rootSteps[syntax]
	return fromRoot(id, syntax)
		.map((path) => (path === '.' ? root : `${root}/${path}`))
		.map((path) =>
			path
				.replaceAll('=/', `=${root}/`)
				.replace(/=('[^']*'(?:\|'[^']*')+)/g, (_, values: string) => `=(${values.replaceAll('|', ', ')})`),
		)
		.join(' | ')
}

/** Paths are read when a term is first asked for. */
const routes: Readonly<Record<Syntax, Map<TermId, readonly Route[]>>> = {
	'ubl-invoice': new Map(),
	'ubl-credit-note': new Map(),
	cii: new Map(),
}

function routesOf(id: TermId, syntax: Syntax): readonly Route[] {
	let known = routes[syntax].get(id)
	if (known === undefined) {
		known = fromRoot(id, syntax).map((path) => new Route(parsePath(path)))
		routes[syntax].set(id, known)
	}
	return known
}

/** The nodes that carry a term, in document order for each alternative place; `invoice` is its element. */
export function nodesOf(tree: Tree, invoice: number, syntax: Syntax, id: TermId): readonly number[] {
	const alternatives = routesOf(id, syntax)
	if (alternatives.length === 1) return alternatives[0]!.nodes(tree, invoice)
	return alternatives.flatMap((route) => route.nodes(tree, invoice))
}

/** Paths from the groups that hold a term, read when they are first asked for. */
const compiled = new Map<string, readonly Path[]>()

/**
 * The nodes that carry a term inside one instance of a group that holds it, whether directly or through
 * groups in between: `BT-151` inside a `BG-25`. Places outside the instance are left out.
 */
export function nodesUnder(
	tree: Tree,
	instance: number,
	group: TermId,
	invoice: number,
	syntax: Syntax,
	id: TermId,
): number[] {
	const key = `${syntax} ${group} ${id}`
	let paths = compiled.get(key)
	if (paths === undefined) {
		paths = fromGroup(id, group, syntax).map(parsePath)
		compiled.set(key, paths)
	}
	return paths.flatMap((path) => select(tree, instance, path, invoice))
}

/** Places of a term from a group that holds it, in the notation of path.ts; none from one that does not. */
export function fromGroup(id: TermId, group: TermId, syntax: Syntax): string[] {
	if (id === group) return ['.']
	const parent = businessTerms.get(id)?.group
	if (parent === undefined) return []
	return tables[syntax][id]
		.split(' | ')
		.filter((path) => !path.startsWith('/'))
		.flatMap((path) =>
			fromGroup(parent, group, syntax).map((start) => (start === '.' ? path : `${start}/${path}`)),
		)
}

/** The values of a term; see `valueAt`. */
export function valuesOf(tree: Tree, invoice: number, syntax: Syntax, id: TermId): string[] {
	return nodesOf(tree, invoice, syntax, id).map((node) => valueAt(tree, node, syntax, id))
}

/** The value that a node holds for a term: trimmed, dates as year-month-day, UBL notes split in code and text. */
export function valueAt(tree: Tree, node: number, syntax: Syntax, id: TermId): string {
	const text = tree.stringValue(node).trim()
	if (syntax !== 'cii') {
		if (id === 'BT-21') return text.startsWith('#') ? (/^#([^#]*)#/.exec(text)?.[1] ?? '') : ''
		if (id === 'BT-22') return text.startsWith('#') ? text.replace(/^#[^#]*#/, '') : text
		return text
	}
	if (text.length === 8 && businessTerms.get(id)?.kind === 'date' && /^\d{8}$/.test(text))
		return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
	return text
}

/** Terms by the names on the way to them, conditions left out. */
const byNames = new Map<Syntax, Map<string, TermId[]>>()

function termsByNames(syntax: Syntax): Map<string, TermId[]> {
	let index = byNames.get(syntax)
	if (index !== undefined) return index
	index = new Map()
	for (const { id } of businessTerms.values())
		for (const { path } of routesOf(id, syntax)) {
			const key = namesOn(path)
			const ids = index.get(key)
			if (ids === undefined) index.set(key, [id])
			else ids.push(id)
		}
	byNames.set(syntax, index)
	return index
}

function namesOn(path: Path): string {
	const steps: string[] = []
	for (const { name, label } of path) {
		if (name === -2) steps.pop()
		else if (name !== -1) steps.push(label)
	}
	return steps.join('/')
}

const prefixOf: ReadonlyMap<string, string> = new Map(
	Object.entries(namespaces).map(([prefix, uri]) => [uri, `${prefix}:`]),
)

/** The terms that a node of an invoice carries, conditions met; empty for a node that carries none. */
export function termsAt(tree: Tree, invoice: number, syntax: Syntax, node: number): TermId[] {
	const candidates = termsOnPath(tree, invoice, syntax, node)
	return candidates.filter((id) => nodesOf(tree, invoice, syntax, id).includes(node))
}

/**
 * The terms that a node may carry by the names on the way to it, whatever their conditions; with `child`, a
 * name as `cbc:ID`, those that such a child of the node would carry.
 */
export function termsOnPath(
	tree: Tree,
	invoice: number,
	syntax: Syntax,
	node: number,
	child?: string,
): readonly TermId[] {
	const steps: string[] = child === undefined ? [] : [child]
	for (let n = node; n > invoice; n = tree.parent[n]!) {
		const name = tree.name[n]!
		if (name < 0) return []
		const prefix = tree.kind[n] === kinds.attribute ? '@' : prefixOf.get(tree.names.uri(name))
		steps.unshift(`${prefix ?? '?:'}${tree.names.local(name)}`)
	}
	return termsByNames(syntax).get(steps.join('/')) ?? []
}
