/**
 * Start and end tags: names, attributes, namespaces.
 *
 * Most documents go on as the one before: so the next name is guessed and compared with the bytes, and only where
 * the guess fails is the tag read byte by byte. Methods that read a token take the index of a byte and give the one
 * after it, -1 to give up.
 */
import {
	doubleQuote,
	equals,
	greaterThan,
	inDoubleQuotes,
	inSingleQuotes,
	isSpace,
	lessThan,
	nameClass,
	plain,
	singleQuote,
	slash,
	space,
} from './characters.ts'
import { declarable, declares, isDeclaration } from './declarations.ts'
import { Leaves } from './leaves.ts'
import { paths } from './paths.ts'
import { beginning, keepOpening, type Step, stands } from './raw-names.ts'
import { attributeValue } from './references.ts'
import type { Tree } from './tree.ts'
import type { WindowOptions } from './window.ts'

/** Bounds that the strict parser counts and reports; the scanner only notices that one is passed. */
export interface ScanLimits {
	readonly depth: number
	readonly elements: number
	readonly attributes: number
	readonly textLength: number
	readonly names: number
	readonly characterReferences: number
}

/** A name that is longer is left to the strict parser. */
const longestName = 1000

export class Tags extends Leaves {
	protected readonly limits: ScanLimits
	protected elements = 0
	readonly #beginning = beginning()
	/** The open elements, from the document on. */
	readonly #steps: Step[] = [this.#beginning.step]
	/** The sibling closed last, if there is one; and what may come next. */
	#previous: Step | undefined
	#guess: Step | undefined
	/** Attributes of the tag being read: three numbers about the name of each, and its value. */
	readonly #attributes: number[] = []
	readonly #values: string[] = []

	constructor(tree: Tree, source: string, limits: ScanLimits, options: WindowOptions) {
		super(tree, source, limits.textLength, options)
		this.limits = limits
	}

	/** An element's end tag, from its name on. */
	protected close(at: number): number {
		const depth = this.depth
		if (depth === 0) return -1
		const step = this.#steps[depth]!
		if (!stands(this.words, at, step.name)) return -1
		const bytes = this.bytes
		let i = at + step.name.length
		while (isSpace(bytes[i]!)) i++
		if (bytes[i] !== greaterThan) return -1
		this.tree.close(this.open[depth]!)
		this.depth = depth - 1
		this.#previous = step
		this.#guess = step.next
		return i + 1
	}

	/** An element's start tag, from its name on. */
	protected start(at: number): number {
		let guess = this.#guess
		if (guess === undefined) return (this.depth === 0 && this.#asBefore(at)) || this.#tag(at, at, undefined)
		if (!stands(this.words, at, guess.name)) {
			guess = this.#otherGuess(guess)
			if (guess === undefined || !stands(this.words, at, guess.name)) return this.#tag(at, at, undefined)
		}
		const i = at + guess.name.length
		const c = this.bytes[i]!
		if (c === greaterThan) return this.#opened(guess, i + 1 + this.shift) ? i + 1 : -1
		const after = c === space ? this.#withAttribute(guess, i + 1) : 0
		if (after !== 0) return after
		return nameClass[c] === 0 ? this.#tag(at, i, guess) : this.#tag(at, at, undefined)
	}

	/** The start tag of a document element that was written just so before; 0: none was. */
	#asBefore(at: number): number {
		const { openings } = this.#beginning
		let k = 0
		while (k < openings.length && !stands(this.words, at, openings[k]!.written)) k++
		const opening = openings[k]
		if (opening === undefined || this.narrow || opening.count > this.limits.attributes) return 0
		openings.copyWithin(1, 0, k)
		openings[0] = opening
		const { step, attributes, count } = opening
		const next = at + opening.written.length
		if (!this.#opened(step, next + this.shift)) return -1
		const element = this.open[1]!
		if (count > attributes.length) this.tree.declare(element, step.names.declared)
		for (const { name, path, value } of attributes) this.tree.addAttribute(element, name, value, path)
		return next
	}

	/** Remembers the start tag of the document element, unless what it holds is not told by its bytes. */
	#remember(at: number, next: number, step: Step, count: number): void {
		const tag = this.bytes.slice(at, next)
		if (this.narrow || tag.at(-2) === slash || tag.some((byte) => byte > 0x7f)) return
		const { tree } = this
		const attributes = []
		for (let node = this.open[1]! + 1; node < tree.count; node++) {
			// A copy: a piece of the text would keep all of it.
			const value = Array.from(tree.value[node]!).join('')
			attributes.push({ name: tree.name[node]!, path: tree.path[node]!, value })
		}
		keepOpening(this.#beginning.openings, tag, { step, attributes, count })
	}

	/** What stood there a time before; it changes places with what was guessed. */
	#otherGuess(guess: Step): Step | undefined {
		const previous = this.#previous
		if (previous === undefined) {
			const outer = this.#steps[this.depth]!
			const other = outer.otherFirst
			outer.otherFirst = guess
			outer.first = other
			return other
		}
		const other = previous.otherNext
		previous.otherNext = guess
		previous.next = other
		return other
	}

	/** The rest of a tag that has the attribute which the element had the last time, and no other; 0: it has not. */
	#withAttribute(step: Step, at: number): number {
		const { attribute } = step
		if (attribute === undefined || !stands(this.words, at, attribute)) return 0
		const bytes = this.bytes
		let i = at + attribute.length
		if (bytes[i] !== equals || bytes[i + 1] !== doubleQuote) return 0
		i += 2
		const start = i
		while (inDoubleQuotes[bytes[i]!] === plain) i++
		if (bytes[i] !== doubleQuote || bytes[i + 1] !== greaterThan || this.limits.attributes < 1) return 0
		const { shift } = this
		const value = this.pieces.short(start + shift, i + shift)
		if (!this.#opened(step, i + 2 + shift)) return -1
		this.tree.addAttribute(this.open[this.depth]!, attribute.attribute, value, step.attributePath)
		return i + 2
	}

	/** A start tag whose name was read as far as `from`, if it was guessed. */
	#tag(at: number, from: number, guess: Step | undefined): number {
		const bytes = this.bytes
		let i = from
		let hash = 0
		if (guess === undefined) {
			if (nameClass[bytes[i]!] !== 1) return -1
			do hash = (Math.imul(hash, 31) + bytes[i]!) | 0
			while (nameClass[bytes[++i]!] !== 0)
		}
		const length = i - at
		let count = 0
		let declarations: string[] | undefined
		let c = bytes[i]!
		while (c !== greaterThan && c !== slash) {
			if (!isSpace(c)) return -1
			do c = bytes[++i]!
			while (isSpace(c))
			if (c === greaterThan || c === slash) break
			if (nameClass[c] !== 1) return -1
			const start = i
			let nameHash = 0
			do {
				nameHash = (Math.imul(nameHash, 31) + c) | 0
				c = bytes[++i]!
			} while (nameClass[c] !== 0)
			const size = i - start
			while (isSpace(c)) c = bytes[++i]!
			if (c !== equals) return -1
			do c = bytes[++i]!
			while (isSpace(c))
			if (c !== doubleQuote && c !== singleQuote) return -1
			const from = ++i + this.shift
			const table = c === doubleQuote ? inDoubleQuotes : inSingleQuotes
			let special = false
			for (i = this.until(i, table); i >= 0 && bytes[i] !== c; i = this.until(i + 1, table)) {
				if (bytes[i] === lessThan) return -1
				special = true
			}
			if (i < 0) return -1
			const raw = this.pieces.short(from, i + this.shift)
			const value = special ? attributeValue(raw) : raw
			if (value === undefined) return -1
			c = bytes[++i]!
			if (isDeclaration(bytes, start, size)) {
				const prefix = String.fromCharCode(...bytes.subarray(start + 6, start + Math.min(size, longestName)))
				declarations ??= []
				if (size === 6 || !declarable(prefix, value) || declares(declarations, prefix)) return -1
				declarations.push(prefix, value)
			} else {
				this.#attributes[3 * count] = start
				this.#attributes[3 * count + 1] = size
				this.#attributes[3 * count + 2] = nameHash
				this.#values[count++] = value
			}
		}
		if (c === slash && bytes[++i] !== greaterThan) return -1
		const written = count + (declarations === undefined ? 0 : declarations.length / 2)
		if (length > longestName || written > this.limits.attributes) return -1
		const step =
			guess !== undefined && declarations === undefined
				? guess
				: this.#met(at, length, guess === undefined ? hash : guess.name.hash, declarations)
		if (step === undefined || !this.#opened(step, i + 1 + this.shift)) return -1
		const element = this.open[this.depth]!
		if (declarations !== undefined) this.tree.declare(element, step.names.declared)
		if (count > 0 && !this.#attach(element, step, count)) return -1
		if (this.depth === 1) this.#remember(at, i + 1, step, written)
		if (c === slash) {
			this.tree.close(element)
			this.depth--
			this.#previous = step
			this.#guess = step.next
		}
		return i + 1
	}

	/** The element of a name that was not guessed; it will be the next time. */
	#met(at: number, length: number, hash: number, declarations: string[] | undefined): Step | undefined {
		const outer = this.#steps[this.depth]!
		const known = declarations === undefined ? outer.names : outer.names.within(declarations)
		const name = known.find(this.bytes, at, length, hash)
		// Paths beyond the limit need not be remembered.
		if (name.element < 0 || this.tree.presentCount > this.limits.names) return undefined
		const step = known.step(name, paths.child(outer.path, name.element))
		if (declarations === undefined) {
			const previous = this.#previous
			// The places were changed in vain.
			if (previous === undefined) outer.first = step
			else previous.next = step
		}
		return step
	}

	/** Adds the element to the tree, and opens it. */
	#opened(step: Step, offset: number): boolean {
		const outer = this.depth
		const depth = outer + 1
		const { depth: mostDepth, elements: mostElements } = this.limits
		if (++this.elements > mostElements || depth > mostDepth) return false
		if (depth === 1 && this.elements > 1) return false
		const { name } = step
		const element = this.tree.addElement(this.open[outer]!, name.element, offset, name.prefix, step.path)
		this.depth = depth
		this.open[depth] = element
		this.#steps[depth] = step
		this.#previous = undefined
		this.#guess = step.first
		return true
	}

	#attach(element: number, step: Step, count: number): boolean {
		const tree = this.tree
		const attributes = this.#attributes
		for (let k = 0; k < count; k++) {
			const size = attributes[3 * k + 1]!
			if (size > longestName) return false
			const name = step.names.find(this.bytes, attributes[3 * k]!, size, attributes[3 * k + 2]!)
			const { attribute } = name
			if (attribute < 0 || tree.attribute(element, attribute) !== 0) return false
			const node = tree.addAttribute(element, attribute, this.#values[k]!)
			if (k > 0) continue
			step.attribute = name
			step.attributePath = tree.path[node]!
		}
		return true
	}
}
