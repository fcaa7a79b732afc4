/**
 * The fast way from XML text to Tree: a scanner for the well-formed common case.
 *
 * It knows elements, attributes, text, CDATA, comments and processing instructions, namespaces, and the five
 * entities and character references. At anything else, anything wrong and any limit it gives up, and the
 * strict parser reads the document again from the start and has the word: so what is accepted here must be
 * well-formed, but what is refused here need not be wrong. Names are looked up by their raw text in a table
 * that belongs to the namespace declarations in force and outlives the document.
 */
import { largeText } from './kinds.ts'
import { names } from './names.ts'
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

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'

/** Control characters and the two non-characters, not allowed in XML 1.0, and halves of surrogate pairs, which may be. */
const suspicious = /[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/
/** The same without pairs: not allowed at all. */
const forbidden =
	/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

const declaration =
	/^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/

/** Per ASCII code: 1 may start a name, 2 may only continue one, 0 neither. Colons are told apart by the caller. */
const nameClass = new Uint8Array(128)
for (let c = 0; c < 128; c++) {
	const char = String.fromCharCode(c)
	if (/[A-Za-z_]/.test(char)) nameClass[c] = 1
	else if (/[-.0-9:]/.test(char)) nameClass[c] = 2
}

const gt = 62
const slash = 47
const bang = 33
const question = 63
const equals = 61
const colon = 58

function isSpace(c: number): boolean {
	return c === 32 || c === 10 || c === 9 || c === 13
}

/** A raw name in a namespace context: its ids as an element's and as an attribute's name. */
interface Entry {
	readonly raw: string
	readonly hash: number
	readonly prefix: string
	/** -1 where the prefix is not bound. */
	readonly element: number
	readonly attribute: number
}

/** Namespace declarations in force, and the names seen under them. */
class Context {
	readonly bindings: ReadonlyMap<string, string>
	readonly signature: string
	#table: (Entry | undefined)[] = new Array(512)
	#count = 0

	constructor(bindings: ReadonlyMap<string, string>, signature: string) {
		this.bindings = bindings
		this.signature = signature
	}

	find(source: string, start: number, end: number, hash: number): Entry {
		const mask = this.#table.length - 1
		let at = hash & mask
		for (let entry = this.#table[at]; entry !== undefined; entry = this.#table[at]) {
			if (entry.hash === hash && entry.raw.length === end - start && source.startsWith(entry.raw, start))
				return entry
			at = (at + 1) & mask
		}
		return this.#add(source.slice(start, end), hash, at)
	}

	#add(raw: string, hash: number, at: number): Entry {
		if (this.#count > 4000) {
			this.#table = new Array(512)
			this.#count = 0
			return this.#add(raw, hash, hash & 511)
		}
		const split = raw.indexOf(':')
		const prefix = split < 0 ? '' : raw.slice(0, split)
		const local = raw.slice(split + 1)
		const uri = this.bindings.get(prefix)
		const wellFormed =
			split < 0 || (split > 0 && local !== '' && !local.includes(':') && nameClass[local.charCodeAt(0)] === 1)
		const known = wellFormed && (split < 0 || uri !== undefined)
		const entry: Entry = {
			raw,
			hash,
			prefix,
			element: known ? names.intern(uri ?? '', local) : -1,
			attribute: known ? names.intern(split < 0 ? '' : uri!, local) : -1,
		}
		this.#table[at] = entry
		if (++this.#count * 2 > this.#table.length) this.#rehash()
		return entry
	}

	#rehash(): void {
		const old = this.#table
		const table: (Entry | undefined)[] = new Array(old.length * 2)
		const mask = table.length - 1
		for (const entry of old) {
			if (entry === undefined) continue
			let at = entry.hash & mask
			while (table[at] !== undefined) at = (at + 1) & mask
			table[at] = entry
		}
		this.#table = table
	}
}

let contexts = new Map<string, Context>()
let generation = names.generation

/** The context of declarations; few are ever in use, and they outlive documents while name ids do. */
function contextOf(bindings: ReadonlyMap<string, string>): Context {
	const signature = [...bindings].map(([prefix, uri]) => `${prefix}=${uri}`).join('\n')
	let context = contexts.get(signature)
	if (context === undefined) {
		if (contexts.size > 200) contexts = new Map()
		contexts.set(signature, (context = new Context(bindings, signature)))
	}
	return context
}

/** Fills the tree, which has been reset; false: the strict parser must read the text. */
export function scanTree(tree: Tree, source: string, limits: ScanLimits): boolean {
	if (generation !== names.generation) {
		contexts = new Map()
		generation = names.generation
	}
	if (
		(suspicious.test(source) && forbidden.test(source)) ||
		source.includes(']]>') !== source.includes('<![CDATA[')
	)
		return false
	let references = 0
	for (let at = source.indexOf('&#'); at >= 0; at = source.indexOf('&#', at + 2))
		if (++references > limits.characterReferences) return false
	return new Scanner(tree, source, limits).run()
}

/** Slots for pieces that are shared, and the longest of them. */
const slots = 4096
const mostShared = 32

class Scanner {
	readonly #tree: Tree
	readonly #source: string
	readonly #limits: ScanLimits
	/** Raw texts need looking at only if the document holds such characters at all. */
	readonly #hasAmpersand: boolean
	readonly #hasReturn: boolean
	readonly #hasCdata: boolean
	/** Short pieces of a large document: most of it is the same few texts over and over. */
	readonly #shared: (string | undefined)[] | undefined
	#context = contextOf(new Map([['xml', xmlNamespace]]))
	/** For each open element that declares namespaces: its depth and the context outside it. */
	readonly #outer: { readonly depth: number; readonly context: Context }[] = []
	readonly #open: number[] = [0]
	readonly #last: number[] = [0]
	/** Raw name of each open element. */
	readonly #raw: string[] = ['']
	#depth = 0
	/** Attributes of the tag being read: (start, end, hash) triples of their names, and their values. */
	readonly #names: number[] = []
	readonly #values: string[] = []
	readonly #ids: number[] = []

	constructor(tree: Tree, source: string, limits: ScanLimits) {
		this.#tree = tree
		this.#source = source
		this.#limits = limits
		this.#hasAmpersand = source.includes('&')
		this.#hasReturn = source.includes('\r')
		this.#hasCdata = source.includes('<![CDATA[')
		this.#shared = source.length > largeText ? new Array<string | undefined>(slots) : undefined
	}

	run(): boolean {
		const source = this.#source
		let at = source.charCodeAt(0) === 0xfeff ? 1 : 0
		if (source.startsWith('<?xml', at) && isSpace(source.charCodeAt(at + 5))) {
			const match = declaration.exec(at === 0 ? source : source.slice(at))
			if (match === null) return false
			at += match[0].length
		}
		let elements = 0
		let rooted = false
		const end = source.length
		while (at < end) {
			const next = source.indexOf('<', at)
			if (this.#depth === 0) {
				if (!this.#blank(at, next < 0 ? end : next)) return false
				if (next < 0) break
			} else if (next < 0) return false
			const c = source.charCodeAt(next + 1)
			if (c === slash) {
				if (next > at) {
					if (!this.#text(at, next)) return false
				}
				at = this.#close(next + 2)
			} else if (c === bang || c === question) {
				if (c === bang && source.startsWith('<![CDATA[', next)) {
					if (this.#depth === 0) return false
					at = this.#withCdata(at)
				} else {
					if (next > at && this.#depth > 0 && !this.#text(at, next)) return false
					at = c === bang ? this.#comment(next) : this.#instruction(next)
				}
			} else {
				if (next > at && this.#depth > 0 && !this.#text(at, next)) return false
				if (this.#depth === 0 && rooted) return false
				rooted = true
				if (++elements > this.#limits.elements) return false
				at = this.#start(next + 1)
			}
			if (at < 0) return false
		}
		if (this.#depth !== 0 || !rooted || this.#tree.pathsPresent.length > this.#limits.names) return false
		this.#tree.close(0)
		return true
	}

	#blank(from: number, to: number): boolean {
		for (let i = from; i < to; i++) if (!isSpace(this.#source.charCodeAt(i))) return false
		return true
	}

	#leaf(kind: 3 | 4 | 5, name: number, offset: number, value: string): void {
		const depth = this.#depth
		this.#last[depth] = this.#tree.addLeaf(kind, this.#open[depth]!, this.#last[depth]!, name, offset, value)
	}

	#text(from: number, to: number): boolean {
		if (to - from > this.#limits.textLength) return false
		const text = this.#decoded(this.#piece(from, to))
		if (text === undefined || (this.#hasCdata && text.includes(']]>'))) return false
		this.#leaf(3, -1, from, text)
		return true
	}

	/** A piece of the text; of a large document, the one string for all short pieces that are the same. */
	#piece(from: number, to: number): string {
		const source = this.#source
		const shared = this.#shared
		const length = to - from
		if (shared === undefined || length === 0 || length > mostShared) return source.slice(from, to)
		const slot =
			(length * 31 +
				source.charCodeAt(from) * 17 +
				source.charCodeAt((from + to) >> 1) * 7 +
				source.charCodeAt(to - 1) * 3) &
			(slots - 1)
		const known = shared[slot]
		if (known !== undefined && known.length === length && source.startsWith(known, from)) return known
		const piece = source.slice(from, to)
		shared[slot] = piece
		return piece
	}

	/** Text with references replaced and line ends made one; undefined where a reference is not plain. */
	#decoded(text: string): string | undefined {
		let out = text
		if (this.#hasReturn && out.includes('\r')) out = out.replace(/\r\n?/g, '\n')
		if (!this.#hasAmpersand || !out.includes('&')) return out
		let wrong = false
		out = out.replace(/&([^;&]*);?/g, (whole, name: string) => {
			const value = whole.endsWith(';') ? reference(name) : undefined
			if (value === undefined) wrong = true
			return value ?? ''
		})
		return wrong ? undefined : out
	}

	/** Text that holds CDATA sections, up to the next markup of another kind. */
	#withCdata(from: number): number {
		const source = this.#source
		let text = ''
		let at = from
		for (;;) {
			const next = source.indexOf('<', at)
			if (next < 0) return -1
			const plain = this.#decoded(source.slice(at, next))
			if (plain === undefined || plain.includes(']]>')) return -1
			text += plain
			if (!source.startsWith('<![CDATA[', next)) {
				at = next
				break
			}
			const close = source.indexOf(']]>', next + 9)
			if (close < 0) return -1
			const section = source.slice(next + 9, close)
			text += this.#hasReturn ? section.replace(/\r\n?/g, '\n') : section
			at = close + 3
		}
		if (text.length > this.#limits.textLength) return -1
		if (text !== '') this.#leaf(3, -1, from, text)
		return at
	}

	#comment(start: number): number {
		const source = this.#source
		if (!source.startsWith('<!--', start)) return -1
		const dashes = source.indexOf('--', start + 4)
		if (dashes < 0 || source.charCodeAt(dashes + 2) !== gt) return -1
		const text = source.slice(start + 4, dashes)
		this.#leaf(4, -1, start, this.#hasReturn ? text.replace(/\r\n?/g, '\n') : text)
		return dashes + 3
	}

	#instruction(start: number): number {
		const source = this.#source
		const close = source.indexOf('?>', start + 2)
		if (close < 0) return -1
		const match = /^([A-Za-z_][-.\w]*)(?:[ \t\r\n]+([\s\S]*))?$/.exec(source.slice(start + 2, close))
		if (match === null || match[1]!.toLowerCase() === 'xml') return -1
		const body = match[2] ?? ''
		this.#leaf(5, names.intern('?', match[1]!), start, this.#hasReturn ? body.replace(/\r\n?/g, '\n') : body)
		return close + 2
	}

	#close(at: number): number {
		const raw = this.#raw[this.#depth]!
		if (this.#depth === 0 || !this.#source.startsWith(raw, at)) return -1
		let i = at + raw.length
		let c = this.#source.charCodeAt(i)
		while (isSpace(c)) c = this.#source.charCodeAt(++i)
		if (c !== gt) return -1
		this.#leave()
		return i + 1
	}

	#leave(): void {
		this.#tree.close(this.#open[this.#depth]!)
		const outer = this.#outer.at(-1)
		if (outer !== undefined && outer.depth === this.#depth) {
			this.#context = outer.context
			this.#outer.pop()
		}
		this.#depth--
	}

	/** An element's start tag, from its name on; gives the offset after it, -1 to give up. */
	#start(nameStart: number): number {
		const source = this.#source
		let i = nameStart
		let hash = 0
		let c = source.charCodeAt(i)
		if (!(c < 128) || nameClass[c] !== 1) return -1
		do {
			hash = (Math.imul(hash, 31) + c) | 0
			c = source.charCodeAt(++i)
		} while (c < 128 && nameClass[c]! !== 0)
		if (c >= 128) return -1
		const nameEnd = i
		const nameHash = hash
		const attributes = this.#names
		const values = this.#values
		attributes.length = 0
		values.length = 0
		let declared: Map<string, string> | undefined
		let empty = false
		for (;;) {
			let spaced = false
			while (isSpace(c)) {
				spaced = true
				c = source.charCodeAt(++i)
			}
			if (c === gt) break
			if (c === slash) {
				if (source.charCodeAt(i + 1) !== gt) return -1
				i++
				empty = true
				break
			}
			if (!spaced || !(c < 128) || nameClass[c] !== 1) return -1
			const start = i
			hash = 0
			do {
				hash = (Math.imul(hash, 31) + c) | 0
				c = source.charCodeAt(++i)
			} while (c < 128 && nameClass[c]! !== 0)
			if (c >= 128) return -1
			const end = i
			while (isSpace(c)) c = source.charCodeAt(++i)
			if (c !== equals) return -1
			c = source.charCodeAt(++i)
			while (isSpace(c)) c = source.charCodeAt(++i)
			if (c !== 34 && c !== 39) return -1
			const close = source.indexOf(c === 34 ? '"' : "'", i + 1)
			if (close < 0) return -1
			const value = this.#attributeValue(this.#piece(i + 1, close))
			if (value === undefined) return -1
			i = close + 1
			c = source.charCodeAt(i)
			if (
				source.startsWith('xmlns', start) &&
				(end === start + 5 || source.charCodeAt(start + 5) === colon)
			) {
				declared ??= new Map()
				const prefix = end === start + 5 ? '' : source.slice(start + 6, end)
				if (end === start + 6) return -1
				if (declared.has(prefix) || !declarable(prefix, value)) return -1
				declared.set(prefix, value)
			} else {
				attributes.push(start, end, hash)
				values.push(value)
			}
		}
		if (values.length + (declared?.size ?? 0) > this.#limits.attributes) return -1
		const depth = this.#depth + 1
		if (depth > this.#limits.depth) return -1
		if (declared !== undefined) {
			this.#outer.push({ depth, context: this.#context })
			this.#context = contextOf(new Map([...this.#context.bindings, ...declared]))
		}
		const entry = this.#context.find(source, nameStart, nameEnd, nameHash)
		if (entry.element < 0) return -1
		const tree = this.#tree
		const element = tree.addElement(
			this.#open[this.#depth]!,
			this.#last[this.#depth]!,
			entry.element,
			i + 1,
			entry.prefix,
		)
		this.#last[this.#depth] = element
		if (declared !== undefined) tree.declare(element, Object.fromEntries(declared))
		const ids = this.#ids
		ids.length = 0
		for (let k = 0; k < values.length; k++) {
			const { attribute } = this.#context.find(
				source,
				attributes[3 * k]!,
				attributes[3 * k + 1]!,
				attributes[3 * k + 2]!,
			)
			if (attribute < 0 || ids.includes(attribute)) return -1
			ids.push(attribute)
			tree.addAttribute(element, attribute, values[k]!)
		}
		this.#depth = depth
		this.#open[depth] = element
		this.#last[depth] = 0
		this.#raw[depth] = entry.raw
		if (empty) this.#leave()
		return i + 1
	}

	/** An attribute's value, white space made spaces; undefined where it is not plain. */
	#attributeValue(raw: string): string | undefined {
		if (raw.includes('<')) return undefined
		let value = raw
		if (this.#hasReturn && value.includes('\r')) value = value.replace(/\r\n/g, '\n')
		if (value.includes('\n') || value.includes('\t') || value.includes('\r'))
			value = value.replace(/[\n\t\r]/g, ' ')
		return this.#hasAmpersand && value.includes('&') ? this.#decoded(value) : value
	}
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
		code === 9 ||
		code === 10 ||
		code === 13 ||
		(code >= 32 && code <= 0xd7ff) ||
		(code >= 0xe000 && code <= 0xfffd) ||
		(code >= 0x10000 && code <= 0x10ffff)
	return allowed ? String.fromCodePoint(code) : undefined
}
