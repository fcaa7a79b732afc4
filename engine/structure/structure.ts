/**
 * A structure table made ready for checking: its types, and for every path that documents have shown, what it means.
 *
 * Paths outlive documents, so what an element or attribute is at its place is found out once a path. A path's
 * meaning follows from its parent's type and its own name, hence from the element that the check started at:
 * meanings are kept apart by the start's path.
 */
import { names } from '../tree/names.ts'
import { paths } from '../tree/paths.ts'
import { anything, type Check, type Type, TypeReader } from './reader.ts'
import type { StructureTable } from './table.ts'

/** What may not stand here. */
export const unknown = -1
/** xsi:type or xsi:nil: looked at one by one. */
export const instance = -2

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
	readonly #reader: TypeReader
	readonly #prefixes: ReadonlyMap<string, string>
	#elements: ReadonlyMap<number, number> | undefined
	#generation = -1
	readonly #meanings = new Map<number, Meanings>()

	constructor(table: StructureTable) {
		this.table = table
		this.#prefixes = new Map(Object.entries(table.namespaces).map(([prefix, uri]) => [uri, prefix]))
		const reader = new TypeReader(table)
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
