/**
 * The fast way from XML text to Tree: a scanner for the well-formed common case.
 *
 * It knows elements, attributes, text, CDATA, comments and processing instructions, namespaces, and the five
 * entities and character references. At anything else, anything wrong and any limit it gives up, and the
 * strict parser reads the document again from the start and has the word: so what is accepted here must be
 * well-formed, but what is refused here need not be wrong.
 *
 * In layers: window.ts shows bytes, leaves.ts reads what stands between the tags, tags.ts the tags, and here is the
 * way from one token to the next.
 */
import { bang, isSpace, lessThan, openBracket, question, slash } from './characters.ts'
import { declaration } from './declarations.ts'
import { type ScanLimits, Tags } from './tags.ts'
import type { Tree } from './tree.ts'
import type { WindowOptions } from './window.ts'

/** Fills the tree, which has been reset, from a text or a narrow one; false: the strict parser must read it. */
export function scanTree(
	tree: Tree,
	source: string,
	limits: ScanLimits,
	options: WindowOptions = {},
): boolean {
	if (options.utf8 === undefined && !source.isWellFormed()) return false
	return (
		!manyReferences(source, limits.characterReferences) && new Scanner(tree, source, limits, options).run()
	)
}

function manyReferences(source: string, most: number): boolean {
	// Each takes two characters at least.
	if (source.length <= 2 * most) return false
	let references = 0
	for (let at = source.indexOf('&#'); at >= 0; at = source.indexOf('&#', at + 2))
		if (++references > most) return true
	return false
}

/** One pass over one document. */
class Scanner extends Tags {
	readonly #utf8: Uint8Array | undefined
	/** Where the token begins that is being read: in the text, and in the window. */
	#from = 0
	#at = 0

	constructor(tree: Tree, source: string, limits: ScanLimits, options: WindowOptions) {
		super(tree, source, limits, options)
		this.#utf8 = options.utf8
	}

	run(): boolean {
		const start = this.#prolog()
		if (start < 0) return false
		let at = 0
		const utf8 = this.#utf8
		// With a mark, bytes and text would not begin together.
		if (this.final || (utf8 !== undefined && utf8[0] === lessThan && this.showAll(utf8))) at = start
		else this.show(start)
		while (!this.#tokens(at)) {
			if (this.final) return false
			// Perhaps the token goes on beyond the window.
			let again = this.#from
			if (this.#at === 0) {
				again = this.long(again)
				if (again < 0) return false
			}
			this.show(again)
			at = 0
		}
		if (this.depth !== 0 || this.elements === 0) return false
		if (this.tree.presentCount > this.limits.names || !this.pieces.complete) return false
		this.tree.close(0)
		return true
	}

	/** The index in the text after the byte order mark and the XML declaration. */
	#prolog(): number {
		const source = this.source
		const at = source.charCodeAt(0) === 0xfeff ? 1 : 0
		if (!source.startsWith('<?xml', at) || !isSpace(source.charCodeAt(at + 5))) return at
		const match = declaration.exec(at === 0 ? source : source.slice(at))
		return match === null ? -1 : at + match[0].length
	}

	/** Reads tokens up to the end of the text; false: one could not be read. */
	#tokens(start: number): boolean {
		const bytes = this.bytes
		let at = start
		for (;;) {
			this.#at = at
			this.#from = at + this.shift
			let next: number
			if (bytes[at] !== lessThan) {
				if (at === this.end) {
					if (this.final) return true
					this.show(at + this.shift)
					at = 0
					continue
				}
				next = this.lineBreak(at)
				if (next === 0) next = this.text(at)
			} else {
				const c = bytes[at + 1]!
				if (c === slash) next = this.close(at + 2)
				else if (c === bang) next = bytes[at + 2] === openBracket ? this.text(at) : this.comment(at)
				else if (c === question) next = this.instruction(at)
				else next = this.start(at + 1)
			}
			if (next < 0) return false
			at = next
		}
	}
}
