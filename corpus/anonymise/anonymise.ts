/**
 * An invoice in which nobody is named any more: parties, addresses, identifiers, free texts, amounts and files are
 * others, codes, dates, rates, quantities and the structure are the same.
 *
 * What an element holds is known by its business term; what is no term, by its name. Whatever is not known to say
 * nothing of anybody is replaced. Comments and processing instructions are left out.
 */
import { kinds, parseTree, type Tree } from '#engine'
import { businessTerms, codeLists, recognise, type Syntax, spanOf, type TermId, termsAt } from '#rules'
import { type Substitutes, scaled } from './substitutes.ts'

export interface AnonymiseOptions {
	readonly substitutes: Substitutes
	/** All amounts so many times as high; 1 leaves them. */
	readonly factor: bigint
	/** Terms that stay as they are. */
	readonly keep?: readonly string[]
}

export interface Anonymised {
	readonly text: string
	/** Values that were replaced, as they were. */
	readonly replaced: readonly string[]
}

/** Undefined for a text that cannot be read or is no invoice. */
export function anonymise(text: string, options: AnonymiseOptions): Anonymised | undefined {
	const { tree } = parseTree(text)
	const syntax = tree && recognise(tree).syntax
	if (tree === undefined || syntax === undefined) return undefined
	const document: Document = { tree, syntax, invoice: recognise(tree).node, options }
	for (const siren of sirensOf(tree)) options.substitutes.know(siren)
	const edits: Edit[] = []
	const replaced: string[] = []
	const put = (start: number, end: number, value: string, other: string): void => {
		if (other === value) return
		edits.push({ start, end, put: escaped(other) })
		replaced.push(value)
	}
	for (let n = tree.root; n < tree.count; n++) {
		if (tree.kind[n] !== kinds.element) continue
		const { start, open, close, end } = spanOf(tree, n)
		for (const [name, value, at, to] of attributesOf(text, start, open)) {
			const other = attributeOther(name, value, options)
			put(at, to, value, other)
		}
		if (!isLeaf(tree, n) || close === end) continue
		const value = tree.stringValue(n)
		put(open, close, value, otherFor(document, n, value))
	}
	return { text: withoutRemarks(applied(text, edits)), replaced }
}

interface Document {
	readonly tree: Tree
	readonly syntax: Syntax
	readonly invoice: number
	readonly options: AnonymiseOptions
}

interface Edit {
	readonly start: number
	readonly end: number
	readonly put: string
}

function applied(text: string, edits: readonly Edit[]): string {
	let made = ''
	let at = 0
	for (const { start, end, put } of edits.toSorted((a, b) => a.start - b.start)) {
		made += text.slice(at, start) + put
		at = end
	}
	return made + text.slice(at)
}

const withoutRemarks = (text: string): string =>
	text.replace(/<!--[\s\S]*?-->/g, '').replace(/<\?(?!xml\s)[\s\S]*?\?>/g, '')

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (value: string): string => value.replace(/[&<>"]/g, (char) => escapes[char]!)

function isLeaf(tree: Tree, node: number): boolean {
	for (let n = tree.firstChild(node); n !== 0; n = tree.nextSibling(n))
		if (tree.kind[n] === kinds.element) return false
	return true
}

/** Nine digits that some scheme says are a SIREN, or begin with one. */
function* sirensOf(tree: Tree): Generator<string> {
	for (let n = tree.root; n < tree.count; n++) {
		if (tree.kind[n] !== kinds.element) continue
		const value = tree.stringValue(n).trim()
		const scheme = schemeOf(tree, n)
		const found =
			scheme === '0002' || scheme === '0009' || scheme === '0225' || scheme === '0231'
				? /^(\d{9})(?:\d{5}$|(?!\d))/.exec(value)
				: /^FR\w\w(\d{9})$/.exec(value)
		if (found !== null) yield found[1]!
	}
}

function schemeOf(tree: Tree, node: number): string | undefined {
	for (let n = node + 1; n < tree.count && tree.kind[n] === kinds.attribute && tree.parent[n] === node; n++)
		if (tree.names.local(tree.name[n]!) === 'schemeID') return tree.value[n]
	return undefined
}

type Attribute = readonly [name: string, value: string, start: number, end: number]

function* attributesOf(text: string, start: number, open: number): Generator<Attribute> {
	for (const found of text.slice(start, open).matchAll(/\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
		const value = found[2] ?? found[3] ?? ''
		const end = start + found.index + found[0].length - 1
		yield [found[1]!, value, end - value.length, end]
	}
}

function attributeOther(name: string, value: string, { substitutes }: AnonymiseOptions): string {
	if (name === 'filename') return value.replace(/^[^.]*/, (stem) => substitutes.text(stem))
	return name === 'name' ? substitutes.text(value) : value
}

/** Subjects whose notes hold a code or say the same in every invoice. */
const codedSubjects = ['BAR', 'ADN', 'TXD']
/** Terms of text or identifier that say nothing of anybody. */
const plain: readonly TermId[] = ['BT-23', 'BT-24', 'BT-126', 'BT-132']
const listed = new Set(
	codeLists.filter(({ id }) => id === 'fr-attachment-kind').flatMap(({ values }) => values),
)

function otherFor(document: Document, node: number, value: string): string {
	const { tree, syntax, invoice, options } = document
	const { substitutes, factor, keep = [] } = options
	if (value.trim() === '') return value
	const [term] = termsAt(tree, invoice, syntax, node)
	if (term !== undefined && (keep.includes(term) || plain.includes(term))) return value
	const name = tree.names.local(tree.name[node]!)
	const kind = (term && businessTerms.get(term)!.kind) ?? kindByName(name, tree, node)
	switch (kind) {
		case 'amount':
		case 'price':
			return scaled(value, factor)
		case 'code':
		case 'date':
		case 'percent':
		case 'quantity':
			return value
		case 'file':
			return blankFile(tree, node)
	}
	if (term === 'BT-22' || term === 'BT-21' || name === 'Note') return noteOther(document, node, value)
	if (listed.has(value.trim())) return value
	return padded(value, (bare) => identifierOther(bare, schemeOf(tree, node), substitutes))
}

/** White space at the ends stays. */
function padded(value: string, other: (bare: string) => string): string {
	const [, before = '', bare = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(value)!
	return before + other(bare) + after
}

function kindByName(name: string, tree: Tree, node: number): 'amount' | 'code' | 'file' | 'text' {
	if (/Amount$/.test(name)) return 'amount'
	if (/BinaryObject$/.test(name)) return 'file'
	const above = tree.names.local(tree.name[tree.parent[node]!]!)
	if (above === 'TaxScheme' || above === 'BillingReferenceLine') return 'code'
	return /(Code|Indicator|Percent|Numeric|Quantity|Measure|Date|DateTime|String|Time|Rate|LineID|VersionID)$/.test(
		name,
	)
		? 'code'
		: 'text'
}

function identifierOther(value: string, scheme: string | undefined, substitutes: Substitutes): string {
	if (scheme === '0009') return substitutes.siret(value)
	if (scheme === '0088' || scheme === '0160') return substitutes.gs1(value)
	if (
		/^[A-Z]{2}\d{2}[A-Z0-9 ]{10,36}$/.test(value) &&
		/\d{6}/.test(value.replace(/ /g, '')) &&
		!/^FR\d{11}$/.test(value)
	)
		return substitutes.iban(value)
	if (/^[A-Z]{2}[A-Z0-9]{0,2}\d{6,12}[A-Z0-9]{0,5}$/.test(value)) return substitutes.vat(value)
	return value.replace(/^(?:https?:\/\/|mailto:|urn:)?/, '') === value
		? substitutes.text(value)
		: value.replace(
				/^(https?:\/\/|mailto:|urn:)(.*)$/s,
				(_, start: string, rest: string) => start + substitutes.text(rest),
			)
}

/** UBL writes the subject into the note, `#AAI#text`; CII beside it. */
function noteOther({ tree, options }: Document, node: number, value: string): string {
	const { substitutes } = options
	const parts = value.split(/(#[A-Z]{3}#)/)
	if (parts.length > 1) {
		return parts
			.map((part, i) => {
				const subject = parts[i - 1]?.slice(1, 4)
				const code = i % 2 === 1
				return code || (subject !== undefined && codedSubjects.includes(subject))
					? part
					: substitutes.text(part)
			})
			.join('')
	}
	const parent = tree.parent[node]!
	for (let n = tree.firstChild(parent); n !== 0; n = tree.nextSibling(n))
		if (
			tree.kind[n] === kinds.element &&
			tree.names.local(tree.name[n]!) === 'SubjectCode' &&
			codedSubjects.includes(tree.stringValue(n).trim())
		)
			return value
	return substitutes.text(value)
}

const blanks: Readonly<Record<string, string>> = {
	'application/pdf': 'JVBERi0xLjQK',
	'image/png': 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
	'image/jpeg': '/9j/2wBDAP//2Q==',
	'text/csv': 'aWQK',
	'application/xml': 'PGEvPg==',
	'text/xml': 'PGEvPg==',
}
/** An empty zip, which the formats of office programs are. */
const emptyZip = 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=='

/** A file of the kind announced, that says nothing. */
function blankFile(tree: Tree, node: number): string {
	for (let n = node + 1; n < tree.count && tree.kind[n] === kinds.attribute && tree.parent[n] === node; n++)
		if (tree.names.local(tree.name[n]!) === 'mimeCode') return blanks[tree.value[n]!] ?? emptyZip
	return emptyZip
}
