/**
 * Variables: read one by one, then sorted into those that every rule sees and those of one pattern.
 *
 * `let` of the schema, of the phase and of patterns, and the XSLT variables at the top of a schema.
 */
import { Fault, type LetSource, type PatternSource } from '#engine'
import { expression } from './message.ts'
import { isBlank, sequenceType, variableName } from './transform.ts'
import { childElements, isSchematron, isXsl, textOf, variableReference } from './vocabulary.ts'
import type { XmlElement } from './xml.ts'

export function readLet(element: XmlElement): LetSource {
	const base = { name: variableName(element), ...sequenceType(element), at: element.at }
	const value = element.attributes.get('value')
	const nested = element.children.find((child) => child.kind === 'element')
	if (value !== undefined) {
		const content = element.children.find((child) => !isBlank(child))
		if (content !== undefined) {
			throw new Fault('rule-text-invalid', `${element.name} has both value and content`, content.at)
		}
		return { ...base, value: expression(element, 'value') }
	}
	if (nested !== undefined) {
		throw new Fault('rule-text-unsupported', 'a variable that holds elements is not supported', nested.at)
	}
	return { ...base, content: textOf(element) }
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
	[...element.attributes.values()].some(({ value }) => references(value).includes(name)) ||
	element.children.some((child) => child.kind === 'element' && mentions(child, name))
