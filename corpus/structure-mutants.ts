/**
 * The structure check against libxml2 on single changes made here: order, counts, attributes, values of each kind.
 *
 *   node --conditions=source corpus/structure-mutants.ts DIR --xsd SCHEMA=FILE.xsd … [--every N] [--per N] [--seed N]
 *
 * SCHEMA is ubl-invoice, ubl-credit-note, d16b or d22b; the published schemas are not part of this project, and
 * libxml2-wasm runs them. Every N-th document of the folder's list is changed --per times, one change at a time.
 * Compared are the verdict and the line of the first fault. What stands inside an extension of UBL is left as it
 * is: the schemas of signatures are not among our tables.
 */
import { parseArgs } from 'node:util'
import { checkStructure, decode, Fault, kinds, parseTree, type StructureFinding, type Tree } from '#engine'
import { type Schema, type StructureId, structure } from '#rules'
import { loadXsd } from '../server/xsd.ts'
import { readCorpus } from './expected.ts'
import { Random } from './fuzz/random.ts'
import { tagEndLine } from './structure.ts'

const schemas: Readonly<Record<string, readonly [StructureId, root: RegExp]>> = {
	'ubl-invoice': ['ubl-2.1', /^Invoice$/],
	'ubl-credit-note': ['ubl-2.1', /^CreditNote$/],
	d16b: ['cii-d16b', /^CrossIndustryInvoice$/],
	d22b: ['cii-d22b', /^CrossIndustryInvoice$/],
}

/** Values right and wrong of every kind. */
const values = [
	...[
		'',
		' ',
		'x',
		'é',
		'0',
		'-0',
		'+5',
		'12.',
		'.5',
		'.',
		'1e2',
		'0x1F',
		'1,5',
		'1 000',
		'NaN',
		'INF',
		'007',
	],
	...['1'.repeat(40), '1.'.padEnd(60, '3'), ' 12.50 ', '-', 'true', 'false', 'TRUE', '1', ' true '],
	...[
		'2026-01-31',
		'2026-02-30',
		'2024-02-29',
		'2023-02-29',
		'2026-1-31',
		'20260131',
		'2026-01-31Z',
		'0000-01-01',
	],
	...['2026-01-31+14:00', '2026-01-31+14:01', '-0001-01-01', '12026-01-01', '2026-13-01', ' 2026-01-31 '],
	...['14:30:00', '24:00:00', '24:00:01', '14:30', '14:30:00.123', '14:30:60', '14:30:00Z', '14:30:00-05:00'],
	...['2026-01-31T14:30:00', '2026-01-31T24:00:00', '2026-01-31T14:30', '2026-01-31 14:30:00'],
	...['YWJj', 'YWJ', 'YQ==', 'YQ=', 'YWJ jZA==', 'YR==', '====', 'fr', 'fr-FR', 'en-', 'abcdefghi', 'a b'],
	...['urn:x', 'http://a b', '%zz', '://', 'a\tb', 'a  b', 'EUR', '&#10;x', '&lt;'],
]
const attributes = [
	'schemeID',
	'currencyID',
	'unitCode',
	'listID',
	'languageID',
	'format',
	'mimeCode',
	'filename',
]
const foreign = ['xml:lang', 'xsi:nil', 'xsi:type', 'xsi:schemaLocation', 'unknown']
const xsi = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

interface Changed {
	readonly what: string
	readonly text: string
}

/** The text with one change, undefined where the one drawn cannot be made. */
function changed(tree: Tree, elements: readonly number[], random: Random): Changed | undefined {
	const { source } = tree
	const node = random.of(elements)
	const [start, open, end] = [startOf(tree, node), tree.offset[node]!, endOf(tree, node)]
	if (open < start || end < 0) return undefined
	const whole = source.slice(start, end)
	const name = /^<([^\s/>]+)/.exec(whole)![1]!
	const cut = (from: number, to: number, put: string, what: string): Changed => ({
		what: `${what} ${name}`,
		text: source.slice(0, from) + put + source.slice(to),
	})
	const other = random.of(elements)
	const [otherStart, otherEnd] = [startOf(tree, other), endOf(tree, other)]
	const apart = otherEnd > 0 && (otherEnd <= start || otherStart >= end)
	switch (random.below(12)) {
		case 0:
			return cut(start, end, '', 'delete')
		case 1:
			return cut(end, end, whole, 'repeat')
		case 2:
			return cut(end, end, `\n<!-- c -->\n${whole}`.repeat(2), 'repeat twice')
		case 3:
			return apart ? cut(start, start, source.slice(otherStart, otherEnd), 'insert before') : undefined
		case 4:
			return apart ? cut(end, end, `\n${source.slice(otherStart, otherEnd)}`, 'insert after') : undefined
		case 5: {
			const next = siblingAfter(tree, node)
			if (next === 0) return undefined
			const [from, to] = [startOf(tree, next), endOf(tree, next)]
			return {
				what: `swap ${name}`,
				text:
					source.slice(0, start) +
					source.slice(from, to) +
					source.slice(end, from) +
					whole +
					source.slice(to),
			}
		}
		case 6: {
			const renamed = random.of([`${name}x`, name.replace(/^\w+:/, ''), name.toLowerCase()])
			return cut(
				start,
				end,
				whole.replace(`<${name}`, `<${renamed}`).replace(new RegExp(`</${name}(\\s*>)$`), `</${renamed}$1`),
				'rename',
			)
		}
		case 7:
			if (/\s[\w:]+="[^"]*"\s*\/?>$/.test(source.slice(start, open)))
				return cut(
					start,
					open,
					source.slice(start, open).replace(/\s(?!xmlns)[\w:]+="[^"]*"/, ''),
					'no attribute',
				)
			return cut(end, end, random.of(['text', '&#32;', '<?p i?>', '\n\n']), 'text after')
		case 8: {
			const attribute = random.of([...attributes, ...foreign])
			if (source.slice(start, open).includes(` ${attribute}=`)) return undefined
			const value = random.of([...values, 'EUR', '102']).replaceAll('"', '')
			const at = start + 1 + name.length
			return cut(at, at, `${attribute.startsWith('xsi') ? xsi : ''} ${attribute}="${value}"`, 'attribute')
		}
		case 9: {
			const match = /\s((?!xmlns)[\w:]+)="[^"]*"/.exec(source.slice(start, open))
			if (match === null) return undefined
			const put = ` ${match[1]}="${random.of(values)}"`
			return cut(start + match.index, start + match.index + match[0].length, put, 'attribute value')
		}
		default: {
			if (hasElements(tree, node) || source[open - 2] === '/') return undefined
			const close = source.lastIndexOf('</', end)
			return cut(open, close, random.of(values), 'value')
		}
	}
}

const hasElements = (tree: Tree, node: number): boolean => {
	for (let n = node + 1; n < tree.end[node]!; n++) if (tree.kind[n] === kinds.element) return true
	return false
}

function startOf(tree: Tree, node: number): number {
	return tree.source.lastIndexOf('<', tree.offset[node]! - 1)
}

/** Behind the end tag. */
function endOf(tree: Tree, node: number): number {
	const { source } = tree
	if (source[tree.offset[node]! - 2] === '/') return tree.offset[node]!
	const last = tree.end[node]! - 1
	let from = tree.offset[node]!
	for (let n = last; n > node; n--)
		if (tree.kind[n] === kinds.element && tree.parent[n] === node) {
			from = endOf(tree, n)
			break
		}
	const close = source.indexOf('</', from)
	return source.indexOf('>', close) + 1
}

function siblingAfter(tree: Tree, node: number): number {
	for (let n = tree.nextSibling(node); n !== 0; n = tree.nextSibling(n))
		if (tree.kind[n] === kinds.element) return n
	return 0
}

const { values: given, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		xsd: { type: 'string', multiple: true, default: [] },
		every: { type: 'string', default: '20' },
		per: { type: 'string', default: '20' },
		seed: { type: 'string', default: '1' },
		worst: { type: 'string', default: '20' },
	},
})
const [folder] = positionals
if (folder === undefined || given.xsd.length === 0)
	throw new Fault('usage', 'structure-mutants.ts DIR --xsd ubl-invoice=FILE.xsd …')
const loaded = new Map<string, Schema>()
for (const one of given.xsd) {
	const [name = '', file = ''] = one.split('=')
	if (!Object.hasOwn(schemas, name))
		throw new Fault('usage', `--xsd is one of ${Object.keys(schemas).join(', ')}`)
	loaded.set(name, await loadXsd(file))
}
const [every, per] = [Number(given.every), Number(given.per)]
const random = new Random(Number(given.seed))
const tally = { documents: 0, compared: 0, agreeing: 0, invalid: 0, sameLine: 0, unread: 0 }
const kindsSeen = new Map<string, number>()
let shown = 0
let count = 0
const wanted = (_: string, syntax: string) => /^(?:ubl|cii)/.test(syntax) && count++ % every === 0
for await (const one of readCorpus(folder, { mutants: false, layer: 'en16931', wanted })) {
	const decoded = decode(one.bytes)
	if (decoded.kind === 'read-failure' || decoded.text.length > 200_000) continue
	const { tree } = parseTree(decoded.text)
	if (tree === undefined) continue
	const root = tree.names.local(tree.name[tree.root]!)
	const asked = [...loaded].filter(([name]) => schemas[name]![1].test(root))
	if (asked.length === 0) continue
	tally.documents++
	const elements: number[] = []
	for (let n = tree.root + 1; n < tree.count; n++) {
		if (tree.kind[n] !== kinds.element) continue
		if (tree.names.local(tree.name[n]!) === 'ExtensionContent') n = tree.end[n]! - 1
		else elements.push(n)
	}
	if (elements.length === 0) continue
	for (let i = 0; i < per; i++) {
		const change = changed(tree, elements, random)
		if (change === undefined) continue
		const mutant = parseTree(change.text)
		if (mutant.tree === undefined) {
			tally.unread++
			continue
		}
		for (const [name, schema] of asked) {
			const theirs = schema.check(change.text)
			const ours = checkStructure(structure(schemas[name]![0]), mutant.tree).findings
			compare(`${one.file}, ${name}`, change.what, mutant.tree, theirs, ours)
		}
	}
}
process.stdout.write(`${JSON.stringify({ ...tally, broken: Object.fromEntries(kindsSeen) })}\n`)
process.exitCode = tally.agreeing === tally.compared && tally.sameLine === tally.invalid ? 0 : 1

function compare(
	file: string,
	what: string,
	tree: Tree,
	theirs: ReturnType<Schema['check']>,
	ours: readonly StructureFinding[],
): void {
	tally.compared++
	const [first] = ours
	const line = first && tagEndLine(tree, first)
	if (first !== undefined) kindsSeen.set(first.rule, (kindsSeen.get(first.rule) ?? 0) + 1)
	const same = (theirs.length === 0) === (first === undefined)
	if (same) tally.agreeing++
	if (same && first !== undefined) {
		tally.invalid++
		if (theirs[0]!.line === line) {
			tally.sameLine++
			return
		}
	} else if (same) return
	if (shown++ < Number(given.worst))
		process.stdout.write(
			`${file}: ${what}\n    libxml2: ${theirs[0] === undefined ? 'valid' : `${theirs[0].line}: ${theirs[0].message}`}\n    ours: ${first === undefined ? 'valid' : `${line}: ${first.text}`}\n`,
		)
}
