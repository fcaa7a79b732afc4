/**
 * Makes the structure tables from listings of the published schemas.
 *
 *   node --conditions=source corpus/structure-tables.ts FOLDER [FACETS.tsv]
 *
 * FOLDER holds one tab-separated file a format, as ubl-2.1.tsv: first one line a place of a content model
 * (aggregate, position, element, min, max, content), where `choice` after the position means one of several;
 * then one line a value kind (kind, base, attributes with `*` if required, facets). FACETS.tsv says of
 * attributes what the listings leave out (format, kind, attribute, `=value` or `{least,most}`). What comes out stands
 * in rules/structure/tables/ and is not edited by hand.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StructureTable } from '#engine'
import { namespaces } from '#rules'

const formats = [
	'ubl-2.1',
	'cii-d16b',
	'cii-d22b',
	'facturx-minimum',
	'facturx-basicwl',
	'facturx-basic',
	'facturx-en16931',
	'facturx-extended',
]

/** Releases of the published schemas; those of the Factur-X profiles are 1.0. */
const versions: Readonly<Record<string, string>> = {
	'ubl-2.1': '2.1',
	'cii-d16b': 'D16B',
	'cii-d22b': 'D22B',
}

interface Place {
	readonly element: string
	readonly type: string
	readonly times: string
	readonly choice: boolean
}

/** Format, kind and attribute, parted by blanks → facet. */
type Facets = ReadonlyMap<string, string>

function derive(listing: string, format: string, facets: Facets): StructureTable {
	const aggregates = new Map<string, Place[]>()
	const kinds = new Map<string, string>()
	const roots: Record<string, string> = {}
	for (const line of listing.split('\n')) {
		if (line === '' || line.startsWith('#')) continue
		const cells = line.split('\t') as [string, string, string, string, string, string?]
		if (cells[5] === undefined) {
			const kind = cells[0].slice('value:'.length)
			kinds.set(kind, valueText(kind, cells[1], cells[2], format, facets))
			continue
		}
		const [aggregate, position, element, min, max, content] = cells
		const type = content.replace(/^value:/, '')
		if (aggregate === element) roots[element] = type
		else {
			const places = aggregates.get(aggregate) ?? []
			places.push({ element, type, times: times(min, max), choice: position.endsWith('choice') })
			aggregates.set(aggregate, places)
		}
	}
	// UBL gives every element a value type of its own; those that are alike become one, named by its kind.
	const shared = format.startsWith('ubl')
	const valueName = (type: string): string => (shared ? kindName(kinds.get(type)!) : type)
	const typeOf = (type: string): string => (kinds.has(type) ? valueName(type) : type)
	const elements = commonTypes([...aggregates.values()].flat(), typeOf)
	// A type that is named and never listed holds nothing.
	for (const { type } of [...aggregates.values()].flat())
		if (type !== 'any' && !kinds.has(type) && !aggregates.has(type)) aggregates.set(type, [])
	const particle = ({ element, type, times }: Place): string => {
		// The extension point of UBL: one element of any other vocabulary.
		if (element === 'any') return 'not(ext)'
		const own = typeOf(type)
		return `${element}${own === elements[element] ? '' : `=${own}`}${times}`
	}
	return {
		id: `structure-${format}`,
		namespaces: usedNamespaces(elements, roots),
		roots,
		elements,
		types: Object.fromEntries(
			[...aggregates].map(([name, places]) => [
				name,
				places.map(particle).join(places.length > 1 && places.every(({ choice }) => choice) ? ' | ' : ' '),
			]),
		),
		values: Object.fromEntries([...kinds].map(([name, text]) => [valueName(name), text])),
	}
}

function times(min: string, max: string): string {
	if (max === '1') return min === '0' ? '?' : ''
	if (max === '*' && (min === '0' || min === '1')) return min === '0' ? '*' : '+'
	return `{${min},${max}}`
}

/** The listings say no kind for attributes: web addresses are URIs, and UBL alone has language codes. */
function valueText(
	valueKind: string,
	base: string,
	attributes: string,
	format: string,
	facets: Facets,
): string {
	const uses = attributes === '-' ? [] : attributes.split(' ')
	return [
		base,
		...uses.map((use) => {
			const name = use.replace('*', '')
			const kind = /uri$/i.test(name)
				? ':anyURI'
				: name === 'languageID' && format.startsWith('ubl')
					? ':language'
					: ''
			const facet = facets.get(`${format} ${valueKind} ${name}`) ?? ''
			const bounds = facet.startsWith('=') ? `="${facet.slice(1)}"` : facet
			return `${name}${kind}${bounds}${use.endsWith('*') ? '!' : ''}`
		}),
	].join(' ')
}

const names: readonly [pattern: RegExp, name: string][] = [
	[/currencyID/, 'Amount'],
	[/unitCode!/, 'Measure'],
	[/unitCode/, 'Quantity'],
	[/mimeCode/, 'BinaryObject'],
	[/schemeID/, 'Identifier'],
	[/listID/, 'Code'],
	[/languageID/, 'Text'],
	[/^decimal/, 'Numeric'],
]

function kindName(text: string): string {
	return names.find(([pattern]) => pattern.test(text))?.[1] ?? text
}

/** The type that each element has most often. */
function commonTypes(places: readonly Place[], typeOf: (type: string) => string): Record<string, string> {
	const counts = new Map<string, Map<string, number>>()
	for (const { element, type } of places) {
		if (element === 'any') continue
		const types = counts.get(element) ?? new Map<string, number>()
		types.set(typeOf(type), (types.get(typeOf(type)) ?? 0) + 1)
		counts.set(element, types)
	}
	return Object.fromEntries(
		[...counts].map(([element, types]) => [element, [...types].sort((a, b) => b[1] - a[1])[0]![0]]),
	)
}

function usedNamespaces(...tables: readonly Readonly<Record<string, string>>[]): Record<string, string> {
	const used = new Set(tables.flatMap((table) => Object.keys(table)).map((name) => name.split(':')[0]))
	return Object.fromEntries(Object.entries(namespaces).filter(([prefix]) => used.has(prefix)))
}

const [folder, facetList] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: structure-tables.ts FOLDER [FACETS.tsv]')
const facets = new Map(
	(facetList === undefined ? '' : readFileSync(facetList, 'utf8'))
		.split('\n')
		.filter((line) => line !== '' && !line.startsWith('#'))
		.map((line) => line.split('\t') as [string, string, string, string])
		.map(([format, kind, attribute, facet]) => [`${format} ${kind} ${attribute}`, facet]),
)
const tables = join(import.meta.dirname, '..', 'rules', 'structure', 'tables')
const digests: Record<string, { version: string; sha256: string }> = {}
for (const format of formats) {
	const table = derive(readFileSync(join(folder, `${format}.tsv`), 'utf8'), format, facets)
	const marked = { generated: 'by corpus/structure-tables.ts; do not edit', ...table }
	const text = `${JSON.stringify(marked, null, '\t')}\n`
	writeFileSync(join(tables, `${format}.generated.json`), text)
	const sha256 = createHash('sha256').update(text).digest('hex')
	digests[table.id] = { version: versions[format] ?? '1.0', sha256 }
}
writeFileSync(join(tables, 'digests.generated.json'), `${JSON.stringify(digests, null, '\t')}\n`)
