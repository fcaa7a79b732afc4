/**
 * The part of XSLT that rule sets bring along: functions and keys, read into instructions.
 *
 * Only what is listed here is accepted, attribute by attribute: an instruction or an attribute that is not
 * known could change a verdict, so it is refused where it stands.
 */
import { type Expression, Fault, type FunctionSource, type Instruction, type KeySource } from '#engine'
import { isBlank, isQName, isXsl, misplaced, optional, required, textOf, xslNamespace } from './vocabulary.ts'
import type { XmlElement, XmlNode } from './xml.ts'

type Namespaces = Readonly<Record<string, string>>

const attributesOf: Readonly<Record<string, readonly string[]>> = {
	function: ['name', 'as', 'override'],
	param: ['name', 'as', 'required'],
	variable: ['name', 'as', 'select'],
	sequence: ['select'],
	'copy-of': ['select'],
	'value-of': ['select', 'separator'],
	text: [],
	choose: [],
	when: ['test'],
	otherwise: [],
	if: ['test'],
	'for-each': ['select'],
	message: ['select', 'terminate'],
	key: ['name', 'match', 'use'],
}

/** Throws a Fault where `element`, which stands in `parent`, is no known instruction or has an unknown attribute. */
function check(element: XmlElement, parent: XmlElement, kinds = Object.keys(attributesOf)): void {
	const known = attributesOf[element.local]
	if (element.uri !== xslNamespace || known === undefined || !kinds.includes(element.local)) {
		throw element.uri === xslNamespace
			? misplaced(element, parent)
			: new Fault('rule-text-unsupported', `${element.name} is not supported in ${parent.name}`, element.at)
	}
	for (const [name, attribute] of element.attributes) {
		// Attributes of other namespaces say nothing to XSLT.
		if (name.startsWith('{') || known.includes(name)) continue
		throw new Fault('rule-text-unsupported', `${element.name}/@${name} is not supported`, attribute.at)
	}
}

/** `namespaces` are the rule set's own; the function's element may add to them. */
export function readFunction(
	element: XmlElement,
	parent: XmlElement,
	namespaces: Namespaces,
): FunctionSource {
	check(element, parent)
	const inScope = { ...namespaces, ...element.namespaces }
	const { uri, local } = expandedName(element, inScope)
	if (uri === '') {
		throw new Fault('rule-text-invalid', 'the name of a function needs a prefix', element.at)
	}
	const isParam = (node: XmlNode): node is XmlElement & { readonly local: 'param' } =>
		isXsl(node) && node.local === 'param'
	const nodes = element.children.filter((node) => !isBlank(node))
	const split = nodes.findIndex((node) => !isParam(node))
	const params = nodes.slice(0, split === -1 ? nodes.length : split).filter(isParam)
	return {
		uri,
		local,
		params: params.map((param) => {
			check(param, element)
			const content = param.children.find((node) => !isBlank(node))
			if (content !== undefined) {
				throw new Fault('rule-text-invalid', 'the parameter of a function has no default value', content.at)
			}
			return { name: variableName(param), ...sequenceType(param) }
		}),
		...sequenceType(element),
		body: split === -1 ? [] : instructions(nodes.slice(split), element),
		namespaces: inScope,
		at: element.at,
	}
}

/** A key; `use` may also be the content of the element, where that is text or one xsl:sequence. */
export function readKey(element: XmlElement, parent: XmlElement, namespaces: Namespaces): KeySource {
	check(element, parent)
	const name = expandedName(element, { ...namespaces, ...element.namespaces })
	const content = element.children.filter((node) => !isBlank(node))
	const own = Object.entries(element.namespaces).filter(([prefix, uri]) => namespaces[prefix] !== uri)
	const scope = own.length === 0 ? {} : { namespaces: { ...namespaces, ...element.namespaces } }
	const use = element.attributes.has('use') ? expression(element, 'use') : keyContent(content, element)
	if (element.attributes.has('use') && content.length > 0) {
		throw new Fault('rule-text-invalid', `${element.name} has both use and content`, element.at)
	}
	return {
		...name,
		match: { ...expression(element, 'match'), ...scope },
		use: { ...use, ...scope },
		at: element.at,
	}
}

function keyContent(content: readonly XmlNode[], element: XmlElement): Expression {
	const [only] = content
	if (content.length === 1 && only?.kind === 'element') {
		check(only, element, ['sequence', 'text'])
		if (only.local === 'sequence') return expression(only, 'select')
		return { text: `'${textOf(only).replaceAll("'", "''")}'`, at: only.at }
	}
	if (content.length === 1 && only?.kind === 'text') {
		return { text: `'${only.text.replaceAll("'", "''")}'`, at: only.at }
	}
	throw new Fault('rule-text-unsupported', `this content of ${element.name} is not supported`, element.at)
}

function instructions(nodes: readonly XmlNode[], parent: XmlElement): readonly Instruction[] {
	return nodes
		.filter((node) => !isBlank(node) && !isMessage(node, parent))
		.map((node) => instruction(node, parent))
}

/** A message that does not stop the run says something to whoever watches it, and nothing to the result. */
function isMessage(node: XmlNode, parent: XmlElement): boolean {
	if (!isXsl(node) || node.local !== 'message') return false
	check(node, parent)
	const terminate = node.attributes.get('terminate')
	if (terminate !== undefined && terminate.value.trim() !== 'no') {
		throw new Fault('rule-text-unsupported', 'a message cannot stop the run', terminate.at)
	}
	return true
}

function instruction(node: XmlNode, parent: XmlElement): Instruction {
	if (node.kind === 'text') return { kind: 'text', text: node.text }
	check(node, parent)
	const body = (element: XmlElement) => instructions(element.children, element)
	switch (node.local) {
		case 'text':
			return { kind: 'text', text: textOf(node) }
		case 'sequence':
		case 'copy-of':
			empty(node)
			return { kind: 'sequence', select: expression(node, 'select') }
		case 'value-of':
			return textValue(node)
		case 'variable': {
			const select = node.attributes.has('select') ? { select: expression(node, 'select') } : {}
			if (node.attributes.has('select')) empty(node)
			return {
				kind: 'variable',
				name: variableName(node),
				...sequenceType(node),
				...select,
				body: body(node),
				at: node.at,
			}
		}
		case 'if':
			return { kind: 'choose', when: [{ test: expression(node, 'test'), body: body(node) }], otherwise: [] }
		case 'choose':
			return choose(node)
		case 'for-each':
			return { kind: 'for-each', select: expression(node, 'select'), body: body(node) }
		default:
			throw misplaced(node, parent)
	}
}

function textValue(node: XmlElement): Instruction {
	if (!node.attributes.has('select')) {
		if (node.children.every((child) => child.kind === 'text')) return { kind: 'text', text: textOf(node) }
		throw new Fault('rule-text-unsupported', `this content of ${node.name} is not supported`, node.at)
	}
	empty(node)
	const separator = node.attributes.get('separator')
	if (separator !== undefined && /[{}]/.test(separator.value)) {
		throw new Fault('rule-text-unsupported', 'a computed separator is not supported', separator.at)
	}
	return { kind: 'value-of', select: expression(node, 'select'), separator: separator?.value ?? ' ' }
}

function choose(node: XmlElement): Instruction {
	const branches = node.children.filter((child) => !isBlank(child))
	const when: { readonly test: Expression; readonly body: readonly Instruction[] }[] = []
	let otherwise: readonly Instruction[] = []
	for (const [index, branch] of branches.entries()) {
		if (branch.kind === 'text')
			throw new Fault('rule-text-invalid', `text has no place in ${node.name}`, branch.at)
		check(branch, node, ['when', 'otherwise'])
		const body = instructions(branch.children, branch)
		if (branch.local === 'when') when.push({ test: expression(branch, 'test'), body })
		else if (index === branches.length - 1) otherwise = body
		else throw new Fault('rule-text-invalid', `${branch.name} comes last`, branch.at)
	}
	if (when.length === 0) throw new Fault('rule-text-invalid', `${node.name} has no branch`, node.at)
	return { kind: 'choose', when, otherwise }
}

function empty(element: XmlElement): void {
	const content = element.children.find((node) => !isBlank(node))
	if (content !== undefined) {
		throw new Fault('rule-text-invalid', `${element.name} has both select and content`, content.at)
	}
}

export function variableName(element: XmlElement): string {
	const { value, at } = required(element, 'name')
	const name = value.trim()
	if (!isQName(name)) throw new Fault('rule-text-invalid', `${value} is not a name`, at)
	return name
}

export function sequenceType(element: XmlElement): { readonly as?: string } {
	const as = optional(element, 'as')?.trim()
	return as === undefined || as === '' ? {} : { as }
}

function expandedName(element: XmlElement, namespaces: Namespaces): { uri: string; local: string } {
	const name = variableName(element)
	const colon = name.indexOf(':')
	if (colon === -1) return { uri: '', local: name }
	const uri = namespaces[name.slice(0, colon)]
	if (uri === undefined) {
		throw new Fault(
			'rule-text-invalid',
			`the prefix of ${name} is not declared`,
			element.attributes.get('name')!.at,
		)
	}
	return { uri, local: name.slice(colon + 1) }
}

function expression(element: XmlElement, name: string): Expression {
	const { value, at } = required(element, name)
	return { text: value, at }
}
