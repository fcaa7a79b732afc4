/**
 * fn:matches, fn:replace and fn:tokenize: a pattern compiled once, matched in bounded time.
 *
 * JavaScript's matcher does the work wherever its backtracking provably stays short for the text at hand;
 * longer texts, ambiguous patterns and those whose groups it would forget (it empties a group on each round
 * of a loop, XPath does not) go to a matcher of our own.
 */
import { DynamicError } from '../../fault.ts'
import { hasBackreference, hasNullableLoop, safeLength } from './cost.ts'
import { toJavaScript } from './javascript.ts'
import { assemble, find, type Match, type Program } from './machine.ts'
import { type Flags, parseFlags, parseRegex, type Regex } from './syntax.ts'

export interface CompiledRegex {
	/** fn:matches. */
	test(text: string): boolean
	/** fn:replace; FORX0003 for a pattern that matches '', FORX0004 for a bad replacement. */
	replace(text: string, replacement: string): string
	/** fn:tokenize; FORX0003 for a pattern that matches ''. */
	tokenize(text: string): string[]
}

const CACHED = 500
const cache = new Map<string, CompiledRegex>()

/** A pattern of XPath; FORX0001 for bad flags, FORX0002 for a bad pattern. */
export function compileRegex(pattern: string, flags = ''): CompiledRegex {
	const key = `${flags}/${pattern}`
	const known = cache.get(key)
	if (known !== undefined) return known
	const compiled = new Compiled(pattern, parseFlags(flags))
	// Patterns may come from documents: the cache forgets everything rather than grow.
	if (cache.size >= CACHED) cache.clear()
	cache.set(key, compiled)
	return compiled
}

class Compiled implements CompiledRegex {
	readonly #pattern: string
	readonly #flags: Flags
	readonly #regex: Regex
	readonly #groups: number
	/** The longest text for which the native matcher is used; -1 when it never is. */
	readonly #nativeLength: number
	readonly #native: RegExp
	/** Whether a group stands inside a loop. */
	readonly #loopsGroups: boolean
	/** Whether a match may be longer with the native matcher, which takes no empty round of a loop. */
	readonly #loopsNothing: boolean
	#global: RegExp | undefined
	#program: Program | undefined
	#matchesEmpty: boolean | undefined

	constructor(pattern: string, flags: Flags) {
		this.#pattern = pattern
		this.#flags = flags
		const { regex, groups } = parseRegex(pattern, flags)
		this.#regex = regex
		this.#groups = groups
		this.#loopsGroups = hasGroupInLoop(regex, false)
		this.#loopsNothing = hasNullableLoop(regex)
		let native = /(?:)/v
		let length = hasBackreference(regex) ? -1 : safeLength(regex, flags) || -1
		if (length > 0) {
			try {
				native = new RegExp(toJavaScript(regex, flags), 'v')
			} catch {
				// Too large for it: the program refuses what is too large for us.
				length = -1
			}
		}
		this.#native = native
		this.#nativeLength = length
	}

	test(text: string): boolean {
		if (text.length <= this.#nativeLength) return this.#native.test(text)
		return this.#find(text, 0) !== undefined
	}

	replace(text: string, replacement: string): string {
		this.#refuseEmpty()
		const parts = this.#flags.quoted ? [replacement] : parseReplacement(replacement, this.#groups)
		const first = parts[0]
		const isPlain = parts.length === 0 || (parts.length === 1 && typeof first === 'string')
		if (this.#splitsNatively(text) && (isPlain || !this.#loopsGroups)) {
			if (isPlain) return text.replace(this.#all(), () => (first as string | undefined) ?? '')
			return text.replace(this.#all(), (...groups: (string | undefined)[]) => {
				let result = ''
				for (const part of parts) result += typeof part === 'string' ? part : (groups[part] ?? '')
				return result
			})
		}
		let result = ''
		let at = 0
		for (let match = this.#find(text, 0); match !== undefined; match = this.#find(text, at)) {
			result += text.slice(at, match[0])
			for (const part of parts) result += typeof part === 'string' ? part : groupText(text, match, part)
			at = match[1]!
		}
		return result + text.slice(at)
	}

	tokenize(text: string): string[] {
		this.#refuseEmpty()
		if (text === '') return []
		const tokens: string[] = []
		let at = 0
		if (this.#splitsNatively(text)) {
			for (const match of text.matchAll(this.#all())) {
				tokens.push(text.slice(at, match.index))
				at = match.index + match[0].length
			}
		} else {
			for (let match = this.#find(text, 0); match !== undefined; match = this.#find(text, at)) {
				tokens.push(text.slice(at, match[0]))
				at = match[1]!
			}
		}
		tokens.push(text.slice(at))
		return tokens
	}

	#splitsNatively(text: string): boolean {
		return text.length <= this.#nativeLength && !this.#loopsNothing
	}

	#all(): RegExp {
		return (this.#global ??= new RegExp(this.#native.source, 'gv'))
	}

	#find(text: string, from: number): Match | undefined {
		this.#program ??= assemble(this.#regex, this.#groups, this.#flags)
		return find(this.#program, text, from)
	}

	#refuseEmpty(): void {
		this.#matchesEmpty ??= this.test('')
		if (this.#matchesEmpty) {
			throw new DynamicError('FORX0003', `regular expression "${this.#pattern}" matches the empty text`)
		}
	}
}

function groupText(text: string, match: Match, group: number): string {
	const start = match[2 * group]!
	return start < 0 ? '' : text.slice(start, match[2 * group + 1])
}

function hasGroupInLoop(regex: Regex, inLoop: boolean): boolean {
	switch (regex.kind) {
		case 'group':
			return (inLoop && regex.index !== undefined) || hasGroupInLoop(regex.body, inLoop)
		case 'repeat':
			return hasGroupInLoop(regex.body, inLoop || regex.max > 1)
		case 'sequence':
			return regex.items.some((item) => hasGroupInLoop(item, inLoop))
		case 'choice':
			return regex.branches.some((branch) => hasGroupInLoop(branch, inLoop))
		default:
			return false
	}
}

/** Texts and group numbers of a replacement string, in order; FORX0004. */
function parseReplacement(replacement: string, groups: number): (string | number)[] {
	const parts: (string | number)[] = []
	let literal = ''
	for (let i = 0; i < replacement.length; i++) {
		const character = replacement[i]!
		if (character === '\\') {
			const escaped = replacement[++i]
			if (escaped !== '\\' && escaped !== '$') throw badReplacement(replacement)
			literal += escaped
		} else if (character === '$') {
			const digit = replacement[++i]
			if (digit === undefined || digit < '0' || digit > '9') throw badReplacement(replacement)
			let group = Number(digit)
			// More digits count while there are as many groups.
			while (/^\d$/.test(replacement[i + 1] ?? '') && group * 10 + Number(replacement[i + 1]) <= groups) {
				group = group * 10 + Number(replacement[++i])
			}
			if (literal !== '') parts.push(literal)
			literal = ''
			if (group <= groups) parts.push(group)
		} else literal += character
	}
	if (literal !== '') parts.push(literal)
	return parts
}

function badReplacement(replacement: string): DynamicError {
	return new DynamicError(
		'FORX0004',
		`"${replacement}" is no replacement: "$" and "\\" need another "\\" before`,
	)
}
