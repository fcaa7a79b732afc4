/**
 * Which name stands beside which, by the structure tables: what a hurried author takes for the one meant.
 */
import type { ExpandedName, Structure } from '#engine'
import { structure } from '../structure/structures.ts'
import type { Neighbour } from './xpath-mutants.ts'

type Names = Map<string, string>

/** Next names by parent and name, and by name alone for the first model that holds it. */
interface Table {
	readonly namespaces: ReadonlyMap<string, string>
	readonly uris: Readonly<Record<string, string>>
	readonly below: ReadonlyMap<string, Names>
	readonly anywhere: Names
	readonly attributes: Names
}

let tables: readonly Table[] | undefined

export const neighbour: Neighbour = ({ uri, local }, attribute, parent) => {
	tables ??= (['ubl-2.1', 'cii-d16b'] as const).map((id) => tableOf(structure(id)))
	for (const table of tables) {
		if (attribute) {
			const next = uri === '' ? table.attributes.get(local) : undefined
			if (next !== undefined) return { uri: '', local: next }
			continue
		}
		const name = prefixed(table, { uri, local })
		if (name === undefined) continue
		const above = parent === undefined ? undefined : prefixed(table, parent)
		const next = table.below.get(above ?? '')?.get(name) ?? table.anywhere.get(name)
		if (next === undefined) continue
		const [prefix, other] = next.split(':') as [string, string]
		return { uri: table.uris[prefix]!, local: other }
	}
	return undefined
}

function prefixed({ namespaces }: Table, { uri, local }: ExpandedName): string | undefined {
	const prefix = namespaces.get(uri)
	return prefix === undefined ? undefined : `${prefix}:${local}`
}

function tableOf({ table, types }: Structure): Table {
	const anywhere: Names = new Map()
	const attributes: Names = new Map()
	const byType = new Map<string, Names>()
	for (const { name, model, attributes: known } of types) {
		const names = (model?.particles ?? []).flatMap((particle) => particle.name ?? [])
		const next: Names = new Map(names.map((one, i) => [one, names[(i + 1) % names.length]!]))
		byType.set(name, next)
		for (const [one, other] of next) if (!anywhere.has(one) && one !== other) anywhere.set(one, other)
		const uses = [...known.values()].map(({ use }) => use.name)
		for (const [i, one] of uses.entries())
			if (!attributes.has(one) && uses.length > 1) attributes.set(one, uses[(i + 1) % uses.length]!)
	}
	const below = new Map<string, Names>()
	const elements = { ...table.elements, ...table.roots }
	for (const [element, type] of Object.entries(elements)) {
		const next = byType.get(type)
		if (next !== undefined && next.size > 1) below.set(element, next)
	}
	return {
		namespaces: new Map(Object.entries(table.namespaces).map(([prefix, uri]) => [uri, prefix])),
		uris: table.namespaces,
		below,
		anywhere,
		attributes,
	}
}
