import { expect, test } from 'vitest'
import { parseTree, type Tree } from '#engine'
import { namespaces } from '../terms/path.ts'
import { childElements } from './nodes.ts'
import { type NodeEdit, patched, told } from './patch.ts'

const head = `<c:Total xmlns:c="${namespaces.cac}" xmlns:b="${namespaces.cbc}">`
const source = `${head}
  <!-- <b:ID>not this</b:ID> -->
  <b:ID schemeID='a>b'>1</b:ID>
  <b:Note/>
  <c:Party><c:Party>2</c:Party></c:Party>
</c:Total>`

function treeOf(text: string): Tree {
	const { tree } = parseTree(text)
	if (tree === undefined) throw new Error('not well formed')
	return tree
}

const tree = treeOf(source)
const [id, note, party] = childElements(tree, tree.root) as [number, number, number]
const leaf = { name: 'cbc:Name', attributes: {}, text: 'A & B', children: [] }

const cases: [what: string, edit: NodeEdit, from: string, to: string][] = [
	['sets a text', { op: 'set-text', node: id, value: '<2>' }, '>1<', '>&lt;2&gt;<'],
	[
		'sets the text of an empty tag',
		{ op: 'set-text', node: note, value: 'n' },
		'<b:Note/>',
		'<b:Note>n</b:Note>',
	],
	['sets an attribute’s value', { op: 'set-text', node: id + 1, value: '"' }, "'a>b'", '"&quot;"'],
	[
		'adds an attribute to an empty tag',
		{ op: 'set-attribute', node: note, name: 'languageID', value: 'fr' },
		'<b:Note/>',
		'<b:Note languageID="fr"/>',
	],
	['removes an attribute', { op: 'remove', node: id + 1 }, " schemeID='a>b'", ''],
	['removes an element with its line', { op: 'remove', node: note }, '\n  <b:Note/>', ''],
	[
		'removes an element that holds its like',
		{ op: 'remove', node: party },
		'\n  <c:Party><c:Party>2</c:Party></c:Party>',
		'',
	],
	[
		'inserts after a neighbour',
		{ op: 'insert', node: tree.root, after: id, element: leaf },
		'</b:ID>\n  <b:Note/>',
		'</b:ID>\n  <b:Name>A &amp; B</b:Name>\n  <b:Note/>',
	],
	[
		'inserts into an empty tag',
		{ op: 'insert', node: note, after: 0, element: leaf },
		'<b:Note/>',
		'<b:Note><b:Name>A &amp; B</b:Name></b:Note>',
	],
	[
		'declares a name space that is not bound',
		{ op: 'insert', node: note, after: 0, element: { ...leaf, name: 'ram:Name' } },
		'<b:Note/>',
		`<b:Note><ram:Name xmlns:ram="${namespaces.ram}">A &amp; B</ram:Name></b:Note>`,
	],
]

test.each(cases)('%s', (_, edit, from, to) => {
	expect(source).toContain(from)
	expect(patched(tree, [edit])).toBe(source.replace(from, to))
})

test('moves an element after a sibling', () => {
	const moved = patched(tree, [{ op: 'move', node: id, after: party }])
	const after = treeOf(moved)
	expect(childElements(after, after.root).map((n) => after.names.local(after.name[n]!))).toEqual([
		'Note',
		'Party',
		'ID',
	])
})

test('tells an insertion with its neighbour', () => {
	expect(told(tree, { op: 'insert', node: tree.root, after: id, element: leaf })).toMatchObject({
		op: 'insert',
		location: { path: '/c:Total', line: 1 },
		after: { path: '/c:Total/b:ID[1]', line: 3 },
		xml: '<b:Name>A &amp; B</b:Name>',
	})
})
