/**
 * Code lists that a schema keeps in XML files beside it and looks up with `document()`.
 *
 * Only the document being judged is read while a rule runs. A look-up whose answer depends on nothing but a
 * variable is therefore turned, when the schema is read, into a comparison with the values found in the file:
 *
 *     document('codes.xml')/lists/list[@id=4]/code[@value=$v]   →   $v = $codes-1
 *
 * Only that form is known, and only where its truth is all that is asked. Any other use of document() stays as
 * it is written, for whoever compiles the expression to refuse.
 */
import { ncName, schematronNamespace } from './vocabulary.ts'
import type { XmlAttribute, XmlElement, XmlNode } from './xml.ts'

/** The root element of the file that `href` names, seen from `at`. */
export type OpenFile = (href: string, at: XmlAttribute) => XmlElement

const step = String.raw`${ncName}(?:\[@${ncName}\s*=\s*(?:[0-9]+|'[^']*'|"[^"]*")\])?`
const lookup = new RegExp(
	String.raw`(?:fn:)?document\(\s*(?:'([^']+)'|"([^"]+)")\s*\)(//?)(${step}(?:/${step})*)\[@(${ncName})\s*=\s*(\$${ncName})\]`,
	'gu',
)
const oneStep = new RegExp(
	String.raw`^(${ncName})(?:\[@(${ncName})\s*=\s*(?:([0-9]+)|'([^']*)'|"([^"]*)")\])?$`,
	'u',
)

/** What may stand before and after an operand of which only the truth counts. */
const before = /(?:^\s*|[\s)](?:or|and)\s+|(?:^|[\s(])not\(\s*)$/
const after = /^\s*(?:$|\)|(?<=[\s\]])(?:or|and)\s)/

export function withData(root: XmlElement, open: OpenFile): XmlElement {
	const lists = new Map<string, { readonly name: string; readonly element: XmlElement }>()
	const taken = new Set<string>()
	collectNames(root, taken)

	const listNamed = (values: readonly string[], at: XmlElement): string => {
		const key = JSON.stringify(values)
		let list = lists.get(key)
		if (list === undefined) {
			let number = lists.size + 1
			while (taken.has(`codes-${number}`)) number++
			const name = `codes-${number}`
			taken.add(name)
			list = { name, element: variable(name, values, at) }
			lists.set(key, list)
		}
		return list.name
	}

	const visit = (node: XmlNode): XmlNode => {
		if (node.kind === 'text' || node.uri !== schematronNamespace) return node
		const children = node.children.map(visit)
		const test = node.attributes.get('test')
		if (test === undefined || !test.value.includes('document')) return { ...node, children }
		const value = test.value.replace(
			lookup,
			(written: string, ...groups: (string | number | undefined)[]) => {
				const [single, double, axis, path, attribute, variableName, offset] = groups as [
					string | undefined,
					string | undefined,
					string,
					string,
					string,
					string,
					number,
				]
				const rest = test.value.slice(offset + written.length)
				if (!before.test(test.value.slice(0, offset)) || !after.test(rest)) return written
				const values = lookUp(open(single ?? double ?? '', test), axis, path, attribute)
				return values === undefined ? written : `${variableName} = $${listNamed(values, node)}`
			},
		)
		const attributes = new Map(node.attributes).set('test', { value, at: test.at })
		return { ...node, attributes, children }
	}

	const children = root.children.map(visit)
	return { ...root, children: [...children, ...[...lists.values()].map(({ element }) => element)] }
}

/** The attribute's values at the end of the path; undefined where XPath would meet a value that is no number. */
function lookUp(
	root: XmlElement,
	axis: string,
	path: string,
	attribute: string,
): readonly string[] | undefined {
	// Steps are split at slashes outside quotes and brackets; a literal may hold one.
	const steps = path.match(new RegExp(step, 'gu')) ?? []
	let nodes: readonly XmlElement[] = axis === '//' ? descendants(root) : [root]
	for (const [index, text] of steps.entries()) {
		const [, name, id, number, single, double] = oneStep.exec(text)!
		if (index > 0) nodes = nodes.flatMap(childrenOf)
		nodes = nodes.filter((node) => node.uri === '' && node.local === name)
		if (id === undefined) continue
		if (
			number !== undefined &&
			nodes.some((node) => !/^[0-9]+$/.test(node.attributes.get(id)?.value ?? '0'))
		) {
			return undefined
		}
		nodes = nodes.filter((node) => {
			const value = node.attributes.get(id)?.value
			if (value === undefined) return false
			return number === undefined ? value === (single ?? double) : Number(value) === Number(number)
		})
	}
	return nodes.flatMap((node) => node.attributes.get(attribute)?.value ?? [])
}

const childrenOf = (element: XmlElement): readonly XmlElement[] =>
	element.children.filter((child) => child.kind === 'element')

const descendants = (element: XmlElement): readonly XmlElement[] => [
	element,
	...childrenOf(element).flatMap(descendants),
]

/** A `let` of the schema with the values as the file has them: untyped. */
function variable(name: string, values: readonly string[], at: XmlElement): XmlElement {
	const literals = values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')
	const attributes = new Map([
		['name', { value: name, at: at.at }],
		['value', { value: `for $code in (${literals}) return xs:untypedAtomic($code)`, at: at.at }],
	])
	return { ...at, local: 'let', name: 'let', attributes, children: [] }
}

function collectNames(element: XmlElement, into: Set<string>): void {
	for (const { value } of element.attributes.values()) {
		for (const [name] of value.matchAll(/codes-[0-9]+/g)) into.add(name)
	}
	for (const child of element.children) if (child.kind === 'element') collectNames(child, into)
}
