/**
 * Names as a document writes them, under the namespace declarations in force where they stand.
 *
 * The scanner looks a name up by its bytes and finds its ids as an element's and as an attribute's name. The
 * tables outlive documents, as long as name ids do; few declarations are ever in use, so that there are few.
 */
import { names } from './names.ts'
import { paths } from './paths.ts'

/** A name as written: `prefix:local`. */
export interface RawName {
	readonly hash: number
	/** Where its bytes stand in `pool`, four a number, and how many they are. */
	readonly start: number
	readonly length: number
	readonly prefix: string
	/** -1 where the prefix is not bound, or where it is no name. */
	readonly element: number
	readonly attribute: number
}

/**
 * An element as it was met at a path, and what was met after it the last time: most documents go on as the one
 * before, so that the next name is guessed, and only compared with the bytes.
 */
export interface Step {
	readonly name: RawName
	/** The names inside it. */
	readonly names: RawNames
	readonly path: number
	/** Its first child and the sibling after it, where these declare no namespace; and those of a time before. */
	first: Step | undefined
	next: Step | undefined
	otherFirst: Step | undefined
	otherNext: Step | undefined
	/** Its first attribute, and the path of that. */
	attribute: RawName | undefined
	attributePath: number
}

function newStep(name: RawName, names: RawNames, path: number): Step {
	const unknown = { first: undefined, next: undefined, otherFirst: undefined, otherNext: undefined }
	return { name, names, path, ...unknown, attribute: undefined, attributePath: 0 }
}

/** The start tag of a document element, as it was written before. */
export interface Opening {
	/** From its name on, past the `>`; all ASCII. */
	readonly written: RawName
	readonly step: Step
	/** Its attributes, and how many they are with the declarations of namespaces. */
	readonly attributes: readonly { readonly name: number; readonly path: number; readonly value: string }[]
	readonly count: number
}

/** The bytes of all raw names, the first of four in the lowest bits; ASCII, since the scanner knows no other names. */
let pool = new Int32Array(1 << 12)
let used = 0
/** What counts of the last number of a name, by how many bytes are left for it. */
const masks = [0, 0xff, 0xffff, 0xffffff]

/** Whether the name stands at that byte, perhaps as the beginning of a longer one. Three bytes after it are looked at. */
export function stands(bytes: DataView, at: number, { start, length }: RawName): boolean {
	const known = pool
	let k = start
	let i = at
	for (const end = start + (length >> 2); k < end; k++, i += 4)
		if (bytes.getInt32(i, true) !== known[k]) return false
	const rest = length & 3
	return rest === 0 || (bytes.getInt32(i, true) & masks[rest]!) === known[k]
}

const noName: RawName = { hash: 0, start: 0, length: 0, prefix: '', element: -1, attribute: -1 }
const mostContexts = 200
const mostNames = 4000
const mostSteps = 100_000
const mostOpenings = 16
const longestOpening = 4000
/** Slots to begin with. */
const fewest = 128
const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'

/** Declarations in force, and the names seen under them. */
export class RawNames {
	/** What the element itself declares, prefix → namespace. */
	readonly declared: Readonly<Record<string, string>>
	readonly #bindings: ReadonlyMap<string, string>
	/** The same with further declarations, by the text that tells them apart. */
	readonly #within = new Map<string, RawNames>()
	#slots: (RawName | undefined)[] = new Array(fewest).fill(undefined)
	#count = 0
	#steps: Map<number, Step> | undefined

	constructor(bindings: ReadonlyMap<string, string>, declared: Readonly<Record<string, string>>) {
		this.#bindings = bindings
		this.declared = declared
	}

	/** The names where these declarations (prefix, namespace, prefix, …) are in force too. */
	within(declarations: readonly string[]): RawNames {
		// NUL stands in no document.
		const key = declarations.join('\0')
		let inner = this.#within.get(key)
		if (inner === undefined) {
			const declared: Record<string, string> = {}
			for (let k = 0; k < declarations.length; k += 2) declared[declarations[k]!] = declarations[k + 1]!
			inner = new RawNames(new Map([...this.#bindings, ...Object.entries(declared)]), declared)
			// A hostile document may declare something else in each element.
			if (contexts < 2 * mostContexts) this.#within.set(key, inner)
			contexts++
		}
		return inner
	}

	/** The name of so many bytes from `start` on. */
	find(bytes: Uint8Array, start: number, length: number, hash: number): RawName {
		const slots = this.#slots
		const mask = slots.length - 1
		const known = pool
		let slot = (hash ^ (hash >>> 15)) & mask
		next: for (let name = slots[slot]; name !== undefined; name = slots[slot]) {
			slot = (slot + 1) & mask
			if (name.hash !== hash || name.length !== length) continue
			for (let k = 0; k < length; k++)
				if (((known[name.start + (k >> 2)]! >> ((k & 3) << 3)) & 0xff) !== bytes[start + k]) continue next
			return name
		}
		return this.#add(bytes.subarray(start, start + length), hash)
	}

	/** The element of that name at that path, these names being those inside it. */
	step(name: RawName, path: number): Step {
		const known = (this.#steps ??= new Map())
		let step = known.get(path)
		// A path knows the expanded name alone.
		if (step?.name !== name) {
			step = newStep(name, this, path)
			if (++steps < 2 * mostSteps) known.set(path, step)
		}
		return step
	}

	#add(bytes: Uint8Array, hash: number): RawName {
		if (this.#count > mostNames) {
			this.#slots = new Array(fewest).fill(undefined)
			this.#count = 0
		}
		const raw = String.fromCharCode(...bytes)
		const split = raw.indexOf(':')
		const prefix = split < 0 ? '' : raw.slice(0, split)
		const local = raw.slice(split + 1)
		const uri = this.#bindings.get(prefix)
		const known = split < 0 || (split > 0 && /^[A-Za-z_][^:]*$/.test(local) && uri !== undefined)
		const name: RawName = {
			hash,
			start: kept(bytes),
			length: bytes.length,
			prefix,
			element: known ? names.intern(uri ?? '', local) : -1,
			attribute: known ? names.intern(split < 0 ? '' : uri!, local) : -1,
		}
		if (++this.#count * 2 > this.#slots.length) this.#widen()
		this.#place(name)
		return name
	}

	#place(name: RawName): void {
		const mask = this.#slots.length - 1
		let slot = (name.hash ^ (name.hash >>> 15)) & mask
		while (this.#slots[slot] !== undefined) slot = (slot + 1) & mask
		this.#slots[slot] = name
	}

	#widen(): void {
		const old = this.#slots
		this.#slots = new Array(old.length * 2).fill(undefined)
		for (const name of old) if (name !== undefined) this.#place(name)
	}
}

/** Puts the bytes with those of the other names; gives their start. */
function kept(bytes: Uint8Array): number {
	const start = used
	used += (bytes.length + 3) >> 2
	if (used > pool.length) {
		const longer = new Int32Array(Math.max(pool.length * 2, used))
		longer.set(pool)
		pool = longer
	}
	pool.fill(0, start, used)
	for (let k = 0; k < bytes.length; k++) pool[start + (k >> 2)]! |= bytes[k]! << ((k & 3) << 3)
	return start
}

/** What a document begins with: nothing is declared yet. */
export interface Beginning {
	/** The document itself. */
	readonly step: Step
	/** Start tags that documents began with, the last first. */
	readonly openings: Opening[]
}

let begin: Beginning
let contexts = mostContexts
let steps = 0
let generation = -1

export function beginning(): Beginning {
	const now = names.generation + paths.generation
	if (contexts >= mostContexts || used > 1 << 20 || steps > mostSteps || generation !== now) {
		const outermost = new RawNames(new Map([['xml', xmlNamespace]]), {})
		begin = { step: newStep(noName, outermost, 0), openings: [] }
		contexts = used = steps = 0
		generation = now
	}
	return begin
}

/** Keeps the start tag of these bytes, unless it is long. */
export function keepOpening(openings: Opening[], bytes: Uint8Array, opening: Omit<Opening, 'written'>): void {
	if (bytes.length > longestOpening) return
	const written = { ...noName, start: kept(bytes), length: bytes.length }
	if (openings.unshift({ written, ...opening }) > mostOpenings) openings.pop()
}
