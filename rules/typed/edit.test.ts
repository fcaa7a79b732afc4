import { expect, test } from 'vitest'
import { addGroup, edited, type JsonEdit, putQualifier, putTerm, removeAt } from './edit.ts'
import { type Json, readJson } from './json.ts'

const text = `{
  "BT-1": "F1",
  "BG-4": { "BT-27": "S", "BT-29": ["1", "2"], "BT-30": { "value": "9", "BT-30-1": "0002" } },
  "BG-22": { "BT-106": 10.50 },
  "BG-23": [
    { "BT-116": "10" },
    { "BT-116": "20" }
  ],
  "BG-25": []
}`
const root = readJson(text) as Json

const cases: [what: string, edit: JsonEdit | undefined, from: string | RegExp, to: string][] = [
	['a text', putTerm(text, root, '/BT-1', 'BT-1', 'F"2'), '"F1"', '"F\\"2"'],
	['a number stays one', putTerm(text, root, '/BG-22/BT-106', 'BT-106', '11.00'), '10.50', '11.00'],
	['unless it is written as none', putTerm(text, root, '/BG-22', 'BT-106', '.5'), '10.50', '".5"'],
	['the value of an object', putTerm(text, root, '/BG-4/BT-30', 'BT-30', '8'), '"9"', '"8"'],
	['one of several', putTerm(text, root, '/BG-4/BT-29/1', 'BT-29', '3'), '"2"', '"3"'],
	[
		'a term of the group around',
		putTerm(text, root, '/BG-23/1/BT-116', 'BT-118', 'S'),
		'"20"',
		'"20", "BT-118": "S"',
	],
	[
		'a term of the document',
		putTerm(text, root, '/BG-4/BT-27', 'BT-3', '380'),
		'\n}',
		',\n  "BT-3": "380"\n}',
	],
	[
		'a group on the way is made',
		putTerm(text, root, '/BG-4/BT-27', 'BT-40', 'FR'),
		'"0002" } }',
		'"0002" }, "BG-5": { "BT-40": "FR" } }',
	],
	['no one of several groups is meant', putTerm(text, root, '', 'BT-118', 'S'), '', ''],
	['a scheme', putQualifier(text, root, '/BG-4/BT-30', 'BT-30-1', '0009'), '"0002"', '"0009"'],
	[
		'a scheme beside a plain value',
		putQualifier(text, root, '/BT-1', 'BT-1-1', 'x'),
		'"F1"',
		'{ "value": "F1", "BT-1-1": "x" }',
	],
	['the first member', removeAt(text, root, '/BT-1'), '"BT-1": "F1",\n  ', ''],
	['the last member', removeAt(text, root, '/BG-25'), ',\n  "BG-25": []', ''],
	['the only member', removeAt(text, root, '/BG-22/BT-106'), '"BT-106": 10.50', ''],
	['an item', removeAt(text, root, '/BG-23/1'), /,\s*\{ "BT-116": "20" \}/, ''],
	['what is not there', removeAt(text, root, '/BT-2'), '', ''],
	[
		'one more group',
		addGroup(text, root, '/BG-22', 'BG-23', [['BT-116', '30']]),
		'"20" }',
		'"20" },\n    { "BT-116": "30" }',
	],
	[
		'a first group in an empty list',
		addGroup(text, root, '', 'BG-25', [['BT-126', '1']]),
		'"BG-25": []',
		'"BG-25": [{ "BT-126": "1" }]',
	],
]
test.each(cases)('%s', (_, edit, from, to) => {
	expect(edit && edited(text, [edit])).toBe(from === '' ? undefined : text.replace(from, to))
})

test('an only item takes its list along', () => {
	const one = '{ "BG-1": [{ "BT-22": "x" }], "BT-1": "1" }'
	const edit = removeAt(one, readJson(one) as Json, '/BG-1/0')!
	expect(edited(one, [edit])).toBe('{ "BT-1": "1" }')
})

test('changes are made together where they do not meet', () => {
	const at = (start: number, end: number, put: string) => ({ start, end, text: put })
	expect(edited('abcdef', [at(4, 5, 'E'), at(0, 1, 'A')])).toBe('AbcdEf')
	expect(edited('abcdef', [at(0, 3, ''), at(2, 4, '')])).toBeUndefined()
})
