/**
 * Messages: text with values put in, kept in pieces and with its white space.
 *
 * Assertions, diagnostics and properties share one content. Markup of other vocabularies is dropped and its
 * text kept; `xsl:text` and a plain `xsl:value-of` say what the Schematron words say, `xsl:copy-of` shows nodes.
 */
import { type Expression, Fault, type MessagePart } from '#engine'
import {
	isBlank,
	isSchematron,
	isXsl,
	misplaced,
	required,
	schematronNamespace,
	textOf,
} from './vocabulary.ts'
import type { XmlElement } from './xml.ts'

export function messageParts(element: XmlElement): readonly MessagePart[] {
	return element.children.flatMap((child): readonly MessagePart[] => {
		if (child.kind === 'text') return [{ kind: 'text', text: child.text }]
		if (isXsl(child)) return [xslPart(child, element)]
		if (child.uri !== schematronNamespace) return messageParts(child)
		if (isSchematron(child, 'value-of')) return [{ kind: 'value-of', select: expression(child, 'select') }]
		if (isSchematron(child, 'name')) {
			// The path computes a name: what it gives is put in as it is.
			return [
				child.attributes.has('path')
					? { kind: 'value-of', select: expression(child, 'path') }
					: { kind: 'name' },
			]
		}
		if (child.local === 'emph' || child.local === 'dir' || child.local === 'span') {
			const attributes = [...child.attributes].map(([name, attribute]) => [name, attribute.value] as const)
			return [
				{
					kind: 'mark',
					element: child.local,
					attributes: Object.fromEntries(attributes),
					parts: messageParts(child),
				},
			]
		}
		throw misplaced(child, element)
	})
}

function xslPart(child: XmlElement, parent: XmlElement): MessagePart {
	if (child.local === 'text') return { kind: 'text', text: textOf(child) }
	if (child.local === 'value-of') {
		const other = [...child.attributes].find(([name]) => name !== 'select')
		if (other !== undefined) {
			throw new Fault(
				'rule-text-unsupported',
				`${child.name}/@${other[0]} is not supported here`,
				other[1].at,
			)
		}
		return { kind: 'value-of', select: expression(child, 'select') }
	}
	if (child.local === 'copy-of') {
		const other = [...child.attributes].find(([name]) => name !== 'select')
		if (other === undefined && child.children.every(isBlank))
			return { kind: 'copy-of', select: expression(child, 'select') }
	}
	throw misplaced(child, parent)
}

/** The attribute `name` of `element` as an expression of the rule set's own namespaces. */
export function expression(element: XmlElement, name: string): Expression {
	const { value, at } = required(element, name)
	return { text: value, at }
}
