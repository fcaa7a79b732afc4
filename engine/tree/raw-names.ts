/**
 * Names as a document writes them, under the namespace declarations in force where they stand.
 *
 * The scanner looks a name up by its bytes and finds its ids as an element's and as an attribute's name. The
 * tables outlive documents, as long as name ids do; few declarations are ever in use, so that there are few.
 */
import { names } from './names.ts'

/** A name as written: `prefix:local`. */
export interface RawName {
	readonly hash: number
	/** Where its bytes stand in `bytesOfNames`, and how many they are. */
	readonly start: number
	readonly length: number
	readonly prefix: string
	/** -1 where the prefix is not bound, or where it is no name. */
	readonly element: number
	readonly attribute: number
}

/** The bytes of all raw names; ASCII, since the scanner knows no other names. */
export let bytesOfNames = new Uint8Array(1 << 14)
let used = 0

const mostContexts = 200
const mostNames = 4000
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
		const pool = bytesOfNames
		let slot = (hash ^ (hash >>> 15)) & mask
		next: for (let name = slots[slot]; name !== undefined; name = slots[slot]) {
			slot = (slot + 1) & mask
			if (name.hash !== hash || name.length !== length) continue
			for (let k = 0, at = name.start; k < length; k++, at++) if (pool[at] !== bytes[start + k]) continue next
			return name
		}
		return this.#add(bytes.subarray(start, start + length), hash)
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
	if (used + bytes.length > bytesOfNames.length) {
		const longer = new Uint8Array(Math.max(bytesOfNames.length * 2, used + bytes.length))
		longer.set(bytesOfNames)
		bytesOfNames = longer
	}
	const start = used
	bytesOfNames.set(bytes, start)
	used += bytes.length
	return start
}

let outermost: RawNames
let contexts = mostContexts
let generation = -1

/** The names where nothing is declared yet: what a document begins with. */
export function outermostNames(): RawNames {
	if (contexts >= mostContexts || used > 1 << 22 || generation !== names.generation) {
		outermost = new RawNames(new Map([['xml', xmlNamespace]]), {})
		contexts = used = 0
		generation = names.generation
	}
	return outermost
}
