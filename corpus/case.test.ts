import { expect, test } from 'vitest'
import { Fault } from '#engine'
import { readCases } from './case.ts'

const one = (text: string) => readCases('a.cases', text)[0]!

test('a case has title, base, edits and findings', () => {
	expect(
		one(`# a comment
base invoice.xml

An allowance without a reason
	as no-reason
	remove cac:AllowanceCharge[2]/cbc:AllowanceChargeReason
	set cbc:ID/@schemeID = a b
	=> BR-33 fatal, BR-CO-21 fatal 2
	=> UBL-CR-650 warning
`),
	).toMatchObject({
		title: 'An allowance without a reason',
		from: 'invoice.xml',
		name: 'no-reason',
		edits: [
			{ kind: 'remove', path: ['cac:AllowanceCharge[2]', 'cbc:AllowanceChargeReason'] },
			{ kind: 'set', path: ['cbc:ID', '@schemeID'], value: 'a b' },
		],
		expected: new Map([
			['BR-33 fatal', 1],
			['BR-CO-21 fatal', 2],
			['UBL-CR-650 warning', 1],
		]),
	})
})

test('a case may start from another', () => {
	const cases = readCases(
		'a.cases',
		`base a.xml
First
	as first
	=> nothing
Second
	from first
	=> nothing
base b.xml
Third
	=> nothing`,
	)
	expect(cases.map(({ title, from }) => `${title} ${from}`)).toEqual([
		'First a.xml',
		'Second first',
		'Third b.xml',
	])
})

test('a file may name the rule sets that judge', () => {
	expect(one('rules br-fr-ubl br-fr-cii\nbase a.xml\nFirst\n\t=> nothing').rules).toEqual([
		'br-fr-ubl',
		'br-fr-cii',
	])
	expect(one('base a.xml\nFirst\n\t=> nothing').rules).toBeUndefined()
})

test('a row of a table is a case', () => {
	const [first, second] = readCases(
		'a.cases',
		`base a.xml
each in cac:OrderReference
	repeat cbc:ID ; remove cbc:ID[2] => nothing
each
	add cac:A/cbc:Amount @currencyID=EUR = 1.00 => UBL-CR-459 warning
`,
	)
	expect(first).toMatchObject({
		title: 'cac:OrderReference: repeat cbc:ID ; remove cbc:ID[2]',
		edits: [
			{ kind: 'repeat', path: ['cac:OrderReference', 'cbc:ID'] },
			{ kind: 'remove', path: ['cac:OrderReference', 'cbc:ID[2]'] },
		],
	})
	expect(first!.expected.size).toBe(0)
	expect(second).toMatchObject({
		title: 'add cac:A/cbc:Amount @currencyID=EUR = 1.00',
		at: { line: 5, column: 2 },
		edits: [
			{
				kind: 'add',
				path: ['cac:A'],
				element: { name: 'cbc:Amount', attributes: { currencyID: 'EUR' }, text: '1.00', children: [] },
			},
		],
	})
})

test('an element to add has attributes, text and children', () => {
	const [edit] = one(`base a.xml
Title
	add cac:AllowanceCharge
		cbc:Amount @currencyID=EUR @x="a b" = 1.00
		cac:TaxCategory
			cbc:ID = S
		cbc:Empty
	=> nothing`).edits
	expect(edit).toMatchObject({
		path: [],
		element: {
			name: 'cac:AllowanceCharge',
			text: '',
			children: [
				{ name: 'cbc:Amount', attributes: { currencyID: 'EUR', x: 'a b' }, text: '1.00' },
				{ name: 'cac:TaxCategory', children: [{ name: 'cbc:ID', text: 'S' }] },
				{ name: 'cbc:Empty', text: '', children: [] },
			],
		},
	})
})

const values: [written: string, read: string][] = [
	['set cbc:ID = F-1', 'F-1'],
	['set cbc:ID = a = b', 'a = b'],
	['set cbc:ID =', ''],
	['set cbc:ID = " "', ' '],
	['set cbc:ID = ""', ''],
]
test.each(values)('%s', (written, read) => {
	expect(one(`base a.xml\nTitle\n\t${written}\n\t=> nothing`).edits[0]).toMatchObject({ value: read })
})

const wrong: [what: string, text: string, place: string][] = [
	['no findings', 'base a.xml\nTitle\n\tremove cbc:ID', 'a.cases:2:1'],
	['no base', 'Title\n\t=> nothing', 'a.cases:1:1'],
	['no base for a row', 'each\n\tremove cbc:ID => nothing', 'a.cases:2:2'],
	['a row without findings', 'base a.xml\neach\n\tremove cbc:ID', 'a.cases:3:2'],
	['a row with lines', 'base a.xml\neach\n\tadd a:B => nothing\n\t\ta:C', 'a.cases:4:3'],
	['no edit', 'base a.xml\nTitle\n\tdrop cbc:ID\n\t=> nothing', 'a.cases:3:2'],
	['set without a value', 'base a.xml\nTitle\n\tset cbc:ID\n\t=> nothing', 'a.cases:3:2'],
	['lines under a removal', 'base a.xml\nTitle\n\tremove cbc:ID\n\t\tcbc:X\n\t=> nothing', 'a.cases:4:3'],
	['no severity', 'base a.xml\nTitle\n\t=> BR-01', 'a.cases:3:2'],
	['a severity of no engine', 'base a.xml\nTitle\n\t=> BR-01 severe', 'a.cases:3:2'],
	['a finding twice', 'base a.xml\nTitle\n\t=> BR-01 fatal, BR-01 fatal', 'a.cases:3:2'],
	['depth by spaces', 'base a.xml\nTitle\n  => nothing', 'a.cases:3:1'],
	['too deep', 'base a.xml\nTitle\n\t\t=> nothing', 'a.cases:3:3'],
	['nothing at the margin', '\tremove cbc:ID', 'a.cases:1:2'],
	['a base with lines', 'base a.xml\n\tremove cbc:ID', 'a.cases:2:2'],
]
test.each(wrong)('%s is refused', (_, text, place) => {
	expect(() => readCases('a.cases', text)).toThrow(Fault)
	expect(() => readCases('a.cases', text)).toThrow(place)
})
