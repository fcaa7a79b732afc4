/**
 * The fast way from XML text to Tree: a scanner for the well-formed common case.
 *
 * It knows elements, attributes, text, CDATA, comments and processing instructions, namespaces, and the five
 * entities and character references. At anything else, anything wrong and any limit it gives up, and the
 * strict parser reads the document again from the start and has the word: so what is accepted here must be
 * well-formed, but what is refused here need not be wrong.
 *
 * The text is read through a window of its bytes in UTF-8, since looking at a byte costs a fraction of looking
 * at a character of a string; values are cut from the text itself. A 0 ends the window: no token passes it. A
 * token that is cut off there is read again, in a window that begins with it.
 */
import {
	allowStandIn,
	four,
	inComment,
	inDoubleQuotes,
	inInstruction,
	inSection,
	inSingleQuotes,
	inText,
	nameClass,
	plain,
	stop,
	three,
	two,
} from './characters.ts'
import { names } from './names.ts'
import { standIn, type Units } from './narrow.ts'
import { Pieces } from './pieces.ts'
import { bytesOfNames, outermostNames, type RawName, type RawNames } from './raw-names.ts'
import type { Tree } from './tree.ts'

/** Bounds that the strict parser counts and reports; the scanner only notices that one is passed. */
export interface ScanLimits {
	readonly depth: number
	readonly elements: number
	readonly attributes: number
	readonly textLength: number
	readonly names: number
	readonly characterReferences: number
}

export interface ScanOptions {
	/** The text is narrow (narrow.ts), and these are its units that are not ASCII. */
	readonly units?: Units
	/** Where it is: its characters, one a byte, and a 0 after them, if they are at hand. */
	readonly ascii?: Uint8Array | undefined
	/** The text in valid UTF-8, where that is at hand: it need not be made again. */
	readonly utf8?: Uint8Array
	/** Where bytes are looked at. */
	readonly window?: Uint8Array
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'

const declaration =
	/^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/

/** What no text may hold. */
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\]\]>/

const tab = 9
const lineFeed = 10
const carriageReturn = 13
const space = 32
const bang = 33
const doubleQuote = 34
const singleQuote = 39
const dash = 45
const slash = 47
const colon = 58
const lessThan = 60
const equals = 61
const greaterThan = 62
const question = 63
const openBracket = 91
const closeBracket = 93

function isSpace(c: number): boolean {
	return c === space || c === lineFeed || c === tab || c === carriageReturn
}

/** Bytes of the window. */
const windowSize = 1 << 18
/** A name that is longer is left to the strict parser. */
const longestName = 1000

/** Fills the tree, which has been reset, from a text or a narrow one; false: the strict parser must read it. */
export function scanTree(tree: Tree, source: string, limits: ScanLimits, options: ScanOptions = {}): boolean {
	if (options.utf8 === undefined && !source.isWellFormed()) return false
	let references = 0
	for (let at = source.indexOf('&#'); at >= 0; at = source.indexOf('&#', at + 2))
		if (++references > limits.characterReferences) return false
	return new Scanner(tree, source, limits, options).run()
}

const usualWindow = new Uint8Array(windowSize)
const encoder = new TextEncoder()

/** One pass over one document. Methods that read a token take the index of a byte and give the one after it, -1 to give up. */
class Scanner {
	readonly #tree: Tree
	readonly #source: string
	readonly #limits: ScanLimits
	readonly #narrow: boolean
	readonly #utf8: Uint8Array | undefined
	readonly #bytes: Uint8Array
	/** Bytes in the window: there its 0 stands. */
	#end = 0
	/** The window shows the end of the text. */
	#final = false
	/** Index in the text, less index in the window. */
	#shift = 0
	/** The text read last holds something to be replaced. */
	#special = false
	#elements = 0
	#depth = 0
	/** For each open element, from the document on: its node, its last child, its name as written, the names inside it. */
	readonly #open: number[] = [0]
	readonly #last: number[] = [0]
	readonly #raw: RawName[] = []
	readonly #names: RawNames[] = [outermostNames()]
	/** Attributes of the tag being read: three numbers about the name of each, and its value. */
	readonly #attributes: number[] = []
	readonly #values: string[] = []
	readonly #pieces: Pieces

	constructor(tree: Tree, source: string, limits: ScanLimits, options: ScanOptions) {
		const { units, ascii, utf8, window = ascii ?? usualWindow } = options
		this.#tree = tree
		this.#source = source
		this.#limits = limits
		this.#narrow = units !== undefined
		this.#utf8 = utf8
		this.#bytes = window
		if (ascii !== undefined) {
			this.#end = source.length
			this.#final = true
		}
		allowStandIn(this.#narrow)
		this.#pieces = new Pieces(source, units, ascii)
	}

	run(): boolean {
		const start = this.#prolog()
		if (start < 0) return false
		let at = 0
		if (this.#final || this.#showAll()) at = start
		else this.#show(start)
		for (;;) {
			if (at === this.#end) {
				if (this.#final) break
				this.#show(at + this.#shift)
				at = 0
			}
			const from = at + this.#shift
			const next = this.#token(at)
			if (next >= 0) {
				at = next
				continue
			}
			if (this.#final) return false
			// Perhaps the token goes on beyond the window.
			let again = from
			if (at === 0) {
				again = this.#longText(from)
				if (again < 0) return false
			}
			this.#show(again)
			at = 0
		}
		if (this.#depth !== 0 || this.#elements === 0) return false
		if (this.#tree.presentCount > this.#limits.names || !this.#pieces.complete) return false
		this.#tree.close(0)
		return true
	}

	/** The index in the text after the byte order mark and the XML declaration. */
	#prolog(): number {
		const source = this.#source
		const at = source.charCodeAt(0) === 0xfeff ? 1 : 0
		if (!source.startsWith('<?xml', at) || !isSpace(source.charCodeAt(at + 5))) return at
		const match = declaration.exec(at === 0 ? source : source.slice(at))
		return match === null ? -1 : at + match[0].length
	}

	/** Shows the bytes that were given, if the window has room for all, and if they begin as documents do. */
	#showAll(): boolean {
		const utf8 = this.#utf8
		if (utf8 === undefined || utf8.length >= this.#bytes.length || utf8[0] !== lessThan) return false
		this.#bytes.set(utf8)
		this.#bytes[utf8.length] = 0
		this.#end = utf8.length
		this.#final = true
		return true
	}

	/** Lets the window begin at that index of the text. */
	#show(from: number): void {
		const source = this.#source
		const most = this.#bytes.length - 1
		let to = Math.min(from + most, source.length)
		// No character may be cut in halves.
		if (to < source.length && (source.charCodeAt(to - 1) & 0xfc00) === 0xd800) to--
		const text = from === 0 && to === source.length ? source : source.slice(from, to)
		const { read, written } = encoder.encodeInto(text, this.#bytes.subarray(0, most))
		this.#bytes[written] = 0
		this.#end = written
		this.#final = from + read === source.length
		this.#shift = from
		this.#pieces.goTo(from)
	}

	#token(at: number): number {
		const bytes = this.#bytes
		if (bytes[at] !== lessThan) return this.#text(at)
		switch (bytes[at + 1]) {
			case slash:
				return this.#close(at + 2)
			case bang:
				return bytes[at + 2] === openBracket ? this.#text(at) : this.#comment(at)
			case question:
				return this.#instruction(at)
			default:
				return this.#start(at + 1)
		}
	}

	/** The next byte at which the table stops, past wide characters. */
	#until(at: number, table: Uint8Array): number {
		const bytes = this.#bytes
		let i = at
		for (;;) {
			let kind = table[bytes[i]!]!
			while (kind === plain) kind = table[bytes[++i]!]!
			if (kind === stop) return i
			i = this.#wide(i, kind)
			if (i < 0) return -1
		}
	}

	/** Past a character of several bytes. */
	#wide(at: number, kind: number): number {
		const bytes = this.#bytes
		switch (kind) {
			case two:
				this.#shift -= 1
				return at + 2
			case three:
				// U+FFFE and U+FFFF are no characters of XML.
				if (bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2]! >= 0xbe) return -1
				this.#shift -= 2
				return at + 3
			case four:
				this.#shift -= 2
				return at + 4
			default:
				return -1
		}
	}

	/** Text up to the next markup of another kind, CDATA sections included. */
	#text(at: number): number {
		if (this.#depth === 0) return this.#between(at)
		const indented = this.#lineBreak(at)
		if (indented > 0) return indented
		const bytes = this.#bytes
		const from = at + this.#shift
		const i = this.#toMarkup(at)
		if (i < 0 || this.#cutOff(i)) return -1
		if (bytes[i + 1] === bang && bytes[i + 2] === openBracket) return this.#withSections(i, from)
		const to = i + this.#shift
		if (to - from > this.#limits.textLength) return -1
		const text = this.#special ? decoded(this.#pieces.cut(from, to)) : this.#pieces.short(from, to)
		if (text === undefined) return -1
		this.#leaf(3, -1, from, text)
		return i
	}

	/** The next `<`, past text; notes whether that holds references or line ends to be replaced. */
	#toMarkup(at: number): number {
		const bytes = this.#bytes
		this.#special = false
		let i = this.#until(at, inText)
		while (i >= 0 && bytes[i] !== lessThan) {
			if (bytes[i] !== closeBracket) this.#special = true
			else if (bytes[i + 1] === closeBracket && bytes[i + 2] === greaterThan) return -1
			i = this.#until(i + 1, inText)
		}
		return i
	}

	/** Whether what follows a `<` lies beyond the window. */
	#cutOff(at: number): boolean {
		return at + 2 >= this.#end && !this.#final
	}

	/** White space outside the document element. */
	#between(at: number): number {
		let i = at
		while (isSpace(this.#bytes[i]!)) i++
		return i === at ? -1 : i
	}

	/** A text that is a line break and the indentation after it, as half of all texts are; 0: it is another. */
	#lineBreak(at: number): number {
		const bytes = this.#bytes
		let i = bytes[at] === carriageReturn ? at + 1 : at
		if (bytes[i] !== lineFeed) return 0
		const filler = bytes[++i]
		const start = i
		if (filler === space || filler === tab) while (bytes[i] === filler) i++
		const text = (filler === tab ? afterTabs : afterSpaces)[i - start]
		if (bytes[i] !== lessThan || bytes[i + 1] === bang || this.#cutOff(i)) return 0
		if (text === undefined || i - at > this.#limits.textLength) return 0
		const depth = this.#depth
		this.#last[depth] = this.#tree.addBlank(this.#open[depth]!, this.#last[depth]!, at + this.#shift, text)
		return i
	}

	/** A text that holds CDATA sections, from the first of them on; `from`: where it begins in the document. */
	#withSections(at: number, from: number): number {
		const bytes = this.#bytes
		const source = this.#source
		let text = decoded(this.#pieces.cut(from, at + this.#shift))
		if (text === undefined) return -1
		let i = at
		while (bytes[i + 1] === bang && bytes[i + 2] === openBracket) {
			let start = i + this.#shift
			if (!source.startsWith('<![CDATA[', start) || i + 9 > this.#end) return -1
			start += 9
			i = this.#until(i + 9, inSection)
			while (i >= 0 && !(bytes[i + 1] === closeBracket && bytes[i + 2] === greaterThan))
				i = this.#until(i + 1, inSection)
			if (i < 0) return -1
			text += lineEnds(this.#pieces.cut(start, i + this.#shift))
			i += 3
			start = i + this.#shift
			i = this.#toMarkup(i)
			if (i < 0 || this.#cutOff(i)) return -1
			const after = decoded(this.#pieces.cut(start, i + this.#shift))
			if (after === undefined) return -1
			text += after
		}
		if (text.length > this.#limits.textLength) return -1
		if (text !== '') this.#leaf(3, -1, from, text)
		return i
	}

	/** A text or comment that is longer than the window, which it fills; gives the index in the text after it. */
	#longText(from: number): number {
		const source = this.#source
		if (this.#bytes[0] === lessThan) return this.#longComment(from)
		const to = source.indexOf('<', from)
		if (this.#depth === 0 || to < 0 || to - from > this.#limits.textLength) return -1
		if (source.startsWith('<![', to) || this.#forbids(source.slice(from, to))) return -1
		const text = decoded(this.#pieces.cut(from, to))
		if (text === undefined) return -1
		this.#leaf(3, -1, from, text)
		return to
	}

	#longComment(from: number): number {
		const source = this.#source
		const dashes = source.startsWith('<!--', from) ? source.indexOf('--', from + 4) : -1
		if (dashes < 0 || source[dashes + 2] !== '>') return -1
		if (this.#forbids(source.slice(from + 4, dashes))) return -1
		this.#leaf(4, -1, from, lineEnds(this.#pieces.cut(from + 4, dashes)))
		return dashes + 3
	}

	#forbids(raw: string): boolean {
		return forbidden.test(this.#narrow ? raw.replaceAll(standIn, ' ') : raw)
	}

	#leaf(kind: 3 | 4 | 5, name: number, offset: number, value: string): void {
		const depth = this.#depth
		this.#last[depth] = this.#tree.addLeaf(kind, this.#open[depth]!, this.#last[depth]!, name, offset, value)
	}

	#comment(at: number): number {
		const bytes = this.#bytes
		if (bytes[at + 2] !== dash || bytes[at + 3] !== dash) return -1
		const offset = at + this.#shift
		const from = offset + 4
		let i = this.#until(at + 4, inComment)
		while (i >= 0 && bytes[i + 1] !== dash) i = this.#until(i + 1, inComment)
		if (i < 0 || bytes[i + 2] !== greaterThan) return -1
		this.#leaf(4, -1, offset, lineEnds(this.#pieces.cut(from, i + this.#shift)))
		return i + 3
	}

	#instruction(at: number): number {
		const bytes = this.#bytes
		const offset = at + this.#shift
		let i = this.#until(at + 2, inInstruction)
		while (i >= 0 && bytes[i + 1] !== greaterThan) i = this.#until(i + 1, inInstruction)
		if (i < 0) return -1
		const match = /^([A-Za-z_][-.\w]*)(?:[ \t\r\n]+([\s\S]*))?$/.exec(
			this.#pieces.cut(offset + 2, i + this.#shift),
		)
		if (match === null || match[1]!.toLowerCase() === 'xml') return -1
		this.#leaf(5, names.intern('?', match[1]!), offset, lineEnds(match[2] ?? ''))
		return i + 2
	}

	#close(at: number): number {
		if (this.#depth === 0) return -1
		const bytes = this.#bytes
		const { start, length } = this.#raw[this.#depth]!
		const written = bytesOfNames
		for (let k = 0; k < length; k++) if (bytes[at + k] !== written[start + k]) return -1
		let i = at + length
		while (isSpace(bytes[i]!)) i++
		if (bytes[i] !== greaterThan) return -1
		this.#tree.close(this.#open[this.#depth--]!)
		return i + 1
	}

	/** An element's start tag, from its name on. */
	#start(at: number): number {
		const bytes = this.#bytes
		let i = at
		if (nameClass[bytes[i]!] !== 1) return -1
		let hash = 0
		do hash = (Math.imul(hash, 31) + bytes[i]!) | 0
		while (nameClass[bytes[++i]!] !== 0)
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
			const from = ++i + this.#shift
			const table = c === doubleQuote ? inDoubleQuotes : inSingleQuotes
			let special = false
			for (i = this.#until(i, table); i >= 0 && bytes[i] !== c; i = this.#until(i + 1, table)) {
				if (bytes[i] === lessThan) return -1
				special = true
			}
			if (i < 0) return -1
			const raw = this.#pieces.short(from, i + this.#shift)
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
		if (!this.#element(at, length, hash, i + 1 + this.#shift, count, declarations)) return -1
		if (c === slash) this.#tree.close(this.#open[this.#depth--]!)
		return i + 1
	}

	/** Adds the element whose start tag was read, and opens it. */
	#element(
		at: number,
		length: number,
		hash: number,
		offset: number,
		count: number,
		declarations: string[] | undefined,
	): boolean {
		const { attributes: mostAttributes, depth: mostDepth, elements: mostElements } = this.#limits
		if (++this.#elements > mostElements || length > longestName) return false
		if (count + (declarations === undefined ? 0 : declarations.length / 2) > mostAttributes) return false
		const depth = this.#depth + 1
		if (depth > mostDepth || (depth === 1 && this.#elements > 1)) return false
		const bytes = this.#bytes
		const tree = this.#tree
		let known = this.#names[depth - 1]!
		if (declarations !== undefined) known = known.within(declarations)
		const name = known.find(bytes, at, length, hash)
		if (name.element < 0) return false
		const parent = this.#open[depth - 1]!
		const element = tree.addElement(parent, this.#last[depth - 1]!, name.element, offset, name.prefix)
		if (declarations !== undefined) tree.declare(element, known.declared)
		const attributes = this.#attributes
		for (let k = 0; k < count; k++) {
			const size = attributes[3 * k + 1]!
			if (size > longestName) return false
			const { attribute } = known.find(bytes, attributes[3 * k]!, size, attributes[3 * k + 2]!)
			if (attribute < 0 || tree.attribute(element, attribute) !== 0) return false
			tree.addAttribute(element, attribute, this.#values[k]!)
		}
		this.#last[depth - 1] = element
		this.#depth = depth
		this.#open[depth] = element
		this.#last[depth] = 0
		this.#raw[depth] = name
		this.#names[depth] = known
		return true
	}
}

/** A line break with so much after it. */
const afterSpaces = Array.from({ length: 128 }, (_, count) => `\n${' '.repeat(count)}`)
const afterTabs = Array.from({ length: 64 }, (_, count) => `\n${'\t'.repeat(count)}`)

function lineEnds(text: string): string {
	return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

/** Text with references replaced and line ends made one; undefined where a reference is not plain. */
function decoded(text: string): string | undefined {
	const out = lineEnds(text)
	if (!out.includes('&')) return out
	let wrong = false
	const replaced = out.replace(/&([^;&]*);?/g, (whole, name: string) => {
		const value = whole.endsWith(';') ? reference(name) : undefined
		if (value === undefined) wrong = true
		return value ?? ''
	})
	return wrong ? undefined : replaced
}

/** An attribute's value, white space made spaces; undefined where it is not plain. */
function attributeValue(raw: string): string | undefined {
	return decoded(raw.replace(/\r\n|[\n\t\r]/g, ' '))
}

/** Whether the name is `xmlns` or begins with `xmlns:`. */
function isDeclaration(bytes: Uint8Array, start: number, size: number): boolean {
	return (
		size >= 5 &&
		bytes[start] === 120 &&
		bytes[start + 1] === 109 &&
		bytes[start + 2] === 108 &&
		bytes[start + 3] === 110 &&
		bytes[start + 4] === 115 &&
		(size === 5 || bytes[start + 5] === colon)
	)
}

/** Whether a prefix is among those of (prefix, namespace, prefix, …). */
function declares(declarations: readonly string[], prefix: string): boolean {
	for (let k = 0; k < declarations.length; k += 2) if (declarations[k] === prefix) return true
	return false
}

/** Whether a prefix may be bound to a namespace (Namespaces in XML 1.0, 2.2 and 3). */
function declarable(prefix: string, uri: string): boolean {
	if (prefix === 'xml' || prefix === 'xmlns' || uri === xmlNamespace || uri === xmlnsNamespace) return false
	// The strict parser has its own way with white space around a name.
	if (uri.trim() !== uri) return false
	if (prefix === '') return true
	return uri !== '' && nameClass[prefix.charCodeAt(0)] === 1 && !prefix.includes(':')
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** What a reference stands for; undefined where it is not one of the plain ones. */
function reference(name: string): string | undefined {
	if (!name.startsWith('#')) return Object.hasOwn(entities, name) ? entities[name] : undefined
	const digits = name.startsWith('#x') ? /^#x([0-9a-fA-F]{1,6})$/.exec(name) : /^#([0-9]{1,7})$/.exec(name)
	if (digits === null) return undefined
	const code = Number.parseInt(digits[1]!, name.startsWith('#x') ? 16 : 10)
	const allowed =
		code === tab ||
		code === lineFeed ||
		code === carriageReturn ||
		(code >= 32 && code <= 0xd7ff) ||
		(code >= 0xe000 && code <= 0xfffd) ||
		(code >= 0x10000 && code <= 0x10ffff)
	return allowed ? String.fromCodePoint(code) : undefined
}
