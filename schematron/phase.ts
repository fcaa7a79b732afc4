/** Chooses which patterns of a schema are active. */
import { Fault } from '#engine'
import { childElements, isSchematron, isXsl, misplaced, optional, required } from './vocabulary.ts'
import type { XmlElement } from './xml.ts'

/**
 * The phase element to run; undefined: all patterns. `#ALL` asks for all patterns, `#DEFAULT` or nothing for
 * the schema's default. Throws a Fault `usage` when the caller names a phase that the schema does not have.
 */
export function phaseNamed(
	name: string | undefined,
	schema: XmlElement,
	elements: readonly XmlElement[],
): XmlElement | undefined {
	const phases = elements.filter((element) => isSchematron(element, 'phase'))
	const find = (id: string) => phases.find((phase) => optional(phase, 'id')?.trim() === id)
	if (name !== undefined && name !== '#DEFAULT') {
		if (name === '#ALL') return undefined
		const phase = find(name)
		if (phase !== undefined) return phase
		const known = phases.map((candidate) => optional(candidate, 'id')).join(', ') || 'none'
		throw new Fault('usage', `the schema has no phase ${name} (it has: ${known})`)
	}
	const byDefault = schema.attributes.get('defaultPhase')
	if (byDefault === undefined || byDefault.value.trim() === '#ALL') return undefined
	const phase = find(byDefault.value.trim())
	if (phase === undefined) {
		throw new Fault('rule-text-invalid', `the schema has no phase ${byDefault.value}`, byDefault.at)
	}
	return phase
}

/** The patterns that `phase` names, in the order of the schema; all of them without a phase. */
export function activePatterns<T extends { readonly pattern: XmlElement }>(
	patterns: readonly T[],
	phase: XmlElement | undefined,
): readonly T[] {
	if (phase === undefined) return patterns
	const named = new Set<string>()
	for (const child of childElements(phase)) {
		if (isXsl(child)) throw misplaced(child, phase)
		if (child.local !== 'active') continue
		const { value, at } = required(child, 'pattern')
		const id = value.trim()
		if (!patterns.some(({ pattern }) => optional(pattern, 'id')?.trim() === id)) {
			throw new Fault('rule-text-invalid', `the schema has no pattern ${id} to activate`, at)
		}
		named.add(id)
	}
	return patterns.filter(({ pattern }) => named.has(optional(pattern, 'id')?.trim() ?? ''))
}
