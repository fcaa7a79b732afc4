/**
 * Found and expected where a rule looks at one value: codes, decimals, dates, signs, repetitions.
 */
import { Decimal, kinds } from '#engine'
import { codeLists } from '../codelists.ts'
import { amountOf } from '../explanations/decimals.ts'
import { termOnce } from '../explanations/occurrence.ts'
import type { Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { firstValue, type Path, parsePath, select } from '../terms/path.ts'
import {
	type Measure,
	type Measured,
	type Measures,
	nodesAround,
	quoted,
	type Sight,
	shown,
	valuesAround,
} from './sight.ts'

/** Code list of each rule, and the attribute that holds the code where the element itself does not. */
export const coded: Readonly<Record<string, readonly [list: string, attribute?: string]>> = {
	'BR-CL-01': ['invoice-type'],
	'BR-CL-03': ['currency', 'currencyID'],
	'BR-CL-04': ['currency'],
	'BR-CL-05': ['currency'],
	'BR-CL-06': ['tax-point-date'],
	'BR-CL-07': ['reference-qualifier', 'schemeID'],
	'BR-CL-08': ['text-subject'],
	'BR-CL-10': ['identifier-scheme', 'schemeID'],
	'BR-CL-11': ['identifier-scheme', 'schemeID'],
	'BR-CL-13': ['item-classification', 'listID'],
	'BR-CL-14': ['country'],
	'BR-CL-15': ['country'],
	'BR-CL-16': ['payment-means'],
	'BR-CL-17': ['vat-category'],
	'BR-CL-18': ['vat-category'],
	'BR-CL-19': ['allowance-reason'],
	'BR-CL-20': ['charge-reason'],
	'BR-CL-21': ['identifier-scheme', 'schemeID'],
	'BR-CL-22': ['vat-exemption-reason'],
	'BR-CL-23': ['unit', 'unitCode'],
	'BR-CL-24': ['attachment-type', 'mimeCode'],
	'BR-CL-25': ['electronic-address-scheme', 'schemeID'],
	'BR-CL-26': ['identifier-scheme', 'schemeID'],
}

/** Lists that a syntax has in place of another. */
const elsewhere: Partial<Readonly<Record<Syntax, Readonly<Record<string, string>>>>> = {
	'ubl-credit-note': { 'invoice-type': 'credit-note-type' },
	cii: { 'tax-point-date': 'due-date-type' },
}

/** The code, and the one of the list that differs only by case or spaces, else what the list is called. */
const code: Measures = (rule) => {
	const [listed, attribute] = coded[rule] ?? []
	if (listed === undefined) return undefined
	return (sight) => {
		const list = listOf(elsewhere[sight.syntax]?.[listed] ?? listed)
		if (list === undefined) return undefined
		const found = textOf(sight, attribute)
		if (found === undefined) return { found: '–', expected: list.name }
		const folded = found.replace(/\s/g, '').toUpperCase()
		return { found: quoted(found), expected: list.folded.get(folded) ?? list.name }
	}
}

interface Listed {
	readonly name: string
	/** The first value that is written so in capitals. */
	readonly folded: ReadonlyMap<string, string>
}

/** Lists as they were first looked into. */
const lists = new Map<string, Listed | undefined>()

function listOf(id: string): Listed | undefined {
	if (!lists.has(id)) {
		const list = codeLists.find((release) => release.id === id)
		const folded = new Map<string, string>()
		for (const value of list?.values ?? []) {
			const capitals = value.toUpperCase()
			if (capitals !== '' && !folded.has(capitals)) folded.set(capitals, value)
		}
		lists.set(id, list && { name: list.source.split(',')[0]!, folded })
	}
	return lists.get(id)
}

/** Text of the attribute, undefined where there is none; else of the node itself, or of a note between its marks. */
function textOf({ tree, node }: Sight, attribute?: string): string | undefined {
	if (attribute !== undefined && tree.kind[node] === kinds.element) {
		for (let n = node + 1; n < tree.count && tree.kind[n] === kinds.attribute; n++)
			if (tree.names.local(tree.name[n]!) === attribute) return tree.value[n]!
		return undefined
	}
	const text = tree.stringValue(node)
	return /^\s*#([^#]*)#/.exec(text)?.[1] ?? text
}

/** The first value of the term with more than two decimals, and what it rounds to. */
const decimals: Measures = (rule) => {
	const id = amountOf(rule)
	return id && ((sight) => tooFine(nodesAround(sight, id).map((node) => sight.tree.stringValue(node))))
}

/** What stands after the point is counted as it is written, a space after the number included. */
function tooFine(texts: readonly string[]): Measured | undefined {
	const found = texts.find((text) => text.slice(text.indexOf('.') + 1 || text.length).length > 2)
	const number = found === undefined ? undefined : Decimal.parse(found)
	if (found === undefined || number === undefined) return undefined
	const expected = shown(number.round(2))
	if (/\S$/.test(found)) return { found: quoted(found), expected }
	return {
		found: `"${found.replace(/\s+$/, ' ')}"`,
		expected,
		working: {
			fr: 'L’espace après le nombre compte aussi.',
			en: 'The space after the number counts as well.',
		},
	}
}

function notNegative(id: TermId, anywhere?: Readonly<Partial<Record<Syntax, Path>>>): Measure {
	return (sight) => {
		const path = anywhere?.[sight.syntax]
		const other = path === undefined ? [] : select(sight.tree, sight.node, path, sight.invoice)
		const texts = [...valuesAround(sight, id), ...other.map((node) => sight.tree.stringValue(node).trim())]
		const found = texts.find((text) => text.startsWith('-'))
		if (found !== undefined) return { found: quoted(found), expected: '≥ 0' }
		return texts.length === 0 ? { found: '–', expected: '≥ 0' } : undefined
	}
}

/** How often a path stands where exactly once is due. */
function exactlyOne(path: string): Measure {
	const compiled = parsePath(path)
	return ({ tree, node, invoice }) => ({
		found: String(select(tree, node, compiled, invoice).length),
		expected: '1',
	})
}

function after(start: TermId, end: TermId): Measure {
	return (sight) => {
		const [from] = valuesAround(sight, start)
		const [to] = valuesAround(sight, end)
		return from === undefined || to === undefined
			? undefined
			: { found: quoted(to), expected: `≥ ${quoted(from)}` }
	}
}

/** The value of the node, or of a path from it. */
function own(expected: string, below = '.'): Measure {
	const path = parsePath(below)
	return ({ tree, node, invoice }) => ({
		found: quoted(firstValue(tree, node, path, invoice) ?? ''),
		expected,
	})
}

const companyId = parsePath('cbc:CompanyID')

/** In UBL the number stands below the node, in CII it is the node. */
const vatNumber: Measure = ({ tree, node, invoice }) => ({
	found: quoted(firstValue(tree, node, companyId, invoice) ?? tree.stringValue(node)),
})

/** Gross prices of UBL are checked even where no indicator says that they are discounted. */
const grossPrice = parsePath('cac:Price/cac:AllowanceCharge[not(cbc:ChargeIndicator)]/cbc:BaseAmount')
const grossPrices = { 'ubl-invoice': grossPrice, 'ubl-credit-note': grossPrice }

const special: Readonly<Record<string, Measure>> = {
	'BR-27': notNegative('BT-146'),
	'BR-28': notNegative('BT-148', grossPrices),
	'BR-29': after('BT-73', 'BT-74'),
	'BR-30': after('BT-134', 'BT-135'),
	'BR-CO-09': vatNumber,
	'UBL-DT-01': (sight) => tooFine([sight.tree.stringValue(sight.node)]),
	'UBL-CR-002': own('2.1', 'cbc:UBLVersionID'),
	'UBL-SR-48': exactlyOne('cac:Item/cac:ClassifiedTaxCategory'),
	'CII-SR-454': exactlyOne('ram:ApplicableTradeTax'),
	'CII-SR-439': exactlyOne('ram:NetPriceProductTradePrice/ram:ChargeAmount'),
	'CII-DT-097': own('YYYYMMDD'),
}

/** How often a term stands where once is all it may. */
const repeated: Measures = (rule) => {
	const id = termOnce(rule)
	if (id === undefined) return undefined
	return (sight) => {
		const count = valuesAround(sight, id).length
		return count > 1 ? { found: String(count), expected: '≤ 1' } : undefined
	}
}

/** The one that shows something counts, asked in this order. */
export const values: readonly Measures[] = [(rule) => special[rule], code, decimals, repeated]
