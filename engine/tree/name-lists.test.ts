import fc from 'fast-check'
import { expect, test } from 'vitest'
import { names } from './names.ts'
import { parseTree } from './parse.ts'
import { kinds, Tree } from './tree.ts'

const elementNames = ['a', 'b', 'c'] as const

/** The elements of a name as its list has them, and as they are met from the first node to the last. */
function both(tree: Tree, local: string): readonly [number[], number[]] {
	const name = names.intern('', local)
	const met: number[] = []
	for (let n = 0; n < tree.count; n++)
		if (tree.kind[n] === kinds.element && tree.name[n] === name) met.push(n)
	return [[...tree.named(name)], met]
}

interface Shape {
	readonly name: string
	readonly children: readonly Shape[]
}
const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
	shape: fc.record({
		name: fc.constantFrom(...elementNames),
		children: fc.oneof(
			{ maxDepth: 5, withCrossShrink: true },
			fc.constant([]),
			fc.array(tie('shape'), { maxLength: 5 }),
		),
	}),
}))
const written = ({ name, children }: Shape): string =>
	`<${name} a="1">${children.map(written).join('')}</${name}>`

test('a list has the elements of its name in document order, in a tree that held another document', () => {
	const into = new Tree()
	fc.assert(
		fc.property(shape, fc.subarray([...elementNames]), (root, asked) => {
			const { tree } = parseTree(written(root), { into })
			for (const name of [...asked, ...asked]) {
				const [listed, met] = both(tree!, name)
				expect(listed).toEqual(met)
			}
		}),
	)
})

test('many elements at many paths', () => {
	const line = (k: number) => `<l${k % 20}><ID/><ID/></l${k % 20}>`
	const { tree } = parseTree(`<a><ID/>${Array.from({ length: 2000 }, (_, k) => line(k)).join('')}</a>`)
	for (const name of ['ID', 'l7']) {
		const [listed, met] = both(tree!, name)
		expect(listed).toEqual(met)
	}
})

test('a name that no document element has', () => {
	const { tree } = parseTree('<a b="1"/>')
	expect([tree!.named(names.intern('', 'b')), tree!.named(1 << 20)]).toEqual([[], []])
})
