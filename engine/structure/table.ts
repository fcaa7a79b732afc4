/**
 * What an XML format allows where, as data: elements, content models, value kinds, attributes.
 *
 * A content model is written as in a DTD: names in order, each with `?`, `*`, `+` or `{1,2}` for how often it
 * may stand, or names parted by ` | ` of which exactly one stands. `not(ext)` is one element of any
 * namespace but that one (and not of none); what it holds is checked where the table knows it.
 * A value type is its kind and its attributes: `decimal currencyID! languageID:language`, `!` for required;
 * `unitCode{1,3}` bounds the number of characters, `listAgencyID="6"` allows that value alone.
 * Names have the prefixes that the table itself declares.
 */
import { Fault } from '../fault.ts'
import { lexicalChecks, type ValueKind, valueKinds } from './value.ts'

export interface StructureTable {
	/** Id of the rule set that its findings name. */
	readonly id: string
	/** Prefix → URI. */
	readonly namespaces: Readonly<Record<string, string>>
	/** Elements that a document may start with → their types. */
	readonly roots: Readonly<Record<string, string>>
	/** Element → its type, wherever a content model does not say `name=type`. */
	readonly elements: Readonly<Record<string, string>>
	/** Type → content model. */
	readonly types: Readonly<Record<string, string>>
	/** Value type → kind and attributes. */
	readonly values: Readonly<Record<string, string>>
}

export interface Particle {
	/** Prefixed; undefined: any element of another namespace. */
	readonly name: string | undefined
	/** For a wildcard: the prefix whose namespace is left out. */
	readonly except?: string
	readonly type: string | undefined
	readonly min: number
	readonly max: number
}

export interface Model {
	readonly choice: boolean
	readonly particles: readonly Particle[]
}

export interface AttributeUse {
	readonly name: string
	readonly kind: ValueKind
	readonly required: boolean
	/** Bounds on the number of characters, white space collapsed. */
	readonly length?: readonly [least: number, most: number]
	/** The only value allowed, white space collapsed. */
	readonly fixed?: string
}

export interface ValueType {
	readonly kind: ValueKind
	readonly attributes: readonly AttributeUse[]
}

const particleText = /^(?:not\(([\w.-]+)\)|([\w.-]+:[\w.-]+)(?:=([\w.:-]+))?)([?*+]|\{(\d+),(\d+|\*)\})?$/
/** An automaton has a state for each occurrence that it counts. */
const mostCounted = 100

/** Reads a content model; `place` names it in the Fault. */
export function readModel(text: string, place: string): Model {
	const choice = text.includes(' | ')
	const parts = text.split(choice ? ' | ' : ' ').filter((part) => part !== '')
	return { choice, particles: parts.map((part) => readParticle(part, place)) }
}

/** Most are a name and how often it may stand: a start reads many, and the pattern takes its time to be made. */
function readParticle(text: string, place: string): Particle {
	const times = text.charAt(text.length - 1)
	const often = oftenAs[times]
	const name = often === undefined ? text : text.slice(0, -1)
	if (isPrefixed(name)) return { name, type: undefined, ...(often ?? once) }
	return readAnyParticle(text, place)
}

const once = { min: 1, max: 1 }
const oftenAs: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
	'?': { min: 0, max: 1 },
	'*': { min: 0, max: Number.POSITIVE_INFINITY },
	'+': { min: 1, max: Number.POSITIVE_INFINITY },
}

/** Letters and digits with one colon between them. */
function isPrefixed(name: string): boolean {
	let colon = -1
	for (let i = 0; i < name.length; i++) {
		const c = name.charCodeAt(i)
		if (c === 58 && colon < 0) colon = i
		else if (!((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57))) return false
	}
	return colon > 0 && colon < name.length - 1
}

function readAnyParticle(text: string, place: string): Particle {
	const match = particleText.exec(text)
	if (match === null) throw new Fault('internal', `${place}: “${text}” is no part of a content model`)
	const [, except, name, type, times, least, most] = match
	const [min, max] =
		times === undefined
			? [1, 1]
			: times === '?'
				? [0, 1]
				: times === '*'
					? [0, Number.POSITIVE_INFINITY]
					: times === '+'
						? [1, Number.POSITIVE_INFINITY]
						: [Number(least), most === '*' ? Number.POSITIVE_INFINITY : Number(most)]
	if (min > max || max === 0 || min > mostCounted || (max > mostCounted && max !== Number.POSITIVE_INFINITY))
		throw new Fault('internal', `${place}: “${text}” can not be counted`)
	return { name, type, min, max, ...(except !== undefined && { except }) }
}

const attributeText = /([\w.-]+)(?::(\w+))?(?:\{(\d+),(\d+)\})?(?:="([^"]*)")?(!)?(?: |$)/y

/** Reads a value type; `place` names it in the Fault. */
export function readValue(text: string, place: string): ValueType {
	const [kind] = text.split(' ', 1) as [string]
	const attributes: AttributeUse[] = []
	attributeText.lastIndex = kind.length + 1
	while (attributeText.lastIndex < text.length) {
		const match = attributeText.exec(text)
		if (match === null) throw new Fault('internal', `${place}: the attributes of “${text}” can not be read`)
		const [, name, attributeKind, least, most, fixed, required] = match
		attributes.push({
			name: name!,
			kind: kindOf(attributeKind ?? 'string', place),
			required: required !== undefined,
			...(least !== undefined && { length: [Number(least), Number(most)] as const }),
			...(fixed !== undefined && { fixed }),
		})
	}
	return { kind: kindOf(kind, place), attributes }
}

/** The check of an attribute's value; undefined where every text will do. */
export function attributeCheck({
	kind,
	length,
	fixed,
}: AttributeUse): ((text: string) => boolean) | undefined {
	if (fixed !== undefined) return (text) => collapsed(text) === fixed
	if (length === undefined) return lexicalChecks[kind]
	const [least, most] = length
	return (text) => {
		const { length } = collapsed(text)
		return length >= least && length <= most
	}
}

function collapsed(text: string): string {
	let at = 0
	while (at < text.length && text.charCodeAt(at) > 32) at++
	if (at === text.length) return text
	return text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, '')
}

function kindOf(name: string, place: string): ValueKind {
	const kind = valueKinds.find((known) => known === name)
	if (kind === undefined) throw new Fault('internal', `${place}: “${name}” is no kind of value`)
	return kind
}
