/**
 * The regular expressions of XPath (functions and operators 3.1, section 5.6) read into a small tree.
 *
 * A set of characters is kept as the source of a JavaScript class under the flag `v`, which has unions,
 * differences and Unicode properties of its own: `[a-z-[aeiou]]` becomes `[[a-z]--[aeiou]]`. Whatever the
 * grammar does not allow, JavaScript's look-around among it, is FORX0002.
 */
import { DynamicError } from '../../fault.ts'
import { nameClass, nameStartClass } from '../atomic-types.ts'
import { blocks } from './blocks.ts'
import { caseVariants } from './case.ts'

export type Regex =
	| { readonly kind: 'empty' }
	/** One character of a set; `source` is valid alone and inside another class. */
	| { readonly kind: 'set'; readonly source: string }
	| { readonly kind: 'literal'; readonly codePoint: number }
	| { readonly kind: 'start' | 'end' }
	| { readonly kind: 'group'; readonly index: number | undefined; readonly body: Regex }
	| { readonly kind: 'sequence'; readonly items: readonly Regex[] }
	| { readonly kind: 'choice'; readonly branches: readonly Regex[] }
	| {
			readonly kind: 'repeat'
			readonly body: Regex
			readonly min: number
			readonly max: number
			readonly lazy: boolean
	  }
	| { readonly kind: 'backreference'; readonly group: number }

export interface Flags {
	/** `s`: the dot matches line ends too. */
	readonly dotAll: boolean
	/** `m`: `^` and `$` match at lines. */
	readonly multiline: boolean
	/** `i` */
	readonly ignoreCase: boolean
	/** `x`: white space in the pattern says nothing. */
	readonly spaced: boolean
	/** `q`: the pattern is a plain text. */
	readonly quoted: boolean
}

/** The flags argument; FORX0001. */
export function parseFlags(text: string): Flags {
	for (const flag of text) {
		if (!'smixq'.includes(flag))
			throw new DynamicError('FORX0001', `"${text}" is no set of flags (s, m, i, x, q)`)
	}
	return {
		dotAll: text.includes('s'),
		multiline: text.includes('m'),
		ignoreCase: text.includes('i'),
		spaced: text.includes('x'),
		quoted: text.includes('q'),
	}
}

/** The tree of a pattern and its number of capturing groups; FORX0002. */
export function parseRegex(
	pattern: string,
	flags: Flags,
): { readonly regex: Regex; readonly groups: number } {
	return new Reader(pattern, flags).read()
}

const SINGLE_ESCAPES = new Set('\\|.?*+(){}-[]^$')
const LINE_ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
const CATEGORY = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/

const SPACE = ' \\t\\n\\r'
const MULTI_ESCAPES: Readonly<Record<string, string>> = {
	s: `[${SPACE}]`,
	S: `[^${SPACE}]`,
	d: '\\p{Nd}',
	D: '\\P{Nd}',
	w: '[^\\p{P}\\p{Z}\\p{C}]',
	W: '[\\p{P}\\p{Z}\\p{C}]',
	i: `[:${nameStartClass}]`,
	I: `[^:${nameStartClass}]`,
	c: `[:${nameClass}]`,
	C: `[^:${nameClass}]`,
}

/** Groups within groups beyond this are refused: the reader calls itself for each. */
const MAX_DEPTH = 500

class Reader {
	readonly #pattern: string
	readonly #flags: Flags
	#at = 0
	#groups = 0
	#depth = 0
	/** Groups whose closing parenthesis has been read. */
	readonly #closed = new Set<number>()

	constructor(pattern: string, flags: Flags) {
		this.#pattern = flags.spaced && !flags.quoted ? withoutSpace(pattern) : pattern
		this.#flags = flags
	}

	read(): { readonly regex: Regex; readonly groups: number } {
		if (this.#flags.quoted) {
			const items = Array.from(this.#pattern, (character) => this.#literal(character.codePointAt(0)!))
			return { regex: { kind: 'sequence', items }, groups: 0 }
		}
		const regex = this.#choice()
		if (this.#at < this.#pattern.length) throw this.#error('an unmatched ")"')
		return { regex, groups: this.#groups }
	}

	#error(what: string): DynamicError {
		return new DynamicError('FORX0002', `regular expression "${this.#pattern}": ${what} at ${this.#at + 1}`)
	}

	/** The next character, '' at the end. */
	#peek(): string {
		return this.#pattern[this.#at] ?? ''
	}

	#choice(): Regex {
		if (++this.#depth > MAX_DEPTH) throw this.#error('too many nested groups')
		const branches = [this.#branch()]
		while (this.#peek() === '|') {
			this.#at++
			branches.push(this.#branch())
		}
		this.#depth--
		return branches.length === 1 ? branches[0]! : { kind: 'choice', branches }
	}

	#branch(): Regex {
		const items: Regex[] = []
		for (let next = this.#peek(); next !== '' && next !== '|' && next !== ')'; next = this.#peek()) {
			items.push(this.#quantified(this.#atom()))
		}
		if (items.length === 1) return items[0]!
		return items.length === 0 ? { kind: 'empty' } : { kind: 'sequence', items }
	}

	#atom(): Regex {
		const next = this.#peek()
		switch (next) {
			case '(':
				this.#at++
				return this.#group()
			case '[':
				return { kind: 'set', source: this.#classExpression() }
			case '.':
				this.#at++
				return { kind: 'set', source: this.#flags.dotAll ? '[\\s\\S]' : '[^\\n\\r]' }
			case '^':
			case '$':
				this.#at++
				return { kind: next === '^' ? 'start' : 'end' }
			case '\\':
				return this.#escape()
			case '?':
			case '*':
			case '+':
			case '{':
			case '}':
			case ']':
				throw this.#error(`a "${next}" out of place`)
		}
		return this.#literal(this.#codePoint())
	}

	#codePoint(): number {
		const code = this.#pattern.codePointAt(this.#at)!
		this.#at += code > 0xffff ? 2 : 1
		return code
	}

	#literal(codePoint: number): Regex {
		if (this.#flags.ignoreCase) {
			const variants = caseVariants(codePoint, codePoint)
			if (variants.length > 1) return { kind: 'set', source: `[${variants.map(escapeCode).join('')}]` }
		}
		return { kind: 'literal', codePoint }
	}

	#group(): Regex {
		let index: number | undefined
		if (this.#peek() === '?') {
			if (this.#pattern[this.#at + 1] !== ':') throw this.#error('a "?" out of place')
			this.#at += 2
		} else index = ++this.#groups
		const body = this.#choice()
		if (this.#peek() !== ')') throw this.#error('a missing ")"')
		this.#at++
		if (index !== undefined) this.#closed.add(index)
		return { kind: 'group', index, body }
	}

	#quantified(body: Regex): Regex {
		let min = 0
		let max = Number.POSITIVE_INFINITY
		switch (this.#peek()) {
			case '?':
				max = 1
				break
			case '*':
				break
			case '+':
				min = 1
				break
			case '{': {
				const text = this.#counts()
				const match = /^(\d+)(,(\d*))?$/.exec(text)
				if (match === null) throw this.#error(`"{${text}}", which is no quantifier,`)
				min = Number(match[1])
				if (match[2] === undefined) max = min
				else if (match[3] !== '') max = Number(match[3])
				if (max < min) throw this.#error(`"{${text}}", which runs backwards,`)
				break
			}
			default:
				return body
		}
		this.#at++
		const lazy = this.#peek() === '?'
		if (lazy) this.#at++
		return { kind: 'repeat', body, min, max, lazy }
	}

	/** What stands between the braces; the position is left at the closing one. */
	#counts(): string {
		const end = this.#pattern.indexOf('}', this.#at)
		if (end < 0) throw this.#error('a missing "}"')
		const text = this.#pattern.slice(this.#at + 1, end)
		this.#at = end
		return text
	}

	#escape(): Regex {
		const next = this.#pattern[this.#at + 1] ?? ''
		if (next >= '1' && next <= '9') return this.#backreference()
		const set = this.#setEscape()
		if (set !== undefined) return { kind: 'set', source: set }
		return this.#literal(this.#singleEscape())
	}

	#backreference(): Regex {
		this.#at++
		let group = Number(this.#pattern[this.#at++])
		for (;;) {
			// "A digit belongs to the reference if that many groups have been opened before it."
			const digit = this.#pattern[this.#at] ?? ''
			if (digit < '0' || digit > '9' || group * 10 + Number(digit) > this.#groups) break
			group = group * 10 + Number(digit)
			this.#at++
		}
		if (!this.#closed.has(group)) throw this.#error(`a reference to group ${group}, which is not complete,`)
		return { kind: 'backreference', group }
	}

	/** `\d`, `\p{L}` and the like as a class source, with the position moved on; undefined for other escapes. */
	#setEscape(): string | undefined {
		const letter = this.#pattern[this.#at + 1] ?? ''
		if (letter === 'p' || letter === 'P') {
			const end = this.#pattern.indexOf('}', this.#at)
			if (this.#pattern[this.#at + 2] !== '{' || end < 0) throw this.#error(`a \\${letter} without a name`)
			const name = this.#pattern.slice(this.#at + 3, end)
			const source = this.#property(name, letter === 'P')
			this.#at = end + 1
			return source
		}
		const source = Object.hasOwn(MULTI_ESCAPES, letter) ? MULTI_ESCAPES[letter] : undefined
		if (source !== undefined) this.#at += 2
		return source
	}

	#property(name: string, negated: boolean): string {
		if (CATEGORY.test(name)) return `\\${negated ? 'P' : 'p'}{${name}}`
		const block =
			name.startsWith('Is') && Object.hasOwn(blocks, name.slice(2)) ? blocks[name.slice(2)] : undefined
		if (block === undefined) throw this.#error(`the unknown category or block "${name}"`)
		return `[${negated ? '^' : ''}${escapeCode(block[0])}-${escapeCode(block[1])}]`
	}

	#singleEscape(): number {
		const letter = this.#pattern[this.#at + 1] ?? ''
		this.#at += 2
		if (SINGLE_ESCAPES.has(letter)) return letter.charCodeAt(0)
		if (Object.hasOwn(LINE_ESCAPES, letter)) return LINE_ESCAPES[letter]!.charCodeAt(0)
		this.#at -= 2
		throw this.#error(`"\\${letter}", which is no escape,`)
	}

	/** `[…]`, which may hold another after its hyphen. */
	#classExpression(): string {
		if (++this.#depth > MAX_DEPTH) throw this.#error('too many nested classes')
		this.#at++
		const negated = this.#pattern[this.#at] === '^'
		if (negated) this.#at++
		let source = ''
		for (;;) {
			const next = this.#pattern[this.#at]
			if (next === undefined) throw this.#error('a missing "]"')
			if (next === ']') {
				if (source === '') throw this.#error('an empty class')
				break
			}
			if (next === '[') throw this.#error('a "[" out of place')
			if (next === '-' && this.#pattern[this.#at + 1] === '[') {
				if (source === '') throw this.#error('a subtraction from nothing')
				this.#at++
				const subtracted = this.#classExpression()
				if (this.#pattern[this.#at] !== ']') throw this.#error('a missing "]"')
				source = `[${negated ? '^' : ''}${source}]--${subtracted}`
				this.#at++
				this.#depth--
				return `[${source}]`
			}
			source += this.#classPart()
		}
		this.#at++
		this.#depth--
		return `[${negated ? '^' : ''}${source}]`
	}

	#classPart(): string {
		if (this.#pattern[this.#at] === '\\') {
			const set = this.#setEscape()
			if (set !== undefined) return set
		}
		const from = this.#classCharacter()
		// A hyphen stands for itself at both ends of the class and after a range.
		const isRange = this.#pattern[this.#at] === '-' && !'[]'.includes(this.#pattern[this.#at + 1] ?? ']')
		if (!isRange) return this.#codes(from, from)
		this.#at++
		const to = this.#classCharacter()
		if (to < from) throw this.#error('a range that runs backwards')
		return this.#codes(from, to)
	}

	#classCharacter(): number {
		return this.#pattern[this.#at] === '\\' ? this.#singleEscape() : this.#codePoint()
	}

	#codes(from: number, to: number): string {
		const plain = from === to ? escapeCode(from) : `${escapeCode(from)}-${escapeCode(to)}`
		if (!this.#flags.ignoreCase) return plain
		return (
			plain +
			caseVariants(from, to)
				.filter((code) => code < from || code > to)
				.map(escapeCode)
				.join('')
		)
	}
}

/** Flag `x`: white space goes, except inside classes. */
function withoutSpace(pattern: string): string {
	let text = ''
	let depth = 0
	let escaped = false
	for (const character of pattern) {
		if (depth === 0 && ' \t\n\r'.includes(character)) continue
		if (!escaped && character === '[') depth++
		if (!escaped && character === ']' && depth > 0) depth--
		escaped = !escaped && character === '\\'
		text += character
	}
	return text
}

/** A code point as it may stand anywhere in a JavaScript pattern. */
export function escapeCode(code: number): string {
	const isWord = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
	return isWord ? String.fromCharCode(code) : `\\u{${code.toString(16)}}`
}
