/**
 * What the formats make of a term: whether they carry it, how often it may stand, what values it holds.
 *
 * A rule is written once for UBL and CII. Where a format does not carry what it asks for, or where one may hold
 * several values and the other one, the rule does not mean the same in both.
 */
import { parseXPath } from '#engine'
import type { Syntax } from '../syntax.ts'
import { namespaces } from '../terms/path.ts'
import { type BusinessTerm, businessTerms, pathOf } from '../terms/term.ts'
import { anything, documentPlace, type GraphPlace, invoiceGraph } from './graph.ts'
import { Reach } from './reach.ts'
import { syntaxes } from './words.ts'

const factParts =
	/^(B[TG]-\d+)(?:\[(\*|scheme=[^\]]+|subject=[^\]]+)\])?(?:\.(scheme|mime|filename|B[TG]-\d+))?$/
const attributeOf: Readonly<Record<string, string>> = {
	scheme: 'schemeID',
	mime: 'mimeCode',
	filename: 'filename',
}

export interface Binding {
	readonly syntax: Syntax
	/** The places where it may stand; none: the format does not carry it. */
	readonly places: readonly GraphPlace[]
	/** Several may stand in one document. */
	readonly many: boolean
}

const known = new Map<string, Binding>()

export function bindingOf(term: BusinessTerm, syntax: Syntax): Binding {
	const key = `${syntax} ${term.id}`
	let binding = known.get(key)
	if (binding === undefined) {
		const expr = parseXPath(pathOf(term.id, syntax), { namespaces })
		const reach = new Reach(invoiceGraph())
		const start = { places: new Set([documentPlace]), variables: new Map(), current: undefined }
		const found = [...(reach.of(expr, start) ?? [])]
		const { places } = invoiceGraph()
		binding = { syntax, places: found.map((one) => places[one]!), many: found.some(repeats) }
		known.set(key, binding)
	}
	return binding
}

/** Whether some way from the root to the place goes through what may stand several times. */
function repeats(number: number): boolean {
	const { places } = invoiceGraph()
	const waiting = [number]
	const seen = new Set<number>()
	for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
		if (seen.has(at) || at === anything) continue
		seen.add(at)
		for (const parent of places[at]!.parents) {
			if (places[parent]!.many.has(at)) return true
			waiting.push(parent)
		}
	}
	return false
}

/** Why a fact cannot be had from a syntax; undefined where it can. */
export function notCarried(fact: string, syntax: Syntax): string | undefined {
	const [, id, filter, part] = factParts.exec(fact) ?? []
	const term = businessTerms.get((part?.startsWith('B') ? part : id) ?? '')
	if (term === undefined) return undefined
	const { places } = bindingOf(term, syntax)
	if (places.length === 0) return `${syntax} has no place for ${term.id}`
	const attribute = filter?.startsWith('scheme=') ? 'schemeID' : attributeOf[part ?? '']
	if (attribute === undefined || places.some(({ attribute: is }) => is)) return undefined
	const all = invoiceGraph().places
	const has = places.some(({ children }) =>
		children.some((one) => all[one]!.attribute && all[one]!.local === attribute),
	)
	return has ? undefined : `${syntax} has no @${attribute} on ${term.id}`
}

/** Kinds of values that a term of that kind may be. */
const kinds: Readonly<Record<string, readonly string[]>> = {
	amount: ['decimal'],
	price: ['decimal'],
	quantity: ['decimal'],
	percent: ['decimal'],
}

/** What a term is in one syntax and not in the other; only for facts that read one value. */
export function differingBinding(fact: string): string | undefined {
	const [, id, filter, part] = factParts.exec(fact) ?? []
	const term = businessTerms.get(id ?? '')
	if (term === undefined || part !== undefined || term.kind === 'group') return undefined
	const bindings = syntaxes.map((syntax) => bindingOf(term, syntax)).filter(({ places }) => places.length > 0)
	const wanted = kinds[term.kind]
	const other = bindings.filter(({ places }) =>
		places.some(({ value }) => wanted !== undefined && !wanted.includes(value ?? '')),
	)
	if (other.length > 0 && other.length < bindings.length)
		return `${term.id} holds a number, but in ${other.map(({ syntax }) => syntax).join(' and ')} any ${other[0]!.places[0]!.value ?? 'text'}`
	const several = bindings.filter(({ many }) => many)
	if (filter === undefined && several.length > 0 && several.length < bindings.length)
		return `${term.id} may stand several times in ${several.map(({ syntax }) => syntax).join(' and ')}, once in the others; the rule reads the first`
	return undefined
}
