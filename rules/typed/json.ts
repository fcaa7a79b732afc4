/**
 * JSON text to values that know where they stand (RFC 8259), so that a finding can point at them.
 *
 * Strict: one value, no key twice in an object, nothing behind it. Numbers keep their digits, since `100.00`
 * and `100` say different things about an amount.
 */

export type Json =
	| (Span & { readonly kind: 'object'; readonly members: ReadonlyMap<string, Json> })
	| (Span & { readonly kind: 'array'; readonly items: readonly Json[] })
	| (Span & { readonly kind: 'string'; readonly value: string })
	/** As written. */
	| (Span & { readonly kind: 'number'; readonly text: string })
	| (Span & { readonly kind: 'literal'; readonly value: boolean | null })

/** Where the value stands in the text. */
interface Span {
	readonly at: number
	readonly end: number
}

export type JsonReason = 'end' | 'unexpected' | 'string' | 'number' | 'twice' | 'depth'

export interface JsonFault {
	readonly kind: 'fault'
	readonly reason: JsonReason
	/** The key that stands twice. */
	readonly key?: string
	readonly at: number
}

/** Objects and arrays in each other. */
const deepest = 32

class Stop extends Error {
	readonly fault: JsonFault

	constructor(reason: JsonReason, at: number, key?: string) {
		super(reason)
		this.fault = { kind: 'fault', reason, at, ...(key !== undefined && { key }) }
	}
}

export function readJson(text: string): Json | JsonFault {
	try {
		return new Reader(text).whole()
	} catch (error) {
		if (error instanceof Stop) return error.fault
		throw error
	}
}

/** The value as JavaScript has it. */
export function plain(json: Json): unknown {
	switch (json.kind) {
		case 'object':
			return Object.fromEntries([...json.members].map(([key, value]) => [key, plain(value)]))
		case 'array':
			return json.items.map(plain)
		case 'number':
			return Number(json.text)
		default:
			return json.value
	}
}

class Reader {
	readonly #text: string
	#at = 0

	constructor(text: string) {
		this.#text = text
	}

	whole(): Json {
		const value = this.#value(0)
		this.#space()
		if (this.#at < this.#text.length) throw new Stop('unexpected', this.#at)
		return value
	}

	#value(depth: number): Json {
		if (depth > deepest) throw new Stop('depth', this.#at)
		this.#space()
		const at = this.#at
		switch (this.#text[at]) {
			case undefined:
				throw new Stop('end', at)
			case '{':
				return { kind: 'object', at, members: this.#members(depth), end: this.#at }
			case '[':
				return { kind: 'array', at, items: this.#items(depth), end: this.#at }
			case '"':
				return { kind: 'string', at, value: this.#string(), end: this.#at }
			default: {
				const word = this.#match(/true|false|null/y)
				if (word !== undefined)
					return { kind: 'literal', at, value: word === 'null' ? null : word === 'true', end: this.#at }
				const number = this.#match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y)
				if (number === undefined) throw new Stop('unexpected', at)
				if (/[\w.]/.test(this.#text[this.#at] ?? '')) throw new Stop('number', at)
				return { kind: 'number', at, text: number, end: this.#at }
			}
		}
	}

	#members(depth: number): Map<string, Json> {
		const members = new Map<string, Json>()
		this.#list('}', () => {
			const at = this.#at
			if (this.#text[at] !== '"') throw new Stop(at < this.#text.length ? 'unexpected' : 'end', at)
			const key = this.#string()
			if (members.has(key)) throw new Stop('twice', at, key)
			this.#space()
			this.#must(':')
			members.set(key, this.#value(depth + 1))
		})
		return members
	}

	#items(depth: number): Json[] {
		const items: Json[] = []
		this.#list(']', () => items.push(this.#value(depth + 1)))
		return items
	}

	/** What stands between commas up to the closing bracket. */
	#list(close: string, item: () => void): void {
		this.#at++
		this.#space()
		if (this.#text[this.#at] === close) {
			this.#at++
			return
		}
		for (;;) {
			this.#space()
			item()
			this.#space()
			if (this.#text[this.#at] === close) break
			this.#must(',')
		}
		this.#at++
	}

	#must(character: string): void {
		if (this.#text[this.#at] !== character)
			throw new Stop(this.#at < this.#text.length ? 'unexpected' : 'end', this.#at)
		this.#at++
	}

	#string(): string {
		const start = this.#at++
		let from = this.#at
		let value = ''
		for (;;) {
			const code = this.#text.charCodeAt(this.#at)
			if (Number.isNaN(code)) throw new Stop('end', start)
			if (code === 34) break
			if (code < 32) throw new Stop('string', this.#at)
			if (code !== 92) {
				this.#at++
				continue
			}
			value += this.#text.slice(from, this.#at) + this.#escape()
			from = this.#at
		}
		value += this.#text.slice(from, this.#at++)
		// What no XML document can hold, half a character above all, stands for nothing that was typed.
		if (unwritable.test(value)) throw new Stop('string', start)
		return value
	}

	#escape(): string {
		const found = this.#match(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y)
		if (found === undefined) throw new Stop('string', this.#at)
		if (found[1] === 'u') return String.fromCharCode(Number.parseInt(found.slice(2), 16))
		return escapes[found[1]!] ?? found[1]!
	}

	#match(token: RegExp): string | undefined {
		token.lastIndex = this.#at
		const found = token.exec(this.#text)?.[0]
		if (found !== undefined) this.#at += found.length
		return found
	}

	#space(): void {
		while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++
	}
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
const unwritable =
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
