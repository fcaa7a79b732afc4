import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Counting, positionOf } from './counting.ts'
import { kinds } from './kinds.ts'
import { parseTree } from './parse.ts'
import { Tree } from './tree.ts'

function treeOf(source: string, into?: Tree): Tree {
	const { tree } = parseTree(source, into === undefined ? {} : { into })
	if (tree === undefined) throw new Error('not well-formed')
	return tree
}

test('lines and columns are those counted from the top, whatever is asked first', () => {
	const ends = fc.constantFrom('\n', '\r\n', '\r')
	const lines = fc.array(fc.tuple(fc.integer({ min: 0, max: 40_000 }), ends), { minLength: 1, maxLength: 6 })
	fc.assert(
		fc.property(
			lines,
			fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
			(pieces, places) => {
				const text = pieces.map(([length, end]) => 'a'.repeat(length) + end).join('')
				const tree = new Tree()
				tree.reset(text)
				const counting = new Counting(tree)
				for (const place of places) {
					const offset = Math.floor(place * (text.length - 1))
					const before = text.slice(0, offset)
					// A carriage return belongs to the line feed that follows it.
					const broken = before.split(/\r\n|\n|\r(?!$)/)
					const alone = before.endsWith('\r') && text[offset] !== '\n' ? 1 : 0
					const line = broken.length + alone
					const column = alone === 1 ? 1 : broken.at(-1)!.length + 1
					expect(counting.lineAndColumn(offset)).toEqual({ line, column })
				}
			},
		),
		{ numRuns: 60 },
	)
})

test('positions are those counted from the first sibling, whatever is asked first', () => {
	const names = fc.array(fc.constantFrom('<a/>', '<b/>', '<!--c-->', 'text', '<?p?>'), { maxLength: 30 })
	fc.assert(
		fc.property(names, fc.infiniteStream(fc.nat(1000)), (children, picks) => {
			const tree = treeOf(`<r>${children.join('')}</r>`)
			for (let i = 0; i < children.length; i++) {
				const node = 1 + (picks.next().value % tree.count)
				if (node >= tree.count) continue
				let position = 1
				for (let n = tree.firstChild(tree.parent[node]!); n !== node; n = tree.nextSibling(n))
					if (tree.kind[n] === tree.kind[node] && tree.name[n] === tree.name[node]) position++
				expect(positionOf(tree, node)).toBe(position)
			}
		}),
	)
})

test('a tree that is filled again is counted again', () => {
	const tree = treeOf('<r><a/>\n<a/></r>')
	expect(tree.locate(4)).toMatchObject({ path: '/r/a[2]', line: 2 })
	treeOf('<r>\n\n<b/><a/></r>', tree)
	const last = tree.count - 1
	expect(tree.kind[last]).toBe(kinds.element)
	expect(tree.locate(last)).toMatchObject({ path: '/r/a[1]', line: 3, column: 5 })
})

test('attributes are found behind namespace declarations and look-alikes', () => {
	const tree = treeOf(`<r xmlns="u" a='b="1"' xmlns:p="v" p:c = "x" d="y"/>`)
	expect([2, 3, 4].map((node) => tree.locate(node).column)).toEqual([14, 36, 46])
})

test('in a long text lines are those counted from the top, whatever is asked first', () => {
	const lines = Array.from({ length: 3000 }, (_, n) => 'a'.repeat((n * 37) % 800))
	const starts = [0]
	for (const line of lines) starts.push(starts.at(-1)! + line.length + 1)
	const tree = new Tree()
	tree.reset(lines.join('\n'))
	const counting = new Counting(tree)
	const asked = [2999, 0, 255, 256, 257, 511, 512, 1500, 1499, 2998, 1]
	expect(asked.map((n) => counting.lineAndColumn(starts[n]!))).toEqual(
		asked.map((n) => ({ line: n + 1, column: 1 })),
	)
	const last = tree.source.length - 1
	expect(counting.lineAndColumn(last)).toEqual({ line: 3000, column: lines[2999]!.length })
	tree.reset('a'.repeat(2_000_000))
	expect(new Counting(tree).lineAndColumn(1_999_999)).toEqual({ line: 1, column: 2_000_000 })
})

test('what an envelope held is counted anew', () => {
	const source = '<e><x/><y/><r><a/>\n<a/></r></e>'
	const into = new Tree()
	const outer = parseTree(source, { into }).tree!
	outer.locate(4)
	const inner = parseTree(source, { into, inner: { uri: '', local: 'r' } }).tree!
	expect(inner.locate(4)).toEqual({ path: '/r/a[2]', line: 2, column: 1, offset: source.indexOf('<a/></r>') })
})
