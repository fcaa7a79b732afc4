/**
 * Single changes to an invoice, each with its place and kind: what a supplier's program could have got wrong.
 *
 * A change touches the characters of one element or attribute and no others. `set` and `op` name its kind:
 * systematic (delete, duplicate, swap, empty, code, date, amount, lexical, attr), vat-matrix (another VAT category),
 * numeric (a cent or a unit more or less), rule-probe (an element that the format knows and the invoice does not
 * have). `edits` say it as operations on paths: `delete PATH`, `dup PATH`, `swap PATH PATH`, `settext PATH VALUE`,
 * `setattr PATH NAME VALUE|null`, `insert PATH XML` (as last child).
 */
import { kinds, parseTree, type Tree } from '#engine'
import { businessTerms, recognise, type Span, type Syntax, spanOf, type TermId, termsAt } from '#rules'
import { childrenOf } from './children.ts'

export type MutantSet = 'systematic' | 'vat-matrix' | 'numeric' | 'rule-probe'
export type MutantOperation =
	| 'delete'
	| 'duplicate'
	| 'swap'
	| 'empty'
	| 'code'
	| 'date'
	| 'amount'
	| 'lexical'
	| 'attr'
	| 'vat-matrix'
	| 'numeric'
	| 'probe'

export const operations = [
	'delete',
	'duplicate',
	'swap',
	'empty',
	'code',
	'date',
	'amount',
	'lexical',
	'attr',
	'vat-matrix',
	'numeric',
	'probe',
] as const satisfies readonly MutantOperation[]

export type MutantEdit =
	| readonly ['delete' | 'dup', path: string]
	| readonly ['swap', path: string, other: string]
	| readonly ['settext', path: string, value: string]
	| readonly ['setattr', path: string, name: string, value: string | null]
	| readonly ['insert', path: string, xml: string]

export interface Mutant {
	readonly set: MutantSet
	readonly op: MutantOperation
	/** The path without positions; what was tried there is the variant. */
	readonly target: string
	readonly variant: string
	readonly edits: readonly [MutantEdit]
	readonly text: string
}

/** Places of one kind that are changed: the first, unless all are asked for. */
export interface MutantOptions {
	readonly all?: boolean
	readonly wanted?: (op: MutantOperation) => boolean
}

/** None for a text that cannot be read or is no invoice. */
export function* mutantsOf(
	text: string,
	{ all = false, wanted = () => true }: MutantOptions = {},
): Generator<Mutant> {
	const { tree } = parseTree(text)
	if (tree === undefined) return
	const { syntax, node: invoice } = recognise(tree)
	if (syntax === undefined) return
	const seen = new Set<string>()
	for (let n = invoice; n < tree.end[invoice]!; n++) {
		if (tree.kind[n] !== kinds.element) continue
		const place = placeOf(tree, n)
		if (!all && seen.has(place.target)) continue
		seen.add(place.target)
		for (const mutant of changesOf(tree, n, place, { syntax, invoice })) if (wanted(mutant.op)) yield mutant
	}
}

interface Place extends Span {
	readonly path: string
	readonly target: string
}

interface Document {
	readonly syntax: Syntax
	readonly invoice: number
}

function placeOf(tree: Tree, node: number): Place {
	const { path } = tree.locate(node)
	return { path, target: path.replace(/\[\d+\]/g, ''), ...spanOf(tree, node) }
}

function* changesOf(tree: Tree, node: number, place: Place, document: Document): Generator<Mutant> {
	const { source } = tree
	const { path, target, start, open, close, end } = place
	const whole = source.slice(start, end)
	const made = (
		set: MutantSet,
		op: MutantOperation,
		variant: string,
		edit: MutantEdit,
		[from, to, put]: readonly [number, number, string],
	): Mutant => ({
		set,
		op,
		target,
		variant,
		edits: [edit],
		text: source.slice(0, from) + put + source.slice(to),
	})
	if (node !== document.invoice) {
		yield made('systematic', 'delete', '', ['delete', path], [start, end, ''])
		yield made('systematic', 'duplicate', '', ['dup', path], [end, end, whole])
		const next = siblingAfter(tree, node)
		if (next !== 0 && tree.name[next] !== tree.name[node]) {
			const other = placeOf(tree, next)
			const swapped = source.slice(other.start, other.end) + source.slice(end, other.start) + whole
			yield made('systematic', 'swap', '', ['swap', path, other.path], [start, other.end, swapped])
		}
	}
	for (const [name, values] of attributesOf(tree, node)) {
		for (const value of values) {
			const edit = ['setattr', path, name, value] as const
			const changed = withAttribute(source.slice(start, open), name, value)
			if (changed !== undefined)
				yield made('systematic', 'attr', value === null ? 'none' : value, edit, [start, open, changed])
		}
	}
	if (isLeaf(tree, node)) {
		if (close === open) return
		const value = tree.stringValue(node)
		for (const [set, op, variant, other] of valuesFor(value, kindAt(tree, node, document)))
			if (other !== value)
				yield made(set, op, variant, ['settext', path, other], [open, close, escaped(other)])
		return
	}
	for (const [name, put] of childrenOf(tree, node))
		yield made('rule-probe', 'probe', name, ['insert', path, put], [close, close, put])
}

function siblingAfter(tree: Tree, node: number): number {
	for (let n = tree.nextSibling(node); n !== 0; n = tree.nextSibling(n))
		if (tree.kind[n] === kinds.element) return n
	return 0
}

function isLeaf(tree: Tree, node: number): boolean {
	for (let n = tree.firstChild(node); n !== 0; n = tree.nextSibling(n))
		if (tree.kind[n] === kinds.element) return false
	return true
}

type ValueKind = 'category' | 'code' | 'date' | 'amount' | 'text'

const categories: readonly TermId[] = ['BT-95', 'BT-102', 'BT-118', 'BT-151']

/** By its term; what is no term by how it looks. */
function kindAt(tree: Tree, node: number, { syntax, invoice }: Document): ValueKind {
	const terms = termsAt(tree, invoice, syntax, node)
	if (terms.some((id) => categories.includes(id))) return 'category'
	switch (terms[0] && businessTerms.get(terms[0])!.kind) {
		case 'code':
			return 'code'
		case 'date':
			return 'date'
		case 'amount':
		case 'price':
		case 'quantity':
		case 'percent':
			return 'amount'
		default:
			return /(Code|Indicator)$/.test(tree.names.local(tree.name[node]!)) ? 'code' : 'text'
	}
}

type Changed = readonly [set: MutantSet, op: MutantOperation, variant: string, value: string]

function* valuesFor(value: string, kind: ValueKind): Generator<Changed> {
	yield ['systematic', 'empty', '', '']
	switch (kind) {
		case 'category':
			for (const other of ['S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M'])
				yield ['vat-matrix', 'vat-matrix', other, other]
			yield* codes(value)
			return
		case 'code':
			yield* codes(value)
			return
		case 'date':
			for (const [variant, other] of dates(value)) yield ['systematic', 'date', variant, other]
			return
		case 'amount':
			for (const [variant, other] of amounts(value)) yield ['systematic', 'amount', variant, other]
			for (const other of [
				`${value.split('.')[0]}.`,
				`+${value}`,
				value.replace('.', ','),
				`${value}e0`,
				'NaN',
			])
				yield ['systematic', 'lexical', other, other]
			for (const [variant, by] of [
				['cent', 1],
				['-cent', -1],
				['unit', 100],
			] as const)
				yield ['numeric', 'numeric', variant, moved(value, by)]
	}
}

function* codes(value: string): Generator<Changed> {
	yield ['systematic', 'code', 'unknown', 'XXX']
	yield [
		'systematic',
		'code',
		'case',
		value === value.toLowerCase() ? value.toUpperCase() : value.toLowerCase(),
	]
	yield ['systematic', 'code', 'pad', `\n   ${value}\n `]
}

function dates(value: string): readonly (readonly [variant: string, value: string])[] {
	const compact = /^\d{8}$/.test(value)
	const [year = '', month = '', day = ''] = compact
		? [value.slice(0, 4), value.slice(4, 6), value.slice(6)]
		: value.split('-')
	const written = (...parts: readonly string[]): string => parts.join(compact ? '' : '-')
	return [
		['month 13', written(year, '13', day)],
		['30 February', written(year, '02', '30')],
		['other order', `${day}/${month}/${year}`],
		['other syntax', compact ? `${year}-${month}-${day}` : `${year}${month}${day}`],
		['a year earlier', written(String(Number(year) - 1), month, day === '29' ? '28' : day)],
	]
}

function amounts(value: string): readonly (readonly [variant: string, value: string])[] {
	return [
		['zero', '0.00'],
		['zeros', '0.00000'],
		['sign', value.startsWith('-') ? value.slice(1) : `-${value}`],
		['decimals', `${value.includes('.') ? value : `${value}.00`}1`],
		['words', 'douze'],
	]
}

/** So many hundredths more, with at least two decimals. */
function moved(value: string, by: number): string {
	const number = Number(value)
	if (!Number.isFinite(number)) return value
	const digits = Math.max(2, value.split('.')[1]?.length ?? 0)
	return (number + by / 100).toFixed(digits)
}

function* attributesOf(tree: Tree, node: number): Generator<readonly [string, readonly (string | null)[]]> {
	for (let n = node + 1; n < tree.count && tree.kind[n] === kinds.attribute && tree.parent[n] === node; n++) {
		const value = tree.value[n]!
		const other = value === value.toLowerCase() ? value.toUpperCase() : value.toLowerCase()
		const values = [null, 'XXX', `${value} `, ...(other === value ? [] : [other])]
		if (tree.names.uri(tree.name[n]!) === '') yield [tree.names.local(tree.name[n]!), values]
	}
}

/** The start tag with another value of the attribute; undefined where it is not written as expected. */
function withAttribute(tag: string, name: string, value: string | null): string | undefined {
	const found = new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`).exec(tag)
	if (found === null) return undefined
	const put = value === null ? '' : ` ${name}="${escaped(value)}"`
	return tag.slice(0, found.index) + put + tag.slice(found.index + found[0].length)
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (value: string): string => value.replace(/[&<>"]/g, (char) => escapes[char]!)
