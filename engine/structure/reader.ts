/**
 * Reads a structure table: types as numbers, content models as automata.
 *
 * A type is read when a document first has an element of it: an invoice has few of those that a format knows.
 */
import { Fault } from '../fault.ts'
import { names } from '../tree/names.ts'
import { type Automaton, addAutomaton } from './automaton.ts'
import {
	type AttributeUse,
	attributeCheck,
	type Model,
	readModel,
	readValue,
	type StructureTable,
	type ValueType,
} from './table.ts'
import { lexicalChecks } from './value.ts'

/** A type: of elements that hold elements if it has a model, else of values. */
export interface Type {
	readonly name: string
	readonly model?: Model
	readonly automaton?: Automaton
	readonly value?: ValueType
	/** By name id. */
	readonly attributes: ReadonlyMap<number, Attribute>
	/** Name id → column in the automaton. */
	readonly columns: ReadonlyMap<number, number>
	/** Types of the particles, by column. */
	readonly children: readonly number[]
	/** A wildcard's column, and the name space that it leaves out. */
	readonly wildcard?: { readonly column: number; readonly except: string }
}

/** Of a value's text; undefined where every text will do. */
export type Check = ((text: string) => boolean) | undefined

interface Attribute {
	readonly use: AttributeUse
	/** Of required ones; 0 for the others. */
	readonly bit: number
	/** Index in the structure's `attributeChecks`. */
	readonly check: number
}

/** The type of elements that the table does not know and a wildcard admits: anything inside. */
export const anything = 0

/** Reads a table type by type; a name or type that it does not hold is a Fault. */
export class TypeReader {
	readonly next: number[] = [0]
	readonly starts: Int32Array
	readonly required: Int32Array
	readonly checks: Check[]
	readonly attributeChecks: Check[] = [undefined]
	readonly #table: StructureTable
	/** Names of the types, by number. */
	readonly #names: readonly string[]
	readonly #numbers: ReadonlyMap<string, number>
	readonly #types: (Type | undefined)[]

	constructor(table: StructureTable) {
		this.#table = table
		this.#names = ['', ...Object.keys(table.types), ...Object.keys(table.values)]
		this.#numbers = new Map(this.#names.map((name, number) => [name, number]))
		const count = this.#names.length
		this.starts = new Int32Array(count)
		this.required = new Int32Array(count)
		this.checks = new Array<Check>(count).fill(undefined)
		this.#types = new Array<Type | undefined>(count).fill(undefined)
		this.type(anything)
	}

	type(number: number): Type {
		return this.#types[number] ?? this.#read(number)
	}

	all(): readonly Type[] {
		return this.#types.map((_, number) => this.type(number))
	}

	#read(number: number): Type {
		const name = this.#names[number]!
		const model = this.#table.types[name]
		const type =
			number === anything
				? this.#anything()
				: model === undefined
					? this.#simple(name, this.#table.values[name]!)
					: this.#complex(name, model)
		this.starts[number] = type.automaton?.start ?? 0
		for (const { bit } of type.attributes.values()) this.required[number]! |= bit
		this.checks[number] = type.value && lexicalChecks[type.value.kind]
		this.#types[number] = type
		return type
	}

	byName(elements: Readonly<Record<string, string>>): ReadonlyMap<number, number> {
		return new Map(
			Object.entries(elements).map(([name, type]) => [this.#nameId(name), this.#typeNumber(type, name)]),
		)
	}

	#anything(): Type {
		const model: Model = {
			choice: false,
			particles: [{ name: undefined, type: undefined, min: 0, max: Number.POSITIVE_INFINITY }],
		}
		return {
			name: 'anything',
			model,
			automaton: addAutomaton(this.next, model),
			attributes: new Map(),
			columns: new Map(),
			children: [anything, anything],
			wildcard: { column: 1, except: '' },
		}
	}

	#complex(name: string, text: string): Type {
		const model = readModel(text, name)
		const columns = new Map<number, number>()
		const children = [anything]
		let wildcard: Type['wildcard']
		model.particles.forEach((particle, index) => {
			if (particle.name === undefined) {
				wildcard = { column: index + 1, except: this.#uri(particle.except ?? '', name) }
				children.push(anything)
				return
			}
			const id = this.#nameId(particle.name)
			if (columns.has(id)) throw new Fault('internal', `${name}: ${particle.name} stands twice`)
			columns.set(id, index + 1)
			children.push(
				this.#typeNumber(particle.type ?? this.#table.elements[particle.name] ?? '', particle.name),
			)
		})
		return {
			name,
			model,
			automaton: addAutomaton(this.next, model),
			attributes: new Map(),
			columns,
			children,
			...(wildcard && { wildcard }),
		}
	}

	#simple(name: string, text: string): Type {
		const value = readValue(text, name)
		const attributes = new Map<number, Attribute>()
		let bits = 0
		for (const use of value.attributes) {
			const bit = use.required ? bits + 1 : 0
			bits |= bit
			const check = attributeCheck(use)
			const index = check === undefined ? 0 : this.attributeChecks.push(check) - 1
			attributes.set(names.pin('', use.name), { use, bit, check: index })
		}
		return {
			name,
			value,
			attributes,
			columns: new Map(),
			children: [],
		}
	}

	#typeNumber(type: string, element: string): number {
		const number = type === '' ? undefined : this.#numbers.get(type)
		if (number === undefined) throw new Fault('internal', `${element}: no type “${type}”`)
		return number
	}

	#nameId(name: string): number {
		const [prefix, local] = name.split(':') as [string, string]
		return names.pin(this.#uri(prefix, name), local)
	}

	#uri(prefix: string, place: string): string {
		const uri = this.#table.namespaces[prefix]
		if (uri === undefined) throw new Fault('internal', `${place}: the prefix “${prefix}” is not declared`)
		return uri
	}
}
