/**
 * What stands between the tags: text with its CDATA sections, comments, processing instructions.
 *
 * Methods that read a token take the index of a byte and give the one after it, -1 to give up.
 */
import {
	bang,
	carriageReturn,
	closeBracket,
	dash,
	greaterThan,
	inComment,
	inInstruction,
	inSection,
	inText,
	isSpace,
	lessThan,
	lineFeed,
	openBracket,
	plain,
	question,
	slash,
	space,
	tab,
} from './characters.ts'
import { kinds } from './kinds.ts'
import { names } from './names.ts'
import { standIn } from './narrow.ts'
import { decoded, lineEnds } from './references.ts'
import type { Tree } from './tree.ts'
import { Window, type WindowOptions } from './window.ts'

/** What no text may hold. */
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\]\]>/

export class Leaves extends Window {
	protected readonly tree: Tree
	protected depth = 0
	/** The nodes of the open elements, from the document on. */
	protected readonly open: number[] = [0]
	readonly #textLength: number
	/** The text read last holds something to be replaced. */
	#special = false

	constructor(tree: Tree, source: string, textLength: number, options: WindowOptions) {
		super(source, options)
		this.tree = tree
		this.#textLength = textLength
	}

	/** Text up to the next markup of another kind, CDATA sections included. */
	protected text(at: number): number {
		if (this.depth === 0) return this.#between(at)
		const bytes = this.bytes
		let i = at
		while (inText[bytes[i]!] === plain) i++
		// Nearly all is plain from its first character on.
		if (bytes[i] !== lessThan || bytes[i + 1] !== slash || bytes[at]! <= space) return this.#mixed(at)
		if (i - at > this.#textLength) return -1
		const from = at + this.shift
		const text = this.pieces.short(from, from + i - at)
		this.tree.addWords(this.open[this.depth]!, from, text)
		return i
	}

	#mixed(at: number): number {
		const bytes = this.bytes
		const from = at + this.shift
		let blank = at
		while (bytes[blank] === space || bytes[blank] === lineFeed || bytes[blank] === tab) blank++
		if (bytes[blank] === lessThan && bytes[blank + 1] !== bang && !this.#cutOff(blank) && blank > at) {
			if (blank - at > this.#textLength) return -1
			const text = this.pieces.short(from, blank + this.shift)
			this.tree.addBlank(this.open[this.depth]!, from, text)
			return blank
		}
		const i = this.#toMarkup(at)
		if (i < 0 || this.#cutOff(i)) return -1
		if (bytes[i + 1] === bang && bytes[i + 2] === openBracket) return this.#withSections(i, from)
		const to = i + this.shift
		if (to - from > this.#textLength) return -1
		const text = this.#special ? decoded(this.pieces.cut(from, to)) : this.pieces.short(from, to)
		if (text === undefined) return -1
		this.#leaf(kinds.text, -1, from, text)
		return i
	}

	/** The next `<`, past text; notes whether that holds references or line ends to be replaced. */
	#toMarkup(at: number): number {
		const bytes = this.bytes
		this.#special = false
		let i = this.until(at, inText)
		while (i >= 0 && bytes[i] !== lessThan) {
			if (bytes[i] !== closeBracket) this.#special = true
			else if (bytes[i + 1] === closeBracket && bytes[i + 2] === greaterThan) return -1
			i = this.until(i + 1, inText)
		}
		return i
	}

	/** Whether what follows a `<` lies beyond the window. */
	#cutOff(at: number): boolean {
		return at + 2 >= this.end && !this.final
	}

	/** White space outside the document element. */
	#between(at: number): number {
		let i = at
		while (isSpace(this.bytes[i]!)) i++
		return i === at ? -1 : i
	}

	/** A text that is a line break and the indentation after it, as half of all texts are; 0: it is another. */
	protected lineBreak(at: number): number {
		const bytes = this.bytes
		let i = bytes[at] === carriageReturn ? at + 1 : at
		if (bytes[i] !== lineFeed) return 0
		const filler = bytes[++i]
		const start = i
		if (filler === space) {
			while (this.words.getInt32(i, true) === fourSpaces) i += 4
			while (bytes[i] === space) i++
		} else while (bytes[i] === tab) i++
		const text = (filler === tab ? afterTabs : afterSpaces)[i - start]
		if (bytes[i] !== lessThan || this.#cutOff(i)) return 0
		if (bytes[i + 1] === bang && bytes[i + 2] === openBracket) return 0
		const depth = this.depth
		if (text === undefined || i - at > this.#textLength || depth === 0) return 0
		this.tree.addBlank(this.open[depth]!, at + this.shift, text)
		return i
	}

	/** A text that holds CDATA sections, from the first of them on; `from`: where it begins in the document. */
	#withSections(at: number, from: number): number {
		const bytes = this.bytes
		const source = this.source
		let text = decoded(this.pieces.cut(from, at + this.shift))
		if (text === undefined) return -1
		let i = at
		while (bytes[i + 1] === bang && bytes[i + 2] === openBracket) {
			let start = i + this.shift
			if (!source.startsWith('<![CDATA[', start) || i + 9 > this.end) return -1
			start += 9
			i = this.until(i + 9, inSection)
			while (i >= 0 && !(bytes[i + 1] === closeBracket && bytes[i + 2] === greaterThan))
				i = this.until(i + 1, inSection)
			if (i < 0) return -1
			text += lineEnds(this.pieces.cut(start, i + this.shift))
			i += 3
			start = i + this.shift
			i = this.#toMarkup(i)
			if (i < 0 || this.#cutOff(i)) return -1
			const after = decoded(this.pieces.cut(start, i + this.shift))
			if (after === undefined) return -1
			text += after
		}
		if (text.length > this.#textLength) return -1
		if (text !== '') this.#leaf(kinds.text, -1, from, text)
		return i
	}

	/** A text or comment that is longer than the window, which it fills; gives the index in the text after it. */
	protected long(from: number): number {
		const source = this.source
		if (this.bytes[0] === lessThan) return this.#longComment(from)
		const to = source.indexOf('<', from)
		if (this.depth === 0 || to < 0 || to - from > this.#textLength) return -1
		if (source.startsWith('<![', to) || this.#forbids(source.slice(from, to))) return -1
		const text = decoded(this.pieces.cut(from, to))
		if (text === undefined) return -1
		this.#leaf(kinds.text, -1, from, text)
		return to
	}

	#longComment(from: number): number {
		const source = this.source
		const dashes = source.startsWith('<!--', from) ? source.indexOf('--', from + 4) : -1
		if (dashes < 0 || source[dashes + 2] !== '>') return -1
		if (this.#forbids(source.slice(from + 4, dashes))) return -1
		this.#leaf(kinds.comment, -1, from, lineEnds(this.pieces.cut(from + 4, dashes)))
		return dashes + 3
	}

	#forbids(raw: string): boolean {
		return forbidden.test(this.narrow ? raw.replaceAll(standIn, ' ') : raw)
	}

	#leaf(kind: 3 | 4 | 5, name: number, offset: number, value: string): void {
		this.tree.addLeaf(kind, this.open[this.depth]!, name, offset, value)
	}

	protected comment(at: number): number {
		const bytes = this.bytes
		if (bytes[at + 2] !== dash || bytes[at + 3] !== dash) return -1
		const offset = at + this.shift
		const from = offset + 4
		let i = this.untilOne(at + 4, dash, inComment)
		while (i >= 0 && bytes[i + 1] !== dash) i = this.untilOne(i + 1, dash, inComment)
		if (i < 0 || bytes[i + 2] !== greaterThan) return -1
		this.#leaf(kinds.comment, -1, offset, lineEnds(this.pieces.cut(from, i + this.shift)))
		return i + 3
	}

	protected instruction(at: number): number {
		const bytes = this.bytes
		const offset = at + this.shift
		let i = this.untilOne(at + 2, question, inInstruction)
		while (i >= 0 && bytes[i + 1] !== greaterThan) i = this.untilOne(i + 1, question, inInstruction)
		if (i < 0) return -1
		const match = /^([A-Za-z_][-.\w]*)(?:[ \t\r\n]+([\s\S]*))?$/.exec(
			this.pieces.cut(offset + 2, i + this.shift),
		)
		if (match === null || match[1]!.toLowerCase() === 'xml') return -1
		this.#leaf(kinds.instruction, names.intern('?', match[1]!), offset, lineEnds(match[2] ?? ''))
		return i + 2
	}
}

const fourSpaces = 0x20202020
/** A line break with so much after it. */
const afterSpaces = Array.from({ length: 128 }, (_, count) => `\n${' '.repeat(count)}`)
const afterTabs = Array.from({ length: 64 }, (_, count) => `\n${'\t'.repeat(count)}`)
