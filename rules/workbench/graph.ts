/**
 * All that may stand in an invoice, by the structure tables: elements and attributes with what may stand in them.
 *
 * A place is a name with its type, so that an address in a party and one in a delivery are one place. A set of
 * places stands for all nodes that an expression could give in any document; `anything` is what a table leaves open.
 */
import type { ExpandedName, Structure } from '#engine'
import { type StructureId, structure } from '../structure/structures.ts'

export interface GraphPlace {
	readonly uri: string
	readonly local: string
	readonly attribute: boolean
	/** What values it holds, for elements of text and attributes. */
	readonly value?: string
	readonly children: number[]
	readonly parents: number[]
	/** By child: whether it may stand several times. */
	readonly many: Set<number>
}

export const documentPlace = 0
/** Inside what a table leaves open, all may be. */
export const anything = 1

const tables: readonly StructureId[] = ['ubl-2.1', 'cii-d16b', 'cii-d22b', 'facturx-extended']

export class Graph {
	readonly places: GraphPlace[] = []
	readonly namespaces: ReadonlySet<string>
	readonly #numbers = new Map<string, number>()

	constructor(structures: readonly Structure[]) {
		this.#place('document', { uri: '', local: '', attribute: false })
		this.#place('anything', { uri: '', local: '', attribute: false })
		this.namespaces = new Set(structures.flatMap(({ table }) => Object.values(table.namespaces)))
		for (const one of structures) this.#add(one)
	}

	#place(key: string, base: Pick<GraphPlace, 'uri' | 'local' | 'attribute' | 'value'>): number {
		const known = this.#numbers.get(key)
		if (known !== undefined) return known
		const number = this.places.push({ ...base, children: [], parents: [], many: new Set() }) - 1
		this.#numbers.set(key, number)
		return number
	}

	#link(parent: number, child: number, many: boolean): void {
		const { children, many: repeated } = this.places[parent]!
		if (!children.includes(child)) {
			children.push(child)
			this.places[child]!.parents.push(parent)
		}
		if (many) repeated.add(child)
	}

	/** Everything that the table's roots reach. */
	#add({ table, types }: Structure): void {
		const byName = new Map(types.map((type) => [type.name, type]))
		const done = new Set<number>()
		const visit = (name: string, type: string): number => {
			const { uri, local } = expanded(table.namespaces, name)
			const found = byName.get(type)
			const value = found?.value?.kind
			const place = this.#place(
				`${table.namespaces[name.split(':')[0]!]} ${local} ${shapeOf(table.id)} ${type}`,
				{
					uri,
					local,
					attribute: false,
					...(value !== undefined && { value }),
				},
			)
			if (done.has(place) || found === undefined) return place
			done.add(place)
			for (const { use } of found.attributes.values())
				this.#link(
					place,
					this.#place(`${place} @${use.name}`, {
						uri: '',
						local: use.name,
						attribute: true,
						value: use.kind,
					}),
					false,
				)
			for (const particle of found.model?.particles ?? []) {
				if (particle.name === undefined) this.#link(place, anything, true)
				else
					this.#link(
						place,
						visit(particle.name, particle.type ?? table.elements[particle.name] ?? ''),
						particle.max > 1,
					)
			}
			return place
		}
		for (const [root, type] of Object.entries(table.roots))
			this.#link(documentPlace, visit(root, type), false)
	}
}

/** Releases and profiles of one format share their places. */
const shapeOf = (id: string): string => (/cii|facturx/.test(id) ? 'cii' : id)

function expanded(namespaces: Readonly<Record<string, string>>, name: string): ExpandedName {
	const [prefix, local] = name.split(':') as [string, string]
	return { uri: namespaces[prefix]!, local }
}

let built: Graph | undefined

/** UBL 2.1, both releases of CII, and what the widest profile of Factur-X adds. */
export function invoiceGraph(): Graph {
	return (built ??= new Graph(tables.map((id) => structure(id))))
}
