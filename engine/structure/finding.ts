/** A structural fault as a Finding, with the parts that an explanation needs. */
import type { Finding } from '../finding.ts'
import type { StructureRule } from './rules.ts'
import type { ValueKind } from './value.ts'

export interface StructureFinding extends Finding, StructureFault {
	readonly rule: StructureRule
	/**
	 * Where a reader meets the fault, as a node to sort by: the last node of the element in which a child is
	 * missing at the end, the text that may not stand, else `node` itself. Findings come in its order.
	 */
	readonly at: number
}

/** Elements are named as the table names them. */
export interface StructureFault {
	/** The element concerned: the unexpected or the missing one, or the one whose content is wrong. */
	readonly element: string
	/** The element around it. */
	readonly parent?: string
	readonly attribute?: string
	/**
	 * What might stand there: elements or attributes; for a missing one, itself and its
	 * alternatives; the value where only one is allowed. */
	readonly expected: readonly string[]
	readonly valueKind?: ValueKind
	/** Least and most characters of the value, where that is what it breaks. */
	readonly length?: readonly [least: number, most: number]
	/** A value or text that is wrong, cut after 80 characters; the name of an element inside a value. */
	readonly found?: string
	/** How often the element may stand there. */
	readonly most?: number
	/** For an element in the wrong place, or a missing one: the element that has to follow or precede it. */
	readonly neighbour?: { readonly side: 'before' | 'after'; readonly element: string }
}

/** One English sentence; the rules room says it better, and in French. */
export function textOf(rule: StructureRule, fault: StructureFault): string {
	const { element, parent, attribute, expected, valueKind, length, found, most, neighbour } = fault
	const inside = parent === undefined ? '' : ` in ${parent}`
	const instead =
		expected.length === 0 ? 'no element may stand here' : `expected here: ${expected.join(', ')}`
	switch (rule) {
		case 'STRUCT-ROOT':
			return `the document element is ${element}; expected: ${expected.join(', ')}`
		case 'STRUCT-UNKNOWN':
			return `${element} may not stand${inside}; ${instead}`
		case 'STRUCT-ORDER':
			return `${element} is out of order${inside}: it belongs ${neighbour?.side} ${neighbour?.element}`
		case 'STRUCT-TOO-MANY':
			return `${element} stands more than ${most === 1 ? 'once' : `${most} times`}${inside}`
		case 'STRUCT-CHOICE':
			return `${element} may not stand${inside} beside ${neighbour?.element}`
		case 'STRUCT-MISSING':
			return `${expected.join(' or ')} is missing${inside}${
				neighbour === undefined ? '' : ` ${neighbour.side} ${neighbour.element}`
			}`
		case 'STRUCT-TEXT':
			return `${element} holds text (“${found}”) where only elements may stand`
		case 'STRUCT-NESTED':
			return `${element} holds an element (${found}) where only a value may stand`
		case 'STRUCT-VALUE':
			return `the value “${found}” of ${attribute === undefined ? '' : `@${attribute} at `}${element} is ${
				expected.length > 0
					? `not “${expected[0]}”`
					: length !== undefined
						? `not ${length[0]} to ${length[1]} characters long`
						: `no ${valueKind}`
			}`
		case 'STRUCT-ATTRIBUTE':
			return `${element} may not have the attribute ${attribute}`
		case 'STRUCT-ATTRIBUTE-MISSING':
			return `${element} lacks its attribute ${attribute}`
	}
}
