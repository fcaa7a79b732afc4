/**
 * The names of facts.
 *
 * `BT-10` is the first value of a term; `BT-46[scheme=0224]` the first with that scheme; `BT-22[subject=ADN]` the
 * text of the note of that subject; `[*]` gives every value, as in `BT-29[*]`, `BT-29[*].scheme` or
 * `BG-25[*].BT-154`; `BG-3[*]` one entry an instance. Everything else has a name of its own in other-facts.ts. The
 * same names serve UBL and CII.
 */
import type { TermId } from '../terms/names.ts'
import { businessTerms } from '../terms/term.ts'
import { others } from './other-facts.ts'
import { transportFacts } from './surroundings.ts'

/** Facts that are not business terms. */
export const otherFacts: readonly string[] = [
	...transportFacts.map((name) => `transport.${name}`),
	...Object.keys(others),
]

const term = /^(B[TG]-\d+)(?:\[(\*|scheme=[^\]]+|subject=[^\]]+)\])?(?:\.(scheme|mime|filename|B[TG]-\d+))?$/

/** A fact that is a term, its name taken apart. */
export interface TermParts {
	/** The term asked for; of `BG-25[*].BT-154` that inside the group. */
	readonly id: TermId
	readonly all: boolean
	/** What identifies the one meant, of several. */
	readonly scheme?: string
	readonly subject?: string
	/** The attribute asked for. */
	readonly attribute?: string
	/** A group has no value of its own. */
	readonly group: boolean
}

/** Undefined for a name that is no term's. */
export function partsOf(name: string): TermParts | undefined {
	const [, id, filter, last] = term.exec(name) ?? []
	if (id === undefined) return undefined
	const asked = (last?.startsWith('B') ? last : id) as TermId
	const [kind, wanted] = filter?.split('=') ?? []
	return {
		id: asked,
		all: filter === '*',
		...(kind === 'scheme' && { scheme: wanted! }),
		...(kind === 'subject' && { subject: wanted! }),
		...(last !== undefined && !last.startsWith('B') && { attribute: attributes[last]! }),
		group: businessTerms.get(asked)?.kind === 'group',
	}
}

/** What rules call attributes of a term, and what documents call them. */
const attributes: Readonly<Record<string, string>> = {
	scheme: 'schemeID',
	mime: 'mimeCode',
	filename: 'filename',
}

/** Why a fact name is wrong; undefined for one that is right. */
export function factFault(name: string): string | undefined {
	if (otherFacts.includes(name)) return undefined
	const [, id, , inner] = term.exec(name) ?? []
	if (id === undefined) return `there is no fact ${name}`
	if (!businessTerms.has(id)) return `there is no term ${id}`
	if (inner?.startsWith('B') && !businessTerms.has(inner)) return `there is no term ${inner}`
	return undefined
}
