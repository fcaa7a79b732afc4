/**
 * A structure table made ready for checking: types as numbers, content models as automata, and for every path
 * that documents have shown, what it means.
 *
 * A type is read when a document first has an element of it: an invoice has few of those that a format knows.
 * Paths outlive documents, so what an element or attribute is at its place is found out once a path. A path's
 * meaning follows from its parent's type and its own name, hence from the element that the check started at:
 * meanings are kept apart by the start's path.
 */
import { Fault } from '../fault.ts'
import { names } from '../tree/names.ts'
import { paths } from '../tree/paths.ts'
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
type Check = ((text: string) => boolean) | undefined

interface Attribute {
	readonly use: AttributeUse
	/** Of required ones; 0 for the others. */
	readonly bit: number
	/** Index in the structure's `attributeChecks`. */
	readonly check: number
}

/** What may not stand here. */
export const unknown = -1
/** xsi:type or xsi:nil: looked at one by one. */
export const instance = -2
/** The type of elements that the table does not know and a wildcard admits: anything inside. */
export const anything = 0

/** Meanings by path; 0 in `column`: not looked at yet. */
export interface Meanings {
	/** Elements: column in the parent's automaton. Attributes: 1 and the bits, times two. */
	column: Int32Array
	/** Elements: type. Attributes: index in the structure's `attributeChecks`. */
	type: Int32Array
}

const instanceUri = 'http://www.w3.org/2001/XMLSchema-instance'
const instanceNames = new Set(['type', 'nil'])
const schemaLocations = new Set(['schemaLocation', 'noNamespaceSchemaLocation'])
export class Structure {
	readonly table: StructureTable
	/** The automata of the types read so far; see automaton.ts. */
	readonly next: readonly number[]
	/** By type, of those read: the state before the first child; 0 for types of values. */
	readonly starts: Int32Array
	/** By type, of those read: bits of the required attributes. */
	readonly required: Int32Array
	/** By type, of those read: the check of its values. */
	readonly checks: readonly Check[]
	/** Checks of attribute values, by the number that a path's `type` holds; at 0 there is none. */
	readonly attributeChecks: readonly Check[]
	/** Name id → type of the elements that a document may start with. */
	readonly roots: ReadonlyMap<number, number>
	readonly #reader: Reader
	readonly #prefixes: ReadonlyMap<string, string>
	#elements: ReadonlyMap<number, number> | undefined
	#generation = -1
	readonly #meanings = new Map<number, Meanings>()

	constructor(table: StructureTable) {
		this.table = table
		this.#prefixes = new Map(Object.entries(table.namespaces).map(([prefix, uri]) => [uri, prefix]))
		const reader = new Reader(table)
		this.#reader = reader
		this.next = reader.next
		this.starts = reader.starts
		this.required = reader.required
		this.checks = reader.checks
		this.attributeChecks = reader.attributeChecks
		this.roots = reader.byName(table.roots)
	}

	type(number: number): Type {
		return this.#reader.type(number)
	}

	/** All of them. */
	get types(): readonly Type[] {
		return this.#reader.all()
	}

	get id(): string {
		return this.table.id
	}

	/** The meanings of all paths known now, for documents that start at this path. */
	meanings(start: number): Meanings {
		if (this.#generation !== paths.generation || this.#meanings.size > mostStarts) {
			this.#meanings.clear()
			this.#generation = paths.generation
		}
		let found = this.#meanings.get(start)
		if (found === undefined) {
			found = { column: new Int32Array(0), type: new Int32Array(0) }
			this.#meanings.set(start, found)
		}
		if (found.column.length < paths.size) {
			const length = Math.max(1024, paths.size * 2)
			found.column = lengthened(found.column, length)
			found.type = lengthened(found.type, length)
		}
		return found
	}

	/** Finds out what an element's path means under a parent of that type; returns its column. */
	learnElement(meanings: Meanings, path: number, parent: number): number {
		const type = this.type(parent)
		const name = paths.name(path)
		let column = type.columns.get(name) ?? unknown
		let child = column > 0 ? type.children[column]! : anything
		if (column === unknown && this.#admits(type, name)) {
			column = type.wildcard!.column
			this.#elements ??= this.#reader.byName(this.table.elements)
			child = this.#elements.get(name) ?? anything
		}
		this.type(child)
		meanings.column[path] = column
		meanings.type[path] = child
		return column
	}

	learnAttribute(meanings: Meanings, path: number, element: number): number {
		const name = paths.name(path)
		const found = this.type(element).attributes.get(name)
		let column = unknown
		const ofInstance = names.uri(name) === instanceUri
		if (ofInstance && instanceNames.has(names.local(name))) column = instance
		else if (ofInstance && schemaLocations.has(names.local(name))) column = 1
		else if (found !== undefined) column = 1 + found.bit * 2
		else if (element === anything) column = 1
		meanings.column[path] = column
		meanings.type[path] = found?.check ?? 0
		return column
	}

	/** A name as the table writes it; with its URI in braces where the table has no prefix for it. */
	nameOf(name: number): string {
		const uri = names.uri(name)
		const local = names.local(name)
		if (uri === '') return local
		const prefix = this.#prefixes.get(uri)
		return prefix === undefined ? `{${uri}}${local}` : `${prefix}:${local}`
	}

	#admits({ wildcard }: Type, name: number): boolean {
		if (wildcard === undefined) return false
		const uri = names.uri(name)
		return wildcard.except === '' || (uri !== '' && uri !== wildcard.except)
	}
}

/** Throws a Fault where the table contradicts itself, as far as it is read: all of it by `types`. */
export function openStructure(table: StructureTable): Structure {
	return new Structure(table)
}

/** The same with all types read, so that it throws here or never. */
export function compileStructure(table: StructureTable): Structure {
	const structure = openStructure(table)
	void structure.types
	return structure
}

/** Starts whose meanings are kept; more than these only hostile documents have. */
const mostStarts = 16

function lengthened(array: Int32Array, length: number): Int32Array {
	const copy = new Int32Array(length)
	copy.set(array)
	return copy
}

/** Reads a table type by type; a name or type that it does not hold is a Fault. */
class Reader {
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
