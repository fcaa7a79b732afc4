/**
 * Reads one concrete rule: its variables and assertions, and those of the abstract rules that it extends.
 *
 * What an abstract rule holds takes the place of the `extends` that names it. An abstract rule is known in its
 * own pattern, and everywhere when it stands in `rules` (2025).
 */
import {
	type AssertionSource,
	type DiagnosticSource,
	Fault,
	type LetSource,
	type PropertySource,
	type RuleSource,
} from '#engine'
import { expression, messageParts } from './message.ts'
import { readLet, refuseTwice } from './variables.ts'
import { childElements, isXsl, misplaced, optional, required, tokens } from './vocabulary.ts'
import type { XmlElement } from './xml.ts'

/** What assertions refer to by id; an id given in several languages has several entries. */
export interface References {
	readonly diagnostics: ReadonlyMap<string, readonly DiagnosticSource[]>
	readonly properties: ReadonlyMap<string, readonly PropertySource[]>
	/** Abstract rules that every pattern may extend. */
	readonly rules: readonly XmlElement[]
}

/** Stops abstract rules that extend each other twice over and over. */
const extensionLimit = 1000

/** `abstractRules` are those that it may extend, nearest first; `nameless` gives the id of an assertion without one, from its number in the rule. */
export function readRule(
	rule: XmlElement,
	abstractRules: readonly XmlElement[],
	references: References,
	nameless: (number: number, kind: string) => string,
): RuleSource {
	const lets: LetSource[] = []
	const assertions: AssertionSource[] = []
	let extensions = 0
	const take = (source: XmlElement, trail: readonly string[]): void => {
		for (const child of childElements(source)) {
			if (isXsl(child)) throw misplaced(child, source)
			if (child.local === 'let') lets.push(readLet(child))
			else if (child.local === 'assert' || child.local === 'report') {
				assertions.push(
					readAssertion(child, child.local, references, nameless(assertions.length + 1, child.local)),
				)
			} else if (child.local === 'extends') {
				const { value, at } = required(child, 'rule')
				const id = value.trim()
				const extended = abstractRules.find((candidate) => optional(candidate, 'id')?.trim() === id)
				if (extended === undefined) {
					throw new Fault('rule-text-invalid', `this pattern has no abstract rule with the id ${id}`, at)
				}
				if (trail.includes(id)) throw new Fault('rule-text-invalid', `the rule ${id} extends itself`, at)
				if (++extensions > extensionLimit) {
					throw new Fault('rule-text-unsupported', `more than ${extensionLimit} extensions of one rule`, at)
				}
				take(extended, [...trail, id])
			}
		}
	}
	take(rule, [])
	refuseTwice(lets, 'rule')
	return {
		...present(rule, ['id', 'see', 'fpi', 'icon']),
		...labels(rule),
		context: expression(rule, 'context'),
		lets,
		...subject(rule),
		assertions,
		at: rule.at,
	}
}

function readAssertion(
	element: XmlElement,
	kind: 'assert' | 'report',
	references: References,
	nameless: string,
): AssertionSource {
	return {
		...present(element, ['see', 'fpi', 'icon']),
		...labels(element),
		...(element.lang === undefined ? {} : { lang: element.lang }),
		id: optional(element, 'id')?.trim() || nameless,
		kind,
		test: expression(element, 'test'),
		...subject(element),
		parts: messageParts(element),
		diagnostics: referred(element, 'diagnostics', references.diagnostics),
		properties: referred(element, 'properties', references.properties),
		at: element.at,
	}
}

function referred<T>(
	element: XmlElement,
	attribute: string,
	known: ReadonlyMap<string, readonly T[]>,
): readonly T[] {
	return tokens(element, attribute).flatMap((id) => {
		const found = known.get(id)
		if (found === undefined) {
			const { at } = element.attributes.get(attribute)!
			throw new Fault('rule-text-invalid', `there is nothing with the id ${id} among the ${attribute}`, at)
		}
		return found
	})
}

const subject = (element: XmlElement) =>
	element.attributes.has('subject') ? { subject: expression(element, 'subject') } : {}

/** Flag and role. The severity of 2025 stands in for a flag; any of them may then be a variable, which is refused. */
function labels(element: XmlElement): { readonly flag?: string; readonly role?: string } {
	for (const name of ['flag', 'role', 'severity']) {
		const attribute = element.attributes.get(name)
		if (attribute?.value.trim().startsWith('$')) {
			throw new Fault('rule-text-unsupported', `${name} cannot be a variable`, attribute.at)
		}
	}
	const { severity, ...own } = present(element, ['flag', 'role', 'severity'])
	return severity === undefined ? own : { flag: severity, ...own }
}

export function present<K extends string>(
	element: XmlElement,
	names: readonly K[],
): { readonly [N in K]?: string } {
	const found: { [N in K]?: string } = {}
	for (const name of names) {
		const value = optional(element, name)?.trim()
		if (value !== undefined && value !== '') found[name] = value
	}
	return found
}
