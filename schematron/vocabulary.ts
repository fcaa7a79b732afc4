/**
 * The words of the rule language: its namespaces, what may stand in what, and the refusals that follow.
 *
 * An element of Schematron's namespace that has no place where it stands is a mistake of the rule file. What
 * the standard defines and this reader does not carry out is refused by name; nothing is passed over in
 * silence except what the standard itself gives no meaning: foreign elements and comments.
 */
import { Fault } from '#engine'
import type { XmlAttribute, XmlElement, XmlNode } from './xml.ts'

export const schematronNamespace = 'http://purl.oclc.org/dsdl/schematron'
export const xslNamespace = 'http://www.w3.org/1999/XSL/Transform'
/** Schematron 1.5, before it became ISO/IEC 19757-3. */
export const ancientNamespace = 'http://www.ascc.net/xml/schematron'

const content: Readonly<Record<string, readonly string[]>> = {
	schema: ['title', 'p', 'ns', 'let', 'phase', 'pattern', 'group', 'rules', 'diagnostics', 'properties'],
	library: ['title', 'p', 'ns', 'let', 'phase', 'pattern', 'group', 'rules', 'diagnostics', 'properties'],
	phase: ['p', 'let', 'active'],
	pattern: ['title', 'p', 'let', 'rule', 'param'],
	group: ['title', 'p', 'let', 'rule', 'param'],
	rules: ['title', 'p', 'rule'],
	rule: ['p', 'let', 'assert', 'report', 'extends'],
	diagnostics: ['diagnostic'],
	properties: ['property'],
}

/** Attributes that would change a verdict and that are not carried out, each with the reason that is shown. */
const refused: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	schema: {
		'xpath-default-namespace': 'a default namespace for XPath is not supported: declare a prefix with ns',
	},
	pattern: { documents: 'other documents than the one being judged are never read' },
	group: { documents: 'other documents than the one being judged are never read' },
	phase: {
		when: 'phases chosen by the document are not supported: name the phase',
		from: 'phases limited to a part of the document are not supported',
	},
	rule: { 'visit-each': 'rules that visit computed items are not supported' },
}

// The guards name the part they test, so that a node that fails one is still an element.
export const isSchematron = <L extends string>(
	node: XmlNode,
	local: L,
): node is XmlElement & { readonly uri: typeof schematronNamespace; readonly local: L } =>
	node.kind === 'element' && node.uri === schematronNamespace && node.local === local

export const isXsl = (node: XmlNode): node is XmlElement & { readonly uri: typeof xslNamespace } =>
	node.kind === 'element' && node.uri === xslNamespace

/**
 * The Schematron and XSLT children of `element`. Throws a Fault at a Schematron element that has no place
 * here and at an attribute of `element` that is not carried out.
 */
export function childElements(element: XmlElement): readonly XmlElement[] {
	for (const [name, reason] of Object.entries(refused[element.local] ?? {})) {
		const attribute = element.attributes.get(name)
		if (attribute !== undefined) {
			throw new Fault('rule-text-unsupported', `${element.local}/@${name}: ${reason}`, attribute.at)
		}
	}
	const allowed = content[element.local] ?? []
	const found: XmlElement[] = []
	for (const child of element.children) {
		if (child.kind !== 'element') continue
		if (child.uri === schematronNamespace) {
			if (!allowed.includes(child.local)) throw misplaced(child, element)
			found.push(child)
		} else if (child.uri === xslNamespace) found.push(child)
	}
	return found
}

export const misplaced = (child: XmlElement, parent: XmlElement): Fault =>
	child.uri === xslNamespace
		? new Fault('rule-text-unsupported', `${child.name} is not supported in ${parent.name}`, child.at)
		: new Fault('rule-text-invalid', `${child.name} has no place in ${parent.name}`, child.at)

/** The attribute, which must be there and hold more than white space. */
export function required(element: XmlElement, name: string): XmlAttribute {
	const attribute = element.attributes.get(name)
	if (attribute === undefined || attribute.value.trim() === '') {
		throw new Fault('rule-text-invalid', `${element.name} needs the attribute ${name}`, element.at)
	}
	return attribute
}

export const optional = (element: XmlElement, name: string): string | undefined =>
	element.attributes.get(name)?.value

/** The items of a white-space separated list; none when the attribute is absent. */
export const tokens = (element: XmlElement, name: string): readonly string[] =>
	(optional(element, name) ?? '').split(/\s+/).filter((token) => token !== '')

export const isBlank = (node: XmlNode): boolean => node.kind === 'text' && /^[ \t\r\n]*$/.test(node.text)

/** All text below `element`, as it stands. */
export const textOf = (element: XmlElement): string =>
	element.children.map((child) => (child.kind === 'text' ? child.text : textOf(child))).join('')

const nameStart = String.raw`[:A-Z_a-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}\u{200C}\u{200D}\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{EFFFF}]`
const ncNameStart = nameStart.replace('[:', '[')
/** A name without colon, as a part of a regular expression. */
export const ncName = `${ncNameStart}(?:${ncNameStart}|[-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}])*`
const wholeNcName = new RegExp(`^${ncName}$`, 'u')
const wholeQName = new RegExp(`^(?:${ncName}:)?${ncName}$`, 'u')

/** `$` and the longest name after it, as XPath reads a variable reference. */
export const reference = new RegExp(`\\$(${ncName})`, 'gu')

/** `$` and a variable's name, which may have a prefix. */
export const variableReference = new RegExp(`\\$((?:${ncName}:)?${ncName})`, 'gu')

export const isNcName = (text: string): boolean => wholeNcName.test(text)
export const isQName = (text: string): boolean => wholeQName.test(text)
