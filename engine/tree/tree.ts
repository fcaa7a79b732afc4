/**
 * A document as arrays: a node is an integer, its properties stand at that index of typed arrays.
 *
 * Nodes are numbered in document order, the document node being 0; an element's attributes follow it
 * immediately, then its children. So the descendants of n (its attributes and theirs included) are exactly
 * n + 1 … end[n] - 1, a child's next sibling is its end, and "before in document order" is "smaller". Arrays grow by doubling and are reused
 * when the same Tree is filled with the next document.
 */
import type { Location } from '../finding.ts'
import { kinds } from './kinds.ts'
import { locationOf, prefixAt } from './location.ts'
import { NameLists } from './name-lists.ts'
import { names } from './names.ts'
import type { Units } from './narrow.ts'
import { attributeMark, grown, grownTo, paths } from './paths.ts'

export { kinds }

/** Values that a tree keeps room for from one document to the next. */
const mostKept = 1_000_000
/** Children that are looked at one by one before their path is asked for. */
const fewChildren = 16

/** Whoever listens while a tree grows; each answers whether it goes on listening. */
export interface Witness {
	/** A document begins, perhaps the same one again. */
	begin(): void
	open(path: number): boolean
	/** Of the element opened last, before anything in it. */
	attribute(path: number, value: string): boolean
	text(value: string): boolean
	/** Text that is known to be white space. */
	blank(value: string): boolean
	/** The innermost element ends. */
	close(): boolean
}

export class Tree {
	/** The text that was parsed; offsets count its UTF-16 units. */
	source = ''
	/** Where the source is narrow, what its stand-ins stand for. */
	units: Units | undefined
	/** Number of nodes. */
	count = 0
	kind = new Uint8Array(1024)
	/** -1 for the document node. */
	parent = new Int32Array(1024)
	/** One past the last node of the subtree. */
	end = new Int32Array(1024)
	/** Name id; -1 for document, text and comment. */
	name = new Int32Array(1024)
	/** Path id of elements and attributes; 0 for the document node and all others. */
	path = new Int32Array(1024)
	/** Where an element's start tag ends (an attribute has its element's); where any other node starts. */
	offset = new Int32Array(1024)
	/** Next element (or attribute) of the same path; 0: none. */
	nextOfPath = new Int32Array(1024)
	/** Content of attributes, text, comments and instructions; '' for the others. */
	value: string[] = []
	/** The paths that occur, in order of first occurrence, and how many they are. */
	pathsPresent = new Int32Array(256)
	presentCount = 0
	/** Paths at which an element or attribute has no string value but white space. */
	readonly blankPaths = new Set<number>()
	readonly names = names
	readonly paths = paths
	/** That of the path table when the document was begun: its path ids mean nothing in a later one. */
	generation = 0
	/** How many times it was filled: what was worked out for one document is not that of the next. */
	filling = 0

	/** The last text that is more than white space, 0 before the first. */
	#spoken = 0
	#firstOfPath = new Int32Array(1024)
	#lastOfPath = new Int32Array(1024)
	/** Number of nodes of a path that is present, */
	#countOfPath = new Int32Array(1024)
	/** and of different parents that these have. */
	#parentsOfPath = new Int32Array(1024)
	readonly #names = new NameLists()
	/** The prefix that the document writes before an element name, */
	#prefixOfName: string[] = []
	/** if it writes the same before all elements of that name. */
	#onePrefix = true
	/** Prefix declarations by element, only where an element has any. */
	#declarations = new Map<number, Readonly<Record<string, string>>>()
	#witness: Witness | undefined

	/** Empties the tree for the next document; the arrays keep their size. */
	reset(source: string, units?: Units, witness?: Witness): void {
		for (let i = 0; i < this.presentCount; i++) this.#firstOfPath[this.pathsPresent[i]!] = 0
		this.presentCount = 0
		this.#names.clear()
		this.blankPaths.clear()
		this.#spoken = 0
		// Its values, pieces of the former text, would keep all of that alive.
		const { count } = this
		if (this.value.length > mostKept) this.value = []
		else this.value.fill('', 0, count)
		this.path.fill(0, 0, count)
		this.nextOfPath.fill(0, 0, count)
		this.#declarations.clear()
		this.#onePrefix = true
		const generation = names.generation
		names.tidy()
		paths.tidy(generation !== names.generation)
		this.generation = paths.generation
		this.source = source
		this.filling++
		this.units = units
		this.count = 0
		this.#put(this.#append(kinds.document, -1, -1, 0), '')
		witness?.begin()
		this.#witness = witness
	}

	/** Makes room for so many nodes at once, so that the arrays need not grow while they are filled. */
	reserve(count: number): void {
		if (count > this.kind.length) this.#grow(count)
		// What growth leaves behind is too much of a large document.
		if (count <= this.value.length) return
		this.value = new Array<string>(count).fill('')
	}

	/** Adds an element as the last node. */
	addElement(
		parent: number,
		name: number,
		offset: number,
		prefix: string,
		path = paths.child(this.path[parent]!, name),
	): number {
		const node = this.#append(kinds.element, parent, name, offset)
		if (node >= this.value.length) this.value.push('')
		this.path[node] = path
		if (this.#index(node, path) && this.#names.add(path, name)) this.#prefixOfName[name] = prefix
		else if (this.#prefixOfName[name] !== prefix) this.#onePrefix = false
		const witness = this.#witness
		if (witness !== undefined && !witness.open(path)) this.#witness = undefined
		return node
	}

	addAttribute(
		element: number,
		name: number,
		value: string,
		path = paths.child(this.path[element]!, name | attributeMark),
	): number {
		const node = this.#append(kinds.attribute, element, name, this.offset[element]!)
		this.#put(node, value)
		if (isBlank(value)) this.blankPaths.add(path)
		this.path[node] = path
		this.#index(node, path)
		const witness = this.#witness
		if (witness !== undefined && !witness.attribute(path, value)) this.#witness = undefined
		return node
	}

	/** Adds text, a comment or a processing instruction as the last node. */
	addLeaf(kind: 3 | 4 | 5, parent: number, name: number, offset: number, value: string): void {
		if (kind === kinds.text && !isBlank(value)) {
			this.addWords(parent, offset, value)
			return
		}
		this.#put(this.#append(kind, parent, name, offset), value)
		const witness = this.#witness
		if (witness !== undefined && kind === kinds.text && !witness.text(value)) this.#witness = undefined
	}

	/** Adds text that is more than white space. */
	addWords(parent: number, offset: number, value: string): void {
		const node = this.#append(kinds.text, parent, -1, offset)
		this.#put(node, value)
		this.#spoken = node
		const witness = this.#witness
		if (witness !== undefined && !witness.text(value)) this.#witness = undefined
	}

	/** Adds text that is white space alone. */
	addBlank(parent: number, offset: number, value: string): void {
		this.#put(this.#append(kinds.text, parent, -1, offset), value)
		const witness = this.#witness
		if (witness !== undefined && !witness.blank(value)) this.#witness = undefined
	}

	/** Says that all of the element's content has been added. */
	close(node: number): void {
		this.end[node] = this.count
		// What came after the node is inside it.
		if (this.#spoken <= node) this.blankPaths.add(this.path[node]!)
		const witness = this.#witness
		if (witness !== undefined && node !== 0 && !witness.close()) this.#witness = undefined
	}

	declare(element: number, declarations: Readonly<Record<string, string>>): void {
		this.#declarations.set(element, declarations)
	}

	/** First node of a path in document order, 0 if there is none; the rest by `nextOfPath`. */
	firstOfPath(path: number): number {
		return path < this.#firstOfPath.length ? this.#firstOfPath[path]! : 0
	}

	/** Number of nodes of a path. */
	countOfPath(path: number): number {
		return this.firstOfPath(path) === 0 ? 0 : this.#countOfPath[path]!
	}

	/** Number of different parents that the nodes of a path have. */
	parentsOfPath(path: number): number {
		return this.firstOfPath(path) === 0 ? 0 : this.#parentsOfPath[path]!
	}

	/** Where the children of a node begin: n, `end[n]`, … below `end[node]` are its children. */
	inside(node: number): number {
		const end = this.end[node]!
		let n = node + 1
		while (n < end && this.kind[n] === kinds.attribute) n++
		return n
	}

	/** First child, attributes not counted; 0: none. */
	firstChild(node: number): number {
		const n = this.inside(node)
		return n < this.end[node]! ? n : 0
	}

	/** Next sibling; 0: none, as for attributes. */
	nextSibling(node: number): number {
		if (node === 0 || this.kind[node] === kinds.attribute) return 0
		const n = this.end[node]!
		return n < this.end[this.parent[node]!]! ? n : 0
	}

	/** First child element of that name, 0 if there is none; the others by `twin`. */
	child(node: number, name: number): number {
		const end = this.end[node]!
		let seen = 0
		for (let n = this.inside(node); n < end; n = this.end[n]!) {
			if (this.name[n] === name) return n
			if (++seen === fewChildren) return this.#childAmongMany(node, name, n)
		}
		return 0
	}

	/** The next child element of the same parent and name, 0 if there is none. */
	twin(node: number): number {
		// Nodes of one path stand together by their parents.
		const n = this.nextOfPath[node]!
		return n !== 0 && this.parent[n] === this.parent[node] ? n : 0
	}

	/** A document's lines are thousands of children of one element: they are not gone through for each question. */
	#childAmongMany(node: number, name: number, after: number): number {
		if (this.generation === paths.generation) {
			const first = this.firstOfPath(paths.find(this.path[node]!, name))
			if (first === 0 || this.parent[first] === node) return first
		}
		const end = this.end[node]!
		let n = this.end[after]!
		while (n < end && this.name[n] !== name) n = this.end[n]!
		return n < end ? n : 0
	}

	/** The elements of a name in document order. */
	named(name: number): readonly number[] {
		return this.#names.named(this, name)
	}

	/** The attributes of a name, in document order. */
	attributesNamed(name: number): number[] {
		const found: number[] = []
		let several = false
		for (let i = 0; i < this.presentCount; i++) {
			const path = this.pathsPresent[i]!
			if (paths.name(path) !== name || !paths.isAttribute(path)) continue
			several = found.length > 0
			for (let n = this.#firstOfPath[path]!; n !== 0; n = this.nextOfPath[n]!) found.push(n)
		}
		return several ? found.sort((a, b) => a - b) : found
	}

	/** The document element, 0 if there is none. */
	get root(): number {
		let node = 1
		while (node < this.count && this.kind[node] !== kinds.element) node = this.end[node]!
		return node < this.count ? node : 0
	}

	/** The node's string value as XPath defines it. */
	stringValue(node: number): string {
		const kind = this.kind[node]!
		if (kind > kinds.element) return this.value[node]!
		const first = this.inside(node)
		const end = this.end[node]!
		if (first >= end) return ''
		if (first + 1 === end && this.kind[first] === kinds.text) return this.value[first]!
		let text = ''
		for (let n = first; n < end; n++) if (this.kind[n] === kinds.text) text += this.value[n]!
		return text
	}

	/** First attribute with that name, 0 if there is none. */
	attribute(element: number, name: number): number {
		for (let n = element + 1; n < this.count && this.kind[n] === kinds.attribute; n++) {
			if (this.name[n] === name) return this.parent[n] === element ? n : 0
		}
		return 0
	}

	/** The prefix that the document writes before the node's name; '' for none. */
	prefixOf(node: number): string {
		if (this.kind[node] === kinds.element && this.#onePrefix) return this.#prefixOfName[this.name[node]!]!
		return prefixAt(this, node)
	}

	/** The namespace bound to a prefix ('' for the default one) at an element. */
	namespaceFor(element: number, prefix: string): string | undefined {
		if (prefix === 'xml') return 'http://www.w3.org/XML/1998/namespace'
		for (let n = element; n >= 0; n = this.parent[n]!) {
			const uri = this.#declarations.get(n)?.[prefix]
			if (uri !== undefined) return uri === '' ? undefined : uri
		}
		return undefined
	}

	/** Prefixes bound at an element, `xml` included. */
	prefixesAt(element: number): string[] {
		const bound = new Map<string, string>([['xml', 'http://www.w3.org/XML/1998/namespace']])
		const chain: number[] = []
		for (let n = element; n >= 0; n = this.parent[n]!) chain.push(n)
		for (const n of chain.reverse()) {
			for (const [prefix, uri] of Object.entries(this.#declarations.get(n) ?? {})) bound.set(prefix, uri)
		}
		return [...bound].filter(([, uri]) => uri !== '').map(([prefix]) => prefix)
	}

	/** Place of a node for people and programs; computed only when asked for. */
	locate(node: number, prefixes?: ReadonlyMap<string, string>): Location {
		return locationOf(this, node, prefixes)
	}

	/** Its links are 0 and its value is '' or absent, as `reset` left them. */
	#append(kind: number, parent: number, name: number, offset: number): number {
		const node = this.count++
		if (node === this.kind.length) this.#grow()
		this.kind[node] = kind
		this.parent[node] = parent
		this.end[node] = node + 1
		this.name[node] = name
		this.offset[node] = offset
		return node
	}

	#put(node: number, value: string): void {
		if (node < this.value.length) this.value[node] = value
		else this.value.push(value)
	}

	/** Puts the node with those of its path; whether it is the first of them. */
	#index(node: number, path: number): boolean {
		if (path >= this.#firstOfPath.length) {
			this.#firstOfPath = grownTo(this.#firstOfPath, path)
			this.#lastOfPath = grownTo(this.#lastOfPath, path)
			this.#countOfPath = grownTo(this.#countOfPath, path)
			this.#parentsOfPath = grownTo(this.#parentsOfPath, path)
		}
		const fresh = this.#firstOfPath[path] === 0
		if (fresh) {
			this.#firstOfPath[path] = node
			this.#countOfPath[path] = this.#parentsOfPath[path] = 1
			if (this.presentCount === this.pathsPresent.length) this.pathsPresent = grown(this.pathsPresent)
			this.pathsPresent[this.presentCount++] = path
		} else {
			const last = this.#lastOfPath[path]!
			this.nextOfPath[last] = node
			this.#countOfPath[path]!++
			if (this.parent[last] !== this.parent[node]) this.#parentsOfPath[path]!++
		}
		this.#lastOfPath[path] = node
		return fresh
	}

	#grow(length = this.kind.length * 2): void {
		const kind = new Uint8Array(length)
		kind.set(this.kind)
		this.kind = kind
		this.parent = lengthened(this.parent, length)
		this.end = lengthened(this.end, length)
		this.name = lengthened(this.name, length)
		this.path = lengthened(this.path, length)
		this.offset = lengthened(this.offset, length)
		this.nextOfPath = lengthened(this.nextOfPath, length)
	}
}

/** Whether the text is white space alone, or nothing. */
function isBlank(text: string): boolean {
	for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 32) return false
	return true
}

function lengthened(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
	const copy = new Int32Array(length)
	copy.set(array)
	return copy
}
