/**
 * Reads the text of a rule file into elements that know where they stand.
 *
 * Every element and every attribute value keeps its file, line and column, so that whatever is wrong further
 * on can be shown at its place. Comments and processing instructions say nothing in a rule file and are
 * dropped. A document type declaration is refused: it could bring entities and default values unseen.
 */
import { SaxesParser } from 'saxes'
import { Fault, type Position } from '#engine'

export interface XmlAttribute {
	readonly value: string
	/** Where the value starts, after its opening quote. */
	readonly at: Position
}

export interface XmlElement {
	readonly kind: 'element'
	readonly uri: string
	readonly local: string
	/** As written, prefix and all. */
	readonly name: string
	/** By local name, or `{uri}local` where the attribute is in a namespace. */
	readonly attributes: ReadonlyMap<string, XmlAttribute>
	readonly children: readonly XmlNode[]
	/** Prefixes in scope, without the default namespace. */
	readonly namespaces: Readonly<Record<string, string>>
	/** The xml:lang of this element or of its nearest ancestor that has one. */
	readonly lang: string | undefined
	readonly at: Position
}

export interface XmlText {
	readonly kind: 'text'
	readonly text: string
	readonly at: Position
}

export type XmlNode = XmlElement | XmlText

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'

/** Deeper nesting than any rule file has; keeps the walkers of the tree off the end of the stack. */
const depthLimit = 200

/** The document element of `text`; throws a Fault `rule-text-unreadable` at the first error of well-formedness. */
export function parseXml(text: string, file: string): XmlElement {
	const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
	const position = locator(source, file)
	const parser = new SaxesParser({ xmlns: true })
	const open: Building[] = []
	let root: XmlElement | undefined
	let starts: Map<string, Position> = new Map()
	let elementStart = 0
	/** Behind the last tag: where text begins, or the comment before it. */
	let textStart = 0

	const addText = (part: string): void => {
		const parent = open.at(-1)
		if (parent === undefined) return
		const last = parent.children.at(-1)
		if (last?.kind === 'text')
			parent.children[parent.children.length - 1] = { ...last, text: last.text + part }
		else parent.children.push({ kind: 'text', text: part, at: position(textStart) })
	}

	parser.on('error', (error) => {
		// saxes opens its message with "line:column: ".
		throw new Fault(
			'rule-text-unreadable',
			error.message.replace(/^\d+:\d+: /, ''),
			position(Math.max(0, parser.position - 1)),
		)
	})
	parser.on('doctype', () => {
		throw new Fault(
			'rule-text-unsupported',
			'a document type declaration is not accepted in a rule file',
			position(source.lastIndexOf('<!DOCTYPE', parser.position)),
		)
	})
	parser.on('opentagstart', () => {
		elementStart = source.lastIndexOf('<', parser.position - 1)
		starts = new Map()
	})
	parser.on('attribute', (attribute) => {
		// The parser stands behind the closing quote; that quote cannot occur inside the value.
		const end = parser.position - 1
		const start = source.lastIndexOf(source[end]!, end - 1) + 1
		starts.set(attribute.name, position(start))
	})
	parser.on('opentag', (tag) => {
		const at = position(elementStart)
		if (open.length >= depthLimit) {
			throw new Fault('rule-text-unsupported', `elements are nested more than ${depthLimit} deep`, at)
		}
		const parent = open.at(-1)
		const attributes = new Map<string, XmlAttribute>()
		for (const attribute of Object.values(tag.attributes)) {
			if (attribute.prefix === 'xmlns' || attribute.name === 'xmlns') continue
			attributes.set(attribute.uri === '' ? attribute.local : `{${attribute.uri}}${attribute.local}`, {
				value: attribute.value,
				at: starts.get(attribute.name) ?? at,
			})
		}
		const element: Building = {
			kind: 'element',
			uri: tag.uri,
			local: tag.local,
			name: tag.name,
			attributes,
			children: [],
			namespaces: scope(parent?.namespaces ?? {}, tag.ns),
			lang: attributes.get(`{${xmlNamespace}}lang`)?.value ?? parent?.lang,
			at,
		}
		if (parent === undefined) root = element
		else parent.children.push(element)
		open.push(element)
		textStart = parser.position
	})
	parser.on('closetag', () => {
		open.pop()
		textStart = parser.position
	})
	parser.on('text', addText)
	parser.on('cdata', addText)
	// Written at once: the parser's position is then an index into `source`.
	parser.write(source).close()
	if (root === undefined) throw new Fault('rule-text-unreadable', 'the file is empty', position(0))
	return root
}

interface Building extends XmlElement {
	readonly children: XmlNode[]
}

function scope(
	outer: Readonly<Record<string, string>>,
	declared: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
	const prefixes = Object.entries(declared ?? {}).filter(([prefix]) => prefix !== '')
	return prefixes.length === 0 ? outer : { ...outer, ...Object.fromEntries(prefixes) }
}

/** Turns an index of `text` into a position; lines end as XML says: LF, CR LF or CR. */
function locator(text: string, file: string): (index: number) => Position {
	const starts = [0]
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i)
		if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1)
	}
	return (index) => {
		let low = 0
		let high = starts.length - 1
		while (low < high) {
			const middle = (low + high + 1) >> 1
			if (starts[middle]! <= index) low = middle
			else high = middle - 1
		}
		return { file, line: low + 1, column: index - starts[low]! + 1 }
	}
}
