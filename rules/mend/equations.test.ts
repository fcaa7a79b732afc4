import { expect, test } from 'vitest'
import { Decimal, parseTree } from '#engine'
import { namespaces } from '../terms/path.ts'
import { equationsOf, isBroken, solvedFor } from './equations.ts'

/** A UBL invoice of these totals and lines; the text of each may be anything. */
function equations(totals: Readonly<Record<string, string>>, lines: readonly string[]) {
	const leaf = ([name, text]: [string, string]) => `<b:${name}>${text}</b:${name}>`
	const body = lines.map(
		(net) => `<a:InvoiceLine><b:LineExtensionAmount>${net}</b:LineExtensionAmount></a:InvoiceLine>`,
	)
	const { tree } = parseTree(
		`<Invoice xmlns="${namespaces.ubl}" xmlns:a="${namespaces.cac}" xmlns:b="${namespaces.cbc}"><a:LegalMonetaryTotal>${Object.entries(totals).map(leaf).join('')}</a:LegalMonetaryTotal>${body.join('')}</Invoice>`,
	)
	if (tree === undefined) throw new Error('not well formed')
	return equationsOf(tree, tree.root, 'ubl-invoice')
}

const totals = {
	LineExtensionAmount: '30.00',
	TaxExclusiveAmount: '30.00',
	TaxInclusiveAmount: '30.00',
	PayableAmount: '30.00',
}

const cases: [what: string, totals: Record<string, string>, lines: string[], broken: string[]][] = [
	['all hold', totals, ['10.00', '20.00'], []],
	['a wrong line', totals, ['10.00', '21.00'], ['BT-106']],
	['a wrong sum', { ...totals, LineExtensionAmount: '31.00' }, ['10.00', '20.00'], ['BT-106', 'BT-109']],
	['no number', { ...totals, TaxInclusiveAmount: 'x' }, ['30.00'], ['BT-112', 'BT-115']],
	['tiny amounts are exact', { ...totals, LineExtensionAmount: '0.3' }, ['0.1', '0.2'], ['BT-109']],
]

test.each(cases)('%s', (_, given, lines, broken) => {
	expect(
		equations(given, lines)
			.filter(isBroken)
			.map(({ name }) => name),
	).toEqual(broken)
})

test('each operand is solved from the others', () => {
	const [sum] = equations({ LineExtensionAmount: '30.00' }, ['10.00', '?', '15.00'])
	const values = [sum!.total, ...sum!.parts].map((operand) => solvedFor(sum!, operand)?.toString())
	expect(values).toEqual([undefined, undefined, '5', undefined])
	expect(Decimal.parse('5')!.eq(solvedFor(sum!, sum!.parts[1]!)!)).toBe(true)
})
