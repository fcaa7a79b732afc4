/**
 * Reads an ISO Schematron schema (ISO/IEC 19757-3) into a rule set that no longer depends on its syntax.
 *
 * The steps, in order: bring in other files, resolve abstract patterns, choose the phase, then read each
 * active pattern rule by rule. Expressions are only carried along; whoever compiles the rule set reads them.
 */
import {
	type DiagnosticSource,
	Fault,
	type FunctionSource,
	type KeySource,
	type LetSource,
	type PatternSource,
	type PropertySource,
	type RuleSetSource,
} from '#engine'
import { concretePatterns, isAbstract } from './abstract.ts'
import { type Resolve, readFiles } from './include.ts'
import { messageParts } from './message.ts'
import { activePatterns, phaseNamed } from './phase.ts'
import { present, type References, readRule } from './rule.ts'
import { readFunction, readKey } from './transform.ts'
import { checkContent, globalLets, isVariable, readLet, refuseTwice } from './variables.ts'
import {
	ancientNamespace,
	childElements,
	isNcName,
	isSchematron,
	isXsl,
	misplaced,
	optional,
	required,
	schematronNamespace,
	textOf,
} from './vocabulary.ts'
import type { XmlElement } from './xml.ts'

export interface ReadOptions {
	/** Name of the file that the text came from: shown in positions, and the base of its references. */
	readonly file: string
	/** A phase of the schema, `#ALL` or `#DEFAULT`; absent: the schema's default phase, or all patterns. */
	readonly phase?: string
	/** Id of the rule set; absent: the file's name without its extension. */
	readonly id?: string
	readonly version?: string
	/** Reads the files that the schema includes; absent: a schema that includes any is refused. */
	readonly resolve?: Resolve
}

const bindings = ['xslt', 'xslt2', 'xslt3', 'xpath', 'xpath2', 'xpath3'] as const

const defaultNamespaces = {
	xs: 'http://www.w3.org/2001/XMLSchema',
	fn: 'http://www.w3.org/2005/xpath-functions',
} as const

/** Throws a Fault with file, line and column where the schema is wrong or asks for what is not supported. */
export function readSchematron(text: string, options: ReadOptions): RuleSetSource {
	const { root, files } = readFiles(text, options.file, options.resolve ?? (() => undefined))
	checkRoot(root)
	const elements = childElements(root)
	const queryBinding = readBinding(root)
	const namespaces = readNamespaces(root, elements)
	const phase = phaseNamed(options.phase, root, elements)
	const numbered = concretePatterns(elements).map((pattern, index) => ({ pattern, number: index + 1 }))
	const active = activePatterns(numbered, phase)
	const { functions, keys } = readTransform(root, elements, queryBinding, namespaces)
	const references = readReferences(elements)
	const made = new Set<string>()
	const patterns = active.flatMap(({ pattern, number }) => readPattern(pattern, number, references, made))
	const lets = globalLets(elements, phase, patterns)
	checkContent(root)
	const title = elements.find((element) => isSchematron(element, 'title'))
	return {
		id: options.id ?? options.file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, ''),
		...(options.version === undefined ? {} : { version: options.version }),
		...(title === undefined ? {} : { title: textOf(title).trim().replace(/\s+/g, ' ') }),
		...present(root, ['schemaVersion']),
		queryBinding,
		namespaces,
		...(phase === undefined ? {} : { phase: required(phase, 'id').value.trim() }),
		lets: lets.global,
		functions,
		keys,
		patterns: lets.patterns,
		files,
	}
}

function checkRoot(root: XmlElement): void {
	if (root.uri === schematronNamespace && (root.local === 'schema' || root.local === 'library')) return
	if (root.uri === ancientNamespace) {
		throw new Fault(
			'rule-text-unsupported',
			`${root.name} is written in Schematron 1.5: only ISO Schematron (${schematronNamespace}) is read`,
			root.at,
		)
	}
	throw new Fault('rule-text-invalid', `${root.name} is not the root of an ISO Schematron schema`, root.at)
}

function readBinding(root: XmlElement): RuleSetSource['queryBinding'] {
	const attribute = root.attributes.get('queryBinding')
	if (attribute === undefined) return 'xslt'
	const name = attribute.value.trim().toLowerCase()
	const binding = bindings.find((known) => known === name)
	if (binding === undefined) {
		throw new Fault(
			'rule-text-unsupported',
			`the query binding ${attribute.value} is not supported (only ${bindings.join(', ')})`,
			attribute.at,
		)
	}
	return binding
}

/** The `ns` declarations, over the prefixes declared on the root: functions and types are often written with those. */
function readNamespaces(root: XmlElement, elements: readonly XmlElement[]): Readonly<Record<string, string>> {
	const declared = new Map<string, string>()
	for (const element of elements) {
		if (!isSchematron(element, 'ns')) continue
		const prefix = required(element, 'prefix')
		const uri = required(element, 'uri').value.trim()
		const name = prefix.value.trim()
		if (!isNcName(name)) throw new Fault('rule-text-invalid', `${prefix.value} is not a prefix`, prefix.at)
		if ((declared.get(name) ?? uri) !== uri) {
			throw new Fault('rule-text-invalid', `the prefix ${name} is declared for two namespaces`, prefix.at)
		}
		declared.set(name, uri)
	}
	return { ...defaultNamespaces, ...root.namespaces, ...Object.fromEntries(declared) }
}

function readTransform(
	root: XmlElement,
	elements: readonly XmlElement[],
	queryBinding: RuleSetSource['queryBinding'],
	namespaces: Readonly<Record<string, string>>,
): { readonly functions: readonly FunctionSource[]; readonly keys: readonly KeySource[] } {
	const functions: FunctionSource[] = []
	const keys: KeySource[] = []
	for (const element of elements) {
		if (!isXsl(element)) continue
		if (queryBinding.startsWith('xpath') || (queryBinding === 'xslt' && element.local === 'function')) {
			throw new Fault(
				'rule-text-unsupported',
				`${element.name} does not exist in the query binding ${queryBinding}`,
				element.at,
			)
		}
		if (element.local === 'function') functions.push(readFunction(element, root, namespaces))
		else if (element.local === 'key') keys.push(readKey(element, root, namespaces))
		else if (!isVariable(element)) throw misplaced(element, root)
	}
	const seen = new Set<string>()
	for (const { uri, local, params, at } of functions) {
		const signature = `{${uri}}${local}#${params.length}`
		if (seen.has(signature)) {
			throw new Fault('rule-text-invalid', `the function ${local} is defined twice`, at)
		}
		seen.add(signature)
	}
	return { functions, keys }
}

function readReferences(elements: readonly XmlElement[]): References {
	const diagnostics = new Map<string, readonly DiagnosticSource[]>()
	const properties = new Map<string, readonly PropertySource[]>()
	const rules: XmlElement[] = []
	for (const element of elements) {
		if (isXsl(element) || !['diagnostics', 'properties', 'rules'].includes(element.local)) continue
		for (const child of childElements(element)) {
			if (isXsl(child)) throw misplaced(child, element)
			if (isSchematron(child, 'rule')) {
				if (!isAbstract(child)) {
					throw new Fault('rule-text-invalid', `${element.name} holds abstract rules only`, child.at)
				}
				rules.push(child)
				continue
			}
			if (child.local !== 'diagnostic' && child.local !== 'property') continue
			const id = required(child, 'id').value.trim()
			const common = { id, parts: messageParts(child), at: child.at }
			if (child.local === 'diagnostic') {
				const lang = child.lang === undefined ? {} : { lang: child.lang }
				const entry = { ...common, ...lang, ...present(child, ['role']) }
				diagnostics.set(id, [...(diagnostics.get(id) ?? []), entry])
			} else {
				const entry = { ...common, ...present(child, ['role', 'scheme']) }
				properties.set(id, [...(properties.get(id) ?? []), entry])
			}
		}
	}
	return { diagnostics, properties, rules }
}

/**
 * A pattern as it stands; a `group` (2025), in which every rule is tried on every node, as one pattern a rule.
 * `number` counts the schema's concrete patterns from 1, whatever the phase; `made` collects invented ids.
 */
function readPattern(
	pattern: XmlElement,
	number: number,
	references: References,
	made: Set<string>,
): readonly PatternSource[] {
	const lets: LetSource[] = []
	const rules: PatternSource['rules'][number][] = []
	let name = optional(pattern, 'name')?.trim()
	const patternName = optional(pattern, 'id')?.trim() || `pattern-${number}`
	const children = childElements(pattern)
	const abstractRules = [
		...children.filter((child) => isSchematron(child, 'rule') && isAbstract(child)),
		...references.rules,
	]
	for (const child of children) {
		if (isXsl(child) || child.local === 'param') throw misplaced(child, pattern)
		if (child.local === 'title') name = textOf(child).trim().replace(/\s+/g, ' ')
		else if (child.local === 'let') lets.push(readLet(child))
		else if (child.local === 'rule' && !isAbstract(child)) {
			const ruleName = optional(child, 'id')?.trim() || `rule-${rules.length + 1}`
			rules.push(
				readRule(child, abstractRules, references, (place, kind) =>
					unused(`${patternName}.${ruleName}.${kind}-${place}`, made),
				),
			)
		}
	}
	refuseTwice(lets, 'pattern')
	const common = {
		...present(pattern, ['id', 'see']),
		...(name === undefined || name === '' ? {} : { name }),
		lets,
		at: pattern.at,
	}
	if (pattern.local === 'group') return rules.map((rule) => ({ ...common, rules: [rule] }))
	return [{ ...common, rules }]
}

function unused(id: string, made: Set<string>): string {
	let candidate = id
	for (let again = 2; made.has(candidate); again++) candidate = `${id}.${again}`
	made.add(candidate)
	return candidate
}
