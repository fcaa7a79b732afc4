/**
 * Expanded names as small integers, shared by every document and rule set of the process.
 *
 * Rule sets pin the names that they mention: their ids never change, so generated code holds them as
 * constants. Names that only documents bring are forgotten together once they are too many, so that a
 * stream of hostile documents cannot make the table grow without end.
 */

/** Unpinned names that may be known before all of them are forgotten. */
const forgetAbove = 20_000

export class NameTable {
	readonly #ids = new Map<string, Map<string, number>>()
	readonly #uris: string[] = []
	readonly #locals: string[] = []
	readonly #pinned: boolean[] = []
	#free: number[] = []
	#loose = 0
	/** Grows whenever ids are forgotten: whoever remembers something by name id compares it. */
	generation = 0

	/** Number of ids ever given out at once: every id is below it. */
	get size(): number {
		return this.#locals.length
	}

	intern(uri: string, local: string): number {
		let locals = this.#ids.get(uri)
		if (locals === undefined) this.#ids.set(uri, (locals = new Map()))
		return locals.get(local) ?? this.#add(locals, uri, local)
	}

	/** The id of a name that a rule set mentions; it stays valid for the life of the process. */
	pin(uri: string, local: string): number {
		const id = this.intern(uri, local)
		if (!this.#pinned[id]) {
			this.#pinned[id] = true
			this.#loose--
		}
		return id
	}

	uri(id: number): string {
		return this.#uris[id] ?? ''
	}

	local(id: number): string {
		return this.#locals[id] ?? ''
	}

	/** Between two documents: drops the names that no rule set mentions, if they are many. */
	tidy(): void {
		if (this.#loose <= forgetAbove) return
		for (let id = 0; id < this.#locals.length; id++) {
			if (this.#pinned[id] || this.#locals[id] === '') continue
			const locals = this.#ids.get(this.#uris[id]!)
			locals?.delete(this.#locals[id]!)
			if (locals?.size === 0) this.#ids.delete(this.#uris[id]!)
			this.#uris[id] = this.#locals[id] = ''
			this.#free.push(id)
		}
		this.#loose = 0
		this.generation++
	}

	#add(locals: Map<string, number>, uri: string, local: string): number {
		const id = this.#free.pop() ?? this.#locals.length
		this.#uris[id] = uri
		this.#locals[id] = local
		this.#pinned[id] = false
		this.#loose++
		locals.set(local, id)
		return id
	}
}

/** The one table of the process. */
export const names = new NameTable()
