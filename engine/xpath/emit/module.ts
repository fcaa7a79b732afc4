/**
 * One generated module: the constants and functions that a compiled rule set is made of.
 *
 * Text for the module is made here and in the emitter only. Whatever comes from a rule file reaches it
 * through `literal`, never raw, so that no rule text can become code.
 */

/** A JavaScript literal of a value. */
export function literal(value: string | number | boolean | readonly string[]): string {
	return JSON.stringify(value).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)
}

/** A text that may stand in a generated comment or a function's name. */
export function identifier(text: string): string {
	return text.replace(/[^A-Za-z0-9]+/g, '_')
}

export class Module {
	readonly #constants = new Map<string, string>()
	readonly #declarations: string[] = []
	readonly #functions: string[] = []
	readonly #memos = new Map<string, string>()
	#counter = 0

	fresh(prefix: string): string {
		return `${prefix}${++this.#counter}`
	}

	/** A module-level constant with that initialiser, shared by all who ask for the same. */
	constant(prefix: string, initialiser: string): string {
		let name = this.#constants.get(initialiser)
		if (name === undefined) {
			name = this.fresh(prefix)
			this.#constants.set(initialiser, name)
			this.#declarations.push(`const ${name} = ${initialiser}`)
		}
		return name
	}

	/** The id of an expanded name, pinned when the module is linked. */
	name(uri: string, local: string): string {
		return this.constant(`n_${identifier(local)}_`, `rt.pin(${literal(uri)}, ${literal(local)})`)
	}

	declare(statement: string): void {
		this.#declarations.push(statement)
	}

	add(text: string): void {
		this.#functions.push(text)
	}

	/** The function made for `key`, made by `build` (which gets its name) the first time. */
	memo(key: string, prefix: string, build: (name: string) => void): string {
		let name = this.#memos.get(key)
		if (name === undefined) {
			name = this.fresh(prefix)
			this.#memos.set(key, name)
			build(name)
		}
		return name
	}

	/** The module's text: a function body that gets the runtime as `rt`; `tail` says what it returns. */
	text(tail: string): string {
		return [...this.#declarations, ...this.#functions, tail].join('\n')
	}
}
