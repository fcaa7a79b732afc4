import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTree } from '../tree/parse.ts'
import { checkStructure } from './check.ts'
import { compileStructure } from './structure.ts'
import type { StructureTable } from './table.ts'
import { StructureWitness } from './witness.ts'

const table: StructureTable = {
	id: 'structure-toy',
	namespaces: { x: 'urn:x', y: 'urn:y' },
	roots: { 'x:Bill': 'Bill', 'x:Note': 'Text' },
	elements: {
		'x:ID': 'Text',
		'x:Day': 'date',
		'x:Tag': 'Text',
		'x:Line': 'Line',
		'x:Any': 'Any',
		'x:Sum': 'Amount',
		'x:Pick': 'Pick',
		'x:Left': 'Text',
		'x:Right': 'date',
		'x:Two': 'Text',
	},
	types: {
		Bill: 'x:ID x:Day? x:Tag* x:Two{0,2} x:Any? x:Line+',
		Line: 'x:ID? x:Sum x:Pick?',
		Pick: 'x:Left | x:Right',
		Any: 'not(y)',
	},
	values: {
		Text: 'string lang:language',
		date: 'date',
		Amount: 'decimal unit! scale code="6"',
	},
}
const structure = compileStructure(table)

/** Findings as `rule line:column element`, each line of the document being one element of the array. */
function findings(lines: readonly string[], node?: number): string[] {
	const { tree, failure } = parseTree(lines.join('\n'))
	if (tree === undefined) throw new Error(failure.message)
	const result = checkStructure(structure, tree, node === undefined ? {} : { node })
	return result.findings.map(
		({ rule, location, element, attribute }) =>
			`${rule.slice('STRUCT-'.length)} ${location.line}:${location.column} ${element}${attribute === undefined ? '' : `/${attribute}`}`,
	)
}

const bill = (...content: string[]) => ['<Bill xmlns="urn:x">', ...content, '</Bill>']
const id = '<ID>1</ID>'
const line = '<Line><Sum unit="h">1</Sum></Line>'

const cases: [title: string, document: string[], expected: string[]][] = [
	['the least', bill(id, line), []],
	['everything', bill(id, '<Day>2026-01-31</Day>', '<Tag/><Tag/>', '<Two/><Two/>', line, line), []],
	[
		'comments, instructions, white space',
		bill(' <!--c-->', id, '<?p i?>', line, '<Line><!--c--> <Sum unit="h"><!--c-->1<!--c-->2</Sum></Line>'),
		[],
	],
	['a value as document', ['<Note xmlns="urn:x">t</Note>'], []],
	['another document', ['<Order xmlns="urn:x"/>'], ['ROOT 1:1 x:Order']],
	['another namespace', ['<Bill xmlns="urn:z"/>'], ['ROOT 1:1 {urn:z}Bill']],
	['no namespace', ['<Bill/>'], ['ROOT 1:1 Bill']],

	['an unknown child', bill(id, '<Nope><ID/></Nope>', line), ['UNKNOWN 3:1 x:Nope']],
	['a child of another namespace', bill(id, '<y:ID xmlns:y="urn:y"/>', line), ['UNKNOWN 3:1 y:ID']],
	['a known element in another parent', bill(id, '<Sum unit="h">1</Sum>', line), ['UNKNOWN 3:1 x:Sum']],
	['two unknown children', bill(id, '<A/>', '<B/>', line), ['UNKNOWN 3:1 x:A', 'UNKNOWN 4:1 x:B']],

	['missing before a sibling', bill('<Tag/>', line), ['MISSING 2:1 x:ID']],
	['missing at the end', bill(id), ['MISSING 1:1 x:Line']],
	['all missing', bill(), ['MISSING 1:1 x:ID', 'MISSING 1:1 x:Line']],
	[
		'missing in a child, then at the end',
		bill(id, '<Any/>'),
		['MISSING 3:1 an element of another namespace', 'MISSING 1:1 x:Line'],
	],

	['swapped', bill('<Tag/>', id, line), ['ORDER 2:1 x:Tag']],
	[
		'swapped, both with a fault inside',
		bill('<Day>x</Day>', '<ID lang="?"/>', line),
		['ORDER 2:1 x:Day', 'VALUE 2:1 x:Day', 'VALUE 3:5 x:ID/lang'],
	],
	['optional ones swapped', bill(id, '<Tag/>', '<Day>2026-01-31</Day>', line), ['ORDER 4:1 x:Day']],
	['too late', bill(id, line, '<Tag/>'), ['ORDER 4:1 x:Tag']],

	['twice', bill(id, id, line), ['TOO-MANY 3:1 x:ID']],
	['twice, apart', bill(id, '<Tag/>', id, line), ['TOO-MANY 4:1 x:ID']],
	['three for two', bill(id, '<Two/>', '<Two/>', '<Two/>', line), ['TOO-MANY 5:1 x:Two']],
	['a fault inside a surplus one', bill(id, '<ID><A/></ID>', line), ['TOO-MANY 3:1 x:ID', 'NESTED 3:1 x:ID']],

	['one of two', bill(id, '<Line><Sum unit="h">1</Sum><Pick><Right>2026-01-31</Right></Pick></Line>'), []],
	[
		'both of two',
		bill(id, '<Line><Sum unit="h">1</Sum><Pick><Left/>', '<Right>2026-01-31</Right></Pick></Line>'),
		['CHOICE 4:1 x:Right'],
	],
	[
		'one of two twice',
		bill(id, '<Line><Sum unit="h">1</Sum><Pick><Left/>', '<Left/></Pick></Line>'),
		['TOO-MANY 4:1 x:Left'],
	],
	['none of two', bill(id, '<Line><Sum unit="h">1</Sum><Pick/></Line>'), ['MISSING 3:28 x:Left']],

	['a bad value', bill(id, '<Day>31.01.2026</Day>', line), ['VALUE 3:1 x:Day']],
	['an empty value', bill(id, '<Line><Sum unit="h"/></Line>'), ['VALUE 3:7 x:Sum']],
	['a value in pieces', bill(id, '<Line><Sum unit="h">1<![CDATA[,]]>2</Sum></Line>'), ['VALUE 3:7 x:Sum']],
	['an element inside a value', bill('<ID>a<b/></ID>', line), ['NESTED 2:1 x:ID']],
	['text among elements', bill(id, 'stray', line, 'again'), ['TEXT 1:1 x:Bill']],

	['a required attribute', bill(id, '<Line><Sum>1</Sum></Line>'), ['ATTRIBUTE-MISSING 3:7 x:Sum/unit']],
	['an attribute too many', bill('<ID nope="1">1</ID>', line), ['ATTRIBUTE 2:5 x:ID/nope']],
	[
		'an attribute of another namespace',
		bill('<ID xml:lang="fr">1</ID>', line),
		['ATTRIBUTE 2:5 x:ID/xml:lang'],
	],
	[
		'an attribute on a parent of elements',
		['<Bill xmlns="urn:x" a="1">', id, line, '</Bill>'],
		['ATTRIBUTE 1:21 x:Bill/a'],
	],
	['a bad attribute value', bill('<ID lang="">1</ID>', line), ['VALUE 2:5 x:ID/lang']],
	['a fixed attribute', bill(id, '<Line><Sum unit="h" code="7">1</Sum></Line>'), ['VALUE 3:21 x:Sum/code']],
	[
		'schema locations',
		[
			'<Bill xmlns="urn:x" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="a b">',
			id,
			line,
			'</Bill>',
		],
		[],
	],
	[
		'xsi:nil',
		bill('<ID xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="false">1</ID>', line),
		['ATTRIBUTE 2:57 x:ID/i:nil'],
	],
	[
		'xsi:type, the same',
		bill('<ID xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="Text">1</ID>', line),
		[],
	],
	[
		'xsi:type, another',
		bill('<ID xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="date">1</ID>', line),
		['ATTRIBUTE 2:57 x:ID/i:type'],
	],

	['any element', bill(id, '<Any><z:A xmlns:z="urn:z" z:b="1">text<z:C/></z:A></Any>', line), []],
	[
		'any element, of the namespace left out',
		bill(id, '<Any><y:A xmlns:y="urn:y"/>', '</Any>', line),
		['UNKNOWN 3:6 y:A', 'MISSING 3:1 an element of another namespace'],
	],
	[
		'any element, of no namespace',
		bill(id, '<Any><A xmlns=""/></Any>', line),
		['UNKNOWN 3:6 A', 'MISSING 3:1 an element of another namespace'],
	],
	[
		'any element, two',
		bill(id, '<Any><z:A xmlns:z="urn:z"/>', '<z:A xmlns:z="urn:z"/></Any>', line),
		['TOO-MANY 4:1 {urn:z}A'],
	],
	[
		'a known element inside any',
		bill(id, '<Any><z:A xmlns:z="urn:z"><Day>x</Day></z:A></Any>', line),
		['VALUE 3:27 x:Day'],
	],
]

test.each(cases)('%s', (_, document, expected) => {
	expect(findings(document)).toEqual(expected)
})

/** Sound, but left to the sweep: a comment parts a value, or xsi:type says what is known. */
const doubted = new Set(['comments, instructions, white space', 'xsi:type, the same'])

test.each(cases)('while the tree is built: %s', (title, document, expected) => {
	const witness = new StructureWitness(() => structure)
	for (const strict of [false, true]) {
		const { tree } = parseTree(document.join('\n'), { witness, strict })
		expect(witness.sound).toBe(expected.length > 0 || doubted.has(title) ? undefined : structure)
		expect(checkStructure(structure, tree!, { witness }).findings).toHaveLength(expected.length)
	}
})

const soundBill = bill('<!--c-->', id, line, line, '<?p i?>').join('\n')

test('a witness serves for one document after the other, and starts anew where reading does', () => {
	const witness = new StructureWitness((_, local) => (local === 'Bill' ? structure : undefined))
	const soundness = (text: string) => {
		parseTree(text, { witness })
		return witness.sound !== undefined
	}
	// An é in a name is left to the strict parser, after the scanner has read the rest.
	const twice = soundBill.replace('<?p i?>', '<?é i?>')
	expect([soundBill, '<Other/>', twice, bill(id).join(''), soundBill].map(soundness)).toEqual([
		true,
		false,
		true,
		false,
		true,
	])
})

test('what is left out, doubled, moved or spoilt somewhere is noticed in the pass or by no one', () => {
	const pieces = soundBill.match(/<[^>]+>|[^<]+/g)!
	const witness = new StructureWitness(() => structure)
	let [sound, faulty] = [0, 0]
	const edited = fc.array(
		fc.record({
			at: fc.nat(pieces.length - 1),
			put: fc.constantFrom('', id, line, '<Tag/>', 'x', '2026-01-01'),
		}),
		{ maxLength: 2 },
	)
	fc.assert(
		fc.property(edited, (edits) => {
			const text = [...pieces]
			for (const { at, put } of edits) text[at] = put
			const { tree } = parseTree(text.join(''), { witness })
			if (tree === undefined) return
			const { findings } = checkStructure(structure, tree)
			expect(witness.sound === structure).toBe(findings.length === 0)
			if (findings.length === 0) sound++
			else faulty++
		}),
		{ numRuns: 500 },
	)
	expect(Math.min(sound, faulty)).toBeGreaterThan(10)
})

test('a finding names parent, neighbours and what was expected', () => {
	const { tree } = parseTree(bill(id, '<Nope/>', line).join(''))
	const [finding] = checkStructure(structure, tree!).findings
	expect(finding).toMatchObject({
		rule: 'STRUCT-UNKNOWN',
		ruleSet: 'structure-toy',
		severity: 'fatal',
		parent: 'x:Bill',
		expected: ['x:Line', 'x:Day', 'x:Tag', 'x:Two', 'x:Any'],
		text: 'x:Nope may not stand in x:Bill; expected here: x:Line, x:Day, x:Tag, x:Two, x:Any',
	})
})

test('findings stand in the order of `at`', () => {
	const { tree } = parseTree(bill('<Tag/>', '<Day>x</Day>', '<Any/>', 'text', '<Nope/>').join('\n'))
	const { findings } = checkStructure(structure, tree!)
	expect(findings.length).toBeGreaterThan(4)
	expect(findings.map(({ at }) => at)).toEqual(findings.map(({ at }) => at).sort((a, b) => a - b))
})

test('a document inside another is checked at its element', () => {
	const wrapped = ['<Box>', '<Head/>', ...bill(id, '<Nope/>', line), '</Box>']
	const { tree } = parseTree(wrapped.join('\n'))
	const node = tree!.named(tree!.names.intern('urn:x', 'Bill'))[0]!
	expect(findings(wrapped, node)).toEqual(['UNKNOWN 5:1 x:Nope'])
	expect(findings(bill(id, line))).toEqual([])
})

test('the same path under another start means another thing', () => {
	const inner = [...bill('<ID><Bill>', '<ID/></Bill></ID>', line)]
	const { tree } = parseTree(inner.join('\n'))
	const second = tree!.named(tree!.names.intern('urn:x', 'Bill'))[1]!
	expect(findings(inner)).toEqual(['NESTED 2:1 x:ID'])
	expect(findings(inner, second)).toEqual(['MISSING 2:5 x:Line'])
	expect(findings(inner)).toEqual(['NESTED 2:1 x:ID'])
})

test('findings are bounded, and the sweep stops there', () => {
	const { tree } = parseTree(bill(id, ...Array.from({ length: 50 }, () => '<Nope/>'), line).join(''))
	expect(checkStructure(structure, tree!, { limit: 10 })).toMatchObject({ truncated: true })
	expect(checkStructure(structure, tree!, { limit: 10 }).findings).toHaveLength(10)
	expect(checkStructure(structure, tree!, { limit: 50 }).truncated).toBe(false)
})

test('depth alone breaks nothing', () => {
	const deep = bill(
		id,
		`<Any>${'<z>'.repeat(150)}${'</z>'.repeat(150)}</Any>`.replace('<z>', '<z xmlns="urn:z">'),
		line,
	)
	expect(findings(deep)).toEqual([])
})
