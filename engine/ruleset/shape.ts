/**
 * What a document shows of each path, as bits: most facts of a path are told by one look at them.
 *
 * They are put together once a document, for all rule sets that judge it.
 */
import { paths } from '../tree/paths.ts'
import type { Tree } from '../tree/tree.ts'

export const shape = {
	/** There is a node of the path, */
	present: 1,
	/** there are several, */
	several: 2,
	/** several have the same parent, */
	repeated: 4,
	/** one is nothing but white space, */
	blank: 8,
	/** each node of the path above has one. */
	each: 16,
} as const

/** Bits of a path's shape. */
export const shapeBits = 5

let shapes = new Uint8Array(1024)
/** The paths that have a shape. */
let shaped = new Int32Array(256)
let count = 0
/** Of which document: a tree, which is not kept alive, and how many times it was filled. */
let tree: WeakRef<Tree> | undefined
let filling = -1
let nodes = -1

/** By path: its shape in the document that the tree holds; good until that of another document is asked for. */
export function shapesOf(given: Tree): Uint8Array {
	if (paths.size > shapes.length) {
		const longer = new Uint8Array(2 * paths.size)
		longer.set(shapes)
		shapes = longer
	}
	if (filling === given.filling && nodes === given.count && tree?.deref() === given) return shapes
	for (let i = 0; i < count; i++) shapes[shaped[i]!] = 0
	const { pathsPresent, presentCount } = given
	if (presentCount > shaped.length) shaped = new Int32Array(2 * presentCount)
	for (let i = 0; i < presentCount; i++) {
		const path = pathsPresent[i]!
		const number = given.countOfPath(path)
		const parents = given.parentsOfPath(path)
		const above = paths.parent(path)
		shaped[i] = path
		shapes[path] =
			shape.present |
			(number > 1 ? shape.several : 0) |
			(number > parents ? shape.repeated : 0) |
			(parents === (above === 0 ? 1 : given.countOfPath(above)) ? shape.each : 0)
	}
	for (const path of given.blankPaths) if (path !== 0) shapes[path]! |= shape.blank
	count = presentCount
	if (tree?.deref() !== given) tree = new WeakRef(given)
	filling = given.filling
	nodes = given.count
	return shapes
}
