/**
 * Found and expected where a rule looks at one value: codes, decimals, dates, signs, repetitions.
 */
import { Decimal, kinds } from '#engine'
import { codeLists } from '../codelists.ts'
import { termOnce } from '../explanations/conditions.ts'
import { amountOf } from '../explanations/decimals.ts'
import type { Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { compared, type Measure, type Measured, quoted, type Sight, valuesAround } from './sight.ts'

/** Code list of each rule, and the attribute that holds the code where the element itself does not. */
const coded: Readonly<Record<string, readonly [list: string, attribute?: string]>> = {
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

/** The code, and the one of the list that differs only by case or spaces, else the list's source. */
const code: Measure = (sight, rule) => {
	const [listed, attribute] = coded[rule] ?? []
	const id = (listed !== undefined && elsewhere[sight.syntax]?.[listed]) || listed
	const list = codeLists.find((release) => release.id === id)
	if (list === undefined) return undefined
	const found = textOf(sight, attribute)
	const folded = found.replace(/\s/g, '').toUpperCase()
	const near = folded === '' ? undefined : list.values.find((value) => value.toUpperCase() === folded)
	return { found: quoted(found), expected: near ?? list.source }
}

/** Text of the attribute, or of the node itself where it has none; a note's subject between its marks. */
function textOf({ tree, node }: Sight, attribute?: string): string {
	if (attribute !== undefined && tree.kind[node] === kinds.element)
		for (let n = node + 1; n < tree.count && tree.kind[n] === kinds.attribute; n++)
			if (tree.names.local(tree.name[n]!) === attribute) return tree.value[n]!
	const text = tree.stringValue(node)
	return /^\s*#([^#]*)#/.exec(text)?.[1] ?? text
}

/** The first value of the term with more than two decimals, and what it rounds to. */
const decimals: Measure = (sight, rule) => {
	const id = amountOf(rule)
	if (id === undefined) return undefined
	return tooFine(valuesAround(sight, id))
}

function tooFine(texts: readonly string[]): Measured | undefined {
	const found = texts.find((text) => /\.\d{3}/.test(text))
	const number = found === undefined ? undefined : Decimal.parse(found)
	return found === undefined || number === undefined
		? undefined
		: { found: quoted(found), expected: compared(undefined, number.round(2), '').expected! }
}

function notNegative(id: TermId): Measure {
	return (sight) => {
		const found = valuesAround(sight, id).find((text) => text.startsWith('-'))
		return found === undefined ? undefined : { found: quoted(found), expected: '≥ 0' }
	}
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

const own =
	(expected: string): Measure =>
	(sight) => ({ found: quoted(textOf(sight)), expected })

const special: Readonly<Record<string, Measure>> = {
	'BR-27': notNegative('BT-146'),
	'BR-28': notNegative('BT-148'),
	'BR-29': after('BT-73', 'BT-74'),
	'BR-30': after('BT-134', 'BT-135'),
	'UBL-DT-01': (sight) => tooFine([textOf(sight).trim()]),
	'CII-DT-097': own('YYYYMMDD'),
}

/** How often a term stands where once is all it may. */
const repeated: Measure = (sight, rule) => {
	const id = termOnce(rule)
	if (id === undefined) return undefined
	const count = valuesAround(sight, id).length
	return count > 1 ? { found: String(count), expected: '≤ 1' } : undefined
}

export const values: Measure = (sight, rule) =>
	special[rule]?.(sight, rule) ?? code(sight, rule) ?? decimals(sight, rule) ?? repeated(sight, rule)
