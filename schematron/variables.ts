/**
 * Variables: read one by one, then sorted into those that every rule sees and those of one pattern.
 *
 * `let` of the schema, of the phase and of patterns, and the XSLT variables at the top of a schema.
 */
import { Fault, type LetSource, type PatternSource } from '#engine'
import { expression } from './message.ts'
import { sequenceType, variableName } from './transform.ts'
import {
	childElements,
	isBlank,
	isSchematron,
	isXsl,
	schematronNamespace,
	textOf,
	variableReference,
} from './vocabulary.ts'
import type { XmlElement } from './xml.ts'

export function readLet(element: XmlElement): LetSource {
	const base = { name: variableName(element), ...sequenceType(element), at: element.at }
	const value = element.attributes.get('value')
	if (value !== undefined) {
		const content = element.children.find((child) => !isBlank(child))
		if (content !== undefined) {
			throw new Fault('rule-text-invalid', `${element.name} has both value and content`, content.at)
		}
		return { ...base, value: expression(element, 'value') }
	}
	return { ...base, content: contentOf(element) }
}

/**
 * What a variable's content is worth: its text. XSLT makes nodes of elements, and drops white space between
 * them; here they count where nothing but their text does, which is so when there is some (a node is true, and
 * so is a text that is not empty) and the variable is used as a value, which `checkContent` makes sure of.
 */
function contentOf(element: XmlElement): string {
	if (!element.children.some((child) => child.kind === 'element')) return textOf(element)
	let text = ''
	const visit = (node: XmlElement): void => {
		for (const child of node.children) {
			if (child.kind === 'text') text += isBlank(child) ? '' : child.text
			else if (child.uri === schematronNamespace || isXsl(child) || child.attributes.has(spaceAttribute)) {
				throw new Fault('rule-text-unsupported', `${child.name} is not supported in a variable`, child.at)
			} else visit(child)
		}
	}
	visit(element)
	if (text === '') {
		throw new Fault(
			'rule-text-unsupported',
			`the variable ${variableName(element)} holds elements without text: only the text of a variable counts`,
			element.at,
		)
	}
	return text
}

const spaceAttribute = '{http://www.w3.org/XML/1998/namespace}space'

/** Functions to which a node is its text. */
const textFunctions =
	/(?:^|[^\w.-])(?:fn:)?(?:string|number|boolean|not|contains|starts-with|ends-with|substring|substring-before|substring-after|string-length|normalize-space|translate|concat|string-join|upper-case|lower-case|matches|replace|tokenize)\s*$/
const operatorBefore = /(?:^|[=<>,(+*-]|[\s)](?:eq|ne|lt|le|gt|ge|and|or|div|mod))\s*$/
const operatorAfter = /^\s*(?:$|[=!<>,)+*-]|(?:eq|ne|lt|le|gt|ge|and|or|div|mod)\s)/

/** Whether every use of the variable in the expression asks for its text alone. */
function readsText(text: string, name: string): boolean {
	for (const match of text.matchAll(variableReference)) {
		if (match[1] !== name) continue
		const before = text.slice(0, match.index)
		const after = text.slice(match.index + match[0].length)
		if (!operatorBefore.test(before) || !operatorAfter.test(after) || /^\s*(?:!(?!=)|<<)/.test(after))
			return false
		if (/<<\s*$|>>\s*$/.test(before)) return false
		let depth = 0
		let open = before.length
		while (--open >= 0 && depth >= 0) depth += before[open] === ')' ? 1 : before[open] === '(' ? -1 : 0
		if (depth < 0 && !textFunctions.test(before.slice(0, open + 1))) return false
	}
	return true
}

/**
 * A variable that holds elements must be read somewhere, and only where its text is what counts. One that
 * nothing reads was meant for something that is not carried out here.
 */
export function checkContent(root: XmlElement): void {
	for (const element of withMarkup(root)) {
		const name = variableName(element)
		const uses = [...attributeValues(root)].filter((value) => references(value).includes(name))
		if (uses.length > 0 && uses.every((value) => readsText(value, name))) continue
		throw new Fault(
			'rule-text-unsupported',
			uses.length === 0
				? `the variable ${name} holds elements, and no expression reads their text`
				: `the variable ${name} holds elements: it is supported only as an operand or argument whose text counts`,
			element.at,
		)
	}
}

function* withMarkup(element: XmlElement): Generator<XmlElement> {
	for (const child of element.children) {
		if (child.kind !== 'element') continue
		if (isSchematron(child, 'let') && child.children.some(({ kind }) => kind === 'element')) yield child
		else yield* withMarkup(child)
	}
}

function* attributeValues(element: XmlElement): Generator<string> {
	for (const { value } of element.attributes.values()) yield value
	for (const child of element.children) if (child.kind === 'element') yield* attributeValues(child)
}

/** ISO/IEC 19757-3, 5.4.5: within one schema, phase, pattern or rule a name has one definition. */
export function refuseTwice(lets: readonly LetSource[], where: string): void {
	const seen = new Set<string>()
	for (const { name, at } of lets) {
		if (seen.has(name)) {
			throw new Fault('rule-text-invalid', `the variable ${name} is defined twice in one ${where}`, at)
		}
		seen.add(name)
	}
}

export const isVariable = (element: XmlElement): boolean =>
	element.local === 'variable' || element.local === 'param'

/** A top-level xsl:variable or xsl:param, which is a `let` under another name. */
function readVariable(element: XmlElement): LetSource {
	for (const [name, attribute] of element.attributes) {
		if (name.startsWith('{') || ['name', 'as', 'select'].includes(name)) continue
		throw new Fault('rule-text-unsupported', `${element.name}/@${name} is not supported`, attribute.at)
	}
	const select = element.attributes.get('select')
	const content = element.children.find((child) => !isBlank(child))
	if (select === undefined || content !== undefined) {
		throw new Fault('rule-text-unsupported', `${element.name} is supported with select only`, element.at)
	}
	const value = { text: select.value, at: select.at }
	return { name: variableName(element), value, ...sequenceType(element), at: element.at }
}

/**
 * The variables that every rule sees, and the patterns with what is left to them.
 *
 * Outside rules a variable is computed from the document's root (5.4.5): one of a pattern has one value a
 * document, and published schemas use it from other patterns. It is made global where that is unambiguous; a
 * pattern that shares a name with another pattern keeps its variables to itself. To redefine a variable of the
 * schema in a pattern is an error; a phase may, unless the schema itself uses it.
 */
export function globalLets(
	elements: readonly XmlElement[],
	phase: XmlElement | undefined,
	patterns: readonly PatternSource[],
): { readonly global: readonly LetSource[]; readonly patterns: readonly PatternSource[] } {
	const ofSchema = elements.flatMap((element) => {
		if (isSchematron(element, 'let')) return [readLet(element)]
		return isXsl(element) && isVariable(element) ? [readVariable(element)] : []
	})
	refuseTwice(ofSchema, 'schema')
	const ofPhase =
		phase === undefined
			? []
			: childElements(phase)
					.filter((child) => child.local === 'let')
					.map(readLet)
	refuseTwice(ofPhase, 'phase')
	for (const { name, at } of ofPhase) {
		const shared = elements.filter((element) => isXsl(element) || isSchematron(element, 'let'))
		if (
			ofSchema.some((source) => source.name === name) &&
			shared.some((element) => mentions(element, name))
		) {
			throw new Fault(
				'rule-text-unsupported',
				`the phase redefines ${name}, which the schema itself uses`,
				at,
			)
		}
	}
	const own = ofSchema.filter((source) => ofPhase.every(({ name }) => name !== source.name))
	const global = [...own, ...ofPhase]
	const taken = new Set(global.map(({ name }) => name))
	const count = new Map<string, number>()
	const isFirst = (pattern: PatternSource, index: number) => patterns[index - 1]?.lets !== pattern.lets
	for (const pattern of patterns.filter(isFirst)) {
		for (const { name, at } of pattern.lets) {
			if (taken.has(name)) {
				throw new Fault(
					'rule-text-invalid',
					`the variable ${name} is already defined for the whole schema`,
					at,
				)
			}
			count.set(name, (count.get(name) ?? 0) + 1)
		}
	}
	const lifted = (pattern: PatternSource) => pattern.lets.every(({ name }) => count.get(name) === 1)
	return {
		global: inOrderOfUse([
			...global,
			...patterns
				.filter(isFirst)
				.filter(lifted)
				.flatMap((pattern) => pattern.lets),
		]),
		patterns: patterns.map((pattern) => (lifted(pattern) ? { ...pattern, lets: [] } : pattern)),
	}
}

/** The same variables; those that use each other in a circle are an error for whoever compiles them. */
function inOrderOfUse(lets: readonly LetSource[]): readonly LetSource[] {
	const byName = new Map(lets.map((source) => [source.name, source]))
	const ordered = new Set<LetSource>()
	const open = new Set<LetSource>()
	const place = (source: LetSource): void => {
		if (ordered.has(source) || open.has(source)) return
		open.add(source)
		for (const name of references(source.value?.text ?? '')) {
			const used = byName.get(name)
			if (used !== undefined) place(used)
		}
		ordered.add(source)
	}
	for (const source of lets) place(source)
	return [...ordered]
}

const references = (text: string): readonly string[] =>
	Array.from(text.matchAll(variableReference), ([, name]) => name!)

const mentions = (element: XmlElement, name: string): boolean =>
	attributeValues(element).some((value) => references(value).includes(name))
